package geo

import (
	"math"
	"slices"
	"sync"

	"atlas/generator/parallel"

	"github.com/paulmach/orb"
)

// Simplify returns the topology with fewer positions: those are left out whose
// triangle with their neighbours is smaller than tolerance × tolerance, tolerance
// in metres of the projection's plane. Each arc is simplified once, so
// neighbours stay joined; ends of arcs stay where they are; a ring keeps at
// least three different positions and its turning. Where borders would cross
// each other after it, they keep more positions until they do not.
// Source: M. Visvalingam and J. D. Whyatt, Line generalisation by repeated
// elimination of points, The Cartographic Journal 30 (1993).
func (t *Topology) Simplify(p Projection, tolerance float64) *Topology {
	s := simplifier{t: t, weighed: t.weigh(p), limit: make([]float64, len(t.arcs))}
	s.weight = slices.Clone(s.weighed.weight)
	for i := range s.limit {
		s.limit[i] = float64(tolerance * tolerance)
	}
	s.keepRings()
	s.untangle()
	u := &Topology{arcs: make([]orb.LineString, len(t.arcs)), shapes: t.shapes, sides: t.sides}
	for i := range t.arcs {
		u.arcs[i] = s.kept(i, t.arcs[i])
	}
	u.key = u.hash()
	return u
}

// weighed are the arcs in a projection's plane and the weights of their positions,
// which are the same for every tolerance.
type weighed struct {
	plane  []orb.LineString
	weight [][]float64 // of each position, in square metres; ends are infinite
}

// weigh weighs the arcs, once for each projection, on all processors.
func (t *Topology) weigh(p Projection) *weighed {
	once, _ := t.weighed.LoadOrStore(p.String(), sync.OnceValue(func() *weighed {
		w := &weighed{plane: make([]orb.LineString, len(t.arcs)), weight: make([][]float64, len(t.arcs))}
		parallel.Each(len(t.arcs), func(i int) {
			line := make(orb.LineString, len(t.arcs[i]))
			for j, pt := range t.arcs[i] {
				line[j] = Plane(p, pt)
			}
			w.plane[i], w.weight[i] = line, weights(line)
		})
		return w
	}))
	return once.(func() *weighed)()
}

type simplifier struct {
	t *Topology
	*weighed
	weight [][]float64 // of positions that have to stay: infinite
	limit  []float64   // per arc: lighter positions are left out
}

func (s *simplifier) kept(arc int, of orb.LineString) orb.LineString {
	out := make(orb.LineString, 0, 8)
	for j, w := range s.weight[arc] {
		if w >= s.limit[arc] {
			out = append(out, of[j])
		}
	}
	return out
}

// keepRings makes the heaviest positions of rings that would vanish stay.
func (s *simplifier) keepRings() {
	for _, polys := range s.t.shapes {
		for _, rings := range polys {
			for _, r := range rings {
				s.keepRing(r)
			}
		}
	}
}

func (s *simplifier) keepRing(r ringRef) {
	n := 0 // different positions that are left
	for _, a := range r {
		a = max(a, ^a)
		for _, w := range s.weight[a] {
			if w >= s.limit[a] {
				n++
			}
		}
		n-- // each arc ends where the next begins
	}
	for ; n < 3; n++ {
		arc, pos := -1, -1
		for _, a := range r {
			a = max(a, ^a)
			for j, w := range s.weight[a] {
				if w < s.limit[a] && (arc < 0 || w > s.weight[arc][pos]) {
					arc, pos = a, j
				}
			}
		}
		if arc < 0 {
			return // it had no more to begin with
		}
		s.weight[arc] = slices.Clone(s.weight[arc]) // the weights are others' too
		s.weight[arc][pos] = math.Inf(1)
	}
}

// untangle gives arcs that cross, or rings that turned over, a lower limit. What
// is the same as in the round before was found good in it and is not compared again.
func (s *simplifier) untangle() {
	const rounds = 12
	lines := make([]orb.LineString, len(s.plane))
	fresh := make([]bool, len(s.plane)) // arcs with another limit than in the round before
	for i := range fresh {
		fresh[i] = true
	}
	for round := range rounds {
		for i := range s.plane {
			if fresh[i] {
				lines[i] = s.kept(i, s.plane[i])
			}
		}
		bad := crossings(lines, fresh)
		for _, polys := range s.t.shapes {
			for _, rings := range polys {
				for i, r := range rings {
					if slices.ContainsFunc(r, func(a int) bool { return fresh[max(a, ^a)] }) && s.turnedOver(r, i > 0, lines) {
						for _, a := range r {
							bad[max(a, ^a)] = true
						}
					}
				}
			}
		}
		done := true
		for i, b := range bad {
			if fresh[i] = b && s.limit[i] > 0; fresh[i] {
				done = false
				s.limit[i] /= 4
				if round >= rounds-2 {
					s.limit[i] = 0
				}
			}
		}
		if done {
			return
		}
	}
}

