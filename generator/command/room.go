package command

import (
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
	mu    sync.Mutex
	least int64 // bytes
	limit int64 // bytes, as it is set
	stop  chan struct{}
}

// newRoom looks after the memory until close is called.
func newRoom() *room {
	r := &room{least: leastRoom, stop: make(chan struct{})}
	r.fit(0)
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for {
			select {
			case <-r.stop:
				return
			case <-tick.C:
				metrics.Read(live)
				r.fit(int64(live[0].Value.Uint64()))
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
	limit := max(r.least, live/2*5-lessRoom)
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

func (r *room) close() { close(r.stop) }
