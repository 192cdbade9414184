package likeness

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"到2020年，GDP达10.71万亿元":   "到|2020|年|，|GDP|达|10|.|71|万|亿|元",
		"A new  line,\ntoo":     "A| |new|  |line|,|\n|too",
		"Straße é\u0301 Ελλάδα": "Straße| |é\u0301| |Ελλάδα",
		"\xffa":                 "\xff|a",
	} {
		var got []string
		for _, w := range Words(in) {
			got = append(got, w.Text)
			if in[w.Start:w.End] != w.Text {
				t.Errorf("%q: %q stands at %d to %d", in, w.Text, w.Start, w.End)
			}
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q: %s, want %s", in, g, want)
		}
	}
	if n := Weight(Words("ab  中文.")); n != 5 {
		t.Error("weight", n)
	}
}

func TestCommon(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "甲", ""},
		{"甲乙丙", "甲乙丙", "甲乙丙"},
		{"甲乙丙丁", "甲丙丁", "甲|丙丁"},
		{"甲乙丙丁", "子乙丑丁", "乙|丁"},
		{"one two three", "one 2 three", "one | three"},
		{"乙甲", "甲乙", "甲"},
	} {
		if got := shown(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

func shown(a, b string) string {
	wa := Words(a)
	var out []string
	for _, r := range Common(wa, Words(b)) {
		out = append(out, a[wa[r.A].Start:wa[r.A+r.N-1].End])
	}
	return strings.Join(out, "|")
}

// Runs rise in both texts and are what they say; a long text is cut and still
// compared as a short one is.
func TestCommonOfLong(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		var a, b strings.Builder
		kept := 0
		for range 3000 {
			r := rune(0x4e00 + rng.IntN(20000))
			in, out := rng.IntN(10) > 0, rng.IntN(10) > 0
			if in {
				a.WriteRune(r)
			}
			if out {
				b.WriteRune(r)
			}
			if in && out {
				kept++
			}
		}
		wa, wb := Words(a.String()), Words(b.String())
		n, i, j := 0, 0, 0
		for _, r := range Common(wa, wb) {
			if r.A < i || r.B < j || r.N < 1 {
				t.Fatal("not in order", r)
			}
			for k := range r.N {
				if wa[r.A+k].Text != wb[r.B+k].Text {
					t.Fatal("not the same", r)
				}
			}
			i, j, n = r.A+r.N, r.B+r.N, n+r.N
		}
		if n < kept*98/100 {
			t.Errorf("%d words of %d", n, kept)
		}
	}
}
