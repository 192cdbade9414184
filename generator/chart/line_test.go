package chart

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// catch is a line chart with every case: what is stated beside what was measured,
// a missing figure, a change of basis, bounds, years of unequal distance.
func catch() Def {
	d := Def{ID: "catch", Kind: Line, Title: "Catch", Unit: " t", Categories: []string{"2010", "2015", "2016", "2017", "2018", "2020", "2025"}}
	p := func(v float64) Point { return Point{Value: v, Label: fmt.Sprint(v), Href: "a.html#" + fmt.Sprint(v)} }
	none := Point{Absent: "no figure"}
	stated := func(v float64, f Form) Point { x := p(v); x.Form = f; return x }
	broken := p(70)
	broken.Broken = true
	d.Series = []Series{
		{Name: "East", Points: []Point{p(40), p(52), none, p(61), broken, p(80), stated(95, Stated)}},
		{Name: "West", Points: []Point{none, p(11), p(12), none, none, stated(20, AtMost), stated(30, AtLeast)}},
	}
	return d
}

// A line joins what was measured in one go: not over a missing figure, not over
// a change of basis, and nothing that is stated.
func TestLineIsBrokenWhereItMustBe(t *testing.T) {
	d := catch()
	for s, want := range []string{"[[0 1] [3] [4 5]]", "[[1 2]]"} {
		if got := fmt.Sprint(d.Series[s].runs()); got != want {
			t.Errorf("series %d: %s, not %s", s+1, got, want)
		}
	}
	svg := draw(t, d, Frame{Width: 680, Height: d.NaturalHeight(680)})
	lines := 0
	for _, m := range regexp.MustCompile(`<path class="c-s\d-line"[^>]* d="([^"]*)"|<path[^>]* d="([^"]*)"[^>]*class="c-s\d-line"|<polyline class="c-s\d-line"`).FindAllString(svg, -1) {
		if strings.Contains(m, "fill=\"none\"") || strings.Contains(m, "polyline") || !strings.Contains(m, "transform") {
			lines++
		}
	}
	if lines < 3 { // a run of one has no line to be seen
		t.Errorf("%d lines in\n%s", lines, svg)
	}
	for _, series := range d.Series {
		for i, p := range series.Points {
			want := 1
			if p.Absent != "" {
				want = 0
			}
			if got := strings.Count(svg, `href="`+p.Href+`"`); p.Absent == "" && got != want {
				t.Errorf("%s, %s: linked %d times", series.Name, d.Categories[i], got)
			}
		}
	}
	if strings.Contains(svg, "no figure") || strings.Contains(svg, "#5e") || strings.Contains(svg, "ecmeta") {
		t.Errorf("not clean:\n%s", svg)
	}
}

// Years have their places: twice the time is twice the way.
func TestYearsHaveTheirPlaces(t *testing.T) {
	d := catch()
	l := d.lines(Frame{Width: 680, Height: 340})
	if a, b := l.x(2015)-l.x(2010), l.x(2020)-l.x(2015); a <= 0 || a-b > 1e-9 || b-a > 1e-9 {
		t.Errorf("five years take %v and %v px", a, b)
	}
	if l.y(95) >= l.y(40) {
		t.Error("more lies lower")
	}
	if l.scale.Min != 0 {
		t.Errorf("the scale begins at %v", l.scale.Min)
	}
	for s := range d.Series { // far from 0 it need not be there
		for i := range d.Series[s].Points {
			d.Series[s].Points[i].Value += 1000
		}
	}
	if l := d.lines(Frame{Width: 680, Height: 340}); l.scale.Min < 900 || l.scale.Max > 1200 {
		t.Errorf("the scale goes from %v to %v", l.scale.Min, l.scale.Max)
	}
}

func TestLineIsChecked(t *testing.T) {
	for want, change := range map[string]func(*Def){
		`category 2 of the line, "soon", is no year`:           func(d *Def) { d.Categories[1] = "soon" },
		"the years of a line rise; 2010 follows 2015":          func(d *Def) { d.Categories[0], d.Categories[1] = "2015", "2010" },
		"the line goes over 1016 years, at most 200 are drawn": func(d *Def) { d.Categories[0] = "1010" },
	} {
		d := catch()
		change(&d)
		l := d.Check(Frame{Width: 680, Height: 340})
		if len(l) != 1 || l[0].Message.EN != want {
			t.Errorf("%v, not %s", l, want)
		}
	}
}

