package carto

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"atlas/generator/geo"
)

// island is an invented country: two provinces, the first with a lake, a river
// and two towns.
func island() Spec {
	top := geo.NewTopology([]orb.MultiPolygon{
		{{{{10, 50}, {12, 50}, {12, 51}, {12, 52}, {10, 52}, {10, 50}}, {{10.5, 51}, {11, 51}, {11, 51.5}, {10.5, 51.5}, {10.5, 51}}}},
		{{{{12, 50}, {14, 50}, {14, 52}, {12, 52}, {12, 51}, {12, 50}}}},
	})
	frame := Fit(geo.NewAlbers(geo.WGS84, 12, 51, 50.5, 51.5), 600, 16, 20, orb.Bound{Min: orb.Point{10, 50}, Max: orb.Point{14, 52}})
	cover := NewCover(top, frame)
	small := Fit(geo.NewAlbers(geo.WGS84, 12, 51, 50.5, 51.5), 90, 0, 4, orb.Bound{Min: orb.Point{8, 48}, Max: orb.Point{16, 54}})
	return Spec{
		Prefix: "isle", Lang: "en", Title: "The <island> & its towns", Desc: "Two provinces.",
		Frame: frame,
		Styles: []LabelStyle{{Name: "town", Size: 12, Bold: true}, {Name: "land", Size: 14, Spacing: 2},
			{Name: "river", Size: 10}, {Name: "zh", Size: 10}},
		Layers: []Layer{
			Areas{Name: "land", Title: "Provinces", Cover: cover, Features: []Area{
				{Mark: Mark{ID: "w", Class: "m-tone-1", Href: "w.html?a=1&b=2", Title: "Westland", Label: Label{Text: "Westland Province", Style: "land", Priority: 3}}, Shapes: []int{0}},
				{Mark: Mark{ID: "e", Title: "Eastland", Label: Label{Text: "Eastland", Style: "land", Priority: 3}}, Shapes: []int{1}, Hatch: Rising},
			}},
			Lines{Name: "river", Features: []Line{
				{Mark: Mark{ID: "r", Label: Label{Text: "Long River", Style: "river", Priority: 1}}, Course: Course{{{10, 50.3}, {11, 50.5}, {12.5, 50.4}, {14, 50.8}}}, Arrow: true},
				{Mark: Mark{ID: "q", Label: Label{Text: "长河", Style: "zh", Priority: 1}}, Course: Course{{{13.5, 52}, {13.4, 51}, {13.6, 50}}}},
			}},
			Borders{Name: "border", Cover: cover, Levels: []Level{
				{Class: "m-coast", Casing: "m-surf", Group: []int{1, 1}, Edge: true}, {Class: "m-inner", Group: []int{1, 2}}}},
			Points{Name: "town", Features: []Point{
				{Mark: Mark{ID: "a", Href: "a.html", Title: "Aford", Label: Label{Text: "Aford", Style: "town"}}, At: orb.Point{11.5, 50.8}, Symbol: Ring, Size: 9},
				{Mark: Mark{ID: "b", Title: "Bton", Label: Label{Text: "Bton", Style: "town"}}, At: orb.Point{11.6, 50.82}, Symbol: Square, Size: 6},
			}},
		},
		Legend: []Entry{{Kind: OfArea, Layer: "land", Class: "m-tone-1", Hatch: Dots, Text: "Province"},
			{Kind: OfBorder, Layer: "border", Class: "m-coast", Text: "Coast"}, {Kind: OfLine, Layer: "river", Text: "River"},
			{Kind: OfPoint, Layer: "town", Mark: Diamond, Size: 8, Text: "Town"}},
		Inset: &Inset{Title: "Where", Frame: small, Layers: []Layer{
			Areas{Name: "all", Cover: NewCover(top, small), Features: []Area{{Shapes: []int{0, 1}}}}}},
		Scale: &Scale{Unit: "km"}, Graticule: &Graticule{East: "%s°E", North: "%s°N"}, North: &North{Letter: "N", Always: true},
	}
}

func TestGolden(t *testing.T) {
	got := Draw(island())
	const name = "testdata/island.svg"
	if os.Getenv("UPDATE_GOLDEN") != "" && os.Getenv("CI") == "" {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("the island is drawn otherwise (UPDATE_GOLDEN=1 accepts it; raise revision in key.go):\n%s", d)
	}
}

var (
	badNumber = regexp.MustCompile(`\.\d\d|NaN|Inf`)
	urlRef    = regexp.MustCompile(`url\(#([^)]+)\)`)
)

