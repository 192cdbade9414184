package watch

import (
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/google/go-cmp/cmp"
)

// Thousands of files at once: a checkout, and a queue that overflows.
func TestStorm(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opt Options) {
		d := fixture(t, opt, "a.md")
		var paths []string
		for i := range 600 {
			dir := fmt.Sprintf("content/d%d", i%30)
			if i < 30 {
				paths = append(paths, dir)
			}
			p := fmt.Sprintf("%s/%d.md", dir, i)
			d.write(p, "x")
			paths = append(paths, p)
		}
		d.expect(paths...)
	})
}

func TestOverflow(t *testing.T) {
	t.Parallel()
	d := fixture(t, Options{}, "a.md")
	if d.w.fsn == nil {
		t.Skip("no events here:", d.w.Fallback())
	}
	// The folder is written to while the system's events are cut off.
	d.do(d.w.fsn.Remove(d.at("content")))
	d.write("content/lost.md", "nobody was told")
	d.expectNothing()
	d.w.fsn.Errors <- fsnotify.ErrEventOverflow
	d.expect("content/lost.md")
}

func TestFallsBackToPolling(t *testing.T) {
	t.Parallel()
	d := fixture(t, Options{}, "a.md")
	if d.w.fsn == nil {
		t.Skip("no events here:", d.w.Fallback())
	}
	d.do(d.w.fsn.Remove(d.at("content")))
	boom := errors.New("no more watches")
	d.w.fsn.Errors <- boom
	d.write("content/x/new.md", "x")
	d.expect("content/x", "content/x/new.md")
	if !errors.Is(d.w.Fallback(), boom) {
		t.Errorf("got %v", d.w.Fallback())
	}
}

// While nobody listens, changes join the batch that waits.
func TestSlowListener(t *testing.T) {
	t.Parallel()
	d := fixture(t, Options{}, "a.md", "b.md")
	d.write("content/a.md", "1")
	time.Sleep(60 * time.Millisecond)
	d.write("content/b.md", "1")
	time.Sleep(60 * time.Millisecond)
	got := (<-d.w.Events()).Paths
	if diff := cmp.Diff([]string{d.at("content/a.md"), d.at("content/b.md")}, got); diff != "" {
		t.Error(diff)
	}
}

// A file that is written without a pause is told in the end.
func TestEndlessWriting(t *testing.T) {
	t.Parallel()
	d := fixture(t, Options{}, "log.md")
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
				_ = os.WriteFile(d.at("content/log.md"), fmt.Append(nil, i), 0o644)
			}
		}
	}()
	defer func() { close(stop); <-done }()
	select {
	case <-d.w.Events():
	case <-time.After(30 * time.Second):
		t.Error("nothing was told while the file was written")
	}
}

// BenchmarkSave is the time from a save to its batch, settling included.
func BenchmarkSave(b *testing.B) {
	d := fixture(b, Options{}, "a.md", "zh/b.md")
	i := 0
	for b.Loop() {
		i++
		d.write("content/a.md", fmt.Sprint(i))
		<-d.w.Events()
	}
}
