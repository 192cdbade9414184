package numeral

import "testing"

// A fall by a number and the number below zero are the same; a fall to it, and growth,
// are not.
func TestAFallIsANumberBelowZero(t *testing.T) {
	for _, e := range []struct {
		zh, en string
		same   bool
	}{
		{"下降5%", "−5%", true},
		{"同比下降了约5%", "growth of −5% on the year before", true},
		{"−5%", "fell by 5%", true},
		{"−5%", "a reduction of about 5%", true},
		{"−5%", "a 5% decrease", true},
		{"−5%", "5% lower", true},
		{"减少3万人", "−30,000 people", true},
		{"降幅为2至3个百分点", "from −3 to −2 percentage points", true},
		{"下降5%", "fell by 5%", true},
		{"下降5%，增长5%", "−5% and growth of 5%", true},
		{"下降5%，增长5%", "growth of 5% and −5%", true},
		{"增长5%", "−5%", false},
		{"5%", "−5%", false},
		{"下降到5%", "−5%", false},
		{"下降至5%", "−5%", false},
		{"−5%", "fell to 5%", false},
		{"−5%", "fell to about 5%", false},
		{"−5%", "grew by 5%", false},
		{"下降5%", "−6%", false},
		{"下降5%", "−5‰", false},
		{"下降5%，下降5%", "−5%", false},
	} {
		a, b := Builtin().Find(e.zh, Chinese), Builtin().Find(e.en, English)
		if got := len(Builtin().Compare(a, b)) == 0; got != e.same {
			t.Errorf("%s, %s: the same: %t", e.zh, e.en, got)
		}
		if got := len(Builtin().Compare(b, a)) == 0; got != e.same {
			t.Errorf("%s, %s: the same: %t", e.en, e.zh, got)
		}
	}
}
