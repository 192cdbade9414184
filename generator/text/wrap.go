package text

import (
	"unicode"
	"unicode/utf8"
)

// needsBlank reports whether a blank stands for the line break between two
// lines. Between characters of scripts without blanks (Han, kana, their
// punctuation) there is none.
func needsBlank(before, after []byte) bool {
	a, _ := utf8.DecodeLastRune(before)
	b, _ := utf8.DecodeRune(after)
	return !(unspaced(a) && unspaced(b))
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF ||
		r == '“' || r == '”' || r == '‘' || r == '’' || r == '—' || r == '…'
}
