// Package origin says where what a page shows is written: which file, which line.
// It knows the addresses of pages and the ids on them, and no page.
package origin

import (
	"path"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/source"
)

// Origin is where a thing on a page is written.
type Origin struct {
	ID    string // of the element on the page; "" for the page as a whole
	Place diag.Place
}

// The files that describe what has no file of its own.
const (
	siteFile   = "content/site.yaml"
	mapsFile   = "data/maps.yaml"
	tablesFile = "data/datapackage.yaml"
)

// Of lists the origins of a page, given by its path in the output: of the page
// as a whole first, if it is known, then of what has an id on it. A path that is
// no page of a language has at most the first.
func Of(a *atlas.Atlas, page string) []Origin {
	code, rest, _ := strings.Cut(page, "/")
	lang := slices.IndexFunc(a.Languages, func(l atlas.Language) bool { return l.Code == code })
	if lang < 0 || !strings.HasSuffix(rest, ".html") {
		if page == "index.html" {
			return []Origin{{"", diag.Place{File: siteFile}}}
		}
		return nil
	}
	o := &origins{atlas: a, lang: lang}
	dir, name := path.Split(strings.TrimSuffix(rest, ".html"))
	switch dir {
	case "plan/", "parallel/":
		o.chapters(name)
	case "maps/", "embed/":
		o.drawing(name)
	case "places/":
		o.place(name)
	case "data/":
		o.table(name)
	case "handbook/":
		o.article(a.Handbook, name)
	case "":
		o.single(name)
	}
	for _, c := range a.Charts {
		o.add("chart-"+c.ID, c.Place)
	}
	return o.list
}

// origins are gathered for a page in a language.
type origins struct {
	atlas *atlas.Atlas
	lang  int
	list  []Origin
}

func (o *origins) add(id string, at diag.Place) {
	if at.File != "" {
		o.list = append(o.list, Origin{id, at})
	}
}

func (o *origins) whole(file string) { o.add("", diag.Place{File: file}) }

// rows are those of a table that is shown in a page of its own kind.
func (o *origins) rows(name string, idOf func(source.Row) string) {
	t := o.atlas.Table(name)
	if t == nil {
		return
	}
	o.whole(t.Path)
	for _, r := range t.Rows {
		if id := idOf(r); id != "" {
			o.add(id, r.Place())
		}
	}
}

func column(name string) func(source.Row) string {
	return func(r source.Row) string { return r.Get(name).Value }
}

// chapters are the blocks of one chapter, or of all where the page shows all.
func (o *origins) chapters(name string) {
	for _, c := range o.atlas.Chapters {
		switch {
		case c.ID == name:
			if f := c.Files[o.lang]; f != nil {
				o.whole(f.Path)
			} else {
				o.whole("content/" + o.atlas.Languages[o.lang].Code + "/" + c.ID + ".md")
			}
		case name == "index":
			if c.Heading != nil {
				o.block(c.Heading)
			}
			continue
		case name != "print":
			continue
		}
		for _, b := range c.Blocks {
			o.block(b)
		}
	}
}

func (o *origins) block(b *atlas.Block) {
	v, _ := b.Version(o.lang)
	if v == nil {
		return
	}
	o.add(b.ID, v.Pos.Place())
	for _, m := range v.Marks {
		if m.ID == "" {
			continue
		}
		if n := o.atlas.Note(m.ID); n != nil {
			o.add("note-"+n.ID, n.Row.Place())
		}
	}
}

// drawing is a map or a chart.
func (o *origins) drawing(name string) {
	if m := o.atlas.Map(name); m != nil {
		o.add("", m.Place)
		return
	}
	for _, c := range o.atlas.Charts {
		if c.ID == name {
			o.add("", c.Place)
			return
		}
	}
	o.whole(mapsFile)
}

func (o *origins) place(slug string) {
	for _, p := range o.atlas.Places {
		if p.Slug == slug {
			o.add("", p.Row.Place())
			return
		}
	}
	o.rows("places", column("slug"))
}

// table is the page of a table, or the list of all.
func (o *origins) table(name string) {
	t := o.atlas.Table(name)
	if t == nil {
		o.whole(tablesFile)
		return
	}
	o.rows(name, func(r source.Row) string {
		if t.Key == "" {
			return ""
		}
		return r.Get(t.Key).Value
	})
}

// single is a page that is the only one of its kind.
func (o *origins) single(name string) {
	switch name {
	case "index":
		if !o.article(o.atlas.Articles, "home") {
			o.whole(siteFile)
		}
	case "targets", "projects":
		o.rows(name, column("id"))
	case "glossary":
		o.rows(name, column("id"))
	case "notes":
		o.rows("emendations", column("id"))
	case "compare":
		o.rows("places", column("slug"))
	case "index-of-names":
		o.rows("places", column("slug"))
		for _, n := range o.atlas.Names {
			o.add(n.ID, n.Row.Place())
		}
	default:
		o.article(o.atlas.Articles, name)
	}
}

// article is the file of an article in the page's language, if there is one.
func (o *origins) article(list []*atlas.Article, id string) bool {
	for _, art := range list {
		if art.ID == id && art.Files[o.lang] != "" {
			o.whole(art.Files[o.lang])
			return true
		}
	}
	return false
}
