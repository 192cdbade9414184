package page

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"atlas/generator/atlas"
	"atlas/generator/carto"
	"atlas/generator/chart"
	"atlas/generator/picture"
	"atlas/generator/text"
	"atlas/generator/words"
)

// Painter makes the pictures that pages are shown with where they are shared.
type Painter interface {
	Paint(picture.Card) ([]byte, error)
}

// sharedPage is a page with a picture of its own.
type sharedPage struct {
	path string // within a language's folder
	card func(f *frame) (picture.Card, error)
}

// The widths in px that a card's drawings are made for: they are enlarged, so
// that their letters can be read where the picture is small.
const (
	pictureMap   = 320
	pictureChart = 500
)

// shared lists the pages with pictures of their own: home, chapters, maps,
// charts and places.
func (e *Env) shared() []sharedPage {
	a := e.Atlas
	out := []sharedPage{{"index.html", e.homeCard}}
	for _, c := range a.Chapters {
		out = append(out, sharedPage{"plan/" + c.ID + ".html", func(f *frame) (picture.Card, error) { return e.chapterCard(f, c), nil }})
	}
	for _, m := range a.Maps {
		out = append(out, sharedPage{"maps/" + m.ID + ".html", func(f *frame) (picture.Card, error) { return e.mapCard(f, m) }})
	}
	for _, c := range a.Charts {
		if a.Map(c.ID) == nil {
			out = append(out, sharedPage{"embed/" + c.ID + ".html", func(f *frame) (picture.Card, error) { return e.chartCard(f, c) }})
		}
	}
	for _, p := range a.Places {
		if p.HasPage() {
			out = append(out, sharedPage{placePage(p), func(f *frame) (picture.Card, error) { return e.placeCard(f, p) }})
		}
	}
	return out
}

// picturePath is where the picture of a page is, both within a language's folder.
func picturePath(page string) string { return "share/" + strings.TrimSuffix(page, ".html") + ".png" }

// pictureFiles are the pictures, where somebody paints them.
func (e *Env) pictureFiles(add func(string, func() ([]byte, error))) {
	if e.Paint == nil {
		return
	}
	for lang, l := range e.Atlas.Languages {
		for _, s := range e.shared() {
			add(l.Code+"/"+picturePath(s.path), func() ([]byte, error) {
				f := e.newFrame(lang, s.path, "", "", "")
				c, err := s.card(&f)
				if err != nil {
					return nil, err
				}
				c.Tag = f.Tag
				if c.Site == "" {
					c.Site = f.SiteTitle
				}
				return e.Paint.Paint(unmarked(c))
			})
		}
	}
}

// unmarked is a card whose words do not say in which language they are: nobody
// would hear it.
func unmarked(c picture.Card) picture.Card {
	for _, s := range []*string{&c.Site, &c.Over, &c.Title, &c.Text} {
		*s = words.Unmark.Replace(*s)
	}
	for _, list := range []*[]string{&c.Facts, &c.Foot} {
		*list = slices.Clone(*list)
		for i, s := range *list {
			(*list)[i] = words.Unmark.Replace(s)
		}
	}
	if c.Drawing != nil {
		c.Drawing = []byte(words.Unmark.Replace(string(c.Drawing)))
	}
	return c
}

// sharedPicture is a page's picture as its head names it.
type sharedPicture struct {
	URL, Alt      string
	Width, Height int
}

// Picture is the picture of the page: its own, that of what it shows, or the
// site's. Nil where there are no pictures.
func (f frame) Picture() *sharedPicture {
	e := f.env
	if e.Paint == nil || f.Canonical == "" {
		return nil
	}
	page := strings.TrimPrefix(f.path, f.Lang+"/")
	if chapter, ok := strings.CutPrefix(page, "parallel/"); ok {
		page = "plan/" + chapter
	}
	if id := strings.TrimSuffix(strings.TrimPrefix(page, "embed/"), ".html"); page == "embed/"+id+".html" && e.Atlas.Map(id) != nil {
		page = "maps/" + id + ".html"
	}
	alt := f.t("picture.alt", f.Title, f.SiteTitle)
	if !e.derived.pictured[page] {
		page = "index.html"
	}
	if page == "index.html" {
		alt = f.SiteTitle
	}
	return &sharedPicture{f.site().URL + f.own(picturePath(page)), alt, picture.Width, picture.Height}
}

// Sort is the page's type in the terms of Open Graph.
func (f frame) Sort() string {
	switch f.Kind {
	case "chapter", "parallel", "place", "map", "handbook":
		return "article"
	}
	return "website"
}

// Locale is the page's language as Open Graph writes it, with the region where
// it is most spoken if the tag names none.
func (f frame) Locale() string { return locale(f.Tag) }

