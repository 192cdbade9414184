package check

import (
	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/text"
)

// missingChapter reports a chapter that a language has no file of.
func missingChapter(a *atlas.Atlas, ch *atlas.Chapter, lang int) []finding {
	if ch.Files[0] == nil || !ch.Absent[lang] {
		return nil // a file that cannot be read was reported
	}
	file := "content/" + a.Languages[lang].Code + "/" + ch.ID + ".md"
	return []finding{{block: ch.ID, Problem: diag.Problem{Rule: "align", Severity: diag.ReleaseError, Place: diag.Place{File: file},
		Message: diag.Tf("没有 %s 的译文：原文有 %d 段", "%s has no translation: the original has %d blocks", ch.ID, len(ch.Blocks)),
		Hint:    diag.Tf("新建 %[1]s；还没有译文的段落写 {untranslated}", "make %[1]s; a block that awaits its translation is written {untranslated}", file),
		Notes:   []diag.Note{{Place: ch.Files[0].Whole(), Message: diag.T("原文", "the original")}}}}}
}

// align pairs the blocks of the two languages by what they say and reports what
// has no counterpart, another place, or another kind.
func (d *document) align() ([]pair, []finding) {
	here, there := tables(nil), tables(nil)
	d.a, here = outer(d.a)
	d.b, there = outer(d.b)
	matches, moved := d.moved(alignment(d.a, d.b))
	var pairs []pair
	var out []finding
	for k, m := range matches {
		switch {
		case m.b < 0:
			if j, ok := moved[m.a]; ok {
				pairs = append(pairs, pair{d.a[m.a], d.b[j]})
				out = append(out, d.elsewhere(matches, k, j))
			} else {
				out = append(out, d.missing(matches, k))
			}
		case m.a < 0:
			if !contains(moved, m.b) {
				out = append(out, d.unexpected(matches, k))
			}
		default:
			if d.a[m.a].Kind != d.b[m.b].Kind {
				out = append(out, d.otherKind(m))
			}
			p := pair{d.a[m.a], d.b[m.b]}
			pairs = append(pairs, p)
			if p.original.Kind == text.Table && p.translation.Kind == text.Table {
				cells, found := d.cells(p, here[p.original], there[p.translation])
				pairs, out = append(pairs, cells...), append(out, found...)
			}
		}
	}
	return pairs, out
}

func contains(moved map[int]int, b int) bool {
	for _, j := range moved {
		if j == b {
			return true
		}
	}
	return false
}

// moved joins blocks that say the same and stand at different places: what was
// left over on both sides, and what was laid side by side for want of better and
// has nothing in common. Matches that come apart by that are parted.
func (d *document) moved(matches []match) ([]match, map[int]int) {
	ea, eb := evidences(d.a), evidences(d.b)
	open := make([]bool, len(matches))
	for k, m := range matches {
		open[k] = m.a < 0 || m.b < 0
		if !open[k] && min(len(ea[m.a]), len(eb[m.b])) > 1 {
			like, _ := ea[m.a].likeness(eb[m.b])
			open[k] = like < 0.25
		}
	}
	moved, taken := map[int]int{}, map[int]bool{}
	for k, m := range matches {
		if !open[k] || m.a < 0 || len(ea[m.a]) < 2 {
			continue
		}
		best, at := 0.6, -1
		for k, n := range matches {
			if !open[k] || n.b < 0 || taken[n.b] || len(eb[n.b]) < 2 || d.a[m.a].Kind != d.b[n.b].Kind {
				continue
			}
			if like, _ := ea[m.a].likeness(eb[n.b]); like > best {
				best, at = like, n.b
			}
		}
		if at >= 0 {
			moved[m.a], taken[at] = at, true
		}
	}
	var parted []match
	for _, m := range matches {
		if _, gone := moved[m.a]; m.a >= 0 && m.b >= 0 && (gone || taken[m.b]) {
			parted = append(parted, match{m.a, -1}, match{-1, m.b})
		} else {
			parted = append(parted, m)
		}
	}
	return parted, moved
}

// nearest are the nearest matches before and behind the one at k; a match of -1
// and -1 where there is none.
func nearest(matches []match, k int) (before, behind match) {
	before, behind = match{-1, -1}, match{-1, -1}
	for i := k - 1; i >= 0; i-- {
		if matches[i].a >= 0 && matches[i].b >= 0 {
			before = matches[i]
			break
		}
	}
	for i := k + 1; i < len(matches); i++ {
		if matches[i].a >= 0 && matches[i].b >= 0 {
			behind = matches[i]
			break
		}
	}
	return before, behind
}

// neighbours names the blocks of the original before and behind a spot.
func (d *document) neighbours(before, behind match) diag.Text {
	switch {
	case before.a >= 0 && behind.a >= 0:
		return diag.Tf("在 %s（%s）之后、%s（%s）之前", "after %s (%s) and before %s (%s)",
			d.a[before.a].id, d.b[before.b].begins(), d.a[behind.a].id, d.b[behind.b].begins())
	case before.a >= 0:
		return diag.Tf("在 %s（%s）之后", "after %s (%s)", d.a[before.a].id, d.b[before.b].begins())
	case behind.a >= 0:
		return diag.Tf("在 %s（%s）之前", "before %s (%s)", d.a[behind.a].id, d.b[behind.b].begins())
	}
	return diag.T("在文件中", "in the file")
}

