package carto

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// The interval during which two boxes overlap, as their places move apart.
func TestMeeting(t *testing.T) {
	inf := math.Inf(1)
	unit := box{0, 0, 10, 10}
	for _, c := range []struct {
		name     string
		b        box
		pa, pb   orb.Point
		from, to float64
	}{
		{"side by side, apart for good", box{20, 0, 30, 10}, orb.Point{5, 5}, orb.Point{25, 5}, 0, 0},
		{"overlapping, and parting", box{5, 0, 15, 10}, orb.Point{0, 5}, orb.Point{10, 5}, 0, .5},
		{"the same place", box{5, 0, 15, 10}, orb.Point{5, 5}, orb.Point{5, 5}, 0, inf},
		{"the same place, one above the other", box{0, 12, 10, 22}, orb.Point{5, 11}, orb.Point{5, 11}, 0, 0},
		{"the label to the right has its place to the left", box{12, 0, 22, 10}, orb.Point{5, 5}, orb.Point{1, 5}, .5, 5.5},
		{"and passes above", box{12, 12, 22, 22}, orb.Point{5, 5}, orb.Point{1, 6}, 0, 0},
	} {
		from, to := meeting(unit, c.b, c.pa, c.pb)
		if to <= from {
			from, to = 0, 0
		}
		if from != c.from || to != c.to {
			t.Errorf("%s: from %g to %g, want %g to %g", c.name, from, to, c.from, c.to)
		}
	}
}

// The quick look at two boxes never denies what the interval says.
func TestMeet(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	number := func() float64 { return float64(r.IntN(40)) / 4 } // so that edges touch, too
	met := 0
	for range 200_000 {
		size := func() box {
			x, y := number(), number()
			return box{x, y, x + number(), y + number()}
		}
		a, b := size(), size()
		pa, pb := orb.Point{number(), number()}, orb.Point{number(), number()}
		from, to := meeting(a, b, pa, pb)
		want := from < to && from < MaxZoom-1
		if got := meet(a, b, pa, pb); got != want {
			t.Fatalf("%v about %v, %v about %v: %t, from %g to %g", a, pa, b, pb, got, from, to)
		}
		if want {
			met++
		}
	}
	if met < 20_000 || met > 180_000 {
		t.Errorf("%d of 200,000 met: these numbers try little", met)
	}
}

// No label covers another or a symbol or leaves the sheet at any zoom, in both
// languages and sizes; and more are shown the more one zooms.
func TestLabelsAtEveryZoom(t *testing.T) {
	f := readFigure(t)
	for _, lang := range []string{"zh", "en"} {
		for _, width := range []float64{1100, 360} {
			s := f.spec(lang, width)
			s.Zoom = true
			d := newDrawing(s)
			var sink bytes.Buffer
			d.layers(&sink, s.Layers, s.Frame, true)
			d.labels(&sink)
			sheet := d.neat.grow(-1)
			counts := ""
			for _, k := range []float64{1, 1.1, 1.31, 1.5, 1.9, 2.6, 3.3, 4.7, 6.1, 8, 9.9, MaxZoom} {
				at := func(b box, about orb.Point) box {
					x, y := about[0]*(k-1), about[1]*(k-1)
					return box{b.x0 + x, b.y0 + y, b.x1 + x, b.y1 + y}
				}
				whole := box{sheet.x0 * k, sheet.y0 * k, sheet.x1 * k, sheet.y1 * k}
				type placed struct {
					r     *request
					boxes []box
				}
				var shown []placed
				for _, r := range d.asked {
					if r.from == 0 || r.from > k {
						continue
					}
					p := placed{r: r}
					c := r.ways[r.chosen]
					for _, b := range c.boxes {
						b = at(b, c.about).grow(-.01)
						if !b.within(whole) {
							t.Errorf("%s %g: %q leaves the sheet at %g", lang, width, r.label.Text, k)
						}
						for _, o := range d.hard {
							if !o.fixed && !r.style.Must && b.overlaps(at(o.box, o.about)) {
								t.Errorf("%s %g: %q covers a symbol at %g", lang, width, r.label.Text, k)
							}
						}
						for _, o := range shown {
							for _, x := range o.boxes {
								if !(r.style.Must || o.r.style.Must) && b.overlaps(x) {
									t.Errorf("%s %g: %q covers %q at %g", lang, width, r.label.Text, o.r.label.Text, k)
								}
							}
						}
						p.boxes = append(p.boxes, b)
					}
					shown = append(shown, p)
				}
				counts += fmt.Sprint(len(shown), " ")
			}
			var first, last int
			fields := strings.Fields(counts)
			fmt.Sscan(fields[0], &first)
			fmt.Sscan(fields[len(fields)-1], &last)
			if last <= first || last < len(d.asked)*9/10 {
				t.Errorf("%s %g: shown are %sof %d", lang, width, counts, len(d.asked))
			}
		}
	}
}

