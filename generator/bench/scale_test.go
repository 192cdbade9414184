package bench

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"atlas/generator/corpus"
)

// sizes are the numbers of chapters, each in two languages, that the generated
// sites have. 50000 are for who has the time and a gigabyte of room.
var sizes = flag.String("sizes", "1000", "chapters of the generated sites, by commas")

// generated is a bed with a generated site.
func generated(b *testing.B, write func(dir string, n int) error, n int) *bed {
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
	if err := write(t.dir, n); err != nil {
		b.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(root, "node_modules"), filepath.Join(t.dir, "node_modules")); err != nil {
		b.Fatal(err)
	}
	return t
}

// BenchmarkScale measures sites of any size: a full build, one with nothing
// changed, and fifty edits from save to served page. What a figure grows by from
// size to size is to be read from the lines.
//
//	go test -run '^$' -bench Scale/lean -benchtime 1x ./generator/bench -sizes 1000,10000,50000
func BenchmarkScale(b *testing.B) {
	for _, kind := range []struct {
		name  string
		write func(dir string, n int) error
	}{{"lean", corpus.Lean}, {"rich", corpus.Rich}} {
		for n := range strings.SplitSeq(*sizes, ",") {
			var chapters int
			if _, err := fmt.Sscan(n, &chapters); err != nil {
				b.Fatal(err)
			}
			b.Run(kind.name+"/"+n+"/full", func(b *testing.B) {
				t := generated(b, kind.write, chapters)
				var times []time.Duration
				for range b.N {
					t.remove(b, t.out, filepath.Join(t.dir, ".cache"))
					times = append(times, t.build(b))
				}
				t.report(b, times)
			})
			b.Run(kind.name+"/"+n+"/unchanged", func(b *testing.B) {
				t := generated(b, kind.write, chapters)
				t.build(b)
				t.peak = 0
				var times []time.Duration
				for range b.N {
					times = append(times, t.build(b))
				}
				t.report(b, times)
			})
			b.Run(kind.name+"/"+n+"/edit", func(b *testing.B) {
				t := generated(b, kind.write, chapters)
				t.report(b, t.edits(b, max(50, b.N*edits), func(i int) (file, page string) {
					k := 1 + i*37%chapters
					return fmt.Sprintf("content/zh/ch%d.md", k), fmt.Sprintf("zh/plan/ch%d.html", k)
				}))
			})
		}
	}
}

// edits saves a paragraph so often and waits each time until "atlas serve" answers
// with the new page. A different file is edited each time.
func (t *bed) edits(b *testing.B, n int, choose func(i int) (file, page string)) []time.Duration {
	b.Helper()
	address, stop := t.serve(b)
	defer stop()
	var times []time.Duration
	for i := range n {
		file, page := choose(i)
		path := filepath.Join(t.dir, filepath.FromSlash(file))
		old, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		mark := fmt.Sprintf("改动%d次", i)
		k := strings.LastIndex(string(old), "。\n\n")
		if k < 0 {
			b.Fatalf("%s has no paragraph to edit", file)
		}
		times = append(times, saved(b, path, string(old[:k])+mark+string(old[k:]), address+page, mark))
		time.Sleep(100 * time.Millisecond) // a person looks up
	}
	return times
}
