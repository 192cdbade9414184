package numeral

import (
	"math"
	"math/big"
	"testing"
)

// Values reckon as big.Rat does, also beyond what an int64 holds, and equal ones
// are the same by ==.
func TestValueReckons(t *testing.T) {
	var all []Value
	for _, s := range []string{"0", "1", "3", "10", "0.5", "1/3", "38.63", "10000", "100000000", "4611686018427387904",
		"9223372036854775807", "9223372036854775808", "1/9223372036854775807", "1/9223372036854775808",
		"123456789012345678901234567890", "0.0000000000000000000000000001"} {
		v, ok := ParseValue(s)
		if !ok {
			t.Fatal(s)
		}
		all = append(all, v)
	}
	all = append(all, whole(-1), whole(math.MinInt64+1))
	for _, v := range all {
		if got := valueOf(v.Rat()); got != v {
			t.Errorf("%v is not %v", got, v)
		}
		for _, w := range all {
			x, y := v.Rat(), w.Rat()
			if got, want := v.times(w), valueOf(new(big.Rat).Mul(x, y)); got != want {
				t.Errorf("%v × %v = %v, not %v", v, w, got, want)
			}
			if got, want := v.plus(w), valueOf(new(big.Rat).Add(x, y)); got != want {
				t.Errorf("%v + %v = %v, not %v", v, w, got, want)
			}
			if got, want := v.compare(w), x.Cmp(y); got != want {
				t.Errorf("%v to %v: %d, not %d", v, w, got, want)
			}
			if w.sign() <= 0 {
				continue
			}
			if got, want := v.over(w), valueOf(new(big.Rat).Quo(x, y)); got != want {
				t.Errorf("%v / %v = %v, not %v", v, w, got, want)
			}
		}
	}
}

func TestDecimal(t *testing.T) {
	for s, want := range map[string]string{
		"007": "7", "1,234.50": "1234.5", "0.000": "0", "99999999999999999": "99999999999999999",
		"123456789012345678901234567890": "123456789012345678901234567890",
		"0.12345678901234567890":         "0.1234567890123456789", "1.0000000000000000000000000000": "1",
	} {
		v, _ := ParseValue(want)
		if got := decimal(s); got != v {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func TestParseRange(t *testing.T) {
	for s, want := range map[string]string{
		"5": "5 ", "-5": "-5 ", "2-3": "2 3", "2 - 3": "2 3", "-5--3": "-5 -3", "-5-3": "-5 3", "1/3-1/2": "1/3 0.5",
		"3-2": "", "2-2": "", "-3--5": "", "-": "", "2-": "", "--2": "", "2-3-4": "", "a-3": "",
	} {
		low, high, ok := ParseRange(s)
		got := ""
		if ok {
			got = low.String() + " " + high.String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

// What 万, 亿 and million multiply is the number times that, of either sign.
func TestScalesInvariant(t *testing.T) {
	for _, n := range []string{"1", "5", "12", "0.5", "1.59", "3863", "-5", "-1.2", "107.1"} {
		v, _ := ParseValue(n)
		for word, factor := range map[string]int64{"万": 1e4, "亿": 1e8, "万亿": 1e12, "千万": 1e7, "百万": 1e6, " thousand": 1e3, " million": 1e6, " billion": 1e9} {
			s := Chinese
			if word[0] == ' ' {
				s = English
			}
			qs := Find(n+word, s)
			if len(qs) != 1 || qs[0].Value != v.times(whole(factor)) {
				t.Errorf("%s%s: %v", n, word, qs)
			}
		}
	}
}
