package command

import (
	"runtime/debug"
	"testing"
)

// The limit grows with what is kept, never falls below the least, and a small site
// has more.
func TestRoom(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	defer debug.SetMemoryLimit(before)
	r := &room{least: leastRoom, stop: make(chan struct{})}
	for _, step := range []struct {
		what string
		do   func()
		want int64
	}{
		{"at first", func() { r.fit(0) }, leastRoom},
		{"little is kept", func() { r.fit(100 << 20) }, leastRoom},
		{"much is kept", func() { r.fit(400 << 20) }, 670 << 20},
		{"a little more", func() { r.fit(410 << 20) }, 670 << 20},
		{"less again", func() { r.fit(200 << 20) }, 272 << 20},
		{"a large site", func() { r.files(fewFiles + 1) }, 272 << 20},
		{"a small site", func() { r.files(fewFiles) }, roomForFew},
		{"a small site that keeps little", func() { r.fit(1 << 20) }, roomForFew},
	} {
		step.do()
		if got := debug.SetMemoryLimit(-1); got != step.want {
			t.Errorf("%s: the limit is %d MiB, want %d", step.what, got>>20, step.want>>20)
		}
	}
	r.close()
}
