package text

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Parse reads the Markdown of a chapter, which begins at the byte offset body of
// the file, behind the front matter. Problems in the marks or the structure are
// reported with the rules mark-word, mark-form, mark-pair, chapter-title and
// box-title; the blocks are complete all the same.
func Parse(f *source.File, body int) ([]Block, diag.List) {
	md := markdown()
	root := md.Parser().Parse(text.NewReader(f.Data[body:]))
	p := scratch.Get().(*chapterParser)
	defer scratch.Put(p)
	p.file, p.body, p.md, p.titled, p.problems = f, body, md, false, nil
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		p.top(n)
	}
	blocks := append(make([]Block, 0, len(p.blocks)), p.blocks...) // no room for more
	clear(p.blocks)
	p.blocks, p.file = p.blocks[:0], nil
	return blocks, p.problems
}

type chapterParser struct {
	file     *source.File
	body     int
	md       goldmark.Markdown
	blocks   []Block
	problems diag.List
	titled   bool

	// What a block is gathered in; a block keeps as much as it needs.
	text  bytes.Buffer
	runs  []run
	marks []Mark
	html  htmlBuffer
}

func (p *chapterParser) report(rule string, at source.Pos, message, hint diag.Text) {
	p.problems.Add(diag.Problem{Rule: rule, Place: at.Place(), Message: message, Hint: hint})
}

// source is what goldmark was given.
func (p *chapterParser) source() []byte { return p.file.Data[p.body:] }

// pos is the position of an offset in what goldmark was given.
func (p *chapterParser) pos(offset, runes int) source.Pos { return p.file.Pos(p.body+offset, runes) }

// top reads a block that stands by itself in the chapter.
func (p *chapterParser) top(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		kind := Section
		if n.Level == 1 {
			kind = Title
			if p.titled {
				p.report("chapter-title", p.start(n),
					diag.T("一章只能有一个“#”标题", "a chapter has one # heading, this is a second"),
					diag.T("节的标题用“##”", "sections have ## headings"))
			}
			p.titled = true
		} else if n.Level > 2 {
			p.report("chapter-title", p.start(n),
				diag.Tf("正文中没有第 %d 级标题", "headings of level %d do not occur in running text", n.Level),
				diag.T("章用“#”，节用“##”，专栏写在“>”之内", "# for the chapter, ## for a section; boxes stand behind >"))
		}
		p.add(p.flatten(kind, n))
	case *ast.Paragraph:
		if img := figure(n); img != nil {
			b := p.flatten(Figure, n)
			b.Target = string(img.Destination)
			p.add(b)
			return
		}
		p.add(p.flatten(Paragraph, n))
	case *ast.Blockquote:
		p.box(n)
	case *ast.ThematicBreak:
	case *ast.HTMLBlock:
		p.add(p.literal(n))
	default:
		p.html.Reset()
		if err := p.md.Renderer().Render(&p.html, p.source(), n); err != nil {
			panic(err) // a bytes.Buffer takes everything
		}
		b := p.flatten(Passage, n)
		b.HTML = p.html.String()
		p.add(b)
	}
}

// literal is a paragraph of lines that look like HTML: a plan has none, so they
// are text.
func (p *chapterParser) literal(n *ast.HTMLBlock) Block {
	f := p.begin(Block{Kind: Paragraph, Pos: p.start(n), file: p.file})
	lines := *n.Lines()
	if n.HasClosure() {
		lines.Append(n.ClosureLine)
	}
	for i := range lines.Len() {
		seg := lines.At(i)
		if i > 0 {
			f.text.WriteByte(' ')
		}
		f.write(bytes.TrimSpace(seg.Value(p.source())), seg.Start)
	}
	f.end()
	return f.b
}

// figure returns the image of a paragraph that holds nothing else but marks.
func figure(n ast.Node) *ast.Image {
	var img *ast.Image
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
			if img != nil {
				return nil
			}
			img = c
		case *markNode:
		default:
			return nil
		}
	}
	return img
}

func (p *chapterParser) box(quote ast.Node) {
	titled, ended := false, false
	item := func(n ast.Node) {
		b := p.flatten(Item, n)
		b.EndsGroup, ended = ended, false
		p.add(b)
	}
	for n := quote.FirstChild(); n != nil; n = n.NextSibling() {
		if _, ok := n.(*ast.Heading); !ok && !titled {
			p.report("box-title", p.start(n),
				diag.T("专栏应以“> ###”标题开头", "a box begins with a > ### heading"),
				diag.T("在引用块的第一行写“> ### 标题”", "write > ### and its title in the first line of the quote"))
			titled = true
		}
		switch n := n.(type) {
		case *ast.Heading:
			if titled {
				p.add(p.flatten(Group, n))
			} else {
				p.add(p.flatten(Box, n))
			}
			titled = true
		case *ast.List:
			for li := n.FirstChild(); li != nil; li = li.NextSibling() {
				item(li)
			}
		case *ast.ThematicBreak:
			ended = true
		default:
			item(n)
		}
	}
}

