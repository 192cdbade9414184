// Package ideograph knows the characters that only look like an ideograph: the
// radicals and compatibility ideographs that a copy from a PDF often holds.
package ideograph

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// radicals are the ideographs that the characters from U+2E80 on stand for, by
// the property Equivalent_Unified_Ideograph of Unicode; NFKC knows two of them.
var radicals = []rune("⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟")

// Plain returns the ideograph that a radical (U+2E80–2FD5) or a compatibility
// ideograph (U+F900–FAFF, U+2F800–2FA1F) stands for, and any other character as
// it is. Source: Unicode, Equivalent_Unified_Ideograph for U+2E80–2EF3, NFKC for
// the others.
func Plain(r rune) rune {
	switch {
	case r < 0x2E80 || r >= 0x2FE0 && r < 0xF900 || r >= 0xFB00 && r < 0x2F800 || r >= 0x2FA20:
		return r
	case r < 0x2F00:
		if i := int(r - 0x2E80); i < len(radicals) {
			return radicals[i]
		}
		return r
	}
	var b [utf8.UTFMax]byte
	var out [4 * utf8.UTFMax]byte
	plain, _ := utf8.DecodeRune(norm.NFKC.Append(out[:0], b[:utf8.EncodeRune(b[:], r)]...))
	return plain
}

// First returns the offset of the first character of a text that Plain reads as
// another, and how many such characters there are; -1 and 0 where there is none.
func First(s string) (at, count int) {
	at = -1
	for i := 0; i+2 < len(s); i++ {
		a, b := s[i], s[i+1]
		if a == 0xE2 && b >= 0xBA || a == 0xEF && b >= 0xA4 && b <= 0xAB || a == 0xF0 && b == 0xAF {
			if r, _ := utf8.DecodeRuneInString(s[i:]); Plain(r) != r {
				if count++; at < 0 {
					at = i
				}
			}
		}
	}
	return at, count
}

// Index returns from where to where a part stands in a text, in bytes, where
// both may hold radicals for ideographs; ok is false if it does not stand there.
func Index(s, part string) (start, end int, ok bool) {
	if i := strings.Index(s, part); i >= 0 {
		return i, i + len(part), true
	}
	_, inText := First(s)
	_, inPart := First(part)
	if part == "" || inText+inPart == 0 {
		return -1, -1, false
	}
	at := map[int]int{} // offsets of the folded text: those of the text
	var folded strings.Builder
	for i, r := range s {
		at[folded.Len()] = i
		if p := Plain(r); p != r {
			folded.WriteRune(p)
		} else {
			_, size := utf8.DecodeRuneInString(s[i:])
			folded.WriteString(s[i : i+size])
		}
	}
	at[folded.Len()] = len(s)
	want := strings.Map(Plain, part)
	i := strings.Index(folded.String(), want)
	if i < 0 {
		return -1, -1, false
	}
	return at[i], at[i+len(want)], true
}
