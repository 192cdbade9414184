package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"atlas/generator/diag"
)

// sheet is a sheet of a workbook, or the attributes of a Shapefile, as text. Its
// places have the row as the line and the number of the column as the column, as
// the editor sees them; the quoted line is the row's cells with bars between them.
type sheet struct {
	path    string
	rows    [][]string
	numbers []int // of the rows, from 0, ascending; nil where they have none missing
}

// bar stands between two cells. It takes three characters, which keeps
// Place.From from ever being 0, its default: the n-th cell, from 1, begins at
// least 3(n-1) characters into the line, so From is 1 or negative.
const bar = " | "

// row is the row of a number.
func (s *sheet) row(number int) []string {
	i := number
	if s.numbers != nil {
		i = sort.SearchInts(s.numbers, number)
		if i >= len(s.numbers) || s.numbers[i] != number {
			return nil
		}
	}
	if i < 0 || i >= len(s.rows) {
		return nil
	}
	return s.rows[i]
}

// quotedCells is how many cells of a row a place quotes at most.
const quotedCells = 64

// locate makes the place of a cell; row and column count from 0.
func (s *sheet) locate(row, col int32) diag.Place {
	p := diag.Place{File: s.path, Line: int(row) + 1, Col: int(col) + 1, Len: 1}
	cells := s.row(int(row))
	if cells == nil || int(col) >= len(cells)+quotedCells {
		return p
	}
	var text strings.Builder
	before := 0
	for i := range max(min(len(cells), int(col)+quotedCells), int(col)+1) {
		if i > 0 {
			text.WriteString(bar)
		}
		if i == int(col) {
			before = utf8.RuneCountInString(text.String())
		}
		if i < len(cells) {
			cell := strings.Map(onOneLine, cells[i])
			text.WriteString(cell)
			if i == int(col) {
				p.Len = max(utf8.RuneCountInString(cell), 1)
			}
		}
	}
	p.Text = text.String()
	if p.From = p.Col - before; p.From == 1 {
		p.From = 0
	}
	return p
}

func onOneLine(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' {
		return ' '
	}
	return r
}

// grid is a sheet as it is read: rows and cells that hold nothing are left out.
type grid struct {
	name    string
	rows    []gridRow // ascending by number
	merged  []area
	columns []hiddenRange // columns that are hidden
	// bare are the cells with a formula and no value, and odd those of which it is
	// not known how they are shown.
	bare []cellName
	odd  []oddCell
	cut  map[int]cutCell // by column: the first number of which not all digits are shown
}

type gridRow struct {
	number int // from 0
	hidden bool
	cells  []gridCell // ascending by column
}

type gridCell struct {
	col  int // from 0
	text string
}

// cellName is a cell by its row and column, from 0.
type cellName struct{ row, col int }

type oddCell struct {
	cellName
	format string
}

type cutCell struct {
	cellName
	shown, holds string
}

// area is a rectangle of cells, both ends within it.
type area struct{ from, to cellName }

type hiddenRange struct{ from, to int }

// columnName is a column as spreadsheets name it: A, B … Z, AA.
func columnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

func (c cellName) String() string { return columnName(c.col) + strconv.Itoa(c.row+1) }

// The limits of a sheet, those of Excel.
const (
	maxRows    = 1 << 20
	maxColumns = 1 << 14
)

// parseCellName reads a name such as B12.
func parseCellName(s string) (cellName, bool) {
	i, col := 0, 0
	for ; i < len(s) && s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' && col <= maxColumns; i++ {
		col = col*26 + int(s[i]|0x20-'a') + 1
	}
	row, err := strconv.Atoi(s[i:])
	return cellName{row - 1, col - 1}, err == nil && row >= 1 && row <= maxRows && col >= 1 && col <= maxColumns
}

// add appends a cell, behind those that are there.
func (g *grid) add(at cellName, text string) bool {
	if text == "" {
		return true
	}
	if n := len(g.rows); n == 0 || g.rows[n-1].number != at.row {
		if n > 0 && g.rows[n-1].number > at.row {
			return false
		}
		g.rows = append(g.rows, gridRow{number: at.row})
	}
	r := &g.rows[len(g.rows)-1]
	if n := len(r.cells); n > 0 && r.cells[n-1].col >= at.col {
		return false
	}
	r.cells = append(r.cells, gridCell{at.col, text})
	return true
}

