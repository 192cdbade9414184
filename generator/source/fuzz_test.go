package source

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"atlas/generator/diag"
)

// seed adds the test files of an extension.
func seed(f *testing.F, ext string) {
	f.Helper()
	names, err := filepath.Glob("testdata/*/*" + ext)
	if err != nil || len(names) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

// inside checks that each place lies inside its file and quotes it truly.
func inside(t *testing.T, f *File, l diag.List) {
	t.Helper()
	text := strings.ReplaceAll(string(f.Data), "\r\n", "\n")
	lines := strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
	check := func(p diag.Place) {
		if p.Line == 0 {
			return
		}
		if p.Line > len(lines) {
			t.Fatalf("line %d of %d", p.Line, len(lines))
		}
		line := []rune(lines[p.Line-1])
		from := max(p.From, 1)
		if p.Col < 1 || p.Col > len(line)+1 || p.Len < 1 || p.Col+p.Len > len(line)+2 {
			t.Fatalf("column %d+%d of %d", p.Col, p.Len, len(line))
		}
		if quoted := []rune(p.Text); from+len(quoted)-1 > len(line) || !slices.Equal(quoted, line[from-1:from-1+len(quoted)]) {
			t.Fatalf("%q from %d is not in %q", p.Text, from, lines[p.Line-1])
		}
	}
	for _, p := range l {
		if p.Rule == "" || p.Message.ZH == "" || p.Message.EN == "" {
			t.Fatalf("%+v", p)
		}
		check(p.Place)
		for _, n := range p.Notes {
			check(n.Place)
		}
	}
	report(l, diag.Chinese)
}

func FuzzDecode(f *testing.F) {
	seed(f, ".csv")
	f.Add([]byte("\xFF\xFEa\x00\n\x00"))
	f.Add([]byte("\xb1\xb1\xb8\xdb,\xff"))
	f.Add([]byte("\x9f\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, kind := range []Kind{TextFile, TableFile} {
			file, l := Decode("f", raw, kind)
			if file.Encoding != Workbook {
				if !utf8.Valid(file.Data) {
					t.Fatalf("%q is not UTF-8", file.Data)
				}
				inside(t, file, l)
			}
		}
	})
}

func FuzzReadTable(f *testing.F) {
	seed(f, ".csv")
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, l := Decode("f", raw, TableFile)
		if file.Encoding == Workbook {
			return // FuzzReadXLSX
		}
		tab, problems := ReadTable(file)
		l.Add(problems...)
		tab.CheckColumns([]string{"name", "size"}, []string{"kind"}, &l)
		for _, r := range tab.Rows {
			if len(r.Cells) != len(tab.Columns) {
				t.Fatalf("%d cells in %d columns", len(r.Cells), len(tab.Columns))
			}
			for _, c := range r.Cells {
				c.Float(&l)
				c.Int(&l)
				c.Bool(&l)
				for _, part := range c.List() {
					part.Enum(&l, "port", "town")
				}
			}
		}
		inside(t, file, l)
	})
}

// The XML of a sheet is fuzzed, not the zip file around it, whose checksums no
// change would pass.
func FuzzReadXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1"><v>1.5</v></c></row>`, "0.0%")
	f.Add(`<row r="2" hidden="1"><c r="XFD2" s="1"><f>1+1</f><v/></c></row>`, "yyyy-mm-dd")
	f.Add(`<cols><col min="1" max="2" hidden="1"/></cols><row><c t="s"><v>0</v></c><c t="d"><v>2024-07-01</v></c><c t="b"><v>1</v></c></row><mergeCell ref="A1:B2"/>`, "[h]:mm")
	f.Fuzz(func(t *testing.T, rows, format string) {
		x := &xlsxBook{strings: []string{"id", "a"}, formats: []string{"General", format}}
		g, err := x.sheet(xml.NewDecoder(strings.NewReader(rows)), false)
		if err == nil {
			allPlaces((&book{grid: g}).table(&File{Path: "f.xlsx", Encoding: Workbook}))
		}
	})
}

func FuzzReadODS(f *testing.F) {
	f.Add(`<style name="h"><table-properties display="false"/></style><table name="S" style-name="h"><table-row><table-cell/></table-row></table>`)
	f.Add(`<table><table-row number-rows-repeated="3"><table-cell value-type="float" value="1.5" number-columns-repeated="2"><p>1,50</p></table-cell></table-row></table>`)
	f.Add(`<table><table-row><table-cell value-type="percentage" value="0.4"><p>40%</p></table-cell><table-cell formula="of:=1"/><covered-table-cell/></table-row></table>`)
	f.Fuzz(func(t *testing.T, content string) {
		if b, err := parseODS(strings.NewReader(content)); err == nil {
			allPlaces(b.table(&File{Path: "f.ods", Encoding: Workbook}))
		}
	})
}

// allPlaces finds the place of every cell and problem.
func allPlaces(tab *Table, l diag.List) {
	for _, r := range tab.Rows {
		for _, c := range r.Cells {
			c.Place()
		}
	}
	report(l, diag.English)
}

func FuzzYAML(f *testing.F) {
	seed(f, ".yaml")
	seed(f, ".md")
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, l := Decode("f", raw, TextFile)
		span, body, problems := FrontMatter(file)
		l.Add(problems...)
		if span.Offset < 0 || span.End() > body && span.Len > 0 || body > len(file.Data) {
			t.Fatalf("yaml %+v, text from %d of %d", span, body, len(file.Data))
		}
		var p page
		l.Add(DecodeYAML(file, span, &p)...)
		l.Add(DecodeYAML(file, Span{0, len(file.Data)}, new(page))...)
		l.Add(DecodeYAML(file, Span{0, len(file.Data)}, new(any))...)
		inside(t, file, l)
	})
}

func FuzzReadGeoJSON(f *testing.F) {
	seed(f, ".geojson")
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, l := Decode("f", raw, TextFile)
		layer, problems := ReadGeoJSON(file, "code")
		l.Add(problems...)
		for _, ft := range layer.Features {
			l.Add(problem("x", ft.Place(), diag.T("x", "x"), diag.Text{}))
			for _, p := range ft.Properties {
				l.Add(problem("x", p.Place(), diag.T("x", "x"), diag.Text{}))
			}
		}
		inside(t, file, l)
	})
}
