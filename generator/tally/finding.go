package tally

import (
	"regexp"
	"strconv"
	"strings"

	"atlas/generator/atlas"
)

// Fact is what stands for a name in braces in a chart's title: a number, or whom
// it is of.
type Fact struct {
	Value  float64
	Head   *Head         // where the fact is a name
	Axis   string        // of the head
	Number *atlas.Number // where the fact is a row of the values, with its unit
	Share  bool          // the value is a percentage
	Cell   *Cell         // where the fact is one cell of the grid
}

var braces = regexp.MustCompile(`\{([^{}]*)\}`)

// Finding writes a title: each name in braces gives way to what write makes of
// its fact. The names that the data do not give are returned too; they stay.
//
//	{total} {rows} {absent}        all together; how many rows; how many cells without a figure
//	{columns} {empty} {several}    how many columns; how many of them have nothing; how many rows are in several
//	{top} {top.name}               the greatest row sum, and whose it is; also second, bottom
//	{row:ID} {column:ID}           the sum of a row or column; {column:} of what has none
//	{share.row:ID} {share.column:} the same in per cent of the total, rounded
//	{value:ID}                     a row of the table of values
//
// The name of a greatest or least row is not given where two rows share it.
func Finding(title string, a *atlas.Atlas, g Grid, write func(Fact) string) (text string, unknown []string) {
	text = braces.ReplaceAllStringFunc(title, func(m string) string {
		name := m[1 : len(m)-1]
		f, ok := g.fact(a, name)
		if !ok {
			unknown = append(unknown, name)
			return m
		}
		return write(f)
	})
	return text, unknown
}

// Holds reports whether a condition such as "value:a >= value:b", "top > 2*second"
// or "column: > 400" is true; false for one that cannot be read.
func Holds(condition string, a *atlas.Atlas, g Grid) bool {
	parts := strings.Fields(condition)
	if len(parts) != 3 {
		return false
	}
	x, numberX, okX := g.side(a, parts[0])
	y, numberY, okY := g.side(a, parts[2])
	if !okX || !okY {
		return false
	}
	y, ok := alike(a, y, numberY, numberX)
	if !ok {
		return false
	}
	switch parts[1] {
	case "=":
		return x == y
	case ">":
		return x > y
	case ">=":
		return x >= y
	case "<":
		return x < y
	case "<=":
		return x <= y
	}
	return false
}

// side is a side of a condition, and the row of the values that it is, if it is one.
func (g Grid) side(a *atlas.Atlas, s string) (float64, *atlas.Number, bool) {
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		return x, nil, true
	}
	factor := 1.0
	if k, name, ok := strings.Cut(s, "*"); ok {
		x, err := strconv.ParseFloat(k, 64)
		if err != nil {
			return 0, nil, false
		}
		factor, s = x, name
	}
	f, ok := g.fact(a, s)
	return factor * f.Value, f.Number, ok && f.Head == nil
}

func (g Grid) fact(a *atlas.Atlas, name string) (Fact, bool) {
	if id, ok := strings.CutPrefix(name, "value:"); ok {
		n := a.Number(id)
		if n == nil {
			return Fact{}, false
		}
		x, err := strconv.ParseFloat(n.Value, 64)
		return Fact{Value: x, Number: n}, err == nil
	}
	share := false
	if rest, ok := strings.CutPrefix(name, "share."); ok {
		name, share = rest, true
	}
	axis, id, isSum := strings.Cut(name, ":")
	if isSum && (axis == "row" || axis == "column") {
		x, ok := g.sumOf(axis, id)
		if share {
			ok = ok && g.Total() > 0
			x = 100 * x / g.Total()
		}
		return Fact{Value: x, Share: share}, ok
	}
	if share {
		return Fact{}, false
	}
	switch name {
	case "total":
		return Fact{Value: g.Total()}, true
	case "rows":
		return Fact{Value: float64(len(g.Rows))}, true
	case "columns":
		return Fact{Value: float64(len(g.Columns))}, true
	case "empty":
		n := 0
		for j := range g.Columns {
			if g.ColumnSum(j) == 0 {
				n++
			}
		}
		return Fact{Value: float64(n)}, true
	case "several":
		n := 0
		for _, row := range g.Cells {
			in := 0
			for _, c := range row {
				if c.Known && c.Value > 0 {
					in++
				}
			}
			if in > 1 {
				n++
			}
		}
		return Fact{Value: float64(n)}, true
	case "absent":
		n := 0
		for _, row := range g.Cells {
			for _, c := range row {
				if !c.Known {
					n++
				}
			}
		}
		return Fact{Value: float64(n)}, true
	}
	return g.place(name)
}

func (g Grid) sumOf(axis, id string) (float64, bool) {
	heads, sum := g.Rows, g.Sum
	if axis == "column" {
		heads, sum = g.Columns, g.ColumnSum
	}
	for i, h := range heads {
		if h.ID == id {
			return sum(i), true
		}
	}
	return 0, false
}

// place finds the greatest, second greatest or least row by its first known
// number, or its sum where the columns add up.
func (g Grid) place(name string) (Fact, bool) {
	rank, of, _ := strings.Cut(name, ".")
	var rows []int
	for i := range g.Rows {
		if _, known := g.measure(i); known {
			rows = append(rows, i)
		}
	}
	// Selection by counting: how many rows are greater than a row.
	above := func(i int) (greater, equal int) {
		x, _ := g.measure(i)
		for _, j := range rows {
			y, _ := g.measure(j)
			if y > x {
				greater++
			} else if y == x {
				equal++
			}
		}
		return greater, equal
	}
	want := map[string]int{"top": 0, "second": 1, "bottom": len(rows) - 1}
	n, ok := want[rank]
	if !ok || (of != "" && of != "name") {
		return Fact{}, false
	}
	for _, i := range rows {
		if greater, equal := above(i); greater == n && equal == 1 {
			x, _ := g.measure(i)
			if of == "name" {
				return Fact{Value: x, Head: &g.Rows[i], Axis: g.By}, true
			}
			f := Fact{Value: x}
			if len(g.Columns) == 1 || g.And == "year" {
				f.Cell = &g.Cells[i][0]
				f.Number = f.Cell.Number
			}
			return f, true
		}
	}
	return Fact{}, false
}

// measure is what rows are compared by: the sum, or for observations, which do
// not add up over the years, the first year.
func (g Grid) measure(row int) (float64, bool) {
	if g.And == "year" || len(g.Columns) == 1 {
		c := g.Cells[row][0]
		return c.Value, c.Known
	}
	return g.Sum(row), true
}
