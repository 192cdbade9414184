package chart

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"atlas/generator/diag"
)

func TestGolden(t *testing.T) {
	for name, c := range map[string]struct {
		d Def
		f Frame
	}{
		"sample-zh":     {sample("zh"), small},
		"sample-en":     {sample("en"), small},
		"mixed-bars":    {mixed(Bars), Frame{Width: 640, Height: mixed(Bars).NaturalHeight(640)}},
		"mixed-columns": {mixed(Columns), Frame{Width: 640, Height: 320}},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := engine(t).Draw(c.d, c.f)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".svg", g.SVG)
			var pretty bytes.Buffer
			if err := json.Indent(&pretty, g.Option, "", " "); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".json", pretty.Bytes())
		})
	}
}

// golden compares with a file in testdata; UPDATE_GOLDEN=1 writes it anew, but
// never under CI.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" && os.Getenv("CI") == "" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// Whatever an engine drew before, and how many draw at once: the same bytes.
func TestSameBytesInAnyOrder(t *testing.T) {
	engine(t)
	js, err := ReadScript(os.DirFS(filepath.Join("..", "..")))
	if err != nil {
		t.Fatal(err)
	}
	fresh := NewEngine(js)
	first, err := fresh.Draw(mixed(Columns), small)
	if err != nil {
		t.Fatal(err)
	}
	want := draw(t, sample("zh"), small)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			for _, lang := range []string{"en", "zh"} {
				g, err := fresh.Draw(sample(lang), small)
				if err != nil {
					t.Error(err)
				} else if lang == "zh" && string(g.SVG) != want {
					t.Error("another engine draws the same chart otherwise")
				}
			}
		})
	}
	wg.Wait()
	again, err := fresh.Draw(mixed(Columns), small)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.SVG, again.SVG) || !bytes.Equal(first.Option, again.Option) {
		t.Error("the first drawing of an engine differs from a later one")
	}
	if n := len(fresh.idle); n > workers {
		t.Errorf("%d interpreters, at most %d wanted", n, workers)
	}
}

