package geo

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"
)

// None stands for the side of an arc on which no shape lies.
const None = -1

// Topology is a coverage (shapes that touch and do not overlap, such as the
// counties of a country) cut into arcs. A stretch of border that two shapes
// share is one arc, so whatever happens to it happens to both. It is immutable
// and safe for concurrent use.
type Topology struct {
	arcs   []orb.LineString // from node to node; a ring without a node is closed
	shapes [][][]ringRef    // shape, polygon, ring
	sides  [][2]int         // the shapes left and right of each arc, or None
	// doubled are further shapes on a side of an arc that has one already, which
	// happens where shapes overlap.
	doubled []doubledSide
	key     string
	weighed sync.Map // by projection: what Simplify starts from
}

// doubledSide is a shape beside an arc where another one lies.
type doubledSide struct {
	arc   int
	right bool
}

// ringRef is a ring as its arcs, in order; ^i is arc i run backwards.
type ringRef []int

// NewTopology cuts the shapes where their borders meet. Borders are shared
// where their positions are equal, coordinate for coordinate; a layer whose
// neighbours only nearly touch has to be cleaned first. Rings may turn either
// way: the first of a polygon is its outer border, the others are holes. Rings
// that enclose nothing (fewer than three different positions) are dropped.
func NewTopology(shapes []orb.MultiPolygon) *Topology {
	c := cutter{ids: newNumbering(shapes), arcs: map[arcKey]int{}}
	rings := make([][][][]int32, len(shapes))
	for s, mp := range shapes {
		for _, poly := range mp {
			var rs [][]int32
			for i, r := range poly {
				if v := c.ring(r, i > 0); v != nil {
					rs = append(rs, v)
				} else if i == 0 {
					break // no outer border, no polygon
				}
			}
			if rs != nil {
				rings[s] = append(rings[s], rs)
			}
		}
	}
	c.nodes(rings)
	t := &Topology{shapes: make([][][]ringRef, len(shapes))}
	for s, polys := range rings {
		for _, rs := range polys {
			refs := make([]ringRef, len(rs))
			for i, r := range rs {
				refs[i] = c.cut(t, r, s)
			}
			t.shapes[s] = append(t.shapes[s], refs)
		}
	}
	t.key = t.hash()
	return t
}

// Len is the number of shapes.
func (t *Topology) Len() int { return len(t.shapes) }

// Arcs is the number of arcs.
func (t *Topology) Arcs() int { return len(t.arcs) }

// Arc is one arc; not to be changed.
func (t *Topology) Arc(i int) orb.LineString { return t.arcs[i] }

// Sides are the shapes to the left and to the right of an arc, or None.
func (t *Topology) Sides(arc int) (left, right int) { return t.sides[arc][0], t.sides[arc][1] }

// Key identifies the contents: equal keys, equal geometry.
func (t *Topology) Key() string { return t.key }

// Polygons puts a shape together again: outer borders anticlockwise, holes
// clockwise, rings closed.
func (t *Topology) Polygons(shape int) orb.MultiPolygon {
	mp := make(orb.MultiPolygon, len(t.shapes[shape]))
	for i, rings := range t.shapes[shape] {
		mp[i] = make(orb.Polygon, len(rings))
		for j, r := range rings {
			mp[i][j] = t.ring(r)
		}
	}
	return mp
}

func (t *Topology) ring(refs ringRef) orb.Ring {
	n := 1
	for _, a := range refs {
		n += len(t.arcs[max(a, ^a)]) - 1
	}
	r := make(orb.Ring, 0, n)
	for _, a := range refs {
		r = appendArc(r, t.arcs, a)
	}
	return r
}

// appendArc adds an arc to a line whose last position is the arc's first.
func appendArc[L ~[]orb.Point](line L, arcs []orb.LineString, ref int) L {
	skip := min(len(line), 1)
	if ref >= 0 {
		return append(line, arcs[ref][skip:]...)
	}
	arc := arcs[^ref]
	for i := len(arc) - 1 - skip; i >= 0; i-- {
		line = append(line, arc[i])
	}
	return line
}

// Map returns the topology with every position moved by f, which must move
// equal positions equally.
func (t *Topology) Map(f func(orb.Point) orb.Point) *Topology {
	u := &Topology{arcs: make([]orb.LineString, len(t.arcs)), shapes: t.shapes, sides: t.sides}
	for i, a := range t.arcs {
		u.arcs[i] = make(orb.LineString, len(a))
		for j, p := range a {
			u.arcs[i][j] = f(p)
		}
	}
	u.key = u.hash()
	return u
}

