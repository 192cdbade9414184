package numeral

import (
	"strings"
	"unicode/utf8"
)

// numberZH is a bare Chinese number: digits or numerals, with 万 and 亿.
type numberZH struct {
	value, high Value // high is set for 三四十
	times       Value // what 万, 亿 and the like after digits multiply by, or none
	end         int
	lone        rune // the numeral, where it is of one character; else 0
	four        bool // four plain digits, as a year has
	more        bool // 多 or 余 stands within or behind: 1100多, 100多万
}

// numberZHAt reads the number that begins at the offset i.
func (u *Units) numberZHAt(text string, i int) (numberZH, bool) {
	r, _ := utf8.DecodeRuneInString(text[i:])
	switch {
	case arabic(r) >= 0:
		return u.digitsAt(text, i)
	case romanRune(r) > 0:
		return numberZH{value: whole(romanRune(r)), end: i + utf8.RuneLen(r)}, true
	case !vulgar(r).IsNone():
		return numberZH{value: vulgar(r), end: i + utf8.RuneLen(r)}, true
	case !chineseAs[r].IsNone():
		return numberZH{value: chineseAs[r], end: i + utf8.RuneLen(r), lone: r}, true
	case digitZH(r) >= 0 || multiplierZH(r) > 0:
		return u.numeralsAt(text, i), true
	}
	return numberZH{}, false
}

// digitsAt reads Arabic digits, also full-width ones, with separators of
// thousands, a decimal point and multipliers. A run too long to be a number is
// none, and end says where it ends.
func (u *Units) digitsAt(text string, i int) (numberZH, bool) {
	n, ok := plainDigitsAt(text, i)
	if ok {
		u.multiply(&n, text, true)
	}
	return n, ok
}

// plainDigitsAt is digitsAt without the multipliers.
func plainDigitsAt(text string, i int) (numberZH, bool) {
	var space [2 * maxDigits]byte
	n := numberZH{}
	digits, end := arabicRun(text, i, space[:0])
	plain := true
	if len(digits) <= 3 {
		for thousands(text[end:]) {
			plain = false
			digits, end = arabicRun(text, end+1, digits)
		}
	}
	if point := pointAt(text, end); point > 0 {
		plain = false
		digits, end = arabicRun(text, end+point, append(digits, '.'))
	}
	n.end = end
	n.four = plain && len(digits) == 4
	if len(digits) > maxDigits {
		return n, false
	}
	n.value = decimal(string(digits))
	if end < len(text) && text[end] >= utf8.RuneSelf { // 1½
		if r, size := utf8.DecodeRuneInString(text[end:]); !vulgar(r).IsNone() {
			n.value = n.value.plus(vulgar(r))
			n.end += size
			n.four = false
		}
	}
	return n, true
}

// arabicRun appends the Arabic digits that begin at i to b, and returns their end.
func arabicRun(text string, i int, b []byte) ([]byte, int) {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		d := arabic(r)
		if d < 0 {
			break
		}
		b = append(b, byte('0'+d))
		i += size
	}
	return b, i
}

// pointAt is the length of the decimal point at the offset, or 0.
func pointAt(text string, i int) int {
	for _, point := range [...]string{".", "．"} {
		if rest, ok := strings.CutPrefix(text[i:], point); ok {
			if r, _ := utf8.DecodeRuneInString(rest); arabic(r) >= 0 {
				return len(point)
			}
		}
	}
	return 0
}

// thousands reports whether the text goes on with a comma and three digits.
func thousands(s string) bool {
	if len(s) < 4 || s[0] != ',' {
		return false
	}
	for i := 1; i < 4; i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 4 || s[4] < '0' || s[4] > '9'
}

// multiply reads what follows digits: 多, 百, 千, 万, 亿, and a smaller number
// behind the 亿 of the first number (1亿3000万). 千 of 千米 is no multiplier.
func (u *Units) multiply(n *numberZH, text string, first bool) {
	for n.end < len(text) {
		if u := u.unitZHAt(text, n.end); u.unit != "" {
			return
		}
		more := moreAt(text, n.end)
		r, size := utf8.DecodeRuneInString(text[n.end+more:])
		m := multiplierZH(r)
		if m == 0 {
			if more > 0 && u.unitZHAt(text, n.end+more).unit != "" {
				n.more = true
				n.end += more
			}
			return
		}
		n.more = n.more || more > 0
		n.end += more + size
		if n.times.IsNone() {
			n.times = whole(1)
		}
		n.times = n.times.times(whole(m))
		n.value = n.value.times(whole(m))
		n.four = false
		if n.value.huge() {
			return
		}
		if next, _ := utf8.DecodeRuneInString(text[n.end:]); first && m == 1e8 && arabic(next) >= 0 {
			rest, ok := plainDigitsAt(text, n.end)
			if ok {
				u.multiply(&rest, text, false)
			}
			if ok && !rest.times.IsNone() && rest.times.compare(n.times) < 0 {
				n.value = n.value.plus(rest.value)
				n.end = rest.end
				return
			}
		}
	}
}

// moreAt is the length of 多 or 余 at the offset, or 0.
func moreAt(text string, i int) int {
	if strings.HasPrefix(text[i:], "多") || strings.HasPrefix(text[i:], "余") {
		return len("多")
	}
	return 0
}

