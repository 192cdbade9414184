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
func (u *Units) appendChinese(there []Quantity, text string, names []Span) []Quantity {
	var idioms, inName cover
	readIdioms := false
	out := there
	for i := startZH(text, 0); i < len(text); i = startZH(text, i) {
		floor := 0
		if len(out) > len(there) {
			floor = out[len(out)-1].End
		}
		q, numeralEnd, next := u.quantityZH(text, floor, i)
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
		case c == 0xC2 && i+1 < len(text) && 0xBC <= text[i+1] && text[i+1] <= 0xBE: // ¼ ½ ¾
			return i
		case c < 0xE0 || i+2 >= len(text):
			// A character of two bytes or four begins no number.
			continue
		case startsZH[c&15][text[i+1]&63]>>(text[i+2]&63)&1 != 0:
			if r, _ := utf8.DecodeRuneInString(text[i:]); r == '第' || r == '翻' || beginsZH(r) {
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
		if r == '第' || r == '翻' || beginsZH(r) {
			s := string(r)
			set[s[0]&15][s[1]&63] |= 1 << (s[2] & 63)
		}
	}
	return set
}()

// beginsZH reports whether a number may begin with the character.
func beginsZH(r rune) bool {
	return arabic(r) >= 0 || r > unicode.MaxASCII &&
		(!vulgar(r).IsNone() || digitZH(r) >= 0 || multiplierZH(r) > 0 || romanRune(r) > 0 || !chineseAs[r].IsNone())
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
func (u *Units) quantityZH(text string, floor, i int) (q Quantity, numeralEnd, next int) {
	if strings.HasPrefix(text[i:], "翻") {
		q, ok := u.doubledZH(text, i)
		if !ok {
			return q, 0, i + len("翻")
		}
		q.Comparator = u.comparatorZH(text, i, q.End, q.Unit)
		return q, q.End, q.End
	}
	o := u.openingAt(text, floor, i)
	if o.number == len(text) {
		return q, 0, o.number
	}
	a, ok := u.amountZHAt(text, o.number)
	if !ok {
		return q, 0, max(a.end, o.number, i+1)
	}
	if vagueZH(text, o.number, a.numberZH) {
		return q, 0, a.end
	}
	start := u.start(o, &a)
	q = Quantity{Start: start, End: a.tail, Value: a.value, High: a.high, Unit: a.unit, Kind: a.kind}
	numeralEnd = a.numeralEnd
	if b, ok := u.rangeZH(text, &a, o.belowZero); ok && !o.ordinal {
		q.Value, q.High, q.Unit, q.Kind = a.value, b.value, b.unit, b.kind
		if !b.high.IsNone() {
			q.High = b.high
		}
		if q.Unit == "" {
			q.Unit = a.unit
		}
		q.End, numeralEnd = b.tail, b.numeralEnd
		a.lone = 0
	}
	if o.ordinal {
		q.Kind = Ordinal
	} else {
		if q.Kind == Number && q.Unit == "" && a.times.IsNone() && codeZH(text, o.number, a.end) {
			q.Kind = Code
		}
		if q.Unit == "times" && !q.IsRange() && grownZH(text[:start]) {
			q.Also = &Quantity{Start: start, End: q.End, Value: q.Value.plus(whole(1)), Unit: q.Unit}
			a.lone = 0
		}
		q.Comparator = u.comparatorZH(text, start, q.End, q.Unit)
		if q.Comparator == Equal && a.more {
			q.Comparator = Greater
		}
	}
	q.Optional = u.optionalZH(text[:start], a, o.ordinal)
	q.fellZH(text[:start])
	return q, numeralEnd, q.End
}

// opening is what stands right before a Chinese number and belongs to it.
type opening struct {
	first, number int // where it begins, and the number
	ordinal       bool
	belowZero     bool
	minus, sure   bool // a minus sign; and it can be nothing else
	currency      string
	money         int // where the currency's sign begins
}

// openingAt reads 第, 零下, a minus sign and the sign of a currency at i or right
// before it, but nothing before floor.
func (u *Units) openingAt(text string, floor, i int) opening {
	o := opening{first: i, number: i, money: i}
	switch {
	case strings.HasPrefix(text[i:], "第"):
		o.number, o.ordinal = i+len("第"), true
	case strings.HasPrefix(text[i:], belowZero) && len(text) > i+len(belowZero):
		if _, ok := u.numberZHAt(text, i+len(belowZero)); ok {
			o.number = i + len(belowZero)
			o.belowZero, o.minus, o.sure = true, true, true
		}
	default:
		o.currency, o.money = u.currencyBefore(text, floor, i)
		o.first, o.sure = minusZH(text, floor, o.money)
		o.minus = o.first < o.money
	}
	return o
}

// start gives the number the sign and the currency before it, and returns where
// it begins then.
func (u *Units) start(o opening, a *amountZH) int {
	if o.ordinal {
		return o.first
	}
	start := o.number
	if o.currency != "" {
		if a.unit != "" || a.kind != Number {
			return start
		}
		a.unit, start = o.currency, o.money
	}
	if o.minus && (o.sure || u.measured(a)) && a.kind.signed() {
		a.negate()
		start = o.first
	}
	return start
}

// codeZH reports whether digits are part of a name with Latin letters, as in 5G,
// IPv6 and G-65, and count nothing.
func codeZH(text string, start, end int) bool {
	before := text[:start]
	if latin(lastRune(strings.TrimSuffix(before, "-"))) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(text[end:])
	return arabic(lastRune(text[:end])) >= 0 && latin(next)
}

// measured reports whether the number is certain to be an amount and no part of a
// name.
func (u *Units) measured(a *amountZH) bool { return u.isMeasure(a.unit) || !a.times.IsNone() }

// amountZHAt reads a number and what belongs to it: 三分之一, 百分之三十, 3/4,
// 30%, 3863万人, 2035年, 20世纪90年代.
func (u *Units) amountZHAt(text string, i int) (amountZH, bool) {
	if strings.HasPrefix(text[i:], "一半") {
		end := i + len("一半")
		return amountZH{numberZH: numberZH{value: ratio(1, 2), end: end}, kind: Fraction, numeralEnd: end, tail: end}, true
	}
	n, ok := u.numberZHAt(text, i)
	a := amountZH{numberZH: n, numeralEnd: n.end, tail: n.end}
	if !ok {
		return a, false
	}
	if r, _ := utf8.DecodeRuneInString(text[i:]); romanRune(r) > 0 {
		a.kind = Ordinal
	}
	if m, ok := u.partZH(text, n); ok {
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
	if u.tenths(&a, text) {
		return a, true
	}
	if d, ok := u.slashZH(text, i, n); ok {
		a.numeralEnd, a.tail = d.end, d.end
		if last, ok := fiscal(n.value, d.value, n.four, d.end-n.end-1); ok {
			a.kind, a.high, a.four = Year, last, false
			if strings.HasPrefix(text[d.end:], "年") {
				a.tail += len("年")
			}
			return a, true
		}
		a.kind, a.value = Fraction, n.value.over(d.value)
		return a, true
	}
	if rest := text[n.end:]; n.four && strings.HasPrefix(rest, "年") && !strings.HasPrefix(rest, "年代") {
		a.kind, a.tail = Year, n.end+len("年")
		return a, true
	}
	unit := u.unitZHAt(text, n.end)
	a.unit, a.tail = unit.unit, n.end+len(unit.text)
	switch a.unit {
	case "%", "‰":
		a.kind = Percent
	case "世纪":
		if d, ok := u.numberZHAt(text, a.tail); ok && n.value.sign() > 0 && strings.HasPrefix(text[d.end:], "年代") {
			a.value = n.value.plus(whole(-1)).times(whole(100)).plus(d.value)
			a.kind, a.unit, a.lone = Year, "", 0
			a.numeralEnd, a.tail = d.end, d.end+len("年代")
		}
	}
	return a, true
}

// tenths reads 八成 and 三成五 as 80% and 35%.
func (u *Units) tenths(a *amountZH, text string) bool {
	const tenth = "成"
	rest, ok := strings.CutPrefix(text[a.end:], tenth)
	if !ok || a.four || a.value.sign() <= 0 || a.value.compare(whole(10)) > 0 || !a.times.IsNone() && a.value != whole(10) {
		return false
	}
	next, size := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune(chineseNotTenths, next) {
		return false
	}
	a.kind, a.unit, a.value, a.lone = Percent, "%", a.value.times(whole(10)), 0
	if !a.high.IsNone() {
		a.high = a.high.times(whole(10))
	}
	a.tail = a.end + len(tenth)
	if d := digitZH(next); d > 0 {
		if after, _ := utf8.DecodeRuneInString(rest[size:]); digitZH(after) < 0 && multiplierZH(after) == 0 && u.unitZHAt(rest, size).unit == "" {
			a.value = a.value.plus(whole(d))
			a.tail += size
		}
	}
	a.numeralEnd = a.tail
	return true
}

// doubledZH reads 翻番, 翻一番 and 翻了两番: twice as much, twice that.
func (u *Units) doubledZH(text string, i int) (q Quantity, ok bool) {
	const turn, times = "翻", "番"
	rest, ok := strings.CutPrefix(text[i:], turn)
	if !ok {
		return q, false
	}
	at := i + len(turn)
	for _, particle := range []string{"了", "上"} {
		if strings.HasPrefix(rest, particle) {
			at += len(particle)
		}
	}
	n := int64(1)
	if at < len(text) {
		if m, ok := u.numberZHAt(text, at); ok && m.high.IsNone() && m.value.den == 1 && 0 < m.value.num && m.value.num < 20 {
			n, at = m.value.num, m.end
		}
	}
	if !strings.HasPrefix(text[at:], times) {
		return q, false
	}
	q = Quantity{Start: i, End: at + len(times), Value: whole(1 << n), Unit: "times"}
	q.Also = &Quantity{Start: q.Start, End: q.End, Value: whole((1<<n - 1) * 100), Unit: "%", Kind: Percent} // grown by so much
	return q, true
}

// grownZH reports whether what stands before a multiple says that something grew
// by it, as in 增长两倍, so that it is three times what it was.
func grownZH(before string) bool {
	for range 8 {
		r, size := utf8.DecodeLastRuneInString(before)
		if size == 0 || unicode.IsPunct(r) {
			return false
		}
		for _, w := range chineseGrown {
			if strings.HasSuffix(before, w) {
				return true
			}
		}
		before = before[:len(before)-size]
	}
	return false
}

// partZH reads the second number of 三分之一.
func (u *Units) partZH(text string, n numberZH) (numberZH, bool) {
	const of = "分之"
	if !strings.HasPrefix(text[n.end:], of) || n.end+len(of) == len(text) || n.value.sign() == 0 {
		return numberZH{}, false
	}
	m, ok := u.numberZHAt(text, n.end+len(of))
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
func (u *Units) slashZH(text string, start int, n numberZH) (numberZH, bool) {
	if !strings.HasPrefix(text[n.end:], "/") || n.end+1 == len(text) || !n.times.IsNone() || strings.HasSuffix(text[:start], "/") {
		return numberZH{}, false
	}
	if r, _ := utf8.DecodeRuneInString(text[n.end+1:]); arabic(r) < 0 {
		return numberZH{}, false
	}
	d, ok := u.digitsAt(text, n.end+1)
	return d, ok && d.value.sign() > 0 && !strings.HasPrefix(text[d.end:], "/")
}

// unitZHAt finds the longest unit or counter at the offset. A unit in letters
// ends where they end.
func (u *Units) unitZHAt(text string, i int) name {
	rest := text[i:]
	first, _ := utf8.DecodeRuneInString(rest)
	for _, n := range u.chinese[first] {
		if !strings.HasPrefix(rest, n.text) {
			continue
		}
		last := lastRune(n.text)
		next, _ := utf8.DecodeRuneInString(rest[len(n.text):])
		if latin(last) && (latin(next) || arabic(next) >= 0) {
			continue
		}
		return n
	}
	return name{}
}

func latin(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// rangeZH reads the second end of a range that begins with a, and gives a the
// multiplier that stands only at the end: 3~5万. Below zero, both ends are
// negative though it is said once: 零下5至10度.
func (u *Units) rangeZH(text string, a *amountZH, belowZero bool) (amountZH, bool) {
	for _, to := range chineseTo {
		rest, ok := strings.CutPrefix(text[a.tail:], to)
		if !ok || rest == "" || !a.high.IsNone() && a.kind != Year {
			continue
		}
		b, ok := u.signedZH(text, a.tail+len(to))
		if !ok || !b.high.IsNone() && b.kind != Year || b.kind == Ordinal || a.kind == Ordinal {
			continue
		}
		if belowZero && b.value.sign() > 0 {
			b.negate()
		}
		low := a.value
		switch {
		case a.four && b.four && a.unit == "" && b.unit == "" && b.kind == Number && nearYear(a.value) && nearYear(b.value):
			b.kind = Year
		case (a.four && a.kind == Number && a.unit == "" || a.kind == Year) && shortYear(&b, a.value, rest):
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

// nearYear reports whether four digits alone are likely to be a year.
func nearYear(v Value) bool { return v.den == 1 && 1900 <= v.num && v.num < 2200 }

// shortYear makes b the year that two digits stand for behind another, as in
// 2021—25年.
func shortYear(b *amountZH, first Value, text string) bool {
	if b.unit != "" && b.unit != "year" || b.kind != Number || !b.times.IsNone() ||
		!nearYear(first) || !twoDigits(text) {
		return false
	}
	v := whole(first.num/100*100 + b.value.num)
	if v.compare(first) <= 0 {
		return false
	}
	b.value, b.kind, b.unit = v, Year, ""
	return true
}

// twoDigits reports whether a text begins with two digits and no third or decimal.
func twoDigits(s string) bool {
	return runEnd(s, 0) == 2 && digitsEnd(s, 0) == 2
}

// fiscal reads the second half of 2028/29 and 2028/2029: the year after the first.
func fiscal(first, second Value, four bool, digits int) (Value, bool) {
	if !four || first.den != 1 || second.den != 1 || first.num < 1000 || first.num >= 3000 {
		return Value{}, false
	}
	next := first.num + 1
	return whole(next), digits == 4 && second.num == next || digits == 2 && second.num == next%100
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
func (u *Units) optionalZH(before string, a amountZH, ordinal bool) bool {
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
		return !u.isMeasure(a.unit) || a.unit == "year"
	}
	return a.unit == "" && a.high.IsNone()
}

// comparatorZH reads the words around a quantity.
func (u *Units) comparatorZH(text string, start, end int, unit string) Comparator {
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
		if strings.HasPrefix(after, p.text) && (u.isMeasure(unit) || p.sign != Greater) {
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
