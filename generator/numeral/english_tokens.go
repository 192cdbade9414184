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

// firstLetter is the first character of the tokens, in small letters, behind a
// hyphen; -1 if there is none.
func firstLetter(ts []token) rune {
	if len(ts) > 1 && ts[0].low == "-" {
		ts = ts[1:]
	}
	if len(ts) == 0 {
		return -1
	}
	r, _ := utf8.DecodeRuneInString(ts[0].low)
	return r
}

// endsWith reports whether the words of a phrase are the last of the tokens.
func endsWith(ts, phrase []token) bool {
	if len(phrase) > len(ts) {
		return false
	}
	for i, t := range ts[len(ts)-len(phrase):] {
		if t.low != phrase[i].low {
			return false
		}
	}
	return true
}

// after returns how many of the tokens the phrase takes if they begin with it,
// or 0. A hyphen may stand for a space: a 10-year plan. Short words and those
// with capitals are read as they stand, since mW is not MW.
func after(ts, phrase []token) int {
	n := 0
	for i, p := range phrase {
		if n < len(ts) && ts[n].low == "-" && !ts[n].gap && p.low != "-" && (i == 0 || p.gap) {
			n++
		} else if n < len(ts) && i > 0 && ts[n].gap != p.gap {
			return 0
		}
		if n == len(ts) || ts[n].low != p.low || (len(p.text) <= 3 || p.text != p.low) && ts[n].text != p.text {
			return 0
		}
		n++
	}
	return n
}
