package page

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// handbookEnv is an invented site with a handbook of three pages.
func handbookEnv(t *testing.T) *Env {
	t.Helper()
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	fsys := fstest.MapFS{
		"content/site.yaml": file("title: {zh: 图集, en: Atlas}\nlanguages:\n  - {code: zh, name: 中文}\n  - {code: en, name: English}\n"),
		"content/zh/ch1.md": file("# 一\n"), "content/en/ch1.md": file("# One\n"),
		"content/zh/handbook/index.md": file("---\ntitle: 手册\n---\n"),
		"content/en/handbook/index.md": file("---\ntitle: Handbook\n---\n"),
		"content/zh/handbook/edit.md":  file("---\ntitle: 改\nlead: 怎样改。\norder: 1\nlist: tables\n---\n\n文字。\n"),
		"content/en/handbook/edit.md":  file("---\ntitle: Edit\nlead: How to edit.\n---\n\nText.\n"),
		"content/zh/handbook/rules.md": file("---\ntitle: 规则\norder: 2\nlist: rules\n---\n"),
		"content/en/handbook/rules.md": file("---\ntitle: Rules\n---\n"),
		"data/datapackage.yaml": file("name: x\nresources:\n  - name: towns\n    path: towns.csv\n    title: {zh: 镇, en: Towns}\n" +
			"    schema: {fields: [{name: id}, {name: name, localized: true}]}\n"),
		"data/towns.csv": file("id,name_zh,name_en\n"),
		"templates/handbook.html": file(`{{.Title}}|{{.Description}}|{{.HTML}}|{{range .Crumbs}}{{.Text}} {{.Href}}{{end}}|` +
			`{{range .Pages}}{{.Title}} {{.Href}}{{if .Current}}*{{end}};{{end}}|{{with .Prev}}{{.Href}}{{end}}|{{with .Next}}{{.Href}}{{end}}|` +
			`{{range .Rules}}{{.ID}} {{.Name}}:{{range .Rules}} {{.ID}} {{.About}} {{.Bad}} {{.Good}};{{end}}{{end}}|` +
			`{{range .Tables}}{{.File}} {{.Title}} {{.Href}}{{range .Columns}} {{.}}{{end}}{{end}}`),
		"templates/strings/zh.yaml": file("texts: {handbook.error: 错误, handbook.error.about: x, handbook.warning: 警告, handbook.warning.about: x}\n"),
		"templates/strings/en.yaml": file("texts: {handbook.error: Errors, handbook.error.about: x, handbook.warning: Warnings, handbook.warning.about: x}\n"),
	}
	a, problems := atlas.NewLoader(fsys).Load()
	if problems.Count(diag.Error) > 0 {
		t.Fatal(problems)
	}
	l, problems := ReadLayouts(fsys, a.Languages)
	if l == nil {
		t.Fatal(problems)
	}
	return &Env{Atlas: a, Layouts: l, Rules: []Rule{
		{ID: "odd", Severity: diag.Warning, About: diag.T("怪", "odd"), Bad: diag.T("坏", "bad"), Good: diag.T("好", "good")},
		{ID: "broken", About: diag.T("断", "broken")},
	}}
}

func TestHandbookPages(t *testing.T) {
	e := handbookEnv(t)
	got := map[string]string{}
	for lang := range e.Atlas.Languages {
		for _, art := range e.Atlas.Handbook {
			html, err := e.handbook(lang, art)
			if err != nil {
				t.Fatal(err)
			}
			got[e.Atlas.Languages[lang].Code+"/"+handbookPage(art)] = string(html)
		}
	}
	want := map[string]string{
		"zh/handbook/index.html": "手册||||手册 index.html*;改 edit.html;规则 rules.html;||edit.html||",
		"en/handbook/index.html": "Handbook||||Handbook index.html*;Edit edit.html;Rules rules.html;||edit.html||",
		"zh/handbook/edit.html":  "改|怎样改。|<p>文字。</p>\n|手册 index.html|手册 index.html;改 edit.html*;规则 rules.html;|index.html|rules.html||data/towns.csv 镇 ../data/towns.html id name_zh name_en",
		"en/handbook/edit.html":  "Edit|How to edit.|<p>Text.</p>\n|Handbook index.html|Handbook index.html;Edit edit.html*;Rules rules.html;|index.html|rules.html||data/towns.csv Towns ../data/towns.html id name_zh name_en",
		"zh/handbook/rules.html": "规则|||手册 index.html|手册 index.html;改 edit.html;规则 rules.html*;|edit.html||error 错误: broken 断  ;warning 警告: odd 怪 坏 好;|",
		"en/handbook/rules.html": "Rules|||Handbook index.html|Handbook index.html;Edit edit.html;Rules rules.html*;|edit.html||error Errors: broken broken  ;warning Warnings: odd odd bad good;|",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The atlas beside the generator has the same pages of the handbook in every
// language, and each says in a sentence what it is for.
func TestHandbookOfThisAtlas(t *testing.T) {
	if _, err := os.Stat("../../content/site.yaml"); err != nil {
		t.Skip("there is no atlas")
	}
	a, _ := atlas.NewLoader(os.DirFS("../..")).Load()
	var ids []string
	for _, art := range a.Handbook {
		ids = append(ids, art.ID)
		for lang, l := range a.Languages {
			if art.Title[lang] == "" || art.Lead[lang] == "" || art.HTML[lang] == "" {
				t.Errorf("%s in %s: title, lead or text is missing", art.ID, l.Code)
			}
		}
	}
	want := []string{"index", "edit", "preview", "amend", "translate", "tables", "places", "layers", "maps", "messages", "publish", "another"}
	if d := cmp.Diff(want, ids); d != "" {
		t.Error(d)
	}
}
