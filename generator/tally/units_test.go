package tally_test

import (
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/numeral"
	"atlas/generator/tally"
)

// The bars of a chart are as long as its numbers in the unit of the first.
func TestNumbersOfTwoUnits(t *testing.T) {
	a := &atlas.Atlas{Units: numeral.Builtin()}
	grid := func(numbers ...*atlas.Number) (tally.Grid, diag.List) {
		return tally.Of(a, &atlas.Chart{ID: "land", Numbers: numbers, Labels: make([]atlas.Localized, len(numbers))})
	}
	g, problems := grid(&atlas.Number{Value: "28050000", Unit: "mu"}, &atlas.Number{Value: "1870000", Unit: "ha"}, &atlas.Number{Value: "-15", Unit: "亩"})
	if len(problems) > 0 || g.Cells[0][0].Value != 28050000 || g.Cells[1][0].Value != 28050000 || g.Cells[2][0].Value != -15 || g.Cells[1][0].Unit != "mu" {
		t.Errorf("%v %v", g.Cells, problems)
	}
	if _, problems := grid(&atlas.Number{Value: "3", Unit: "city"}, &atlas.Number{Value: "5", Unit: "town"}); len(problems) > 0 {
		t.Error(problems)
	}
	for _, unit := range []string{"kg", "%", "city", "nothing", ""} {
		if _, problems := grid(&atlas.Number{Value: "3", Unit: "ha"}, &atlas.Number{Value: "5", Unit: unit}); len(problems) != 1 || problems[0].Rule != "chart-unit" {
			t.Errorf("%q: %v", unit, problems)
		}
	}
}
