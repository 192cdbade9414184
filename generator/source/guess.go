package source

import (
	"strings"

	"atlas/generator/diag"
)

// What bytes that are not UTF-8 may be. Almost any bytes decode as GB18030, so
// that they do is no evidence: of Chinese text nearly all characters are of the
// two levels of GB 2312 and its punctuation, of other text hardly any.

// pairs counts the two-byte characters of a text, by what they would be.
type pairs struct {
	all    int
	common int // the levels of GB 2312 and its punctuation
	korean int // of these, where all of Hangul lies in EUC-KR
	big5   int // the frequent characters and punctuation of Big5
	kana   int // hiragana and katakana of Shift-JIS
	sjis   int // valid characters of Shift-JIS
	lone   int // single bytes between ASCII, as in Windows-1252
}

func countPairs(b []byte) (p pairs) {
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c < 0x80 {
			continue
		}
		next := byte(0)
		if i+1 < len(b) {
			next = b[i+1]
		}
		p.all++
		if next < 0x80 && (next < 0x40 || i == 0 || b[i-1] < 0x80) {
			p.lone++
		}
		if next >= 0xA1 && (c >= 0xA1 && c <= 0xA3 || c >= 0xB0 && c <= 0xF7) {
			p.common++
			if c >= 0xB0 && c <= 0xC8 {
				p.korean++
			}
		}
		if c >= 0xA1 && c <= 0xC6 && (next >= 0x40 && next <= 0x7E || next >= 0xA1 && next != 0xFF) {
			p.big5++
		}
		switch {
		case c == 0x82 && next >= 0x9F && next <= 0xF1, c == 0x83 && next >= 0x40 && next <= 0x96:
			p.kana++
			p.sjis++
		case (c >= 0x81 && c <= 0x9F || c >= 0xE0 && c <= 0xEA) && next >= 0x40 && next != 0x7F && next <= 0xFC:
			p.sjis++
		}
		if next >= 0x30 {
			if next <= 0x39 && i+3 < len(b) && b[i+2] >= 0x81 && b[i+3] >= 0x30 && b[i+3] <= 0x39 { // four bytes of GB18030
				i += 2
				p.common++
			}
			i++
		}
	}
	return p
}

// certainlyGB18030 reports whether bytes that are not UTF-8 can be read as
// GB18030 without a guess: eight of ten characters are such as Chinese is written
// with, and they are not all of those that would be Hangul.
func certainlyGB18030(b []byte) bool {
	p := countPairs(b)
	return p.common*10 >= p.all*8 && !(p.korean >= 20 && p.korean*50 >= p.common*49)
}

// candidates names the encodings that bytes may be in which are not UTF-8, the
// likelier first.
func candidates(b []byte) []string {
	p := countPairs(b)
	var out []string
	likely := func(n, percent int, name string) {
		if n*100 >= p.all*percent {
			out = append(out, name)
		}
	}
	if p.kana*100 >= p.all*10 {
		likely(p.sjis, 80, "Shift-JIS")
	}
	likely(p.big5, 85, "Big5")
	likely(p.lone, 60, "Windows-1252")
	likely(p.common, 50, "GB18030")
	if p.korean*10 >= p.all*8 {
		out = append(out, "EUC-KR")
	}
	if len(out) == 0 {
		likely(p.sjis, 80, "Shift-JIS")
	}
	return out
}

// unsureEncoding says of a file's bytes what they may be.
func unsureEncoding(names []string) (message, hint diag.Text) {
	list := strings.Join(names, ", ")
	switch len(names) {
	case 0:
		message = diag.T("文件不是 UTF-8，也看不出是什么编码", "the file is not UTF-8, and it cannot be told what it is")
	case 1:
		message = diag.Tf("文件不是 UTF-8，看来以 %s 保存，没有照此去猜", "the file is not UTF-8 but stored as %s, as it seems, which is not read", list)
	default:
		message = diag.Tf("文件不是 UTF-8；可能是 %s，无法确定", "the file is not UTF-8; it may be %s, which cannot be told for certain", list)
	}
	return message, diag.T("用原来的程序打开，看文字无误，再另存为 UTF-8（Excel：CSV UTF-8）",
		"open it in the program it comes from, see that the text is right, and save it as UTF-8 (in Excel: CSV UTF-8)")
}

// unmarkedUTF16 recognises UTF-16 without its mark: null bytes, as ASCII has them
// there, at every second place only.
func unmarkedUTF16(b []byte) Encoding {
	if len(b) < 4 || len(b)%2 != 0 {
		return ""
	}
	var at [2]int
	for i, c := range b {
		if c == 0 {
			at[i%2]++
		}
	}
	switch {
	case at[0]+at[1] < 2:
	case at[0] == 0 && at[1] > 0 && at[1]*100 >= len(b):
		return UTF16LE
	case at[1] == 0 && at[0] > 0 && at[0]*100 >= len(b):
		return UTF16BE
	}
	return ""
}
