package align

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Clipped is a text of at most so many characters, cut between words, with a mark
// where it was cut.
func Clipped(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	cut := string([]rune(s)[:most])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// narrowLeast is how many characters of a sentence stand around a number at
// least.
const narrowLeast = 60

// clauseEnds are where a sentence may be cut: after a mark and the space that
// follows it in writing with spaces.
var clauseEnds = regexp.MustCompile(`[,;:.!?—] |[，；：。！？]`)

// Narrowed cuts a text to its clauses from the first to the last of the spots in
// it, with marks where it was cut. Where a spot is not in it, and where little would
// be gained, it stays whole.
func Narrowed(s string, spots []string) string {
	from, to := len(s), 0
	for _, spot := range spots {
		i := Standing(s, spot)
		if i < 0 {
			return s
		}
		from, to = min(from, i), max(to, i+len(spot))
	}
	if to == 0 {
		return s
	}
	ends := []int{0}
	for _, m := range clauseEnds.FindAllStringIndex(s, -1) {
		ends = append(ends, m[1])
	}
	ends = append(ends, len(s))
	first, last := 0, len(ends)-1
	for first+1 < last && ends[first+1] <= from {
		first++
	}
	for last-1 > first && ends[last-1] >= to {
		last--
	}
	for first > 0 && utf8.RuneCountInString(s[ends[first]:ends[last]]) < narrowLeast {
		first--
	}
	cut := strings.TrimSpace(s[ends[first]:ends[last]])
	if utf8.RuneCountInString(cut)+narrowLeast > utf8.RuneCountInString(s) {
		return s
	}
	if first > 0 {
		cut = "… " + cut
	}
	if last < len(ends)-1 && !strings.HasSuffix(cut, ".") {
		cut += " …"
	}
	return cut
}

// Standing finds a number in a text where no other digit touches it.
func Standing(s, spot string) int {
	digit := func(i int) bool { return i >= 0 && i < len(s) && (s[i] >= '0' && s[i] <= '9') }
	for at := 0; spot != ""; at++ {
		i := strings.Index(s[at:], spot)
		if i < 0 {
			return -1
		}
		at += i
		if end := at + len(spot); !digit(at-1) && !digit(end) && !(at > 1 && (s[at-1] == ',' || s[at-1] == '.') && digit(at-2)) &&
			!(end < len(s) && (s[end] == ',' || s[end] == '.') && digit(end+1)) {
			return at
		}
	}
	return -1
}
