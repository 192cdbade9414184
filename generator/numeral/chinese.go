package numeral

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// amountZH is a Chinese number with its unit, before ranges and comparators.
type amountZH struct {
	numberZH
	kind       Kind
	unit       string
	numeralEnd int // without the unit
	tail       int // with the unit
}

// appendChinese reads a Chinese text from its start.
func appendChinese(there []Quantity, text string, names []Span) []Quantity {
	var idioms, inName cover
	readIdioms := false
	out := there
	for i := startZH(text, 0); i < len(text); i = startZH(text, i) {
		floor := 0
		if len(out) > len(there) {
			floor = out[len(out)-1].End
		}
		q, numeralEnd, next := quantityZH(text, floor, i)
		i = next
		if q.Value.IsNone() {
			continue
		}
		if len(out) == len(there) {
			inName = newCover(names)
		}
		if !readIdioms && !hasDigit(text[q.Start:numeralEnd]) { // no idiom has one
			idioms, readIdioms = idiomsZH(text), true
		}
		if idioms.holds(q.Start, numeralEnd) || inName.holds(q.Start, numeralEnd) {
			q.Kind, q.Optional = Word, true
		}
		out = append(out, q)
	}
	return out
}

// startZH is the first place from i on where a number or 第 may begin; the end of
// the text if there is none.
func startZH(text string, i int) int {
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			return i
		case c < 0xE0 || i+2 >= len(text):
			// A character of two bytes or four begins no number.
			continue
		case startsZH[c&15][text[i+1]&63]>>(text[i+2]&63)&1 != 0:
			if r, _ := utf8.DecodeRuneInString(text[i:]); r == '第' || beginsZH(r) {
				return i
			}
		}
	}
	return i
}

// startsZH has the characters of three bytes that a number or 第 may begin with,
// by the lower bits of their bytes.
var startsZH = func() (set [16][64]uint64) {
	for r := rune(0x800); r <= 0xFFFF; r++ {
		if r == '第' || beginsZH(r) {
			s := string(r)
			set[s[0]&15][s[1]&63] |= 1 << (s[2] & 63)
		}
	}
	return set
}()

// beginsZH reports whether a number may begin with the character.
func beginsZH(r rune) bool {
	return arabic(r) >= 0 || r > unicode.MaxASCII &&
		(digitZH(r) >= 0 || multiplierZH(r) > 0 || romanRune(r) > 0 || !chineseAs[r].IsNone())
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}

func idiomsZH(text string) cover {
	var spans []Span
	for _, m := range chineseWords().Find(text, "") {
		spans = append(spans, Span{m.Start, m.End})
	}
	return newCover(spans)
}

// quantityZH reads the quantity at the offset i, the end of its numeral, and
// where to go on. The quantity has no value if there is none. The quantity before
// ended at floor.
func quantityZH(text string, floor, i int) (q Quantity, numeralEnd, next int) {
	start, ordinal := i, false
	minus, sure := i, true
	switch {
	case strings.HasPrefix(text[i:], "第"):
		i, ordinal = i+len("第"), true
	case strings.HasPrefix(text[i:], belowZero) && len(text) > i+len(belowZero):
		if _, ok := numberZHAt(text, i+len(belowZero)); ok {
			i += len(belowZero)
		}
	default:
		minus, sure = minusZH(text, floor, i)
	}
	if i == len(text) {
		return q, 0, i
	}
	a, ok := amountZHAt(text, i)
	if !ok {
		return q, 0, max(a.end, i, start+1)
	}
	if vagueZH(text, i, a.numberZH) {
		return q, 0, a.end
	}
	if !ordinal && minus < i && (sure || a.measured()) && a.kind != Ordinal && a.kind != Year {
		start = minus
		a.negate()
	}
	q = Quantity{Start: start, End: a.tail, Value: a.value, High: a.high, Unit: a.unit, Kind: a.kind}
	numeralEnd = a.numeralEnd
	if b, ok := rangeZH(text, &a, strings.HasPrefix(text[start:], belowZero)); ok && !ordinal {
		q.Value, q.High, q.Unit, q.Kind = a.value, b.value, b.unit, b.kind
		q.End, numeralEnd = b.tail, b.numeralEnd
		a.lone = 0
	}
	if ordinal {
		q.Kind = Ordinal
	} else {
		q.Comparator = comparatorZH(text, start, q.End, q.Unit)
		if q.Comparator == Equal && a.more {
			q.Comparator = Greater
		}
	}
	q.Optional = optionalZH(text[:start], a, ordinal)
	return q, numeralEnd, q.End
}

