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
	"slices"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/numeral"
	"atlas/generator/parallel"
	"atlas/generator/source"
)

// Checker runs the rules over one atlas after another. It remembers what it found
// in which chapter, so that after an edit only what it touched is compared anew.
// It is for one goroutine.
type Checker struct {
	fsys fs.FS
	last *atlas.Atlas
	// results are what was found in each chapter of the last atlas, by language;
	// nil where that is nothing. A chapter that is the same, by its pointer, has
	// the same texts, ids and names.
	results [][]*result
	// misaligned are the chapters of the last atlas whose languages do not have
	// the same blocks in the same order.
	misaligned map[*atlas.Chapter]bool
	units      *numeral.Units
	proved     map[*atlas.Number]bool // numbers of the last atlas that their sentences state
	quotes     map[string]*quotesOfTable
	geometry   map[layerKey]diag.List // what was found in the layers of the last atlas
	facts      map[*source.Layer]layerFacts
}

// New makes a checker of the site in fsys.
func New(fsys fs.FS) *Checker { return &Checker{fsys: fsys} }

// Check returns every problem that a rule finds and no exception of the site
// explains.
func (c *Checker) Check(a *atlas.Atlas) diag.List {
	if !a.SameNames(c.last) {
		c.last = nil
	}
	if c.units != a.Units { // numbers may be read otherwise
		c.last, c.proved, c.units = nil, nil, a.Units
	}
	c.misaligned = map[*atlas.Chapter]bool{}
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
	results := make([][]*result, len(a.Languages))
	for lang := 1; lang < len(a.Languages); lang++ {
		results[lang] = c.languages(a, lang)
		for i, r := range results[lang] {
			if r != nil {
				add(r.found)
				if r.misaligned {
					c.misaligned[a.Chapters[i]] = true
				}
			}
		}
	}
	c.last, c.results = a, results
	add(untranslated(a))
	add(stale(a, c.misaligned))
	add(crossReferences(a))
	var proved []finding
	known := func(b *atlas.Block) bool { return differing[b.ID] || c.misaligned[b.Chapter] }
	proved, c.proved = numbersQuoted(a, known, c.proved)
	add(proved)
	out.Add(e.unused()...)
	for _, rule := range []func(*atlas.Atlas) diag.List{witnessed, unitsKnown, layersInOneUnit, c.quoted, charted, indicators, drawsNothing, formulas} {
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
func (c *Checker) languages(a *atlas.Atlas, lang int) []*result {
	rules := rulesOfPairs(a, lang)
	results := make([]*result, len(a.Chapters))
	var fresh []int // the chapters to compare
	var before []*atlas.Chapter
	if c.last != nil && lang < len(c.results) {
		before = c.last.Chapters
	}
	at := 0 // both lists are in the order of the chapters' numbers
	for i, ch := range a.Chapters {
		for at < len(before) && before[at].N < ch.N {
			at++
		}
		if at < len(before) && before[at] == ch {
			results[i] = c.results[lang][at]
		} else {
			fresh = append(fresh, i)
		}
	}
	parallel.Each(len(fresh), func(k int) {
		i := fresh[k]
		if r := c.chapter(a, a.Chapters[i], lang, rules); len(r.found) > 0 || r.misaligned {
			results[i] = &r
		}
	})
	return results
}

// result is what was found in a chapter.
type result struct {
	found      []finding
	misaligned bool
}

// chapter compares a chapter's languages.
func (c *Checker) chapter(a *atlas.Atlas, ch *atlas.Chapter, lang int, rules []pairRule) result {
	if ch.Files[0] == nil || ch.Files[lang] == nil {
		return result{found: missingChapter(a, ch, lang), misaligned: true}
	}
	var r result
	d := newDocument(a, ch, lang)
	defer d.close()
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
