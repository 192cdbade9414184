package draw

import (
	"slices"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/carto"
	"atlas/generator/geo"
	"atlas/generator/sheet"
)

// Map draws a map of the atlas.
func (s *Studio) Map(a *atlas.Atlas, m *atlas.Map, w Words) ([]byte, error) {
	return s.drawMap(a, m, s.spec(a, m, w), w.T)
}

// Locator draws where a place lies in the area of a map.
func (s *Studio) Locator(a *atlas.Atlas, m *atlas.Map, p *atlas.Place, w Words) ([]byte, error) {
	g := s.groundOf(m, w.Width)
	l := carto.Locator{Prefix: w.Prefix, Lang: w.Tag, Title: p.Name.In(w.Lang), Desc: w.Desc, Cover: g.cover,
		Ground: g.area(), Levels: g.locatorLevels(), Place: g.shapesOf(a, p)}
	if p.Seat.Known && (len(l.Place) == 0 || speck(a, p)) {
		l.At = &orb.Point{p.Seat.Lon, p.Seat.Lat}
	}
	spec := l.Spec()
	return s.kept("map/"+spec.Key(), func() ([]byte, error) { return carto.Draw(spec), nil })
}

// speck reports whether a place is so small a part of the whole that a locator
// has to point at it.
func speck(a *atlas.Atlas, p *atlas.Place) bool {
	whole := 0.0
	for _, q := range a.Places {
		if len(q.Children) == 0 {
			whole += q.AreaMap
		}
	}
	return p.AreaMap < whole/200
}

