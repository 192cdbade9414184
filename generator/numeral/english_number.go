package numeral

import (
	"math/big"
	"strings"
	"unicode/utf8"
)

// numberEN is a bare English number, in digits or in words.
type numberEN struct {
	value    *big.Rat
	times    *big.Rat // what million and the like behind it multiply by, or nil
	kind     Kind
	n        int  // how many tokens it takes
	four     bool // four plain digits, as a year has
	optional bool // one, first, both: may be left unsaid
	bare     bool // a multiplier alone, which counts for certain before a measure
}

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// numberENAt reads the number that the tokens begin with; prev is the token
// before them.
func numberENAt(ts []token, prev string) (numberEN, bool) {
	t := ts[0]
	if t.digits {
		return digitsEN(ts, prev)
	}
	if !t.word {
		r, _ := utf8.DecodeRuneInString(t.text)
		return numberEN{value: whole(romanRune(r)), kind: Ordinal, n: 1}, romanRune(r) > 0
	}
	if n, ok := articleEN(ts); ok {
		return n, true
	}
	if n, ok := wordsEN(ts); ok {
		return n, true
	}
	if v, ok := englishOrdinals[t.low]; ok {
		return numberEN{value: whole(v), kind: Ordinal, n: 1, optional: v <= 2}, true
	}
	as, ok := englishAs[t.low]
	if !ok && t.low != t.text {
		as, ok = englishMonths[t.low]
	}
	if ok {
		v, _ := new(big.Rat).SetString(as)
		return numberEN{value: v, kind: Word, n: 1, optional: true}, true
	}
	if v := roman(t.text); v > 0 && t.gap && romanAfter[prev] {
		return numberEN{value: whole(v), kind: Ordinal, n: 1}, true
	}
	return numberEN{}, false
}

// digitsEN reads digits with what belongs to them: 13th, 1990s, 1/3, 38.63
// million.
func digitsEN(ts []token, prev string) (numberEN, bool) {
	t := ts[0]
	n := numberEN{n: 1}
	if len(t.text) > maxDigits {
		return n, false
	}
	n.value, _ = new(big.Rat).SetString(strings.ReplaceAll(t.text, ",", ""))
	n.four = len(t.text) == 4 && !strings.Contains(t.text, ".")
	if len(ts) > 1 && !ts[1].gap {
		switch ts[1].low {
		case "st", "nd", "rd", "th":
			n.kind, n.n = Ordinal, 2
			return n, true
		case "s":
			if n.four {
				n.kind, n.n = Year, 2
				return n, true
			}
		case "/":
			if prev != "/" && len(ts) > 2 && ts[2].digits && !ts[2].gap && len(ts[2].text) <= maxDigits &&
				(len(ts) == 3 || ts[3].low != "/") {
				d, _ := new(big.Rat).SetString(strings.ReplaceAll(ts[2].text, ",", ""))
				if d.Sign() > 0 {
					n.value.Quo(n.value, d)
					n.kind, n.n, n.four = Fraction, 3, false
					return n, true
				}
			}
		}
	}
	for range 3 {
		k := next(ts, n.n)
		if k == len(ts) || englishMultipliers[ts[k].low] == 0 {
			break
		}
		n.scale(englishMultipliers[ts[k].low])
		n.n = k + 1
	}
	return n, true
}

// scale multiplies the number and remembers by what.
func (n *numberEN) scale(m int64) {
	if n.times == nil {
		n.times = big.NewRat(1, 1)
	}
	n.times.Mul(n.times, whole(m))
	n.value.Mul(n.value, whole(m))
	n.four = false
}

// next is the index of the word behind i tokens, over a hyphen that joins the two.
func next(ts []token, i int) int {
	if i+1 < len(ts) && ts[i].low == "-" && !ts[i].gap && !ts[i+1].gap {
		return i + 1
	}
	return i
}

// articleEN reads a third of, a million, half a million, and million alone.
func articleEN(ts []token) (numberEN, bool) {
	low := func(i int) string {
		if i < len(ts) {
			return ts[i].low
		}
		return ""
	}
	switch {
	case low(0) == "half" && low(1) == "a" && englishMultipliers[low(2)] > 0:
		return numberEN{value: big.NewRat(englishMultipliers[low(2)], 2), n: 3}, true
	case (low(0) == "a" || low(0) == "an") && englishMultipliers[low(1)] > 0:
		n, ok := wordsEN(ts[1:])
		n.n, n.bare = n.n+1, false
		return n, ok
	case (low(0) == "a" || low(0) == "an") && englishParts[low(1)] > 0:
		of := low(2) == "of" || len(ts) == 2 || !ts[2].word && low(2) != "-"
		return numberEN{value: big.NewRat(1, englishParts[low(1)]), kind: Fraction, n: 2}, of
	}
	return numberEN{}, false
}

// wordsEN reads a number in words: two, twenty-five, one hundred and five, three
// million, two thirds, twenty-first.
func wordsEN(ts []token) (numberEN, bool) {
	var total, part, last int64 // last is the last word's value, 0 at the start
	n := numberEN{bare: true}
	for k := 0; k < len(ts) && k < 24; k = next(ts, n.n) {
		low := ts[k].low
		c, cardinal := englishCardinals[low]
		m := englishMultipliers[low]
		o := englishOrdinals[low]
		switch {
		case cardinal && (last == 0 && n.n == 0 || last >= 100 && (m == 0) || last >= 20 && last < 100 && 0 < c && c < 10):
			part += c
			last = c
			n.bare = false
		case n.n > 0 && last >= 20 && last < 100 && 0 < o && o < 10:
			return numberEN{value: whole(total + part + o), kind: Ordinal, n: k + 1}, true
		case m == 100 && part < 100 && last < 100:
			part = max(part, 1) * m
			last = m
		case m > 100 && (last == 0 && n.n == 0 || last < 1000) && (total == 0 || total%m == 0 && total > m):
			total += max(part, 1) * m
			part, last = 0, m
			n.times = whole(m)
		case low == "and" && last >= 100 && k+1 < len(ts) && below100(ts[k+1:]):
		default:
			k = len(ts)
		}
		if k == len(ts) {
			break
		}
		n.n = k + 1
	}
	if n.n == 0 {
		return n, false
	}
	n.value = whole(total + part)
	n.optional = n.n == 1 && total+part <= 1
	n.bare = n.bare && n.n == 1
	if k := next(ts, n.n); k < len(ts) && total == 0 && part > 0 && !n.bare {
		if p := englishParts[ts[k].low]; p > 0 && (part == 1) != strings.HasSuffix(ts[k].low, "s") {
			return numberEN{value: big.NewRat(part, p), kind: Fraction, n: k + 1}, true
		}
	}
	return n, true
}

// below100 reports whether the tokens begin with a number below a hundred, as
// after the and of one hundred and five.
func below100(ts []token) bool {
	n := 0
	for _, t := range ts[:min(len(ts), 4)] {
		if t.low == "-" {
			continue
		}
		if _, ok := englishCardinals[t.low]; ok {
			n++
			continue
		}
		return n > 0 && englishMultipliers[t.low] == 0
	}
	return n > 0
}
