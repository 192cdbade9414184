package watch

import (
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// The net catches what no event told of: a folder whose events the system stopped
// to send, a change that kept size and time. It goes through everything that is
// known in rounds, a slice of work at a time, and rests after each slice so that it
// never takes more than its share of one processor's time.
const (
	// DefaultRound is the least time from the beginning of one round to that of
	// the next. Where there are many files a round takes longer: 50,000 files are
	// gone through in some 15 seconds.
	DefaultRound = 2 * time.Second

	netSlice  = 5 * time.Millisecond
	netRest   = 100 // times what a slice took; so the net costs one part in a hundred
	pollRest  = 20  // the same when polling, where files are read as well
	lookRest  = 10  // times what a look at everything took, when polling
	smallFile = 256 << 10
)

// net is where a round stands.
type net struct {
	paths []string  // what is still to be looked at
	began time.Time // when the round began
	now   func() time.Time
}

// step does a slice of work and returns when to do the next. The paths that
// differed are given to found.
func (n *net) step(t *tree, round time.Duration, rest int, found func(path string)) time.Duration {
	start := n.now()
	if len(n.paths) == 0 {
		n.paths, n.began = t.known(), start
	}
	for i := 1; len(n.paths) > 0; i++ {
		path := n.paths[len(n.paths)-1]
		n.paths = n.paths[:len(n.paths)-1]
		before := t.found
		t.check(path)
		if t.found != before {
			found(path)
		}
		if i%16 == 0 && n.now().Sub(start) > netSlice {
			break
		}
	}
	end := n.now()
	wait := time.Duration(rest) * end.Sub(start)
	if len(n.paths) == 0 {
		wait = max(wait, round-end.Sub(n.began))
	}
	return wait
}

// known are the paths of everything that is known, in no order.
func (t *tree) known() []string {
	paths := make([]string, 0, len(t.nodes)+len(t.roots))
	for p := range t.nodes {
		paths = append(paths, p)
	}
	for r := range t.roots {
		if t.nodes[r] == nil {
			paths = append(paths, r)
		}
	}
	return paths
}

// check compares one path with what was there before: of a folder the names in
// it, of a file its stamp, and its content where contents are compared.
func (t *tree) check(path string) {
	n := t.nodes[path]
	if n == nil || !n.folder || t.replaced(path) {
		before := t.found
		t.look(path)
		if n != nil && t.found == before {
			t.compareContent(path, n)
		}
		return
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return // gone: its parent says so; or closed to us
	}
	there := make(map[string]struct{}, len(entries))
	for _, e := range entries {
		child := filepath.Join(path, e.Name())
		there[child] = struct{}{}
		if _, known := n.children[child]; !known {
			t.look(child)
		}
	}
	for child := range n.children {
		if _, ok := there[child]; !ok {
			t.forget(child)
		}
	}
}

// renew forgets a folder and finds it again, with all below it. It is for one
// that came, went or was moved since it was looked at: even if it is the same by
// its number, the system sends its events no longer, and what is in it may be
// other files that look the same.
func (t *tree) renew(path string) {
	t.forget(path)
	t.look(path)
}

// content is the hash of a small file's bytes; not known where none was taken.
type content struct {
	known bool
	sum   uint64
}

var seed = maphash.MakeSeed()

// contentOf reads a small regular file.
func contentOf(path string, fi fs.FileInfo) content {
	if !fi.Mode().IsRegular() || fi.Size() > smallFile {
		return content{}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return content{}
	}
	return content{true, maphash.Bytes(seed, data)}
}

// compareContent marks a file whose stamp is as it was and whose bytes are not.
func (t *tree) compareContent(path string, n *node) {
	if !t.contents || n.folder || t.nodes[path] != n {
		return
	}
	fi, err := os.Stat(path)
	if err != nil {
		return
	}
	now := contentOf(path, fi)
	if now.known && n.content.known && now.sum != n.content.sum {
		t.mark(path)
	}
	n.content = now
}
