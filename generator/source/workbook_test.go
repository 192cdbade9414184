package source

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

// What a cell shows of a number, by its format. The right values are those that
// Excel shows, but for the liberties that showNumber takes.
func TestShowNumber(t *testing.T) {
	for _, c := range []struct {
		format string
		v      float64
		want   string // "?" where it is not known
		cut    bool
	}{
		{"General", 0.30000000000000004, "0.3", false},
		{"General", -61000000, "-61000000", false},
		{"0", 3.5, "4", true},
		{"0.00", 3.14159, "3.14", true},
		{"0.00", 2.005, "2.01", true},
		{"0.00", 1.1, "1.10", false},
		{"0.00", -0.001, "0.00", true},
		{"0.0#", 1.25, "1.25", false},
		{"0.0#", 1.2, "1.2", false},
		{"#,##0", 1234567, "1234567", false},
		{"#,##0.0", -1234.56, "-1234.6", true},
		{"00000", 610, "00610", false},
		{"0%", 0.4236, "42%", true},
		{"0.00%", 0.42, "42.00%", false},
		{`0\%`, 40, "40%", false},
		{`0"%"`, 40, "40%", false},
		{"0.0_%", 40, "40.0", false},
		{"0,", 1234567, "1235", true},
		{`0.0,,"百万"`, 61000000, "61.0百万", false},
		{`"约"0`, 5, "约5", false},
		{"$#,##0.00", 1234.5, "$1234.50", false},
		{"[$¥-804]#,##0", 5, "¥5", false},
		{"0_);(0)", -5, "-5", false},
		{"0.0;[Red]0.0", -5, "-5.0", false},
		{`_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, -1234, "-1234", false},
		{`_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, 0, "0", false},
		{`_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ `, 0, "0", false},
		{"0;-0;;@", 0, "?", false},
		{";;;", 5, "?", false},
		{"0.00E+00", 610000, "610000", false},
		{"# ?/?", 0.5, "?", false},
		{"[DBNum1][$-804]General", 5, "?", false},
		{"[>100]0.0;0", 5, "?", false},
		{"000-0000", 1234567, "?", false},
		{"yyyy", 45474, "2024", false},
		{"yyyy-mm", 45474, "2024-07", false},
		{`yyyy"年"m"月"`, 45474, "2024年7月", false},
		{`m"月"d"日"`, 45474, "7月1日", false},
		{"mmm-yy", 42430, "Mar-16", false},
		{"d-mmm", 45474, "1-Jul", false},
		{"[$-804]mmm", 45474, "?", false},
		{"m/d/yyyy", 45474, "2024-07-01", false},
		{"yyyy/m/d h:mm", 45474.5, "2024-07-01T12:00:00", false},
		{"h:mm", 0.5, "12:00", false},
		{"h:mm:ss", 45474.25, "6:00:00", false},
		{"[h]:mm", 1.5, "36:00", false},
		{"mm:ss", 0.0007, "01:00", false},
		{"yyyy-mm-dd", 59, "1900-02-28", false},
		{"yyyy-mm-dd", 60, "?", false},
		{"yyyy-mm-dd", -1, "?", false},
		{"h:mm AM/PM", 0.5, "?", false},
		{"(57)", 5, "?", false},
	} {
		got, ok := showNumber(c.format, c.v, false)
		if !ok {
			got.text, got.cut = "?", false
		}
		if got.text != c.want || got.cut != c.cut {
			t.Errorf("%v in %s: %q, cut %v; not %q, %v", c.v, c.format, got.text, got.cut, c.want, c.cut)
		}
	}
	if got, ok := showNumber("yyyy-mm-dd", 0, true); !ok || got.text != "1904-01-01" {
		t.Error(got)
	}
}

