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

var markNames = [...]string{"lead", "strong", "em", "page", "figure", "corr", "sic", "link", "sub", "sup", "del", "ins", "code", "break", "note", "number"}

// show writes blocks so that a test can be read: the kind, the text, and each
// mark with the words that it is about.
func show(blocks []Block) string {
	var out strings.Builder
	for _, b := range blocks {
		fmt.Fprintf(&out, "%s %q", b.Kind, b.Text)
		for _, m := range b.Marks {
			fmt.Fprintf(&out, " %s(%s)", markNames[m.Kind],
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
		{"a name of a character behind another &", `R&D \* &amp; &; &a`, "paragraph \"R&D * & &; &a\"\n"},
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

// Every structure of a plan is kept: each block has its words, its marker and its place.
func TestStructures(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"headings", "# a\n\n## {number 4.1} b\n\n### c\n\n#### d ##\n\n##### {number} e\n", "title a\nsection b number(4.1)\nheading3 c\nheading4 d\nheading5 e number()\n"},
		{"ordered", "1. a\n2. b\n\n3) c\n", "item/1! 1.|a\nitem/1 2.|b\nitem/1! 3)|c\n"},
		{"from three on", "3. a\n", "item/1! 3.|a\n"},
		{"a year", "2035. 年前完成", "paragraph 2035. 年前完成\n"},
		{"markers", "A) a\n\n(iv) b\n\n一、c\n\n（一）d\n\n①e\n\n1.甲\n\na. f\n\n• g\n\n(2) h\n",
			"item/1! A)|a\nitem/1! (iv)|b\nitem/1! 一、|c\nitem/1! （一）|d\nitem/1! ①|e\nitem/1! 1.|甲\nitem/1! a.|f\nitem/1! •|g\nitem/1! (2)|h\n"},
		{"no markers", "1.5 a\n\nE.g. b\n\n-5 c\n\n第十二条　d\n\n一个e\n\n(see) f\n\n2018年g\n", "paragraph 1.5 a\nparagraph E.g. b\nparagraph -5 c\nparagraph 第十二条　d\nparagraph 一个e\nparagraph (see) f\nparagraph 2018年g\n"},
		{"lists begin where a line says so", "下列：\n（一）甲；\n（二）乙。\n", "paragraph 下列：\nitem/1! （一）|甲；\nitem/1 （二）|乙。\n"},
		{"a wrapped line is no list", "see vitamin\nA. It is\n2. not\n", "paragraph see vitamin A. It is 2. not\n"},
		{"nested", "A. a\n  1. b\n     - c\n\n     d\n  2. e\nB. f\n", "item/1! A.|a\nitem/2! 1.|b\nitem/3! |c\nparagraph/2 d\nitem/2 2.|e\nitem/1 B.|f\n"},
		{"wrapped", "- a\n  b\n- c\n", "item/1! |a b\nitem/1 |c\n"},
		{"a quotation", "> a\n>\n> - b\n\n> c\n", "paragraph\"1 a\nitem/1!\"1 |b\nparagraph\"2 c\n"},
		{"a box holds all", "> ### a\n> b\n>\n> | c | d |\n> |---|---|\n> | 1 | 2 |\n>\n> 1. e\n>    - f\n>\n> > g\n>\n> ![h](map:i)\n>\n> j\n> : k\n\nl\n",
			"box[] a\nitem[] |b\ntable[] \ncell[] 1.1 head c\ncell[] 1.2 head d\ncell[] 2.1 1\ncell[] 2.2 2\nitem/1![] 1.|e\nitem/2![] |f\nitem[]\"1 |g\nfigure[] h\nterm[] j\ndefinition[] k\nparagraph l\n"},
		{"a table", "表1 甲（单位：亩）\n| a | b |\n|:--|--:|\n| c\\|d | 5 |\n| e |  |\n注：f\n",
			"table 表1 甲（单位：亩）\ncell 1.1 head left a\ncell 1.2 head right b\ncell 2.1 rowhead left c|d\ncell 2.2 right 5\ncell 3.1 rowhead left e\ntable-note 注：f\n"},
		{"merged cells", "| a | b | << |\n| ^^ | c | d |\n|---|---|---|\n| 1 | 2 | 3 |\n| ^^ | 4 | 5 |\n",
			"table \ncell 1.1+2.1 head a\ncell 1.2+1.2 head b\ncell 2.2 head c\ncell 2.3 head d\ncell 3.1+2.1 1\ncell 3.2 2\ncell 3.3 3\ncell 4.2 4\ncell 4.3 5\n"},
		{"footnotes", "a[^x] b[^1]\n\n[^1]: one\n\n[^x]: two\n\nc\n", "paragraph a b note(1 x) note(2 1)\nparagraph c\nfootnote two\nfootnote one\n"},
		{"a literal note", "a.[57]", "paragraph a.[57]\n"},
		{"terms", "a\n: b\n: c\n\nd\n\n: e\n", "term a\ndefinition b\ndefinition c\nterm d\ndefinition e\n"},
		{"scripts", "CO~2~ m^2^ ha^−1^ 2~3家，5~6个 a^b", "paragraph CO2 m2 ha−1 2~3家，5~6个 a^b sub(\"2\") sup(\"2\") sup(\"−1\")\n"},
		{"few elements", "H<sub>2</sub>O <ins>a</ins> ~~b~~ c<br>d 甲\\\n乙", "paragraph H2O a b c d 甲乙 sub(\"2\") ins(\"a\") del(\"b\") break() break()\n"},
		{"signs of multiplication", "3*4*5 and 2 * 3 * 4", "paragraph 3*4*5 and 2 * 3 * 4\n"},
		{"comments", "a <!-- b --> c<!-- d -->\n<!-- e\n\nf -->\ng\n", "paragraph a  c\nparagraph g\n"},
		{"no definitions of links", "[注]: 本表不含县\n", "paragraph [注]: 本表不含县\n"},
		{"no indented code", "a\n\n    **b.** c\n", "paragraph a\nparagraph b. c lead(\"b.\")\n"},
		{"addresses", "<https://a.cn/路> <x@y.cn> http://b.cn", "paragraph https://a.cn/路 x@y.cn http://b.cn link(https://a.cn/路 \"https://a.cn/路\") link(mailto:x@y.cn \"x@y.cn\")\n"},
		{"less than is no element", "水位<5米，A<B且C>D <规划纲要>", "paragraph 水位<5米，A<B且C>D <规划纲要>\n"},
		{"money is no formula", "$5 and $6, A$", "paragraph $5 and $6, A$\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks, problems := parse(c.in)
			if got := structure(blocks); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			for _, p := range problems {
				if p.Rule != "text-comments" {
					t.Error(p.Place, p.Message.EN)
				}
			}
		})
	}
}

// structure writes blocks so that it can be seen where each stands.
func structure(blocks []Block) string {
	var out strings.Builder
	for _, b := range blocks {
		out.WriteString(b.Kind.String())
		if b.Kind == Heading {
			fmt.Fprint(&out, b.Level)
		}
		if b.Depth > 0 {
			fmt.Fprintf(&out, "/%d", b.Depth)
		}
		if b.Starts {
			out.WriteString("!")
		}
		if b.InBox {
			out.WriteString("[]")
		}
		if b.Quote > 0 {
			fmt.Fprintf(&out, "\"%d", b.Quote)
		}
		if c := b.Cell; c != nil {
			fmt.Fprintf(&out, " %d.%d", c.Row, c.Col)
			if c.Rows > 1 || c.Columns > 1 {
				fmt.Fprintf(&out, "+%d.%d", c.Rows, c.Columns)
			}
			if c.Head {
				out.WriteString(" head")
			}
			if c.RowHead {
				out.WriteString(" rowhead")
			}
			out.WriteString([...]string{"", " left", " center", " right"}[c.Align])
		}
		out.WriteString(" ")
		if b.Kind == Item {
			out.WriteString(b.Rest + "|")
		}
		out.WriteString(b.Text)
		for _, m := range b.Marks {
			fmt.Fprintf(&out, " %s(%s)", markNames[m.Kind], strings.Join(nonEmpty(number(m), m.ID, m.Target, quoted(b.Text[m.Start:m.End])), " "))
		}
		out.WriteString("\n")
	}
	return out.String()
}

// What Markdown would lose, glue or read otherwise than it is written is said where it
// stands.
func TestTraps(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"setext", "# a\n\nb\n---\n\nc\n", "4:1 text-rule a line of - directly below a paragraph, which Markdown would take for a heading’s\n"},
		{"setext of =", "a\n===\n", "2:1 text-rule a line of = directly below a paragraph, which Markdown would take for a heading’s\n"},
		{"a rule", "a\n\n---\n", "3:1 text-rule a line of dashes has no meaning here (in a box it ends a group)\n"},
		{"a listing", "```\na\n```\n", "1:1 text-listing a chapter has no listings (```)\n"},
		{"a lazy line", "- a\nb\n", "2:1 text-joined this line directly follows an item of a list and is not indented: nobody knows whether it belongs to the item\n"},
		{"a lazy line of a box", "> ### a\n> b\nc\n", "3:1 text-joined this line directly follows a box or quotation without a >: nobody knows whether it belongs to it\n"},
		{"a quote below a paragraph", "a\n> b\n", "2:1 text-joined a box or quotation directly follows the paragraph above\n"},
		{"greater than", ">60分贝\n", "1:1 text-quote a > at the beginning of a line marks a quotation or a box, and is no sign of comparison\n"},
		{"a table without dashes", "| a | b |\n| 1 | 2 |\n", "1:1 text-table this looks like a table, without its line of dashes below the head\n"},
		{"a surplus cell", "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "3:11 text-table this row has 3 cells, the line of dashes 2 columns\n"},
		{"a missing cell", "| a | b |\n|---|---|\n| 1 |\n", "3:1 text-table this row has 1 cells, the line of dashes 2 columns\n"},
		{"a merger of nothing", "| << | b |\n|---|---|\n| 1 | 2 |\n", "1:3 text-table the cells that are merged make no rectangle\n"},
		{"a merger that is no rectangle", "| a | b |\n|---|---|\n| 1 | << |\n| ^^ | 2 |\n", "3:3 text-table the cells that are merged make no rectangle\n"},
		{"a note that is not there", "a[^1]\n", "1:2 note-mark there is no note [^1]\n"},
		{"a note that nothing refers to", "a\n\n[^1]: b\n", "3:7 note-mark nothing refers to the note [^1]\n"},
		{"a note twice", "a[^1]\n\n[^1]: b\n\n[^1]: c\n", "5:7 note-mark the note [^1] is written twice\n"},
		{"a note of two paragraphs", "a[^1]\n\n[^1]: b\n\n    c\n", "5:5 note-mark a note is one paragraph\n"},
		{"blanks within stars", "a ** b ** c\n", "1:3 text-marks this ** has no counterpart, or a blank next to it within: nothing becomes bold\n"},
		{"a link with a blank", "见[附件](附件/规划 图.pdf)\n", "1:5 text-marks this looks like a link and is none: its address has a blank or the like\n"},
		{"a picture in a sentence", "见![图](map:a)中\n", "1:2 text-picture a picture does not stand within a sentence\n"},
		{"HTML", "a <b>c</b>\n", "1:3 text-html this is HTML, which the atlas does not take, or a tag without its counterpart\n"},
		{"an element that is not closed", "a<sub>2\n", "1:2 text-html this is HTML, which the atlas does not take, or a tag without its counterpart\n"},
		{"a comment that is not ended", "a <!-- b\n", "1:3 text-comment the comment is not ended, its --> is missing\n"},
		{"words behind a comment", "<!-- a --> b\n", "1:1 text-comments comments in this chapter (<!-- -->): 1; they are not published\n1:1 text-comment words follow the comment in its line\n"},
		{"a formula", "a $\\alpha_1$\n", "1:3 text-formula this looks like a formula in TeX, which the atlas does not set\n"},
		{"an address", "<javascript:alert(7)>\n", "1:1 address an address that begins with \"javascript:\" is not linked to\n"},
		{"an address with words", "[a](data:text/html,b)\n", "1:1 address an address that begins with \"data:\" is not linked to\n"},
		{"no words", "## \n\n-\n", "1:1 text-empty the heading has no words\n3:1 text-empty the item of the list has no words\n"},
		{"too deep", "- a\n  - b\n    - c\n      - d\n        - e\n          - f\n            - g\n", "7:13 text-deep lists are nested more than 6 deep\n"},
		{"too many marks", strings.Repeat("*a_ ", 600), "1:1 text-marks a block has 1200 of the characters * _ [ ] ` < { ~ ^ !, more than 1000\n"},
		{"a number in a paragraph", "{number 3} a\n", "1:1 mark-form {number} stands in headings and captions only\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := parse(c.in)
			if got := said(problems); got != c.want {
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

// articleOf renders an article, with what is said about it.
func articleOf(markdown string) (string, string) {
	html, problems := Article(&source.File{Path: "content/en/about.md", Data: []byte(markdown)}, 0)
	return html, said(problems)
}

// said are problems, a line each: where, the rule, and what is wrong.
func said(problems diag.List) string {
	out := ""
	for _, p := range problems {
		out += fmt.Sprintf("%d:%d %s %s\n", p.Place.Line, p.Place.Col, p.Rule, p.Message.EN)
	}
	return out
}

func TestArticle(t *testing.T) {
	for _, c := range []struct{ name, in, html, said string }{
		{"ids of headings", "## 来源 与许可\n\n## 来源，与许可\n\n## !\n\nA **b**\n", `<h2 id="来源-与许可">来源 与许可</h2>
<h2 id="来源-与许可-2">来源，与许可</h2>
<h2 id="section">!</h2>
<p>A <strong>b</strong></p>
`, ""},
		{"the few elements", "a<br>b H<sub>2</sub>O <u>c</u>", "<p>a<br>b H<sub>2</sub>O <u>c</u></p>\n", ""},
		{"other elements", "a <b>c</b>\n", "<p>a c</p>\n", "1:3 text-html this is HTML, which the atlas does not take, or a tag without its counterpart\n"},
		{"an element without its end", "a <sub>c\n", "<p>a <sub>c</p>\n", "1:3 text-html this is HTML, which the atlas does not take, or a tag without its counterpart\n"},
		{"lines of HTML", "a\n\n<table><tr><td>b</td></tr></table>\n", "<p>a</p>\n", "3:1 text-html this is HTML, which the atlas does not take, or a tag without its counterpart\n"},
		{"comments", "<!-- a -->\n\nb <!-- c --> d\n", "<p>b  d</p>\n", "1:1 text-comments comments in this article (<!-- -->): 2; they are not published\n"},
		{"a comment that does not end", "<!-- a\n", "", "1:1 text-comment the comment is not ended, its --> is missing\n"},
		{"an address", "[y](javascript:z) <javascript:w> [x](https://example.org)\n", "<p><a href=\"\">y</a> <a href=\"\">javascript:w</a> <a href=\"https://example.org\">x</a></p>\n",
			"1:1 address an address that begins with \"javascript:\" is not linked to\n1:19 address an address that begins with \"javascript:\" is not linked to\n"},
		{"no traps", "a\n---\n\n[c]: d\n", "<p>a</p>\n<hr>\n<p>[c]: d</p>\n", ""},
		{"an indent", "a\n\n    b\n", "<p>a</p>\n<pre><code>b\n</code></pre>\n", "3:5 text-listing this line is indented by four blanks, which makes a listing of it\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			html, said := articleOf(c.in)
			if html != c.html || said != c.said {
				t.Errorf("got\n%s%s\nwant\n%s%s", html, said, c.html, c.said)
			}
		})
	}
}

// An example that stands in a file or on a page has the name of that above it;
// the further words of its info string are not shown.
func TestListing(t *testing.T) {
	got, _ := articleOf("```csv file=data/a&b.csv append\na,<b>\n```\n\n```sh run\natlas new\n```\n\n```\nx\n```\n\n```text shows=en/a.html\nA\n```\n\n```\n一行很长的话，窄的屏幕上放不下，要能滚动。\n```\n")
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

// What has been slow: each is refused, or takes time in proportion to its length.
var slow = []struct {
	name string
	in   func(n int) string
}{
	{"commas", func(n int) string { return strings.Repeat("1,", n/2) }},
	{"brackets", func(n int) string { return strings.Repeat("[a](", n/4) }},
	{"references", func(n int) string { return strings.Repeat("[a]", n/3) + "\n\n[a]: b\n" }},
	{"stars", func(n int) string { return strings.Repeat("*a_ ", n/4) }},
	{"ampersands", func(n int) string { return strings.Repeat("&", n) }},
	{"nested lists", func(n int) string {
		var out strings.Builder
		for i := 0; out.Len() < n; i++ {
			out.WriteString(strings.Repeat("  ", i%1500) + "- a\n")
		}
		return out.String()
	}},
	{"comments", func(n int) string { return strings.Repeat("a <!-- --> ", n/11) }},
	{"quotes", func(n int) string { return strings.Repeat(">", n) }},
	{"cells", func(n int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|1|2|\n", n/6) }},
	{"notes", func(n int) string {
		var out strings.Builder
		for i := 0; out.Len() < n; i++ {
			fmt.Fprintf(&out, "a[^%d]\n\n[^%d]: b\n\n", i, i)
		}
		return out.String()
	}},
}

// BenchmarkSlow shows that each is linear: the time for a byte is the same at both
// lengths.
func BenchmarkSlow(b *testing.B) {
	for _, c := range slow {
		for _, n := range []int{100_000, 1_000_000} {
			in := c.in(n)
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(c.name, " ", "-"), n), func(b *testing.B) {
				b.SetBytes(int64(len(in)))
				for b.Loop() {
					parse(in)
				}
			})
		}
	}
}
