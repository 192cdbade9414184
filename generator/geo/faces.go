package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// arrangement is the plane cut up by spans: half-edge 2i runs along span i and
// has the face to its left, 2i+1 runs back.
type arrangement struct {
	spans []span
	next  []int32 // the half-edge that follows around the same face
	of    []int32 // the face of each half-edge
	faces []planeFace
	lanes lanes
}

// planeFace is a face, or the outer border of a set of spans that hang together.
// The latter belongs to the face around that set, which is its parent; a face is
// its own, and -1 stands for everything outside.
type planeFace struct {
	start  int32
	area   float64 // in grid steps, negative for an outer border
	cover  int     // how many shapes lie over it
	parent int
	inner  []int // outer borders of what lies inside it
}

func (a *arrangement) origin(h int32) orb.Point {
	if h&1 == 0 {
		return a.spans[h>>1].a
	}
	return a.spans[h>>1].b
}

// arrange makes the faces of spans that meet at their ends only; nil where there
// are none.
func arrange(spans []span) *arrangement {
	if len(spans) == 0 {
		return nil
	}
	a := &arrangement{spans: spans, next: make([]int32, 2*len(spans)), of: make([]int32, 2*len(spans))}
	a.link()
	a.walk()
	a.lanes = newLanes(spans)
	a.count()
	return a
}

