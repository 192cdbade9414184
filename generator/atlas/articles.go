package atlas

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/source"
	"atlas/generator/text"
)

// articleLists are what an article may list below its text.
var articleLists = []string{"rules", "tables"}

type articleDoc struct {
	title, lead, html, list string
	order                   int
}

type articleYAML struct {
	Title string               `yaml:"title"`
	Lead  string               `yaml:"lead"`
	Order int                  `yaml:"order"`
	List  source.Value[string] `yaml:"list"`
}

func parseArticle(f *source.File) (*articleDoc, diag.List) {
	front, body, problems := source.FrontMatter(f)
	var y articleYAML
	problems = append(problems, source.DecodeYAML(f, front, &y)...)
	if y.List.Given() && !slices.Contains(articleLists, y.List.V) {
		problems.Add(diag.Problem{Rule: "article-list", Place: y.List.Place(),
			Message: diag.Tf("list 不能是“%s”，只能是 %s", "list cannot be %q, only %s", y.List.V, strings.Join(articleLists, ", ")),
			Hint:    diag.DidYouMean(y.List.V, articleLists)})
	}
	return &articleDoc{title: y.Title, lead: y.Lead, html: text.HTML(f.Data[body:]), list: y.List.V, order: y.Order}, problems
}

// handbookDir is the folder of the handbook within that of a language.
const handbookDir = "handbook"

// readArticles reads every content/LANG/NAME.md that is no chapter, and the
// handbook, content/LANG/handbook/NAME.md.
func (b *builder) readArticles() {
	a := b.atlas
	a.Articles = b.articlesIn("")
	a.Handbook = b.articlesIn(handbookDir)
	slices.SortStableFunc(a.Handbook, func(x, y *Article) int {
		return cmp.Or(cmp.Compare(behindIndex(x), behindIndex(y)), cmp.Compare(x.Order, y.Order))
	})
	if len(a.Handbook) > 0 && a.Handbook[0].ID != "index" {
		b.problems.Add(noArticle(path.Join("content", a.Languages[0].Code, handbookDir, "index.md"), diag.Error))
	}
}

func behindIndex(art *Article) int {
	if art.ID == "index" {
		return 0
	}
	return 1
}

// articlesIn reads the articles of a folder within those of the languages,
// sorted by id.
func (b *builder) articlesIn(dir string) []*Article {
	languages := b.atlas.Languages
	var articles []*Article
	byID := map[string]*Article{}
	for lang, l := range languages {
		entries, err := fs.ReadDir(b.fsys, path.Join("content", l.Code, dir))
		if err != nil {
			continue // a folder without chapters is reported with the chapters
		}
		for _, e := range entries {
			name := e.Name()
			if _, chapter := chapterNumber(name); chapter && dir == "" || e.IsDir() || !strings.HasSuffix(name, ".md") {
				continue
			}
			id := strings.TrimSuffix(name, ".md")
			doc := read(b, path.Join("content", l.Code, dir, name), source.TextFile, parseArticle)
			if doc == nil {
				continue
			}
			art := byID[id]
			if art == nil {
				n := len(languages)
				art = &Article{ID: id, Title: make(Localized, n), Lead: make(Localized, n), HTML: make(Localized, n), Order: doc.order, List: doc.list}
				byID[id] = art
				articles = append(articles, art)
			}
			art.Title[lang], art.Lead[lang], art.HTML[lang] = doc.title, doc.lead, doc.html
		}
	}
	for _, art := range articles {
		for lang, l := range languages {
			if art.Title[lang] == "" && art.HTML[lang] == "" {
				b.problems.Add(noArticle(path.Join("content", l.Code, dir, art.ID+".md"), diag.ReleaseError))
			}
		}
	}
	slices.SortFunc(articles, func(x, y *Article) int { return strings.Compare(x.ID, y.ID) })
	return articles
}

// noArticle says that an article is missing, or has nothing in it.
func noArticle(file string, severity diag.Severity) diag.Problem {
	return diag.Problem{Rule: "article", Severity: severity, Place: diag.Place{File: file},
		Message: diag.T("没有这一页，或其中没有文字", "there is no such page, or nothing in it"),
		Hint:    diag.T("每种语言都应有同名的文件；手册以 index.md 开头", "each language has a file of the same name; the handbook begins with index.md")}
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
