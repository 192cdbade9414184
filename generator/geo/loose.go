package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// span is a stretch of border that is not shared as it should be. Its positions
// are whole numbers of gridStep degrees.
type span struct {
	a, b  orb.Point
	net   int32 // so many more shapes lie over what is left of a→b than right of it
	owner int32 // one of the shapes it bounds
}

// gridStep is about a millimetre.
const gridStep = 1e-8

// loose lists the stretches of border that do not have one shape on each side:
// the outline of the whole, and wherever neighbours do not meet.
func (t *Topology) loose() []span {
	net, owner := make([]int32, len(t.arcs)), make([]int32, len(t.arcs))
	for i, s := range t.sides {
		if owner[i] = int32(s[0]); s[0] != None {
			net[i]++
		}
		if s[1] != None {
			net[i]--
			owner[i] = max(owner[i], int32(s[1]))
		}
	}
	for _, d := range t.doubled {
		if d.right {
			net[d.arc]--
		} else {
			net[d.arc]++
		}
	}
	var out []span
	for i, arc := range t.arcs {
		if net[i] == 0 {
			continue
		}
		for j := 1; j < len(arc); j++ {
			out = append(out, span{a: onGrid(arc[j-1]), b: onGrid(arc[j]), net: net[i], owner: owner[i]})
		}
	}
	return node(out)
}

func onGrid(p orb.Point) orb.Point {
	return orb.Point{math.Round(p[0] / gridStep), math.Round(p[1] / gridStep)}
}

// node cuts spans where they cross or touch until they meet at their ends only.
// Positions are rounded to the grid, which may make new crossings; after some
// rounds there are none, or so few that nothing is lost.
func node(spans []span) []span {
	for range 6 {
		spans = tidy(spans)
		cuts := findCuts(spans)
		if len(cuts) == 0 {
			break
		}
		spans = cut(spans, cuts)
	}
	return tidy(spans)
}

// tidy puts spans between the same positions together and drops those that have
// as many shapes on either side.
func tidy(spans []span) []span {
	for i, s := range spans {
		if comparePoints(s.a, s.b) > 0 {
			spans[i] = span{a: s.b, b: s.a, net: -s.net, owner: s.owner}
		}
	}
	slices.SortFunc(spans, func(x, y span) int {
		return cmp.Or(comparePoints(x.a, y.a), comparePoints(x.b, y.b), cmp.Compare(x.owner, y.owner))
	})
	out := spans[:0]
	for _, s := range spans {
		if s.a == s.b {
			continue
		}
		if n := len(out); n > 0 && out[n-1].a == s.a && out[n-1].b == s.b {
			out[n-1].net += s.net
			continue
		}
		if n := len(out); n > 0 && out[n-1].net == 0 {
			out = out[:n-1]
		}
		out = append(out, s)
	}
	if n := len(out); n > 0 && out[n-1].net == 0 {
		out = out[:n-1]
	}
	return out
}

func comparePoints(p, q orb.Point) int {
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
}

// spanCut is a position at which a span is cut.
type spanCut struct {
	span int32
	at   orb.Point
}

// findCuts sorts the spans into the cells of a grid and compares those that share
// a cell.
func findCuts(spans []span) []spanCut {
	if len(spans) == 0 {
		return nil
	}
	low, high := spans[0].a, spans[0].a
	for _, s := range spans {
		low = orb.Point{min(low[0], s.a[0], s.b[0]), min(low[1], s.a[1], s.b[1])}
		high = orb.Point{max(high[0], s.a[0], s.b[0]), max(high[1], s.a[1], s.b[1])}
	}
	n := min(int(math.Sqrt(float64(len(spans))))+1, 2000)
	w, h := (high[0]-low[0])/float64(n)+1, (high[1]-low[1])/float64(n)+1
	cell := func(v, low, size float64) int { return min(n-1, max(0, int((v-low)/size))) }
	each := func(s span, do func(k int)) {
		x0, x1 := cell(min(s.a[0], s.b[0])-2, low[0], w), cell(max(s.a[0], s.b[0])+2, low[0], w)
		y0, y1 := cell(min(s.a[1], s.b[1])-2, low[1], h), cell(max(s.a[1], s.b[1])+2, low[1], h)
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				do(y*n + x)
			}
		}
	}
	// All cells in one array: first counted, then filled.
	start := make([]int32, n*n+1)
	for _, s := range spans {
		each(s, func(k int) { start[k+1]++ })
	}
	for k := range n * n {
		start[k+1] += start[k]
	}
	in, fill := make([]int32, start[n*n]), slices.Clone(start)
	for i, s := range spans {
		each(s, func(k int) { in[fill[k]] = int32(i); fill[k]++ })
	}
	var cuts []spanCut
	for k := range n * n {
		members := in[start[k]:start[k+1]]
		for i, x := range members {
			for _, y := range members[i+1:] {
				cuts = meet(spans, x, y, cuts)
			}
		}
	}
	slices.SortFunc(cuts, func(x, y spanCut) int { return cmp.Or(cmp.Compare(x.span, y.span), comparePoints(x.at, y.at)) })
	return slices.Compact(cuts)
}

