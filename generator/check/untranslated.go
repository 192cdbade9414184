package check

import (
	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// untranslated reports each block that is marked as awaiting its translation,
// and how many there are.
func untranslated(a *atlas.Atlas) []finding {
	total := make([]int, len(a.Languages))
	var waiting []*atlas.Block
	for _, c := range a.Chapters {
		waiting = append(waiting, c.Awaiting()...)
	}
	for _, b := range waiting {
		for lang, v := range b.Versions {
			if v != nil && v.Awaits {
				total[lang]++
			}
		}
	}
	var out []finding
	for _, b := range waiting {
		for lang, v := range b.Versions {
			if v == nil || !v.Awaits {
				continue
			}
			f := finding{block: b.ID, Problem: diag.Problem{Rule: "untranslated", Severity: diag.ReleaseError, Place: v.Pos.Place(),
				Message: diag.Tf("%[1]s 尚无 %[2]s 文本（此语言共 %[3]d 段待译）", "%[1]s has no text in %[2]s yet (blocks of that language that wait: %[3]d)",
					b.ID, a.Languages[lang].Code, total[lang]),
				Hint: diag.T("译好后用译文替换 {untranslated}", "put the translation where {untranslated} stands")}}
			for other, w := range b.Versions {
				if other != lang && w != nil && !w.Awaits {
					f.Notes = []diag.Note{{Place: w.Pos.Place(), Message: diag.Tf("%s 的原文", "the original of %s", b.ID)}}
					break
				}
			}
			out = append(out, f)
		}
	}
	return out
}
