package page

import (
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/search"
)

// searchPage is the search, within a language's folder.
const searchPage = "search.html"

// searchFolder holds the index.
const searchFolder = "assets/search/"

// searchView is the search page: the field, and what is there without scripts,
// the places and terms.
type searchView struct {
	frame
	Groups []searchGroup
	Names  string // the index of names
	Terms  string // the glossary
	Plan   string
}

type searchGroup struct {
	Title string
	Items []placeItem
}

func (e *Env) search(lang int) ([]byte, error) {
	v := searchView{frame: e.newFrame(lang, searchPage, "search", "", "")}
	v.Title = v.t("search.title")
	v.Description = v.t("search.description", v.in(e.Atlas.Site.Plan.Title))
	for _, r := range e.Atlas.Site.Ranks {
		g := searchGroup{Title: v.in(r.Names)}
		for _, p := range e.derived.byRank[r.ID] {
			g.Items = append(g.Items, placeItem{Name: v.in(p.Short), Href: v.href(v.own(placePage(p)))})
		}
		if len(g.Items) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	if len(e.Atlas.Terms) > 0 {
		g := searchGroup{Title: v.t("search.group.term")}
		for _, t := range e.Atlas.Terms {
			g.Items = append(g.Items, placeItem{Name: v.in(t.Name), Href: v.href(v.own("glossary.html#" + t.ID))})
		}
		v.Groups = append(v.Groups, g)
		v.Terms = v.href(v.own("glossary.html"))
	}
	if len(e.Atlas.Places) > 0 {
		v.Names = v.href(v.own(namesPage))
	}
	v.Plan = v.href(v.own("plan/index.html"))
	return e.finish(lang, "search", v)
}

// searchFiles are the files of the index.
func (e *Env) searchFiles(add func(string, func() ([]byte, error))) {
	for _, f := range search.New(e.searchContent()).Files() {
		add(searchFolder+f.Name, f.Make)
	}
}

// searchContent is what the search of the atlas looks through.
func (e *Env) searchContent() search.Content {
	a := e.Atlas
	c := search.Content{EntryCount: len(e.searchEntries(0))}
	for i, l := range a.Languages {
		c.Languages = append(c.Languages, search.Language{Code: l.Code, Tag: l.Tag, Spaced: l.Spaced})
		sizes := make([]int, len(a.Chapters))
		for k, ch := range a.Chapters {
			for _, b := range ch.Blocks {
				if v := b.Versions[i]; v != nil {
					sizes[k] += len(v.Text) + 64
				}
			}
		}
		c.Sizes = append(c.Sizes, sizes)
	}
	frames := make([]frame, len(a.Languages))
	for i, l := range a.Languages {
		frames[i] = frame{env: e, lang: i, Lang: l.Code}
	}
	c.Path = func(page int) string { return "plan/" + a.Chapters[page].ID + ".html" }
	c.Title = func(lang, page int) string { return frames[lang].chapterTitle(a.Chapters[page]) }
	c.Texts = func(lang, page int, yield func(id, text string)) {
		for _, b := range a.Chapters[page].Blocks {
			if v := b.Versions[lang]; v != nil && !v.Awaits && v.Text != "" {
				yield(b.ID, v.Text)
			}
		}
	}
	c.Where = func(lang int, id string) string { return frames[lang].where(a.Block(id)) }
	c.Entries = e.searchEntries
	c.Words = func(lang int) map[string]string {
		words := map[string]string{}
		for _, k := range []string{"group.place", "group.name", "group.paragraph", "group.term", "group.target", "group.project",
			"group.map", "all", "none", "one", "many", "further", "failed", "close", "hint"} {
			words[k] = frames[lang].t("search." + k)
		}
		return words
	}
	return c
}

// searchEntries lists what has a name: places, names, maps, terms, projects and
// targets.
func (e *Env) searchEntries(lang int) []search.Entry {
	a := e.Atlas
	f := frame{env: e, lang: lang, Lang: a.Languages[lang].Code}
	var out []search.Entry
	add := func(x search.Entry, name atlas.Localized, more ...atlas.Localized) {
		x.Title = f.in(name)
		for _, l := range append([]atlas.Localized{name}, more...) {
			for _, s := range l {
				if s != "" && s != x.Title && !slices.Contains(x.Also, s) {
					x.Also = append(x.Also, s)
				}
			}
		}
		out = append(out, x)
	}
	forms := func(list [][]string) (out []atlas.Localized) {
		for _, l := range list {
			out = append(out, l)
		}
		return out
	}
	for _, p := range a.Places {
		x := search.Entry{Group: "place", Href: namesPage + "#" + p.Slug, Note: f.in(p.Rank.Name), Pinyin: search.Pinyin(p.Pinyin), Alias: true}
		if p.Page.HasPage() {
			x.Href = placePage(p)
		}
		if p.Parent != nil && p.Parent.Rank.Page {
			x.Note += f.t("where.join") + f.in(p.Parent.Short)
		}
		add(x, p.Name, append([]atlas.Localized{p.Short, p.Current}, forms(p.Forms)...)...)
	}
	for _, n := range a.Names {
		href := namesPage + "#" + n.ID
		if len(a.Places) == 0 {
			blocks := a.NamingName(n)
			if len(blocks) == 0 {
				continue
			}
			href = blockPath(blocks[0])
		}
		add(search.Entry{Group: "name", Href: href, Note: f.word(nameColumn, n.Type),
			Pinyin: search.Pinyin(n.Pinyin), Alias: true}, n.Name, forms(n.Forms)...)
	}
	for _, m := range a.Maps {
		x := search.Entry{Group: "map", Href: "maps/" + m.ID + ".html"}
		var caption atlas.Localized
		if m.Figure != nil {
			x.Note = f.site().Number("figure", m.Figure.N, lang)
			for i := range a.Languages {
				caption = append(caption, m.Figure.Text(i))
			}
		}
		add(x, m.Title, caption)
	}
	for _, t := range a.Terms {
		add(search.Entry{Group: "term", Href: "glossary.html#" + t.ID, Alias: true}, t.Name, forms(t.Accepted)...)
	}
	for _, p := range a.Projects {
		if p.Block != nil {
			add(search.Entry{Group: "project", Href: blockPath(p.Block), Note: strings.TrimSpace(f.in(p.Status))}, p.Name)
		}
	}
	for _, t := range a.Targets {
		if t.Block != nil {
			add(search.Entry{Group: "target", Href: blockPath(t.Block), Note: t.Horizon}, t.Summary)
		}
	}
	return out
}
