package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// Lines joins the arcs that pick chooses by the shapes on their two sides (None
// where there is none) into lines as long as they run without a fork. Drawing
// each arc once, in the class its two sides give it, makes a map without the
// double borders of polygons drawn one by one.
func (t *Topology) Lines(pick func(left, right int) bool) orb.MultiLineString {
	chosen := make([]bool, len(t.arcs))
	at := map[orb.Point][]int{} // the chosen arcs that begin (i) or end (^i) here
	for i, s := range t.sides {
		if chosen[i] = pick(s[0], s[1]); chosen[i] {
			a := t.arcs[i]
			at[a[0]] = append(at[a[0]], i)
			at[a[len(a)-1]] = append(at[a[len(a)-1]], ^i)
		}
	}
	used := make([]bool, len(t.arcs))
	follow := func(line orb.LineString) orb.LineString {
		for {
			var next []int
			ends := at[line[len(line)-1]]
			for _, ref := range ends {
				if !used[max(ref, ^ref)] {
					next = append(next, ref)
				}
			}
			if len(ends) != 2 || len(next) != 1 {
				return line
			}
			used[max(next[0], ^next[0])] = true
			line = appendArc(line, t.arcs, next[0])
		}
	}
	var out orb.MultiLineString
	for i := range t.arcs {
		if !chosen[i] || used[i] {
			continue
		}
		used[i] = true
		line := follow(appendArc(orb.LineString(nil), t.arcs, ^i)) // back to where it begins
		line.Reverse()
		out = append(out, follow(line))
	}
	return out
}

// Merge is the union of shapes: their common outline. Outer borders turn
// anticlockwise, holes clockwise.
func (t *Topology) Merge(shapes ...int) orb.MultiPolygon {
	in := make([]bool, len(t.shapes)+1) // the last for None, which is -1
	for _, s := range shapes {
		in[s] = true
	}
	has := func(s int) bool { return s != None && in[s] }
	from := map[orb.Point][]int{} // directed so that the union lies to the left
	var order []int
	for i, s := range t.sides {
		l, r := has(s[0]), has(s[1])
		if l == r {
			continue
		}
		ref, start := i, t.arcs[i][0]
		if r {
			ref, start = ^i, t.arcs[i][len(t.arcs[i])-1]
		}
		from[start] = append(from[start], ref)
		order = append(order, ref)
	}
	used := make([]bool, len(t.arcs))
	var outer, holes []orb.Ring
	for _, first := range order {
		if used[max(first, ^first)] {
			continue
		}
		used[max(first, ^first)] = true
		ring := appendArc(orb.Ring(nil), t.arcs, first)
		for ring[len(ring)-1] != ring[0] {
			ref, ok := t.leftmost(ring, from[ring[len(ring)-1]], used)
			if !ok {
				break
			}
			used[max(ref, ^ref)] = true
			ring = appendArc(ring, t.arcs, ref)
		}
		if ring[len(ring)-1] != ring[0] || len(ring) < 4 {
			continue
		}
		if planarArea(ring) > 0 {
			outer = append(outer, ring)
		} else {
			holes = append(holes, ring)
		}
	}
	return nest(outer, holes)
}

// leftmost picks of the unused arcs the one that turns most to the left, which
// keeps rings that touch in one position apart.
func (t *Topology) leftmost(ring orb.Ring, refs []int, used []bool) (int, bool) {
	here, before := ring[len(ring)-1], ring[len(ring)-2]
	in := math.Atan2(here[1]-before[1], here[0]-before[0])
	best, most, ok := 0, math.Inf(-1), false
	for _, ref := range refs {
		if used[max(ref, ^ref)] {
			continue
		}
		a := t.arcs[max(ref, ^ref)]
		next := a[1]
		if ref < 0 {
			next = a[len(a)-2]
		}
		turn := math.Remainder(math.Atan2(next[1]-here[1], next[0]-here[0])-in, 2*math.Pi)
		if turn > most {
			best, most, ok = ref, turn, true
		}
	}
	return best, ok
}

// nest puts each hole into the smallest outer ring that encloses it.
func nest(outer, holes []orb.Ring) orb.MultiPolygon {
	mp := make(orb.MultiPolygon, len(outer))
	for i, r := range outer {
		mp[i] = orb.Polygon{r}
	}
	for _, h := range holes {
		best, least := -1, math.Inf(1)
		for i, r := range outer {
			if a := planarArea(r); a < least && encloses(r, h) {
				best, least = i, a
			}
		}
		if best >= 0 {
			mp[best] = append(mp[best], h)
		}
	}
	return mp
}

// encloses reports whether a ring lies inside another; they do not cross.
func encloses(outer, inner orb.Ring) bool {
	// The middle of a side is on the other ring only where they share the side.
	for i := 1; i < len(inner); i++ {
		m := orb.Point{(inner[i-1][0] + inner[i][0]) / 2, (inner[i-1][1] + inner[i][1]) / 2}
		on := false
		for j := 1; j < len(outer) && !on; j++ {
			on = segmentDistance2(m, outer[j-1], outer[j]) == 0
		}
		if !on {
			return containsPolygon(orb.Polygon{outer}, m)
		}
	}
	return false
}
