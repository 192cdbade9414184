package publish

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"atlas/generator/diag"
)

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
		{"stage", Options{}, syscall.EFBIG, "publish-size"},
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
