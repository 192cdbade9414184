package source

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"atlas/generator/diag"
	"atlas/generator/geo"
)

const (
	geogWGS = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	geogXA  = `GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
)

// The degrees are those of PROJ 9.1 (cs2cs), to a millimetre.
func TestCoordinateSystems(t *testing.T) {
	for _, c := range []struct {
		system string // a number, or well-known text
		xy     orb.Point
		want   orb.Point
	}{
		{"EPSG:4524", orb.Point{36412345.678, 3790123.456}, orb.Point{107.0485936028620, 34.2348675227866}},
		{"EPSG:4545", orb.Point{412345.678, 3790123.456}, orb.Point{107.0485936028619, 34.2348675227866}},
		{"EPSG:4507", orb.Point{730000, 3850000}, orb.Point{107.5116670567431, 34.7524060242674}},
		{"EPSG:4496", orb.Point{18730000, 3850000}, orb.Point{107.5116670567431, 34.7524060242674}},
		{"EPSG:4508", orb.Point{250000.5, 4000000.25}, orb.Point{108.2241623308881, 36.0981254042058}},
		{"EPSG:4534", orb.Point{512345.678, 4012345.678}, orb.Point{75.137345055864, 36.241474046282}},
		{"EPSG:4513", orb.Point{25512345.678, 4012345.678}, orb.Point{75.137345055864, 36.241474046282}},
		{"EPSG:4533", orb.Point{45400000, 5200000}, orb.Point{133.686952172820, 46.927281642216}},
		{"EPSG:4554", orb.Point{400000, 5200000}, orb.Point{133.686952172820, 46.927281642216}},
		{"EPSG:4491", orb.Point{13600000, 4100000}, orb.Point{76.123812671992, 37.026117076081}},
		{"EPSG:4501", orb.Point{23300000, 4700000}, orb.Point{132.570442759326, 42.409646345212}},
		{"EPSG:4502", orb.Point{300000, 4700000}, orb.Point{72.570442759326, 42.409646345212}},
		{"EPSG:4512", orb.Point{400000, 4700000}, orb.Point{133.784823378452, 42.428958441259}},
		{"EPSG:32649", orb.Point{300000, 3800000}, orb.Point{108.8262292384300, 34.3220050521924}},
		{"EPSG:32719", orb.Point{400000, 6200000}, orb.Point{-70.0871438394815, -34.3364764147600}},
		{"EPSG:3857", orb.Point{12100000, 4080000}, orb.Point{108.696149378462, 34.380433048869}},
		{"EPSG:4490", orb.Point{108.5, 34.25}, orb.Point{108.5, 34.25}},
		{`PROJCS["Albers",` + geogWGS + `,PROJECTION["Albers"],PARAMETER["False_Easting",4000000.0],PARAMETER["False_Northing",100.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Standard_Parallel_1",25.0],PARAMETER["Standard_Parallel_2",47.0],PARAMETER["Latitude_Of_Origin",30.0],UNIT["Meter",1.0]]`,
			orb.Point{4300000, 500000}, orb.Point{108.321100728689, 34.395296010935}},
		{`PROJCS["TM",` + geogWGS + `,PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200.0],PARAMETER["False_Northing",300.0],PARAMETER["Central_Meridian",108.5],PARAMETER["Scale_Factor",0.99995],PARAMETER["Latitude_Of_Origin",34.0],UNIT["Kilometer",1000.0]]`,
			orb.Point{20.5, 30.25}, orb.Point{106.609556150797, 31.553542432055}},
		{`PROJCS["Xian_1980_GK_CM_105E",` + geogXA + `,PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`,
			orb.Point{730000, 3850000}, orb.Point{107.511665384647, 34.752389884858}},
	} {
		s, ok := epsg(c.system)
		if !ok {
			w, sound := parseWKT(c.system)
			what := ""
			if s, what = crsOf(w); !sound || what != "" {
				t.Fatalf("%s: %s", c.system, what)
			}
		}
		got, on := s.degrees(c.xy)
		if d := geo.Distance(got, c.want); !on || d > .001 {
			t.Errorf("%s: %v, which is %.4f m off %v", c.system, got, d, c.want)
		}
	}
}