// hash is a digest of shapes and positions.
func (t *Topology) hash() string {
	h := sha256.New()
	buf := make([]byte, 0, 1<<12)
	num := func(v uint64) {
		buf = binary.LittleEndian.AppendUint64(buf, v)
		if len(buf) > 1<<12-16 {
			h.Write(buf)
			buf = buf[:0]
		}
	}
	for _, polys := range t.shapes {
		num(uint64(len(polys)))
		for _, rings := range polys {
			num(uint64(len(rings)))
			for _, r := range rings {
				num(uint64(len(r)))
				for _, a := range r {
					num(uint64(int64(a)))
				}
			}
		}
	}
	for _, a := range t.arcs {
		num(uint64(len(a)))
		for _, p := range a {
			num(math.Float64bits(p[0]))
			num(math.Float64bits(p[1]))
		}
	}
	h.Write(buf)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// cutter turns positions into numbers and rings into arcs.
type cutter struct {
	ids  numbering
	at   []orb.Point
	node []bool
	arcs map[arcKey]int
}

// arcKey identifies an arc: a position that is no node lies on one arc only,
// so ends and their neighbours tell which.
type arcKey struct{ first, second, last int32 }

// ring gives the ring's positions as numbers, without repetitions and without
// the closing one, turned so that its shape lies to the left; nil when it
// encloses nothing.
func (c *cutter) ring(r orb.Ring, hole bool) []int32 {
	v := make([]int32, 0, len(r))
	for _, p := range r {
		id := c.ids.of(p, &c.at)
		if len(v) == 0 || v[len(v)-1] != id {
			v = append(v, id)
		}
	}
	for len(v) > 1 && v[0] == v[len(v)-1] {
		v = v[:len(v)-1]
	}
	if len(v) < 3 {
		return nil
	}
	if area := planarArea(r); area > 0 == hole {
		slices.Reverse(v)
	}
	return v
}

// nodes marks the positions where arcs end: those that two rings (or one ring
// twice) pass with different neighbours.
// Source: M. Bostock, How To Infer Topology (2013).
func (c *cutter) nodes(rings [][][][]int32) {
	type pair struct{ a, b int32 }
	seen := make([]pair, len(c.at))
	for i := range seen {
		seen[i] = pair{-1, -1}
	}
	c.node = make([]bool, len(c.at))
	for _, polys := range rings {
		for _, rs := range polys {
			for _, r := range rs {
				for i, v := range r {
					a, b := r[(i+len(r)-1)%len(r)], r[(i+1)%len(r)]
					p := pair{min(a, b), max(a, b)}
					switch seen[v] {
					case pair{-1, -1}:
						seen[v] = p
					case p:
					default:
						c.node[v] = true
					}
				}
			}
		}
	}
}

// cut appends the ring's arcs to the topology where they are new.
func (c *cutter) cut(t *Topology, r []int32, shape int) ringRef {
	start := slices.IndexFunc(r, func(v int32) bool { return c.node[v] })
	closed := start < 0
	if closed { // a lone island or hole begins at its first numbered position
		start = slices.Index(r, slices.Min(r))
	}
	r = append(slices.Clone(r[start:]), r[:start+1]...)
	var refs ringRef
	for from := 0; from < len(r)-1; {
		to := from + 1
		for to < len(r)-1 && !c.node[r[to]] {
			to++
		}
		refs = append(refs, c.arc(t, r[from:to+1], shape))
		from = to
	}
	return refs
}

func (c *cutter) arc(t *Topology, v []int32, shape int) int {
	n := len(v)
	key := arcKey{v[0], v[1], v[n-1]}
	back := arcKey{v[n-1], v[n-2], v[0]}
	side := 0
	i, ok := c.arcs[key]
	if !ok {
		if i, ok = c.arcs[back]; ok {
			side = 1
		}
	}
	if !ok {
		i = len(t.arcs)
		c.arcs[key] = i
		line := make(orb.LineString, n)
		for k, id := range v {
			line[k] = c.at[id]
		}
		t.arcs = append(t.arcs, line)
		t.sides = append(t.sides, [2]int{None, None})
	}
	if t.sides[i][side] == None {
		t.sides[i][side] = shape
	} else {
		t.doubled = append(t.doubled, doubledSide{i, side == 1})
	}
	if side == 1 {
		return ^i
	}
	return i
}
