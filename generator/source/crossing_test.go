package source

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
)

func TestSelfCrossing(t *testing.T) {
	for _, c := range []struct {
		name string
		ring orb.Ring
		want string // point, segment, other
	}{
		{"square", orb.Ring{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}, ""},
		{"bow tie", orb.Ring{{0, 0}, {4, 4}, {4, 0}, {0, 4}, {0, 0}}, "[2, 2] 0 2"},
		{"bow tie with a vertex in its middle", orb.Ring{{0, 0}, {2, 2}, {4, 4}, {4, 0}, {2, 2}, {0, 4}, {0, 0}}, "[2, 2] 1 4"},
		{"two triangles that touch", orb.Ring{{0, 0}, {2, 2}, {4, 0}, {4, 4}, {2, 2}, {0, 4}, {0, 0}}, ""},
		{"spike", orb.Ring{{0, 0}, {4, 0}, {4, 2}, {9, 2}, {4, 2}, {4, 4}, {0, 4}, {0, 0}}, ""},
		{"vertex on a segment", orb.Ring{{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}, {0, 0}}, ""},
		{"repeated vertices", orb.Ring{{0, 0}, {0, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 4}, {0, 0}}, ""},
		{"all one point", orb.Ring{{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}, ""},
		{"crossing at the seam", orb.Ring{{2, 2}, {4, 4}, {4, 0}, {2, 2}, {0, 4}, {0, 0}, {2, 2}}, "[2, 2] 0 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if x, ok := selfCrossing(c.ring); ok {
				got = fmt.Sprint(lonLat(x.at), " ", x.segment, " ", x.other)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// The tree finds a crossing where comparing all pairs of segments does.
func TestSelfCrossingAgainstAllPairs(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	crossed := 0
	for range 2000 {
		n := 4 + rnd.IntN(60)
		ring := wavy(n, 110, 35)
		for range rnd.IntN(3) { // move some vertices a little
			k := 1 + rnd.IntN(n-1)
			ring[k][0] += (rnd.Float64() - 0.5) * 0.8
			ring[k][1] += (rnd.Float64() - 0.5) * 0.8
		}
		tree := newBoxTree(ring)
		want := false
		for a := range n {
			for b := a + 1; b < n; b++ {
				_, ok := tree.cross(a, b)
				want = want || ok
			}
		}
		x, got := selfCrossing(ring)
		if got != want {
			t.Fatalf("got %v, want %v: %v", got, want, ring)
		}
		if got {
			crossed++
			for _, s := range []int{x.segment, x.other} {
				if d := math.Abs(distance(ring[s], ring[s+1], x.at)); d > 1e-9 {
					t.Fatalf("%v is %g off segment %d", x.at, d, s)
				}
			}
		}
	}
	if crossed < 100 || crossed > 1900 {
		t.Errorf("%d of the rings cross: the test has lost its point", crossed)
	}
}

// comb and spiral are the shapes that quadratic searches are slow on.
func comb(n int, upright bool) orb.Ring {
	var ring orb.Ring
	for i := range n / 2 {
		x, y := float64(i)*1e-3, float64(i%2)
		ring = append(ring, orb.Point{x, y}, orb.Point{x + 4e-4, y})
	}
	ring = append(ring, orb.Point{float64(n) * 1e-3, -1}, orb.Point{0, -1}, ring[0])
	if !upright {
		for i := range ring {
			ring[i][0], ring[i][1] = ring[i][1], ring[i][0]
		}
	}
	return ring
}

func spiral(n int) orb.Ring {
	ring := make(orb.Ring, 0, n+1)
	at := func(i int, width float64) orb.Point {
		a := 40 * math.Pi * float64(i) / float64(n/2)
		r := 1 + a + width
		return orb.Point{r * math.Cos(a), r * math.Sin(a)}
	}
	for i := range n / 2 {
		ring = append(ring, at(i, 0))
	}
	for i := n/2 - 1; i >= 0; i-- {
		ring = append(ring, at(i, 2))
	}
	return append(ring, ring[0])
}

func BenchmarkSelfCrossing(b *testing.B) {
	for name, ring := range map[string]orb.Ring{
		"wavy": wavy(20_000, 110, 35), "upright comb": comb(20_000, true), "lying comb": comb(20_000, false), "spiral": spiral(20_000),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if x, ok := selfCrossing(ring); ok {
					b.Fatal(x)
				}
			}
		})
	}
}
