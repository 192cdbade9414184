package text

import (
	"bytes"
	"strconv"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// inlines reads what stands within the lines of a chapter, with our marks and an
// emphasis that closes next to full-width punctuation (goldmark #61). The structure of
// the lines is found before.
var inlines = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(leavesParser{}, 100)),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
			util.Prioritized(markParser{}, 90),
			util.Prioritized(noteParser{}, 150), // before links at 200
			util.Prioritized(scriptParser{}, 450),
			util.Prioritized(starParser{}, 450), // before goldmark's own emphasis at 500
		)...),
	)
})

// kindMark is the goldmark node kind of our braces.
var kindMark = ast.NewNodeKind("AtlasMark")

// markNode is an opening brace with its keyword, or a closing brace. What is
// between them is parsed as usual; pairs are joined when the tree is flattened.
type markNode struct {
	ast.BaseInline
	source int
	close  bool
	word   string // page, figure, number, corr, sic, untranslated, or an unknown word
	args   []string
	seed   string
	bad    bool // the keyword is known but what follows it is not as it must be
}

func (n *markNode) Kind() ast.NodeKind { return kindMark }
func (n *markNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"word": n.word}, nil)
}

type markParser struct{}

func (markParser) Trigger() []byte { return []byte{'{', '}'} }

// Parse takes `{word …` up to where running text begins: the closing brace of
// marks without text, the arrow of corr, the third blank of sic.
func (markParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if line[0] == '}' {
		block.Advance(1)
		return &markNode{source: seg.Start, close: true}
	}
	n := &markNode{source: seg.Start}
	end := 1
	for end < len(line) && (line[end] >= 'a' && line[end] <= 'z') {
		end++
	}
	n.word = string(line[1:end])
	if n.word == "" {
		return nil // a brace and no word: ordinary text
	}
	rest := line[end:]
	take := func(k int) { block.Advance(end + k) }
	switch n.word {
	case "page", "figure", "untranslated", "number":
		i := bytes.IndexByte(rest, '}')
		if i < 0 {
			n.bad = true
			take(0)
			return n
		}
		if arg := string(bytes.TrimSpace(rest[:i])); arg != "" {
			n.args = []string{arg}
		}
		switch n.word {
		case "untranslated":
			n.bad = len(n.args) > 0
		case "number":
			n.args = append(n.args, "")
		default:
			n.bad = len(n.args) != 1 || !isNumber(n.args[0])
		}
		take(i + 1)
	case "corr":
		i := bytes.Index(rest, []byte("→"))
		if i < 0 {
			n.bad = true
			take(0)
			return n
		}
		f := bytes.SplitN(bytes.TrimLeft(rest[:i], " "), []byte(" "), 3)
		if len(f) == 3 {
			n.args = []string{string(f[0]), string(f[1])}
			n.seed = string(f[2])
		} else {
			n.bad = true
		}
		take(i + len("→"))
	case "sic":
		f := bytes.SplitN(bytes.TrimLeft(rest, " "), []byte(" "), 3)
		if len(f) < 3 {
			n.bad = true
			take(0)
			return n
		}
		n.args = []string{string(f[0]), string(f[1])}
		take(len(rest) - len(f[2]))
	default:
		take(0)
	}
	return n
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// starParser reads * and ** with a rule that suits text without blanks: a run
// opens where no blank follows and closes where no blank stands before.
// CommonMark's own rule keeps **真，**她 literal.
type starParser struct{}

type starProcessor struct{}

func (starProcessor) IsDelimiter(b byte) bool { return b == '*' }
func (starProcessor) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}
func (starProcessor) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

func (starParser) Trigger() []byte { return []byte{'*'} }

func (starParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, starProcessor{})
	if node == nil {
		return nil
	}
	after := rune('\n')
	if len(line) > node.OriginalLength {
		after, _ = utf8.DecodeRune(line[node.OriginalLength:])
	}
	// Between two digits or Latin letters a star is a sign of multiplication.
	sign := node.OriginalLength == 1 && plainASCII(before) && plainASCII(after)
	node.CanOpen = !unicode.IsSpace(after) && !sign
	node.CanClose = !unicode.IsSpace(before) && !sign
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

func plainASCII(r rune) bool {
	return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func (starParser) CloseBlock(ast.Node, text.Reader, parser.Context) {}
