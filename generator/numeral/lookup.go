package numeral

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"
)

// name is a unit's name, or a comparing word or phrase, with what it means.
type name struct {
	text   string
	tokens []token    // in English
	unit   string     // of a unit
	sign   Comparator // of a comparing phrase
}

// index holds names by one of their characters, the longest first, so that
// 不超过 is read before 超过.
type index map[rune][]name

// byFirst and byLast index names by their first and last character.
func byFirst(names []name) index {
	return indexed(names, func(n name) (rune, int) { return utf8.DecodeRuneInString(strings.ToLower(n.text)) })
}

func byLast(names []name) index {
	return indexed(names, func(n name) (rune, int) { return utf8.DecodeLastRuneInString(n.text) })
}

func indexed(names []name, key func(name) (rune, int)) index {
	ix := index{}
	for _, n := range names {
		r, _ := key(n)
		ix[r] = append(ix[r], n)
	}
	for _, same := range ix {
		slices.SortFunc(same, func(a, b name) int {
			return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text))
		})
	}
	return ix
}

// comparing makes a list of a table of comparing words and phrases.
func comparing(separator string, table map[Comparator]string) []name {
	var out []name
	for sign, words := range table {
		for w := range strings.SplitSeq(words, separator) {
			out = append(out, name{text: w, tokens: tokens(w), sign: sign})
		}
	}
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
	// A name in letters is asked for by the letter as it stands.
	return indexed(out, func(n name) (rune, int) { return utf8.DecodeRuneInString(n.text) })
}()

// englishUnits are the names of measures.
var englishUnits = func() index {
	var out []name
	for _, u := range measures {
		for n := range strings.SplitSeq(u.english, "|") {
			out = append(out, name{text: n, tokens: tokens(n), unit: u.name})
		}
	}
	return byFirst(out)
}()

// scale is what a value in a measure is multiplied by to be in the base of the
// measure's dimension; nil for one.
type scale struct {
	dimension string
	factor    *big.Rat
}

// scales are the measures' scales by their canonical names.
var scales = func() map[string]scale {
	m := map[string]scale{}
	for _, u := range measures {
		s := scale{dimension: u.dimension}
		if f, ok := new(big.Rat).SetString(u.factor); ok && u.factor != "1" {
			s.factor = f
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
		return v, "calendar"
	}
	s := scales[unit]
	if s.factor == nil {
		return v, s.dimension
	}
	r := v.Rat()
	return valueOf(r.Mul(r, s.factor)), s.dimension
}
