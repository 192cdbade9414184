package command

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"atlas/generator/diag"
	"atlas/generator/site"
)

// progress is the line that says on a terminal how far long work has come. It is
// written over and over; whatever else is written goes through it, so that the
// line is gone before. Where the output is no terminal nothing is shown.
type progress struct {
	out io.Writer
	on  bool             // out is a terminal
	now func() time.Time // for tests

	mu    sync.Mutex
	since time.Time // when the work began; zero while there is none
	last  time.Time // when the line was written
	shown bool      // the line stands there
}

// Work that is over soon shows nothing, and the line is not written more often
// than an eye can follow.
const (
	patience = 300 * time.Millisecond
	refresh  = 80 * time.Millisecond
)

// clearLine goes to the line's beginning and empties it.
const clearLine = "\r\x1b[K"

func newProgress(out io.Writer) *progress {
	return &progress{out: out, on: terminal(out), now: time.Now}
}

// terminal reports whether what is written there is read on a terminal that can
// go back to the beginning of a line.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// begin begins a piece of work, end ends it.
func (p *progress) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.since, p.last = p.now(), time.Time{}
}

func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.since = time.Time{}
	p.clear()
}

// step shows where the work is.
func (p *progress) step(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if !p.on || p.since.IsZero() || now.Sub(p.since) < patience || now.Sub(p.last) < refresh {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.out, "%s%s …", clearLine, text)
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.out, clearLine)
		p.shown = false
	}
}

// Write writes what is not progress.
func (p *progress) Write(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	return p.out.Write(data)
}

// stage shows the stage of a site's work.
func (c *call) stage(s site.Stage, done, total int) {
	var t diag.Text
	switch s {
	case site.Reading:
		t = diag.T("正在读取", "reads the site")
	case site.Checking:
		t = diag.T("正在检查", "checks it")
	case site.Maps:
		t = diag.Tf("正在绘制地图，第 %d 幅，共 %d 幅", "draws maps, %d of %d", done, total)
	case site.Files:
		t = diag.Tf("正在生成文件，第 %d 个，共 %d 个", "makes files, %d of %d", done, total)
	}
	c.progress.step(t.In(c.lang))
}

// seconds writes how long something took.
func seconds(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
