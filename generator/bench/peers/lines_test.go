package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const printed = `goos: linux
cpu: Some processor
BenchmarkColdBuild-2   	       5	         0 ns/op	      4460 median-ms	      4550 p95-ms	       341.0 peak-MB
BenchmarkEdit-2        	       5	         0 ns/op	        29.4 median-ms	        38.1 p95-ms	       135.2 peak-MB
BenchmarkPan/phone-2   	       5	         3.2 %late	        58.7 frames/s	         7.6 ms/frame	        60.1 still/s
PASS
`

func TestBenchTable(t *testing.T) {
	found, err := benchmarks(strings.NewReader(printed))
	if err != nil {
		t.Fatal(err)
	}
	want := `| this atlas | aim | measured: median (95th percentile), peak memory |
|---|---|---|
| full build, nothing cached | ≤ 4 s | 4.46 s (4.55 s), 341 MB |
| one paragraph edited, saved to served | ≤ 50 ms (p95) | 29 ms (38 ms), 135 MB |
| the same on a phone | 60 frames/s | 59 frames/s of the 60 that come when nothing moves; 8 ms of work for each |
`
	if got := benchTable(found); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, bad := range []string{"--- FAIL: BenchmarkEdit\n", "FAIL\tatlas/generator/bench\n", "BenchmarkEdit-2 5 x ns/op\n"} {
		if _, err := benchmarks(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is taken for a result", bad)
		}
	}
}

func TestTable(t *testing.T) {
	s := func(x float64) time.Duration { return time.Duration(x * float64(time.Second)) }
	lean := []result{
		{pages: 1000, program: "atlas", full: []run{{s(1), s(1.5), 100}, {s(2), s(1.5), 120}, {s(1.2), s(1.6), 90}}, unchanged: []run{{s(.08), s(.1), 20}},
			edits: []time.Duration{s(.010), s(.011), s(.020)}, serving: run{peak: 110}},
		{pages: 1000, program: "bare loop", full: []run{{s(.5), s(.9), 10}, {s(.5), s(.9), 10}, {s(.5), s(.9), 10}}},
		{pages: 10000, program: "atlas", full: []run{{s(6.4), s(9), 300}}},
	}
	got := table(lean, nil)
	_, got, _ = strings.Cut(got, "\n\n") // what it is about
	want := `| lean site, bilingual pages | program | full build: wall, CPU | atlas takes, of this one’s time | peak memory | nothing changed | edit to served: median, p95 | memory while serving |
|---:|---|---|---|---|---|---|---|
| 1,000 | atlas | 1.20 s, 1.50 s |  | 120 MiB | 80 ms | 11 ms, 20 ms | 110 MiB |
| 1,000 | bare loop | 500 ms, 900 ms | 2.40 | 10 MiB | – | – | – |
| 10,000 | atlas | 6.40 s, 9.00 s |  | 300 MiB | – | – | – |

- atlas, from 1,000 to 10,000 bilingual pages: 0.58 ms more for each.
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReplace(t *testing.T) {
	name := filepath.Join(t.TempDir(), "README.md")
	if err := os.WriteFile(name, []byte("a\n<!-- PEERS: newest -->\nold\n<!-- /PEERS -->\nb\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := replace(name, "PEERS", "new $1\n"); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if want := "a\n<!-- PEERS: newest -->\n\nnew $1\n\n<!-- /PEERS -->\nb\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := replace(name, "OTHER", ""); err == nil {
		t.Error("a file without the marks is no error")
	}
}

// The bare loop renders what the corpus holds.
func TestBare(t *testing.T) {
	src, out := t.TempDir(), t.TempDir()
	for _, lang := range langs {
		if err := os.MkdirAll(filepath.Join(src, "content", lang), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(src, "content", lang, "ch1.md"), []byte("# A\n\n| b |\n|---|\n| c |\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := bare(src, out); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(out, "en", "plan", "ch1.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(got), "<h1>A</h1>") || !strings.Contains(string(got), "<td>c</td>") {
		t.Errorf("%s", got)
	}
}
