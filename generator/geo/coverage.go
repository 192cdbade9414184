package geo

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"
)

// Fault is something by which shapes that should be neighbours are none: two of
// them overlap, or nothing lies between them.
type Fault struct {
	Gap    bool      // nothing lies here; otherwise shapes overlap
	Shapes []int     // the two that overlap, or up to two that border on the gap
	At     orb.Point // within its largest piece, degrees
	Area   float64   // of all pieces, square metres
	Width  float64   // mean width of the largest piece, metres
	Length float64   // of the largest piece, metres
	Pieces int
}

// Thin reports whether the fault is a sliver: its largest piece is a strip less
// than a kilometre wide and more than 25 times as long, or less than a hectare.
func (f Fault) Thin() bool {
	return f.Length > 25*f.Width && f.Width < 1000 || float64(f.Length*f.Width) < 1e4
}

// leastWidth is the width in metres below which an overlap or gap is what
// rounding leaves: borders that are straight in one projection are not in
// another, and positions are kept to the centimetre or so.
const leastWidth = .1

// maxFaults is how many pieces are looked into.
const maxFaults = 20000

// Faults finds where the coverage is none. A stretch of border that two
// neighbours share, position for position, has one of them on each side and
// proves itself; only what is left is looked at: cut where it crosses, joined
// into faces, and of each face it is known how many shapes lie over it, since that
// number changes by what each border says. One is as it should be; more is an
// overlap, none inside the whole is a gap. So a sound layer costs next to
// nothing, however large.
//
// Faults are in the order of their shapes, the overlaps first.
func (t *Topology) Faults() []Fault {
	a := arrange(t.loose())
	if a == nil {
		return nil
	}
	var found []Fault
	inside := sync.OnceValue(func() *locator { return newLocator(t) }) // a sound layer needs none
	for f := range a.faces {
		face := &a.faces[f]
		if face.cover == 1 || face.parent != f || len(found) >= maxFaults {
			continue
		}
		area, perimeter := a.measure(f)
		if area < 1 || perimeter == 0 || 2*area/perimeter < leastWidth {
			continue
		}
		at, ok := a.within(f)
		if !ok {
			continue
		}
		over := inside().shapes(at)
		fault := Fault{Gap: face.cover <= 0, At: at, Area: area, Width: 2 * area / perimeter, Length: perimeter / 2, Pieces: 1}
		// What the borders say is believed only where the shapes say it too.
		if fault.Gap != (len(over) == 0) || len(over) == 1 {
			continue
		}
		if fault.Gap {
			fault.Shapes = a.around(f)
			found = append(found, fault)
			continue
		}
		over = over[:min(len(over), 5)]
		for i, x := range over {
			for _, y := range over[i+1:] {
				fault.Shapes = []int{x, y}
				found = append(found, fault)
			}
		}
	}
	return gather(found)
}

// gather puts the pieces of the same shapes together.
func gather(pieces []Fault) []Fault {
	order := func(x, y Fault) int {
		gap := func(f Fault) int {
			if f.Gap {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(gap(x), gap(y)), slices.Compare(x.Shapes, y.Shapes))
	}
	slices.SortFunc(pieces, func(x, y Fault) int {
		return cmp.Or(order(x, y), -cmp.Compare(x.Area, y.Area), cmp.Compare(x.At[0], y.At[0]), cmp.Compare(x.At[1], y.At[1]))
	})
	var out []Fault
	for _, p := range pieces {
		if n := len(out); n > 0 && order(out[n-1], p) == 0 && (!p.Gap || p.Thin() && out[n-1].Thin()) {
			out[n-1].Area += p.Area
			out[n-1].Pieces++
			continue
		}
		out = append(out, p)
	}
	return out
}

// locator finds the shapes over a position.
type locator struct {
	t      *Topology
	bounds []orb.Bound
	made   map[int]orb.MultiPolygon
}

func newLocator(t *Topology) *locator {
	l := &locator{t: t, bounds: make([]orb.Bound, t.Len()), made: map[int]orb.MultiPolygon{}}
	for i, polys := range t.shapes {
		b := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
		for _, rings := range polys {
			for _, ref := range rings[0] {
				for _, p := range t.arcs[max(ref, ^ref)] {
					b.Min[0], b.Min[1] = math.Min(b.Min[0], p[0]), math.Min(b.Min[1], p[1])
					b.Max[0], b.Max[1] = math.Max(b.Max[0], p[0]), math.Max(b.Max[1], p[1])
				}
			}
		}
		l.bounds[i] = b
	}
	return l
}

// shapes are those that contain a position, ascending.
func (l *locator) shapes(p orb.Point) []int {
	var out []int
	for i, b := range l.bounds {
		if !b.Contains(p) {
			continue
		}
		mp, ok := l.made[i]
		if !ok {
			mp = l.t.Polygons(i)
			l.made[i] = mp
		}
		if Contains(mp, p) {
			out = append(out, i)
		}
	}
	return out
}