// measured reports whether the number is certain to be an amount and no part of a
// name.
func (a *amountZH) measured() bool { return isMeasure(a.unit) || !a.times.IsNone() }

// amountZHAt reads a number and what belongs to it: 三分之一, 百分之三十, 3/4,
// 30%, 3863万人, 2035年, 20世纪90年代.
func amountZHAt(text string, i int) (amountZH, bool) {
	n, ok := numberZHAt(text, i)
	a := amountZH{numberZH: n, numeralEnd: n.end, tail: n.end}
	if !ok {
		return a, false
	}
	if r, _ := utf8.DecodeRuneInString(text[i:]); romanRune(r) > 0 {
		a.kind = Ordinal
	}
	if m, ok := partZH(text, n); ok {
		a.numeralEnd, a.tail, a.lone = m.end, m.end, 0
		switch {
		case n.value == whole(100):
			a.kind, a.unit, a.value = Percent, "%", m.value
		case n.value == whole(1000):
			a.kind, a.unit, a.value = Percent, "‰", m.value
		default:
			a.kind, a.value = Fraction, m.value.over(n.value)
		}
		return a, true
	}
	if d, ok := slashZH(text, i, n); ok {
		a.kind, a.value = Fraction, n.value.over(d.value)
		a.numeralEnd, a.tail = d.end, d.end
		return a, true
	}
	if rest := text[n.end:]; n.four && strings.HasPrefix(rest, "年") && !strings.HasPrefix(rest, "年代") {
		a.kind, a.tail = Year, n.end+len("年")
		return a, true
	}
	u := unitZHAt(text, n.end)
	a.unit, a.tail = u.unit, n.end+len(u.text)
	switch u.unit {
	case "%", "‰":
		a.kind = Percent
	case "世纪":
		if d, ok := numberZHAt(text, a.tail); ok && n.value.sign() > 0 && strings.HasPrefix(text[d.end:], "年代") {
			a.value = n.value.plus(whole(-1)).times(whole(100)).plus(d.value)
			a.kind, a.unit, a.lone = Year, "", 0
			a.numeralEnd, a.tail = d.end, d.end+len("年代")
		}
	}
	return a, true
}

// partZH reads the second number of 三分之一.
func partZH(text string, n numberZH) (numberZH, bool) {
	const of = "分之"
	if !strings.HasPrefix(text[n.end:], of) || n.end+len(of) == len(text) || n.value.sign() == 0 {
		return numberZH{}, false
	}
	m, ok := numberZHAt(text, n.end+len(of))
	if !ok {
		return m, false
	}
	// 百分之三点五
	if rest, found := strings.CutPrefix(text[m.end:], "点"); found && m.high.IsNone() {
		if digits, end := digitRun(rest, 0); digits != "" && len(digits) < maxDigits {
			m.value = m.value.plus(decimal("0." + digits))
			m.end += len("点") + end
		}
	}
	return m, true
}

// slashZH reads the second number of 1/3, which is not a date like 2017/5/6.
func slashZH(text string, start int, n numberZH) (numberZH, bool) {
	if !strings.HasPrefix(text[n.end:], "/") || n.end+1 == len(text) || !n.times.IsNone() || strings.HasSuffix(text[:start], "/") {
		return numberZH{}, false
	}
	if r, _ := utf8.DecodeRuneInString(text[n.end+1:]); arabic(r) < 0 {
		return numberZH{}, false
	}
	d, ok := digitsAt(text, n.end+1)
	return d, ok && d.value.sign() > 0 && !strings.HasPrefix(text[d.end:], "/")
}

