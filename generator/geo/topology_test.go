package geo

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// counties reads the first plan's counties; those in the plan are marked.
func counties(t testing.TB) (shapes []orb.MultiPolygon, inPlan []bool) {
	t.Helper()
	b, err := os.ReadFile("../../data/geo/counties.geojson")
	if os.IsNotExist(err) {
		t.Skip("counties.geojson is not in the data folder")
	}
	if err != nil {
		t.Fatal(err)
	}
	var c struct {
		Features []struct {
			Properties struct {
				InPlan bool `json:"in_plan"`
			}
			Geometry struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Features {
		var mp orb.MultiPolygon
		if f.Geometry.Type == "Polygon" {
			mp = make(orb.MultiPolygon, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &mp[0])
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &mp)
		}
		if err != nil {
			t.Fatal(err)
		}
		shapes = append(shapes, mp)
		inPlan = append(inPlan, f.Properties.InPlan)
	}
	return shapes, inPlan
}

func plane(t testing.TB) Projection {
	t.Helper()
	return NewAlbers(CGCS2000, 108.5, 35, 33.75, 36.25)
}

// squares are two neighbours, an island in a hole of the first, and a far islet.
func squares() []orb.MultiPolygon {
	return []orb.MultiPolygon{
		{{{{0, 0}, {4, 0}, {4, 1}, {4, 4}, {0, 4}, {0, 0}}, {{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}}},
		{{{{4, 0}, {6, 0}, {6, 4}, {4, 4}, {4, 1}, {4, 0}}}, {{{8, 0}, {8.01, 0}, {8.01, .01}, {8, 0}}}},
		{{{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}}}, // clockwise, as some files have it
	}
}

func TestTopology(t *testing.T) {
	top := NewTopology(squares())
	if top.Len() != 3 || top.Arcs() != 5 {
		t.Fatalf("%d shapes, %d arcs; want 3 and 5", top.Len(), top.Arcs())
	}
	count := map[[2]int]int{}
	for i := range top.Arcs() {
		l, r := top.Sides(i)
		count[[2]int{min(l, r), max(l, r)}]++
	}
	want := map[[2]int]int{{0, 1}: 1, {0, 2}: 1, {None, 0}: 1, {None, 1}: 2}
	for k, n := range want {
		if count[k] != n {
			t.Errorf("%d arcs between %d and %d, want %d", count[k], k[0], k[1], n)
		}
	}
	for i := range squares() {
		mp := top.Polygons(i)
		if got, want := planar(mp), planar(squares()[i]); got != want {
			t.Errorf("shape %d has area %g, want %g", i, got, want)
		}
		checkRings(t, fmt.Sprint("shape ", i), mp)
	}
	if a, b := NewTopology(squares()).Key(), top.Key(); a != b || len(a) == 0 {
		t.Errorf("the same shapes have the keys %q and %q", a, b)
	}
	moved := top.Map(func(p orb.Point) orb.Point { return orb.Point{p[0] + 1, p[1]} })
	if moved.Key() == top.Key() {
		t.Error("moved shapes have the same key")
	}
}

func TestMergeAndLines(t *testing.T) {
	top := NewTopology(squares())
	all := top.Merge(0, 1, 2)
	if len(all) != 2 || len(all[0]) != 1 || planar(all) != planar(top.Merge(0, 1))+1 {
		t.Errorf("merged: %v", all)
	}
	if m := top.Merge(0, 1); len(m[0]) != 2 {
		t.Errorf("the hole is lost: %v", m)
	}
	inner := top.Lines(func(l, r int) bool { return l != None && r != None })
	if len(inner) != 2 {
		t.Errorf("%d inner borders, want 2: %v", len(inner), inner)
	}
	outer := top.Lines(func(l, r int) bool { return l == None || r == None })
	if len(outer) != 2 || outer[0][0] != outer[0][len(outer[0])-1] {
		t.Errorf("the coast is not two closed lines: %v", outer)
	}
	// Two squares that touch in one corner stay two.
	touch := NewTopology([]orb.MultiPolygon{
		{{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}}, {{{{1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}}}}})
	if m := touch.Merge(0, 1); len(m) != 2 || planar(m) != 2 {
		t.Errorf("squares that touch: %v", m)
	}
}

func TestSimplifyCounties(t *testing.T) {
	shapes, inPlan := counties(t)
	top := NewTopology(shapes)
	sum := func(top *Topology) (km2 float64) {
		for i, in := range inPlan {
			if in {
				km2 += Area(top.Polygons(i))
			}
		}
		return km2
	}
	if a := sum(top); math.Abs(a-107229) > 20 {
		t.Errorf("unsimplified %.0f km², want 107229", a)
	}
	for _, tolerance := range []float64{200, 700, 2500, 20000} {
		s := top.Simplify(plane(t), tolerance)
		before, after := 0, 0
		for i := range top.Arcs() {
			a, b := top.Arc(i), s.Arc(i)
			before, after = before+len(a), after+len(b)
			if a[0] != b[0] || a[len(a)-1] != b[len(b)-1] {
				t.Fatalf("arc %d moved its ends", i)
			}
		}
		t.Logf("%g m: %d of %d positions", tolerance, after, before)
		if limit := .001 * 107229; tolerance <= 2500 && math.Abs(sum(s)-107229) > limit {
			t.Errorf("%g m: %.0f km², more than 0.1 %% off", tolerance, sum(s))
		}
		for i := range shapes {
			checkRings(t, fmt.Sprintf("%g m, county %d", tolerance, i), s.Polygons(i))
		}
		checkCoverage(t, fmt.Sprintf("%g m", tolerance), s)
	}
}

// checkCoverage proves that there is neither gap nor overlap: what the shapes
// have together is what their common outline has, every arc lies between two
// shapes or at the outline, and no two arcs cross.
func checkCoverage(t *testing.T, what string, top *Topology) {
	t.Helper()
	p := top.Map(func(q orb.Point) orb.Point { return Plane(plane(t), q) })
	parts := 0.0
	all := make([]int, p.Len())
	uses := make([]int, p.Arcs())
	for i := range all {
		all[i] = i
		parts += planar(p.Polygons(i))
		for _, polys := range p.shapes[i] {
			for _, r := range polys {
				for _, a := range r {
					uses[max(a, ^a)]++
				}
			}
		}
	}
	if whole := planar(p.Merge(all...)); math.Abs(whole-parts) > 1e-9*whole {
		t.Errorf("%s: the parts have %.3f m², the whole %.3f", what, parts, whole)
	}
	for i, n := range uses {
		l, r := p.Sides(i)
		if sides := btoi(l != None) + btoi(r != None); sides != n || l == r {
			t.Errorf("%s: arc %d is used %d times between %d and %d", what, i, n, l, r)
		}
	}
	lines := make([]orb.LineString, p.Arcs())
	for i := range lines {
		lines[i] = p.Arc(i)
	}
	for i, bad := range crossings(lines, slices.Repeat([]bool{true}, len(lines))) {
		if bad {
			t.Errorf("%s: arc %d crosses another", what, i)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// checkRings proves that rings are closed, have four positions or more, enclose
// something and turn the right way.
func checkRings(t *testing.T, what string, mp orb.MultiPolygon) {
	t.Helper()
	if len(mp) == 0 {
		t.Errorf("%s is gone", what)
	}
	for _, poly := range mp {
		for i, r := range poly {
			if len(r) < 4 || r[0] != r[len(r)-1] {
				t.Errorf("%s: ring %v is not closed", what, r)
			}
			if a := planarArea(r); a == 0 || a > 0 == (i > 0) {
				t.Errorf("%s: ring %d turns the wrong way", what, i)
			}
		}
	}
}

// planar is the area of polygons in their plane.
func planar(mp orb.MultiPolygon) float64 {
	sum := 0.0
	for _, poly := range mp {
		for i, r := range poly {
			a := math.Abs(planarArea(r)) / 2
			if i > 0 {
				a = -a
			}
			sum += a
		}
	}
	return sum
}

func TestThin(t *testing.T) {
	line := orb.LineString{{0, 0}, {1, .1}, {2, 0}, {3, 5}, {4, 0}}
	if got, want := Thin(line, 1), (orb.LineString{{0, 0}, {2, 0}, {3, 5}, {4, 0}}); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCrossings(t *testing.T) {
	tests := []struct {
		name string
		a, b orb.LineString
		want bool
	}{
		{"cross", orb.LineString{{0, 0}, {2, 2}}, orb.LineString{{0, 2}, {2, 0}}, true},
		{"apart", orb.LineString{{0, 0}, {2, 2}}, orb.LineString{{3, 0}, {5, 2}}, false},
		{"joined", orb.LineString{{0, 0}, {2, 2}}, orb.LineString{{2, 2}, {4, 0}}, false},
		{"touching", orb.LineString{{0, 0}, {4, 0}}, orb.LineString{{2, 0}, {2, 2}}, true},
		{"the same", orb.LineString{{0, 0}, {4, 0}}, orb.LineString{{4, 0}, {0, 0}}, true},
		{"on in one line", orb.LineString{{0, 0}, {2, 0}, {2, 1}}, orb.LineString{{0, 0}, {-2, 0}}, false},
		{"back over itself", orb.LineString{{0, 0}, {2, 0}, {2, 1}}, orb.LineString{{0, 0}, {1, 0}}, true},
	}
	for _, tt := range tests {
		if got := crossings([]orb.LineString{tt.a, tt.b, {{-9, -9}, {-9, 9}}}, []bool{true, true, true}); got[0] != tt.want || got[1] != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// FuzzTopology cuts a mesh of squares with some of their corners moved: however
// it is simplified, its shapes stay whole and joined.
func FuzzTopology(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 200, 100, 50}, 3.0)
	f.Add([]byte("some corners of some squares"), 900.0)
	f.Fuzz(func(t *testing.T, moves []byte, tolerance float64) {
		if math.IsNaN(tolerance) || math.IsInf(tolerance, 0) {
			return
		}
		const n = 4
		at := func(x, y int) orb.Point {
			if k := y*(4*n+1) + x; k < len(moves) {
				return orb.Point{108 + .01*(float64(x)+float64(moves[k])/600), 35 + .01*(float64(y)+float64(moves[k]>>3)/80)}
			}
			return orb.Point{108 + .01*float64(x), 35 + .01*float64(y)}
		}
		var shapes []orb.MultiPolygon
		for i := range n {
			for j := range n {
				var r orb.Ring
				for k := range 4 {
					r = append(r, at(4*i+k, 4*j))
				}
				for k := range 4 {
					r = append(r, at(4*i+4, 4*j+k))
				}
				for k := range 4 {
					r = append(r, at(4*i+4-k, 4*j+4))
				}
				for k := range 4 {
					r = append(r, at(4*i, 4*j+4-k))
				}
				shapes = append(shapes, orb.MultiPolygon{{append(r, r[0])}})
			}
		}
		top := NewTopology(shapes)
		checkCoverage(t, "simplified", top.Simplify(plane(t), math.Abs(tolerance)))
	})
}

func BenchmarkTopologyAndSimplify(b *testing.B) {
	shapes, _ := counties(b)
	p := plane(b)
	for b.Loop() {
		NewTopology(shapes).Simplify(p, 700)
	}
}

// Each position has the weight that it has when the lightest triangle, of equals
// the earlier, is looked for among all each time.
func TestWeights(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := 2; n < 60; n++ {
		line := make(orb.LineString, n)
		for i := range line {
			line[i] = orb.Point{float64(r.IntN(9)), float64(r.IntN(9))} // many are equal
		}
		want := make([]float64, n)
		want[0], want[n-1] = math.Inf(1), math.Inf(1)
		left := make([]int, n)
		for i := range left {
			left[i] = i
		}
		for i := 1; i < n-1; i++ {
			want[i] = triangle(line[i-1], line[i], line[i+1])
		}
		for len(left) > 2 {
			k := 1
			for j := 2; j < len(left)-1; j++ {
				if want[left[j]] < want[left[k]] {
					k = j
				}
			}
			gone := want[left[k]]
			left = slices.Delete(left, k, k+1)
			for _, j := range []int{k - 1, k} {
				if j > 0 && j < len(left)-1 {
					want[left[j]] = math.Max(gone, triangle(line[left[j-1]], line[left[j]], line[left[j+1]]))
				}
			}
		}
		if got := weights(line); !slices.Equal(got, want) {
			t.Fatalf("%v:\n%v, want\n%v", line, got, want)
		}
	}
}
