// Package likeness says which words two texts have in common, in what order. A word
// is a run of letters and digits of an alphabet; in scripts that put no blanks
// between words, each character is one. It knows no language: what a word is follows
// from the script of its letters (Unicode's Scripts.txt).
package likeness

import (
	"unicode"
	"unicode/utf8"
)

// Word is a word, a sign or a run of blanks of a text, by bytes.
type Word struct {
	Text       string
	Start, End int
}

// joined are the scripts whose letters make words with blanks between them. All
// other letters stand alone.
var joined = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian,
	unicode.Hebrew, unicode.Arabic, unicode.Devanagari, unicode.Hangul, unicode.Ethiopic, unicode.Mongolian, unicode.Tibetan}

type class uint8

const (
	alone class = iota
	letter
	blank
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			return letter
		case r == ' ' || r == '\t' || r == '\n' || r == '\r':
			return blank
		}
		return alone
	case unicode.IsSpace(r):
		return blank
	case unicode.In(r, joined...) || unicode.IsMark(r):
		return letter
	}
	return alone
}

// Words takes a text apart; put together again, the words are the text.
func Words(text string) []Word {
	words := make([]Word, 0, len(text)/3+1)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		start, c := i, classOf(r)
		for i += n; c != alone && i < len(text); i += n {
			if r, n = utf8.DecodeRuneInString(text[i:]); classOf(r) != c {
				break
			}
		}
		words = append(words, Word{text[start:i], start, i})
	}
	return words
}

// Blank reports whether a word is a run of blanks.
func (w Word) Blank() bool {
	r, _ := utf8.DecodeRuneInString(w.Text)
	return classOf(r) == blank
}

// Weight is how many characters words have, without blanks.
func Weight(words []Word) int {
	n := 0
	for _, w := range words {
		n += w.Weight()
	}
	return n
}

// Weight is how many characters the word has; none where it is blank.
func (w Word) Weight() int {
	if w.Blank() {
		return 0
	}
	return utf8.RuneCountInString(w.Text)
}
