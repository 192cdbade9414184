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
