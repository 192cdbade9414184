package check

import (
	"slices"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/tally"
)

// charted proves what the charts' titles say: each number and name in a title
// comes out of the data, and the conditions under which it is true are met.
func charted(a *atlas.Atlas) diag.List {
	var out diag.List
	if slices.ContainsFunc(a.Tables, (*atlas.Table).Incomplete) {
		return nil // nobody knows what the numbers are
	}
	for _, c := range a.Charts {
		g, problems := tally.Of(a, c)
		out.Add(problems...)
		if problems.Count(diag.Error) > 0 {
			continue
		}
		out.Add(withoutNumbers(c, g)...)
		seen := map[string]bool{}
		for lang := range a.Languages {
			_, unknown := tally.Finding(c.Title.In(lang), a, g, func(tally.Fact) string { return "" })
			for _, name := range unknown {
				if seen[name] {
					continue
				}
				seen[name] = true
				out.Add(diag.Problem{Rule: "chart-finding", Place: c.Place,
					Message: diag.Tf("图表 %[2]s 的标题里有 {%[1]s}，数据给不出来", "the title of the chart %[2]s has {%[1]s}, which the data do not give", name, c.ID),
					Hint:    diag.T("名称写错了，或并列的行不止一个", "the name is wrong, or two rows share that rank")})
			}
		}
		for _, h := range c.Holds {
			if !tally.Holds(h, a, g) {
				out.Add(diag.Problem{Rule: "chart-holds", Place: c.Place,
					Message: diag.Tf("图表 %[2]s 的标题要求 %[1]s，数据不再如此", "the title of the chart %[2]s needs %[1]s, and the data are not so", h, c.ID),
					Hint:    diag.T("改写标题，或改正数据", "write another title, or correct the data")})
			}
		}
	}
	return out
}