// numeralsAt reads Chinese numerals. Where two numbers stand together, as in
// 十三五, it reads the first.
func (u *Units) numeralsAt(text string, i int) numberZH {
	digits, end := digitRun(text, i)
	switch {
	case len(digits) >= 3 && (len(digits) == 4 || strings.IndexByte(digits, '0') >= 0) && len(digits) <= maxDigits:
		return numberZH{value: decimal(digits), end: end, four: len(digits) == 4}
	case len(digits) == 2 && digits[1] == digits[0]+1 && digits[0] != '0':
		n := numberZH{value: whole(int64(digits[0] - '0')), high: whole(int64(digits[1] - '0')), end: end}
		for {
			r, size := utf8.DecodeRuneInString(text[n.end:])
			m := multiplierZH(r)
			if m == 0 || n.value.huge() {
				break
			}
			n.value = n.value.times(whole(m))
			n.high = n.high.times(whole(m))
			n.end += size
		}
		n.more = u.moreBeforeUnit(text, &n.end)
		return n
	case len(digits) >= 2: // 一二三: no number together
		r, size := utf8.DecodeRuneInString(text[i:])
		return numberZH{value: whole(digitZH(r)), end: i + size, lone: r}
	}

	var s sum
	n := numberZH{end: i}
	count := 0
	for n.end < len(text) {
		r, size := utf8.DecodeRuneInString(text[n.end:])
		if !s.take(r) {
			break
		}
		n.lone = r
		n.end += size
		count++
	}
	n.value = whole(s.total())
	if count > 1 {
		n.lone = 0
		if m := multiplierZH(lastRune(text[:n.end])); m > 0 {
			n.times = whole(m)
		}
	} else if m := multiplierZH(n.lone); m > 0 {
		n.times = whole(m)
	}
	if n.value.compare(whole(10)) >= 0 {
		n.more = u.moreBeforeUnit(text, &n.end)
	}
	return n
}

// moreBeforeUnit steps over 多 or 余 where a unit follows.
func (u *Units) moreBeforeUnit(text string, end *int) bool {
	if m := moreAt(text, *end); m > 0 && u.unitZHAt(text, *end+m).unit != "" {
		*end += m
		return true
	}
	return false
}

// digitRun reads plain Chinese digits: 二〇三五 is "2035". It stops where there are
// too many to be a number.
func digitRun(text string, i int) (string, int) {
	var b strings.Builder
	for i < len(text) && b.Len() <= maxDigits {
		r, size := utf8.DecodeRuneInString(text[i:])
		d := digitZH(r)
		if d < 0 {
			break
		}
		b.WriteByte(byte('0' + d))
		i += size
	}
	return b.String(), i
}

// sum adds up Chinese numerals as they are read: 三百零五万 is (3×100+5)×10,000.
type sum struct {
	all, section int64 // in whole 万 and 亿, and below the next of them
	digit        int64
	hasDigit     bool
	last, big    int64 // the last multiplier of the section, the last 万 or 亿
	hasYi        bool  // 亿 was read
	zero, taken  bool
}

// take adds one character; it refuses one that cannot go on the number.
func (s *sum) take(r rune) bool {
	d, m := digitZH(r), multiplierZH(r)
	switch {
	case d == 0 && (r == '零' || r == '〇'):
		if s.hasDigit || s.zero {
			return false
		}
		s.zero = true
	case d >= 0:
		if s.hasDigit {
			return false
		}
		s.digit, s.hasDigit = d, true
	case m == 0:
		return false
	case m < 10_000:
		if s.last != 0 && (m >= s.last || !s.hasDigit) {
			return false
		}
		if !s.hasDigit {
			s.digit = 1
		}
		s.section += s.digit * m
		s.digit, s.hasDigit, s.last, s.zero = 0, false, m, false
	default:
		part := s.section + s.digit
		switch {
		case s.big == m, s.hasYi && m == 100_000_000:
			return false
		case part == 0 && s.all > 0 && m == 100_000_000: // 万亿
			s.all *= m
		case part == 0 && s.taken:
			return false
		case m == 100_000_000:
			s.all = (s.all + max(part, 1)) * m
			if part == 0 {
				s.all = m
			}
		default:
			s.all += max(part, 1) * m
		}
		s.section, s.digit, s.hasDigit, s.last, s.zero = 0, 0, false, 0, false
		s.big, s.hasYi = m, s.hasYi || m == 100_000_000
	}
	s.taken = true
	return true
}

// total is the number read. A last digit right behind 百, 千, 万 or 亿 counts
// the next place: 一千二 is 1200.
func (s *sum) total() int64 {
	d := s.digit
	if place := max(s.last, s.bigAlone()); s.hasDigit && !s.zero && place >= 100 {
		d *= place / 10
	}
	return s.all + s.section + d
}

// bigAlone is the last 万 or 亿 if nothing but a digit follows it.
func (s *sum) bigAlone() int64 {
	if s.last == 0 && s.section == 0 {
		return s.big
	}
	return 0
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// arabic is the value of an Arabic digit, also a full-width one, or -1.
func arabic(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case '０' <= r && r <= '９':
		return int(r - '０')
	}
	return -1
}

// digitZH is the value of a Chinese numeral below ten, or -1.
func digitZH(r rune) int64 {
	switch r {
	case '〇', '零':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// multiplierZH is the value of a Chinese numeral from ten up, or 0.
func multiplierZH(r rune) int64 {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	case '万':
		return 10_000
	case '亿':
		return 100_000_000
	}
	return 0
}
