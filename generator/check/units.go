package check

import (
	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/source"
)

// unitsKnown reports units of values, indicators and observations that neither the
// program nor the site's table of units has, each where it first stands.
func unitsKnown(a *atlas.Atlas) diag.List {
	var out diag.List
	var words []string
	said := map[string]bool{}
	look := func(unit string, row source.Row) {
		if _, known := a.Units.Unit(unit); known || unit == "" || said[unit] {
			return
		}
		said[unit] = true
		if words == nil {
			words = a.Units.Words()
		}
		hint := diag.DidYouMean(unit, words)
		if hint.IsZero() {
			hint = diag.Tf("在 data/units.csv 中为 %s 加一行；所数之物的 dimension 留空", "add a row for %s to data/units.csv; leave dimension empty for things that are counted", unit)
		}
		out.Add(diag.Problem{Rule: "unit-unknown", Place: row.Get("unit").Place(),
			Message: diag.Tf("没有单位 %q", "there is no unit %q", unit), Hint: hint})
	}
	for _, n := range a.Numbers {
		look(n.Unit, n.Row)
	}
	for _, i := range a.Indicators {
		look(i.Unit, i.Row)
	}
	for _, o := range a.Observations {
		if i := a.Indicator(o.Indicator); i == nil || i.Unit == "" { // else it has to be that of the indicator
			look(o.Unit, o.Row)
		}
	}
	return out
}

// layersInOneUnit reports observations that a layer of numbers cannot show in the unit
// of the others, each once.
func layersInOneUnit(a *atlas.Atlas) diag.List {
	var out diag.List
	said := map[*atlas.Observation]bool{}
	for _, m := range a.Maps {
		for _, l := range m.Layers {
			if l.Value == nil {
				continue
			}
			figures, unit := a.Figures(l.Value)
			for _, o := range figures {
				if _, ok := a.Units.Beside(o.Unit, unit); ok || said[o] {
					continue
				}
				said[o] = true
				out.Add(diag.Problem{Rule: "map-unit", Place: o.Row.Get("unit").Place(),
					Message: diag.Tf("地图 %s 不能把单位 %q 与 %q 画在一起", "the map %s cannot draw the unit %q beside %q", m.ID, o.Unit, unit),
					Hint: diag.T("一个图层只画同一量纲的数；能换算的单位在 data/units.csv 中写同一个 dimension",
						"a layer draws numbers of one dimension; units that can be converted have the same dimension in data/units.csv"),
					Notes: []diag.Note{{Place: l.Place, Message: diag.T("画它的图层", "the layer that draws it")}}})
			}
		}
	}
	return out
}