// unitZHAt finds the longest unit or counter at the offset. A unit in letters
// ends where they end.
func unitZHAt(text string, i int) name {
	rest := text[i:]
	first, _ := utf8.DecodeRuneInString(rest)
	for _, u := range chineseUnits[first] {
		if !strings.HasPrefix(rest, u.text) {
			continue
		}
		last := lastRune(u.text)
		next, _ := utf8.DecodeRuneInString(rest[len(u.text):])
		if latin(last) && (latin(next) || arabic(next) >= 0) {
			continue
		}
		return u
	}
	return name{}
}

func latin(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// rangeZH reads the second end of a range that begins with a, and gives a the
// multiplier that stands only at the end: 3~5万. Below zero, both ends are
// negative though it is said once: 零下5至10度.
func rangeZH(text string, a *amountZH, belowZero bool) (amountZH, bool) {
	for _, to := range chineseTo {
		rest, ok := strings.CutPrefix(text[a.tail:], to)
		if !ok || rest == "" || !a.high.IsNone() {
			continue
		}
		b, ok := signedZH(text, a.tail+len(to))
		if !ok || !b.high.IsNone() || b.kind == Ordinal || a.kind == Ordinal {
			continue
		}
		if belowZero && b.value.sign() > 0 {
			b.negate()
		}
		low := a.value
		switch {
		case a.unit == "" && a.kind == Number:
			if b.kind == Year && !a.four {
				continue
			}
			if a.times.IsNone() && !b.times.IsNone() && b.lone == 0 {
				low = a.value.times(b.times)
			}
		case a.unit != b.unit || a.kind != b.kind:
			continue
		}
		if low.sign() < 0 && b.value.sign() < 0 && low.compare(b.value) > 0 {
			low, b.value = b.value, low
		}
		if low.compare(b.value) < 0 {
			a.value = low
			return b, true
		}
	}
	return amountZH{}, false
}

// vagueZH reports whether the number stands for no number in particular: 数十,
// 几百, 十几.
func vagueZH(text string, start int, n numberZH) bool {
	first, _ := utf8.DecodeRuneInString(text[start:])
	if multiplierZH(first) > 0 && strings.ContainsRune(chineseVague, lastRune(text[:start])) {
		return true
	}
	return multiplierZH(lastRune(text[:n.end])) > 0 && strings.HasPrefix(text[n.end:], "几")
}

// optionalZH reports whether another language may leave the number out. A
// numeral of one character counts for certain before a counter, one of 百, 千,
// 万 and 亿 only before a measure, and 一, 零, 双 and 半 never.
func optionalZH(before string, a amountZH, ordinal bool) bool {
	if strings.HasSuffix(before, "上") && multiplierZH(a.lone) > 0 {
		return true // 上百
	}
	switch a.lone {
	case 0:
		return false
	case '一', '零', '〇', '双', '半':
		return true
	}
	if ordinal {
		return false
	}
	if multiplierZH(a.lone) > 10 {
		return !isMeasure(a.unit) || a.unit == "year"
	}
	return a.unit == "" && a.high.IsNone()
}

// comparatorZH reads the words around a quantity.
func comparatorZH(text string, start, end int, unit string) Comparator {
	before, after := text[:start], text[end:]
	for _, p := range chineseBefore[lastRune(before)] {
		if strings.HasSuffix(before, p.text) {
			if p.text == "近" && unit == "year" {
				break // 近三年 are the last three years
			}
			return p.sign
		}
	}
	next, _ := utf8.DecodeRuneInString(after)
	for _, p := range chineseAfter[next] {
		if strings.HasPrefix(after, p.text) && (isMeasure(unit) || p.sign != Greater) {
			return p.sign
		}
	}
	return farZH(before)
}

// farZH reads a comparing word that stands at some distance, in the same clause,
// with 的 right before the number: 不足全国平均水平的1/3.
func farZH(before string) Comparator {
	clause, ok := strings.CutSuffix(before, "的")
	if !ok {
		return Equal
	}
	for range 16 {
		r, size := utf8.DecodeLastRuneInString(clause)
		if size == 0 || unicode.IsPunct(r) || beginsZH(r) {
			break
		}
		for _, p := range chineseFar[lastRune(clause)] {
			if strings.HasSuffix(clause, p.text) {
				return p.sign
			}
		}
		clause = clause[:len(clause)-size]
	}
	return Equal
}
