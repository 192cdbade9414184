package sheet

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
)

// rings are schematic rings around the seats of each concept's members.
func (b *builder) rings(l *atlas.MapLayer) {
	for _, c := range l.Concepts {
		e := Element{ID: l.ID + "-" + c.ID, Layer: l, Name: c.Name, Concept: c, Block: c.Block, Quote: c.Quote, Note: c.Note,
			Shape: Patch, Basis: atlas.Schematic}
		var seats []orb.Point
		for _, m := range c.Members {
			if m.Ref == nil {
				continue
			}
			e.Parts = append(e.Parts, *m.Ref)
			if s := b.atlas.Spot(*m.Ref); s.Known {
				seats = append(seats, orb.Point{s.Lon, s.Lat})
			} else {
				e.Missing = append(e.Missing, *m.Ref)
			}
		}
		if len(seats) == 0 {
			b.add(e.missing(Unplaced))
			continue
		}
		e.Course = orb.MultiLineString{ring(seats, l.Ring)}
		e.At = e.Course[0][0]
		b.add(e)
	}
}

// ring is the convex line that keeps km away from each of the positions.
func ring(seats []orb.Point, km float64) orb.LineString {
	const n = 32
	const kmPerDegree = 111.2
	var pts []orb.Point
	for _, s := range seats {
		for k := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / n)
			y := s[1] + km/kmPerDegree*sin
			x := s[0] + km/kmPerDegree*cos/math.Cos(s[1]*math.Pi/180)
			pts = append(pts, orb.Point{math.Round(x*1e4) / 1e4, math.Round(y*1e4) / 1e4})
		}
	}
	return hull(pts)
}

