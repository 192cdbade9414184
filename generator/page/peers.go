package page

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/atlas"
)

// fewPeers is the number of places below which a rank is too small to compare
// within: then all places of the same level are compared.
const fewPeers = 3

// manyBars is the number of places above which a comparison shows where the
// place stands among them instead of a bar for each.
const manyBars = 16

// peers are the places that a place is compared with, itself among them: those
// of its rank, or, where these are few, those whose parents are of the same
// rank as its own. level says that it is the latter.
func (e *Env) peers(p *atlas.Place) (list []*atlas.Place, level bool) {
	if list = e.derived.byRank[p.Rank.ID]; len(list) >= fewPeers || p.Parent == nil {
		return list, false
	}
	list = nil
	for _, q := range e.Atlas.Places {
		if q.HasPage() && q.Parent != nil && q.Parent.Rank == p.Parent.Rank {
			list = append(list, q)
		}
	}
	return list, true
}

// peerWords names the places that a place is compared with.
func (f *frame) peerWords(p *atlas.Place, level bool) string {
	if level {
		return f.t("peers.level")
	}
	return f.t("peers.rank", lower(f.in(p.Rank.Names)))
}

// lower writes a heading as it stands within a sentence: with a small letter.
func lower(s string) string {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// rankView sets a place's figure beside those of its peers.
type rankView struct {
	Title   string // indicator and year
	Said    string // "12th of 70 districts"
	Bars    []barView
	Strip   template.HTML // for many peers
	Low     string        // the ends of the strip
	High    string
	Missing string // how many have no figure
	Source  string
	// Elsewhere says how many figures are of the year but of another publication.
	Elsewhere string
}

// barView is a place's bar; Length is a percentage of the longest.
type barView struct {
	Place  placeItem
	Here   bool
	Value  string
	Length string
}

// measured is an observation of a place in a comparison.
type measured struct {
	place *atlas.Place
	obs   *atlas.Observation
}

// rankings compare a place's latest figures with those of its peers, one for
// each indicator of which at least two of them have a figure.
func (f *frame) rankings(p *atlas.Place) []rankView {
	peers, level := f.env.peers(p)
	var out []rankView
	for _, indicator := range f.env.derived.indicators {
		list := f.env.derived.series(p, peers, indicator)
		if indicator == areaIndicator || len(list) < 2 {
			continue
		}
		at := slices.IndexFunc(list, func(m measured) bool { return m.place == p })
		own := list[at].obs
		v := rankView{Title: f.t("rank.title", f.indicatorName(indicator), own.Year),
			Said:   f.t("rank.said", at+1, len(list), f.peerWords(p, level)),
			Source: f.t("rank.source", f.in(own.Publication))}
		elsewhere := 0
		for _, m := range list {
			if !same(m.obs, own) {
				elsewhere++
			}
		}
		if elsewhere > 0 {
			v.Elsewhere = f.t("rank.elsewhere", elsewhere)
		}
		if n := len(peers) - len(list); n > 0 {
			v.Missing = f.t("rank.missing", n)
		}
		f.bars(&v, list, p)
		out = append(out, v)
	}
	return out
}

// bars draws a comparison whose list goes from the highest to the lowest.
func (f *frame) bars(v *rankView, list []measured, p *atlas.Place) {
	s := f.env.Layouts.strings[f.lang]
	top := list[0].obs.Value
	value := func(o *atlas.Observation) string { return s.Quantity(o.Row.Get("value").Value, o.Unit) }
	if len(list) <= manyBars {
		for _, m := range list {
			it := f.placeItem(m.place)
			it.Name = f.in(m.place.Short)
			v.Bars = append(v.Bars, barView{Place: it, Here: m.place == p, Value: value(m.obs), Length: percent(m.obs.Value, top)})
		}
		return
	}
	var svg strings.Builder
	svg.WriteString(`<svg class="strip" viewBox="-1 0 102 12" preserveAspectRatio="none" role="img" aria-label="` + template.HTMLEscapeString(v.Said) + `">`)
	here := ""
	for _, m := range list {
		x := percent(m.obs.Value, top)
		title := `<title>` + template.HTMLEscapeString(f.in(m.place.Short)+" "+value(m.obs)) + `</title>`
		if m.place == p {
			here = `<rect class="here" x="` + x + `" y="0" width="0.8" height="12">` + title + `</rect>`
			continue
		}
		svg.WriteString(`<rect x="` + x + `" y="3" width="0.3" height="6">` + title + `</rect>`)
	}
	svg.WriteString(here + `</svg>`)
	v.Strip = template.HTML(svg.String())
	v.Low, v.High = "0", value(list[0].obs)
}

func percent(v, of float64) string {
	if of <= 0 {
		return "0"
	}
	return strconv.FormatFloat(100*v/of, 'f', 2, 64)
}

// latest is a place's latest figure of an indicator, the first one listed where
// there are several of that year; nil where there is none.
func (d *derived) latest(p *atlas.Place, indicator string) *atlas.Observation {
	var best *atlas.Observation
	for _, o := range d.observed[p] {
		if o.Indicator == indicator && (best == nil || o.Year > best.Year) {
			best = o
		}
	}
	return best
}

// same reports whether two figures come from one publication.
func same(a, b *atlas.Observation) bool { return slices.Equal(a.Publication, b.Publication) }

// of is a place's figure of an indicator and year: where it has several, on
// different bases, the first in the table counts on every page alike. It is nil
// where there is none.
func (d *derived) of(p *atlas.Place, indicator, year string) *atlas.Observation {
	for _, o := range d.observed[p] {
		if o.Indicator == indicator && o.Year == year && !o.IsBound() {
			return o
		}
	}
	return nil
}

// commonYear is the year of which the most of the places have a figure of an
// indicator, the later one where two have as many: places are compared within one
// year, and a year that only some were observed in would leave the others out. own,
// where it is not nil, must have a figure of the year. It is "" where there is none.
func (d *derived) commonYear(places []*atlas.Place, indicator string, own *atlas.Place) string {
	counts := map[string]int{}
	for _, p := range places {
		seen := map[string]bool{}
		for _, o := range d.observed[p] {
			if o.Indicator == indicator && !seen[o.Year] && !o.IsBound() {
				seen[o.Year] = true
				counts[o.Year]++
			}
		}
	}
	best := ""
	for year, n := range counts {
		if own != nil && d.of(own, indicator, year) == nil {
			continue
		}
		if best == "" || n > counts[best] || n == counts[best] && year > best {
			best = year
		}
	}
	return best
}

// series are the figures of an indicator of the place and its peers of one year,
// from the highest to the lowest. There are none where the place has none.
func (d *derived) series(p *atlas.Place, peers []*atlas.Place, indicator string) []measured {
	year := d.commonYear(peers, indicator, p)
	own := d.of(p, indicator, year)
	if own == nil {
		return nil
	}
	var out []measured
	for _, q := range peers {
		if o := d.of(q, indicator, year); o != nil {
			out = append(out, measured{q, o})
		}
	}
	slices.SortStableFunc(out, func(a, b measured) int { return cmp.Compare(b.obs.Value, a.obs.Value) })
	return out
}

// kinds lists the codes of rows in the order of their first occurrence.
func kinds[T any](rows []T, code func(T) string) []string {
	var out []string
	for _, x := range rows {
		if k := code(x); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
