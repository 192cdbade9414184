package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// work says what each benchmark measures and what is promised of it, in the order
// of the table.
var work = []struct {
	benchmark, what, aim string
	show                 func(figures) string
}{
	{"ColdBuild", "full build, nothing cached", "≤ 4 s", spread},
	{"DrawingsKept", "full build, drawings cached", "≤ 1.5 s", spread},
	{"Unchanged", "build with nothing changed", "≤ 0.2 s", spread},
	{"Edit", "one paragraph edited, saved to served", "≤ 50 ms (p95)", spread},
	{"LargeLayer", "full build of a map of 3,000 counties, 2 million positions", "≤ 5 s, 1 GB", spread},
	{"Maps", "all maps cold, wide and narrow, both languages", "≤ 1 s on two cores", func(f figures) string {
		return fmt.Sprintf("%.2f s of processor time", f["cpu-ms"]/1000)
	}},
	{"AllChartsCold", "all charts cold, wide and narrow, both languages, one after the other", "–", func(f figures) string {
		return fmt.Sprintf("%.2f s for %.0f drawings", f["ns/op"]/1e9, f["charts"])
	}},
	{"Net", "the preview's look at everything, 50,000 files", "≤ 1 % of a core", func(f figures) string {
		return fmt.Sprintf("%.1f %% of a core: %.0f ms of work in %.0f s", f["%core"], f["work-ms/round"], f["s/round"])
	}},
	{"Pan/wide", "panning the heaviest map on a wide screen, processor slowed 4×", "60 frames/s", frames},
	{"Pan/phone", "the same on a phone", "60 frames/s", frames},
}

// figures are the metrics of one line of "go test -bench", by unit.
type figures map[string]float64

func spread(f figures) string {
	return fmt.Sprintf("%s (%s), %.0f MB", seconds(f["median-ms"]), seconds(f["p95-ms"]), f["peak-MB"])
}

func frames(f figures) string {
	return fmt.Sprintf("%.0f frames/s of the %.0f that come when nothing moves; %.0f ms of work for each", f["frames/s"], f["still/s"], f["ms/frame"])
}

func seconds(ms float64) string {
	if ms < 1000 {
		return fmt.Sprintf("%.0f ms", ms)
	}
	return fmt.Sprintf("%.2f s", ms/1000)
}

// benchmarks reads what "go test -bench" prints, by name without "Benchmark" and
// the number of processors. A failure in it is an error.
func benchmarks(r io.Reader) (map[string]figures, error) {
	found := map[string]figures{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 0 {
			continue
		}
		if words[0] == "FAIL" || words[0] == "panic:" || strings.HasPrefix(lines.Text(), "--- FAIL") {
			return nil, fmt.Errorf("a benchmark failed: %s", lines.Text())
		}
		name, ok := strings.CutPrefix(words[0], "Benchmark")
		if !ok || len(words) < 4 {
			continue
		}
		if i := strings.LastIndexByte(name, '-'); i >= 0 {
			name = name[:i]
		}
		f := figures{}
		for i := 2; i+1 < len(words); i += 2 {
			v, err := strconv.ParseFloat(words[i], 64)
			if err != nil {
				return nil, fmt.Errorf("%q is no number in: %s", words[i], lines.Text())
			}
			f[words[i+1]] = v
		}
		found[name] = f
	}
	return found, lines.Err()
}

// benchTable is the benchmarks that were run, as Markdown.
func benchTable(found map[string]figures) string {
	var b strings.Builder
	b.WriteString("| this atlas | aim | measured: median (95th percentile), peak memory |\n|---|---|---|\n")
	for _, w := range work {
		if f, ok := found[w.benchmark]; ok {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", w.what, w.aim, w.show(f))
		}
	}
	return b.String()
}
