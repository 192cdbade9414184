package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"atlas/generator/diag"
)

// What spreadsheet programs make of values: what is read of it, and what is said.
func TestHabits(t *testing.T) {
	for _, c := range []struct {
		name, raw string
		want      [][]string
		en, zh    string
	}{
		{"error values", "id,v\na,#REF!\nb,#N/A\nc,####\n", [][]string{{"id", "v"}, {"a", ""}, {"b", ""}, {"c", ""}},
			`t.csv:2:3: error: column v: expected a value, found "#REF!" [csv-excel]
    2 | a,#REF!
      |   ^^^^^
  hint: this is an error of Excel's: mend the formula, or enter the value
t.csv:3:3: error: column v: expected a value, found "#N/A" [csv-excel]
    3 | b,#N/A
      |   ^^^^
  hint: this is an error of Excel's: mend the formula, or enter the value
t.csv:4:3: error: column v: expected a value, found "####" [csv-excel]
    4 | c,####
      |   ^^^^
  hint: Excel shows ### where a column is too narrow: widen it and save again
errors: 3, release errors: 0, warnings: 0
`, `t.csv:2:3: 错误: “v”列应为一个值，实为 "#REF!" [csv-excel]
    2 | a,#REF!
      |   ^^^^^
  提示: 这是 Excel 的错误值：请修正公式，或改填数值
t.csv:3:3: 错误: “v”列应为一个值，实为 "#N/A" [csv-excel]
    3 | b,#N/A
      |   ^^^^
  提示: 这是 Excel 的错误值：请修正公式，或改填数值
t.csv:4:3: 错误: “v”列应为一个值，实为 "####" [csv-excel]
    4 | c,####
      |   ^^^^
  提示: 列太窄时 Excel 显示为 ###：请加宽该列后重新保存
3 个错误，0 个发布错误，0 个警告
`},
		{"long numbers and made dates", "id,v\na,6.1E+05\nb,2月3日\nc,2-Mar\nd,Mar-02\n", [][]string{{"id", "v"}, {"a", "6.1E+05"}, {"b", "2月3日"}, {"c", "2-Mar"}, {"d", "Mar-02"}},
			`t.csv:2:3: warning: "6.1E+05" looks like a long number that Excel has shortened [csv-excel]
    2 | a,6.1E+05
      |   ^^^^^^^
  hint: format the column as text and enter the number again
t.csv:3:3: warning: "2月3日" looks like a value that Excel has made a date of [csv-excel]
    3 | b,2月3日
      |   ^^^^^^
  hint: format the column as text and enter it again, such as 2-3
t.csv:4:3: warning: "2-Mar" looks like a value that Excel has made a date of [csv-excel]
    4 | c,2-Mar
      |   ^^^^^
  hint: format the column as text and enter it again, such as 2-3
t.csv:5:3: warning: "Mar-02" looks like a value that Excel has made a date of [csv-excel]
    5 | d,Mar-02
      |   ^^^^^^
  hint: format the column as text and enter it again, such as 2-3
errors: 0, release errors: 0, warnings: 4
`, `t.csv:2:3: 警告: "6.1E+05" 像是被 Excel 缩写过的长数字 [csv-excel]
    2 | a,6.1E+05
      |   ^^^^^^^
  提示: 请将该列设为文本格式后重新填写原数
t.csv:3:3: 警告: "2月3日" 像是被 Excel 变成日期的值 [csv-excel]
    3 | b,2月3日
      |   ^^^^^^
  提示: 请将该列设为文本格式后重新填写，如 2-3
t.csv:4:3: 警告: "2-Mar" 像是被 Excel 变成日期的值 [csv-excel]
    4 | c,2-Mar
      |   ^^^^^
  提示: 请将该列设为文本格式后重新填写，如 2-3
t.csv:5:3: 警告: "Mar-02" 像是被 Excel 变成日期的值 [csv-excel]
    5 | d,Mar-02
      |   ^^^^^^
  提示: 请将该列设为文本格式后重新填写，如 2-3
0 个错误，0 个发布错误，4 个警告
`},
		{"apostrophe and full width", "id,v\na,'0610\nb,'tis\nc,６１．５\nd,Ｇ30\ne,　１２　\n", [][]string{{"id", "v"}, {"a", "0610"}, {"b", "'tis"}, {"c", "61.5"}, {"d", "Ｇ30"}, {"e", "12"}},
			`t.csv:2:3: warning: "'0610" is read as "0610" [csv-mended]
    2 | a,'0610
      |   ^^^^^
t.csv:4:3: warning: "６１．５" is read as "61.5" [csv-mended]
    4 | c,６１．５
      |   ^^^^^^^^
t.csv:6:4: warning: "１２" is read as "12" [csv-mended]
    6 | e,　１２　
      |     ^^^^
errors: 0, release errors: 0, warnings: 3
`, `t.csv:2:3: 警告: "'0610" 读作 "0610" [csv-mended]
    2 | a,'0610
      |   ^^^^^
t.csv:4:3: 警告: "６１．５" 读作 "61.5" [csv-mended]
    4 | c,６１．５
      |   ^^^^^^^^
t.csv:6:4: 警告: "１２" 读作 "12" [csv-mended]
    6 | e,　１２　
      |     ^^^^
0 个错误，0 个发布错误，3 个警告
`},
		{"days as numbers, in a column of dates", "id,date\na,2021-01-01\nb,44197\nc,2021/2/3\nd,2021年2月3日\n",
			[][]string{{"id", "date"}, {"a", "2021-01-01"}, {"b", "2021-01-01"}, {"c", "2021-02-03"}, {"d", "2021-02-03"}},
			`t.csv:3:3: warning: "44197" is read as "2021-01-01" [csv-mended]
    3 | b,44197
      |   ^^^^^
t.csv:4:3: warning: "2021/2/3" is read as "2021-02-03" [csv-mended]
    4 | c,2021/2/3
      |   ^^^^^^^^
t.csv:5:3: warning: "2021年2月3日" is read as "2021-02-03" [csv-mended]
    5 | d,2021年2月3日
      |   ^^^^^^^^^^^^
errors: 0, release errors: 0, warnings: 3
`, ""},
		{"numbers of five digits elsewhere", "id,n\na,44197\nb,12000\n", [][]string{{"id", "n"}, {"a", "44197"}, {"b", "12000"}}, "no problems\n", ""},
		{"no dates among others", "id,n\na,2021-01-01\nb,44197\nc,soon\n", [][]string{{"id", "n"}, {"a", "2021-01-01"}, {"b", "44197"}, {"c", "soon"}}, "no problems\n", ""},
		{"stored otherwise", "\xFF\xFEa\x00;\x00b\x00\n\x001\x00;\x002\x00", [][]string{{"a", "b"}, {"1", "2"}},
			`t.csv: warning: the table is stored as UTF-16LE and parts its columns by semicolons [csv-stored]
  hint: it was read so; saved as “CSV UTF-8 (comma delimited)”, this is not said again
errors: 0, release errors: 0, warnings: 1
`, `t.csv: 警告: 这张表编码为 UTF-16LE，各列以分号分隔 [csv-stored]
  提示: 已照此读取；若另存为“CSV UTF-8（逗号分隔）”，就不再提示
0 个错误，0 个发布错误，1 个警告
`},
		{"GB18030", "id,\xc3\xfb\n1,\xb1\xb1\xb8\xdb\n", [][]string{{"id", "名"}, {"1", "北港"}},
			`t.csv: warning: the table is stored as GB18030 [csv-stored]
  hint: it was read so; saved as “CSV UTF-8 (comma delimited)”, this is not said again
errors: 0, release errors: 0, warnings: 1
`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab, l := table(t, c.raw)
			l.Sort()
			if d := cmp.Diff(c.want, values(tab)); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(c.en, report(l, diag.English)); d != "" && !(c.en == "no problems\n" && len(l) == 0) {
				t.Error(d)
			}
			if d := cmp.Diff(c.zh, report(l, diag.Chinese)); c.zh != "" && d != "" {
				t.Error(d)
			}
		})
	}
}

