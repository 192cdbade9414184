package lock

import "slices"

// Side is what the lock needs to know of a language: the blocks that can be
// accepted as they are now.
type Side struct {
	Language string
	Pairs    []Pair
}

// Accept returns the lock with those blocks accepted as they are now, and how
// many that changed. Order are the ids of all blocks of the document. A line
// whose block was renumbered gets its new id. Lines that no pair claims stay
// where all of the document could not be compared, since what they belong to is
// open; else they are left out. The lock may be nil.
func (l *Lock) Accept(sides []Side, order []string, complete bool, accept func(block string) bool) (*Lock, int) {
	var entries []Entry
	changed := 0
	claimed := map[Entry]bool{}
	for _, s := range sides {
		for k, old := range l.Compare(s.Language, s.Pairs) {
			p := s.Pairs[k]
			claimed[old.Entry] = true
			switch {
			case accept(p.Block) && old.State != Accepted:
				entries = append(entries, Entry{p.Block, s.Language, p.Original, p.Translation})
				changed++
			case old.State != Unknown:
				e := old.Entry
				e.Block = p.Block
				entries = append(entries, e)
			}
		}
	}
	if l != nil && !complete {
		for _, e := range l.entries {
			if !claimed[e] {
				entries = append(entries, e)
			}
		}
	}
	rank := make(map[string]int, len(order))
	for i, id := range order {
		rank[id] = i + 1
	}
	slices.SortStableFunc(entries, func(x, y Entry) int {
		a, b := rank[x.Block], rank[y.Block]
		if a == 0 || b == 0 { // of no block any more: at the end
			return b - a
		}
		return a - b
	})
	return New(entries), changed
}
