package atlas

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"atlas/generator/diag"
)

func said(l diag.List) string {
	var out strings.Builder
	l.Write(&out, diag.English)
	return out.String()
}

// What random edits found once: after them, a loader that is told of them says the
// same as a new one.
func TestReloadIsLoad(t *testing.T) {
	const chinese = "  - {code: zh, tag: zh-CN, name: 中文, spaced: false}\n"
	const english = "  - {code: en, tag: en, name: English, spaced: true, endings: [\"'s\"]}\n"
	type step func(site fstest.MapFS) (changed []string)
	set := func(path, old, text string) step {
		return func(site fstest.MapFS) []string { edit(t, site, path, old, text); return []string{path} }
	}
	for name, steps := range map[string][]step{
		"a language less": {set("content/site.yaml", chinese, "")},
		"a language twice": {
			set("content/site.yaml", english, english+english),
			func(site fstest.MapFS) []string {
				f := site["content/en/ch1.md"]
				f.Data = append(slices.Clone(f.Data), "\nOne paragraph more.\n"...)
				return []string{"content/en/ch1.md"}
			},
		},
		"a file that went while nobody watched": {
			func(site fstest.MapFS) []string { delete(site, "data/places.csv"); return nil },
			set("data/geo/layers.yaml", "layers:", "layers: "),
		},
		"two tables of one file": {
			set("data/datapackage.yaml", "  - name: names\n    path: names.csv", "  - name: names\n    path: places.csv"),
			set("data/maps.yaml", "maps:\n", "maps: \n"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			site := bay(t)
			l := NewLoader(site)
			l.Load()
			for i, change := range steps {
				var got diag.List
				if changed := change(site); changed == nil {
					_, got = l.Load()
				} else {
					_, got = l.Reload(changed)
				}
				_, want := NewLoader(site).Load()
				if said(got) != said(want) {
					t.Fatalf("step %d:\n%s\nread anew:\n%s", i, said(got), said(want))
				}
			}
		})
	}
}

// A rule that means what is not there makes nothing a name.
func TestRuleOfNothing(t *testing.T) {
	site := bay(t)
	pack := site["data/datapackage.yaml"]
	site["data/datapackage.yaml"] = &fstest.MapFile{Data: append(slices.Clone(pack.Data), `  - name: name-rules
    path: name-rules.csv
    schema:
      fields: [{name: id}, {name: language}, {name: form}, {name: before}, {name: after}, {name: block}, {name: means}]
`...)}
	site["data/name-rules.csv"] = &fstest.MapFile{Data: []byte("id,language,form,before,after,block,means\nr,zh,柳浦,,,,nowhere\n")}
	a, _ := NewLoader(site).Load()
	decided := 0
	for _, d := range a.Decided {
		if d.Rule == "r" && d.Place == nil && d.Name == nil {
			decided++
		}
	}
	for b := range a.Blocks() {
		for _, mentions := range b.Mentions {
			for _, m := range mentions {
				if m.Place == nil && m.Name == nil {
					t.Errorf("%s mentions nothing at %d", b.ID, m.Start)
				}
			}
		}
	}
	if decided == 0 {
		t.Error("the rule decided nothing")
	}
}

// Names that claim the same words are reported where there is no gazetteer too.
func TestConflictWithoutPlaces(t *testing.T) {
	site := bay(t)
	edit(t, site, "data/datapackage.yaml", "name: places\n", "name: towns\n")
	site["data/names.csv"].Data = append(site["data/names.csv"].Data, "other,quay,另一个,Other,柳浦码头,Other quay,\n"...)
	_, problems := NewLoader(site).Load()
	if !strings.Contains(said(problems), "[name-conflict]") {
		t.Error(said(problems))
	}
}

// Neighbours are counted among the features that can be read.
func TestNeighboursBesideDamage(t *testing.T) {
	site := bay(t)
	before := load(t, NewLoader(site))
	const layer = "data/geo/towns.geojson"
	edit(t, site, layer, `"features": [`, `"features": [1,`)
	after, _ := NewLoader(site).Load()
	n := 0
	for i, p := range before.Places {
		var want, got []string
		for _, q := range p.Neighbours {
			want = append(want, q.Slug)
		}
		for _, q := range after.Places[i].Neighbours {
			got = append(got, q.Slug)
		}
		n += len(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", p.Slug, got, want)
		}
	}
	if n == 0 {
		t.Error("there are no neighbours")
	}
}
