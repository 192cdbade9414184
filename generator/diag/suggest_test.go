package diag

import "testing"

func TestClosest(t *testing.T) {
	for _, c := range []struct {
		word string
		of   []string
		want string
	}{
		{"mingchaun", []string{"mingchuan", "baigang"}, "mingchuan"},
		{"Baigang", []string{"mingchuan", "baigang"}, "baigang"},
		{"mingchuan_airport", []string{"mingchuan-airport"}, "mingchuan-airport"},
		{"ｂａｉｇａｎｇ", []string{"baigang"}, "baigang"},
		{"harbour", []string{"mingchuan", "baigang"}, ""},
		{"", []string{"a", "b"}, ""},
		{"", []string{""}, ""},
		// Signs: not one for another that only has as many characters.
		{"≥", []string{"=", ">", ">=", "<", "<=", "about"}, ">="},
		{"＝", []string{"=", ">", ">=", "<", "<=", "about"}, "="},
		{"==", []string{"=", ">", "about"}, "="},
		{"~", []string{"=", ">", ">=", "<", "<=", "about"}, ""},
		{"x", []string{"y", "z"}, ""},
		{"镇", []string{"县", "市"}, ""},
		// What is counted is no slip; a year may be one, and so may a letter.
		{"ch2.md", []string{"ch1.md", "ch3.md"}, ""},
		{"ch2.md", []string{"ch1.md", "CH2.MD"}, "CH2.MD"},
		{"ch1-s1-p9", []string{"ch1-s1-p1", "ch2-s1-p9"}, ""},
		{"ch1-s1-p22", []string{"ch1-s1-p2"}, ""},
		{"box1-i4", []string{"box1-i1", "box1-g1"}, ""},
		{"ch1-s1-q2", []string{"ch1-s1-p1", "ch1-s1-p2"}, "ch1-s1-p2"},
		{"population-2034", []string{"population-2035"}, "population-2035"},
		{"fig1", []string{"fig1", "fig2"}, "fig1"},
	} {
		if got := Closest(c.word, c.of); got != c.want {
			t.Errorf("%q of %q: got %q, want %q", c.word, c.of, got, c.want)
		}
	}
	if got := DidYouMean("ch3.md", []string{"ch3.md"}); !got.IsZero() {
		t.Errorf("what was written is suggested: %v", got)
	}
	if got, want := DidYouMean("＝", []string{"="}), T("是否想写 \"=\"？", "did you mean \"=\"?"); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
