package source

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"atlas/generator/diag"
)

// Table is a table with a header row. Every row has as many cells as the header
// has columns.
type Table struct {
	File    *File
	Columns []Cell // the header's names, unique and not empty where no problem was reported
	Rows    []Row
	index   map[string]int
}

// Row is a row below the header.
type Row struct {
	Pos
	Cells []Cell // one a column
	// Damaged says that a problem about the row's cells as a whole was reported
	// (too few, too many, a broken quote): its values may stand in the wrong
	// columns, so there is no use in complaining about each of them.
	Damaged bool
	table   *Table
}

// Cell is a value of a table without the white space around it.
type Cell struct {
	Pos
	Value  string
	column string
	absent bool // there is no such cell in the file; that was reported, or is allowed
}

// Empty reports whether there is nothing in the cell, or no cell.
func (c Cell) Empty() bool { return c.Value == "" }

// Column is the name of the cell's column.
func (c Cell) Column() string { return c.column }

// Has reports whether the table has the column.
func (t *Table) Has(column string) bool {
	_, ok := t.index[column]
	return ok
}

// Get returns the row's cell in a column. Where the table has no such column,
// the cell is empty, has the row's position, and no typed reading of it adds a
// problem: a column that must be there is asked for by CheckColumns.
func (r Row) Get(column string) Cell {
	if r.table != nil {
		if i, ok := r.table.index[column]; ok {
			return r.Cells[i]
		}
	}
	return Cell{Pos: r.Pos, column: column, absent: true}
}

// ReadTable reads a file decoded as TableFile: CSV with comma, semicolon or tab,
// or the first sheet of a workbook that is not hidden. The table is never nil. Empty rows are
// passed over, and so are empty columns without a name at the end.
func ReadTable(f *File) (*Table, diag.List) {
	if f.Foreign {
		return &Table{File: f}, nil // that was said
	}
	read := readCSV
	if f.Encoding == Workbook {
		read = readWorkbook
	}
	t, problems := read(f)
	if f.Conflict {
		return t, nil
	}
	before := len(problems)
	t.invisible(&problems)
	if t.radicals(&problems); len(problems) > before {
		problems.Sort()
	}
	return t, problems
}

// record is a row as a file has it.
type record struct {
	cells []Cell
	start Pos // the first cell
	end   Pos // behind the last cell
	// number is the row's own number as the editor sees it, from 1.
	number int
	// broken says that a quote of the row was reported already.
	broken bool
}

// blank reports whether all cells from the given one on are empty.
func (r record) blank(from int) bool {
	for _, c := range r.cells[min(from, len(r.cells)):] {
		if c.Value != "" {
			return false
		}
	}
	return true
}

// newTable makes a table of a file's records, the first of which that is not
// blank is the header.
func newTable(f *File, records []record, problems *diag.List) *Table {
	t := &Table{File: f, index: map[string]int{}}
	records = slices.DeleteFunc(records, func(r record) bool { return r.blank(0) })
	if len(records) == 0 {
		problems.Add(problem("csv-empty-file", f.Whole(),
			diag.T("表格是空的，至少应有一行表头", "the table is empty, at least a header row was expected"), diag.Text{}))
		return t
	}
	k := headerOf(len(records), filledOf(records))
	head, title := records[k], records[:k]
	for len(head.cells) > 0 && head.cells[len(head.cells)-1].Value == "" {
		head.cells = head.cells[:len(head.cells)-1]
	}
	if len(title) > 0 {
		first := title[0]
		at := slices.IndexFunc(first.cells, func(c Cell) bool { return c.Value != "" })
		problems.Add(problem("csv-header", first.cells[at].Place(),
			diag.Tf("%q 像是表格的标题，不是表头；表头看来在第 %d 行", "%q looks like a title of the table, not like its header, which seems to be row %d", clip(first.cells[at].Value), head.number),
			diag.T("删去表头上面的行；标题写在 data/datapackage.yaml 的 title 里", "delete the rows above the header; the title goes into data/datapackage.yaml")))
	}
	body := records[k+1:]
	t.header(head, body, problems)
	t.Rows = make([]Row, 0, len(body))
	missing := len(f.Data) + 1<<16 // cells that may be missing, so that the memory is in proportion to the file
	for _, r := range body {
		if missing -= max(0, len(t.Columns)-len(r.cells)); missing < 0 {
			problems.Add(problem("csv-cells", r.start.Place(),
				diag.Tf("表头有 %d 列，而许多行只有几个单元格；从第 %d 行起不再读", "the header has %d columns, and many rows have few cells; nothing is read from row %d on", len(t.Columns), r.number),
				diag.T("看看表头是否写对了", "look whether the header is right")))
			break
		}
		t.Rows = append(t.Rows, t.row(r, problems))
	}
	for i := range t.Columns {
		t.mendDates(i, problems)
	}
	return t
}

