package draw

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/carto"
	"atlas/generator/sheet"
)

// slot is the class by which a layer is switched on and off.
func (b *mapBuilder) slot(l *atlas.MapLayer) string {
	for i := range b.m.Layers {
		if &b.m.Layers[i] == l {
			return "m-slot-" + strconv.Itoa(i+1)
		}
	}
	return ""
}

// areas are the polygons of a layer.
func (b *mapBuilder) areas(l *atlas.MapLayer) carto.Areas {
	out := carto.Areas{Name: l.ID, Class: b.slot(l), Title: l.Name.In(b.w.Lang), Cover: b.g.cover}
	if l.Draw == "areas" || l.Draw == "whole" {
		out.Class = areaClass
	}
	if l.Draw == "whole" || l.Group != "" {
		out.Features = b.united(l)
		return out
	}
	for i, s := range b.g.shapes {
		if s.layer != l {
			continue
		}
		name := b.atlas.FeatureName(s.feature, b.w.Lang)
		if slices.Contains(l.Mute, s.feature.ID) {
			name = ""
		}
		m := carto.Mark{ID: s.feature.ID, Title: name}
		switch l.Draw {
		case "context":
			m.ID = ""
			m.Label = carto.Label{Text: name, Style: "context", Priority: 50}
		case "outside":
			m.ID, m.Class = "", "m-area-rest"
			if l.Class != "" {
				m.Class = "m-" + l.Class
				m.Label = carto.Label{Text: name, Style: "context", Priority: 40}
			}
		case "areas":
			m.Class = "m-plain"
			if !l.Quiet {
				m.Class = "m-tone-" + strconv.Itoa(s.tone)
			}
			if p := b.places[s.feature.ID]; p != nil {
				m.Href, m.Title = b.w.Href(p), b.w.Tooltip(p)
				if !b.isSeat(p) && !b.counted() {
					m.Label = carto.Label{Text: p.Short.In(b.w.Lang), Style: "county", Priority: 30, Later: b.small || l.Quiet}
				}
			}
		}
		out.Features = append(out.Features, carto.Area{Mark: m, Shapes: []int{i}})
	}
	b.inOrder(out.Features)
	return out
}

// inOrder puts areas in the order of the gazetteer, in which the table beside the
// map lists them and the keyboard and the screen reader go through them.
func (b *mapBuilder) inOrder(areas []carto.Area) {
	at := map[string]int{}
	for i, p := range b.atlas.Places {
		if at[p.Feature] == 0 {
			at[p.Feature] = i + 1
		}
	}
	slices.SortStableFunc(areas, func(x, y carto.Area) int { return cmp.Compare(at[x.ID], at[y.ID]) })
}

// united are the shapes of a layer joined by their units, or all to one.
func (b *mapBuilder) united(l *atlas.MapLayer) []carto.Area {
	var out []carto.Area
	index := map[string]int{}
	for i, s := range b.g.shapes {
		if s.layer != l {
			continue
		}
		unit := ""
		if l.Group != "" {
			unit = s.unit(l.Group)
		}
		k, ok := index[unit]
		if !ok {
			k = len(out)
			index[unit] = k
			a := carto.Area{Mark: carto.Mark{Class: "m-plain", Title: l.Name.In(b.w.Lang)}}
			if p := b.places[unit]; p != nil && l.Group != "" {
				a.Mark = carto.Mark{ID: p.Slug, Class: "m-plain", Href: b.w.Href(p), Title: b.w.Tooltip(p)}
			}
			switch l.Draw {
			case "whole":
				a.Class = "m-whole"
			case "outside":
				a.Mark = carto.Mark{Class: "m-area-rest", Title: a.Title}
			}
			out = append(out, a)
		}
		out[k].Shapes = append(out[k].Shapes, i)
	}
	return out
}

// isSeat reports whether a place is drawn as a point of its own.
func (b *mapBuilder) isSeat(p *atlas.Place) bool {
	return slices.ContainsFunc(b.m.Layers, func(l atlas.MapLayer) bool {
		return l.Draw == "seats" && slices.Contains(l.Ranks, p.Rank.ID)
	})
}

// counted reports whether circles of amounts carry the names of the units.
func (b *mapBuilder) counted() bool {
	return slices.ContainsFunc(b.m.Layers, func(l atlas.MapLayer) bool { return l.Draw == "amounts" && l.Symbol != "label" })
}

