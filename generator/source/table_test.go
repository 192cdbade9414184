package source

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"atlas/generator/diag"
)

func table(t *testing.T, raw string) (*Table, diag.List) {
	t.Helper()
	f, l := Decode("t.csv", []byte(raw), TableFile)
	tab, problems := ReadTable(f)
	l.Add(problems...)
	return tab, l
}

// values lists a table's cells, the header first.
func values(t *Table) [][]string {
	rows := [][]string{cellValues(t.Columns)}
	for _, r := range t.Rows {
		rows = append(rows, cellValues(r.Cells))
	}
	return rows
}

func cellValues(cells []Cell) []string {
	var v []string
	for _, c := range cells {
		v = append(v, c.Value)
	}
	return v
}

func TestReadCSV(t *testing.T) {
	for _, c := range []struct {
		name, raw string
		want      [][]string
	}{
		{"plain", "a,b\n1,2\n3,4\n", [][]string{{"a", "b"}, {"1", "2"}, {"3", "4"}}},
		{"no line end", "a,b\n1,2", [][]string{{"a", "b"}, {"1", "2"}}},
		{"crlf", "a,b\r\n1,2\r\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"cr", "a,b\r1,2\r", [][]string{{"a", "b"}, {"1", "2"}}},
		{"semicolon", "a;b\n1,5;2\n", [][]string{{"a", "b"}, {"1,5", "2"}}},
		{"tab", "a\tb\n1\t\n", [][]string{{"a", "b"}, {"1", ""}}},
		{"tie", "a\tb,c\n1\t2\n", [][]string{{"a", "b,c"}, {"1", "2"}}},
		{"sep line", "sep=;\r\na,x;b\r\n1;2\r\n", [][]string{{"a,x", "b"}, {"1", "2"}}},
		{"one column", "a\n1\n2\n", [][]string{{"a"}, {"1"}, {"2"}}},
		{"blank lines", "\n , \na,b\n\n1,2\n,\n\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"blank columns", "a,b,,\n1,2,,\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"white space", " a ,\u3000b\u3000\n\u00a01, 2\u200b\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"quotes", "a,b\n\"x, \"\"y\"\"\n z\" , \" w \"\n\"\",1\n", [][]string{{"a", "b"}, {"x, \"y\"\n z", "w"}, {"", "1"}}},
		{"bare quotes", "a,b\n5\" pipe,o\"\n", [][]string{{"a", "b"}, {`5" pipe`, `o"`}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab, l := table(t, c.raw)
			l = slices.DeleteFunc(l, func(p diag.Problem) bool { return p.Rule == "csv-stored" })
			if d := cmp.Diff(c.want, values(tab)); d != "" || len(l) > 0 {
				t.Error(d, report(l, diag.English))
			}
		})
	}
}

// What could be read of a damaged row is there, and reading it says nothing
// more.
func TestDamagedRows(t *testing.T) {
	tab, l := table(t, "a,b,c\n1\n1,2,3,4\n\"x,2,3\n4,5,6\n")
	want := [][]string{{"a", "b", "c"}, {"1", "", ""}, {"1", "2", "3"}, {"x", "2", "3"}, {"4", "5", "6"}}
	if d := cmp.Diff(want, values(tab)); d != "" || len(l) != 3 {
		t.Error(d, report(l, diag.English))
	}
	var damaged []bool
	for _, r := range tab.Rows {
		damaged = append(damaged, r.Damaged)
	}
	if !slices.Equal(damaged, []bool{true, true, true, false}) {
		t.Error(damaged)
	}
	var none diag.List
	if _, ok := tab.Rows[0].Get("b").Required(&none); ok || len(none) > 0 {
		t.Error("a cell that is not there was complained about again", none)
	}
}

func TestCellReadings(t *testing.T) {
	tab, _ := table(t, "n,i,b,e,l\n １．５ ,－１２,是,port,\" a ; 北港；;c\"\n")
	r := tab.Rows[0]
	var l diag.List
	if v, ok := r.Get("n").Float(&l); v != 1.5 || !ok {
		t.Error(v)
	}
	if v, ok := r.Get("i").Int(&l); v != -12 || !ok {
		t.Error(v)
	}
	if v, ok := r.Get("b").Bool(&l); !v || !ok {
		t.Error(v)
	}
	if v, ok := r.Get("e").Enum(&l, "town", "port"); v != "port" || !ok {
		t.Error(v)
	}
	var parts []string
	for _, c := range r.Get("l").List() {
		parts = append(parts, fmt.Sprintf("%s %d+%d", c.Value, c.Place().Col, c.Place().Len))
	}
	if d := cmp.Diff([]string{"a 20+1", "北港 24+2", "c 28+1"}, parts); d != "" {
		t.Error(d)
	}
	if len(l) > 0 {
		t.Error(report(l, diag.English))
	}
	if !tab.Has("n") || tab.Has("x") || !r.Get("x").Empty() {
		t.Error("a column that is not there")
	}
}

// Nothing that Go reads as a number but a person would not is a number.
func TestNumbers(t *testing.T) {
	for s, want := range map[string]bool{
		"1": true, "-1.5": true, ".5": true, "+2": true, "1e3": true, "1E-3": true,
		"": false, "inf": false, "NaN": false, "0x10": false, "1_000": false, "1e999": false, "1-2": false, "１": false,
	} {
		if _, ok := parseFloat(s); ok != want {
			t.Errorf("%q: %v", s, ok)
		}
	}
}

func workbook(t testing.TB, fill func(*excelize.File)) *File {
	t.Helper()
	x := excelize.NewFile()
	fill(x)
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	f, l := Decode("places.xlsx", b.Bytes(), TableFile)
	if f.Encoding != Workbook || len(l) > 0 {
		t.Fatal(f.Encoding, l)
	}
	return f
}

func TestReadXLSX(t *testing.T) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f := workbook(t, func(x *excelize.File) {
		style := func(s *excelize.Style) int {
			id, err := x.NewStyle(s)
			must(err)
			return id
		}
		day := "yyyy\"年\"m\"月\""
		must(x.SetSheetRow("Sheet1", "A2", &[]any{"name", "share", "opened", "month", "sum", "code", "flag"}))
		must(x.SetSheetRow("Sheet1", "A3", &[]any{"北港", 0.42, 43133, 43133.5, 0.1 + 0.2, "0610", true}))
		must(x.SetSheetRow("Sheet1", "A5", &[]any{"Southport ", 1.1, "early", nil, 610000000000.0}))
		must(x.SetCellStyle("Sheet1", "B3", "B3", style(&excelize.Style{NumFmt: 10})))
		must(x.SetCellStyle("Sheet1", "C3", "C5", style(&excelize.Style{NumFmt: 14})))
		must(x.SetCellStyle("Sheet1", "D3", "D3", style(&excelize.Style{CustomNumFmt: &day})))
	})
	tab, l := ReadTable(f)
	want := [][]string{
		{"name", "share", "opened", "month", "sum", "code", "flag"},
		{"北港", "42.00%", "2018-02-02", "2018年2月", "0.3", "0610", "TRUE"},
		{"Southport", "1.1", "early", "", "610000000000", "", ""},
	}
	if d := cmp.Diff(want, values(tab)); d != "" || len(l) > 0 {
		t.Error(d, report(l, diag.English))
	}
	tab.Rows[0].Get("share").Float(&l)
	tab.Rows[1].Get("opened").Int(&l)
	tab.Rows[1].Get("flag").Bool(&l)
	wantReport := `places.xlsx:3:2: error: column share: expected a number, found "42.00%" [csv-number]
    3 | 北港 | 42.00% | 2018-02-02 | 2018年2月 | 0.3 | 0610 | TRUE
      |        ^^^^^^
  hint: write 42.00; the unit goes in a column of its own
places.xlsx:5:3: error: column opened: expected a whole number, found "early" [csv-number]
    5 | Southport  | 1.1 | early |  | 610000000000
      |                    ^^^^^
places.xlsx:5:7: error: column flag: expected true or false, but the cell is empty [csv-bool]
    5 | Southport  | 1.1 | early |  | 610000000000 |  | 
      |                                                 ^
errors: 3, release errors: 0, warnings: 0
`
	if d := cmp.Diff(wantReport, report(l, diag.English)); d != "" {
		t.Error(d)
	}
}

