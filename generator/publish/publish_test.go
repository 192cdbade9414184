package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// site makes files from path and content pairs.
func site(pairs ...string) []File {
	var files []File
	for i := 0; i < len(pairs); i += 2 {
		files = append(files, File{Path: pairs[i], Data: []byte(pairs[i+1])})
	}
	return files
}

// contents reads a folder: slash path → bytes, links as "→ target". The
// manifest is left out.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		if d.Type()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(p)
			got[rel] = "→ " + to
			return err
		}
		b, err := os.ReadFile(p)
		if rel != Manifest {
			got[rel] = string(b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func put(t testing.TB, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func mustWrite(t testing.TB, out string, files []File, opt Options) Report {
	t.Helper()
	rep, err := Write(context.Background(), out, files, opt)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func want(t testing.TB, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// onlyBeside checks that beside the output folder there is nothing but what is
// listed.
func onlyBeside(t testing.TB, out string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(out))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		if e.Name() != filepath.Base(out) {
			got = append(got, e.Name())
		}
	}
	slices.Sort(names)
	want(t, "beside the output folder", got, names)
}

// bothModes runs a test with exchange and in place.
func bothModes(t *testing.T, test func(t *testing.T, opt Options, mode Mode)) {
	t.Run("in place", func(t *testing.T) { test(t, Options{InPlace: true}, InPlace) })
	t.Run("exchange", func(t *testing.T) {
		if runtime.GOOS != "linux" {
			t.Skip("folders are exchanged in this test on Linux only")
		}
		test(t, Options{}, Exchanged)
	})
}

func TestWrite(t *testing.T) {
	bothModes(t, func(t *testing.T, opt Options, mode Mode) {
		out := filepath.Join(t.TempDir(), "deep", "public")
		put(t, filepath.Join(out, ".gitignore"), "*\n")

		rep := mustWrite(t, out, site("index.html", "front", "zh/index.html", "家", "zh/plan/ch1.html", "一", "a.css", "x"), opt)
		want(t, "first", rep, Report{Mode: mode, Written: []string{"a.css", "index.html", "zh/index.html", "zh/plan/ch1.html"}})

		rep = mustWrite(t, out, site("index.html", "front", "zh/index.html", "家", "zh/plan/ch1.html", "一", "a.css", "x"), opt)
		want(t, "again", rep, Report{Mode: Untouched, Unchanged: 4})

		put(t, filepath.Join(out, "zh", "mine.txt"), "foreign")
		rep = mustWrite(t, out, site("index.html", "front", "zh/index.html", "新家", "en/index.html", "home", "a.css", "x"), opt)
		want(t, "third", rep, Report{Mode: mode, Written: []string{"en/index.html", "zh/index.html"},
			Removed: []string{"zh/plan/ch1.html"}, Foreign: []string{"zh/mine.txt"}, Unchanged: 2})
		want(t, "content", contents(t, out), map[string]string{".gitignore": "*\n", "index.html": "front", "zh/index.html": "新家",
			"en/index.html": "home", "a.css": "x", "zh/mine.txt": "foreign"})
		if _, err := os.Stat(filepath.Join(out, "zh", "plan")); err == nil {
			t.Error("the folder that became empty is still there")
		}
		onlyBeside(t, out, ".public.state")
		if fi, err := os.Stat(filepath.Join(out, "en", "index.html")); err != nil || runtime.GOOS != "windows" && fi.Mode() != 0o644 {
			t.Errorf("mode %v, %v", fi.Mode(), err)
		}
	})
}

func TestSameInputSameBytes(t *testing.T) {
	files := site("b/x.html", "1", "a.html", "2", "b.css", "3")
	a, b := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")
	mustWrite(t, a, files, Options{})
	mustWrite(t, b, site("index.html", "other", "a.html", "0"), Options{InPlace: true})
	slices.Reverse(files)
	mustWrite(t, b, files, Options{InPlace: true})
	want(t, "content", contents(t, b), contents(t, a))
	ma, _ := os.ReadFile(filepath.Join(a, Manifest))
	mb, _ := os.ReadFile(filepath.Join(b, Manifest))
	want(t, "manifest", string(mb), string(ma))
	want(t, "manifest", string(ma), fmt.Sprintf("%x  a.html\n%x  b.css\n%x  b/x.html\n", Sum([]byte("2")), Sum([]byte("3")), Sum([]byte("1"))))
}

func TestDamageIsMended(t *testing.T) {
	bothModes(t, func(t *testing.T, opt Options, mode Mode) {
		out := filepath.Join(t.TempDir(), "public")
		files := site("a.html", "aaaa", "b.html", "bbbb", "c.html", "cccc", "d.html", "dddd")
		mustWrite(t, out, files, opt)
		put(t, filepath.Join(out, "a.html"), "AAAA") // same size, other time
		if err := os.Remove(filepath.Join(out, "b.html")); err != nil {
			t.Fatal(err)
		}
		outside := filepath.Join(t.TempDir(), "outside")
		put(t, outside, "cccc")
		if err := os.Remove(filepath.Join(out, "c.html")); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(outside, filepath.Join(out, "c.html")); err != nil {
			t.Skip("no links here:", err)
		}
		rep := mustWrite(t, out, files, opt)
		want(t, "report", rep, Report{Mode: mode, Written: []string{"a.html", "b.html", "c.html"}, Unchanged: 1})
		want(t, "content", contents(t, out), map[string]string{"a.html": "aaaa", "b.html": "bbbb", "c.html": "cccc", "d.html": "dddd"})
		want(t, "the link's target", contents(t, filepath.Dir(outside)), map[string]string{"outside": "cccc"})
	})
}

// The record of sizes and times may be lost or wrong, and the manifest too.
func TestRecordLost(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	files := site("a.html", "aaaa", "b/c.html", "cccc")
	mustWrite(t, out, files, Options{})
	state := filepath.Join(filepath.Dir(out), ".public.state")
	for _, damage := range []string{"", "nonsense", stateHead + "zz 1 1 a.html\n"} {
		put(t, state, damage)
		want(t, "report", mustWrite(t, out, files, Options{}), Report{Mode: Untouched, Unchanged: 2})
		if got := readState(state); len(got) != 2 {
			t.Errorf("the record was not made anew: %v", got)
		}
	}
	put(t, filepath.Join(out, Manifest), "garbage\n")
	// Nothing is known to be ours, but the wanted files are there already.
	_, err := Write(context.Background(), out, files, Options{})
	wantProblem(t, err, "publish-manifest")
}

func TestKnownHashSparesTheMaking(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	made := 0
	file := File{Path: "a.html", Hash: Sum([]byte("text")), Make: func() ([]byte, error) { made++; return []byte("text"), nil }}
	mustWrite(t, out, []File{file}, Options{})
	mustWrite(t, out, []File{file}, Options{})
	if made != 1 {
		t.Errorf("made %d times, want once", made)
	}
	file.Hash = Sum([]byte("other"))
	if _, err := Write(context.Background(), out, []File{file}, Options{}); err == nil {
		t.Error("a wrong hash was accepted")
	}
	boom := errors.New("boom")
	file = File{Path: "a.html", Make: func() ([]byte, error) { return nil, boom }}
	if _, err := Write(context.Background(), out, []File{file}, Options{}); err != boom {
		t.Errorf("got %v, want the error of Make", err)
	}
	want(t, "content", contents(t, out), map[string]string{"a.html": "text"})
	onlyBeside(t, out, ".public.state")
}

// A foreign file with the very bytes that are wanted is adopted.
func TestAdopted(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustWrite(t, out, site("index.html", "front"), Options{})
	put(t, filepath.Join(out, "b.txt"), "same")
	rep := mustWrite(t, out, site("index.html", "front", "b.txt", "same"), Options{})
	want(t, "report", rep, Report{Mode: InPlace, Unchanged: 2})
	rep = mustWrite(t, out, site("index.html", "front"), Options{})
	want(t, "removed", rep.Removed, []string{"b.txt"})
}

// A file gives way to a folder of its name and the other way round.
func TestFileAndFolderChangeRoles(t *testing.T) {
	bothModes(t, func(t *testing.T, opt Options, mode Mode) {
		out := filepath.Join(t.TempDir(), "public")
		a := site("index.html", "1", "x", "file", "y/z/deep.html", "in folder")
		b := site("index.html", "1", "x/inner.html", "in folder", "y", "file")
		for _, files := range [][]File{a, b, a} {
			mustWrite(t, out, files, opt)
			expect := map[string]string{}
			for _, f := range files {
				expect[f.Path] = string(f.Data)
			}
			want(t, "content", contents(t, out), expect)
		}
	})
}

func TestForeignThingsSurvive(t *testing.T) {
	bothModes(t, func(t *testing.T, opt Options, mode Mode) {
		outside := filepath.Join(t.TempDir(), "outside")
		put(t, filepath.Join(outside, "precious"), "!")
		out := filepath.Join(t.TempDir(), "public")
		mustWrite(t, out, site("index.html", "1", "zh/a.html", "a"), opt)
		put(t, filepath.Join(out, ".git", "objects", "ab"), "blob")
		put(t, filepath.Join(out, "zh", "theirs", "n.txt"), "n")
		if err := os.Symlink(outside, filepath.Join(out, "link")); err != nil {
			t.Skip("no links here:", err)
		}
		rep := mustWrite(t, out, site("index.html", "2"), opt)
		want(t, "foreign", rep.Foreign, []string{"link", "zh/theirs/n.txt"})
		want(t, "content", contents(t, out), map[string]string{"index.html": "2", ".git/objects/ab": "blob",
			"zh/theirs/n.txt": "n", "link": "→ " + outside})
		want(t, "outside", contents(t, outside), map[string]string{"precious": "!"})
	})
}

// What others put there while we are at work is not lost with the old tree.
func TestLateForeignFileIsRescued(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustWrite(t, out, site("index.html", "1"), Options{})
	opt := Options{hook: func(step, _ string) error {
		if step == "exchange" {
			put(t, filepath.Join(out, "upload", "late.txt"), "late")
			put(t, filepath.Join(out, ".late"), "dot")
		}
		return nil
	}}
	mustWrite(t, out, site("index.html", "2"), opt)
	want(t, "content", contents(t, out), map[string]string{"index.html": "2", "upload/late.txt": "late", ".late": "dot"})
}

// Without an exchange the staged files are moved in place, in an order in which
// no page comes before what it needs.
func TestOrderInPlace(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustWrite(t, out, site("index.html", "1", "zh/gone.html", "x"), Options{})
	var steps []string
	opt := Options{hook: func(step, p string) error {
		switch step {
		case "exchange":
			return errors.New("no such step here")
		case "move", "delete", "manifest":
			steps = append(steps, step+" "+p)
		}
		return nil
	}}
	rep := mustWrite(t, out, site("index.html", "2", "zh/index.html", "z", "zh/plan/ch1.html", "p",
		"zz.css", "s", "data/x.json", "{}", "sitemap.xml", "<x/>"), opt)
	want(t, "mode", rep.Mode, InPlace)
	want(t, "steps", steps, []string{"manifest .atlas-files", "manifest .atlas-files", "move data/x.json", "move zz.css", "move zh/plan/ch1.html",
		"move sitemap.xml", "move zh/index.html", "move index.html", "delete zh/gone.html", "manifest .atlas-files"})
}

func TestOutIsLink(t *testing.T) {
	dir := t.TempDir()
	realOut := filepath.Join(dir, "srv", "www")
	put(t, filepath.Join(realOut, ".keep"), "")
	out := filepath.Join(dir, "public")
	if err := os.Symlink(realOut, out); err != nil {
		t.Skip("no links here:", err)
	}
	mustWrite(t, out, site("index.html", "1"), Options{})
	mustWrite(t, out, site("index.html", "2"), Options{})
	want(t, "content", contents(t, realOut), map[string]string{"index.html": "2", ".keep": ""})
	onlyBeside(t, realOut, ".www.state")
}

func TestStateElsewhere(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	opt := Options{State: filepath.Join(t.TempDir(), "cache", "published")}
	mustWrite(t, out, site("index.html", "1"), opt)
	onlyBeside(t, out)
	if len(readState(opt.State)) != 1 {
		t.Error("no record where it was asked for")
	}
}

// Nothing is published that Ready refuses, and every file has been made before
// it is asked.
func TestReady(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustWrite(t, out, site("a.html", "old"), Options{})
	var made atomic.Int64
	var files []File
	for _, p := range []string{"z.html", "a.html", "m/x.html"} {
		files = append(files, File{Path: p, Make: func() ([]byte, error) {
			made.Add(1)
			return []byte("new"), nil
		}})
	}
	no := errors.New("no")
	_, err := Write(context.Background(), out, files[:1], Options{Ready: func() error { return no }})
	if !errors.Is(err, no) {
		t.Errorf("the error is %v", err)
	}
	want(t, "the folder", contents(t, out), map[string]string{"a.html": "old"})
	made.Store(0)
	mustWrite(t, out, files, Options{Ready: func() error {
		if n := made.Load(); n != 3 {
			t.Errorf("it is asked when %d files are made", n)
		}
		return nil
	}})
	want(t, "the folder", contents(t, out), map[string]string{"z.html": "new", "a.html": "new", "m/x.html": "new"})
}
