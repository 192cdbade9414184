// Package tally works out the numbers of a chart: it takes the rows that the
// chart names, or counts what the atlas holds. Nothing of it is typed in by hand,
// and nothing of it is in a language: a Grid has numbers and whom they are of.
package tally

import (
	"slices"
	"strconv"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/text"
)

// Grid is what a chart shows: a number for each row and column.
type Grid struct {
	By      string // what the rows are: "theme", "place", "value" …
	And     string // what the columns are; "" for a single column
	Rows    []Head
	Columns []Head
	Cells   [][]Cell // by row, then by column
}

// Head is a row or column of a grid.
type Head struct {
	ID      string          // "" gathers what has none: no horizon, no stage
	Name    atlas.Localized // empty where only the interface has a name for it
	Place   *atlas.Place
	Chapter *atlas.Chapter
	Concept *atlas.Concept
	Ref     *atlas.Ref // of a member of a network: nil where it is neither a place nor a name
}

// Cell is a number of a grid, or the statement that there is none.
type Cell struct {
	Value       float64
	Unit        string             // of Value, where the numbers of the chart have one
	Known       bool               // false: there is no figure
	Number      *atlas.Number      // the row of the values it is
	Observation *atlas.Observation // the observation it is
	Targets     int                // of a count, how many are targets
	Members     []*atlas.Member    // of a network, what links the row to the column
}

// Of works out a chart's grid. The problems say why it cannot be trusted.
func Of(a *atlas.Atlas, c *atlas.Chart) (Grid, diag.List) {
	switch {
	case c.Count != nil:
		return counted(a, c.Count), nil
	case c.Measured != nil:
		return measured(a, c)
	case len(c.Tiers) > 0:
		return tiers(c), nil
	case len(c.Network) > 0:
		return network(c), nil
	default:
		return stated(a, c)
	}
}

// Sum is the sum of a row's known numbers.
func (g Grid) Sum(row int) float64 {
	sum := 0.0
	for _, c := range g.Cells[row] {
		if c.Known {
			sum += c.Value
		}
	}
	return sum
}

// ColumnSum is the sum of a column's known numbers.
func (g Grid) ColumnSum(column int) float64 {
	sum := 0.0
	for _, row := range g.Cells {
		if row[column].Known {
			sum += row[column].Value
		}
	}
	return sum
}

// Total is the sum of all known numbers.
func (g Grid) Total() float64 {
	sum := 0.0
	for i := range g.Rows {
		sum += g.Sum(i)
	}
	return sum
}

// stated is a grid of rows of the table of values.
func stated(a *atlas.Atlas, c *atlas.Chart) (Grid, diag.List) {
	g := Grid{By: "value", Columns: []Head{{}}}
	var problems diag.List
	unit := scale{units: a.Units, chart: c.ID}
	for i, n := range c.Numbers {
		x, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			problems.Add(diag.Problem{Rule: "chart-value", Place: n.Row.Get("value").Place(),
				Message: diag.Tf("%q 不是可以画出的单个数", "%q is no single number that could be drawn", n.Value),
				Hint:    diag.Tf("图表 %s 用到了这一行", "the chart %s uses this row", c.ID)})
		}
		factor, other := unit.factor(n.Unit, n.Row)
		problems.Add(other...)
		g.Rows = append(g.Rows, Head{ID: n.ID, Name: c.Labels[i]})
		g.Cells = append(g.Cells, []Cell{{Value: x * factor, Unit: unit.unit, Known: err == nil, Number: n}})
	}
	return g, problems
}

// tiers is a grid of how many members concepts have. A concept of which no
// members are named has no figure.
func tiers(c *atlas.Chart) Grid {
	g := Grid{By: "concept", Columns: []Head{{}}}
	for _, t := range c.Tiers {
		n := len(t.Concept.Members)
		g.Rows = append(g.Rows, Head{ID: t.Concept.ID, Name: t.Label, Concept: t.Concept})
		g.Cells = append(g.Cells, []Cell{{Value: float64(n), Known: n > 0}})
	}
	return g
}

