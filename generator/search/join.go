package search

import (
	"encoding/binary"
)

// join joins the lists of runs of units, in their order.
func join(parts []*gatherer) *gatherer {
	g := parts[0]
	for _, p := range parts[1:] {
		for w, i := range p.words {
			if k, ok := g.words[w]; ok {
				g.posts[k].append(&p.posts[i])
			} else {
				g.words[w] = int32(len(g.posts))
				g.posts = append(g.posts, p.posts[i])
			}
		}
		for key, i := range p.grams {
			if k, ok := g.grams[key]; ok {
				g.posts[k].append(&p.posts[i])
			} else {
				g.grams[key] = int32(len(g.posts))
				g.posts = append(g.posts, p.posts[i])
			}
		}
		*p = gatherer{}
	}
	return g
}

// append adds a list of later units.
func (p *posting) append(q *posting) {
	first, n := binary.Uvarint(q.gaps)
	p.gaps = binary.AppendUvarint(p.gaps, first-uint64(p.last))
	p.gaps = append(p.gaps, q.gaps[n:]...)
	p.last = q.last
	p.n += q.n
}

// merge joins two sorted lists; of two with the same key, that of a comes first.
func merge(a, b []entry) []entry {
	out := make([]entry, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].key <= b[0].key {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}
