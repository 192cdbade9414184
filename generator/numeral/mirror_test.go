package numeral

import (
	"strings"
	"testing"
)

// Every comparing word of one language beside every one of the other: what points
// in opposite directions is reported, and nothing else, from either side.
func TestComparatorsMirrored(t *testing.T) {
	type said struct {
		text string
		sign Comparator
	}
	var zh, en []said
	for sign, words := range map[Comparator][]string{
		Equal:        {"为5公里"},
		Greater:      {"超过5公里", "高于5公里", "大于5公里", "多于5公里", "突破5公里", "逾5公里", "不止5公里", ">5公里", "5公里多"},
		GreaterEqual: {"至少5公里", "不少于5公里", "不低于5公里", "不小于5公里", "≥5公里", "5公里以上", "5公里及以上"},
		Less:         {"不到5公里", "不足5公里", "低于5公里", "小于5公里", "少于5公里", "未满5公里", "<5公里"},
		LessEqual:    {"不超过5公里", "不高于5公里", "不大于5公里", "至多5公里", "最多5公里", "≤5公里", "5公里以内", "控制在5公里以内", "5公里以下"},
		About:        {"约5公里", "大约5公里", "近5公里", "5公里左右"},
	} {
		for _, w := range words {
			zh = append(zh, said{w, sign})
		}
	}
	for sign, words := range map[Comparator][]string{
		Equal:        {"is 5 km"},
		Greater:      {"more than 5 km", "over 5 km", "above 5 km", "exceeds 5 km", "greater than 5 km", "higher than 5 km", ">5 km"},
		GreaterEqual: {"at least 5 km", "no less than 5 km", "not less than 5 km", "a minimum of 5 km", "≥5 km", "5 km or more", "5 km or above"},
		Less:         {"less than 5 km", "fewer than 5 km", "below 5 km", "under 5 km", "lower than 5 km", "<5 km"},
		LessEqual:    {"at most 5 km", "no more than 5 km", "not more than 5 km", "up to 5 km", "within 5 km", "does not exceed 5 km", "≤5 km", "5 km or less"},
		About:        {"about 5 km", "around 5 km", "nearly 5 km", "5 km or so"},
	} {
		for _, w := range words {
			en = append(en, said{w, sign})
		}
	}
	more := map[Comparator]bool{Greater: true, GreaterEqual: true}
	less := map[Comparator]bool{Less: true, LessEqual: true}
	for _, x := range zh {
		a := Find(x.text, Chinese)
		if len(a) != 1 || a[0].Comparator != x.sign {
			t.Errorf("%s: %v, want %v", x.text, a, x.sign)
			continue
		}
		for _, y := range en {
			b := Find(y.text, English)
			if len(b) != 1 || b[0].Comparator != y.sign {
				t.Fatalf("%s: %v, want %v", y.text, b, y.sign)
			}
			opposite := more[x.sign] && less[y.sign] || less[x.sign] && more[y.sign]
			for _, ms := range [][]Mismatch{Compare(a, b), Compare(b, a)} {
				if reported := len(ms) == 1 && ms[0] == (Mismatch{OtherDirection, 0, 0}); reported != opposite || len(ms) > 1 {
					t.Errorf("%s | %s: %v", x.text, y.text, ms)
				}
			}
		}
	}
}

// Two numbers that are the same but for their direction find the partner that
// points the same way, in whatever order a translation has them.
func TestDirectionsChangePlaces(t *testing.T) {
	if m := messages("超过5公里，不到5公里", "less than 5 km, more than 5 km"); m != nil {
		t.Error(m)
	}
	if m := messages("超过5公里，超过5公里", "less than 5 km, more than 5 km"); len(m) != 1 || !strings.Contains(m[0], "opposite") {
		t.Error(m)
	}
}
