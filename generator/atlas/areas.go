package atlas

import (
	"github.com/paulmach/orb"

	"atlas/generator/geo"
	"atlas/generator/source"
)

// areaKey remembers the area of a feature as long as its layer is not read anew.
type areaKey struct {
	layer *source.Layer
	index int
}

// measure works out the areas of the places from their polygons.
func (b *builder) measure() {
	a := b.atlas
	fresh := map[areaKey]float64{}
	for _, p := range a.Places {
		l, f := a.Polygon(p)
		if f == nil {
			continue
		}
		key := areaKey{l.Data, f.Index}
		km2, ok := b.loader.areas[key]
		if !ok {
			km2 = geo.Area(Polygons(f.Geometry))
		}
		fresh[key] = km2
		p.AreaMap = km2
	}
	b.loader.areas = fresh
	for _, p := range a.Places {
		if p.Extent == "part" {
			for _, c := range p.Children {
				p.AreaInPlan += c.AreaMap
			}
		}
	}
}

// Polygon finds a place's polygon in the layers that the site names for it; nil
// where it has none.
func (a *Atlas) Polygon(p *Place) (*Layer, *source.Feature) {
	for _, id := range a.Site.Geometry {
		l := a.layers[id]
		if l == nil {
			continue
		}
		for _, key := range []string{p.Feature, p.Adcode} {
			if f := l.Feature(key); key != "" && f != nil {
				return l, f
			}
		}
	}
	return nil, nil
}

// Polygons are the polygons of a geometry, those of a collection too; none for points
// and lines.
func Polygons(g orb.Geometry) orb.MultiPolygon {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	case orb.Collection:
		var out orb.MultiPolygon
		for _, part := range g {
			out = append(out, Polygons(part)...)
		}
		return out
	}
	return nil
}

// Lines are the lines of a geometry, those of a collection too; none for points and
// areas.
func Lines(g orb.Geometry) orb.MultiLineString {
	switch g := g.(type) {
	case orb.LineString:
		return orb.MultiLineString{g}
	case orb.MultiLineString:
		return g
	case orb.Collection:
		var out orb.MultiLineString
		for _, part := range g {
			out = append(out, Lines(part)...)
		}
		return out
	}
	return nil
}
