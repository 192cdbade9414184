package draw

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/carto"
	"atlas/generator/sheet"
)

// look are the classes of an element: its layer's, its basis and its stage.
func look(e sheet.Element) string {
	class := "m-basis-" + e.Basis
	if e.Layer.Class != "" {
		class = "m-" + e.Layer.Class + " " + class
	}
	if e.Stage != nil {
		class += " m-stage-" + e.Stage.ID
	}
	if e.Shape == sheet.Patch {
		class += " m-patch"
	}
	if e.Shape == sheet.Arrow {
		class += " m-lead"
	}
	return class
}

// mark is what every element has: its sentence is where it leads.
func (b *mapBuilder) mark(e sheet.Element) carto.Mark {
	return carto.Mark{ID: e.ID, Class: look(e), Title: b.w.Element(e), Href: b.w.Sentence(e)}
}

// elements are the lines of a layer: rings, routes, arrows, corridors, courses.
func (b *mapBuilder) elements(l *atlas.MapLayer) carto.Lines {
	out := carto.Lines{Name: l.ID, Class: b.slot(l), Title: l.Name.In(b.w.Lang)}
	for _, e := range b.sheet.Elements {
		if e.Layer != l || e.Shape == sheet.Nothing || e.Shape == sheet.Point {
			continue
		}
		line := carto.Line{Mark: b.mark(e), Course: carto.Course(e.Course), Arrow: e.Shape == sheet.Arrow}
		name := e.Name.In(b.w.Lang)
		switch {
		case e.Shape == sheet.Arrow:
			line.End = carto.Label{Text: name, Style: "lead", Priority: 4}
			switch {
			case !b.g.frame.Shows(e.At):
				line.End.Text = b.w.T("map.toward", name)
			case e.Ref != nil && b.labelled[e.Ref.ID()]:
				line.End.Text = ""
			case e.Ref != nil:
				b.labelled[e.Ref.ID()] = true
			}
			b.ended[e.At] = b.ended[e.At] || line.End.Text != ""
		case l.Draw == "corridors":
			b.leave(e, &line)
		case (l.Draw == "courses" || l.Draw == "named") && l.Class == "band":
			line.Label = carto.Label{Text: name, Style: "band", Priority: 3}
			if e.Ref != nil {
				line.Label.Short = e.Ref.Title().In(b.w.Lang)
			}
		case l.Draw == "courses" || l.Draw == "named":
			if b.labelled["course "+e.Ref.ID()] { // drawn already, for another sentence
				continue
			}
			b.labelled["course "+e.Ref.ID()] = true
			line.Label = carto.Label{Text: e.Ref.Title().In(b.w.Lang), Style: "river", Priority: 3}
		default:
			line.Label = carto.Label{Text: name, Style: "plan", Priority: 3, Later: e.Shape == sheet.Patch && b.small}
			if l.Draw == "route" {
				line.Label.Short, line.Beside = l.Name.In(b.w.Lang), !b.small
			}
		}
		out.Features = append(out.Features, line)
	}
	return out
}

// leave gives a corridor that leads off the sheet an arrow and the names of the
// places it leads to.
func (b *mapBuilder) leave(e sheet.Element, line *carto.Line) {
	course, parts := e.Course[0], slices.Clone(e.Parts)
	if b.g.frame.Shows(course[len(course)-1]) && !b.g.frame.Shows(course[0]) {
		course = slices.Clone(course)
		slices.Reverse(course)
		slices.Reverse(parts)
		line.Course = carto.Course{course}
	}
	if b.g.frame.Shows(course[len(course)-1]) {
		return
	}
	line.Arrow = true
	names := ""
	for _, r := range parts {
		if s := b.atlas.Spot(r); !s.Known || b.g.frame.Shows(orb.Point{s.Lon, s.Lat}) {
			continue
		}
		if names != "" {
			names += b.w.T("list.join")
		}
		names += r.Title().In(b.w.Lang)
	}
	if names == "" || b.labelled["off "+names] {
		return
	}
	b.labelled["off "+names] = true
	line.End = carto.Label{Text: b.w.T("map.toward", names), Style: "lead", Priority: 5}
}

