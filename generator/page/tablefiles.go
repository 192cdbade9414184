package page

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/source"
	"atlas/generator/words"
)

// tableExtensions are the forms in which a table can be had.
var tableExtensions = []string{"csv", "xlsx", "json"}

// tableFiles lists the downloads of the tables.
func (e *Env) tableFiles(add func(string, func() ([]byte, error))) {
	for _, t := range e.Atlas.Tables {
		add("data/"+t.Name+".csv", func() ([]byte, error) { return csvBytes(e.tableRows(t)) })
		add("data/"+t.Name+".xlsx", func() ([]byte, error) { return e.tableXLSX(t) })
		add("data/"+t.Name+".json", func() ([]byte, error) { return e.tableJSON(t) })
	}
}

// addressField is a column that the downloads add: where what a row says stands
// on the website.
type addressField struct {
	name  string // "address", "address_a"
	block string // the column that names the block; "" for the row itself
}

// addressFields are the address columns of a table: one for each column "block",
// "block_a" … that names a block of the text, or one for the row on the table's
// own page.
func addressFields(t *atlas.Table) []addressField {
	var out []addressField
	for _, f := range t.Fields {
		if rest, ok := strings.CutPrefix(f.Name, "block"); ok && f.Reference == "plan" {
			out = append(out, addressField{"address" + rest, f.Name})
		}
	}
	if len(out) == 0 && t.Key != "" {
		out = append(out, addressField{name: "address"})
	}
	return out
}

// rowAddress is the permanent address of what a row says, in the atlas's first
// language; "" where it has none.
func (e *Env) rowAddress(t *atlas.Table, f addressField, r source.Row) string {
	base := e.Atlas.Languages[0].Code + "/"
	if f.block != "" {
		if b := e.Atlas.Block(r.Get(f.block).Value); b != nil {
			return e.permanent(base + blockPath(b))
		}
		return ""
	}
	return e.permanent(base + "data/" + t.Name + ".html#" + r.Get(t.Key).Value)
}

// tableRows is a table with its header and its addresses.
func (e *Env) tableRows(t *atlas.Table) [][]string {
	addresses := addressFields(t)
	var head []string
	for _, f := range t.Fields {
		head = append(head, f.Name)
	}
	for _, f := range addresses {
		head = append(head, f.name)
	}
	rows := [][]string{head}
	for _, r := range t.Rows {
		row := make([]string, 0, len(head))
		for _, f := range t.Fields {
			row = append(row, e.Atlas.Published(f, r).Value)
		}
		for _, f := range addresses {
			row = append(row, e.rowAddress(t, f, r))
		}
		rows = append(rows, row)
	}
	return rows
}

// csvBytes writes UTF-8 CSV with a byte order mark, so that a spreadsheet shows
// Chinese without being asked.
func csvBytes(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\uFEFF")
	err := csv.NewWriter(&out).WriteAll(rows)
	return out.Bytes(), err
}

// tableXLSX writes a table as a workbook.
func (e *Env) tableXLSX(t *atlas.Table) ([]byte, error) {
	return workbook(t.Name, e.tableRows(t), func(column int) bool {
		return column < len(t.Fields) && (t.Fields[column].Type == "number" || t.Fields[column].Type == "integer")
	})
}

// workbook writes rows, the first of which is the header, as a workbook of one
// sheet. Columns of numbers hold numbers; codes that look like numbers stay
// text. The same rows give the same bytes: the workbook's own times are those of
// the library's template.
func workbook(name string, rows [][]string, number func(column int) bool) ([]byte, error) {
	x := excelize.NewFile()
	defer x.Close()
	sheet := sheetName(name)
	if err := x.SetSheetName("Sheet1", sheet); err != nil {
		return nil, err
	}
	bold, err := x.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	w, err := x.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, s := range row {
			s = words.Unmark.Replace(s) // a cell does not say in which language it is
			cells[j] = s
			switch {
			case i == 0:
				cells[j] = excelize.Cell{StyleID: bold, Value: s}
			case s == "":
				cells[j] = nil
			case number(j):
				if v, err := strconv.ParseFloat(s, 64); err == nil {
					cells[j] = v
				}
			}
		}
		if err := w.SetRow("A"+strconv.Itoa(i+1), cells); err != nil {
			return nil, err
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := x.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// sheetName is a name that a spreadsheet allows.
func sheetName(name string) string {
	name = strings.NewReplacer(":", "-", `\`, "-", "/", "-", "?", "-", "*", "-", "[", "-", "]", "-").Replace(name)
	if r := []rune(name); len(r) > 31 {
		name = string(r[:31])
	}
	return name
}

// tableJSON writes a table as an array of objects; numbers are numbers, lists
// are arrays, empty cells are left out.
func (e *Env) tableJSON(t *atlas.Table) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("[")
	for i, r := range t.Rows {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n{")
		first := true
		field := func(name string, v any) error {
			data, err := marshal(v)
			if err != nil {
				return err
			}
			if !first {
				out.WriteByte(',')
			}
			first = false
			out.WriteString(strconv.Quote(name) + ":")
			out.Write(data)
			return nil
		}
		for _, f := range t.Fields {
			c := e.Atlas.Published(f, r)
			if c.Empty() {
				continue
			}
			if err := field(f.Name, jsonValue(f, c)); err != nil {
				return nil, err
			}
		}
		for _, f := range addressFields(t) {
			if s := e.rowAddress(t, f, r); s != "" {
				if err := field(f.name, s); err != nil {
					return nil, err
				}
			}
		}
		out.WriteByte('}')
	}
	out.WriteString("\n]\n")
	return out.Bytes(), nil
}

func jsonValue(f atlas.Field, c source.Cell) any {
	switch {
	case f.List:
		list := []string{}
		for _, part := range c.List() {
			list = append(list, part.Value)
		}
		return list
	case f.Type == "number" || f.Type == "integer":
		return jsonNumber(c)
	}
	return c.Value
}

// jsonNumber is the number in a cell: as it is written there, unless JSON has no
// such way of writing it (1,234,567, +5).
func jsonNumber(c source.Cell) json.Number {
	if !json.Valid([]byte(c.Value)) {
		if v, ok := c.Float(&diag.List{}); ok {
			return json.Number(number(v))
		}
	}
	return json.Number(c.Value)
}
