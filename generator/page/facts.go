package page

import (
	"strings"

	"atlas/generator/atlas"
)

// fact is a line of the summary: a term, its value or the places that are its
// value, and where it comes from.
type fact struct {
	Term, Value, Source string
	Plan                bool // said by the plan
	Href                string
	Links               []placeItem
}

// facts are what the atlas knows of a place, each with its source.
func (f *frame) facts(p *atlas.Place) []fact {
	s := f.env.Layouts.strings[f.lang]
	var out []fact
	named := func(term, value, source string) {
		if value != "" {
			out = append(out, fact{Term: term, Value: value, Source: source})
		}
	}
	add := func(term, value, source string) { named(f.t(term), value, source) }
	add("fact.rank", f.in(p.Rank.Name), "")
	if p.Parent != nil {
		out = append(out, fact{Term: f.t("place.parent"), Links: []placeItem{f.placeItem(p.Parent)}})
	}
	if !p.Current.IsZero() {
		name := f.in(p.Current)
		if p.CurrentID != "" {
			name += " (" + p.CurrentID + ")"
		}
		add("fact.current", name, f.t("fact.current.source"))
	}
	add("fact.extent", f.extent(p), "")
	for _, indicator := range f.env.derived.indicators {
		if o := f.env.derived.latest(p, indicator); o != nil && o.Indicator != areaIndicator {
			said := f.t("fact.observed", o.Year, f.in(o.Publication))
			if basis := f.in(o.Basis); basis != "" {
				said = f.t("fact.observed.basis", said, basis)
			}
			named(f.indicatorName(o.Indicator), f.observedWords(o), said)
		}
	}
	if p.AreaMap > 0 {
		add("fact.area.map", s.Rounded(p.AreaMap, 0)+f.t("unit.space")+f.t("unit.km2"), f.t("fact.area.map.source"))
	}
	if p.Extent == "part" && p.AreaInPlan > 0 {
		add("fact.area.inplan", s.Rounded(p.AreaInPlan, 0)+f.t("unit.space")+f.t("unit.km2"), f.t("fact.area.inplan.source"))
	}
	if p.AreaStated > 0 {
		add("fact.area.stated", s.Rounded(p.AreaStated, 0)+f.t("unit.space")+f.t("unit.km2"), f.in(p.AreaSource))
	}
	if len(p.Neighbours) > 0 {
		n := fact{Term: f.t("fact.neighbours"), Source: f.t("fact.neighbours.source")}
		for _, q := range p.Neighbours {
			it := f.placeItem(q)
			it.Name = f.in(q.Short)
			n.Links = append(n.Links, it)
		}
		out = append(out, n)
	}
	add("fact.adcode", p.Adcode, f.t("fact.adcode.source"))
	if p.Seat.Known {
		from := p.SeatSource
		if strings.HasPrefix(from, "atlas") { // a code with words in one language only
			from = f.t("basis.placed")
		}
		add("fact.seat", f.coordinate(p.Seat.Lat, "coordinate.north", "coordinate.south")+f.t("coordinate.join")+
			f.coordinate(p.Seat.Lon, "coordinate.east", "coordinate.west"), from)
	}
	return out
}

// areaIndicator is the indicator that the gazetteer's own areas already cover.
const areaIndicator = "land_area"

func (f *frame) coordinate(v float64, positive, negative string) string {
	key := positive
	if v < 0 {
		key, v = negative, -v
	}
	return f.t(key, f.env.Layouts.strings[f.lang].Rounded(v, 3))
}

// extent says how much of a place lies in the plan's area.
func (f *frame) extent(p *atlas.Place) string {
	var names []string
	for _, c := range p.Children {
		if c.Page == c {
			names = append(names, f.in(c.Short))
		}
	}
	switch {
	case p.Extent == "whole":
		return f.t("extent.whole")
	case len(names) == 0:
		return f.t("extent.part")
	default:
		return f.t("extent.units", len(names), strings.Join(names, f.t("list.join")))
	}
}

// observation is a measurement from elsewhere.
type observation struct {
	Indicator, Year, Value, Basis, Publication string
}

func (f *frame) observations(p *atlas.Place) []observation {
	var out []observation
	for _, o := range f.atlas().Observations {
		if o.Place == p {
			out = append(out, observation{Indicator: f.indicatorName(o.Indicator), Year: o.Year,
				Value: f.observedWords(o), Basis: f.in(o.Basis), Publication: f.in(o.Publication)})
		}
	}
	return out
}
