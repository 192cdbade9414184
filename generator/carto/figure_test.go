package carto

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"atlas/generator/geo"
)

// dataDir holds the first plan's geometry.
const dataDir = "../../data/geo"

// figure is the first plan's area, read for drawing.
type figure struct {
	topology *geo.Topology
	features []map[string]any // a shape each
	plan     []int
	bound    orb.MultiPolygon
	rivers   []feature
	seats    []seat
	country  orb.MultiPolygon
}

func readFigure(t testing.TB) figure {
	t.Helper()
	var f figure
	var shapes []orb.MultiPolygon
	for _, c := range read(t, "counties.geojson") {
		if c.Properties["in_plan"] == true {
			f.plan = append(f.plan, len(shapes))
			f.bound = append(f.bound, c.Geometry.(orb.MultiPolygon)...)
		}
		shapes = append(shapes, c.Geometry.(orb.MultiPolygon))
		f.features = append(f.features, c.Properties)
	}
	for _, p := range read(t, "prefectures.geojson") {
		if p.Properties["role"] == "context" {
			shapes = append(shapes, p.Geometry.(orb.MultiPolygon))
			f.features = append(f.features, p.Properties)
		}
	}
	f.topology = geo.NewTopology(shapes)
	f.rivers = read(t, "rivers.geojson")
	for _, c := range read(t, "countries.geojson") {
		if c.Properties["iso_a2"] == "CN" || c.Properties["iso_a2"] == "TW" {
			f.country = append(f.country, c.Geometry.(orb.MultiPolygon)...)
		}
	}
	f.seats = readSeats(t)
	return f
}

// seat is the seat of a prefecture.
type seat struct {
	adcode, zh, en string
	at             orb.Point
}

