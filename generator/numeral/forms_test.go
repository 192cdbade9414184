package numeral

import (
	"strings"
	"testing"
)

// show also tells the other way to read a number.
func showAlso(text string, s Style) string {
	var out []string
	for _, q := range Find(text, s) {
		x := show(text[q.Start:q.End], s)
		if q.Also != nil {
			x += " or " + q.Also.String()
		}
		out = append(out, x)
	}
	return strings.Join(out, "; ")
}

func TestFormsChinese(t *testing.T) {
	for _, e := range []example{
		{"八成", "八成=80% percent"},
		{"近八成以上", "八成=≈ 80% percent"},
		{"三成五", "三成五=35% percent"},
		{"七八成", "七八成=70–80% percent"},
		{"8成", "8成=80% percent"},
		{"2035成为中心，五成员，建成3个", "2035=2,035; 五=5?; 3个=3 个"},
		{"一成不变", "一=1?"},
		{"翻一番", "翻一番=2 times"},
		{"翻番", "翻番=2 times"},
		{"力争翻了两番以上", "翻了两番=≥ 4 times"},
		{"翻新3处", "3处=3 处"},
		{"是2015年的1.5倍", "2015年=2015 year; 1.5倍=1.5 times"},
		{"一半以上", "一半=≥ 1/2 fraction"},
		{"½个、1½倍、⅔", "½个=0.5 个; 1½倍=1.5 times; ⅔=2/3"},
		{"5‰", "5‰=5‰ percent"},
		{"15%–20%", "15%–20%=15–20% percent"},
		{"2028/29财年", "2028/29=2028–2029 year"},
		{"2028/2029年", "2028/2029年=2028–2029 year"},
		{"2028/30", "2028/30=338/5 fraction"},
		{"规划期2021—2035", "2021—2035=2021–2035 year"},
		{"2021—25年", "2021—25年=2021–2025 year"},
		{"2019/20年—2028/29年", "2019/20年—2028/29年=2019–2029 year"},
		{"1500—2000家", "1500—2000家=1,500–2,000 家"},
		{"£15亿、€20万、￥5", "£15亿=1,500,000,000 GBP; €20万=200,000 EUR; ￥5=5 CNY"},
		{"-$5万", "-$5万=-50,000 USD"},
		{"500万美元、英镑", "500万美元=5,000,000 USD"},
		{"≥15、⩽3", "15=≥ 15; 3=≤ 3"},
		{"不晚于2030年", "2030年=≤ 2030 year"},
		{"控制在30%以内", "30%=≤ 30% percent"},
		{"G65、G-65、A4、5G、B2C", "65=65 code; 65=65 code; 4=4 code; 5=5 code; 2=2 code"},
		{"GDP5000元、GDP1.5万亿", "5000元=5,000 CNY; 1.5万亿=1,500,000,000,000"},
		{"15英亩、60英里、5斤", "15英亩=15 acre; 60英里=60 mi; 5斤=5 jin"},
	} {
		if got := show(e.text, Chinese); got != e.want {
			t.Errorf("%s\n got %s\nwant %s", e.text, got, e.want)
		}
	}
}

