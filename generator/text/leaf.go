package text

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// leaf is a block before the marks within its lines are read. The structure of a
// chapter is found line by line (outline.go), by rules of our own in which nothing
// is glued or left out; goldmark reads what stands within the lines.
type leaf struct {
	ast.BaseBlock
	as      Block // what is known of the block: its kind and where it stands
	literal bool  // its lines are words and no Markdown
}

var kindLeaf = ast.NewNodeKind("AtlasLeaf")

func (l *leaf) Kind() ast.NodeKind { return kindLeaf }
func (l *leaf) IsRaw() bool        { return l.literal }
func (l *leaf) Dump(source []byte, level int) {
	ast.DumpHelper(l, source, level, nil, nil)
}

// leavesKey finds the leaves of a chapter in goldmark's context.
var leavesKey = parser.NewContextKey()

// leavesParser is the only block parser: it gives goldmark the leaves that were
// found before, so that their lines are read.
type leavesParser struct{}

func (leavesParser) Trigger() []byte { return nil }

func (leavesParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	leaves, _ := pc.Get(leavesKey).([]*leaf)
	if len(leaves) == 0 {
		return nil, parser.NoChildren
	}
	last := len(leaves) - 1
	for _, l := range leaves[:last] {
		parent.AppendChild(parent, l)
	}
	end := len(reader.Source())
	line, _ := reader.Position()
	reader.SetPosition(line, text.NewSegment(end, end))
	return leaves[last], parser.NoChildren
}

func (leavesParser) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (leavesParser) Close(ast.Node, text.Reader, parser.Context)                 {}
func (leavesParser) CanInterruptParagraph() bool                                 { return true }
func (leavesParser) CanAcceptIndentedLine() bool                                 { return true }
