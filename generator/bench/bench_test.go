// Package bench measures the whole program as its user meets it: the binary on
// this repository's site. "make bench" prints the figures as a table.
package bench

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// bed is a copy of the site with a binary of its own, so that nothing is measured
// against what others left.
type bed struct {
	dir, atlas, out string
	peak            int64 // kB
}

func newBed(b *testing.B) *bed {
	b.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	t := &bed{dir: filepath.Join(dir, "site"), atlas: filepath.Join(dir, "atlas"), out: filepath.Join(dir, "out")}
	cmd := exec.Command("go", "build", "-o", t.atlas, "./generator")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s", out)
	}
	for _, folder := range []string{"content", "data", "templates"} {
		if err := os.CopyFS(filepath.Join(t.dir, folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			b.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(root, "node_modules"), filepath.Join(t.dir, "node_modules")); err != nil {
		b.Fatal(err)
	}
	return t
}

// build runs "atlas build" and returns its time.
func (t *bed) build(b *testing.B) time.Duration {
	b.Helper()
	cmd := exec.Command(t.atlas, "build", "--site", t.dir, "--out", t.out)
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s", out)
	}
	took := time.Since(start)
	t.used(cmd)
	return took
}

// used keeps the most memory that a process held.
func (t *bed) used(cmd *exec.Cmd) {
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		t.peak = max(t.peak, int64(r.Maxrss))
	}
}

func (t *bed) remove(b *testing.B, names ...string) {
	b.Helper()
	for _, n := range names {
		if err := os.RemoveAll(n); err != nil {
			b.Fatal(err)
		}
	}
}

func (t *bed) report(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(times[len(times)/2]), "median-ms")
	b.ReportMetric(ms(times[(len(times)*95+99)/100-1]), "p95-ms")
	b.ReportMetric(float64(t.peak)/1024, "peak-MB")
}

// Everything from nothing: no drawings kept, no output there.
func BenchmarkColdBuild(b *testing.B) {
	t := newBed(b)
	var times []time.Duration
	for range b.N {
		t.remove(b, t.out, filepath.Join(t.dir, ".cache"))
		times = append(times, t.build(b))
	}
	t.report(b, times)
}

// Everything anew but the drawings, which are kept on disk: one word of a layout
// has changed each time, so that every page does.
func BenchmarkDrawingsKept(b *testing.B) {
	t := newBed(b)
	t.build(b)
	t.peak = 0
	layout := filepath.Join(t.dir, "templates", "base.html")
	old, err := os.ReadFile(layout)
	if err != nil {
		b.Fatal(err)
	}
	var times []time.Duration
	for i := range b.N {
		t.remove(b, t.out)
		text := strings.Replace(string(old), "<body", fmt.Sprintf("<body data-n=\"%d\"", i), 1)
		if err := os.WriteFile(layout, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		times = append(times, t.build(b))
	}
	t.report(b, times)
}

// Nothing has changed since the last build.
func BenchmarkUnchanged(b *testing.B) {
	t := newBed(b)
	t.build(b)
	t.peak = 0
	var times []time.Duration
	for range b.N {
		times = append(times, t.build(b))
	}
	t.report(b, times)
}

// edits is how often BenchmarkEdit edits for each b.N.
const edits = 10

// From the save of one paragraph until "atlas serve" answers with the new page.
func BenchmarkEdit(b *testing.B) {
	t := newBed(b)
	chapter := filepath.Join(t.dir, "content", "zh", "ch3.md")
	old, err := os.ReadFile(chapter)
	if err != nil {
		b.Fatal(err)
	}
	address, stop := t.serve(b)
	// The last paragraph of the chapter gets a word more each time.
	body := strings.TrimRight(string(old), "\n")
	cut := strings.LastIndex(body, "\n\n")
	paragraph := strings.LastIndex(body[:cut], "。\n\n")
	if paragraph < 0 {
		b.Fatal("the chapter has no paragraph to edit")
	}
	var times []time.Duration
	for i := range b.N * edits {
		mark := fmt.Sprintf("改动%d次", i)
		times = append(times, saved(b, chapter, body[:paragraph]+mark+body[paragraph:]+"\n", address+"zh/plan/ch3.html", mark))
		time.Sleep(150 * time.Millisecond) // a person looks up
	}
	stop()
	t.report(b, times)
}

// serve starts "atlas serve" and returns its address, and what ends it, which
// may be called again.
func (t *bed) serve(b *testing.B) (address string, stop func()) {
	b.Helper()
	cmd := exec.Command(t.atlas, "serve", "--site", t.dir, "--addr", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		_ = cmd.Process.Kill()
		b.Fatal(err)
	}
	return strings.TrimSpace(line), sync.OnceFunc(func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			b.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			b.Error(err)
		}
		t.used(cmd)
	})
}

// saved saves a file and returns how long it took until a page has the mark. The
// file is written beside and renamed, as editors do.
func saved(b *testing.B, file, text, page, mark string) time.Duration {
	b.Helper()
	if err := os.WriteFile(file+"~", []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if err := os.Rename(file+"~", file); err != nil {
		b.Fatal(err)
	}
	for !served(b, page, mark) {
		if time.Since(start) > 10*time.Second {
			b.Fatal("the edit is never served")
		}
		time.Sleep(time.Millisecond)
	}
	return time.Since(start)
}

func served(b *testing.B, page, text string) bool {
	b.Helper()
	r, err := http.Get(page)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.Fatal(err)
	}
	return strings.Contains(string(body), text)
}
