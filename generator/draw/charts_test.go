package draw_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/cache"
	"atlas/generator/chart"
	"atlas/generator/diag"
	"atlas/generator/draw"
	"atlas/generator/page"
)

// charts are the drawings of this repository's own charts, wide, one for each
// language, made by the engine without a cache.
func charts(tb testing.TB, e *chart.Engine) []page.File {
	tb.Helper()
	root := os.DirFS(filepath.Join("..", ".."))
	a, problems := atlas.NewLoader(root).Load()
	if problems.Count(diag.Error) > 0 {
		tb.Skip(problems[0]) // the check says so
	}
	l, problems := page.ReadLayouts(root, a.Languages)
	if l == nil {
		tb.Skip(problems[0])
	}
	env := &page.Env{Atlas: a, Layouts: l, Draw: draw.NewStudio(nil, e)}
	var out []page.File
	for _, f := range env.Files() {
		if strings.HasPrefix(f.Path, "data/charts/") && strings.HasSuffix(f.Path, ".svg") {
			out = append(out, f)
		}
	}
	return out
}

func echarts(tb testing.TB) []byte {
	js, err := chart.ReadScript(os.DirFS(filepath.Join("..", "..")))
	if err != nil {
		tb.Skip(err)
	}
	return js
}

// What is in the cache is drawn by nobody: no engine is started for it, in this run
// or the next, and the drawing is the same.
func TestKeptChartsStartNoEngine(t *testing.T) {
	js := echarts(t)
	dir := t.TempDir()
	d := chart.Def{ID: "kept", Kind: chart.Bars, Title: "Kept", Categories: []string{"East"},
		Series: []chart.Series{{Name: "Catch", Points: []chart.Point{{Value: 1, Label: "1"}}}}}
	f := chart.Frame{Width: 340, Height: 100}
	var drawings []string
	for run, want := range []int{1, 0} {
		c, err := cache.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		e := chart.NewEngine(js)
		s := draw.NewStudio(c, e)
		for range 2 {
			svg, err := s.Chart(d, f)
			if err != nil {
				t.Fatal(err)
			}
			drawings = append(drawings, string(svg))
		}
		if got := e.Started(); got != want {
			t.Errorf("run %d: %d interpreters started, not %d", run+1, got, want)
		}
	}
	for _, x := range drawings[1:] {
		if x != drawings[0] {
			t.Errorf("%s\nnot\n%s", x, drawings[0])
		}
	}
}

// All charts of this atlas in every language, from a cold engine.
func BenchmarkAllChartsCold(b *testing.B) {
	js := echarts(b)
	for b.Loop() {
		b.StopTimer()
		files := charts(b, chart.NewEngine(js))
		b.StartTimer()
		for _, f := range files {
			if _, err := f.Make(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(files)), "charts")
	}
}

// Each chart by itself, the engine warm.
func BenchmarkEachChart(b *testing.B) {
	e := chart.NewEngine(echarts(b))
	for i, f := range charts(b, e) {
		b.Run(strings.TrimSuffix(filepath.Base(f.Path), ".svg"), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				fresh := charts(b, e)[i]
				b.StartTimer()
				if _, err := fresh.Make(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
