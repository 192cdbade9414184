package page

import (
	"html/template"
	"slices"

	"atlas/generator/atlas"
	"atlas/generator/carto"
)

// The widths in px that maps are drawn for: a wide screen, a phone, a locator.
const (
	wideMap    = 1100
	narrowMap  = 360
	locatorMap = 320
)

// drawMap draws a map for wide and for narrow screens, without what only shows
// when a script enlarges it.
func (e *Env) drawMap(f *frame, m *atlas.Map) (wide, narrow template.HTML, err error) {
	return e.drawStill(f, m, wideMap)
}

// drawStill is drawMap with another width for wide screens.
func (e *Env) drawStill(f *frame, m *atlas.Map, width int) (wide, narrow template.HTML, err error) {
	w, n, err := e.drawAt(f, m, width)
	return template.HTML(carto.Still([]byte(w))), template.HTML(carto.Still([]byte(n))), err
}

// drawLiveMap draws a map for wide and for narrow screens, to be enlarged.
func (e *Env) drawLiveMap(f *frame, m *atlas.Map) (wide, narrow template.HTML, err error) {
	return e.drawAt(f, m, wideMap)
}

func (e *Env) drawAt(f *frame, m *atlas.Map, width int) (wide, narrow template.HTML, err error) {
	w, err := e.Draw.Map(e.Atlas, m, e.mapWords(f, m, m.ID, width))
	if err != nil {
		return "", "", err
	}
	n, err := e.Draw.Map(e.Atlas, m, e.mapWords(f, m, m.ID+"-narrow", narrowMap))
	return template.HTML(w), template.HTML(n), err
}

type mapIndexView struct {
	frame
	Maps    []mapThumb // of the plan's own figures
	Beside  []mapThumb // of what does not come from the plan
	Figures []figureRow
}

// mapCard is a map on the home page.
type mapCard struct {
	Number, Title, Href string
	SVG                 template.HTML
	Narrow              template.HTML // the same for a narrow screen
}

// mapThumb is a small drawing that leads to a map.
type mapThumb struct {
	Number, Title, Href string
	SVG                 template.HTML
}

// figureRow is a figure of the plan and the map that draws it, if there is one.
type figureRow struct {
	Number, Caption, Href, Map string
	Block                      string
}

// cardMap is the width in px of the small drawings that lead to the maps.
const cardMap = 300

func (e *Env) mapIndex(lang int) ([]byte, error) {
	v := mapIndexView{frame: e.newFrame(lang, "maps/index.html", "maps", "", "")}
	v.Title = v.t("maps.title")
	v.Description = v.t("maps.description", v.in(e.Atlas.Site.Plan.Title))
	for _, m := range e.Atlas.Maps {
		w := e.mapWords(&v.frame, m, m.ID, cardMap)
		w.Bare = true
		svg, err := e.Draw.Map(e.Atlas, m, w)
		if err != nil {
			return nil, err
		}
		card := mapThumb{Title: v.in(m.Title), Href: v.href(v.own("maps/" + m.ID + ".html")), SVG: template.HTML(svg)}
		if m.Figure != nil {
			card.Number = v.site().Number("figure", m.Figure.N, lang)
		}
		if m.Beside {
			v.Beside = append(v.Beside, card)
		} else {
			v.Maps = append(v.Maps, card)
		}
	}
	for b := range e.Atlas.Blocks() {
		if b.Number != "figure" {
			continue
		}
		row := figureRow{Number: v.site().Number("figure", b.N, lang), Caption: b.Text(lang), Block: v.href(v.own(blockPath(b)))}
		i := slices.IndexFunc(e.Atlas.Maps, func(m *atlas.Map) bool { return m.Figure == b })
		if i >= 0 {
			row.Href, row.Map = v.href(v.own("maps/"+e.Atlas.Maps[i].ID+".html")), v.in(e.Atlas.Maps[i].Title)
		}
		v.Figures = append(v.Figures, row)
	}
	return e.finish(lang, "maps", v)
}

type mapView struct {
	frame
	Number    string
	Caption   string
	Figure    string // address of the figure's place in the text
	SVG       template.HTML
	Narrow    template.HTML
	About     template.HTML
	Summary   string
	Layers    []layerRow
	Review    string
	Credit    string
	Projected string // with the datum
	Rows      []mapRow
	AreaSum   string
	Switches  []mapSwitch
	Groups    []elementGroup
	Missing   []elementRow
	Fields    []numbersView
	Downloads []download
	Beside    bool
}

type layerRow struct {
	Name, Source, License, LicenseHref, Accuracy, Datum string
	Downloads                                           []download
	Restricted                                          bool
}

// mapRow is a line of the table that says what the map shows.
type mapRow struct {
	ID            string // of the area on the map
	Place, Parent placeItem
	Area          string
	AreaNumber    float64
	Count         int
}

