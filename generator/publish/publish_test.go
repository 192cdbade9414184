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
	"strings"
	"syscall"
	"testing"
	"time"

	"atlas/generator/diag"

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
	wantProblem(t, err, "publish-folder")
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

func wantProblem(t testing.TB, err error, rule string) diag.Problem {
	t.Helper()
	var p diag.Problem
	if !errors.As(err, &p) {
		t.Fatalf("got %v, want a problem with rule %s", err, rule)
	}
	if p.Rule != rule || p.Message.ZH == "" || p.Message.EN == "" || p.Hint.EN == "" {
		t.Errorf("got %+v, want rule %s with message and hint in both languages", p, rule)
	}
	if strings.Contains(p.Message.EN+p.Message.ZH+p.Hint.EN+p.Hint.ZH, "%!") {
		t.Errorf("badly formatted: %+v", p)
	}
	return p
}

func TestForeignFolderRefused(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	put(t, filepath.Join(out, "thesis.doc"), "years of work")
	_, err := Write(context.Background(), out, site("index.html", "x"), Options{})
	p := wantProblem(t, err, "publish-folder")
	want(t, "message", p.Message.EN, "the output folder holds files that the atlas did not write, so it was left alone")
	want(t, "hint", p.Hint.EN, "empty the folder, or choose another with --out")
	want(t, "place", p.Place.File, filepath.ToSlash(out))
	want(t, "content", contents(t, out), map[string]string{"thesis.doc": "years of work"})
	onlyBeside(t, out)
}

func TestCollision(t *testing.T) {
	bothModes(t, func(t *testing.T, opt Options, mode Mode) {
		for _, c := range []struct{ name, foreign, wanted string }{
			{"file", "zh/robots.txt", "zh/robots.txt"},
			{"file where a folder goes", "zh/maps", "zh/maps/index.html"},
			{"folder where a file goes", "zh/x.html/note.txt", "zh/x.html"},
		} {
			t.Run(c.name, func(t *testing.T) {
				out := filepath.Join(t.TempDir(), "public")
				mustWrite(t, out, site("index.html", "front"), opt)
				put(t, filepath.Join(out, filepath.FromSlash(c.foreign)), "theirs")
				_, err := Write(context.Background(), out, site("index.html", "new", c.wanted, "ours"), opt)
				wantProblem(t, err, "publish-collision")
				want(t, "content", contents(t, out), map[string]string{"index.html": "front", c.foreign: "theirs"})
				onlyBeside(t, out, ".public.state")
			})
		}
	})
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

// Wherever a step fails, the old site stands as it was and nothing is left
// beside it; in place this holds until files are moved.
func TestFailingSteps(t *testing.T) {
	old := site("index.html", "1", "a.css", "a", "k.html", "kept", "gone.html", "g")
	next := site("index.html", "2", "a.css", "b", "k.html", "kept", "new/n.html", "n")
	for _, c := range []struct {
		step string
		opt  Options
		err  error
		rule string
	}{
		{"stage", Options{}, syscall.ENOSPC, "publish-space"},
		{"stage", Options{InPlace: true}, syscall.ENOSPC, "publish-space"},
		{"link", Options{}, syscall.ENOSPC, "publish-space"},
		{"manifest", Options{}, syscall.EACCES, "publish-permission"},
		{"manifest", Options{InPlace: true}, syscall.EIO, "publish-write"},
	} {
		t.Run(c.step+" "+c.rule, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustWrite(t, out, old, Options{})
			before := contents(t, out)
			opt := c.opt
			opt.hook = func(step, p string) error {
				if step == c.step {
					return &fs.PathError{Op: "write", Path: p, Err: c.err}
				}
				return nil
			}
			_, err := Write(context.Background(), out, next, opt)
			p := wantProblem(t, err, c.rule)
			if !strings.HasPrefix(p.Place.File, filepath.ToSlash(out)) {
				t.Errorf("place %q is not in the output folder", p.Place.File)
			}
			if !errors.Is(err, c.err) {
				t.Errorf("%v does not wrap its cause", err)
			}
			want(t, "content", contents(t, out), before)
			onlyBeside(t, out, ".public.state")
			mustWrite(t, out, next, Options{})
			want(t, "content after the cause is gone", contents(t, out),
				map[string]string{"index.html": "2", "a.css": "b", "k.html": "kept", "new/n.html": "n"})
		})
	}
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

func TestStaleStagingIsRemoved(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustWrite(t, out, site("index.html", "1"), Options{})
	put(t, filepath.Join(filepath.Dir(out), ".public.staging-123", "index.html"), "half")
	put(t, filepath.Join(out, "a.html"+temporary), "half")
	rep := mustWrite(t, out, site("index.html", "1"), Options{})
	want(t, "report", rep, Report{Mode: Untouched, Unchanged: 1})
	want(t, "content", contents(t, out), map[string]string{"index.html": "1"})
	onlyBeside(t, out, ".public.state")
}

func TestCancelled(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustWrite(t, out, site("index.html", "1"), Options{})
	ctx, cancel := context.WithCancel(context.Background())
	opt := Options{hook: func(step, _ string) error {
		if step == "manifest" {
			cancel()
		}
		return nil
	}}
	_, err := Write(ctx, out, site("index.html", "2"), opt)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	want(t, "content", contents(t, out), map[string]string{"index.html": "1"})
	onlyBeside(t, out, ".public.state")
}

func TestSecondBuildWaits(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	inside, goOn := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	go func() {
		_, err := Write(context.Background(), out, site("index.html", "1"), Options{hook: func(step, _ string) error {
			if step == "stage" {
				close(inside)
				<-goOn
			}
			return nil
		}})
		first <- err
	}()
	<-inside
	_, err := Write(context.Background(), out, site("index.html", "2"), Options{Wait: -1})
	wantProblem(t, err, "publish-lock")

	var said []diag.Text
	opt := Options{Wait: 10 * time.Second, Waiting: func(m diag.Text) {
		said = append(said, m)
		close(goOn)
	}}
	mustWrite(t, out, site("index.html", "2"), opt)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if len(said) != 1 || !strings.HasPrefix(said[0].EN, "another build is writing into ") {
		t.Errorf("said %v", said)
	}
	want(t, "content", contents(t, out), map[string]string{"index.html": "2"})
	onlyBeside(t, out, ".public.state")
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
