package text

import (
	"fmt"
	"strings"
	"testing"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// parse parses the Markdown of a chapter.
func parse(markdown string) ([]Block, diag.List) {
	return Parse(&source.File{Path: "content/en/ch1.md", Data: []byte(markdown)}, 0)
}

// show writes blocks so that a test can be read: the kind, the text, and each
// mark with the words that it is about.
func show(blocks []Block) string {
	var out strings.Builder
	for _, b := range blocks {
		fmt.Fprintf(&out, "%s %q", b.Kind, b.Text)
		for _, m := range b.Marks {
			fmt.Fprintf(&out, " %s(%s)", [...]string{"lead", "strong", "em", "page", "figure", "corr", "sic", "link", "sub", "sup", "del", "ins", "code", "break", "note", "number"}[m.Kind],
				strings.Join(nonEmpty(m.ID, m.Confidence, m.Seed, m.Target, number(m), quoted(b.Text[m.Start:m.End])), " "))
		}
		if b.Awaits {
			out.WriteString(" awaits")
		}
		if b.Kind == Figure {
			out.WriteString(" → " + b.Rest)
		}
		if b.EndsGroup {
			out.WriteString(" ends-group")
		}
		out.WriteString("\n")
	}
	return out.String()
}

func nonEmpty(parts ...string) (out []string) {
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

func number(m Mark) string {
	if m.N == 0 {
		return ""
	}
	return fmt.Sprint(m.N)
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf("%q", s)
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"headings and paragraphs", "# One\n\n## Two\n\nText.\n\nMore\ntext.\n",
			"title \"One\"\nsection \"Two\"\nparagraph \"Text.\"\nparagraph \"More text.\"\n"},
		{"Chinese lines join without a blank", "一行\n二行 x\ny\n", "paragraph \"一行二行 x y\"\n"},
		{"a lead", "**Lead.** Rest **bold**.", "paragraph \"Lead. Rest bold.\" lead(\"Lead.\") strong(\"bold\")\n"},
		{"a lead behind a dash", "——**前文。**后文", "paragraph \"——前文。后文\" lead(\"前文。\")\n"},
		{"bold words inside are no lead", "A **bold** word", "paragraph \"A bold word\" strong(\"bold\")\n"},
		{"bold beside full-width marks", "**“一圈”。**指由", "paragraph \"“一圈”。指由\" lead(\"“一圈”。\")\n"},
		{"emphasis", "an *odd* word", "paragraph \"an odd word\" em(\"odd\")\n"},
		{"a page", "ab{page 13}cd", "paragraph \"abcd\" page(13)\n"},
		{"a figure inside a sentence", "ab{figure 3}cd", "paragraph \"abcd\" figure(3)\n"},
		{"a restored reading", "of {corr E01 high 1071→10.71} km", "paragraph \"of 10.71 km\" corr(E01 high 1071 \"10.71\")\n"},
		{"a restored reading of several words", "{corr E1 low a b→c d}", "paragraph \"c d\" corr(E1 low a b \"c d\")\n"},
		{"odd words kept", "the {sic K04 medium odd odd} ones", "paragraph \"the odd odd ones\" sic(K04 medium \"odd odd\")\n"},
		{"a page inside odd words", "{sic K1 low ab{page 2}cd}", "paragraph \"abcd\" sic(K1 low \"abcd\") page(2)\n"},
		{"untranslated", "{untranslated}", "paragraph \"\" awaits\n"},
		{"a figure", "![Caption {page 2}x](map:scope)", "figure \"Caption x\" page(2) → map:scope\n"},
		{"a picture in a sentence is no figure", "see ![x](map:a) here", "paragraph \"see x here\"\n"},
		{"a box", "> ### Title\n>\n> #### Group\n>\n> - **One.** a\n> - b\n>\n> ---\n>\n> - c\n",
			"box \"Title\"\ngroup \"Group\"\nitem \"One. a\" lead(\"One.\")\nitem \"b\"\nitem \"c\" ends-group\n"},
		{"a link", "[words](https://example.org/a?b=1)", "paragraph \"words\" link(https://example.org/a?b=1 \"words\")\n"},
		{"a list outside a box", "- a\n- b\n", "item \"a\"\nitem \"b\"\n"},
		{"a mark in a list outside a box", "- a {corr E1 high x→y}\n", "item \"a y\" corr(E1 high x \"y\")\n"},
		// What looks like HTML, a backslash or a character's name is written as the
		// author meant it; nothing is lost.
		{"HTML is text", "a <b>c</b> d", "paragraph \"a <b>c</b> d\"\n"},
		{"a line of HTML is text", "<div>\nx\n</div>\n", "paragraph \"<div> x </div>\"\n"},
		{"less than", "PM2.5 < 35 & more", "paragraph \"PM2.5 < 35 & more\"\n"},
		{"backslashes", `1\. \*not\* \{page\}`, "paragraph \"1. *not* {page}\"\n"},
		{"names of characters", "5 &lt; 6 &amp; &#26085; &nosuch;", "paragraph \"5 < 6 & 日 &nosuch;\"\n"},
		{"an address that runs a script is only words", "[x](javascript:alert(1)) [y](data:text/html,z)", "paragraph \"x y\"\n"},
		{"a brace alone", "{ 1 }", "paragraph \"{ 1 \"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks, _ := parse(c.in)
			if got := show(blocks); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// What is written wrongly is told with its place; the blocks are complete all the
// same.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, in, want, blocks string }{
		{"an unknown mark", "a {cor E1 high x→y} b", `1:3 mark-word unknown mark {cor (did you mean "corr"?)`, "paragraph \"a  E1 high x→y b\" em(\" E1 high x→y\")\n"},
		{"no number", "a {page} b", `1:3 mark-form the mark {page is written {page 13} (write it as in the example)`, "paragraph \"a  b\"\n"},
		{"no arrow", "a {corr E1 high x} b", `1:3 mark-form the mark {corr is written {corr E01 high 1071→10.71} (write it as in the example)`, "paragraph \"a  E1 high x b\" em(\" E1 high x\")\n"},
		{"not closed", "a {sic K1 low b", `1:3 mark-pair the mark is not closed, its } is missing (put a } behind the words that the mark is about)`, "paragraph \"a b\" sic(K1 low \"b\")\n"},
		{"closed twice", "a} b", `1:2 mark-pair a } without a mark that it closes (delete it, or add the {corr … or {sic … that it ends)`, "paragraph \"a b\"\n"},
		{"two titles", "# a\n\n# b\n", `3:3 chapter-title a chapter has one # heading, this is a second (sections have ## headings)`, "title \"a\"\ntitle \"b\"\n"},
		{"too deep", "###### a\n", `1:8 chapter-title headings of level 6 do not occur in running text (# for the chapter, ## for a section, ### to ##### for the levels below)`, "heading \"a\"\n"},
		{"a box that a blank line parts", "> ### a\n> - b\n\n> - c\n", `4:3 box-title a box begins with a > ### heading (to go on with the box above, write > in the blank line between; a quotation is parted from a box by running text)`, "box \"a\"\nitem \"b\"\nitem \"c\"\n"},
		{"a heading within a quotation", "> a\n>\n> ### b\n", `3:3 box-title a quotation has no headings; a box begins with a > ### heading (write > ### and its title in the first line of the quote)`, "paragraph \"a\"\ngroup \"b\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks, problems := parse(c.in)
			var got []string
			for _, p := range problems {
				got = append(got, fmt.Sprintf("%d:%d %s %s (%s)", p.Place.Line, p.Place.Col, p.Rule, p.Message.EN, p.Hint.EN))
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), c.want)
			}
			if got := show(blocks); got != c.blocks {
				t.Errorf("blocks\n%swant\n%s", got, c.blocks)
			}
		})
	}
}

