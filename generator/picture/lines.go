package picture

import (
	"strings"
	"unicode"
)

// No line begins with what closes, and none ends with what opens (GB/T
// 15834—2011, 5.1).
const (
	closing = "，。、；：？！）》」』】〉”’…—～％·,.;:?!)]}%"
	openers = "（《「『【〈“‘([{"
)

// pieces are the parts of a text between which a line may end. A space belongs
// to the piece before it.
func pieces(text string) []string {
	var out []string
	var last rune
	start := 0
	for i, r := range text {
		if i > start && breaks(last, r) {
			out, start = append(out, text[start:i]), i
		}
		last = r
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

// breaks reports whether a line may end between two characters.
func breaks(a, b rune) bool {
	switch {
	case unicode.IsSpace(b) || strings.ContainsRune(closing, b) || strings.ContainsRune(openers, a):
		return false
	case unicode.IsSpace(a):
		return true
	}
	return wide(a) || wide(b)
}

// wide reports whether a character stands in a square of its own.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff60
}

// wrap breaks a text into lines of a width. Where that takes more lines than max
// (0 for any number), the last one ends in an ellipsis; no letter is added or
// changed before it.
func (t *Typesetter) wrap(text string, font *Font, size, width float64, max int) []string {
	var lines []string
	line := ""
	full := func(s string) bool { return font.Width(strings.TrimRightFunc(s, unicode.IsSpace), size) > width }
	for _, p := range pieces(text) {
		for full(line + p) {
			if line == "" { // a piece wider than a line is broken where it must
				n := fitting(p, full)
				lines, p = append(lines, p[:n]), p[n:]
				continue
			}
			lines, line = append(lines, strings.TrimRightFunc(line, unicode.IsSpace)), ""
		}
		line += p
	}
	if line = strings.TrimRightFunc(line, unicode.IsSpace); line != "" {
		lines = append(lines, line)
	}
	if max == 0 || len(lines) <= max {
		return lines
	}
	lines = lines[:max]
	parts := pieces(lines[max-1])
	for len(parts) > 1 && full(strings.Join(parts, "")+"…") {
		parts = parts[:len(parts)-1]
	}
	lines[max-1] = strings.TrimRight(strings.Join(parts, ""), " ，、；：,;:") + "…"
	return lines
}

// fitting is how many bytes of a piece fit into a line, at least one character.
func fitting(p string, full func(string) bool) int {
	n := 0
	for i, r := range p {
		if end := i + len(string(r)); n == 0 || !full(p[:end]) {
			n = end
		} else {
			break
		}
	}
	return n
}

// fit sets a title in the largest of the sizes in which it takes no more lines
// than max and no word is broken; in the smallest where there is none.
func (t *Typesetter) fit(text string, width float64, sizes []float64, max int) (size float64, lines []string) {
	for i, s := range sizes {
		size = s
		lines = t.wrap(text, t.Bold, s, width, 0)
		whole := true
		for _, p := range pieces(text) {
			whole = whole && t.Bold.Width(strings.TrimSpace(p), s) <= width
		}
		allowed := max
		if i < 2 {
			allowed = min(max, 2) // large letters are for short titles
		} else if i < 4 {
			allowed = min(max, 3)
		}
		if whole && len(lines) <= allowed {
			return size, lines
		}
	}
	return size, t.wrap(text, t.Bold, size, width, max)
}
