package page

import (
	"html/template"
	"strings"
)

// Body is the text of the chapter as plain HTML without notes and margins:
// headings, paragraphs, boxes and figures, each with its id. It is for layouts
// that show nothing else, and costs less than a layout that goes through Sections.
func (v chapterView) Body() template.HTML {
	size := 0
	for _, s := range v.Sections {
		size += len(s.Title) + 64
		for _, blk := range s.Blocks {
			size += len(blk.HTML) + 64
			for _, child := range blk.Children {
				size += len(child.HTML) + 64
			}
		}
	}
	var b strings.Builder
	b.Grow(size)
	if h := v.Heading; h != nil {
		element(&b, "h1", h.ID, h.Number, h.Title, h.foreign())
	}
	for _, s := range v.Sections {
		if s.ID != "" {
			element(&b, "h2", s.ID, s.Number, s.Title, s.foreign())
		}
		for _, blk := range s.Blocks {
			blk.plain(&b)
			for _, child := range blk.Children {
				child.plain(&b)
			}
		}
	}
	return template.HTML(b.String())
}

// elements are the plain elements of the kinds of blocks.
var elements = map[string]string{"paragraph": "p", "passage": "div", "figure": "p", "box": "h3", "group": "h4", "item": "p"}

func (v blockView) plain(b *strings.Builder) {
	tag := ""
	if v.Foreign {
		tag = v.Tag
	}
	element(b, elements[v.Kind], v.ID, v.Number, v.HTML, tag)
}

// foreign is the language's tag where the heading is not in the page's own.
func (h *headingView) foreign() string {
	if h.Foreign {
		return h.Tag
	}
	return ""
}

func element(b *strings.Builder, name, id, number string, html template.HTML, tag string) {
	b.WriteString("<" + name + ` id="` + id + `"`)
	if tag != "" {
		b.WriteString(` lang="` + template.HTMLEscapeString(tag) + `"`)
	}
	b.WriteString(">")
	if number != "" {
		b.WriteString(template.HTMLEscapeString(number) + " ")
	}
	b.WriteString(string(html))
	b.WriteString("</" + name + ">\n")
}
