package atlas

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// What is gathered after chapters changed, came and went is what is gathered anew.
func TestUsesAfterChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var things []namedBlock
	for i := range 6 {
		p := &Place{Slug: fmt.Sprint("p", i)}
		p.Page = p
		if i%3 == 2 {
			p.Page = things[0].place // is shown on the page of another
		}
		things = append(things, namedBlock{place: p}, namedBlock{name: &Name{ID: fmt.Sprint("n", i)}}, namedBlock{term: &Term{ID: fmt.Sprint("t", i)}})
	}
	chapter := func(n int) *Chapter {
		c := &Chapter{N: n}
		for range r.IntN(5) {
			b := &Block{Chapter: c}
			order := r.Perm(len(things))
			for _, k := range order[:r.IntN(5)] {
				x := things[k]
				x.block = b
				c.named = append(c.named, x)
			}
		}
		return c
	}
	gathered := func(chapters []*Chapter) uses {
		u := uses{}
		for _, c := range chapters {
			u.join(c)
		}
		return u
	}
	var chapters []*Chapter
	for n := range 8 {
		chapters = append(chapters, chapter(n))
	}
	u := gathered(chapters)
	for round := range 2000 {
		now := slices.Clone(chapters)
		for range 1 + r.IntN(3) {
			n := r.IntN(10)
			i, there := slices.BinarySearchFunc(now, n, func(c *Chapter, n int) int { return c.N - n })
			switch {
			case !there:
				now = slices.Insert(now, i, chapter(n))
			case r.IntN(3) == 0:
				now = slices.Delete(now, i, i+1)
			default:
				now[i] = chapter(n)
			}
		}
		u = u.after(chapters, now)
		chapters = now
		want := gathered(now)
		if len(u) != len(want) {
			t.Fatalf("round %d: %d things are named, %d expected", round, len(u), len(want))
		}
		for key, blocks := range want {
			if !slices.Equal(u[key], blocks) {
				t.Fatalf("round %d: %v is named in %d blocks, %d expected, or in another order", round, key, len(u[key]), len(blocks))
			}
		}
	}
}
