package atlas

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"atlas/generator/diag"
	"atlas/generator/ondisk"
	"atlas/generator/parallel"
	"atlas/generator/source"
	"atlas/generator/text"
)

// shelves are the chapters' files as they were last read, and the names of what
// else lies beside them. While the caller says what changes, the folders are not
// listed again.
type shelves struct {
	codes    []string // of the languages
	list     []*shelf // in the order of the chapters' numbers
	missing  []bool   // by language: there is no folder
	articles []map[string]bool
	ids      int // counts up whenever a block's id came or went
	last     int // how many chapters there were
}

// shelf holds the files of a chapter and what was last made of them.
type shelf struct {
	n     int
	files []chapterFile // by language
	made  *madeChapter
}

// chapterFile is a chapter's file in one language.
type chapterFile struct {
	there    bool
	stale    bool // it must be read again
	size     int64
	time     time.Time
	doc      *chapterDoc // nil where it cannot be read
	problems diag.List
}

// chapterDoc is what a chapter's file holds.
type chapterDoc struct {
	file   *source.File
	label  string
	blocks []text.Block
	sound  bool    // there are no errors in it
	torn   bool    // its letters cannot be read
	count  counter // of its boxes, figures and tables
	page   int     // the last printed page that it marks; 0 where it marks none
}

// counter counts boxes, figures and tables through all chapters of a language.
type counter struct{ box, figure, table int }

type chapterYAML struct {
	Label string `yaml:"label"`
}

func parseChapter(f *source.File) (*chapterDoc, diag.List) {
	front, body, problems := source.FrontMatter(f)
	var y chapterYAML
	problems = append(problems, source.DecodeYAML(f, front, &y)...)
	blocks, more := text.Parse(f, body)
	problems = append(problems, more...)
	doc := &chapterDoc{file: f, label: y.Label, blocks: blocks, sound: problems.Count(diag.Error) == 0}
	for i := range blocks {
		switch blocks[i].Kind {
		case text.Box:
			doc.count.box++
		case text.Figure:
			doc.count.figure++
		case text.Table:
			doc.count.table++
		}
		for _, m := range blocks[i].Marks {
			if m.Kind == text.Page {
				doc.page = m.N
			}
		}
	}
	return doc, problems
}

// annexes is where the annexes begin among the chapters, which they follow: annex1.md
// is the chapter of the number annexes+1.
const annexes = 1_000_000

// chapterID is the id of the chapter of a number: "ch3", "annex1".
func chapterID(n int) string {
	if n >= annexes {
		return "annex" + strconv.Itoa(n-annexes)
	}
	return "ch" + strconv.Itoa(n)
}