// A label that waits is written, not displayed; one that is to wait is not there
// without zoom; and Still takes out what waits.
func TestWaiting(t *testing.T) {
	s := island()
	points := s.Layers[3].(Points)
	for i := range 4 { // four towns at one place: there is room beside it for some
		points.Features = append(points.Features, Point{Mark: Mark{ID: fmt.Sprint("t", i), Label: Label{Text: "Longtownname" + fmt.Sprint(i), Style: "town", Priority: 5, Later: i == 0}},
			At: orb.Point{13 + float64(i)/40, 51.5}, Symbol: Circle, Size: 4})
	}
	s.Layers[3] = points
	still := Draw(s)
	if bytes.Contains(still, []byte("Longtownname0")) || bytes.Contains(still, []byte("data-from")) {
		t.Errorf("something waits where nobody zooms: %s", still)
	}
	s.Zoom = true
	live := Draw(s)
	inspect(t, live)
	waits := bytes.Count(live, []byte(`<text display="none" data-from="`))
	if !bytes.Contains(live, []byte("Longtownname0")) || waits == 0 {
		t.Errorf("%d labels wait: %s", waits, live)
	}
	if got := Still(live); !bytes.Equal(got, still) {
		t.Errorf("without what waits it is\n%s\nand never zoomed\n%s", got, still)
	}
}

// A line with no room along it takes its label beside it where it may, by its
// short name where that is enough; and any place along it is better.
func TestBeside(t *testing.T) {
	line := func(beside bool, course Course) string {
		s := island()
		s.Layers[1] = Lines{Name: "way", Features: []Line{{Mark: Mark{ID: "z", Label: Label{Text: "The Long Winding Way", Short: "Winding Way", Style: "town"}}, Course: course, Beside: beside}}}
		return string(Draw(s))
	}
	bent := Course{{{12.6, 51.2}, {12.8, 51.6}, {13, 51.2}, {13.2, 51.6}, {13.4, 51.2}}}
	straight := Course{{{12.1, 51.7}, {13.9, 51.75}}}
	if got := line(false, bent); strings.Contains(got, "Winding Way") {
		t.Errorf("a bent line has its label along it: %s", got)
	}
	if got := line(true, bent); !strings.Contains(got, "Winding Way") || strings.Contains(got, "<textPath") {
		t.Errorf("a bent line has no label beside it: %s", got)
	}
	if got := line(true, straight); !strings.Contains(got, `startOffset="50%">The Long Winding Way</textPath>`) {
		t.Errorf("a straight line has not its label along it: %s", got)
	}
}

// In a legend of one column long texts go on in a second line.
func TestNarrowLegend(t *testing.T) {
	s := island()
	s.Frame = Fit(s.Frame.Projection, 300, 10, 10, orb.Bound{Min: orb.Point{10, 50}, Max: orb.Point{14, 52}})
	s.Layers, s.Inset = nil, nil
	s.Legend = []Entry{{Kind: OfPoint, Layer: "town", Mark: Diamond, Size: 8, Text: "Towns that are to become cities, and very large ones"},
		{Kind: OfPoint, Layer: "town", Mark: Circle, Size: 8, Text: "Others"}}
	svg := string(Draw(s))
	for _, want := range []string{">Towns that are to become cities, and very large</text>", ">ones</text>", ">Others</text>"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the legend has not %s: %s", want, svg)
		}
	}
}
