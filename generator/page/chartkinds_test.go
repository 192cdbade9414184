package page

import (
	"encoding/json"
	"strings"
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

// Where there is a script that brings charts to life, a chart names the file of its
// options, which calls with data and does nothing else; where there is none, no
// page knows of it.
func TestLiveCharts(t *testing.T) {
	e, _ := islesEnv(t)
	for _, want := range []string{"", "both-en"} {
		e.Live = want != ""
		f := e.newFrame(1, "places/index.html", "places", "", "")
		v, err := e.chart(&f, e.Atlas.Chart("both"))
		if err != nil || v.Live != want {
			t.Errorf("%q, not %q (%v)", v.Live, want, err)
		}
		n := 0
		e.chartFiles(func(path string, _ func() ([]byte, error)) {
			if strings.HasSuffix(path, ".js") {
				n++
			}
		})
		if all := len(e.Atlas.Charts) * 2; n != 0 && (want == "" || n != all) {
			t.Errorf("%d files of options", n)
		}
	}
	data, err := e.chartLive(1, e.Atlas.Chart("both"))
	if err != nil {
		t.Fatal(err)
	}
	body, ok := strings.CutPrefix(string(data), `atlasChart("both-en",`)
	body, closed := strings.CutSuffix(body, ");\n")
	var arguments []json.RawMessage
	if err := json.Unmarshal([]byte("["+body+"]"), &arguments); err != nil || !ok || !closed || len(arguments) != 2 {
		t.Fatalf("%d arguments, %v: %.80s", len(arguments), err, data)
	}
	var widths map[string]float64
	if err := json.Unmarshal(arguments[1], &widths); err != nil || widths["国"] != 1 || widths["m"] != 0.88298 {
		t.Errorf("%v: %v %v", err, widths["国"], widths["m"])
	}
}
