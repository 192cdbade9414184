package page

import (
	"slices"
	"testing"

	"atlas/generator/atlas"
)

// A row has a cell for every language of every text, also of one that is missing in
// one language or in all.
func TestMissingTextsHaveCells(t *testing.T) {
	e := &Env{Atlas: &atlas.Atlas{Languages: []atlas.Language{{Code: "zh"}, {Code: "en"}}}}
	got := e.localizedCells([]string{"id"}, atlas.Localized{"港", "port"}, nil, atlas.Localized{"河"})
	if want := []string{"id", "港", "port", "", "", "河", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}