// meet adds where two spans cross, or an end of one lies on the other.
func meet(spans []span, x, y int32, cuts []spanCut) []spanCut {
	s, o := spans[x], spans[y]
	if max(s.a[0], s.b[0])+2 < min(o.a[0], o.b[0]) || max(o.a[0], o.b[0])+2 < min(s.a[0], s.b[0]) ||
		max(s.a[1], s.b[1])+2 < min(o.a[1], o.b[1]) || max(o.a[1], o.b[1])+2 < min(s.a[1], s.b[1]) {
		return cuts
	}
	touched := false
	on := func(i int32, t span, p orb.Point) {
		if p != t.a && p != t.b && nearSpan(t, p) {
			cuts, touched = append(cuts, spanCut{i, p}), true
		}
	}
	on(y, o, s.a)
	on(y, o, s.b)
	on(x, s, o.a)
	on(x, s, o.b)
	if touched || s.a == o.a || s.a == o.b || s.b == o.a || s.b == o.b {
		return cuts
	}
	d1, d2 := turnOf(o.a, o.b, s.a), turnOf(o.a, o.b, s.b)
	d3, d4 := turnOf(s.a, s.b, o.a), turnOf(s.a, s.b, o.b)
	if d1 > 0 == (d2 > 0) || d3 > 0 == (d4 > 0) || d1 == 0 || d2 == 0 || d3 == 0 || d4 == 0 {
		return cuts
	}
	f := d1 / (d1 - d2)
	p := orb.Point{math.Round(s.a[0] + float64(f*(s.b[0]-s.a[0]))), math.Round(s.a[1] + float64(f*(s.b[1]-s.a[1])))}
	if p != s.a && p != s.b {
		cuts = append(cuts, spanCut{x, p})
	}
	if p != o.a && p != o.b {
		cuts = append(cuts, spanCut{y, p})
	}
	return cuts
}

// nearSpan reports whether a position lies on a span, or no more than a step and
// a half beside it.
func nearSpan(s span, p orb.Point) bool {
	dx, dy := s.b[0]-s.a[0], s.b[1]-s.a[1]
	along := float64(dx*(p[0]-s.a[0])) + float64(dy*(p[1]-s.a[1]))
	length2 := float64(dx*dx) + float64(dy*dy)
	if along <= 0 || along >= length2 {
		return false
	}
	d := turnOf(s.a, s.b, p)
	return float64(d*d) <= 2.25*length2
}

// turnOf is twice the area of the triangle, positive when it turns anticlockwise.
func turnOf(a, b, p orb.Point) float64 {
	return float64((b[0]-a[0])*(p[1]-a[1])) - float64((b[1]-a[1])*(p[0]-a[0]))
}

// cut cuts the spans; cuts are sorted by span.
func cut(spans []span, cuts []spanCut) []span {
	out := make([]span, 0, len(spans)+len(cuts))
	k := 0
	for i, s := range spans {
		from := k
		for k < len(cuts) && cuts[k].span == int32(i) {
			k++
		}
		at := cuts[from:k]
		dx, dy := s.b[0]-s.a[0], s.b[1]-s.a[1]
		slices.SortFunc(at, func(x, y spanCut) int {
			return cmp.Compare(float64(dx*x.at[0])+float64(dy*x.at[1]), float64(dx*y.at[0])+float64(dy*y.at[1]))
		})
		last := s.a
		for _, c := range at {
			out = append(out, span{a: last, b: c.at, net: s.net, owner: s.owner})
			last = c.at
		}
		out = append(out, span{a: last, b: s.b, net: s.net, owner: s.owner})
	}
	return out
}
