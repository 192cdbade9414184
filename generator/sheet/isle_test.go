package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"atlas/generator/atlas"
)

// isle is a small invented plan: four towns, a ferry, a river, an airport that
// nothing places.
var isle = map[string]string{
	"content/site.yaml": `
title: {en: Isle}
languages: [{code: en, tag: en, name: English, spaced: true}]
numbering: {chapter: {en: "Chapter {n}"}, section: {en: "Section {n}"}, box: {en: "Box {n}"}, figure: {en: "Figure {n}"}}
ranks: [{id: town, page: true, name: {en: Town}, names: {en: Towns}}]
geometry: [land]
`,
	"content/en/ch1.md": "---\ntitle: One\n---\n\n## Roads\n\nEast, West and North are tied. The ferry to Far is built.\n",
	"data/datapackage.yaml": `
name: isle
resources:
  - {name: places, path: places.csv, schema: {primaryKey: slug, fields: [{name: slug}, {name: rank}, {name: name, localized: true}, {name: short, localized: true}, {name: seat_lon}, {name: seat_lat}, {name: feature}]}}
  - {name: names, path: names.csv, schema: {primaryKey: id, fields: [{name: id}, {name: type}, {name: name, localized: true}]}}
  - {name: name-places, path: name-places.csv, schema: {primaryKey: name, fields: [{name: name}, {name: lon}, {name: lat}, {name: basis}, {name: source, localized: true}]}}
  - {name: concepts, path: concepts.csv, schema: {fields: [{name: concept}, {name: order}, {name: member}, {name: member_name, localized: true}, {name: role, localized: true}, {name: block}, {name: quote}]}}
  - {name: projects, path: projects.csv, schema: {primaryKey: id, fields: [{name: id}, {name: name, localized: true}, {name: type}, {name: status, localized: true}, {name: places, list: true}, {name: connects, list: true}, {name: block}, {name: quote}]}}
  - {name: observations, path: observations.csv, schema: {primaryKey: id, fields: [{name: id}, {name: place}, {name: adcode}, {name: indicator}, {name: year}, {name: value}, {name: basis, localized: true}, {name: publication, localized: true}, {name: confidence}]}}
`,
	"data/places.csv": `slug,rank,name_en,short_en,seat_lon,seat_lat,feature
west,town,West Town,West,1,50,w
mid,town,Mid Town,Mid,2,50,m
east,town,East Town,East,3,50,e
north,town,North Town,North,2,51,
`,
	"data/names.csv":       "id,type,name_en\nfar,city,Far\nbrook,river,Brook\nfield,airport,Field\n",
	"data/name-places.csv": "name,lon,lat,basis,source_en\nfar,9,50,surveyed,a chart\n",
	"data/concepts.csv": `concept,order,member,member_name_en,role_en,block,quote
axis,0,,the axis,,ch1-s1-p1,tied
axis,1,west,West,end,ch1-s1-p1,West
axis,2,east,East,end,ch1-s1-p1,East
axis,3,far,Far,beyond,ch1-s1-p1,Far
axis,4,brook,Brook,along,ch1-s1-p1,tied
hubs,0,,the hubs,,ch1-s1-p1,tied
hubs,1,west,West,,ch1-s1-p1,West
hubs,2,north,North,,ch1-s1-p1,North
hubs,3,,other hubs,,ch1-s1-p1,tied
box-hubs,0,,the hubs of the box,,ch1-s1-p1,tied
box-hubs,1,west,West,,ch1-s1-p1,West
waters,0,,the waters,,ch1-s1-p1,tied
waters,1,brook,Brook,,ch1-s1-p1,tied
waters,2,field,Field,,ch1-s1-p1,tied
`,
	"data/projects.csv": `id,name_en,type,status_en,places,connects,block,quote
ferry,Ferry,ferry,build,east,east;far,ch1-s1-p1,ferry
second,Second ferry,ferry,think of,east,far;east,ch1-s1-p1,ferry
tunnel,Tunnel,ferry,build,,west;field,ch1-s1-p1,ferry
strip,Strip,air,build,north;field,,ch1-s1-p1,ferry
shed,Shed,air,build,north,,ch1-s1-p1,ferry
`,
	"data/observations.csv": `id,place,adcode,indicator,year,value,basis_en,publication_en,confidence
a,west,w,people,2020,100,old,Census,single
b,west,w,people,2020,120,new,Census,single
c,mid,m,people,2020,40,new,Census,single
d,mid,m,people,2010,900,new,Census,single
e,east,e,people,2020,7,new,Guess,derived
`,
	"data/geo/land.geojson": `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"w","name_en":"West"},"geometry":{"type":"Polygon","coordinates":[[[0.5,49.5],[1.5,49.5],[1.5,50.5],[0.5,50.5],[0.5,49.5]]]}},
{"type":"Feature","properties":{"id":"m","name_en":"Mid"},"geometry":{"type":"Polygon","coordinates":[[[1.5,49.5],[2.5,49.5],[2.5,50.5],[1.5,50.5],[1.5,49.5]]]}},
{"type":"Feature","properties":{"id":"e","name_en":"East"},"geometry":{"type":"Polygon","coordinates":[[[2.5,49.5],[3.5,49.5],[3.5,50.5],[2.5,50.5],[2.5,49.5]]]}}]}`,
	"data/geo/water.geojson": `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"x1","name_en":"Brook"},"geometry":{"type":"LineString","coordinates":[[1,50],[2,50.2]]}}]}`,
	"data/geo/layers.yaml": `
layers:
  - {id: land, file: land.geojson, key: id, datum: WGS84, title: {en: Land}}
  - {id: water, file: water.geojson, key: id, datum: WGS84, title: {en: Water}}
`,
}

