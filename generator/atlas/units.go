package atlas

import (
	"atlas/generator/diag"
	"atlas/generator/numeral"
	"atlas/generator/source"
)

// unitsTable is the table of the units that a site adds to those that the program
// knows, or puts in their place.
const unitsTable = "units"

// keptUnits are the units of the last atlas, and what they were made of.
type keptUnits struct {
	data  *source.Table
	site  any
	units *numeral.Units
	sound bool // nothing was wrong with the table
}

// readUnits reads the table of units, where there is one. Units of an unchanged
// table are the same by their pointer.
func (b *builder) readUnits() {
	t := b.atlas.tables[unitsTable]
	if t == nil {
		b.atlas.Units = numeral.Builtin()
		return
	}
	kept := &b.loader.units
	if site := b.loader.parsed[sitePath].value; kept.units != nil && kept.data == t.data && kept.site == site {
		b.atlas.Units = kept.units
		if !kept.sound {
			b.unitsOf(t) // what is wrong with them is said again
		}
		return
	}
	*kept = keptUnits{data: t.data, site: b.loader.parsed[sitePath].value}
	before := len(b.problems)
	kept.units = numeral.Builtin().With(b.unitsOf(t))
	kept.sound = len(b.problems) == before
	b.atlas.Units = kept.units
}

// unitsOf reads the rows of the table of units.
func (b *builder) unitsOf(t *Table) []numeral.Unit {
	var out []numeral.Unit
	bases := map[string]bool{}
	for _, u := range numeral.Builtin().All() {
		bases[u.Dimension] = true
	}
	var rows []source.Row
	for _, r := range t.Rows {
		u := numeral.Unit{ID: r.Get("id").Value, Dimension: r.Get("dimension").Value, Names: map[string]numeral.UnitNames{}}
		if r.Damaged || u.ID == "" {
			continue
		}
		factor := r.Get("factor")
		ok := true
		if u.Factor, ok = numeral.ParseValue("1"); !factor.Empty() {
			u.Factor, ok = numeral.ParseValue(factor.Value)
		}
		if !ok || !u.Factor.Positive() {
			b.problems.Add(diag.Problem{Rule: "unit-factor", Place: factor.Place(),
				Message: diag.Tf("单位 %s 的换算系数 %q 不是大于零的数", "the factor of the unit %s, %q, is no number above zero", u.ID, factor.Value),
				Hint:    diag.T("写这个单位等于多少个基本单位：小数（0.5）或分数（2000/3）", "write how many of the base unit it is, as a decimal (0.5) or a fraction (2000/3)")})
			continue
		}
		for _, c := range r.Get("currency").List() {
			if c.Value != "" {
				u.Currency = append(u.Currency, c.Value)
			}
		}
		for _, l := range b.atlas.Languages {
			n := numeral.UnitNames{One: r.Get("name_" + l.Code).Value, Many: r.Get("plural_" + l.Code).Value}
			for _, c := range r.Get("forms_" + l.Code).List() {
				if c.Value != "" {
					n.Forms = append(n.Forms, c.Value)
				}
			}
			u.Names[l.Code] = n
		}
		if u.Factor.String() == "1" {
			bases[u.Dimension] = true
		}
		out, rows = append(out, u), append(rows, r)
	}
	for i, u := range out {
		if u.Dimension != "" && !bases[u.Dimension] {
			var known []string
			for _, x := range numeral.Builtin().All() {
				known = append(known, x.Dimension)
			}
			hint := diag.DidYouMean(u.Dimension, known)
			if hint.IsZero() {
				hint = diag.T("为这个量纲列出系数为 1 的基本单位", "give the dimension a base unit, one of the factor 1")
			}
			b.problems.Add(diag.Problem{Rule: "unit-factor", Place: rows[i].Get("dimension").Place(),
				Message: diag.Tf("量纲 %q 没有系数为 1 的单位", "no unit of the dimension %q has the factor 1", u.Dimension), Hint: hint})
		}
	}
	return out
}

// Figures are the observations that a layer of numbers may show: of its indicator and
// year, and none that was derived from others. The unit is the one in which it shows
// them all: the indicator's, or where that has none the first figure's.
func (a *Atlas) Figures(v *MapValue) (figures []*Observation, unit string) {
	if v.Indicator == "" || v.Count != "" {
		return nil, ""
	}
	if i := a.indicators[v.Indicator]; i != nil {
		unit = i.Unit
	}
	for _, o := range a.Observations {
		if o.Indicator != v.Indicator || o.Year != v.Year || o.Confidence == "derived" || o.IsBound() {
			continue
		}
		if unit == "" {
			unit = o.Unit
		}
		figures = append(figures, o)
	}
	return figures, unit
}
