package page

import (
	"html/template"
	"path"
	"strings"

	"atlas/generator/atlas"
)

// frame is what every page has around its own content. Layouts see its exported
// fields.
type frame struct {
	env  *Env
	lang int
	han  string    // the tag for Han characters in other languages; may be empty
	path string    // of the page in the output, e.g. "en/plan/ch3.html"
	mini *miniView // the base of the small maps beside the text; nil for none

	Lang        string // the language's code
	Tag         string // for the lang attribute
	Root        string // from the page to the root of the site: "", "../", "../../"
	Title       string
	Description string
	Kind        string // the layout's name; a class of the body
	Crumbs      []crumb
	Alternates  []alternate
	SiteTitle   string
	Brand       string // the title of the site in short, for the masthead
	Canonical   string // absolute; "" where no address is configured
	PlanLine    string // what the atlas rests on, for the foot of the page
	HasNotes    bool
	HasTerms    bool
	HasHandbook bool
	HasSearch   bool
}

type crumb struct{ Text, Href string }

type navItem struct {
	Text, Href string
	Current    bool
}

type alternate struct {
	Code, Tag, Name, Href string
	Current               bool
	Absolute              string
}

func (f *frame) atlas() *atlas.Atlas { return f.env.Atlas }

func (f *frame) site() *atlas.Site { return &f.env.Atlas.Site }

// t is a string of the interface in the page's language.
func (f *frame) t(key string, args ...any) string {
	return f.env.Layouts.strings[f.lang].Text(key, args...)
}

// in is a localized text in the page's language.
func (f *frame) in(l atlas.Localized) string { return l.In(f.lang) }

// href is the relative address of another file of the output. A target with a
// fragment keeps it.
func (f *frame) href(target string) string { return relative(f.path, target) }

// own is the path of a page in the frame's own language.
func (f *frame) own(p string) string { return f.Lang + "/" + p }

// relative is the address of target as seen from the page at from, both paths of
// the output.
func relative(from, target string) string {
	fragment := ""
	if i := strings.IndexByte(target, '#'); i >= 0 {
		target, fragment = target[:i], target[i:]
	}
	if target == from && fragment != "" {
		return fragment
	}
	// Folders that both lie in are not named.
	for {
		dir, rest, ok := strings.Cut(from, "/")
		if !ok || len(target) <= len(dir) || target[len(dir)] != '/' || target[:len(dir)] != dir {
			break
		}
		from, target = rest, target[len(dir)+1:]
	}
	if up := strings.Count(from, "/"); up > 0 {
		return strings.Repeat("../", up) + target + fragment
	}
	return target + fragment
}

// newFrame is the frame of the page at p (within the language's folder).
func (e *Env) newFrame(lang int, p, kind, title, description string) frame {
	a := e.Atlas
	l := a.Languages[lang]
	f := frame{env: e, lang: lang, han: e.hanTag(), path: l.Code + "/" + p, Lang: l.Code, Tag: l.Tag,
		Title: title, Description: description, Kind: kind, SiteTitle: a.Site.Title.In(lang), Brand: a.Site.Brand(lang)}
	f.Root = strings.Repeat("../", strings.Count(f.path, "/"))
	if a.Site.URL != "" {
		f.Canonical = a.Site.URL + f.path
	}
	for i, other := range a.Languages {
		alt := alternate{Code: other.Code, Tag: other.Tag, Name: other.Name, Href: f.href(other.Code + "/" + p), Current: i == lang}
		if a.Site.URL != "" {
			alt.Absolute = a.Site.URL + other.Code + "/" + p
		}
		f.Alternates = append(f.Alternates, alt)
	}
	line, ok := e.planLines.Load(lang)
	if !ok {
		line, _ = e.planLines.LoadOrStore(lang, e.planLine(&f))
	}
	f.PlanLine = line.(string)
	f.HasNotes, f.HasTerms, f.HasHandbook = len(a.Notes) > 0, len(a.Terms) > 0, len(a.Handbook) > 0
	f.HasSearch = a.Site.Has(atlas.SearchPart)
	return f
}

// planLine names the plan with its issuers and date.
func (e *Env) planLine(f *frame) string {
	plan := e.Atlas.Site.Plan
	var issuers []string
	for _, i := range plan.Issuers {
		issuers = append(issuers, f.in(i))
	}
	return f.t("plan.line", f.in(plan.Title), strings.Join(issuers, f.t("list.join")), f.in(plan.Date))
}

// hanTag is the tag for Han characters in pages of other languages: that of the
// site's first Chinese.
func (e *Env) hanTag() string {
	for _, l := range e.Atlas.Languages {
		if strings.HasPrefix(l.Tag, "zh") {
			return l.Tag
		}
	}
	return ""
}

// Nav is the main navigation; the item of the page's own part is current.
func (f frame) Nav() []navItem {
	var items []navItem
	for _, n := range f.env.sections() {
		target := f.own(n.path)
		items = append(items, navItem{Text: f.t(n.key), Href: f.href(target), Current: part(f.path) == part(target)})
	}
	return items
}

// part is the part of the site that a path lies in: "plan", "maps", or a page of
// its own.
func part(p string) string {
	parts := strings.Split(p, "/")
	if len(parts) > 2 {
		return parts[1]
	}
	return strings.TrimSuffix(path.Base(p), ".html")
}

// blockPath is the page and anchor of a block, within a language's folder.
func blockPath(b *atlas.Block) string { return "plan/" + b.Chapter.ID + ".html#" + b.ID }

// placeHref is the address of a place’s page in the page’s own
// language.
func (p prose) placeHref(pl *atlas.Place) string { return p.href(p.own(placePage(pl))) }

// placePage is a place's page, within a language's folder.
func placePage(p *atlas.Place) string { return "places/" + p.Page.Slug + ".html" }

// han escapes a text of the page's language, marking Chinese inside others.
func (f *frame) text(s string) template.HTML {
	if f.han == "" || !f.env.Atlas.Languages[f.lang].Spaced {
		return template.HTML(template.HTMLEscapeString(s))
	}
	return template.HTML(markHan(s, f.han))
}