// Separators of thousands that can be nothing else are passed over in a column of
// numbers; one comma may be a decimal one.
func TestGroupedNumbers(t *testing.T) {
	tab, _ := table(t, "n\n\"1,234,567\"\n10 752\n1'200.5\n\"10,752\"\n\"1,5\"\n")
	var l diag.List
	var got []float64
	for _, r := range tab.Rows {
		v, _ := r.Get("n").Float(&l)
		got = append(got, v)
	}
	if d := cmp.Diff([]float64{1234567, 10752, 1200.5, 0, 0}, got); d != "" {
		t.Error(d)
	}
	want := `t.csv:2:1: warning: "1,234,567" is read as "1234567" [csv-mended]
    2 | "1,234,567"
      | ^^^^^^^^^^^
t.csv:3:1: warning: "10 752" is read as "10752" [csv-mended]
    3 | 10 752
      | ^^^^^^
t.csv:4:1: warning: "1'200.5" is read as "1200.5" [csv-mended]
    4 | 1'200.5
      | ^^^^^^^
t.csv:5:1: error: column n: expected a number, found "10,752" [csv-number]
    5 | "10,752"
      | ^^^^^^^^
  hint: write 10752 if the comma parts thousands, 10.752 if it is the decimal mark
t.csv:6:1: error: column n: expected a number, found "1,5" [csv-number]
    6 | "1,5"
      | ^^^^^
  hint: write 1.5, with a point
errors: 2, release errors: 0, warnings: 3
`
	if d := cmp.Diff(want, report(l, diag.English)); d != "" {
		t.Error(d)
	}
}

