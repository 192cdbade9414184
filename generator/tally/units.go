package tally

import (
	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/numeral"
	"atlas/generator/source"
)

// scale brings the numbers of a chart into one unit, that of the first.
type scale struct {
	units *numeral.Units
	unit  string
	begun bool
	chart string
}

// factor is what a number of the unit is multiplied by to stand beside the others;
// a problem where there is none. Things that are counted stand beside each other.
func (s *scale) factor(unit string, row source.Row) (float64, diag.List) {
	if !s.begun {
		s.unit, s.begun = unit, true
	}
	f, ok := s.units.Beside(unit, s.unit)
	if !ok {
		return 1, diag.List{{Rule: "chart-unit", Place: row.Get("unit").Place(),
			Message: diag.Tf("图表 %s 不能把单位 %q 与 %q 画在一起", "the chart %s cannot draw the unit %q beside %q", s.chart, unit, s.unit),
			Hint: diag.T("一张图表只画同一量纲的数；能换算的单位在 data/units.csv 中写同一个 dimension",
				"a chart draws numbers of one dimension; units that can be converted have the same dimension in data/units.csv")}}
	}
	return f, nil
}

// alike brings a number of the plan into the unit of another, so that the two can
// be compared; false where it cannot be.
func alike(a *atlas.Atlas, x float64, from, to *atlas.Number) (float64, bool) {
	if from == nil || to == nil {
		return x, true
	}
	f, ok := a.Units.Beside(from.Unit, to.Unit)
	return x * f, ok
}