func (g *ground) locatorLevels() []carto.Level {
	return []carto.Level{g.edge(), g.prefectures()}
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
func (s *Studio) spec(a *atlas.Atlas, m *atlas.Map, w Words) carto.Spec {
	b := mapBuilder{atlas: a, m: m, w: w, g: s.groundOf(m, w.Width), small: w.Width < 500, places: placesByFeatureID(a),
		sheet: w.Sheet, labelled: map[string]bool{}, ended: map[orb.Point]bool{}, stacked: map[orb.Point]float64{}}
	spec := carto.Spec{Prefix: w.Prefix, Class: m.Class, Lang: w.Tag, Title: w.Title, Desc: w.Desc, Frame: b.g.frame, Styles: b.styles(), Notes: w.Notes,
		Zoom:      len(w.Notes) == 0 && !w.Bare && !w.Alone,
		Scale:     &carto.Scale{Unit: w.Unit},
		Graticule: &carto.Graticule{East: w.Degrees[0], West: w.Degrees[1], North: w.Degrees[2], South: w.Degrees[3]},
		North:     &carto.North{Letter: w.NorthLetter},
	}
	if m.Extent != nil {
		spec.North = nil // it turns too much across such a sheet to be told by one arrow
	}
	spec.Layers = b.layers()
	spec.Legend = b.legend()
	if m.Inset != nil && !b.small {
		spec.Inset = b.inset()
	}
	if w.Alone {
		spec.Legend, spec.Scale, spec.Graticule, spec.North, spec.Inset = nil, nil, nil, nil, nil
	}
	if w.Bare {
		bare(&spec)
	}
	return spec
}

// bare takes everything from a map that is not drawing: a picture that leads to
// the map itself.
func bare(s *carto.Spec) {
	s.Legend, s.Scale, s.Graticule, s.North, s.Styles, s.Desc = nil, nil, nil, nil, nil, ""
	s.Layers = slices.DeleteFunc(s.Layers, func(l carto.Layer) bool {
		switch l := l.(type) {
		case carto.Lines:
			return l.Name == "river"
		case carto.Areas:
			return l.Class != areaClass && s.Class == ""
		case carto.Borders:
			return l.Name == "glow"
		}
		return false
	})
	for i, l := range s.Layers {
		switch l := l.(type) {
		case carto.Borders:
			l.Levels = l.Levels[:1]
			s.Layers[i] = l
		case carto.Areas:
			l.Title, l.Features = "", slices.Clone(l.Features)
			for k := range l.Features {
				l.Features[k].Mark, l.Features[k].Hatch = carto.Mark{Class: l.Features[k].Class}, carto.NoHatch
			}
			if len(l.Features) > 1 && !slices.ContainsFunc(l.Features, func(a carto.Area) bool { return a.Class != l.Features[0].Class }) {
				one := carto.Area{Mark: l.Features[0].Mark} // all alike: a single shape
				for _, a := range l.Features {
					one.Shapes = append(one.Shapes, a.Shapes...)
				}
				l.Features = []carto.Area{one}
			}
			s.Layers[i] = l
		case carto.Lines:
			l.Title, l.Features = "", slices.Clone(l.Features)
			for k := range l.Features {
				l.Features[k].Mark, l.Features[k].End = carto.Mark{Class: l.Features[k].Class}, carto.Label{}
			}
			s.Layers[i] = l
		case carto.Points:
			l.Title, l.Features = "", slices.Clone(l.Features)
			for k := range l.Features {
				l.Features[k].Mark = carto.Mark{Class: l.Features[k].Class}
			}
			s.Layers[i] = l
		}
	}
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
	w      Words
	g      *ground
	small  bool
	places map[string]*atlas.Place
	sheet  *sheet.Sheet

	labelled map[string]bool       // places and names that have a label at their point
	ended    map[orb.Point]bool    // where an arrow with a name ends
	stacked  map[orb.Point]float64 // px taken above a position by the symbols there
}

func (b *mapBuilder) styles() []carto.LabelStyle {
	if b.small {
		return []carto.LabelStyle{{Name: "core", Size: 13, Bold: true, Must: true}, {Name: "seat", Size: 11, Bold: true},
			{Name: "county", Size: 9}, {Name: "context", Size: 9, Spacing: .5}, {Name: "river", Size: 9.5},
			{Name: "plan", Size: 10, Bold: true}, {Name: "lead", Size: 9}, {Name: "band", Size: 10, Spacing: 1}}
	}
	county, band := 10.0, carto.LabelStyle{Name: "band", Size: 14, Spacing: 3}
	if b.atlas.Languages[b.w.Lang].Spaced {
		county, band.Size, band.Spacing = 9.5, 12, 1
	}
	return []carto.LabelStyle{{Name: "core", Size: 17, Bold: true, Must: true}, {Name: "seat", Size: 13.5, Bold: true, Must: true},
		{Name: "county", Size: county}, {Name: "context", Size: 11, Spacing: 1}, {Name: "river", Size: 11},
		{Name: "plan", Size: 13, Bold: true}, {Name: "lead", Size: 12}, band}
}

// layers draws fills, then patches, bands and rivers, then borders, routes and
// corridors, and symbols on top of all.
func (b *mapBuilder) layers() []carto.Layer {
	var fills, under, over, points []carto.Layer
	for i := range b.m.Layers {
		l := &b.m.Layers[i]
		switch l.Draw {
		case "context", "outside", "areas", "whole":
			fills = append(fills, b.areas(l))
		case "values":
			fills = append(fills, b.values(l))
		case "lines":
			under = append(under, b.lines(l))
		case "rings", "courses":
			under = append(under, b.elements(l))
		case "route", "arrows", "corridors":
			over = append(over, b.elements(l))
		case "members", "works":
			points = append(points, b.symbols(l))
		case "named":
			lines, symbols := b.elements(l), b.symbols(l)
			if len(symbols.Features) > 0 {
				points = append(points, symbols)
				lines.Name += "-lines" // ids may stand in a drawing once only
			}
			if len(lines.Features) > 0 {
				under = append(under, lines)
			}
		case "amounts":
			points = append(points, b.amounts(l))
		}
	}
	if stops := b.stops(); len(stops.Features) > 0 {
		points = append(points, stops)
	}
	for i := range b.m.Layers { // seats give way to what is drawn there already
		if l := &b.m.Layers[i]; l.Draw == "seats" {
			points = append(points, b.seats(l))
		}
	}
	glow := carto.Borders{Name: "glow", Cover: b.g.cover, Levels: []carto.Level{
		{Class: "m-border-glow", Group: b.g.groups(inArea, one), Edge: true}}}
	borders := carto.Borders{Name: "border", Cover: b.g.cover, Levels: b.g.levels()}
	// The glow lies on what is around the area and under the area itself.
	var out []carto.Layer
	glows := false
	for _, f := range fills {
		if f.(carto.Areas).Class == areaClass && !glows {
			out, glows = append(out, glow), true
		}
		out = append(out, f)
	}
	return slices.Concat(out, under, []carto.Layer{borders}, over, points)
}

// areaClass marks the layers that show the plan's area.
const areaClass = "m-inside"

// insetShare is how much of a map's width its inset takes.
const insetShare = 168. / 1100

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
	frame := carto.Fit(geo.AlbersFor(geo.CGCS2000, whole.Bound()), insetShare*float64(b.w.Width), 0, 3, whole)
	var all []int
	for i := range land {
		all = append(all, i)
	}
	areaCover := carto.NewCover(b.g.topology, frame)
	return &carto.Inset{Title: l.Name.In(b.w.Lang), Frame: frame, Layers: []carto.Layer{
		carto.Areas{Name: "land", Cover: carto.NewCover(geo.NewTopology(land), frame), Features: []carto.Area{{Shapes: all}}},
		carto.Areas{Name: "plan", Cover: areaCover, Features: []carto.Area{{Shapes: b.g.area()}}},
	}}
}
