package carto

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// anchor says to which side of its place a text runs.
type anchor byte

const (
	middle anchor = iota
	start
	end
)

// candidate is one way to place a label.
type candidate struct {
	cost   float64
	about  orb.Point // the place of the map that it keeps to as one zooms, px
	least  float64   // the least zoom it is for; 0 for any
	boxes  []box     // the room it takes where nothing is zoomed
	text   *block    // for texts in straight lines
	at     orb.Point // their anchor: x, and the top of the block
	anchor anchor
	run    *run // for texts along a line
}

// run is a text along a line.
type run struct {
	text   string
	glyphs []orb.Point // upright characters: centre of each
	along  []orb.Point // or the line whose baseline the text follows
}

// request is a label that wants a place.
type request struct {
	id     string // of the feature, for the report
	layer  string
	label  Label
	style  LabelStyle
	order  int
	at     func(LabelStyle) []candidate // the ways to set it in a style
	grows  bool                         // what it names takes more room as one zooms
	ways   []candidate                  // weighed, the cheapest first
	more   []candidate                  // ways as they were found
	queue  []int32                      // those of them, the cheapest first, that were not looked at yet
	hard   []obstacle                   // what they may not cover
	chosen int                          // index into ways, or -1
	from   float64                      // the zoom from which it is shown: 1 always, more once there is room
}

// shortCost is what it costs to give the short name.
const shortCost = 14

// pointWays places a label around a symbol. The order of preference is
// Imhof's (Positioning Names on Maps, The American Cartographer 2, 1975), with
// the right-hand side first.
// The label keeps its distance from about, the place that the symbol marks.
func pointWays(l Label, st LabelStyle, about, at orb.Point, size float64, sheet box) []candidate {
	gap := size/2 + 2
	diag := size/2*math.Sqrt2/2 + 1.5
	type place struct {
		dx, dy float64 // from the symbol to the block's near edge or corner
		h      anchor
		v      float64 // how much of the block's height lies above the place
		cost   float64
	}
	places := []place{
		{gap, 0, start, .5, 0}, {diag, -diag, start, .9, 3}, {diag, diag, start, .1, 4},
		{-gap, 0, end, .5, 5}, {0, -gap, middle, 1, 6}, {0, gap, middle, 0, 7},
		{-diag, -diag, end, .9, 8}, {-diag, diag, end, .1, 9},
		{gap, 0, start, .25, 2.5}, {gap, 0, start, .75, 2.5}, {-gap, 0, end, .25, 6.5}, {-gap, 0, end, .75, 6.5},
		{size, -gap, middle, 1, 6.5}, {-size, -gap, middle, 1, 7}, {size, gap, middle, 0, 7.5}, {-size, gap, middle, 0, 8},
	}
	var f found
	each(l, st, func(b *block, cost float64) {
		f.room(len(places))
		for _, p := range places {
			x, y := at[0]+p.dx, at[1]+p.dy-float64(p.v*b.h)
			c := candidate{cost: cost + p.cost, about: about, text: b, at: orb.Point{x, y}, anchor: p.h}
			if room := blockBox(&c); room.within(sheet) {
				f.add(&c, room)
			}
		}
	})
	return f.ways
}

// areaWays places a label in an area: at its centre, or a little off it where
// that leaves it inside.
func areaWays(l Label, st LabelStyle, s drawnShape, sheet box) []candidate {
	if len(s.area) == 0 {
		return nil
	}
	bound := s.area.Bound()
	var f found
	each(l, st, func(b *block, cost float64) {
		if b.w > 1.6*(bound.Max[0]-bound.Min[0]) && !st.Must {
			return
		}
		for _, dy := range [...]float64{0, -.7, .7, -1.4, 1.4, -2.2, 2.2, -3.2, 3.2} {
			y := s.centre[1] + float64(dy*st.Size) - b.h/2
			var rows rows
			scanned := false
			for _, dx := range [...]float64{0, -.7, .7, -1.5, 1.5, -2.5, 2.5, -4, 4} {
				x := s.centre[0] + float64(dx*st.Size)
				c := candidate{text: b, about: orb.Point{x, y + b.h/2}, at: orb.Point{x, y}, anchor: middle}
				room := blockBox(&c)
				if !room.within(sheet) {
					continue
				}
				if !scanned {
					rows, scanned = scan(s.area, y, y+b.h), true
				}
				off := rows.outside(room)
				if off > .34 && !st.Must {
					continue
				}
				c.cost = cost + 45*off + 2.2*(math.Abs(dx)+math.Abs(dy))
				f.add(&c, room)
			}
		}
	})
	return f.ways
}

// found are ways to place a label, each with one box. The boxes lie side by side:
// there are many ways, and most are looked at once.
type found struct {
	ways  []candidate
	boxes []box
}

// room makes room for n more ways.
func (f *found) room(n int) { f.ways = slices.Grow(f.ways, n) }

func (f *found) add(c *candidate, room box) {
	if len(f.boxes) == cap(f.boxes) {
		f.boxes = make([]box, 0, 32)
	}
	f.boxes = append(f.boxes, room)
	n := len(f.boxes)
	c.boxes = f.boxes[n-1 : n : n]
	f.ways = append(f.ways, *c)
}

// rows are the places where the borders of an area cross three lines of
// sight, from left to right: between the first and the second one is inside.
type rows [3][]float64

// scan looks through an area at three heights between top and bottom.
func scan(mp orb.MultiPolygon, top, bottom float64) rows {
	var out rows
	for i := range out {
		y := top + (bottom-top)*(float64(i)+.2)/2.4
		for _, poly := range mp {
			for _, r := range poly {
				for j := 1; j < len(r); j++ {
					if a, b := r[j-1], r[j]; (a[1] > y) != (b[1] > y) {
						out[i] = append(out[i], float64((b[0]-a[0])*(y-a[1]))/(b[1]-a[1])+a[0])
					}
				}
			}
		}
		slices.Sort(out[i])
	}
	return out
}

// outside is the share of a box that lies outside of the area, by samples.
func (r rows) outside(b box) float64 {
	const samples = 5
	n := 0
	for _, row := range r {
		for i := range samples {
			x := b.x0 + (b.x1-b.x0)*(float64(i)+.2)/(samples-.6)
			if k, _ := slices.BinarySearch(row, x); k%2 == 0 {
				n++
			}
		}
	}
	return float64(n) / float64(len(r)*samples)
}

// each calls f with the ways to set a label's text, and with what each costs.
func each(l Label, st LabelStyle, f func(b *block, cost float64)) {
	for i, lines := range breaks(l.Text, st) {
		f(set(lines, st), float64(i)*2.5)
	}
	if l.Short != "" && l.Short != l.Text {
		f(set([]string{l.Short}, st), shortCost)
	}
}

// blockBox is the room a block of text takes.
func blockBox(c *candidate) box {
	x := c.at[0]
	switch c.anchor {
	case middle:
		x -= c.text.w / 2
	case end:
		x -= c.text.w
	}
	return box{x - .5, c.at[1], x + c.text.w + .5, c.at[1] + c.text.h}
}