// inspect reads a drawing as XML and proves what every drawing promises.
func inspect(t *testing.T, svg []byte) (ids map[string]bool) {
	t.Helper()
	ids = map[string]bool{}
	refs := map[string]bool{}
	dec := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%.2000s", err, svg)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if e.Name.Local == "style" {
			t.Error("a style element")
		}
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "style":
				t.Errorf("a style attribute on %s", e.Name.Local)
			case "id":
				if ids[a.Value] {
					t.Errorf("id %q twice", a.Value)
				}
				ids[a.Value] = true
			case "href":
				if e.Name.Local != "a" {
					refs[strings.TrimPrefix(a.Value, "#")] = true
				}
			case "aria-labelledby", "aria-describedby":
				refs[a.Value] = true
			case "d", "x", "y":
				if m := badNumber.FindString(a.Value); m != "" {
					t.Errorf("%s=%q on %s: %s", a.Name.Local, a.Value, e.Name.Local, m)
				}
			}
			if u := urlRef.FindStringSubmatch(a.Value); u != nil {
				refs[u[1]] = true
			}
		}
	}
	for r := range refs {
		if !ids[r] {
			t.Errorf("%q refers to nothing", r)
		}
	}
	return ids
}

func TestPromises(t *testing.T) {
	s := island()
	svg := Draw(s)
	ids := inspect(t, svg)
	for _, id := range []string{"isle-land", "isle-land-w", "isle-town-a", "isle-t", "isle-d"} {
		if !ids[id] {
			t.Errorf("no id %q", id)
		}
	}
	if !bytes.Contains(svg, []byte(`role="group"`)) {
		t.Error("a drawing with links is no group")
	}
	if n := bytes.Count(svg, []byte("<a href=")); n != 2 {
		t.Errorf("%d links, want 2", n)
	}
	l := Locator{Prefix: "l", Title: "Here", Cover: s.Layers[0].(Areas).Cover, Ground: []int{0, 1}, Place: []int{0}, At: &orb.Point{11, 50.5}}
	if svg := Draw(l.Spec()); !bytes.Contains(svg, []byte(`role="img"`)) || !bytes.Contains(svg, []byte("m-here")) {
		t.Errorf("the locator: %s", svg)
	}
	alone := Standalone(svg, []byte(".a>b{content:']]>'}"))
	if err := xml.Unmarshal(alone, new(struct{})); err != nil {
		t.Errorf("stand-alone: %v", err)
	}
}

func TestSameBytes(t *testing.T) {
	a := island()
	want, key := Draw(a), a.Key()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if b := island(); b.Key() != key || !bytes.Equal(Draw(b), want) || !bytes.Equal(Draw(a), want) {
				t.Error("the same spec gives another key or other bytes")
			}
		})
	}
	wg.Wait()
}

// TestKey changes one thing after another: each gives another key.
func TestKey(t *testing.T) {
	seen := map[string]string{island().Key(): "nothing"}
	for name, change := range map[string]func(*Spec){
		"title":  func(s *Spec) { s.Title += "." },
		"lang":   func(s *Spec) { s.Lang = "de" },
		"width":  func(s *Spec) { s.Frame.Width++ },
		"kind":   func(s *Spec) { s.Layers[1] = Points{Name: "river"} },
		"empty":  func(s *Spec) { s.Layers[1] = Lines{Name: "river"} },
		"label":  func(s *Spec) { s.Layers[3].(Points).Features[0].Label.Priority = 9 },
		"moved":  func(s *Spec) { s.Layers[3].(Points).Features[0].At[0] += 1e-9 },
		"course": func(s *Spec) { s.Layers[1].(Lines).Features[0].Course[0][1][1] += 1e-9 },
		"cover":  func(s *Spec) { s.Inset.Layers[0] = Areas{Name: "all", Cover: NewCover(geo.NewTopology(nil), s.Frame)} },
		"unit":   func(s *Spec) { s.Scale.Unit = "公里" },
	} {
		s := island()
		change(&s)
		if other, ok := seen[s.Key()]; ok {
			t.Errorf("changing %s gives the key of changing %s", name, other)
		}
		seen[s.Key()] = name
	}
}

// TestScaleBar reads the bar out of the drawing and measures it on the Earth.
func TestScaleBar(t *testing.T) {
	d := &drawing{spec: island(), frame: island().Frame, neat: island().Frame.neat()}
	km, length := d.scaleBar()
	c := orb.Point{(d.neat.x0 + d.neat.x1) / 2, (d.neat.y0 + d.neat.y1) / 2}
	m := geo.Distance(d.frame.lonLat(orb.Point{c[0] - length/2, c[1]}), d.frame.lonLat(orb.Point{c[0] + length/2, c[1]}))
	if math.Abs(m/1000-km) > .001*km {
		t.Errorf("the bar says %g km and measures %.3f", km, m/1000)
	}
	if s := strconv.FormatFloat(km, 'e', -1, 64)[0]; !strings.ContainsRune("125", rune(s)) {
		t.Errorf("%g km is not round", km)
	}
	re := regexp.MustCompile(`m-scale-dark" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"`).FindSubmatch(Draw(island()))
	if re == nil {
		t.Fatal("no scale bar in the drawing")
	}
	if w, _ := strconv.ParseFloat(string(re[2]), 64); math.Abs(2*w-length) > .2 {
		t.Errorf("half the bar is drawn %g px long, want %.1f", w, length/2)
	}
}

