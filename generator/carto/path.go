package carto

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// grid is how many steps a px has: coordinates are written in tenths.
const grid = 10

// cellPoint is a place on the drawing in tenths of a px. Shared borders stay
// shared: equal positions fall on equal cells.
type cellPoint struct{ x, y int32 }

func snap(p orb.Point) cellPoint {
	return cellPoint{tenths(p[0]), tenths(p[1])}
}

// farthest is how far from the drawing's corner something is written, in tenths: so
// far off that nobody sees it nearer than it is, and the way between two such places
// is still a number of 32 bits.
const farthest = 1e9

// tenths rounds a length or coordinate in px; one that is none is 0.
func tenths(v float64) int32 {
	if math.IsNaN(v) {
		return 0
	}
	return int32(math.Round(min(max(v*grid, -farthest), farthest)))
}

// pathWriter writes the d attribute of a path in relative coordinates.
type pathWriter struct {
	buf  []byte
	at   cellPoint
	open bool

	point bool // the last number has a decimal point
}

// line adds a line; a closed one ends in z and is not given its first place
// again. Places that coincide on the grid are left out, and so are those in the
// middle of a straight horizontal, vertical or diagonal run.
func (w *pathWriter) line(pts []orb.Point, closed bool) {
	cells := make([]cellPoint, 0, len(pts))
	for _, p := range pts {
		c := snap(p)
		n := len(cells)
		if n > 0 && cells[n-1] == c {
			continue
		}
		if n > 1 && onward(cells[n-2], cells[n-1], c) {
			cells[n-1] = c
			continue
		}
		cells = append(cells, c)
	}
	if closed && len(cells) > 1 && cells[0] == cells[len(cells)-1] {
		cells = cells[:len(cells)-1]
	}
	switch {
	case closed && len(cells) < 3 && len(cells) > 0:
		// An island that the grid swallows is still land: a dot of half a px.
		c := cells[0]
		cells = []cellPoint{{c.x - 3, c.y}, {c.x, c.y - 3}, {c.x + 3, c.y}, {c.x, c.y + 3}}
	case len(cells) < 2:
		return
	}
	w.move(cells[0])
	for _, c := range cells[1:] {
		w.to(c)
	}
	if closed {
		w.buf = append(w.buf, 'z')
		w.at = cells[0]
	}
}

// onward reports whether c goes on from b in the direction of a to b.
func onward(a, b, c cellPoint) bool {
	dx, dy, ex, ey := int64(b.x-a.x), int64(b.y-a.y), int64(c.x-b.x), int64(c.y-b.y)
	return dx*ey == dy*ex && dx*ex+dy*ey > 0
}

func (w *pathWriter) move(c cellPoint) {
	if !w.open {
		w.buf = append(w.buf, 'M')
		w.num(c.x, false)
		w.num(c.y, true)
		w.open = true
	} else {
		w.buf = append(w.buf, 'm')
		w.num(c.x-w.at.x, false)
		w.num(c.y-w.at.y, true)
	}
	w.at = c
	w.buf = append(w.buf, 'l')
}

func (w *pathWriter) to(c cellPoint) {
	last := w.buf[len(w.buf)-1]
	w.num(c.x-w.at.x, last != 'l')
	w.num(c.y-w.at.y, true)
	w.at = c
}

// num writes tenths; after another number a separator, unless a sign parts them, or
// a point where the number before has one already.
func (w *pathWriter) num(v int32, after bool) {
	if after && v >= 0 && !(w.point && 0 < v && v < 10) {
		w.buf = append(w.buf, ' ')
	}
	w.buf = appendTenths(w.buf, v)
	w.point = v%10 != 0
}

// appendTenths writes v/10 as shortly as SVG allows: 12, -3.4, .5.
func appendTenths(b []byte, v int32) []byte {
	if v < 0 {
		b = append(b, '-')
		v = -v
	}
	if v >= 10 || v == 0 {
		b = strconv.AppendInt(b, int64(v/10), 10)
	}
	if d := v % 10; d != 0 {
		b = append(b, '.', byte('0'+d))
	}
	return b
}

// px writes a length or coordinate in px with at most one decimal.
func px(v float64) string { return string(appendTenths(nil, tenths(v))) }
