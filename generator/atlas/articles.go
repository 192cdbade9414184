package atlas

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/ondisk"
	"atlas/generator/source"
	"atlas/generator/text"
)

// articleLists are what an article may list below its text.
var articleLists = []string{"rules", "tables"}

type articleDoc struct {
	title, lead, html, list string
	language                string // that of the text; "" for the folder's
	order                   int
}

type articleYAML struct {
	Title    string               `yaml:"title"`
	Lead     string               `yaml:"lead"`
	Language string               `yaml:"language"`
	Order    int                  `yaml:"order"`
	List     source.Value[string] `yaml:"list"`
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
	html, more := text.Article(f, body)
	problems = append(problems, more...)
	return &articleDoc{title: y.Title, lead: y.Lead, html: html, list: y.List.V, language: y.Language, order: y.Order}, problems
}

// handbookDir is the folder of the handbook within that of a language, and that
// of the engine's own within templates.
const handbookDir = "handbook"

// readArticles reads every content/LANG/NAME.md that is no chapter, and the
// handbook: content/LANG/handbook/NAME.md and, where the site wants them, the
// engine's own pages, templates/handbook/LANG/NAME.md.
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
	n := len(languages)
	var articles []*Article
	byID := map[string]*Article{}
	unread := map[string]bool{} // it was said why
	for lang, l := range languages {
		for _, p := range b.articleFiles(l, dir) {
			doc := read(b, p, source.TextFile, parseArticle)
			if doc == nil {
				unread[p] = true
				continue
			}
			id := strings.TrimSuffix(path.Base(p), ".md")
			art := byID[id]
			if art == nil {
				art = &Article{ID: id, Title: make(Localized, n), Lead: make(Localized, n), HTML: make(Localized, n), Tags: make(Localized, n), Files: make(Localized, n),
					Order: doc.order, List: doc.list}
				byID[id] = art
				articles = append(articles, art)
			}
			art.Title[lang], art.Lead[lang], art.HTML[lang], art.Files[lang] = doc.title, doc.lead, doc.html, p
			if doc.language != "" && doc.language != l.Code && doc.language != l.Main() {
				art.Tags[lang] = doc.language
			}
		}
	}
	for _, art := range articles {
		for lang, l := range languages {
			p := path.Join("content", l.Code, dir, art.ID+".md")
			if art.Title[lang] == "" && art.HTML[lang] == "" && !unread[p] {
				b.problems.Add(noArticle(p, diag.ReleaseError))
			}
		}
	}
	slices.SortFunc(articles, func(x, y *Article) int { return strings.Compare(x.ID, y.ID) })
	return articles
}

// articleFiles are the articles of a folder in a language, by their paths. A page
// of the site's own handbook stands in place of the engine's of the same name;
// the engine's is English where it is not there in the language.
func (b *builder) articleFiles(l Language, dir string) []string {
	folders := []string{path.Join("content", l.Code, dir)}
	if dir == handbookDir && b.atlas.Site.Handbook {
		for _, code := range []string{l.Code, l.Main(), "en"} {
			folders = append(folders, path.Join("templates", handbookDir, code))
		}
	}
	var files []string
	seen := map[string]bool{}
	for _, folder := range folders {
		var names []string
		if dir == "" {
			names = b.loader.shelves.others(l.Code)
		} else if entries, err := fs.ReadDir(b.fsys, folder); err == nil {
			for _, e := range entries {
				if !e.IsDir() && !ondisk.Temporary(e.Name()) {
					names = append(names, e.Name())
				}
			}
		}
		for _, name := range names {
			if path.Ext(name) != ".md" || seen[name] {
				continue
			}
			if dir == "" {
				if _, chapter := chapterMeant(name); chapter || aside(name) {
					continue // the first is reported as a file that nothing uses
				}
				if id := strings.TrimSuffix(name, ".md"); !slices.Contains(articleIDs, id) {
					b.problems.Add(noPage(path.Join(folder, name), id))
					continue
				}
			}
			seen[name] = true
			files = append(files, path.Join(folder, name))
		}
	}
	return files
}

// articleIDs are the articles that have a page, or a part of one.
var articleIDs = []string{"home", "about"}

// noPage says that a text would be shown by no page.
func noPage(file, id string) diag.Problem {
	hint := diag.DidYouMean(id, articleIDs)
	if hint.IsZero() {
		hint = diag.T("章的文件名为 ch1.md、ch2.md……，按数字排列；附件为 annex1.md……，排在各章之后；文章只有 home.md 和 about.md；其余移到 content 之外，或放进 handbook",
			"chapters are called ch1.md, ch2.md …, in the order of their numbers, annexes annex1.md … and follow them; the articles are home.md and about.md; move anything else out of content, or into handbook")
	}
	return diag.Problem{Rule: "article-page", Place: diag.Place{File: file},
		Message: diag.T("没有哪一页显示这个文件", "no page shows this file"), Hint: hint}
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
