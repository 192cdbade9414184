package command

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// A run may use so many bytes before it collects its garbage more often than
// pleases it: at least this much, and else two and a half times what it must keep,
// less a part. So a site of any size can be made, and one of 20,000 pages, which
// keeps some 200 MB with what is just being thrown away, has the least.
const (
	leastRoom = 272 << 20
	lessRoom  = 330 << 20
)

// A site of few pages spends its time on drawings, whose garbage is costly to
// collect often. It is given more at once.
const (
	fewFiles   = 5000
	roomForFew = 640 << 20
)

// room sets the memory limit of the program by what it keeps.
type room struct {
	mu      sync.Mutex
	least   int64 // bytes
	limit   int64 // bytes, as it is set
	live    int64 // bytes, what is kept
	preview bool
	stop    chan struct{}
}

// newRoom looks after the memory until close is called.
func newRoom() *room {
	r := &room{least: leastRoom, stop: make(chan struct{})}
	r.fit(0)
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-r.stop:
				return
			case <-tick.C:
				r.fit(bytesOf("/gc/heap/live:bytes"))
			}
		}
	}()
	return r
}

// fit sets the limit for so many bytes that are alive. Setting it stops the
// program for a moment, so small differences are passed over.
func (r *room) fit(live int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.live = live
	limit := max(r.least, live/2*5-lessRoom)
	if r.preview {
		limit = max(limit, live/4*7)
	}
	if r.limit == 0 || limit > r.limit/16*17 || limit < r.limit/4*3 {
		r.limit = limit
		debug.SetMemoryLimit(limit)
	}
}

// files gives room to a website of so many files, if they are few.
func (r *room) files(n int) {
	if n > fewFiles {
		return
	}
	r.mu.Lock()
	r.least = roomForFew
	r.mu.Unlock()
	r.fit(0)
}

// serve makes room for dozens of edits: what they throw away is to be collected
// when the editor looks up, not while a page is waited for.
func (r *room) serve() {
	r.mu.Lock()
	r.preview = true
	r.mu.Unlock()
}

// tidy collects what was thrown away, if it fills a good part of the room for it.
func (r *room) tidy() {
	r.mu.Lock()
	thrown, space := bytesOf("/memory/classes/heap/objects:bytes")-r.live, r.limit-r.live
	r.mu.Unlock()
	if thrown > space/4 {
		runtime.GC()
	}
}

func bytesOf(metric string) int64 {
	s := []metrics.Sample{{Name: metric}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}

func (r *room) close() { close(r.stop) }
