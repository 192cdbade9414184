package geo

import (
	"container/heap"
	"math"

	"github.com/paulmach/orb"
)

// VisualCentre is the place in a polygon for its name: the point furthest from
// its border, in the plane of the polygons (degrees or metres). Of several
// polygons the largest counts. A label is wider than high; wide says how many
// times, and the point is then the centre of the largest ellipse of that shape
// (1 finds the pole of inaccessibility itself). precision is how near to the
// best distance the answer must be, as a share of the polygon's smaller side
// (0.02 is good for a label).
// Source: D. Garcia-Castellanos and U. Lombardo, Poles of inaccessibility,
// Scottish Geographical Journal 123 (2007), by the quadtree search of V.
// Agafonkin's polylabel (Mapbox, 2016).
func VisualCentre(mp orb.MultiPolygon, wide, precision float64) orb.Point {
	poly := largest(mp)
	if len(poly) == 0 {
		return orb.Point{}
	}
	if wide <= 0 {
		wide = 1
	}
	scaled := make(orb.Polygon, len(poly)) // squeezed, so that the ellipse is a circle
	for i, r := range poly {
		scaled[i] = make(orb.Ring, len(r))
		for j, p := range r {
			scaled[i][j] = orb.Point{p[0] / wide, p[1]}
		}
	}
	c := pole(scaled, precision)
	return orb.Point{c[0] * wide, c[1]}
}

func largest(mp orb.MultiPolygon) orb.Polygon {
	var best orb.Polygon
	most := -1.0
	for _, poly := range mp {
		if len(poly) == 0 || len(poly[0]) < 4 {
			continue
		}
		if a := math.Abs(planarArea(poly[0])); a > most {
			most, best = a, poly
		}
	}
	return best
}

// cell is a square of the search: half its side, the distance of its centre
// from the border (negative outside) and the most any point in it can have.
type cell struct {
	at            orb.Point
	half, d, most float64
	seq           int // order of birth, so that equal cells come in one order
}

type cells []cell

func (c cells) Len() int { return len(c) }
func (c cells) Less(i, j int) bool {
	if c[i].most != c[j].most {
		return c[i].most > c[j].most
	}
	return c[i].seq < c[j].seq
}
func (c cells) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c *cells) Push(x any)   { *c = append(*c, x.(cell)) }
func (c *cells) Pop() any {
	old := *c
	x := old[len(old)-1]
	*c = old[:len(old)-1]
	return x
}

func pole(poly orb.Polygon, precision float64) orb.Point {
	b := poly.Bound()
	w, h := b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]
	side := math.Min(w, h)
	if side == 0 {
		return b.Min
	}
	eps := precision * side
	if eps <= 0 {
		eps = side / 100
	}
	seq := 0
	make1 := func(at orb.Point, half float64) cell {
		d := inset(poly, at)
		seq++
		return cell{at: at, half: half, d: d, most: d + half*math.Sqrt2, seq: seq}
	}
	var q cells
	half := side / 2
	for x := b.Min[0]; x < b.Max[0]; x += side {
		for y := b.Min[1]; y < b.Max[1]; y += side {
			q = append(q, make1(orb.Point{x + half, y + half}, half))
		}
	}
	heap.Init(&q)
	best := make1(Centroid(orb.MultiPolygon{poly}), 0)
	if c := make1(b.Center(), 0); c.d > best.d {
		best = c
	}
	for q.Len() > 0 {
		c := heap.Pop(&q).(cell)
		if c.d > best.d {
			best = c
		}
		if c.most-best.d <= eps {
			break
		}
		h := c.half / 2
		for _, s := range [4][2]float64{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
			heap.Push(&q, make1(orb.Point{c.at[0] + float64(s[0]*h), c.at[1] + float64(s[1]*h)}, h))
		}
	}
	return best.at
}

// inset is the distance of a point from a polygon's border, negative outside.
func inset(poly orb.Polygon, p orb.Point) float64 {
	in, least := false, math.Inf(1)
	for _, r := range poly {
		for j := 1; j < len(r); j++ {
			a, b := r[j-1], r[j]
			if (a[1] > p[1]) != (b[1] > p[1]) &&
				p[0] < float64((b[0]-a[0])*(p[1]-a[1]))/(b[1]-a[1])+a[0] {
				in = !in
			}
			if d := segmentDistance2(p, a, b); d < least {
				least = d
			}
		}
	}
	d := math.Sqrt(least)
	if in {
		return d
	}
	return -d
}

// segmentDistance2 is the squared distance of p from the segment a–b.
func segmentDistance2(p, a, b orb.Point) float64 {
	x, y := a[0], a[1]
	dx, dy := b[0]-x, b[1]-y
	if dx != 0 || dy != 0 {
		t := (float64((p[0]-x)*dx) + float64((p[1]-y)*dy)) / (float64(dx*dx) + float64(dy*dy))
		switch {
		case t > 1:
			x, y = b[0], b[1]
		case t > 0:
			x += float64(dx * t)
			y += float64(dy * t)
		}
	}
	dx, dy = p[0]-x, p[1]-y
	return float64(dx*dx) + float64(dy*dy)
}
