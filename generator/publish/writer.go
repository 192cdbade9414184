package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"atlas/generator/diag"
)

// writer is one run of Write: where things are, and the lock it holds.
type writer struct {
	ctx       context.Context
	opt       Options
	name      string // the output folder as the caller called it, for messages
	out       string // its absolute path, links resolved
	beside    string // where staging, lock and state live: the parent, or out itself
	prefix    string // what their names begin with
	statePath string
	staging   string // "" until something is staged
	state     map[string]known
	unlock    func()
	moving    bool // files are being moved in place

	cannotKeep atomic.Bool // the owner of a folder cannot be kept in an exchange
	why        diag.Text   // there is no exchange
}

// open resolves the output folder, takes the lock and removes what killed runs
// left.
func open(ctx context.Context, out string, opt Options) (*writer, error) {
	w := &writer{ctx: ctx, opt: opt, name: out, out: real(out)}
	parent, base := filepath.Split(w.out)
	w.beside, w.prefix = filepath.Clean(parent), "."+base+"."
	if p, err := danglingLink(out); err != nil {
		return nil, dangling(w.name, p, err)
	}
	if fi, err := os.Stat(w.out); err == nil && !fi.IsDir() {
		return nil, w.fail(w.out, &fs.PathError{Op: "open", Path: w.out, Err: errors.New("not a folder")})
	}
	if err := os.MkdirAll(w.beside, 0o755); err != nil {
		return nil, w.fail(w.beside, err)
	}
	if isMount(w.out) {
		w.why = diag.T("它是一个挂载点", "it is a mount point")
	} else if sameDevice(w.out, w.beside) {
		err := w.lock()
		if err == nil || !errors.Is(err, fs.ErrPermission) && !isReadOnly(err) {
			return w.ready(err)
		}
	}
	// The folder is a mount of its own, or its parent is closed to us: what we
	// need goes inside, under top-level dot names.
	w.beside, w.prefix = w.out, ".atlas-"
	return w.ready(w.lock())
}

// ready completes open when the lock was taken or failed.
func (w *writer) ready(err error) (*writer, error) {
	if err != nil {
		return nil, w.fail(w.beside, err)
	}
	w.statePath = w.opt.State
	if w.statePath == "" {
		w.statePath = w.side("state")
	}
	w.removeStale(w.finishKilled())
	return w, nil
}

// side is the path of something of ours beside the output folder.
func (w *writer) side(name string) string { return filepath.Join(w.beside, w.prefix+name) }

// stagingName begins the names of staging folders, after the prefix.
const stagingName = "staging-"

// removeStale deletes the staging folders of killed runs. The lock says that
// nobody else is at work here. One is spared: it holds what is not ours.
func (w *writer) removeStale(spared string) {
	entries, err := os.ReadDir(w.beside)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != spared && strings.HasPrefix(e.Name(), w.prefix+stagingName) {
			removeTree(filepath.Join(w.beside, e.Name()))
		}
	}
}

// close removes the staging folder, if there is one, and lets others go on.
func (w *writer) close() {
	if w.staging != "" {
		removeTree(w.staging)
	}
	w.unlock()
}

// removeTree deletes a staging folder. What cannot be deleted now is deleted by
// a later run.
func removeTree(dir string) { _ = os.RemoveAll(dir) }

// shown is a path as a message shows it: below the output folder's name as the
// caller wrote it, where it is inside the output or the staging folder.
func (w *writer) shown(p string) string {
	for _, base := range []string{w.staging, w.out} {
		if base == "" {
			continue
		}
		if rel, err := filepath.Rel(base, p); err == nil && filepath.IsLocal(rel) {
			return filepath.Join(w.name, rel)
		}
	}
	return p
}

// canExchange reports whether an exchange is worth trying.
func (w *writer) canExchange() bool { return !w.opt.InPlace && w.beside != w.out }

// keepState records sizes and times of the plan's files. It is a convenience: a
// failure costs the next run some reading, so it is not reported.
func (w *writer) keepState(p *plan, always bool) {
	if !always && maps.Equal(w.state, p.state) {
		return
	}
	temp := w.statePath + ".new"
	err := os.MkdirAll(filepath.Dir(w.statePath), 0o755)
	if err == nil {
		err = os.WriteFile(temp, formatState(p.state), 0o644)
	}
	if err == nil {
		err = os.Rename(temp, w.statePath)
	}
	if err != nil {
		_ = os.Remove(temp)
	}
}

// dropState removes the record before the tree changes, so that a killed run
// never leaves a record of another tree.
func (w *writer) dropState() { _ = os.Remove(w.statePath) }
