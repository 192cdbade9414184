package text

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Parse reads the Markdown of a chapter, which begins at the byte offset body of
// the file, behind the front matter. What would be lost, glued or read otherwise than it
// is written is reported, with the rules of check's table that begin with text-, mark-,
// note-, chapter- and box-; the blocks are complete all the same. Footnotes stand behind
// all other blocks, in the order in which they are first referred to.
func Parse(f *source.File, body int) ([]Block, diag.List) {
	p := scratch.Get().(*chapterParser)
	defer scratch.Put(p)
	p.file, p.body, p.titled, p.problems = f, body, false, nil
	p.notes, p.numbers = nil, nil
	p.hide()
	if leaves := p.outline(p.src); len(leaves) > 0 {
		pc := parser.NewContext()
		pc.Set(leavesKey, leaves)
		inlines().Parse(text.NewReader(p.src), parser.WithContext(pc))
		for _, l := range leaves {
			p.leaf(l)
		}
		clear(leaves)
	}
	blocks := p.footnotes(p.whole.give(p.blocks))
	clear(p.blocks)
	if f.Data != nil && len(bytes.TrimSpace(p.file.Data[p.body:])) == 0 {
		p.empty()
		blocks = nil // full-width blanks would be a paragraph
	}
	p.alike()
	p.blocks, p.file, p.src = p.blocks[:0], nil, nil
	if f.Conflict {
		return blocks, nil
	}
	return blocks, p.problems
}

type chapterParser struct {
	file     *source.File
	body     int
	src      []byte // what goldmark was given: the text without its comments
	hidden   []span // the comments
	blocks   []Block
	problems diag.List
	titled   bool

	// What a block is gathered in, before it goes to those of the whole chapter.
	text  bytes.Buffer
	runs  []run
	marks []Mark
	whole hoard

	leaves []*leaf
	lines  []text.Segment
	notes  []noted // the footnotes, in the order in which they are first referred to
	// numbers are those of the footnotes, by their labels.
	numbers map[string]int
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
func (p *chapterParser) source() []byte { return p.src }

// pos is the position of an offset in what goldmark was given.
func (p *chapterParser) pos(offset, runes int) source.Pos { return p.file.Pos(p.body+offset, runes) }

// leaf makes a block of a leaf.
func (p *chapterParser) leaf(l *leaf) {
	b := l.as
	if img := figure(l); img != nil && (b.Kind == Paragraph || b.Kind == Item && b.Rest == "") {
		b.Kind = Figure
		b.Rest = string(img.Destination)
	}
	rest := b.Rest
	b.Rest = ""
	f := p.begin(b)
	if l.literal {
		f.literal(l.Lines())
	} else {
		f.children(l)
		f.finish()
	}
	f.end()
	if rest != "" {
		p.whole.rest([]byte(rest))
	}
	p.blocks = append(p.blocks, f.b)
}

// figure returns the image of a block that holds nothing else but marks.
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

// noted is a footnote that something refers to.
type noted struct {
	label string
	at    source.Pos // where it is first referred to
}

// noteNumber is the number of the footnote with a label, by the order in which they are
// referred to.
func (p *chapterParser) noteNumber(label string, at source.Pos) int {
	if n, ok := p.numbers[label]; ok {
		return n
	}
	if p.numbers == nil {
		p.numbers = map[string]int{}
	}
	p.notes = append(p.notes, noted{label: label, at: at})
	p.numbers[label] = len(p.notes)
	return len(p.notes)
}

// footnotes puts the footnotes behind the other blocks, in the order of their numbers.
func (p *chapterParser) footnotes(blocks []Block) []Block {
	if len(p.notes) == 0 && !slices.ContainsFunc(blocks, func(b Block) bool { return b.Kind == Footnote }) {
		return blocks
	}
	out := make([]Block, 0, len(blocks))
	byNumber := make([]*Block, len(p.notes))
	var unused []*Block
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != Footnote {
			out = append(out, *b)
			continue
		}
		k := p.numbers[b.Rest] - 1
		switch {
		case k < 0:
			p.report("note-mark", b.Pos, diag.Tf("没有什么地方引用脚注 [^%s]", "nothing refers to the note [^%s]", b.Rest),
				diag.Tf("在它所注的文字之后写 [^%[1]s]，或删去它", "write [^%[1]s] behind the words that it is about, or delete it", b.Rest))
			unused = append(unused, b)
		case byNumber[k] != nil:
			p.report("note-mark", b.Pos, diag.Tf("脚注 [^%s] 写了两次", "the note [^%s] is written twice", b.Rest), diag.T("改其中一个的标签", "give one of them another label"))
			unused = append(unused, b)
		default:
			byNumber[k] = b
		}
	}
	for k, b := range byNumber {
		if b == nil {
			p.report("note-mark", p.notes[k].at, diag.Tf("没有脚注 [^%s]", "there is no note [^%s]", p.notes[k].label),
				diag.Tf("另起一行写“[^%[1]s]: 脚注的文字”", "write “[^%[1]s]: the words of the note” in a line of its own", p.notes[k].label))
			continue
		}
		out = append(out, *b)
	}
	for _, b := range unused {
		out = append(out, *b)
	}
	return out
}
