package numeral

import "unicode/utf8"

// numberEN is a bare English number, in digits or in words.
type numberEN struct {
	value    Value
	high     Value // the year after, of 2028/29; else none
	times    Value // what million and the like behind it multiply by, or none
	kind     Kind
	n        int  // how many tokens it takes
	four     bool // four plain digits, as a year has
	optional bool // one, first, both: may be left unsaid
	bare     bool // a multiplier alone, which counts for certain before a measure
}

// number reads the number that begins with token i.
func (e reading) number(i int) (numberEN, bool) {
	t := e.tokens[i]
	switch {
	case t.kind == digitsToken:
		return e.digits(i)
	case !t.begins:
		return e.roman(i)
	case t.kind == signToken:
		r, _ := utf8.DecodeRuneInString(e.textAt(i))
		if v := vulgar(r); !v.IsNone() {
			return numberEN{value: v, kind: Fraction, n: 1}, true
		}
		return numberEN{value: whole(romanRune(r)), kind: Ordinal, n: 1}, true
	}
	if n, ok := e.article(i); ok {
		return n, true
	}
	if n, ok := e.words(i); ok {
		return n, true
	}
	w := e.word(i)
	if w.ordinal > 0 {
		return numberEN{value: whole(w.ordinal), kind: Ordinal, n: 1, optional: w.ordinal <= 2}, true
	}
	v := w.alone
	if v.IsNone() && w.low != e.textAt(i) {
		v = w.month
	}
	return numberEN{value: v, kind: Word, n: 1, optional: true}, !v.IsNone()
}

// afterRoman reports whether a word stands where a Roman numeral may.
func (e reading) afterRoman(i int) bool {
	return e.word(i-1).roman && e.tokens[i].gap && e.tokens[i].kind == wordToken
}

// roman reads capital I, V and X: Grade V.
func (e reading) roman(i int) (numberEN, bool) {
	if !e.afterRoman(i) {
		return numberEN{}, false
	}
	v := roman(e.textAt(i))
	return numberEN{value: whole(v), kind: Ordinal, n: 1}, v > 0
}

// digits reads digits with what belongs to them: 13th, 1990s, 1/3, 38.63
// million.
func (e reading) digits(i int) (numberEN, bool) {
	text := e.textAt(i)
	n := numberEN{n: 1}
	if len(text) > maxDigits {
		return n, false
	}
	n.value = decimal(text)
	n.four = len(text) == 4 && runEnd(text, 0) == 4
	if t := e.at(i + 1); !t.gap {
		switch t.id {
		case suffixSt, suffixNd, suffixRd, suffixTh:
			n.kind, n.n = Ordinal, 2
			return n, true
		case suffixS:
			if n.four {
				n.kind, n.n = Year, 2
				return n, true
			}
		case slash:
			// A date like 2017/5/6 is no fraction.
			if d := e.at(i + 2); d.kind == digitsToken && !d.gap && d.end-d.start <= maxDigits && !e.is(i-1, slash) && !e.is(i+3, slash) {
				v := decimal(e.textAt(i + 2))
				if last, ok := fiscal(n.value, v, n.four, d.end-d.start); ok {
					n.high, n.kind, n.n, n.four = last, Year, 3, false
					return n, true
				}
				if v.sign() > 0 {
					n.value = n.value.over(v)
					n.kind, n.n, n.four = Fraction, 3, false
					return n, true
				}
			}
		}
	}
	if t := e.at(i + 1); t.kind == signToken && t.begins && !t.gap {
		r, _ := utf8.DecodeRuneInString(e.text[t.start:t.end])
		if v := vulgar(r); !v.IsNone() { // 1½
			n.value, n.n, n.four = n.value.plus(v), 2, false
		}
	}
	for range 3 {
		k := e.next(i + n.n)
		m := e.word(k).multiplier
		if m == 0 {
			break
		}
		n.scale(m)
		n.n = k + 1 - i
	}
	return n, true
}

// scale multiplies the number and remembers by what.
func (n *numberEN) scale(m int64) {
	if n.times.IsNone() {
		n.times = whole(1)
	}
	n.times = n.times.times(whole(m))
	n.value = n.value.times(whole(m))
	n.four = false
}

// next is the index of the word at i, over a hyphen that joins it to the one
// before.
func (e reading) next(i int) int {
	if i+1 < len(e.tokens) && e.is(i, hyphen) && !e.tokens[i].gap && !e.tokens[i+1].gap {
		return i + 1
	}
	return i
}

// article reads a third of, a million, half a million.
func (e reading) article(i int) (numberEN, bool) {
	switch e.tokens[i].id {
	case wordHalf:
		if m := e.word(i + 2).multiplier; m > 0 && e.is(i+1, wordA) {
			return numberEN{value: ratio(m, 2), n: 3}, true
		}
	case wordA, wordAn:
		follows := e.word(i + 1)
		if follows.multiplier > 0 {
			n, ok := e.words(i + 1)
			n.n, n.bare = n.n+1, false
			return n, ok
		}
		if follows.part > 0 {
			last := i+2 == len(e.tokens)
			of := last || e.is(i+2, wordOf) || e.tokens[i+2].kind != wordToken && !e.is(i+2, hyphen)
			return numberEN{value: ratio(1, follows.part), kind: Fraction, n: 2}, of
		}
	}
	return numberEN{}, false
}

// words reads a number in words: two, twenty-five, one hundred and five, three
// million, two thirds, twenty-first; also million alone.
func (e reading) words(i int) (numberEN, bool) {
	var total, part, last int64 // last is the last word's value, 0 at the start
	n := numberEN{bare: true}
reading:
	for k := i; k < len(e.tokens) && k < i+24; k = e.next(i + n.n) {
		w := e.word(k)
		c, m, o := w.cardinal, w.multiplier, w.ordinal
		switch {
		case c >= 0 && (n.n == 0 || last >= 100 && m == 0 || last >= 20 && last < 100 && 0 < c && c < 10):
			part += c
			last = c
			n.bare = false
		case n.n > 0 && last >= 20 && last < 100 && 0 < o && o < 10:
			return numberEN{value: whole(total + part + o), kind: Ordinal, n: k + 1 - i}, true
		case m == 100 && part < 100 && last < 100:
			part = max(part, 1) * m
			last = m
		case m > 100 && (n.n == 0 || last < 1000) && (total == 0 || total%m == 0 && total > m):
			total += max(part, 1) * m
			part, last = 0, m
			n.times = whole(m)
		case last >= 100 && e.tokens[k].id == wordAnd && e.below100(k+1):
		default:
			break reading
		}
		n.n = k + 1 - i
	}
	if n.n == 0 {
		return n, false
	}
	n.value = whole(total + part)
	n.optional = n.n == 1 && total+part <= 1
	n.bare = n.bare && n.n == 1
	if k := e.next(i + n.n); total == 0 && part > 0 && !n.bare {
		w := e.word(k)
		if w.part > 0 && (part == 1) != (w.low[len(w.low)-1] == 's') {
			return numberEN{value: ratio(part, w.part), kind: Fraction, n: k + 1 - i}, true
		}
	}
	return n, true
}

// below100 reports whether a number below a hundred begins with token i, as
// after the and of one hundred and five.
func (e reading) below100(i int) bool {
	counts := false
	for k := i; k < min(i+4, len(e.tokens)); k++ {
		switch w := e.word(k); {
		case e.is(k, hyphen):
		case w.cardinal >= 0:
			counts = true
		default:
			return counts && w.multiplier == 0
		}
	}
	return counts
}