// number appends a cell with a number, shown by a format.
func (g *grid) number(at cellName, v float64, format string, from1904 bool) bool {
	s, ok := showNumber(format, v, from1904)
	if !ok {
		g.odd = append(g.odd, oddCell{at, format})
		s.text = decimal(v)
	}
	if _, known := g.cut[at.col]; s.cut && !known {
		if g.cut == nil {
			g.cut = map[int]cutCell{}
		}
		g.cut[at.col] = cutCell{at, s.text, decimal(v)}
	}
	return g.add(at, s.text)
}

// book is what of a workbook is read: the first sheet that is not hidden, and the
// names of others that hold something.
type book struct {
	grid    *grid
	hidden  []string
	visible []string
}

var errDamaged = errors.New("damaged, or not a workbook")

// bookRatio is how many times its own size a workbook may unpack to.
const bookRatio = 100

// readWorkbook reads a workbook, of Excel or of LibreOffice.
func readWorkbook(f *File) (*Table, diag.List) {
	var problems diag.List
	b, err := openBook(f.Data)
	if err != nil {
		message, hint := diag.T("无法读取工作簿：已损坏，或不是工作簿", "the workbook cannot be read: "+errDamaged.Error()),
			diag.T("请在 Excel 中重新另存为 .xlsx 或 CSV UTF-8", "save it again in Excel as .xlsx or CSV UTF-8")
		if errors.Is(err, errBomb) {
			message = diag.T("工作簿解开后比它自身大得异常，没有去读", "the workbook unpacks to far more than its size, and was not read")
		} else if what, ok := foreign(f.Data, TableFile); ok {
			message, hint = what.message, what.hint
		}
		problems.Add(problem("xlsx", f.Whole(), message, hint))
		return &Table{File: f}, problems
	}
	return b.table(f)
}

func openBook(data []byte) (*book, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errDamaged
	}
	members := map[string]*zip.File{}
	for _, m := range z.File {
		members[m.Name] = m
	}
	u := newUnpacker(len(data), bookRatio)
	if m := members["content.xml"]; m != nil {
		in, err := u.open(m)
		if err != nil {
			return nil, err
		}
		defer in.Close()
		return parseODS(in)
	}
	x := &xlsxBook{members: members, unpack: u}
	return x.read()
}

// table makes a table of the sheet.
func (b *book) table(f *File) (*Table, diag.List) {
	var problems diag.List
	g := b.grid
	if g == nil {
		problems.Add(problem("xlsx-sheets", f.Whole(), diag.T("工作簿里没有可见的工作表", "the workbook has no sheet that is not hidden"),
			diag.T("取消隐藏要用的那一张，另存", "unhide the one that is meant, and save")))
		return &Table{File: f}, problems
	}
	b.left(f, &problems)
	s, strays := &sheet{path: f.Path, numbers: []int{}}, []gridCell(nil)
	var stray cellName
	header := headerOf(len(g.rows), func(i int) (filled, cells int) {
		for _, c := range g.rows[i].cells {
			if trim(c.text) != "" {
				filled++
			}
		}
		return filled, 2
	})
	width := g.width(header)
	records := make([]record, 0, len(g.rows))
	cells := make([]Cell, 0, min(len(g.rows)*width, 1<<20))
	for i, row := range g.rows {
		end := len(row.cells)
		if i >= header {
			for end > 0 && row.cells[end-1].col >= width {
				end--
			}
		}
		if end < len(row.cells) {
			if strays == nil {
				stray = cellName{row.number, row.cells[end].col}
			}
			strays = append(strays, row.cells[end:]...)
		}
		if end == 0 {
			continue
		}
		n := max(width, row.cells[end-1].col+1)
		if cap(cells)-len(cells) < n {
			cells = make([]Cell, 0, max(n, 1<<16))
		}
		from, at := len(cells), int32(row.number)
		texts := make([]string, 0, end)
		for x := range n {
			cells = append(cells, Cell{Pos: Pos{src: s, at: at, n: int32(x)}})
		}
		for _, c := range row.cells[:end] {
			for len(texts) < c.col {
				texts = append(texts, "")
			}
			texts = append(texts, c.text)
			cells[from+c.col].Value = trim(c.text)
		}
		s.rows, s.numbers = append(s.rows, texts), append(s.numbers, row.number)
		records = append(records, record{number: row.number + 1, cells: cells[from:len(cells):len(cells)],
			start: Pos{src: s, at: at}, end: Pos{src: s, at: at, n: int32(n)}})
	}
	if strays != nil {
		b.strays(f, s, stray, strays, &problems)
	}
	if problems.Count(diag.Error) > 0 && width > maxColumns/2 {
		return &Table{File: f}, problems
	}
	g.mergedCells(s, records, header, &problems)
	g.hiddenCells(s, width, &problems)
	g.unsure(s, &problems)
	t := newTable(f, records, &problems)
	return t, sorted(problems)
}

