package numeral

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// minusSigns are the characters that make a number directly behind them negative.
// A dash between two numbers, or in an id such as G-65, does not.
const minusSigns = "-−－﹣‑–"

// belowZero stands before degrees below zero. Its first character is a numeral.
const belowZero = "零下"

// minusZH is where a minus sign begins that belongs to the number at i; i if
// there is none. Nothing before floor, where the last quantity ended, is looked
// at. Sure is false where it may be a dash or part of a name (东风-41), unless the
// number is a measure.
func minusZH(text string, floor, i int) (start int, sure bool) {
	sign, size := utf8.DecodeLastRuneInString(text[floor:i])
	before := text[:i-size]
	switch {
	case sign == '负':
		for _, w := range chineseNoMinus {
			if strings.HasSuffix(before, w) {
				return i, true
			}
		}
		return i - size, true
	case size == 0 || !strings.ContainsRune(minusSigns, sign):
		return i, true
	case i-size == floor && floor > 0:
		return i, true // 5公里-3公里
	}
	r := lastRune(before)
	switch {
	case before == "", unicode.IsSpace(r), strings.ContainsRune(chineseBeforeMinus, r):
		return i - size, true
	case unicode.Is(unicode.Han, r):
		return i - size, sign == '−'
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Pd, r), unicode.Is(unicode.Pe, r), unicode.Is(unicode.Pf, r), r == '−':
		return i, true
	}
	return i - size, true
}

// signedZH reads the second number of a range, with its sign.
func (u *Units) signedZH(text string, i int) (amountZH, bool) {
	for _, sign := range chineseMinus {
		if rest, ok := strings.CutPrefix(text[i:], sign); ok && rest != "" {
			a, ok := u.amountZHAt(text, i+len(sign))
			a.negate()
			return a, ok
		}
	}
	return u.amountZHAt(text, i)
}

// chineseMinus are the words and signs for minus.
var chineseMinus = append(strings.Split(minusSigns, ""), "负", belowZero)

func (n *numberZH) negate() {
	if n.value.IsNone() {
		return
	}
	n.value = n.value.negative()
	if !n.high.IsNone() {
		n.value, n.high = n.high.negative(), n.value
	}
	n.lone = 0
}

// minus is the token where a minus sign begins that belongs to the number at
// token i; i if there is none. Nothing before floor, where the last quantity
// ended, is looked at.
func (e reading) minus(floor, i int) int {
	sign := i - 1
	if sign < floor {
		return i
	}
	w := e.word(sign)
	switch {
	case w.minus && e.tokens[sign].kind == wordToken:
		if sign == floor && floor > 0 || e.is(sign-1, wordOr) {
			return i // 10 minus 5, plus or minus 5
		}
		return sign
	case !w.minus || e.tokens[sign+1].gap:
		return i
	case sign == 0 || e.tokens[sign].gap:
		return sign
	}
	switch t := e.at(sign - 1); {
	case sign == floor, t.kind != signToken:
		return i // 5-3, G-65
	case e.word(sign - 1).money:
		return sign // $-5
	default:
		r, _ := utf8.DecodeLastRuneInString(e.text[t.start:t.end])
		if unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pd) || r == '"' || r == '\'' || r == '%' {
			return i
		}
	}
	return sign
}

// belowZero is how many tokens degrees below zero and the like take at i; 0 if
// they are not there.
func (e reading) belowZero(i int) int {
	k := i
	if e.is(k, wordDegree) || e.is(k, wordDegrees) {
		k++
	}
	if e.is(k, wordBelow) && (e.is(k+1, wordZero) || e.is(k+1, wordFreezing)) {
		return k + 2 - i
	}
	return 0
}
