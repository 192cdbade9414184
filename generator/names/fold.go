package names

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"atlas/generator/ideograph"
)

// folded is a text prepared for matching, in two versions of the same length:
// exact, where only typography and radicals are made equal, and lower, in small letters too.
type folded struct {
	exact, lower []byte
	// at is the offset in the text of the character that a byte of the folded
	// text begins, or -1 inside a character; one more at the end.
	at []int32
}

func foldString(s string) *folded {
	f := new(folded)
	f.fold(s)
	return f
}

func (f *folded) low() string { return string(f.lower) }

// fold fills f from a text, using its old space.
func (f *folded) fold(s string) {
	f.exact, f.lower = slices.Grow(f.exact[:0], len(s)), slices.Grow(f.lower[:0], len(s))
	f.at = slices.Grow(f.at[:0], len(s)+1)
	space := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c == ' ' || '\t' <= c && c <= '\r' {
				if !space {
					f.put(' ', ' ', i)
				}
				space = true
			} else {
				low := c
				if 'A' <= c && c <= 'Z' {
					low += 'a' - 'A'
				}
				f.put(c, low, i)
				space = false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		g := typography(r)
		switch {
		case g == ' ':
			if !space {
				f.put(' ', ' ', i)
			}
		case g < utf8.RuneSelf:
			f.put(byte(g), byte(g), i)
		default:
			raw := s[i : i+size]
			if p := ideograph.Plain(r); p != r {
				raw, r = string(p), p
			}
			f.putRune(raw, r, i)
		}
		space = g == ' '
		i += size
	}
	f.at = append(f.at, int32(len(s)))
}

func (f *folded) put(exact, lower byte, at int) {
	f.exact = append(f.exact, exact)
	f.lower = append(f.lower, lower)
	f.at = append(f.at, int32(at))
}

// putRune adds a character beyond ASCII as it stands in the text (an invalid
// byte too; a radical as its ideograph), and its small letter where that is as long.
func (f *folded) putRune(raw string, r rune, at int) {
	f.exact = append(f.exact, raw...)
	f.at = append(f.at, int32(at))
	for range len(raw) - 1 {
		f.at = append(f.at, -1)
	}
	if common(r) { // the most frequent by far, and without small letters
		f.lower = append(f.lower, raw...)
	} else if low := unicode.ToLower(r); low != r && utf8.RuneLen(low) == len(raw) {
		f.lower = utf8.AppendRune(f.lower, low)
	} else {
		f.lower = append(f.lower, raw...)
	}
}

// common reports whether the character is one of the common ideographs or of
// the punctuation and syllables before them.
func common(r rune) bool { return 0x3000 <= r && r <= 0x9FFF }

// typography gives the plain character for one that only looks better.
func typography(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ', '＇':
		return '\''
	case '–', '‐', '‑':
		return '-'
	case '\u00a0', '\u2002', '\u2003', '\u2009', '\u202f', '\u3000', '\u0085', '\u2028', '\u2029':
		return ' '
	}
	return r
}

// inWord reports whether the character is part of words that stand apart from
// their neighbours. Where words are not spaced only alphabets and digits are.
func inWord(r rune, spaced bool) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	case r == utf8.RuneError:
		return false
	case spaced:
		return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
	default:
		return r < 0x1100 && (unicode.IsLetter(r) || unicode.IsMark(r))
	}
}

// joined reports whether the characters before and after the offset i of the
// folded text belong to one word. An apostrophe between letters joins them.
func (f *folded) joined(i int, spaced bool) bool {
	before, nb := utf8.DecodeLastRune(f.exact[:i])
	after, na := utf8.DecodeRune(f.exact[i:])
	switch {
	case inWord(before, spaced) && inWord(after, spaced):
		return true
	case before == '\'' && inWord(after, spaced):
		r, _ := utf8.DecodeLastRune(f.exact[:i-nb])
		return inWord(r, spaced)
	case after == '\'' && inWord(before, spaced):
		r, _ := utf8.DecodeRune(f.exact[i+na:])
		return inWord(r, spaced)
	}
	return false
}

// inASCIIWord reports whether the offset i of the folded text is within a word of
// ASCII letters and digits: then the two sides are joined in every writing.
func (f *folded) inASCIIWord(i int) bool {
	return i > 0 && alphanumeric[f.exact[i-1]] && alphanumeric[f.exact[i]]
}

var alphanumeric = func() (set [256]bool) {
	for c := range utf8.RuneSelf {
		set[c] = inWord(rune(c), true)
	}
	return set
}()

// startsSentence reports whether a sentence begins at the offset i of the
// folded text: at its start, or after a mark that ends one. Quotation marks,
// brackets and Markdown's marks between are passed over.
func (f *folded) startsSentence(i int) bool {
	gap := false
	for i > 0 {
		r, n := utf8.DecodeLastRune(f.exact[:i])
		switch r {
		case ' ':
			gap = true
		case '"', '\'', '“', '”', '(', ')', '[', ']', '*', '_', '#', '>', '（', '）', '《', '「', '『':
		case '.', '!', '?', ':', '…':
			return gap
		case '。', '！', '？', '：':
			return true
		case '—', '•':
			return i == n
		case '-': // the mark of a list
			if i == n || i == n+1 && f.exact[0] == ' ' {
				return true
			}
			return false
		default:
			return false
		}
		i -= n
	}
	return true
}
