package check

import (
	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// crossReferences reports references in the text to parts that the plan does not have.
func crossReferences(a *atlas.Atlas) []finding {
	var out []finding
	for b := range a.Blocks() {
		for lang, v := range b.Versions {
			for _, r := range a.CrossRefs(b, lang) {
				if r.Target != nil {
					continue
				}
				words := v.Text[r.Start:r.End]
				out = append(out, finding{block: b.ID, what: []string{words}, Problem: diag.Problem{
					Rule: "cross-reference", Severity: diag.Warning, Place: v.At(r.Start, r.End).Place(),
					Message: diag.Tf("“%s”不指向规划的任何部分", "“%s” leads to no part of the plan", words),
					Hint: diag.T("改正编号；若说的是另一文件，在 content/site.yaml 的 references.others 里写明它前面或后面的字",
						"correct the number; if it speaks of another text, give the words before or after it under references.others in content/site.yaml")}})
			}
		}
	}
	return out
}
