package numeral

import (
	"fmt"
	"strings"
	"testing"
)

func TestParseValue(t *testing.T) {
	for _, e := range []struct {
		in, want string
		ok       bool
	}{
		{"38630000", "38630000", true},
		{"1.590", "1.59", true},
		{"1/3", "1/3", true},
		{"2/4", "0.5", true},
		{"-3", "-3", true},
		{"", "", false}, {"x", "", false}, {"1/0", "", false}, {"1e9", "", false}, {"0x10", "", false},
		{strings.Repeat("9", 31), "", false},
	} {
		v, ok := ParseValue(e.in)
		if v.String() != e.want || ok != e.ok || v.IsNone() == ok {
			t.Errorf("%q: %q, %v", e.in, v, ok)
		}
	}
	a, _ := ParseValue("0.50")
	b, _ := ParseValue("1/2")
	if a != b {
		t.Error("equal numbers are not equal values")
	}
	if a.Rat().Add(a.Rat(), a.Rat()); a != b {
		t.Error("a value was changed through its Rat")
	}
	if (Value{}).Rat() != nil {
		t.Error("no value has a number")
	}
}

func TestRoman(t *testing.T) {
	for s, want := range map[string]int64{"I": 1, "IV": 4, "IX": 9, "XIV": 14, "XXXVIII": 38, "": 0, "A": 0, "IA": 0, "XXXXXXXX": 0} {
		if got := roman(s); got != want {
			t.Errorf("%s: %d", s, got)
		}
	}
}

// Whole numbers written in Chinese numerals are read back.
func TestNumeralsReadBack(t *testing.T) {
	for n := int64(0); n < 200_000_000; n = n*11/10 + 7 {
		s := numerals(n)
		qs := Find(s+"个", Chinese)
		if len(qs) != 1 || qs[0].Value.String() != fmt.Sprint(n) || qs[0].End != len(s)+3 {
			t.Fatalf("%d %s: %v", n, s, qs)
		}
	}
}

// numerals writes a number as the Chinese do.
func numerals(n int64) string {
	const digits = "零一二三四五六七八九"
	digit := func(d int64) string { return string([]rune(digits)[d]) }
	if n < 10 {
		return digit(n)
	}
	for _, m := range []struct {
		value int64
		name  string
	}{{1e8, "亿"}, {1e4, "万"}, {1000, "千"}, {100, "百"}, {10, "十"}} {
		if n < m.value {
			continue
		}
		s := numerals(n/m.value) + m.name
		rest := n % m.value
		if rest > 0 && rest < m.value/10 {
			s += "零"
		}
		if rest > 0 {
			s += numerals(rest)
		}
		return s
	}
	return ""
}

func fuzz(f *testing.F, s Style, seeds ...string) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		qs := Find(text, s)
		last := 0
		for _, q := range qs {
			if q.Start < last || q.End <= q.Start || q.End > len(text) {
				t.Fatalf("%+v in %q", qs, text)
			}
			last = q.End
			if q.Value.IsNone() || q.Value.sign() < 0 && !strings.ContainsAny(strings.ToLower(text), minusSigns+"负下mnb") {
				t.Fatalf("no value, or below zero without a sign: %+v in %q", q, text)
			}
			if q.IsRange() && q.Value.Rat().Cmp(q.High.Rat()) >= 0 {
				t.Fatalf("a range that does not rise: %+v in %q", q, text)
			}
			_ = q.String()
		}
		if ms := Compare(qs, qs); ms != nil {
			t.Fatalf("%q differs from itself: %v", text, ms)
		}
		for _, q := range Find(text, s, Span{0, len(text)}) {
			if !q.Optional || q.Kind != Word {
				t.Fatalf("not optional in a name: %+v", q)
			}
		}
	})
}

func FuzzChinese(f *testing.F) {
	fuzz(f, Chinese, "3863万人与1.59万亿元", "2~3家，三四十个，二十世纪九十年代", "百分之三点五以上", "不足全国的1/3",
		"一带一路十三五第Ⅴ类", "1,234.5%—6%", "9亿3000万多公里",
		"0世纪十年代", "零下5至10度，负5%，−3万—-2万，担负三项")
}

func FuzzEnglish(f *testing.F) {
	fuzz(f, English, "38.63 million people, two-thirds", "between 2 and 3 percent", "US$5–6 billion or more",
		"one hundred and five, a third of, 1/3", "the 13th Five-Year Plan, Grade V", "1990s 3D half a million",
		"−5% to −10%, minus two, $-5 million, 5 degrees below zero")
}

func BenchmarkFind(b *testing.B) {
	zh := strings.Repeat("关于推进一体化发展的若干意见，到2035年常住人口3863万人，研发投入强度稳定在3%以上，培育两到三家企业。", 8)
	en := strings.Repeat("By 2035 the population is 38.63 million, R&D intensity is at least 3%, and two to three companies are fostered. ", 11)
	for name, text := range map[string]string{"Chinese": zh, "English": en} {
		s := Chinese
		if name == "English" {
			s = English
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Find(text, s)
			}
		})
	}
}

func BenchmarkCompare(b *testing.B) {
	qs := Find(strings.Repeat("到2035年3863万人，3%以上，2~3家。", 8), Chinese)
	b.ReportAllocs()
	for b.Loop() {
		Compare(qs, qs)
	}
}
