package atlas

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// uses are the blocks that name the things of the gazetteer, in document order, by
// the words of the first language: of a *Place, a *Name, a *Term, and of all the
// places shown on one page, a pageOf; also those that refer to a part by a number, which
// is cited.
type uses map[any][]*Block

// pageOf stands for the places that are shown on the page of a place.
type pageOf struct{ *Place }

// lastUses are uses together with what they were gathered from.
type lastUses struct {
	gazette  *gazette
	chapters []*Chapter
	uses     uses
}

// gatherUses joins what the chapters name, when it is first asked for. What was
// gathered last is kept: then only the chapters that are others now are looked at.
func (a *Atlas) gatherUses(kept *atomic.Pointer[lastUses]) func() uses {
	return sync.OnceValue(func() uses {
		var u uses
		if last := kept.Load(); last != nil && last.gazette == a.gazette {
			u = last.uses.after(last.chapters, a.Chapters)
		} else {
			u = uses{}
			for _, c := range a.Chapters {
				u.join(c)
			}
		}
		kept.Store(&lastUses{a.gazette, a.Chapters, u})
		return u
	})
}

// join adds what a chapter names, which comes behind all that is there.
func (u uses) join(c *Chapter) {
	for _, n := range c.named {
		for key := range n.keys() {
			u[key] = added(u[key], n.block)
		}
	}
}

// keys are what the block is listed for.
func (n *namedBlock) keys() iter.Seq[any] {
	return func(yield func(any) bool) {
		switch {
		case n.place != nil:
			_ = yield(n.place) && yield(pageOf{n.place.Page})
		case n.name != nil:
			yield(n.name)
		case n.cited != "":
			yield(n.cited)
		default:
			yield(n.term)
		}
	}
}

// after are the uses of other chapters, some of which are the same; both are in the
// order of their numbers.
func (u uses) after(old, now []*Chapter) uses {
	gone, come := map[*Chapter]bool{}, []*Chapter{}
	for i, k := 0, 0; i < len(old) || k < len(now); {
		switch {
		case i < len(old) && k < len(now) && old[i] == now[k]:
			i, k = i+1, k+1
		case k == len(now) || i < len(old) && old[i].N <= now[k].N:
			gone[old[i]] = true
			i++
		default:
			come = append(come, now[k])
			k++
		}
	}
	fresh := uses{}
	for _, c := range come {
		fresh.join(c)
	}
	touched := map[any]bool{}
	for c := range gone {
		for _, n := range c.named {
			for key := range n.keys() {
				touched[key] = true
			}
		}
	}
	for key := range fresh {
		touched[key] = true
	}
	out := maps.Clone(u)
	for key := range touched {
		list := make([]*Block, 0, len(u[key])+len(fresh[key]))
		for _, b := range u[key] {
			if !gone[b.Chapter] {
				list = append(list, b)
			}
		}
		list = append(list, fresh[key]...)
		slices.SortStableFunc(list, func(a, b *Block) int { return cmp.Compare(a.Chapter.N, b.Chapter.N) })
		if out[key] = list; len(list) == 0 {
			delete(out, key)
		}
	}
	return out
}
