package page

import (
	"html/template"
	"strings"

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
		element(&out, elements[b.Kind], b.ID, v.numberOf(b), p.blockHTML(), tag)
	}
	return template.HTML(out.String())
}

// elements are the plain elements of the kinds of blocks.
var elements = map[text.Kind]string{text.Title: "h1", text.Section: "h2", text.Paragraph: "p", text.Passage: "div",
	text.Figure: "p", text.Box: "h3", text.Group: "h4", text.Item: "p"}

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
