package text

import (
	"bytes"
	"unicode"

	"github.com/yuin/goldmark/text"

	"atlas/generator/diag"
)

// The most that lists and quotations may be nested.
const (
	deepest  = 6 // lists within lists
	quotings = 2 // a quotation within a box
)

// holder is what the lines behind > belong to.
type holder uint8

const (
	none      holder = iota
	undecided        // the quote has begun, its first line is still to come
	box
	quotation
)

// outliner finds the blocks of a chapter line by line.
type outliner struct {
	p      *chapterParser
	src    []byte
	leaves []*leaf

	open  Block          // the block whose lines are being gathered
	lines []text.Segment // its lines; none where no block is open
	spoil bool           // a line of it was reported: what is wrong with the next is a consequence

	lists []listed // the items that are open, the outermost first

	level  int // how many > the line before had
	holder holder
	quote  uint8 // how many quotations there were, from 1 on again after 255
	boxed  bool  // the block before this quote was in a box
	ended  bool  // a rule ended the group of a box
}

// listed is an open item of a list.
type listed struct {
	indent int
	family string
}

// outline finds the leaves of what goldmark is given.
func (p *chapterParser) outline(src []byte) []*leaf {
	o := outliner{p: p, src: src, leaves: p.leaves[:0], lines: p.lines[:0]}
	for at := 0; at < len(src); {
		end, next := len(src), len(src)
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			end, next = at+i, at+i+1
		}
		if bytes.HasPrefix(bytes.TrimLeft(src[at:end], " "), []byte("```")) || bytes.HasPrefix(bytes.TrimLeft(src[at:end], " "), []byte("~~~")) {
			at = o.fence(at, end)
			continue
		}
		o.line(at, end, next)
		at = next
	}
	o.flush()
	p.leaves, p.lines = o.leaves, o.lines
	return o.leaves
}

// report says what is wrong with a line; the first of a block only.
func (o *outliner) report(rule string, at, runes int, message, hint diag.Text) {
	if !o.spoil {
		o.p.report(rule, o.p.pos(at, runes), message, hint)
	}
	o.spoil = true
}

// fence takes a listing, which a chapter has none of, as words. It returns where the
// line behind it begins.
func (o *outliner) fence(at, end int) int {
	o.flush()
	mark := bytes.TrimLeft(o.src[at:end], " ")[:3]
	stop, next := len(o.src), len(o.src)
	for from := end + 1; from < len(o.src); {
		to := len(o.src)
		if i := bytes.IndexByte(o.src[from:], '\n'); i >= 0 {
			to = from + i
		}
		if bytes.HasPrefix(bytes.TrimLeft(o.src[from:to], " "), mark) {
			stop, next = to, min(to+1, len(o.src))
			break
		}
		from = to + 1
	}
	o.report("text-listing", at, 3, diag.T("正文中没有代码块（```）", "a chapter has no listings (```)"),
		diag.T("删去这两行 ```，把内容写成段落、列表或表格", "delete the two lines of ``` and write paragraphs, lists or tables"))
	o.begin(Block{Kind: Paragraph}, text.NewSegment(at, stop))
	o.close(true)
	return next
}

// line takes a line from at to end; the next begins at next.
func (o *outliner) line(at, end, next int) {
	pos, level := o.quoted(at, end)
	rest := o.src[pos:end]
	if len(bytes.TrimFunc(rest, unicode.IsSpace)) == 0 {
		o.flush()
		if level == 0 {
			o.leave(false)
		}
		return
	}
	if level != o.level {
		o.turn(level, at, pos)
	}
	indent := 0
	for pos < end && (o.src[pos] == ' ' || o.src[pos] == '\t') {
		if o.src[pos] == '\t' {
			indent += 4 - indent%4
		} else {
			indent++
		}
		pos++
	}
	seg := text.NewSegment(pos, next)
	seg = seg.TrimRightSpace(o.src)
	words := o.src[seg.Start:seg.Stop]
	seg.Stop = next // a line that another follows keeps its end
	if o.holder == undecided {
		o.decide(words, pos)
	}
	switch {
	case words[0] == '#' && o.heading(words, pos):
	case o.rule(words, pos):
	case o.note(words, pos, next):
	case o.definition(words, pos, next):
	case o.item(string(words[:min(len(words), 64)]), words, indent, pos, next):
	default:
		o.words(seg, indent)
	}
}

