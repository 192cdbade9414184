package chart

import (
	"strings"
	"unicode"
)

// wrap breaks a name into lines no wider than limit, where a line can be broken
// at all: after spaces and dashes, and between East Asian characters except before closing
// punctuation.
func wrap(s string, size, limit float64) string {
	var lines []string
	for para := range strings.SplitSeq(s, "\n") {
		line := ""
		for _, piece := range pieces(para) {
			if line != "" && textWidth(strings.TrimRight(line+piece, " "), size) > limit {
				lines = append(lines, strings.TrimRight(line, " "))
				line = ""
			}
			line += piece
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}

// pieces cuts a line where it may be broken.
func pieces(s string) []string {
	var out []string
	start, last := 0, rune(0)
	for i, r := range s {
		breakable := i > start && (last == ' ' && r != ' ' || last == '–' ||
			(wide(last) || wide(r)) && last != ' ' && r != ' ' && !closing(r) && !opening(last))
		if breakable {
			out = append(out, s[start:i])
			start = i
		}
		last = r
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

func closing(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("，。、；：？！…—%,.;:?!", r)
}

func opening(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }

func lineCount(s string) int { return 1 + strings.Count(s, "\n") }
