package chart

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var textAt = regexp.MustCompile(`<text[^>]*text-anchor="(\w+)"[^>]*translate\(([-.\d]+) ([-.\d]+)\)"[^>]*>([^<]*)</text>`)

// Labels stand where ECharts puts them in the browser: the same words, held at
// the same end, less than a pixel apart, each in the link of the same point.
func TestLabelsStandWhereEChartsPutsThem(t *testing.T) {
	for _, d := range []Def{sample("zh"), mixed(Bars), parts(Stacked), parts(HeatMap)} {
		f := Frame{Width: 640, Height: d.NaturalHeight(640), Prefix: "p"}
		o, err := d.option(f, labelInk)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := engine(t).SVG(o, f.Width, f.Height)
		if err != nil {
			t.Fatal(err)
		}
		want := textAt.FindAllStringSubmatch(string(raw), -1)
		got := textAt.FindAllStringSubmatch(draw(t, d, f), -1)
		at := func(m []string, i int) float64 { x, _ := strconv.ParseFloat(m[i], 64); return x }
		for _, w := range want {
			near := false
			for _, g := range got {
				near = near || g[4] == w[4] && g[1] == w[1] && math.Abs(at(g, 2)-at(w, 2)) < 0.6 && math.Abs(at(g, 3)-at(w, 3)) < 0.166
			}
			if !near {
				t.Errorf("%s: %s is not at %s %s", d.ID, w[4], w[2], w[3])
			}
		}
		if len(got) != len(want) || len(want) < 6 {
			t.Errorf("%s: %d texts, not %d", d.ID, len(got), len(want))
		}
	}
}

// Where a label has two lines, ECharts writes it.
func TestLabelsOfTwoLines(t *testing.T) {
	d := sample("en")
	d.Series[0].Points[1].Label = "2.79%\nof all"
	if d.kind().placed(d) {
		t.Fatal("placed")
	}
	if svg := draw(t, d, small); strings.Count(svg, "of all") != 1 {
		t.Error(svg)
	}
}

func TestBoxOf(t *testing.T) {
	for d, want := range map[string]box{
		"M326.5 36.1l206.1 0l0 14.4l-206.1 0Z": {326.5, 36.1, 206.1, 14.4},
		"M326.5 76.8l-51.1 0l0 14.4l51.1 0Z":   {326.5, 76.8, -51.1, 14.4},
		"M1 2l0 0l0 4l0 0Z":                    {1, 2, 0, 4},
	} {
		if got, ok := boxOf(d); got != want || !ok {
			t.Errorf("%s is %v, %v", d, got, ok)
		}
	}
	for _, d := range []string{"", "M1 2", "M1 2l3 1l0 4l-3 0Z", "M1 2l3 0l0 4l-2 0Z", "M0 0a1 1 0 0 1 2 2"} {
		if got, ok := boxOf(d); ok {
			t.Errorf("%s is %v", d, got)
		}
	}
}