// There and back again is less than a millimetre, in every zone.
func TestZonesRoundTrip(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	for n := 4491; n <= 4554; n++ {
		s, ok := epsg(fmt.Sprint(n))
		if !ok {
			t.Fatal(n)
		}
		for range 50 {
			p := orb.Point{s.lon0 + (rnd.Float64()-.5)*6, 18 + 36*rnd.Float64()}
			q, on := s.degrees(s.plane.Forward(p))
			if d := geo.Distance(p, q); !on || d > .001 {
				t.Fatalf("EPSG:%d: %v comes back as %v", n, p, q)
			}
		}
	}
}

func TestDatumOf(t *testing.T) {
	for name, want := range map[string]string{"D_China_2000": CGCS2000, "China_2000": CGCS2000, "CGCS2000": CGCS2000, "D_WGS_1984": WGS84, "WGS 84": WGS84,
		"D_Xian_1980": Xian80, "西安80": Xian80, "D_Beijing_1954": Beijing54, "Krasovsky_1940": Beijing54, "gcj02": "GCJ-02", "BD09LL": "BD-09", "D_North_American_1983": ""} {
		if got := KnownDatum(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestParseWKT(t *testing.T) {
	if _, ok := parseWKT(" \uFEFFUNIT[\"a\"]"); ok {
		t.Error("a byte order mark in the middle")
	}
	w, ok := parseWKT("\uFEFFunit( \"a\" , -1.5e3 , AXIS[\"x\", EAST] )\r\n")
	if d := cmp.Diff(`{UNIT [a] [-1500] [{AXIS [x] [] [{EAST [EAST] [] []}]}]} true`, fmt.Sprint(w, " ", ok)); d != "" {
		t.Error(d)
	}
	for _, s := range []string{"", "UNIT", "UNIT[", `UNIT["a]`, `UNIT["a" 1]`, `UNIT["a",]`, `UNIT["a"] x`, `UNIT[1e]`, strings.Repeat("A[", 1000)} {
		if _, ok := parseWKT(s); ok {
			t.Errorf("%q is understood", s)
		}
	}
}

func FuzzWKT(f *testing.F) {
	f.Add(prjDegrees)
	f.Add(`PROJCS["Albers",` + geogWGS + `,PROJECTION["Albers"],PARAMETER["False_Easting",1e6],UNIT["Meter",1.0]]`)
	f.Fuzz(func(t *testing.T, s string) {
		if w, ok := parseWKT(s); ok {
			if c, what := crsOf(w); what == "" {
				if p, on := c.degrees(orb.Point{412345, 3790123}); on && math.IsNaN(p[0]+p[1]) {
					t.Fatalf("%v", p)
				}
			}
		}
	})
}

// What a Shapefile holds reads the same when it was written as GeoJSON.
func TestShapefileAsGeoJSON(t *testing.T) {
	f := sound(t, func(m map[string][]byte) {
		m["a.shp"], m["a.shx"] = shpOf(5, part{5, [][]orb.Point{block(110, 34, 1), back(block(110.25, 34.25, .5)), block(120, 34, 1)}}, part{0, nil})
	})
	layer, _ := ReadShapefile(f, LayerOptions{ID: "code"})
	text := layer.GeoJSON()
	again, l := ReadGeoJSON(&File{Path: "a.geojson", Data: text}, "code")
	if l.Count(diag.Error) > 0 {
		t.Fatal(report(l, diag.English))
	}
	for i, ft := range again.Features {
		if d := cmp.Diff(layer.Features[i].Geometry, ft.Geometry); d != "" || ft.ID != layer.Features[i].ID || ft.Properties.Text("name") != layer.Features[i].Properties.Text("name") {
			t.Errorf("feature %d: %s", i, d)
		}
	}
	want := `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"990101","properties":{"code":"990101","name":"北港区"},"geometry":{"type":"MultiPolygon","coordinates":[[[[110,34],[111,34],`
	if !bytes.HasPrefix(text, []byte(want)) {
		t.Errorf("%s", text)
	}
	if got := again.GeoJSON(); !bytes.Equal(got, text) {
		t.Error("GeoJSON is not as it was read")
	}
}