// link sorts the half-edges around each position: around a face to the left, one
// goes on with the next clockwise from where one came.
func (a *arrangement) link() {
	out := make([]int32, len(a.next))
	for h := range out {
		out[h] = int32(h)
	}
	dir := func(h int32) (dx, dy float64) {
		p, q := a.origin(h), a.origin(h^1)
		return q[0] - p[0], q[1] - p[1]
	}
	slices.SortFunc(out, func(g, h int32) int {
		if c := comparePoints(a.origin(g), a.origin(h)); c != 0 {
			return c
		}
		gx, gy := dir(g)
		hx, hy := dir(h)
		half := func(x, y float64) int {
			if y > 0 || y == 0 && x > 0 {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(half(gx, gy), half(hx, hy)), -cmp.Compare(float64(gx*hy), float64(gy*hx)), cmp.Compare(g, h))
	})
	for from := 0; from < len(out); {
		to := from
		for to < len(out) && a.origin(out[to]) == a.origin(out[from]) {
			to++
		}
		for k := from; k < to; k++ {
			before := out[from+(k-from+to-from-1)%(to-from)] // clockwise of out[k]
			a.next[out[k]^1] = before
		}
		from = to
	}
}

// walk goes round the faces.
func (a *arrangement) walk() {
	for h := range a.of {
		a.of[h] = -1
	}
	for h := range a.of {
		if a.of[h] >= 0 {
			continue
		}
		f := planeFace{start: int32(h), parent: len(a.faces)}
		o := a.origin(int32(h))
		for g := int32(h); a.of[g] < 0; g = a.next[g] {
			a.of[g] = int32(len(a.faces))
			p, q := a.origin(g), a.origin(g^1)
			f.area += (float64((p[0]-o[0])*(q[1]-o[1])) - float64((q[0]-o[0])*(p[1]-o[1]))) / 2
		}
		a.faces = append(a.faces, f)
	}
}

// count works out how many shapes lie over each face, set by set from the west:
// what a set lies in is known then.
func (a *arrangement) count() {
	west := make([]int32, 0, len(a.faces)) // outer borders
	at := make([]orb.Point, len(a.faces))
	for f := range a.faces {
		p := a.origin(a.faces[f].start)
		for h := a.next[a.faces[f].start]; h != a.faces[f].start; h = a.next[h] {
			if q := a.origin(h); comparePoints(q, p) < 0 {
				p = q
			}
		}
		if at[f] = p; a.faces[f].area <= 0 {
			west = append(west, int32(f))
		}
	}
	slices.SortFunc(west, func(f, g int32) int { return cmp.Or(comparePoints(at[f], at[g]), cmp.Compare(f, g)) })
	known := make([]bool, len(a.faces))
	for _, f := range west {
		face := &a.faces[f]
		if known[f] { // no border of a set, but a face without area
			continue
		}
		face.parent = -1
		if h, ok := a.lanes.westOf(a, at[f]); ok {
			if around := int(a.of[h]); a.faces[around].parent >= 0 {
				face.parent = a.faces[around].parent
				face.cover = a.faces[face.parent].cover
				a.faces[face.parent].inner = append(a.faces[face.parent].inner, int(f))
			}
		}
		known[f] = true
		for stack := []int32{f}; len(stack) > 0; {
			g := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			start := a.faces[g].start
			for h := start; ; {
				over := a.of[h^1]
				if !known[over] {
					known[over] = true
					net := int(a.spans[h>>1].net)
					if h&1 == 1 {
						net = -net
					}
					a.faces[over].cover = a.faces[g].cover - net
					stack = append(stack, over)
				}
				if h = a.next[h]; h == start {
					break
				}
			}
		}
	}
}

// metresPer are the metres of a grid step at a latitude, in both directions.
func metresPer(y float64) (kx, ky float64) {
	const step = gridStep * rad * 6371007.2
	return step * math.Cos(y*gridStep*rad), step
}

// measure is the area and the length of the borders of a face, with what lies
// inside it left out.
func (a *arrangement) measure(f int) (area, perimeter float64) {
	low, high := math.Inf(1), math.Inf(-1)
	for start, h := a.faces[f].start, a.faces[f].start; ; {
		low, high = min(low, a.origin(h)[1]), max(high, a.origin(h)[1])
		if h = a.next[h]; h == start {
			break
		}
	}
	kx, ky := metresPer((low + high) / 2)
	for _, g := range append([]int{f}, a.faces[f].inner...) {
		start := a.faces[g].start
		area += a.faces[g].area * kx * ky
		for h := start; ; {
			p, q := a.origin(h), a.origin(h^1)
			perimeter += math.Hypot((q[0]-p[0])*kx, (q[1]-p[1])*ky)
			if h = a.next[h]; h == start {
				break
			}
		}
	}
	return area, perimeter
}

// within finds a position in a face, in degrees: the middle of the widest stretch
// on a line across its tallest span.
func (a *arrangement) within(f int) (orb.Point, bool) {
	var edges []int32
	tall, y := 0.0, 0.0
	for _, g := range append([]int{f}, a.faces[f].inner...) {
		start := a.faces[g].start
		for h := start; ; {
			edges = append(edges, h)
			p, q := a.origin(h), a.origin(h^1)
			if d := math.Abs(q[1] - p[1]); d > tall {
				tall, y = d, math.Floor((p[1]+q[1])/2)+.5
			}
			if h = a.next[h]; h == start {
				break
			}
		}
	}
	var xs []float64
	for _, h := range edges {
		p, q := a.origin(h), a.origin(h^1)
		if (p[1] > y) != (q[1] > y) {
			xs = append(xs, p[0]+float64((q[0]-p[0])*(y-p[1]))/(q[1]-p[1]))
		}
	}
	slices.Sort(xs)
	wide, x := 0.0, 0.0
	for i := 1; i < len(xs); i += 2 {
		if w := xs[i] - xs[i-1]; w > wide {
			wide, x = w, (xs[i]+xs[i-1])/2
		}
	}
	return orb.Point{x * gridStep, y * gridStep}, wide > 0
}

// around are the up to two shapes with the longest borders on a face, ascending.
func (a *arrangement) around(f int) []int {
	length := map[int]float64{}
	for _, g := range append([]int{f}, a.faces[f].inner...) {
		start := a.faces[g].start
		for h := start; ; {
			p, q := a.origin(h), a.origin(h^1)
			length[int(a.spans[h>>1].owner)] += math.Hypot(q[0]-p[0], q[1]-p[1])
			if h = a.next[h]; h == start {
				break
			}
		}
	}
	var out []int
	for s := range length {
		out = append(out, s)
	}
	slices.SortFunc(out, func(x, y int) int { return cmp.Or(-cmp.Compare(length[x], length[y]), cmp.Compare(x, y)) })
	out = out[:min(2, len(out))]
	slices.Sort(out)
	return out
}

// lanes are the spans sorted into horizontal lanes.
type lanes struct {
	low, high float64
	members   [][]int32
}

func newLanes(spans []span) lanes {
	l := lanes{low: math.Inf(1), high: math.Inf(-1), members: make([][]int32, min(int(math.Sqrt(float64(len(spans))))+1, 5000))}
	for _, s := range spans {
		l.low, l.high = min(l.low, s.a[1], s.b[1]), max(l.high, s.a[1], s.b[1])
	}
	for i, s := range spans {
		for k := l.lane(min(s.a[1], s.b[1])); k <= l.lane(max(s.a[1], s.b[1])); k++ {
			l.members[k] = append(l.members[k], int32(i))
		}
	}
	return l
}

func (l lanes) lane(y float64) int {
	if l.high <= l.low {
		return 0
	}
	return min(len(l.members)-1, int((y-l.low)/(l.high-l.low)*float64(len(l.members))))
}

// westOf finds the nearest span to the west of a position, as the half-edge that
// has the position on its left; false where there is none.
func (l lanes) westOf(a *arrangement, p orb.Point) (int32, bool) {
	best, at := int32(-1), math.Inf(-1)
	for _, i := range l.members[l.lane(p[1])] {
		s := a.spans[i]
		if (s.a[1] <= p[1]) == (s.b[1] <= p[1]) {
			continue
		}
		x := s.a[0] + float64((s.b[0]-s.a[0])*(p[1]-s.a[1]))/(s.b[1]-s.a[1])
		if x < p[0] && x > at {
			at, best = x, 2*i
			if s.b[1] > s.a[1] { // upwards: west is to its left
				best++
			}
		}
	}
	return best, best >= 0
}
