package source

import (
	"bytes"
	"errors"
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
			diag.T("无法读取工作簿：已损坏，或不是工作簿", "the workbook cannot be read: "+err.Error()),
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
	if err := merged(book, name, s, records, problems); err != nil {
		return nil, err
	}
	return records, hidden(book, name, s, records, problems)
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
