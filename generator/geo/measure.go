package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// AuthalicRadius is the radius in metres of the sphere that has the surface of
// the WGS84 ellipsoid.
const AuthalicRadius = 6371007.2

// Area is the area in km² of polygons in degrees, on the sphere of the
// ellipsoid's surface (latitudes are turned into authalic ones, so that it is
// the ellipsoid's area). Between two positions a border runs straight in the
// cylindrical equal-area plane, which for borders as detailed as maps draw them
// differs from the geodesic by nothing that shows. Holes count negative
// whatever way they turn.
// Source: Chamberlain and Duquette, Some Algorithms for Polygons on a Sphere,
// JPL 07-03 (2007); Snyder 1987 p. 16.
func Area(mp orb.MultiPolygon) float64 {
	sum := 0.0
	for _, poly := range mp {
		for i, r := range poly {
			a := math.Abs(ringArea(r))
			if i > 0 {
				a = -a
			}
			sum += a
		}
	}
	return sum * (AuthalicRadius / 1000) * (AuthalicRadius / 1000)
}

// ringArea is the signed area of a ring on the unit sphere, in steradians,
// positive when it turns anticlockwise.
func ringArea(r orb.Ring) float64 {
	if len(r) < 4 {
		return 0
	}
	qp := WGS84.q(1)
	sum, prev := 0.0, WGS84.q(math.Sin(r[0][1]*rad))/qp
	for i := 1; i < len(r); i++ {
		s := WGS84.q(math.Sin(r[i][1]*rad)) / qp
		sum -= float64(turn(r[i][0]-r[i-1][0]) * rad * (s + prev) / 2)
		prev = s
	}
	return sum
}

// Distance is the length in metres of the geodesic between two positions in
// degrees on WGS84, to a millimetre.
// Source: T. Vincenty, Direct and Inverse Solutions of Geodesics on the
// Ellipsoid, Survey Review XXIII/176 (1975). For nearly antipodal positions,
// where his iteration fails, it is the great circle on the mean sphere.
func Distance(a, b orb.Point) float64 {
	if a == b {
		return 0
	}
	f := WGS84.F
	bx := WGS84.A * (1 - f)
	l := turn(b[0]-a[0]) * rad
	su1, cu1 := math.Sincos(math.Atan((1 - f) * math.Tan(a[1]*rad)))
	su2, cu2 := math.Sincos(math.Atan((1 - f) * math.Tan(b[1]*rad)))
	lambda := l
	for range 100 {
		sl, cl := math.Sincos(lambda)
		t1, t2 := cu2*sl, cu1*su2-su1*cu2*cl
		ss := math.Sqrt(t1*t1 + t2*t2)
		if ss == 0 {
			return 0
		}
		cs := su1*su2 + cu1*cu2*cl
		sigma := math.Atan2(ss, cs)
		sa := cu1 * cu2 * sl / ss
		ca2 := 1 - sa*sa
		cm := 0.0
		if ca2 != 0 {
			cm = cs - 2*su1*su2/ca2
		}
		c := f / 16 * ca2 * (4 + f*(4-3*ca2))
		next := l + (1-c)*f*sa*(sigma+c*ss*(cm+c*cs*(2*cm*cm-1)))
		if math.Abs(next-lambda) > 1e-12 {
			lambda = next
			continue
		}
		u2 := ca2 * (WGS84.A*WGS84.A - bx*bx) / (bx * bx)
		aa := 1 + u2/16384*(4096+u2*(-768+u2*(320-175*u2)))
		bb := u2 / 1024 * (256 + u2*(-128+u2*(74-47*u2)))
		ds := bb * ss * (cm + bb/4*(cs*(2*cm*cm-1)-bb/6*cm*(4*ss*ss-3)*(4*cm*cm-3)))
		return bx * aa * (sigma - ds)
	}
	return greatCircle(a, b)
}

// greatCircle is the haversine distance on the mean sphere, R = 6,371,008.8 m.
func greatCircle(a, b orb.Point) float64 {
	sp := math.Sin((b[1] - a[1]) * rad / 2)
	sl := math.Sin(turn(b[0]-a[0]) * rad / 2)
	h := sp*sp + math.Cos(a[1]*rad)*math.Cos(b[1]*rad)*sl*sl
	return 2 * 6371008.8 * math.Asin(math.Min(1, math.Sqrt(h)))
}

// Centroid is the centre of gravity of polygons in the plane they are given in
// (degrees or metres; metres of an equal-area projection for a true one). It
// may lie outside of them: VisualCentre does not.
func Centroid(mp orb.MultiPolygon) orb.Point {
	var sx, sy, sa float64
	for _, poly := range mp {
		for i, r := range poly {
			if len(r) < 4 {
				continue
			}
			o := r[0] // near the ring, so that nothing is lost to large numbers
			var x, y, a float64
			for j := 1; j < len(r); j++ {
				px, py := r[j-1][0]-o[0], r[j-1][1]-o[1]
				qx, qy := r[j][0]-o[0], r[j][1]-o[1]
				c := float64(px*qy) - float64(qx*py)
				a += c
				x += float64((px + qx) * c)
				y += float64((py + qy) * c)
			}
			if a == 0 {
				continue
			}
			w := math.Abs(a)
			if i > 0 {
				w = -w
			}
			sx += float64(w * (o[0] + x/(3*a)))
			sy += float64(w * (o[1] + y/(3*a)))
			sa += w
		}
	}
	if sa == 0 {
		if len(mp) > 0 && len(mp[0]) > 0 && len(mp[0][0]) > 0 {
			return mp[0][0][0]
		}
		return orb.Point{}
	}
	return orb.Point{sx / sa, sy / sa}
}

// Contains reports whether a position lies inside polygons of the same plane.
// A position on a border belongs to one of the two neighbours.
// Source: W. R. Franklin, PNPOLY.
func Contains(mp orb.MultiPolygon, p orb.Point) bool {
	for _, poly := range mp {
		if containsPolygon(poly, p) {
			return true
		}
	}
	return false
}

func containsPolygon(poly orb.Polygon, p orb.Point) bool {
	in := false
	for _, r := range poly {
		for j := 1; j < len(r); j++ {
			a, b := r[j-1], r[j]
			if (a[1] > p[1]) != (b[1] > p[1]) &&
				p[0] < float64((b[0]-a[0])*(p[1]-a[1]))/(b[1]-a[1])+a[0] {
				in = !in
			}
		}
	}
	return in
}

// planarArea is twice the signed area of a ring in its plane, positive when it
// turns anticlockwise.
func planarArea(r []orb.Point) float64 {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		sum += float64((r[i-1][0]-r[0][0])*(r[i][1]-r[0][1])) - float64((r[i][0]-r[0][0])*(r[i-1][1]-r[0][1]))
	}
	return sum
}
