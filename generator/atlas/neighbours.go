package atlas

import (
	"slices"

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
			fresh[l.Data] = b.borders(l)
		}
		at[l.Data][f.Index] = p
	}
	order := map[*Place]int{}
	for i, p := range a.Places {
		order[p] = i
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
		slices.SortFunc(p.Neighbours, func(x, y *Place) int { return order[x] - order[y] })
	}
	b.loader.borders = fresh
}

// borders lists for each feature of a layer, by its index, the features that
// share a border with it.
func (b *builder) borders(l *Layer) [][]int {
	if known, ok := b.loader.borders[l.Data]; ok {
		return known
	}
	return l.Topology().Neighbours()
}