func (s *simplifier) turnedOver(r ringRef, hole bool, lines []orb.LineString) bool {
	var ring []orb.Point
	for _, a := range r {
		ring = appendArc(ring, lines, a)
	}
	a := planarArea(ring)
	return a == 0 || a > 0 == hole
}

// weights gives each position of a line the area of the triangle that leaves
// with it, never less than that of a position that went before it.
func weights(line orb.LineString) []float64 {
	n := len(line)
	w := make([]float64, n)
	w[0], w[n-1] = math.Inf(1), math.Inf(1)
	if n <= 2 {
		return w
	}
	store := make([]int32, 4*n)
	prev, next := store[:n], store[n:2*n]
	q := triangles{area: w, place: store[2*n : 3*n], heap: store[3*n : 4*n-2]}
	for i := 1; i < n-1; i++ {
		prev[i], next[i] = int32(i-1), int32(i+1)
		w[i] = triangle(line[i-1], line[i], line[i+1])
		q.place[i], q.heap[i-1] = int32(i-1), int32(i)
	}
	q.order()
	for len(q.heap) > 0 {
		i := q.pop()
		a, b := prev[i], next[i]
		if a > 0 {
			next[a] = b
			w[a] = math.Max(w[i], triangle(line[prev[a]], line[a], line[b]))
			q.fix(a)
		}
		if int(b) < n-1 {
			prev[b] = a
			w[b] = math.Max(w[i], triangle(line[a], line[b], line[next[b]]))
			q.fix(b)
		}
	}
	return w
}

func triangle(a, b, c orb.Point) float64 {
	return math.Abs(float64((b[0]-a[0])*(c[1]-a[1]))-float64((c[0]-a[0])*(b[1]-a[1]))) / 2
}

// triangles is a heap of positions, the lightest first, the earlier of equals. It
// does what container/heap does, without a call for every comparison.
type triangles struct {
	heap  []int32
	place []int32 // of each position in the heap
	area  []float64
}

func (q *triangles) less(a, b int32) bool {
	if q.area[a] != q.area[b] {
		return q.area[a] < q.area[b]
	}
	return a < b
}

// order makes a heap of the list.
func (q *triangles) order() {
	for k := len(q.heap)/2 - 1; k >= 0; k-- {
		q.down(k)
	}
}

// pop takes the lightest position out.
func (q *triangles) pop() int32 {
	top, last := q.heap[0], len(q.heap)-1
	q.heap[0] = q.heap[last]
	q.place[q.heap[0]] = 0
	if q.heap = q.heap[:last]; last > 1 {
		q.down(0)
	}
	return top
}

// fix puts a position where it belongs when its area is another.
func (q *triangles) fix(i int32) {
	if k := int(q.place[i]); !q.down(k) {
		q.up(k)
	}
}

// down lets the k-th of the heap sink to its place, and reports whether it did.
func (q *triangles) down(k int) bool {
	from, x := k, q.heap[k]
	for {
		c := 2*k + 1
		if c >= len(q.heap) {
			break
		}
		if c+1 < len(q.heap) && q.less(q.heap[c+1], q.heap[c]) {
			c++
		}
		if !q.less(q.heap[c], x) {
			break
		}
		q.set(k, q.heap[c])
		k = c
	}
	q.set(k, x)
	return k > from
}

// up lets the k-th of the heap rise to its place.
func (q *triangles) up(k int) {
	x := q.heap[k]
	for k > 0 {
		p := (k - 1) / 2
		if !q.less(x, q.heap[p]) {
			break
		}
		q.set(k, q.heap[p])
		k = p
	}
	q.set(k, x)
}

func (q *triangles) set(k int, i int32) { q.heap[k], q.place[i] = i, int32(k) }

// Thin is Simplify for a single line in a plane: positions whose triangle is
// smaller than tolerance × tolerance are left out, its ends stay.
func Thin(line orb.LineString, tolerance float64) orb.LineString {
	if len(line) < 3 {
		return line
	}
	limit := float64(tolerance * tolerance)
	var out orb.LineString
	for i, w := range weights(line) {
		if w >= limit {
			out = append(out, line[i])
		}
	}
	return out
}
