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

// except leaves out what the site's exceptions explain. An exception that
// explains nothing any more is reported itself.
func except(a *atlas.Atlas, found []finding) diag.List {
	t := a.Table(exceptionsTable)
	var rows []source.Row
	if t != nil {
		rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r source.Row) bool { return r.Damaged })
	}
	used := make([]bool, len(rows))
	byBlock := map[string][]int{}
	for i, r := range rows {
		byBlock[r.Get("block").Value] = append(byBlock[r.Get("block").Value], i)
	}
	var out diag.List
	for _, f := range found {
		explained := false
		for _, i := range byBlock[f.block] {
			r := rows[i]
			if r.Get("rule").Value == f.Rule && (r.Get("what").Empty() || slices.Contains(f.what, r.Get("what").Value)) {
				used[i], explained = true, true
			}
		}
		if !explained {
			out.Add(f.Problem)
		}
	}
	for i, r := range rows {
		if !used[i] {
			out.Add(diag.Problem{Rule: "exception-unused", Severity: diag.Warning, Place: r.Place(),
				Message: diag.Tf("规则 %s 在 %s 已没有问题，这一行不再需要", "the rule %s finds nothing in %s any more; the row is not needed",
					r.Get("rule").Value, r.Get("block").Value),
				Hint: diag.T("删去这一行，或检查 rule、block 和 what 是否写对", "delete it, or look whether rule, block and what are written right")})
		}
	}
	return out
}
