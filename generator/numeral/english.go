package numeral

import (
	"strings"
	"unicode"
)

// amountEN is an English number with its unit, before ranges and comparators.
type amountEN struct {
	numberEN
	unit    string
	used    int  // tokens with the unit
	million bool // the unit m may also mean million
}

// appendEnglish reads an English text from its start.
func (u *Units) appendEnglish(there []Quantity, text string, names []Span) []Quantity {
	var space [200]token // on the stack, enough for most paragraphs
	e := reading{u, text, u.english.tokens(text, space[:0])}
	var inName cover
	out := there
	floor := 0 // where the quantity before ends
	for i := 0; i < len(e.tokens); {
		if !e.tokens[i].begins && !e.afterRoman(i) {
			i++
			continue
		}
		q, numeralEnd, used := e.quantity(floor, i)
		if used == 0 {
			i++
			continue
		}
		if len(out) == len(there) {
			inName = newCover(names)
		}
		if inName.holds(q.Start, numeralEnd) {
			q.Kind, q.Optional = Word, true
		}
		out = append(out, q)
		i += used
		floor = i
	}
	return out
}

// quantity reads the quantity that begins with token i, the end of its numeral,
// and how many tokens it takes: 0 if there is none. The quantity before ends at
// the token floor.
func (e reading) quantity(floor, i int) (q Quantity, numeralEnd, used int) {
	money, from := e.currency(floor, i)
	a, ok := e.amount(i, money != "")
	if !ok {
		return q, 0, 0
	}
	numeralEnd = e.tokens[i+a.n-1].end
	start := e.opening(&a, floor, i, money, from)
	q = Quantity{
		Start: e.tokens[start].start, Value: a.value, High: a.high, Unit: a.unit, Kind: a.kind,
		Optional: a.optional || a.bare && a.unit == "",
	}
	used = a.used
	b, to, isRange := e.rangeEnd(i, &a, money != "")
	if isRange {
		q.Value, q.High = a.value, b.value
		if !b.high.IsNone() {
			q.High = b.high
		}
		q.Kind, q.Optional = b.kind, false
		if b.unit != "" {
			q.Unit = b.unit
		}
		numeralEnd = e.tokens[to+b.n-1].end
		used = to + b.used - i
	} else if e.code(i, &a) {
		q.Kind = Code
	}
	if below := e.belowZero(i + used); below > 0 && q.Kind.signed() && q.Value.sign() > 0 {
		used += below
		q.Value = q.Value.negative()
		if q.IsRange() {
			q.Value, q.High = q.High.negative(), q.Value
		}
	}
	q.End = e.tokens[i+used-1].end
	if q.Kind != Ordinal {
		q.Comparator = e.comparator(start, i+used)
	}
	if b.million || a.million && !isRange {
		q.Also = q.millions()
	}
	q.fellEN(e.text[:q.Start], e.text[q.End:])
	return q, numeralEnd, used
}

// opening gives the amount at token i the currency and the minus sign before it,
// and returns the token where it begins then.
func (e reading) opening(a *amountEN, floor, i int, money string, from int) int {
	start := i
	if money != "" && a.unit == "" && a.kind == Number {
		a.unit, start = money, from
	}
	minus := e.minus(floor, start)
	if minus == start || !a.kind.signed() {
		return start
	}
	if money == "" && a.unit == "" { // $-5
		if unit, from := e.currency(floor, minus); unit != "" && !e.tokens[minus].gap {
			a.unit, minus = unit, from
		}
	}
	a.value = a.value.negative()
	a.optional = false
	return minus
}

// millions is the quantity in metres as it is read where m means million.
func (q *Quantity) millions() *Quantity {
	also := *q
	also.Unit = ""
	also.Value = q.Value.times(whole(1_000_000))
	if q.IsRange() {
		also.High = q.High.times(whole(1_000_000))
	}
	return &also
}

// currency is the currency whose sign or code stands before token i, and the token
// where that begins; "" and i if there is none.
func (e reading) currency(floor, i int) (unit string, start int) {
	if i == 0 || i <= floor || !e.word(i-1).money {
		return "", i
	}
	unit, at := e.units.currencyBefore(e.text, e.tokens[floor].start, e.tokens[i].start)
	for k := i - 1; unit != "" && k >= floor && e.tokens[k].start >= at; k-- {
		if e.tokens[k].start == at {
			return unit, k
		}
	}
	return "", i
}

// amount reads a number with its unit. In an amount of money, letters behind the
// digits multiply: £1.5m.
func (e reading) amount(i int, money bool) (amountEN, bool) {
	n, ok := e.number(i)
	a := amountEN{numberEN: n, used: n.n}
	if !ok || n.kind == Ordinal || n.kind == Word || n.kind == Year {
		return a, ok
	}
	if t := e.at(i + n.n); t.kind == wordToken && e.tokens[i].kind == digitsToken && n.times.IsNone() && (money || !t.gap) {
		letters := e.textAt(i + n.n)
		if m := letterMultipliers[letters]; m > 0 && (money || letters == "k" || letters == "mn") {
			a.scale(m)
			a.n, a.used = n.n+1, n.n+1
			return a, true
		}
		a.million = letters == "m" && !money
	}
	if of, used := e.outOf(i, n); used > 0 {
		return amountEN{numberEN: numberEN{value: n.value.over(of), kind: Fraction, n: used}, used: used}, true
	}
	unit, used := e.unitAt(i + n.n)
	a.unit = unit
	a.used += used
	switch {
	case a.unit == "%" || a.unit == "‰":
		a.kind = Percent
	case n.four && a.unit == "" && n.value.compare(whole(1000)) >= 0 && n.value.compare(whole(3000)) < 0:
		a.kind = Year
	}
	a.million = a.million && a.unit == "m"
	return a, true
}

