package numeral

import "atlas/generator/diag"

// Message tells a mismatch to the person who edits the texts: textA, with the
// quantities a, is the original, textB its translation. A place and its caret
// are the caller's.
func (m Mismatch) Message(textA, textB string, a, b []Quantity) diag.Text {
	words := func(text string, qs []Quantity, i int) string {
		if i < 0 {
			return ""
		}
		return text[qs[i].Start:qs[i].End]
	}
	x, y := words(textA, a, m.A), words(textB, b, m.B)
	switch {
	case m.B < 0:
		return diag.Tf("译文没有与“%s”对应的数", "the translation has no number for “%s”", x)
	case m.A < 0:
		return diag.Tf("原文没有与“%s”对应的数", "the original has no number for “%s”", y)
	case m.Kind == OtherUnit:
		return diag.Tf("“%s”与“%s”单位不同", "“%s” and “%s” differ in their unit", x, y)
	case m.Kind == OtherDirection:
		return diag.Tf("“%s”（%s）与“%s”（%s）方向相反", "“%s” (%s) and “%s” (%s) point in opposite directions",
			x, a[m.A].Comparator, y, b[m.B].Comparator)
	}
	p, q := a[m.A], b[m.B]
	p.Comparator, q.Comparator = Equal, Equal
	return diag.Tf("“%s”（%s）与“%s”（%s）不同", "“%s” (%s) and “%s” (%s) differ", x, p, y, q)
}
