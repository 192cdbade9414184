package chart

import (
	"fmt"
	"strings"
	"testing"
)

// parts is a chart of two rows and three columns with every case of a cell:
// large, too small for its label, nothing.
func parts(k Kind) Def {
	d := Def{ID: "parts", Kind: k, Title: "Parts", Categories: []string{"Water", "Railways and roads"}}
	numbers := [][]float64{{40, 3}, {1, 0}, {9, 60}}
	for s, name := range []string{"By 2035", "By 2020", "No year"} {
		series := Series{Name: name}
		for i, v := range numbers[s] {
			p := Point{Value: v, Label: fmt.Sprint(v), Href: fmt.Sprintf("t.html#c%d-%d", s, i)}
			if v == 0 {
				p.Label, p.Href = "", ""
			}
			series.Points = append(series.Points, p)
		}
		d.Series = append(d.Series, series)
	}
	if k == Stacked {
		d.Totals = []string{"50", "63"}
	}
	return d
}

func TestStackedAndHeat(t *testing.T) {
	for _, k := range []Kind{Stacked, HeatMap} {
		d := parts(k)
		f := Frame{Width: 600, Height: d.NaturalHeight(600), Prefix: "p"}
		svg := draw(t, d, f)
		for s, series := range d.Series {
			for i, p := range series.Points {
				n := strings.Count(svg, `<a href="`+p.Href+`">`)
				if want := 1; p.Href != "" && n != want {
					t.Errorf("kind %d: point %d of series %d is linked %d times, not once\n%s", k, i+1, s+1, n, svg)
				}
			}
		}
		if strings.Contains(svg, "#5e") || strings.Contains(svg, "style") || strings.Contains(svg, "ecmeta") {
			t.Errorf("kind %d is not clean:\n%s", k, svg)
		}
		// The label of the part of 1 in a bar of 50 has no room; in a cell it has.
		small := strings.Contains(svg, ">1</text>")
		if small != (k == HeatMap) {
			t.Errorf("kind %d: the label of the small part is there: %v", k, small)
		}
	}
}

func TestTotalsStandBehindTheBars(t *testing.T) {
	svg := draw(t, parts(Stacked), Frame{Width: 600, Height: 200})
	for _, want := range []string{">50</text>", ">63</text>"} {
		if strings.Count(svg, want) != 1 || !strings.Contains(svg, "c-sum") {
			t.Errorf("no total %s in\n%s", want, svg)
		}
	}
}

func TestLevel(t *testing.T) {
	for v, want := range map[float64]int{0: 0, 1: 1, 4: 1, 5: 2, 16: 2, 17: 3, 36: 3, 64: 4, 65: 5, 100: 5} {
		if got := level(v, 100); got != want {
			t.Errorf("level(%v of 100) = %d, not %d", v, got, want)
		}
	}
}

func TestTotalsAreChecked(t *testing.T) {
	d := parts(Stacked)
	d.Totals = d.Totals[:1]
	l := d.Check(Frame{Width: 600, Height: 200})
	if len(l) != 1 || l[0].Message.EN != "the chart has 1 totals for 2 categories; only stacked bars have any" {
		t.Errorf("%v", l)
	}
}

func TestHeatHeadsStandUprightWhereNarrow(t *testing.T) {
	d := parts(HeatMap)
	if _, _, rotate := d.heatHeads(Frame{Width: 600}, 100); rotate != 0 {
		t.Error("names that fit are turned")
	}
	for i := range d.Series {
		d.Series[i].Name += " incomprehensibilities"
	}
	if _, top, rotate := d.heatHeads(Frame{Width: 200}, 100); rotate != 90 || top < 100 {
		t.Errorf("names that do not fit: turned by %v, room of %v", rotate, top)
	}
}

func BenchmarkStacked(b *testing.B) { benchmarkKind(b, Stacked) }
func BenchmarkHeatMap(b *testing.B) { benchmarkKind(b, HeatMap) }

func benchmarkKind(b *testing.B, k Kind) {
	d := parts(k)
	f := Frame{Width: 600, Height: d.NaturalHeight(600)}
	draw(b, d, f)
	for b.Loop() {
		draw(b, d, f)
	}
}