// headerOf is the number of the row that is the header: the first, unless that has
// a single cell with something in it and others follow that have more, and so is a
// title over the table. filled tells how many cells of a row hold something, and
// how many cells it has.
func headerOf(rows int, filled func(i int) (filled, cells int)) int {
	k := 0
	for k < min(rows, 6) {
		if n, _ := filled(k); n != 1 {
			break
		}
		k++
	}
	if k == 0 || k == 6 || k >= rows {
		return 0
	}
	if _, cells := filled(0); cells > 1 {
		return k
	}
	// A row of one cell may be the header of one column, and the row below it one
	// with a comma too many.
	_, want := filled(k)
	for i := k; i < min(rows, k+20); i++ {
		if _, cells := filled(i); cells != want {
			return 0
		}
	}
	if rows-k < 2 {
		return 0
	}
	return k
}

// filledOf tells of records what headerOf asks.
func filledOf(records []record) func(i int) (int, int) {
	return func(i int) (filled, cells int) {
		for _, c := range records[i].cells {
			if c.Value != "" {
				filled++
			}
		}
		return filled, len(records[i].cells)
	}
}

// header takes the names of the columns.
func (t *Table) header(head record, body []record, problems *diag.List) {
	t.Columns = head.cells
	for i := range t.Columns {
		c := &t.Columns[i]
		c.column = c.Value
		if c.Value == "" {
			if slices.ContainsFunc(body, func(r record) bool { return i < len(r.cells) && r.cells[i].Value != "" }) {
				problems.Add(problem("csv-header", c.Place(),
					diag.Tf("第 %d 列没有列名", "column %d has no name", i+1),
					diag.T("请在表头中填写列名；合并的单元格要拆开", "name it in the header row; split merged cells")))
			}
			continue
		}
		if first, twice := t.index[c.Value]; twice {
			problems.Add(diag.Problem{Rule: "csv-header", Place: c.Place(),
				Message: diag.Tf("列名 %q 重复", "the column %q stands twice", c.Value),
				Hint:    diag.T("每列的名称必须不同", "give every column a name of its own"),
				Notes:   []diag.Note{{Place: t.Columns[first].Place(), Message: diag.T("已用于此处", "it is already here")}}})
			continue
		}
		t.index[c.Value] = i
	}
}

// row fits a record to the header.
func (t *Table) row(r record, problems *diag.List) Row {
	want, found := len(t.Columns), len(r.cells)
	row := Row{Pos: r.start, Damaged: r.broken, table: t}
	switch {
	case found < want:
		if !r.broken {
			missing := t.Columns[found]
			problems.Add(problem("csv-cells", r.end.Place(),
				diag.Tf("第 %d 行的单元格太少：%d 个，应有 %d 个", "too few cells in row %d: found %d, expected %d", r.number, found, want),
				diag.Tf("从 %q 列起缺失；空单元格也要用分隔符占位", "those from column %q on are missing; an empty cell needs its delimiter too", missing.Value)))
		}
		row.Damaged = true
		for len(r.cells) < want {
			r.cells = append(r.cells, Cell{Pos: r.end, absent: true})
		}
	case found > want && !r.blank(want):
		for r.cells[found-1].Value == "" {
			found--
		}
		if !r.broken {
			surplus := want
			for r.cells[surplus].Value == "" {
				surplus++
			}
			problems.Add(problem("csv-cells", r.cells[surplus].Place(),
				diag.Tf("第 %d 行的单元格太多：%d 个，应有 %d 个", "too many cells in row %d: found %d, expected %d", r.number, found, want),
				diag.T("含分隔符的文字要放在英文双引号内", "put a text that contains the delimiter in double quotes")))
		}
		row.Damaged = true
	}
	row.Cells = r.cells[:want:want]
	for i := range row.Cells {
		row.Cells[i].column = t.Columns[i].Value
		row.Cells[i].habits(problems)
	}
	return row
}

// trim takes off white space on both sides: ASCII, no-break, full-width, and
// the marks without width that travel along when text is copied from a page.
func trim(s string) string { return strings.TrimFunc(s, isSpace) }

func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' || r == '\u2060'
}

// CheckColumns reports each column of the table that is neither required nor
// optional, with the name that may have been meant, and each required column
// that is missing.
func (t *Table) CheckColumns(required, optional []string, problems *diag.List) {
	if len(t.Columns) == 0 {
		return // the empty file was reported
	}
	known := slices.Concat(required, optional)
	var free []string // known names that the table does not have: one of them is meant
	for _, k := range known {
		if !t.Has(k) {
			free = append(free, k)
		}
	}
	meant := map[string]bool{}
	for _, c := range t.Columns {
		if c.Value == "" || slices.Contains(known, c.Value) {
			continue
		}
		hint := diag.DidYouMean(c.Value, free)
		meant[diag.Closest(c.Value, free)] = true
		if hint.IsZero() {
			hint = diag.Tf("可用的列：%s", "the columns are: %s", strings.Join(known, ", "))
		}
		problems.Add(problem("csv-column", c.Place(), diag.Tf("未知的列 %q", "unknown column %q", c.Value), hint))
	}
	last := t.Columns[len(t.Columns)-1].Place()
	for _, k := range required {
		if t.Has(k) || meant[k] {
			continue
		}
		problems.Add(problem("csv-column", last,
			diag.Tf("缺少列 %q", "the column %q is missing", k),
			diag.Tf("请在表头中加入 %q", "add %q to the header row", k)))
	}
}

// String names the cell for messages in tests and logs.
func (c Cell) String() string { return fmt.Sprintf("%s=%q", c.column, c.Value) }
