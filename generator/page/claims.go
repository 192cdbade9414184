package page

import (
	"html/template"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/words"
)

// sentenceView is where the plan says something, and its words.
type sentenceView struct {
	Quote, Tag  string // the words, in the first language
	Own         string // what answers to them in the page's language, if that is another
	Href, Where string
}

// said shows a quote with where it stands.
func (f *frame) said(b *atlas.Block, quote string) sentenceView {
	v := sentenceView{Quote: quote, Tag: f.atlas().Languages[0].Tag, Own: f.aligned(b, quote)}
	v.Quote, v.Own = within(v.Quote), within(v.Own)
	if b != nil {
		v.Href, v.Where = f.href(f.own(blockPath(b))), f.where(b)
	}
	return v
}

// within sets words that stand between quotation marks: the marks in them become
// single ones.
func within(s string) string { return innerMarks.Replace(s) }

var innerMarks = strings.NewReplacer("“", "‘", "”", "’")

// refsHTML lists places and names, places as links.
func (f *frame) refsHTML(refs []atlas.Ref) template.HTML {
	var parts []string
	for _, r := range refs {
		s := string(f.text(f.in(r.Title())))
		if r.Place != nil && r.Place.Page.HasPage() {
			s = `<a href="` + f.href(f.own(placePage(r.Place))) + `">` + s + `</a>`
		}
		parts = append(parts, s)
	}
	return template.HTML(strings.Join(parts, template.HTMLEscapeString(f.t("list.join"))))
}

// contradictionView is where two places of the plan differ.
type contradictionView struct {
	ID, Topic string
	A, B      sentenceView
	Note      template.HTML
	Href      string
}

// contradictions shows those that touch any of the blocks.
func (f *frame) contradictions(blocks map[*atlas.Block]bool) []contradictionView {
	var out []contradictionView
	for _, c := range f.atlas().Contradictions {
		if blocks[c.BlockA] || blocks[c.BlockB] {
			out = append(out, contradictionView{ID: c.ID, Topic: f.in(c.Topic), A: f.said(c.BlockA, c.QuoteA),
				B: f.said(c.BlockB, c.QuoteB), Note: f.remark(f.in(c.Note)), Href: f.href(f.own("data/contradictions.html#" + c.ID))})
		}
	}
	return out
}

// laterView is a later measurement, which is not the plan's.
type laterView struct {
	Value, Year, Source, Basis, Href string
}

// later finds the observations of what a number of the plan states: of the same
// indicator and of the same entity, by the names that the vocabulary gives both.
func (f *frame) later(n *atlas.Number) []laterView {
	a := f.atlas()
	indicator := n.Measure
	for _, i := range a.Indicators {
		if indicator == "" && i.Names(n.Indicator.In(0)) {
			indicator = i.ID
		}
	}
	if indicator == "" {
		return nil
	}
	entity := n.Entity
	if w := a.Word("values.entity", n.Entity); w != nil {
		entity = w.Name.In(0)
	}
	var out []laterView
	for _, o := range a.Observations {
		same := o.Place != nil && o.Place.Slug == n.Entity || o.Place == nil && o.Name.In(0) == entity
		if o.Indicator == indicator && same && o.Unit == n.Unit {
			s := f.env.Layouts.strings[f.lang]
			out = append(out, laterView{Value: s.Quantity(words.Decimal(o.Value), o.Unit), Year: o.Year, Source: f.in(o.Publication),
				Basis: f.in(o.Basis), Href: f.href(f.own("data/observations.html#" + o.ID))})
		}
	}
	return out
}

// indicatorName is what the table of indicators calls an indicator, or the interface
// where a site has none.
func (f *frame) indicatorName(id string) string {
	if i := f.atlas().Indicator(id); i != nil {
		return f.in(i.Name)
	}
	return f.t("indicator." + id)
}

// wordName is what the vocabulary calls a value of a column.
func (f *frame) wordName(column, value, none string) string {
	if w := f.atlas().Word(column, value); w != nil {
		return f.in(w.Name)
	}
	if value == "" {
		return f.t(none)
	}
	return value
}

// horizonName is "By 2035", or that none is stated.
func (f *frame) horizonName(h string) string {
	if h == "" {
		return f.t("chart.none.horizon")
	}
	return f.t("horizon.by", h)
}

// orderOf lists the different values, in the order of the vocabulary and, for what
// it does not have, of their first appearance.
func orderOf[T any](a *atlas.Atlas, column string, list []T, of func(T) string) []string {
	var out []string
	for _, w := range a.Words(column) {
		if slices.ContainsFunc(list, func(x T) bool { return of(x) == w.Value }) {
			out = append(out, w.Value)
		}
	}
	for _, x := range list {
		if v := of(x); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