// symbols are the points of a layer. Several at one position are stacked.
func (b *mapBuilder) symbols(l *atlas.MapLayer) carto.Points {
	out := carto.Points{Name: l.ID, Class: b.slot(l), Title: l.Name.In(b.w.Lang)}
	size := b.size(l)
	here := map[orb.Point]bool{} // one symbol stands for all of the layer at a place
	for _, e := range b.sheet.Elements {
		if e.Layer != l || e.Shape != sheet.Point || !b.g.frame.Shows(e.At) || here[e.At] {
			continue
		}
		here[e.At] = true
		pt := carto.Point{Mark: b.mark(e), At: e.At, Symbol: symbolOf(l), Size: size}
		if taken, ok := b.stacked[e.At]; ok {
			pt.Off[1] = -(taken + size/2 + 1)
			b.stacked[e.At] = taken + size + 1
		} else {
			b.stacked[e.At] = size / 2
		}
		ref := e.Ref
		if ref == nil && len(e.Parts) > 0 {
			ref = &e.Parts[0]
		}
		if ref != nil && !b.labelled[ref.ID()] {
			b.labelled[ref.ID()] = true
			// Beside the name at the end of an arrow a second one has to wait for room.
			pt.Label = carto.Label{Text: ref.Title().In(b.w.Lang), Style: styleFor(l), Priority: 2 + int(math.Max(0, 14-l.Size)), Later: b.ended[e.At]}
		}
		out.Features = append(out.Features, pt)
	}
	return out
}

// stops are the places that rings surround and lines pass and that have no symbol
// yet: dots with their names.
func (b *mapBuilder) stops() carto.Points {
	out := carto.Points{Name: "stop"}
	for _, e := range b.sheet.Elements {
		if e.Shape != sheet.Line && e.Shape != sheet.Patch || e.Layer.Draw == "courses" {
			continue
		}
		for _, r := range e.Parts {
			s := b.atlas.Spot(r)
			at := orb.Point{s.Lon, s.Lat}
			if _, taken := b.stacked[at]; !s.Known || taken || b.labelled[r.ID()] || !b.g.frame.Shows(at) {
				continue
			}
			b.labelled[r.ID()] = true
			b.stacked[at] = 2
			m := carto.Mark{ID: "stop-" + r.ID(), Class: "m-stop", Title: r.Title().In(b.w.Lang),
				Label: carto.Label{Text: r.Title().In(b.w.Lang), Style: "county", Priority: 12}}
			if r.Place != nil {
				m.Href, m.Title = b.w.Href(r.Place), b.w.Tooltip(r.Place)
			}
			out.Features = append(out.Features, carto.Point{Mark: m, At: at, Symbol: carto.Circle, Size: 4})
		}
	}
	return out
}

// size is a symbol's size on this sheet.
func (b *mapBuilder) size(l *atlas.MapLayer) float64 {
	size := l.Size
	if size <= 0 {
		size = 7
	}
	if b.small {
		return math.Max(4, size*.75)
	}
	return size
}

func styleFor(l *atlas.MapLayer) string {
	switch {
	case l.Draw == "works":
		return "county"
	case l.Size >= 12:
		return "core"
	case l.Size >= 8:
		return "seat"
	}
	return "county"
}

func symbolOf(l *atlas.MapLayer) carto.Symbol {
	if l.Symbol == "" {
		return carto.Circle
	}
	return carto.Symbol(l.Symbol)
}

// largest is the diameter in px of the largest circle of amounts.
const largest = 46.0

// amounts are circles whose areas are as the numbers.
func (b *mapBuilder) amounts(l *atlas.MapLayer) carto.Points {
	out := carto.Points{Name: l.ID, Class: b.slot(l), Title: l.Name.In(b.w.Lang)}
	f := b.field(l)
	items := slices.Clone(f.Items)
	slices.SortStableFunc(items, func(a, c sheet.Item) int { // the small ones lie on top
		switch {
		case a.Value > c.Value:
			return -1
		case a.Value < c.Value:
			return 1
		}
		return 0
	})
	for i, it := range items {
		if !it.Known || it.Value <= 0 {
			continue
		}
		d := b.diameter(f, it.Value)
		pt := carto.Point{At: it.At, Symbol: carto.Circle, Size: math.Round(d*10) / 10,
			Mark: carto.Mark{ID: it.ID, Class: "m-amount", Title: b.w.Item(f, it), Href: b.w.Href(it.Place)}}
		if l.Symbol == "label" { // the number itself stands on the map
			pt.Size, pt.Class = 5, "m-quiet"
			pt.Label = carto.Label{Text: b.w.T("map.labelled", it.Place.Short.In(b.w.Lang), b.w.Amount(f, it.Value)),
				Short: b.w.Amount(f, it.Value), Style: "seat", Priority: 1}
			if b.small {
				pt.Label.Style = "county"
			}
		} else {
			pt.Label = carto.Label{Text: it.Place.Short.In(b.w.Lang), Style: "county", Priority: 3 + i, Later: i >= 24 && d <= 10}
		}
		b.labelled[it.Place.Slug] = true
		out.Features = append(out.Features, pt)
	}
	return out
}

func (b *mapBuilder) diameter(f *sheet.Field, v float64) float64 {
	if f.Most <= 0 {
		return 0
	}
	d := largest
	if b.small {
		d *= .55
	}
	return math.Max(2.5, d*math.Sqrt(v/f.Most))
}
