package page

import (
	"html/template"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/picture"
	"atlas/generator/text"
)

type homeView struct {
	frame
	PlanTitle string
	Lead      string
	Intro     template.HTML
	Map       *mapCard
	MapCredit string
	Review    string
	Numbers   []numberCard
	Chart     *chartView
	Ways      []way
	Chapters  []entryView
	Contents  string // the address of all contents where Chapters are the first of many
	Places    []placeItem
	PlacesAll string
}

// homeMap is the width in px that the home page's map is drawn for: less than a
// map has on its own page, so that its lines are simpler and its letters larger.
const homeMap = 860

// way is a way into the atlas.
type way struct{ Title, Text, Href string }

// numberCard is a number of the plan, large, with what it is and where it
// stands.
type numberCard struct {
	Value, Unit, Indicator, Year, Comparator string
	Href, Where                              string
	Quote                                    string
	QuoteTag                                 string
	Note                                     template.HTML // what an editor says of it
	Restored                                 *link         // the note, where the digits are a restored reading
}

func (e *Env) home(lang int) ([]byte, error) {
	a := e.Atlas
	v := homeView{frame: e.newFrame(lang, "index.html", "home", "", "")}
	v.PlanTitle = v.in(a.Site.Plan.Title)
	v.Title = v.SiteTitle
	if art := a.Article("home"); art != nil {
		v.Lead, v.Intro = v.in(art.Lead), v.prose(art)
	}
	v.Description = v.Lead
	if m := a.Map(a.Site.Home.Map); m != nil {
		wide, narrow, err := e.drawStill(&v.frame, m, homeMap)
		if err != nil {
			return nil, err
		}
		v.Map = &mapCard{Title: v.in(m.Title), Href: v.href(v.own("maps/" + m.ID + ".html")), SVG: wide, Narrow: narrow}
		v.MapCredit, v.Review = e.credit(&v.frame, m), v.review(m)
	}
	for _, id := range a.Site.Home.Numbers {
		if n := a.Number(id); n != nil {
			v.Numbers = append(v.Numbers, v.numberCard(n))
		}
	}
	if c := a.Chart(a.Site.Home.Chart); c != nil {
		chart, err := e.chart(&v.frame, c)
		if err != nil {
			return nil, err
		}
		v.Chart = chart
	}
	for _, s := range e.sections() {
		if s.key == "nav.about" {
			continue // in the foot of every page
		}
		v.Ways = append(v.Ways, way{v.t(s.key), v.t(s.key + ".about"), v.href(v.own(s.path))})
	}
	first := e.Atlas.Chapters
	if len(first) > manyChapters {
		first = first[:besideIt]
		v.Contents = v.href(v.own("plan/index.html"))
	}
	v.Chapters = v.contentsOf(first, nil)
	for _, r := range a.Site.Ranks {
		list := e.derived.byRank[r.ID]
		if len(list) > 0 && len(v.Places)+len(list) <= 24 {
			for _, p := range list {
				v.Places = append(v.Places, v.placeItem(p))
			}
		}
	}
	if len(a.Places) > 0 {
		v.PlacesAll = v.href(v.own("places/index.html"))
	}
	return e.finish(lang, "home", v)
}

// numberCard shows a number of the plan.
func (f *frame) numberCard(n *atlas.Number) numberCard {
	s := f.env.Layouts.strings[f.lang]
	value, unit := s.Parts(n.Value, n.Unit)
	c := numberCard{Value: value, Unit: unit, Indicator: f.in(n.Indicator), Year: n.Year,
		Comparator: f.t("comparator." + n.Comparator), Quote: n.Quote, Note: f.remark(f.in(n.Note)), QuoteTag: f.atlas().Languages[0].Tag}
	if n.Comparator == "=" {
		c.Comparator = ""
	}
	if n.Block != nil {
		c.Href, c.Where = f.href(f.own(blockPath(n.Block))), f.where(n.Block)
		for _, note := range f.atlas().Notes {
			if note.Block == n.Block && note.Kind == text.Corr && strings.Contains(n.Quote, note.Reading) && digits(note.Reading) == digits(n.Value) {
				c.Restored = &link{Href: f.href(f.own("notes.html#" + note.ID)), Text: f.t("note.restored", note.ID)}
			}
		}
	}
	return c
}