// What the text of a cell of LibreOffice shows of its number.
func TestAsShown(t *testing.T) {
	for _, c := range []struct {
		v     float64
		power int
		text  string
		want  string
		cut   bool
	}{
		{1234.5, 0, "1,234.5", "1234.5", false},
		{1234.5, 0, "1.234,50", "1234.50", false},
		{-1234, 0, "-1 234", "-1234", false},
		{-5, 0, "(5)", "-5", false},
		{0.4236, 2, "42%", "42%", true},
		{610, 0, "0610", "0610", false},
		{3.14159, 0, "3.14", "3.14", true},
		{0.5, 0, "0.5", "0.5", false},
		{0, 0, "0.00", "0.00", false},
		{5, 0, "¥5.00", "¥5.00", false},
		{61000000, 0, "61.0", "?", false},
		{0.5, 0, "1/2", "?", false},
		{610000, 0, "6.1E+05", "?", false},
		{1500, 0, "1500", "1500", false},
		{150, 0, "15", "?", false},
	} {
		got, ok := asShown(c.v, c.power, c.text)
		if !ok {
			got.text, got.cut = "?", false
		}
		if got.text != c.want || got.cut != c.cut {
			t.Errorf("%v as %s: %+v", c.v, c.text, got)
		}
	}
}

