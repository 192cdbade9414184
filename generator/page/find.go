package page

import (
	"strings"

	"atlas/generator/atlas"
)

// Find finds one file of Files by its path. Chapters and places are found by
// their ids, and the index of the search and the site map are not planned for the
// sake of others, so that a single page of a large atlas is had without listing all.
func (e *Env) Find(p string) (File, bool) {
	e.once.Do(e.derive)
	if f, ok := e.findPage(p); ok {
		return f, true
	}
	if strings.HasPrefix(p, searchFolder) {
		return e.index(&e.searchIndex, e.searchFiles, p)
	}
	if strings.HasPrefix(p, sitemapName) {
		return e.index(&e.siteMaps, e.sitemapFiles, p)
	}
	return e.index(&e.others, func(add adder) {
		e.list(false, add)
	}, p)
}

// findPage finds the page of a chapter or a place.
func (e *Env) findPage(p string) (File, bool) {
	code, rest, _ := strings.Cut(p, "/")
	for lang, l := range e.Atlas.Languages {
		if l.Code != code {
			continue
		}
		dir, name, _ := strings.Cut(rest, "/")
		id, html := strings.CutSuffix(name, ".html")
		if !html {
			return File{}, false
		}
		var made []func(int) ([]byte, error)
		switch dir {
		case "plan", "parallel":
			if c := e.Atlas.Chapter(id); c != nil {
				e.chapterPages(c, func(path string, make func(int) ([]byte, error)) {
					if path == rest {
						made = append(made, make)
					}
				})
			}
		case "places":
			if pl := e.Atlas.Place(id); pl != nil && pl.HasPage() {
				made = append(made, func(lang int) ([]byte, error) { return e.place(lang, pl) })
			}
		}
		if len(made) == 1 {
			return e.file(p, func() ([]byte, error) { return made[0](lang) }), true
		}
	}
	return File{}, false
}

// chapterPages are the pages of a chapter, within a language's folder.
func (e *Env) chapterPages(c *atlas.Chapter, page func(string, func(lang int) ([]byte, error))) {
	page("plan/"+c.ID+".html", func(lang int) ([]byte, error) { return e.chapter(lang, c) })
	if e.parallels() {
		page("parallel/"+c.ID+".html", func(lang int) ([]byte, error) { return e.parallel(lang, c) })
	}
}

// adder takes a file's path and how its bytes are made.
type adder = func(path string, make func() ([]byte, error))

// index finds a file among some that are listed when one of them is first
// wanted.
func (e *Env) index(x *fileIndex, list func(adder), p string) (File, bool) {
	x.once.Do(func() {
		x.files = map[string]File{}
		list(func(path string, make func() ([]byte, error)) { x.files[path] = e.file(path, make) })
	})
	f, ok := x.files[p]
	return f, ok
}
