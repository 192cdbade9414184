package mend

import (
	"testing"

	"atlas/generator/diag"
)

func fix(rule string, line, col int, old, now string) diag.Problem {
	at := diag.Place{File: "data/a.csv", Line: line, Col: col}
	return diag.Problem{Rule: rule, Place: at, Fix: &diag.Fix{Place: at, Old: old, New: now}}
}

// Every byte outside the spans stays: a mark at the beginning, line ends, what no
// table has.
func TestApply(t *testing.T) {
	const data = "\ufeff编号,block\r\n一,ch1-s1-p1 \r\n\r\n二,ch1-s1-p2"
	list := diag.List{fix("quote", 4, 3, "ch1-s1-p2", "ch1-s1-p9"), fix("quote", 2, 3, "ch1-s1-p1", "ch2"),
		fix("other", 1, 1, "编号", "号"), {Rule: "quote"}}
	got, done, refused := Apply([]byte(data), Changes(list, []string{"quote"}))
	if want := "\ufeff编号,block\r\n一,ch2 \r\n\r\n二,ch1-s1-p9"; string(got) != want || len(done) != 2 || len(refused) != 0 {
		t.Errorf("%q, want %q (%v, %v)", got, want, done, refused)
	}
	if c := done[0]; c.Before != "一,ch1-s1-p1 " || c.After != "一,ch2 " {
		t.Errorf("%q → %q", c.Before, c.After)
	}
}

// What is not as it was is left as it is.
func TestApplyRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		p    diag.Problem
	}{
		"other words": {"a,b\n", fix("quote", 1, 1, "b", "c")},
		"no line":     {"a,b\n", fix("quote", 3, 1, "a", "c")},
		"no column":   {"a,b\n", fix("quote", 1, 9, "a", "c")},
		"no UTF-8":    {"a,\xff\n", fix("quote", 1, 1, "a", "c")},
	} {
		got, done, refused := Apply([]byte(c.data), Changes(diag.List{c.p}, nil))
		if string(got) != c.data || len(done) != 0 || len(refused) != 1 {
			t.Errorf("%s: %q, %d done, %d refused", name, got, len(done), len(refused))
		}
	}
	if got := Changes(diag.List{fix("a", 1, 1, "x", "y"), fix("b", 1, 1, "x", "z"), fix("a", 2, 1, "x", "y"), fix("b", 2, 1, "x", "y")}, nil); len(got) != 1 || got[0].Fix.Place.Line != 2 {
		t.Error("two answers are one", got)
	}
}
