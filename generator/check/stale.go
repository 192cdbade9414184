package check

import (
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/lock"
)

// stale reports the blocks of which one language changed since the two were
// accepted and the other did not, and those that were never accepted.
// Chapters that are not aligned are passed over: what belongs together is open
// there.
func stale(a *atlas.Atlas, misaligned map[*atlas.Chapter]bool) []finding {
	var out []finding
	for lang := 1; lang < len(a.Languages); lang++ {
		if a.Lock == nil {
			if n := a.PairCount(lang); n > 0 {
				out = append(out, neverAccepted(a, lang, n))
			}
			continue
		}
		open := map[*atlas.Chapter][]*atlas.Block{}
		for _, b := range a.Unaccepted(lang) {
			if misaligned[b.Chapter] {
				continue
			}
			o, t := b.Versions[0], b.Versions[lang]
			switch a.Standing(b, lang) {
			case lock.OriginalChanged:
				out = append(out, behind(b, t, o, diag.Tf("%s 的原文在译文核对之后有改动", "the original of %s has changed since this translation was accepted", b.ID)))
			case lock.TranslationChanged:
				out = append(out, behind(b, o, t, diag.Tf("%s 的译文在核对之后有改动，原文没有", "the translation of %s has changed since it was accepted, and this original has not", b.ID)))
			case lock.Unknown, lock.BothChanged:
				open[b.Chapter] = append(open[b.Chapter], b)
			}
		}
		for _, ch := range a.Chapters {
			if len(open[ch]) > 0 {
				out = append(out, unaccepted(open[ch], lang))
			}
		}
	}
	return out
}

// behind reports a block whose text v is older than its text w.
func behind(b *atlas.Block, v, w *atlas.Version, message diag.Text) finding {
	return finding{block: b.ID, Problem: diag.Problem{Rule: "stale", Severity: diag.Warning, Place: v.Pos.Place(), Message: message,
		Hint:  diag.Tf("改好这一段；若无须改动，运行 atlas accept %s", "mend this block; if nothing needs mending, run atlas accept %s", b.ID),
		Notes: []diag.Note{{Place: w.Pos.Place(), Message: diag.T("改动过的文字", "the text that changed")}}}}
}

// unaccepted reports the blocks of a chapter that are new, or changed in both
// languages: nobody has said yet that the two agree.
func unaccepted(blocks []*atlas.Block, lang int) finding {
	var ids []string
	for _, b := range blocks {
		ids = append(ids, b.ID)
	}
	list := strings.Join(ids[:min(len(ids), 12)], " ")
	more := list
	if len(ids) > 12 {
		more += " …"
	}
	return finding{block: blocks[0].ID, Problem: diag.Problem{Rule: "unaccepted", Severity: diag.Warning, Place: blocks[0].Versions[lang].Pos.Place(),
		Message: diag.Tf("%d 段的译文尚未确认与原文相符：%s", "translations not yet accepted against their originals: %d (%s)", len(ids), more),
		Hint:    diag.Tf("核对后运行 atlas accept %s", "look at them and run atlas accept %s", list)}}
}

// neverAccepted reports a site without a lock.
func neverAccepted(a *atlas.Atlas, lang, n int) finding {
	return finding{Problem: diag.Problem{Rule: "unaccepted", Severity: diag.Warning, Place: diag.Place{File: lock.Path},
		Message: diag.Tf("没有核对记录：%[2]s 的 %[1]d 段译文都未确认，以后一种语言改动而另一种未改时不会提示",
			"nothing was accepted yet: %[1]d blocks in %[2]s; a change of one language without the other will go unnoticed", n, a.Languages[lang].Code),
		Hint: diag.T("核对后运行 atlas accept all", "look at them and run atlas accept all")}}
}
