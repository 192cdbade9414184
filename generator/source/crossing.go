package source

import (
	"math"

	"github.com/paulmach/orb"
)

// crossing is a point where a ring crosses itself.
type crossing struct {
	at             orb.Point
	segment, other int // the positions, from 0, where the two segments begin; segment < other
}

// touch is how far, in degrees, a segment must reach beyond another to cross
// it: a tenth of a millimetre. Decimal coordinates do not survive as floats any
// more exactly than some 1e-14, so a vertex on another segment is no crossing.
const touch = 1e-9

// selfCrossing finds a point where a closed ring crosses itself, the first in
// the order of its search. A ring that touches itself, at a vertex or along a
// line, does not cross.
//
// The segments form a binary tree of bounding boxes in the order of the ring,
// joined with itself: two stretches whose boxes are apart are not looked at
// further. Since a ring's neighbouring segments are near each other the boxes
// are small, and natural boundaries take about n log n steps; there is no
// spatial index to build. Only a tangle takes longer, and a tangle is found at
// once.
func selfCrossing(ring []orb.Point) (crossing, bool) {
	t := newBoxTree(ring)
	if t == nil {
		return crossing{}, false
	}
	return t.within(1)
}

// leafSize is how many segments a leaf of the tree holds.
const leafSize = 8

type box struct{ minX, minY, maxX, maxY float64 }

func (a box) apart(b box) bool {
	return a.maxX < b.minX || b.maxX < a.minX || a.maxY < b.minY || b.maxY < a.minY
}

func (a box) join(b box) box {
	return box{min(a.minX, b.minX), min(a.minY, b.minY), max(a.maxX, b.maxX), max(a.maxY, b.maxY)}
}

// boxTree is a complete binary tree: node i has the children 2i and 2i+1, and
// leaf k, at node leaves+k, holds the segments from k*leafSize on.
type boxTree struct {
	ring   []orb.Point
	n      int // segments
	leaves int // a power of two
	boxes  []box
}

func newBoxTree(ring []orb.Point) *boxTree {
	n := len(ring) - 1
	if n < 4 {
		return nil // a triangle cannot cross itself
	}
	t := &boxTree{ring: ring, n: n, leaves: 1}
	for t.leaves*leafSize < n {
		t.leaves *= 2
	}
	t.boxes = make([]box, 2*t.leaves)
	for k := range t.leaves {
		t.boxes[t.leaves+k] = t.span(k)
	}
	for i := t.leaves - 1; i > 0; i-- {
		t.boxes[i] = t.boxes[2*i].join(t.boxes[2*i+1])
	}
	return t
}

// span is the box of leaf k; an empty leaf's box is apart from every box.
func (t *boxTree) span(k int) box {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	from, to := k*leafSize, min((k+1)*leafSize, t.n)
	if from >= to {
		return b
	}
	for _, p := range t.ring[from : to+1] {
		b = b.join(box{p[0], p[1], p[0], p[1]})
	}
	return b
}

// within looks for a crossing inside the stretch of a node.
func (t *boxTree) within(i int) (crossing, bool) {
	if i >= t.leaves {
		k := i - t.leaves
		to := min((k+1)*leafSize, t.n)
		for a := k * leafSize; a < to; a++ {
			for b := a + 1; b < to; b++ {
				if x, ok := t.cross(a, b); ok {
					return x, true
				}
			}
		}
		return crossing{}, false
	}
	if x, ok := t.within(2 * i); ok {
		return x, true
	}
	if x, ok := t.within(2*i + 1); ok {
		return x, true
	}
	return t.between(2*i, 2*i+1)
}

// between looks for a crossing of the stretches of two nodes of one level, the
// first of which comes earlier in the ring.
func (t *boxTree) between(i, j int) (crossing, bool) {
	if t.boxes[i].apart(t.boxes[j]) {
		return crossing{}, false
	}
	if i < t.leaves {
		for _, p := range [4][2]int{{2 * i, 2 * j}, {2 * i, 2*j + 1}, {2*i + 1, 2 * j}, {2*i + 1, 2*j + 1}} {
			if x, ok := t.between(p[0], p[1]); ok {
				return x, true
			}
		}
		return crossing{}, false
	}
	ka, kb := i-t.leaves, j-t.leaves
	other := t.boxes[j]
	for a := ka * leafSize; a < min((ka+1)*leafSize, t.n); a++ {
		if t.segment(a).apart(other) {
			continue
		}
		for b := kb * leafSize; b < min((kb+1)*leafSize, t.n); b++ {
			if x, ok := t.cross(a, b); ok {
				return x, true
			}
		}
	}
	return crossing{}, false
}

func (t *boxTree) segment(a int) box {
	p, q := t.ring[a], t.ring[a+1]
	return box{min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])}
}

// cross reports whether segments a < b cross: properly, or, where both end in
// one vertex, because the ring passes there from one side of itself to the other.
func (t *boxTree) cross(a, b int) (crossing, bool) {
	if t.segment(a).apart(t.segment(b)) {
		return crossing{}, false
	}
	p, q, u, v := t.ring[a], t.ring[a+1], t.ring[b], t.ring[b+1]
	if q == v && b > a+1 {
		if t.pass(a, b) {
			return crossing{at: q, segment: a + 1, other: (b + 1) % t.n}.ordered(), true
		}
		return crossing{}, false
	}
	if b == a+1 || a == 0 && b == t.n-1 {
		return crossing{}, false // neighbours share a vertex
	}
	du, dv := distance(p, q, u), distance(p, q, v)
	dp, dq := distance(u, v, p), distance(u, v, q)
	if !opposite(du, dv) || !opposite(dp, dq) {
		return crossing{}, false
	}
	f := du / (du - dv)
	at := orb.Point{u[0] + f*(v[0]-u[0]), u[1] + f*(v[1]-u[1])}
	return crossing{at: at, segment: a, other: b}, true
}

func (x crossing) ordered() crossing {
	if x.other < x.segment {
		x.segment, x.other = x.other, x.segment
	}
	return x
}

func opposite(a, b float64) bool {
	return a > touch && b < -touch || a < -touch && b > touch
}

// distance is the signed distance of r from the line through p and q, positive
// on its left.
func distance(p, q, r orb.Point) float64 {
	dx, dy := q[0]-p[0], q[1]-p[1]
	length := math.Hypot(dx, dy)
	if length == 0 {
		return 0
	}
	return (dx*(r[1]-p[1]) - dy*(r[0]-p[0])) / length
}

// pass reports whether the ring crosses itself in the vertex that segments a and
// b both end in: of the directions it comes from and goes to at b, one lies on
// either side of those at a.
func (t *boxTree) pass(a, b int) bool {
	v := t.ring[a+1]
	from, to := t.before(a+1), t.after(a+1)
	c, d := t.before(b+1), t.after(b+1)
	if c == from || c == to || d == from || d == to || c == v || d == v || from == v || to == v {
		return false // it runs along itself
	}
	return between(v, from, to, c) != between(v, from, to, d)
}

func (t *boxTree) before(i int) orb.Point { return t.ring[(i-1+t.n)%t.n] }
func (t *boxTree) after(i int) orb.Point  { return t.ring[(i+1)%t.n] }

// between reports whether, turning left around v from the direction of a to the
// direction of b, one passes the direction of p.
func between(v, a, b, p orb.Point) bool {
	turn := func(q orb.Point) float64 {
		t := math.Atan2(q[1]-v[1], q[0]-v[0]) - math.Atan2(a[1]-v[1], a[0]-v[0])
		if t < 0 {
			t += 2 * math.Pi
		}
		return t
	}
	return turn(p) < turn(b)
}
