package numeral

// amountEN is an English number with its unit, before ranges and comparators.
type amountEN struct {
	numberEN
	unit string
	used int // tokens with the unit
}

// appendEnglish reads an English text from its start.
func appendEnglish(there []Quantity, text string, names []Span) []Quantity {
	var space [200]token // on the stack, enough for most paragraphs
	e := reading{text, english.tokens(text, space[:0])}
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
	a, ok := e.amount(i)
	if !ok {
		return q, 0, 0
	}
	start := i
	if a.unit == "" && !e.tokens[i].gap {
		if a.unit = e.word(i - 1).currency; a.unit != "" {
			start--
		}
	}
	numeralEnd = e.tokens[i+a.n-1].end
	if minus := e.minus(floor, i); minus < start && a.kind.signed() {
		start = minus
		a.value = a.value.negative()
		a.optional = false
		if unit := e.word(minus - 1).currency; unit != "" && a.unit == "" && !e.tokens[minus].gap { // $-5
			a.unit = unit
			start--
		}
	}
	q = Quantity{
		Start: e.tokens[start].start, Value: a.value, Unit: a.unit, Kind: a.kind,
		Optional: a.optional || a.bare && a.unit == "",
	}
	used = a.used
	if b, to, ok := e.rangeEnd(i, &a); ok {
		q.Value, q.High = a.value, b.value
		q.Kind, q.Optional = b.kind, false
		if b.unit != "" {
			q.Unit = b.unit
		}
		numeralEnd = e.tokens[to+b.n-1].end
		used = to + b.used - i
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
	return q, numeralEnd, used
}

var currency = map[string]string{"$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR"}

func (e reading) amount(i int) (amountEN, bool) {
	n, ok := e.number(i)
	a := amountEN{numberEN: n, used: n.n}
	if !ok || n.kind == Ordinal || n.kind == Word || n.kind == Year {
		return a, ok
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
	return a, true
}

// rangeEnd reads the second end of a range whose first is a, at the token it
// begins with, and gives a the multiplier that stands only at the end: 2–3
// million.
func (e reading) rangeEnd(i int, a *amountEN) (b amountEN, to int, ok bool) {
	to = i + a.used
	if to+1 >= len(e.tokens) || a.kind == Ordinal || a.kind == Word {
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
	b, ok = e.amount(to)
	if !ok || b.kind == Ordinal || b.kind == Word || apart && e.word(to-1).minus && b.kind != Year {
		return b, 0, false
	}
	if negative {
		b.value = b.value.negative()
	}
	low := a.value
	switch {
	case a.unit == b.unit && a.kind == b.kind, a.unit != "" && b.unit == "" && a.kind == Number && b.kind == Number:
		if a.unit == "" && a.times.IsNone() && !b.times.IsNone() && a.kind == Number {
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
