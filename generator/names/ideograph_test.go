package names

import (
	"testing"
	"unicode"
)

// Folding leaves ideographs as they are, since none has a small letter.
func TestIdeographsHaveNoCase(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if common(r) && unicode.ToLower(r) != r {
			t.Errorf("%c", r)
		}
	}
}
