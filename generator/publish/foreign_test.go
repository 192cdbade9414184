//go:build linux

package publish

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Others write into folders that are not ours while the site is exchanged again and
// again: new files, new folders, files that take the place of others. None is lost.
func TestNothingOfOthersIsLost(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustWrite(t, out, version("A", 30), Options{})
	folders := []string{".git/refs/heads", ".well-known/acme-challenge", "upload", "zh"}
	for _, f := range folders {
		put(t, filepath.Join(out, filepath.FromSlash(f), "first.txt"), "first")
	}
	put(t, filepath.Join(out, ".git", "HEAD"), "0")
	var written atomic.Int64
	const each = 300
	var writers sync.WaitGroup
	again := func(do func() error) { // the folder may be at the point of being given back
		for deadline := time.Now().Add(20 * time.Second); ; {
			err := do()
			if err == nil {
				return
			}
			if time.Now().After(deadline) {
				t.Error(err)
				return
			}
		}
	}
	for w, folder := range folders {
		writers.Go(func() {
			for i := range each {
				name := filepath.Join(out, filepath.FromSlash(folder), fmt.Sprintf("f%d.txt", i))
				if i%10 == 9 { // a folder with a file in it, in one step
					aside := filepath.Join(filepath.Dir(out), fmt.Sprintf("aside%d", w))
					put(t, filepath.Join(aside, "in.txt"), "x")
					again(func() error {
						return os.Rename(aside, filepath.Join(out, filepath.FromSlash(folder), fmt.Sprintf("d%d", i)))
					})
				} else {
					again(func() error { return os.WriteFile(name, []byte("x"), 0o644) })
				}
				if w == 0 {
					temp, head := filepath.Join(filepath.Dir(out), "HEAD.lock"), filepath.Join(out, ".git", "HEAD")
					put(t, temp, fmt.Sprint(i+1))
					again(func() error { return os.Rename(temp, head) })
				}
				written.Add(1)
				time.Sleep(3 * time.Millisecond)
			}
		})
	}
	rounds := 0
	for ; written.Load() < int64(each*len(folders)); rounds++ {
		if rep := mustWrite(t, out, version([]string{"B", "A"}[rounds%2], 30), Options{}); rep.Mode != Exchanged {
			t.Fatalf("it was %v, not exchanged: %v", rep.Mode, rep.Why)
		}
	}
	writers.Wait()
	if rounds < 5 {
		t.Errorf("only %d exchanges", rounds)
	}
	got := contents(t, out)
	theirs := int64(0)
	for p := range got {
		for _, f := range folders {
			if strings.HasPrefix(p, f+"/f") && !strings.HasSuffix(p, "first.txt") || strings.HasPrefix(p, f+"/d") {
				theirs++
			}
		}
	}
	t.Logf("%d files in %d exchanges", written.Load(), rounds)
	if theirs != written.Load() {
		t.Errorf("%d of %d files are there", theirs, written.Load())
	}
	for _, f := range folders {
		if got[f+"/first.txt"] != "first" {
			t.Errorf("%s/first.txt is gone", f)
		}
	}
	heads := 0
	for p := range got {
		if strings.HasPrefix(p, ".git/refs/heads/f") && p != ".git/refs/heads/first.txt" || strings.HasPrefix(p, ".git/refs/heads/d") {
			heads++
		}
	}
	if got[".git/HEAD"] != fmt.Sprint(heads) {
		t.Errorf(".git/HEAD is that of edit %s, not of %d", got[".git/HEAD"], heads)
	}
}

// late does what others do in the midst of an exchange, before and after it.
func late(t testing.TB, out string) hook {
	return func(step, _ string) error {
		switch step {
		case "exchange":
			put(t, filepath.Join(out, ".git", "refs", "before"), "b")
			put(t, filepath.Join(out, ".git", "HEAD.new"), "2")
			_ = os.Rename(filepath.Join(out, ".git", "HEAD.new"), filepath.Join(out, ".git", "HEAD"))
			_ = os.Remove(filepath.Join(out, ".git", "gone"))
			_ = os.Remove(filepath.Join(out, "note.txt"))
			put(t, filepath.Join(out, "zh", "theirs.new"), "2")
			_ = os.Rename(filepath.Join(out, "zh", "theirs.new"), filepath.Join(out, "zh", "theirs.txt"))
			put(t, filepath.Join(out, "upload", "deep", "late.txt"), "late")
			put(t, filepath.Join(out, "new.css"), "theirs")
		case "swapped":
			put(t, filepath.Join(out, ".git", "refs", "after"), "a")
			put(t, filepath.Join(out, ".git", "new", "folder", "x"), "x")
			_ = os.Remove(filepath.Join(out, ".git", "gone too"))
		}
		return nil
	}
}

// lateVictim builds the next site while others are at work, and dies at a step.
func lateVictim(out, at string) {
	others := late(&testing.T{}, out)
	fmt.Println("ready")
	_, err := Write(context.Background(), out, lateNext, Options{hook: func(step, p string) error {
		_ = others(step, p)
		if step == at {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			time.Sleep(time.Minute)
		}
		return nil
	}})
	fmt.Println("survived", err)
}

