package atlas

import (
	"strconv"
)

// StatusColumns are the columns of StatusRows.
var StatusColumns = []string{"indicator", "place", "status", "year", "value", "unit", "target", "target_year", "ratio"}

// StatusRow is what can be said of a goal, as data: the ids of the indicator and of
// the place or entity, the status, and the figure that it was judged by.
type StatusRow struct {
	Indicator, Place, Status string
	Year, Value, Unit        string // of the observation; Year and Value are "" where there is none
	Target, TargetYear       string
	Ratio                    string // the pace so far as a part of the pace asked for, to three places; "" where none was worked out
}

// Cells are the row's cells in the order of StatusColumns.
func (r StatusRow) Cells() []string {
	return []string{r.Indicator, r.Place, r.Status, r.Year, r.Value, r.Unit, r.Target, r.TargetYear, r.Ratio}
}

// StatusRows are all goals with what can be said of them, in the order of Goals.
func (a *Atlas) StatusRows() []StatusRow {
	var out []StatusRow
	for _, g := range a.Goals() {
		r := StatusRow{Indicator: g.Indicator.ID, Place: g.Entity, Status: g.Verdict.Status.String(), Unit: g.Number.Unit,
			Target: g.Number.Value, TargetYear: g.Number.Year}
		if o := g.Observed(); o != nil {
			r.Year, r.Value = o.Year, o.Row.Get("value").Value
		}
		if g.Verdict.HasRatio {
			r.Ratio = strconv.FormatFloat(g.Verdict.Ratio, 'f', 3, 64)
		}
		out = append(out, r)
	}
	return out
}
