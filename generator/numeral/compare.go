package numeral

import (
	"cmp"
	"slices"
)

// Mismatch is a number of one text that the other does not have.
type Mismatch struct {
	Kind MismatchKind
	// A and B are indexes of the quantities of the two texts, or -1. Where both
	// are given they are what most likely should agree.
	A, B int
}

// MismatchKind says what does not agree.
type MismatchKind int

// The kinds of mismatch.
const (
	OtherNumber    MismatchKind = iota // no such number in the other text
	OtherUnit                          // the same number of another unit
	OtherDirection                     // more than in one text, less than in the other
)

// end is one number that must be met in the other text; a range has two.
type end struct {
	index    int // of the quantity
	value    Value
	base     Value
	dim      string
	optional bool
	met      bool
}

// ends appends the ends of quantities to there.
func ends(there []end, qs []Quantity) []end {
	for i := range qs {
		q := &qs[i]
		for _, v := range [...]Value{q.Value, q.High} {
			if !v.IsNone() {
				b, dim := base(v, q.Unit, q.Kind)
				there = append(there, end{index: i, value: v, base: b, dim: dim, optional: q.Optional})
			}
		}
	}
	return there
}

// Compare compares the quantities of a text with those of its translation, as
// two bags of numbers, and returns what does not agree: by the quantities of a,
// then those only in b. Measures are compared in the base of their dimension;
// a counter or no unit agrees with any unit. Optional quantities are never
// missed, but they meet a number of the other text.
func Compare(a, b []Quantity) []Mismatch {
	var room [2][12]end // on the stack, enough for most paragraphs
	as, bs := ends(room[0][:0], a), ends(room[1][:0], b)
	var wrong []Mismatch
	// The surest pairs first, so that a number is not spent on a worse partner.
	for sure := range 3 {
		for i := range as {
			for j := range bs {
				if x, y := &as[i], &bs[j]; !x.met && !y.met && same(x, y, sure) {
					x.met, y.met = true, true
					if opposed(a[x.index].Comparator, b[y.index].Comparator) {
						wrong = append(wrong, Mismatch{OtherDirection, x.index, y.index})
					}
					break
				}
			}
		}
	}
	for i := range as { // the same number of another unit
		for j := range bs {
			if x, y := &as[i], &bs[j]; x.missed() && y.missed() && x.value == y.value {
				x.met, y.met = true, true
				wrong = append(wrong, Mismatch{OtherUnit, x.index, y.index})
			}
		}
	}
	return tidy(append(wrong, pairs(as, bs)...))
}

func (e *end) missed() bool { return !e.met && !e.optional }

// same reports whether two numbers are the same in the first (0), second or third
// surest way.
func same(x, y *end, sure int) bool {
	switch sure {
	case 0:
		return !x.optional && !y.optional && x.base == y.base && x.dim == y.dim
	case 1:
		return !x.optional && !y.optional && agree(x, y)
	default:
		return x.optional != y.optional && agree(x, y)
	}
}

// agree reports whether two numbers are the same: in the base of one dimension,
// or as they stand where one has no measure.
func agree(x, y *end) bool {
	if x.dim != "" && y.dim != "" {
		return x.dim == y.dim && x.base == y.base
	}
	if x.dim == "ratio" || y.dim == "ratio" { // 25% is 1/4, and 30% is not 30
		return x.base == y.base
	}
	return x.value == y.value
}

// opposed reports whether one comparator says more and the other less.
func opposed(a, b Comparator) bool {
	more := func(c Comparator) bool { return c == Greater || c == GreaterEqual }
	less := func(c Comparator) bool { return c == Less || c == LessEqual }
	return more(a) && less(b) || less(a) && more(b)
}

// pairs puts together what both sides miss, first of one dimension, then in the
// order of the texts.
func pairs(as, bs []end) []Mismatch {
	var out []Mismatch
	for _, byMeasure := range []bool{true, false} {
		for i := range as {
			for j := range bs {
				if x, y := &as[i], &bs[j]; x.missed() && y.missed() && alike(x, y, byMeasure) {
					x.met, y.met = true, true
					out = append(out, Mismatch{OtherNumber, x.index, y.index})
				}
			}
		}
	}
	for i := range as {
		if as[i].missed() {
			out = append(out, Mismatch{OtherNumber, as[i].index, -1})
		}
	}
	for j := range bs {
		if bs[j].missed() {
			out = append(out, Mismatch{OtherNumber, -1, bs[j].index})
		}
	}
	return out
}

// alike reports whether what is said of two numbers that differ may be the same:
// both are of one dimension, or both of the calendar or neither.
func alike(x, y *end, byMeasure bool) bool {
	if byMeasure {
		return x.dim == y.dim && x.dim != ""
	}
	return (x.dim == "calendar") == (y.dim == "calendar")
}

// tidy orders mismatches and drops repetitions (both ends of one range).
func tidy(ms []Mismatch) []Mismatch {
	slices.SortFunc(ms, func(x, y Mismatch) int {
		return cmp.Or(
			cmp.Compare(uint(x.A), uint(y.A)), // -1 last
			cmp.Compare(uint(x.B), uint(y.B)),
			cmp.Compare(x.Kind, y.Kind),
		)
	})
	return slices.Compact(ms)
}
