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

// sense is one way to read a number: its value as it stands, and in the base of
// its dimension.
type sense struct {
	value Value
	base  Value
	dim   string
}

// end is one number that must be met in the other text; a range has two.
type end struct {
	index int // of the quantity
	sense
	other    sense // where the words can be read in two ways; else without a value
	sign     Comparator
	optional bool
	met      bool
}

// ends appends the ends of quantities to there.
func (u *Units) ends(there []end, qs []Quantity) []end {
	for i := range qs {
		q := &qs[i]
		there = append(there, u.endOf(q, i, false))
		if q.IsRange() {
			there = append(there, u.endOf(q, i, true))
		}
	}
	return there
}

func (u *Units) endOf(q *Quantity, index int, high bool) end {
	e := end{index: index, sense: u.senseOf(q, high), sign: q.Comparator, optional: q.Optional}
	if q.Also != nil {
		e.other = u.senseOf(q.Also, high && q.Also.IsRange())
	}
	return e
}

func (u *Units) senseOf(q *Quantity, high bool) sense {
	v := q.Value
	if high {
		v = q.High
	}
	b, dim := u.base(v, q.Unit, q.Kind)
	return sense{v, b, dim}
}

// Compare compares the quantities of a text with those of its translation, as
// two bags of numbers, and returns what does not agree: by the quantities of a,
// then those only in b. Measures are compared in the base of their dimension;
// a counter or no unit agrees with any unit. Optional quantities are never
// missed, but they meet a number of the other text.
func (u *Units) Compare(a, b []Quantity) []Mismatch {
	var room [2][12]end // on the stack, enough for most paragraphs
	as, bs := u.ends(room[0][:0], a), u.ends(room[1][:0], b)
	var wrong []Mismatch
	// The surest pairs first, so that a number is not spent on a worse partner.
	for p := fallen; p <= byOrder; p++ {
		p.match(as, bs, func(x, y *end) {
			x.met, y.met = true, true
			switch {
			case p == byValue:
				wrong = append(wrong, Mismatch{OtherUnit, x.index, y.index})
			case p > byValue:
				wrong = append(wrong, Mismatch{OtherNumber, x.index, y.index})
			case opposed(x.sign, y.sign):
				wrong = append(wrong, Mismatch{OtherDirection, x.index, y.index})
			}
		})
	}
	for i := range as {
		if as[i].missed() {
			wrong = append(wrong, Mismatch{OtherNumber, as[i].index, -1})
		}
	}
	for j := range bs {
		if bs[j].missed() {
			wrong = append(wrong, Mismatch{OtherNumber, -1, bs[j].index})
		}
	}
	return tidy(wrong)
}

func (e *end) missed() bool { return !e.met && !e.optional }

// way is 1 where the comparator says more, -1 where it says less, else 0.
func (c Comparator) way() int8 {
	switch c {
	case Greater, GreaterEqual:
		return 1
	case Less, LessEqual:
		return -1
	}
	return 0
}

// opposed reports whether one comparator says more and the other less.
func opposed(a, b Comparator) bool { return a.way()*b.way() < 0 }

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