// measured is a grid of observations: one row for each place of the ranks, one
// column for each year, sorted by the first year, those without a figure last.
func measured(a *atlas.Atlas, c *atlas.Chart) (Grid, diag.List) {
	m := c.Measured
	g := Grid{By: "place", And: "year"}
	var problems diag.List
	unit := scale{units: a.Units, chart: c.ID}
	for _, y := range m.Years {
		g.Columns = append(g.Columns, Head{ID: y})
	}
	for _, p := range a.Places {
		if !slices.Contains(m.Ranks, p.Rank.ID) || p.Page != p {
			continue
		}
		row := make([]Cell, len(m.Years))
		for i, y := range m.Years {
			o, clash := observed(a, m, p, y)
			if clash != nil {
				problems.Add(diag.Problem{Rule: "chart-observations", Place: clash.Row.Get("basis_" + a.Languages[0].Code).Place(),
					Message: diag.Tf("%[1]s %[2]s年有两个口径的数字，图表 %[3]s 没有说用哪一个", "%[1]s has figures on two bases for %[2]s, and the chart %[3]s does not say which to take", p.Slug, y, c.ID),
					Hint:    diag.T("在 data/charts.yaml 的 basis 中写明口径", "name the basis under basis in data/charts.yaml")})
			}
			if o != nil {
				factor, other := unit.factor(o.Unit, o.Row)
				problems.Add(other...)
				row[i] = Cell{Value: o.Value * factor, Unit: unit.unit, Known: true, Observation: o}
			}
		}
		g.Rows = append(g.Rows, Head{ID: p.Slug, Name: p.Short, Place: p})
		g.Cells = append(g.Cells, row)
	}
	if len(m.Years) > 0 {
		g.sort(func(row []Cell) (float64, bool) { return row[0].Value, row[0].Known })
	}
	return g, problems
}

// observed finds the observation of a place and year. Of several, the one whose
// basis the chart names first counts; where none is named, clash is the second.
func observed(a *atlas.Atlas, m *atlas.Measured, p *atlas.Place, year string) (o, clash *atlas.Observation) {
	var found []*atlas.Observation
	for _, x := range a.Observations {
		if x.Place == p && x.Indicator == m.Indicator && x.Year == year && !x.IsBound() {
			found = append(found, x)
		}
	}
	if len(found) < 2 {
		if len(found) == 1 {
			return found[0], nil
		}
		return nil, nil
	}
	for _, basis := range m.Basis {
		for _, x := range found {
			if x.Basis.In(0) == basis {
				return x, nil
			}
		}
	}
	return found[0], found[1]
}

// counted is a grid of counts.
func counted(a *atlas.Atlas, n *atlas.Count) Grid {
	g := Grid{By: n.By, And: n.And}
	g.Rows = heads(a, n, n.By)
	g.Columns = []Head{{}}
	if n.And != "" {
		g.Columns = heads(a, n, n.And)
	}
	row, column := index(g.Rows), index(g.Columns)
	for range g.Rows {
		cells := make([]Cell, len(g.Columns))
		for i := range cells {
			cells[i].Known = true
		}
		g.Cells = append(g.Cells, cells)
	}
	for _, it := range items(a, n, n.Of) {
		for _, r := range it.keys(n.By) {
			for _, k := range it.keys(n.And) {
				if i, ok := row[r]; ok {
					if j, ok := column[k]; ok {
						g.Cells[i][j].Value++
						if it.target {
							g.Cells[i][j].Targets++
						}
					}
				}
			}
		}
	}
	g.dropEmpty()
	if n.By == "theme" || n.By == "type" || n.By == "place" {
		g.sort(func(row []Cell) (float64, bool) {
			sum := 0.0
			for _, c := range row {
				sum += c.Value
			}
			return sum, true
		})
	}
	return g
}

func index(heads []Head) map[string]int {
	out := map[string]int{}
	for i, h := range heads {
		out[h.ID] = i
	}
	return out
}

// sort puts the rows with the greatest number first; equal ones stay in their
// order, those without a number come last.
func (g *Grid) sort(of func(row []Cell) (float64, bool)) {
	order := make([]int, len(g.Rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, hasX := of(g.Cells[i])
		y, hasY := of(g.Cells[j])
		switch {
		case hasX && (!hasY || x > y):
			return -1
		case hasY && (!hasX || y > x):
			return 1
		}
		return 0
	})
	rows, cells := slices.Clone(g.Rows), slices.Clone(g.Cells)
	for to, from := range order {
		g.Rows[to], g.Cells[to] = rows[from], cells[from]
	}
}

// dropEmpty takes out the columns and rows that gather what has none, where
// there is nothing to gather, and kinds of blocks that the text does not have.
func (g *Grid) dropEmpty() {
	droppable := func(axis string, h Head) bool { return h.ID == "" || axis == "kind" }
	for j := len(g.Columns) - 1; j >= 0 && g.And != ""; j-- {
		if droppable(g.And, g.Columns[j]) && g.ColumnSum(j) == 0 {
			g.Columns = slices.Delete(g.Columns, j, j+1)
			for i := range g.Cells {
				g.Cells[i] = slices.Delete(g.Cells[i], j, j+1)
			}
		}
	}
	for i := len(g.Rows) - 1; i >= 0; i-- {
		if droppable(g.By, g.Rows[i]) && g.Sum(i) == 0 {
			g.Rows, g.Cells = slices.Delete(g.Rows, i, i+1), slices.Delete(g.Cells, i, i+1)
		}
	}
}

// Kinds are the kinds of blocks that carry the plan's sentences.
var Kinds = []text.Kind{text.Paragraph, text.Item, text.Figure}
