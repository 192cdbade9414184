package text

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Parse reads the Markdown of a chapter, which begins at the byte offset body of
// the file, behind the front matter. Problems in the marks or the structure are
// reported with the rules mark-word, mark-form, mark-pair, chapter-title and
// box-title, what only looks like a mark with mark-like, and a chapter without words
// with chapter-empty; the blocks are complete all the same.
func Parse(f *source.File, body int) ([]Block, diag.List) {
	md := markdown()
	root := md.Parser().Parse(text.NewReader(f.Data[body:]))
	p := scratch.Get().(*chapterParser)
	defer scratch.Put(p)
	p.file, p.body, p.md, p.titled, p.problems = f, body, md, false, nil
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		p.top(n)
	}
	blocks := p.whole.give(p.blocks)
	clear(p.blocks)
	if f.Data != nil && len(bytes.TrimSpace(p.source())) == 0 {
		p.empty()
		blocks = nil // full-width blanks would be a paragraph
	}
	p.alike()
	p.blocks, p.file = p.blocks[:0], nil
	if f.Conflict {
		return blocks, nil
	}
	return blocks, p.problems
}

type chapterParser struct {
	file     *source.File
	body     int
	md       goldmark.Markdown
	blocks   []Block
	problems diag.List
	titled   bool

	// What a block is gathered in, before it goes to those of the whole chapter.
	text  bytes.Buffer
	runs  []run
	marks []Mark
	html  htmlBuffer
	whole hoard
}

func (p *chapterParser) report(rule string, at source.Pos, message, hint diag.Text) {
	p.problems.Add(diag.Problem{Rule: rule, Place: at.Place(), Message: message, Hint: hint})
}

// empty reports that nothing is written.
func (p *chapterParser) empty() {
	message := diag.T("文件是空的", "the file is empty")
	if len(bytes.TrimSpace(p.file.Data)) > 0 {
		message = diag.T("文件头之后没有正文", "there is no text behind the front matter")
	}
	p.problems.Add(diag.Problem{Rule: "chapter-empty", Place: p.file.Whole(), Message: message,
		Hint: diag.T("写入这一章；还没有译文的段落写 {untranslated}；不要这一章，就删去文件",
			"write the chapter; a block that awaits its translation is written {untranslated}; delete the file if there is no such chapter")})
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
			p.add(p.flatten(Figure, n))
			p.whole.rest(img.Destination)
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
		p.add(p.flatten(Passage, n))
		p.whole.rest(p.html.Bytes())
	}
}

// literal is a paragraph of lines that look like HTML: a plan has none, so they
// are text.
func (p *chapterParser) literal(n *ast.HTMLBlock) Block {
	f := p.begin(Block{Kind: Paragraph, Pos: p.start(n)})
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
