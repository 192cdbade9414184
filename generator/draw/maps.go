package draw

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/carto"
	"atlas/generator/geo"
	"atlas/generator/page"
)

// Map draws a map of the atlas.
func (s *Studio) Map(a *atlas.Atlas, m *atlas.Map, w page.MapWords) ([]byte, error) {
	spec := s.spec(a, m, w)
	return s.kept("map/"+spec.Key(), func() ([]byte, error) { return carto.Draw(spec), nil })
}

// Locator draws where a place lies in the area of a map.
func (s *Studio) Locator(a *atlas.Atlas, m *atlas.Map, p *atlas.Place, w page.MapWords) ([]byte, error) {
	g := s.groundOf(m, w.Width)
	l := carto.Locator{Prefix: w.Prefix, Lang: w.Tag, Title: p.Name.In(w.Lang), Desc: w.Desc, Cover: g.cover,
		Ground: g.area(), Levels: g.locatorLevels(), Place: g.shapesOf(a, p)}
	if len(l.Place) == 0 && p.Seat.Known {
		l.At = &orb.Point{p.Seat.Lon, p.Seat.Lat}
	}
	spec := l.Spec()
	return s.kept("map/"+spec.Key(), func() ([]byte, error) { return carto.Draw(spec), nil })
}

func (g *ground) locatorLevels() []carto.Level {
	all := g.levels()
	return []carto.Level{all[0], all[3]}
}