func TestDates(t *testing.T) {
	tab, _ := table(t, "d\n2030-01-31\n44197\n2030/1/31\n2030-02-31\nsoon\n")
	var l diag.List
	for i, want := range []string{"2030-01-31", "", "", "", ""} {
		if got, ok := tab.Rows[i].Get("d").Date(&l); got != want || ok != (want != "") {
			t.Errorf("row %d: %q, %v", i, got, ok)
		}
	}
	var hints []string
	for _, p := range l {
		hints = append(hints, p.Rule+" "+p.Hint.EN)
	}
	want := []string{
		"csv-date Excel stores dates as numbers, and 44197 is 2021-01-01; format the column as text",
		"csv-date write it as 2030-01-31", "csv-date write it as 2030-01-31", "csv-date write it as 2030-01-31",
	}
	if d := cmp.Diff(want, hints); d != "" {
		t.Error(d)
	}
}

// A workbook: numbers as they are shown, merged and hidden rows.
func TestWorkbookHabits(t *testing.T) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f := workbook(t, func(x *excelize.File) {
		for i, row := range [][]any{{"id", "version", "code", "sum"}, {"a", 1.1, 610, 1234.5}, {"b", 1.25, 61000, -2}, {"c", 2, 7, 0.125}} {
			must(x.SetSheetRow("Sheet1", []string{"A1", "A2", "A3", "A4"}[i], &row))
		}
		style := func(code string) int {
			id, err := x.NewStyle(&excelize.Style{CustomNumFmt: &code})
			must(err)
			return id
		}
		must(x.SetCellStyle("Sheet1", "B2", "B4", style("0.00")))
		must(x.SetCellStyle("Sheet1", "C2", "C4", style("0000")))
		must(x.SetCellStyle("Sheet1", "D2", "D4", style("#,##0.0")))
		must(x.SetCellValue("Sheet1", "E1", "area"))
		must(x.SetCellValue("Sheet1", "E2", "north"))
		must(x.MergeCell("Sheet1", "E2", "E4"))
		must(x.SetRowVisible("Sheet1", 3, false))
		must(x.SetRowVisible("Sheet1", 4, false))
		must(x.SetColVisible("Sheet1", "D", false))
		must(x.SetCellStyle("Sheet1", "A900", "H900", style("0.0"))) // formatted, and empty
	})
	tab, l := ReadTable(f)
	want := [][]string{{"id", "version", "code", "sum", "area"},
		{"a", "1.10", "0610", "1234.5", "north"}, {"b", "1.25", "61000", "-2.0", "north"}, {"c", "2.00", "0007", "0.1", "north"}}
	if d := cmp.Diff(want, values(tab)); d != "" {
		t.Error(d)
	}
	wantReport := `places.xlsx:1:4: warning: the column D is hidden and read all the same [xlsx-hidden]
    1 | id | version | code | sum | area
      |                       ^^^
places.xlsx:2:5: warning: the cells E2:E4 are merged; each row is read as having the value of the first [xlsx-merged]
    2 | a | 1.10 | 0610 | 1234.5 | north
      |                            ^^^^^
  hint: unmerge them and fill in each cell
places.xlsx:3:1: warning: rows that are hidden are read all the same: 3–4 [xlsx-hidden]
    3 | b | 1.25 | 61000 | -2.0
      | ^
  hint: delete the rows that are not wanted; hiding or filtering them is not enough
places.xlsx:4:4: warning: the column D is read as it is shown: D4 shows 0.1 and holds 0.125 [xlsx-shown]
    4 | c | 2.00 | 0007 | 0.1
      |                   ^^^
  hint: for all digits, format the column as General
errors: 0, release errors: 0, warnings: 4
`
	if d := cmp.Diff(wantReport, report(l, diag.English)); d != "" {
		t.Error(d)
	}
}
