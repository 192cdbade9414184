package draw

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
)

// One changed attribute redraws the maps that show it, and no other.
func TestRedrawsWhatShowsTheChange(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new string
		want                 []string
	}{
		{"nothing", "data/places.csv", "", "", nil},
		{"a number", "data/observations.csv", ",2020,40,", ",2020,140,", []string{"people"}},
		{"a number on another basis", "data/observations.csv", ",2020,100,", ",2020,101,", nil},
		{"an attribute that no map shows", "data/geo/land.geojson", `"id":"w",`, `"id":"w","remark":"new",`, nil},
		{"the order of attributes", "data/geo/land.geojson", `"id":"w","name_en":"West"`, `"name_en":"West","id":"w"`, nil},
		{"a position", "data/geo/land.geojson", "[0.5,50.5]", "[0.4,50.5]", []string{"isle", "people", "names"}},
		{"the name of a water", "data/names.csv", "Brook", "Beck", []string{"isle", "names"}},
		{"the name of a project", "data/projects.csv", "ferry,Ferry,ferry", "ferry,Boat,ferry", []string{"isle"}},
	} {
		site := fstest.MapFS{}
		root := os.DirFS("../sheet/testdata/isle")
		err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, path)
			site[path] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		loader, studio := atlas.NewLoader(site), NewStudio(nil, nil)
		draw := func() []string {
			a, problems := loader.Load()
			if a == nil {
				t.Fatal(problems)
			}
			var again []string
			for _, m := range a.Maps {
				before := len(studio.drawn)
				if _, err := studio.Map(a, m, words(a, m, 0, 520)); err != nil {
					t.Fatal(err)
				}
				if len(studio.drawn) > before {
					again = append(again, m.ID)
				}
			}
			return again
		}
		if d := cmp.Diff([]string{"isle", "people", "names"}, draw()); d != "" {
			t.Fatal(d)
		}
		text := string(site[c.file].Data)
		if !strings.Contains(text, c.old) {
			t.Fatalf("%s: %s has no %q:\n%s", c.name, c.file, c.old, text)
		}
		site[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.old, c.new, 1))}
		loader.Forget(c.file)
		if d := cmp.Diff(c.want, draw()); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}
