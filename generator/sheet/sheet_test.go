package sheet

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

func TestHull(t *testing.T) {
	got := hull([]orb.Point{{0, 0}, {2, 0}, {1, 1}, {2, 2}, {0, 2}, {1, 0}, {0, 0}})
	want := orb.LineString{{0, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}}
	if !slices.Equal(got, want) {
		t.Errorf("hull = %v, want %v", got, want)
	}
}

// A ring keeps its distance from the seats, within the chord of its corners.
func TestRing(t *testing.T) {
	seats := []orb.Point{{109, 34}, {109.3, 34.2}}
	for _, p := range ring(seats, 10) {
		nearest := math.Inf(1)
		for _, s := range seats {
			dx := (p[0] - s[0]) * 111.2 * math.Cos(s[1]*math.Pi/180)
			dy := (p[1] - s[1]) * 111.2
			nearest = math.Min(nearest, math.Hypot(dx, dy))
		}
		if math.Abs(nearest-10) > .2 {
			t.Errorf("%v is %.2f km from the nearest seat, want 10", p, nearest)
		}
	}
}

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		name string
		cut  func([]float64, int) []int
		v    []float64
		n    int
		want []int
	}{
		{"quantiles", quantiles, []float64{1, 2, 3, 4, 5, 6}, 3, []int{2, 4}},
		{"quantiles, equal values stay together", quantiles, []float64{1, 1, 1, 1, 2, 3}, 3, []int{4}},
		{"quantiles, one value", quantiles, []float64{7, 7, 7}, 3, nil},
		{"jenks", jenks, []float64{1, 2, 3, 40, 41, 90, 95}, 3, []int{3, 5}},
		{"jenks, fewer values than classes", jenks, []float64{1, 9}, 5, []int{1}},
		{"jenks, equal values stay together", jenks, []float64{5, 5, 5, 8}, 3, []int{3}},
	} {
		if got := c.cut(c.v, c.n); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// The bounds in a legend are round, and move no unit to another class.
func TestBetween(t *testing.T) {
	for _, c := range []struct{ a, b, want float64 }{
		{98, 214, 200}, {47.2, 47.9, 47.9}, {0, 3, 3}, {1999, 2000.5, 2000}, {.12, .19, .19}, {12, 12.4, 12.4}, {61.7, 63.2, 63},
	} {
		got := between(c.a, c.b)
		if got <= c.a || got > c.b || got != c.want {
			t.Errorf("between(%g, %g) = %g, want %g", c.a, c.b, got, c.want)
		}
	}
}

func TestCurves(t *testing.T) {
	b := builder{legs: map[[2]orb.Point]int{}}
	p, q := orb.Point{0, 0}, orb.Point{4, 0}
	first, second, third := b.leg(p, q, 0), b.leg(q, p, 0), b.leg(p, q, 0)
	if len(first) != 2 {
		t.Errorf("the first line between two places is straight: %v", first)
	}
	if second[samples/2][1] == 0 || third[samples/2][1] == 0 || second[samples/2] == third[samples/2] {
		t.Errorf("further lines bend apart: %v, %v", second[samples/2], third[samples/2])
	}
	s := b.smooth([]orb.Point{{0, 0}, {1, 1}, {2, 0}})
	if s[0] != (orb.Point{0, 0}) || s[samples] != (orb.Point{1, 1}) || s[len(s)-1] != (orb.Point{2, 0}) {
		t.Errorf("a smooth line passes its stations: %v", s)
	}
}