// field is the sheet's field of a layer.
func (b *mapBuilder) field(l *atlas.MapLayer) *sheet.Field {
	i := slices.IndexFunc(b.sheet.Fields, func(f sheet.Field) bool { return f.Layer == l })
	return &b.sheet.Fields[i]
}

// values are areas in the tones of their classes, hatched where there is no
// figure.
func (b *mapBuilder) values(l *atlas.MapLayer) carto.Areas {
	out := carto.Areas{Name: l.ID, Class: areaClass, Title: l.Name.In(b.w.Lang), Cover: b.g.cover}
	f := b.field(l)
	for i, s := range b.g.shapes {
		if s.layer != l {
			continue
		}
		k := slices.IndexFunc(f.Items, func(it sheet.Item) bool { return it.Feature == s.feature })
		if k < 0 {
			continue
		}
		it := f.Items[k]
		a := carto.Area{Shapes: []int{i}, Mark: carto.Mark{ID: it.ID, Class: fmt.Sprintf("m-class-%d-of-%d", it.Class, len(f.Counts)), Title: b.w.Item(f, it)}}
		if !it.Known {
			a.Class, a.Hatch = "m-class-none", carto.Rising
		}
		if p := it.Place; p != nil {
			a.Href = b.w.Href(p)
			if !b.isSeat(p) {
				a.Label = carto.Label{Text: p.Short.In(b.w.Lang), Style: "county", Priority: 30, Later: b.small}
			}
		}
		out.Features = append(out.Features, a)
	}
	b.inOrder(out.Features)
	return out
}

// lines are the lines of a layer, as rivers.
func (b *mapBuilder) lines(l *atlas.MapLayer) carto.Lines {
	out := carto.Lines{Name: "river", Class: b.slot(l), Title: l.Name.In(b.w.Lang)}
	for i := range l.Layer.Data.Features {
		f := &l.Layer.Data.Features[i]
		course := atlas.Lines(f.Geometry)
		if course == nil || !l.Shows(f) || b.charted(f.Properties.Text("name_"+b.atlas.Languages[0].Code)) {
			continue
		}
		rank, err := strconv.Atoi(f.Properties.Text("rank"))
		if err != nil {
			rank = 3
		}
		name := b.atlas.FeatureName(f, b.w.Lang)
		m := carto.Mark{Class: fmt.Sprintf("m-rank-%d", rank), Title: name}
		m.Label = carto.Label{Text: name, Style: "river", Priority: 5 + rank, Later: b.small && rank > 2}
		if l.Quiet {
			m.Label.Priority += 40
		}
		out.Features = append(out.Features, carto.Line{Mark: m, Course: carto.Course(course)})
	}
	return out
}

// charted reports whether a course is drawn as an element of its own.
func (b *mapBuilder) charted(name string) bool {
	return slices.ContainsFunc(b.sheet.Elements, func(e sheet.Element) bool {
		return e.Layer.Draw == "courses" && e.Shape == sheet.Line && e.Ref != nil && e.Ref.Title().In(0) == name
	})
}

// seats draws the seats of the places of the layer's ranks that have no symbol
// yet; the first place of the gazetteer among them is the core.
func (b *mapBuilder) seats(l *atlas.MapLayer) carto.Points {
	out := carto.Points{Name: "seat", Class: b.slot(l), Title: l.Name.In(b.w.Lang)}
	first := true
	for _, p := range b.atlas.Places {
		if !slices.Contains(l.Ranks, p.Rank.ID) || !p.Seat.Known || !p.HasPage() {
			continue
		}
		core := first
		first = false
		if b.labelled[p.Slug] {
			continue
		}
		name := p.Short.In(b.w.Lang)
		m := carto.Mark{ID: p.Slug, Title: b.w.Tooltip(p), Href: b.w.Href(p), Label: carto.Label{Text: name, Style: "seat", Priority: 2}}
		pt := carto.Point{Mark: m, At: orb.Point{p.Seat.Lon, p.Seat.Lat}, Symbol: carto.Circle, Size: 6.5}
		switch {
		case l.Quiet:
			pt.Size, pt.Class, pt.Label.Style, pt.Label.Priority = 4.5, "m-quiet", "county", 3
		case core:
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
