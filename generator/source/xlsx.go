package source

import (
	"bytes"
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"atlas/generator/diag"
)

// sheet is a sheet of a workbook as text. Its places have the row as the line
// and the number of the column as the column, as the editor sees them; the
// quoted line is the row's cells with bars between them.
type sheet struct {
	path string
	rows [][]string
}

// bar stands between two cells. It takes three characters, which keeps
// Place.From from ever being 0, its default: the n-th cell, from 1, begins at
// least 3(n-1) characters into the line, so From is 1 or negative.
const bar = " | "

// locate makes the place of a cell; row and column count from 0.
func (s *sheet) locate(row, col int32) diag.Place {
	p := diag.Place{File: s.path, Line: int(row) + 1, Col: int(col) + 1, Len: 1}
	if int(row) >= len(s.rows) {
		return p
	}
	var text strings.Builder
	before := 0
	for i := range max(len(s.rows[row]), int(col)+1) {
		if i > 0 {
			text.WriteString(bar)
		}
		if i == int(col) {
			before = utf8.RuneCountInString(text.String())
		}
		if i < len(s.rows[row]) {
			cell := strings.Map(onOneLine, s.rows[row][i])
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

// maxWorkbook is how large a workbook may become when it is unpacked.
const maxWorkbook = 256 << 20

// readXLSX reads the first sheet of a workbook.
func readXLSX(f *File) (*Table, diag.List) {
	var problems diag.List
	records, err := readSheet(f, &problems)
	if err != nil {
		problems.Add(problem("xlsx", f.Whole(),
			diag.Tf("无法读取工作簿：%v", "the workbook cannot be read: %v", err),
			diag.T("请在 Excel 中重新另存为 .xlsx 或 CSV UTF-8", "save it again in Excel as .xlsx or CSV UTF-8")))
		return &Table{File: f}, problems
	}
	t := newTable(f, records, &problems)
	return t, sorted(problems)
}

// readSheet takes the cells out of the workbook. The library panics on some
// damaged workbooks; that is an unreadable workbook, too.
func readSheet(f *File, problems *diag.List) (records []record, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errDamaged
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(f.Data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorkbook,
	})
	if err != nil {
		return nil, errDamaged
	}
	defer book.Close() // it holds no file; there is nothing to lose
	name := book.GetSheetName(0)
	rows, err := book.GetRows(name)
	if err != nil {
		return nil, errDamaged
	}
	s := &sheet{path: f.Path, rows: rows}
	styles := styler{book: book, sheet: name, kinds: map[int]numberKind{}}
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		styles.from1904 = *props.Date1904
	}
	for y, row := range rows {
		r := record{number: y + 1,
			start: Pos{src: s, at: int32(y)},
			end:   Pos{src: s, at: int32(y), n: int32(len(row))}}
		for x, v := range row {
			v = styles.text(x, y, v)
			row[x] = v
			r.cells = append(r.cells, Cell{Value: trim(v), Pos: Pos{src: s, at: int32(y), n: int32(x)}})
		}
		records = append(records, r)
	}
	square(records)
	return records, merged(book, name, s, records, problems)
}

var errDamaged = errors.New("damaged, or not a workbook")

// square gives every row as many cells as the widest: a sheet has no rows that
// are too short, its file just leaves empty cells out.
func square(records []record) {
	width := 0
	for _, r := range records {
		width = max(width, len(r.cells))
	}
	for i := range records {
		r := &records[i]
		for x := len(r.cells); x < width; x++ {
			pos := r.start
			pos.n = int32(x)
			r.cells = append(r.cells, Cell{Pos: pos})
		}
	}
}

// merged reports merged cells: only the first of them has a value.
func merged(book *excelize.File, name string, s *sheet, records []record, problems *diag.List) error {
	cells, err := book.GetMergeCells(name)
	if err != nil {
		return errDamaged
	}
	header := 0
	for header < len(records) && records[header].blank(0) {
		header++
	}
	for _, m := range cells {
		x, y, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			continue
		}
		_, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil || bottom-1 < header {
			continue // a title above the table
		}
		area := m.GetStartAxis() + ":" + m.GetEndAxis()
		p := problem("xlsx-merged", s.locate(int32(y-1), int32(x-1)),
			diag.Tf("%s 是合并的单元格，只有第一格有值", "the cells %s are merged; only the first has the value", area),
			diag.T("请取消合并，并在每个单元格中填写", "unmerge them and fill in each cell"))
		p.Severity = diag.Warning
		if y-1 <= header {
			p.Rule, p.Severity = "csv-header", diag.Error
			p.Message = diag.Tf("表头中有合并的单元格 %s", "the header has merged cells, %s", area)
		}
		problems.Add(p)
	}
	return nil
}

// numberKind is what a cell's number format makes of its number.
type numberKind int

const (
	plainNumber numberKind = iota
	percentNumber
	dateNumber
)

// styler writes numbers as the editor means them: a workbook has 43133 for the
// 2nd of February 2018 and 0.42 for 42%, and 0.30000000000000004 for 0.3.
type styler struct {
	book  *excelize.File
	sheet string
	kinds map[int]numberKind
	// from1904 says that days are counted from 1904, as old Macs do.
	from1904 bool
}

// text is the text of a cell whose raw value is given; x and y count from 0.
func (s *styler) text(x, y int, raw string) string {
	v, ok := parseFloat(raw)
	if !ok {
		return raw
	}
	cell, err := excelize.CoordinatesToCellName(x+1, y+1)
	if err != nil {
		return raw
	}
	kind, err := s.book.GetCellType(s.sheet, cell)
	switch {
	case err != nil:
		return raw
	case kind == excelize.CellTypeBool:
		return strings.ToUpper(strconv.FormatBool(v != 0))
	case kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber && kind != excelize.CellTypeFormula:
		return raw
	}
	switch s.kind(cell) {
	case dateNumber:
		if t, err := excelize.ExcelDateToTime(v, s.from1904); err == nil {
			if v == math.Trunc(v) {
				return t.Format("2006-01-02")
			}
			return t.Format("2006-01-02T15:04:05")
		}
	case percentNumber:
		return decimal(v*100) + "%"
	}
	return decimal(v)
}

// decimal writes a number with the 15 digits that a spreadsheet shows, and
// without an exponent.
func decimal(v float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		rounded = v
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// kind tells what the number format of a cell is.
func (s *styler) kind(cell string) numberKind {
	id, err := s.book.GetCellStyle(s.sheet, cell)
	if err != nil || id == 0 {
		return plainNumber
	}
	if k, ok := s.kinds[id]; ok {
		return k
	}
	k := plainNumber
	if style, err := s.book.GetStyle(id); err == nil {
		k = formatKind(style)
	}
	s.kinds[id] = k
	return k
}

// formatKind classifies a number format: the built-in ones by their numbers
// (ECMA-376 part 1, 18.8.30, with the East Asian ones), others by their code.
func formatKind(style *excelize.Style) numberKind {
	switch n := style.NumFmt; {
	case n == 9 || n == 10:
		return percentNumber
	case n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58:
		return dateNumber
	}
	if style.CustomNumFmt == nil {
		return plainNumber
	}
	code := strings.ToLower(*style.CustomNumFmt)
	bare, quoted, bracket := "", false, false
	for _, r := range code {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case !bracket:
			bare += string(r)
		}
	}
	switch {
	case strings.Contains(bare, "yy") || strings.Contains(bare, "d") && strings.Contains(bare, "m"):
		return dateNumber
	case strings.Contains(bare, "%"):
		return percentNumber
	}
	return plainNumber
}
