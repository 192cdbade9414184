package numeral

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Value is an exact rational number. Values of the same number are equal by ==,
// and the zero Value is none at all.
type Value struct {
	// num and den are in lowest terms, den above zero. den is 0 where there is no
	// value, and where big holds what they cannot.
	num, den int64
	big      string // as big.Rat.RatString writes it
}

// maxDigits is the length from which digits are no number but a code.
const maxDigits = 30

// whole is a whole number other than the least int64.
func whole(n int64) Value { return Value{num: n, den: 1} }

// ratio is n to d, both above zero.
func ratio(n, d int64) Value {
	g := divisor(n, d)
	return Value{num: n / g, den: d / g}
}

// divisor is the greatest common divisor of a and b, which is above zero.
func divisor(a, b int64) int64 {
	for a != 0 {
		a, b = b%a, a
	}
	return b
}

func valueOf(r *big.Rat) Value {
	if n, d := r.Num(), r.Denom(); n.IsInt64() && n.Int64() != math.MinInt64 && d.IsInt64() {
		return Value{num: n.Int64(), den: d.Int64()}
	}
	return Value{big: r.RatString()}
}

// ParseValue reads a decimal or a ratio: "38630000", "1.59", "1/3".
func ParseValue(s string) (v Value, ok bool) {
	if len(s) > maxDigits || strings.ContainsAny(s, "eEpPxXoObB_") {
		return Value{}, false
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return Value{}, false
	}
	return valueOf(r), true
}

// ParseRange reads what ParseValue reads, or two of these with a hyphen between
// them, the lower first: "2-3", "-5--3". High is none where there is but one.
func ParseRange(s string) (low, high Value, ok bool) {
	at := strings.Index(strings.TrimPrefix(s, "-"), "-")
	if at < 0 {
		low, ok = ParseValue(s)
		return low, Value{}, ok
	}
	at += len(s) - len(strings.TrimPrefix(s, "-"))
	low, ok = ParseValue(strings.TrimSpace(s[:at]))
	high, okHigh := ParseValue(strings.TrimSpace(s[at+1:]))
	if !ok || !okHigh || low.compare(high) >= 0 {
		return Value{}, Value{}, false
	}
	return low, high, true
}

// decimal is the value of a run of digits, with commas to be passed over, and
// with a point or without.
func decimal(s string) Value {
	n, d := int64(0), int64(0) // d is 0 until the point
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.':
			d = 1
		case c == ',':
		case n >= 1e16 || d >= 1e16:
			own := strings.Clone(s) // so that the caller's may stay on the stack
			r, _ := new(big.Rat).SetString(strings.ReplaceAll(own, ",", ""))
			return valueOf(r)
		default:
			n = 10*n + int64(c-'0')
			d *= 10
		}
	}
	return ratio(n, max(d, 1))
}

// IsNone reports whether there is no value.
func (v Value) IsNone() bool { return v.den == 0 && v.big == "" }

// Rat returns the value as a rational number of its own; nil if there is none.
func (v Value) Rat() *big.Rat {
	switch {
	case v.den > 0:
		return big.NewRat(v.num, v.den)
	case v.big == "":
		return nil
	}
	r, _ := new(big.Rat).SetString(v.big)
	return r
}

// String writes the value as a decimal where it has an end, else as a ratio.
func (v Value) String() string {
	switch {
	case v.IsNone():
		return ""
	case v.den == 1:
		return strconv.FormatInt(v.num, 10)
	}
	r := v.Rat()
	if n, exact := r.FloatPrec(); exact {
		return r.FloatString(n)
	}
	return r.RatString()
}

// negative is the value below zero that is as far from it.
func (v Value) negative() Value { return v.times(whole(-1)) }

// Positive reports whether the value is above zero.
func (v Value) Positive() bool { return !v.IsNone() && v.sign() > 0 }

// Float is the nearest float64.
func (v Value) Float() float64 {
	f, _ := v.Rat().Float64()
	return f
}

// sign is -1, 0 or 1.
func (v Value) sign() int {
	if v.den > 0 {
		return cmp.Compare(v.num, 0)
	}
	return v.Rat().Sign()
}

// compare is -1, 0 or 1, as v is less than w, equal or greater.
func (v Value) compare(w Value) int {
	if v.den > 0 && v.den == w.den {
		return cmp.Compare(v.num, w.num)
	}
	return v.Rat().Cmp(w.Rat())
}

func (v Value) times(w Value) Value {
	if v.den > 0 && w.den > 0 {
		g, h := divisor(abs(v.num), w.den), divisor(abs(w.num), v.den)
		n, ok := product(v.num/g, w.num/h)
		d, fits := product(v.den/h, w.den/g)
		if ok && fits {
			return Value{num: n, den: d}
		}
	}
	r := v.Rat()
	return valueOf(r.Mul(r, w.Rat()))
}

// over divides by a value above zero.
func (v Value) over(w Value) Value {
	if w.den > 0 {
		return v.times(Value{num: w.den, den: w.num})
	}
	r := v.Rat()
	return valueOf(r.Quo(r, w.Rat()))
}

func (v Value) plus(w Value) Value {
	if v.den == 1 && w.den == 1 && abs(v.num) < math.MaxInt64/2 && abs(w.num) < math.MaxInt64/2 {
		return whole(v.num + w.num)
	}
	r := v.Rat()
	return valueOf(r.Add(r, w.Rat()))
}

// huge reports whether the value is so large that no sentence means it.
func (v Value) huge() bool {
	return v.big != "" && v.Rat().Num().BitLen() > 4*maxDigits
}

func abs(n int64) int64 { return max(n, -n) }

// product multiplies, and reports whether the product fits.
func product(a, b int64) (int64, bool) {
	over, p := bits.Mul64(uint64(abs(a)), uint64(abs(b)))
	return a * b, over == 0 && p <= math.MaxInt64
}
