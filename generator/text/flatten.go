package text

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"atlas/generator/address"
	"atlas/generator/diag"
)

// finish reports what was opened and never closed.
func (f *flattener) finish() {
	for _, open := range f.open {
		f.unclosed(open)
	}
	for _, t := range f.tags {
		f.htmlProblem(t.source, t.length)
		f.b.Marks[t.mark].End = f.text.Len()
	}
	f.formula()
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
	tags []tag // elements of HTML that wait for their end
	bare bool  // the blank behind a heading's number is no part of its words
	gap  bool  // a line was ended by force: a blank may belong before what follows
	said bool  // what is wrong within the block was said: no more of it
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
		switch stop, src := n.Segment.Stop, f.p.source(); {
		case n.HardLineBreak() && stop < len(src) && src[stop] == '\\':
			f.endLine()
		case n.SoftLineBreak() || n.HardLineBreak():
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
		if !f.refused(n.Destination, n.Pos()) {
			f.within(link(n.Destination), n)
			return
		}
		f.children(n)
	case *ast.Image:
		if f.b.Kind != Figure && !wideBrace.Match(f.text.Bytes()) { // which is said, and the cause
			f.say("text-picture", n.Pos(), 2, diag.T("图片不能放在句子中间", "a picture does not stand within a sentence"),
				diag.T("让图片自成一段：前后各空一行", "give it a paragraph of its own, with a blank line before and behind it"))
		}
		f.children(n)
	case *ast.CodeSpan:
		f.within(Mark{Kind: Code, Detail: noDetail}, n)
	case *ast.RawHTML:
		f.html(n)
	case *ast.AutoLink:
		address := n.URL(f.p.source())
		if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(address), []byte("mailto:")) {
			address = append([]byte("mailto:"), address...)
		}
		if f.refused(address, n.Pos()) {
			f.write(n.Label(f.p.source()), -1)
			return
		}
		i := f.mark(link(address))
		f.write(n.Label(f.p.source()), -1)
		f.b.Marks[i].End = f.text.Len()
	case *markNode:
		f.brace(n)
	case *script:
		f.within(Mark{Kind: n.mark, Detail: noDetail}, n)
	case *noteRef:
		at := f.p.pos(n.source, len([]rune(n.label))+3)
		if f.b.Kind == Footnote {
			f.say("note-mark", n.source, len([]rune(n.label))+3, diag.T("脚注中不能再有脚注", "a note has no notes of its own"), diag.T("把内容写进这条脚注", "write what it says into this one"))
		}
		f.mark(Mark{Kind: NoteRef, Detail: &Detail{N: f.p.noteNumber(n.label, at), ID: n.label, Pos: at}})
	default:
		f.children(n)
	}
}

// refused reports an address that is not linked to. The words of the link stay.
func (f *flattener) refused(target []byte, at int) bool {
	scheme := address.Refused(string(target))
	if scheme == "" {
		return false
	}
	f.p.problems.Add(address.Problem(scheme, f.p.pos(max(at, 0), 1).Place()))
	return true
}

// say reports what is wrong within a block: one cause, one message.
func (f *flattener) say(rule string, at, runes int, message, hint diag.Text) {
	if f.said {
		return
	}
	f.said = true
	f.p.report(rule, f.p.pos(max(at, 0), runes), message, hint)
}

// literal writes the lines of a block that are words and no Markdown.
func (f *flattener) literal(lines *text.Segments) {
	for i := range lines.Len() {
		s := lines.At(i)
		if i > 0 {
			f.text.WriteByte(' ')
		}
		f.write(bytes.TrimSpace(s.Value(f.p.source())), s.Start)
	}
}

// longestEntity is how many bytes the name of a character has at most, as in
// &CounterClockwiseContourIntegral; with room for numbers.
const longestEntity = 40

// entityEnd is how long the name or number of a character is that a text begins with,
// from & to ;. It is 0 where there is none.
func entityEnd(s []byte) int {
	for i, c := range s[1:] {
		switch {
		case c == ';':
			return i + 2
		case c != '#' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z'):
			return 0
		}
	}
	return 0
}

