package carto

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"atlas/generator/geo"
)

// Frame is the sheet: a projection, the rectangle of its plane that is shown,
// and how wide it is drawn. Make one with Fit.
type Frame struct {
	Projection geo.Projection
	Bound      orb.Bound // metres of the projection's plane, inside the neat line
	Width      float64   // of the whole drawing, px
	Margin     float64   // from the drawing's edge to the neat line, px; 0: no frame
}

// Fit makes the frame of a map of the given width that shows the geometries
// (degrees) with pad px around them. Its height is a whole number of px.
func Fit(p geo.Projection, width, margin, pad float64, shown ...orb.Geometry) Frame {
	b := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for _, g := range shown {
		positions(g, func(q orb.Point) { b = b.Extend(geo.Plane(p, q)) })
	}
	inner := width - 2*margin
	scale := (inner - 2*pad) / (b.Max[0] - b.Min[0])
	height := math.Ceil((b.Max[1]-b.Min[1])*scale + 2*pad)
	c := b.Center()
	w, h := inner/scale/2, height/scale/2
	return Frame{
		Projection: p,
		Bound:      orb.Bound{Min: orb.Point{c[0] - w, c[1] - h}, Max: orb.Point{c[0] + w, c[1] + h}},
		Width:      width, Margin: margin,
	}
}

// WithHeight is the frame with its map made higher or lower to px, about the
// same centre.
func (f Frame) WithHeight(px float64) Frame {
	h := (px - 2*f.Margin) / f.scale() / 2
	c := f.Bound.Center()[1]
	f.Bound.Min[1], f.Bound.Max[1] = c-h, c+h
	return f
}

// Height is the height of the sheet in px, without legend.
func (f Frame) Height() float64 {
	return math.Round((f.Bound.Max[1]-f.Bound.Min[1])*f.scale()) + 2*f.Margin
}

// scale is px per metre.
func (f Frame) scale() float64 {
	return (f.Width - 2*f.Margin) / (f.Bound.Max[0] - f.Bound.Min[0])
}

// px is the place on the drawing of a position in degrees.
func (f Frame) px(lonLat orb.Point) orb.Point { return f.toPx(geo.Plane(f.Projection, lonLat)) }

func (f Frame) toPx(xy orb.Point) orb.Point {
	s := f.scale()
	return orb.Point{
		f.Margin + float64((xy[0]-f.Bound.Min[0])*s),
		f.Margin + float64((f.Bound.Max[1]-xy[1])*s),
	}
}

// lonLat is the position in degrees of a place on the drawing.
func (f Frame) lonLat(px orb.Point) orb.Point {
	s := f.scale()
	return f.Projection.Inverse(orb.Point{
		f.Bound.Min[0] + (px[0]-f.Margin)/s, f.Bound.Max[1] - (px[1]-f.Margin)/s,
	})
}

// Shows reports whether a position lies on the map.
func (f Frame) Shows(lonLat orb.Point) bool { return f.neat().bound().Contains(f.px(lonLat)) }

// neat is the rectangle of the neat line in px.
func (f Frame) neat() box {
	return box{f.Margin, f.Margin, f.Width - f.Margin, f.Height() - f.Margin}
}

// Key identifies the frame: equal keys, equal frames.
func (f Frame) Key() string {
	return fmt.Sprintf("%v %v %g %g", f.Projection, f.Bound, f.Width, f.Margin)
}

// MarshalText is the key.
func (f Frame) MarshalText() ([]byte, error) { return []byte(f.Key()), nil }

// positions calls f with every position of a geometry.
func positions(g orb.Geometry, f func(orb.Point)) {
	switch g := g.(type) {
	case orb.Point:
		f(g)
	case orb.MultiPoint:
		for _, p := range g {
			f(p)
		}
	case orb.LineString:
		for _, p := range g {
			f(p)
		}
	case orb.MultiLineString:
		for _, l := range g {
			positions(l, f)
		}
	case orb.Ring:
		positions(orb.LineString(g), f)
	case orb.Polygon:
		for _, r := range g {
			positions(r, f)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			positions(p, f)
		}
	case orb.Bound: // its sides bend in a projection
		const n = 16
		for i := 0.0; i <= n; i++ {
			x := g.Min[0] + (g.Max[0]-g.Min[0])*i/n
			y := g.Min[1] + (g.Max[1]-g.Min[1])*i/n
			f(orb.Point{x, g.Min[1]})
			f(orb.Point{x, g.Max[1]})
			f(orb.Point{g.Min[0], y})
			f(orb.Point{g.Max[0], y})
		}
	case orb.Collection:
		for _, c := range g {
			positions(c, f)
		}
	}
}
