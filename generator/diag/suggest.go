package diag

import (
	"slices"
	"strings"
)

// Closest returns the candidate nearest to word by edit distance, for "did you
// mean". It returns "" where none is near: further than a third of the word,
// with one slip always allowed, but not where nothing of the word would be left;
// nor where only what is counted differs (ch2 is no slip for ch1). Ties go to the
// first in sorted order.
func Closest(word string, candidates []string) string {
	sorted := slices.Sorted(slices.Values(candidates))
	w := []rune(fold(word))
	best, bestDist := "", max(1, len(w)/3)+1
	for _, c := range sorted {
		other := []rune(fold(c))
		if d := distance(w, other); d < bestDist && d < max(len(w), len(other), 1) {
			best, bestDist = c, d
		}
	}
	if bestDist > 0 && onlyCounted(w, []rune(fold(best))) {
		return ""
	}
	return best
}

// onlyCounted reports whether two words differ in nothing but numbers that count
// things: of one or two digits, so that years can still be slips for each other.
func onlyCounted(a, b []rune) bool {
	for {
		na, nb := digits(a), digits(b)
		switch {
		case (na > 0) != (nb > 0):
			return false
		case na == 0 && (len(a) == 0 || len(b) == 0):
			return len(a) == len(b)
		case na == 0 && a[0] != b[0]:
			return false
		case na == 0:
			na, nb = 1, 1
		case (na > 2 || nb > 2) && !slices.Equal(a[:na], b[:nb]):
			return false
		}
		a, b = a[na:], b[nb:]
	}
}

// digits is how many digits a word begins with.
func digits(w []rune) int {
	for i, r := range w {
		if r < '0' || r > '9' {
			return i
		}
	}
	return len(w)
}

// signs are those that one types for others.
var signs = strings.NewReplacer("≥", ">=", "≤", "<=", "≧", ">=", "≦", "<=")

// fold takes away what is no difference for one who types: capitals, full-width
// letters and digits, signs, and which of the dashes joins two words.
func fold(s string) string {
	s = signs.Replace(s)
	return strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '_' || r == '–' || r == '—' || r == ' ':
			return '-'
		}
		return r
	}, s))
}

// DidYouMean is the hint that goes with Closest; empty where nothing is near, or
// only what was written already.
func DidYouMean(word string, candidates []string) Text {
	c := Closest(word, candidates)
	if c == "" || c == word {
		return Text{}
	}
	return Tf("是否想写 %q？", "did you mean %q?", c)
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours (Damerau 1964, restricted edit).
func distance(a, b []rune) int {
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
