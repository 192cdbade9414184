// Package atlas holds the plan as one immutable model: chapters, blocks, notes,
// places, names, tables, layers, maps and charts, with every reference
// resolved. Load reads it; nothing changes it afterwards, so that it may be read
// by any number of goroutines.
//
// The model knows no plan and no language: all names, ranks, numbering and
// languages come from content/site.yaml and the tables.
package atlas

import (
	"atlas/generator/anchor"
	"atlas/generator/lock"
	"atlas/generator/names"
	"atlas/generator/numeral"
	"atlas/generator/source"
	"atlas/generator/text"
)

// Atlas is the whole plan. Slices are in the order of the files.
type Atlas struct {
	Site      Site
	Languages []Language
	Chapters  []*Chapter
	Notes     []*Note // of the table of emendations that stand in the text
	Places    []*Place
	Names     []*Name
	Terms     []*Term
	Numbers   []*Number
	Units     *numeral.Units // that numbers are read with: those of the program and of the site
	Decided   []Decision     // occurrences of names that a rule decided, in document order

	Targets        []*Target
	Projects       []*Project
	Concepts       []*Concept
	Contradictions []*Contradiction
	Observations   []*Observation
	Indicators     []*Indicator
	Progress       []*Event // in the order of the dates

	Tables   []*Table
	Layers   []*Layer
	Maps     []*Map
	Stages   []*Stage // how far a project has come, as the maps tell them apart
	Charts   []*Chart
	Articles []*Article
	Handbook []*Article // in the order of its pages, index first
	Witness  *Witness
	Package  Package
	Surplus  []Surplus  // blocks of further languages that the first lacks
	Lock     *lock.Lock // which translations were accepted; nil where there is no lock
	Anchors  *Anchors   // the ids that blocks keep; nil where they follow from order

	places   map[string]*Place
	names    map[string]*Name
	notes    map[string]*Note
	tables   map[string]*Table
	layers   map[string]*Layer
	gone     map[string][]anchor.Fate // by the page on which they stood
	vanished []string
	strays   map[string]*Block // of which the id does not say where they stand
	spots    map[string]Spot   // by the id of a name or the slug of a place
	maps     map[string]*Map
	charts   map[string]*Chart
	numbers  map[string]*Number

	indicators map[string]*Indicator

	words   map[string][]*Word // by column
	stated  map[*Block]*Stated
	told    func() map[*Place]*Told // worked out when it is first asked for
	uses    func() uses             // likewise
	parts   func() parts            // likewise
	finders []*names.Finder         // of places and names, by language
	terms   []*names.Finder         // of terms too

	termForms []termForms // by language

	gazette *gazette

	ear  *ear   // hears what is read of the chapters
	rest uint64 // counts what was read anew that is no chapter

	standings  map[*Block][]lock.Standing // of blocks that are not accepted in every language
	unaccepted [][]*Block                 // by language
}

// Chapter is a chapter in every language. Section 0 holds what stands before
// the first heading of a section and has no heading.
type Chapter struct {
	ID       string // "ch3", "annex1"
	N        int    // where it stands among the chapters; annexes come behind all others
	Heading  *Block // nil where the chapter has no printed title
	Label    Localized
	Files    []*source.File // as read, by language; nil where there are errors in it
	Absent   []bool         // by language: there is no such file
	Sections []*Section
	Blocks   []*Block // all of them, headings too, in document order; footnotes come last
	// Footnotes are its notes, in the order of their numbers. They belong to no section.
	Footnotes []*Block
	Tables    []*Block

	before  counter // boxes and figures of the first language in the chapters before
	byID    map[string]*Block
	surplus []Surplus
	decided []Decision
	named   []namedBlock
	found   map[foundKey][]names.Match // in its blocks
	noted   []*Block                   // with marks that notes belong to
	awaits  []*Block                   // with a language's text still to come
	strays  []*Block                   // whose id is not the one that their order gives
	ear     *ear                       // hears what is read of it
	lost    bool                       // its file in the first language is there and cannot be read
	pairs   []int                      // by language: blocks that have an original and a translation; -1 where the two differ in their blocks
}

// Section is a section of a chapter.
type Section struct {
	ID      string // "ch3-s2"
	N       int
	Heading *Block // nil for section 0
	Blocks  []*Block
}

