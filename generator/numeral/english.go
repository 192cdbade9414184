package numeral

import "math/big"

// amountEN is an English number with its unit, before ranges and comparators.
type amountEN struct {
	numberEN
	unit string
	used int // tokens with the unit
}

// findEnglish reads an English text from its start.
func findEnglish(text string, inName cover) []Quantity {
	ts := tokens(text)
	var out []Quantity
	for i := 0; i < len(ts); {
		q, numeralEnd, used := quantityEN(ts, i)
		if used == 0 {
			i++
			continue
		}
		if inName.holds(q.Start, numeralEnd) {
			q.Kind, q.Optional = Word, true
		}
		out = append(out, q)
		i += used
	}
	return out
}

// quantityEN reads the quantity that begins with token i, the end of its
// numeral, and how many tokens it takes: 0 if there is none.
func quantityEN(ts []token, i int) (q Quantity, numeralEnd, used int) {
	a, ok := amountENAt(ts, i)
	if !ok {
		return q, 0, 0
	}
	start := i
	if i > 0 && a.unit == "" {
		if unit := currency[ts[i-1].text]; unit != "" && !ts[i].gap {
			a.unit = unit
			start--
		}
	}
	numeralEnd = ts[i+a.n-1].end
	q = Quantity{
		Start: ts[start].start, Value: valueOf(a.value), Unit: a.unit, Kind: a.kind,
		Optional: a.optional || a.bare && a.unit == "",
	}
	used = a.used
	if b, to, ok := rangeEN(ts, i, &a); ok {
		q.Value, q.High = valueOf(a.value), valueOf(b.value)
		q.Kind, q.Optional = b.kind, false
		if b.unit != "" {
			q.Unit = b.unit
		}
		numeralEnd = ts[to+b.n-1].end
		used = to + b.used - i
	}
	q.End = ts[i+used-1].end
	if q.Kind != Ordinal {
		q.Comparator = comparatorEN(ts[:start], ts[i+used:])
	}
	return q, numeralEnd, used
}

var currency = map[string]string{"$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR"}

func amountENAt(ts []token, i int) (amountEN, bool) {
	prev := ""
	if i > 0 {
		prev = ts[i-1].low
	}
	n, ok := numberENAt(ts[i:], prev)
	a := amountEN{numberEN: n, used: n.n}
	if !ok || n.kind == Ordinal || n.kind == Word || n.kind == Year {
		return a, ok
	}
	rest := ts[i+n.n:]
	for _, u := range englishUnits[firstLetter(rest)] {
		if used := after(rest, u.tokens); used > 0 {
			a.unit = u.unit
			a.used += used
			break
		}
	}
	switch {
	case a.unit == "%" || a.unit == "‰":
		a.kind = Percent
	case n.four && a.unit == "" && n.value.Cmp(whole(1000)) >= 0 && n.value.Cmp(whole(3000)) < 0:
		a.kind = Year
	}
	return a, true
}

// rangeEN reads the second end of a range whose first is a, at the token it
// begins with, and gives a the multiplier that stands only at the end: 2–3
// million.
func rangeEN(ts []token, i int, a *amountEN) (b amountEN, to int, ok bool) {
	to = i + a.used
	if to+1 >= len(ts) || a.kind == Ordinal || a.kind == Word {
		return b, 0, false
	}
	between := i > 0 && ts[i-1].low == "between" && ts[to].low == "and"
	if !between && !englishTo[ts[to].low] {
		return b, 0, false
	}
	to++
	b, ok = amountENAt(ts, to)
	if !ok || b.kind == Ordinal || b.kind == Word {
		return b, 0, false
	}
	low := a.value
	switch {
	case a.unit == b.unit && a.kind == b.kind, a.unit != "" && b.unit == "" && a.kind == Number && b.kind == Number:
		if a.unit == "" && a.times == nil && b.times != nil && a.kind == Number {
			low = new(big.Rat).Mul(a.value, b.times)
		}
	case a.unit == "" && a.kind == Number:
		if a.times == nil && b.times != nil {
			low = new(big.Rat).Mul(a.value, b.times)
		}
	default:
		return b, 0, false
	}
	if low.Cmp(b.value) >= 0 {
		return b, 0, false
	}
	a.value = low
	return b, to, true
}

// comparatorEN reads the words around a quantity.
func comparatorEN(before, behind []token) Comparator {
	last := rune(-1)
	if len(before) > 0 {
		last = lastRune(before[len(before)-1].low)
	}
	for _, p := range englishBefore[last] {
		if endsWith(before, p.tokens) {
			return p.sign
		}
	}
	for _, p := range englishAfter[firstLetter(behind)] {
		if len(behind) >= len(p.tokens) && endsWith(behind[:len(p.tokens)], p.tokens) {
			return p.sign
		}
	}
	return Equal
}
