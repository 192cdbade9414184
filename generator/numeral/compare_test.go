package numeral

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompareAgrees(t *testing.T) {
	for _, e := range [][2]string{
		{"常住人口3863万人", "a permanent population of 38.63 million"},
		{"1.59万亿元", "1.59 trillion yuan"},
		{"10.71万平方公里", "107,100 square kilometers"},
		{"每万平方公里72个", "72 per 10,000 square kilometers"},
		{"不足全国平均水平的1/3", "less than one third of the national average"},
		{"四分之一", "25 percent"},
		{"2~3家", "two to three companies"},
		{"2~3家", "between two and three companies"},
		{"两三家", "two or three companies"},
		{"2017—2035年", "from 2017 to 2035"},
		{"百万亩", "one million mu"},
		{"接近百万", "close to 1 million"},
		{"1100多家", "more than 1,100 institutes"},
		{"1000兆比特/秒以上", "at least 1 Gbit/s"},
		{"15亩", "1 ha"},
		{"“十三五”", "the 13th Five-Year Plan period"},
		{"第十三个五年规划", "the 13th Five-Year Plan"},
		{"四纵四横", "four vertical and four horizontal"},
		{"一圈一轴三带", "one circle, one axis and three belts"},
		{"五位一体", "the five-sphere integrated plan"},
		{"五位一体", "the overall plan"},
		{"三农", "agriculture, rural areas and farmers"},
		{"三农", "the three rural issues"},
		{"双向", "two-way"},
		{"双向", "in both directions"},
		{"两院", "the two academies"},
		{"三期", "Phase III"},
		{"Ⅴ类", "Grade V"},
		{"第一", "first"},
		{"一批", "a number of"},
		{"数十家", "dozens of companies"},
		{"一个", "one"},
		{"3D打印", "3D printing"},
		{"2018年2月5日", "February 5, 2018"},
		{"20世纪90年代", "the 1990s"},
		{"64人", "64 academicians"},
		{"研发强度超过3%", "intensity exceeded 3%"},
		{"唯一", "the only"},
		{"增长一倍", "doubled"},
	} {
		a, b := Find(e[0], Chinese), Find(e[1], English)
		if ms := Compare(a, b); ms != nil {
			t.Errorf("%s | %s: %v", e[0], e[1], messages(e[0], e[1]))
		}
		if ms := Compare(b, a); ms != nil {
			t.Errorf("%s | %s: the other way round: %v", e[1], e[0], ms)
		}
	}
}

// messages are the English texts of the mismatches of a Chinese and an English
// text.
func messages(zh, en string) []string {
	a, b := Find(zh, Chinese), Find(en, English)
	var out []string
	for _, m := range Compare(a, b) {
		out = append(out, m.Message(zh, en, a, b).EN)
	}
	return out
}

func TestCompareDiffers(t *testing.T) {
	for _, e := range []struct{ zh, en, want string }{
		{"3863万人", "38.36 million people", "“3863万人” (38,630,000 person) and “38.36 million people” (38,360,000 person) differ"},
		{"3863万人", "people", "the translation has no number for “3863万人”"},
		{"人", "three people", "the original has no number for “three people”"},
		{"30%", "30 cities", "“30%” and “30” differ in their unit"},
		{"5亩", "5 hectares", "“5亩” and “5 hectares” differ in their unit"},
		{"5元", "5 people", "“5元” and “5 people” differ in their unit"},
		{"超过3%", "less than 3%", "“3%” (>) and “3%” (<) point in opposite directions"},
		{"2035年", "2025", "“2035年” (2035) and “2025” (2025) differ"},
		{"2017—2035年", "2017–2030", "“2017—2035年” (2017–2035) and “2017–2030” (2017–2030) differ"},
		{"2035年", "2,035 people", "“2035年” and “2,035 people” differ in their unit"},
		{"三条、三项", "three roads and items", "the translation has no number for “三项”"},
		{"1/3", "two thirds", "“1/3” (1/3) and “two thirds” (2/3) differ"},
		{"四纵四横", "four vertical and five horizontal", "“四横” (4 横) and “five” (5) differ"},
		{"99所、64人、2016年", "64 and 98 in 2015", "“99所” (99 所) and “98” (98) differ | “2016年” (2016) and “2015” (2015) differ"},
	} {
		if got := strings.Join(messages(e.zh, e.en), " | "); got != e.want {
			t.Errorf("%s | %s\n got %s\nwant %s", e.zh, e.en, got, e.want)
		}
	}
}

func TestMessageInChinese(t *testing.T) {
	for _, e := range [][3]string{
		{"3万人", "4 people", "“3万人”（30,000 person）与“4 people”（4 person）不同"},
		{"3万人", "", "译文没有与“3万人”对应的数"},
		{"", "4 people", "原文没有与“4 people”对应的数"},
		{"5元", "5 people", "“5元”与“5 people”单位不同"},
		{"5元以上", "up to 5 yuan", "“5元”（≥）与“5 yuan”（≤）方向相反"},
	} {
		a, b := Find(e[0], Chinese), Find(e[1], English)
		ms := Compare(a, b)
		if len(ms) != 1 || ms[0].Message(e[0], e[1], a, b).ZH != e[2] {
			t.Errorf("%s | %s: %v, want %s", e[0], e[1], ms, e[2])
		}
	}
}

// Any change of one certain number is found, and a text agrees with itself.
func TestCompareFindsEveryChange(t *testing.T) {
	text := "超过3%，99所，64人，1100多家，55.06%，18个，2017—2035年，1.59万亿元，七条，2~3家，第6版，四分之三"
	a := Find(text, Chinese)
	if ms := Compare(a, a); ms != nil {
		t.Fatal(ms)
	}
	other, _ := ParseValue("123456.789")
	for i := range a {
		b := append([]Quantity(nil), a...)
		b[i].Value = other
		if ms := Compare(a, b); len(ms) != 1 || ms[0].A != i || ms[0].B != i {
			t.Errorf("%s changed: %v", text[a[i].Start:a[i].End], ms)
		}
		b = append(b[:i:i], b[i+1:]...)
		if d := cmp.Diff([]Mismatch{{OtherNumber, i, -1}}, Compare(a, b)); d != "" {
			t.Errorf("%s left out: %s", text[a[i].Start:a[i].End], d)
		}
		if d := cmp.Diff([]Mismatch{{OtherNumber, -1, i}}, Compare(b, a)); d != "" {
			t.Errorf("%s added: %s", text[a[i].Start:a[i].End], d)
		}
	}
}