func (p *chapterParser) add(b Block) { p.blocks = append(p.blocks, b) }

// start is where a node's text begins.
func (p *chapterParser) start(n ast.Node) source.Pos { return p.pos(max(firstOffset(n), 0), 1) }

func firstOffset(n ast.Node) int {
	off := -1
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			off = n.Segment.Start
		case *markNode:
			off = n.source
		default:
			if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
				off = n.Lines().At(0).Start
			} else {
				return ast.WalkContinue, nil
			}
		}
		return ast.WalkStop, nil
	})
	return off
}

// flatten makes a block of a node: its plain text and the marks on it.
func (p *chapterParser) flatten(kind Kind, n ast.Node) Block {
	f := p.begin(Block{Kind: kind, Pos: p.start(n), file: p.file})
	f.children(n)
	for _, open := range f.open {
		f.unclosed(open)
	}
	f.end()
	f.lead()
	return f.b
}

// begin begins a block with nothing in it.
func (p *chapterParser) begin(b Block) *flattener {
	p.text.Reset()
	p.runs = p.runs[:0]
	b.Marks = p.marks[:0]
	return &flattener{p: p, b: b, text: &p.text}
}

// end gives the block its text.
func (f *flattener) end() {
	f.b.Text = f.text.String()
	f.b.runs = append([]run(nil), f.p.runs...)
	f.p.marks = f.b.Marks
	f.b.Marks = append([]Mark(nil), f.b.Marks...)
}

type flattener struct {
	p    *chapterParser
	b    Block
	text *bytes.Buffer
	open []int // indexes of marks that wait for their closing brace
}

func (f *flattener) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		f.node(c)
	}
}

func (f *flattener) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		f.plain(n)
		if n.SoftLineBreak() || n.HardLineBreak() {
			f.lineBreak(n)
		}
	case *ast.String:
		f.write(n.Value, -1)
	case *ast.Emphasis:
		k := Emphasis
		if n.Level == 2 {
			k = Strong
		}
		f.within(Mark{Kind: k}, n)
	case *ast.Link:
		if html.IsDangerousURL(n.Destination) {
			f.children(n) // an address that runs a script: the words stay
			return
		}
		f.within(Mark{Kind: Link, Target: string(n.Destination)}, n)
	case *ast.RawHTML:
		// A plan has no HTML of its own: what looks like it is text.
		for i := range n.Segments.Len() {
			seg := n.Segments.At(i)
			f.write(seg.Value(f.p.source()), seg.Start)
		}
	case *ast.AutoLink:
		i := f.mark(Mark{Kind: Link, Target: string(n.URL(f.p.source()))})
		f.write(n.Label(f.p.source()), -1)
		f.b.Marks[i].End = f.text.Len()
	case *markNode:
		f.brace(n)
	default:
		if f.b.Kind == Passage && n.Type() == ast.TypeBlock && f.text.Len() > 0 {
			if _, cell := n.(*extast.TableCell); cell {
				f.text.WriteByte(' ')
			} else {
				f.text.WriteByte('\n')
			}
		}
		f.children(n)
	}
}

// plain writes running text. A backslash before punctuation and the name of a
// character (&lt;) are Markdown's way to write it; they stand for one character.
func (f *flattener) plain(n *ast.Text) {
	s, at := n.Segment.Value(f.p.source()), n.Segment.Start
	if n.IsRaw() {
		f.write(s, at)
		return
	}
	from := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			f.write(s[from:i], at+from)
			from = i + 1
			i++
		case s[i] == '&':
			end := bytes.IndexByte(s[i:], ';') + 1
			c := util.ResolveEntityNames(util.ResolveNumericReferences(s[i : i+end]))
			if end > 0 && !bytes.Equal(c, s[i:i+end]) {
				f.write(s[from:i], at+from)
				f.write(c, at+i)
				from = i + end
				i = from - 1
			}
		}
	}
	f.write(s[from:], at+from)
}

func (f *flattener) within(m Mark, n ast.Node) {
	i := f.mark(m)
	f.children(n)
	f.b.Marks[i].End = f.text.Len()
}

// mark begins a mark at the end of the text so far.
func (f *flattener) mark(m Mark) int {
	m.Start, m.End = f.text.Len(), f.text.Len()
	f.b.Marks = append(f.b.Marks, m)
	return len(f.b.Marks) - 1
}

