package page

import (
	"encoding/json"
	"encoding/xml"
	"html/template"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// What pages say of themselves to those who link to them: citations, structured
// data, the feed, the manifest, and the bare pages for frames.

// Citations are the ways to cite the page, ready to be copied. The date of
// access is left to the reader, and so is the address where the site does not
// know its own.
func (f frame) Citations() []citation {
	plan := f.site().Plan
	address := f.Canonical
	if address == "" {
		address = "<" + f.t("cite.address") + ">"
	}
	var issuers []string
	for _, i := range plan.Issuers {
		issuers = append(issuers, f.in(i))
	}
	accessed := "<" + f.t("cite.accessed") + ">"
	title, year := f.Title, yearOf(f.in(plan.Date))
	var gbt, apa string
	bib := [][2]string{}
	if f.ofPlan() && len(issuers) > 0 {
		title = f.in(plan.Title)
		if f.Title != title && f.Title != f.SiteTitle {
			title += ": " + f.Title
		}
		gbt = strings.Join(issuers, ", ") + ". " + title + "[EB/OL]. (" + f.in(plan.Date) + ")[" + accessed + "]. " + address + "."
		apa = strings.Join(issuers, ", & ") + ". (" + year + "). " + title + ". " + f.SiteTitle + ". " + address
		bib = append(bib, [2]string{"author", "{" + strings.Join(issuers, "} and {") + "}"}, [2]string{"title", "{" + title + "}"},
			[2]string{"year", year}, [2]string{"howpublished", f.SiteTitle})
	} else {
		full := f.SiteTitle
		if title != full {
			full += ": " + title
		}
		gbt = full + "[EB/OL]. [" + accessed + "]. " + address + "."
		apa = full + ". (n.d.). " + f.t("cite.retrieved", accessed, address)
		bib = append(bib, [2]string{"title", "{" + full + "}"})
	}
	bib = append(bib, [2]string{"url", address}, [2]string{"urldate", accessed})
	var b strings.Builder
	b.WriteString("@misc{" + f.key())
	for _, field := range bib {
		b.WriteString(",\n  " + field[0] + " = {" + field[1] + "}")
	}
	b.WriteString("\n}")
	return []citation{{"GB/T 7714", gbt}, {"APA", apa}, {"BibTeX", b.String()}}
}

// citation is a way to cite a page.
type citation struct{ Style, Text string }

var yearPattern = regexp.MustCompile(`\d{4}`)

// yearOf is the year in a date as people write it; "n.d." where it has none.
func yearOf(date string) string {
	if y := yearPattern.FindString(date); y != "" {
		return y
	}
	return "n.d."
}

// ofPlan reports whether the page is the plan's own text.
func (f *frame) ofPlan() bool {
	switch f.Kind {
	case "contents", "chapter", "parallel", "print":
		return true
	}
	return false
}

// key names the page in a bibliography.
func (f *frame) key() string {
	name := f.atlas().Package.Name
	if name == "" {
		name = "atlas"
	}
	return name + "-" + strings.ReplaceAll(strings.TrimSuffix(f.path, ".html"), "/", "-")
}

// Frame is the address of a bare page of the map for a frame on another site; ""
// on pages that have none.
func (f frame) Frame() string {
	if f.Kind != "map" {
		return ""
	}
	p := f.own("embed/" + path.Base(f.path))
	if f.Canonical != "" {
		return f.site().URL + p
	}
	return f.href(p)
}

// HasFeed reports whether there is a feed of changes.
func (f frame) HasFeed() bool { return f.env.hasFeed() }

func (e *Env) hasFeed() bool { return e.Atlas.Site.URL != "" && e.Atlas.Table(changesTable) != nil }

// object is a piece of structured data.
type object = map[string]any

// LinkedData is the page in the terms of schema.org, as JSON-LD; "" where there is
// nothing to say. Addresses are absolute where the site knows its own.
func (f frame) LinkedData() template.JS {
	var graph []object
	if len(f.Crumbs) > 0 {
		var items []object
		for i, c := range f.Crumbs {
			items = append(items, object{"@type": "ListItem", "position": i + 1, "name": c.Text, "item": f.absolute(c.Href)})
		}
		items = append(items, object{"@type": "ListItem", "position": len(f.Crumbs) + 1, "name": f.Title})
		graph = append(graph, object{"@type": "BreadcrumbList", "itemListElement": items})
	}
	base := strings.TrimSuffix(path.Base(f.path), ".html")
	switch f.Kind {
	case "contents", "print":
		graph = append(graph, f.planData())
	case "chapter":
		graph = append(graph, object{"@type": "CreativeWork", "name": f.Title, "inLanguage": f.Tag, "url": f.self(), "isPartOf": f.planData()})
	case "table":
		if t := f.atlas().Table(base); t != nil {
			graph = append(graph, f.tableData(t))
		}
	}
	if len(graph) == 0 {
		return ""
	}
	data, err := json.Marshal(object{"@context": "https://schema.org", "@graph": graph})
	if err != nil {
		return ""
	}
	return template.JS(data)
}

// self is the page's own address.
func (f *frame) self() string {
	if f.Canonical != "" {
		return f.Canonical
	}
	return path.Base(f.path)
}

// absolute makes an address as the page has it absolute, where that is possible.
func (f *frame) absolute(href string) string {
	if f.Canonical == "" {
		return href
	}
	return f.site().URL + path.Join(path.Dir(f.path), href)
}

func (f *frame) planData() object {
	plan := f.site().Plan
	var issuers []object
	for _, i := range plan.Issuers {
		issuers = append(issuers, object{"@type": "GovernmentOrganization", "name": f.in(i)})
	}
	o := object{"@type": "Legislation", "name": f.in(plan.Title), "inLanguage": f.Tag, "url": f.absolute(f.href(f.own("plan/index.html")))}
	if len(issuers) > 0 {
		o["legislationPassedBy"] = issuers
	}
	if y := yearPattern.FindString(f.in(plan.Date)); y != "" {
		o["datePublished"] = y
	}
	return o
}

func (f *frame) tableData(t *atlas.Table) object {
	o := object{"@type": "Dataset", "name": f.in(t.Title), "description": f.in(t.Description), "url": f.self(), "inLanguage": f.Tag,
		"isAccessibleForFree": true}
	if utf8.RuneCountInString(f.in(t.Description)) < 50 { // readers of the data ask for fifty characters
		o["description"] = f.in(t.Title) + " – " + f.in(t.Description) + " " + f.PlanLine
	}
	if t.License.Path != "" {
		o["license"] = t.License.Path
	}
	var files []object
	for _, d := range [][2]string{{"csv", "text/csv"}, {"json", "application/json"}} {
		files = append(files, object{"@type": "DataDownload", "encodingFormat": d[1], "contentUrl": f.absolute(f.href("data/" + t.Name + "." + d[0]))})
	}
	o["distribution"] = files
	return o
}

// shareFiles are the manifest and, where the site knows its address, the feed of
// each language, and the bare pages for frames.
func (e *Env) shareFiles(add func(string, func() ([]byte, error))) {
	e.pictureFiles(add)
	for lang, l := range e.Atlas.Languages {
		add(l.Code+"/site.webmanifest", func() ([]byte, error) { return e.manifest(lang) })
		if e.hasFeed() {
			add(l.Code+"/feed.xml", func() ([]byte, error) { return e.feed(lang) })
		}
		for _, m := range e.Atlas.Maps {
			add(l.Code+"/embed/"+m.ID+".html", func() ([]byte, error) { return e.embedMap(lang, m) })
		}
		for _, c := range e.Atlas.Charts {
			if e.Atlas.Map(c.ID) == nil {
				add(l.Code+"/embed/"+c.ID+".html", func() ([]byte, error) { return e.embedChart(lang, c) })
			}
		}
	}
}

func (e *Env) manifest(lang int) ([]byte, error) {
	l, title := e.Atlas.Languages[lang], e.Atlas.Site.Title.In(lang)
	data, err := json.MarshalIndent(object{"name": title, "short_name": e.Atlas.Site.Brand(lang), "lang": l.Tag, "start_url": "index.html", "scope": "../",
		"display": "browser", "background_color": "#fbf8f1", "theme_color": "#fbf8f1",
		"icons": []object{{"src": "../assets/icon.svg", "sizes": "any", "type": "image/svg+xml"}}}, "", " ")
	return append(data, '\n'), err
}

// changesTable is the table of what changed on the site: id, date, page (an
// address within a language's folder) and summary.
const changesTable = "changes"

var datePattern = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// feed is the changes as Atom (RFC 4287), the newest first.
func (e *Env) feed(lang int) ([]byte, error) {
	a := e.Atlas
	l := a.Languages[lang]
	base := a.Site.URL + l.Code + "/"
	f := atomFeed{Lang: l.Tag, Title: a.Site.Title.In(lang), ID: base + "feed.xml", Updated: "1970-01-01T00:00:00Z",
		Author: atomAuthor{a.Site.Title.In(lang)}, Links: []atomLink{{"self", base + "feed.xml"}, {"", base + "index.html"}}}
	for _, r := range a.Table(changesTable).Rows {
		if r.Damaged {
			continue
		}
		c := r.Get("date")
		if !datePattern.MatchString(c.Value) {
			return nil, diag.Problem{Rule: "change-date", Place: c.Place(),
				Message: diag.Tf("%q 不是日期", "%q is no date", c.Value), Hint: diag.T("写作 2030-01-31", "write it as 2030-01-31")}
		}
		x := atomEntry{Title: a.Text(r, "summary").In(lang), ID: base + "feed.xml#" + r.Get("id").Value, Updated: c.Value + "T00:00:00Z",
			Link: atomLink{Href: base + r.Get("page").Value}, Summary: a.Text(r, "summary").In(lang)}
		f.Updated = max(f.Updated, x.Updated)
		f.Entries = append([]atomEntry{x}, f.Entries...)
	}
	data, err := xml.MarshalIndent(f, "", " ")
	return append([]byte(xml.Header), append(data, '\n')...), err
}

// embedView is a bare page for a frame on another site.
type embedView struct {
	frame
	SVG    template.HTML
	Narrow template.HTML
	Page   string // the full page
	Source string
	Review string
	Chart  bool
}

func (e *Env) embedMap(lang int, m *atlas.Map) ([]byte, error) {
	v := embedView{frame: e.newFrame(lang, "embed/"+m.ID+".html", "embed", "", "")}
	v.Title = v.in(m.Title)
	var err error
	if v.SVG, v.Narrow, err = e.drawMap(&v.frame, m); err != nil {
		return nil, err
	}
	v.Page = v.href(v.own("maps/" + m.ID + ".html"))
	v.Source, v.Review = e.credit(&v.frame, m), v.review(m)
	return e.finish(lang, "embed", v)
}

func (e *Env) embedChart(lang int, c *atlas.Chart) ([]byte, error) {
	v := embedView{frame: e.newFrame(lang, "embed/"+c.ID+".html", "embed", "", ""), Chart: true}
	chart, err := e.chart(&v.frame, c)
	if err != nil {
		return nil, err
	}
	v.Page = v.href(v.own("index.html")) // where a chart of no page may stand
	if p := chartPage(c); p != "" {
		v.Page = v.href(v.own(p)) + "#chart-" + c.ID
	}
	if chart != nil {
		v.Title, v.SVG, v.Narrow, v.Source = chart.Title, chart.SVG, chart.Narrow, v.t("chart.source")+chart.Source
	}
	return e.finish(lang, "embed", v)
}