// elementsOf parses an SVG as a browser would inside a page.
func elementsOf(t testing.TB, svg string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(svg))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Namespace == "svg" {
			out = append(out, n)
		}
	}
	return out
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for k := range n.Descendants() {
		if k.Type == html.TextNode {
			b.WriteString(k.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

func attrOf(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestStrictPolicy(t *testing.T) {
	for _, d := range []Def{sample("zh"), mixed(Bars), mixed(Columns)} {
		svg := draw(t, d, Frame{Width: 640, Height: 300, Prefix: "pre"})
		if strings.Contains(svg, "xlink") || strings.Contains(svg, "ecmeta") {
			t.Errorf("%s: xlink or ecmeta is left", d.ID)
		}
		for _, n := range elementsOf(t, svg) {
			if n.Data == "style" || n.Data == "script" || n.Data == "foreignObject" {
				t.Errorf("%s: element %s", d.ID, n.Data)
			}
			if n.Data == "svg" && (attrOf(n, "width") != "" || attrOf(n, "height") != "") {
				t.Errorf("%s: the SVG does not scale", d.ID)
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "font-family":
					t.Errorf("%s: attribute %s on %s", d.ID, a.Key, n.Data)
				case (a.Key == "fill" || a.Key == "stroke") && a.Val != "none":
					t.Errorf("%s: colour %s=%q on %s", d.ID, a.Key, a.Val, n.Data)
				case a.Key == "id" && !strings.HasPrefix(a.Val, "pre-"):
					t.Errorf("%s: id %q lacks the prefix", d.ID, a.Val)
				}
			}
		}
	}
}

// Each point with an address has one link, and in it its tooltip, its mark and
// its label.
func TestEveryPointIsLinked(t *testing.T) {
	for _, d := range []Def{sample("zh"), sample("en"), mixed(Bars), mixed(Columns)} {
		links := map[string]string{} // what a link says → where it leads
		for _, n := range elementsOf(t, draw(t, d, Frame{Width: 640, Height: 300})) {
			if n.Data != "a" {
				continue
			}
			var title, label string
			marks := 0
			for k := range n.ChildNodes() {
				switch k.Data {
				case "title":
					title = textOf(k)
				case "path":
					marks++
				case "text":
					label += textOf(k)
				}
			}
			if marks != 1 {
				t.Errorf("%s: %d marks in the link %q", d.ID, marks, title)
			}
			links[title+" | "+label] = attrOf(n, "href")
		}
		want := map[string]string{}
		for s, series := range d.Series {
			for i, p := range series.Points {
				if p.Href != "" {
					want[d.caption(s, i)+" | "+p.Label] = p.Href
				}
			}
		}
		if diff := cmp.Diff(want, links); diff != "" {
			t.Errorf("%s (-want +got):\n%s", d.ID, diff)
		}
	}
}

// Were ECharts to change how it marks what belongs to a point, no chart would
// come out, rather than one without links.
func TestLostMarksAreAnError(t *testing.T) {
	d := sample("en")
	d.Kind = Columns // whose labels ECharts writes
	o, err := d.option(small, labelInk)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := engine(t).SVG(o, small.Width, small.Height)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"ecmeta_data_index", "class", "point 1 of series 1 has no mark"},
		{"ecmeta_series_index", "class", "point 1 of series 1 has no mark"},
		{`ecmeta_ssr_type="chart"`, ``, "point 1 of series 1 has no mark"},
		{"ecmeta_", "meta-", "unknown attribute meta-series_index on path"},
		{labelInk(1), inkValue.Colour, "point 2 of series 1 has no label"},
		{labelInk(1), labelInk(7), "label of a point that is not there (7)"},
		{inkGrid.Colour, "#e0e6f1", `unknown colour stroke="#e0e6f1" on path`},
		{"<text", "<image", "unexpected end of element text"},
		{"font-size:", "filter:", "unknown attribute filter on text"},
		{"</svg>", "", "element svg has no end"},
	} {
		_, err := clean([]byte(strings.ReplaceAll(string(raw), c.old, c.new)), d, small)
		if got := fmt.Sprint(err); got != c.want {
			t.Errorf("%s → %s: error %q, want %q", c.old, c.new, got, c.want)
		}
	}
}

func TestHostileTexts(t *testing.T) {
	hostile := []string{
		`</script><script>alert(1)</script>`, `__f__x__f__`, `"quoted" 'twice' & more`, `{a} {b} {c} {value} {name|x}`,
		`<b>${x}</b>`, "\\u0000 \\", `]]>`, `&lt;`,
	}
	d := Def{ID: "hostile", Title: hostile[0], Desc: hostile[2], Unit: hostile[3]}
	s := Series{Name: hostile[0]}
	u := Series{Name: hostile[3]}
	for i, h := range hostile {
		d.Categories = append(d.Categories, h)
		s.Points = append(s.Points, Point{Value: float64(i + 1), Label: h, Title: h, Href: `x.html?a="b"&c=<d>`})
		u.Points = append(u.Points, Point{Absent: h})
	}
	d.Series = []Series{s, u}
	g, err := engine(t).Draw(d, Frame{Width: 4000, Height: 800})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsAny(g.Option, "<>&") {
		t.Error("the option cannot stand inside a script element")
	}
	seen := map[string]int{}
	for _, n := range elementsOf(t, string(g.SVG)) {
		switch n.Data {
		case "script":
			t.Error("a script came through")
		case "text", "title", "desc":
			seen[textOf(n)]++
		case "a":
			if got := attrOf(n, "href"); got != s.Points[0].Href {
				t.Errorf("href %q", got)
			}
		}
	}
	for _, h := range hostile {
		if seen[h] < 4 { // category, label, absent, title of the link
			t.Errorf("%q stands %d times in the drawing", h, seen[h])
		}
	}
	if seen["8"+d.Unit] == 0 {
		t.Error("the unit does not stand behind the last number")
	}
}

func TestEngineErrors(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   diag.Problem
	}{
		"no script": {"", missing()},
		"cut off": {"(function(){", diag.Problem{
			Rule: RuleStart, Place: diag.Place{File: ScriptPath},
			Message: diag.T("ECharts 无法启动：SyntaxError: echarts.min.js: Line 1:13 Unexpected end of input (and 1 more errors)", "ECharts does not start: SyntaxError: echarts.min.js: Line 1:13 Unexpected end of input (and 1 more errors)"),
			Hint:    diag.T("文件可能不完整，请重新运行 npm ci", "the file may be incomplete; run npm ci again"),
		}},
		"throws": {"var echarts={setPlatformAPI:function(){},init:function(){throw new Error('no canvas')}}", problem(RuleDraw, "share-of-nation",
			diag.T("ECharts 画不出图表 share-of-nation：Error: no canvas", "ECharts cannot draw the chart share-of-nation: Error: no canvas"), diag.Text{})},
	} {
		_, err := NewEngine([]byte(c.script)).Draw(sample("en"), small)
		var got diag.Problem
		if !errors.As(err, &got) {
			t.Errorf("%s: error %v is no problem", name, err)
			continue
		}
		// What the interpreter adds behind its message is its own affair.
		got.Message.ZH, _, _ = strings.Cut(got.Message.ZH, " at ")
		got.Message.EN, _, _ = strings.Cut(got.Message.EN, " at ")
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestReadScript(t *testing.T) {
	for name, root := range map[string]fstest.MapFS{"none": {}, "empty": {ScriptPath: {}}} {
		_, err := ReadScript(root)
		var got diag.Problem
		if !errors.As(err, &got) || got.Rule != RuleMissing {
			t.Errorf("%s: error %v", name, err)
		}
	}
	want := "node_modules/echarts/dist/echarts.min.js: ECharts, which draws the charts, is not there"
	if got := missing().Error(); got != want {
		t.Errorf("got %q", got)
	}
	if got := missing().Hint.EN; got != "run npm ci at the root of the project" {
		t.Errorf("hint %q", got)
	}
}

func TestKey(t *testing.T) {
	a, b := NewEngine([]byte("1")), NewEngine([]byte("2"))
	changed := sample("en")
	changed.Series[0].Points[1].Href += "x"
	keys := map[string]string{}
	for name, k := range map[string]string{
		"sample":         a.Key(sample("en"), small),
		"language":       a.Key(sample("zh"), small),
		"link":           a.Key(changed, small),
		"size":           a.Key(sample("en"), Frame{Width: 600, Height: 221}),
		"prefix":         a.Key(sample("en"), Frame{Width: 600, Height: 220, Prefix: "p"}),
		"another engine": b.Key(sample("en"), small),
	} {
		if other, ok := keys[k]; ok {
			t.Errorf("%s and %s have the same key", name, other)
		}
		keys[k] = name
	}
	if a.Key(sample("en"), small) != NewEngine([]byte("1")).Key(sample("en"), small) {
		t.Error("the same input has two keys")
	}
}
