package page

import (
	"slices"

	"atlas/generator/atlas"
	"atlas/generator/words"
)

// shareView is a place's part of the plan's area in one respect. Length is the
// percentage as the bar has it.
type shareView struct {
	Title, Percent, Length, Said, Source string
}

// total is a number of the plan's area and what each of its units has of it.
type total struct {
	obs   *atlas.Observation
	whole float64
	units map[*atlas.Place]float64
}

// areaUnits are the places that together make the plan's area: those with a
// polygon of their own, by the pages they are shown on, in the order of the
// gazetteer.
func areaUnits(a *atlas.Atlas) []*atlas.Place {
	var out []*atlas.Place
	for _, p := range a.Places {
		if p.Feature != "" && p.AreaMap > 0 && !slices.Contains(out, p.Page) {
			out = append(out, p.Page)
		}
	}
	return out
}

// unitsOf are those of the units that lie in the place, or it itself.
func unitsOf(p *atlas.Place, units []*atlas.Place) []*atlas.Place {
	var out []*atlas.Place
	for _, u := range units {
		for q := u; q != nil; q = q.Parent {
			if q.Page == p {
				out = append(out, u)
				break
			}
		}
	}
	return out
}

// totals are the numbers observed of the whole area that are the sum of those
// of its units. That they add up is what shows that both are counted in the
// same way: a figure for another area, another year's, or one that is no
// amount, does not.
func totals(observations []*atlas.Observation, units []*atlas.Place) []total {
	var out []total
	if len(units) < 2 {
		return nil
	}
	for _, o := range observations {
		if o.Place != nil || o.Value <= 0 || slices.ContainsFunc(out, func(t total) bool {
			return t.obs.Indicator == o.Indicator && t.obs.Year >= o.Year
		}) {
			continue
		}
		t := total{obs: o, whole: o.Value, units: map[*atlas.Place]float64{}}
		sum := 0.0
		for _, m := range observations {
			if m.Place == nil || m.IsBound() || m.Indicator != o.Indicator || m.Year != o.Year || m.Unit != o.Unit || !slices.Contains(units, m.Place) {
				continue
			}
			if _, twice := t.units[m.Place]; !twice {
				t.units[m.Place] = m.Value
				sum += m.Value
			}
		}
		if len(t.units) == len(units) && sum == o.Value {
			out = slices.DeleteFunc(out, func(t total) bool { return t.obs.Indicator == o.Indicator })
			out = append(out, t)
		}
	}
	return out
}

// shares are the place's parts of the plan's area: of the numbers observed of
// it, and of its measured area. Of a place that lies in the plan's area only in
// part, only the units within it count.
func (f *frame) shares(p *atlas.Place) []shareView {
	d := &f.env.derived
	own := unitsOf(p, d.units)
	if len(own) == 0 {
		return nil
	}
	s := f.env.Layouts.strings[f.lang]
	var out []shareView
	add := func(title, said, source string, part, whole float64) {
		if len(own) > 1 || own[0] != p {
			source = f.t("share.units", len(own)) + f.t("share.join") + source
		}
		out = append(out, shareView{Title: title, Percent: s.Rounded(100*part/whole, 1) + "%", Length: percent(part, whole), Said: said, Source: source})
	}
	for _, t := range d.totals {
		part := 0.0
		for _, u := range own {
			part += t.units[u]
		}
		add(f.t("share.title", f.indicatorName(t.obs.Indicator), t.obs.Year),
			f.t("share.of", s.Quantity(words.Decimal(part), t.obs.Unit), s.Quantity(words.Decimal(t.whole), t.obs.Unit)),
			f.in(t.obs.Publication), part, t.whole)
	}
	part, whole := 0.0, 0.0
	for _, u := range own {
		part += u.AreaMap
	}
	for _, u := range d.units {
		whole += u.AreaMap
	}
	unit := f.t("unit.space") + f.t("unit.km2")
	add(f.t("share.area"), f.t("share.of", s.Rounded(part, 0)+unit, s.Rounded(whole, 0)+unit), f.t("fact.area.map.source"), part, whole)
	return out
}
