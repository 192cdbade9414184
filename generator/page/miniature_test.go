package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
)

func TestSpots(t *testing.T) {
	e, _ := islesEnv(t)
	f := e.newFrame(1, "plan/ch1.html", "chapter", "", "")
	place := func(name string, lon, lat float64, source string) *atlas.Place {
		p := &atlas.Place{Slug: name, Name: atlas.Localized{name, name}, Short: atlas.Localized{name, name},
			Seat: atlas.Point{Lon: lon, Lat: lat, Known: lon > 0}, SeatSource: source}
		p.Page = p
		return p
	}
	a, b, far := place("A", 1, 1, "chart"), place("B", 2, 3, "chart"), place("Far", 50, 3, "chart")
	near, nowhere, drawn := place("Near", 1.01, 1, "chart"), place("Nowhere", 0, 0, "chart"), place("Drawn", 4, 4, "atlas: a guess")
	part := place("Part of B", 5, 5, "chart")
	part.Page = b
	block := func(list ...*atlas.Place) *atlas.Block {
		var m []atlas.Mention
		for _, p := range list {
			m = append(m, atlas.Mention{Place: p})
		}
		return &atlas.Block{Mentions: [][]atlas.Mention{m}}
	}
	base := &miniView{Box: "0 0 100 50", at: func(lon, lat float64) (x, y float64, shown bool) { return 10 * lon, 10 * lat, lon < 10 }}
	for name, c := range map[string]struct {
		block *atlas.Block
		want  []dotView
	}{
		"each once, in order":        {block(b, a, b), []dotView{{"20", "30", "B"}, {"10", "10", "A"}}},
		"by the page's place":        {block(part, b), []dotView{{"20", "30", "B"}}},
		"two at one point":           {block(a, near), []dotView{{"10", "10", "A, Near"}}},
		"outside, unknown, a sketch": {block(far, nowhere, drawn), nil},
		"a name without a position":  {&atlas.Block{Mentions: [][]atlas.Mention{{{Name: &atlas.Name{ID: "x"}}}}}, nil},
		"nothing":                    {block(), nil},
		"an unlinked block":          {&atlas.Block{}, nil},
	} {
		var got []dotView
		if v := f.spots([]*atlas.Block{c.block}, base); v != nil {
			got = v.Dots
			if v.Box != base.Box {
				t.Errorf("%s: %s", name, v.Box)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if f.spots([]*atlas.Block{block(a)}, nil) != nil {
		t.Error("a site without a map has no small maps")
	}
}
