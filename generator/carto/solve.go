package carto

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// inkMap says how much is drawn where, so that labels keep to quiet ground:
// sums of weights over cells of a few px.
type inkMap struct {
	w, h int
	sum  []float64 // summed area table, one row and column larger
	cell []float64
}

const inkCell = 3 // px

func newInkMap(width, height float64) *inkMap {
	m := &inkMap{w: int(width/inkCell) + 2, h: int(height/inkCell) + 2}
	m.cell = make([]float64, m.w*m.h)
	return m
}

// line inks the cells a line passes; the strongest ink of a cell counts.
func (m *inkMap) line(pts []orb.Point, weight float64) {
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		n := int(length2(b[0]-a[0], b[1]-a[1])/inkCell) + 1
		for k := 0; k <= n; k++ {
			t := float64(k) / float64(n)
			x := int((a[0] + float64((b[0]-a[0])*t)) / inkCell)
			y := int((a[1] + float64((b[1]-a[1])*t)) / inkCell)
			if x >= 0 && y >= 0 && x < m.w && y < m.h {
				m.cell[y*m.w+x] = max(m.cell[y*m.w+x], weight)
			}
		}
	}
}

// ready sums up; cost may be asked after it.
func (m *inkMap) ready() {
	m.sum = make([]float64, (m.w+1)*(m.h+1))
	for y := range m.h {
		row := 0.0
		for x := range m.w {
			row += m.cell[y*m.w+x]
			m.sum[(y+1)*(m.w+1)+x+1] = m.sum[y*(m.w+1)+x+1] + row
		}
	}
}

// under is the ink under a box.
func (m *inkMap) under(b box) float64 {
	x0, y0 := clampInt(int(b.x0/inkCell), m.w), clampInt(int(b.y0/inkCell), m.h)
	x1, y1 := clampInt(int(b.x1/inkCell)+1, m.w), clampInt(int(b.y1/inkCell)+1, m.h)
	w := m.w + 1
	return m.sum[y1*w+x1] - m.sum[y0*w+x1] - m.sum[y1*w+x0] + m.sum[y0*w+x0]
}

func clampInt(v, most int) int { return max(0, min(v, most)) }

const (
	inkCost    = .35 // of a cell of ink of weight 1 under a label
	manyWays   = 64  // how many of a label's ways are looked at
	mustCost   = 500 // of covering a thing, for a label that must stand
	neighbours = 2   // how many labels may be moved to make room for one
)

// solve gives each label a place where it covers neither a symbol nor another
// label, at no zoom, those of high priority first; a label without room asks its
// neighbours to move to another of their places; in the end each takes the best
// place that is still free. What finds no room is left with chosen = -1.
func solve(reqs []*request, hard []obstacle, ink *inkMap) {
	for _, r := range reqs {
		weigh(r, hard, ink)
	}
	slices.SortStableFunc(reqs, func(a, b *request) int {
		return cmp.Or(cmp.Compare(a.label.Priority, b.label.Priority), cmp.Compare(a.order, b.order))
	})
	for i, r := range reqs {
		r.chosen = firstFree(r, reqs[:i], nil)
		if r.chosen < 0 {
			makeRoom(r, reqs[:i])
		}
		if r.chosen < 0 && r.style.Must && r.has(0) {
			r.chosen = 0
		}
	}
	for _, r := range reqs {
		if r.chosen < 0 {
			makeRoom(r, reqs)
		}
	}
	for range 3 {
		for _, r := range reqs {
			if r.chosen > 0 {
				if k := firstFree(r, reqs, nil); k >= 0 && k < r.chosen {
					r.chosen = k
				}
			}
		}
	}
}

// weigh adds to the ways of a label what lies under them, the cheapest first.
func weigh(r *request, hard []obstacle, ink *inkMap) {
	for i := range r.ways {
		w := &r.ways[i]
		for _, b := range w.boxes {
			w.cost += inkCost * ink.under(b)
		}
		if r.style.Must && w.covers(hard) {
			w.cost += mustCost
		}
	}
	r.more, r.queue, r.hard = r.ways, byCost(r.ways), hard
	r.ways, r.chosen = nil, -1
}

// has reports whether the label has a k-th way that covers nothing, of the many
// that count. Most labels take one of their first, so ways are looked at no further
// than somebody asks for them.
func (r *request) has(k int) bool {
	for len(r.ways) <= k && len(r.ways) < manyWays && len(r.queue) > 0 {
		w := &r.more[r.queue[0]]
		r.queue = r.queue[1:]
		if r.style.Must || !w.covers(r.hard) {
			r.ways = append(r.ways, *w)
		}
	}
	return k < len(r.ways)
}

// covers reports whether a label so placed covers a thing at some zoom.
func (c *candidate) covers(hard []obstacle) bool {
	for _, b := range c.boxes {
		for i := range hard {
			if hard[i].covers(b, c.about) {
				return true
			}
		}
	}
	return false
}

// byCost are the places of ways in their list, the cheapest first, of equals the
// earlier.
func byCost(ways []candidate) []int32 {
	type priced struct {
		cost float64
		at   int32
	}
	list := make([]priced, len(ways))
	for i := range ways {
		list[i] = priced{round(ways[i].cost), int32(i)}
	}
	slices.SortFunc(list, func(a, b priced) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.at, b.at)) })
	out := make([]int32, len(list))
	for i, p := range list {
		out[i] = p.at
	}
	return out
}

// round keeps the last bits of a sum from deciding an order.
func round(v float64) float64 { return math.Round(v*1024) / 1024 }

// firstFree is the cheapest way of r that no other label's place overlaps, nor
// the way that is taken; -1 where there is none.
func firstFree(r *request, others []*request, taken *candidate) int {
	for k := 0; r.has(k); k++ {
		if len(conflicts(r, k, others, 1)) == 0 && (taken == nil || !clash(&r.ways[k], taken)) {
			return k
		}
	}
	return -1
}

// conflicts are the placed labels that the way k of r overlaps, at most some.
func conflicts(r *request, k int, others []*request, most int) []*request {
	var out []*request
	for _, o := range others {
		if o == r || o.chosen < 0 || !clash(&r.ways[k], &o.ways[o.chosen]) {
			continue
		}
		if out = append(out, o); len(out) >= most {
			break
		}
	}
	return out
}

// makeRoom places r where the labels in its way can all go elsewhere.
func makeRoom(r *request, others []*request) {
	for k := 0; r.has(k); k++ {
		inWay := conflicts(r, k, others, neighbours+1)
		if len(inWay) > neighbours {
			continue
		}
		before := make([]int, len(inWay))
		taken := &r.ways[k]
		ok := true
		for i, o := range inWay {
			before[i] = o.chosen
		}
		for _, o := range inWay {
			o.chosen = -1
		}
		for _, o := range inWay {
			o.chosen = firstFree(o, others, taken)
			if o.chosen < 0 {
				ok = false
				break
			}
		}
		if ok {
			r.chosen = k
			return
		}
		for i, o := range inWay {
			o.chosen = before[i]
		}
	}
}