// readSeats reads the seats of the prefectures from the gazetteer.
func readSeats(t testing.TB) []seat {
	t.Helper()
	file, err := os.Open("../../data/places.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var out []seat
	for _, r := range rows[1:] {
		if r[column["rank"]] != "prefecture" {
			continue
		}
		lon, err1 := strconv.ParseFloat(r[column["seat_lon"]], 64)
		lat, err2 := strconv.ParseFloat(r[column["seat_lat"]], 64)
		if err1 != nil || err2 != nil {
			t.Fatalf("the seat of %s: %v, %v", r[0], err1, err2)
		}
		out = append(out, seat{r[column["adcode"]], r[column["short_zh"]], r[column["short_en"]], orb.Point{lon, lat}})
	}
	return out
}

// groups numbers the values of a property, 0 for none.
func (f figure) groups(in func(i int) bool, property func(map[string]any) string) []int {
	ids := map[string]int{"": 0}
	out := make([]int, len(f.features))
	for i, p := range f.features {
		if !in(i) {
			continue
		}
		v := property(p)
		if _, ok := ids[v]; !ok {
			ids[v] = len(ids)
		}
		out[i] = ids[v]
	}
	return out
}

func (f figure) inPlan(i int) bool { return slices.Contains(f.plan, i) }

func text(p map[string]any, key string) string { s, _ := p[key].(string); return s }

func prefectureOf(p map[string]any) string {
	if v := text(p, "prefecture_adcode"); v != "" {
		return v
	}
	return text(p, "adcode")
}

// spec is figure 1 in a language at a width.
func (f figure) spec(lang string, width float64) Spec {
	zh := lang == "zh"
	pick := func(a, b string) string {
		if zh {
			return a
		}
		return b
	}
	name := func(p map[string]any) string { return text(p, "name_"+lang) }
	narrow := width < 500
	margin, pad := 17.0, 26.0
	if narrow {
		margin, pad = 13, 8
	}
	b := orb.Bound{Min: f.bound.Bound().Min, Max: f.bound.Bound().Max}
	frame := Fit(geo.AlbersFor(geo.CGCS2000, b), width, margin, pad, f.bound)
	cover := NewCover(f.topology, frame)
	all := func(int) bool { return true }

	context := Areas{Name: "context", Title: pick("周边地区", "Neighbouring areas"), Cover: cover}
	county := Areas{Name: "county", Title: pick("规划范围内的县级单位", "Counties of the plan"), Cover: cover}
	tones := map[string]int{"610100": 4, "610400": 1, "610300": 2, "610200": 5, "610500": 3, "611000": 1,
		"140800": 2, "141000": 5, "620500": 3, "620800": 4, "621000": 2}
	for i, p := range f.features {
		m := Mark{ID: text(p, "adcode"), Title: name(p)}
		if f.inPlan(i) {
			m.Class = fmt.Sprintf("m-tone-%d", tones[prefectureOf(p)])
			m.Href = "places/" + m.ID + ".html"
			if !narrow {
				m.Label = Label{Text: name(p), Style: "county", Priority: 30}
				if !zh {
					m.Label.Short = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name(p), " District"), " County"), " City")
					m.Label.Text = m.Label.Short
				}
			}
			county.Features = append(county.Features, Area{Mark: m, Shapes: []int{i}})
			continue
		}
		if p["role"] == "context" {
			m.Label = Label{Text: name(p), Style: "context", Priority: 50}
		} else {
			m.Class = "m-area-rest"
		}
		context.Features = append(context.Features, Area{Mark: m, Shapes: []int{i}})
	}
	one := make([]int, len(f.features))
	for i := range one {
		one[i] = i + 1
	}
	plan := f.groups(f.inPlan, func(map[string]any) string { return "plan" })
	province := func(p map[string]any) string { return text(p, "province_zh") }
	borders := Borders{Name: "border", Title: pick("界线", "Borders"), Cover: cover, Levels: []Level{
		{Class: "m-border-plan", Casing: "m-border-glow", Group: plan, Edge: true},
		{Class: "m-border-province", Group: f.groups(f.inPlan, province)},
		{Class: "m-border-province-out", Group: f.groups(all, province)},
		{Class: "m-border-prefecture", Group: f.groups(f.inPlan, prefectureOf)},
		{Class: "m-border-county", Group: f.groups(f.inPlan, func(p map[string]any) string { return text(p, "adcode") })},
		{Class: "m-border-out", Group: one},
	}}
	rivers := Lines{Name: "river", Title: pick("河流", "Rivers")}
	for _, r := range f.rivers {
		rank := int(r.Properties["rank"].(float64))
		m := Mark{Class: fmt.Sprintf("m-rank-%d", rank), Title: name(r.Properties)}
		if !narrow || rank < 3 {
			short, _, _ := strings.Cut(name(r.Properties), " (")
			m.Label = Label{Text: short, Style: "river", Priority: 5 + rank}
		}
		c := Course(r.Geometry.(orb.MultiLineString))
		rivers.Features = append(rivers.Features, Line{Mark: m, Course: c})
	}
	seats := Points{Name: "seat", Title: pick("地级市政府驻地", "Prefecture seats")}
	for i, r := range f.seats {
		n := pick(r.zh, r.en)
		p := Point{Mark: Mark{ID: r.adcode, Title: n, Href: "places/" + r.adcode + ".html",
			Label: Label{Text: n, Style: "seat", Priority: 2}}, At: r.at, Symbol: Circle, Size: 6.5}
		if i == 0 {
			p.Class, p.Symbol, p.Size, p.Label.Style, p.Label.Priority = "m-core", Ring, 11, "core", 0
		}
		seats.Features = append(seats.Features, p)
	}
	styles := []LabelStyle{
		{Name: "core", Size: 17, Bold: true, Must: true}, {Name: "seat", Size: 13.5, Bold: true, Must: true},
		{Name: "county", Size: 10}, {Name: "context", Size: 11, Spacing: 1}, {Name: "river", Size: 11.5},
	}
	if !zh {
		styles[2].Size, styles[4].Size = 9.5, 11
	}
	if narrow {
		styles = []LabelStyle{{Name: "core", Size: 13, Bold: true, Must: true}, {Name: "seat", Size: 11, Bold: true},
			{Name: "county", Size: 9}, {Name: "context", Size: 9, Spacing: .5}, {Name: "river", Size: 9.5}}
	}
	s := Spec{
		Prefix: fmt.Sprintf("fig1-%s-%g", lang, width), Lang: lang,
		Title: pick("规划范围", "The plan’s area"),
		Desc:  pick("规划范围内的九十个县级单位。", "The ninety counties of the plan."),
		Frame: frame, Styles: styles,
		Layers: []Layer{context, county, rivers, borders, seats},
		Legend: []Entry{
			{Kind: OfBorder, Layer: "border", Class: "m-border-plan", Text: pick("规划范围", "Plan area")},
			{Kind: OfBorder, Layer: "border", Class: "m-border-province", Text: pick("省界", "Province")},
			{Kind: OfBorder, Layer: "border", Class: "m-border-prefecture", Text: pick("地级市界", "Prefecture")},
			{Kind: OfLine, Layer: "river", Class: "m-rank-1", Text: pick("河流", "River")},
			{Kind: OfPoint, Layer: "seat", Class: "m-core", Mark: Ring, Size: 11, Text: pick("中心城市", "Central city")},
			{Kind: OfPoint, Layer: "seat", Mark: Circle, Size: 6.5, Text: pick("地级市", "Prefecture seat")},
			{Kind: OfArea, Layer: "context", Class: "m-area-rest", Text: pick("同市未纳入规划的县", "Same prefecture, outside the plan")},
			{Kind: OfArea, Layer: "context", Text: pick("周边地区", "Neighbouring prefectures")},
		},
		Scale:     &Scale{Unit: pick("公里", "km")},
		Graticule: &Graticule{East: "%s°E", West: "%s°W", North: "%s°N", South: "%s°S"},
		North:     &North{Letter: pick("北", "N")},
	}
	if !narrow {
		in := Fit(geo.NewAlbers(geo.CGCS2000, 105, 30, 25, 47), 168, 0, 3, f.country)
		s.Inset = &Inset{Title: pick("在中国的位置", "Where in China"), Frame: in, Layers: []Layer{
			Areas{Name: "land", Cover: NewCover(geo.NewTopology([]orb.MultiPolygon{f.country}), in), Features: []Area{{Shapes: []int{0}}}},
			Areas{Name: "plan", Cover: NewCover(f.topology, in), Features: []Area{{Shapes: f.plan}}},
		}}
	}
	return s
}

func (f figure) locator(lang string, cover *Cover, place int) Spec {
	plan := f.groups(f.inPlan, func(map[string]any) string { return "plan" })
	return Locator{
		Prefix: "loc", Lang: lang, Title: text(f.features[place], "name_"+lang), Cover: cover, Ground: f.plan,
		Levels: []Level{{Class: "m-border-plan", Group: plan, Edge: true},
			{Class: "m-border-prefecture", Group: f.groups(f.inPlan, prefectureOf)}},
		Place: []int{place},
	}.Spec()
}

func (f figure) locatorCover() *Cover {
	return NewCover(f.topology, Fit(geo.AlbersFor(geo.CGCS2000, f.bound.Bound()), 320, 0, 6, f.bound))
}
