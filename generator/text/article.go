package text

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"atlas/generator/address"
	"atlas/generator/diag"
	"atlas/generator/source"
)

// Article renders running Markdown that is no chapter: the colophon, the handbook. It
// begins at the byte offset body of the file. Headings have ids made of their words, in
// any script. Comments are left out, and counted; other HTML, and addresses that the
// atlas does not link to, are reported as in chapters.
func Article(f *source.File, body int) (string, diag.List) {
	a := article{file: f, body: body, src: f.Data[body:]}
	root := articleParser().Parse(text.NewReader(a.src), parser.WithContext(parser.NewContext(parser.WithIDs(headingIDs{}))))
	a.look(root)
	var out bytes.Buffer
	if err := articleRenderer().Render(&out, a.src, root); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	return out.String(), a.problems
}

// articleParser reads Markdown without its traps: no line below a paragraph makes a
// heading of it, no definition of a link vanishes. An indent that makes a listing is said.
var articleParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500), // else goldmark stops at such a line
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(), util.Prioritized(starParser{}, 450))...),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
		parser.WithAutoHeadingID())
})

var articleRenderer = sync.OnceValue(func() renderer.Renderer {
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(listing{}, 450),
		util.Prioritized(fewElements{}, 450),
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), 500),
		util.Prioritized(html.NewRenderer(), 1000)))
})

// fewElements renders the few elements of HTML that Markdown has no mark for, and
// nothing of any other.
type fewElements struct{}

func (fewElements) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, func(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		raw := node.(*ast.RawHTML).Segments.Value(source)
		if name, ends, known := element(raw); known && entering && (name == "br" && !ends || elementKinds[name] != 0) {
			slash := ""
			if ends {
				slash = "/"
			}
			_, _ = w.WriteString("<" + slash + name + ">")
		}
		return ast.WalkSkipChildren, nil
	})
	r.Register(ast.KindHTMLBlock, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
		return ast.WalkSkipChildren, nil
	})
}

// article finds what is wrong in the text of one.
type article struct {
	file     *source.File
	body     int
	src      []byte
	problems diag.List
	comments int
}

func (a *article) report(rule string, at, runes int, message, hint diag.Text) {
	a.problems.Add(diag.Problem{Rule: rule, Place: a.file.Pos(a.body+at, max(1, runes)).Place(), Message: message, Hint: hint})
}

func (a *article) look(root ast.Node) {
	first := 0
	comment := func(at int) {
		if a.comments++; a.comments == 1 {
			first = at
		}
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock:
			a.block(n, comment)
		case *ast.CodeBlock:
			a.report("text-listing", n.Lines().At(0).Start, 1, diag.T("这一行缩进四格，在 Markdown 里是代码块", "this line is indented by four blanks, which makes a listing of it"),
				diag.T("去掉缩进；代码写在两行 ``` 之间", "take the blanks away; a listing stands between two lines of ```"))
		case *ast.Link:
			a.address(n.Destination, n)
		case *ast.AutoLink:
			a.address(n.URL(a.src), n)
		case *ast.Image:
			a.report("text-picture", max(n.Pos(), 0), 2, diag.T("文章中不能放图片", "an article has no pictures"), diag.T("删去它，或链接到地图的页面", "delete it, or link to the page of a map"))
		}
		if n.Type() == ast.TypeBlock {
			a.elements(n, comment)
		}
		return ast.WalkContinue, nil
	})
	if a.comments > 0 {
		a.problems.Add(diag.Problem{Rule: "text-comments", Severity: diag.Warning, Place: a.file.Pos(a.body+first, 4).Place(),
			Message: diag.Tf("本文有 %d 处注释（<!-- -->），不会发布", "comments in this article (<!-- -->): %d; they are not published", a.comments), Hint: commentHint})
	}
}

func (a *article) address(target []byte, n ast.Node) {
	if scheme := address.Refused(string(target)); scheme != "" {
		a.problems.Add(address.Problem(scheme, a.file.Pos(a.body+max(n.Pos(), 0), 1).Place()))
	}
}

// block looks at lines that goldmark takes for HTML.
func (a *article) block(n *ast.HTMLBlock, comment func(int)) {
	var raw []byte
	at := 0
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		if i == 0 {
			at = s.Start
		}
		raw = append(raw, s.Value(a.src)...)
	}
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(a.src)...)
	}
	for raw = bytes.TrimSpace(raw); bytes.HasPrefix(raw, []byte("<!--")); raw = bytes.TrimSpace(raw) {
		end := bytes.Index(raw, []byte("-->"))
		if end < 0 {
			a.report("text-comment", at, 4, commentOpen, commentClose)
			return
		}
		comment(at)
		raw = raw[end+3:]
	}
	if len(raw) > 0 {
		a.report("text-html", at, 1, htmlMessage, htmlHint)
	}
}

// elements looks at the HTML within the lines of a block.
func (a *article) elements(block ast.Node, comment func(int)) {
	var open []*ast.RawHTML
	said := false
	say := func(n *ast.RawHTML) {
		if !said {
			raw := n.Segments.Value(a.src)
			a.report("text-html", n.Segments.At(0).Start, len([]rune(string(raw))), htmlMessage, htmlHint)
		}
		said = true
	}
	var walk func(n ast.Node)
	walk = func(n ast.Node) {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if c.Type() == ast.TypeBlock {
				continue
			}
			walk(c)
			h, ok := c.(*ast.RawHTML)
			if !ok {
				continue
			}
			raw := h.Segments.Value(a.src)
			name, ends, known := element(raw)
			switch {
			case bytes.HasPrefix(raw, []byte("<!--")):
				comment(h.Segments.At(0).Start)
			case known && name == "br" && !ends:
			case known && elementKinds[name] != 0 && !ends:
				open = append(open, h)
			case known && len(open) > 0 && nameOf(open[len(open)-1], a.src) == name:
				open = open[:len(open)-1]
			default:
				say(h)
			}
		}
	}
	walk(block)
	for _, h := range open {
		say(h)
	}
}

func nameOf(h *ast.RawHTML, src []byte) string {
	name, _, _ := element(h.Segments.Value(src))
	return name
}

// headingIDs makes the ids of one document's headings: letters and digits of any
// script, words joined by hyphens, a number behind the second of the same kind.
// goldmark's own turns every Chinese heading into "heading".
type headingIDs map[string]int

func (ids headingIDs) Generate(value []byte, _ ast.NodeKind) []byte {
	words := strings.FieldsFunc(strings.ToLower(string(value)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	id := strings.Join(words, "-")
	if id == "" {
		id = "section"
	}
	ids[id]++
	if n := ids[id]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return []byte(id)
}

func (ids headingIDs) Put(value []byte) { ids[string(value)]++ }
