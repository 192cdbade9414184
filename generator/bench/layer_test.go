package bench

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"atlas/generator/geo/geotest"
)

// A site of one sentence and one map, of a layer of 3,000 counties with two
// million positions: read, checked, simplified and drawn.
func BenchmarkLargeLayer(b *testing.B) {
	t := newBed(b)
	t.remove(b, filepath.Join(t.dir, "content"), filepath.Join(t.dir, "data"))
	shapes := geotest.Counties(60, 50, 166)
	if n := geotest.Positions(shapes); n < 2_000_000 {
		b.Fatalf("only %d positions", n)
	}
	layerSite(b, t.dir, shapes)
	var times []time.Duration
	var busy time.Duration
	for range b.N {
		t.remove(b, t.out, filepath.Join(t.dir, ".cache"))
		cmd := exec.Command(t.atlas, "build", "--site", t.dir, "--out", t.out)
		start := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%s", out)
		}
		times = append(times, time.Since(start))
		busy += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		t.used(cmd)
	}
	t.report(b, times)
	b.ReportMetric(float64(busy.Milliseconds())/float64(b.N), "cpu-ms")
}

func layerSite(b *testing.B, dir string, shapes []orb.MultiPolygon) {
	b.Helper()
	for name, text := range map[string]string{
		"content/site.yaml": `title: {zh: 郡县图集, en: Atlas of Counties}
languages:
  - {code: zh, tag: zh-CN, name: 中文}
  - {code: en, name: English, spaced: true}
geometry: [counties]
ranks:
  - {id: county, name: {zh: 县, en: County}, names: {zh: 县, en: Counties}}
`,
		"content/zh/ch1.md":     "# 总体要求\n\n本规划涉及三千个县。\n",
		"content/en/ch1.md":     "# General requirements\n\nThis plan is about 3,000 counties.\n",
		"data/datapackage.yaml": "name: counties\ntitle: {zh: 郡县, en: Counties}\nresources: []\n",
		"data/maps.yaml": `maps:
  - id: scope
    title: {zh: 范围, en: Scope}
    review: {reason: schematic}
    layers:
      - {draw: areas, layer: counties}
`,
		"data/geo/layers.yaml": "layers:\n  - {id: counties, file: counties.geojson, key: code, datum: CGCS2000, title: {zh: 县, en: Counties}}\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	f, err := os.Create(filepath.Join(dir, "data", "geo", "counties.geojson"))
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprint(w, `{"type":"FeatureCollection","features":[`)
	var buf []byte
	for i, mp := range shapes {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, "\n"+`{"type":"Feature","properties":{"code":"%d"},"geometry":{"type":"Polygon","coordinates":[[`, 100000+i)
		buf = buf[:0]
		for k, p := range mp[0][0] {
			if k > 0 {
				buf = append(buf, ',')
			}
			buf = strconv.AppendFloat(append(buf, '['), p[0], 'f', 6, 64)
			buf = append(strconv.AppendFloat(append(buf, ','), p[1], 'f', 6, 64), ']')
		}
		if _, err := w.Write(buf); err != nil {
			b.Fatal(err)
		}
		fmt.Fprint(w, "]]}}")
	}
	fmt.Fprint(w, "]}\n")
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}
