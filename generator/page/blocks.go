package page

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/align"
	"atlas/generator/atlas"
	"atlas/generator/text"
)

// blockView is a block as the layout "blocks.html" shows it.
type blockView struct {
	ID       string
	Kind     string // the block's own; or list, quotation, definitions for what holds several
	Number   string // printed number: "Box 4"
	Marker   string // of an item, as it is printed
	Level    int    // of a heading: 3 for h3
	HTML     template.HTML
	Plain    string
	Foreign  bool   // shown in another language than the page's, awaiting translation
	Tag      string // of the language shown
	Notes    []noteView
	Behind   string      // says that the other language was edited since; "" where it was not
	Referred []link      // the blocks that refer to it; on the page of its chapter only
	Children []blockView // of a box, a list and its items, a quotation, definitions
	Table    *planTable
	Back     []string // addresses of the blocks that refer to a footnote
	Map      *figureView
	Margin   *marginView // what stands beside it in a chapter; nil where nothing does
	Address  string      // the page's own permanent address of the block
	frame    *frame
	block    *atlas.Block
}

// FootnoteNumber is the number of a footnote.
func (v blockView) FootnoteNumber() int { return v.block.N }

// Cite is what a link to the block says.
func (v blockView) Cite() string { return v.frame.where(v.block) }

// noteView is an editorial note behind its mark.
type noteView struct {
	ID         string
	Kind       string // "corr" or "sic"
	Seed       string
	Reading    string
	Confidence string
	Reason     template.HTML
	Source     string
	Block      string
	Href       string // to the block
	Where      string // the block's chapter and number
	SeedTag    string
}

// figureView is the place of a figure: the map that draws it anew, if there is
// one.
type figureView struct {
	Href  string
	Title string
	SVG   template.HTML
}

// headingView is a chapter's or section's heading.
type headingView struct {
	ID       string
	Number   string
	Called   string // its number, or its title
	Title    template.HTML
	Plain    string
	Notes    []noteView
	Behind   string
	Referred []link
	Foreign  bool
	Tag      string
	Blocks   []blockView
}

// blockOf shows a block. Notes are listed with the block they stand in.
func (f *frame) blockOf(b *atlas.Block) blockView {
	p, own := f.proseOf(b)
	v := p.version
	view := blockView{frame: f, block: b, ID: b.ID, Kind: b.Kind.String(), HTML: p.html(), Plain: v.Text, Number: f.numberOf(b),
		Foreign: !own, Tag: f.atlas().Languages[p.lang].Tag, Notes: f.notesOf(v), Address: "#" + b.ID}
	if own {
		view.Behind = f.behind(b)
	}
	if f.Kind == "chapter" {
		for _, from := range f.atlas().ReferredBy(b) {
			view.Referred = append(view.Referred, link{Href: f.href(f.own(blockPath(from))), Text: f.where(from)})
		}
	}
	switch b.Kind {
	case text.Figure:
		view.Map = f.figureOf(b, v)
		view.Margin = f.marginIn(b)
	case text.Table:
		view.Margin = f.marginIn(b)
	case text.Heading:
		view.Level = f.headingLevel(b)
	case text.Footnote:
		if f.Kind == "parallel" {
			view.Marker = strconv.Itoa(b.N)
		}
	case text.Item:
		view.Marker = v.Rest
		fallthrough
	case text.Paragraph:
		view.Margin = f.marginIn(b)
	}
	return view
}

// marginIn is the margin of a block in a chapter; nil on other pages.
func (f *frame) marginIn(b *atlas.Block) *marginView {
	if f.Kind != "chapter" {
		return nil
	}
	return f.marginOf(b)
}

// proseOf is the text of a block that the page shows, and whether it is in the
// page's own language.
func (f *frame) proseOf(b *atlas.Block) (p prose, own bool) {
	v, own := b.Version(f.lang)
	p = prose{frame: f, block: b, version: v, lang: f.lang}
	if !own {
		p.lang = f.versionLang(b, v)
	}
	return p, own
}

// numberOf is the number that is printed with a block; "" for none.
func (f *frame) numberOf(b *atlas.Block) string {
	return f.site().NumberOf(b, f.lang)
}

// versionLang is the index of the language of a version.
func (f *frame) versionLang(b *atlas.Block, v *atlas.Version) int {
	for i, w := range b.Versions {
		if w == v {
			return i
		}
	}
	return 0
}

// figureOf finds the map that a figure's address names.
func (f *frame) figureOf(b *atlas.Block, v *atlas.Version) *figureView {
	id, ok := strings.CutPrefix(v.Rest, "map:")
	if !ok {
		return nil
	}
	m := f.atlas().Map(id)
	if m == nil {
		return nil
	}
	return &figureView{Href: f.href(f.own("maps/" + m.ID + ".html")), Title: f.in(m.Title)}
}

