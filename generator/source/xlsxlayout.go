package source

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"atlas/generator/diag"
)

// merged reports merged cells: only the first of them has a value. Cells of one
// column that are merged from row to row mean that each has it, and are read so.
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
		right, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil || bottom-1 < header {
			continue // a title above the table
		}
		area := m.GetStartAxis() + ":" + m.GetEndAxis()
		p := problem("xlsx-merged", s.locate(int32(y-1), int32(x-1)),
			diag.Tf("%s 是合并的单元格，只有第一格有值", "the cells %s are merged; only the first has the value", area),
			diag.T("请取消合并，并在每个单元格中填写", "unmerge them and fill in each cell"))
		p.Severity = diag.Warning
		switch {
		case y-1 > header && x == right:
			for row := y; row < min(bottom, len(records)); row++ {
				if x-1 < len(records[row].cells) {
					records[row].cells[x-1].Value = records[y-1].cells[x-1].Value
				}
			}
			p.Message = diag.Tf("%s 是合并的单元格，每行都读作有第一格的值", "the cells %s are merged; each row is read as having the value of the first", area)
		case y-1 <= header:
			p.Rule, p.Severity = "csv-header", diag.Error
			p.Message = diag.Tf("表头中有合并的单元格 %s", "the header has merged cells, %s", area)
		}
		problems.Add(p)
	}
	return nil
}

// hidden reports rows and columns that the workbook hides: they are read, though
// whoever filtered them away may think that they are not.
func hidden(book *excelize.File, name string, s *sheet, records []record, problems *diag.List) error {
	var rows []int
	for y, r := range records {
		if visible, err := book.GetRowVisible(name, y+1); err == nil && !visible && !r.blank(0) {
			rows = append(rows, y+1)
		}
	}
	if len(rows) > 0 {
		p := problem("xlsx-hidden", s.locate(int32(rows[0]-1), 0),
			diag.Tf("第 %s 行是隐藏的，照样读入", "rows that are hidden are read all the same: %s", runs(rows)),
			diag.T("不要的行请删去，而不只是隐藏或筛选", "delete the rows that are not wanted; hiding or filtering them is not enough"))
		p.Severity = diag.Warning
		problems.Add(p)
	}
	if len(records) == 0 {
		return nil
	}
	for x := range records[0].cells {
		column, err := excelize.ColumnNumberToName(x + 1)
		if err != nil {
			return errDamaged
		}
		if visible, err := book.GetColVisible(name, column); err == nil && !visible {
			p := problem("xlsx-hidden", s.locate(0, int32(x)),
				diag.Tf("%s 列是隐藏的，照样读入", "the column %s is hidden and read all the same", column), diag.Text{})
			p.Severity = diag.Warning
			problems.Add(p)
		}
	}
	return nil
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
