package page

import (
	"strconv"

	"atlas/generator/atlas"
	"atlas/generator/words"
)

// miniView is the base of the small maps of a page, which has it once.
type miniView struct {
	Box, Area, Borders string
	at                 func(lon, lat float64) (x, y float64, shown bool)
}

// spotsView are the dots that a block's small map has on the base.
type spotsView struct {
	Box  string
	Dots []dotView
}

// dotView is a dot of a small map: its place in px and what lies there.
type dotView struct{ X, Y, Name string }

// miniature is the base of the small maps beside the text; nil where the site
// has no map.
func (f *frame) miniature() *miniView { return f.env.derived.mini() }

func (e *Env) miniature(m *atlas.Map) *miniView {
	if m == nil {
		return nil
	}
	d := e.Draw.Miniature(m)
	if d.Area == "" {
		return nil
	}
	return &miniView{Box: "0 0 " + words.Decimal(d.Width) + " " + words.Decimal(d.Height), Area: d.Area, Borders: d.Borders, at: d.At}
}

// spots are the dots of what blocks name: each place or name once, in the
// order of the text, that has a position on the base. One that is only
// schematic has no dot, nor has what lies outside. Names at one point share a
// dot.
func (f *frame) spots(blocks []*atlas.Block, base *miniView) *spotsView {
	if base == nil {
		return nil
	}
	v := &spotsView{Box: base.Box}
	seen := map[atlas.Ref]bool{}
	var refs []atlas.Ref
	for _, b := range blocks {
		if len(b.Mentions) == 0 {
			continue
		}
		for _, m := range b.Mentions[0] {
			if m.Place != nil {
				refs = append(refs, atlas.Ref{Place: m.Place.Page})
				continue
			}
			refs = append(refs, atlas.Ref{Name: m.Name})
			for _, p := range f.atlas().NamesWithin(b, 0, m) {
				refs = append(refs, atlas.Ref{Place: p.Page})
			}
		}
	}
	for _, r := range refs {
		s := f.atlas().Spot(r)
		if seen[r] || !s.Known || s.Basis == atlas.Schematic {
			continue
		}
		seen[r] = true
		px, py, shown := base.at(s.Lon, s.Lat)
		if shown {
			v.add(strconv.FormatFloat(px, 'f', 0, 64), strconv.FormatFloat(py, 'f', 0, 64), f.in(r.Title()), f.t("list.join"))
		}
	}
	if len(v.Dots) == 0 {
		return nil
	}
	return v
}

func (v *spotsView) add(x, y, name, join string) {
	for i := range v.Dots {
		if d := &v.Dots[i]; d.X == x && d.Y == y {
			d.Name += join + name
			return
		}
	}
	v.Dots = append(v.Dots, dotView{x, y, name})
}
