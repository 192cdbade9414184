package geo_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"atlas/generator/geo"
	"atlas/generator/geo/geotest"
)

func rect(x0, y0, x1, y1 float64) orb.Ring {
	return orb.Ring{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
}

func one(r ...orb.Ring) orb.MultiPolygon { return orb.MultiPolygon{orb.Polygon(r)} }

func faults(shapes ...orb.MultiPolygon) []string {
	out := []string{}
	for _, f := range geo.NewTopology(shapes).Faults() {
		kind := "overlap"
		if f.Gap {
			kind = "gap"
		}
		if f.Thin() {
			kind = "thin " + kind
		}
		out = append(out, fmt.Sprintf("%s %v at [%.4f, %.4f]: %.4g km², %.3g m wide, %d", kind, f.Shapes, f.At[0], f.At[1], f.Area/1e6, f.Width, f.Pieces))
	}
	return out
}

func TestFaults(t *testing.T) {
	a := one(rect(110, 30, 111, 31))
	for _, c := range []struct {
		name   string
		shapes []orb.MultiPolygon
		want   []string
	}{
		{"neighbours", []orb.MultiPolygon{a, one(rect(111, 30, 112, 31))}, nil},
		{"apart", []orb.MultiPolygon{a, one(rect(111.5, 30, 112, 31))}, nil},
		{"neighbours with other positions on the border", []orb.MultiPolygon{a,
			one(orb.Ring{{111, 30}, {112, 30}, {112, 31}, {111, 31}, {111, 30.7}, {111, 30.2}, {111, 30}})}, nil},
		{"one touches the other in the middle of its side", []orb.MultiPolygon{a, one(orb.Ring{{111, 30.5}, {112, 30}, {112, 31}, {111, 30.5}})}, nil},
		{"half a square", []orb.MultiPolygon{a, one(rect(110.5, 30, 111.5, 31))}, []string{"overlap [0 1] at [110.7500, 30.5000]: 5327 km², 3.35e+04 m wide, 1"}},
		{"a strip", []orb.MultiPolygon{a, one(rect(110.9999, 30, 112, 31))}, []string{"thin overlap [0 1] at [110.9999, 30.5000]: 1.065 km², 9.58 m wide, 1"}},
		{"a strip of nothing, closed", []orb.MultiPolygon{
			one(orb.Ring{{110, 30}, {111, 30}, {111, 30.2}, {110.9998, 30.5}, {111, 30.8}, {111, 31}, {110, 31}, {110, 30}}),
			one(orb.Ring{{111, 30}, {112, 30}, {112, 31}, {111, 31}, {111, 30.8}, {111, 30.2}, {111, 30}})},
			[]string{"thin gap [0 1] at [110.9999, 30.5000]: 0.6392 km², 9.58 m wide, 1"}},
		{"a strip of nothing, open", []orb.MultiPolygon{a, one(rect(111.0001, 30, 112, 31))}, nil},
		{"the same twice", []orb.MultiPolygon{a, a}, []string{"overlap [0 1] at [110.5000, 30.5000]: 1.065e+04 km², 5.15e+04 m wide, 1"}},
		{"one inside another", []orb.MultiPolygon{a, one(rect(110.2, 30.2, 110.4, 30.4))}, []string{"overlap [0 1] at [110.3000, 30.3000]: 427 km², 1.03e+04 m wide, 1"}},
		{"one in the hole of another", []orb.MultiPolygon{one(rect(110, 30, 111, 31), rect(110.2, 30.2, 110.4, 30.4)), one(rect(110.2, 30.2, 110.4, 30.4))}, nil},
		{"a hole that is not filled", []orb.MultiPolygon{one(rect(110, 30, 111, 31), rect(110.2, 30.2, 110.4, 30.4))},
			[]string{"gap [0] at [110.3000, 30.3000]: 427 km², 1.03e+04 m wide, 1"}},
		{"a hole that is not quite filled", []orb.MultiPolygon{one(rect(110, 30, 111, 31), rect(110.2, 30.2, 110.4, 30.4)), one(rect(110.201, 30.201, 110.399, 30.399))},
			[]string{"thin gap [0 1] at [110.2005, 30.3000]: 8.498 km², 103 m wide, 1"}},
		{"three over each other", []orb.MultiPolygon{a, one(rect(110.5, 30, 111.5, 31)), one(rect(110.6, 30.2, 110.7, 30.3))},
			[]string{"overlap [0 1] at [110.7500, 30.5000]: 5327 km², 2.9e+04 m wide, 2",
				"overlap [0 2] at [110.6500, 30.2500]: 106.8 km², 5.15e+03 m wide, 1", "overlap [1 2] at [110.6500, 30.2500]: 106.8 km², 5.15e+03 m wide, 1"}},
		{"two parts of one shape", []orb.MultiPolygon{{{rect(110, 30, 111, 31)}, {rect(110.5, 30, 111.5, 31)}}}, nil},
	} {
		if got := faults(c.shapes...); !slices.Equal(c.want, got) {
			d := fmt.Sprintf("%q", got)
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// A large coverage has no faults; with one position of one shape moved it has
// those that make up for the area that moved.
func TestFaultsOfMovedPositions(t *testing.T) {
	rnd := rand.New(rand.NewPCG(11, 12))
	shapes := geotest.Counties(12, 9, 20)
	if got := faults(shapes...); len(got) > 0 {
		t.Fatal(got)
	}
	for range 60 {
		i := 12 + rnd.IntN(len(shapes)-24)
		moved := slices.Clone(shapes)
		ring := slices.Clone(shapes[i][0][0])
		k := 1 + rnd.IntN(len(ring)-2)
		ring[k] = orb.Point{ring[k][0] + .05*(rnd.Float64()-.5), ring[k][1] + .05*(rnd.Float64()-.5)}
		moved[i] = one(ring)
		triangle := geo.Area(one(orb.Ring{ring[k-1], ring[k], ring[k+1], ring[k-1]}))
		before := geo.Area(one(orb.Ring{ring[k-1], shapes[i][0][0][k], ring[k+1], ring[k-1]}))
		sum, thinnest := 0.0, math.Inf(1)
		for _, f := range geo.NewTopology(moved).Faults() {
			if !f.Gap && !slices.Contains(f.Shapes, i) {
				t.Errorf("shape %d moved, but %v overlap", i, f.Shapes)
			}
			sum += f.Area / 1e6
			thinnest = math.Min(thinnest, f.Width)
		}
		// What the border gained and lost is between the difference and the sum of
		// the two triangles. Moved outwards from the outline, none is a fault.
		if i%12 != 0 && i%12 != 11 && (sum > triangle+before+.01 || sum < math.Abs(triangle-before)*.99-.01) {
			t.Errorf("shape %d, position %d: faults of %.3f km², triangles of %.3f and %.3f", i, k, sum, triangle, before)
		}
	}
}

// Against counting at random positions: overlaps have about the area that the
// share of positions in each two shapes says.
func TestFaultsAgainstCounting(t *testing.T) {
	rnd := rand.New(rand.NewPCG(13, 14))
	for round := range 30 {
		var shapes []orb.MultiPolygon
		for range 5 {
			x, y := 110+rnd.Float64(), 30+rnd.Float64()
			var ring orb.Ring
			n := 3 + rnd.IntN(7)
			for k := range n {
				s, c := math.Sincos(2 * math.Pi * float64(k) / float64(n))
				r := .2 + .3*rnd.Float64()
				ring = append(ring, orb.Point{x + r*c, y + r*s})
			}
			shapes = append(shapes, one(append(ring, ring[0])))
		}
		overlap := 0.0
		for _, f := range geo.NewTopology(shapes).Faults() {
			if !f.Gap {
				overlap += f.Area / 1e6
			}
		}
		hits := 0
		const samples = 20000
		for range samples {
			p := orb.Point{109.5 + 2*rnd.Float64(), 29.5 + 2*rnd.Float64()}
			n := 0
			for _, s := range shapes {
				if geo.Contains(s, p) {
					n++
				}
			}
			hits += n * (n - 1) / 2
		}
		want := float64(hits) / samples * geo.Area(one(rect(109.5, 29.5, 111.5, 31.5)))
		if math.Abs(overlap-want) > .02*want+300 {
			t.Errorf("round %d: overlaps of %.0f km², counted %.0f", round, overlap, want)
		}
	}
}

func BenchmarkFaults(b *testing.B) {
	shapes := geotest.Counties(60, 50, 160)
	t := geo.NewTopology(shapes)
	b.Run("sound", func(b *testing.B) {
		for b.Loop() {
			if f := t.Faults(); len(f) > 0 {
				b.Fatal(f)
			}
		}
	})
	b.Run("all borders doubled", func(b *testing.B) {
		rnd := rand.New(rand.NewPCG(15, 16))
		var loose []orb.MultiPolygon
		for _, mp := range geotest.Counties(60, 50, 40) {
			ring := slices.Clone(mp[0][0][:len(mp[0][0])-1])
			for i := range ring {
				ring[i] = orb.Point{ring[i][0] + 1e-4*rnd.Float64(), ring[i][1] + 1e-4*rnd.Float64()}
			}
			loose = append(loose, one(append(ring, ring[0])))
		}
		t := geo.NewTopology(loose)
		for b.Loop() {
			b.ReportMetric(float64(len(t.Faults())), "faults")
		}
	})
}
