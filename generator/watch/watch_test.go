package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// desk is a folder that is watched, with the tools to change it.
type desk struct {
	t    testing.TB
	dir  string // not watched itself
	root string // watched
	w    *Watcher
}

// fixture makes a root with some files and watches it.
func fixture(t testing.TB, opt Options, names ...string) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir()}
	d.root = filepath.Join(d.dir, "content")
	d.mkdir("content")
	for _, n := range names {
		d.write("content/"+n, "at first")
	}
	if opt.Interval == 0 {
		opt.Interval = 20 * time.Millisecond
	}
	w, err := New([]string{d.root}, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	d.w = w
	return d
}

// bothWays runs a test with events and with polling.
func bothWays(t *testing.T, test func(t *testing.T, opt Options)) {
	for name, opt := range map[string]Options{"events": {}, "poll": {Poll: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, opt)
		})
	}
}

func (d *desk) at(p string) string { return filepath.Join(d.dir, filepath.FromSlash(p)) }

func (d *desk) do(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) mkdir(p string) { d.t.Helper(); d.do(os.MkdirAll(d.at(p), 0o755)) }
func (d *desk) write(p, data string) {
	d.t.Helper()
	d.mkdir(filepath.ToSlash(filepath.Dir(filepath.FromSlash(p))))
	d.do(os.WriteFile(d.at(p), []byte(data), 0o644))
}
func (d *desk) rename(a, b string) { d.t.Helper(); d.do(os.Rename(d.at(a), d.at(b))) }
func (d *desk) remove(p string)    { d.t.Helper(); d.do(os.RemoveAll(d.at(p))) }

// expect gathers batches until they hold all the paths, then for a little
// longer, and fails unless they hold exactly these.
func (d *desk) expect(paths ...string) {
	d.t.Helper()
	got := map[string]bool{}
	missing := func() bool {
		return slices.ContainsFunc(paths, func(p string) bool { return !got[p] })
	}
	patience := time.After(30 * time.Second) // of a busy machine
	for missing() {
		select {
		case b := <-d.w.Events():
			d.add(got, b)
		case <-patience:
			d.t.Fatalf("waited in vain; told %v, want %v", keys(got), paths)
		}
	}
	for quiet := time.After(40 * time.Millisecond); ; {
		select {
		case b := <-d.w.Events():
			d.add(got, b)
			continue
		case <-quiet:
		}
		break
	}
	sort.Strings(paths)
	if diff := cmp.Diff(paths, keys(got)); diff != "" {
		d.t.Errorf("paths (-want +got):\n%s", diff)
	}
}

func (d *desk) add(got map[string]bool, b Batch) {
	if !slices.IsSorted(b.Paths) || len(b.Paths) == 0 {
		d.t.Errorf("badly formed batch %v", b.Paths)
	}
	for _, p := range b.Paths {
		rel, err := filepath.Rel(d.dir, p)
		d.do(err)
		got[filepath.ToSlash(rel)] = true
	}
}

func (d *desk) expectNothing() {
	d.t.Helper()
	select {
	case b := <-d.w.Events():
		d.t.Errorf("told of %v, want nothing", b.Paths)
	case <-time.After(80 * time.Millisecond):
	}
}

func keys(m map[string]bool) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	sort.Strings(list)
	return list
}

func TestFiles(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		d := fixture(t, opt, "a.md", "zh/b.md", "zh/c.md")
		d.expectNothing()
		d.write("content/a.md", "changed now")
		d.expect("content/a.md")
		d.write("content/zh/new.md", "new")
		d.expect("content/zh/new.md")
		d.remove("content/zh/b.md")
		d.expect("content/zh/b.md")
		d.rename("content/zh/c.md", "content/d.md")
		d.expect("content/zh/c.md", "content/d.md")
		d.write("outside.md", "not watched")
		d.expectNothing()
	})
}

// Editors save by writing a new file and renaming it, with backups and tests of
// their own around it; again and again.
func TestAtomicSaves(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		d := fixture(t, opt, "zh/a.md")
		for i := range 3 {
			d.write("content/zh/4913", "")
			d.remove("content/zh/4913")
			d.rename("content/zh/a.md", "content/zh/a.md~")
			d.write("content/zh/a.md", fmt.Sprint("vim ", i))
			d.remove("content/zh/a.md~")
			d.expect("content/zh/a.md")
			d.write("content/zh/.a.md.x1y2", fmt.Sprint("rename ", i))
			d.rename("content/zh/.a.md.x1y2", "content/zh/a.md")
			d.expect("content/zh/a.md")
		}
		d.write("content/zh/.#a.md", "lock")
		d.write("content/zh/~$t.xlsx", "lock")
		d.write("content/zh/.git/index", "hidden")
		d.expectNothing()
	})
}

// A save that keeps size and time is seen all the same.
func TestSameSizeAndTime(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		d := fixture(t, opt, "a.md")
		fi, err := os.Stat(d.at("content/a.md"))
		d.do(err)
		d.write("other", "AT FIRST")
		d.do(os.Chtimes(d.at("other"), fi.ModTime(), fi.ModTime()))
		d.rename("other", "content/a.md")
		d.expect("content/a.md")
	})
}

