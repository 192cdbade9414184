package status

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Interval is a set of values between two ends, which may be infinite: an exact
// value has two equal ends, "more than 3" reaches from 3, which it leaves out, to
// infinity.
type Interval struct {
	Low, High         float64
	LowOpen, HighOpen bool // the end itself is left out
}

// Exactly is a single value.
func Exactly(v float64) Interval { return Interval{Low: v, High: v} }

// ParseInterval reads a value and a comparator as the table of values writes them:
// a decimal, a fraction "1/3" or a range "2-3"; =, >, >=, <, <=, about. A range may
// only be equal or about; "about" counts as the value that is written.
func ParseInterval(comparator, value string) (Interval, error) {
	low, high, isRange, err := parseValue(value)
	if err != nil {
		return Interval{}, err
	}
	switch comparator {
	case "=", "about", "":
		return Interval{Low: low, High: high}, nil
	}
	if isRange {
		return Interval{}, fmt.Errorf("the range %q cannot be a bound", value)
	}
	switch comparator {
	case ">", ">=":
		return Interval{Low: low, High: math.Inf(1), LowOpen: comparator == ">", HighOpen: true}, nil
	case "<", "<=":
		return Interval{Low: math.Inf(-1), High: high, LowOpen: true, HighOpen: comparator == "<"}, nil
	}
	return Interval{}, fmt.Errorf("unknown comparator %q", comparator)
}

func parseValue(s string) (low, high float64, isRange bool, err error) {
	if v, err := parseNumber(s); err == nil {
		return v, v, false, nil
	}
	// The hyphen that parts a range is not the first character: that is a sign.
	for i := 1; i < len(s); i++ {
		if s[i] != '-' {
			continue
		}
		a, errA := parseNumber(s[:i])
		b, errB := parseNumber(s[i+1:])
		if errA == nil && errB == nil {
			if b < a {
				return 0, 0, true, fmt.Errorf("the range %q runs backwards", s)
			}
			return a, b, true, nil
		}
	}
	return 0, 0, false, fmt.Errorf("%q is no number, fraction or range", s)
}

func parseNumber(s string) (float64, error) {
	if above, below, ok := strings.Cut(s, "/"); ok {
		a, errA := parseDecimal(above)
		b, errB := parseDecimal(below)
		if errA != nil || errB != nil || b == 0 {
			return 0, fmt.Errorf("%q is no fraction", s)
		}
		return a / b, nil
	}
	return parseDecimal(s)
}

// parseDecimal is strconv.ParseFloat without infinities, hexadecimals, exponents and
// underscores, which no plan writes.
func parseDecimal(s string) (float64, error) {
	if strings.Trim(s, "+-.0123456789") != "" {
		return 0, fmt.Errorf("%q is no number", s)
	}
	return strconv.ParseFloat(s, 64)
}

// IsExact reports whether the interval is a single value.
func (i Interval) IsExact() bool { return i.Low == i.High && !i.LowOpen && !i.HighOpen }

// Holds reports whether every value of j is a value of i.
func (i Interval) Holds(j Interval) bool {
	return (i.Low < j.Low || i.Low == j.Low && (!i.LowOpen || j.LowOpen)) &&
		(i.High > j.High || i.High == j.High && (!i.HighOpen || j.HighOpen))
}

// Distance is how far a value lies outside the interval; 0 for one inside it, and
// for an end that is left out.
func (i Interval) Distance(v float64) float64 {
	return math.Max(0, math.Max(i.Low-v, v-i.High))
}

// Fits reports whether an interval is one that the direction can want: what is to
// grow has a lower end, what is to shrink an upper one.
func (d Direction) Fits(i Interval) bool {
	switch d {
	case More:
		return !math.IsInf(i.Low, -1)
	case Less:
		return !math.IsInf(i.High, 1)
	case Within:
		return !math.IsInf(i.Low, -1) && !math.IsInf(i.High, 1)
	}
	return true
}

// wanted is the set of values that reach a target: an exact target of what is to
// grow is reached by more, too; one of what is to shrink, by less.
func (d Direction) wanted(i Interval) Interval {
	switch d {
	case More:
		return Interval{Low: i.Low, LowOpen: i.LowOpen, High: math.Inf(1), HighOpen: true}
	case Less:
		return Interval{Low: math.Inf(-1), LowOpen: true, High: i.High, HighOpen: i.HighOpen}
	}
	return i
}
