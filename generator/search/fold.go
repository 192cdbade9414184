package search

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"atlas/generator/ideograph"
)

// Fold writes a text as it is compared: small letters, no diacritics, full-width
// Latin as half-width, units in a square as letters, radicals as ideographs, one kind of apostrophe, quotation mark, hyphen and blank.
// The browser script folds in the same way; a test compares the two.
func Fold(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	for _, r := range s {
		if r < 0x80 {
			out.WriteRune(foldASCII(r))
		} else {
			out.WriteString(foldRune(r))
		}
	}
	return out.String()
}

func foldASCII(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < ' ':
		return ' '
	case r == '`':
		return '\''
	}
	return r
}

// foldRune folds a character beyond ASCII; a lone mark becomes nothing.
func foldRune(r rune) string {
	switch {
	case r == '’' || r == '‘' || r == 'ʼ' || r == '′':
		return "'"
	case r == '“' || r == '”' || r == '„' || r == '″' || r == '«' || r == '»':
		return `"`
	case r >= 0x2010 && r <= 0x2015 || r == '−':
		return "-"
	case r == 0xA0 || r == 0x3000 || r == 0x202F || r >= 0x2000 && r <= 0x200A:
		return " "
	case r >= 0xFF01 && r <= 0xFF5E:
		return string(foldASCII(r - 0xFEE0))
	case r >= 0x3300 && r <= 0x33FF: // units in a square: ㎡ is m2, as m² is
		return strings.ToLower(norm.NFKC.String(string(r)))
	case r >= 0x2E80:
		return string(ideograph.Plain(r))
	}
	var out strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if d < 0x300 || d > 0x36F {
			out.WriteRune(unicode.ToLower(d))
		}
	}
	return out.String()
}

// isHan reports whether a folded character is written without blanks around it.
func isHan(r rune) bool { return r >= 0x2E80 }

// isWord reports whether a folded character is part of a word that stands
// between blanks: a letter or digit that is not Han.
func isWord(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return r > 0xBF && r < 0x2000 && r != 0xD7 && r != 0xF7
}
