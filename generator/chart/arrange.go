package chart

import (
	"cmp"
	"slices"
)

// Sizes of a network, in pixels at scale 1.
const (
	memberSize = 12 // of type
	boxLine    = 15 // from one line of a name to the next
	rowGap     = 4  // between two members
	boxGap     = 9  // between two hubs
	boxPadding = 6
)

// spot is where a node stands: its middle, and what is written there.
type spot struct {
	x, y float64
	r    float64 // half its width; of a member, its radius
	h    float64 // of the room it takes
	text string  // its name in lines
	left bool    // a member on the left of the hubs: its name stands before it
}

// arrangement is the layout of a network.
type arrangement struct {
	at          []spot // by node
	top, height float64
}

// wideNetwork is the width from which members stand on both sides of the hubs.
const wideNetwork = 480

// arrange lays a network out: the hubs in a column, in their order, and the
// members in columns beside it, each as near as may be to the middle of the hubs
// it is linked to. The order by such middles keeps crossings few (the barycentre
// heuristic of Sugiyama, Tagawa and Toda 1981); within the order, places are those
// nearest to the wanted ones (isotonic regression).
func (d Def) arrange(f Frame) arrangement {
	a := arrangement{at: make([]spot, len(d.Nodes)), top: legendHeight(d, f) + 4}
	width := float64(f.Width)
	wide := width >= wideNetwork
	half, limit := 50.0, 0.4*width
	if wide {
		half, limit = 78, 0.25*width
	}
	var hubs []int
	var sides [2][]int // right, left
	place := make([]float64, len(d.Nodes))
	for i, n := range d.Nodes {
		s := &a.at[i]
		if n.Hub {
			place[i] = float64(len(hubs))
			hubs = append(hubs, i)
			s.r, s.text = half, wrap(n.Name, memberSize, 2*(half-boxPadding))
			s.h = float64(lineCount(s.text)*boxLine + boxPadding)
			continue
		}
		s.text = wrap(n.Name, memberSize, limit)
		s.h = float64(lineCount(s.text)*boxLine + rowGap)
		s.left = wide && n.Aside
		if s.r = 3; n.Absent {
			s.r = 0
		} else if n := d.degree(i); n > 1 {
			s.r = 4 + 0.5*float64(n-1)
		}
		side := 0
		if s.left {
			side = 1
		}
		sides[side] = append(sides[side], i)
	}
	d.columns(&a, width, half, sides)

	middle := func(i int, of func(int) float64) float64 {
		sum, n := 0.0, 0.0
		for _, l := range d.Links {
			if l.To == i {
				sum, n = sum+of(l.From), n+1
			}
			if l.From == i && !a.at[l.To].left {
				sum, n = sum+of(l.To), n+1
			}
		}
		if n == 0 {
			return -1
		}
		return sum / n
	}
	for _, side := range sides {
		slices.SortStableFunc(side, func(i, j int) int {
			return cmp.Compare(middle(i, func(h int) float64 { return place[h] }), middle(j, func(h int) float64 { return place[h] }))
		})
	}
	a.height = max(a.room(sides[0], 0), a.room(sides[1], 0), a.room(hubs, boxGap))
	y := func(i int) float64 { return a.at[i].y }
	// The members on the right, which are the most, first; then the hubs by them,
	// then the others by the hubs, and the right ones once more.
	a.spread(sides[0], 0, func(k, _ int) float64 { return (float64(k) + 0.5) / float64(len(sides[0])) * a.height })
	a.spread(hubs, boxGap, func(k, i int) float64 {
		if m := middle(i, y); m >= 0 {
			return m - a.top
		}
		return (float64(k) + 0.5) / float64(len(hubs)) * a.height
	})
	for _, side := range sides {
		a.spread(side, 0, func(_, i int) float64 { return middle(i, y) - a.top })
	}
	return a
}

// columns sets how far from the left everything stands.
func (d Def) columns(a *arrangement, width, half float64, sides [2][]int) {
	names := func(side []int) float64 {
		var texts []string
		for _, i := range side {
			texts = append(texts, a.at[i].text)
		}
		return 1.05*widest(texts, memberSize) + labelDistance + 6 // 6: the greatest radius
	}
	right := width - names(sides[0])
	left, middle := 0.0, half
	if len(sides[1]) > 0 {
		left = names(sides[1])
		middle = (left + right) / 2
	}
	for i, n := range d.Nodes {
		switch s := &a.at[i]; {
		case n.Hub:
			s.x = middle
		case s.left:
			s.x = left
		default:
			s.x = right
		}
	}
}

// room is how high a column is.
func (a *arrangement) room(column []int, gap float64) float64 {
	h := 0.0
	for _, i := range column {
		h += a.at[i].h + gap
	}
	return h
}

// spread stands a column's nodes one below the other, none overlapping, within
// the height, as near to the wanted places as that allows: the least sum of
// squares, by pooling neighbours that are in each other's way.
func (a *arrangement) spread(column []int, gap float64, want func(k, i int) float64) {
	type block struct {
		sum, n float64 // of the wanted places, less what stands before
	}
	var blocks []block
	offsets := make([]float64, len(column))
	before := 0.0
	for k, i := range column {
		h := a.at[i].h + gap
		offsets[k] = before + h/2
		before += h
		b := block{want(k, i) - offsets[k], 1}
		for len(blocks) > 0 && blocks[len(blocks)-1].sum/blocks[len(blocks)-1].n > b.sum/b.n {
			last := blocks[len(blocks)-1]
			blocks = blocks[:len(blocks)-1]
			b = block{b.sum + last.sum, b.n + last.n}
		}
		blocks = append(blocks, b)
	}
	k := 0
	for _, b := range blocks {
		at := max(0, min(a.height-before, b.sum/b.n))
		for range int(b.n) {
			a.at[column[k]].y = a.top + at + offsets[k]
			k++
		}
	}
}
