package ideograph

import "testing"

// What looks like an ideograph is read as it; everything else is left alone.
func TestPlain(t *testing.T) {
	for in, want := range map[rune]rune{'a': 'a', '长': '长', '，': '，', 'ﬁ': 'ﬁ', '㎡': '㎡',
		0x2ED3: '长', 0x2E9F: '母', 0x2EF3: '龟', 0x2E9A: 0x2E9A, 0x2EF4: 0x2EF4, 0x2E8F: '尣',
		0x2F00: '一', 0x2F63: '生', 0x2FD5: '龠', 0x2FD6: 0x2FD6, 0x2FF0: 0x2FF0,
		0xF900: '豈', 0xFA0E: 0xFA0E, 0xFA6C: 0x242EE, 0x2F800: '丽', 0x2FA1D: 0x2A600, 0x2FA20: 0x2FA20} {
		if got := Plain(in); got != want {
			t.Errorf("%U: %U, want %U", in, got, want)
		}
	}
}

// A part is found where it stands in the text, which may be of another length.
func TestIndex(t *testing.T) {
	for _, c := range []struct {
		text, part, found string
	}{
		{"在长岗生产", "岗生", "岗生"},
		{"在\u2ed3岗\u2f63产", "长岗生", "\u2ed3岗\u2f63"},
		{"\ufa6c的\u2f63产", "生产", "\u2f63产"},
		{"\U0002f800的生产", "\u2f63产", "生产"},
		{"在\u2ed3岗", "长江", ""},
		{"在长岗", "长江", ""},
	} {
		start, end, ok := Index(c.text, c.part)
		if ok != (c.found != "") || ok && c.text[start:end] != c.found {
			t.Errorf("%q in %q: %d, %d, %v", c.part, c.text, start, end, ok)
		}
	}
	if at, n := First("“a”，ﬁ在\u2ed3\uf900\U0002f800"); at != 16 || n != 3 {
		t.Error(at, n)
	}
}
