package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/geo"
	"atlas/generator/geo/geotest"
)

// withLayers is the base site with layers of these shapes, each moved.
func withLayers(t testing.TB, shapes []orb.MultiPolygon, layers string, moves map[string]func(orb.Point) orb.Point) fstest.MapFS {
	site := readSite(t, "base.txtar")
	site["data/geo/layers.yaml"] = &fstest.MapFile{Data: []byte("layers:\n" + layers)}
	for id, move := range moves {
		var b strings.Builder
		b.WriteString(`{"type":"FeatureCollection","features":[`)
		for i, mp := range shapes {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `{"type":"Feature","properties":{"code":"c%d"},"geometry":{"type":"Polygon","coordinates":[[`, i)
			for k, p := range mp[0][0] {
				if p = move(p); k > 0 {
					b.WriteByte(',')
				}
				fmt.Fprintf(&b, "[%.6f,%.6f]", p[0], p[1])
			}
			b.WriteString("]]}}")
		}
		b.WriteString("]}")
		site["data/geo/"+id+".geojson"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return site
}

func layerProblems(l diag.List) []string {
	out := []string{}
	for _, p := range l {
		if strings.HasPrefix(p.Rule, "layer-") {
			out = append(out, fmt.Sprintf("%s %s: %s", p.Place.File, p.Rule, p.Message.EN), p.Message.ZH)
		}
	}
	return out
}

// A layer that lies as web maps do is reported, one that lies true is not, nor one
// that says so itself.
func TestShiftedLayers(t *testing.T) {
	same := func(p orb.Point) orb.Point { return p }
	shapes := geotest.Counties(40, 25, 12)[410:425]
	site := withLayers(t, shapes, `  - {id: true, file: true.geojson, key: code, trusted: true}
  - {id: same, file: same.geojson, key: code}
  - {id: gcj, file: gcj.geojson, key: code, datum: WGS84}
  - {id: bd, file: bd.geojson, key: code}
  - {id: known, file: known.geojson, key: code, datum: GCJ-02}
  - {id: moved, file: moved.geojson, key: code}
`, map[string]func(orb.Point) orb.Point{"true": same, "same": same, "gcj": geo.ToGCJ02, "bd": geo.ToBD09, "known": geo.ToGCJ02,
		"moved": func(p orb.Point) orb.Point { return orb.Point{p[0] - .004, p[1] + .003} }})
	want := []string{
		"data/geo/bd.geojson layer-shifted: the layer bd looks as if it were on BD-09: from the lines of the trusted layer true it lies 606 m (the median), and moved back by the 867 m of BD-09 only 0.0 m; for example feature 15 (c14) at [109.43771, 32.21255]",
		"图层 bd 像是 BD-09 坐标：与可信图层 true 的界线相距 606 米（中位数），按 BD-09 移回 867 米后只有 0.0 米；如第 15 个要素（c14）的 [109.43771, 32.21255]",
		"data/geo/gcj.geojson layer-shifted: the layer gcj looks as if it were on GCJ-02: from the lines of the trusted layer true it lies 208 m (the median), and moved back by the 296 m of GCJ-02 only 0.0 m; for example feature 15 (c14) at [109.40353, 32.65806]",
		"图层 gcj 像是 GCJ-02 坐标：与可信图层 true 的界线相距 208 米（中位数），按 GCJ-02 移回 296 米后只有 0.0 米；如第 15 个要素（c14）的 [109.40353, 32.65806]",
		"data/geo/layers.yaml layer-datum: the layer known is drawn as it is on GCJ-02, hundreds of metres off the others",
		"图层 known 按 GCJ-02 坐标照画，与其他图层相差几百米",
	}
	if d := cmp.Diff(want, layerProblems(problemsOf(t, site))); d != "" {
		t.Error(d)
	}
}

// A large layer with many faults is told in twenty problems of a kind.
func TestManyFaults(t *testing.T) {
	shapes := geotest.Counties(10, 8, 3)
	for i := range shapes {
		if i%2 == 0 {
			ring := slices.Clone(shapes[i][0][0])
			ring[2] = orb.Point{ring[2][0], ring[2][1] - .2}
			shapes[i] = orb.MultiPolygon{{ring}}
		}
	}
	same := func(p orb.Point) orb.Point { return p }
	got := layerProblems(problemsOf(t, withLayers(t, shapes, "  - {id: a, file: a.geojson, key: code, coverage: true}\n", map[string]func(orb.Point) orb.Point{"a": same})))
	if len(got) != 2*maxLayerProblems || !strings.HasSuffix(got[38], "; there are 15 more in this layer") || !strings.HasSuffix(got[39], "；此图层还有 15 处") {
		t.Errorf("%d: %q", len(got), got)
	}
}

// After an edit of a table the geometry is not looked at again.
func TestLayersAreKept(t *testing.T) {
	same := func(p orb.Point) orb.Point { return p }
	site := withLayers(t, geotest.Counties(4, 3, 3), "  - {id: a, file: a.geojson, key: code, coverage: true}\n", map[string]func(orb.Point) orb.Point{"a": same})
	loader, c := atlas.NewLoader(site), New(site)
	for round := range 2 {
		a, _ := loader.Load()
		c.Check(a)
		loader.Forget("data/places.csv")
		if round == 0 {
			for key := range c.geometry {
				c.geometry[key] = diag.List{{Rule: "kept", Message: diag.T("x", "x")}}
			}
			continue
		}
		if l := c.Check(a); !slices.ContainsFunc(l, func(p diag.Problem) bool { return p.Rule == "kept" }) {
			t.Error("the layer is looked at again")
		}
	}
}
