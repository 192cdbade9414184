package text

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// noteRef is [^label]: here a footnote belongs.
type noteRef struct {
	ast.BaseInline
	source int
	label  string
}

var kindNoteRef = ast.NewNodeKind("AtlasNoteRef")

func (n *noteRef) Kind() ast.NodeKind            { return kindNoteRef }
func (n *noteRef) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if len(line) < 4 || line[1] != '^' {
		return nil
	}
	i := bytes.IndexByte(line[:min(len(line), 64)], ']')
	if i < 3 || bytes.IndexByte(line[2:i], ' ') >= 0 {
		return nil
	}
	block.Advance(i + 1)
	return &noteRef{source: seg.Start, label: string(line[2:i])}
}

// script is a stretch between two marks: H~2~O, m^2^, ~~struck~~.
type script struct {
	ast.BaseInline
	mark MarkKind
}

var kindScript = ast.NewNodeKind("AtlasScript")

func (n *script) Kind() ast.NodeKind            { return kindScript }
func (n *script) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type scriptParser struct{}

func (scriptParser) Trigger() []byte { return []byte{'~', '^'} }

// longestScript is how many bytes a sub- or superscript has at most.
const longestScript = 12

// Parse takes what is surely meant: a sub- or superscript is a short word of letters,
// digits and signs that touches what stands before it, and 2~3 is a range.
func (scriptParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, seg := block.PeekLine()
	if bytes.HasPrefix(line, []byte("~~")) {
		i := bytes.Index(line[2:], []byte("~~"))
		if i < 1 || line[2] == ' ' || line[1+i] == ' ' || line[2] == '~' {
			return nil
		}
		return within(&script{mark: Deleted}, block, seg, 2, 2+i, 4+i)
	}
	c := line[0]
	i := bytes.IndexByte(line[1:min(len(line), longestScript+2)], c) + 1
	if i < 2 || i+1 < len(line) && line[i+1] == c {
		return nil
	}
	for rest := line[1:i]; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		if unicode.Is(unicode.Han, r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && r != '-' && r != '−' && r != '⁺' && r != '⁻' {
			return nil
		}
		rest = rest[n:]
	}
	after, _ := utf8.DecodeRune(line[i+1:])
	if c == '~' && (!unicode.IsLetter(before) && before != ')' && before != ']' || unicode.Is(unicode.Han, before) || unicode.IsDigit(after)) ||
		c == '^' && !unicode.IsLetter(before) && !unicode.IsDigit(before) && before != ')' && before != ']' && before != '）' {
		return nil
	}
	mark := Sub
	if c == '^' {
		mark = Sup
	}
	return within(&script{mark: mark}, block, seg, 1, i, i+1)
}

// within makes what stands from one byte of the line to another a child of the node.
func within(n *script, block text.Reader, seg text.Segment, from, to, length int) ast.Node {
	n.AppendChild(n, ast.NewTextSegment(text.NewSegment(seg.Start+from, seg.Start+to)))
	block.Advance(length)
	return n
}
