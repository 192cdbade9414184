package command

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"atlas/generator/diag"
	"atlas/generator/site"
)

// clock goes on by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time        { return c.at }
func (c *clock) after(d time.Duration) { c.at = c.at.Add(d) }
func onTerminal(out *strings.Builder) (*progress, *clock) {
	c := &clock{at: time.Date(2020, 5, 1, 0, 0, 0, 0, time.UTC)}
	return &progress{out: out, on: true, now: c.now}, c
}

// On a terminal there is one line, written over; it is gone before other words
// come, and when the work is done.
func TestProgressOnTerminal(t *testing.T) {
	var out strings.Builder
	p, clock := onTerminal(&out)
	call := &call{progress: p, stderr: p, lang: diag.English}
	call.stage(site.Maps, 1, 12) // no work has begun
	p.begin()
	call.stage(site.Reading, 0, 0) // too soon
	clock.after(patience)
	call.stage(site.Maps, 2, 12)
	call.stage(site.Maps, 3, 12) // too soon after the last
	clock.after(refresh)
	call.stage(site.Maps, 7, 12)
	call.say("某事", "something")
	clock.after(refresh)
	call.lang = diag.Chinese
	call.stage(site.Files, 40, 1740)
	p.end()
	call.say("完成", "done")
	want := "\r\x1b[Kdraws maps, 2 of 12 …\r\x1b[Kdraws maps, 7 of 12 …\r\x1b[Ksomething\n" +
		"\r\x1b[K正在生成文件，第 40 个，共 1740 个 …\r\x1b[K完成\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}

// In a log, a pipe or nowhere there is none.
func TestProgressElsewhere(t *testing.T) {
	var out strings.Builder
	p := newProgress(&out)
	p.begin()
	p.since = time.Time{}.Add(time.Hour) // long ago
	p.step("draws maps")
	p.end()
	fmt.Fprintln(p, "done")
	if out.String() != "done\n" {
		t.Errorf("got %q", out.String())
	}
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, f := range []*os.File{null, w, file} {
		if terminal(f) {
			t.Errorf("%s is no terminal", f.Name())
		}
	}
}

func TestSeconds(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0 ms", 999 * time.Millisecond: "999 ms", time.Second: "1.0 s", 83456 * time.Millisecond: "83.5 s"} {
		if got := seconds(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}
