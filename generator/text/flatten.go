package text

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"atlas/generator/diag"
)

// flatten makes a block of a node: its plain text and the marks on it.
func (p *chapterParser) flatten(kind Kind, n ast.Node) Block {
	f := p.begin(Block{Kind: kind, Pos: p.start(n)})
	f.children(n)
	for _, open := range f.open {
		f.unclosed(open)
	}
	f.end()
	return f.b
}

// begin begins a block with nothing in it.
func (p *chapterParser) begin(b Block) *flattener {
	p.text.Reset()
	p.runs = p.runs[:0]
	b.Marks = p.marks[:0]
	return &flattener{p: p, b: b, text: &p.text}
}

// end puts what the block has with that of the others.
func (f *flattener) end() {
	f.lead()
	f.p.marks = f.b.Marks
	f.p.whole.take(f.text.Bytes(), f.p.runs, f.b.Marks)
	f.b.Marks = nil
}

// noDetail is that of the marks that say no more than their kind.
var noDetail = &Detail{}

func link(address []byte) Mark { return Mark{Kind: Link, Detail: &Detail{Target: string(address)}} }

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
		f.within(Mark{Kind: k, Detail: noDetail}, n)
	case *ast.Link:
		if html.IsDangerousURL(n.Destination) {
			f.children(n) // an address that runs a script: the words stay
			return
		}
		f.within(link(n.Destination), n)
	case *ast.RawHTML:
		// A plan has no HTML of its own: what looks like it is text.
		for i := range n.Segments.Len() {
			seg := n.Segments.At(i)
			f.write(seg.Value(f.p.source()), seg.Start)
		}
	case *ast.AutoLink:
		i := f.mark(link(n.URL(f.p.source())))
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
			if !needsBlank(f.text.Bytes(), t.Segment.Value(f.p.source())) {
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
	begin := func(k MarkKind, d Detail) int {
		d.Pos = f.p.pos(n.source, len(n.word)+1)
		return f.mark(Mark{Kind: k, Detail: &d})
	}
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
			f.open = append(f.open, begin(Emphasis, Detail{}))
		}
		return
	}
	num := func() int { v, _ := strconv.Atoi(n.args[0]); return v }
	switch n.word {
	case "page":
		begin(Page, Detail{N: num()})
	case "figure":
		begin(FigureSpot, Detail{N: num()})
	case "untranslated":
		f.b.Awaits = true
	case "corr":
		f.open = append(f.open, begin(Corr, Detail{ID: n.args[0], Confidence: n.args[1], Seed: n.seed}))
	case "sic":
		f.open = append(f.open, begin(Sic, Detail{ID: n.args[0], Confidence: n.args[1]}))
	default:
		words := []string{"page", "figure", "corr", "sic", "untranslated"}
		hint := diag.DidYouMean(n.word, words)
		if hint.IsZero() {
			hint = diag.T("可用的标记：page、figure、corr、sic、untranslated", "the marks are page, figure, corr, sic and untranslated")
		}
		f.problem(n, len(n.word)+1, "mark-word",
			diag.Tf("不认识的标记“{%s”", "unknown mark {%s", n.word), hint)
		f.open = append(f.open, begin(Emphasis, Detail{}))
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
			if len(bytes.Trim(f.text.Bytes()[:m.Start], "—– ")) == 0 {
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
