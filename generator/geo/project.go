package geo

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Projection turns degrees (lon, lat) into metres on a plane (x east, y north)
// and back. String names the projection with its parameters, so that it can
// stand in a key: two projections with equal strings are the same projection.
type Projection interface {
	Forward(lonLat orb.Point) orb.Point
	Inverse(xy orb.Point) orb.Point
	String() string
}

// Ellipsoid is a figure of the Earth. F is the flattening; 0 makes a sphere.
type Ellipsoid struct {
	A float64 // equatorial radius, metres
	F float64
}

// The ellipsoids in use. WGS84 and CGCS2000 differ by a tenth of a millimetre
// in the polar radius.
var (
	WGS84    = Ellipsoid{A: 6378137, F: 1 / 298.257223563}
	CGCS2000 = Ellipsoid{A: 6378137, F: 1 / 298.257222101}
)

// e2 is the squared eccentricity.
func (e Ellipsoid) e2() float64 { return e.F * (2 - e.F) }

// q is the authalic function of Snyder (1987), equation 3-12, for the sine of
// a geodetic latitude; 2 sin φ on a sphere.
func (e Ellipsoid) q(sin float64) float64 {
	e2 := e.e2()
	if e2 == 0 {
		return 2 * sin
	}
	ec := math.Sqrt(e2)
	es := float64(ec * sin)
	return (1 - e2) * (sin/(1-float64(es*es)) + math.Atanh(es)/ec)
}

// latitude inverts q by Snyder's series 3-16, iterated to the double's end.
func (e Ellipsoid) latitude(q float64) float64 {
	phi := math.Asin(math.Max(-1, math.Min(1, q/2)))
	e2 := e.e2()
	if e2 == 0 {
		return phi
	}
	qp := e.q(1)
	if math.Abs(q) >= qp {
		return math.Copysign(math.Pi/2, q)
	}
	for range 12 {
		s, c := math.Sincos(phi)
		w := 1 - float64(e2*float64(s*s))
		d := float64(w*w) / (2 * c * (1 - e2)) * (q - e.q(s))
		phi += d
		if math.Abs(d) < 1e-14 {
			break
		}
	}
	return phi
}

const rad = math.Pi / 180

// Albers is the equal-area conic projection: areas are true everywhere, scale
// along the two standard parallels. Make one with NewAlbers.
// Source: J. P. Snyder, Map Projections: A Working Manual, USGS Professional
// Paper 1395 (1987), pp. 98–103.
type Albers struct {
	ell                    Ellipsoid
	lon0, lat0, lat1, lat2 float64 // degrees
	n, c, rho0             float64
}

// NewAlbers makes the projection with central meridian lon0, latitude of origin
// lat0 and standard parallels lat1 and lat2, in degrees. The parallels must not
// lie symmetrically about the equator (the cone would be a cylinder).
func NewAlbers(e Ellipsoid, lon0, lat0, lat1, lat2 float64) Albers {
	a := Albers{ell: e, lon0: lon0, lat0: lat0, lat1: lat1, lat2: lat2}
	s1, c1 := math.Sincos(lat1 * rad)
	s2, c2 := math.Sincos(lat2 * rad)
	e2 := e.e2()
	m1 := float64(c1*c1) / (1 - float64(e2*float64(s1*s1)))
	m2 := float64(c2*c2) / (1 - float64(e2*float64(s2*s2)))
	q1, q2 := e.q(s1), e.q(s2)
	if lat1 == lat2 {
		a.n = s1
	} else {
		a.n = (m1 - m2) / (q2 - q1)
	}
	a.c = m1 + float64(a.n*q1)
	a.rho0 = a.rho(math.Sin(lat0 * rad))
	return a
}

func (a Albers) rho(sin float64) float64 {
	return a.ell.A / a.n * math.Sqrt(math.Max(0, a.c-float64(a.n*a.ell.q(sin))))
}

// Forward projects (lon, lat) in degrees to metres from the origin.
func (a Albers) Forward(p orb.Point) orb.Point {
	theta := a.n * (turn(p[0]-a.lon0) * rad)
	rho := a.rho(math.Sin(p[1] * rad))
	s, c := math.Sincos(theta)
	return orb.Point{rho * s, a.rho0 - float64(rho*c)}
}

// Inverse takes metres back to (lon, lat) in degrees.
func (a Albers) Inverse(xy orb.Point) orb.Point {
	x, y := xy[0], a.rho0-xy[1]
	if a.n < 0 {
		x, y = -x, -y
	}
	rho := math.Sqrt(float64(x*x) + float64(y*y))
	k := float64(rho*a.n) / a.ell.A
	q := (a.c - float64(k*k)) / a.n
	return orb.Point{turn(a.lon0 + math.Atan2(x, y)/a.n/rad), a.ell.latitude(q) / rad}
}

// String names the projection and its parameters.
func (a Albers) String() string {
	return fmt.Sprintf("albers lon0=%g lat0=%g lat1=%g lat2=%g a=%g f=%g",
		a.lon0, a.lat0, a.lat1, a.lat2, a.ell.A, a.ell.F)
}

// Parallels returns the two standard parallels, in degrees.
func (a Albers) Parallels() (lat1, lat2 float64) { return a.lat1, a.lat2 }

// Meridian returns the central meridian, in degrees.
func (a Albers) Meridian() float64 { return a.lon0 }

// AlbersFor picks an Albers projection for a box in degrees: the central
// meridian halves it, the standard parallels lie one sixth of its height inside
// its southern and northern edges (the one-sixth rule: Deetz and Adams 1934,
// Snyder 1987 p. 99). Parameters are rounded to a quarter of a degree where the
// box is higher than two degrees, to a hundredth otherwise, so that they can be
// printed beside the map.
func AlbersFor(e Ellipsoid, b orb.Bound) Albers {
	h := b.Max[1] - b.Min[1]
	grid := 4.0
	if h <= 2 {
		grid = 100
	}
	r := func(v float64) float64 { return math.Round(v*grid) / grid }
	lat1, lat2 := r(b.Min[1]+h/6), r(b.Max[1]-h/6)
	if lat1 == -lat2 { // a cone needs a side to open to
		lat2 += 1 / grid
	}
	return NewAlbers(e, r((b.Min[0]+b.Max[0])/2), r((b.Min[1]+b.Max[1])/2), lat1, lat2)
}

// turn brings an angle in degrees into (-180, 180].
func turn(d float64) float64 {
	if d = math.Mod(d, 360); d > 180 {
		return d - 360
	} else if d <= -180 {
		return d + 360
	}
	return d
}

// Plane projects a position and puts it on a grid of one millimetre, so that
// the last bits of a processor's sine decide nothing.
func Plane(p Projection, lonLat orb.Point) orb.Point {
	xy := p.Forward(lonLat)
	return orb.Point{math.Round(xy[0]*1000) / 1000, math.Round(xy[1]*1000) / 1000}
}

// Convergence is the angle at a position from the plane's y axis to true north,
// in degrees, positive where north leans to the right (clockwise).
func Convergence(p Projection, lonLat orb.Point) float64 {
	const step = 1e-3
	a := p.Forward(orb.Point{lonLat[0], lonLat[1] - step})
	b := p.Forward(orb.Point{lonLat[0], lonLat[1] + step})
	return math.Atan2(b[0]-a[0], b[1]-a[1]) / rad
}