func lateSite(t testing.TB, out string) {
	for p, text := range map[string]string{".git/HEAD": "1", ".git/gone": "g", ".git/gone too": "g", ".git/stays": "s", "note.txt": "n", "zh/theirs.txt": "1"} {
		put(t, filepath.Join(out, filepath.FromSlash(p)), text)
	}
}

var (
	lateNext = site("index.html", "2", "zh/index.html", "z", "new.css", "ours")
	lateEnd  = map[string]string{"index.html": "2", "zh/index.html": "z", "new.css": "ours", "new.css.kept": "theirs",
		".git/HEAD": "2", ".git/stays": "s", ".git/refs/before": "b", ".git/refs/after": "a", ".git/new/folder/x": "x",
		"zh/theirs.txt": "2", "upload/deep/late.txt": "late"}
)

// What was written, replaced and deleted by others is so afterwards, to the file; and
// a folder that is not ours is the same folder as before.
func TestLateChangesAreCarriedOver(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustWrite(t, out, site("index.html", "1", "zh/index.html", "z"), Options{})
	lateSite(t, out)
	if err := os.Mkdir(filepath.Join(out, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	numbers := map[string]uint64{}
	for _, p := range []string{".git", "empty"} {
		numbers[p] = numberOf(filepath.Join(out, p))
	}
	rep := mustWrite(t, out, lateNext, Options{hook: late(t, out)})
	want(t, "mode", rep.Mode, Exchanged)
	want(t, "content", contents(t, out), lateEnd)
	for p, n := range numbers {
		if numberOf(filepath.Join(out, p)) != n {
			t.Errorf("%s is another folder", p)
		}
	}
	onlyBeside(t, out, ".public.state")
}

// The same where the program is killed after the exchange, at each step: the next
// build finishes it, and no record of another tree lies there meanwhile.
func TestKilledAfterExchange(t *testing.T) {
	for _, step := range []string{"swapped", "given back", "exchanged"} {
		t.Run(step, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustWrite(t, out, site("index.html", "1", "zh/index.html", "z"), Options{})
			lateSite(t, out)
			cmd, _ := startVictim(t, fmt.Sprint(out, " late:", strings.ReplaceAll(step, " ", "-"), " 0 0"))
			if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
				t.Fatalf("the helper ended with %v", err)
			}
			got := contents(t, out)
			want(t, "the site", []string{got["index.html"], got["new.css"]}, []string{"2", "ours"})
			if _, err := os.Stat(filepath.Join(filepath.Dir(out), ".public.state")); err == nil {
				t.Error("there is a record, of another tree")
			}
			rep := mustWrite(t, out, lateNext, Options{})
			want(t, "mode", rep.Mode, Untouched)
			want(t, "content", contents(t, out), lateEnd)
			onlyBeside(t, out, ".public.state")
		})
	}
}

// Who interrupts it after the exchange has the new site, and a record of it.
func TestInterruptedAfterExchange(t *testing.T) {
	for _, at := range []string{"exchange", "swapped", "given back", "exchanged"} {
		out := filepath.Join(t.TempDir(), "public")
		mustWrite(t, out, site("index.html", "1", "zh/index.html", "z"), Options{})
		lateSite(t, out)
		others := late(t, out)
		ctx, cancel := context.WithCancel(context.Background())
		rep, err := Write(ctx, out, lateNext, Options{hook: func(step, p string) error {
			if step == at {
				cancel()
			}
			return others(step, p)
		}})
		if err != nil || rep.Mode != Exchanged {
			t.Errorf("%s: %v, %v", at, rep.Mode, err)
		}
		want(t, at, contents(t, out), lateEnd)
		onlyBeside(t, out, ".public.state")
		want(t, "again", mustWrite(t, out, lateNext, Options{}).Mode, Untouched)
	}
}

// A link under a dot name is kept as the link it is.
func TestLinkedDotFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	elsewhere := filepath.Join(t.TempDir(), "repository")
	put(t, filepath.Join(elsewhere, "HEAD"), "h")
	mustWrite(t, out, site("index.html", "1"), Options{})
	if err := os.Symlink(elsewhere, filepath.Join(out, ".git")); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(filepath.Join(out, "index.html"), filepath.Join(out, "copy.html")); err != nil {
		t.Fatal(err)
	}
	want(t, "mode", mustWrite(t, out, site("index.html", "2"), Options{}).Mode, Exchanged)
	want(t, "content", contents(t, out), map[string]string{"index.html": "2", ".git": "→ " + elsewhere, "copy.html": "1"})
	want(t, "behind the link", contents(t, elsewhere), map[string]string{"HEAD": "h"})
}

// ownerOf is who owns a file, and its mode.
func ownerOf(t testing.TB, name string) string {
	t.Helper()
	fi, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	st := fi.Sys().(*syscall.Stat_t)
	return fmt.Sprintf("%d:%d %v", st.Uid, st.Gid, fi.Mode())
}
