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
