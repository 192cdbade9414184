// Package sheet works out what a map of the atlas shows: each thing with its
// geometry in degrees (lon, lat), what that geometry rests on, and the sentence
// of the plan that it comes from; and what the plan names but nothing places.
// The picture, the table beside it and the downloads are made of the same
// elements, so that they cannot differ.
package sheet

import (
	"slices"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
)

// Sheet is what a map shows of the plan's concepts and projects, and of numbers.
type Sheet struct {
	Map      *atlas.Map
	Elements []Element
	Fields   []Field
}

// Shape is how an element is drawn.
type Shape byte

// The shapes. Nothing is an element that is listed and not drawn.
const (
	Nothing Shape = iota
	Point
	Line
	Arrow // a line with a head at its end
	Patch // a closed line around something
)

// Reason says why an element is not drawn.
type Reason string

// The reasons.
const (
	Drawn     Reason = ""
	Unplaced  Reason = "unplaced"  // no source says where it lies
	Uncharted Reason = "uncharted" // no source has its course
	Unnamed   Reason = "unnamed"   // the plan names none
	Beyond    Reason = "beyond"    // it lies off the sheet
)

// Element is one thing of a map.
type Element struct {
	ID      string // unique in the map
	Layer   *atlas.MapLayer
	Name    atlas.Localized
	Role    atlas.Localized // what the plan makes of it; may be empty
	Ref     *atlas.Ref      // the place or name it is; nil for a concept or project
	Parts   []atlas.Ref     // what it joins or surrounds
	Missing []atlas.Ref     // of these, the ones that nothing places
	Shape   Shape
	Basis   string          // atlas.Surveyed, Placed or Schematic; "" where not drawn
	Ground  atlas.Localized // what the position rests on, where it is not the gazetteer
	Reason  Reason
	At      orb.Point
	Course  orb.MultiLineString
	Concept *atlas.Concept
	Project *atlas.Project
	Stage   *atlas.Stage
	Block   *atlas.Block
	Quote   string
	Note    atlas.Localized
}

// Of works out what a map shows.
func Of(a *atlas.Atlas, m *atlas.Map) *Sheet {
	b := builder{atlas: a, sheet: &Sheet{Map: m}, legs: map[[2]orb.Point]int{}}
	for i := range m.Layers {
		l := &m.Layers[i]
		switch l.Draw {
		case "rings":
			b.rings(l)
		case "route":
			b.route(l)
		case "arrows":
			b.arrows(l)
		case "corridors":
			b.corridors(l)
		case "members":
			b.members(l)
		case "works":
			b.works(l)
		case "named":
			b.named(l)
		case "courses":
			b.courses(l)
		case "values":
			b.sheet.Fields = append(b.sheet.Fields, b.values(l))
		case "amounts":
			b.sheet.Fields = append(b.sheet.Fields, b.amounts(l))
		}
	}
	b.settle()
	return b.sheet
}

// Count counts the elements that are drawn, by basis, and those that are not.
func (s *Sheet) Count() (byBasis map[string]int, missing int) {
	byBasis = map[string]int{}
	for _, e := range s.Elements {
		if e.Shape == Nothing {
			missing++
		} else {
			byBasis[e.Basis]++
		}
	}
	return byBasis, missing
}

// Shows reports whether anything of a layer is drawn: layers of geometry are,
// those of elements if one of them is.
func (s *Sheet) Shows(l *atlas.MapLayer) bool {
	of := false
	for _, e := range s.Elements {
		if e.Layer == l {
			of = true
			if e.Shape != Nothing {
				return true
			}
		}
	}
	return !of && l.Draw != "named" && len(l.Concepts)+len(l.Types)+len(l.Works) == 0
}

type builder struct {
	atlas *atlas.Atlas
	sheet *Sheet
	legs  map[[2]orb.Point]int // how many lines join two positions already
}

func (b *builder) add(e Element) { b.sheet.Elements = append(b.sheet.Elements, e) }

// settle drops what one layer could not draw and another does, or lists too.
func (b *builder) settle() {
	type key struct {
		ref     atlas.Ref
		concept *atlas.Concept
	}
	drawn := map[key]bool{}
	for _, e := range b.sheet.Elements {
		if e.Ref != nil && e.Shape != Nothing {
			drawn[key{*e.Ref, e.Concept}] = true
		}
	}
	seen := map[string]bool{}
	b.sheet.Elements = slices.DeleteFunc(b.sheet.Elements, func(e Element) bool {
		if e.Shape != Nothing {
			return false
		}
		if e.Ref != nil && drawn[key{*e.Ref, e.Concept}] {
			return true
		}
		if e.Layer.Draw == "named" { // each is listed once as it is, and may share its name with another
			return false
		}
		k := e.Name.In(0)
		if e.Concept != nil {
			k += "\x00" + e.Concept.ID
		}
		if e.Project != nil {
			k += "\x00" + e.Project.ID
		}
		twice := seen[k]
		seen[k] = true
		return twice
	})
}

// member is a member of one of a layer's concepts that passes its conditions.
type member struct {
	atlas.Member
	concept *atlas.Concept
}

