package numeral

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a run of digits with its separators, or another character.
type token struct {
	text       string // as it stands
	low        string // in small letters
	start, end int
	digits     bool
	word       bool
	gap        bool // white space stands before it
}

// tokens cuts an English text. A letter next to a digit begins a new token: 3D
// is 3 and D.
func tokens(text string) []token {
	var out []token
	gap := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			gap = true
			i += size
			continue
		}
		t := token{start: i, gap: gap}
		switch {
		case '0' <= r && r <= '9':
			t.digits = true
			i = digitsEnd(text, i)
		case unicode.IsLetter(r):
			t.word = true
			for i < len(text) {
				r, size = utf8.DecodeRuneInString(text[i:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '²' && r != '³' {
					break
				}
				i += size
			}
		default:
			i += size
		}
		t.end = i
		t.text = text[t.start:t.end]
		t.low = strings.ToLower(t.text)
		out = append(out, t)
		gap = false
	}
	return out
}

// digitsEnd is where the digits that begin at i end, with commas between
// thousands and a decimal point.
func digitsEnd(text string, i int) int {
	run := func() {
		for i < len(text) && '0' <= text[i] && text[i] <= '9' {
			i++
		}
	}
	start := i
	run()
	if i-start <= 3 {
		for thousands(text[i:]) {
			i++
			run()
		}
	}
	if i+1 < len(text) && text[i] == '.' && '0' <= text[i+1] && text[i+1] <= '9' {
		i++
		run()
	}
	return i
}

// phraseBefore reports whether the tokens before n are the words of a phrase.
func phraseBefore(ts []token, n int, text string) bool {
	words := strings.Fields(text)
	if len(words) > n {
		return false
	}
	for k, w := range words {
		if ts[n-len(words)+k].low != w {
			return false
		}
	}
	return true
}

// phraseAt returns the index behind the words of a phrase that stands at n, or n
// if it does not. A hyphen may stand for a space: a 10-year plan.
func phraseAt(ts []token, n int, text string, exact bool) int {
	at := n
	for rest := text; rest != ""; {
		if at < len(ts) && at > 0 && ts[at].low == "-" && !ts[at].gap {
			at++
		}
		if at >= len(ts) {
			return n
		}
		s := ts[at].low
		if exact {
			s = ts[at].text
		}
		if s == "" || !strings.HasPrefix(rest, s) || rest != text && rest[0] != ' ' && ts[at].gap {
			return n
		}
		rest = rest[len(s):]
		at++
		if trimmed := strings.TrimPrefix(rest, " "); trimmed != rest {
			if at >= len(ts) || !ts[at].gap && ts[at].low != "-" {
				return n
			}
			rest = trimmed
		}
	}
	return at
}
