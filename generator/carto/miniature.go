package carto

import "github.com/paulmach/orb"

// Outline is the path of the union of shapes, in px of the cover's frame.
func (c *Cover) Outline(shapes []int) string { return c.shape(shapes).d }

// Border is the path of a level of borders, in px of the cover's frame: the arcs
// that none of the levels before it takes.
func (c *Cover) Border(levels []Level, level int) string { return c.levels(levels)[level].d }

// Px is the place on the drawing of a position (degrees: lon, lat).
func (f Frame) Px(lonLat orb.Point) (x, y float64) {
	p := f.px(lonLat)
	return p[0], p[1]
}