func TestFolders(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		d := fixture(t, opt, "a.md")
		d.mkdir("content/x/y/z")
		d.write("content/x/y/z/deep.md", "1")
		d.expect("content/x", "content/x/y", "content/x/y/z", "content/x/y/z/deep.md")
		d.write("content/x/y/z/deep.md", "22") // the new folder is watched
		d.expect("content/x/y/z/deep.md")

		d.write("elsewhere/in/one.md", "1")
		d.rename("elsewhere", "content/moved")
		d.expect("content/moved", "content/moved/in", "content/moved/in/one.md")
		d.write("content/moved/in/one.md", "22")
		d.expect("content/moved/in/one.md")

		d.rename("content/moved", "content/renamed")
		d.expect("content/moved", "content/moved/in", "content/moved/in/one.md",
			"content/renamed", "content/renamed/in", "content/renamed/in/one.md")
		d.write("content/renamed/in/one.md", "333")
		d.expect("content/renamed/in/one.md")

		d.rename("content/renamed", "away")
		d.expect("content/renamed", "content/renamed/in", "content/renamed/in/one.md")
		d.write("away/in/one.md", "4444")
		d.expectNothing()

		d.remove("content/x")
		d.expect("content/x", "content/x/y", "content/x/y/z", "content/x/y/z/deep.md")
		d.write("content/x/y/z/deep.md", "back")
		d.expect("content/x", "content/x/y", "content/x/y/z", "content/x/y/z/deep.md")
	})
}

// A file becomes a folder and a folder a file.
func TestKindChanges(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		d := fixture(t, opt, "a")
		d.remove("content/a")
		d.write("content/a/b.md", "1")
		d.expect("content/a", "content/a/b.md")
		d.remove("content/a")
		d.write("content/a", "1")
		d.expect("content/a", "content/a/b.md")
	})
}

// What comes and goes between two looks is nothing.
func TestComesAndGoes(t *testing.T) {
	t.Parallel()
	d := fixture(t, Options{Settle: 500 * time.Millisecond}, "a.md")
	d.write("content/A1B2C3D4", "a spreadsheet half saved")
	d.remove("content/A1B2C3D4")
	d.write("content/a.md", "saved")
	d.expect("content/a.md")
}

func TestRootComesAndGoes(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		d := fixture(t, opt, "zh/a.md")
		d.remove("content")
		d.expect("content", "content/zh", "content/zh/a.md")
		d.write("content/zh/a.md", "back")
		d.expect("content", "content/zh", "content/zh/a.md")
		d.write("content/zh/a.md", "and watched")
		d.expect("content/zh/a.md")
		d.rename("content", "old")
		d.write("content/b.md", "another folder")
		d.expect("content", "content/zh", "content/zh/a.md", "content/b.md")
		d.write("old/zh/a.md", "not watched any more")
		d.expectNothing()
		d.write("content/b.md", "watched")
		d.expect("content/b.md")
	})
}

// Roots may be missing at first, and may be single files.
func TestMissingAndFileRoots(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		d := &desk{t: t, dir: t.TempDir()}
		opt.Interval = 20 * time.Millisecond
		d.write("site.yaml", "a: 1")
		w, err := New([]string{d.at("data"), d.at("site.yaml")}, opt)
		d.do(err)
		defer w.Close()
		d.w = w
		d.write("data/t.csv", "x")
		d.expect("data", "data/t.csv")
		d.write("site.yaml", "a: 22")
		d.expect("site.yaml")
		d.write("site.yaml.new", "a: 333")
		d.rename("site.yaml.new", "site.yaml")
		d.expect("site.yaml")
		d.write("public/index.html", "not watched")
		d.expectNothing()
	})
}

func TestLinks(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		d := fixture(t, opt, "zh/a.md")
		d.write("shared/s.md", "1")
		d.write("single.md", "1")
		if err := os.Symlink(d.root, d.at("content/zh/loop")); err != nil {
			t.Skip("no links here:", err)
		}
		d.do(os.Symlink(d.dir, d.at("content/up")))
		d.do(os.Symlink(d.at("shared"), d.at("content/shared")))
		d.do(os.Symlink(d.at("content/up"), d.at("shared/back")))
		d.do(os.Symlink(d.at("single.md"), d.at("content/single.md")))
		d.do(os.Symlink(d.at("nowhere"), d.at("content/broken")))
		d.expect("content/zh/loop", "content/up", "content/shared", "content/shared/s.md",
			"content/shared/back", "content/single.md", "content/broken")
		d.write("shared/s.md", "22")
		d.expect("content/shared/s.md")
		d.write("single.md", "22")
		d.expect("content/single.md")
		d.write("content/zh/a.md", "told once")
		d.expect("content/zh/a.md")
	})
}

func TestIgnore(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		opt.Ignore = func(p string) bool { return filepath.Base(p) == "out" }
		d := fixture(t, opt, "a.md", "out/x.html")
		d.write("content/out/x.html", "changed")
		d.write("content/out/new/y.html", "new")
		d.expectNothing()
		d.write("content/a.md", "changed")
		d.expect("content/a.md")
	})
}

func TestClose(t *testing.T) {
	t.Parallel()
	w, err := New([]string{t.TempDir()}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	w.Close()
	if _, ok := <-w.Events(); ok {
		t.Error("the channel is open")
	}
	if _, err := New(nil, Options{}); err == nil {
		t.Error("nothing to watch was accepted")
	}
}
