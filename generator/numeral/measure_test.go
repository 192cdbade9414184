package numeral

import "testing"

func TestWhatNumbersOfATableAreGivenIn(t *testing.T) {
	for _, e := range []struct {
		head  string
		style Style
		want  string
	}{
		{"万亩", Chinese, "10,000 mu"},
		{"耕地（万亩）", Chinese, "10,000 mu"},
		{"表1 规划指标（单位：亿元）", Chinese, "100,000,000 CNY"},
		{"单位：%", Chinese, "1%"},
		{"常住人口（万人）", Chinese, "10,000 person"},
		{"面积/平方公里", Chinese, ""},
		{"指标", Chinese, ""},
		{"2035", Chinese, ""},
		{"2035年", Chinese, ""},
		{"约束性", Chinese, ""},
		{"Area (km2)", English, "1 km2"},
		{"Investment, £m", English, "1,000,000 GBP"},
		{"Investment (£ billion)", English, "1,000,000,000 GBP"},
		{"Cost (million yuan)", English, "1,000,000 CNY"},
		{"Homes (thousand)", English, "1,000"},
		{"thousand homes", English, "1,000"},
		{"Share (%)", English, "1%"},
		{"Farmland (10,000 mu)", English, "10,000 mu"},
		{"Output (100 million yuan)", English, "100,000,000 CNY"},
		{"10,000 homes", English, "10,000"},
		{"30 mu", English, ""},
		{"1", English, ""},
		{"Homes", English, ""},
		{"2028/29", English, ""},
		{"Target 2035", English, ""},
		{"Policy H1", English, ""},
	} {
		got := ""
		if q, ok := Builtin().Measure(e.head, e.style); ok {
			got = q.String()
		}
		if got != e.want {
			t.Errorf("%q: %q, want %q", e.head, got, e.want)
		}
	}
}
