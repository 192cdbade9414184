package numeral

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// name is a unit's name, or a comparing word or phrase, with what it means.
type name struct {
	text string
	unit string     // of a unit
	sign Comparator // of a comparing phrase
}

// longestFirst orders names so that 不超过 is read before 超过.
func longestFirst(a, b name) int {
	return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text))
}

// index holds names by one of their characters, the longest first.
type index map[rune][]name

// byFirst and byLast index names by their first and last character.
func byFirst(names []name) index { return indexed(names, utf8.DecodeRuneInString) }
func byLast(names []name) index  { return indexed(names, utf8.DecodeLastRuneInString) }

func indexed(names []name, key func(string) (rune, int)) index {
	slices.SortFunc(names, longestFirst)
	ix := index{}
	for _, n := range names {
		r, _ := key(n.text)
		ix[r] = append(ix[r], n)
	}
	return ix
}

// comparing makes a list of a table of comparing words and phrases, the longest
// first.
func comparing(separator string, table map[Comparator]string) []name {
	var out []name
	for sign, words := range table {
		for w := range strings.SplitSeq(words, separator) {
			out = append(out, name{text: w, sign: sign})
		}
	}
	slices.SortFunc(out, longestFirst)
	return out
}

// chineseUnits are the names of measures and the counters.
var chineseUnits = func() index {
	var out []name
	for _, u := range measures {
		for n := range strings.FieldsSeq(u.chinese) {
			out = append(out, name{text: n, unit: u.name})
		}
	}
	for c := range strings.FieldsSeq(counters) {
		out = append(out, name{text: c, unit: c})
	}
	return byFirst(out)
}()

// scale is what a value in a measure is multiplied by to be in the base of the
// measure's dimension; none for one.
type scale struct {
	dimension string
	factor    Value
}

// scales are the measures' scales by their canonical names.
var scales = func() map[string]scale {
	m := map[string]scale{}
	for _, u := range measures {
		s := scale{dimension: u.dimension}
		if u.factor != "1" {
			s.factor, _ = ParseValue(u.factor)
		}
		m[u.name] = s
	}
	return m
}()

// isMeasure reports whether a unit is a measure, and no counter.
func isMeasure(unit string) bool { return scales[unit].dimension != "" }

// base returns a value in the base of its unit's dimension, and the dimension;
// "" for the numbers whose unit is no measure.
func base(v Value, unit string, k Kind) (Value, string) {
	if k == Year {
		return v, dimCalendar
	}
	s := scales[unit]
	if s.factor.IsNone() {
		return v, s.dimension
	}
	return v.times(s.factor), s.dimension
}