// quoted counts the > that a line begins with, and finds where its words begin.
func (o *outliner) quoted(at, end int) (pos, level int) {
	pos = at
	for level < quotings {
		i := pos
		for i < end && i < pos+3 && o.src[i] == ' ' {
			i++
		}
		if i >= end || o.src[i] != '>' || level == 0 && o.level == 0 && len(o.lists) > 0 && i > pos {
			break
		}
		if level == 1 && o.holder != box && o.holder != undecided {
			o.report("text-quote", i, 1, diag.T("引文之中不能再有引文（> >）", "a quotation holds no other (> >)"), diag.T("只写一个 >", "write one >"))
		}
		pos = i + 1
		if pos < end && o.src[pos] >= '0' && o.src[pos] <= '9' {
			o.report("text-quote", i, 1, diag.T("行首的“>”是引文或专栏的记号，不是大于号", "a > at the beginning of a line marks a quotation or a box, and is no sign of comparison"),
				diag.T(`大于号写作 \> 或“＞”；引文在 > 之后空一格`, `write \> for the sign; a quotation has a blank behind >`))
		}
		if pos < end && o.src[pos] == ' ' {
			pos++
		}
		level++
	}
	return pos, level
}

// turn goes from the quote of the line before to that of this one.
func (o *outliner) turn(level, at, pos int) {
	if len(o.lines) > 0 && level < o.level {
		o.report("text-joined", at, 1, diag.T("这一行紧接专栏或引文，却没有“>”：不知道它属于里面还是外面", "this line directly follows a box or quotation without a >: nobody knows whether it belongs to it"),
			diag.T("属于里面，就在行首写“> ”；不属于，就在它前面空一行", "write > before it if it does; else leave a blank line before it"))
	}
	if len(o.lines) > 0 && level > o.level && o.level == 0 {
		o.report("text-joined", at, 1, diag.T("专栏或引文紧接上一段，中间没有空行", "a box or quotation directly follows the paragraph above"),
			diag.T("在它前面空一行", "leave a blank line before it"))
	}
	o.flush()
	switch {
	case level == 0:
		o.leave(true)
	case o.level == 0:
		o.holder, o.lists = undecided, nil
	default:
		o.lists = nil
		if level > o.level {
			o.quotes()
		}
	}
	o.level = level
}

// quotes begins a quotation.
func (o *outliner) quotes() {
	if o.quote++; o.quote == 0 {
		o.quote = 1
	}
}

// leave ends a box or quotation; boxes are remembered where a blank line ended them,
// since the next quote may be meant to go on with them.
func (o *outliner) leave(line bool) {
	if o.level == 0 && !line {
		return
	}
	o.boxed = o.holder == box && !line
	o.holder, o.level, o.lists, o.ended = none, 0, nil, false
}

// decide finds out whether a quote is a box, which begins with its heading.
func (o *outliner) decide(words []byte, pos int) {
	if n, _ := hashes(words); n > 0 {
		o.holder = box
	} else if o.boxed {
		o.report("box-title", pos, 1, diag.T("专栏应以“> ###”标题开头", "a box begins with a > ### heading"),
			diag.T("若它接着上面的专栏，把中间的空行写成“>”；若是引文，与专栏之间用一段正文隔开", "to go on with the box above, write > in the blank line between; a quotation is parted from a box by running text"))
		o.holder = box
	} else {
		o.holder = quotation
		o.quotes()
	}
	o.boxed = false
}

// hashes counts the # of a heading and finds its words; 0 where there is none.
func hashes(words []byte) (n int, title []byte) {
	title = bytes.TrimLeft(words, "#")
	n = len(words) - len(title)
	if n > 6 || len(title) > 0 && title[0] != ' ' && title[0] != '\t' {
		return 0, nil
	}
	title = bytes.TrimSpace(title)
	if cut := bytes.TrimRight(title, "#"); len(cut) < len(title) && (len(cut) == 0 || cut[len(cut)-1] == ' ' || cut[len(cut)-1] == '\t') {
		title = bytes.TrimSpace(cut) // a heading may be closed with # as it was opened
	}
	return n, title
}

