package numeral

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestMeasure is the length in bytes up to which words may be a unit of their own.
const longestMeasure = 60

// Measure reads in what the numbers below a head of a table are given: one of it, with
// its scale and unit, of "万亩", "Area (km2)", "单位：亿元", "Investment, £m", "thousand
// homes", "10,000 mu". False where the head states none. What stands in brackets goes before what
// stands behind a colon or comma, and that before the whole.
func (u *Units) Measure(head string, s Style) (Quantity, bool) {
	for _, part := range measureParts(head) {
		if q, ok := u.measure(part, s); ok {
			return q, true
		}
	}
	return Quantity{}, false
}

// measureParts are the parts of a head that may be a unit.
func measureParts(head string) []string {
	var out []string
	opening := func(r rune) bool { return strings.ContainsRune("(（[［【", r) }
	closing := func(r rune) bool { return strings.ContainsRune(")）]］】", r) }
	for rest := head; ; {
		i := strings.IndexFunc(rest, opening)
		if i < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(rest[i:])
		rest = rest[i+size:]
		end := strings.IndexFunc(rest, closing)
		if end < 0 {
			break
		}
		out = append(out, afterMark(rest[:end])...)
		rest = rest[end:]
	}
	return append(out, afterMark(head)...)
}

// afterMark are what stands behind the last colon or comma of the words, and all of them.
func afterMark(words string) []string {
	if i := strings.LastIndexFunc(words, func(r rune) bool { return strings.ContainsRune(":：,，", r) }); i >= 0 {
		_, size := utf8.DecodeRuneInString(words[i:])
		return []string{words[i+size:], words}
	}
	return []string{words}
}

// measure reads words that are a unit, or a scale and what is counted: with a one put
// before them, or behind the sign of a currency, they are a quantity.
func (u *Units) measure(words string, s Style) (Quantity, bool) {
	words = strings.TrimSpace(words)
	if words == "" || len(words) > longestMeasure {
		return Quantity{}, false
	}
	phrases := []string{"1" + words, "1 " + words}
	first, _ := utf8.DecodeRuneInString(words)
	digits := unicode.IsDigit(first)
	if digits {
		phrases = []string{words} // 10,000 mu
	}
	for _, c := range u.currency {
		if rest, ok := strings.CutPrefix(words, c.text); ok {
			phrases = append(phrases, c.text+"1"+rest, c.text+"1 "+strings.TrimSpace(rest))
			break
		}
	}
	numbered := strings.ContainsFunc(words, unicode.IsDigit) && !digits
	for _, phrase := range phrases {
		qs := u.Find(phrase, s)
		if len(qs) != 1 || qs[0].Start != 0 || qs[0].Comparator != Equal || qs[0].IsRange() || qs[0].Kind != Number && qs[0].Kind != Percent {
			continue
		}
		q := qs[0]
		if digits && (q.Value == Value{num: 1, den: 1} || strings.Trim(q.Value.String(), "0") != "1") {
			continue // 2035
		}
		whole := q.End == len(phrase)
		scaled := q.Value != Value{num: 1, den: 1}
		switch {
		case whole && u.isMeasure(q.Unit), scaled && !numbered && (whole || s == Chinese || phrase[q.End] == ' '):
			return q, true
		}
	}
	return Quantity{}, false
}

// In is a number of a table in what its head says that numbers are given in (see
// Measure): 2,805 in 万亩. Bare says that the number is written in digits alone; else
// it has a scale of its own.
func (q Quantity) In(measure Quantity, bare bool) Quantity {
	q.Unit, q.Kind = measure.Unit, measure.Kind
	if !bare {
		return q
	}
	low, high := q.Value, q.High
	q.Value = low.times(measure.Value)
	if q.IsRange() {
		q.High = high.times(measure.Value)
	}
	if m := measure.Also; m != nil {
		other := q
		other.Unit, other.Kind, other.Value, other.Also = m.Unit, m.Kind, low.times(m.Value), nil
		if other.IsRange() {
			other.High = high.times(m.Value)
		}
		q.Also = &other
	}
	return q
}
