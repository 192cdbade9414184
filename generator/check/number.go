package check

import (
	"atlas/generator/diag"
)

// numbered compares the numbers of a block with those of its translation.
func numbered(p *pair) []finding {
	a, b := p.original.numbers(), p.translation.numbers()
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	var out []finding
	for _, m := range p.original.atlas.Units.Compare(a, b) {
		f := finding{block: p.original.id, Problem: diag.Problem{Rule: "numbers", Severity: diag.ReleaseError,
			Message: m.Message(p.original.Text, p.translation.Text, a, b),
			Hint:    diag.T("改正其中之一", "correct one of the two")}}
		here, there := p.translation.start(), p.original.start()
		if m.B >= 0 {
			here = p.translation.at(b[m.B].Start, b[m.B].End)
			f.what = append(f.what, p.translation.Text[b[m.B].Start:b[m.B].End])
		}
		if m.A >= 0 {
			there = p.original.at(a[m.A].Start, a[m.A].End)
			f.what = append(f.what, p.original.Text[a[m.A].Start:a[m.A].End])
		}
		f.Place = here
		f.Notes = []diag.Note{{Place: there, Message: beside(p)}}
		out = append(out, f)
	}
	return out
}

// beside says what a note points at: the same block in the first language.
func beside(p *pair) diag.Text {
	return diag.Tf("%s 的原文", "the original of %s", p.original.id)
}
