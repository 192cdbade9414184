// Package watch tells what changed in folders, soon after it changed.
//
// It watches folders, never single files, since editors save by writing a new
// file and renaming it. Events of the system only say where to look: what is
// there is compared with what was there before, so that a temporary file that
// comes and goes is not reported, a folder that is moved in is reported with
// all it holds, and events that were lost in a storm cost a second look and not
// a change. Links to folders are followed, each folder once.
//
// Where the system tells nothing (network drives, too few watches), polling
// looks at everything again and again, and reads small files, so that a change
// that keeps size and time is seen as well. And whatever events say or do not say,
// a net goes through everything now and then (see net), so that nothing is unseen
// for ever.
package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"atlas/generator/ondisk"
)

// Options say how to watch. Zero durations take the defaults.
type Options struct {
	// Poll looks for changes every Interval instead of waiting for events.
	Poll bool
	// Interval is the time between two looks when polling (DefaultInterval),
	// and between two looks at roots and links, which send no events. Where a
	// look takes long, polling rests ten times as long.
	Interval time.Duration
	// Round is the least time between two looks at everything in which nothing is
	// taken on trust of the system's events (DefaultRound).
	Round time.Duration
	// Settle is how long it must be quiet before changes are told
	// (DefaultSettle). A storm is cut short after MaxSettle.
	Settle time.Duration
	// Ignore, if set, names files and folders that are not watched, beside
	// those that Temporary names. Paths come as in a Batch.
	Ignore func(path string) bool
}

// The defaults.
const (
	DefaultInterval = 500 * time.Millisecond
	DefaultSettle   = 6 * time.Millisecond
	MaxSettle       = 250 * time.Millisecond
)

// Batch is what changed between two moments.
type Batch struct {
	// Paths are the files and folders that appeared, changed or vanished,
	// sorted, each once. They begin with the root as it was given to New.
	Paths []string
}

// Watcher watches until it is closed.
type Watcher struct {
	opt    Options
	roots  []string
	events chan Batch
	done   chan struct{}
	ended  chan struct{}
	once   sync.Once

	// These belong to New, and after it to the goroutine of run.
	fsn  *fsnotify.Watcher // nil when polling
	tree *tree

	mu     sync.Mutex
	reason error // why it polls without being asked to; guarded by mu
}

// New starts to watch the roots and everything below them. What changes after
// it has returned is told. A root may be missing: it is told when it appears.
// Where the system cannot watch, the watcher polls, and Fallback says why.
func New(roots []string, opt Options) (*Watcher, error) {
	if len(roots) == 0 {
		return nil, errors.New("watch: no folder to watch")
	}
	if opt.Interval <= 0 {
		opt.Interval = DefaultInterval
	}
	if opt.Settle <= 0 {
		opt.Settle = DefaultSettle
	}
	if opt.Round <= 0 {
		opt.Round = DefaultRound
	}
	w := &Watcher{
		opt:    opt,
		events: make(chan Batch),
		done:   make(chan struct{}),
		ended:  make(chan struct{}),
	}
	for _, r := range roots {
		w.roots = append(w.roots, filepath.Clean(r))
	}
	slices.Sort(w.roots)
	w.roots = slices.Compact(w.roots)
	w.tree = newTree(w.roots, w.ignored, w.listen, w.unlisten)
	w.tree.contents = opt.Poll
	if !opt.Poll {
		fsn, err := fsnotify.NewWatcher()
		if err != nil {
			w.fallBack(err)
		} else {
			w.fsn = fsn
		}
	}
	w.listenAround()
	for _, r := range w.roots {
		w.tree.look(r)
	}
	w.tree.takeChanges() // what is there at the start is no change
	go w.run()
	return w, nil
}

// Events is where batches come. While nobody receives, further changes join the
// batch that waits. The channel is closed when the watcher is.
func (w *Watcher) Events() <-chan Batch { return w.events }

// Fallback is why the watcher polls although it was not asked to; nil if it
// does not.
func (w *Watcher) Fallback() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reason
}

// Close ends the watching. It may be called more than once.
func (w *Watcher) Close() error {
	w.once.Do(func() { close(w.done) })
	<-w.ended
	return nil
}

// ignored joins the caller's rule and ours.
func (w *Watcher) ignored(path string) bool {
	return ondisk.Temporary(path) || w.opt.Ignore != nil && w.opt.Ignore(path)
}

// concerns reports whether an event for the path is worth a look: it is a root,
// or lies in a folder that is watched and is not ignored.
func (w *Watcher) concerns(path string) bool {
	if _, isRoot := w.tree.roots[path]; isRoot {
		return true
	}
	return w.tree.nodes[filepath.Dir(path)] != nil && !w.ignored(path)
}

// listen asks the system for the events of a folder.
func (w *Watcher) listen(dir string) {
	if w.fsn == nil {
		return
	}
	if err := w.fsn.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.fallBack(err)
	}
}

// listenAround asks for the events of the folders that hold the roots, to see the
// roots themselves come and go. Asking again costs little, and is needed where such
// a folder was moved.
func (w *Watcher) listenAround() {
	if w.fsn == nil {
		return
	}
	for _, r := range w.roots {
		_ = w.fsn.Add(filepath.Dir(r))
	}
}

// listenAgain asks anew for the events of the folders on the way to a path of which
// they told nothing.
func (w *Watcher) listenAgain(path string) {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		n := w.tree.nodes[dir]
		if n == nil || !n.folder {
			return
		}
		w.unlisten(dir)
		w.listen(dir)
	}
}

