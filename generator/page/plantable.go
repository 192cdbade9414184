package page

import (
	"fmt"
	"html/template"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

// planTable is a table of the plan's text.
type planTable struct {
	Head, Body []planRow
	Remarks    []blockView // notes below it
	Downloads  []planDownload
}

// planDownload is a form in which a table of the text can be had.
type planDownload struct{ Name, Href string }

// planRow is a row with its address.
type planRow struct {
	ID    string
	Cells []planCell
}

// planCell is a cell. One without words has no id.
type planCell struct {
	ID            string
	HTML          template.HTML
	Foreign       bool
	Tag           string
	Scope         string // col or row for the head of one; "" for other cells
	Align         string // left, center, right; "" for none
	Rows, Columns int    // that it spans; 0 for one
}

// tabled puts the cells and notes of tables into these.
func (f *frame) tabled(list []blockView) []blockView {
	out := make([]blockView, 0, len(list))
	var cells []blockView
	var table *blockView
	finish := func() {
		if table != nil {
			table.Table.fill(table.block, cells)
			for _, c := range cells {
				table.Notes = append(table.Notes, c.Notes...)
			}
			table, cells = nil, nil
		}
	}
	for _, v := range list {
		switch {
		case v.block == nil:
			finish()
			out = append(out, v)
		case v.block.Kind == text.TableCell && table != nil && v.block.Table == table.block:
			cells = append(cells, v)
		case v.block.Kind == text.TableNote && table != nil && v.block.Table == table.block:
			table.Table.Remarks = append(table.Table.Remarks, v)
		default:
			finish()
			out = append(out, v)
			if v.block.Kind == text.Table {
				table = &out[len(out)-1]
				table.Table = &planTable{Downloads: f.planDownloads(v.block)}
			}
		}
	}
	finish()
	return out
}

var alignNames = [...]string{text.Unaligned: "", text.Left: "left", text.Center: "center", text.Right: "right"}

// fill lays the cells into rows. What no cell with words covers is an empty cell.
func (t *planTable) fill(table *atlas.Block, cells []blockView) {
	rows, columns := extentOf(cells)
	taken := make([][]bool, rows)
	for r := range taken {
		taken[r] = make([]bool, columns)
	}
	lines := make([]planRow, rows)
	head := 0
	next := 0
	for r := 1; r <= rows; r++ {
		line := &lines[r-1]
		line.ID = fmt.Sprintf("%s-r%d", table.ID, r)
		for c := 1; c <= columns; c++ {
			if taken[r-1][c-1] {
				continue
			}
			v := planCell{}
			if next < len(cells) {
				at := cells[next].version().Cell
				if at.Row == r && at.Col == c {
					v = cellOf(cells[next], at)
					if at.Head {
						head = r
					}
					for i := r; i < min(rows+1, r+at.Rows); i++ {
						for j := c; j < min(columns+1, c+at.Columns); j++ {
							taken[i-1][j-1] = true
						}
					}
					next++
				}
			}
			line.Cells = append(line.Cells, v)
		}
	}
	t.Head, t.Body = lines[:head], lines[head:]
}

// extentOf is how many rows and columns cells have.
func extentOf(cells []blockView) (rows, columns int) {
	for _, v := range cells {
		at := v.version().Cell
		rows, columns = max(rows, at.Row+at.Rows-1), max(columns, at.Col+at.Columns-1)
	}
	return rows, columns
}

func cellOf(v blockView, at *text.Cell) planCell {
	c := planCell{ID: v.ID, HTML: v.HTML, Foreign: v.Foreign, Tag: v.Tag, Align: alignNames[at.Align]}
	switch {
	case at.Head && at.Columns > 1:
		c.Scope = "colgroup"
	case at.Head:
		c.Scope = "col"
	case at.RowHead && at.Rows > 1:
		c.Scope = "rowgroup"
	case at.RowHead:
		c.Scope = "row"
	}
	if at.Rows > 1 {
		c.Rows = at.Rows
	}
	if at.Columns > 1 {
		c.Columns = at.Columns
	}
	return c
}

// tableOf shows a table by itself, with the blocks behind it that are parts of it. A
// copy has no ids and no notes, which may stand on a page once only.
func (f *frame) tableOf(table *atlas.Block, blocks []*atlas.Block, isCopy bool) blockView {
	list := []blockView{f.blockOf(table)}
	for _, b := range blocks {
		if b.Table == table {
			list = append(list, f.blockOf(b))
		}
	}
	if isCopy {
		for i := range list {
			p, _ := f.proseOf(list[i].block)
			p.plain = true
			list[i].ID, list[i].HTML, list[i].Notes = "", p.html(), nil
		}
	}
	v := f.tabled(list)[0]
	if isCopy {
		for _, rows := range [][]planRow{v.Table.Head, v.Table.Body} {
			for i := range rows {
				rows[i].ID = ""
			}
		}
	}
	return v
}
