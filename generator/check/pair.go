package check

import (
	"slices"
	"strings"

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
			u.quantities = numeral.Find(u.Text, style, spans(u.mentions)...)
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
}

// newDocument lays a chapter's languages side by side.
func newDocument(a *atlas.Atlas, ch *atlas.Chapter, lang int) *document {
	d := &document{atlas: a, chapter: ch, lang: lang}
	for _, blk := range ch.Blocks {
		unitIn := func(l int) *unit {
			return &unit{Block: blk.Versions[l].Block, id: blk.ID, lang: l, mentions: blk.Mentions[l], atlas: a}
		}
		d.a = append(d.a, unitIn(0))
		if blk.Versions[lang] != nil {
			d.b = append(d.b, unitIn(lang))
		}
	}
	for _, s := range a.Surplus {
		if s.Chapter == ch && s.Lang == lang {
			d.surplus = true
			d.b = append(d.b, &unit{Block: s.Block, id: s.ID, lang: lang, mentions: a.FindNames(lang, s.Block.Text, s.ID), atlas: a})
		}
	}
	if d.surplus {
		slices.SortStableFunc(d.b, func(x, y *unit) int { return x.Pos.Compare(y.Pos) })
	}
	return d
}

// even pairs the blocks by their ids, and reports whether both languages have
// the same ones, of the same kinds.
func (d *document) even() ([]pair, bool) {
	if d.surplus || len(d.a) != len(d.b) {
		return nil, false
	}
	pairs := make([]pair, len(d.a))
	for i, u := range d.a {
		if u.id != d.b[i].id || u.Kind != d.b[i].Kind {
			return nil, false
		}
		pairs[i] = pair{u, d.b[i]}
	}
	return pairs, true
}