func (o *outliner) heading(words []byte, pos int) bool {
	n, title := hashes(words)
	if n == 0 {
		return false
	}
	o.flush()
	o.lists, o.boxed = nil, false
	b := Block{Level: uint8(n)}
	if len(title) == 0 {
		o.report("text-empty", pos, n, diag.T("标题没有文字", "the heading has no words"), diag.T("写上标题，或删去这一行", "write them, or delete the line"))
	}
	at := pos + len(words) - len(bytes.TrimLeft(bytes.TrimLeft(words, "#"), " \t"))
	switch {
	case o.level > 1 || o.holder == quotation:
		o.report("box-title", pos, 1, diag.T("引文中不能有标题；专栏应以“> ###”标题开头", "a quotation has no headings; a box begins with a > ### heading"),
			diag.T("在引用块的第一行写“> ### 标题”", "write > ### and its title in the first line of the quote"))
		b.Kind = Group
	case o.holder == box && !o.inBox():
		b.Kind = Box
	case o.holder == box:
		b.Kind = Group
	case n == 1:
		b.Kind = Title
		if o.p.titled {
			o.report("chapter-title", at, 1, diag.T("一章只能有一个“#”标题", "a chapter has one # heading, this is a second"),
				diag.T("节的标题用“##”", "sections have ## headings"))
		}
		o.p.titled = true
	case n == 2:
		b.Kind = Section
	default:
		b.Kind = Heading
		if n > 5 {
			o.report("chapter-title", at, 1, diag.Tf("正文中没有第 %d 级标题", "headings of level %d do not occur in running text", n),
				diag.T("章用“#”，节用“##”，以下三级用“###”到“#####”", "# for the chapter, ## for a section, ### to ##### for the levels below"))
			b.Level = 5
		}
	}
	b.InBox = o.holder == box
	start := at
	o.begin(b, text.NewSegment(start, start+len(title)))
	o.close(false)
	return true
}

// inBox reports whether the box's heading has been read.
func (o *outliner) inBox() bool {
	for i := len(o.leaves) - 1; i >= 0; i-- {
		switch b := &o.leaves[i].as; {
		case !b.InBox:
			return false
		case b.Kind == Box:
			return true
		}
	}
	return false
}

// rule takes a line of dashes, which ends a group in a box and has no meaning
// elsewhere.
func (o *outliner) rule(words []byte, pos int) bool {
	c := words[0]
	if c != '-' && c != '*' && c != '_' && c != '=' {
		return false
	}
	n := 0
	for _, x := range words {
		if x == c {
			n++
		} else if c == '=' || x != ' ' && x != '\t' {
			return false
		}
	}
	below := len(o.lines) > 0
	switch {
	case below && (c == '=' || c == '-') && bytes.IndexByte(words, ' ') < 0:
		o.report("text-rule", pos, len(words), diag.Tf("段落下面紧接一行“%c”：在 Markdown 里这会把段落变成标题", "a line of %c directly below a paragraph, which Markdown would take for a heading’s", c),
			diag.T("要标题，就在那一段前面写“## ”；否则删去这一行", "if it is a heading, write ## before it; else delete the line"))
	case n < 3 || c == '=':
		return false
	case o.level == 1 && o.holder == box:
		o.flush()
		o.lists, o.ended = nil, true
		return true
	default:
		o.report("text-rule", pos, len(words), diag.T("单独一行横线在正文中没有意义（在专栏里它结束一组）", "a line of dashes has no meaning here (in a box it ends a group)"),
			diag.T("删去这一行；要分节就写“## 标题”", "delete it; a section begins with ## and its title"))
	}
	o.flush()
	o.spoil = false
	return true
}

// noteLabel is the label of a footnote that a line defines; "" where it defines none.
func noteLabel(words []byte) (label string, length int) {
	if !bytes.HasPrefix(words, []byte("[^")) {
		return "", 0
	}
	i := bytes.IndexByte(words[:min(len(words), 64)], ']')
	if i < 3 || i+1 >= len(words) || bytes.IndexByte(words[2:i], ' ') >= 0 {
		return "", 0
	}
	length = i + 1
	switch {
	case words[length] == ':':
		length++
	case bytes.HasPrefix(words[length:], []byte("：")):
		length += len("：")
	default:
		return "", 0
	}
	for length < len(words) && (words[length] == ' ' || words[length] == '\t') {
		length++
	}
	return string(words[2:i]), length
}

