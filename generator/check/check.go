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
	"slices"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// Checker runs the rules over one atlas after another. It remembers which blocks
// nothing was wrong with, so that after an edit only what it touched is compared
// anew. It is for one goroutine.
type Checker struct {
	fsys   fs.FS
	last   *atlas.Atlas
	silent map[pairKey]texts
	// misaligned are the chapters of the last atlas whose languages do not have
	// the same blocks in the same order.
	misaligned map[*atlas.Chapter]bool
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
	add(untranslated(a))
	add(stale(a, c.misaligned))
	add(numbersQuoted(a, func(b *atlas.Block) bool { return differing[b.ID] || c.misaligned[b.Chapter] }))
	out.Add(e.unused()...)
	for _, rule := range []func(*atlas.Atlas) diag.List{witnessed, quoted} {
		out.Add(rule(a)...)
	}
	return out
}

// finding is a problem together with what an exception may name it by.
type finding struct {
	diag.Problem
	block string
	what  []string
}

// languages compares a language with the first, block by block.
func (c *Checker) languages(a *atlas.Atlas, lang int) []finding {
	rules := rulesOfPairs(a, lang)
	fresh := map[pairKey]texts{}
	var out []finding
	for _, ch := range a.Chapters {
		d := newDocument(a, ch, lang)
		if d == nil {
			c.misaligned[ch] = true
			out = append(out, missingChapter(a, ch, lang)...)
			continue
		}
		var found []finding
		pairs, even := d.even()
		if even {
			found = c.compare(rules, pairs, fresh)
		}
		// Two blocks that agree in nothing may have changed places.
		if !even || suspicious(found) {
			var order []finding
			if pairs, order = d.align(); !even || len(order) > 0 {
				c.misaligned[ch] = true
				found = append(order, c.compare(rules, pairs, fresh)...)
			}
		}
		out = append(out, found...)
	}
	if lang == 1 {
		c.silent = fresh
	} else {
		maps.Copy(c.silent, fresh)
	}
	return out
}

// suspicious reports whether something is wrong with two blocks at least.
func suspicious(found []finding) bool {
	return slices.ContainsFunc(found, func(f finding) bool { return f.block != found[0].block })
}

type pairKey struct {
	block string
	lang  int
}

type texts struct{ original, translation string }

// compare runs the rules over pairs, passing over those that are as they were
// when nothing was wrong with them.
func (c *Checker) compare(rules []pairRule, pairs []pair, fresh map[pairKey]texts) []finding {
	var out []finding
	for i := range pairs {
		p := &pairs[i]
		if p.original.Awaits || p.translation.Awaits {
			continue
		}
		key, now := pairKey{p.original.id, p.translation.lang}, texts{p.original.Text, p.translation.Text}
		if c.silent[key] == now {
			fresh[key] = now
			continue
		}
		before := len(out)
		for _, rule := range rules {
			out = append(out, rule(p)...)
		}
		if len(out) == before {
			fresh[key] = now
		}
	}
	return out
}
