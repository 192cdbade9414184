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

// meet reports whether two boxes about two places overlap at some zoom.
func meet(a, b box, pa, pb orb.Point) bool {
	if apart(a.x0, a.x1, b.x0, b.x1, pa[0]-pb[0]) || apart(a.y0, a.y1, b.y0, b.y1, pa[1]-pb[1]) {
		return false
	}
	from, to := meeting(a, b, pa, pb)
	return from < to && from < MaxZoom-1
}

// apart reports that two stretches as in overlap are certain to overlap at no zoom.
// It costs no division, and most are.
func apart(a0, a1, b0, b1, d float64) bool {
	ahead, behind := b1-a0, b0-a1
	switch {
	case d > 0:
		return ahead <= 0 || behind > d*MaxZoom
	case d < 0:
		return behind >= 0 || ahead < d*MaxZoom
	}
	return behind >= 0 || ahead <= 0
}

// clash reports whether two labels would cover each other at some zoom.
func clash(a, b *candidate) bool {
	for _, x := range a.boxes {
		for _, y := range b.boxes {
			if meet(x, y, a.about, b.about) {
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
	return meet(b, o.box, about, o.about)
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
		if best := r.later(shown, hard, sheet); best.least <= MaxZoom {
			r.ways, r.chosen, r.from = []candidate{best}, 0, best.least
			shown = append(shown, r)
		}
	}
}

// later is the way to set a label that has room at the least zoom, for good; its
// least is beyond MaxZoom where there is none. Lines and areas grow, and have room
// for what they had none for before.
func (r *request) later(shown []*request, hard []obstacle, sheet box) candidate {
	best := candidate{least: math.Inf(1)}
	var boxes []box
	consider := func(w *candidate, k float64) {
		boxes = w.enlargedBoxes(boxes[:0], k)
		least := roomFrom(boxes, w.about, max(k, 1.1), best.least, shown, hard, sheet)
		if least > MaxZoom {
			return
		}
		least = tenth(least)
		if c := cmp.Or(cmp.Compare(least, best.least), cmp.Compare(round(w.cost), round(best.cost))); c < 0 {
			best = w.enlarged(k)
			best.least = least
		}
	}
	ways := r.ways
	if !r.label.Later {
		ways = r.at(r.style) // those that were weighed cost more now
	}
	for i := range ways {
		consider(&ways[i], 1)
	}
	if !r.grows {
		return best
	}
	for _, k := range [...]float64{2, 4, 8} {
		if k > best.least {
			break
		}
		st := r.style
		st.Size, st.Spacing = st.Size/k, st.Spacing/k
		ways := r.at(st)
		order := byCost(ways)
		for _, i := range order[:min(len(order), manyWays/2)] {
			consider(&ways[i], k)
		}
	}
	return best
}

// tenth is a zoom, in tenths, that is not less.
func tenth(zoom float64) float64 { return math.Ceil(float64(zoom*10)) / 10 }

// enlarged is a way to set a label that was found with letters k times smaller,
// with letters of their size: for zooms of k and more.
func (c *candidate) enlarged(k float64) candidate {
	out := *c
	if k == 1 {
		return out
	}
	away := c.away(k)
	each := func(ps []orb.Point) []orb.Point {
		out := slices.Clone(ps)
		for i, p := range out {
			out[i] = away(p)
		}
		return out
	}
	out.at = away(c.at)
	if c.text != nil {
		t := *c.text
		t.w, t.h, t.ascent, t.lead = t.w*k, t.h*k, t.ascent*k, t.lead*k
		out.text = &t
	}
	if c.run != nil {
		out.run = &run{text: c.run.text, glyphs: each(c.run.glyphs), along: each(c.run.along)}
	}
	out.boxes = c.enlargedBoxes(nil, k)
	return out
}

// away moves places k times as far away from what a label is about.
func (c *candidate) away(k float64) func(orb.Point) orb.Point {
	return func(p orb.Point) orb.Point {
		return orb.Point{c.about[0] + float64((p[0]-c.about[0])*k), c.about[1] + float64((p[1]-c.about[1])*k)}
	}
}

// enlargedBoxes adds the boxes of the enlarged way to a list.
func (c *candidate) enlargedBoxes(to []box, k float64) []box {
	if k == 1 {
		return append(to, c.boxes...)
	}
	away := c.away(k)
	for _, b := range c.boxes {
		p, q := away(orb.Point{b.x0, b.y0}), away(orb.Point{b.x1, b.y1})
		to = append(to, box{p[0], p[1], q[0], q[1]})
	}
	return to
}

// roomFrom is the least zoom, from on, at which and after which boxes about a place
// cover neither a label that is shown then, nor a symbol, nor the edge of the
// sheet; beyond MaxZoom where it is more than most.
func roomFrom(boxes []box, about orb.Point, from, most float64, shown []*request, hard []obstacle, sheet box) float64 {
	most = min(most, MaxZoom)
	k := from
	tooMuch := func() bool { return k > most && (k > MaxZoom || tenth(k) > most) }
	for _, b := range boxes {
		k = max(k, 1+within(b.x0-sheet.x0, about[0]-sheet.x0), 1+within(b.y0-sheet.y0, about[1]-sheet.y0),
			1+within(sheet.x1-b.x1, sheet.x1-about[0]), 1+within(sheet.y1-b.y1, sheet.y1-about[1]))
	}
	if tooMuch() {
		return math.Inf(1)
	}
	for _, b := range boxes {
		for i := range hard {
			if o := &hard[i]; !o.fixed {
				if lo, hi := meeting(b, o.box, about, o.about); lo < hi {
					if k = max(k, 1+hi); tooMuch() {
						return math.Inf(1)
					}
				}
			}
		}
		for _, s := range shown {
			c := &s.ways[s.chosen]
			for _, y := range c.boxes {
				if lo, hi := meeting(b, y, about, c.about); lo < hi && 1+hi > s.from {
					if k = max(k, 1+hi); tooMuch() {
						return math.Inf(1)
					}
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
