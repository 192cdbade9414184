// Package text turns a chapter's Markdown into blocks. It is the only package
// that knows goldmark.
//
// A block is its plain text and marks that stand off from it: a mark has a
// stretch of the text (in bytes) and says what holds there. So a name can be
// searched across a page break, and the text as it was handed over can be put
// together again by undoing the marks.
//
// The Markdown of a chapter:
//
//	# Title                      the chapter (## for its sections)
//	**Lead phrase.** The rest.   a paragraph; its first bold words are its lead
//	### Heading                  a heading below a section's; so are #### and #####
//	（一）Words. or 1. or a) or - an item of a list, its marker kept as it is printed
//	> ### Title                  a box; > #### a group of its items; > - an item;
//	                             > --- ends a group
//	> Words.                     a quotation: it has no heading
//	![Caption](map:scope)        a figure's place
//	| a | b |                    a table (table.go)
//	Term                         a term, and what explains it
//	: Definition.
//	[^1]: Words.                 a footnote, which [^1] in a line refers to
//	<!-- … -->                   a comment, which is published nowhere
//
// and within a line
//
//	{page 13}                    here the printed page 13 began
//	{figure 3}                   here figure 3 stood in print, inside the sentence
//	{corr E01 high 1071→10.71}   a restored reading: the note's id, how sure, what
//	                             the witness has, what is read
//	{sic K04 medium words}       odd words kept as they stand, with a note
//	{untranslated}               the whole block awaits its translation
//	{number 4.1}                 in a heading: the number that it has in print
//	CO~2~ m^2^ ~~struck~~        as are <sub>, <sup>, <del>, <s>; <ins>, <u> for what was
//	                             put in, <br> for a line that ends there
package text

import (
	"unicode/utf8"

	"atlas/generator/source"
)

// Kind is what a block is.
type Kind uint8

// The kinds of blocks, in no particular order.
const (
	Title      Kind = iota // a chapter's heading
	Section                // a section's heading
	Paragraph              // a paragraph of running text
	Box                    // a box's heading; its groups and items follow
	Group                  // the heading of a group of items in a box
	Item                   // an item of a box or of a list
	Figure                 // the place of a figure, its text is the caption
	Heading                // a heading below a section's; Level says how far
	Term                   // a term, which the definitions behind it explain
	Definition             // what explains a term
	Table                  // a table; its text is the caption, its cells and notes follow
	TableCell              // a cell of a table that has words
	TableNote              // a note below a table
	Footnote               // a footnote; all of a chapter stand behind its other blocks
)

// String is the kind's name in data files and addresses.
func (k Kind) String() string {
	return [...]string{"title", "section", "paragraph", "box", "group", "item", "figure",
		"heading", "term", "definition", "table", "cell", "table-note", "footnote"}[k]
}

// MarkKind is what a mark says of its stretch.
type MarkKind uint8

// The kinds of marks. Page, FigureSpot, NoteRef, Number and Break have no extent.
const (
	Lead MarkKind = iota // the lead phrase
	Strong
	Emphasis
	Page       // N: a printed page begins
	FigureSpot // N: a figure stood here in print
	Corr       // a restored reading: ID, Confidence, Seed
	Sic        // odd words kept: ID, Confidence
	Link       // Target: an address
	Sub        // a subscript
	Sup        // a superscript
	Deleted    // struck out
	Inserted   // put in
	Code       // as a program writes it
	Break      // a line ends here
	NoteRef    // N: a footnote of the chapter belongs here
	Number     // ID: the number that the heading has in print; "" for none
)

// Mark says something of a stretch of a block's text.
type Mark struct {
	Kind       MarkKind
	Start, End int // bytes of Block.Text
	*Detail
}

// Detail is what a mark says more. Those of words that are only bold or slanted,
// which are many, share one that is empty.
type Detail struct {
	N          int
	ID         string
	Confidence string
	Seed       string
	Target     string
	Pos        source.Pos // of the mark itself; of our own marks only
}

// Same reports whether two marks say the same of the same stretch, wherever in
// the file they stand.
func (m Mark) Same(o Mark) bool {
	a, b := *m.Detail, *o.Detail
	a.Pos = b.Pos
	return m.Kind == o.Kind && m.Start == o.Start && m.End == o.End && a == b
}

// Block is one unit of the text.
type Block struct {
	Kind Kind
	// Awaits is set where the block is {untranslated}.
	Awaits bool
	// EndsGroup is set on an item before which a rule closed the group.
	EndsGroup bool
	// InBox is set on what stands in a box, and on its heading.
	InBox bool
	// Quote is the quotation in which it stands, counted through the chapter so that
	// neighbours differ; 0 for none.
	Quote uint8
	// Starts is set on the first item of a list.
	Starts bool
	// Level is that of a heading: 3 for ### and so on.
	Level uint8
	// Depth is how many lists hold the block: 1 for an item of a list that stands by
	// itself, and for a further paragraph of that item. It is 0 on the items of a box
	// that are no list of their own.
	Depth uint8
	Text  string // plain text
	// Rest is what is no plain text: the address of a Figure, e.g. "map:scope"; the
	// marker of an Item as it is printed, e.g. "（一）", empty for a bullet; the label of a
	// Footnote; empty for other kinds.
	Rest  string
	Marks []Mark // in the order in which they begin in the file
	// Cell says where a TableCell stands; nil for other kinds.
	Cell *Cell
	// Pos is where the block begins.
	Pos source.Pos

	runs []run
}

// run ties a stretch of Text to the bytes of the file it came from.
type run struct{ text, source, n int32 }

// At is where a stretch of the block's text stands in the file, start and end in
// bytes of Text.
func (b *Block) At(start, end int) source.Pos {
	if len(b.runs) == 0 {
		return b.Pos
	}
	r := b.runs[0]
	for _, next := range b.runs[1:] {
		if int(next.text) > start {
			break
		}
		r = next
	}
	offset := int(r.source) + min(max(start-int(r.text), 0), int(r.n))
	return b.Pos.To(offset, max(1, utf8.RuneCountInString(b.Text[start:max(start, end)])))
}