func membersOf(l *atlas.MapLayer) []member {
	var out []member
	for _, c := range l.Concepts {
		for _, m := range c.Members {
			if len(l.Only) > 0 && (m.Ref == nil || !slices.Contains(l.Only, *m.Ref)) {
				continue
			}
			if m.Ref != nil {
				has := func(o *atlas.Concept) bool { return o.Has(*m.Ref) }
				if len(l.Also) > 0 && !slices.ContainsFunc(l.Also, has) || slices.ContainsFunc(l.Except, has) {
					continue
				}
				if slices.ContainsFunc(out, func(o member) bool { return o.Ref != nil && *o.Ref == *m.Ref }) {
					continue
				}
			}
			out = append(out, member{m, c})
		}
	}
	return out
}

// element is what the member is, not placed yet.
func (m member) element(l *atlas.MapLayer) Element {
	e := Element{Layer: l, Name: m.Name, Role: m.Role, Ref: m.Ref, Concept: m.concept, Block: m.Block, Quote: m.Quote, Note: m.Note}
	e.ID = l.ID + "-" + m.concept.ID
	if m.Ref != nil {
		e.ID += "-" + m.Ref.ID()
	}
	return e
}

func (e Element) missing(why Reason) Element {
	e.Shape, e.Basis, e.Reason = Nothing, "", why
	return e
}

// members are points at the seats of members.
func (b *builder) members(l *atlas.MapLayer) {
	for _, m := range membersOf(l) {
		e := m.element(l)
		if m.Ref == nil {
			b.add(e.missing(Unnamed))
			continue
		}
		b.add(b.placed(e, *m.Ref))
	}
}

// placed puts an element at the spot of what it is.
func (b *builder) placed(e Element, r atlas.Ref) Element {
	s := b.atlas.Spot(r)
	if !s.Known {
		return e.missing(Unplaced)
	}
	e.Shape, e.Basis, e.Ground, e.At = Point, s.Basis, s.Source, orb.Point{s.Lon, s.Lat}
	return e
}

// projects are the projects that a layer draws.
func (b *builder) projects(l *atlas.MapLayer) []*atlas.Project {
	if len(l.Works) > 0 {
		return l.Works
	}
	var out []*atlas.Project
	for _, p := range b.atlas.Projects {
		if !slices.Contains(l.Types, p.Type) {
			continue
		}
		if s := b.atlas.StageOf(p); l.Stage != "" && (s == nil || s.ID != l.Stage) {
			continue
		}
		out = append(out, p)
	}
	return out
}

func (b *builder) project(l *atlas.MapLayer, p *atlas.Project) Element {
	return Element{ID: l.ID + "-" + p.ID, Layer: l, Name: p.Name, Role: p.Status, Project: p, Stage: b.atlas.StageOf(p),
		Block: p.Block, Quote: p.Quote, Note: p.Note}
}

// works are points where projects are: at the last place or name of the row that
// is no region, which is the closest. A seat stands for a thing that lies
// somewhere in the place, which is the atlas's own placing.
func (b *builder) works(l *atlas.MapLayer) {
	for _, p := range b.projects(l) {
		e := b.project(l, p)
		if len(p.Places) == 0 {
			b.add(e.missing(Unnamed))
			continue
		}
		r := p.Places[len(p.Places)-1]
		for i := len(p.Places) - 1; i > 0 && b.atlas.Spot(r).Basis == atlas.Schematic; i-- {
			r = p.Places[i-1]
		}
		e.Parts = []atlas.Ref{r}
		e = b.placed(e, r)
		if e.Shape == Point && e.Basis == atlas.Surveyed {
			e.Basis = atlas.Placed
		}
		b.add(e)
	}
}

// courses are features of a layer that have the names of members, or of what
// projects name; of both only those that the layer asks for, where it does.
func (b *builder) courses(l *atlas.MapLayer) {
	for _, m := range membersOf(l) {
		e := m.element(l)
		if m.Ref == nil {
			b.add(e.missing(Unnamed))
			continue
		}
		b.add(b.charted(e, *m.Ref))
	}
	if len(l.Types) == 0 && len(l.Works) == 0 {
		return
	}
	for _, p := range b.projects(l) {
		for _, r := range p.Places {
			if r.Name == nil || len(l.Only) > 0 && !slices.Contains(l.Only, r) {
				continue
			}
			e := b.project(l, p)
			e.ID += "-" + r.ID()
			e.Name, e.Ref, e.Note = r.Title(), &r, p.Name
			b.add(b.charted(e, r))
		}
	}
}

// charted gives an element the course of the feature that bears its name.
func (b *builder) charted(e Element, r atlas.Ref) Element {
	for i := range e.Layer.Layer.Data.Features {
		f := &e.Layer.Layer.Data.Features[i]
		if f.ID != r.ID() && f.Properties.Text("name_"+b.atlas.Languages[0].Code) != r.Title().In(0) {
			continue
		}
		if c := atlas.Lines(f.Geometry); c != nil {
			e.Shape, e.Course, e.Basis = Line, c, atlas.Surveyed
			if basis := f.Properties.Text("basis"); basis != "" {
				e.Basis = basis
			}
			e.Ground = e.Layer.Layer.Accuracy
			return e
		}
	}
	return e.missing(Uncharted)
}
