package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/source"
)

// A map of names has everything that the text names, once, and nothing that it
// does not: by what is known of its position.
func TestNamed(t *testing.T) {
	a, _ := load(t, "", "")
	m := a.Map("names")
	s := Of(a, m)
	var got []string
	for _, e := range s.Elements {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %d %s%s %s %s", e.ID, e.Shape, e.Basis, e.Reason, e.Block.ID, e.Quote)))
	}
	want := []string{
		"named-brook 2 surveyed ch1-s1-p1 Brook",
		"named-field 0 unplaced ch1-s1-p1 Field",
		"named2-west 1 surveyed ch1-s1-p1 West",
		"named2-east 1 surveyed ch1-s1-p1 East",
		"named2-north 1 surveyed ch1-s1-p1 North",
		"named2-far 0 beyond ch1-s1-p1 Far", // Mid is in no sentence
	}
	if !slices.Equal(got, want) {
		t.Errorf("elements:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	by, missing := s.Count()
	if fmt.Sprint(by) != "map[surveyed:4]" || missing != 2 {
		t.Errorf("count %v, %d", by, missing)
	}
}

// Of the places of a project only those are drawn that the layer asks for: a
// basin says where the tributary is, and is not what is worked on.
func TestOnlySome(t *testing.T) {
	basin, branch := atlas.Ref{Name: &atlas.Name{ID: "basin"}}, atlas.Ref{Name: &atlas.Name{ID: "branch"}}
	l := &atlas.MapLayer{ID: "works", Draw: "courses", Layer: &atlas.Layer{Data: &source.Layer{}},
		Works: []*atlas.Project{{ID: "dam", Places: []atlas.Ref{basin, branch}}}}
	for _, c := range []struct {
		only []atlas.Ref
		want string
	}{{nil, "works-dam-basin works-dam-branch"}, {[]atlas.Ref{branch}, "works-dam-branch"}} {
		l.Only = c.only
		b := builder{atlas: &atlas.Atlas{}, sheet: &Sheet{}}
		b.courses(l)
		var ids []string
		for _, e := range b.sheet.Elements {
			ids = append(ids, e.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("with %d places asked for: %s, want %s", len(c.only), got, c.want)
		}
	}
}
