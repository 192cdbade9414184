package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// marker is what a line of a list begins with.
type marker struct {
	printed string // as it is printed: "（一）", "a.", "①", "•"; "" for a bullet of Markdown
	family  string // those of one list have the same: "（han）", "lower.", "-"
	first   bool   // it is the first of its family: 1, a, i, 一, ①
	prose   bool   // a wrapped sentence may begin so: "A. ", "2. "
	length  int    // bytes up to the item's words
}

// The characters that markers are made of.
const (
	hanDigits = "一二三四五六七八九十百零〇"
	bullets   = "•●○◆◇■□▪"
)

// markerOf reads the marker that a line begins with; false where it begins with
// none. A number of more than three digits is a year, and one that touches what
// follows it is part of a number or a word, but for Chinese, which is written
// without blanks.
func markerOf(line string) (marker, bool) {
	first, n := utf8.DecodeRuneInString(line)
	switch {
	case n == 0:
		return marker{}, false
	case first == '-' || first == '*' || first == '+':
		return spaced(line, marker{family: line[:1], first: true, length: 1})
	case strings.ContainsRune(bullets, first):
		return touching(line, marker{printed: line[:n], family: line[:n], first: true, length: n})
	case first >= '①' && first <= '⑳':
		return touching(line, marker{printed: line[:n], family: "circled", first: first == '①', length: n})
	}
	open, closes := "", ".．)）、"
	switch first {
	case '(':
		open, closes = "(", ")"
	case '（':
		open, closes = "（", "）"
	}
	class, size := ordinal(line[len(open):])
	if size == 0 {
		return marker{}, false
	}
	word := line[len(open) : len(open)+size]
	end, k := utf8.DecodeRuneInString(line[len(open)+size:])
	if k == 0 || !strings.ContainsRune(closes, end) || class == "han" && strings.ContainsRune(".．)", end) && open == "" {
		return marker{}, false
	}
	length := len(open) + size + k
	m := marker{printed: line[:length], family: open + class + string(end), length: length,
		first: word == "1" || word == "一" || strings.EqualFold(word, "a") || strings.EqualFold(word, "i"),
		prose: open == "" && class != "han" && class != "digit" && end == '.'}
	if open == "（" || end == '、' || end == '）' {
		return touching(line, m)
	}
	if after, _ := utf8.DecodeRuneInString(line[length:]); class == "digit" && unicode.Is(unicode.Han, after) {
		return touching(line, m)
	}
	return spaced(line, m)
}

// ordinal reads a number or letter that counts items.
func ordinal(s string) (class string, size int) {
	in := func(set string) int { return len(s) - len(strings.TrimLeft(s, set)) }
	switch {
	case in("0123456789") > 0:
		if n := in("0123456789"); n <= 3 {
			return "digit", n
		}
	case in(hanDigits) > 0:
		if n := in(hanDigits); n <= 4*len("一") {
			return "han", n
		}
	case in("ivxlc") > 1 && in("ivxlc") <= 6:
		return "lower", in("ivxlc")
	case in("IVXLC") > 1 && in("IVXLC") <= 6:
		return "upper", in("IVXLC")
	case s != "" && s[0] >= 'a' && s[0] <= 'z':
		return "lower", 1
	case s != "" && s[0] >= 'A' && s[0] <= 'Z':
		return "upper", 1
	}
	return "", 0
}

// spaced is a marker behind which there must be a blank, and words.
func spaced(line string, m marker) (marker, bool) {
	if m.length < len(line) && line[m.length] != ' ' && line[m.length] != '\t' {
		return marker{}, false
	}
	return touching(line, m)
}

// touching is a marker behind which there may be a blank.
func touching(line string, m marker) (marker, bool) {
	m.length = len(line) - len(strings.TrimLeft(line[m.length:], " \t　"))
	return m, true
}