// What looks like a mark and is none is pointed at, in both languages.
func TestAlike(t *testing.T) {
	for _, c := range []struct{ name, in, en, zh string }{
		{"wide braces", "a ｛page 3｝ b ｛ untranslated｝",
			"1:3+5 this looks like a mark, whose braces are { and } (write { })\n1:14+14 this looks like a mark, whose braces are { and } (write { })\n",
			"1:3+5 像是标记，括号应为半角 (写作 { })\n1:14+14 像是标记，括号应为半角 (写作 { })\n"},
		{"a wide heading", "一\n\n＃＃ 标题\n", "3:1+2 this looks like a heading, whose # is not of full width (write “## ”)\n", "3:1+2 像是标题，“＃”应为半角 (写作“## ”)\n"},
		{"no space", "##标题", "1:1+2 this looks like a heading, a space belongs behind # (write “## ”)\n", "1:1+2 像是标题，# 后要有空格 (写作“## ”)\n"},
		{"no space in a box", "> ### a\n>\n> ####1.2", "3:3+4 this looks like a heading, a space belongs behind # (write “#### ”)\n", "3:3+4 像是标题，# 后要有空格 (写作“#### ”)\n"},
		{"wide figures", "！［图］（map:x）\n\n![图]（map:x）\n\n![图](map:x）",
			"1:1+11 F\n3:1+11 F\n5:1+11 F\n", "1:1+11 G\n3:1+11 G\n5:1+11 G\n"},
		{"nothing of the kind", "# a\n\n## b\n\n#1 and #\n\n![图（一）](map:x)（注）\n\n！［注］（见上）｛甲｝\n\n```\n##x\n｛page 3｝\n```\n", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := parse(c.in)
			figures := strings.NewReplacer("this looks like a figure, whose signs are not of full width (write ![caption](map:id))", "F", "像是插图，标点应为半角 (写作 ![图名](map:编号))", "G")
			for lang, want := range map[diag.Lang]string{diag.English: c.en, diag.Chinese: c.zh} {
				got := ""
				for _, p := range problems {
					if p.Rule == "mark-like" && p.Severity == diag.Warning {
						got += fmt.Sprintf("%d:%d+%d %s (%s)\n", p.Place.Line, p.Place.Col, p.Place.Len, p.Message.In(lang), p.Hint.In(lang))
					}
				}
				if got = figures.Replace(got); got != want {
					t.Errorf("got\n%swant\n%s", got, want)
				}
			}
		})
	}
}

