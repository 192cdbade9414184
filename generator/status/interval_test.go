package status

import (
	"math"
	"testing"
)

func TestParseInterval(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		comparator, value string
		want              Interval
	}{
		{"=", "3", Interval{Low: 3, High: 3}},
		{"about", "100", Interval{Low: 100, High: 100}},
		{"=", "-5", Interval{Low: -5, High: -5}},
		{"=", "2-3", Interval{Low: 2, High: 3}},
		{"=", "-3--2", Interval{Low: -3, High: -2}},
		{"=", "-3-2", Interval{Low: -3, High: 2}},
		{"=", "1/4", Interval{Low: 0.25, High: 0.25}},
		{">", "3", Interval{Low: 3, High: inf, LowOpen: true, HighOpen: true}},
		{">=", "3", Interval{Low: 3, High: inf, HighOpen: true}},
		{"<", "3", Interval{Low: -inf, High: 3, LowOpen: true, HighOpen: true}},
		{"<=", "3", Interval{Low: -inf, High: 3, LowOpen: true}},
	} {
		got, err := ParseInterval(c.comparator, c.value)
		if err != nil || got != c.want {
			t.Errorf("%s %s: %+v, %v; want %+v", c.comparator, c.value, got, err, c.want)
		}
	}
	for _, c := range [][2]string{{"=", ""}, {"=", "3-2"}, {">", "2-3"}, {"=", "1/0"}, {"=", "1e3"}, {"=", "Inf"}, {"=", "NaN"}, {"~", "3"}, {"=", "3,000"}, {"=", "0x1p4"}} {
		if got, err := ParseInterval(c[0], c[1]); err == nil {
			t.Errorf("%q %q was read as %+v", c[0], c[1], got)
		}
	}
}

func TestHolds(t *testing.T) {
	for _, c := range []struct {
		outer, inner [2]string
		holds        bool
	}{
		{[2]string{">=", "3"}, [2]string{"=", "3"}, true},
		{[2]string{">", "3"}, [2]string{"=", "3"}, false},
		{[2]string{">", "3"}, [2]string{">", "3"}, true},
		{[2]string{">=", "3"}, [2]string{">", "3"}, true},
		{[2]string{">", "3"}, [2]string{">=", "3"}, false},
		{[2]string{">", "3"}, [2]string{">", "2"}, false},
		{[2]string{"<=", "3"}, [2]string{"=", "2-3"}, true},
		{[2]string{"<", "3"}, [2]string{"=", "2-3"}, false},
		{[2]string{"=", "2-3"}, [2]string{"=", "2.5"}, true},
		{[2]string{"=", "2-3"}, [2]string{"=", "3.1"}, false},
		{[2]string{"<", "3"}, [2]string{">", "3"}, false},
	} {
		outer, inner := *want(c.outer[0], c.outer[1]), *want(c.inner[0], c.inner[1])
		if got := outer.Holds(inner); got != c.holds {
			t.Errorf("%v holds %v: %v", c.outer, c.inner, got)
		}
	}
}

func TestParseDirection(t *testing.T) {
	for word, d := range map[string]Direction{"": Unstated, "more": More, "less": Less, "within": Within, "keep": Keep} {
		if got, ok := ParseDirection(word); !ok || got != d {
			t.Errorf("%q: %v, %v", word, got, ok)
		}
	}
	if _, ok := ParseDirection("up"); ok {
		t.Error(`"up" was taken for a direction`)
	}
	if Less.Fits(*want(">=", "3")) || More.Fits(*want("<=", "3")) || Within.Fits(*want(">=", "3")) || !Keep.Fits(*want(">=", "3")) {
		t.Error("a direction fits a bound on the wrong side")
	}
}
