// Package site puts the rooms together: it reads a site, checks it, and gives
// every file of its website, made when it is asked for.
package site

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"atlas/generator/atlas"
	"atlas/generator/cache"
	"atlas/generator/chart"
	"atlas/generator/check"
	"atlas/generator/diag"
	"atlas/generator/draw"
	"atlas/generator/modules"
	"atlas/generator/numeral"
	"atlas/generator/ondisk"
	"atlas/generator/page"
	"atlas/generator/picture"
	"atlas/generator/words"
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
	fsys    *overlay
	loader  *atlas.Loader
	checker *check.Checker
	studio  *draw.Studio
	modules modules.Modules
	cache   *cache.Cache

	layouts *page.Layouts // of the templates when they were good last
	read    struct {      // as they were read last
		asked    *asked
		layouts  *page.Layouts // nil where there are errors
		problems diag.List
	}
	named struct { // the layouts with the names of the units of an atlas
		of, layouts *page.Layouts
		units       *numeral.Units
	}
	assets    []page.File
	alive     []page.File                        // the same, with a script that brings ECharts to charts; nil where there is none
	templates diag.List                          // what is wrong with them
	report    func(stage Stage, done, total int) // may be nil
	missed    []string                           // what changed while there was nothing to read
	missedAny bool                               // then anything may have changed
	found     *findings                          // of the snapshots
	anchors   *atlas.Anchors                     // of the last reading without errors; nil where there are none
	languages []atlas.Language

	studies   *picture.Studio // of the release being made; nil for none
	tools     *picture.Tools  // of the studio
	toolsLent bool            // whoever lent them closes them
	pictures  Pictures
}

// Open opens the site in a folder. Drawings are kept in its cache folder unless
// noCache is set.
func Open(dir string, noCache bool) (*Site, error) {
	abs, err := folder(dir)
	if err != nil {
		return nil, err
	}
	var kept *cache.Cache
	if !noCache {
		// Without a cache everything is drawn anew; that is no reason to stop.
		kept, _ = cache.Open(filepath.Join(abs, CacheDir))
	}
	return with(abs, kept)
}

// Look opens the site in a folder for somebody who writes nothing there: what its
// cache holds is used, and nothing is added.
func Look(dir string) (*Site, error) {
	abs, err := folder(dir)
	if err != nil {
		return nil, err
	}
	return with(abs, cache.Look(filepath.Join(abs, CacheDir)))
}

// folder is the absolute path of a folder that is there.
func folder(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(abs); err != nil {
		return "", err
	} else if !info.IsDir() {
		return "", fmt.Errorf("%s is no folder", dir)
	}
	return abs, nil
}

// with opens the site in a folder, by its absolute path, with a cache.
func with(abs string, kept *cache.Cache) (*Site, error) {
	s := &Site{dir: abs, fsys: &overlay{site: ondisk.Dir(abs)}, cache: kept, found: &findings{}}
	s.modules = modules.Find(abs)
	script, err := chart.ReadScript(s.modules.FS)
	if p := (diag.Problem{}); err != nil && !errors.As(err, &p) {
		return nil, err
	}
	s.loader = atlas.NewLoader(s.fsys)
	s.checker = check.New(s.fsys)
	s.studio = draw.NewStudio(s.cache, chart.NewEngine(script))
	return s, nil
}

// Dir is the site's folder, absolute.
func (s *Site) Dir() string { return s.dir }

// Read reads the site. Changed are the paths within the site that are known to
// have changed since the last Read; nil means that any may have. The snapshot
// is nil where problems forbid a build.
func (s *Site) Read(changed []string, release bool) (*Snapshot, diag.List) {
	s.at(Reading)
	if changed != nil { // as the folders list them
		changed = slices.Clone(changed)
		for i := range changed {
			changed[i] = norm.NFC.String(changed[i])
		}
	}
	load := s.loader.Load
	if changed != nil {
		load = func() (*atlas.Atlas, diag.List) { return s.loader.Reload(changed) }
	}
	a, problems := load()
	if a == nil {
		s.missed, s.missedAny = append(s.missed, changed...), s.missedAny || changed == nil
		return nil, problems
	}
	if s.missedAny {
		changed = nil
	} else if changed != nil {
		changed = append(changed[:len(changed):len(changed)], s.missed...)
	}
	s.missed, s.missedAny = nil, false
	s.at(Checking)
	problems.Add(s.checker.Check(a)...)
	s.readTemplates(a, changed)
	problems.Add(s.templates...)
	if release {
		problems.Add(check.Unpinned(a)...)
	}
	problems.Sort()
	s.anchors = nil
	if problems.Forbids(release) {
		return nil, problems
	}
	s.anchors = a.Anchors
	var paint page.Painter
	if release {
		var err error
		if paint, err = s.painter(a); err != nil {
			problems.Add(ProblemOf("share", err))
			return nil, problems
		}
	}
	env := &page.Env{Atlas: a, Layouts: s.layoutsFor(a), Draw: &drawer{Studio: s.studio}, Rules: handbookRules(), Live: s.alive != nil, Paint: paint}
	assets := s.assets
	if s.alive != nil && len(a.Charts) > 0 {
		assets = s.alive
	}
	snap := newSnapshot(env, assets, s.fsys, s.report, s.found)
	return snap, problems
}

// layoutsFor are the layouts with the names of the atlas's units: the same ones as long as
// both are, so that pages are not made anew.
func (s *Site) layoutsFor(a *atlas.Atlas) *page.Layouts {
	if n := &s.named; n.of != s.layouts || n.units != a.Units {
		n.of, n.units, n.layouts = s.layouts, a.Units, s.layouts.WithUnits(a.Units, a.Languages)
	}
	return s.named.layouts
}

// readTemplates reads layouts, interface texts and scripts, unless it is known
// that they are the same.
func (s *Site) readTemplates(a *atlas.Atlas, changed []string) {
	same := s.layouts != nil && changed != nil && reflect.DeepEqual(s.languages, a.Languages)
	for _, p := range changed {
		if _, ok := inTemplates(p); ok || strings.HasPrefix(p, words.SiteFolder) {
			same = false
		}
	}
	if same {
		return
	}
	// A style or a script touches no page.
	if r := &s.read; r.asked == nil || !reflect.DeepEqual(s.languages, a.Languages) || !r.asked.same() {
		r.asked = &asked{fsys: s.fsys}
		r.layouts, r.problems = page.ReadLayouts(r.asked, a.Languages)
		if r.layouts != nil {
			r.layouts.MapStyle, _ = shortStyle("", r.layouts.MapStyle) // what is wrong with it the assets say
		}
	}
	files, more := assets(s.fsys, s.cache)
	s.templates = slices.Concat(s.read.problems, more)
	s.languages = a.Languages
	alive := live(s.fsys, s.modules, s.cache)
	if s.read.layouts != nil {
		s.layouts, s.assets, s.alive = s.read.layouts, files, nil
		if len(alive) > 0 {
			s.alive = slices.Concat(files, alive)
		}
	}
}
