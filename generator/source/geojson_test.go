package source

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"atlas/generator/diag"
)

func TestReadGeoJSON(t *testing.T) {
	f, _ := Open(testdata, "ok/all.geojson", TextFile)
	layer, l := ReadGeoJSON(f, "")
	if len(l) > 0 {
		t.Fatal(report(l, diag.English))
	}
	triangle := orb.Ring{{0, 0}, {9, 0}, {9, 9}, {0, 0}}
	want := []struct {
		id string
		g  orb.Geometry
	}{
		{"7", orb.Point{10, -2.25}},
		{"mp", orb.MultiPoint{{180, 90}, {-180, -90}}},
		{"ls", orb.LineString{{0, 0}, {1, 1}}},
		{"mls", orb.MultiLineString{{{0, 0}, {1, 1}}, {{2, 2}, {3, 3}}}},
		{"p", orb.Polygon{triangle, {{2, 1}, {3, 2}, {3, 1}, {2, 1}}}},
		{"mpoly", orb.MultiPolygon{{triangle}}},
		{"gc", orb.Collection{orb.Point{1, 2}}},
	}
	if len(layer.Features) != len(want) {
		t.Fatalf("%d features", len(layer.Features))
	}
	for i, ft := range layer.Features {
		if d := cmp.Diff(want[i].g, ft.Geometry); d != "" {
			t.Errorf("feature %d: %s", i, d)
		}
		if ft.ID != want[i].id || ft.Index != i {
			t.Errorf("feature %d has id %q, not %q", ft.Index, ft.ID, want[i].id)
		}
	}
	first := layer.Features[0]
	var props []string
	for _, p := range first.Properties {
		props = append(props, fmt.Sprintf("%s=%v|%s@%d+%d", p.Name, p.Value, p.Text, p.Place().Col, p.Place().Len))
	}
	if d := cmp.Diff([]string{`name=北港|北港@55+9`, "area=1.5|1.50@74+4", "open=true|true@88+4", "none=<nil>|@102+4", "list=<nil>|[1, 2]@116+6"}, props); d != "" {
		t.Error(d)
	}
	if first.Properties.Text("area") != "1.50" || first.Properties.Text("nothing") != "" {
		t.Error("Text")
	}
	named, l := ReadGeoJSON(f, "name")
	if named.Features[0].ID != "北港" || named.Features[1].ID != "mp" || len(l) > 0 {
		t.Error("the property does not come before the member", l)
	}
}

// A feature with an error keeps its place among the others.
func TestFeatureWithoutGeometry(t *testing.T) {
	f, _ := Open(testdata, "err/rings.geojson", TextFile)
	layer, _ := ReadGeoJSON(f, "")
	var got []string
	for _, ft := range layer.Features {
		got = append(got, fmt.Sprintf("%d %s %v", ft.Index, ft.ID, ft.Geometry != nil))
	}
	if d := cmp.Diff([]string{"0 open false", "1 short false", "2 crossing true", "3 line false"}, got); d != "" {
		t.Error(d)
	}
}

// A file of nothing but wrong positions is told in a few words.
func TestFewWordsForManyPositions(t *testing.T) {
	for _, position := range []string{`[12123456, 4061234]`, `["108", "34"]`, `[]`, `7`} {
		list := strings.Repeat(position+",", 5000) + position
		f := &File{Path: "m", Data: []byte(`{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{},` +
			`"geometry":{"type":"MultiPoint","coordinates":[` + list + `]}}]}`)}
		if _, l := ReadGeoJSON(f, ""); len(l) == 0 || len(l) > maxPositions+1 {
			t.Errorf("%s: %d problems", position, len(l))
		}
	}
}

// The scanner agrees with the standard library on what is JSON.
func TestJSONAgainstStandardLibrary(t *testing.T) {
	for _, s := range []string{
		`1`, `-0`, `0.5`, `1e5`, `1E+05`, `-12.25e-3`, `01`, `1.`, `.5`, `-`, `+1`, `1e`, `--1`, `0x1`,
		`"a"`, `"\u00e9"`, `"\ud83d\ude00"`, `"\x"`, `"a`, "\"a\tb\"", `"\"`, `""`,
		`true`, `tru`, `nul`, `null`, `[]`, `[1]`, `[1,[2]]`, `{}`, `{"a":1}`, `{"a":1,"b":[{}]}`,
		`{a:1}`, `{"a"}`, `{"a":}`, `[`, `{`, `[1`, `{"a":1`, `[}`, `{]`, `[1}`, `{"a" 1}`, ``,
	} {
		var l diag.List
		sc := &jsonScanner{f: &File{Data: []byte(s)}, data: []byte(s), problems: &l}
		sc.skip()
		got := !sc.failed && sc.space() == 0 && sc.pos == len(s) && len(l) == 0
		if got != json.Valid([]byte(s)) {
			t.Errorf("%s: %v", s, got)
		}
	}
}

// Numbers are read to the last bit as strconv reads them.
func TestNumberAgainstStrconv(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		var s string
		switch rnd.IntN(3) {
		case 0:
			s = strconv.FormatFloat((rnd.Float64()-0.5)*360, 'f', rnd.IntN(18), 64)
		case 1:
			s = strconv.FormatFloat(math.Float64frombits(rnd.Uint64()), 'e', -1, 64)
		default:
			s = strconv.FormatUint(rnd.Uint64(), 10) + "." + strconv.FormatUint(rnd.Uint64(), 10)
		}
		want, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(want) || math.IsInf(want, 0) {
			continue
		}
		var l diag.List
		sc := &jsonScanner{f: &File{}, data: []byte(s), problems: &l}
		if got := sc.number(); got != want || sc.pos != len(s) || len(l) > 0 {
			t.Fatalf("%s: got %v", s, got)
		}
	}
}

func TestDeepNesting(t *testing.T) {
	for _, raw := range []string{strings.Repeat("[", 100_000), strings.Repeat(`{"a":`, 100_000),
		`{"type":"FeatureCollection","features":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}`} {
		f := &File{Data: []byte(raw)}
		if _, l := ReadGeoJSON(f, ""); len(l) == 0 {
			t.Error("nothing was found wrong")
		}
	}
}

// A layer of the size of a province's counties: 170,000 positions.
func BenchmarkReadGeoJSON(b *testing.B) {
	raw := bigLayer(110, 1500)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		f, _ := Decode("big.geojson", raw, TextFile)
		if layer, l := ReadGeoJSON(f, "code"); len(layer.Features) != 110 || len(l) > 0 {
			b.Fatal(len(layer.Features), l)
		}
	}
}

// bigLayer makes a one-line layer of wavy rings.
func bigLayer(features, vertices int) []byte {
	var b strings.Builder
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range features {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"type":"Feature","properties":{"code":"c%d"},"geometry":{"type":"Polygon","coordinates":[[`, i)
		ring := wavy(vertices, 100+float64(i%10), 30+float64(i/10))
		for j, p := range ring {
			if j > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "[%.5f,%.5f]", p[0], p[1])
		}
		b.WriteString("]]}}")
	}
	b.WriteString("]}")
	return []byte(b.String())
}

// wavy makes a closed ring around a point, like a boundary along ridges.
func wavy(n int, lon, lat float64) orb.Ring {
	ring := make(orb.Ring, 0, n+1)
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		r := 0.4 + 0.05*math.Sin(20*a) + 0.01*math.Sin(171*a)
		ring = append(ring, orb.Point{lon + r*math.Cos(a), lat + r*math.Sin(a)})
	}
	return append(ring, ring[0])
}
