package page

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/net/html"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

var (
	keptPlans = flag.Int("plans", 300, "how many random plans the proof of what is kept makes")
	keptSeed  = flag.Uint64("plan-seed", 1, "the first seed of these")
)

// TestKept: of random plans made of all structures, each character of the source is
// on the page, in its order, or there is an error. Blanks do not count, nor what the
// atlas itself puts in. One plan in 25 at most is refused, and only for what was put in
// to be refused.
func TestKept(t *testing.T) {
	layouts, problems := ReadLayouts(os.DirFS(filepath.Join("..", "..")), []atlas.Language{{Code: "zh", Tag: "zh-CN"}})
	if layouts == nil {
		t.Fatal(problems)
	}
	refused := 0
	for i := range *keptPlans {
		seed := *keptSeed + uint64(i)
		p := newRandomPlan(seed)
		site := fstest.MapFS{
			"content/site.yaml": &fstest.MapFile{Data: []byte("title: {zh: 图集}\nplan:\n  title: {zh: 规划}\n  issuers: [{zh: 局}]\n  date: {zh: 2031年}\nlanguages:\n  - {code: zh, tag: zh-CN, name: 中文, spaced: false}\n")},
			"content/zh/ch1.md": &fstest.MapFile{Data: []byte(p.source.String())},
		}
		a, problems := atlas.NewLoader(site).Load()
		if problems.Count(diag.Error) > 0 {
			if refused++; !p.spoilt {
				t.Fatalf("seed %d is refused: %v\n%s", seed, problems[0], p.source.String())
			}
			continue
		}
		if p.spoilt {
			t.Fatalf("seed %d is not refused\n%s", seed, p.source.String())
		}
		e := &Env{Atlas: a, Layouts: layouts}
		for _, path := range []string{"zh/plan/ch1.html", "zh/plan/print.html"} {
			f, ok := e.Find(path)
			if !ok {
				t.Fatal("no ", path)
			}
			data, err := f.Make()
			if err != nil {
				t.Fatal(err)
			}
			if got, want := shownText(t, data), bare(p.words.String()+p.notes.String()); got != want {
				t.Fatalf("seed %d, %s:\n got %s\nwant %s\nsource\n%s", seed, path, got, want, p.source.String())
			}
		}
	}
	if refused*20 > *keptPlans {
		t.Errorf("%d of %d plans are refused", refused, *keptPlans)
	}
}

// randomPlan is a chapter and what it says.
type randomPlan struct {
	*rand.Rand
	source, words, notes strings.Builder
	count                int // of footnotes
	pending              string
	spoilt               bool // something in it must be refused
}

func newRandomPlan(seed uint64) *randomPlan {
	p := &randomPlan{Rand: rand.New(rand.NewPCG(seed, 7))}
	p.say("# ", p.line(), "\n\n")
	for range 1 + p.IntN(12) {
		p.structure("")
	}
	if p.IntN(40) == 0 {
		p.spoilt = true
		p.source.WriteString([]string{"<b>甲</b>\n\n", "甲[^none]\n\n", "| 甲 | 乙 |\n| 1 | 2 |\n\n", "甲\n---\n\n", "- 甲\n乙\n\n", "甲 ** 乙 **\n\n", "```\n甲\n```\n\n", "见![图](map:a)中\n\n", "[甲](a b)\n\n", "| 甲 |\n|---|\n| 1 | 2 |\n\n"}[p.IntN(10)])
	}
	p.source.WriteString(p.pending)
	return p
}

// say writes what stands before words, the words, and what stands behind; the words
// are what the page must show.
func (p *randomPlan) say(before string, words [2]string, behind string) {
	p.source.WriteString(before + words[0] + behind)
	p.words.WriteString(words[1])
}

var atoms = []string{"耕地", "二千亩", "2~3家", "≥15", "a Thames", "5<6", "R&D", "（含）", "3*4*5", "2035年", "£1.5bn", "“一站式”", "ha⁻¹", "—", "％", "[57]", "4.1.1", "$5", "#1", "!", "e.g. x", "2028/29", "_a_b"}

// atom is a piece of a line, as it is written and as it is shown.
func (p *randomPlan) atom() [2]string {
	w := atoms[p.IntN(len(atoms)-1)]
	switch p.IntN(14) {
	case 0:
		return [2]string{"**" + w + "**", w}
	case 1:
		return [2]string{"CO~2~", "CO2"}
	case 2:
		return [2]string{"km^2^", "km2"}
	case 3:
		return [2]string{"~~甲~~<ins>乙</ins>", "甲乙"}
	case 4:
		return [2]string{"[见](https://a.cn/b)", "见"}
	case 5:
		return [2]string{`\*`, "*"}
	case 6:
		return [2]string{"H<sub>2</sub>O", "H2O"}
	case 7:
		return [2]string{"甲<br>乙", "甲乙"}
	case 8:
		return [2]string{"&amp;", "&"}
	case 9:
		return [2]string{"甲{page 3}乙", "甲乙"}
	}
	return [2]string{w, w}
}

