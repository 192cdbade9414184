package check

import (
	"slices"
	"strings"
	"sync"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/numeral"
	"atlas/generator/text"
)

// unit is a block's text in one language.
type unit struct {
	*text.Block
	id       string
	lang     int
	mentions []atlas.Mention
	atlas    *atlas.Atlas

	quantities []numeral.Quantity
	counted    bool
	document   *document // has room for them
}

// at is the place of a stretch of the unit's text.
func (u *unit) at(start, end int) diag.Place { return u.At(start, end).Place() }

// start is where the unit begins.
func (u *unit) start() diag.Place { return u.Pos.Place() }

// begins is the unit's first words, to be recognised by.
func (u *unit) begins() string {
	r := []rune(u.Text)
	n := 12
	if u.atlas.Languages[u.lang].Spaced {
		n = 32
	}
	if len(r) <= n {
		return u.Text
	}
	return string(r[:n]) + "…"
}

// numbers are the unit's quantities; those within the names of places are none
// that must be repeated.
func (u *unit) numbers() []numeral.Quantity {
	if !u.counted {
		u.counted = true
		if style, ok := styleOf(u.atlas.Languages[u.lang]); ok {
			d := u.document
			n := len(d.quantities)
			d.quantities = u.atlas.Units.Append(d.quantities, u.Text, style, spans(u.mentions)...)
			u.quantities = d.quantities[n:len(d.quantities):len(d.quantities)]
		}
	}
	return u.quantities
}

func spans(mentions []atlas.Mention) []numeral.Span {
	out := make([]numeral.Span, len(mentions))
	for i, m := range mentions {
		out[i] = numeral.Span{Start: m.Start, End: m.End}
	}
	return out
}

// styleOf says how a language writes its numbers; false where that is not known.
func styleOf(l atlas.Language) (numeral.Style, bool) {
	code, _, _ := strings.Cut(l.Code, "-")
	switch {
	case code == "zh" && !l.Spaced:
		return numeral.Chinese, true
	case code == "en":
		return numeral.English, true
	}
	return 0, false
}

// pair is a block in the first language and in another.
type pair struct {
	original, translation *unit
}

// pairRule looks at one pair.
type pairRule func(p *pair) []finding

// rulesOfPairs are the rules that hold for a language.
func rulesOfPairs(a *atlas.Atlas, lang int) []pairRule {
	rules := []pairRule{named}
	if len(a.Terms) > 0 {
		rules = append(rules, termed)
	}
	_, first := styleOf(a.Languages[0])
	if _, other := styleOf(a.Languages[lang]); first && other {
		rules = append(rules, numbered)
	}
	return rules
}

// document is a chapter in the first language and in another, each in the order
// of its file.
type document struct {
	atlas   *atlas.Atlas
	chapter *atlas.Chapter
	lang    int
	a, b    []*unit
	surplus bool

	units      []unit             // those of a and b
	quantities []numeral.Quantity // of the units, one's behind the other's
	pairs      []pair
}

// documents are ones that nobody looks at any more: an atlas of thousands of
// chapters would else make as many.
var documents = sync.Pool{New: func() any { return new(document) }}

// newDocument lays a chapter's languages side by side. It is to be closed when all
// is said about it.
func newDocument(a *atlas.Atlas, ch *atlas.Chapter, lang int) *document {
	d := documents.Get().(*document)
	d.atlas, d.chapter, d.lang, d.surplus = a, ch, lang, false
	d.units = slices.Grow(d.units, 2*len(ch.Blocks)) // they stay where they are
	for _, blk := range ch.Blocks {
		d.a = append(d.a, d.unit(blk, 0))
		if blk.Versions[lang] != nil {
			d.b = append(d.b, d.unit(blk, lang))
		}
	}
	for _, s := range a.Surplus {
		if s.Chapter == ch && s.Lang == lang {
			d.surplus = true
			d.b = append(d.b, &unit{Block: s.Block, id: s.ID, lang: lang, mentions: a.FindNames(lang, s.Block.Text, s.ID), atlas: a, document: d})
		}
	}
	if d.surplus {
		slices.SortStableFunc(d.b, func(x, y *unit) int { return x.Pos.Compare(y.Pos) })
	}
	return d
}

// unit is a block in a language, with those of the document.
func (d *document) unit(blk *atlas.Block, lang int) *unit {
	d.units = append(d.units, unit{Block: blk.Versions[lang], id: blk.ID, lang: lang, mentions: blk.Mentions[lang], atlas: d.atlas, document: d})
	return &d.units[len(d.units)-1]
}

// close gives the document's room to another.
func (d *document) close() {
	clear(d.a)
	clear(d.b)
	clear(d.units)
	clear(d.quantities)
	clear(d.pairs)
	*d = document{a: d.a[:0], b: d.b[:0], units: d.units[:0], quantities: d.quantities[:0], pairs: d.pairs[:0]}
	documents.Put(d)
}

// even pairs the blocks by their ids, and reports whether both languages have
// the same ones, of the same kinds.
func (d *document) even() ([]pair, bool) {
	if d.surplus || len(d.a) != len(d.b) {
		return nil, false
	}
	d.pairs = d.pairs[:0]
	for i, u := range d.a {
		if u.id != d.b[i].id || u.Kind != d.b[i].Kind {
			return nil, false
		}
		d.pairs = append(d.pairs, pair{u, d.b[i]})
	}
	return d.pairs, true
}
