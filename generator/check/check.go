// Package check holds the rules that look at the atlas as a whole. Problems of
// single files are found where they are read; these rules compare what stands in
// different places: the text with its witness, the languages with each other,
// the tables with the sentences they quote.
package check

import (
	"io/fs"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// Checker runs the rules over one atlas after another. It is for one goroutine.
type Checker struct {
	fsys fs.FS
}

// New makes a checker of the site in fsys.
func New(fsys fs.FS) *Checker { return &Checker{fsys: fsys} }

// Check returns every problem that a rule finds.
func (c *Checker) Check(a *atlas.Atlas) diag.List {
	var out diag.List
	for _, rule := range []func(*atlas.Atlas) diag.List{witnessed, quoted} {
		out.Add(rule(a)...)
	}
	return out
}
