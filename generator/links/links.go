// Package links checks a website against itself: every link and reference of its
// pages must lead to a file that there is, and to an id that stands in it, and no
// id may stand on a page twice.
//
// Pages are scanned while they are made, each on its own; what crosses pages is
// compared when all are there. A page costs about as long as reading its bytes
// twice, and nothing of it is kept but the hashes of its ids and of the ids it
// asks other pages for.
package links

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
)

// Kind says what is wrong with a reference.
type Kind int

// What may be wrong.
const (
	NoFile   Kind = iota // there is no such file in the site
	NoID                 // the file is there, the id is not
	Twice                // the id stands on the page more than once
	Rooted               // the address begins at the host's root, where the site may not be
	NoTarget             // the address names a folder, which no disk can show
	Refused              // the address has a scheme that the atlas does not link to
)

// Fault is a reference that leads nowhere, or an id that stands twice.
type Fault struct {
	Page string // the path of the page
	Kind Kind
	Href string // as the page has it; the id, for Twice
	Near string // the last id before it on the page; "" where there is none
}

// Checker checks the pages of one website.
type Checker struct {
	base  string // the absolute address of the site; may be ""
	index map[string]int32
	paths []string
	pages []page
	seed  maphash.Seed
}

// page is what is kept of a page.
type page struct {
	scanned bool
	ids     []uint64 // sorted
	asks    []ask
	faults  []Fault
}

// ask is a reference to an id on another page.
type ask struct {
	target int32
	at     int32 // where in the page it stands
	id     uint64
}

// New makes a checker of a site with these files. Links to absolute addresses
// below base are checked as well, if it is set; others are not followed.
func New(paths []string, base string) *Checker {
	c := &Checker{base: base, index: make(map[string]int32, len(paths)), paths: paths, pages: make([]page, len(paths)), seed: maphash.MakeSeed()}
	for i, p := range paths {
		c.index[p] = int32(i)
	}
	return c
}

// Scan reads a page. It may be called for different pages at the same time.
// Files that are neither HTML nor SVG are passed over.
func (c *Checker) Scan(path string, data []byte) {
	i, ok := c.index[path]
	if !ok || !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".svg") {
		return
	}
	p := &c.pages[i]
	*p = page{scanned: true}
	s := scanner{c: c, p: p, path: path, self: i, data: data}
	s.dir, _ = cut(path)
	s.run()
}

// Faults returns what is wrong in the pages that were scanned, ordered by page.
// Read gives the bytes of a page once more, for those that have something wrong.
func (c *Checker) Faults(read func(path string) []byte) []Fault {
	var out []Fault
	for i := range c.pages {
		p := &c.pages[i]
		out = append(out, p.faults...)
		var data []byte
		for _, a := range p.asks {
			target := &c.pages[a.target]
			if !target.scanned {
				continue // no page: nothing is known of its ids
			}
			if _, ok := slices.BinarySearch(target.ids, a.id); ok {
				continue
			}
			if data == nil {
				data = read(c.paths[i])
			}
			out = append(out, Fault{c.paths[i], NoID, value(data, int(a.at)), near(data, int(a.at))})
		}
	}
	slices.SortStableFunc(out, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Href, b.Href), cmp.Compare(a.Near, b.Near))
	})
	return slices.Compact(out)
}
