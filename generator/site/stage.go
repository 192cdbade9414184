package site

import (
	"path"
	"strings"
	"sync"

	"atlas/generator/page"
)

// Stage is what a long piece of work is at.
type Stage int

// The stages of a build, in their order. While files are made, maps and the other
// files are counted apart, for maps take the longest.
const (
	Reading Stage = iota
	Checking
	Maps
	Files
)

// Report makes the site tell how far its work has come: f is called at the
// beginning of each stage, and with each file that is made, from several
// goroutines but never by two at once. Done and total are 0 where nothing is
// counted. It must be called before Read.
func (s *Site) Report(f func(stage Stage, done, total int)) { s.report = f }

// at tells that a stage begins.
func (s *Site) at(stage Stage) {
	if s.report != nil {
		s.report(stage, 0, 0)
	}
}

// counter returns what is to be called with each file that was made.
func counter(report func(Stage, int, int), files []page.File) func(path string) {
	if report == nil {
		return func(string) {}
	}
	var mu sync.Mutex
	var done, total [Files + 1]int
	for _, f := range files {
		total[stageOf(f.Path)]++
	}
	return func(path string) {
		mu.Lock()
		defer mu.Unlock()
		done[stageOf(path)]++
		stage := Files
		if done[Maps] < total[Maps] {
			stage = Maps
		}
		report(stage, done[stage], total[stage])
	}
}

// stageOf sorts the pages that show a map of their own from all others.
func stageOf(p string) Stage {
	dir := path.Dir(p)
	if path.Base(dir) == "maps" && strings.Count(dir, "/") == 1 && path.Ext(p) == ".html" && path.Base(p) != "index.html" {
		return Maps
	}
	return Files
}
