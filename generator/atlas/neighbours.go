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
		at[l.Data][position(l, f)] = p
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
		for _, i := range fresh[l.Data][position(l, f)] {
			if q := at[l.Data][i]; q != nil {
				p.Neighbours = append(p.Neighbours, q)
			}
		}
		slices.SortFunc(p.Neighbours, func(x, y *Place) int { return order[x] - order[y] })
	}
	b.loader.borders = fresh
}

// position is where a feature stands among those that could be read, by which the
// topology counts; its index is that in the file.
func position(l *Layer, f *source.Feature) int {
	i, _ := slices.BinarySearchFunc(l.Data.Features, f.Index, func(x source.Feature, i int) int { return x.Index - i })
	return i
}

// borders lists for each feature of a layer, by its position, the features that
// share a border with it.
func (b *builder) borders(l *Layer) [][]int {
	if known, ok := b.loader.borders[l.Data]; ok {
		return known
	}
	return l.Topology().Neighbours()
}