func TestFormsEnglish(t *testing.T) {
	for _, e := range []example{
		{"one in five homes", "one in five=1/5 fraction"},
		{"1 in 5", "1 in 5=1/5 fraction"},
		{"nine out of ten", "nine out of ten=9/10 fraction"},
		{"nine tenths", "nine tenths=9/10 fraction"},
		{"one in five years, two in 2035, five in two", "one=1?; five years=5 year; two=2; 2035=2035 year; five=5; two=2"},
		{"½, 1½ miles, two thirds", "½=1/2 fraction; 1½ miles=1.5 mi; two thirds=2/3 fraction"},
		{"£1.5bn", "£1.5bn=1,500,000,000 GBP"},
		{"€20 m", "€20 m=20,000,000 EUR"},
		{"£5k and US$3mn", "£5k=5,000 GBP; US$3mn=3,000,000 USD"},
		{"£1.5–2bn", "£1.5–2bn=1,500,000,000–2,000,000,000 GBP"},
		{"£5m–£8m", "£5m–£8m=5,000,000–8,000,000 GBP"},
		{"RMB 20 million, CNY5bn, HK$3", "RMB 20 million=20,000,000 CNY; CNY5bn=5,000,000,000 CNY; HK$3=3 HKD"},
		{"-£1.5bn", "-£1.5bn=-1,500,000,000 GBP"},
		{"£66 million", "£66 million=66,000,000 GBP"},
		{"2028/29", "2028/29=2028–2029 year"},
		{"2019/20 – 2028/29", "2019/20 – 2028/29=2019–2029 year"},
		{"2028/30", "2028/30=338/5 fraction"},
		{"2021—2035", "2021—2035=2021–2035 year"},
		{"2021–35", "2021–35=2021–2035 year"},
		{"FY2028/29, FY2030", "2028/29=2028–2029 year; 2030=2030 year"},
		{"Q3 2027", "3=3 code; 2027=2027 year"},
		{"G65, G-65, COVID-19, 3D, IPv6", "65=65 code; 65=65 code; 19=19 code; 3=3 code; 6=6 code"},
		{"top-10, mid-2030", "10=10; 2030=2030 year"},
		{"no later than 2030, ≥15", "2030=≤ 2030 year; 15=≥ 15"},
		{"15 acres, 5 sq ft, 60 miles", "15 acres=15 acre; 5 sq ft=5 ft2; 60 miles=60 mi"},
		{"5k homes", "5k=5,000"},
	} {
		if got := show(e.text, English); got != e.want {
			t.Errorf("%s\n got %s\nwant %s", e.text, got, e.want)
		}
	}
}

// Words that have two meanings are read in both.
func TestReadInTwoWays(t *testing.T) {
	for _, e := range []struct {
		style      Style
		text, want string
	}{
		{English, "1.5m homes", "1.5m=1.5 m or 1,500,000"},
		{English, "1.5m–2m", "1.5m–2m=1.5–2 m or 1,500,000–2,000,000"},
		{English, "1.5 m", "1.5 m=1.5 m"},
		{Chinese, "翻一番", "翻一番=2 times or 100%"},
	} {
		if got := showAlso(e.text, e.style); got != e.want {
			t.Errorf("%s\n got %s\nwant %s", e.text, got, e.want)
		}
	}
	for text, want := range map[string]string{"增长一倍": "2 times", "比2015年提高1.5倍": "2.5 times", "是去年的1.5倍": ""} {
		qs := Find(text, Chinese)
		got := ""
		if also := qs[len(qs)-1].Also; also != nil {
			got = also.String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestFormsCompared(t *testing.T) {
	for _, e := range []struct {
		zh, en string
		agree  bool
	}{
		{"八成", "80 percent", true}, {"八成", "four fifths", true}, {"八成", "eight tenths", true}, {"八成", "70 percent", false},
		{"五分之一", "one in five", true}, {"五分之一", "one in six", false},
		{"翻一番", "doubled", true}, {"翻一番", "increase by 100%", true}, {"翻一番", "tripled", false}, {"翻两番", "quadrupled", true}, {"翻两番", "doubled", false},
		{"增长一倍", "doubled", true}, {"增长1.5倍", "grew 2.5 times", true}, {"增长1.5倍", "by 150%", true}, {"增长1.5倍", "1.8 times", false},
		{"1.5倍", "150%", true},
		{"150万套", "1.5m homes", true}, {"1.5米", "1.5m wide", true}, {"15万套", "1.5m homes", false}, {"2.5米", "1.5m wide", false},
		{"15亿英镑", "£1.5bn", true}, {"15亿英镑", "£1.5m", false}, {"15亿元", "£1.5bn", false},
		{"2028/29财年", "2028/29", true}, {"2028—2029年", "2028/29", true}, {"2028/29财年", "2027/28", false},
		{"2021—2035年", "2021–35", true}, {"2021—2035", "2021—2035", true}, {"2021—2035年", "2021–2030", false}, {"2021—2035年", "2020–2035", false},
		{"2027年第三季度", "Q3 2027", true}, {"2027年第三季度", "Q4 2027", false},
		{"一半以上", "more than half", true}, {"一半", "two thirds", false},
		{"15公顷", "225 mu", true}, {"2805万亩", "1.87 million hectares", true}, {"10英里", "16.09344 kilometers", true},
		{"5G", "5G", true}, {"G65", "G56", false},
	} {
		a, b := Find(e.zh, Chinese), Find(e.en, English)
		for _, ms := range [][]Mismatch{Compare(a, b), Compare(b, a)} {
			if (ms == nil) != e.agree {
				t.Errorf("%s | %s: %v", e.zh, e.en, messages(e.zh, e.en))
			}
		}
	}
}