// notesOf lists the notes whose marks stand in a version.
func (f *frame) notesOf(v *atlas.Version) []noteView {
	var out []noteView
	for _, m := range v.Marks {
		if m.Kind != text.Corr && m.Kind != text.Sic {
			continue
		}
		if n := f.atlas().Note(m.ID); n != nil {
			out = append(out, f.note(n, v.Text[m.Start:m.End]))
		}
	}
	return out
}

// note shows an editorial note; reading is what the page reads at its mark.
func (f *frame) note(n *atlas.Note, reading string) noteView {
	kind := "corr"
	if n.Kind == text.Sic {
		kind = "sic"
	}
	view := noteView{ID: n.ID, Kind: kind, Seed: n.Seed, Reading: reading, Confidence: f.t("confidence." + n.Confidence),
		Reason: f.text(f.in(n.Reason)), Source: f.in(n.Source), SeedTag: f.seedTag()}
	if n.Block != nil {
		view.Block = n.Block.ID
		view.Href = f.href(f.own(blockPath(n.Block)))
		view.Where = f.where(n.Block)
	}
	return view
}

// seedTag is the language of the witness.
func (f *frame) seedTag() string {
	if w := f.atlas().Witness; w != nil {
		return f.atlas().Languages[w.Language].Tag
	}
	return f.atlas().Languages[0].Tag
}

// where names a block for a reader: chapter, section and what it is.
func (f *frame) where(b *atlas.Block) string {
	var parts []string
	if c := f.chapterLabel(b.Chapter); c != "" {
		parts = append(parts, c)
	}
	if b.Section != nil && b.Section.Heading != nil && b.Kind != text.Section {
		parts = append(parts, f.called(b.Section.Heading))
	}
	for _, holder := range []*atlas.Block{b.Box, b.Table} {
		if holder != nil {
			parts = append(parts, f.called(holder))
		}
	}
	switch {
	case b.Number != "" && b.Kind != text.Title:
		parts = append(parts, f.called(b))
	case b.Kind == text.Footnote:
		parts = append(parts, f.t("where.note", b.N))
	case b.Kind == text.TableCell:
		parts = append(parts, f.t("where.cell", b.Versions[0].Cell.Row, b.Versions[0].Cell.Col))
	case b.Kind == text.TableNote:
		parts = append(parts, f.t("where.remark", b.N))
	case b.Kind == text.Item || b.Box != nil && b.Kind != text.Group:
		parts = append(parts, f.t("where.item", b.N))
	case b.Kind == text.Paragraph || b.Kind == text.Term || b.Kind == text.Definition:
		parts = append(parts, f.t("where.paragraph", b.N))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), f.t("where.join"))
}

// called is what a heading, box, figure or table is called in a citation: its number, or
// its title where it has none.
func (f *frame) called(b *atlas.Block) string {
	if n := f.numberOf(b); n != "" {
		return n
	}
	if title := align.Clipped(b.Text(f.lang), 40); title != "" || b.Kind != text.Table {
		return title
	}
	return f.t("where.table", b.N)
}

// chapterLabel is "Chapter 3", or the label of a chapter without a printed
// title.
func (f *frame) chapterLabel(c *atlas.Chapter) string {
	if c.Heading != nil {
		return f.numberOf(c.Heading)
	}
	return f.in(c.Label)
}

// chapterTitle is a chapter's title in the page's language.
func (f *frame) chapterTitle(c *atlas.Chapter) string {
	if c.Heading != nil {
		return c.Heading.Text(f.lang)
	}
	return f.in(c.Label)
}

// headingOf shows a heading block.
func (f *frame) headingOf(b *atlas.Block) headingView {
	v := f.blockOf(b)
	return headingView{ID: v.ID, Number: v.Number, Called: f.called(b), Title: v.HTML, Plain: v.Plain, Notes: v.Notes, Behind: v.Behind, Referred: v.Referred, Foreign: v.Foreign, Tag: v.Tag}
}

// sectionsOf shows a chapter's sections with their blocks; boxes hold their
// groups and items.
func (f *frame) sectionsOf(c *atlas.Chapter) []headingView {
	out := make([]headingView, 0, len(c.Sections))
	for _, s := range c.Sections {
		var h headingView
		if s.Heading != nil {
			h = f.headingOf(s.Heading)
		}
		h.Blocks = make([]blockView, 0, len(s.Blocks))
		for _, b := range s.Blocks {
			view := f.blockOf(b)
			if b.Box != nil && len(h.Blocks) > 0 {
				box := &h.Blocks[len(h.Blocks)-1]
				box.Children = append(box.Children, view)
				continue
			}
			h.Blocks = append(h.Blocks, view)
		}
		for i := range h.Blocks {
			h.Blocks[i].Children = f.nested(h.Blocks[i].Children)
		}
		h.Blocks = f.nested(h.Blocks)
		out = append(out, h)
	}
	return out
}
