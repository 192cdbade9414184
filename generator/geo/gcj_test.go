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

// The expected positions are those of gcoord 1.0 (npm).
func TestGCJ02(t *testing.T) {
	for _, c := range [][3]orb.Point{
		{{108.9398, 34.3416}, {108.94445563427456, 34.340044495655384}, {108.9509014349086, 34.346274135515046}},
		{{116.3913, 39.9075}, {116.39754118159271, 39.90890127616531}, {116.40391394350723, 39.91524466370509}},
		{{87.6168, 43.8256}, {87.61964994946926, 43.82680539311119}, {87.62609977081571, 43.83294979479329}},
		{{113.2644, 23.1291}, {113.26972959210308, 23.126423339922844}, {113.27615075157122, 23.13271125723948}},
		{{105, 35}, {105.00328624145706, 34.99909863223526}, {105.00966682831948, 35.005403668456964}},
	} {
		if got := geo.ToGCJ02(c[0]); geo.Distance(got, c[1]) > .01 {
			t.Errorf("GCJ-02 of %v: %v, which is %.3f m off", c[0], got, geo.Distance(got, c[1]))
		}
		if got := geo.ToBD09(c[0]); geo.Distance(got, c[2]) > .01 {
			t.Errorf("BD-09 of %v: %v, which is %.3f m off", c[0], got, geo.Distance(got, c[2]))
		}
	}
	if p := (orb.Point{2.35, 48.86}); geo.ToGCJ02(p) != p || geo.ToBD09(p) != p {
		t.Error("Paris moves")
	}
}

func TestGCJ02Inverse(t *testing.T) {
	rnd := rand.New(rand.NewPCG(21, 22))
	for range 2000 {
		p := orb.Point{74 + 60*rnd.Float64(), 3 + 50*rnd.Float64()}
		if d := geo.Distance(p, geo.FromGCJ02(geo.ToGCJ02(p))); d > .001 {
			t.Fatalf("GCJ-02: %v is %g m off", p, d)
		}
		if d := geo.Distance(p, geo.FromBD09(geo.ToBD09(p))); d > .001 {
			t.Fatalf("BD-09: %v is %g m off", p, d)
		}
	}
}

// shiftOf tells by which of the two systems positions are found to be shifted.
func shiftOf(positions []orb.Point, trusted []orb.MultiPolygon) string {
	for _, s := range []struct {
		name string
		from func(orb.Point) orb.Point
	}{{"GCJ-02", geo.FromGCJ02}, {"BD-09", geo.FromBD09}} {
		moved := slices.Clone(positions)
		for i, p := range moved {
			moved[i] = s.from(p)
		}
		near := geo.NewNear(slices.Concat(positions, moved))
		for _, mp := range trusted {
			near.Add(mp[0][0])
		}
		if f := geo.FitOf(positions, s.from, near); f.Shifted() {
			return s.name
		}
	}
	return ""
}

// A layer on GCJ-02 or BD-09 is found out, with noise and generalisation as real
// layers have them; the same not shifted, shifted otherwise, or of something else,
// is not.
func TestShifted(t *testing.T) {
	rnd := rand.New(rand.NewPCG(23, 24))
	trusted := geotest.Counties(40, 25, 60) // counties of 1.4 by 1.2 degrees
	same := func(p orb.Point) orb.Point { return p }
	for _, noise := range []float64{0, 40, 80, 120} { // metres
		var positions []orb.Point
		for range 8 {
			ring := trusted[200+rnd.IntN(500)][0][0]
			for k := 0; k < len(ring); k += 1 + rnd.IntN(8) {
				p := ring[k]
				positions = append(positions, orb.Point{p[0] + noise/9e4*rnd.NormFloat64(), p[1] + noise/1.1e5*rnd.NormFloat64()})
			}
		}
		for name, move := range map[string]func(orb.Point) orb.Point{
			"":       same,
			"GCJ-02": geo.ToGCJ02,
			"BD-09":  geo.ToBD09,
			" ":      func(p orb.Point) orb.Point { return orb.Point{p[0] - .005, p[1] - .003} }, // the other way
			"  ":     func(orb.Point) orb.Point { return orb.Point{95 + 15*rnd.Float64(), 28 + 12*rnd.Float64()} },
			"   ": func(p orb.Point) orb.Point {
				return orb.Point{p[0] + .02*(rnd.Float64()-.5), p[1] + .02*(rnd.Float64()-.5)}
			},
		} {
			moved := slices.Clone(positions)
			for i, p := range moved {
				moved[i] = move(p)
			}
			want := name
			if name != "GCJ-02" && name != "BD-09" {
				want = ""
			}
			if got := shiftOf(moved, trusted); got != want {
				t.Errorf("noise of %.0f m, %q: found %q", noise, name, got)
			}
		}
	}
	// Lines that follow nothing of what is trusted.
	for range 20 {
		var river []orb.Point
		x, y, a := 100+10*rnd.Float64(), 30+8*rnd.Float64(), 6*rnd.Float64()
		for range 400 {
			a += .3 * rnd.NormFloat64()
			x, y = x+.005*math.Cos(a), y+.005*math.Sin(a)
			river = append(river, orb.Point{x, y})
		}
		if got := shiftOf(river, trusted); got != "" {
			t.Errorf("a river is found to be on %s", got)
		}
	}
}

func ExampleToGCJ02() {
	p := orb.Point{108.9398, 34.3416}
	fmt.Printf("%.0f m\n", geo.Distance(p, geo.ToGCJ02(p)))
	// Output: 462 m
}
