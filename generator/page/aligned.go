package page

import (
	"atlas/generator/align"
	"atlas/generator/atlas"
)

// alignedMost is how many characters of a block are shown where it is not known
// which of its sentences is meant.
const alignedMost = 420

// listedMost is how many characters of a sentence stand in a long list, beside the
// link to it.
const listedMost = 240

// aligned is what a block says in the page's language where it says the quote in
// the first: the sentences that answer to those of the quote, or, where sentences
// cannot be told to answer to each other, the block from its beginning. It is
// empty in the first language itself, and where there is no translation.
func (f *frame) aligned(b *atlas.Block, quote string) string {
	text, found := f.answered(b, quote)
	if !found {
		text = align.Clipped(text, alignedMost)
	}
	return text
}

// answers is the same without a limit: for who cuts it otherwise.
func (f *frame) answers(b *atlas.Block, quote string) string {
	text, _ := f.answered(b, quote)
	return text
}

func (f *frame) answered(b *atlas.Block, quote string) (text string, found bool) {
	if f.lang == 0 || b == nil || f.lang >= len(b.Versions) || b.Versions[0] == nil || b.Versions[f.lang] == nil {
		return "", true
	}
	languages := f.atlas().Languages
	return align.Quote(b.Versions[0].Text, languages[0].Spaced, b.Versions[f.lang].Text, languages[f.lang].Spaced, quote)
}
