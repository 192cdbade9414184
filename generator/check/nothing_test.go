package check

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// A layer of a map of which nothing would be drawn is told with what there is
// instead; one of which something is drawn is not.
func TestDrawsNothing(t *testing.T) {
	const areas = `{"type":"Polygon","coordinates":[[[120,30],[121,30],[121,31],[120,30]]]}`
	const line = `{"type":"LineString","coordinates":[[120,30],[121,31]]}`
	const point = `{"type":"Point","coordinates":[120,30]}`
	for name, c := range map[string]struct{ geometry, layer, want string }{
		"areas":      {areas, `{layer: a, draw: areas}`, ""},
		"lines":      {line, `{layer: a, draw: lines}`, ""},
		"collection": {`{"type":"GeometryCollection","geometries":[` + point + `,` + areas + `]}`, `{layer: a, draw: areas}`, ""},
		"in a collection": {`{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[` + line + `]}]}`,
			`{layer: a, draw: lines}`, ""},
		"points as areas": {point, `{layer: a, draw: areas}`, "nothing is drawn: the layer a is drawn as areas and has only Point"},
		"lines as areas":  {line, `{layer: a, draw: context}`, "nothing is drawn: the layer a is drawn as areas and has only LineString"},
		"areas as lines":  {areas, `{layer: a, draw: lines}`, "nothing is drawn: the layer a is drawn as lines and has only Polygon"},
		"points in a collection": {`{"type":"GeometryCollection","geometries":[` + point + `]}`, `{layer: a, draw: areas}`,
			"nothing is drawn: the layer a is drawn as areas and has only GeometryCollection"},
		"empty":      {"", `{layer: a, draw: areas}`, "nothing is drawn: the layer a is empty"},
		"bare":       {"null", `{layer: a, draw: areas}`, "nothing is drawn: no feature of the layer a has a geometry; export the layer again, or take it out of the map"},
		"unreadable": {`{"type":"Polygon","coordinates":[[[120,95],[121,30],[121,31],[120,95]]]}`, `{layer: a, draw: areas}`, ""}, // told where it stands
		"where": {areas, `{layer: a, draw: areas, where: {in_plan: "true"}}`,
			`nothing is drawn: where picks out no feature of the layer a; the values of in_plan are "1" (1)`},
		"where it fits": {areas, `{layer: a, draw: areas, where: {in_plan: "1"}}`, ""},
		"figures": {areas, `{layer: a, draw: values, value: {indicator: people, year: "2020"}}`,
			"nothing is drawn: there is no figure of people for 2020; there are no indicators with figures"},
		"counts": {areas, `{layer: a, draw: values, value: {count: mentions}}`, ""},
		"seats":  {areas, `{draw: seats, ranks: [city]}`, "nothing is drawn: no place of the ranks city has a seat; there are no ranks with seats"},
	} {
		site := readSite(t, "base.txtar")
		features := ""
		if c.geometry != "" {
			features = `{"type":"Feature","properties":{"code":"x","in_plan":"1"},"geometry":` + c.geometry + `}`
		}
		site["data/geo/layers.yaml"] = &fstest.MapFile{Data: []byte("layers:\n  - {id: a, file: a.geojson, key: code, datum: WGS84}\n")}
		site["data/geo/a.geojson"] = &fstest.MapFile{Data: []byte(`{"type":"FeatureCollection","features":[` + features + `]}`)}
		site["data/maps.yaml"] = &fstest.MapFile{Data: []byte("maps:\n  - id: m\n    title: {zh: 图, en: Map}\n    review: {reason: schematic}\n    layers:\n      - " + c.layer + "\n")}
		var got []string
		for _, p := range problemsOf(t, site) {
			if p.Rule == "draws-nothing" {
				if p.Place.File != "data/maps.yaml" || p.Place.Line != 6 {
					t.Errorf("%s: it is said at %s", name, p.Place)
				}
				said := p.Message.EN
				if strings.Contains(said, "where") || strings.Contains(said, "no ") {
					said += "; " + p.Hint.EN
				}
				got = append(got, said)
			}
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}

// A text that a spreadsheet program would run is told; a number is none, and neither
// is a sign alone, as a comparator is.
func TestFormulas(t *testing.T) {
	for s, want := range map[string]bool{
		"": false, "=": false, "-": false, "+": false, "@": false, "港口": false, ">=": false, "—港口": false, "−5": false,
		"-5": false, "+5": false, "-1.2%": false, "-5,000.50": false, "+.5": false, "-1e5": false,
		"=1+1": true, "=HYPERLINK(\"x\")": true, "+1+1": true, "-1-1": true, "-港口": true, "- 港口": true, "@SUM(A1)": true,
		"\t=1": true, "\r=1": true, "+86 10": true, "-5km": true, "==": true,
	} {
		if runs(s) != want {
			t.Errorf("%q: %t", s, !want)
		}
	}
	site := readSite(t, "base.txtar")
	names := string(site["data/names.csv"].Data)
	row := strings.Split(strings.TrimSpace(names), "\n")[1]
	cells := strings.Split(row, ",")
	cells[2] = "=1+1"
	site["data/names.csv"] = &fstest.MapFile{Data: []byte(strings.Replace(names, row, strings.Join(cells, ","), 1))}
	said := 0
	for _, p := range problemsOf(t, site) {
		if p.Rule == "csv-formula" {
			said++
			if !strings.HasPrefix(p.Place.String(), "data/names.csv:2:") || p.Place.Len != 4 || p.Message.EN != `a text that begins with "=" runs as a formula in Excel once it is downloaded` {
				t.Errorf("%s (%d): %s", p.Place, p.Place.Len, p.Message.EN)
			}
		}
	}
	if said != 1 {
		t.Errorf("it is said %d times", said)
	}
}

// The tables of the text are offered for download too, in each language: their heads
// and cells are told, with their place, and numbers are not.
func TestFormulasInTheText(t *testing.T) {
	site := readSite(t, "base.txtar")
	for name, table := range map[string]string{
		"content/zh/ch2.md": "\n表 1　泊位\n\n| 港 | =泊位 |\n|---|---|\n| 北港 | -5 |\n| 南浦 | +1+2 |\n",
		"content/en/ch2.md": "\nTable 1 Berths\n\n| Port | Berths |\n|---|---|\n| Beigang | -5 |\n| Nanpu | @SUM(A1) |\n",
	} {
		site[name] = &fstest.MapFile{Data: append(slices.Clone(site[name].Data), table...)}
	}
	var got []string
	for _, p := range problemsOf(t, site) {
		if p.Rule == "csv-formula" {
			got = append(got, p.Place.String()+" "+strconv.Itoa(p.Place.Len))
		}
	}
	want := []string{"content/en/ch2.md:10:11 8", "content/zh/ch2.md:7:7 3", "content/zh/ch2.md:10:8 4"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}
