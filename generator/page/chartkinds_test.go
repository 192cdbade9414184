package page

import (
	"testing"

	"atlas/generator/chart"
)

// defOf is a chart of the small site as it is drawn, in English.
func defOf(t *testing.T, id string) chart.Def {
	t.Helper()
	e, s := islesEnv(t)
	f := e.newFrame(1, "places/index.html", "places", "", "")
	if _, err := e.chart(&f, e.Atlas.Chart(id)); err != nil {
		t.Fatal(err)
	}
	return s.drawn["chart-"+id]
}

// A cell of targets and projects together says how many of each, and leads to
// the part of the place's page where most of them stand.
func TestClaimsHeatMap(t *testing.T) {
	d := defOf(t, "both")
	sea, land := d.Series[0].Points, d.Series[1].Points
	for _, c := range []struct {
		got, want chart.Point
	}{
		{sea[0], chart.Point{Value: 1, Label: "1", Href: "en/places/east.html#targets",
			Title: "East Isle · Sea · 1 (1 among the targets and commitments, 0 among the projects)"}},
		{land[0], chart.Point{Value: 4, Label: "4", Href: "en/places/east.html#projects",
			Title: "East Isle · Land · 4 (1 among the targets and commitments, 3 among the projects)"}},
		{sea[2], chart.Point{Title: "South Isle · Sea · 0 (0 among the targets and commitments, 0 among the projects)"}},
	} {
		if c.got != c.want {
			t.Errorf("%+v, not %+v", c.got, c.want)
		}
	}
}
