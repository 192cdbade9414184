package text

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// HTML renders running Markdown that is no chapter: the colophon, the handbook.
// Headings have ids made of their words, in any script. Raw HTML is dropped, and
// so are addresses that run scripts.
func HTML(markdownText []byte) string {
	md := goldmark.New(
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(listing{}, 450))),
		goldmark.WithExtensions(extension.NewTable(
			extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))),
		goldmark.WithParserOptions(
			parser.WithAutoHeadingID(),
			parser.WithInlineParsers(util.Prioritized(starParser{}, 450))),
	)
	var out bytes.Buffer
	ctx := parser.NewContext(parser.WithIDs(headingIDs{}))
	if err := md.Convert(markdownText, &out, parser.WithContext(ctx)); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	return out.String()
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
