package source

import (
	"fmt"
	"testing"

	"atlas/generator/diag"
)

// Characters that nobody sees are named, once a line, unless their script needs them.
func TestInvisible(t *testing.T) {
	for _, c := range []struct{ name, file, in, en, zh string }{
		{"in a text", "a.md", "一\n东\u200b湖\u200b\n", "2:2 an invisible character stands here: U+200B (zero width space) (put the cursor behind it and delete it with the backspace key; there are 2 in this line)",
			"2:2 此处有看不见的字符 U+200B（零宽空格） (将光标放在它后面，按退格键删去；这一行共 2 个)"},
		{"a hyphen", "a.md", "ship\u00adyard", "1:5 an invisible character stands here: U+00AD (soft hyphen) (put the cursor behind it and delete it with the backspace key)",
			"1:5 此处有看不见的字符 U+00AD（软连字符） (将光标放在它后面，按退格键删去)"},
		{"a joiner between Latin letters", "a.yaml", "title: a\u2060b", "1:9 an invisible character stands here: U+2060 (word joiner) (put the cursor behind it and delete it with the backspace key)", ""},
		{"a mark not at the start", "a.md", "\uFEFFa\uFEFFb", "1:2 an invisible character stands here: U+FEFF (byte order mark) (put the cursor behind it and delete it with the backspace key)", ""},
		{"a non-joiner between Chinese characters", "a.md", "东\u200c湖", "1:2 an invisible character stands here: U+200C (zero width non-joiner) (put the cursor behind it and delete it with the backspace key)", ""},
		{"where scripts need them", "a.md", "می\u200cخواهم क्\u200dष 👩\u200d👧", "", ""},
		{"in a table", "a.csv", "a,b\n1,\"东\u200d湖\"\n\u200b2\u200b,3\n", "2:5 an invisible character stands here: U+200D (zero width joiner) (put the cursor behind it and delete it with the backspace key)", ""},
		{"an override", "a.md", "东\u202e湖\u202c", "1:2 an invisible character stands here: U+202E (right-to-left override) (put the cursor behind it and delete it with the backspace key; there are 2 in this line)",
			"1:2 此处有看不见的字符 U+202E（从右至左强制） (将光标放在它后面，按退格键删去；这一行共 2 个)"},
		{"an isolate", "a.csv", "a,b\n1,x\u2066y\n", "2:4 an invisible character stands here: U+2066 (left-to-right isolate) (put the cursor behind it and delete it with the backspace key)", ""},
		{"a mark of direction", "a.md", "a\u200fb", "1:2 an invisible character stands here: U+200F (right-to-left mark) (put the cursor behind it and delete it with the backspace key)", ""},
		{"in a header", "a.csv", "a,b\u00adc\n1,2\n", "1:4 an invisible character stands here: U+00AD (soft hyphen) (put the cursor behind it and delete it with the backspace key)", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, l := Decode(c.file, []byte(c.in), kindOf(c.file))
			if kindOf(c.file) == TableFile {
				_, more := ReadTable(f)
				l.Add(more...)
			}
			for lang, want := range map[diag.Lang]string{diag.English: c.en, diag.Chinese: c.zh} {
				got := ""
				for _, p := range l {
					if p.Rule != "invisible" || p.Severity != diag.Warning {
						t.Error(p)
					}
					got += fmt.Sprintf("%d:%d %s (%s)", p.Place.Line, p.Place.Col, p.Message.In(lang), p.Hint.In(lang))
				}
				if got != want && (want != "" || lang == diag.English) {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			}
		})
	}
}
