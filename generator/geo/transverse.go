package geo

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// TransverseMercator is the Gauss–Krüger projection: conformal, scale K0 along
// the central meridian. Make one with NewTransverseMercator or GaussKruger.
// Source: the series of Krüger (1912) to the sixth order in the third
// flattening, as given by C. F. F. Karney, Transverse Mercator with an accuracy
// of a few nanometers, Journal of Geodesy 85 (2011), equations 7–14, 35, 36.
type TransverseMercator struct {
	ell           Ellipsoid
	lon0, k0      float64
	falseE, falsN float64
	e, radius     float64
	alpha, beta   [6]float64
}

// NewTransverseMercator makes the projection with central meridian lon0 in
// degrees, scale k0 on it, and false easting and northing in metres.
func NewTransverseMercator(el Ellipsoid, lon0, k0, falseEasting, falseNorthing float64) TransverseMercator {
	n := el.F / (2 - el.F)
	n2, n3 := n*n, n*n*n
	n4, n5, n6 := n2*n2, n2*n3, n3*n3
	return TransverseMercator{
		ell: el, lon0: lon0, k0: k0, falseE: falseEasting, falsN: falseNorthing,
		e:      math.Sqrt(el.e2()),
		radius: el.A / (1 + n) * (1 + n2/4 + n4/64 + n6/256),
		alpha: [6]float64{
			n/2 - 2*n2/3 + 5*n3/16 + 41*n4/180 - 127*n5/288 + 7891*n6/37800,
			13*n2/48 - 3*n3/5 + 557*n4/1440 + 281*n5/630 - 1983433*n6/1935360,
			61*n3/240 - 103*n4/140 + 15061*n5/26880 + 167603*n6/181440,
			49561*n4/161280 - 179*n5/168 + 6601661*n6/7257600,
			34729*n5/80640 - 3418889*n6/1995840,
			212378941 * n6 / 319334400,
		},
		beta: [6]float64{
			n/2 - 2*n2/3 + 37*n3/96 - n4/360 - 81*n5/512 + 96199*n6/604800,
			n2/48 + n3/15 - 437*n4/1440 + 46*n5/105 - 1118711*n6/3870720,
			17*n3/480 - 37*n4/840 - 209*n5/4480 + 5569*n6/90720,
			4397*n4/161280 - 11*n5/504 - 830251*n6/7257600,
			4583*n5/161280 - 108847*n6/3991680,
			20648693 * n6 / 638668800,
		},
	}
}

// GaussKruger is the Chinese survey grid on CGCS2000: central meridian lon0 in
// degrees, scale 1, false easting 500 km without a zone number.
func GaussKruger(lon0 float64) TransverseMercator {
	return NewTransverseMercator(CGCS2000, lon0, 1, 500000, 0)
}

// Forward projects (lon, lat) in degrees to easting and northing in metres.
func (t TransverseMercator) Forward(p orb.Point) orb.Point {
	sl, cl := math.Sincos(turn(p[0]-t.lon0) * rad)
	tau := math.Tan(p[1] * rad)
	taup := t.conformal(tau)
	xi := math.Atan2(taup, cl)
	eta := math.Asinh(sl / math.Sqrt(float64(taup*taup)+float64(cl*cl)))
	x, y := eta, xi
	for j, a := range t.alpha {
		k := 2 * float64(j+1)
		s, c := math.Sincos(k * xi)
		x += float64(a * float64(c*math.Sinh(k*eta)))
		y += float64(a * float64(s*math.Cosh(k*eta)))
	}
	m := t.k0 * t.radius
	return orb.Point{t.falseE + float64(m*x), t.falsN + float64(m*y)}
}

// Inverse takes easting and northing in metres back to (lon, lat) in degrees.
func (t TransverseMercator) Inverse(xy orb.Point) orb.Point {
	m := t.k0 * t.radius
	x, y := (xy[0]-t.falseE)/m, (xy[1]-t.falsN)/m
	eta, xi := x, y
	for j, b := range t.beta {
		k := 2 * float64(j+1)
		s, c := math.Sincos(k * y)
		eta -= float64(b * float64(c*math.Sinh(k*x)))
		xi -= float64(b * float64(s*math.Cosh(k*x)))
	}
	sh := math.Sinh(eta)
	s, c := math.Sincos(xi)
	taup := s / math.Sqrt(float64(sh*sh)+float64(c*c))
	tau := taup // Newton's method on conformal(tau) = taup, Karney eq. 19–21
	e2 := t.ell.e2()
	for range 8 {
		f := t.conformal(tau)
		d := (taup - f) / math.Sqrt(1+float64(f*f)) *
			(1 + float64((1-e2)*float64(tau*tau))) / ((1 - e2) * math.Sqrt(1+float64(tau*tau)))
		tau += d
		if math.Abs(d) < 1e-15*math.Max(1, math.Abs(tau)) {
			break
		}
	}
	return orb.Point{turn(t.lon0 + math.Atan2(sh, c)/rad), math.Atan(tau) / rad}
}

// conformal turns the tangent of a geodetic latitude into that of the conformal
// latitude (Karney eq. 7–9).
func (t TransverseMercator) conformal(tau float64) float64 {
	h := math.Sqrt(1 + float64(tau*tau))
	sig := math.Sinh(t.e * math.Atanh(t.e*tau/h))
	return float64(tau*math.Sqrt(1+float64(sig*sig))) - float64(sig*h)
}

// String names the projection and its parameters.
func (t TransverseMercator) String() string {
	return fmt.Sprintf("tmerc lon0=%g k0=%g x0=%g y0=%g a=%g f=%g",
		t.lon0, t.k0, t.falseE, t.falsN, t.ell.A, t.ell.F)
}