// digits are what 1.59, 159 and 1590000000000 have in common.
func digits(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s), "0")
}

type aboutView struct {
	frame
	HTML   template.HTML
	Tables []tableView
	Layers []layerRow
	Maps   []mapLine

	Swatches []picture.Swatch
}

type mapLine struct{ Title, Href, Review string }

// about is the colophon: the article of that name, and what the atlas itself
// knows of its sources and licences.
func (e *Env) about(lang int) ([]byte, error) {
	v := aboutView{frame: e.newFrame(lang, "about.html", "about", "", "")}
	v.Title = v.t("nav.about")
	if art := e.Atlas.Article("about"); art != nil {
		v.Title, v.Description, v.HTML = v.in(art.Title), v.in(art.Lead), v.prose(art)
	}
	v.Swatches = picture.Swatches(e.Layouts.Tokens)
	for _, t := range e.Atlas.Tables {
		tv := tableView{Table: t}
		tv.Title = v.in(t.Title)
		tv.License = download{v.in(t.License.Title), t.License.Path}
		tv.Downloads = []download{{tv.Title, v.href(v.own("data/" + t.Name + ".html"))}}
		for _, s := range t.Sources {
			tv.Sources = append(tv.Sources, download{v.in(s.Title), s.Path})
		}
		v.Tables = append(v.Tables, tv)
	}
	for _, l := range e.Atlas.Layers {
		v.Layers = append(v.Layers, layerRow{Name: v.in(l.Title), Source: v.in(l.Source), License: v.in(l.License.Title),
			LicenseHref: l.License.Path, Accuracy: v.in(l.Accuracy), Datum: l.Datum, Restricted: !l.Redistributable})
	}
	for _, m := range e.Atlas.Maps {
		v.Maps = append(v.Maps, mapLine{v.in(m.Title), v.href(v.own("maps/" + m.ID + ".html")), v.review(m)})
	}
	return e.finish(lang, "about", v)
}

type doorView struct {
	Titles    []doorLine
	Canonical string
	Root      string
	Tag       string
	Home      frame // of the first language, for who shares the address
}

type doorLine struct {
	Tag, Site, Plan, Name, Href, Absolute string
	Lead, NotFound                        string
}

func (e *Env) door() doorView {
	a := e.Atlas
	v := doorView{Tag: a.Languages[0].Tag, Canonical: a.Site.URL}
	v.Home = e.newFrame(0, "index.html", "door", "", "")
	v.Home.Title, v.Home.Canonical = v.Home.SiteTitle, a.Site.URL
	if art := a.Article("home"); art != nil {
		v.Home.Description = art.Lead.In(0)
	}
	for i, l := range a.Languages {
		line := doorLine{Tag: l.Tag, Site: a.Site.Title.In(i), Plan: a.Site.Plan.Title.In(i), Name: l.Name, Href: l.Code + "/index.html",
			NotFound: e.Layouts.strings[i].Text("notfound.plain", l.Code)}
		if a.Site.URL != "" {
			line.Absolute = a.Site.URL + line.Href
			line.NotFound = e.Layouts.strings[i].Text("notfound")
		}
		if art := a.Article("home"); art != nil {
			line.Lead = art.Lead.In(i)
		}
		v.Titles = append(v.Titles, line)
	}
	return v
}

// frontDoor is the page at the root of the site: a choice of language.
func (e *Env) frontDoor() ([]byte, error) { return e.finish(0, "door", e.door()) }

// notFound is shown for addresses that do not exist, at any depth: without an
// address of the site it can link to nothing, and says so in words.
func (e *Env) notFound() ([]byte, error) { return e.finish(0, "404", e.door()) }
