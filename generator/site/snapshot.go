package site

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"sync"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/links"
	"atlas/generator/page"
	"atlas/generator/parallel"
)

// Snapshot is the website of a site as it was read at one moment. It never
// changes. Nothing is listed or made before it is asked for.
type Snapshot struct {
	Atlas  *atlas.Atlas
	env    *page.Env
	assets []page.File
	fsys   fs.FS              // for the lines that links were made by
	files  func() []page.File // all of them
	links  func() writtenLinks
	made   sync.Map                           // path → *made
	report func(stage Stage, done, total int) // may be nil
	found  *findings                          // of the site's snapshots
}

// made is a file's bytes, made once.
type made struct {
	file page.File
	once sync.Once
	data []byte
	err  error
}

func newSnapshot(env *page.Env, assets []page.File, fsys fs.FS, report func(Stage, int, int), found *findings) *Snapshot {
	s := &Snapshot{Atlas: env.Atlas, env: env, assets: assets, fsys: fsys, report: report, found: found}
	s.files = sync.OnceValue(func() []page.File {
		// The scripts come first: what ECharts takes is the longest of all.
		return append(s.assets[:len(s.assets):len(s.assets)], env.Files()...)
	})
	s.links = sync.OnceValue(s.collectLinks)
	return s
}

// Paths lists the files of the website.
func (s *Snapshot) Paths() []string {
	files := s.files()
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f.Path
	}
	return out
}

// find finds a file without listing the others.
func (s *Snapshot) find(path string) (page.File, bool) {
	for _, f := range s.assets {
		if f.Path == path {
			return f, true
		}
	}
	return s.env.Find(path)
}

// Get makes a file, once, and keeps it. The error is fs.ErrNotExist where there
// is none.
func (s *Snapshot) Get(path string) ([]byte, error) {
	kept, ok := s.made.Load(path)
	if !ok {
		f, ok := s.find(path)
		if !ok {
			return nil, fs.ErrNotExist
		}
		kept, _ = s.made.LoadOrStore(path, &made{file: f})
	}
	m := kept.(*made)
	m.once.Do(func() { m.data, m.err = makeFile(m.file) })
	return m.data, m.err
}

func makeFile(f page.File) ([]byte, error) {
	data, err := f.Make()
	if err != nil {
		err = fmt.Errorf("%s: %w", f.Path, err)
	}
	return data, err
}

// inspection makes pages, scans them for links, and gathers what is wrong.
type inspection struct {
	snap    *Snapshot
	checker *links.Checker

	mu       sync.Mutex
	problems diag.List
}

func (s *Snapshot) inspect() *inspection {
	return &inspection{snap: s, checker: links.New(s.Paths(), s.Atlas.Site.URL)}
}

// make makes a file and looks at it.
func (i *inspection) make(f page.File, make func(page.File) ([]byte, error)) ([]byte, error) {
	data, err := make(f)
	if err != nil {
		i.mu.Lock()
		i.problems.Add(ProblemOf(f.Path, err))
		i.mu.Unlock()
		return nil, err
	}
	i.checker.Scan(f.Path, data)
	return data, nil
}

// end returns the problems, when all is made.
func (i *inspection) end() diag.List {
	faults := i.checker.Faults(func(path string) []byte {
		f, ok := i.snap.find(path)
		if !ok {
			return nil
		}
		data, _ := makeFile(f)
		return data
	})
	for _, f := range faults {
		i.problems.Add(i.snap.linkProblem(f))
	}
	if d, ok := i.snap.env.Draw.(interface {
		Problems(*atlas.Atlas) diag.List
	}); ok {
		i.problems.Add(d.Problems(i.snap.Atlas)...)
	}
	i.problems.Sort()
	return i.problems
}

// all makes every file with a function, on all processors.
func (i *inspection) all(make func(page.File) ([]byte, error)) {
	files := i.snap.files()
	made := counter(i.snap.report, files)
	parallel.Each(len(files), func(k int) {
		if _, err := i.make(files[k], make); err == nil { // else the problem is kept
			made(files[k].Path)
		}
	})
}

// MakeAll makes every file, on all processors, keeps them, and returns the
// problems that turned up on the way, and the links of its pages that lead
// nowhere.
func (s *Snapshot) MakeAll() diag.List {
	i := s.inspect()
	i.all(func(f page.File) ([]byte, error) { return s.Get(f.Path) })
	return i.end()
}

// Inspect makes every file and keeps none; it returns the same problems as
// MakeAll.
func (s *Snapshot) Inspect() diag.List {
	i := s.inspect()
	i.all(makeFile)
	return i.end()
}

// inLayout is how a layout says where it cannot be executed, the column counted
// from 0.
var inLayout = regexp.MustCompile(`template: ([^:]+):(\d+):(\d+): executing "[^"]*" at <(.*?)>: (.*)$`)

// ProblemOf makes a problem of a page's error.
func ProblemOf(path string, err error) diag.Problem {
	if p := (diag.Problem{}); errors.As(err, &p) {
		return p
	}
	if m := inLayout.FindStringSubmatch(err.Error()); m != nil {
		line, _ := strconv.Atoi(m[2])
		col, _ := strconv.Atoi(m[3])
		return diag.Problem{Rule: "layout", Place: diag.Place{File: "templates/" + m[1], Line: line, Col: col + 1},
			Message: diag.Tf("页面模板中的 %[1]s 不能用：%[2]s", "%[1]s in this layout cannot be used: %[2]s", m[4], m[5]),
			Hint:    diag.T("照程序自带的同名模板改正，或删去这个文件，用回自带的", "mend it by the layout of that name that comes with the program, or delete this file to use that one")}
	}
	return diag.Problem{Rule: "page", Place: diag.Place{File: path},
		Message: diag.Tf("页面无法生成：%v", "the page cannot be made: %v", err)}
}
