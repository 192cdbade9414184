package check

import (
	"slices"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/source"
)

// exceptionsTable is the table of findings that the site explains: rule, block,
// what, and a reason in each language.
const exceptionsTable = "check-exceptions"

// exceptions are the rows of that table, and which of them explained something.
type exceptions struct {
	rows    []source.Row
	used    []bool
	byBlock map[string][]int
}

func newExceptions(a *atlas.Atlas) *exceptions {
	e := &exceptions{byBlock: map[string][]int{}}
	if t := a.Table(exceptionsTable); t != nil {
		e.rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r source.Row) bool { return r.Damaged })
	}
	e.used = make([]bool, len(e.rows))
	for i, r := range e.rows {
		id := r.Get("block").Value
		e.byBlock[id] = append(e.byBlock[id], i)
	}
	return e
}

// explain reports whether an exception explains the finding.
func (e *exceptions) explain(f finding) bool {
	explained := false
	for _, i := range e.byBlock[f.block] {
		r := e.rows[i]
		if r.Get("rule").Value == f.Rule && (r.Get("what").Empty() || slices.Contains(f.what, r.Get("what").Value)) {
			e.used[i], explained = true, true
		}
	}
	return explained
}

// unused reports the exceptions that explained nothing.
func (e *exceptions) unused() diag.List {
	var out diag.List
	for i, r := range e.rows {
		if !e.used[i] {
			out.Add(diag.Problem{Rule: "exception-unused", Severity: diag.Warning, Place: r.Place(),
				Message: diag.Tf("规则 %s 在 %s 已查不出这一项，这一行不再需要", "the rule %s does not find this in %s any more; the row is not needed",
					r.Get("rule").Value, r.Get("block").Value),
				Hint: diag.T("删去这一行，或检查 rule、block 和 what 是否写对", "delete it, or look whether rule, block and what are written right")})
		}
	}
	return out
}
