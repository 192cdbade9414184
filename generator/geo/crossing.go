package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// segment is a stretch of an arc between two of its positions.
type segment struct {
	a, b           orb.Point
	x0, x1, y0, y1 float64 // what it spans
	arc            int
}

func newSegment(a, b orb.Point, arc int) segment {
	return segment{a, b, min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1]), arc}
}

// crossings reports which of the lines cross or touch another or themselves
// elsewhere than at an end they share; of two of which neither is fresh it does not
// ask. It sorts segments into the cells of a grid and compares those that share a
// cell.
func crossings(lines []orb.LineString, fresh []bool) []bool {
	bad := make([]bool, len(lines))
	count := 0
	for _, l := range lines {
		count += max(0, len(l)-1)
	}
	if count == 0 {
		return bad
	}
	segs := make([]segment, 0, count)
	inf := math.Inf(1)
	x0, x1, y0, y1 := inf, -inf, inf, -inf
	for i, l := range lines {
		for j := 1; j < len(l); j++ {
			s := newSegment(l[j-1], l[j], i)
			x0, x1, y0, y1 = min(x0, s.x0), max(x1, s.x1), min(y0, s.y0), max(y1, s.y1)
			segs = append(segs, s)
		}
	}
	n := int(math.Sqrt(float64(count))) + 1
	w, h := (x1-x0)/float64(n), (y1-y0)/float64(n)
	if w == 0 || h == 0 {
		return bad
	}
	cellOf := func(v, low, size float64) int { return min(n-1, max(0, int((v-low)/size))) }
	// each calls f with the cells of a segment.
	each := func(s *segment, f func(cell int)) {
		right, bottom := cellOf(s.x1, x0, w), cellOf(s.y1, y0, h)
		left := cellOf(s.x0, x0, w)
		for y := cellOf(s.y0, y0, h); y <= bottom; y++ {
			for x := left; x <= right; x++ {
				f(y*n + x)
			}
		}
	}
	// The cells lie one behind the other in a list: counted first, then filled.
	ends := make([]int32, n*n+1)
	for i := range segs {
		each(&segs[i], func(cell int) { ends[cell+1]++ })
	}
	for c := range n * n {
		ends[c+1] += ends[c]
	}
	starts := ends[:n*n]
	held := make([]int32, ends[n*n])
	filled := make([]int32, n*n)
	for i := range segs {
		s := &segs[i]
		each(s, func(cell int) {
			first := starts[cell]
			for _, k := range held[first : first+filled[cell]] {
				o := &segs[k]
				if (fresh[o.arc] || fresh[s.arc]) && !(bad[o.arc] && bad[s.arc]) && conflict(s, o) {
					bad[o.arc], bad[s.arc] = true, true
				}
			}
			held[first+filled[cell]] = int32(i)
			filled[cell]++
		})
	}
	return bad
}

// conflict reports whether two segments have more in common than one end.
func conflict(s, o *segment) bool {
	if s.x1 < o.x0 || o.x1 < s.x0 || s.y1 < o.y0 || o.y1 < s.y0 {
		return false
	}
	d1, d2 := side(o.a, o.b, s.a), side(o.a, o.b, s.b)
	d3, d4 := side(s.a, s.b, o.a), side(s.a, s.b, o.b)
	shared := s.a == o.a || s.a == o.b || s.b == o.a || s.b == o.b
	if !shared {
		return d1*d2 <= 0 && d3*d4 <= 0
	}
	if d1 != 0 || d2 != 0 {
		return false // they part at the end they share
	}
	// In one line: in conflict unless they lead away from each other.
	common, p, q := s.a, s.b, o.b
	switch {
	case s.a == o.a:
	case s.a == o.b:
		q = o.a
	case s.b == o.a:
		common, p = s.b, s.a
	default:
		common, p, q = s.b, s.a, o.a
	}
	return float64((p[0]-common[0])*(q[0]-common[0]))+float64((p[1]-common[1])*(q[1]-common[1])) > 0
}

// side is -1, 0 or 1 as p lies right of, on or left of the line from a to b.
func side(a, b, p orb.Point) int {
	switch v := float64((b[0]-a[0])*(p[1]-a[1])) - float64((b[1]-a[1])*(p[0]-a[0])); {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}
