package sheet

import (
	"slices"

	"atlas/generator/atlas"
)

// named are the places of the layer's ranks and the names of its types that the
// plan's text has, wherever something says where they lie. One that a layer of
// geometry has a line for is that line. What lies off the sheet is listed as
// such. Each has the first block that names it, and how that has the name.
func (b *builder) named(l *atlas.MapLayer) {
	for _, p := range b.atlas.Places {
		if slices.Contains(l.Ranks, p.Rank.ID) {
			b.name(l, atlas.Ref{Place: p}, p.Name, b.atlas.Naming(p))
		}
	}
	for _, n := range b.atlas.Names {
		if slices.Contains(l.Types, n.Type) {
			b.name(l, atlas.Ref{Name: n}, n.Name, b.atlas.NamingName(n))
		}
	}
}

func (b *builder) name(l *atlas.MapLayer, r atlas.Ref, name atlas.Localized, mentions []*atlas.Block) {
	if len(mentions) == 0 {
		return
	}
	e := Element{ID: l.ID + "-" + r.ID(), Layer: l, Name: name, Ref: &r, Block: mentions[0],
		Role: make(atlas.Localized, len(b.atlas.Languages)), Note: make(atlas.Localized, len(b.atlas.Languages))}
	words := mentions[0].Text(0)
	for _, m := range mentions[0].Mentions[0] {
		is := r.Place != nil && m.Place == r.Place || r.Name != nil && m.Name == r.Name ||
			r.Place != nil && slices.Contains(b.atlas.NamesWithin(mentions[0], 0, m), r.Place)
		if e.Quote == "" && is {
			e.Quote = words[m.Start:m.End]
		}
	}
	if l.Layer != nil {
		if c := b.charted(e, r); c.Shape != Nothing {
			b.add(c)
			return
		}
	}
	e = b.placed(e, r)
	if x := b.sheet.Map.Extent; x != nil && e.Shape == Point && !x.Contains(e.At) {
		e = e.missing(Beyond)
	}
	b.add(e)
}