func (f *flattener) write(s []byte, offset int) {
	if offset >= 0 {
		f.p.runs = append(f.p.runs, run{int32(f.text.Len()), int32(f.p.body + offset), int32(len(s))})
	}
	f.text.Write(s)
}

// lineBreak joins wrapped lines: with a blank, or with nothing where both sides
// are written without blanks between words.
func (f *flattener) lineBreak(n *ast.Text) {
	next := n.NextSibling()
	for next != nil {
		if t, ok := next.(*ast.Text); ok {
			if !needsBlank(f.text.String(), string(t.Segment.Value(f.p.source()))) {
				return
			}
			break
		}
		if next.HasChildren() {
			next = next.FirstChild()
		} else {
			next = next.NextSibling()
		}
	}
	f.text.WriteByte(' ')
}

// brace reads one of our marks.
func (f *flattener) brace(n *markNode) {
	if n.close {
		if len(f.open) == 0 {
			f.problem(n, 1, "mark-pair",
				diag.T("多出一个“}”，没有与之对应的标记", "a } without a mark that it closes"),
				diag.T("删去它，或补上“{corr …”或“{sic …”", "delete it, or add the {corr … or {sic … that it ends"))
			return
		}
		i := f.open[len(f.open)-1]
		f.open = f.open[:len(f.open)-1]
		f.b.Marks[i].End = f.text.Len()
		return
	}
	if n.bad {
		f.problem(n, len(n.word)+1, "mark-form", markForm(n.word), diag.T("照例子书写", "write it as in the example"))
		if n.word == "corr" || n.word == "sic" {
			f.open = append(f.open, f.mark(Mark{Kind: Emphasis, Pos: f.p.pos(n.source, len(n.word)+1)}))
		}
		return
	}
	num := func() int { v, _ := strconv.Atoi(n.args[0]); return v }
	switch n.word {
	case "page":
		f.mark(Mark{Kind: Page, N: num(), Pos: f.p.pos(n.source, len(n.word)+1)})
	case "figure":
		f.mark(Mark{Kind: FigureSpot, N: num(), Pos: f.p.pos(n.source, len(n.word)+1)})
	case "untranslated":
		f.b.Awaits = true
	case "corr":
		f.open = append(f.open, f.mark(Mark{Kind: Corr, ID: n.args[0], Confidence: n.args[1], Seed: n.seed, Pos: f.p.pos(n.source, len(n.word)+1)}))
	case "sic":
		f.open = append(f.open, f.mark(Mark{Kind: Sic, ID: n.args[0], Confidence: n.args[1], Pos: f.p.pos(n.source, len(n.word)+1)}))
	default:
		words := []string{"page", "figure", "corr", "sic", "untranslated"}
		hint := diag.DidYouMean(n.word, words)
		if hint.IsZero() {
			hint = diag.T("可用的标记：page、figure、corr、sic、untranslated", "the marks are page, figure, corr, sic and untranslated")
		}
		f.problem(n, len(n.word)+1, "mark-word",
			diag.Tf("不认识的标记“{%s”", "unknown mark {%s", n.word), hint)
		f.open = append(f.open, f.mark(Mark{Kind: Emphasis, Pos: f.p.pos(n.source, len(n.word)+1)}))
	}
}

func (f *flattener) problem(n *markNode, runes int, rule string, message, hint diag.Text) {
	f.p.report(rule, f.p.pos(n.source, runes), message, hint)
}

func (f *flattener) unclosed(i int) {
	f.p.report("mark-pair", f.b.Marks[i].Pos,
		diag.T("标记没有结束，缺少“}”", "the mark is not closed, its } is missing"),
		diag.T("在标记所涉文字之后补上“}”", "put a } behind the words that the mark is about"))
	f.b.Marks[i].End = f.text.Len()
}

// lead makes the first bold words of a paragraph or an item its lead, if
// nothing but dashes and blanks stands before them.
func (f *flattener) lead() {
	if f.b.Kind != Paragraph && f.b.Kind != Item {
		return
	}
	for i, m := range f.b.Marks {
		if m.Kind == Strong {
			if strings.Trim(f.b.Text[:m.Start], "—– ") == "" {
				f.b.Marks[i].Kind = Lead
			}
			return
		}
	}
}

// markForm says how a mark is written.
func markForm(word string) diag.Text {
	form := map[string]string{
		"page":         "{page 13}",
		"figure":       "{figure 3}",
		"untranslated": "{untranslated}",
		"corr":         "{corr E01 high 1071→10.71}",
		"sic":          "{sic K04 medium …}",
	}[word]
	return diag.Tf("标记“{%s”的写法应为 %s", "the mark {%s is written %s", word, form)
}
