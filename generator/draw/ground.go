package draw

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/carto"
	"atlas/generator/geo"
)

// tones is how many tones tell neighbouring units of the area apart.
const tones = 5

// groundOf prepares the polygons of a map for a width; locators share one.
func (s *Studio) groundOf(m *atlas.Map, width int) *ground {
	key := groundKey{width: width}
	var parts []string
	for i := range m.Layers {
		if l := &m.Layers[i]; isArea(l) {
			if key.first == nil {
				key.first = l.Layer.Data
			}
			parts = append(parts, fmt.Sprintf("%s %p %s %v %v", l.Layer.ID, l.Layer.Data, l.Draw, l.Where, l.Units))
		}
	}
	key.layers = fmt.Sprint(m.Projection, m.Extent) + "\n" + strings.Join(parts, "\n")
	s.mu.Lock()
	defer s.mu.Unlock()
	if g, ok := s.covers[key]; ok {
		return g.of(m)
	}
	all := key
	all.width = 0
	base, ok := s.covers[all]
	if !ok {
		base = prepare(m)
		s.covers[all] = base
	}
	g := base.of(m)
	g.fit(m, width)
	s.covers[key] = g
	return g
}

func isArea(l *atlas.MapLayer) bool {
	return l.Layer != nil && slices.Contains([]string{"context", "outside", "areas", "whole", "values"}, l.Draw)
}

// of is the ground with its shapes tied to the layers of this atlas's map, which
// are other values than last time; the geometry is the same.
func (g *ground) of(m *atlas.Map) *ground {
	h := *g
	h.shapes = slices.Clone(g.shapes)
	for i := range h.shapes {
		h.shapes[i].layer = &m.Layers[h.shapes[i].index]
	}
	return &h
}

// prepare makes the ground of a map for every width: what does not depend on it.
func prepare(m *atlas.Map) *ground {
	g := &ground{}
	var polygons []orb.MultiPolygon
	var only *atlas.Layer // the layer that is drawn whole and alone
	for i := range m.Layers {
		l := &m.Layers[i]
		if !isArea(l) {
			continue
		}
		before := len(polygons)
		for k := range l.Layer.Data.Features {
			f := &l.Layer.Data.Features[k]
			mp := atlas.Polygons(f.Geometry)
			if mp == nil || !l.Shows(f) || !near(m.Extent, mp.Bound()) {
				continue
			}
			polygons = append(polygons, mp)
			g.shapes = append(g.shapes, shape{feature: f, layer: l, index: i})
		}
		if only = nil; before == 0 && len(polygons) == len(l.Layer.Data.Features) {
			only = l.Layer
		}
	}
	if only != nil {
		g.topology = only.Topology()
	} else {
		g.topology = geo.NewTopology(polygons)
	}
	g.paint(g.topology)
	// What is shown is the area, where a layer has one, or else everything.
	whole := !slices.ContainsFunc(g.shapes, inArea)
	shown := func(i int) bool { return i != geo.None && (whole || inArea(g.shapes[i])) }
	g.outline = g.topology.Lines(func(left, right int) bool { return shown(left) != shown(right) })
	return g
}

// fit makes the ground's frame and cover for a width.
func (g *ground) fit(m *atlas.Map, width int) {
	margin, pad := frameMargin(width)
	if m.Extent != nil {
		g.frame = carto.Fit(projection(m, *m.Extent), float64(width), margin, 0, *m.Extent)
	} else {
		g.frame = carto.Fit(projection(m, g.outline.Bound()), float64(width), margin, pad, g.outline)
	}
	g.cover = carto.NewCover(g.topology, g.frame)
}

// near reports whether something may be seen on a sheet of an extent: sheets are
// rectangles of a plane and show more than their degrees.
func near(extent *orb.Bound, b orb.Bound) bool {
	return extent == nil || extent.Pad(20).Intersects(b)
}

