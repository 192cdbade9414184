package page

import (
	"html/template"
	"strconv"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/source"
)

// cell shows a cell of a table: ids are links to what they name, codes are given
// the words of the vocabulary, numbers are grouped, quotes are the plan's own
// voice.
func (e *Env) cell(f *frame, t *atlas.Table, field atlas.Field, c source.Cell) cellView {
	view := cellView{Text: f.text(c.Value), Head: f.in(field.Title)}
	words := e.Atlas.Words(t.Name + "." + field.Name)
	switch {
	case c.Empty():
		view.Text = ""
	case field.Reference != "":
		view.Text = e.references(f, strings.Split(field.Reference, "|"), c)
	case len(words) > 0:
		view.Text = template.HTML(template.HTMLEscapeString(f.wordName(t.Name+"."+field.Name, c.Value, "")))
	case field.Type == "number" || field.Type == "integer" || field.Base == "value":
		view.Number = true
		if x, err := strconv.ParseFloat(c.Value, 64); err == nil && (x >= 10000 || field.Base == "value") {
			view.Text = f.text(e.Layouts.strings[f.lang].Group(c.Value))
		}
	case field.Base == "unit":
		if _, name := e.Layouts.strings[f.lang].Parts("1", c.Value); name != "" {
			view.Text = f.text(name)
		}
	case strings.HasPrefix(field.Base, "quote") || strings.HasSuffix(field.Base, "quote"):
		view.Quote = true
		view.Tag = e.Atlas.Languages[0].Tag
		view.Text = template.HTML(template.HTMLEscapeString(c.Value))
	case field.List:
		var parts []string
		for _, part := range c.List() {
			parts = append(parts, part.Value)
		}
		view.Text = f.text(strings.Join(parts, f.t("list.join")))
	}
	return view
}

// references shows the ids of a cell as links to what they name.
func (e *Env) references(f *frame, targets []string, c source.Cell) template.HTML {
	var parts []string
	for _, part := range c.List() {
		text, href := e.reference(f, targets, part.Value)
		s := string(f.text(text))
		if href != "" {
			s = `<a href="` + template.HTMLEscapeString(f.href(href)) + `">` + s + `</a>`
		}
		parts = append(parts, s)
	}
	return template.HTML(strings.Join(parts, template.HTMLEscapeString(f.t("list.join"))))
}

// reference is what an id names, and the path where that stands; the id itself
// where it names nothing.
func (e *Env) reference(f *frame, targets []string, id string) (text, href string) {
	a := e.Atlas
	for _, target := range targets {
		switch target {
		case "plan":
			if b := a.Block(id); b != nil {
				return f.where(b), f.own(blockPath(b))
			}
		case "places":
			if p := a.Place(id); p != nil {
				if !p.Page.HasPage() {
					return f.in(p.Short), ""
				}
				return f.in(p.Short), f.own(placePage(p))
			}
		case "names":
			if n := a.Name(id); n != nil {
				return f.in(n.Name), f.own("data/names.html#" + id)
			}
		case "values":
			if n := a.Number(id); n != nil {
				s := e.Layouts.strings[f.lang]
				return f.compared(n.Comparator, s.Quantity(n.Value, n.Unit)), f.own("data/values.html#" + id)
			}
		default:
			if t := a.Table(target); t != nil {
				if _, ok := t.Row(id); ok {
					return id, f.own("data/" + target + ".html#" + id)
				}
			}
		}
	}
	return id, ""
}
