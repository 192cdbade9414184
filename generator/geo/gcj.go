package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// ToGCJ02 moves a position on WGS84 to where maps of Chinese web services show
// it: some hundred metres off, by an amount that changes from place to place.
// Outside a rectangle around mainland China nothing moves.
// Source: the formulas that eviltransform (2013) made public, on the ellipsoid of
// Krassovsky. They describe GCJ-02 to within some metres.
func ToGCJ02(p orb.Point) orb.Point {
	if p[0] < 72.004 || p[0] > 137.8347 || p[1] < .8293 || p[1] > 55.8271 {
		return p
	}
	const a, ee = 6378245.0, 0.00669342162296594323
	x, y := p[0]-105, p[1]-35
	root := math.Sqrt(math.Abs(x))
	wave := func(v, amplitude, half float64) float64 { return amplitude * math.Sin(v*math.Pi/half) }
	common := (wave(x, 20, 1.0/6) + wave(x, 20, .5)) * 2 / 3
	lat := -100 + 2*x + 3*y + .2*y*y + .1*x*y + .2*root + common +
		(wave(y, 20, 1)+wave(y, 40, 3))*2/3 + (wave(y, 160, 12)+wave(y, 320, 30))*2/3
	lon := 300 + x + 2*y + .1*x*x + .1*x*y + .1*root + common +
		(wave(x, 20, 1)+wave(x, 40, 3))*2/3 + (wave(x, 150, 12)+wave(x, 300, 30))*2/3
	s, c := math.Sincos(p[1] * rad)
	magic := 1 - ee*s*s
	lat /= a * (1 - ee) / (magic * math.Sqrt(magic)) * rad
	lon /= a / math.Sqrt(magic) * c * rad
	return orb.Point{p[0] + lon, p[1] + lat}
}

// FromGCJ02 is the inverse of ToGCJ02, to a millimetre.
func FromGCJ02(p orb.Point) orb.Point { return inverse(ToGCJ02, p) }

// ToBD09 moves a position on WGS84 to where the maps of Baidu show it.
// Source: as ToGCJ02.
func ToBD09(p orb.Point) orb.Point {
	g := ToGCJ02(p)
	if g == p {
		return p
	}
	const turn = math.Pi * 3000 / 180
	r := math.Hypot(g[0], g[1]) + .00002*math.Sin(g[1]*turn)
	s, c := math.Sincos(math.Atan2(g[1], g[0]) + .000003*math.Cos(g[0]*turn))
	return orb.Point{r*c + .0065, r*s + .006}
}

// FromBD09 is the inverse of ToBD09, to a millimetre.
func FromBD09(p orb.Point) orb.Point { return inverse(ToBD09, p) }

// inverse finds what f moves to p; f moves by little, and near positions by
// nearly the same.
func inverse(f func(orb.Point) orb.Point, p orb.Point) orb.Point {
	q := p
	for range 12 {
		r := f(q)
		dx, dy := r[0]-p[0], r[1]-p[1]
		if q = (orb.Point{q[0] - dx, q[1] - dy}); math.Abs(dx)+math.Abs(dy) < 1e-9 {
			break
		}
	}
	return q
}
