package atlas

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

// A word of site.yaml or maps.yaml that stands for nothing is reported with what
// may have been meant: near words in any case or width, else what there is.
func TestSpelled(t *testing.T) {
	files := map[string]string{
		"content/site.yaml": twoLanguages + `
ranks:
  - {id: city, page: true, name: {zh: 市}}
geometry: [citie]
area: nowhere
home: {map: Area, chart: populaton, numbers: [people, ＰＥＯＰＬＥ, cargo]}
`,
		"data/datapackage.yaml":   "name: x\nresources:\n  - name: values\n    path: values.csv\n    schema: {primaryKey: id, fields: [{name: id}, {name: value}]}\n",
		"data/values.csv":         "id,value\npeople,5\n",
		"data/geo/layers.yaml":    "layers:\n  - {id: cities, file: cities.geojson}\n",
		"data/geo/cities.geojson": `{"type":"FeatureCollection","features":[]}`,
		"data/maps.yaml": "maps:\n  - id: area\n    review: {reason: schematics}\n    layers:\n" +
			"      - {draw: seats, ranks: [ctiy], symbol: cricle}\n      - {draw: seat}\n",
		"data/charts.yaml": "charts:\n  - {id: population, kind: bar, pages: [data], values: [{id: people}]}\n",
	}
	type said struct{ Place, Message, Hint string }
	_, problems := loadWith(t, files)
	var got []said
	for _, p := range problems {
		got = append(got, said{p.Place.String() + " " + p.Rule, p.Message.In(diag.English), p.Hint.In(diag.English)})
	}
	want := []said{
		{"content/site.yaml:8:12 site-reference", `"citie", which stands under geometry, is not there`, `did you mean "cities"?`},
		{"content/site.yaml:10:13 site-reference", `"Area", which stands under home.map, is not there`, `did you mean "area"?`},
		{"content/site.yaml:10:26 site-reference", `"populaton", which stands under home.chart, is not there`, `did you mean "population"?`},
		{"content/site.yaml:10:55 site-reference", `"ＰＥＯＰＬＥ", which stands under home.numbers, is not there`, `did you mean "people"?`},
		{"content/site.yaml:10:63 site-reference", `"cargo", which stands under home.numbers, is not there`, `there are: people`},
		{"data/charts.yaml:2:28 chart-kind", `"bar" cannot stand for kind`, `did you mean "bars"?`},
		{"data/maps.yaml:3:13 map-review", "the map area has no review number and no reason for having none", `did you mean "schematic"?`},
		{"data/maps.yaml:5:31 map-word", `"ctiy", which stands under ranks, is not there`, `did you mean "city"?`},
		{"data/maps.yaml:5:46 map-word", `"cricle", which stands under symbol, is not there`, `did you mean "circle"?`},
		{"data/maps.yaml:6:16 map-draw", `unknown way of drawing "seat"`, `did you mean "seats"?`},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
