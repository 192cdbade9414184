package check

import (
	"regexp"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/text"
)

// startsFormula are the characters with which a spreadsheet program lets a formula
// begin when it opens a CSV file.
const startsFormula = "=+-@\t\r"

// aNumber is what spreadsheet programs take for a number, not for a formula.
var aNumber = regexp.MustCompile(`^[+-]?(\d[\d,]*(\.\d*)?|\.\d+)([eE][+-]?\d+)?%?$`)

// runs reports whether a spreadsheet program would run a text of a CSV file.
func runs(s string) bool {
	return len(s) > 1 && strings.ContainsRune(startsFormula, rune(s[0])) && !aNumber.MatchString(s)
}

// formulas reports each cell of a table that is offered for download and would run
// as a formula in Excel: those of the data, and those of the tables in the text, in
// each language. Nothing is put before it: what is published is what the table says.
func formulas(a *atlas.Atlas) diag.List {
	var out diag.List
	for _, t := range a.Tables {
		texts := slices.DeleteFunc(slices.Clone(t.Fields), func(f atlas.Field) bool { return f.Type == "number" || f.Type == "integer" })
		for _, r := range t.Rows {
			for _, f := range texts {
				if c := a.Published(f, r); runs(c.Value) {
					out.Add(formulaProblem(c.Value, c.Place()))
				}
			}
		}
	}
	for b := range a.Blocks() {
		if b.Kind != text.TableCell {
			continue
		}
		for _, v := range b.Versions {
			if v != nil && runs(v.Text) {
				out.Add(formulaProblem(v.Text, v.At(0, len(v.Text)).Place()))
			}
		}
	}
	return out
}

// formulaProblem says that a text would run.
func formulaProblem(s string, at diag.Place) diag.Problem {
	hint := diag.T("换一个开头：把字放在前面，负数用“负”，列举用“·”或“—”", "begin with another character: a word first, or a dash (–) or a dot (·) before an item")
	if strings.ContainsRune("\t\r", rune(s[0])) {
		hint = diag.T("删去开头的制表符或回车", "delete the tab or line end at its beginning")
	}
	return diag.Problem{Rule: "csv-formula", Severity: diag.ReleaseError, Place: at,
		Message: diag.Tf("以 %q 开头的文字，下载后在 Excel 里会当成公式执行", "a text that begins with %q runs as a formula in Excel once it is downloaded", s[:1]),
		Hint:    hint}
}
