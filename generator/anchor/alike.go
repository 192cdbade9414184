package anchor

import (
	"cmp"
	"slices"

	"atlas/generator/likeness"
)

// pair is a kept block and one of now that may be the same.
type pair struct {
	block, kept int
	together    bool // they stand between the same blocks
	words       int  // that they have in common, in order
	common      int  // characters of these
	inRuns      int  // characters of those that stand beside each other in both
	old, new    int  // how many characters each has
}

func (m *matching) compare(i, k int) pair {
	p := pair{block: i, kept: k}
	a, b := m.wordsOfKept(k), m.wordsOf(i)
	p.old, p.new = likeness.Weight(a), likeness.Weight(b)
	for _, r := range likeness.Common(a, b) {
		n := likeness.Weight(a[r.A : r.A+r.N])
		p.common += n
		for _, w := range a[r.A : r.A+r.N] {
			if !w.Blank() {
				p.words++
			}
		}
		if r.N > 1 || r.N == len(a) || r.N == len(b) {
			p.inRuns += n
		}
	}
	return p
}

// certain is the number of words in common from which on chance is no reason; for
// fewer, most of both texts must be the same.
const certain = 8

// same reports whether the two are the same block. Alone says that nothing else in
// the document changed.
func (p pair) same(alone bool) bool {
	switch {
	case p.common == 0 || p.common*2 < p.old:
		return false
	case p.together && alone: // whatever was put in between
		return p.common*2 >= p.new || p.inRuns*2 >= p.old || p.common*4 >= p.new
	case p.words < certain:
		most := p.common*3 >= p.old*2 && p.common*3 >= p.new*2
		return p.together && (p.words > 1 && most || p.words > 2 && (p.inRuns == p.old || p.inRuns == p.new))
	case p.together:
		return p.common*2 >= p.new || p.inRuns*2 >= p.old
	}
	return p.inRuns*2 >= p.old && p.common*2 >= p.new
}

// rivals reports whether the block may as well be another kept one, of which it has
// about as much, and not beside what it has of this one.
func (p pair) rivals(o pair) bool {
	return o.kept != p.kept && o.common*10 >= p.common*9 && p.common+o.common > p.new
}

// alike matches blocks that keep at least half of their characters.
func (m *matching) alike() {
	var open, gone []int
	for i := range m.blocks {
		if m.now[i] == none && m.ids[i] == "" {
			open = append(open, i)
		}
	}
	for k := range m.kept {
		if m.was[k] == none {
			gone = append(gone, k)
		}
	}
	if len(open) == 0 || len(gone) == 0 {
		return
	}
	spots := m.between(open, gone)
	pairs := m.candidates(open, gone, spots)
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.common, x.common), cmp.Compare(x.old+x.new, y.old+y.new),
			cmp.Compare(x.kept, y.kept), cmp.Compare(x.block, y.block))
	})
	alone := len(open) == 1 && len(gone) == 1
	rivals := map[int][]pair{}
	for _, p := range pairs {
		rivals[p.block] = append(rivals[p.block], p)
	}
	for _, p := range pairs {
		if !m.free(p.block, p.kept) || !p.same(alone) {
			continue
		}
		if slices.ContainsFunc(rivals[p.block], p.rivals) {
			m.doubts = append(m.doubts, Doubt{p.block, m.kept[p.kept].ID, Reworded})
			m.now[p.block] = doubtful
			continue
		}
		m.match(p.block, p.kept)
	}
	for i, k := range m.now {
		if k == doubtful {
			m.now[i] = none
		}
	}
	for _, p := range pairs {
		if m.free(p.block, p.kept) && p.together && p.common*4 >= min(p.old, p.new) &&
			!slices.ContainsFunc(m.doubts, func(d Doubt) bool { return d.Block == p.block }) {
			m.doubts = append(m.doubts, Doubt{p.block, m.kept[p.kept].ID, Reworded})
		}
	}
}

// spot is between which kept blocks one stands or stood.
type spot struct{ before, after int }