// hull is the convex hull, closed, counter-clockwise: Andrew's monotone chain
// (A. M. Andrew, Information Processing Letters 9, 1979).
func hull(pts []orb.Point) orb.LineString {
	pts = slices.Clone(pts)
	slices.SortFunc(pts, func(a, b orb.Point) int {
		switch {
		case a[0] != b[0] && a[0] < b[0], a[0] == b[0] && a[1] < b[1]:
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	turn := func(o, a, b orb.Point) float64 {
		return float64((a[0]-o[0])*(b[1]-o[1])) - float64((a[1]-o[1])*(b[0]-o[0]))
	}
	half := func(pts []orb.Point) []orb.Point {
		var out []orb.Point
		for _, p := range pts {
			for len(out) > 1 && turn(out[len(out)-2], out[len(out)-1], p) <= 0 {
				out = out[:len(out)-1]
			}
			out = append(out, p)
		}
		return out[:len(out)-1]
	}
	lower := half(pts)
	slices.Reverse(pts)
	out := append(orb.LineString(lower), half(pts)...)
	return append(out, out[0])
}

// route is a schematic line through the stations, with arrows to where it leads.
func (b *builder) route(l *atlas.MapLayer) {
	for _, c := range l.Concepts {
		e := Element{ID: l.ID + "-" + c.ID, Layer: l, Name: c.Name, Concept: c, Block: c.Block, Quote: c.Quote, Note: c.Note,
			Shape: Line, Basis: atlas.Schematic}
		var pts []orb.Point
		for _, s := range l.Through {
			e.Parts = append(e.Parts, s.Ref)
			if at := b.atlas.Spot(s.Ref); at.Known {
				pts = append(pts, orb.Point{at.Lon, at.Lat})
			} else {
				e.Missing = append(e.Missing, s.Ref)
			}
		}
		if len(pts) < 2 {
			b.add(e.missing(Unplaced))
			continue
		}
		e.Course = orb.MultiLineString{b.smooth(pts)}
		b.add(e)
		b.leads(l, c, "start", l.Start, pts[0], pts[1])
		b.leads(l, c, "end", l.End, pts[len(pts)-1], pts[len(pts)-2])
		for _, m := range membersOf(l) {
			if m.Ref == nil || slices.Contains(e.Parts, *m.Ref) || slices.Contains(l.Start, *m.Ref) || slices.Contains(l.End, *m.Ref) {
				continue
			}
			me := m.element(l)
			me.ID += "-named"
			b.add(me.missing(Uncharted))
		}
	}
}

// leads is the arrow from an end of a route to the first of the places it leads
// to that has a position; the arrow carries the names of all.
func (b *builder) leads(l *atlas.MapLayer, c *atlas.Concept, id string, to []atlas.Ref, from, before orb.Point) {
	if len(to) == 0 {
		return
	}
	e := Element{ID: l.ID + "-" + c.ID + "-" + id, Layer: l, Name: b.names(to), Concept: c, Block: c.Block, Quote: c.Quote,
		Parts: to, Shape: Arrow, Basis: atlas.Schematic}
	for _, m := range c.Members {
		if m.Ref != nil && *m.Ref == to[0] {
			e.Block, e.Quote, e.Role = m.Block, m.Quote, m.Role
		}
	}
	for _, r := range to {
		if s := b.atlas.Spot(r); s.Known {
			at := orb.Point{s.Lon, s.Lat}
			// It leaves the route as a smooth continuation.
			bend := orb.Point{from[0] + (from[0]-before[0])*.3, from[1] + (from[1]-before[1])*.3}
			e.Course = orb.MultiLineString{quadratic(from, bend, at)}
			e.At = at
			b.add(e)
			return
		}
	}
	b.add(e.missing(Unplaced))
}

// names joins the names of places, in each language.
func (b *builder) names(refs []atlas.Ref) atlas.Localized {
	out := make(atlas.Localized, len(b.atlas.Languages))
	for i, lang := range b.atlas.Languages {
		for k, r := range refs {
			if k > 0 {
				if lang.Spaced {
					out[i] += ", "
				} else {
					out[i] += "、"
				}
			}
			out[i] += r.Title().In(i)
		}
	}
	return out
}

// arrows lead from a place to members of concepts.
func (b *builder) arrows(l *atlas.MapLayer) {
	if l.From == nil {
		return
	}
	s := b.atlas.Spot(*l.From)
	from := orb.Point{s.Lon, s.Lat}
	for _, m := range membersOf(l) {
		e := m.element(l)
		if m.Ref == nil || *m.Ref == *l.From {
			continue
		}
		to := b.atlas.Spot(*m.Ref)
		if !to.Known || !s.Known {
			b.add(e.missing(Unplaced))
			continue
		}
		e.Shape, e.Basis, e.Ground, e.At = Arrow, atlas.Schematic, to.Source, orb.Point{to.Lon, to.Lat}
		e.Parts = []atlas.Ref{*l.From, *m.Ref}
		e.Course = orb.MultiLineString{b.leg(from, e.At, .1)}
		b.add(e)
	}
}

// corridors are projects that connect places: schematic lines through the ones
// that have a position.
func (b *builder) corridors(l *atlas.MapLayer) {
	for _, p := range b.projects(l) {
		e := b.project(l, p)
		if len(p.Connects) < 2 {
			if len(p.Connects) == 1 || len(l.Works) > 0 {
				b.add(e.missing(Unplaced))
			}
			continue
		}
		e.Parts = p.Connects
		var pts []orb.Point
		for _, r := range p.Connects {
			if s := b.atlas.Spot(r); s.Known {
				pts = append(pts, orb.Point{s.Lon, s.Lat})
			} else {
				e.Missing = append(e.Missing, r)
			}
		}
		if len(pts) < 2 || pts[0] == pts[len(pts)-1] {
			b.add(e.missing(Unplaced))
			continue
		}
		e.Shape, e.Basis = Line, atlas.Schematic
		if len(pts) == 2 {
			e.Course = orb.MultiLineString{b.leg(pts[0], pts[1], 0)}
		} else {
			e.Course = orb.MultiLineString{b.smooth(pts)}
		}
		b.add(e)
	}
}

// leg is a line between two positions, bent where another joins them already.
func (b *builder) leg(from, to orb.Point, bend float64) orb.LineString {
	k := b.taken(from, to)
	side := 1.0
	if before(to, from) { // to the same side of the line, whichever way it is drawn
		side = -1
	}
	bend += side * float64((k+1)/2) * .12 * float64(1-2*(k%2))
	if bend == 0 {
		return orb.LineString{from, to}
	}
	dx, dy := to[0]-from[0], to[1]-from[1]
	mid := orb.Point{(from[0]+to[0])/2 - float64(dy*bend), (from[1]+to[1])/2 + float64(dx*bend)}
	return quadratic(from, mid, to)
}

// taken counts the lines between two positions, and one more from now on.
func (b *builder) taken(p, q orb.Point) int {
	if before(q, p) {
		p, q = q, p
	}
	k := b.legs[[2]orb.Point{p, q}]
	b.legs[[2]orb.Point{p, q}]++
	return k
}

// before puts positions in an order.
func before(p, q orb.Point) bool { return p[0] < q[0] || p[0] == q[0] && p[1] < q[1] }

const samples = 12 // of a curve between two positions

// quadratic is a quadratic Bézier curve.
func quadratic(a, c, b orb.Point) orb.LineString {
	var out orb.LineString
	for i := range samples + 1 {
		t := float64(i) / samples
		u := 1 - t
		out = append(out, orb.Point{
			round(float64(u*u*a[0]) + float64(2*u*t*c[0]) + float64(t*t*b[0])),
			round(float64(u*u*a[1]) + float64(2*u*t*c[1]) + float64(t*t*b[1])),
		})
	}
	return out
}

// smooth is a Catmull–Rom curve through the positions (E. Catmull and R. Rom, A
// class of local interpolating splines, 1974), with the tension halved so that
// it keeps close to the straight line.
func (b *builder) smooth(pts []orb.Point) orb.LineString {
	const tension = .3
	at := func(i int) orb.Point { return pts[max(0, min(i, len(pts)-1))] }
	var out orb.LineString
	for i := 0; i+1 < len(pts); i++ {
		b.taken(pts[i], pts[i+1])
		p0, p1, p2, p3 := at(i-1), at(i), at(i+1), at(i+2)
		for k := range samples {
			t := float64(k) / samples
			t2, t3 := float64(t*t), float64(t*t*t)
			h1, h2, h3, h4 := 2*t3-3*t2+1, t3-2*t2+t, 3*t2-2*t3, t3-t2
			var q orb.Point
			for d := range q {
				m1, m2 := float64(tension*(p2[d]-p0[d])), float64(tension*(p3[d]-p1[d]))
				q[d] = round(float64(h1*p1[d]) + float64(h2*m1) + float64(h3*p2[d]) + float64(h4*m2))
			}
			out = append(out, q)
		}
	}
	return append(out, pts[len(pts)-1])
}

func round(v float64) float64 { return math.Round(v*1e4) / 1e4 }
