package atlas

import (
	"regexp"
	"slices"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// worded is a year with a word to it.
var worded = regexp.MustCompile(`^(\d{4})\s*年[度底末]?$`)

// yearColumns are the columns that hold years and nothing else.
var yearColumns = []string{"year", "horizon"}

// BareYear is the year alone where a text is a year with a word to it, 2024年.
func BareYear(s string) (string, bool) {
	m := worded.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// notBare reports a year with a word to it in a column of years or numbers, and
// whether it did.
func (b *builder) notBare(f Field, c source.Cell) bool {
	bare, ok := BareYear(c.Value)
	if !ok || f.Type != "number" && f.Type != "integer" && !slices.Contains(yearColumns, f.Name) {
		return false
	}
	b.problems.Add(diag.Problem{Rule: "table-year", Place: c.Place(),
		Message: diag.Tf("%[2]s 列的 %[1]q 多写了字", "%q in the column %s says more than the year", c.Value, f.Name),
		Hint:    diag.Tf("只写 %s", "write %s only", bare)})
	return true
}
