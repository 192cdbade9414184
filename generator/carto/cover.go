package carto

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/planar"

	"atlas/generator/geo"
)

// Detail is how fine covers and lines are drawn: positions whose triangle with
// their neighbours is smaller than Detail × Detail px are left out.
const Detail = 1.6

// Cover is a coverage made ready for a frame: simplified to what the eye sees
// at that size, projected, cut at the neat line, its paths written. Each piece
// of the work is done once, when first needed, and shared by every drawing that
// uses the cover; a cover is safe for concurrent use.
type Cover struct {
	topology *geo.Topology
	frame    Frame
	detail   float64
	least    float64 // parts with a smaller area are left out, px²
	key      func() string
	plane    func() *geo.Topology // simplified, in metres of the plane, not cut
	done     sync.Map             // what was drawn before: key to func() T
}

// drawnShape is a shape as it is drawn.
type drawnShape struct {
	d      string           // path, empty where nothing of it is on the sheet
	area   orb.MultiPolygon // px, cut at the neat line
	centre orb.Point        // place for a label, px
	lost   int              // parts that were too small to be drawn
}

// drawnLevel is a level of borders as it is drawn.
type drawnLevel struct {
	d     string
	lines orb.MultiLineString // px
}

// NewCover prepares the shapes of a topology (degrees) for a frame.
func NewCover(t *geo.Topology, f Frame) *Cover { return newCover(t, f, Detail, 0) }

func newCover(t *geo.Topology, f Frame, detail, least float64) *Cover {
	c := &Cover{topology: t, frame: f, detail: detail, least: least}
	c.key = sync.OnceValue(func() string { return fmt.Sprint(t.Key(), " ", f.Key(), " ", detail) })
	c.plane = sync.OnceValue(func() *geo.Topology {
		return t.Simplify(f.Projection, detail/f.scale()).Map(func(p orb.Point) orb.Point {
			return geo.Plane(f.Projection, p)
		})
	})
	return c
}

// Key identifies what the cover shows.
func (c *Cover) Key() string { return c.key() }

// coarse is the cover as it is drawn where it would be too big: with half the
// detail, and without parts smaller than a pixel.
func (c *Cover) coarse() *Cover {
	return once(c, "coarse", func() *Cover { return newCover(c.topology, c.frame, 2*c.detail, 1) })
}

// MarshalText is the key.
func (c *Cover) MarshalText() ([]byte, error) { return []byte(c.Key()), nil }

// once keeps the result of work under a key.
func once[T any](c *Cover, key string, work func() T) T {
	f, _ := c.done.LoadOrStore(key, sync.OnceValue(work))
	return f.(func() T)()
}

// appendInts adds numbers to a key.
func appendInts(key []byte, list []int) []byte {
	for _, n := range list {
		key = strconv.AppendInt(append(key, ' '), int64(n), 10)
	}
	return key
}

// shape is the shape, or the union of several.
func (c *Cover) shape(of []int) drawnShape {
	return once(c, string(appendInts([]byte("shape"), of)), func() drawnShape {
		var mp orb.MultiPolygon
		if len(of) == 1 {
			mp = c.plane().Polygons(of[0])
		} else {
			mp = c.plane().Merge(of...)
		}
		return c.draw(mp)
	})
}

func (c *Cover) draw(mp orb.MultiPolygon) drawnShape {
	for _, poly := range mp {
		for _, r := range poly {
			for i, p := range r {
				r[i] = c.frame.toPx(p)
			}
		}
	}
	lost := len(mp)
	mp = slices.DeleteFunc(mp, func(p orb.Polygon) bool { return c.least > 0 && math.Abs(planar.Area(p[0])) < c.least })
	lost -= len(mp)
	mp = clipped(mp, c.frame.neat().grow(3))
	var w pathWriter
	for _, poly := range mp {
		for _, r := range poly {
			w.line(r, true)
		}
	}
	visible := clipped(mp, c.frame.neat())
	return drawnShape{d: string(w.buf), area: visible, centre: geo.VisualCentre(visible, 2, 0.04), lost: lost}
}

// levels sorts the borders into levels, each arc into the first that parts its
// two sides.
func (c *Cover) levels(ls []Level) []drawnLevel {
	key := []byte("levels")
	for _, l := range ls {
		key = appendInts(fmt.Append(key, "\x00", l.Class, "\x00", l.Casing, "\x00", l.Edge), l.Group)
	}
	return once(c, string(key), func() []drawnLevel {
		out := make([]drawnLevel, len(ls))
		for i := range ls {
			lines := c.lines(func(left, right int) bool { return levelOf(ls, left, right) == i })
			var w pathWriter
			for _, l := range lines {
				w.line(l, false)
			}
			out[i] = drawnLevel{string(w.buf), lines}
		}
		return out
	})
}

// levelOf is the first level whose groups differ left and right, or -1.
func levelOf(ls []Level, left, right int) int {
	group := func(l Level, s int) int {
		if s == geo.None || s >= len(l.Group) {
			return 0
		}
		return l.Group[s]
	}
	for i, l := range ls {
		if (left == geo.None || right == geo.None) && !l.Edge {
			continue
		}
		if group(l, left) != group(l, right) {
			return i
		}
	}
	return -1
}

// lines are the borders that pick chooses, cut a little outside the neat line.
func (c *Cover) lines(pick func(left, right int) bool) orb.MultiLineString {
	var out orb.MultiLineString
	bound := c.frame.neat().grow(3).bound()
	for _, l := range c.plane().Lines(pick) {
		for i, p := range l {
			l[i] = c.frame.toPx(p)
		}
		if b := l.Bound(); c.least > 0 && b.Max[0]-b.Min[0] < 1 && b.Max[1]-b.Min[1] < 1 {
			continue
		}
		out = append(out, clip.LineString(bound, l)...)
	}
	return out
}

// clipped cuts polygons at a box and drops what is left of them outside it.
func clipped(mp orb.MultiPolygon, b box) orb.MultiPolygon {
	bound := b.bound()
	if inside(mp, bound) {
		return mp
	}
	var out orb.MultiPolygon
	for _, poly := range mp {
		if len(poly) == 0 || !poly[0].Bound().Intersects(bound) {
			continue
		}
		if p := clip.Polygon(bound, poly.Clone()); len(p) > 0 && len(p[0]) > 3 {
			out = append(out, p)
		}
	}
	return out
}

func inside(mp orb.MultiPolygon, b orb.Bound) bool {
	for _, poly := range mp {
		if len(poly) == 0 {
			return false
		}
		o := poly[0].Bound()
		if !b.Contains(o.Min) || !b.Contains(o.Max) {
			return false
		}
	}
	return true
}

// box is a rectangle on the drawing in px: left, top, right, bottom.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) grow(d float64) box { return box{b.x0 - d, b.y0 - d, b.x1 + d, b.y1 + d} }
func (b box) bound() orb.Bound {
	return orb.Bound{Min: orb.Point{b.x0, b.y0}, Max: orb.Point{b.x1, b.y1}}
}
func (b box) overlaps(o box) bool {
	return b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1
}
func (b box) within(o box) bool {
	return b.x0 >= o.x0 && b.y0 >= o.y0 && b.x1 <= o.x1 && b.y1 <= o.y1
}
