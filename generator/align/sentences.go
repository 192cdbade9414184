package align

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closers may stand between the mark that ends a sentence and the next one.
const closers = "”’）)"

// Sentences are the stretches of a text that end with a full stop or the like,
// in bytes, with the blanks that follow.
func Sentences(s string, spaced bool) [][2]int {
	var out [][2]int
	start := 0
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		stop := strings.ContainsRune("。！？；", r)
		if spaced && strings.ContainsRune(".!?;", r) {
			rest := strings.TrimLeft(s[end:], closers) // “One axis.” This is
			stop = rest == "" || rest[0] == ' '
			if next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " ")); len(rest) < len(s)-end && unicode.IsLower(next) {
				stop = false // (quays, piers, etc.) and so on
			}
		}
		if stop {
			end += len(s[end:]) - len(strings.TrimLeft(s[end:], closers+" "))
			out = append(out, [2]int{start, end})
			start = end
		}
	}
	if start < len(s) {
		out = append(out, [2]int{start, len(s)})
	}
	return out
}
