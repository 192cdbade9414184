package atlas

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"atlas/generator/diag"
)

// harbour is a site of one table, as UTF-8 CSV.
const harbour = `id,name_zh,name_en,rank,depth,sister,open
beigang,北港,"Beigang, North",large,12.5,nanpu,true
nanpu,南浦,Nanpu,small,4,,false
`

func harbourSite(path string, data []byte) fstest.MapFS {
	return fstest.MapFS{
		"content/site.yaml": {Data: []byte("title: {zh: 港, en: Ports}\nlanguages:\n  - {code: zh, name: 中文}\n  - {code: en, name: English, spaced: true}\n")},
		"content/zh/ch1.md": {Data: []byte("# 港\n\n北港。\n")},
		"content/en/ch1.md": {Data: []byte("# Ports\n\nBeigang.\n")},
		"data/datapackage.yaml": {Data: []byte(`name: ports
title: {zh: 港口, en: Ports}
resources:
  - name: ports
    path: ` + path + `
    title: {zh: 港口, en: Ports}
    schema:
      primaryKey: id
      fields:
        - {name: id, constraints: {required: true}}
        - {name: name, localized: true, constraints: {required: true}}
        - {name: rank, constraints: {enum: [large, small]}}
        - {name: depth, type: number}
        - {name: sister, list: true, reference: ports}
        - {name: open, type: boolean}
`)},
		"data/" + path: {Data: data},
	}
}

// rows reads the table and writes its rows.
func rows(t *testing.T, path string, data []byte) ([]string, diag.List) {
	t.Helper()
	a, problems := NewLoader(harbourSite(path, data)).Load()
	if a == nil {
		t.Fatal(problems)
	}
	var out []string
	for _, r := range a.Table("ports").Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, c.Value)
		}
		out = append(out, strings.Join(cells, "|"))
	}
	return out, problems
}

// A spreadsheet reads the same however it was saved.
func TestTableEncodings(t *testing.T) {
	want := []string{"beigang|北港|Beigang, North|large|12.5|nanpu|true", "nanpu|南浦|Nanpu|small|4||false"}
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(harbour))
	if err != nil {
		t.Fatal(err)
	}
	semicolons := strings.NewReplacer(`"Beigang, North"`, "Beigang. North", ",", ";").Replace(harbour)
	book := excelize.NewFile()
	for i, line := range []string{"id|name_zh|name_en|rank|depth|sister|open", want[0], want[1]} {
		for j, v := range strings.Split(line, "|") {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if err := book.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	var xlsx bytes.Buffer
	if err := book.Write(&xlsx); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		path string
		data []byte
	}{
		"UTF-8":      {"ports.csv", []byte(harbour)},
		"BOM":        {"ports.csv", []byte("\uFEFF" + harbour)},
		"GB18030":    {"ports.csv", gb},
		"semicolons": {"ports.csv", []byte(strings.ReplaceAll(semicolons, "Beigang. North", "Beigang, North"))},
		"CRLF":       {"ports.csv", []byte(strings.ReplaceAll(harbour, "\n", "\r\n"))},
		"XLSX":       {"ports.xlsx", xlsx.Bytes()},
	} {
		got, problems := rows(t, c.path, c.data)
		problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Rule == "csv-stored" })
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Each violation is told in both languages, at its cell, with what would be
// right; all of them at once.
func TestTableViolations(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		want     string // place, messages and hints
	}{
		"unknown column": {"rank,depth", "rnak,depth",
			"data/ports.csv:1:20: error: unknown column \"rnak\" [did you mean \"rank\"?] 未知的列 \"rnak\" [是否想写 \"rank\"？]"},
		"enum": {",small,", ",smal,",
			"data/ports.csv:3:16: error: column rank: expected one of large, small, found \"smal\" [did you mean \"small\"?] “rank”列应为以下之一：large, small，实为 \"smal\" [是否想写 \"small\"？]"},
		"reference": {",nanpu,true", ",nanpo,true",
			"data/ports.csv:2:40: error: \"nanpo\" in the column sister is not in ports [did you mean \"nanpu\"?] sister 列的 \"nanpo\" 在 ports 中不存在 [是否想写 \"nanpu\"？]"},
		"twice": {"false\n", "false\nbeigang,东港,Donggang,,,,\n",
			"data/ports.csv:4:1: error: \"beigang\" stands twice in the column id, where each row needs its own [change one of the two] id 列的值 \"beigang\" 重复，每行应各不相同 [改掉其中一个]"},
		"number": {",4,", ",four,",
			"data/ports.csv:3:22: error: column depth: expected a number, found \"four\" [] “depth”列应为数字，实为 \"four\" []"},
		"empty": {"南浦", "",
			"data/ports.csv:3:7: error: column name_zh: expected a value, but the cell is empty [] “name_zh”列应为非空值，但单元格为空 []"},
		"boolean": {",false", ",maybe",
			"data/ports.csv:3:25: error: column open: expected true or false, found \"maybe\" [] “open”列应为是或否（true 或 false），实为 \"maybe\" []"},
		"all at once": {",small,4,,false", ",smal,four,nanpo,maybe", strings.Join([]string{
			`data/ports.csv:3:16: error: column rank: expected one of large, small, found "smal" [did you mean "small"?] “rank”列应为以下之一：large, small，实为 "smal" [是否想写 "small"？]`,
			`data/ports.csv:3:21: error: column depth: expected a number, found "four" [] “depth”列应为数字，实为 "four" []`,
			`data/ports.csv:3:26: error: "nanpo" in the column sister is not in ports [did you mean "nanpu"?] sister 列的 "nanpo" 在 ports 中不存在 [是否想写 "nanpu"？]`,
			`data/ports.csv:3:32: error: column open: expected true or false, found "maybe" [] “open”列应为是或否（true 或 false），实为 "maybe" []`,
		}, "\n")},
	} {
		if !strings.Contains(harbour, c.old) {
			t.Fatalf("%s: nothing to replace", name)
		}
		_, problems := rows(t, "ports.csv", []byte(strings.Replace(harbour, c.old, c.new, 1)))
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%s: %s: %s [%s] %s [%s]", p.Place, p.Severity.Name(diag.English), p.Message.EN, p.Hint.EN, p.Message.ZH, p.Hint.ZH))
		}
		if all := strings.Join(got, "\n"); all != c.want {
			t.Errorf("%s:\n%s\nnot\n%s", name, all, c.want)
		}
	}
}
