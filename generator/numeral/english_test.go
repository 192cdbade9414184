package numeral

import (
	"strings"
	"testing"
)

func TestFindEnglish(t *testing.T) {
	for _, group := range []struct {
		name     string
		examples []example
	}{
		{"digits", []example{
			{"", ""},
			{"no number", ""},
			{"99 colleges", "99=99"},
			{"1,100 institutes", "1,100=1,100"},
			{"1,10", "1=1; 10=10"},
			{"107,100 square kilometers", "107,100 square kilometers=107,100 km2"},
			{"38.63 million people", "38.63 million people=38,630,000 person"},
			{"1.59 trillion yuan", "1.59 trillion yuan=1,590,000,000,000 CNY"},
			{"2 billion", "2 billion=2,000,000,000"},
			{"3 hundred thousand", "3 hundred thousand=300,000"},
			{"a 10-year plan", "10-year=10 year"},
			{"a 3-million-yuan fund", "3-million-yuan=3,000,000 CNY"},
			{"100 Mbit/s", "100 Mbit/s=100 Mbit/s"},
			{"100km and 5 MW, 5 mw", "100km=100 km; 5 MW=5 MW; 5=5"},
			{"20 km²", "20 km²=20 km2"},
			{"60 ㎞ and 5 ㎥", "60 ㎞=60 km; 5 ㎥=5 m3"},
			{"3D, 5G and IPv6", "3=3 code; 5=5 code; 6=6 code"},
			{"US$5 million, ¥20", "US$5 million=5,000,000 USD; ¥20=20 CNY"},
			{strings.Repeat("9", 31), ""},
			{"19\xff", "19=19"},
		}},
		{"words", []example{
			{"two cities", "two=2"},
			{"Three-North", "Three=3"},
			{"twenty-five", "twenty-five=25"},
			{"twenty five", "twenty five=25"},
			{"one hundred and five roads", "one hundred and five=105"},
			{"two hundred", "two hundred=200"},
			{"two thousand three hundred and forty-one", "two thousand three hundred and forty-one=2,341"},
			{"one million mu", "one million mu=1,000,000 mu"},
			{"two hundred million", "two hundred million=200,000,000"},
			{"one million two hundred thousand", "one million two hundred thousand=1,200,000"},
			{"one hundred and two hundred", "one hundred=100; two hundred=200"},
			{"a hundred, a million people", "a hundred=100; a million people=1,000,000 person"},
			{"half a million", "half a million=500,000"},
			{"the million-mu wetland", "million-mu=1,000,000 mu"},
			{"a hundred-year plan", "a hundred-year=100 year"},
			{"four vertical and four horizontal", "four=4; four=4"},
			{"three four", "three=3; four=4"},
			{"nineteen five", "nineteen=19; five=5"},
			{"hundreds of, thousands, dozens", ""},
		}},
		{"optional", []example{
			{"one of", "one=1?"},
			{"One", "One=1?"},
			{"first and second", "first=1 ordinal?; second=2 ordinal?"},
			{"both, double, half", "both=2 word?; double=2 word?; half=0.5 word?"},
			{"in May it may", "May=5 word?"},
			{"zero", "zero=0?"},
			{"a dozen", "dozen=12 word?"},
			{"million", "million=1,000,000?"},
		}},
		{"parts", []example{
			{"30%", "30%=30% percent"},
			{"30 percent, 30 per cent", "30 percent=30% percent; 30 per cent=30% percent"},
			{"3 percentage points", "3 percentage points=3 pp"},
			{"one third of", "one third=1/3 fraction"},
			{"two-thirds", "two-thirds=2/3 fraction"},
			{"three quarters", "three quarters=3/4 fraction"},
			{"a third of", "a third=1/3 fraction"},
			{"by a quarter.", "a quarter=1/4 fraction"},
			{"a third runway", "third=3 ordinal"},
			{"one thirds, two third", "one=1?; two=2; third=3 ordinal"},
			{"1/3", "1/3=1/3 fraction"},
			{"1/2/2017", "1=1; 2=2; 2017=2017 year"},
			{"1/0", "1=1; 0=0"},
		}},
		{"ordinals", []example{
			{"the 13th Five-Year Plan", "13th=13 ordinal; Five-Year=5 year"},
			{"1st 2nd 3rd", "1st=1 ordinal; 2nd=2 ordinal; 3rd=3 ordinal"},
			{"third", "third=3 ordinal"},
			{"twenty-first", "twenty-first=21 ordinal"},
			{"Grade V and Phase III, class IX", "V=5 ordinal; III=3 ordinal; IX=9 ordinal"},
			{"I and V", ""},
			{"Grade Ⅴ", "Ⅴ=5 ordinal"},
		}},
		{"ranges", []example{
			{"2–3", "2–3=2–3"},
			{"two to three", "two to three=2–3"},
			{"one to two", "one to two=1–2"},
			{"2–3 million", "2–3 million=2,000,000–3,000,000"},
			{"3 to 5 percent", "3 to 5 percent=3–5% percent"},
			{"3% to 5%", "3% to 5%=3–5% percent"},
			{"between 3 and 5 km", "3 and 5 km=3–5 km"},
			{"from 2017 to 2035", "2017 to 2035=2017–2035 year"},
			{"2017–2035", "2017–2035=2017–2035 year"},
			{"5-3", "5=5; 3=3"},
			{"3% to 5 km", "3%=3% percent; 5 km=5 km"},
		}},
		{"years", []example{
			{"in 2035", "2035=2035 year"},
			{"2,035 in", "2,035=2,035"},
			{"2035 people", "2035 people=2,035 person"},
			{"the 1990s", "1990s=1990 year"},
			{"9999", "9999=9,999"},
		}},
		{"comparators", []example{
			{"more than 1 million", "1 million=> 1,000,000"},
			{"no more than 5", "5=≤ 5"},
			{"exceeded 3%", "3%=> 3% percent"},
			{"at 3% or above", "3%=≥ 3% percent"},
			{"100 Mbit/s or more", "100 Mbit/s=≥ 100 Mbit/s"},
			{"at least two", "two=≥ 2"},
			{"below 30%", "30%=< 30% percent"},
			{"less than one third", "one third=< 1/3 fraction"},
			{"fewer than 5", "5=< 5"},
			{"close to 1 million", "1 million=≈ 1,000,000"},
			{"about 3, nearly 4", "3=≈ 3; 4=≈ 4"},
			{"100+", "100=≥ 100"},
			{"over 2–3", "2–3=> 2–3"},
		}},
	} {
		t.Run(group.name, func(t *testing.T) {
			for _, e := range group.examples {
				if got := show(e.text, English); got != e.want {
					t.Errorf("%s\n got %s\nwant %s", e.text, got, e.want)
				}
			}
		})
	}
}
