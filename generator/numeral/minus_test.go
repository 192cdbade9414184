package numeral

import "testing"

func TestMinusChinese(t *testing.T) {
	for _, e := range []example{
		{"净流入为-5万人", "-5万人=-50,000 person"},
		{"增速−1.2%", "−1.2%=-1.2% percent"},
		{"增速-1.2%", "-1.2%=-1.2% percent"},
		{"增速为－1.2％", "－1.2％=-1.2% percent"},
		{"变化 –3 公里", "–3=-3"},
		{"-500000", "-500000=-500,000"},
		{"（-3）", "-3=-3"},
		{"约-3", "-3=≈ -3"},
		{"负5万人", "负5万人=-50,000 person"},
		{"负三分之一", "负三分之一=-1/3 fraction"},
		{"负一", "负一=-1"},
		{"负三四十个", "负三四十个=-40–-30 个"},
		{"零下5度", "零下5度=-5 度"},
		{"零下二十℃", "零下二十℃=-20 °C"},
		{"零下5至10度", "零下5至10度=-10–-5 度"},
		{"-5至3℃", "-5至3℃=-5–3 °C"},
		{"-5～-3%", "-5～-3%=-5–-3% percent"},
		{"-10%至-5%", "-10%至-5%=-10–-5% percent"},
		{"低于-5℃", "-5℃=< -5 °C"},
		// None of these is negative.
		{"下降5%", "5%=5% percent"},
		{"2-3", "2-3=2–3"},
		{"5-3", "5=5; 3=3"},
		{"5公里-3公里", "5公里=5 km; 3公里=3 km"},
		{"东风-41", "41=41"},
		{"2017年-2035年", "2017年-2035年=2017–2035 year"},
		{"——3个", "3个=3 个"},
		{"规划-3个重点", "3个=3 个"},
		{"担负5项、减负3%、正负5%", "5项=5 项; 3%=3% percent; 5%=5% percent"},
		{"零下", "零=0?"},
		{"第-5", "5=5"},
		{"（一）-5", "一=1?; 5=5"},
		{"-2035年", "2035年=2035 year"},
	} {
		if got := show(e.text, Chinese); got != e.want {
			t.Errorf("%s\n got %s\nwant %s", e.text, got, e.want)
		}
	}
}

func TestMinusEnglish(t *testing.T) {
	for _, e := range []example{
		{"the change is −5 km", "−5 km=-5 km"},
		{"of -50,000 people", "-50,000 people=-50,000 person"},
		{"-5", "-5=-5"},
		{"(-5)", "-5=-5"},
		{"growth: –1.2%", "–1.2%=-1.2% percent"},
		{"in 2024 −3%", "2024=2024 year; −3%=-3% percent"},
		{"-$5 million", "-$5 million=-5,000,000 USD"},
		{"$-5 million", "$-5 million=-5,000,000 USD"},
		{"minus 5%", "minus 5%=-5% percent"},
		{"minus five", "minus five=-5"},
		{"minus one", "minus one=-1"},
		{"negative 5", "negative 5=-5"},
		{"5 °C below zero", "5 °C below zero=-5 °C"},
		{"20 degrees below freezing", "20 degrees below freezing=-20"},
		{"5 to 10 degrees below zero", "5 to 10 degrees below zero=-10–-5"},
		{"-5 to -3", "-5 to -3=-5–-3"},
		{"-5 to 3 °C", "-5 to 3 °C=-5–3 °C"},
		{"−5% to −10%", "−5% to −10%=-10–-5% percent"},
		{"below -5 °C", "-5 °C=< -5 °C"},
		// None of these is negative.
		{"fell by 5%", "5%=5% percent"},
		{"2-3", "2-3=2–3"},
		{"5-3", "5=5; 3=3"},
		{"5 - 3", "5=5; 3=3"},
		{"10 minus 5", "10=10; 5=5"},
		{"plus or minus 5", "5=5"},
		{"G-65 and mid-5", "65=65 code; 5=5"},
		{"(a)-5", "5=5"},
		{"2018-02-05", "2018=2018 year; 02=2; 05=5"},
		{"2017 -2035", "2017 -2035=2017–2035 year"},
		{"-2035", "2035=2035 year"},
		{"Policy H-1", "1=1 code"},
	} {
		if got := show(e.text, English); got != e.want {
			t.Errorf("%s\n got %s\nwant %s", e.text, got, e.want)
		}
	}
}

// A sign counts when texts are compared, in each spelling.
func TestMinusCompared(t *testing.T) {
	for _, zh := range []string{"-5%", "−5%", "－5%", "负5%", "–5%"} {
		for _, en := range []string{"-5%", "−5%", "minus 5%", "–5%", "－5%"} {
			if m := messages(zh, en); m != nil {
				t.Errorf("%s | %s: %v", zh, en, m)
			}
		}
		if m := messages(zh, "5%"); len(m) != 1 {
			t.Errorf("%s | 5%%: %v", zh, m)
		}
		if m := messages("5%", zh); zh != "负5%" && len(m) != 1 {
			t.Errorf("5%% | %s: %v", zh, m)
		}
	}
	for _, e := range [][2]string{{"零下5度", "5 degrees below zero"}, {"零下20℃", "−20 °C"}, {"下降5%", "fell by 5%"}, {"零下5至零下3度", "from −5 to −3 degrees"}} {
		if m := messages(e[0], e[1]); m != nil {
			t.Errorf("%s | %s: %v", e[0], e[1], m)
		}
	}
}
