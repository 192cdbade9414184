package search

import "math/bits"

// grams finds the posting of a pair of characters. It is a table of its own
// because a map of so many keys takes most of the time of an index: the keys are
// many, small, and never deleted.
type grams struct {
	slots []gram // a power of two of them, half of them free at least
	n     int
}

// gram is a pair of characters, or one with 0 before it, and its posting, counted
// from 1; 0 is a free slot.
type gram struct {
	key  uint64
	post int32
}

// slot is the slot of a key, or the free one where it belongs.
func (t *grams) slot(key uint64) *gram {
	mask := len(t.slots) - 1
	// Multiplicative hashing after Knuth, The Art of Computer Programming, 6.4:
	// the upper bits of the product depend on all bits of the key.
	i := int(key * 0x9E3779B97F4A7C15 >> (64 - bits.Len(uint(mask))))
	for {
		if s := &t.slots[i&mask]; s.post == 0 || s.key == key {
			return s
		}
		i++
	}
}

// find returns the posting of a key, which is next where the key is new.
func (t *grams) find(key uint64, next int) (post int32, fresh bool) {
	if 2*t.n >= len(t.slots) {
		t.grow()
	}
	s := t.slot(key)
	if fresh = s.post == 0; fresh {
		*s = gram{key, int32(next) + 1}
		t.n++
	}
	return s.post - 1, fresh
}

func (t *grams) grow() {
	old := t.slots
	t.slots = make([]gram, max(1024, 2*len(old)))
	for _, g := range old {
		if g.post != 0 {
			*t.slot(g.key) = g
		}
	}
}

// all calls f with every key and its posting, in no order.
func (t *grams) all(f func(key uint64, post int32)) {
	for _, g := range t.slots {
		if g.post != 0 {
			f(g.key, g.post-1)
		}
	}
}
