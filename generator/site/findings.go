package site

import (
	"context"
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/draw"
	"atlas/generator/links"
	"atlas/generator/page"
	"atlas/generator/sheet"
)

// findings are what is known of every file of a website, kept from one snapshot
// to the next: whether it can be made, its links and ids, and what of the chapters
// was read for it. In the next snapshot those files are looked at again that may
// be others there, and work that was broken off goes on.
//
// Pages of chapters and places, which are most of a large site, are looked at
// again if what was read for them changed; where rows of tables did, those of
// places all. Other pages are looked at again if anything did, and other files,
// which have no links, if rows did: words do not decide whether they can be made.
// If more changed than words and rows, all is looked at again.
type findings struct {
	mu    sync.Mutex
	of    *Snapshot // the latest; nil for none
	paths []string
	links *links.Checker
	files []finding
	open  []bool // the files to be looked at again
	most  int    // how many there are
	read  map[atlas.Piece][]int32
	seed  maphash.Seed
}

// finding is what is known of a file.
type finding struct {
	kind    kind
	read    []atlas.Piece
	made    bool
	problem *diag.Problem // why it cannot be made
	sum     uint64        // of its bytes
}

// kind says when a file is looked at again.
type kind uint8

const (
	dataFile kind = iota
	otherPage
	placePage
	chapterPage
)

// Background looks at every file of the website beside other work, on one
// processor, and returns the problems that Inspect finds. What the last snapshots
// of the site found is used, so that after an edit the work is in proportion to
// what it touched. When the context ends the error is the context's, and what was
// found is kept.
func (s *Snapshot) Background(ctx context.Context) (diag.List, error) {
	f := s.found
	f.mu.Lock()
	defer f.mu.Unlock()
	f.follow(s)
	for f.most > 0 { // once, as a rule; see look
		for i, open := range f.open {
			if !open {
				continue
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			f.look(i)
		}
	}
	return f.problems(), nil
}

// follow goes on to a snapshot, which is the newest.
func (f *findings) follow(s *Snapshot) {
	before := f.of
	if before == s {
		return
	}
	f.of = s
	if before == nil || !s.sameMake(before) {
		f.forget()
		return
	}
	changes, ok := s.Atlas.Since(before.Atlas)
	if !ok || !slices.Equal(f.paths, s.Paths()) {
		f.forget()
		return
	}
	for _, p := range changes.Pieces {
		for _, i := range f.read[p] {
			f.again(i)
		}
	}
	if len(s.assets) > 0 && (len(before.assets) == 0 || &s.assets[0] != &before.assets[0]) { // they were made again
		for i := range s.assets {
			f.again(int32(i))
		}
	}
	if !changes.Rows && len(changes.Pieces) == 0 {
		return
	}
	for i := range f.files {
		if k := f.files[i].kind; k == otherPage || k != chapterPage && changes.Rows {
			f.again(int32(i))
		}
	}
}

// sameMake reports whether two snapshots make pages of an atlas in the same way.
func (s *Snapshot) sameMake(o *Snapshot) bool {
	return s.env.Layouts == o.env.Layouts && s.env.Live == o.env.Live && s.env.Paint == nil && o.env.Paint == nil
}

func (f *findings) again(i int32) {
	if !f.open[i] {
		f.open[i] = true
		f.most++
	}
}

// forget begins anew.
func (f *findings) forget() {
	s := f.of
	f.paths = s.Paths()
	f.links = links.New(f.paths, s.Atlas.Site.URL)
	f.files = make([]finding, len(f.paths))
	f.open, f.most = make([]bool, len(f.paths)), 0
	f.read = map[atlas.Piece][]int32{}
	f.seed = maphash.MakeSeed()
	for i, p := range f.paths {
		f.files[i].kind = s.kindOf(p)
		f.again(int32(i))
	}
}

// kindOf is the kind of the file at a path.
func (s *Snapshot) kindOf(path string) kind {
	_, rest, _ := strings.Cut(path, "/")
	dir, name, _ := strings.Cut(rest, "/")
	id, html := strings.CutSuffix(name, ".html")
	switch {
	case html && (dir == "plan" || dir == "parallel") && s.Atlas.Chapter(id) != nil:
		return chapterPage
	case html && dir == "places" && s.Atlas.Place(id) != nil:
		return placePage
	case strings.HasSuffix(path, ".html") || strings.HasSuffix(path, ".svg"):
		return otherPage
	}
	return dataFile
}

// look makes a file and looks at it.
func (f *findings) look(i int) {
	file, ok := f.of.find(f.paths[i])
	if !ok {
		file = page.File{Path: f.paths[i], Make: func() ([]byte, error) { return nil, errUnlisted }}
	}
	var data []byte
	var err error
	read := f.of.Atlas.Heard(func() { data, err = makeFile(file) })
	for _, p := range read {
		if _, known := slices.BinarySearch(f.files[i].read, p); !known {
			f.read[p] = append(f.read[p], int32(i))
		}
	}
	before := f.files[i]
	f.files[i] = finding{kind: before.kind, read: read, made: err == nil, sum: maphash.Bytes(f.seed, data)}
	f.open[i] = false
	f.most--
	if err == nil {
		f.links.Scan(file.Path, data)
		return
	}
	p := ProblemOf(file.Path, err)
	f.files[i].problem = &p
	if before.made {
		f.forget() // its ids, too, of which nothing is known any more
	}
}

// problems are those of all files.
func (f *findings) problems() diag.List {
	i := &inspection{snap: f.of, checker: f.links}
	for _, x := range f.files {
		if x.problem != nil {
			i.problems.Add(*x.problem)
		}
	}
	return i.end()
}

// drawer draws for one snapshot. What a map shows is worked out once for all the
// pages that draw it, so what was read for it is heard with each of them.
type drawer struct {
	*draw.Studio
	sheets sync.Map // *atlas.Map to func() []atlas.Piece
}

func (d *drawer) hear(a *atlas.Atlas, m *atlas.Map) {
	if !a.Hearing() {
		return
	}
	read, _ := d.sheets.LoadOrStore(m, sync.OnceValue(func() []atlas.Piece {
		return a.Heard(func() { sheet.Of(a, m) })
	}))
	a.Hear(read.(func() []atlas.Piece)())
}

func (d *drawer) Map(a *atlas.Atlas, m *atlas.Map, w draw.Words) ([]byte, error) {
	d.hear(a, m)
	return d.Studio.Map(a, m, w)
}

func (d *drawer) Locator(a *atlas.Atlas, m *atlas.Map, p *atlas.Place, w draw.Words) ([]byte, error) {
	d.hear(a, m)
	return d.Studio.Locator(a, m, p, w)
}
