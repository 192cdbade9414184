package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// segment is a stretch of an arc between two of its positions.
type segment struct {
	a, b orb.Point
	arc  int
}

// crossings reports which of the lines cross or touch another or themselves
// elsewhere than at an end they share. It sorts segments into the cells of a
// grid and compares those that share a cell.
func crossings(lines []orb.LineString) []bool {
	bad := make([]bool, len(lines))
	var segs []segment
	b := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for i, l := range lines {
		for j := 1; j < len(l); j++ {
			segs = append(segs, segment{l[j-1], l[j], i})
		}
		for _, p := range l {
			b = orb.Bound{
				Min: orb.Point{math.Min(b.Min[0], p[0]), math.Min(b.Min[1], p[1])},
				Max: orb.Point{math.Max(b.Max[0], p[0]), math.Max(b.Max[1], p[1])},
			}
		}
	}
	if len(segs) == 0 {
		return bad
	}
	n := int(math.Sqrt(float64(len(segs)))) + 1
	w, h := (b.Max[0]-b.Min[0])/float64(n), (b.Max[1]-b.Min[1])/float64(n)
	if w == 0 || h == 0 {
		return bad
	}
	cellOf := func(v, low, size float64) int { return min(n-1, max(0, int((v-low)/size))) }
	grid := make([][]int32, n*n)
	for i, s := range segs {
		x0, x1 := cellOf(math.Min(s.a[0], s.b[0]), b.Min[0], w), cellOf(math.Max(s.a[0], s.b[0]), b.Min[0], w)
		y0, y1 := cellOf(math.Min(s.a[1], s.b[1]), b.Min[1], h), cellOf(math.Max(s.a[1], s.b[1]), b.Min[1], h)
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				c := &grid[y*n+x]
				for _, k := range *c {
					if o := segs[k]; !(bad[o.arc] && bad[s.arc]) && conflict(s, o) {
						bad[o.arc], bad[s.arc] = true, true
					}
				}
				*c = append(*c, int32(i))
			}
		}
	}
	return bad
}

// conflict reports whether two segments have more in common than one end.
func conflict(s, o segment) bool {
	if math.Max(s.a[0], s.b[0]) < math.Min(o.a[0], o.b[0]) || math.Max(o.a[0], o.b[0]) < math.Min(s.a[0], s.b[0]) ||
		math.Max(s.a[1], s.b[1]) < math.Min(o.a[1], o.b[1]) || math.Max(o.a[1], o.b[1]) < math.Min(s.a[1], s.b[1]) {
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
