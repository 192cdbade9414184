package carto

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// MaxZoom is how many times a drawing may be enlarged: as far as its labels are
// known not to collide.
const MaxZoom = 12

// What is drawn keeps its size as one zooms: symbols and labels stay as large as
// they are and as far from the place they are about, while these places move
// apart. A box about a place p, which is at b where nothing is zoomed, is then at
// b + t·p with t the zoom less one; two boxes overlap during an interval of t.
//
// A label so has one place, and a zoom from which it is shown and never vanishes
// again (Been, Daiches and Yap, Dynamic Map Labeling, IEEE Transactions on
// Visualization and Computer Graphics 12, 2006).

// meeting is the interval of t ≥ 0 in which two boxes about two places overlap;
// it is empty where to ≤ from.
func meeting(a, b box, pa, pb orb.Point) (from, to float64) {
	x0, x1 := overlap(a.x0, a.x1, b.x0, b.x1, pa[0]-pb[0])
	if x1 <= x0 {
		return 0, 0
	}
	y0, y1 := overlap(a.y0, a.y1, b.y0, b.y1, pa[1]-pb[1])
	return max(x0, y0), min(x1, y1)
}

// overlap is the interval of t ≥ 0 in which two stretches overlap of which the
// first moves by d relative to the second.
func overlap(a0, a1, b0, b1, d float64) (from, to float64) {
	ahead, behind := b1-a0, b0-a1 // overlapping while behind < t·d < ahead
	switch {
	case d > 0:
		return max(0, behind/d), ahead / d
	case d < 0:
		return max(0, ahead/d), behind / d
	case behind < 0 && ahead > 0:
		return 0, math.Inf(1)
	}
	return 0, 0
}

// clash reports whether two labels would cover each other at some zoom.
func clash(a, b *candidate) bool {
	for _, x := range a.boxes {
		for _, y := range b.boxes {
			if from, to := meeting(x, y, a.about, b.about); from < to && from < MaxZoom-1 {
				return true
			}
		}
	}
	return false
}

// obstacle is something that no label covers. A fixed one is furniture, which is
// not shown where the map is zoomed.
type obstacle struct {
	box
	about orb.Point
	fixed bool
}

// covers reports whether a label's box would cover the obstacle at some zoom.
func (o obstacle) covers(b box, about orb.Point) bool {
	if o.fixed {
		return b.overlaps(o.box)
	}
	from, to := meeting(b, o.box, about, o.about)
	return from < to && from < MaxZoom-1
}

// reveal gives each label that found no room, and those that were to wait, the
// least zoom from which there is room for good; those of high priority first.
// Labels that never have room keep from = 0.
func reveal(reqs []*request, hard []obstacle, sheet box) {
	var shown []*request
	for _, r := range reqs {
		if r.chosen >= 0 {
			shown = append(shown, r)
		}
	}
	for _, r := range reqs {
		if r.chosen >= 0 {
			continue
		}
		best := candidate{least: math.Inf(1)}
		for _, w := range r.later() {
			w.least = roomFrom(&w, max(w.least, 1.1), shown, hard, sheet)
			if w.least > MaxZoom {
				continue
			}
			w.least = math.Ceil(float64(w.least*10)) / 10
			if c := cmp.Or(cmp.Compare(w.least, best.least), cmp.Compare(round(w.cost), round(best.cost))); c < 0 {
				best = w
			}
		}
		if best.least > MaxZoom {
			continue
		}
		r.ways, r.chosen, r.from = []candidate{best}, 0, best.least
		shown = append(shown, r)
	}
}

// later are the ways to set a label at some zoom. Lines and areas grow, and have
// room for what they had none for before.
func (r *request) later() []candidate {
	out := r.at(r.style)
	if !r.grows {
		return out
	}
	for _, k := range [...]float64{2, 4, 8} {
		st := r.style
		st.Size, st.Spacing = st.Size/k, st.Spacing/k
		ways := r.at(st)
		slices.SortStableFunc(ways, func(a, b candidate) int { return cmp.Compare(round(a.cost), round(b.cost)) })
		for _, w := range ways[:min(len(ways), manyWays/2)] {
			out = append(out, w.enlarged(k))
		}
	}
	return out
}

// enlarged is a way to set a label that was found with letters k times smaller,
// with letters of their size: for zooms of k and more.
func (c candidate) enlarged(k float64) candidate {
	away := func(p orb.Point) orb.Point {
		return orb.Point{c.about[0] + float64((p[0]-c.about[0])*k), c.about[1] + float64((p[1]-c.about[1])*k)}
	}
	each := func(ps []orb.Point) []orb.Point {
		out := slices.Clone(ps)
		for i, p := range out {
			out[i] = away(p)
		}
		return out
	}
	out := c
	out.least = k
	out.at, out.glyphs, out.along = away(c.at), each(c.glyphs), each(c.along)
	out.text.w, out.text.h, out.text.ascent, out.text.lead = c.text.w*k, c.text.h*k, c.text.ascent*k, c.text.lead*k
	out.boxes = make([]box, len(c.boxes))
	for i, b := range c.boxes {
		p, q := away(orb.Point{b.x0, b.y0}), away(orb.Point{b.x1, b.y1})
		out.boxes[i] = box{p[0], p[1], q[0], q[1]}
	}
	return out
}

// roomFrom is the least zoom, from on, at which and after which a way covers
// neither a label that is shown then, nor a symbol, nor the edge of the sheet.
func roomFrom(w *candidate, from float64, shown []*request, hard []obstacle, sheet box) float64 {
	k := from
	for _, b := range w.boxes {
		for _, o := range hard {
			if o.fixed {
				continue
			}
			if lo, hi := meeting(b, o.box, w.about, o.about); lo < hi {
				k = max(k, 1+hi)
			}
		}
		k = max(k, 1+within(b.x0-sheet.x0, w.about[0]-sheet.x0), 1+within(b.y0-sheet.y0, w.about[1]-sheet.y0),
			1+within(sheet.x1-b.x1, sheet.x1-w.about[0]), 1+within(sheet.y1-b.y1, sheet.y1-w.about[1]))
		if k > MaxZoom {
			return k
		}
		for _, s := range shown {
			c := &s.ways[s.chosen]
			for _, y := range c.boxes {
				if lo, hi := meeting(b, y, w.about, c.about); lo < hi && 1+hi > s.from {
					k = max(k, 1+hi)
				}
			}
		}
	}
	return k
}

// within is the least t at which a side that is room px inside the sheet, and
// gains grow px with each t, is inside.
func within(room, grow float64) float64 {
	switch {
	case room >= 0:
		return 0
	case grow <= 0:
		return math.Inf(1)
	}
	return -room / grow
}
