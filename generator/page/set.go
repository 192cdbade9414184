package page

import (
	"fmt"
	"sync"

	"atlas/generator/atlas"
)

// File is a file of the output: its path, and how its bytes are made.
type File struct {
	Path string
	Make func() ([]byte, error)
}

// section is a part of the site in the main navigation.
type section struct{ key, path string }

func (e *Env) sections() []section {
	s := []section{{"nav.plan", "plan/index.html"}}
	if len(e.Atlas.Maps) > 0 {
		s = append(s, section{"nav.maps", "maps/index.html"})
	}
	if len(e.Atlas.Places) > 0 {
		s = append(s, section{"nav.places", "places/index.html"})
	}
	if len(e.Atlas.Targets) > 0 {
		s = append(s, section{"nav.targets", "targets.html"})
	}
	if len(e.Atlas.Projects) > 0 {
		s = append(s, section{"nav.projects", "projects.html"})
	}
	if len(e.Atlas.Tables) > 0 {
		s = append(s, section{"nav.data", "data/index.html"})
	}
	return append(s, section{"nav.about", "about.html"})
}

// Files lists every page and download of the atlas, in the order of their
// paths' first appearance. Nothing is made until Make is called; Make may be
// called from several goroutines.
func (e *Env) Files() []File {
	e.once.Do(e.derive)
	var files []File
	e.list(true, func(path string, make func() ([]byte, error)) {
		files = append(files, e.file(path, make))
	})
	return files
}

// list lists the files, without those of chapters, places, the search and the site
// map unless all are wanted.
func (e *Env) list(all bool, add adder) {
	add("index.html", e.frontDoor)
	add("404.html", e.notFound)
	for lang := range e.Atlas.Languages {
		e.languageFiles(lang, all, add)
	}
	e.downloads(add)
	e.mapFiles(add)
	if all && e.Atlas.Site.Has(atlas.SearchPart) {
		e.searchFiles(add)
	}
	if all {
		e.sitemapFiles(add)
	}
	e.shareFiles(add)
}

func (e *Env) languageFiles(lang int, all bool, add adder) {
	a := e.Atlas
	code := a.Languages[lang].Code + "/"
	page := func(path string, make func(lang int) ([]byte, error)) {
		add(code+path, func() ([]byte, error) { return make(lang) })
	}
	page("index.html", e.home)
	page("plan/index.html", e.contents)
	if a.Site.Has(atlas.PrintPart) {
		page("plan/print.html", e.print)
	}
	if all {
		for _, c := range a.Chapters {
			e.chapterPages(c, page)
		}
	}
	e.vanishedPages(page)
	e.planTableFiles(lang, add)
	if len(a.Maps) > 0 {
		page("maps/index.html", e.mapIndex)
	}
	for _, m := range a.Maps {
		page("maps/"+m.ID+".html", func(lang int) ([]byte, error) { return e.mapPage(lang, m) })
	}
	if len(a.Places) > 0 {
		page("places/index.html", e.placeIndex)
	}
	if len(a.Places) > 0 {
		page("compare.html", e.compare)
		page(namesPage, e.nameIndex)
	}
	for _, p := range a.Places {
		if all && p.HasPage() {
			page("places/"+p.Slug+".html", func(lang int) ([]byte, error) { return e.place(lang, p) })
		}
	}
	if len(a.Targets) > 0 {
		page("targets.html", e.targets)
	}
	if len(a.Projects) > 0 {
		page("projects.html", e.projects)
	}
	if list := e.shownIndicators(); len(list) > 0 {
		page(indicatorsPage, e.indicatorIndex)
		for _, i := range list {
			page(indicatorPage(i), func(lang int) ([]byte, error) { return e.indicator(lang, i) })
		}
	}
	if len(a.Progress) > 0 {
		page(progressPage, e.progress)
	}
	if len(a.Tables) > 0 {
		page("data/index.html", e.dataIndex)
	}
	for _, t := range a.Tables {
		page("data/"+t.Name+".html", func(lang int) ([]byte, error) { return e.table(lang, t) })
	}
	if len(a.Notes) > 0 {
		page("notes.html", e.notes)
	}
	if len(a.Terms) > 0 {
		page("glossary.html", e.glossary)
	}
	page("about.html", e.about)
	if a.Site.Has(atlas.SearchPart) {
		page(searchPage, e.search)
	}
	for _, art := range a.Handbook {
		page(handbookPage(art), func(lang int) ([]byte, error) { return e.handbook(lang, art) })
	}
}

// parallels reports whether chapters have pages with the languages side by side.
func (e *Env) parallels() bool {
	return len(e.Atlas.Languages) > 1 && e.Atlas.Site.Has(atlas.ParallelPart)
}

// finish renders a page's layout.
func (e *Env) finish(lang int, layout string, view any) ([]byte, error) {
	html, err := e.render(lang, layout, view)
	if err != nil {
		return nil, fmt.Errorf("layout %s: %w", layout, err)
	}
	return html, nil
}

// derived is what several pages need of the atlas and is worked out once.
type derived struct {
	scope  *atlas.Map       // the map that locators are cut from
	mini   func() *miniView // the base of the small maps beside the text; nil without a map
	byRank map[string][]*atlas.Place

	observed   map[*atlas.Place][]*atlas.Observation
	indicators []string        // of the observations, in the order of the table
	units      []*atlas.Place  // that make the plan's area
	totals     []total         // of the area, from the observations
	pictured   map[string]bool // pages with a picture for sharing, within a language's folder
}

func (e *Env) derive() {
	d := derived{byRank: map[string][]*atlas.Place{},
		observed: map[*atlas.Place][]*atlas.Observation{}}
	d.indicators = kinds(e.Atlas.Observations, func(o *atlas.Observation) string { return o.Indicator })
	for _, o := range e.Atlas.Observations {
		if o.Place != nil {
			d.observed[o.Place] = append(d.observed[o.Place], o)
		}
	}
	for _, p := range e.Atlas.Places {
		if p.HasPage() {
			d.byRank[p.Rank.ID] = append(d.byRank[p.Rank.ID], p)
		}
	}
	d.units = areaUnits(e.Atlas)
	d.totals = totals(e.Atlas.Observations, d.units)
	if len(e.Atlas.Maps) > 0 {
		d.scope = e.Atlas.Maps[0]
	}
	if m := e.Atlas.Map(e.Atlas.Site.Home.Map); m != nil {
		d.scope = m
	}
	d.mini = sync.OnceValue(func() *miniView { return e.miniature(d.scope) })
	if e.Paint != nil {
		d.pictured = map[string]bool{}
		for _, s := range e.shared() {
			d.pictured[s.path] = true
		}
	}
	e.derived = d
}