func (s spot) beside(o spot) bool { return s.before == o.before || s.after == o.after }

// spots are those of blocks and of kept blocks.
type spots struct{ blocks, kept map[int]spot }

// between finds between which matched blocks the others stand.
func (m *matching) between(open, gone []int) spots {
	s := spots{make(map[int]spot, len(open)), make(map[int]spot, len(gone))}
	last := none
	for i, k := range m.now {
		if k == none {
			s.blocks[i] = spot{before: last}
		} else {
			last = k
		}
	}
	last = len(m.kept)
	for i := len(m.now) - 1; i >= 0; i-- {
		if k := m.now[i]; k == none {
			s.blocks[i] = spot{s.blocks[i].before, last}
		} else {
			last = k
		}
	}
	last = none
	for k, i := range m.was {
		if i == none {
			s.kept[k] = spot{before: last}
		} else {
			last = k
		}
	}
	last = len(m.kept)
	for k := len(m.was) - 1; k >= 0; k-- {
		if m.was[k] == none {
			s.kept[k] = spot{s.kept[k].before, last}
		} else {
			last = k
		}
	}
	return s
}

// near is how many blocks in the same spot are compared with each other, and how
// many others that have rare words in common.
const near, far = 6, 4

// candidates compares the pairs that may be the same.
func (m *matching) candidates(open, gone []int, s spots) []pair {
	in := newIndex(len(gone))
	here := map[int][]int{} // kept blocks by the one before their spot
	there := map[int][]int{}
	for n, k := range gone {
		in.add(n, m.wordsOfKept(k))
		here[s.kept[k].before] = append(here[s.kept[k].before], k)
		there[s.kept[k].after] = append(there[s.kept[k].after], k)
	}
	nth, last := 0, -2
	var pairs []pair
	for _, i := range open {
		if at := s.blocks[i].before; at == last {
			nth++
		} else {
			nth, last = 0, at
		}
		var try []int
		for _, list := range [][]int{here[s.blocks[i].before], there[s.blocks[i].after]} {
			from := min(max(0, nth-near/2), max(0, len(list)-near))
			try = append(try, list[from:min(len(list), from+near)]...)
		}
		for _, n := range in.most(m.wordsOf(i), far) {
			try = append(try, gone[n])
		}
		slices.Sort(try)
		for _, k := range slices.Compact(try) {
			if m.kept[k].Kind != m.blocks[i].Kind {
				continue
			}
			p := m.compare(i, k)
			p.together = s.blocks[i].beside(s.kept[k])
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// index finds texts by the pairs of words that they have.
type index struct {
	texts  map[[2]string][]int32
	counts []int32
}

// common is how many texts a pair of words may be in before it says nothing.
const common = 40

func newIndex(n int) *index {
	return &index{texts: map[[2]string][]int32{}, counts: make([]int32, n)}
}

func (x *index) add(n int, words []likeness.Word) {
	for i := 1; i < len(words); i++ {
		key := [2]string{words[i-1].Text, words[i].Text}
		list := x.texts[key]
		if len(list) > common || len(list) > 0 && list[len(list)-1] == int32(n) {
			continue
		}
		x.texts[key] = append(list, int32(n))
	}
}

// most are the texts that have most pairs of words in common with one, at most so
// many.
func (x *index) most(words []likeness.Word, limit int) []int {
	var found []int
	for i := 1; i < len(words); i++ {
		list := x.texts[[2]string{words[i-1].Text, words[i].Text}]
		if len(list) > common {
			continue
		}
		for _, n := range list {
			if x.counts[n]++; x.counts[n] == 1 {
				found = append(found, int(n))
			}
		}
	}
	slices.SortFunc(found, func(a, b int) int { return cmp.Or(cmp.Compare(x.counts[b], x.counts[a]), cmp.Compare(a, b)) })
	for _, n := range found {
		x.counts[n] = 0
	}
	return found[:min(limit, len(found))]
}