// shapesOf are the shapes of a place: its own polygon, or those of the places
// that belong to it and lie in the area.
func (g *ground) shapesOf(a *atlas.Atlas, p *atlas.Place) []int {
	var out []int
	add := func(q *atlas.Place) {
		for i, s := range g.shapes {
			if inArea(s) && s.feature.ID == q.Feature && q.Feature != "" && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	add(p)
	if len(out) == 0 {
		for _, c := range p.Children {
			add(c)
		}
	}
	return out
}

// spec is a map ready to be drawn.
func (s *Studio) spec(a *atlas.Atlas, m *atlas.Map, w page.MapWords) carto.Spec {
	b := mapBuilder{atlas: a, m: m, w: w, g: s.groundOf(m, w.Width), small: w.Width < 500, places: placesByFeatureID(a)}
	spec := carto.Spec{Prefix: w.Prefix, Lang: w.Tag, Title: w.Title, Desc: w.Desc, Frame: b.g.frame, Styles: b.styles(),
		Scale:     &carto.Scale{Unit: w.Unit},
		Graticule: &carto.Graticule{East: w.Degrees[0], West: w.Degrees[1], North: w.Degrees[2], South: w.Degrees[3]},
		North:     &carto.North{Letter: w.NorthLetter},
	}
	spec.Layers = b.layers()
	spec.Legend = b.legend()
	if m.Inset != nil && !b.small {
		spec.Inset = b.inset()
	}
	return spec
}

// placesByFeatureID finds the place whose page a polygon leads to by the
// polygon's id.
func placesByFeatureID(a *atlas.Atlas) map[string]*atlas.Place {
	out := map[string]*atlas.Place{}
	for _, p := range a.Places {
		for _, id := range []string{p.Feature, p.Adcode} {
			if id != "" && (out[id] == nil || p.Page == p) {
				out[id] = p.Page
			}
		}
	}
	return out
}

type mapBuilder struct {
	atlas  *atlas.Atlas
	m      *atlas.Map
	w      page.MapWords
	g      *ground
	small  bool
	places map[string]*atlas.Place
}

func (b *mapBuilder) styles() []carto.LabelStyle {
	if b.small {
		return []carto.LabelStyle{{Name: "core", Size: 13, Bold: true, Must: true}, {Name: "seat", Size: 11, Bold: true},
			{Name: "county", Size: 9}, {Name: "context", Size: 9, Spacing: .5}, {Name: "river", Size: 9.5}}
	}
	county := 10.0
	if b.atlas.Languages[b.w.Lang].Spaced {
		county = 9.5
	}
	return []carto.LabelStyle{{Name: "core", Size: 17, Bold: true, Must: true}, {Name: "seat", Size: 13.5, Bold: true, Must: true},
		{Name: "county", Size: county}, {Name: "context", Size: 11, Spacing: 1}, {Name: "river", Size: 11}}
}

// layers draws fills, then rivers, then borders, then seats.
func (b *mapBuilder) layers() []carto.Layer {
	var fills, lines, points []carto.Layer
	for i := range b.m.Layers {
		l := &b.m.Layers[i]
		switch l.Draw {
		case "context", "outside", "areas":
			fills = append(fills, b.areas(l))
		case "lines":
			lines = append(lines, b.lines(l))
		case "seats":
			points = append(points, b.seats(l))
		}
	}
	glow := carto.Borders{Name: "glow", Cover: b.g.cover, Levels: []carto.Level{
		{Class: "m-border-glow", Group: b.g.groups(inArea, one), Edge: true}}}
	borders := carto.Borders{Name: "border", Cover: b.g.cover, Levels: b.g.levels()}
	// The glow lies on what is around the area and under the area itself.
	var out []carto.Layer
	for _, f := range fills {
		if f.(carto.Areas).Name == "areas" {
			out = append(out, glow)
		}
		out = append(out, f)
	}
	return slices.Concat(out, lines, []carto.Layer{borders}, points)
}

func (b *mapBuilder) areas(l *atlas.MapLayer) carto.Areas {
	out := carto.Areas{Name: l.Draw, Title: l.Name.In(b.w.Lang), Cover: b.g.cover}
	if l.Draw == "outside" {
		out.Name = "context"
	}
	for i, s := range b.g.shapes {
		if s.layer != l {
			continue
		}
		name := s.feature.Properties.Text("name_" + b.atlas.Languages[b.w.Lang].Code)
		m := carto.Mark{ID: s.feature.ID, Title: name}
		switch l.Draw {
		case "context":
			m.Label = carto.Label{Text: name, Style: "context", Priority: 50}
		case "outside":
			m.Class = "m-area-rest"
		case "areas":
			m.Class = "m-tone-" + strconv.Itoa(s.tone)
			if p := b.places[s.feature.ID]; p != nil {
				m.Href, m.Title = b.w.Href(p), b.w.Tooltip(p)
				if !b.small && !b.isSeat(p) {
					m.Label = carto.Label{Text: p.Short.In(b.w.Lang), Style: "county", Priority: 30}
				}
			}
		}
		out.Features = append(out.Features, carto.Area{Mark: m, Shapes: []int{i}})
	}
	return out
}

// isSeat reports whether a place is drawn as a point of its own.
func (b *mapBuilder) isSeat(p *atlas.Place) bool {
	return slices.ContainsFunc(b.m.Layers, func(l atlas.MapLayer) bool {
		return l.Draw == "seats" && slices.Contains(l.Ranks, p.Rank.ID)
	})
}

func (b *mapBuilder) lines(l *atlas.MapLayer) carto.Lines {
	out := carto.Lines{Name: "river", Title: l.Name.In(b.w.Lang)}
	code := b.atlas.Languages[b.w.Lang].Code
	for i := range l.Layer.Data.Features {
		f := &l.Layer.Data.Features[i]
		course := lineStrings(f.Geometry)
		if course == nil || !l.Shows(f) {
			continue
		}
		rank, err := strconv.Atoi(f.Properties.Text("rank"))
		if err != nil {
			rank = 3
		}
		name := f.Properties.Text("name_" + code)
		m := carto.Mark{Class: fmt.Sprintf("m-rank-%d", rank), Title: name}
		if !b.small || rank < 3 {
			m.Label = carto.Label{Text: name, Style: "river", Priority: 5 + rank}
		}
		out.Features = append(out.Features, carto.Line{Mark: m, Course: course})
	}
	return out
}

func lineStrings(g orb.Geometry) carto.Course {
	switch g := g.(type) {
	case orb.LineString:
		return carto.Course{g}
	case orb.MultiLineString:
		return carto.Course(g)
	}
	return nil
}

// seats draws the seats of the places of the layer's ranks; the first place of
// the gazetteer among them is the core.
func (b *mapBuilder) seats(l *atlas.MapLayer) carto.Points {
	out := carto.Points{Name: "seat", Title: l.Name.In(b.w.Lang)}
	for _, p := range b.atlas.Places {
		if !slices.Contains(l.Ranks, p.Rank.ID) || !p.Seat.Known || !p.HasPage() {
			continue
		}
		name := p.Short.In(b.w.Lang)
		m := carto.Mark{ID: p.Slug, Title: b.w.Tooltip(p), Href: b.w.Href(p), Label: carto.Label{Text: name, Style: "seat", Priority: 2}}
		pt := carto.Point{Mark: m, At: orb.Point{p.Seat.Lon, p.Seat.Lat}, Symbol: carto.Circle, Size: 6.5}
		switch {
		case len(out.Features) == 0:
			pt.Class, pt.Symbol, pt.Size, pt.Label.Style, pt.Label.Priority = "m-core", carto.Ring, 11, "core", 0
		case p.Feature == "" && len(p.Children) == 0:
			pt.Symbol, pt.Label.Priority = carto.Diamond, 4
		case len(p.Children) == 0:
			pt.Symbol, pt.Label.Priority = carto.Square, 4
		}
		out.Features = append(out.Features, pt)
	}
	return out
}

// legend explains what the map shows, in the words of the map's description.
func (b *mapBuilder) legend() []carto.Entry {
	var out []carto.Entry
	for _, e := range []struct{ class, text string }{
		{"m-border-plan", b.w.Legend.Area}, {"m-border-province", b.w.Legend.Province},
		{"m-border-prefecture", b.w.Legend.Prefecture},
	} {
		if e.text != "" {
			out = append(out, carto.Entry{Kind: carto.OfBorder, Layer: "border", Class: e.class, Text: e.text})
		}
	}
	for i := range b.m.Layers {
		l := &b.m.Layers[i]
		name := l.Name.In(b.w.Lang)
		switch l.Draw {
		case "lines":
			out = append(out, carto.Entry{Kind: carto.OfLine, Layer: "river", Class: "m-rank-1", Text: name})
		case "seats":
			out = append(out, b.seatEntries(l)...)
		case "outside":
			out = append(out, carto.Entry{Kind: carto.OfArea, Layer: "context", Class: "m-area-rest", Text: name})
		case "context":
			out = append(out, carto.Entry{Kind: carto.OfArea, Layer: "context", Text: name})
		}
	}
	return out
}

// seatEntries explains the symbols of the ranks that are drawn.
func (b *mapBuilder) seatEntries(l *atlas.MapLayer) []carto.Entry {
	var out []carto.Entry
	for _, r := range b.atlas.Site.Ranks {
		if !slices.Contains(l.Ranks, r.ID) {
			continue
		}
		symbol := carto.Circle
		for _, p := range b.atlas.Places {
			if p.Rank == r && p.HasPage() && len(p.Children) == 0 {
				symbol = carto.Square
				if p.Feature == "" {
					symbol = carto.Diamond
				}
			}
		}
		out = append(out, carto.Entry{Kind: carto.OfPoint, Layer: "seat", Mark: symbol, Size: 6.5, Text: r.Name.In(b.w.Lang)})
	}
	return out
}

// inset shows where the area lies in the layer that the map names for it.
func (b *mapBuilder) inset() *carto.Inset {
	l := b.m.Inset
	var land []orb.MultiPolygon
	var whole orb.MultiPolygon
	for i := range l.Layer.Data.Features {
		f := &l.Layer.Data.Features[i]
		if mp := atlas.Polygons(f.Geometry); mp != nil && l.Shows(f) {
			land = append(land, mp)
			whole = append(whole, mp...)
		}
	}
	if len(land) == 0 {
		return nil
	}
	frame := carto.Fit(geo.AlbersFor(geo.CGCS2000, whole.Bound()), 168, 0, 3, whole)
	var all []int
	for i := range land {
		all = append(all, i)
	}
	areaCover := carto.NewCover(b.areaTopology(), frame)
	return &carto.Inset{Title: l.Name.In(b.w.Lang), Frame: frame, Layers: []carto.Layer{
		carto.Areas{Name: "land", Cover: carto.NewCover(geo.NewTopology(land), frame), Features: []carto.Area{{Shapes: all}}},
		carto.Areas{Name: "plan", Cover: areaCover, Features: []carto.Area{{Shapes: b.g.area()}}},
	}}
}

// areaTopology is the topology of the map's own polygons.
func (b *mapBuilder) areaTopology() *geo.Topology { return b.g.topology }
