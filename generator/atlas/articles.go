package atlas

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/source"
	"atlas/generator/text"
)

type articleDoc struct{ title, lead, html string }

type articleYAML struct {
	Title string `yaml:"title"`
	Lead  string `yaml:"lead"`
}

func parseArticle(f *source.File) (*articleDoc, diag.List) {
	front, body, problems := source.FrontMatter(f)
	var y articleYAML
	problems = append(problems, source.DecodeYAML(f, front, &y)...)
	return &articleDoc{title: y.Title, lead: y.Lead, html: text.HTML(f.Data[body:])}, problems
}

// readArticles reads every content/LANG/NAME.md that is no chapter.
func (b *builder) readArticles() {
	a := b.atlas
	byID := map[string]*Article{}
	for lang, l := range a.Languages {
		entries, err := fs.ReadDir(b.fsys, "content/"+l.Code)
		if err != nil {
			continue // reported with the chapters
		}
		for _, e := range entries {
			name := e.Name()
			if _, chapter := chapterNumber(name); chapter || e.IsDir() || !strings.HasSuffix(name, ".md") {
				continue
			}
			id := strings.TrimSuffix(name, ".md")
			doc := read(b, path.Join("content", l.Code, name), source.TextFile, parseArticle)
			if doc == nil {
				continue
			}
			art := byID[id]
			if art == nil {
				n := len(a.Languages)
				art = &Article{ID: id, Title: make(Localized, n), Lead: make(Localized, n), HTML: make(Localized, n)}
				byID[id] = art
				a.Articles = append(a.Articles, art)
			}
			art.Title[lang], art.Lead[lang], art.HTML[lang] = doc.title, doc.lead, doc.html
		}
	}
	slices.SortFunc(a.Articles, func(x, y *Article) int { return strings.Compare(x.ID, y.ID) })
}

// Article finds an article by its id; nil where there is none.
func (a *Atlas) Article(id string) *Article {
	for _, art := range a.Articles {
		if art.ID == id {
			return art
		}
	}
	return nil
}
