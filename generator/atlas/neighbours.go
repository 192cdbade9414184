package atlas

import (
	"slices"

	"github.com/paulmach/orb"

	"atlas/generator/geo"
	"atlas/generator/source"
)

// neighbours works out which places share a border. Places are compared within
// a layer: a county with counties, a prefecture with prefectures. The borders of
// a layer that was not read anew are not worked out again.
func (b *builder) neighbours() {
	a := b.atlas
	fresh := map[*source.Layer][][]int{}
	at := map[*source.Layer]map[int]*Place{}
	for _, p := range a.Places {
		l, f := a.Polygon(p)
		if f == nil || p.Page != p {
			continue
		}
		if at[l.Data] == nil {
			at[l.Data] = map[int]*Place{}
			fresh[l.Data] = b.borders(l.Data)
		}
		at[l.Data][f.Index] = p
	}
	for _, p := range a.Places {
		l, f := a.Polygon(p)
		if f == nil || p.Page != p {
			continue
		}
		for _, i := range fresh[l.Data][f.Index] {
			if q := at[l.Data][i]; q != nil {
				p.Neighbours = append(p.Neighbours, q)
			}
		}
		slices.SortFunc(p.Neighbours, func(x, y *Place) int { return slices.Index(a.Places, x) - slices.Index(a.Places, y) })
	}
	b.loader.borders = fresh
}

// borders lists for each feature of a layer, by its index, the features that
// share a border with it.
func (b *builder) borders(l *source.Layer) [][]int {
	if known, ok := b.loader.borders[l]; ok {
		return known
	}
	shapes := make([]orb.MultiPolygon, len(l.Features))
	for i := range l.Features {
		shapes[i] = Polygons(l.Features[i].Geometry)
	}
	return geo.NewTopology(shapes).Neighbours()
}
