package geo

import (
	"container/heap"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

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
		var next atomic.Int64
		var workers sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			workers.Go(func() {
				for i := next.Add(1) - 1; i < int64(len(t.arcs)); i = next.Add(1) - 1 {
					line := make(orb.LineString, len(t.arcs[i]))
					for j, pt := range t.arcs[i] {
						line[j] = Plane(p, pt)
					}
					w.plane[i], w.weight[i] = line, weights(line)
				}
			})
		}
		workers.Wait()
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

// untangle gives arcs that cross, or rings that turned over, a lower limit.
func (s *simplifier) untangle() {
	const rounds = 12
	for round := range rounds {
		lines := make([]orb.LineString, len(s.plane))
		for i := range s.plane {
			lines[i] = s.kept(i, s.plane[i])
		}
		bad := crossings(lines)
		for _, polys := range s.t.shapes {
			for _, rings := range polys {
				for i, r := range rings {
					if s.turnedOver(r, i > 0, lines) {
						for _, a := range r {
							bad[max(a, ^a)] = true
						}
					}
				}
			}
		}
		done := true
		for i, b := range bad {
			if b && s.limit[i] > 0 {
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
	if n == 2 {
		return w
	}
	prev, next := make([]int, n), make([]int, n)
	q := triangles{area: w, place: make([]int, n)}
	for i := 1; i < n-1; i++ {
		prev[i], next[i] = i-1, i+1
		w[i] = triangle(line[i-1], line[i], line[i+1])
		q.place[i] = len(q.heap)
		q.heap = append(q.heap, i)
	}
	heap.Init(&q)
	for len(q.heap) > 0 {
		i := heap.Pop(&q).(int)
		a, b := prev[i], next[i]
		if a > 0 {
			next[a] = b
			w[a] = math.Max(w[i], triangle(line[prev[a]], line[a], line[b]))
			heap.Fix(&q, q.place[a])
		}
		if b < n-1 {
			prev[b] = a
			w[b] = math.Max(w[i], triangle(line[a], line[b], line[next[b]]))
			heap.Fix(&q, q.place[b])
		}
	}
	return w
}

func triangle(a, b, c orb.Point) float64 {
	return math.Abs(float64((b[0]-a[0])*(c[1]-a[1]))-float64((c[0]-a[0])*(b[1]-a[1]))) / 2
}

// triangles is a heap of positions, the lightest first, the earlier of equals.
type triangles struct {
	heap  []int
	place []int // of each position in the heap
	area  []float64
}

func (q triangles) Len() int { return len(q.heap) }
func (q triangles) Less(i, j int) bool {
	a, b := q.heap[i], q.heap[j]
	if q.area[a] != q.area[b] {
		return q.area[a] < q.area[b]
	}
	return a < b
}
func (q triangles) Swap(i, j int) {
	q.heap[i], q.heap[j] = q.heap[j], q.heap[i]
	q.place[q.heap[i]], q.place[q.heap[j]] = i, j
}
func (q *triangles) Push(x any) { q.heap = append(q.heap, x.(int)) }
func (q *triangles) Pop() any {
	x := q.heap[len(q.heap)-1]
	q.heap = q.heap[:len(q.heap)-1]
	return x
}

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