// Of a chapter without words, that is said and nothing else.
func TestEmpty(t *testing.T) {
	for in, want := range map[string]diag.Text{
		"":                     diag.T("文件是空的", "the file is empty"),
		" \n\t\r\n　\n":         diag.T("文件是空的", "the file is empty"),
		"---\nlabel: a\n---\n": diag.T("文件头之后没有正文", "there is no text behind the front matter"),
		"# a\n":                {},
	} {
		f := &source.File{Path: "a.md", Data: []byte(in)}
		_, body, _ := source.FrontMatter(f)
		_, l := Parse(f, body)
		switch {
		case want.IsZero() && len(l) == 0:
		case len(l) != 1 || l[0].Rule != "chapter-empty" || l[0].Message != want || l[0].Severity != diag.Error:
			t.Errorf("%q: %v", in, l)
		}
	}
	f, _ := source.Decode("a.md", []byte("<<<<<<< a\n{page x}\n>>>>>>> b\n"), source.TextFile)
	if _, l := Parse(f, 0); len(l) > 0 {
		t.Error("more is said than that there is a conflict: ", l)
	}
}

// A place in a block's text is found again in the file.
func TestAt(t *testing.T) {
	blocks, _ := parse("---\n\n**Lead.** 一{page 2}二 &amp; \\*三 {corr E1 high 12→1.2} end\n")
	b := blocks[len(blocks)-1]
	for _, words := range []string{"Lead.", "一", "二", "三", "1.2", "end"} {
		i := strings.Index(b.Text, words)
		p := b.At(i, i+len(words)).Place()
		line := []rune(p.Text)
		if got := string(line[p.Col-1:][:len([]rune(words))]); p.Line != 3 || got != words {
			t.Errorf("%q is looked for at %d:%d, where %q stands", words, p.Line, p.Col, got)
		}
	}
}

func TestHTML(t *testing.T) {
	got := HTML([]byte("## 来源 与许可\n\n## 来源，与许可\n\n## !\n\nA **b**, <script>x</script> [y](javascript:z)\n"))
	want := `<h2 id="来源-与许可">来源 与许可</h2>
<h2 id="来源-与许可-2">来源，与许可</h2>
<h2 id="section">!</h2>
<p>A <strong>b</strong>, <!-- raw HTML omitted -->x<!-- raw HTML omitted --> <a href="">y</a></p>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// An example that stands in a file or on a page has the name of that above it;
// the further words of its info string are not shown.
func TestListing(t *testing.T) {
	got := HTML([]byte("```csv file=data/a&b.csv append\na,<b>\n```\n\n```sh run\natlas new\n```\n\n```\nx\n```\n\n```text shows=en/a.html\nA\n```\n\n```\n一行很长的话，窄的屏幕上放不下，要能滚动。\n```\n"))
	want := `<figure class="listing"><figcaption><code>data/a&amp;b.csv</code></figcaption>
<pre><code class="language-csv">a,&lt;b&gt;
</code></pre>
</figure>
<pre><code class="language-sh">atlas new
</code></pre>
<pre><code>x
</code></pre>
<figure class="listing"><figcaption><code>en/a.html</code></figcaption>
<pre><code class="language-text">A
</code></pre>
</figure>
<pre tabindex="0"><code>一行很长的话，窄的屏幕上放不下，要能滚动。
</code></pre>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// No Markdown makes the parser fall over, and every mark lies within its text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"# a\n\n{corr E1 high 1→2}", "> ### b\n> - c\n> ---\n", "{sic K {page 1} *a**b*", "![x](map:y){figure 1}", "<a>\\{&lt;}", "一\n二", "|a|\n|-|\n|b|", "", "##x ｛page 3｝\n！［a］（map:b）"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		blocks, problems := parse(s)
		for _, b := range blocks {
			for _, m := range b.Marks {
				if m.Start < 0 || m.Start > m.End || m.End > len(b.Text) {
					t.Errorf("a mark from %d to %d in %q", m.Start, m.End, b.Text)
				}
				b.At(m.Start, m.End).Place()
			}
		}
		for _, p := range problems {
			if p.Place.Line < 1 && p.Rule != "chapter-empty" || p.Message.ZH == "" || p.Message.EN == "" {
				t.Errorf("%+v", p)
			}
		}
	})
}