// textBox is a text of a drawing with the place it takes.
type textBox struct {
	text string
	box
}

var (
	textTag = regexp.MustCompile(`<text ([^>]*)>([^<]*)</text>`)
	place   = regexp.MustCompile(`transform="translate\(([-\d.]+)[ ,]([-\d.]+)\)`)
)

// textsOf are the texts of a drawing that stand upright.
func textsOf(t *testing.T, svg string) []textBox {
	t.Helper()
	var out []textBox
	for _, m := range textTag.FindAllStringSubmatch(svg, -1) {
		attrs := m[1]
		get := func(name string) string {
			if a := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(" " + attrs); a != nil {
				return a[1]
			}
			return ""
		}
		var x, y float64
		if p := place.FindStringSubmatch(attrs); p != nil {
			x, _ = strconv.ParseFloat(p[1], 64)
			y, _ = strconv.ParseFloat(p[2], 64)
		} else if strings.Contains(attrs, "transform") {
			continue // it is turned
		}
		if v, err := strconv.ParseFloat(get("x"), 64); err == nil {
			x += v
		}
		if v, err := strconv.ParseFloat(get("y"), 64); err == nil {
			y += v
		}
		size := 12.0
		if v, err := strconv.ParseFloat(get("font-size"), 64); err == nil {
			size = v
		}
		w := textWidth(m[2], size) / allowance
		switch get("text-anchor") {
		case "middle":
			x -= w / 2
		case "end":
			x -= w
		}
		out = append(out, textBox{m[2], box{x, y - size/2 + 1, w, size - 2}})
	}
	return out
}

// collisions are the pairs of texts that lie on each other.
func collisions(t *testing.T, svg string) []string {
	var out []string
	texts := textsOf(t, svg)
	for i, a := range texts {
		for _, b := range texts[:i] {
			if a.touches(b.box) {
				out = append(out, b.text+" × "+a.text)
			}
		}
	}
	return out
}

// However narrow, no label lies on another: every kind, or it is refused.
func TestLabelsAreFreeOfCollision(t *testing.T) {
	many := mixed(Columns)
	for i := range 8 {
		many.Categories = append(many.Categories, fmt.Sprint("Borough ", i))
		for s := range many.Series {
			many.Series[s].Points = append(many.Series[s].Points, Point{Value: float64(1000 + i), Label: fmt.Sprint(1000+i, " thousand")})
		}
	}
	var refused []string
	drawn := 0
	for name, d := range map[string]Def{"line": catch(), "bars": mixed(Bars), "columns": mixed(Columns), "many columns": many,
		"stacked": parts(Stacked), "heat": parts(HeatMap), "sample": sample("zh")} {
		for _, width := range []int{340, 680} {
			f := Frame{Width: width, Height: d.NaturalHeight(width)}
			if l := d.Check(f); len(l) > 0 {
				refused = append(refused, fmt.Sprint(name, " ", width, " ", l[0].Rule))
				continue
			}
			drawn++
			svg := draw(t, d, f)
			if len(textsOf(t, svg)) < 4 {
				t.Fatalf("%s: texts are not found:\n%s", name, svg)
			}
			if c := collisions(t, svg); len(c) > 0 {
				t.Errorf("%s, %d px: %s", name, width, strings.Join(c, "; "))
			}
		}
	}
	slices.Sort(refused)
	if got, want := strings.Join(refused, ", "), "columns 340 chart-fit, many columns 340 chart-fit, many columns 680 chart-fit"; got != want || drawn != 11 {
		t.Errorf("%d drawn; refused: %s, not %s", drawn, got, want)
	}
}

// What is stated is labelled before what was measured.
func TestStatedIsLabelledFirst(t *testing.T) {
	d := catch()
	d.Categories = []string{"2019", "2020", "2021"}
	for s := range d.Series {
		d.Series[s].Points = d.Series[s].Points[4:]
	}
	d.Series[0].Points = []Point{{Value: 10, Label: "ten and more"}, {Value: 10.1, Label: "stated words", Form: Stated}, {Value: 10.2, Label: "ten point two"}}
	var got []string
	for _, l := range d.lines(Frame{Width: 170, Height: 220}).labels {
		got = append(got, l.text)
	}
	if !slices.Contains(got, "stated words") {
		t.Errorf("%q", got)
	}
}