// paint gives the units of the area tones so that neighbours differ: each unit,
// in the order of the file, takes the tone least used among those its painted
// neighbours do not have.
func (g *ground) paint(t *geo.Topology) {
	unit := map[int]string{}
	var units []string
	for i, s := range g.shapes {
		if !inArea(s) {
			continue
		}
		u := s.unit("prefecture")
		unit[i] = u
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	touches := map[string]map[string]bool{}
	for _, u := range units {
		touches[u] = map[string]bool{}
	}
	for a := range t.Arcs() {
		left, right := t.Sides(a)
		u, ok1 := unit[left]
		v, ok2 := unit[right]
		if ok1 && ok2 && u != v {
			touches[u][v], touches[v][u] = true, true
		}
	}
	tone := map[string]int{}
	used := make([]int, tones+1)
	for _, u := range units {
		best := 1
		for c := 1; c <= tones; c++ {
			free := true
			for v := range touches[u] {
				free = free && tone[v] != c
			}
			if free && (!g.isFree(touches[u], tone, best) || used[c] < used[best]) {
				best = c
			}
		}
		tone[u] = best
		used[best]++
	}
	for i, u := range unit {
		g.shapes[i].tone = tone[u]
	}
}

func (g *ground) isFree(neighbours map[string]bool, tone map[string]int, c int) bool {
	for v := range neighbours {
		if tone[v] == c {
			return false
		}
	}
	return true
}

// unit is the unit of a level to which the shape belongs.
func (s shape) unit(level string) string {
	if p := s.layer.Units[level]; p != "" {
		return s.feature.Properties.Text(p)
	}
	return s.feature.ID
}

// groups numbers the shapes that pass by the text that of gives; 0 for the rest.
func (g *ground) groups(pass func(shape) bool, of func(shape) string) []int {
	ids := map[string]int{}
	out := make([]int, len(g.shapes))
	for i, s := range g.shapes {
		if !pass(s) {
			continue
		}
		u := of(s)
		if _, ok := ids[u]; !ok {
			ids[u] = len(ids) + 1
		}
		out[i] = ids[u]
	}
	return out
}

func inArea(s shape) bool {
	return s.layer.Draw == "areas" || s.layer.Draw == "whole" || s.layer.Draw == "values"
}

// apart are the shapes of the area that are drawn each by itself.
func apart(s shape) bool    { return inArea(s) && s.layer.Group == "" && s.layer.Draw != "whole" }
func anywhere(s shape) bool { return true }
func around(s shape) bool   { return !inArea(s) }
func one(shape) string      { return "" }

// levels are the borders of a map, the highest rank first.
func (g *ground) levels() []carto.Level {
	return []carto.Level{
		g.edge(),
		{Class: "m-border-province", Group: g.groups(inArea, unitOf("province"))},
		{Class: "m-border-province-out", Group: g.groups(anywhere, unitOf("province"))},
		g.prefectures(),
		{Class: "m-border-county", Group: g.groups(apart, func(s shape) string { return s.feature.ID })},
		{Class: "m-border-out", Group: g.groups(around, func(s shape) string { return s.layer.Draw + s.feature.ID })},
	}
}

// edge is the border of the plan's area.
func (g *ground) edge() carto.Level {
	return carto.Level{Class: "m-border-plan", Group: g.groups(inArea, one), Edge: true}
}

// prefectures are the borders of prefectures within the area.
func (g *ground) prefectures() carto.Level {
	return carto.Level{Class: "m-border-prefecture", Group: g.groups(inArea, unitOf("prefecture"))}
}

// unitOf tells of a shape to which unit of a level it belongs; "" where its layer
// does not say.
func unitOf(level string) func(shape) string {
	return func(s shape) string {
		if s.layer.Units[level] == "" {
			return ""
		}
		return s.unit(level)
	}
}

// area are the shapes that make the plan's area.
func (g *ground) area() []int {
	var out []int
	for i, s := range g.shapes {
		if inArea(s) {
			out = append(out, i)
		}
	}
	return out
}