const isleMaps = `
stages: [{id: build, name: {en: building}, verbs: [build]}]
maps:
  - id: isle
    title: {en: Isle}
    projection: albers
    review: {reason: schematic}
    layers:
      - {layer: land, draw: areas, name: {en: Land}}
      - {draw: route, concepts: [axis], through: [west, mid, east], why: {mid: {en: it lies between}}, end: [far], name: {en: Axis}}
      - {draw: members, concepts: [hubs], also: [box-hubs], name: {en: Hubs of both}}
      - {draw: members, concepts: [hubs], except: [box-hubs], name: {en: Hubs of the text alone}}
      - {draw: corridors, types: [ferry], name: {en: Ferries}}
      - {draw: works, types: [air], name: {en: Airfields}}
      - {layer: water, draw: courses, concepts: [waters], name: {en: Waters}}
      - {draw: rings, concepts: [hubs], ring: 5, name: {en: Ring}}
  - id: people
    title: {en: People}
    projection: albers
    beside: true
    review: {reason: schematic}
    layers:
      - {layer: land, draw: values, value: {indicator: people, year: "2020", basis: new, classes: 2, method: quantile, unit: {en: people}}, name: {en: People}}
      - {draw: amounts, ranks: [town], value: {count: projects, unit: {en: projects}}, name: {en: Projects}}
`

func load(t *testing.T, maps string) (*atlas.Atlas, []string) {
	t.Helper()
	fsys := fstest.MapFS{"data/maps.yaml": {Data: []byte(maps)}}
	for name, text := range isle {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	a, problems := atlas.NewLoader(fsys).Load()
	if a == nil {
		t.Fatal(problems)
	}
	var rules []string
	for _, p := range problems {
		if strings.HasPrefix(p.Rule, "map-") {
			rules = append(rules, p.Rule)
		}
	}
	return a, rules
}

func TestIsle(t *testing.T) {
	a, rules := load(t, isleMaps)
	if len(rules) > 0 {
		t.Fatalf("problems: %v", rules)
	}
	s := Of(a, a.Map("isle"))
	var got []string
	for _, e := range s.Elements {
		stage := "-"
		if e.Stage != nil {
			stage = e.Stage.ID
		}
		var missing []string
		for _, r := range e.Missing {
			missing = append(missing, r.ID())
		}
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %d %s%s %s %s", e.ID, e.Shape, e.Basis, e.Reason, stage, strings.Join(missing, ","))))
	}
	want := []string{
		"route-axis 2 schematic -",
		"route-axis-end 3 schematic -",
		"members-hubs-west 1 surveyed -",
		"members-hubs 0 unnamed -",
		"members2-hubs-north 1 surveyed -",
		"corridors-ferry 2 schematic build",
		"corridors-second 2 schematic -",
		"corridors-tunnel 0 unplaced build field",
		"works-strip 0 unplaced build",
		"works-shed 1 placed build",
		"courses-waters-brook 2 surveyed -",
		"courses-waters-field 0 uncharted -",
		"rings-hubs 4 schematic -",
	}
	// The brook is listed for the axis too, which no layer draws.
	want = slices.Insert(want, 2, "route-axis-brook-named 0 uncharted -")
	if !slices.Equal(got, want) {
		t.Errorf("elements:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	by, missing := s.Count()
	if fmt.Sprint(by) != "map[placed:1 schematic:5 surveyed:3]" || missing != 5 {
		t.Errorf("count %v, %d", by, missing)
	}
}

func TestNumbers(t *testing.T) {
	a, _ := load(t, isleMaps)
	s := Of(a, a.Map("people"))
	var got []string
	for _, f := range s.Fields {
		for _, it := range f.Items {
			got = append(got, fmt.Sprint(it.ID, " ", it.Value, " ", it.Known, " ", it.Class))
		}
	}
	want := []string{"w 120 true 2", "m 40 true 1", "e 0 false 0", // derived numbers are not shown
		"west 0 true 0", "mid 0 true 0", "east 2 true 0", "north 2 true 0"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	f := s.Fields[0]
	if fmt.Sprint(f.Breaks, f.Counts, f.Absent) != "[100] [1 1] 1" {
		t.Errorf("classes %v %v %d", f.Breaks, f.Counts, f.Absent)
	}
	if len(f.Publications) != 1 || f.Publications[0].Count != 2 {
		t.Errorf("publications %v", f.Publications)
	}
}

// A map draws no more than the plan says: the loader reports what does not hold.
func TestReports(t *testing.T) {
	for from, rule := range map[string]string{
		"why: {mid: {en: it lies between}}": "map-member",
		"concepts: [waters]":                "map-ref",
		"draw: rings":                       "map-draw",
		"layer: water":                      "map-layer",
	} {
		to := map[string]string{"map-member": "class: x", "map-ref": "concepts: [wines]", "map-draw": "draw: rims", "map-layer": "layer: wine"}[rule]
		_, rules := load(t, strings.Replace(isleMaps, from, to, 1))
		if !slices.Equal(rules, []string{rule}) {
			t.Errorf("%s: %v, want %s", to, rules, rule)
		}
	}
}