// outOf reads what follows the first number of one in five and nine out of ten, and
// how many tokens it takes with that; 0 where there is no such thing, as in one in
// five years.
func (e reading) outOf(i int, n numberEN) (of Value, used int) {
	k := i + n.n
	switch {
	case e.is(k, wordIn):
		k++
	case e.is(k, wordOut) && e.is(k+1, wordOf):
		k += 2
	default:
		return of, 0
	}
	if k >= len(e.tokens) || e.tokens[k].kind != e.tokens[i].kind || n.kind != Number || n.four || !n.times.IsNone() || n.value.sign() <= 0 {
		return of, 0
	}
	m, ok := e.number(k)
	if !ok || m.kind != Number || m.four || n.value.compare(m.value) >= 0 {
		return of, 0
	}
	if unit, _ := e.unitAt(k + m.n); unit != "" && unit != "person" {
		return of, 0
	}
	return m.value, k + m.n - i
}

// code reports whether digits are part of a name with letters, as in 5G, IPv6 and
// G-65, and count nothing. FY2028 is a year.
func (e reading) code(i int, a *amountEN) bool {
	if e.tokens[i].kind != digitsToken || a.unit != "" || !a.times.IsNone() || !a.high.IsNone() || a.n > 1 || a.kind != Number && a.kind != Year {
		return false
	}
	if next := e.at(i + 1); next.kind == wordToken && !next.gap && i+1 < len(e.tokens) {
		return true
	}
	before := e.at(i - 1)
	if e.tokens[i].gap {
		return false
	}
	if before.kind == wordToken {
		return a.kind == Number || !e.is(i-1, wordFY)
	}
	capitals := e.at(i - 2)
	return a.kind == Number && e.is(i-1, hyphen) && !before.gap && capitals.kind == wordToken && len(e.textAt(i-2)) < 7 &&
		strings.IndexFunc(e.textAt(i-2), func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

// rangeEnd reads the second end of a range whose first is a, at the token it
// begins with, and gives a the multiplier that stands only at the end: 2–3
// million.
func (e reading) rangeEnd(i int, a *amountEN, money bool) (b amountEN, to int, ok bool) {
	to = i + a.used
	if to+1 >= len(e.tokens) || a.kind == Ordinal || a.kind == Word || !a.high.IsNone() && a.kind != Year {
		return b, 0, false
	}
	if !e.tokens[i].gap && e.is(i-1, hyphen) && !e.tokens[i-1].gap && e.at(i-2).kind == digitsToken {
		return b, 0, false // 2018-02-05
	}
	between := e.is(i-1, wordBetween) && e.is(to, wordAnd)
	if !between && !e.word(to).to {
		return b, 0, false
	}
	apart := e.tokens[to].gap && !e.tokens[to+1].gap // 2024 -3%
	to++
	negative := e.word(to).minus && to+1 < len(e.tokens)
	if negative { // -5 to -3
		to++
	}
	if unit, _ := e.currency(to, to+1); money && unit == a.unit { // £5m–£8m
		to++
	}
	if to >= len(e.tokens) {
		return b, 0, false
	}
	b, ok = e.amount(to, money)
	if !ok || b.kind == Ordinal || b.kind == Word || apart && e.word(to-1).minus && b.kind != Year {
		return b, 0, false
	}
	if negative {
		b.value = b.value.negative()
	}
	low := a.value
	if a.kind == Year && b.kind == Number && b.unit == "" && nearYear(a.value) && len(e.textAt(to)) == 2 && b.value.den == 1 {
		b.value, b.kind = whole(a.value.num/100*100+b.value.num), Year // 2021–35
	}
	switch {
	case a.unit == b.unit && a.kind == b.kind, a.unit != "" && b.unit == "" && a.kind == Number && b.kind == Number:
		if (a.unit == "" || money) && a.times.IsNone() && !b.times.IsNone() && a.kind == Number {
			low = a.value.times(b.times)
		}
	case a.unit == "" && a.kind == Number:
		if a.times.IsNone() && !b.times.IsNone() {
			low = a.value.times(b.times)
		}
	default:
		return b, 0, false
	}
	if low.sign() < 0 && b.value.sign() < 0 && low.compare(b.value) > 0 {
		low, b.value = b.value, low
	}
	if low.compare(b.value) >= 0 {
		return b, 0, false
	}
	a.value = low
	return b, to, true
}

// comparator reads the words around the tokens start to end.
func (e reading) comparator(start, end int) Comparator {
	for _, p := range e.word(start - 1).before {
		if e.endsWith(start, p.words) {
			return p.sign
		}
	}
	for _, p := range e.word(end).after {
		if e.endsWith(end+len(p.words), p.words) {
			return p.sign
		}
	}
	return Equal
}
