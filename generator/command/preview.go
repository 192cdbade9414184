package command

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"atlas/generator/diag"
	"atlas/generator/origin"
	"atlas/generator/serve"
	"atlas/generator/site"
)

// preview is the site as it was good last, and what is wrong with it now.
type preview struct {
	dir   string // the site's folder, absolute
	links bool   // whether places are linked to the editor
	told  func() // called when problems turned up beside those of a reading; may be nil

	mu         sync.RWMutex
	good       *site.Snapshot
	before     *site.Snapshot // good before that one
	problems   diag.List      // of the last reading
	pages      diag.List      // pages that were asked for and cannot be made
	beside     diag.List      // of all pages, made in the background
	edited     []string       // what changed since the last good state
	generation uint64
	stop       context.CancelFunc // ends the work in the background; may be nil
	idle       func()             // is called when that is done; may be nil
}

var _ serve.Site = (*preview)(nil)

// take takes over what was read after something changed; it reports whether that
// is a new good state.
func (p *preview) take(s *site.Snapshot, problems diag.List, changed ...string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	p.problems = problems
	if s == nil {
		p.edited = append(p.edited, changed...)
		return false
	}
	p.edited = nil
	p.before, p.good = p.good, s
	p.pages, p.beside = nil, nil
	p.generation++
	return true
}

// quiet is how long nothing must have changed before the pages nobody looks at are
// made, to find links that lead nowhere: those that what changed may touch.
const quiet = 1500 * time.Millisecond

// background looks at the pages of the newest good state when it has been quiet for
// a while, and tells what is wrong with them.
func (p *preview) background() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stop != nil || p.good == nil {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	p.stop = stop
	good := p.good
	go func() {
		defer stop()
		select {
		case <-ctx.Done():
			return
		case <-time.After(quiet):
		}
		found, err := good.Background(ctx)
		if err != nil {
			return // something changed; it begins anew after that
		}
		p.mu.Lock()
		news := ctx.Err() == nil && len(found) > 0
		if news {
			p.beside, p.pages = found, nil // they are among what was found
		}
		p.mu.Unlock()
		if news && p.told != nil {
			p.told()
		}
		if p.idle != nil {
			p.idle()
		}
	}()
}

// end ends the work in the background.
func (p *preview) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stop != nil {
		p.stop()
	}
}

// Get makes a page of the newest good state. One that cannot be made is a
// problem.
func (p *preview) Get(path string) ([]byte, string, error) {
	p.mu.RLock()
	good := p.good
	p.mu.RUnlock()
	if good == nil {
		return nil, "", fs.ErrNotExist
	}
	data, err := good.Get(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.cannotMake(good, path, err)
	}
	return data, "", err
}

func (p *preview) cannotMake(of *site.Snapshot, path string, err error) {
	p.mu.Lock()
	n := len(p.pages) + len(p.beside)
	if p.good == of {
		p.pages.Add(site.ProblemOf(path, err))
		p.pages.Sort()
	}
	news := len(p.pages)+len(p.beside) > n
	p.mu.Unlock()
	if news && p.told != nil {
		go p.told()
	}
}

// Problems are those of the last reading and of the pages. First come those of the
// files that were edited since all was well: others may be their consequences.
func (p *preview) Problems() diag.List {
	p.mu.RLock()
	defer p.mu.RUnlock()
	var all diag.List
	all.Add(p.problems...)
	all.Add(p.pages...)
	all.Add(p.beside...)
	all.Sort()
	if len(p.edited) == 0 {
		return all
	}
	edited := make(map[string]bool, len(p.edited))
	for _, file := range p.edited {
		edited[file] = true
	}
	var first, others diag.List
	for _, problem := range all {
		if edited[problem.Place.File] {
			first.Add(problem)
		} else {
			others.Add(problem)
		}
	}
	return append(first, others...)
}

// Stale reports whether the newest state is not shown, because of its problems.
func (p *preview) Stale() bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.problems.Forbids(false)
}

// Generation counts the good states.
func (p *preview) Generation() uint64 {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.generation
}

// Paths lists the files of the newest good state and of the one before it.
func (p *preview) Paths() (now, before []string) {
	p.mu.RLock()
	good, old := p.good, p.before
	p.mu.RUnlock()
	if good != nil {
		now = good.Paths()
	}
	if old != nil {
		before = old.Paths()
	}
	return now, before
}

// Origins says where a page of the newest good state is written.
func (p *preview) Origins(path string) []serve.Origin {
	p.mu.RLock()
	good := p.good
	p.mu.RUnlock()
	if good == nil {
		return nil
	}
	var out []serve.Origin
	for _, o := range origin.Of(good.Atlas, path) {
		out = append(out, serve.Origin(o))
	}
	return out
}

// Link is the address that opens a place of the site in the editor. There is
// none for who looks from another machine, and for what is no file of the site.
func (p *preview) Link(at diag.Place) string {
	p.mu.RLock()
	good := p.good
	p.mu.RUnlock()
	if !p.links || good == nil || at.File == "" {
		return ""
	}
	file := filepath.Join(p.dir, filepath.FromSlash(at.File))
	if info, err := os.Lstat(file); err != nil || info.IsDir() {
		return ""
	}
	return editorLink(good.Atlas.Site.Editor, file, at.Line, at.Col)
}

// editorLink fills in the address that opens a file in an editor.
func editorLink(pattern, file string, line, col int) string {
	if pattern == "" {
		return ""
	}
	path := filepath.ToSlash(file)
	if strings.Contains(pattern, "/{path}") {
		path = strings.TrimPrefix(path, "/") // the pattern has the slash
	}
	parts := strings.Split(path, "/")
	for i, s := range parts {
		// A colon is a drive's; in a query and in a path it stands for itself.
		parts[i] = strings.NewReplacer("%3A", ":", "&", "%26", "+", "%2B", "=", "%3D").Replace(url.PathEscape(s))
	}
	return strings.NewReplacer("{path}", strings.Join(parts, "/"), "{line}", strconv.Itoa(max(line, 1)), "{column}", strconv.Itoa(max(col, 1)),
		"{col}", strconv.Itoa(max(col, 1))).Replace(pattern)
}