// width is the number of columns that a header has. A name that stands far off
// from all others is none.
func (g *grid) width(header int) int {
	if header >= len(g.rows) {
		return 0
	}
	width := 0
	for _, c := range g.rows[header].cells {
		if trim(c.text) == "" {
			continue
		}
		if c.col-width > quotedCells {
			break
		}
		width = c.col + 1
	}
	return width
}

// strays reports cells outside the columns of the header. Those with blanks only
// forbid nothing.
func (b *book) strays(f *File, s *sheet, first cellName, all []gridCell, problems *diag.List) {
	i := slices.IndexFunc(all, func(c gridCell) bool { return trim(c.text) != "" })
	at := s.locate(int32(first.row), int32(first.col))
	if i < 0 {
		problems.Add(warning("xlsx-stray", at, diag.Tf("%s 里只有空格，在表格之外，不读", "%s, outside the table, holds blanks only and is not read", first.String()),
			diag.T("选中这一格，清除内容", "select the cell and clear it")))
		return
	}
	message := diag.Tf("%[1]s 里有内容 %[2]q，却在表头各列之外", "%[1]s holds %[2]q, outside the columns of the header", first.String(), clip(all[0].text))
	if len(all) > 1 {
		message = diag.Tf("%[1]s 等 %[3]d 格里有内容（%[2]q …），却在表头各列之外", "%[1]s and %[4]d more cells hold something (%[2]q …) outside the columns of the header", first.String(), clip(all[0].text), len(all), len(all)-1)
	}
	problems.Add(problem("xlsx-stray", at, message, diag.T("补上列名，或删去这些单元格的内容", "name the column in the header row, or clear these cells")))
}

// clip is the beginning of a text.
func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// left says which sheets are not read.
func (b *book) left(f *File, problems *diag.List) {
	say := func(names []string, zh, en string, hint diag.Text) {
		if len(names) == 0 {
			return
		}
		list := strings.Join(names, ", ")
		problems.Add(warning("xlsx-sheets", f.Whole(), diag.Text{
			ZH: "读的是工作表 " + b.grid.name + "；" + zh + "没有读：" + list,
			EN: "the sheet " + b.grid.name + " is read; " + en + " not: " + list}, hint))
	}
	say(b.visible, "其他的表", "others are", diag.T("每张表格一个文件：把要用的工作表各存为一个文件", "a file holds one table: save each sheet that is wanted as a file of its own"))
	say(b.hidden, "隐藏的表", "hidden ones are", diag.T("要用的取消隐藏，各存为一个文件；不用的删去", "unhide what is wanted and save it as a file of its own; delete the rest"))
}

