package atlas

import (
	"io/fs"
	"slices"
	"sync/atomic"
	"time"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Loader reads a site again and again and keeps what it made: a file that did not
// change is not read a second time, and a chapter whose files, numbers and names
// did not change is the same chapter, by its pointer, in the next atlas. It is
// for one goroutine; the atlases it returns share their unchanged parts.
type Loader struct {
	fsys    fs.FS
	parsed  map[string]parsed // of all files but chapters
	shelves shelves
	gazette *gazette
	tables  checkedTables
	refs    references
	numbers keptNumbers
	units   keptUnits
	uses    atomic.Pointer[lastUses]
	areas   map[areaKey]float64
	borders map[*source.Layer][][]int
	layers  map[layerKey]readLayer
	finders finderCache
	listing listing
	missed  changes // what changed while the site could not be read
	ear     *ear
	rest    uint64 // counts what was made of files other than chapters

	anchored anchored // the ids of blocks
}

// changes are what is known to have changed.
type changes struct {
	paths []string
	any   bool // anything may have
}

// parsed is what was made of a file.
type parsed struct {
	size     int64
	time     time.Time
	value    any
	problems diag.List
}

// NewLoader makes a loader of the site in fsys, which has the folders content
// and data.
func NewLoader(fsys fs.FS) *Loader {
	return &Loader{fsys: fsys, parsed: map[string]parsed{}, ear: &ear{}}
}

// Forget makes the next Load read these files anew whatever their time says.
func (l *Loader) Forget(paths ...string) {
	for _, p := range paths {
		if old, known := l.parsed[p]; known {
			delete(l.parsed, p)
			if _, table := old.value.(*source.Table); !table {
				l.rest++
			}
		}
		l.shelves.forget(p)
	}
}

// Load reads the site, looking at the size and time of every file. All problems
// are returned, sorted; the atlas is nil where there is nothing to build on,
// which is the case only without site.yaml.
func (l *Loader) Load() (*Atlas, diag.List) { return l.load(nil, false) }

// Reload reads the site after files have changed, appeared or vanished. No other
// file is looked at: the caller watches them. Paths are slash-separated, within
// the site.
func (l *Loader) Reload(changed []string) (*Atlas, diag.List) {
	l.Forget(changed...)
	return l.load(changed, true)
}

func (l *Loader) load(changed []string, watched bool) (*Atlas, diag.List) {
	changed = slices.Concat(l.missed.paths, changed)
	watched = watched && !l.missed.any
	b := &builder{loader: l, fsys: l.fsys, changed: changed, watched: watched, atlas: &Atlas{
		notes: map[string]*Note{}, tables: map[string]*Table{}, layers: map[string]*Layer{},
		maps: map[string]*Map{}, charts: map[string]*Chart{},
	}, used: map[string]bool{}, unread: map[string]bool{}}
	if !b.readSite() {
		l.missed = changes{changed, !watched}
		b.problems.Sort()
		return nil, b.problems
	}
	l.missed = changes{}
	b.readTables()
	b.readUnits()
	b.readVocabulary()
	b.readLayers()
	b.readGazetteer()
	b.readChapters()
	b.readLock()
	b.readSpots()
	b.readNotes()
	b.readNumbers()
	b.readClaims()
	b.readIndicators()
	b.readProgress()
	b.readMaps()
	b.figures()
	b.readCharts()
	b.readArticles()
	b.siteReferences(b.described)
	b.graph()
	b.references()
	b.unused()
	for path := range l.parsed {
		if !b.used[path] {
			delete(l.parsed, path)
			l.rest++
		}
	}
	b.atlas.ear, b.atlas.rest = l.ear, l.rest
	b.problems.Sort()
	return b.atlas, b.problems
}

// builder puts an atlas together. It is used once.
type builder struct {
	loader   *Loader
	fsys     fs.FS
	changed  []string // what changed since the last time, where that is known
	watched  bool     // nothing else did
	atlas    *Atlas
	problems diag.List
	used     map[string]bool
	unread   map[string]bool // YAML files that are there and cannot be read

	described *siteYAML // what the site says of itself
}

// open reads a file of which only the text is wanted.
func (b *builder) open(path string, kind source.Kind) *source.File {
	return read(b, path, kind, func(f *source.File) (*source.File, diag.List) { return f, nil })
}

// read returns what parse makes of a file, from memory where the file did not
// change. It returns the zero T where the file cannot be read.
func read[T any](b *builder, path string, kind source.Kind, parse func(*source.File) (T, diag.List)) T {
	return keep(b, path, func() (T, diag.List, bool) {
		f, problems := source.Open(b.fsys, path, kind)
		if f == nil {
			var none T
			return none, problems, false
		}
		value, more := parse(f)
		return value, append(problems, more...), true
	})
}

// keep returns what was made of a file, or makes it where the file changed. What
// is made without success is made again the next time.
func keep[T any](b *builder, path string, make func() (value T, problems diag.List, ok bool)) T {
	b.used[path] = true
	old, known := b.loader.parsed[path]
	if v, ok := old.value.(T); ok && known && (b.watched || b.unchanged(path, old)) {
		b.problems.Add(old.problems...)
		return v
	}
	info, err := fs.Stat(b.fsys, path) // before it is read: a change meanwhile is seen the next time
	value, problems, ok := make()
	if ok || known {
		b.loader.rest++
	}
	if err == nil && ok {
		b.loader.parsed[path] = parsed{size: info.Size(), time: info.ModTime(), value: value, problems: problems}
	} else {
		delete(b.loader.parsed, path)
	}
	b.problems.Add(problems...)
	return value
}

func (b *builder) unchanged(path string, old parsed) bool {
	info, err := fs.Stat(b.fsys, path)
	return err == nil && old.size == info.Size() && old.time.Equal(info.ModTime())
}

// there reports whether the site has a file.
func (b *builder) there(path string) bool {
	if _, known := b.loader.parsed[path]; known && b.watched {
		b.used[path] = true
		return true
	}
	_, err := fs.Stat(b.fsys, path)
	return err == nil
}
