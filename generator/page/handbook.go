package page

import (
	"html/template"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// Rule is what the handbook tells of one rule of the check.
type Rule struct {
	ID       string
	Severity diag.Severity
	About    diag.Text // what it watches over
	Bad      diag.Text // an example that it reports
	Good     diag.Text // the same, mended
}

type handbookView struct {
	frame
	HTML       template.HTML
	In         string         // the language of the page, where it is not that of the site; for the attribute
	RulesIn    string         // that of the rules
	Pages      []handbookLink // all of them, in order
	Prev, Next *handbookLink
	Rules      []ruleGroup
	Tables     []tableFile
}

type handbookLink struct {
	Title, Lead, Href string
	In                string // the language, where it is another than the page's
	Current           bool
}

// ruleGroup holds the rules of one severity.
type ruleGroup struct {
	ID, Name, About string
	Rules           []ruleView
}

type ruleView struct{ ID, About, Bad, Good string }

// tableFile is a table as an editor finds it: by its file.
type tableFile struct {
	File, Title, Description, Href string
	Columns                        []string
}

// handbookPage is a page of the handbook, within a language's folder.
func handbookPage(art *atlas.Article) string { return "handbook/" + art.ID + ".html" }

// handbook shows a page of the handbook with the way to all others.
func (e *Env) handbook(lang int, art *atlas.Article) ([]byte, error) {
	v := handbookView{frame: e.newFrame(lang, handbookPage(art), "handbook", art.Title.In(lang), art.Lead.In(lang)),
		HTML: template.HTML(art.HTML.In(lang)), In: art.Tags[lang]}
	for i, other := range e.Atlas.Handbook {
		link := handbookLink{Title: v.in(other.Title), Lead: v.in(other.Lead), Href: v.href(v.own(handbookPage(other))), In: other.Tags[lang], Current: other == art}
		v.Pages = append(v.Pages, link)
		switch {
		case i > 0 && e.Atlas.Handbook[i-1] == art:
			v.Next = &link
		case i+1 < len(e.Atlas.Handbook) && e.Atlas.Handbook[i+1] == art:
			v.Prev = &link
		}
	}
	if art.ID != "index" {
		v.Crumbs = []crumb{{v.Pages[0].Title, v.Pages[0].Href}}
	}
	switch art.List {
	case "rules":
		v.Rules = v.ruleGroups(e.Rules)
		if tongue := string(v.tongue()); tongue != e.Atlas.Languages[lang].Main() {
			v.RulesIn = tongue
		}
	case "tables":
		v.Tables = v.tableFiles()
	}
	return e.finish(lang, "handbook", v)
}

// tongue is the language of the rules on a page.
func (f *frame) tongue() diag.Lang {
	if strings.HasPrefix(f.Lang, "zh") {
		return diag.Chinese
	}
	return diag.English
}

// ruleGroups parts the rules by what they forbid, the gravest first.
func (f *frame) ruleGroups(rules []Rule) []ruleGroup {
	tongue := f.tongue()
	var groups []ruleGroup
	for _, s := range []diag.Severity{diag.Error, diag.ReleaseError, diag.Warning} {
		g := ruleGroup{ID: s.String(), Name: f.t("handbook." + s.String()), About: f.t("handbook." + s.String() + ".about")}
		for _, r := range rules {
			if r.Severity == s {
				g.Rules = append(g.Rules, ruleView{r.ID, r.About.In(tongue), r.Bad.In(tongue), r.Good.In(tongue)})
			}
		}
		if len(g.Rules) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// tableFiles lists the tables by their files.
func (f *frame) tableFiles() []tableFile {
	var files []tableFile
	for _, t := range f.atlas().Tables {
		file := tableFile{File: t.Path, Title: f.in(t.Title), Description: f.in(t.Description), Href: f.href(f.own("data/" + t.Name + ".html"))}
		for _, field := range t.Fields {
			file.Columns = append(file.Columns, field.Name)
		}
		files = append(files, file)
	}
	return files
}
