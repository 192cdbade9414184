package watch

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// dances are ways in which a folder that is watched goes and comes back within a
// moment. What a dance does must not leave anything below it unheard.
var dances = []struct {
	name  string
	dance func(d *desk)
}{
	{"moved away and back", func(d *desk) { d.rename("content/en", "x"); d.rename("x", "content/en") }},
	{"moved within and back", func(d *desk) { d.rename("content/en", "content/x"); d.rename("content/x", "content/en") }},
	{"deep one moved and back", func(d *desk) { d.rename("content/en/b/c", "x"); d.rename("x", "content/en/b/c") }},
	{"middle one moved and back", func(d *desk) { d.rename("content/en/b", "content/b"); d.rename("content/b", "content/en/b") }},
	{"root moved and back", func(d *desk) { d.rename("content", "x"); d.rename("x", "content") }},
	{"deleted and copied back", func(d *desk) { d.copyAway("content/en"); d.remove("content/en"); d.copyBack("content/en") }},
	{"deep one deleted and copied back", func(d *desk) { d.copyAway("content/en/b"); d.remove("content/en/b"); d.copyBack("content/en/b") }},
	{"root deleted and copied back", func(d *desk) { d.copyAway("content"); d.remove("content"); d.copyBack("content") }},
	{"moved away, another in its place", func(d *desk) {
		d.copyAway("content/en")
		d.remove("x")
		d.rename("content/en", "x")
		d.copyBack("content/en")
	}},
	{"exchanged with a copy", func(d *desk) {
		d.copyAway("content/en")
		d.rename("content/en", "x")
		d.rename("copy", "content/en")
		d.rename("content/en", "copy")
		d.rename("x", "content/en")
	}},
	{"emptied and filled", func(d *desk) {
		for _, p := range []string{"content/en/a.md", "content/en/b/c/deep.md"} {
			d.remove(p)
			d.write(p, "at first")
		}
		d.remove("content/en/b")
		d.write("content/en/b/c/deep.md", "at first")
	}},
}

// copyAway keeps a copy of a folder, with the times of its files, outside what is
// watched; copyBack brings it back.
func (d *desk) copyAway(from string) { d.t.Helper(); d.copy(from, "copy") }
func (d *desk) copyBack(to string)   { d.t.Helper(); d.copy("copy", to) }

func (d *desk) copy(from, to string) {
	d.t.Helper()
	d.remove(to)
	d.do(filepath.WalkDir(d.at(from), func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(d.at(from), name)
		target := filepath.Join(d.at(to), rel)
		if e.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		data, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(target, data, 0o644)
		}
		if fi, e := e.Info(); err == nil && e == nil {
			err = os.Chtimes(target, fi.ModTime(), fi.ModTime())
		}
		return err
	}))
}

// quiet waits until nothing more is told.
func (d *desk) quiet() {
	for {
		select {
		case <-d.w.Events():
		case <-time.After(100 * time.Millisecond):
			return
		}
	}
}

// hears waits until a path is told.
func (d *desk) hears(path string) {
	d.t.Helper()
	patience := time.After(20 * time.Second)
	for {
		select {
		case b := <-d.w.Events():
			if slices.Contains(b.Paths, d.at(path)) {
				return
			}
		case <-patience:
			d.t.Fatalf("%s changed, and nobody was told", path)
		}
	}
}

// After each dance, once and twice, edits at every depth are heard: by events
// alone, for the net rests meanwhile, and by polling.
func TestDances(t *testing.T) {
	t.Parallel()
	for _, c := range dances {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			bothWays(t, func(t *testing.T, opt Options) {
				opt.Round = time.Hour
				d := fixture(t, opt, "en/a.md", "en/b/c/deep.md", "zh/a.md")
				for times := range 2 {
					for range times + 1 {
						c.dance(d)
					}
					d.quiet()
					for _, p := range []string{"content/en/b/c/deep.md", "content/en/a.md", "content/en/b/c/new.md", "content/zh/a.md"} {
						d.write(p, fmt.Sprintf("edit %d", times))
						d.hears(p)
					}
				}
			})
		})
	}
}

