// Package site puts the rooms together: it reads a site, checks it, and gives
// every file of its website, made when it is asked for.
package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"atlas/generator/atlas"
	"atlas/generator/cache"
	"atlas/generator/chart"
	"atlas/generator/check"
	"atlas/generator/diag"
	"atlas/generator/draw"
	"atlas/generator/links"
	"atlas/generator/page"
)

// Folders are the folders of a site that people edit.
var Folders = []string{"content", "data", "templates"}

// CacheDir is where drawings are kept, within the site's folder. It may be
// deleted at any time.
const CacheDir = ".cache"

// Site reads a site's folder again and again. It is for one goroutine; the
// snapshots it returns are for any number.
type Site struct {
	dir     string
	fsys    overlay
	loader  *atlas.Loader
	checker *check.Checker
	studio  *draw.Studio
	modules string // the folder with node_modules; "" for none
	cache   *cache.Cache

	layouts   *page.Layouts // of the templates as they are
	assets    []page.File
	live      bool      // the assets have a script that brings ECharts to the charts
	templates diag.List // what is wrong with them
	languages []atlas.Language
}

// Open opens the site in a folder. Drawings are kept in its cache folder unless
// noCache is set.
func Open(dir string, noCache bool) (*Site, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(abs); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder", dir)
	}
	s := &Site{dir: abs, fsys: overlay{os.DirFS(abs)}}
	if !noCache {
		// Without a cache everything is drawn anew; that is no reason to stop.
		s.cache, _ = cache.Open(filepath.Join(abs, CacheDir))
	}
	modules, found := nodeModules(abs)
	script, err := chart.ReadScript(os.DirFS(modules))
	if p := (diag.Problem{}); err != nil && !errors.As(err, &p) {
		return nil, err
	}
	if found {
		s.modules = modules
	}
	s.loader = atlas.NewLoader(s.fsys)
	s.checker = check.New(s.fsys)
	s.studio = draw.NewStudio(s.cache, chart.NewEngine(script))
	return s, nil
}

// nodeModules is the nearest folder, from dir upwards, that holds node_modules
// with ECharts; dir itself where none does.
func nodeModules(dir string) (folder string, found bool) {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, chart.ScriptPath)); err == nil {
			return d, true
		}
		if d == filepath.Dir(d) {
			return dir, false
		}
	}
}

// Dir is the site's folder, absolute.
func (s *Site) Dir() string { return s.dir }

// Snapshot is the website of a site as it was read at one moment. It never
// changes.
type Snapshot struct {
	Atlas *atlas.Atlas
	files []page.File
	index map[string]int
	made  []made
	fsys  fs.FS // for the lines that links were made by
}

// made is a file's bytes, made once.
type made struct {
	once sync.Once
	data []byte
	err  error
}

// Read reads the site. Changed are the paths within the site that are known to
// have changed since the last Read; nil means that any may have. The snapshot
// is nil where problems forbid a build.
func (s *Site) Read(changed []string, release bool) (*Snapshot, diag.List) {
	s.loader.Forget(changed...)
	a, problems := s.loader.Load()
	if a == nil {
		return nil, problems
	}
	problems.Add(s.checker.Check(a)...)
	s.readTemplates(a, changed)
	problems.Add(s.templates...)
	problems.Sort()
	if problems.Forbids(release) {
		return nil, problems
	}
	env := &page.Env{Atlas: a, Layouts: s.layouts, Draw: s.studio, Rules: handbookRules(), Live: s.live}
	snap := &Snapshot{Atlas: a, files: slices.Concat(s.assets, env.Files()), index: map[string]int{}, fsys: s.fsys}
	for i, f := range snap.files {
		snap.index[f.Path] = i
	}
	snap.made = make([]made, len(snap.files))
	return snap, problems
}

// readTemplates reads layouts, interface texts and scripts, unless it is known
// that they are the same.
func (s *Site) readTemplates(a *atlas.Atlas, changed []string) {
	same := s.layouts != nil && changed != nil && slices.EqualFunc(s.languages, a.Languages, func(x, y atlas.Language) bool { return x.Code == y.Code })
	for _, p := range changed {
		if _, ok := inTemplates(p); ok {
			same = false
		}
	}
	if same {
		return
	}
	layouts, problems := page.ReadLayouts(s.fsys, a.Languages)
	files, more := assets(s.fsys)
	s.templates = append(problems, more...)
	s.languages = a.Languages
	alive := live(s.fsys, s.modules, s.cache)
	if layouts != nil {
		s.layouts, s.assets, s.live = layouts, append(files, alive...), len(alive) > 0
	}
}

// Paths lists the files of the website.
func (s *Snapshot) Paths() []string {
	var out []string
	for _, f := range s.files {
		out = append(out, f.Path)
	}
	return out
}

// Get makes a file, once. The error is fs.ErrNotExist where there is none.
func (s *Snapshot) Get(path string) ([]byte, error) {
	i, ok := s.index[path]
	if !ok {
		return nil, fs.ErrNotExist
	}
	m := &s.made[i]
	m.once.Do(func() {
		if m.data, m.err = s.files[i].Make(); m.err != nil {
			m.err = fmt.Errorf("%s: %w", path, m.err)
		}
	})
	return m.data, m.err
}

// MakeAll makes every file, on all processors, and returns the problems that
// turned up on the way, and the links of its pages that lead nowhere.
func (s *Snapshot) MakeAll() diag.List {
	var problems diag.List
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	checker := links.New(s.Paths(), s.Atlas.Site.URL)
	for _, f := range s.files {
		g.Go(func() error {
			data, err := s.Get(f.Path)
			if err != nil {
				mu.Lock()
				problems.Add(problemOf(f.Path, err))
				mu.Unlock()
				return nil
			}
			checker.Scan(f.Path, data)
			return nil
		})
	}
	_ = g.Wait()
	faults := checker.Faults(func(path string) []byte {
		data, _ := s.Get(path)
		return data
	})
	for _, f := range faults {
		problems.Add(s.linkProblem(f))
	}
	problems.Sort()
	return problems
}

// problemOf makes a problem of a page's error.
func problemOf(path string, err error) diag.Problem {
	if p := (diag.Problem{}); errors.As(err, &p) {
		return p
	}
	return diag.Problem{Rule: "page", Place: diag.Place{File: path},
		Message: diag.Tf("页面无法生成：%v", "the page cannot be made: %v", err)}
}
