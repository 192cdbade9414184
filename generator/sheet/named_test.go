package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A map of names has everything that the text names, once, and nothing that it
// does not: by what is known of its position.
func TestNamed(t *testing.T) {
	a, _ := load(t, "", "")
	m := a.Map("names")
	s := Of(a, m)
	var got []string
	for _, e := range s.Elements {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %d %s%s %s", e.ID, e.Shape, e.Basis, e.Reason, e.Block.ID)))
	}
	want := []string{}
	if !slices.Equal(got, want) {
		t.Errorf("elements:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	by, missing := s.Count()
	if fmt.Sprint(by) != "map[]" || missing != 0 {
		t.Errorf("count %v, %d", by, missing)
	}
}