// OtherLocales are the other languages of the page.
func (f frame) OtherLocales() []string {
	var out []string
	for _, a := range f.Alternates {
		if l := locale(a.Tag); !a.Current && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

func locale(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, _ := t.Base()
	region, _ := t.Region()
	return base.String() + "_" + region.String()
}

// surveyed are the lines that a picture with boundaries must have: the review
// number or why there is none, and where the boundaries are from.
func (e *Env) surveyed(f *frame, m *atlas.Map) []string {
	return []string{f.planShort(), f.review(m) + f.t("picture.join") + e.credit(f, m)}
}

// planShort names the plan that the atlas rests on.
func (f *frame) planShort() string {
	title, date := f.in(f.site().Plan.Title), f.in(f.site().Plan.Date)
	if title == "" || date == "" {
		return title
	}
	return f.t("picture.plan", title, date)
}

func (e *Env) homeCard(f *frame) (picture.Card, error) {
	c := picture.Card{Title: f.SiteTitle, Over: f.in(f.site().Plan.Period), Foot: []string{f.planShort()}}
	if u, err := url.Parse(f.site().URL); err == nil {
		c.Site = u.Host // the name is the title already
	}
	if art := e.Atlas.Article("home"); art != nil {
		c.Text = f.in(art.Lead)
	}
	m := e.Atlas.Map(f.site().Home.Map)
	if m == nil {
		return c, nil
	}
	c.Foot = e.surveyed(f, m)
	var err error
	c.Drawing, err = e.pictured(f, m)
	return c, err
}

// pictured is a map as a picture has it.
func (e *Env) pictured(f *frame, m *atlas.Map) ([]byte, error) {
	w := e.mapWords(f, m, m.ID, pictureMap)
	w.Alone = true
	svg, err := e.Draw.Map(e.Atlas, m, w)
	return carto.Standalone(svg, e.Layouts.MapStyle), err
}

func (e *Env) mapCard(f *frame, m *atlas.Map) (picture.Card, error) {
	c := picture.Card{Over: f.t("picture.map"), Title: f.in(m.Title), Text: f.summary(e.sheetOf(m)), Foot: e.surveyed(f, m)}
	if m.Figure != nil {
		c.Over = f.site().Number("figure", m.Figure.N, f.lang)
	}
	var err error
	c.Drawing, err = e.pictured(f, m)
	return c, err
}

func (e *Env) chartCard(f *frame, c *atlas.Chart) (picture.Card, error) {
	card := picture.Card{Over: f.t("picture.chart"), Title: f.in(c.Title), Text: f.in(c.Note), Foot: []string{f.planShort()}}
	if source := f.in(c.Source); source != "" {
		card.Foot = append(card.Foot, f.t("chart.source")+source)
	}
	w, err := e.chartWords(f, c)
	if err != nil || len(w.grid.Rows) == 0 {
		return card, err
	}
	card.Title = w.title()
	// A tall one is drawn wider, so that it fills its room and no more.
	width := pictureChart
	for width < 3*pictureChart && float64(width) < float64(w.def(width).NaturalHeight(width))*picture.Shape {
		width += 20
	}
	svg, err := e.drawChart(w, width, "chart-"+c.ID)
	card.Drawing = chart.Standalone(svg)
	return card, err
}

// chapterCard is a chapter's number, title and first words, and where on the map
// lies what it names.
func (e *Env) chapterCard(f *frame, c *atlas.Chapter) picture.Card {
	card := picture.Card{Over: f.chapterLabel(c), Title: f.chapterTitle(c), Foot: []string{f.planShort()}}
	if card.Over == card.Title {
		card.Over = ""
	}
	for _, b := range c.Blocks {
		if b.Kind == text.Paragraph {
			card.Text = b.Text(f.lang)
			break
		}
	}
	base, m := f.miniature(), e.derived.scope
	if base == nil {
		return card
	}
	d := e.Draw.Miniature(m)
	o := &picture.Outline{Width: d.Width, Height: d.Height, Area: d.Area, Borders: d.Borders}
	for _, b := range c.Blocks {
		if s := f.spots([]*atlas.Block{b}, base); s != nil {
			for _, dot := range s.Dots {
				x, _ := strconv.ParseFloat(dot.X, 64)
				y, _ := strconv.ParseFloat(dot.Y, 64)
				if at := [2]float64{x, y}; !slices.Contains(o.Points, at) {
					o.Points = append(o.Points, at)
				}
			}
		}
	}
	if len(o.Points) > 0 {
		card.Outline, card.Foot = o, e.surveyed(f, m)
	}
	return card
}

// placeCard is a place's name and rank, two things that the plan gives it, and
// where it lies.
func (e *Env) placeCard(f *frame, p *atlas.Place) (picture.Card, error) {
	c := picture.Card{Over: f.in(p.Rank.Name), Title: f.in(p.Name), Foot: []string{f.planShort()}}
	if p.Parent != nil {
		c.Over += f.t("picture.within") + f.in(p.Parent.Name)
	}
	told := f.atlas().Told(p)
	roles := slices.Clone(told.Roles)
	slices.SortStableFunc(roles, func(a, b atlas.Role) int { // what it shares with fewer says more of it
		return cmp.Compare(len(a.Concept.Members), len(b.Concept.Members))
	})
	for _, r := range roles {
		if r.Concept.ID != f.site().Area {
			concept, role := f.in(r.Concept.Name), f.in(r.Member.Role)
			if role != "" && !strings.Contains(concept, role) && !strings.Contains(role, concept) {
				concept += f.t("colon") + role
			}
			c.Facts = append(c.Facts, concept)
		}
	}
	for _, n := range []struct {
		count int
		key   string
	}{{len(told.Projects), "tally.projects"}, {len(told.Targets), "tally.targets"}, {len(f.mentions(p)), "tally.mentions"}} {
		if n.count > 0 {
			c.Facts = append(c.Facts, f.t("picture.count", n.count, f.t(n.key, n.count)))
		}
	}
	if c.Facts = c.Facts[:min(len(c.Facts), 2)]; len(c.Facts) == 0 {
		c.Text = f.t("place.mentions.none", c.Title)
	}
	m := e.derived.scope
	if m == nil {
		return c, nil
	}
	c.Foot = e.surveyed(f, m)
	svg, err := e.Draw.Locator(e.Atlas, m, p, e.mapWords(f, m, "loc", locatorMap))
	c.Drawing = carto.Standalone(svg, e.Layouts.MapStyle)
	return c, err
}