// What an event did not tell, the net finds, and from then on events are heard
// there again.
func TestNet(t *testing.T) {
	t.Parallel()
	d := fixture(t, Options{Round: 30 * time.Millisecond}, "zh/b/a.md")
	if d.w.fsn == nil {
		t.Skip("no events here:", d.w.Fallback())
	}
	dirs := []string{d.at("content"), d.at("content/zh"), d.at("content/zh/b")}
	for _, dir := range dirs {
		d.do(d.w.fsn.Remove(dir))
	}
	d.write("content/zh/b/a.md", "nobody was told")
	d.hears("content/zh/b/a.md")
	for _, dir := range dirs {
		if !slices.Contains(d.w.fsn.WatchList(), dir) {
			t.Errorf("%s is still deaf", dir)
		}
	}
	d.do(d.w.fsn.Remove(d.at("content/zh")))
	d.write("content/zh/new/c.md", "a new folder")
	d.hears("content/zh/new/c.md")
	d.do(d.w.fsn.Remove(d.at("content/zh/new")))
	d.remove("content/zh/new/c.md")
	d.hears("content/zh/new/c.md")
}

// Polling reads small files: what is written in place, with the same size and the
// old time set again, is told.
func TestPollComparesContent(t *testing.T) {
	t.Parallel()
	d := fixture(t, Options{Poll: true, Round: 30 * time.Millisecond}, "a.md", "b.md")
	for _, text := range []string{"AT FIRST", "aT FIRST"} {
		fi, err := os.Stat(d.at("content/a.md"))
		d.do(err)
		f, err := os.OpenFile(d.at("content/a.md"), os.O_WRONLY, 0)
		d.do(err)
		_, err = f.WriteString(text)
		d.do(err)
		d.do(f.Close())
		d.do(os.Chtimes(d.at("content/a.md"), fi.ModTime(), fi.ModTime()))
		d.hears("content/a.md")
	}
	d.quiet()
	d.expectNothing()
}

// The net rests a hundred times as long as it works.
func TestNetRests(t *testing.T) {
	dir := t.TempDir()
	for i := range 3000 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	none := func(string) {}
	tree := newTree([]string{dir}, func(string) bool { return false }, none, none)
	tree.look(dir)
	tree.takeChanges()
	clock := time.Unix(0, 0) // each look at it is a millisecond later
	n := net{now: func() time.Time { clock = clock.Add(time.Millisecond); return clock }}
	looked := 0
	for {
		before := len(n.paths)
		if before == 0 {
			before = len(tree.nodes)
		}
		start := clock
		rest := n.step(tree, time.Minute, netRest, func(p string) { t.Errorf("%s differs", p) })
		worked := clock.Sub(start) - time.Millisecond
		looked += before - len(n.paths)
		if len(n.paths) == 0 {
			if want := time.Minute - clock.Sub(n.began); rest != want {
				t.Errorf("the next round begins after %v, not %v", rest, want)
			}
			break
		}
		if rest != 100*worked || worked > 8*time.Millisecond {
			t.Errorf("it worked for %v and rests for %v", worked, rest)
		}
	}
	if looked != 3001 {
		t.Errorf("looked at %d of 3,001", looked)
	}
}

// BenchmarkNet is one round over 50,000 files: what it costs, and how long it lasts
// with its rests, which are not waited for here.
func BenchmarkNet(b *testing.B) {
	const files = 50_000
	dir := b.TempDir()
	for i := range files {
		name := filepath.Join(dir, fmt.Sprintf("d%d/%d.md", i%50, i))
		if i < 50 {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(name, []byte("text"), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	none := func(string) {}
	tree := newTree([]string{dir}, func(string) bool { return false }, none, none)
	tree.look(dir)
	var worked, rested time.Duration
	for b.Loop() {
		n := net{now: time.Now}
		for {
			start := time.Now()
			rest := n.step(tree, DefaultRound, netRest, func(string) {})
			worked += time.Since(start)
			rested += rest
			if len(n.paths) == 0 {
				break
			}
		}
	}
	b.ReportMetric(worked.Seconds()*1000/float64(b.N), "work-ms/round")
	b.ReportMetric((worked+rested).Seconds()/float64(b.N), "s/round")
	b.ReportMetric(100*worked.Seconds()/(worked+rested).Seconds(), "%core")
}