// unsure reports cells of which it is not sure what they show.
func (g *grid) unsure(s *sheet, problems *diag.List) {
	if len(g.bare) > 0 {
		first := g.bare[0]
		message := diag.Tf("%s 里是公式，文件中却没有算出的值", "%s holds a formula, and the file has no value for it", first.String())
		if n := len(g.bare); n > 1 {
			message = diag.Tf("%[1]s 等 %[2]d 格里是公式，文件中却没有算出的值", "%[1]s and %[3]d more cells hold formulas, and the file has no values for them", first.String(), n, n-1)
		}
		problems.Add(problem("xlsx-formula", s.locate(int32(first.row), int32(first.col)), message,
			diag.T("在 Excel 或 LibreOffice 中打开，让它算好，再保存", "open the file in Excel or LibreOffice, which works them out, and save it")))
	}
	type kind struct {
		col    int
		format string
	}
	seen := map[kind]bool{}
	for _, c := range g.odd {
		k := kind{c.col, c.format}
		if seen[k] {
			continue
		}
		seen[k] = true
		problems.Add(problem("xlsx-format", s.locate(int32(c.row), int32(c.col)),
			diag.Tf("%[1]s 的数字格式 %[2]s 无法照显示的样子读取", "%[1]s is shown by the number format %[2]s, which cannot be read as it is shown", c.cellName.String(), c.format),
			diag.T("将这一列设为常规、数值或 2030-01-31 样的日期格式，或设为文本后照显示的样子填写", "format the column as General, as a number or as a date such as 2030-01-31; or as text, and enter what it shows")))
	}
	for x := range maxKey(g.cut) {
		if c, ok := g.cut[x]; ok {
			problems.Add(warning("xlsx-shown", s.locate(int32(c.row), int32(c.col)),
				diag.Tf("%[1]s 列照显示的样子读取：%[2]s 显示 %[3]s，单元格里是 %[4]s", "the column %[1]s is read as it is shown: %[2]s shows %[3]s and holds %[4]s", columnName(x), c.cellName.String(), c.shown, c.holds),
				diag.T("若要全部数位，将这一列设为常规格式", "for all digits, format the column as General")))
		}
	}
}

func maxKey(m map[int]cutCell) int {
	n := 0
	for k := range m {
		n = max(n, k+1)
	}
	return n
}

// mergedCells reports merged cells: only the first of them has a value. Cells of
// one column that are merged from row to row mean that each has it, and are read so.
func (g *grid) mergedCells(s *sheet, records []record, header int, problems *diag.List) {
	if header >= len(g.rows) {
		return
	}
	head := g.rows[header].number
	for _, m := range g.merged {
		if m.to.row < head {
			continue // a title above the table
		}
		name := m.from.String() + ":" + m.to.String()
		p := warning("xlsx-merged", s.locate(int32(m.from.row), int32(m.from.col)),
			diag.Tf("%s 是合并的单元格，只有第一格有值", "the cells %s are merged; only the first has the value", name),
			diag.T("请取消合并，并在每个单元格中填写", "unmerge them and fill in each cell"))
		switch {
		case m.from.row > head && m.from.col == m.to.col:
			value := ""
			for _, r := range records {
				row := r.number - 1
				if row > m.to.row || m.from.col >= len(r.cells) {
					continue
				}
				if row == m.from.row {
					value = r.cells[m.from.col].Value
				} else if row > m.from.row {
					r.cells[m.from.col].Value = value
				}
			}
			p.Message = diag.Tf("%s 是合并的单元格，每行都读作有第一格的值", "the cells %s are merged; each row is read as having the value of the first", name)
		case m.from.row <= head:
			p.Rule, p.Severity = "csv-header", diag.Error
			p.Message = diag.Tf("表头中有合并的单元格 %s", "the header has merged cells, %s", name)
		}
		problems.Add(p)
	}
}

// hiddenCells reports rows and columns that the workbook hides: they are read,
// though whoever filtered them away may think that they are not.
func (g *grid) hiddenCells(s *sheet, width int, problems *diag.List) {
	var rows []int
	for _, r := range g.rows {
		if r.hidden {
			rows = append(rows, r.number+1)
		}
	}
	if len(rows) > 0 {
		problems.Add(warning("xlsx-hidden", s.locate(int32(rows[0]-1), 0),
			diag.Tf("第 %s 行是隐藏的，照样读入", "rows that are hidden are read all the same: %s", runs(rows)),
			diag.T("不要的行请删去，而不只是隐藏或筛选", "delete the rows that are not wanted; hiding or filtering them is not enough")))
	}
	for _, c := range g.columns {
		for x := c.from; x <= c.to && x < width; x++ {
			problems.Add(warning("xlsx-hidden", s.locate(0, int32(x)),
				diag.Tf("%s 列是隐藏的，照样读入", "the column %s is hidden and read all the same", columnName(x)), diag.Text{}))
		}
	}
}

// runs writes numbers in ascending order, with neighbours joined: 3, 5–7.
func runs(numbers []int) string {
	var out []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		s := strconv.Itoa(numbers[i])
		if j > i {
			s += "–" + strconv.Itoa(numbers[j])
		}
		out = append(out, s)
		i = j + 1
	}
	return strings.Join(out, ", ")
}
