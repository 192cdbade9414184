package picture

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
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
		whole := true
		for _, p := range pieces(text) {
			whole = whole && t.Bold.Width(strings.TrimSpace(p), s) <= width
		}
		allowed := min(max, 2+i/2) // large letters are for short titles
		if lines = t.wrap(text, t.Bold, s, width, 0); whole && len(lines) <= allowed {
			return size, t.balance(text, s, width, len(lines))
		}
	}
	return size, t.wrap(text, t.Bold, size, width, max)
}

// balance breaks a title into n lines of a width such that they are about equally
// long, the first rather than the last being longer, and rather after a mark than
// between two words: the sum of the squares of what lines leave empty is least,
// and a break after a mark is worth a third of a line.
func (t *Typesetter) balance(text string, size, width float64, n int) []string {
	parts := pieces(text)
	type way struct {
		cost float64
		from int
	}
	// best[k][j] is the best way to set the first j pieces in k lines.
	best := make([][]way, n+1)
	for k := range best {
		best[k] = make([]way, len(parts)+1)
		for j := range best[k] {
			best[k][j].cost = math.Inf(1)
		}
	}
	best[0][0].cost = 0
	for k := 1; k <= n; k++ {
		for j := 1; j <= len(parts); j++ {
			for i := j - 1; i >= 0; i-- {
				line := strings.TrimRightFunc(strings.Join(parts[i:j], ""), unicode.IsSpace)
				w := t.Bold.Width(line, size)
				if w > width {
					break
				}
				empty := (width - w) / width
				cost := best[k-1][i].cost + empty*empty
				if last, _ := utf8.DecodeLastRuneInString(line); j < len(parts) && strings.ContainsRune("：，；、:,;", last) {
					cost -= 1. / 9
				}
				if cost < best[k][j].cost {
					best[k][j] = way{cost, i}
				}
			}
		}
	}
	if math.IsInf(best[n][len(parts)].cost, 1) {
		return t.wrap(text, t.Bold, size, width, 0)
	}
	lines := make([]string, n)
	for k, j := n, len(parts); k > 0; k-- {
		i := best[k][j].from
		lines[k-1] = strings.TrimRightFunc(strings.Join(parts[i:j], ""), unicode.IsSpace)
		j = i
	}
	return lines
}
