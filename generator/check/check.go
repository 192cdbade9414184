// Package check holds the rules that look at the atlas as a whole. Problems of
// single files are found where they are read; these rules compare what stands in
// different places: the text with its witness, the languages with each other,
// the tables with the sentences they quote.
//
// The rules know no plan: what a place, a name or a term is called, and which
// languages there are, they take from the site.
package check

import (
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/source"
	"atlas/generator/text"
)

// Checker runs the rules over one atlas after another. It remembers in which
// chapters nothing was wrong, so that after an edit only what it touched is
// compared anew. It is for one goroutine.
type Checker struct {
	fsys   fs.FS
	last   *atlas.Atlas
	silent map[chapterKey]chapterState // of the last atlas
	fresh  map[chapterKey]chapterState // of the one that is being checked
	// misaligned are the chapters of the last atlas whose languages do not have
	// the same blocks in the same order.
	misaligned map[*atlas.Chapter]bool
	geometry   map[layerKey]diag.List // what was found in the layers of the last atlas
}

// chapterKey names a chapter in a language beside the first.
type chapterKey struct {
	chapter string
	lang    int
}

// chapterState is what the findings of a chapter depend on, next to the names
// and terms: its files, and how many boxes and figures stand before it, of which
// its ids are made.
type chapterState struct {
	original, translation *source.File
	box, figure           int
}

func stateOf(ch *atlas.Chapter, lang int) chapterState {
	s := chapterState{original: ch.Files[0], translation: ch.Files[lang]}
	for _, b := range ch.Blocks {
		switch {
		case b.Kind == text.Box && s.box == 0:
			s.box = b.N
		case b.Kind == text.Figure && s.figure == 0:
			s.figure = b.N
		}
	}
	return s
}

// New makes a checker of the site in fsys.
func New(fsys fs.FS) *Checker { return &Checker{fsys: fsys} }

// Check returns every problem that a rule finds and no exception of the site
// explains.
func (c *Checker) Check(a *atlas.Atlas) diag.List {
	if !a.SameNames(c.last) {
		c.silent = nil
	}
	c.last, c.misaligned = a, map[*atlas.Chapter]bool{}
	c.fresh = nil
	e := newExceptions(a)
	var out diag.List
	differing := map[string]bool{} // the blocks whose numbers were reported to differ
	add := func(found []finding) {
		for _, f := range found {
			if !e.explain(f) {
				out.Add(f.Problem)
				differing[f.block] = differing[f.block] || f.Rule == "numbers"
			}
		}
	}
	for lang := 1; lang < len(a.Languages); lang++ {
		add(c.languages(a, lang))
	}
	c.silent = c.fresh
	add(untranslated(a))
	add(stale(a, c.misaligned))
	add(numbersQuoted(a, func(b *atlas.Block) bool { return differing[b.ID] || c.misaligned[b.Chapter] }))
	out.Add(e.unused()...)
	for _, rule := range []func(*atlas.Atlas) diag.List{witnessed, quoted, charted} {
		out.Add(rule(a)...)
	}
	out.Add(c.layers(a)...)
	return out
}

// finding is a problem together with what an exception may name it by.
type finding struct {
	diag.Problem
	block string
	what  []string
}

// languages compares a language with the first, chapter by chapter, on all
// processors.
func (c *Checker) languages(a *atlas.Atlas, lang int) []finding {
	rules := rulesOfPairs(a, lang)
	results := make([]result, len(a.Chapters))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(results)); i = next.Add(1) - 1 {
				results[i] = c.chapter(a, a.Chapters[i], lang, rules)
			}
		})
	}
	workers.Wait()
	var out []finding
	silent := map[chapterKey]chapterState{}
	for i, r := range results {
		out = append(out, r.found...)
		if ch := a.Chapters[i]; r.misaligned {
			c.misaligned[ch] = true
		} else if len(r.found) == 0 {
			silent[chapterKey{ch.ID, lang}] = r.state
		}
	}
	if c.fresh == nil {
		c.fresh = silent
	} else {
		maps.Copy(c.fresh, silent)
	}
	return out
}

// result is what was found in a chapter.
type result struct {
	found      []finding
	misaligned bool
	state      chapterState
}

// chapter compares a chapter's languages, unless they are as they were when
// nothing was wrong with them.
func (c *Checker) chapter(a *atlas.Atlas, ch *atlas.Chapter, lang int, rules []pairRule) result {
	if ch.Files[0] == nil || ch.Files[lang] == nil {
		return result{found: missingChapter(a, ch, lang), misaligned: true}
	}
	r := result{state: stateOf(ch, lang)}
	if old, ok := c.silent[chapterKey{ch.ID, lang}]; ok && old == r.state {
		return r
	}
	d := newDocument(a, ch, lang)
	pairs, even := d.even()
	if even {
		r.found = compare(rules, pairs)
	}
	// Where two blocks agree in nothing they may have changed places.
	if !even || suspicious(r.found) {
		var order []finding
		if pairs, order = d.align(); !even || len(order) > 0 {
			r.found, r.misaligned = append(order, compare(rules, pairs)...), true
		}
	}
	return r
}

// suspicious reports whether something is wrong with two blocks at least.
func suspicious(found []finding) bool {
	return slices.ContainsFunc(found, func(f finding) bool { return f.block != found[0].block })
}

// compare runs the rules over pairs.
func compare(rules []pairRule, pairs []pair) []finding {
	var out []finding
	for i := range pairs {
		p := &pairs[i]
		if p.original.Awaits || p.translation.Awaits {
			continue
		}
		for _, rule := range rules {
			out = append(out, rule(p)...)
		}
	}
	return out
}