func TestXLSXProblems(t *testing.T) {
	f := workbook(t, func(x *excelize.File) {
		rows := [][]any{{"name", "slug", "size", "kind"}, nil, {"a", "b", nil}, {"北港", "#REF!", "stray"}, {"West", "x"}}
		for i, r := range rows {
			if r != nil {
				if err := x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+3), &r); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, m := range [][2]string{{"A3", "B3"}, {"A5", "B5"}, {"A7", "A8"}} {
			if err := x.MergeCell("Sheet1", m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	})
	_, l := ReadTable(f)
	want := `places.xlsx:3:1: error: the header has merged cells, A3:B3 [csv-header]
    3 | name |  | size | kind
      | ^^^^
  hint: unmerge them and fill in each cell
places.xlsx:3:2: error: column 2 has no name [csv-header]
    3 | name |  | size | kind
      |        ^
  hint: name it in the header row; split merged cells
places.xlsx:5:1: warning: the cells A5:B5 are merged; only the first has the value [xlsx-merged]`
	if got := report(l, diag.English); !strings.HasPrefix(got, want) {
		t.Error(cmp.Diff(want, got))
	}
	broken, _ := Decode("b.xlsx", []byte("PK\x03\x04 not a workbook"), TableFile)
	_, l = ReadTable(broken)
	want = `b.xlsx: error: the workbook cannot be read: damaged, or not a workbook [xlsx]
  hint: save it again in Excel as .xlsx or CSV UTF-8
errors: 1, release errors: 0, warnings: 0
`
	if d := cmp.Diff(want, report(l, diag.English)); d != "" {
		t.Error(d)
	}
}

func TestEmptyWorkbook(t *testing.T) {
	tab, l := ReadTable(workbook(t, func(*excelize.File) {}))
	if len(tab.Rows) > 0 || len(l) != 1 || l[0].Rule != "csv-empty-file" {
		t.Error(tab, l)
	}
}

func BenchmarkReadTable(b *testing.B) {
	var raw bytes.Buffer
	raw.WriteString("name,slug,lon,lat,note\n")
	for i := range 20_000 {
		fmt.Fprintf(&raw, "地点%d,place-%d,108.%d,34.%d,\"a note, with a comma\"\n", i, i, i, i)
	}
	b.SetBytes(int64(raw.Len()))
	b.ReportAllocs()
	for b.Loop() {
		f, _ := Decode("t.csv", raw.Bytes(), TableFile)
		if t, l := ReadTable(f); len(t.Rows) != 20_000 || len(l) > 0 {
			b.Fatal(len(t.Rows), l)
		}
	}
}
