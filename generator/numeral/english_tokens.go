package numeral

import (
	"unicode"
	"unicode/utf8"
)

// token is a word, a run of digits with its separators, or another character.
type token struct {
	start, end int
	id         wordID
	kind       tokenKind
	gap        bool // white space stands before it
	begins     bool // a number may begin with it, whatever stands before
}

type tokenKind uint8

const (
	signToken tokenKind = iota
	wordToken
	digitsToken
)

// class sorts the bytes of a text.
type class uint8

const (
	other class = iota
	space
	digit
	letter
	beyond // of a character beyond ASCII
)

var classes = func() (c [256]class) {
	for b := range c {
		switch {
		case b >= utf8.RuneSelf:
			c[b] = beyond
		case unicode.IsSpace(rune(b)):
			c[b] = space
		case '0' <= b && b <= '9':
			c[b] = digit
		case unicode.IsLetter(rune(b)):
			c[b] = letter
		}
	}
	return c
}()

// tokens cuts an English text and appends what it consists of to ts. A letter
// next to a digit begins a new token: 3D is 3 and D.
func (l *lexicon) tokens(text string, ts []token) []token {
	gap := false
	for i := 0; i < len(text); {
		t := token{start: i, gap: gap}
		c := classes[text[i]]
		ascii := c != beyond
		if !ascii {
			r, size := utf8.DecodeRuneInString(text[i:])
			switch {
			case unicode.IsSpace(r):
				c = space
			case unicode.IsLetter(r):
				c = letter
			default:
				c = other
				t.begins = romanRune(r) > 0 || !vulgar(r).IsNone()
			}
			i += size - 1
		}
		i++
		switch c {
		case space:
			gap = true
			continue
		case digit:
			t.kind = digitsToken
			i = digitsEnd(text, t.start)
		case letter:
			t.kind = wordToken
			i, ascii = wordEnd(text, i, ascii)
		}
		t.end = i
		t.id = l.find(text[t.start:i], ascii)
		t.begins = t.begins || t.kind == digitsToken || l.words[t.id].begins
		ts = append(ts, t)
		gap = false
	}
	return ts
}

// wordEnd is where the letters end that go on at i, and whether they all are ASCII.
func wordEnd(text string, i int, ascii bool) (int, bool) {
	for i < len(text) {
		c := classes[text[i]]
		if c == letter {
			i++
			continue
		}
		if c != beyond {
			break
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '²' && r != '³' {
			break
		}
		ascii = false
		i += size
	}
	return i, ascii
}

// digitsEnd is where the digits that begin at i end, with commas between
// thousands and a decimal point.
func digitsEnd(text string, i int) int {
	start := i
	i = runEnd(text, i)
	if i-start <= 3 {
		for thousands(text[i:]) {
			i = runEnd(text, i+1)
		}
	}
	if i+1 < len(text) && text[i] == '.' && classes[text[i+1]] == digit {
		i = runEnd(text, i+1)
	}
	return i
}

// runEnd is where the ASCII digits end that begin at i.
func runEnd(text string, i int) int {
	for i < len(text) && classes[text[i]] == digit {
		i++
	}
	return i
}

// reading is an English text and its tokens.
type reading struct {
	units  *Units
	text   string
	tokens []token
}

// at is the token at an index; an unknown sign beyond the ends.
func (e reading) at(i int) token {
	if i < 0 || i >= len(e.tokens) {
		return token{}
	}
	return e.tokens[i]
}

// word is the lexicon's entry of a token.
func (e reading) word(i int) *word { return &e.units.english.words[e.at(i).id] }

// is reports whether the token is the word.
func (e reading) is(i int, id wordID) bool { return e.at(i).id == id }

// textAt is a token as it stands.
func (e reading) textAt(i int) string { return e.text[e.tokens[i].start:e.tokens[i].end] }

// endsWith reports whether the words of a phrase are the last before a token.
func (e reading) endsWith(i int, phrase []phraseWord) bool {
	from := i - len(phrase)
	if from < 0 || i > len(e.tokens) {
		return false
	}
	for k, p := range phrase {
		if e.tokens[from+k].id != p.id {
			return false
		}
	}
	return true
}

// unitAt is the unit that begins with a token, or behind a hyphen there, and how
// many tokens it takes.
func (e reading) unitAt(i int) (unit string, used int) {
	first := i
	if e.is(i, hyphen) && i+1 < len(e.tokens) {
		first++
	}
	for _, u := range e.word(first).units {
		if used := e.begin(i, u.words); used > 0 {
			return u.unit, used
		}
	}
	return "", 0
}

// begin returns how many of the tokens from i on a phrase takes if they begin
// with it, or 0. A hyphen may stand for a space: a 10-year plan. Short words and
// those with capitals are read as they stand.
func (e reading) begin(i int, phrase []phraseWord) int {
	n := i
	for k, p := range phrase {
		if t := e.at(n); t.id == hyphen && !t.gap && p.id != hyphen && (k == 0 || p.gap) {
			n++
		} else if n < len(e.tokens) && k > 0 && t.gap != p.gap {
			return 0
		}
		if n >= len(e.tokens) || e.tokens[n].id != p.id || p.exact != "" && e.textAt(n) != p.exact {
			return 0
		}
		n++
	}
	return n - i
}
