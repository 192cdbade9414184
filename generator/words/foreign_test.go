package words

import (
	"strings"
	"testing"
)

func TestSettled(t *testing.T) {
	marks := strings.NewReplacer("⟦", ForeignStart, "⟧", ForeignEnd)
	for text, want := range map[string]string{
		"<p>un ⟦two⟧ trois</p>":                          `<p>un <span lang="en" dir="ltr">two</span> trois</p>`,
		"⟦one ⟦two⟧ three⟧":                              `<span lang="en" dir="ltr">one two three</span>`,
		"⟦one <b title=\"⟦a⟧\">two</b> <br>three⟧":       `<span lang="en" dir="ltr">one <b title="a">two</b> <br>three</span>`,
		"<p title='a > ⟦b⟧'>⟦c⟧</p>":                     `<p title='a > b'><span lang="en" dir="ltr">c</span></p>`,
		"<title>⟦Maps⟧ – Atlas</title>":                  `<title>Maps – Atlas</title>`,
		"<title>⟦Maps⟧</title>⟦a⟧":                       `<title lang="en">Maps</title><span lang="en" dir="ltr">a</span>`,
		"<option value=\"⟦x⟧\">⟦all⟧</option>":           `<option value="x" lang="en">all</option>`,
		"<option>⟦one⟧ et ⟦two⟧</option>":                `<option>one et two</option>`,
		"<script>a = \"<p>⟦x⟧\"</script>⟦y⟧":             `<script>a = "<p>x"</script><span lang="en" dir="ltr">y</span>`,
		"<svg><desc>⟦d⟧</desc><text>⟦t⟧</text></svg>⟦p⟧": `<svg><desc lang="en">d</desc><text><tspan lang="en">t</tspan></text></svg><span lang="en" dir="ltr">p</span>`,
		"<svg/>⟦p⟧":                          `<svg/><span lang="en" dir="ltr">p</span>`,
		"<text>⟦one</text><text>two⟧</text>": `<text>one</text><text>two</text>`,
		"<p>⟦one</p><p>two⟧":                 `<p>one</p><p>two`,
		"one⟧ ⟦two":                          `one two`,
		"<!-- <p> --> ⟦one⟧":                 `<!-- <p> --> <span lang="en" dir="ltr">one</span>`,
		"1 < 2 ⟦one⟧":                        `1 < 2 <span lang="en" dir="ltr">one</span>`,
	} {
		if got := Settle(marks.Replace(text), "en"); got != want {
			t.Errorf("%s:\n%s, want\n%s", text, got, want)
		}
	}
}

func FuzzSettled(f *testing.F) {
	for _, s := range []string{"⟦a⟧", "<p>⟦a</p>⟧", "<title>⟦", "<svg>⟦<b/>⟧</svg>", "<a b='⟦'>"} {
		f.Add(s)
	}
	marks := strings.NewReplacer("⟦", ForeignStart, "⟧", ForeignEnd)
	without := strings.NewReplacer(`<span lang="en" dir="ltr">`, "", "</span>", "", `<tspan lang="en">`, "", "</tspan>", "", ` lang="en"`, "")
	f.Fuzz(func(t *testing.T, text string) {
		text = without.Replace(text)
		got := Settle(marks.Replace(text), "en")
		if strings.Contains(got, ForeignStart) || strings.Contains(got, ForeignEnd) {
			t.Errorf("%q: marks are left in %q", text, got)
		}
		if a, b := without.Replace(got), without.Replace(Unmark.Replace(marks.Replace(text))); a != b {
			t.Errorf("%q becomes %q", b, a)
		}
	})
}