func (o *outliner) note(words []byte, pos, next int) bool {
	label, length := noteLabel(words)
	if label == "" || len(o.lines) > 0 && o.open.Kind != Footnote {
		return false
	}
	o.flush()
	o.lists = nil
	if length == len(words) {
		o.report("note-mark", pos, length, diag.T("脚注没有文字", "the note has no words"), diag.T("写在冒号之后的同一行", "write them behind the colon in the same line"))
	}
	o.begin(Block{Kind: Footnote, Rest: label}, text.NewSegment(pos+length, next))
	return true
}

// definition takes what explains the terms in the lines above it.
func (o *outliner) definition(words []byte, pos, next int) bool {
	if len(words) < 3 || words[0] != ':' || words[1] != ' ' && words[1] != '\t' || len(o.lists) > 0 {
		return false
	}
	if len(o.lines) > 0 {
		if o.open.Kind != Paragraph && o.open.Kind != Item && o.open.Kind != Definition || o.open.Depth > 0 {
			return false
		}
		o.terms()
	} else if n := len(o.leaves); n == 0 || o.leaves[n-1].as.InBox != (o.holder == box) || (o.leaves[n-1].as.Quote > 0) != o.inQuote() {
		return false
	} else if last := &o.leaves[n-1].as; last.Kind == Paragraph || last.Kind == Item && last.Depth == 0 {
		last.Kind = Term
	} else if last.Kind != Definition {
		return false
	}
	from := pos + len(words) - len(bytes.TrimLeft(words[1:], " \t"))
	o.begin(o.placed(Block{Kind: Definition}), text.NewSegment(from, next))
	return true
}

// terms makes each line of the open paragraph a term that is explained.
func (o *outliner) terms() {
	if o.open.Kind == Definition {
		o.flush()
		return
	}
	lines := append([]text.Segment(nil), o.lines...)
	b := o.open
	b.Kind = Term
	o.lines = o.lines[:0]
	for _, l := range lines {
		o.begin(b, l)
		o.close(false)
	}
}

func (o *outliner) inQuote() bool { return o.holder == quotation || o.level > 1 }

// placed is a block with what is known of where it stands.
func (o *outliner) placed(b Block) Block {
	b.InBox = o.holder == box
	if o.inQuote() {
		b.Quote = o.quote
	}
	if b.Kind == Paragraph && b.InBox && b.Depth == 0 {
		b.Kind = Item
	}
	if b.InBox {
		b.EndsGroup, o.ended = o.ended, false
	}
	return b
}

// item takes the first line of a list's item.
func (o *outliner) item(start string, words []byte, indent, pos, next int) bool {
	m, ok := markerOf(start)
	if !ok {
		return false
	}
	outer, sibling := o.outer(indent)
	if len(o.lines) > 0 && !o.interrupts(m, sibling) {
		return false
	}
	m.length = min(m.length, len(words))
	if m.length == len(words) {
		if m.printed != "" {
			return false // a line that is all marker is words
		}
		o.flush()
		o.report("text-empty", pos, 1, diag.T("列表的这一项没有文字", "the item of the list has no words"), diag.T("写上文字，或删去这一行", "write them, or delete the line"))
		o.spoil = false
		return true
	}
	o.flush()
	if outer == deepest {
		o.report("text-deep", pos, 1, diag.Tf("列表嵌套超过 %d 层", "lists are nested more than %d deep", deepest), diag.T("分成几段，或用小标题", "part it into paragraphs, or use headings"))
		outer--
	}
	starts := sibling == nil || sibling.family != m.family
	o.lists = append(o.lists[:outer], listed{indent, m.family})
	b := Block{Kind: Item, Rest: m.printed, Depth: uint8(outer + 1)}
	b = o.placed(b)
	if b.InBox && b.Quote == 0 && outer == 0 && m.printed == "" {
		b.Depth, starts = 0, false // the items of a box are no list of their own
	}
	b.Starts = starts
	o.begin(b, text.NewSegment(pos+m.length, next))
	return true
}

