package draw

import (
	"math"
	"slices"

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
			if !b.g.frame.Shows(e.At) {
				line.End.Text = b.w.T("map.toward", name)
			}
		case l.Draw == "corridors":
			b.leave(e, &line)
		case l.Draw == "courses" && l.Class == "band":
			line.Label = carto.Label{Text: name, Style: "band", Priority: 3}
		case l.Draw == "courses":
			line.Label = carto.Label{Text: name, Style: "river", Priority: 3}
		default:
			line.Label = carto.Label{Text: name, Style: "plan", Priority: 3}
			if e.Shape == sheet.Patch && b.small {
				line.Label = carto.Label{}
			}
		}
		out.Features = append(out.Features, line)
	}
	return out
}

// leave gives a corridor that leads off the sheet an arrow and the name of the
// place it leads to.
func (b *mapBuilder) leave(e sheet.Element, line *carto.Line) {
	course := e.Course[0]
	first, last := course[0], course[len(course)-1]
	if b.g.frame.Shows(last) && !b.g.frame.Shows(first) {
		course = slices.Clone(course)
		slices.Reverse(course)
		line.Course = carto.Course{course}
		first, last = last, first
	}
	if b.g.frame.Shows(last) {
		return
	}
	line.Arrow = true
	for _, r := range e.Parts {
		if s := b.atlas.Spot(r); s.Known && s.Lon == last[0] && s.Lat == last[1] {
			line.End = carto.Label{Text: b.w.T("map.toward", r.Title().In(b.w.Lang)), Style: "lead", Priority: 5}
			if b.labelled["off "+r.ID()] {
				line.End.Text = ""
			}
			b.labelled["off "+r.ID()] = true
		}
	}
}

// symbols are the points of a layer. Several at one position are stacked.
func (b *mapBuilder) symbols(l *atlas.MapLayer) carto.Points {
	out := carto.Points{Name: l.ID, Class: b.slot(l), Title: l.Name.In(b.w.Lang)}
	size := b.size(l)
	for _, e := range b.sheet.Elements {
		if e.Layer != l || e.Shape != sheet.Point || !b.g.frame.Shows(e.At) {
			continue
		}
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
			pt.Label = carto.Label{Text: ref.Title().In(b.w.Lang), Style: styleFor(l.Size), Priority: 2 + int(math.Max(0, 14-l.Size))}
		}
		out.Features = append(out.Features, pt)
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

func styleFor(size float64) string {
	switch {
	case size >= 12:
		return "core"
	case size >= 8:
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
		if i < 24 || d > 10 {
			pt.Label = carto.Label{Text: it.Place.Short.In(b.w.Lang), Style: "county", Priority: 3 + i}
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
