package chart

import (
	"math"
	"strconv"
	"strings"
)

// scale is a numeric axis with round numbers on it.
type scale struct {
	Min, Max, Step float64
}

// newScale puts round numbers around lo … hi: steps of 1, 2 or 5 times a power
// of ten, about n of them. The scale always contains 0, because a bar's length
// is its number.
func newScale(lo, hi float64, n int) scale {
	return roundScale(min(lo, 0), max(hi, 0), n)
}

// roundScale is the same without the 0, where length says nothing.
func roundScale(lo, hi float64, n int) scale {
	if hi == lo {
		lo, hi = lo-math.Abs(lo)/10, hi+max(math.Abs(hi)/10, 1)
	}
	raw := (hi - lo) / float64(max(n, 1))
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * power
	for _, m := range [...]float64{1, 2, 5} {
		if m*power >= raw*(1-1e-9) {
			step = m * power
			break
		}
	}
	s := scale{Step: step}
	s.Min = tidy(math.Floor(lo/step+1e-9)*step, step)
	s.Max = tidy(math.Ceil(hi/step-1e-9)*step, step)
	return s
}

// ticks are the numbers of the scale, from the least.
func (s scale) ticks() []float64 {
	n := int(math.Round((s.Max - s.Min) / s.Step))
	out := make([]float64, 0, n+1)
	for i := range n + 1 {
		out = append(out, tidy(s.Min+float64(i)*s.Step, s.Step))
	}
	return out
}

// tidy removes what binary fractions leave behind: 0.30000000000000004 is 0.3.
func tidy(v, step float64) float64 {
	t, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals(step), 64), 64)
	if err != nil || t == 0 {
		return 0
	}
	return t
}

// decimals is how many decimals a multiple of the step needs.
func decimals(step float64) int {
	return max(0, -int(math.Floor(math.Log10(step)+1e-9)))
}

// format writes a number of the scale, thousands parted by commas and a true
// minus sign.
func (s scale) format(v float64) string {
	t := strconv.FormatFloat(math.Abs(v), 'f', decimals(s.Step), 64)
	whole, frac, _ := strings.Cut(t, ".")
	var b strings.Builder
	if v < 0 {
		b.WriteString("−")
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if frac != "" {
		b.WriteString("." + frac)
	}
	return b.String()
}