func (w *Watcher) unlisten(dir string) {
	if w.fsn != nil {
		_ = w.fsn.Remove(dir) // it is gone already, most often
	}
}

// fallBack makes the watcher poll from now on.
func (w *Watcher) fallBack(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.reason == nil {
		w.reason = err
	}
}

// polls reports whether the watcher polls.
func (w *Watcher) polls() bool { return w.opt.Poll || w.Fallback() != nil }

// run gathers events, looks, and hands out batches.
func (w *Watcher) run() {
	defer close(w.ended)
	defer close(w.events)
	var fsEvents chan fsnotify.Event
	var fsErrors chan error
	if w.fsn != nil {
		defer w.fsn.Close()
		fsEvents, fsErrors = w.fsn.Events, w.fsn.Errors
	}
	tick := time.NewTicker(w.opt.Interval)
	defer tick.Stop()

	var (
		dirty   = map[string]change{}
		all     bool      // look at everything
		looked  time.Time // before then polling rests
		net     = net{now: time.Now}
		round   = time.After(w.opt.Round) // fires when the net is to be pulled further
		quiet   <-chan time.Time          // fires when it has been quiet
		since   time.Time                 // of the first event that is not looked at yet
		waiting Batch                     // what nobody has received yet
		out     chan<- Batch              // nil while nothing waits
	)
	arm := func() {
		now := time.Now()
		if quiet == nil {
			since = now
		}
		quiet = time.After(min(w.opt.Settle, MaxSettle-now.Sub(since)))
	}
	for {
		select {
		case <-w.done:
			return
		case out <- waiting:
			waiting, out = Batch{}, nil
		case e, ok := <-fsEvents:
			if !ok {
				fsEvents = nil
				continue
			}
			if name := filepath.Clean(e.Name); e.Op != fsnotify.Chmod && w.concerns(name) {
				c := dirty[name]
				c.written = c.written || e.Has(fsnotify.Write) || e.Has(fsnotify.Create)
				c.moved = c.moved || e.Has(fsnotify.Create) || e.Has(fsnotify.Rename) || e.Has(fsnotify.Remove)
				dirty[name] = c
				arm()
			}
		case err, ok := <-fsErrors:
			if !ok {
				fsErrors = nil
				continue
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				w.fallBack(err)
			}
			all = true
			arm()
		case <-tick.C:
			switch now := time.Now(); {
			case w.polls():
				if now.Before(looked) {
					continue
				}
				w.tree.contents = true
				// A change that was just seen may not be complete: look again
				// after a while, and tell when nothing more came.
				if w.lookEverywhere() && quiet == nil {
					all = true
					arm()
				}
				looked = time.Now().Add(lookRest * time.Since(now))
			case w.lookAtSilent():
				if quiet == nil {
					arm()
				}
			}
		case <-round:
			before, rest := w.tree.found, netRest
			if w.polls() {
				rest = pollRest
			}
			round = time.After(net.step(w.tree, w.opt.Round, rest, w.listenAgain))
			if w.tree.found != before && quiet == nil {
				arm()
			}
		case <-quiet:
			quiet = nil
			if all && w.lookEverywhere() && w.polls() && time.Since(since) < MaxSettle {
				began := since // it goes on: this is still the same storm
				arm()
				since = began
				continue
			}
			w.lookAt(dirty)
			all = false
			clear(dirty)
			if paths := w.tree.takeChanges(); len(paths) > 0 {
				waiting = Batch{Paths: union(waiting.Paths, paths)}
				out = w.events
			}
		}
	}
}

// change is what events said of a path.
type change struct {
	written bool // something was written there for certain
	moved   bool // it came, went or was moved
}

// lookEverywhere compares all roots and reports whether anything changed since
// the last look.
func (w *Watcher) lookEverywhere() bool {
	before := w.tree.found
	for _, r := range w.roots {
		w.tree.look(r)
	}
	return w.tree.found != before
}

// lookAt compares the paths that events named.
func (w *Watcher) lookAt(dirty map[string]change) {
	paths := make([]string, 0, len(dirty))
	for p := range dirty {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	// What vanished goes first: a folder that was renamed must not be listened
	// to under its old name any more when it is found under its new one.
	var there []string
	for _, p := range paths {
		if _, err := os.Lstat(p); err != nil {
			w.tree.look(p)
		} else {
			there = append(there, p)
		}
	}
	for _, p := range there {
		if n := w.tree.nodes[p]; n != nil && n.folder && dirty[p].moved {
			w.tree.renew(p)
			continue
		}
		w.tree.look(p)
		if dirty[p].written {
			w.tree.wrote(p)
		}
	}
}

// lookAtSilent compares what sends no events: roots that come, go or are
// replaced, and files behind links.
func (w *Watcher) lookAtSilent() bool {
	before := w.tree.found
	w.listenAround()
	for _, r := range w.roots {
		if w.tree.replaced(r) {
			w.tree.look(r)
		}
	}
	for _, p := range w.tree.links() {
		if n := w.tree.nodes[p]; n != nil && n.folder && !w.tree.replaced(p) {
			continue // what is in the folder behind it sends events
		}
		w.tree.look(p)
	}
	return w.tree.found != before
}

// union merges two sorted lists.
func union(a, b []string) []string {
	if len(a) == 0 {
		return b
	}
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