// line is a line of words that begins with a letter.
func (p *randomPlan) line() [2]string {
	out := [2]string{"文", "文"}
	for range 1 + p.IntN(4) {
		a := p.atom()
		out[0] += "，" + a[0]
		out[1] += "，" + a[1]
	}
	return [2]string{out[0] + "。", out[1] + "。"}
}

var markers = []string{"1. ", "2) ", "a. ", "A) ", "(iv) ", "一、", "（一）", "① ", "- ", "* ", "• "}

// structure adds one structure behind a prefix, "" or "> ".
func (p *randomPlan) structure(in string) {
	blank := strings.TrimRight(in, " ") + "\n"
	n := 14
	if in != "" {
		n = 6
	}
	switch p.IntN(n) {
	case 0:
		p.say(in, p.line(), "\n"+blank)
	case 1:
		p.list(in, blank)
	case 2:
		p.table(in, blank)
	case 3:
		p.say(in, p.line(), "\n")
		p.say(in+": ", p.line(), "\n"+blank)
	case 4:
		p.say(in, p.line(), "\n")
		p.say(in, p.line(), "\n"+blank) // a wrapped line
	case 5:
		p.note(in, blank)
	case 6:
		p.say("## ", p.line(), "\n\n")
	case 7:
		p.say([]string{"### ", "#### ", "##### "}[p.IntN(3)], p.line(), "\n\n")
	case 8:
		p.source.WriteString("<!-- 内部\n\n意见 -->\n\n")
	case 9:
		p.say("> ### ", p.line(), "\n>\n")
		for range 1 + p.IntN(4) {
			p.structure("> ")
		}
		p.source.WriteString("\n")
		p.say("", p.line(), "\n\n")
	case 10:
		p.say("> ", p.line(), "\n>\n")
		p.say("> ", p.line(), "\n\n")
	case 11:
		p.say("    ", p.line(), "\n\n") // no listing
	case 12:
		p.say("", [2]string{"[注]: 不含县", "[注]: 不含县"}, "\n\n")
	case 13:
		p.say("", [2]string{"2035. 年前", "2035. 年前"}, "\n\n")
	}
}

func (p *randomPlan) item(before, marker string, behind string) {
	l := p.line()
	if printed := strings.TrimSpace(marker); printed != "-" && printed != "*" {
		p.words.WriteString(printed)
	}
	p.say(before+marker, l, behind)
}

func (p *randomPlan) list(in, blank string) {
	m := markers[p.IntN(len(markers))]
	for range 1 + p.IntN(3) {
		p.item(in, m, "\n")
		if p.IntN(3) == 0 {
			p.item(in+"   ", markers[p.IntN(len(markers))], "\n")
		}
		if p.IntN(4) == 0 {
			p.source.WriteString(blank)
			p.say(in+"   ", p.line(), "\n")
		}
	}
	p.source.WriteString(blank)
}

func (p *randomPlan) table(in, blank string) {
	columns := 1 + p.IntN(4)
	row := func(cell func(c int) [2]string) {
		p.source.WriteString(in + "|")
		for c := range columns {
			p.say(" ", cell(c), " |")
		}
		p.source.WriteString("\n")
	}
	if p.IntN(2) == 0 {
		p.say(in, p.line(), "\n")
	}
	words := func(int) [2]string { a := p.atom(); return [2]string{"格" + a[0], "格" + a[1]} }
	for range 1 + p.IntN(2) {
		row(words)
	}
	p.source.WriteString(in + strings.Repeat("|---:", columns) + "|\n")
	for range 1 + p.IntN(4) {
		row(func(c int) [2]string {
			switch {
			case p.IntN(6) == 0:
				return [2]string{}
			case c > 0 && p.IntN(8) == 0:
				return [2]string{"<<", ""}
			}
			return words(c)
		})
	}
	if p.IntN(2) == 0 {
		p.say(in, p.line(), "\n")
	}
	p.source.WriteString(blank)
}

func (p *randomPlan) note(in, blank string) {
	p.count++
	l, n := p.line(), p.line()
	p.say(in, [2]string{l[0] + fmt.Sprintf("[^%d]", p.count), l[1]}, "\n"+blank)
	p.pending += fmt.Sprintf("[^%d]: %s\n\n", p.count, n[0])
	p.notes.WriteString(n[1])
}

// bare is a text without blanks.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// shownText is the plan's text on a page: without what the atlas puts in.
func shownText(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var walk func(n *html.Node, on bool)
	walk = func(n *html.Node, on bool) {
		if n.Type == html.ElementNode {
			class := ""
			for _, a := range n.Attr {
				if a.Key == "class" {
					class = a.Val
				}
			}
			switch {
			case n.Data == "article":
				on = true
			case n.Data == "nav" || n.Data == "header" && class == "book-title":
				return
			}
			switch class {
			case "fn", "back", "no", "plan-table-files", "chapter-tools", "behind", "pg":
				return
			case "footnote":
				n.RemoveChild(n.FirstChild) // its number
			}
		}
		if n.Type == html.TextNode && on {
			out.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, on)
		}
	}
	walk(root, false)
	return bare(out.String())
}
