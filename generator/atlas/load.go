package atlas

import (
	"io/fs"
	"time"

	"atlas/generator/diag"
	"atlas/generator/names"
	"atlas/generator/source"
)

// Loader reads a site again and again and keeps what it parsed: a file whose
// size and time did not change is not read a second time. It is for one
// goroutine; the atlases it returns share their unchanged parts.
type Loader struct {
	fsys    fs.FS
	parsed  map[string]parsed
	finders finderCache
	areas   map[areaKey]float64
	borders map[*source.Layer][][]int
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
	return &Loader{fsys: fsys, parsed: map[string]parsed{}}
}

// Forget makes the next Load read these files anew whatever their time says.
func (l *Loader) Forget(paths ...string) {
	for _, p := range paths {
		delete(l.parsed, p)
	}
}

// Load reads the site. All problems are returned, sorted; the atlas is nil where
// there is nothing to build on, which is the case only without site.yaml.
func (l *Loader) Load() (*Atlas, diag.List) {
	b := &builder{loader: l, fsys: l.fsys, atlas: &Atlas{
		blocks: map[string]*Block{}, places: map[string]*Place{}, names: map[string]*Name{},
		notes: map[string]*Note{}, tables: map[string]*Table{}, layers: map[string]*Layer{},
		maps: map[string]*Map{}, charts: map[string]*Chart{},
	}, used: map[string]bool{}}
	if !b.readSite() {
		b.problems.Sort()
		return nil, b.problems
	}
	b.readChapters()
	b.readLock()
	b.readTables()
	b.readVocabulary()
	b.readPlaces()
	b.readNames()
	b.readSpots()
	b.readNotes()
	b.readTerms()
	b.readNumbers()
	b.readClaims()
	b.readLayers()
	b.measure()
	b.neighbours()
	b.readMaps()
	b.readCharts()
	b.readArticles()
	b.link()
	b.graph()
	b.references()
	for path := range l.parsed {
		if !b.used[path] {
			delete(l.parsed, path)
		}
	}
	b.problems.Sort()
	return b.atlas, b.problems
}

// builder puts an atlas together. It is used once.
type builder struct {
	loader   *Loader
	fsys     fs.FS
	atlas    *Atlas
	problems diag.List
	used     map[string]bool
}

// open reads a file of which only the text is wanted.
func (b *builder) open(path string, kind source.Kind) *source.File {
	return read(b, path, kind, func(f *source.File) (*source.File, diag.List) { return f, nil })
}

// read returns what parse makes of a file, from memory where the file did not
// change. It returns the zero T where the file cannot be read.
func read[T any](b *builder, path string, kind source.Kind, parse func(*source.File) (T, diag.List)) T {
	b.used[path] = true
	info, err := fs.Stat(b.fsys, path)
	if old, ok := b.loader.parsed[path]; ok && err == nil && old.size == info.Size() && old.time.Equal(info.ModTime()) {
		if v, ok := old.value.(T); ok {
			b.problems.Add(old.problems...)
			return v
		}
	}
	f, problems := source.Open(b.fsys, path, kind)
	var value T
	if f != nil {
		v, more := parse(f)
		value = v
		problems = append(problems, more...)
	}
	if err == nil && f != nil {
		b.loader.parsed[path] = parsed{size: info.Size(), time: info.ModTime(), value: value, problems: problems}
	}
	b.problems.Add(problems...)
	return value
}

// finderCache keeps the finders as long as what they were made of is the same.
type finderCache struct {
	sources  []finderSource
	finders  []*names.Finder
	terms    []*names.Finder
	problems diag.List // of the dictionary
	// found holds the matches in a version's text; versions are kept by the
	// loader, so the same pointer means the same text.
	found map[foundKey][]names.Match
}
