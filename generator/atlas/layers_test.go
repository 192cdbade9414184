package atlas

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

func layersOf(t *testing.T, loader *Loader) (*Atlas, string) {
	t.Helper()
	a, problems := loader.Load()
	if a == nil {
		t.Fatal(problems)
	}
	var said []string
	for _, p := range problems {
		if strings.HasPrefix(p.Place.File, "data/geo/") && p.Severity != diag.Warning {
			said = append(said, p.Rule)
		}
	}
	return a, strings.Join(said, " ")
}

// A layer may be a zipped Shapefile; it is handed on as GeoJSON. What layers.yaml
// says of it decides how it is read, and it is read again when that changes.
func TestShapefileLayer(t *testing.T) {
	zip, err := os.ReadFile("../source/testdata/shapefile/zone.zip")
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{
		"content/site.yaml":      {Data: []byte("title: {en: Bay}\nlanguages: [{code: en, name: English, spaced: true}]\ngeometry: [a]\n")},
		"content/en/ch1.md":      {Data: []byte("# Ports\n\nText.\n")},
		"data/datapackage.yaml":  {Data: []byte("name: bay\nresources: []\n")},
		"data/geo/counties.ZIP":  {Data: zip},
		"data/geo/other.geojson": {Data: []byte(`{"type":"FeatureCollection","features":[]}`)},
	}
	describe := func(text string) { site["data/geo/layers.yaml"] = &fstest.MapFile{Data: []byte("layers:\n" + text)} }
	describe("  - {id: a, file: counties.ZIP, key: code, datum: CGCS2000}\n  - {id: b, file: counties.ZIP, key: name, coverage: true}\n  - {id: c, file: other.geojson, trusted: true}\n")
	loader := NewLoader(site)
	a, said := layersOf(t, loader)
	if said != "" || len(a.Layers) != 3 {
		t.Fatal(said)
	}
	first, second, third := a.Layers[0], a.Layers[1], a.Layers[2]
	if first.Feature("990101") == nil || second.Feature("北港区") == nil || !first.Coverage || !second.Coverage || third.Coverage || !third.Trusted || first.Data.Datum != "CGCS2000" {
		t.Error("the layers are read otherwise")
	}
	if text := string(first.Bytes()); !strings.HasPrefix(text, `{"type":"FeatureCollection","features":[`+"\n"+`{"type":"Feature","id":"990101","properties":{"code":"990101","name":"北港区","area":12.5,"pop":120000,`) {
		t.Errorf("%.200s", text)
	}
	if n := first.Topology().Len(); n != 2 {
		t.Errorf("%d shapes", n)
	}

	b, _ := layersOf(t, loader)
	if b.Layers[0].Data != first.Data || b.Layers[0].Topology() != first.Topology() {
		t.Error("a layer that did not change is read again")
	}
	for change, want := range map[string]string{
		"key: area":                     "", // numbers may be ids
		"key: nothing":                  "geojson-id",
		"key: code, crs: 'EPSG:4508'":   "shapefile-crs", // another zone
		"key: code, crs: 'EPSG:4545'":   "",              // the zone alone is missing
		"key: code, crs: 'EPSG:99'":     "shapefile-crs",
		"key: code, member: roads":      "shapefile-zip",
		"key: code, coverage: false":    "",
		"key: code, datum: GCJ-02":      "",
		"key: code, member: ZONE":       "",
		"key: code, crs: CGCS2000 GK 3": "shapefile-crs",
	} {
		describe("  - {id: a, file: counties.ZIP, " + change + "}\n")
		loader.Forget("data/geo/layers.yaml")
		c, said := layersOf(t, loader)
		if d := cmp.Diff(want, said); d != "" {
			t.Errorf("%s: %s", change, d)
		}
		if c.Layers[0].Coverage == strings.Contains(change, "coverage: false") {
			t.Errorf("%s: coverage %t", change, c.Layers[0].Coverage)
		}
	}
}
