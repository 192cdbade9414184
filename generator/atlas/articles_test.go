package atlas

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

const twoLanguages = `
languages:
  - {code: zh, name: 中文}
  - {code: en, name: English}
`

// loadArticles reads an invented site and returns what it says of its articles.
func loadArticles(t *testing.T, files map[string]string) (*Atlas, []string) {
	t.Helper()
	a, problems := loadWith(t, files)
	var said []string
	for _, p := range problems {
		said = append(said, p.Place.String()+" "+p.Severity.String()+" "+p.Rule)
	}
	return a, said
}

// loadWith reads a site of two languages and one chapter, with these files.
func loadWith(t *testing.T, files map[string]string) (*Atlas, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{
		"content/site.yaml": {Data: []byte(twoLanguages)},
		"content/zh/ch1.md": {Data: []byte("# 一\n")},
		"content/en/ch1.md": {Data: []byte("# One\n")},
	}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	a, problems := NewLoader(fsys).Load()
	if a == nil {
		t.Fatal(problems)
	}
	return a, problems
}

func TestHandbookOrder(t *testing.T) {
	a, said := loadArticles(t, map[string]string{
		"content/zh/about.md":           "---\ntitle: 关于\n---\n\n文字。\n",
		"content/en/about.md":           "---\ntitle: About\n---\n\nText.\n",
		"content/zh/handbook/z.md":      "---\ntitle: 先\nlead: 一句话。\norder: 1\n---\n\n正文 *这里*。\n",
		"content/en/handbook/z.md":      "---\ntitle: First\nlead: A sentence.\norder: 9\n---\n\nText *here*.\n",
		"content/zh/handbook/a.md":      "---\ntitle: 后\norder: 2\nlist: rules\n---\n",
		"content/en/handbook/a.md":      "---\ntitle: Second\n---\n",
		"content/zh/handbook/index.md":  "---\ntitle: 手册\norder: 5\n---\n",
		"content/en/handbook/index.md":  "---\ntitle: Handbook\n---\n",
		"content/zh/handbook/ch7.md":    "---\ntitle: 不是章\norder: 3\n---\n",
		"content/en/handbook/ch7.md":    "---\ntitle: No chapter\n---\n",
		"content/zh/handbook/notes.txt": "not a page",
		"content/en/handbook/README":    "not a page either",
	})
	if !slices.Equal(said, []string{"content/zh/handbook/notes.txt warning file-unused"}) {
		t.Error(said)
	}
	var got []Article
	for _, art := range a.Handbook {
		got = append(got, *art)
	}
	want := []Article{
		{ID: "index", Title: Localized{"手册", "Handbook"}, Lead: Localized{"", ""}, HTML: Localized{"", ""}, Order: 5},
		{ID: "z", Title: Localized{"先", "First"}, Lead: Localized{"一句话。", "A sentence."},
			HTML: Localized{"<p>正文 <em>这里</em>。</p>\n", "<p>Text <em>here</em>.</p>\n"}, Order: 1},
		{ID: "a", Title: Localized{"后", "Second"}, Lead: Localized{"", ""}, HTML: Localized{"", ""}, Order: 2, List: "rules"},
		{ID: "ch7", Title: Localized{"不是章", "No chapter"}, Lead: Localized{"", ""}, HTML: Localized{"", ""}, Order: 3},
	}
	for i, art := range want {
		want[i].Tags = Localized{"", ""}
		want[i].Files = Localized{"content/zh/handbook/" + art.ID + ".md", "content/en/handbook/" + art.ID + ".md"}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(a.Articles) != 1 || a.Article("about") == nil || a.Article("index") != nil {
		t.Errorf("articles beside the handbook: %v", a.Articles)
	}
}

// The engine's own handbook is part of a site that wants it. A page of the site
// stands in place of one of the same name, and English where the engine has
// nothing in the language, which is said.
func TestEngineHandbook(t *testing.T) {
	files := map[string]string{
		"templates/handbook/zh/index.md": "---\nlanguage: zh\ntitle: 手册\n---\n",
		"templates/handbook/en/index.md": "---\nlanguage: en\ntitle: Handbook\n---\n",
		"templates/handbook/zh/edit.md":  "---\nlanguage: zh\ntitle: 改\norder: 1\n---\n",
		"templates/handbook/en/edit.md":  "---\nlanguage: en\ntitle: Edit\n---\n",
		"content/zh/handbook/edit.md":    "---\ntitle: 本处的改法\norder: 1\n---\n",
		"content/fr/ch1.md":              "# Un\n",
	}
	if a, _ := loadArticles(t, files); len(a.Handbook) != 1 { // without being asked for
		t.Errorf("%d pages", len(a.Handbook))
	}
	files["content/site.yaml"] = "title: {zh: 图集}\nhandbook: true\nlanguages:\n  - {code: zh, name: 中文}\n  - {code: fr, name: Français}\n"
	a, said := loadArticles(t, files)
	if !slices.Equal(said, []string{"content/en warning file-unused"}) || len(a.Handbook) != 2 { // English is no language of the site any more
		t.Fatal(said, len(a.Handbook))
	}
	type page struct{ Title, Tags, Files Localized }
	for i, want := range []page{
		{Localized{"手册", "Handbook"}, Localized{"", "en"}, Localized{"templates/handbook/zh/index.md", "templates/handbook/en/index.md"}},
		{Localized{"本处的改法", "Edit"}, Localized{"", "en"}, Localized{"content/zh/handbook/edit.md", "templates/handbook/en/edit.md"}},
	} {
		art := a.Handbook[i]
		if d := cmp.Diff(want, page{art.Title, art.Tags, art.Files}); d != "" {
			t.Error(d)
		}
	}
}

func TestArticleProblems(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"no handbook": {nil, nil},
		"no index": {map[string]string{
			"content/zh/handbook/a.md": "---\ntitle: 甲\n---\n",
			"content/en/handbook/a.md": "---\ntitle: A\n---\n",
		}, []string{"content/zh/handbook/index.md error article"}},
		"one language only": {map[string]string{
			"content/zh/about.md": "---\ntitle: 关于\n---\n",
			"content/en/home.md":  "Text.\n",
		}, []string{"content/en/about.md release-error article", "content/zh/home.md release-error article"}},
		"unknown list": {map[string]string{
			"content/zh/about.md": "---\ntitle: 关于\nlist: rule\n---\n",
			"content/en/about.md": "---\ntitle: About\n---\n",
		}, []string{"content/zh/about.md:3:7 error article-list"}},
	} {
		if _, said := loadArticles(t, c.files); cmp.Diff(c.want, said) != "" {
			t.Errorf("%s: %s", name, cmp.Diff(c.want, said))
		}
	}
}