// leftover says what looks like a mark and was read as none.
func (f *flattener) leftover(s []byte, at int) {
	src := f.p.source()
	for i := 0; i < len(s); i++ {
		next := byte(0)
		if at+i+1 < len(src) {
			next = src[at+i+1]
		}
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '*' && next == '*':
			f.say("text-marks", at+i, 2, diag.T("“**”没有成对，或里面紧挨着空格：不会变成粗体", "this ** has no counterpart, or a blank next to it within: nothing becomes bold"),
				diag.T(`粗体写作 **文字**，里面不留空格；要星号本身，写 \*`, `bold words are written **words**, without blanks next to the stars; a star itself is \*`))
			return
		case s[i] == '~' && next == '~':
			f.say("text-marks", at+i, 2, diag.T("“~~”没有成对，或里面有别的标记", "this ~~ has no counterpart, or other marks within"),
				diag.T(`删去线写作 ~~文字~~，里面有标记时写 <del>文字</del>；要波浪号本身，写 \~`, `struck words are written ~~words~~, or <del>words</del> with marks in them; a tilde itself is \~`))
			return
		case s[i] == ']' && next == '(':
			end := bytes.IndexByte(src[at+i:min(len(src), at+i+400)], ')')
			if end < 0 || bytes.IndexByte(src[at+i:at+i+end], '\n') >= 0 {
				continue
			}
			f.say("text-marks", at+i, 2, diag.T("像是链接，却不是：地址里有空格或别的字符", "this looks like a link and is none: its address has a blank or the like"),
				diag.T(`地址里的空格写作 %20，或把地址写在 < > 之间；要方括号本身，写 \[`, `write %20 for a blank, or the address between < and >; a bracket itself is \[`))
			return
		}
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
	f.leftover(s, at)
	from := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			f.write(s[from:i], at+from)
			from = i + 1
			i++
		case s[i] == '&':
			end := entityEnd(s[i:min(len(s), i+longestEntity)])
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
	if len(s) == 0 {
		return
	}
	if offset >= 0 && len(f.p.hidden) > 0 {
		f.p.shown(offset, offset+len(s), func(start, end int) { f.put(f.p.src[start:end], start) })
		return
	}
	f.put(s, offset)
}

func (f *flattener) put(s []byte, offset int) {
	if f.bare {
		f.bare = false
		if n := len(s) - len(bytes.TrimLeft(s, " ")); f.text.Len() == 0 && n > 0 {
			s = s[n:]
			if offset >= 0 {
				offset += n
			}
			if len(s) == 0 {
				return
			}
		}
	}
	if f.gap {
		f.gap = false
		if f.text.Len() > 0 && s[0] != ' ' && needsBlank(f.text.Bytes(), s) {
			f.text.WriteByte(' ')
		}
	}
	if offset >= 0 {
		f.p.runs = append(f.p.runs, run{int32(f.text.Len()), int32(f.p.body + offset), int32(len(s))})
	}
	f.text.Write(s)
}

// endLine ends a line by force.
func (f *flattener) endLine() {
	f.mark(Mark{Kind: Break, Detail: noDetail})
	f.gap = true
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
	case "number":
		begin(Number, Detail{ID: n.args[0]})
		f.bare = true
		switch f.b.Kind {
		case Title, Section, Heading, Box, Figure, Table:
		default:
			f.problem(n, len(n.word)+1, "mark-form", diag.T("{number} 只写在标题、图题和表题里", "{number} stands in headings and captions only"), diag.T("移到标题里，或删去", "move it into a heading, or delete it"))
		}
	case "corr":
		f.open = append(f.open, begin(Corr, Detail{ID: n.args[0], Confidence: n.args[1], Seed: n.seed}))
	case "sic":
		f.open = append(f.open, begin(Sic, Detail{ID: n.args[0], Confidence: n.args[1]}))
	default:
		words := []string{"page", "figure", "number", "corr", "sic", "untranslated"}
		hint := diag.DidYouMean(n.word, words)
		if hint.IsZero() {
			hint = diag.T("可用的标记：page、figure、number、corr、sic、untranslated", "the marks are page, figure, number, corr, sic and untranslated")
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
		"number":       "{number 4.1}",
		"untranslated": "{untranslated}",
		"corr":         "{corr E01 high 1071→10.71}",
		"sic":          "{sic K04 medium …}",
	}[word]
	return diag.Tf("标记“{%s”的写法应为 %s", "the mark {%s is written %s", word, form)
}
