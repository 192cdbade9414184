package source

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"atlas/generator/geo"
)

// The datums that Chinese layers come in. WGS84 and CGCS2000 agree to the
// decimetre; the two old ones lie tens of metres to more than a hundred off
// them, and what converts them are parameters that survey offices keep.
const (
	WGS84     = "WGS84"
	CGCS2000  = "CGCS2000"
	Xian80    = "Xian80"
	Beijing54 = "Beijing54"
)

// crs is a coordinate system.
type crs struct {
	name  string
	datum string
	unit  float64 // degrees, or metres, of a unit of the file
	plane geo.Projection
	fe    float64 // false easting in metres
	lon0  float64 // central meridian in degrees
	zoned bool    // Gauss–Krüger: its eastings may begin with the number of a zone
	shift orb.Point
	web   bool // Web Mercator
}

// datumOf recognises a datum by the names of datum, system or ellipsoid.
func datumOf(names ...string) string {
	for _, n := range names {
		switch b := bare(n); {
		case strings.Contains(b, "china2000"), strings.Contains(b, "cgcs2000"), strings.Contains(b, "chinageodeticcoordinatesystem2000"), strings.Contains(b, "国家大地坐标系2000"):
			return CGCS2000
		case strings.Contains(b, "wgs1984"), strings.Contains(b, "wgs84"), strings.Contains(b, "worldgeodeticsystem1984"):
			return WGS84
		case strings.Contains(b, "xian1980"), strings.Contains(b, "xian80"), strings.Contains(b, "iag1975"), strings.Contains(b, "iag75"):
			return Xian80
		case strings.Contains(b, "beijing1954"), strings.Contains(b, "beijing54"), strings.Contains(b, "krasov"), strings.Contains(b, "krassov"):
			return Beijing54
		}
	}
	return ""
}

// crsOf understands a coordinate system written as well-known text; what names
// the part that is not understood.
func crsOf(w wkt) (c crs, what string) {
	geographic := w
	if w.name == "PROJCS" {
		geographic = w.part1("GEOGCS")
	}
	if geographic.name != "GEOGCS" {
		return c, w.name
	}
	datum := geographic.part1("DATUM")
	spheroid := datum.part1("SPHEROID")
	c = crs{name: w.title(), unit: 1, datum: datumOf(datum.title(), geographic.title(), spheroid.title())}
	if c.datum == "" {
		return c, strings.TrimSpace("DATUM " + datum.title())
	}
	if m := geographic.part1("PRIMEM"); m.number(0, 0) != 0 {
		return c, "PRIMEM " + m.title()
	}
	degree := geographic.part1("UNIT").number(0, math.Pi/180) * 180 / math.Pi
	if math.Abs(degree-1) < 1e-9 {
		degree = 1
	}
	if w.name == "GEOGCS" {
		c.unit = degree
		return c, ""
	}
	ell := geo.Ellipsoid{A: spheroid.number(0, 6378137)}
	if f := spheroid.number(1, 298.257222101); f != 0 {
		ell.F = 1 / f
	}
	if ell.A < 6e6 || ell.A > 7e6 || ell.F < 0 || ell.F > .01 {
		return c, "SPHEROID " + spheroid.title()
	}
	c.unit = w.part1("UNIT").number(0, 1)
	return c.projected(w, ell, degree)
}

// projected adds the projection.
func (c crs) projected(w wkt, ell geo.Ellipsoid, degree float64) (crs, string) {
	north := w.parameter(0, "falsenorthing") * c.unit
	lat0 := w.parameter(0, "latitudeoforigin", "latitudeofcenter") * degree
	c.fe = w.parameter(0, "falseeasting") * c.unit
	c.lon0 = w.parameter(0, "centralmeridian", "longitudeofcenter") * degree
	name := w.part1("PROJECTION").title()
	switch bare(name) {
	case "gausskruger", "transversemercator":
		k0 := w.parameter(1, "scalefactor")
		tm := geo.NewTransverseMercator(ell, c.lon0, k0, c.fe, north)
		if lat0 != 0 {
			north -= tm.Forward(orb.Point{c.lon0, lat0})[1] - north
			tm = geo.NewTransverseMercator(ell, c.lon0, k0, c.fe, north)
		}
		c.plane, c.zoned = tm, k0 == 1
	case "albers", "albersconicequalarea":
		lat1, lat2 := w.parameter(0, "standardparallel1")*degree, w.parameter(0, "standardparallel2")*degree
		if lat1 == -lat2 {
			return c, "PROJECTION " + name
		}
		c.plane, c.shift = geo.NewAlbers(ell, c.lon0, lat0, lat1, lat2), orb.Point{c.fe, north}
	case "mercatorauxiliarysphere":
		c.web, c.shift = true, orb.Point{c.fe, north}
	default:
		return c, "PROJECTION " + name
	}
	return c, ""
}

