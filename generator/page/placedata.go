package page

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"html/template"
	"strconv"

	"atlas/generator/atlas"
)

// placeExtensions are the forms in which a place's data can be had.
var placeExtensions = map[string]string{"csv": "CSV", "json": "JSON", "geojson": "GeoJSON"}

// placeDownloads lists the files of the places' data.
func (e *Env) placeDownloads(add func(string, func() ([]byte, error))) {
	for _, p := range e.Atlas.Places {
		if !p.HasPage() {
			continue
		}
		base := "data/places/" + p.Slug
		add(base+".csv", func() ([]byte, error) { return e.placeCSV(p) })
		add(base+".json", func() ([]byte, error) { return e.placeJSON(p) })
		if e.mapped(p) {
			add(base+".geojson", func() ([]byte, error) { return e.placeGeoJSON(p) })
		}
	}
}

// statement is one thing that the plan says of a place, as its data have it.
type statement struct {
	Kind   string            `json:"kind"` // role, target, project, mention; group-… where a group is named
	ID     string            `json:"id,omitempty"`
	Group  string            `json:"group,omitempty"` // the concept
	Code   string            `json:"code,omitempty"`  // theme of a target, type of a project
	Text   map[string]string `json:"text,omitempty"`
	Status map[string]string `json:"status,omitempty"`
	Year   string            `json:"year,omitempty"`
	Block  string            `json:"block"`
	Quote  string            `json:"quote,omitempty"`
}

// byLanguage is a text by the code of its language.
func (e *Env) byLanguage(l atlas.Localized) map[string]string {
	out := map[string]string{}
	for i, lang := range e.Atlas.Languages {
		if i < len(l) && l[i] != "" {
			out[lang.Code] = l[i]
		}
	}
	return out
}

// statements are what the plan says of a place, in the order of its page.
func (e *Env) statements(p *atlas.Place) []statement {
	told := e.Atlas.Told(p)
	out := []statement{}
	target := func(kind, group string, t *atlas.Target) {
		out = append(out, statement{Kind: kind, ID: t.ID, Group: group, Code: t.Theme, Text: e.byLanguage(t.Summary), Year: t.Horizon, Block: blockID(t.Block), Quote: t.Quote})
	}
	project := func(kind, group string, x *atlas.Project) {
		out = append(out, statement{Kind: kind, ID: x.ID, Group: group, Code: x.Type, Text: e.byLanguage(x.Name), Status: e.byLanguage(x.Status), Block: blockID(x.Block), Quote: x.Quote})
	}
	for _, r := range told.Roles {
		out = append(out, statement{Kind: "role", Group: r.Concept.ID, Text: e.byLanguage(r.Member.Role), Block: blockID(r.Member.Block), Quote: r.Member.Quote})
	}
	for _, t := range told.Targets {
		target("target", "", t)
	}
	for _, x := range told.Projects {
		project("project", "", x)
	}
	for _, g := range told.Groups {
		for _, t := range g.Targets {
			target("group-target", g.Concept.ID, t)
		}
		for _, x := range g.Projects {
			project("group-project", g.Concept.ID, x)
		}
		for _, b := range g.Blocks {
			out = append(out, statement{Kind: "group-mention", Group: g.Concept.ID, Block: b.ID})
		}
	}
	for _, b := range e.Atlas.NamedIn(p) {
		out = append(out, statement{Kind: "mention", Block: b.ID})
	}
	return out
}

func blockID(b *atlas.Block) string {
	if b == nil {
		return ""
	}
	return b.ID
}

// blockAddress is where a block stands in a language: absolute where the site knows
// its address, else from the folder data/places/.
func (e *Env) blockAddress(lang int, block string) string {
	b := e.Atlas.Block(block)
	if b == nil {
		return ""
	}
	base := e.Atlas.Site.URL
	if base == "" {
		base = "../../"
	}
	return base + e.Atlas.Languages[lang].Code + "/" + blockPath(b)
}

// placeCSV has a row for each thing the plan says of a place.
func (e *Env) placeCSV(p *atlas.Place) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\uFEFF")
	w := csv.NewWriter(&out)
	head := []string{"place", "kind", "id", "group", "code"}
	for _, l := range e.Atlas.Languages {
		head = append(head, "text_"+l.Code, "status_"+l.Code)
	}
	head = append(head, "year", "block", "quote")
	for _, l := range e.Atlas.Languages {
		head = append(head, "address_"+l.Code)
	}
	rows := [][]string{head}
	for _, s := range e.statements(p) {
		row := []string{p.Slug, s.Kind, s.ID, s.Group, s.Code}
		for _, l := range e.Atlas.Languages {
			row = append(row, s.Text[l.Code], s.Status[l.Code])
		}
		row = append(row, s.Year, s.Block, s.Quote)
		for i := range e.Atlas.Languages {
			row = append(row, e.blockAddress(i, s.Block))
		}
		rows = append(rows, row)
	}
	err := w.WriteAll(rows)
	return out.Bytes(), err
}