// chapterOfID is the number of the chapter with an id.
func chapterOfID(id string) (int, bool) {
	digits, annex := strings.CutPrefix(id, "annex")
	if !annex {
		var ok bool
		if digits, ok = strings.CutPrefix(id, "ch"); !ok {
			return 0, false
		}
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n >= annexes || strconv.Itoa(n) != digits {
		return 0, false
	}
	if annex {
		return n + annexes, n > 0
	}
	return n, true
}

func chapterNumber(file string) (int, bool) {
	id, ok := strings.CutSuffix(file, ".md")
	if !ok {
		return 0, false
	}
	return chapterOfID(id)
}

func (s *shelves) path(lang, n int) string {
	return path.Join("content", s.codes[lang], chapterID(n)+".md")
}

// find is the language and number of a chapter's path.
func (s *shelves) find(p string) (code string, n int, ok bool) {
	dir, name := path.Split(p)
	code, ok = strings.CutPrefix(strings.TrimSuffix(dir, "/"), "content/")
	if !ok {
		return "", 0, false
	}
	n, ok = chapterNumber(name)
	return code, n, ok
}

// shelf finds a chapter's shelf.
func (s *shelves) shelf(n int) (int, bool) {
	return slices.BinarySearchFunc(s.list, n, func(x *shelf, n int) int { return cmp.Compare(x.n, n) })
}

// put finds or makes a chapter's shelf.
func (s *shelves) put(n int) *shelf {
	i, ok := s.shelf(n)
	if !ok {
		s.list = slices.Insert(s.list, i, &shelf{n: n, files: make([]chapterFile, len(s.codes))})
	}
	return s.list[i]
}

// forget makes a chapter's file be read again.
func (s *shelves) forget(p string) {
	code, n, ok := s.find(p)
	if !ok {
		return
	}
	if i, ok := s.shelf(n); ok {
		for lang, c := range s.codes { // a code may stand twice, by mistake
			if c == code {
				s.list[i].files[lang].stale = true
			}
		}
	}
}

// follow takes over what is known to have changed; it reports false where the
// folders must be listed.
func (s *shelves) follow(fsys fs.FS, changed []string) bool {
	for _, p := range changed {
		dir, name := path.Split(p)
		code, below := strings.CutPrefix(dir, "content/")
		if p == "content" || dir == "content/" && slices.Contains(s.codes, name) {
			return false
		}
		code, plain := strings.CutSuffix(code, "/")
		if !below || !plain || !slices.Contains(s.codes, code) || ondisk.Temporary(name) {
			continue
		}
		info, err := fs.Stat(fsys, p)
		n, chapter := chapterNumber(name)
		for lang, c := range s.codes {
			switch {
			case c != code:
			case chapter:
				f := &s.put(n).files[lang]
				f.there, f.stale = err == nil, true
			case err == nil && !info.IsDir():
				s.articles[lang][name] = true
			default:
				delete(s.articles[lang], name)
			}
		}
	}
	return true
}

// look lists the folders.
func (s *shelves) look(fsys fs.FS, codes []string) {
	if !slices.Equal(codes, s.codes) {
		*s = shelves{codes: codes, ids: s.ids + 1}
	}
	s.missing, s.articles = make([]bool, len(codes)), make([]map[string]bool, len(codes))
	there := make([]map[int]bool, len(codes))
	for lang, code := range codes {
		entries, err := fs.ReadDir(fsys, "content/"+code)
		s.missing[lang] = err != nil
		there[lang], s.articles[lang] = map[int]bool{}, map[string]bool{}
		for _, e := range entries {
			if ondisk.Temporary(e.Name()) {
				continue
			}
			if n, ok := chapterNumber(e.Name()); ok {
				there[lang][n] = true
			} else if !e.IsDir() {
				s.articles[lang][e.Name()] = true
			}
		}
	}
	byNumber := map[int]*shelf{}
	for _, x := range s.list {
		byNumber[x.n] = x
	}
	for lang := range codes {
		for n := range there[lang] {
			if byNumber[n] == nil {
				byNumber[n] = &shelf{n: n, files: make([]chapterFile, len(codes))}
				s.list = append(s.list, byNumber[n])
			}
		}
	}
	slices.SortFunc(s.list, func(x, y *shelf) int { return cmp.Compare(x.n, y.n) })
	for _, x := range s.list {
		for lang := range x.files {
			x.files[lang].there = there[lang][x.n]
		}
	}
}

// others are the names of the files that lie beside a language's chapters,
// sorted; none where there is no such folder, which is reported with the chapters.
func (s *shelves) others(code string) []string {
	return slices.Sorted(maps.Keys(s.articles[slices.Index(s.codes, code)]))
}

// read reads what changed, on all processors: what is stale, or, where look is
// set, has another size or time.
func (s *shelves) read(fsys fs.FS, look bool) {
	type job struct {
		f    *chapterFile
		path string
	}
	var jobs []job
	s.list = slices.DeleteFunc(s.list, func(x *shelf) bool {
		return !slices.ContainsFunc(x.files, func(f chapterFile) bool { return f.there })
	})
	for _, x := range s.list {
		for lang := range x.files {
			f := &x.files[lang]
			if !f.there && lang > 0 { // the rule that compares the languages says so
				*f = chapterFile{}
				continue
			}
			if look || f.stale || f.doc == nil {
				jobs = append(jobs, job{f, s.path(lang, x.n)})
			}
		}
	}
	parallel.Each(len(jobs), func(i int) { jobs[i].f.read(fsys, jobs[i].path) })
}

// read reads the file, unless it is as it was.
func (f *chapterFile) read(fsys fs.FS, path string) {
	info, err := fs.Stat(fsys, path)
	if err == nil && f.doc != nil && !f.stale && f.size == info.Size() && f.time.Equal(info.ModTime()) {
		return
	}
	there := f.there
	*f = chapterFile{there: there, stale: err != nil}
	if err == nil {
		f.size, f.time = info.Size(), info.ModTime()
	}
	file, problems := source.Open(fsys, path, source.TextFile)
	f.problems = problems
	if file != nil {
		doc, more := parseChapter(file)
		f.doc, f.problems = doc, append(problems, more...)
		doc.sound = f.problems.Count(diag.Error) == 0
		doc.torn = slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Rule == "encoding" && p.Severity == diag.Error })
		file.Release(fsys) // the blocks have what is in it
	}
}
