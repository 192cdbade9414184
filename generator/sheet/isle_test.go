package sheet

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"atlas/generator/atlas"
)

// load reads testdata/isle, a small invented plan: four towns, a ferry, a brook,
// an airfield that nothing places; with a word of its maps.yaml replaced.
func load(t *testing.T, from, to string) (*atlas.Atlas, []string) {
	t.Helper()
	fsys := fstest.MapFS{}
	isle := os.DirFS("testdata/isle")
	err := fs.WalkDir(isle, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(isle, name)
		if name == "data/maps.yaml" {
			data = []byte(strings.Replace(string(data), from, to, 1))
		}
		fsys[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
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
	a, rules := load(t, "", "")
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
	a, _ := load(t, "", "")
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

// The numbers of a layer are in one unit, that of the first; what cannot be brought into
// it is not shown as if it were.
func TestNumbersOfTwoUnits(t *testing.T) {
	for unit, want := range map[string]string{"ha": "w 120 true 2; m 0.4 true 1; e 0 false 0", "kg": "w 120 true 1; m 0 false 0; e 0 false 0"} {
		a, _ := load(t, "", "")
		for _, o := range a.Observations {
			if o.Unit = "km2"; o.ID == "c" {
				o.Unit = unit
			}
		}
		var got []string
		for _, it := range Of(a, a.Map("people")).Fields[0].Items {
			got = append(got, fmt.Sprint(it.ID, " ", it.Value, " ", it.Known, " ", it.Class))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("beside %s: %s, want %s", unit, strings.Join(got, "; "), want)
		}
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
		_, rules := load(t, from, to)
		if !slices.Equal(rules, []string{rule}) {
			t.Errorf("%s: %v, want %s", to, rules, rule)
		}
	}
	// Of a project, its places may be asked for, and no others.
	for only, want := range map[string][]string{"field": nil, "west": {"map-member"}} {
		if _, rules := load(t, "types: [air]", "projects: [strip], only: ["+only+"]"); !slices.Equal(rules, want) {
			t.Errorf("only %s of a project: %v, want %v", only, rules, want)
		}
	}
}
