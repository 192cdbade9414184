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
//	> ### Title                  a box; > #### a group of its items; > - an item;
//	                             > --- ends a group
//	![Caption](map:scope)        a figure's place
//
// and within a line
//
//	{page 13}                    here the printed page 13 began
//	{figure 3}                   here figure 3 stood in print, inside the sentence
//	{corr E01 high 1071→10.71}   a restored reading: the note's id, how sure, what
//	                             the witness has, what is read
//	{sic K04 medium words}       odd words kept as they stand, with a note
//	{untranslated}               the whole block awaits its translation
package text

import (
	"unicode/utf8"

	"atlas/generator/source"
)

// Kind is what a block is.
type Kind uint8

// The kinds of blocks, in no particular order.
const (
	Title     Kind = iota // a chapter's heading
	Section               // a section's heading
	Paragraph             // a paragraph of running text
	Box                   // a box's heading; its groups and items follow
	Group                 // the heading of a group of items in a box
	Item                  // an item of a box
	Figure                // the place of a figure, its text is the caption
	Passage               // a list, table or other Markdown outside a box, as HTML
)

// String is the kind's name in data files and addresses.
func (k Kind) String() string {
	return [...]string{"title", "section", "paragraph", "box", "group", "item", "figure", "passage"}[k]
}

// MarkKind is what a mark says of its stretch.
type MarkKind uint8

// The kinds of marks. Page and FigureSpot have no extent.
const (
	Lead MarkKind = iota // the lead phrase
	Strong
	Emphasis
	Page       // N: a printed page begins
	FigureSpot // N: a figure stood here in print
	Corr       // a restored reading: ID, Confidence, Seed
	Sic        // odd words kept: ID, Confidence
	Link       // Target: an address
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
	Text      string // plain text
	// Rest is what is no plain text: the address of a Figure, e.g. "map:scope"; the
	// rendered Markdown of a Passage, as HTML; empty for other kinds.
	Rest  string
	Marks []Mark // in the order in which they begin in the file
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
