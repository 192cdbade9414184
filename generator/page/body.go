package page

import (
	"html/template"
	"strconv"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

// Body is the text of the chapter as plain HTML without notes and margins:
// headings, paragraphs, boxes and figures, each with its id. It is for layouts
// that show nothing else, and costs less than a layout that goes through Sections.
func (v *chapterView) Body() template.HTML {
	size := 0
	for _, b := range v.chapter.Blocks {
		w, _ := b.Version(v.lang)
		size += len(w.Text) + len(w.Rest) + 64
	}
	var out strings.Builder
	out.Grow(size)
	for _, b := range v.chapter.Blocks {
		p, own := v.proseOf(b)
		tag := ""
		if !own {
			tag = v.atlas().Languages[p.lang].Tag
		}
		element(&out, elements[b.Kind], b.ID, v.markedWith(b, p.version), p.html(), tag)
	}
	return template.HTML(out.String())
}

// markedWith is what is printed before the block's words: its number or its marker.
func (f *frame) markedWith(b *atlas.Block, v *atlas.Version) string {
	switch b.Kind {
	case text.Item:
		return v.Rest
	case text.Footnote:
		return strconv.Itoa(b.N)
	}
	return f.numberOf(b)
}

// elements are the plain elements of the kinds of blocks.
var elements = map[text.Kind]string{text.Title: "h1", text.Section: "h2", text.Paragraph: "p",
	text.Figure: "p", text.Box: "h3", text.Group: "h4", text.Item: "p", text.Heading: "h3", text.Term: "p", text.Definition: "p",
	text.Table: "p", text.TableCell: "p", text.TableNote: "p", text.Footnote: "p"}

func element(b *strings.Builder, name, id, number string, html template.HTML, tag string) {
	b.WriteString("<")
	b.WriteString(name)
	b.WriteString(` id="`)
	b.WriteString(id)
	b.WriteString(`"`)
	if tag != "" {
		b.WriteString(` lang="` + template.HTMLEscapeString(tag) + `"`)
	}
	b.WriteString(">")
	if number != "" {
		b.WriteString(template.HTMLEscapeString(number) + " ")
	}
	b.WriteString(string(html))
	b.WriteString("</")
	b.WriteString(name)
	b.WriteString(">\n")
}