// Block is a unit of the text in every language: a heading, paragraph, box,
// group, item, figure, table, cell or note.
type Block struct {
	// Ordinal is made of the order: "ch3", "ch3-s2", "ch3-s2-s1" for a heading in it,
	// "ch3-s2-p4", "ch3-s2-i1" for an item of a list, "box4", "box4-g1", "box4-i1", "fig3",
	// "tab5", "tab5-r2-c3" for a cell, "tab5-n1" for a note below it, "ch3-n2" for a
	// footnote.
	Ordinal string
	// ID is the same, or what the block had before the order changed, in a site that was
	// pinned.
	ID      string
	Kind    text.Kind
	N       int    // the number within its kind: 3 for fig3 and for ch3
	Count   int    // of a section or heading: its number among those that the pattern numbers; 0 for one it does not
	Number  string // pattern key of its printed number: chapter, section, heading3 to heading5, box, figure, table
	Chapter *Chapter
	Section *Section // nil for a footnote
	Under   *Block   // of a heading: the one above it, if that is no chapter's
	Box     *Block   // of what stands in a box
	Group   *Block   // of an item
	Table   *Block   // of a cell, or a note below a table
	Page    int      // printed page on which it begins; 0 where unknown
	// Versions are its texts by language. One that is nil is missing; one that
	// Awaits is there as a place but not yet translated.
	Versions []*Version
	// Mentions are the gazetteer's names found in it, by language.
	Mentions [][]Mention
	cites    [][]citation // what looks like references in it, by language; nil for none
}

// Version is a block's text in one language.
type Version = text.Block

// Mention is a name found in a block's text.
type Mention struct {
	Start, End int // bytes of the version's text
	Place      *Place
	Name       *Name  // one of Place and Name is set
	Rule       string // id of the rule that decided, if one did
}

// Decision is an occurrence of a name that a rule decided: what it means, or
// that it means nothing.
type Decision struct {
	Block      *Block
	Lang       int
	Start, End int    // bytes of the version's text
	Rule       string // the rule's id
	Place      *Place
	Name       *Name // at most one of Place and Name is set
}

// Version returns the block's text in a language and true, or the first
// language's text and false where it is missing or awaits translation.
func (b *Block) Version(lang int) (*Version, bool) {
	b.read()
	if v := b.Versions[lang]; v != nil && !v.Awaits {
		return v, true
	}
	for _, v := range b.Versions {
		if v != nil && !v.Awaits {
			return v, false
		}
	}
	return b.Versions[0], lang == 0
}

// Text is the block's plain text in a language, or in the first.
func (b *Block) Text(lang int) string {
	v, _ := b.Version(lang)
	if v == nil {
		return ""
	}
	return v.Text
}

// Note is an editorial note: a restored reading, or an odd one kept.
type Note struct {
	ID         string
	Block      *Block
	Kind       text.MarkKind // text.Corr or text.Sic
	Seed       string        // what the witness has
	Reading    string        // what the text reads, in the first language
	Confidence string        // high, medium, low
	Reason     Localized
	Source     Localized
	Row        source.Row
}

// Rank is a rank of places, as content/site.yaml lists them, highest first.
type Rank struct {
	ID    string
	Name  Localized
	Names Localized // plural, for headings
	Page  bool      // places of this rank have pages
	Order int
}

// Place is a row of the gazetteer.
type Place struct {
	Slug       string
	Page       *Place // whose page it is shown on: itself, or another place
	Adcode     string
	Rank       *Rank
	Parent     *Place
	Children   []*Place
	Extent     string // "whole" or "part" of it lies in the plan's area
	Name       Localized
	Short      Localized
	Pinyin     string     // how the name is read, with tones; "" where the table has none
	Forms      [][]string // what the text calls it, by language
	Seat       Point
	SeatSource string
	Feature    string // id of its polygon; "" where it has none
	Current    Localized
	CurrentID  string
	Note       Localized
	AreaStated float64 // km²; 0 where none is stated
	AreaSource Localized
	AreaMap    float64 // km², from the geometry; 0 where it has none
	AreaInPlan float64 // km², of the parts that lie in the plan's area
	// Neighbours are the places that share a border with it, in the order of the
	// gazetteer.
	Neighbours []*Place
	Row        source.Row
}

// HasPage reports whether the place has a page of its own.
func (p *Place) HasPage() bool { return p.Page == p && p.Rank.Page }

// Point is lon, lat in degrees; Known is false where there is none.
type Point struct {
	Lon, Lat float64
	Known    bool
}

// Name is a proper name of the text that is no place of the gazetteer: a river,
// a railway, a station. It keeps the names inside it from being taken for
// places.
type Name struct {
	ID     string
	Type   string
	Name   Localized
	Pinyin string // how the name is read, with tones; "" where the table has none
	Forms  [][]string
	Within []*Place
	Note   Localized
	Row    source.Row
}

// Term is a term of the plan with its renderings.
type Term struct {
	ID       string
	Name     Localized
	Accepted [][]string // further renderings, by language
	Note     Localized
	Row      source.Row
}

// Article is a page of running Markdown that the plan does not contain: the
// colophon, content/LANG/about.md, or a page of the handbook,
// content/LANG/handbook/NAME.md.
type Article struct {
	ID    string
	Title Localized
	Lead  Localized
	HTML  Localized // by language; "" where the file is missing
	Order int       // among the pages of the handbook
	List  string    // what is listed below the text: "rules", "tables" or nothing
	// Tags are the languages that the versions stand in, where those are not the
	// site's own: English where nobody has translated a page yet.
	Tags  Localized
	Files Localized // the versions' files, by their paths
}
