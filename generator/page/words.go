package page

import (
	"fmt"
	"html/template"
	"slices"

	"atlas/generator/atlas"
)

// prose is the text of an article; one in another language than the page says so.
func (f *frame) prose(art *atlas.Article) template.HTML {
	text := f.in(art.HTML)
	if tag := art.Tags[f.lang]; tag != "" {
		text = fmt.Sprintf("<div lang=\"%s\" dir=\"%s\">\n%s</div>\n", template.HTMLEscapeString(tag), atlas.Direction(tag), text)
	}
	return template.HTML(text)
}

// langAttr makes the attributes that say in which language an element's text is,
// and, where the site has languages of both directions, how it runs.
func langAttr(languages []atlas.Language) func(tag string) template.HTMLAttr {
	mixed := slices.ContainsFunc(languages, func(l atlas.Language) bool { return atlas.Direction(l.Tag) == atlas.RightToLeft })
	return func(tag string) template.HTMLAttr {
		attr := `lang="` + template.HTMLEscapeString(tag) + `"`
		if mixed && tag != "" {
			attr += ` dir="` + atlas.Direction(tag) + `"`
		}
		return template.HTMLAttr(attr)
	}
}
