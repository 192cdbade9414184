package check

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A layer of numbers draws those of one dimension; others are told, and what can be
// converted is not.
func TestLayersInOneUnit(t *testing.T) {
	for unit, want := range map[string]string{
		"ha": "", "mu": "", "km2": "",
		"t":    `data/observations.csv:3:26: the map m cannot draw the unit "t" beside "km2"`,
		"port": `data/observations.csv:3:26: the map m cannot draw the unit "port" beside "km2"`,
	} {
		site := readSite(t, "base.txtar")
		described := string(site["data/datapackage.yaml"].Data) + `  - name: observations
    path: observations.csv
    title: {zh: 观测, en: Observations}
    schema:
      primaryKey: id
      fields: [{name: id}, {name: place, reference: places}, {name: adcode}, {name: indicator}, {name: year}, {name: value, type: number}, {name: unit}]
`
		site["data/datapackage.yaml"] = &fstest.MapFile{Data: []byte(described)}
		site["data/observations.csv"] = &fstest.MapFile{Data: []byte("id,place,adcode,indicator,year,value,unit\na,beigang,x,woods,2020,3,km2\nb,nanpu,y,woods,2020,200," + unit + "\n")}
		area := func(code string) string {
			return `{"type":"Feature","properties":{"code":"` + code + `"},"geometry":{"type":"Polygon","coordinates":[[[120,30],[121,30],[121,31],[120,30]]]}}`
		}
		site["data/geo/layers.yaml"] = &fstest.MapFile{Data: []byte("layers:\n  - {id: a, file: a.geojson, key: code, datum: WGS84}\n")}
		site["data/geo/a.geojson"] = &fstest.MapFile{Data: []byte(`{"type":"FeatureCollection","features":[` + area("x") + "," + area("y") + `]}`)}
		site["data/maps.yaml"] = &fstest.MapFile{Data: []byte("maps:\n  - id: m\n    title: {zh: 图, en: Map}\n    review: {reason: schematic}\n    layers:\n" +
			"      - {layer: a, draw: values, value: {indicator: woods, year: \"2020\"}}\n      - {layer: a, draw: values, value: {indicator: woods, year: \"2020\"}}\n")}
		var got []string
		for _, p := range problemsOf(t, site) {
			if p.Rule == "map-unit" {
				got = append(got, p.Place.String()+": "+p.Message.EN)
			}
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: %q, want %q", unit, got, want)
		}
	}
}
