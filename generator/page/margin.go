package page

import (
	"slices"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

// marginView is what stands beside a block: the places it names, the numbers it
// states, the projects it announces. All of it is derived from the tables.
type marginView struct {
	Places   []placeItem
	Numbers  []link
	Projects []link
	Spots    *spotsView // the small map; nil where nothing named lies on it
}

// marginOf gathers what a block names and states, or a table with its cells and the
// notes below it; nil where that is nothing.
func (f *frame) marginOf(b *atlas.Block) *marginView {
	v := &marginView{}
	var seen []*atlas.Place
	blocks := []*atlas.Block{b}
	if b.Kind == text.Table {
		for _, c := range b.Chapter.Blocks {
			if c.Table == b {
				blocks = append(blocks, c)
			}
		}
	}
	for _, part := range blocks {
		f.beside(v, part, &seen)
	}
	if len(v.Places)+len(v.Numbers)+len(v.Projects) == 0 {
		return nil
	}
	v.Spots = f.spots(blocks, f.mini)
	return v
}

// beside adds what a block names and states, without the places seen already.
func (f *frame) beside(v *marginView, b *atlas.Block, seen *[]*atlas.Place) {
	a := f.atlas()
	for _, p := range a.PlacesIn(b) {
		if !p.Page.HasPage() || slices.Contains(*seen, p.Page) {
			continue
		}
		*seen = append(*seen, p.Page)
		it := f.placeItem(p.Page)
		it.Name = f.in(p.Page.Short)
		v.Places = append(v.Places, it)
	}
	stated := a.Stated(b)
	s := f.env.Layouts.strings[f.lang]
	for _, n := range stated.Numbers {
		v.Numbers = append(v.Numbers, link{Href: f.href(f.own("data/values.html#" + n.ID)),
			Text: f.in(n.Indicator) + f.t("value.join") + s.Text("comparator."+n.Comparator) + s.Quantity(n.Value, n.Unit)})
	}
	for _, p := range stated.Projects {
		v.Projects = append(v.Projects, link{Href: f.href(f.own("projects.html#" + p.ID)), Text: f.in(p.Name)})
	}
}