// missing reports a block of the original without a counterpart.
func (d *document) missing(matches []match, k int) finding {
	u := d.a[matches[k].a]
	before, behind := nearest(matches, k)
	where := d.neighbours(before, behind)
	place := d.chapter.Files[d.lang].Whole()
	if before.b >= 0 {
		place = d.b[before.b].start()
	} else if behind.b >= 0 {
		place = d.b[behind.b].start()
	}
	return finding{block: u.id, what: []string{u.id}, Problem: diag.Problem{Rule: "align", Severity: diag.ReleaseError, Place: place,
		Message: diag.Tf("缺少 %[1]s（“%[2]s”）的译文，应%[3]s", "the translation of %[1]s (“%[2]s”) is missing; it belongs %[4]s",
			u.id, u.begins(), where.ZH, where.EN),
		Hint:  diag.T("补上译文；暂无译文时写 {untranslated} 占位", "add it; {untranslated} holds its place for the time being"),
		Notes: []diag.Note{{Place: u.start(), Message: diag.Tf("%s 的原文", "the original of %s", u.id)}}}}
}

// unexpected reports a block of the translation without a counterpart; one that
// stands there a second time is worse, since the numbering is lost with it.
func (d *document) unexpected(matches []match, k int) finding {
	u := d.b[matches[k].b]
	before, behind := nearest(matches, k)
	where := d.neighbours(before, behind)
	f := finding{block: u.id, what: []string{u.id}, Problem: diag.Problem{Rule: "align", Severity: diag.ReleaseError, Place: u.start(),
		Message: diag.Tf("这一段（“%[1]s”）在原文中没有对应的段落；它%[2]s", "this block (“%[1]s”) has no counterpart in the original; it stands %[3]s",
			u.begins(), where.ZH, where.EN),
		Hint: diag.T("删去它，或在原文中补上对应的段落；原文的一段不可分成两段", "delete it, or add its counterpart to the original; a paragraph is not parted in two")}}
	if before.a >= 0 {
		f.Notes = []diag.Note{{Place: d.a[before.a].start(), Message: diag.Tf("原文中在它之前的是 %s", "before it in the original: %s", d.a[before.a].id)}}
	}
	for j, other := range d.b {
		if j != matches[k].b && other.Kind == u.Kind && other.Text == u.Text && !u.Awaits && len([]rune(u.Text)) > 12 {
			f.Severity = diag.Error
			f.Message = diag.Tf("这一段（“%s”）重复了", "this block (“%s”) stands twice", u.begins())
			f.Hint = diag.T("删去其中一个", "delete one of the two")
			f.Notes = []diag.Note{{Place: other.start(), Message: diag.T("另一个在这里", "the other one")}}
		}
	}
	return f
}

// elsewhere reports a block that stands at another place than in the original.
func (d *document) elsewhere(matches []match, k, j int) finding {
	u, v := d.a[matches[k].a], d.b[j]
	before, behind := nearest(matches, k)
	where := d.neighbours(before, behind)
	return finding{block: u.id, what: []string{u.id}, Problem: diag.Problem{Rule: "align", Place: v.start(),
		Message: diag.Tf("这一段（“%[1]s”）是 %[2]s 的译文，应%[3]s", "this block (“%[1]s”) is the translation of %[2]s; it belongs %[4]s",
			v.begins(), u.id, where.ZH, where.EN),
		Hint:  diag.T("两种语言的段落次序应当相同：把它移到原处", "both languages have their blocks in the same order: move it there"),
		Notes: []diag.Note{{Place: u.start(), Message: diag.Tf("%s 的原文", "the original of %s", u.id)}}}}
}

// otherKind reports a block that is a paragraph in one language and an item, say,
// in the other.
func (d *document) otherKind(m match) finding {
	u, v := d.a[m.a], d.b[m.b]
	x, y := kindNames[u.Kind], kindNames[v.Kind]
	return finding{block: u.id, what: []string{u.id}, Problem: diag.Problem{Rule: "align", Severity: diag.ReleaseError, Place: v.start(),
		Message: diag.Tf("%[1]s 在原文中是%[2]s，这里是%[3]s", "%[1]s is %[4]s in the original and %[5]s here", u.id, x.ZH, y.ZH, x.EN, y.EN),
		Hint:    diag.T("用与原文相同的 Markdown 写法（#、##、>、-）", "write it in the Markdown of the original (#, ##, >, -)"),
		Notes:   []diag.Note{{Place: u.start(), Message: diag.Tf("%s 的原文", "the original of %s", u.id)}}}}
}

var kindNames = map[text.Kind]diag.Text{
	text.Title:     diag.T("章的标题", "a chapter’s title"),
	text.Section:   diag.T("节的标题", "a section’s heading"),
	text.Paragraph: diag.T("正文段落", "a paragraph"),
	text.Box:       diag.T("专栏标题", "a box’s title"),
	text.Group:     diag.T("专栏中的小标题", "a heading within a box"),
	text.Item:      diag.T("专栏或列表中的一项", "an item of a box or list"),
	text.Figure:    diag.T("图", "a figure"),

	text.Heading:    diag.T("节以下的标题", "a heading below a section’s"),
	text.Term:       diag.T("被解释的词", "a term that is explained"),
	text.Definition: diag.T("词的解释", "a definition"),
	text.Table:      diag.T("表格", "a table"),
	text.TableCell:  diag.T("表格的一格", "a cell of a table"),
	text.TableNote:  diag.T("表注", "a note below a table"),
	text.Footnote:   diag.T("脚注", "a footnote"),
}

// Misaligned are the chapters in which a language's blocks do not stand beside
// their originals.
func Misaligned(a *atlas.Atlas) map[*atlas.Chapter]bool {
	c := &Checker{misaligned: map[*atlas.Chapter]bool{}}
	for lang := 1; lang < len(a.Languages); lang++ {
		c.languages(a, lang)
	}
	return c.misaligned
}