// placeProperties describe a place: for its JSON and its GeoJSON.
func (e *Env) placeProperties(p *atlas.Place) map[string]any {
	told := e.Atlas.Told(p)
	out := map[string]any{"slug": p.Slug, "name": e.byLanguage(p.Name), "rank": p.Rank.ID, "extent": p.Extent,
		"mentions": len(e.Atlas.NamedIn(p)), "roles": len(told.Roles), "targets": len(told.Targets), "projects": len(told.Projects)}
	set := func(key, value string) {
		if value != "" {
			out[key] = value
		}
	}
	set("pinyin", p.Pinyin)
	set("adcode", p.Adcode)
	if p.Parent != nil {
		out["parent"] = p.Parent.Slug
	}
	if !p.Current.IsZero() {
		out["current"] = e.byLanguage(p.Current)
		set("current_adcode", p.CurrentID)
	}
	if p.AreaMap > 0 {
		out["area_km2"] = round(p.AreaMap, 1)
	}
	if p.AreaInPlan > 0 {
		out["area_in_plan_km2"] = round(p.AreaInPlan, 1)
	}
	if p.Seat.Known && e.free(p) {
		out["seat"] = map[string]any{"lon": p.Seat.Lon, "lat": p.Seat.Lat, "source": p.SeatSource}
	}
	neighbours := []string{}
	for _, q := range p.Neighbours {
		neighbours = append(neighbours, q.Slug)
	}
	out["neighbours"] = neighbours
	return out
}

// round keeps so many decimals.
func round(v float64, decimals int) json.Number {
	return json.Number(strconv.FormatFloat(v, 'f', decimals, 64))
}

// placeJSON is everything the page of a place shows.
func (e *Env) placeJSON(p *atlas.Place) ([]byte, error) {
	out := e.placeProperties(p)
	out["plan"] = e.statements(p)
	type figure struct {
		Indicator   string            `json:"indicator"`
		Year        string            `json:"year,omitempty"`
		Value       json.Number       `json:"value"`
		Unit        string            `json:"unit"`
		Basis       map[string]string `json:"basis,omitempty"`
		Publication map[string]string `json:"publication"`
	}
	figures := []figure{}
	for _, o := range e.derived.observed[p] {
		figures = append(figures, figure{o.Indicator, o.Year, jsonNumber(o.Row.Get("value")), o.Unit, e.byLanguage(o.Basis), e.byLanguage(o.Publication)})
	}
	out["observations"] = figures
	return indented(out)
}

func indented(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(v)
	return out.Bytes(), err
}

// mapped reports whether there is a geometry of a place to be had: its polygon
// where the licence of its layer allows that, or its seat.
func (e *Env) mapped(p *atlas.Place) bool {
	l, _ := e.Atlas.Polygon(p)
	return p.Seat.Known || l != nil && l.Redistributable
}

// placeGeoJSON is a place as a feature; the property "geometry" says whether it
// is its area or its seat, or is withheld because of its source's licence.
func (e *Env) placeGeoJSON(p *atlas.Place) ([]byte, error) {
	type object = map[string]any
	properties := e.placeProperties(p)
	properties["geometry"] = "seat"
	var geometry object // null where its source does not allow it to be passed on
	if e.free(p) {
		geometry = object{"type": "Point", "coordinates": []float64{p.Seat.Lon, p.Seat.Lat}}
	} else {
		properties["geometry"] = "withheld"
	}
	if l, f := e.Atlas.Polygon(p); l != nil && l.Redistributable {
		geometry = object{"type": "MultiPolygon", "coordinates": atlas.Polygons(f.Geometry)}
		properties["geometry"], properties["source"] = "area", e.byLanguage(l.Source)
	}
	return indented(object{"type": "FeatureCollection",
		"features": []object{{"type": "Feature", "id": p.Slug, "geometry": geometry, "properties": properties}}})
}

// linkedPlace describes a place to machines, in the terms of schema.org.
func (e *Env) linkedPlace(f *frame, p *atlas.Place) template.JS {
	type object = map[string]any
	o := object{"@context": "https://schema.org", "@type": "AdministrativeArea", "name": f.in(p.Name), "inLanguage": f.Tag}
	var also []string
	for i := range e.Atlas.Languages {
		if i != f.lang && p.Name[i] != "" {
			also = append(also, p.Name[i])
		}
	}
	for _, s := range []string{p.Pinyin, f.in(p.Current)} {
		if s != "" {
			also = append(also, s)
		}
	}
	o["alternateName"] = also
	if p.Adcode != "" {
		o["identifier"] = p.Adcode
	}
	if p.Seat.Known && e.free(p) {
		o["geo"] = object{"@type": "GeoCoordinates", "longitude": p.Seat.Lon, "latitude": p.Seat.Lat}
	}
	if p.Parent != nil {
		o["containedInPlace"] = object{"@type": "AdministrativeArea", "name": f.in(p.Parent.Name)}
	}
	if f.Canonical != "" {
		o["url"] = f.Canonical
	}
	data, err := json.Marshal(o) // with < as \u003c, so that it cannot end the element
	if err != nil {
		return ""
	}
	return template.JS(data)
}
