package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
	"atlas/generator/chart"
	"atlas/generator/diag"
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

// A network has a hub for each concept and a line for each sentence; what the plan
// names under no place or name is there, leading nowhere, and a concept without
// members says so.
func TestNetworkChart(t *testing.T) {
	d := defOf(t, "linked")
	want := chart.Def{ID: "linked", Kind: chart.Network, Title: "4 in 3, 1 of them without, 1 in several: East Isle, 2", Desc: "Each concept with the names it links; the lines stand in the table below.",
		Series: []chart.Series{{Name: "Fishing"}, {Name: "Quiet"}},
		Nodes: []chart.Node{
			{Name: "East Isle", Href: "en/places/east.html", Title: "East Isle · fishing isles, all isles"},
			{Name: "South Isle", Href: "en/places/south.html", Title: "South Isle · fishing isles"},
			{Name: "West Isle", Href: "en/places/west.html", Title: "West Isle · all isles"},
			{Name: "other isles", Aside: true, Title: "other isles · all isles"},
			{Name: "fishing isles", Hub: true, Href: "en/plan/ch2.html#ch2-s0-p1", Title: "fishing isles · 2 named"},
			{Name: "all isles", Hub: true, Href: "en/plan/ch1.html#ch1-s0-p1", Title: "all isles · 3 named"},
			{Name: "quiet", Hub: true, Series: 1, Href: "en/plan/ch1.html#ch1-s0-p2", Title: "quiet · none named"},
			{Name: "none named", Absent: true, Title: "quiet · none named"},
		},
		Links: []chart.Link{
			{From: 4, To: 0, Href: "en/plan/ch2.html#ch2-s0-p1", Title: "East Isle – fishing isles"},
			{From: 4, To: 1, Href: "en/plan/ch2.html#ch2-s0-p1", Title: "South Isle – fishing isles"},
			{From: 5, To: 0, Href: "en/plan/ch1.html#ch1-s0-p1", Title: "East Isle – all isles"},
			{From: 5, To: 2, Href: "en/plan/ch1.html#ch1-s0-p1", Title: "West Isle – all isles"},
			{From: 5, To: 3, Href: "en/plan/ch1.html#ch1-s0-p1", Title: "other isles – all isles"},
			{From: 6, To: 7, Href: "en/plan/ch1.html#ch1-s0-p2", Title: "quiet · none named"},
		}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
	e, _ := islesEnv(t)
	rows, err := e.chartTable(e.Atlas.Chart("linked"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := csvBytes(rows)
	csv := "\uFEFFconcept,concept_zh,concept_en,member,member_zh,member_en,role_zh,role_en,block,quote,address\n" +
		"fishing-isles,渔岛,fishing isles,east,东岛,East Isle,,,ch2-s0-p1,东岛渔获20万吨,zh/plan/ch2.html#ch2-s0-p1\n" +
		"fishing-isles,渔岛,fishing isles,south,南岛,South Isle,,,ch2-s0-p1,南岛渔获5万吨,zh/plan/ch2.html#ch2-s0-p1\n" +
		"all-isles,诸岛,all isles,west,西岛,West Isle,,,ch1-s0-p1,西岛建设两座灯塔,zh/plan/ch1.html#ch1-s0-p1\n" +
		"all-isles,诸岛,all isles,east,东岛,East Isle,,,ch1-s0-p1,东岛渔获达到20万吨,zh/plan/ch1.html#ch1-s0-p1\n" +
		"all-isles,诸岛,all isles,,其他岛,other isles,,,ch1-s0-p1,西岛建设两座灯塔,zh/plan/ch1.html#ch1-s0-p1\n" +
		"quiet-isles,静,quiet,,,,,,ch1-s0-p2,东岛修缮码头,zh/plan/ch1.html#ch1-s0-p2\n"
	if diff := cmp.Diff(csv, string(got)); diff != "" || err != nil {
		t.Error(diff, err)
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

// A line goes along the years with a series for each place; figures on different
// bases are not joined, and where there is none there is no point.
func TestLineChart(t *testing.T) {
	e, s := islesEnv(t)
	c := e.Atlas.Chart("people")
	c.Kind, c.Measured.Years = chart.Line, []string{"2010", "2020"}
	f := e.newFrame(1, "places/index.html", "places", "", "")
	if _, err := e.chart(&f, c); err != nil {
		t.Fatal(err)
	}
	d := s.drawn["chart-people"]
	var got []string
	for _, series := range d.Series {
		for i, p := range series.Points {
			got = append(got, fmt.Sprintf("%s %s: %v %q broken %v", series.Name, d.Categories[i], p.Value, p.Absent, p.Broken))
		}
	}
	want := []string{`East Isle 2010: 950 "" broken false`, `East Isle 2020: 900 "" broken false`,
		`West Isle 2010: 0 "no figure" broken false`, `West Isle 2020: 450 "" broken false`,
		`South Isle 2010: 0 "no figure" broken false`, `South Isle 2020: 0 "no figure" broken false`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, o := range e.Atlas.Observations {
		if o.ID == "east-2020" {
			o.Basis = atlas.Localized{"户籍", "registered"}
		}
	}
	if _, err := e.chart(&f, c); err != nil {
		t.Fatal(err)
	}
	if p := s.drawn["chart-people"].Series[0].Points; p[0].Broken || !p[1].Broken {
		t.Errorf("%+v is joined over a change of basis", p)
	}
}

// What the kind cannot draw is reported at the chart's place in its file.
func TestMisfitHasAPlace(t *testing.T) {
	e, _ := islesEnv(t)
	c := e.Atlas.Chart("people")
	c.Kind, c.Measured.Years = chart.Line, []string{"2020", "2010"}
	f := e.newFrame(1, "places/index.html", "places", "", "")
	_, err := e.chart(&f, c)
	var p diag.Problem
	if !errors.As(err, &p) || p.Place != c.Place || p.Message.EN != "the years of a line rise; 2010 follows 2020" {
		t.Errorf("%v", err)
	}
}
