// Package geotest makes layers for tests and benchmarks: as large as real ones,
// and the same every time.
package geotest

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"
)

// Counties makes a coverage of cols × rows shapes with shared, winding borders,
// between 75 and 130 degrees east, 20 and 50 degrees north. Each of a county's
// four borders has so many positions between its ends, of six decimals.
func Counties(cols, rows, between int) []orb.MultiPolygon {
	rnd := rand.New(rand.NewPCG(1, uint64(cols*rows)))
	w, h := 55/float64(cols), 30/float64(rows)
	nodes := make([]orb.Point, (cols+1)*(rows+1))
	for y := range rows + 1 {
		for x := range cols + 1 {
			nodes[y*(cols+1)+x] = round(orb.Point{
				75 + w*(float64(x)+.3*(rnd.Float64()-.5)),
				20 + h*(float64(y)+.3*(rnd.Float64()-.5))})
		}
	}
	node := func(x, y int) orb.Point { return nodes[y*(cols+1)+x] }
	line := func(a, b orb.Point) []orb.Point {
		out := make([]orb.Point, 0, between+1)
		dx, dy := b[0]-a[0], b[1]-a[1]
		f1, f2, f3 := rnd.Float64()*6, 20*rnd.Float64(), float64(between)*(.2+.2*rnd.Float64())
		out = append(out, a)
		for i := 1; i <= between; i++ {
			t := float64(i) / float64(between+1)
			off := math.Sin(math.Pi*t) * (.05*math.Sin(f1+9*t) + .02*math.Sin(f2+40*t) + .2/float64(between+5)*math.Sin(f3*t*6))
			out = append(out, round(orb.Point{a[0] + dx*t - dy*off, a[1] + dy*t + dx*off}))
		}
		return out // without b
	}
	along := make([][]orb.Point, cols*(rows+1)) // from (x, y) to (x+1, y)
	for y := range rows + 1 {
		for x := range cols {
			along[y*cols+x] = line(node(x, y), node(x+1, y))
		}
	}
	up := make([][]orb.Point, (cols+1)*rows) // from (x, y) to (x, y+1)
	for y := range rows {
		for x := range cols + 1 {
			up[y*(cols+1)+x] = line(node(x, y), node(x, y+1))
		}
	}
	var out []orb.MultiPolygon
	for y := range rows {
		for x := range cols {
			ring := make(orb.Ring, 0, 4*(between+1)+1)
			ring = append(ring, along[y*cols+x]...)
			ring = append(ring, up[y*(cols+1)+x+1]...)
			ring = back(ring, along[(y+1)*cols+x], node(x+1, y+1))
			ring = back(ring, up[y*(cols+1)+x], node(x, y+1))
			out = append(out, orb.MultiPolygon{{append(ring, ring[0])}})
		}
	}
	return out
}

// back adds a line that ends before end, backwards and without its first position.
func back(ring orb.Ring, line []orb.Point, end orb.Point) orb.Ring {
	ring = append(ring, end)
	for i := len(line) - 1; i > 0; i-- {
		ring = append(ring, line[i])
	}
	return ring
}

func round(p orb.Point) orb.Point {
	return orb.Point{math.Round(p[0]*1e6) / 1e6, math.Round(p[1]*1e6) / 1e6}
}

// Positions counts the positions of shapes.
func Positions(shapes []orb.MultiPolygon) int {
	n := 0
	for _, mp := range shapes {
		for _, poly := range mp {
			for _, r := range poly {
				n += len(r)
			}
		}
	}
	return n
}