// outer is how many open items hold a line of an indent, and the item beside which it
// would stand; nil for none.
func (o *outliner) outer(indent int) (n int, sibling *listed) {
	for n < len(o.lists) && indent >= o.lists[n].indent+2 {
		n++
	}
	if n < len(o.lists) {
		return n, &o.lists[n]
	}
	return n, nil
}

// interrupts reports whether a marker begins an item though the line before is not
// blank: where it goes on with a list, or surely begins one.
func (o *outliner) interrupts(m marker, sibling *listed) bool {
	return sibling != nil && sibling.family == m.family || m.first && !m.prose
}

// words takes a line of running text.
func (o *outliner) words(seg text.Segment, indent int) {
	if len(o.lines) > 0 {
		if n := len(o.lists); n > 0 && indent <= o.lists[n-1].indent {
			o.report("text-joined", seg.Start, 1, diag.T("这一行紧接列表的一项，却没有缩进：不知道它属于这一项还是另起一段", "this line directly follows an item of a list and is not indented: nobody knows whether it belongs to the item"),
				diag.T("属于这一项，就在行首空两格；另起一段，就在它前面空一行", "indent it by two blanks if it does; else leave a blank line before it"))
		}
		o.lines = append(o.lines, seg)
		return
	}
	n, _ := o.outer(indent)
	if len(o.leaves) > 0 && o.leaves[len(o.leaves)-1].as.Kind == Footnote && indent >= 2 && n == 0 {
		o.report("note-mark", seg.Start, 1, diag.T("脚注只有一段", "a note is one paragraph"), diag.T("接在上一行之后；或写成另一条脚注", "write it in the paragraph above, or as a note of its own"))
	}
	o.lists = o.lists[:n]
	o.begin(o.placed(Block{Kind: Paragraph, Depth: uint8(n)}), seg)
}

// begin opens a block with its first line.
func (o *outliner) begin(b Block, first text.Segment) {
	o.open, o.boxed = b, false
	o.lines = append(o.lines[:0], first)
}

// flush ends the open block.
func (o *outliner) flush() {
	if len(o.lines) == 0 {
		return
	}
	if (len(o.lines) > 1 || o.words1(0)[0] == '|') && (o.open.Kind == Paragraph || o.open.Kind == Item && o.open.Depth == 0 && o.open.Rest == "") && o.table() {
		o.lines, o.spoil = o.lines[:0], false
		return
	}
	o.close(false)
}

// close makes a leaf of the open block.
func (o *outliner) close(literal bool) {
	lines := o.lines
	if len(lines) == 0 {
		return
	}
	o.lines = o.lines[:0]
	n := len(lines) - 1
	lines[n] = lines[n].TrimRightSpace(o.src)
	o.leaf(o.open, literal, lines...)
	o.spoil = false
}

// leaf adds a leaf of some lines.
func (o *outliner) leaf(b Block, literal bool, lines ...text.Segment) {
	l := &leaf{as: b, literal: literal}
	for _, s := range lines {
		l.Lines().Append(s)
	}
	if !literal && o.p.crowded(l, o.src) {
		l.literal = true
	}
	at := 0
	if len(lines) > 0 {
		at = lines[0].Start
	}
	l.as.Pos = o.p.pos(at, 1)
	o.leaves = append(o.leaves, l)
}

// mostMarks is how many characters that may be marks a block may have: a reader of
// Markdown has to compare each with those before it.
const mostMarks = 1000

// crowded reports a block with so many marks that it would take too long to read.
func (p *chapterParser) crowded(l *leaf, src []byte) bool {
	n := 0
	for i := range l.Lines().Len() {
		s := l.Lines().At(i)
		for _, c := range src[s.Start:s.Stop] {
			switch c {
			case '*', '_', '[', ']', '`', '<', '{', '~', '^', '!':
				n++
			}
		}
	}
	if n <= mostMarks {
		return false
	}
	p.report("text-marks", p.pos(l.Lines().At(0).Start, 1),
		diag.Tf("一段中有 %d 个 * _ [ ] ` < { ~ ^ !，超过 %d 个", "a block has %d of the characters * _ [ ] ` < { ~ ^ !, more than %d", n, mostMarks),
		diag.T("分成几段；不作标记用的，换成全角", "part it into several; write those that are no marks otherwise"))
	return true
}
