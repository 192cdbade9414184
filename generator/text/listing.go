package text

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// listing renders code blocks. What stands in a file or on a page has the name of
// that above it, as its info string gives it:
//
//	```csv file=data/places.csv append
//
// Further words of the info string are for whoever tries the examples out.
type listing struct{}

// RegisterFuncs takes over the rendering of fenced code blocks.
func (listing) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, func(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n := node.(*ast.FencedCodeBlock)
		var words []string
		if n.Info != nil {
			words = strings.Fields(string(n.Info.Segment.Value(source)))
		}
		name := ""
		for _, word := range words {
			for _, key := range []string{"file=", "shows="} {
				if value, ok := strings.CutPrefix(word, key); ok {
					name = value
				}
			}
		}
		if !entering {
			_, _ = w.WriteString("</code></pre>\n")
			if name != "" {
				_, _ = w.WriteString("</figure>\n")
			}
			return ast.WalkContinue, nil
		}
		if name != "" {
			_, _ = w.WriteString(`<figure class="listing"><figcaption><code>`)
			_, _ = w.Write(util.EscapeHTML([]byte(name)))
			_, _ = w.WriteString("</code></figcaption>\n")
		}
		_, _ = w.WriteString("<pre")
		if wide(n, source) {
			_, _ = w.WriteString(` tabindex="0"`) // so that it can be scrolled by keyboard
		}
		_, _ = w.WriteString("><code")
		if len(words) > 0 && !strings.Contains(words[0], "=") {
			_, _ = w.WriteString(` class="language-`)
			_, _ = w.Write(util.EscapeHTML([]byte(words[0])))
			_ = w.WriteByte('"')
		}
		_ = w.WriteByte('>')
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			_, _ = w.Write(util.EscapeHTML(line.Value(source)))
		}
		return ast.WalkContinue, nil
	})
}

// narrow is the number of columns for which every screen has room.
const narrow = 34

// wide reports whether a listing may have to be scrolled sideways.
func wide(n *ast.FencedCodeBlock, source []byte) bool {
	for i := range n.Lines().Len() {
		columns := 0
		line := n.Lines().At(i)
		for _, r := range string(line.Value(source)) {
			columns++
			if unicode.Is(unicode.Han, r) {
				columns++
			}
		}
		if columns > narrow {
			return true
		}
	}
	return false
}
