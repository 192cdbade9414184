package check

import (
	"atlas/generator/diag"
	"atlas/generator/text"
)

// tables are the cells of each table of a document, by the table. They are laid side
// by side by where they stand, and not by what they say: a table of a thousand cells has
// a thousand that say little.
type tables map[*unit][]*unit

// outer parts the cells from the other blocks.
func outer(units []*unit) ([]*unit, tables) {
	cells := 0
	for _, u := range units {
		if u.Kind == text.TableCell {
			cells++
		}
	}
	if cells == 0 {
		return units, nil
	}
	out, in := make([]*unit, 0, len(units)-cells), tables{}
	var table *unit
	for _, u := range units {
		switch {
		case u.Kind == text.TableCell && table != nil:
			in[table] = append(in[table], u)
			continue
		case u.Kind == text.Table:
			table = u
		}
		out = append(out, u)
	}
	return out, in
}

// cells pairs the cells of a table in both languages, or says where the two differ.
func (d *document) cells(p pair, here, there []*unit) ([]pair, []finding) {
	var out []pair
	i := 0
	for ; i < len(here) && i < len(there) && samePlace(here[i], there[i]); i++ {
		out = append(out, pair{here[i], there[i]})
	}
	if i == len(here) && i == len(there) {
		return out, nil
	}
	at, note := p.translation.start(), p.original.start()
	row, column := 0, 0
	if i < len(there) {
		at, row, column = there[i].start(), there[i].Cell.Row, there[i].Cell.Col
	}
	if i < len(here) {
		c := here[i].Cell
		note = here[i].start()
		if row == 0 || c.Row < row || c.Row == row && c.Col < column {
			row, column = c.Row, c.Col
		}
	}
	f := finding{block: p.original.id, what: []string{p.original.id}, Problem: diag.Problem{Rule: "align", Severity: diag.ReleaseError, Place: at,
		Message: diag.Tf("表格 %[1]s 的格与原文的不一一对应，从第 %[2]d 行第 %[3]d 列起", "the cells of the table %[1]s are not those of the original, from row %[2]d, column %[3]d on", p.original.id, row, column),
		Hint:    diag.T("两种语言的表格行列相同，合并的格相同；暂无译文的格写 {untranslated}", "a table has the same rows, columns and merged cells in both languages; a cell that awaits its translation is written {untranslated}"),
		Notes:   []diag.Note{{Place: note, Message: diag.T("原文", "the original")}}}}
	return nil, []finding{f}
}

func samePlace(a, b *unit) bool {
	x, y := a.Cell, b.Cell
	return x.Row == y.Row && x.Col == y.Col && x.Rows == y.Rows && x.Columns == y.Columns && x.Head == y.Head
}
