package geo

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
)

var clarke1866 = Ellipsoid{A: 6378206.4, F: 1 / 294.978698214}

func dms(d, m, s float64) float64 { return d + m/60 + s/3600 }

// The values are those of Snyder (1987), numerical examples, pp. 269, 291, 292,
// and of the Geocentric Datum of Australia Technical Manual, whose ellipsoid
// (GRS80) has the axes of CGCS2000.
func TestPublishedValues(t *testing.T) {
	tests := []struct {
		name   string
		p      Projection
		at     orb.Point
		want   orb.Point
		within float64
	}{
		{"albers on a sphere", NewAlbers(Ellipsoid{A: 1}, -96, 23, 29.5, 45.5), orb.Point{-75, 35}, orb.Point{0.2952720, 0.2416774}, 6e-8},
		{"albers on an ellipsoid", NewAlbers(clarke1866, -96, 23, 29.5, 45.5), orb.Point{-75, 35}, orb.Point{1885472.7, 1535925.0}, .06},
		{"transverse mercator", NewTransverseMercator(clarke1866, -75, .9996, 0, 0), orb.Point{-73.5, 40.5}, orb.Point{127106.5, 4484124.4}, .06},
		{"flinders peak", NewTransverseMercator(CGCS2000, 147, .9996, 500000, 10000000),
			orb.Point{dms(144, 25, 29.52440), -dms(37, 57, 3.72030)}, orb.Point{273741.297, 5796489.777}, .0006},
		{"buninyong", NewTransverseMercator(CGCS2000, 147, .9996, 500000, 10000000),
			orb.Point{dms(143, 55, 35.38393), -dms(37, 39, 10.15611)}, orb.Point{228854.052, 5828259.038}, .0006},
		{"quarter meridian", GaussKruger(108), orb.Point{108, 90}, orb.Point{500000, 10001965.729}, .0006},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.p.Forward(tt.at)
			if math.Abs(got[0]-tt.want[0]) > tt.within || math.Abs(got[1]-tt.want[1]) > tt.within {
				t.Errorf("%v: %.7f, want %.7f", tt.p, got, tt.want)
			}
		})
	}
}

func TestInverse(t *testing.T) {
	for _, p := range []Projection{
		NewAlbers(WGS84, 108.5, 35, 33.9, 36.1), NewAlbers(Ellipsoid{A: 6371000}, 20, -30, -20, -40),
		NewAlbers(WGS84, 0, 50, 50, 50), GaussKruger(108), NewTransverseMercator(CGCS2000, 105, .9996, 5e5, 1e7),
	} {
		for lon := -6.0; lon <= 6; lon += 1.5 {
			for lat := -60.0; lat <= 75; lat += 7.5 {
				var m float64
				switch q := p.(type) {
				case Albers:
					m = q.lon0
				case TransverseMercator:
					m = q.lon0
				}
				in := orb.Point{m + lon, lat}
				out := p.Inverse(p.Forward(in))
				if math.Abs(in[0]-out[0]) > 1e-9 || math.Abs(in[1]-out[1]) > 1e-9 {
					t.Errorf("%v: %v came back as %v", p, in, out)
				}
			}
		}
	}
}

func TestAlbersFor(t *testing.T) {
	a := AlbersFor(CGCS2000, orb.Bound{Min: orb.Point{104, 33}, Max: orb.Point{112, 37.5}})
	l1, l2 := a.Parallels()
	if l1 != 33.75 || l2 != 36.75 || a.Meridian() != 108 {
		t.Errorf("parallels %g and %g, meridian %g; want 33.75, 36.75, 108", l1, l2, a.Meridian())
	}
	if s := AlbersFor(WGS84, orb.Bound{Min: orb.Point{-10, -12}, Max: orb.Point{10, 12}}); s.n == 0 {
		t.Error("a box about the equator gives a cone without opening")
	}
}

func TestConvergence(t *testing.T) {
	a := NewAlbers(WGS84, 108, 35, 33.75, 36.75)
	if c := Convergence(a, orb.Point{108, 35}); math.Abs(c) > 1e-6 {
		t.Errorf("north leans %g° on the central meridian", c)
	}
	if c, want := Convergence(a, orb.Point{112, 35}), -4*a.n; math.Abs(c-want) > 1e-4 {
		t.Errorf("north leans %g° at 112°E, want %g°", c, want)
	}
}

func TestDistance(t *testing.T) {
	// Flinders Peak to Buninyong, Geocentric Datum of Australia Technical Manual.
	d := Distance(orb.Point{dms(144, 25, 29.52440), -dms(37, 57, 3.72030)}, orb.Point{dms(143, 55, 35.38390), -dms(37, 39, 10.15610)})
	if math.Abs(d-54972.271) > .001 {
		t.Errorf("%.4f m, want 54972.271", d)
	}
	if d := Distance(orb.Point{0, 0}, orb.Point{179.9, .1}); math.Abs(d-2e7) > 1e5 {
		t.Errorf("nearly antipodal: %.0f m", d)
	}
	if d := Distance(orb.Point{10, 20}, orb.Point{10, 20}); d != 0 {
		t.Errorf("no way at all is %g m", d)
	}
}

func TestArea(t *testing.T) {
	// A zone of the ellipsoid has the area of its share of the authalic sphere.
	ring := orb.Ring{}
	for lon := 0.0; lon <= 90; lon += 10 {
		ring = append(ring, orb.Point{lon, 0})
	}
	for lon := 90.0; lon >= 0; lon -= 10 {
		ring = append(ring, orb.Point{lon, 90})
	}
	ring = append(ring, orb.Point{0, 0})
	want := 510065621.7 / 8 // km², the surface of WGS84
	if got := Area(orb.MultiPolygon{{ring}}); math.Abs(got-want) > 2 {
		t.Errorf("an octant has %.1f km², want %.1f", got, want)
	}
	hole := orb.Ring{{10, 10}, {20, 10}, {20, 20}, {10, 20}, {10, 10}}
	with := Area(orb.MultiPolygon{{ring, hole}})
	if diff := Area(orb.MultiPolygon{{ring}}) - Area(orb.MultiPolygon{{hole}}) - with; math.Abs(diff) > 1e-6 {
		t.Errorf("a hole counts %g km² too little", diff)
	}
}

func TestCentres(t *testing.T) {
	// A horseshoe: its centre of gravity lies in the gap, the visual one does not.
	shoe := orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 10}, {8, 10}, {8, 3}, {2, 3}, {2, 10}, {0, 10}, {0, 0}}}}
	if c := Centroid(shoe); Contains(shoe, c) {
		t.Errorf("the centroid %v was thought to lie outside", c)
	}
	for _, wide := range []float64{1, 2, 3} {
		c := VisualCentre(shoe, wide, .02)
		if !Contains(shoe, c) {
			t.Errorf("wide %g: %v lies outside", wide, c)
		}
		if wide > 1 && (math.Abs(c[0]-5) > 2.2 || c[1] > 3) {
			t.Errorf("wide %g: %v is not in the broad bar below", wide, c)
		}
	}
	far := orb.Point{5e6, 4e6} // no digits are lost far from the origin
	sq := orb.MultiPolygon{{{far, {far[0] + 2, far[1]}, {far[0] + 2, far[1] + 2}, {far[0], far[1] + 2}, far}}}
	if c := Centroid(sq); c != (orb.Point{far[0] + 1, far[1] + 1}) {
		t.Errorf("centroid of a small square far away: %v", c)
	}
	if c := VisualCentre(nil, 1, .02); c != (orb.Point{}) {
		t.Errorf("the centre of nothing is %v", c)
	}
}