// degrees converts a position of the file to degrees; false where it is none on
// the Earth.
func (c crs) degrees(p orb.Point) (orb.Point, bool) {
	p = orb.Point{p[0]*c.unit - c.shift[0], p[1]*c.unit - c.shift[1]}
	switch {
	case c.web:
		const r = 6378137
		p = orb.Point{p[0] / r * 180 / math.Pi, math.Atan(math.Sinh(p[1]/r)) * 180 / math.Pi}
	case c.plane != nil:
		q := c.plane.Inverse(p)
		back := c.plane.Forward(q)
		if !(math.Abs(back[0]-p[0]) < .01 && math.Abs(back[1]-p[1]) < .01) { // nonsense, NaN too
			return q, false
		}
		p = q
	}
	// A tenth of a millimetre is nearer than anybody surveys, and makes files of
	// coordinates shorter.
	p = orb.Point{math.Round(p[0]*1e9) / 1e9, math.Round(p[1]*1e9) / 1e9}
	return p, onEarth(p)
}

// zoneMeridian is the central meridian of a zone of the Chinese survey grid: 13
// to 23 are six degrees wide, 25 to 45 three.
func zoneMeridian(zone int) (lon0 float64, wide int, ok bool) {
	switch {
	case zone >= 13 && zone <= 23:
		return float64(6*zone - 3), 6, true
	case zone >= 25 && zone <= 45:
		return float64(3 * zone), 3, true
	}
	return 0, 0, false
}

// epsg is a coordinate system by its number in the EPSG register, of those that
// layers of China come in: "EPSG:4545" or "4545".
func epsg(name string) (crs, bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(name)), "EPSG:"))
	if err != nil {
		return crs{}, false
	}
	tm := func(ell geo.Ellipsoid, datum string, lon0, k0, fe, fn float64) crs {
		return crs{name: fmt.Sprintf("EPSG:%d", n), datum: datum, unit: 1, plane: geo.NewTransverseMercator(ell, lon0, k0, fe, fn),
			fe: fe, lon0: lon0, zoned: k0 == 1}
	}
	switch {
	case n == 4326:
		return crs{name: "EPSG:4326", datum: WGS84, unit: 1}, true
	case n == 4490:
		return crs{name: "EPSG:4490", datum: CGCS2000, unit: 1}, true
	case n == 3857:
		return crs{name: "EPSG:3857", datum: WGS84, unit: 1, web: true}, true
	case n >= 4491 && n <= 4501: // six degrees, with the zone
		zone := n - 4491 + 13
		return tm(geo.CGCS2000, CGCS2000, float64(6*zone-3), 1, float64(zone)*1e6+5e5, 0), true
	case n >= 4502 && n <= 4512: // six degrees
		return tm(geo.CGCS2000, CGCS2000, float64(75+6*(n-4502)), 1, 5e5, 0), true
	case n >= 4513 && n <= 4533: // three degrees, with the zone
		zone := n - 4513 + 25
		return tm(geo.CGCS2000, CGCS2000, float64(3*zone), 1, float64(zone)*1e6+5e5, 0), true
	case n >= 4534 && n <= 4554: // three degrees
		return tm(geo.CGCS2000, CGCS2000, float64(75+3*(n-4534)), 1, 5e5, 0), true
	case n >= 32601 && n <= 32660:
		return tm(geo.WGS84, WGS84, float64(6*(n-32600)-183), .9996, 5e5, 0), true
	case n >= 32701 && n <= 32760:
		return tm(geo.WGS84, WGS84, float64(6*(n-32700)-183), .9996, 5e5, 1e7), true
	}
	return crs{}, false
}
