package text

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"

	"atlas/generator/diag"
)

// A plan has no HTML of its own, but for the few elements that say something for which
// Markdown has no mark.
var elementKinds = map[string]MarkKind{"sub": Sub, "sup": Sup, "del": Deleted, "s": Deleted, "ins": Inserted, "u": Inserted}

// tag is an element that was begun.
type tag struct {
	name           string
	mark           int // the index of its mark
	source, length int // where it stands
}

var plainTag = regexp.MustCompile(`^<(/?)([a-zA-Z]+) ?(/?)>$`)

// html takes an element that is one of the few, and reports any other, whose words stay.
func (f *flattener) html(n *ast.RawHTML) {
	seg := n.Segments.At(0)
	var raw []byte
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		raw = append(raw, s.Value(f.p.source())...)
	}
	name, ends, known := element(raw)
	kind, pairs := elementKinds[name]
	switch {
	case known && name == "br" && !ends:
		f.endLine()
		return
	case known && pairs && !ends:
		f.tags = append(f.tags, tag{name, f.mark(Mark{Kind: kind, Detail: noDetail}), seg.Start, len(raw)})
		return
	case known && pairs && len(f.tags) > 0 && f.tags[len(f.tags)-1].name == name:
		last := len(f.tags) - 1
		f.b.Marks[f.tags[last].mark].End = f.text.Len()
		f.tags = f.tags[:last]
		return
	}
	f.htmlProblem(seg.Start, len(raw))
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		f.write(bytes.TrimRight(s.Value(f.p.source()), "\r\n"), s.Start)
	}
}

// element reads a tag without attributes.
func element(raw []byte) (name string, ends, known bool) {
	m := plainTag.FindSubmatch(bytes.TrimSpace(raw))
	if m == nil {
		return "", false, false
	}
	return string(bytes.ToLower(m[2])), len(m[1]) > 0, true
}

func (f *flattener) htmlProblem(at, length int) {
	f.say("text-html", at, length, htmlMessage, htmlHint)
}

// What is said of HTML in chapters and articles alike.
var (
	htmlMessage = diag.T("这里是 HTML，图集不用它；或标签没有成对", "this is HTML, which the atlas does not take, or a tag without its counterpart")
	htmlHint    = diag.T("用 Markdown 写：粗体 **…**，表格 | … |，链接 [文字](地址)；可用的标签只有 <br>、<sub>、<sup>、<del>、<s>、<ins>、<u>，成对而不带属性；“<”本身写作 &lt;",
		"write Markdown: bold is **…**, a table | … |, a link [words](address); the only tags are <br>, <sub>, <sup>, <del>, <s>, <ins> and <u>, in pairs and without attributes; a < itself is &lt;")
)

// formulaForm is a formula as TeX writes it.
var formulaForm = regexp.MustCompile(`\$\$|\$[^$]*(?:\\[A-Za-z]+|[_^]\{)[^$]*\$`)

// formula reports what is written as TeX writes formulas.
func (f *flattener) formula() {
	text := f.text.Bytes()
	if bytes.IndexByte(text, '$') < 0 {
		return
	}
	if m := formulaForm.FindIndex(text); m != nil {
		at := f.b.Pos
		if len(f.p.runs) > 0 {
			b := Block{Text: string(text), Pos: f.b.Pos, runs: f.p.runs}
			at = b.At(m[0], m[1])
		}
		if !f.said {
			f.said = true
			f.p.report("text-formula", at, diag.T("像是 TeX 公式，图集不排公式", "this looks like a formula in TeX, which the atlas does not set"),
				diag.T("用普通文字写（上标 m^2^，下标 CO~2~），或作为插图", "write it in plain text (m^2^, CO~2~), or as a picture"))
		}
	}
}