// TestScaleFigures keeps the figure at the middle of the bar away from that at its end.
func TestScaleFigures(t *testing.T) {
	for _, c := range []struct {
		km, length float64
		want       string
	}{
		{100, 80, "0 50 100 km"},
		{1000, 80, "0 500 1000 km"},
		{1000, 38, "0 1000 km"},
	} {
		var w bytes.Buffer
		writeScale(&w, Scale{Unit: "km"}, c.km, c.length, 0, 0, 11)
		var got []string
		for _, m := range regexp.MustCompile(`<text[^>]*>([^<]*)`).FindAllSubmatch(w.Bytes(), -1) {
			got = append(got, string(m[1]))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("a bar of %g km on %g px says %q, want %q", c.km, c.length, s, c.want)
		}
	}
}

// TestLabels places the labels of the first plan in both languages and sizes:
// none covers another, a symbol, or the edge.
func TestLabels(t *testing.T) {
	f := readFigure(t)
	for _, lang := range []string{"zh", "en"} {
		for _, width := range []float64{1100, 360} {
			s := f.spec(lang, width)
			d := newDrawing(s)
			var sink bytes.Buffer
			d.layers(&sink, s.Layers, s.Frame, true)
			d.furniture(&sink)
			d.labels(&sink)
			placed := 0
			for i, r := range d.asked {
				if r.chosen < 0 {
					continue
				}
				placed++
				boxes := r.ways[r.chosen].boxes
				if !allWithin(boxes, d.neat) || !r.style.Must && coversAny(boxes, d.hard) {
					t.Errorf("%s %g: %q covers a symbol or the edge", lang, width, r.label.Text)
				}
				for _, o := range d.asked[:i] {
					if o.chosen >= 0 && !(r.style.Must || o.style.Must) && clash(&r.ways[r.chosen], &o.ways[o.chosen]) {
						t.Errorf("%s %g: %q covers %q", lang, width, r.label.Text, o.label.Text)
					}
				}
			}
			if placed+len(d.leftOut) != len(d.asked) || placed < len(d.asked)*6/10 {
				t.Errorf("%s %g: %d of %d placed, %d reported", lang, width, placed, len(d.asked), len(d.leftOut))
			}
		}
	}
}

func TestBudget(t *testing.T) {
	f := readFigure(t)
	size := func(b []byte) int {
		var z bytes.Buffer
		w, _ := gzip.NewWriterLevel(&z, gzip.BestCompression)
		w.Write(b)
		w.Close()
		return z.Len()
	}
	for _, lang := range []string{"zh", "en"} {
		svg := Draw(f.spec(lang, 1100))
		inspect(t, svg)
		if n := size(svg); n > 60_000 {
			t.Errorf("the map in %s takes %d bytes compressed", lang, n)
		}
		if n := size(Draw(f.locator(lang, f.locatorCover(), f.plan[0]))); n > 15_000 {
			t.Errorf("a locator in %s takes %d bytes compressed", lang, n)
		}
	}
}

func FuzzDraw(f *testing.F) {
	f.Add("Town", "a.html", "m-x", 11.0, 51.0, 9.0)
	f.Add("<script>\"'&]]>\x00\xff", "javascript:x\"", "a\" onload=\"", math.Inf(1), math.NaN(), -1.0)
	f.Add("很长的名字 with spaces\nand lines", "", "", 200.0, 90.0, 1e9)
	f.Fuzz(func(t *testing.T, name, href, class string, lon, lat, size float64) {
		s := island()
		s.Title, s.Desc, s.Prefix = name, class, "p"
		p := s.Layers[3].(Points)
		p.Features = append(p.Features, Point{Mark: Mark{ID: class, Class: class, Href: href, Title: name,
			Label: Label{Text: name, Style: "town"}}, At: orb.Point{lon, lat}, Symbol: Triangle, Size: size})
		s.Layers[3] = p
		_ = s.Key()
		inspect(t, Draw(s))
	})
}

func BenchmarkMapCold(b *testing.B) {
	f := readFigure(b)
	for b.Loop() {
		Draw(f.spec("en", 1100))
	}
}

func BenchmarkMapPrepared(b *testing.B) {
	s := readFigure(b).spec("en", 1100)
	for b.Loop() {
		Draw(s)
	}
}

func BenchmarkLocator(b *testing.B) {
	f := readFigure(b)
	cover := f.locatorCover()
	i := 0
	for b.Loop() {
		Draw(f.locator("zh", cover, f.plan[i%len(f.plan)]))
		i++
	}
}

func BenchmarkKey(b *testing.B) {
	s := readFigure(b).spec("en", 1100)
	for b.Loop() {
		_ = s.Key()
	}
}

func ExampleSpec_Key() {
	a, b := island(), island()
	fmt.Println(a.Key() == b.Key())
	// Output: true
}

func coversAny(boxes []box, hard []obstacle) bool {
	for _, b := range boxes {
		for _, o := range hard {
			if b.overlaps(o.box) {
				return true
			}
		}
	}
	return false
}
