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

func ends(qs []Quantity) []end {
	n := 0
	for i := range qs {
		n++
		if qs[i].IsRange() {
			n++
		}
	}
	out := make([]end, 0, n)
	for i := range qs {
		q := &qs[i]
		for _, v := range [...]Value{q.Value, q.High} {
			if !v.IsNone() {
				b, dim := base(v, q.Unit, q.Kind)
				out = append(out, end{index: i, value: v, base: b, dim: dim, optional: q.Optional})
			}
		}
	}
	return out
}

// Compare compares the quantities of a text with those of its translation, as
// two bags of numbers, and returns what does not agree: by the quantities of a,
// then those only in b. Measures are compared in the base of their dimension;
// a counter or no unit agrees with any unit. Optional quantities are never
// missed, but they meet a number of the other text.
func Compare(a, b []Quantity) []Mismatch {
	as, bs := ends(a), ends(b)
	var wrong []Mismatch
	// The surest pairs first, so that a number is not spent on a worse partner.
	for _, same := range []func(x, y *end) bool{
		func(x, y *end) bool { return !x.optional && !y.optional && x.base == y.base && x.dim == y.dim },
		func(x, y *end) bool { return !x.optional && !y.optional && agree(x, y) },
		func(x, y *end) bool { return x.optional != y.optional && agree(x, y) },
	} {
		for i := range as {
			for j := range bs {
				if x, y := &as[i], &bs[j]; !x.met && !y.met && same(x, y) {
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
	for _, same := range []func(x, y *end) bool{
		func(x, y *end) bool { return x.dim == y.dim && x.dim != "" },
		func(x, y *end) bool { return (x.dim == "calendar") == (y.dim == "calendar") },
	} {
		for i := range as {
			for j := range bs {
				if x, y := &as[i], &bs[j]; x.missed() && y.missed() && same(x, y) {
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