// packed is a workbook of Excel's with these sheets, given as the XML of their
// rows, and hidden where the name begins with a minus.
func packed(t testing.TB, styles string, sheets ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	list, rels := "", ""
	for i, s := range sheets {
		name, state := s[0], ""
		if strings.HasPrefix(name, "-") {
			name, state = name[1:], ` state="hidden"`
		}
		list += fmt.Sprintf(`<sheet name="%s" sheetId="%d"%s r:id="r%d"/>`, name, i+1, state, i)
		rels += fmt.Sprintf(`<Relationship Id="r%d" Type="http://x/worksheet" Target="worksheets/sheet%d.xml"/>`, i, i)
		put(fmt.Sprintf("xl/worksheets/sheet%d.xml", i), `<worksheet><sheetData>`+s[1]+`</sheetData></worksheet>`)
	}
	put("xl/workbook.xml", `<workbook xmlns:r="x"><sheets>`+list+`</sheets></workbook>`)
	put("xl/_rels/workbook.xml.rels", `<Relationships>`+rels+`</Relationships>`)
	put("xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="`+styles+`"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// line is a row of texts.
func line(n int, cells ...string) string {
	out := fmt.Sprintf(`<row r="%d">`, n)
	for i, c := range cells {
		out += fmt.Sprintf(`<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>`, columnName(i), n, c)
	}
	return out + `</row>`
}

// Nothing of a workbook is dropped in silence.
func TestWorkbookIsKeptOrRefused(t *testing.T) {
	head := line(1, "id", "n")
	for _, c := range []struct {
		name   string
		data   []byte
		want   string // the rows
		report []string
	}{
		{"a formula without its value", packed(t, "0", [2]string{"S", head + `<row r="2"><c r="A2"><f>"A"</f></c><c r="B2"><f>1+1</f><v></v></c></row>`}), `[[id n]]`,
			[]string{"t.xlsx:2:1 error xlsx-formula A2 and 1 more cells hold formulas, and the file has no values for them"}},
		{"a formula whose value is empty", packed(t, "0", [2]string{"S", head + `<row r="2"><c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><f>1+1</f><v>2</v></c></row>`}), `[[id n] [ 2]]`, nil},
		{"a hidden sheet first", packed(t, "0", [2]string{"-H", head + line(2, "h", "1")}, [2]string{"V", head + line(2, "v", "2")}), `[[id n] [v 2]]`,
			[]string{"t.xlsx:0:0 warning xlsx-sheets the sheet V is read; hidden ones are not: H"}},
		{"only hidden sheets", packed(t, "0", [2]string{"-H", head}), `[[]]`, []string{"t.xlsx:0:0 error xlsx-sheets the workbook has no sheet that is not hidden"}},
		{"two sheets", packed(t, "0", [2]string{"2024", head + line(2, "a", "1")}, [2]string{"2025", head}, [2]string{"Sheet3", ""}), `[[id n] [a 1]]`,
			[]string{"t.xlsx:0:0 warning xlsx-sheets the sheet 2024 is read; others are not: 2025"}},
		{"a cell at the end of the sheet", packed(t, "0", [2]string{"S", head + line(2, "a", "1") + `<row r="1048550"><c r="XFD1048550"><v>7</v></c></row>`}), `[[id n] [a 1]]`,
			[]string{`t.xlsx:1048550:16384 error xlsx-stray XFD1048550 holds "7", outside the columns of the header`}},
		{"blanks in the last row", packed(t, "0", [2]string{"S", head + line(2, "a", "1") + `<row r="1048576"><c r="F1048576" t="str"><v> </v></c></row>`}), `[[id n] [a 1]]`,
			[]string{"t.xlsx:1048576:6 warning xlsx-stray F1048576, outside the table, holds blanks only and is not read"}},
		{"a row far below", packed(t, "0", [2]string{"S", head + line(2, "a", "1") + `<row r="1048576"><c r="A1048576"><v>7</v></c></row>`}), `[[id n] [a 1] [7 ]]`, nil},
		{"a title over the header", packed(t, "0", [2]string{"S", line(1, "附表一") + line(3, "id", "n") + line(4, "a", "1")}), `[[id n] [a 1]]`,
			[]string{`t.xlsx:1:1 error csv-header "附表一" looks like a title of the table, not like its header, which seems to be row 3`}},
		{"a format that shows a year", packed(t, "yyyy", [2]string{"S", head + `<row r="2"><c r="B2" s="1"><v>45474</v></c></row>`}), `[[id n] [ 2024]]`, nil},
		{"a format that hides the number", packed(t, ";;;", [2]string{"S", head + `<row r="2"><c r="B2" s="1"><v>5</v></c></row><row r="3"><c r="B3" s="1"><v>6</v></c></row>`}), `[[id n] [ 5] [ 6]]`,
			[]string{"t.xlsx:2:2 error xlsx-format B2 is shown by the number format ;;;, which cannot be read as it is shown"}},
		{"a date that is written out", packed(t, "yyyy", [2]string{"S", head + `<row r="2"><c r="A2" t="d"><v>2024-07-01</v></c><c r="B2" t="d" s="1"><v>2024-07-01T00:00:00</v></c></row>`}), `[[id n] [2024-07-01 2024]]`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, l := Decode("t.xlsx", c.data, TableFile)
			tab, more := ReadTable(f)
			l.Add(more...)
			if got := fmt.Sprint(values(tab)); got != c.want {
				t.Errorf("%s, not %s", got, c.want)
			}
			var said []string
			for _, p := range l {
				said = append(said, fmt.Sprintf("%s:%d:%d %s %s %s", p.Place.File, p.Place.Line, p.Place.Col, p.Severity, p.Rule, p.Message.EN))
			}
			if d := cmp.Diff(c.report, said); d != "" {
				t.Error(d)
			}
		})
	}
}

// A workbook that LibreOffice saved reads as the one of Excel's that it was made of.
func TestODS(t *testing.T) {
	want := [][]string{
		{"id", "share", "day", "year", "sum", "text"},
		{"a", "42.00%", "2018-02-02", "2024", "-1234.50", "北港 x"},
		{"b", "5.50%", "2030-12-31", "2025", "0.13", "y"},
		{"b2", "", "", "", "", "TRUE"},
	}
	for _, name := range []string{"testdata/book/book.ods", "testdata/book/book.xlsx"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, l := Decode(name, raw, TableFile)
		tab, more := ReadTable(f)
		l.Add(more...)
		if d := cmp.Diff(want, values(tab)); d != "" {
			t.Error(name, d)
		}
		var said []string
		for _, p := range l {
			said = append(said, p.Rule)
		}
		slices.Sort(said)
		if d := cmp.Diff([]string{"xlsx-hidden", "xlsx-sheets", "xlsx-sheets", "xlsx-shown"}, said); d != "" {
			t.Error(name, report(l, diag.English))
		}
	}
}
