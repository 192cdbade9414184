package source

import (
	"fmt"
	"testing"

	"atlas/generator/diag"
)

// Radicals and compatibility ideographs are named with what they stand for, once
// a line, and stay in the text.
func TestRadicals(t *testing.T) {
	for _, c := range []struct{ name, file, in, en, zh string }{
		{"in a text", "a.md", "一\n在\u2ed3岗\u2f63产\n", "2:2 “\u2ed3” (U+2ED3) is no ordinary ideograph, but only looks like one (write “长”; text copied from a PDF often has such radicals and compatibility ideographs; there are 2 in this line)",
			"2:2 此处的“\u2ed3”（U+2ED3）不是通常的汉字，只是看起来像 (改写为“长”；PDF 中复制的文字常有这样的部首和兼容汉字；这一行共 2 个)"},
		{"a compatibility ideograph", "a.yaml", "title: \uf900\n", "1:8 “\uf900” (U+F900) is no ordinary ideograph, but only looks like one (write “豈”; text copied from a PDF often has such radicals and compatibility ideographs)",
			"1:8 此处的“\uf900”（U+F900）不是通常的汉字，只是看起来像 (改写为“豈”；PDF 中复制的文字常有这样的部首和兼容汉字)"},
		{"in a table", "a.csv", "a,b\n1,东\u2f63\n", "2:4 “\u2f63” (U+2F63) is no ordinary ideograph, but only looks like one (write “生”; text copied from a PDF often has such radicals and compatibility ideographs)",
			"2:4 此处的“\u2f63”（U+2F63）不是通常的汉字，只是看起来像 (改写为“生”；PDF 中复制的文字常有这样的部首和兼容汉字)"},
		{"none", "a.md", "长，“ﬁ”㎡\ufa0e\n", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, l := Decode(c.file, []byte(c.in), kindOf(c.file))
			if string(f.Data) != c.in {
				t.Errorf("the text became %q", f.Data)
			}
			if kindOf(c.file) == TableFile {
				_, more := ReadTable(f)
				l.Add(more...)
			}
			for lang, want := range map[diag.Lang]string{diag.English: c.en, diag.Chinese: c.zh} {
				got := ""
				for _, p := range l {
					if p.Rule != "radical" || p.Severity != diag.Warning {
						t.Error(p)
					}
					got += fmt.Sprintf("%d:%d %s (%s)", p.Place.Line, p.Place.Col, p.Message.In(lang), p.Hint.In(lang))
				}
				if got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			}
		})
	}
}