func (e *Env) mapPage(lang int, m *atlas.Map) ([]byte, error) {
	v := mapView{frame: e.newFrame(lang, "maps/"+m.ID+".html", "map", "", "")}
	v.Title = v.in(m.Title)
	v.Crumbs = []crumb{{v.t("maps.title"), v.href(v.own("maps/index.html"))}}
	if m.Figure != nil {
		v.Number = v.site().Number("figure", m.Figure.N, lang)
		v.Caption = m.Figure.Text(lang)
		v.Figure = v.href(v.own(blockPath(m.Figure)))
	}
	var err error
	if v.SVG, v.Narrow, err = e.drawLiveMap(&v.frame, m); err != nil {
		return nil, err
	}
	sh := e.sheetOf(m)
	v.Summary = v.summary(sh)
	v.Beside = m.Beside
	v.Description = v.Summary
	v.About = v.text(v.in(m.About))
	v.Review = v.review(m)
	v.Credit, v.Projected = e.credit(&v.frame, m), v.projected(m)
	v.Layers = e.layerRows(&v.frame, m)
	if listsUnits(m) {
		v.Rows, v.AreaSum = e.mapRows(&v.frame)
	}
	v.Switches = v.switches(sh)
	v.Groups, v.Missing = v.elementGroups(sh)
	for i := range sh.Fields {
		v.Fields = append(v.Fields, v.numbersView(&sh.Fields[i]))
	}
	v.Downloads = []download{
		{Text: v.t("map.download.svg"), Href: v.href(v.own("maps/" + m.ID + ".svg"))},
	}
	if len(sh.Elements)+len(sh.Fields) > 0 {
		v.Downloads = append(v.Downloads,
			download{Text: v.t("map.download.csv"), Href: v.href("data/maps/" + m.ID + ".csv")},
			download{Text: v.t("map.download.geojson"), Href: v.href("data/maps/" + m.ID + ".geojson")})
	}
	return e.finish(lang, "map", v)
}

// review is the line that the law asks of a map.
func (f *frame) review(m *atlas.Map) string {
	if m.Review.Number != "" {
		return f.t("review.number", m.Review.Number)
	}
	if m.Review.Reason == "" {
		return f.t("review.none")
	}
	return f.t("review." + m.Review.Reason)
}

// layersOf are the layers of a map and of its inset, each once.
func layersOf(m *atlas.Map) []*atlas.Layer {
	var out []*atlas.Layer
	add := func(l *atlas.Layer) {
		if l != nil && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	for _, l := range m.Layers {
		add(l.Layer)
	}
	if m.Inset != nil {
		add(m.Inset.Layer)
	}
	return out
}

// layerRows lists the layers of a map.
func (e *Env) layerRows(f *frame, m *atlas.Map) []layerRow {
	var out []layerRow
	for _, l := range layersOf(m) {
		row := layerRow{Name: f.in(l.Title), Source: f.in(l.Source), License: f.in(l.License.Title), LicenseHref: l.License.Path,
			Accuracy: f.in(l.Accuracy), Datum: l.Datum, Restricted: !l.Redistributable}
		if l.Redistributable {
			for _, ext := range []string{"geojson", "json"} {
				row.Downloads = append(row.Downloads, download{Text: "." + ext, Href: f.href("data/geo/" + l.ID + "." + ext)})
			}
		}
		out = append(out, row)
	}
	return out
}

// credit is a line with the sources of a map's layers.
func (e *Env) credit(f *frame, m *atlas.Map) string {
	var names []string
	for _, l := range layersOf(m) {
		if !slices.Contains(names, f.in(l.Source)) {
			names = append(names, f.in(l.Source))
		}
	}
	line := f.t("map.sources")
	for i, n := range names {
		if i > 0 {
			line += f.t("map.sources.join")
		}
		line += n
	}
	return line
}

// mapRows are the places that have a polygon of their own, in the gazetteer's
// order, with the sum of their areas.
func (e *Env) mapRows(f *frame) ([]mapRow, string) {
	s := e.Layouts.strings[f.lang]
	var out []mapRow
	sum := 0.0
	seen := map[string]bool{}
	for _, p := range e.Atlas.Places {
		if p.Feature == "" || p.AreaMap == 0 || seen[p.Feature] {
			continue
		}
		seen[p.Feature] = true
		row := mapRow{ID: p.Feature, Place: f.placeItem(p), Area: s.Rounded(p.AreaMap, 0), AreaNumber: p.AreaMap, Count: len(f.mentions(p.Page))}
		if p.Parent != nil {
			row.Parent = f.placeItem(p.Parent)
		}
		sum += p.AreaMap
		out = append(out, row)
	}
	return out, s.Rounded(sum, 0)
}