func TestArticleListMessage(t *testing.T) {
	fsys := fstest.MapFS{
		"content/site.yaml":   {Data: []byte(twoLanguages)},
		"content/zh/ch1.md":   {Data: []byte("# 一\n")},
		"content/en/ch1.md":   {Data: []byte("# One\n")},
		"content/zh/about.md": {Data: []byte("---\ntitle: 关于\nlist: rule\n---\n")},
		"content/en/about.md": {Data: []byte("---\ntitle: About\n---\n")},
	}
	_, problems := NewLoader(fsys).Load()
	var zh, en strings.Builder
	problems.Write(&zh, diag.Chinese)
	problems.Write(&en, diag.English)
	if want := `content/zh/about.md:3:7: 错误: list 不能是“rule”，只能是 rules, tables [article-list]
    3 | list: rule
      |       ^^^^
  提示: 是否想写 "rules"？
1 个错误，0 个发布错误，0 个警告
`; zh.String() != want {
		t.Error(cmp.Diff(want, zh.String()))
	}
	if want := `content/zh/about.md:3:7: error: list cannot be "rule", only rules, tables [article-list]
    3 | list: rule
      |       ^^^^
  hint: did you mean "rules"?
errors: 1, release errors: 0, warnings: 0
`; en.String() != want {
		t.Error(cmp.Diff(want, en.String()))
	}
}
