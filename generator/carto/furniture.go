package carto

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"atlas/generator/geo"
)

// meridian is a line of the graticule on the drawing.
type meridian struct {
	degrees float64
	north   bool // a parallel, which is named by north or south
	pts     []orb.Point
}

// graticule samples the lines of degrees that cross the sheet.
func (d *drawing) graticule() []meridian {
	g := d.spec.Graticule
	if g == nil {
		return nil
	}
	b := d.bound()
	step := g.Step
	if step <= 0 {
		step = niceDegrees(math.Max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]) / math.Max(3, math.Min(8, d.frame.Width/150)))
	}
	const samples = 48
	var out []meridian
	for i := math.Ceil(b.Min[0] / step); i*step <= b.Max[0]; i++ {
		m := meridian{degrees: i * step}
		for k := range samples + 1 {
			m.pts = append(m.pts, d.frame.px(orb.Point{i * step, b.Min[1] + (b.Max[1]-b.Min[1])*float64(k)/samples}))
		}
		out = append(out, m)
	}
	for i := math.Ceil(b.Min[1] / step); i*step <= b.Max[1]; i++ {
		m := meridian{degrees: i * step, north: true}
		for k := range samples + 1 {
			m.pts = append(m.pts, d.frame.px(orb.Point{b.Min[0] + (b.Max[0]-b.Min[0])*float64(k)/samples, i * step}))
		}
		out = append(out, m)
	}
	return out
}

// bound is the box in degrees that the sheet shows.
func (d *drawing) bound() orb.Bound {
	var b orb.Bound
	for i, p := range edge(d.neat) {
		q := d.frame.lonLat(p)
		if i == 0 {
			b = orb.Bound{Min: q, Max: q}
		}
		b = b.Extend(q)
	}
	return b
}

// edge are places along the sides of a box, closed.
func edge(b box) []orb.Point {
	const n = 12
	var out []orb.Point
	corners := [...]orb.Point{{b.x0, b.y0}, {b.x1, b.y0}, {b.x1, b.y1}, {b.x0, b.y1}, {b.x0, b.y0}}
	for i := 1; i < len(corners); i++ {
		p, q := corners[i-1], corners[i]
		for k := range n {
			t := float64(k) / n
			out = append(out, orb.Point{p[0] + (q[0]-p[0])*t, p[1] + (q[1]-p[1])*t})
		}
	}
	return append(out, corners[0])
}

// niceDegrees is the step of degrees next to v.
func niceDegrees(v float64) float64 {
	best := 30.0
	for _, s := range [...]float64{.1, .25, .5, 1, 2, 5, 10, 15, 30} {
		if max(s/v, v/s) < max(best/v, v/best) {
			best = s
		}
	}
	return best
}

func (d *drawing) graticuleLines(w *bytes.Buffer) {
	var p pathWriter
	for _, m := range d.graticule() {
		p.line(geo.Thin(m.pts, .5), false)
	}
	if len(p.buf) > 0 {
		fmt.Fprintf(w, "<path class=\"m-graticule\" d=\"%s\"/>\n", p.buf)
	}
}

// frameLines draws the neat line, the outer frame, and between them the degrees.
func (d *drawing) frameLines(w *bytes.Buffer) {
	m := d.frame.Margin
	if m == 0 {
		return
	}
	w.WriteString("<g class=\"m-frame\">")
	rect(w, "m-neat", d.neat)
	rect(w, "m-edge", d.neat.grow(m-1))
	w.WriteString("\n")
	if d.spec.Graticule != nil && m >= 10 {
		d.degrees(w, math.Min(10.5, math.Round(m*.6*2)/2))
	}
	w.WriteString("</g>\n")
}

func (d *drawing) degrees(w *bytes.Buffer, size float64) {
	fmt.Fprintf(w, `<g class="m-degrees" font-size="%s" text-anchor="middle" aria-hidden="true">`, px(size))
	n, mid := d.neat, d.frame.Margin/2
	for _, m := range d.graticule() {
		text := d.spec.Graticule.name(m)
		half := textWidth(text, LabelStyle{Size: size})/2 + 4
		if m.north {
			for _, x := range [...]float64{n.x0, n.x1} {
				if y, ok := crossing(m.pts, 0, x); ok && y > n.y0+half && y < n.y1-half {
					c := n.x0 - mid
					if x == n.x1 {
						c = n.x1 + mid
					}
					c += size * .35
					fmt.Fprintf(w, `<text transform="translate(%s %s)rotate(-90)">%s</text>`, px(c), px(y), esc(text))
				}
			}
			continue
		}
		for _, y := range [...]float64{n.y0, n.y1} {
			if x, ok := crossing(m.pts, 1, y); ok && x > n.x0+half && x < n.x1-half {
				c := n.y0 - mid
				if y == n.y1 {
					c = n.y1 + mid
				}
				fmt.Fprintf(w, `<text x="%s" y="%s">%s</text>`, px(x), px(c+size*.36), esc(text))
			}
		}
	}
	w.WriteString("</g>\n")
}

// crossing is where a line reaches the value v of an axis: the other coordinate.
func crossing(pts []orb.Point, axis int, v float64) (float64, bool) {
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		if (a[axis] <= v) != (b[axis] <= v) {
			t := (v - a[axis]) / (b[axis] - a[axis])
			return a[1-axis] + float64((b[1-axis]-a[1-axis])*t), true
		}
	}
	return 0, false
}

// name is a degree in words: its figure in the pattern of its side.
func (g Graticule) name(m meridian) string {
	pattern := g.East
	switch {
	case m.north && m.degrees < 0:
		pattern = g.South
	case m.north:
		pattern = g.North
	case m.degrees < 0:
		pattern = g.West
	}
	if pattern == "" {
		pattern = "%s°"
	}
	return strings.Replace(pattern, "%s", strconv.FormatFloat(math.Round(math.Abs(m.degrees)*1e6)/1e6, 'f', -1, 64), 1)
}

// furniture draws inset and north arrow in the corners where least is drawn.
func (d *drawing) furniture(w *bytes.Buffer) {
	taken := map[Corner]bool{}
	if in := d.spec.Inset; in != nil {
		b := d.corner(in.Corner, in.Frame.Width-2*in.Frame.Margin, in.Frame.neat().y1-in.Frame.neat().y0, 0, taken)
		d.inset(w, *in, b)
	}
	if n := d.spec.North; n != nil && (n.Always || d.leans() > 1.5) {
		b := d.corner(FreeCorner, 22, 38, 10, taken)
		d.north(w, *n, b)
	}
}

// corner is a box in a corner of the map that no label will cover: the corner
// asked for, or the free one that covers the least of what can be clicked.
func (d *drawing) corner(want Corner, w, h, off float64, taken map[Corner]bool) box {
	n := d.neat.grow(-off)
	boxes := map[Corner]box{
		TopLeft:     {n.x0, n.y0, n.x0 + w, n.y0 + h},
		TopRight:    {n.x1 - w, n.y0, n.x1, n.y0 + h},
		BottomLeft:  {n.x0, n.y1 - h, n.x0 + w, n.y1},
		BottomRight: {n.x1 - w, n.y1 - h, n.x1, n.y1},
	}
	if _, ok := boxes[want]; !ok {
		least := math.MaxInt
		for _, c := range [...]Corner{TopRight, BottomRight, TopLeft, BottomLeft} {
			if n := d.busy(boxes[c]); !taken[c] && n < least {
				want, least = c, n
			}
		}
	}
	taken[want] = true
	d.hard = append(d.hard, obstacle{box: boxes[want].grow(3), fixed: true})
	return boxes[want]
}

// busy counts the samples of a box that lie on something clickable; an arrow
// that ends in it, or close by, with its label, counts as a quarter of them.
func (d *drawing) busy(b box) int {
	var near []orb.MultiPolygon
	for _, mp := range d.linked {
		if mp.Bound().Intersects(b.bound()) {
			near = append(near, mp)
		}
	}
	const n = 8
	count := 0
	for _, e := range d.ends {
		if near := b.grow(24); e[0] > near.x0 && e[0] < near.x1 && e[1] > near.y0 && e[1] < near.y1 {
			count += n * n / 4
		}
	}
	for i := range n {
		for j := range n {
			p := orb.Point{b.x0 + (b.x1-b.x0)*(float64(i)+.5)/n, b.y0 + (b.y1-b.y0)*(float64(j)+.5)/n}
			if slices.ContainsFunc(near, func(mp orb.MultiPolygon) bool { return geo.Contains(mp, p) }) {
				count++
			}
		}
	}
	return count
}

func (d *drawing) inset(w *bytes.Buffer, in Inset, b box) {
	f := in.Frame
	clipPath(&d.defs, d.id("inset-clip"), f.neat())
	fmt.Fprintf(w, `<g class="m-inset" id="%s" role="img" aria-label="%s" transform="translate(%s %s)">`,
		d.id("inset"), esc(in.Title), px(b.x0-f.Margin), px(b.y0-f.Margin))
	rect(w, "m-inset-ground", f.neat())
	fmt.Fprintf(w, "<g clip-path=\"url(#%s)\">\n", d.id("inset-clip"))
	d.layers(w, in.Layers, f, false)
	var p pathWriter
	var pts []orb.Point
	for _, q := range edge(d.neat) {
		pts = append(pts, f.px(d.frame.lonLat(q)))
	}
	p.line(pts, true)
	fmt.Fprintf(w, `<path class="m-inset-box" d="%s"/></g>`, p.buf)
	rect(w, "m-inset-frame", f.neat())
	w.WriteString("</g>\n")
}

// leans is the largest angle between grid north and true north on the sheet.
func (d *drawing) leans() float64 {
	most := 0.0
	for _, p := range edge(d.neat) {
		most = math.Max(most, math.Abs(geo.Convergence(d.frame.Projection, d.frame.lonLat(p))))
	}
	return most
}

func (d *drawing) north(w *bytes.Buffer, n North, b box) {
	c := orb.Point{(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2}
	a := geo.Convergence(d.frame.Projection, d.frame.lonLat(c))
	fmt.Fprintf(w, `<g class="m-north" transform="translate(%s %s)rotate(%s)" aria-hidden="true">`, px(c[0]), px(c[1]), px(a))
	w.WriteString(`<path class="m-north-west" d="M0-6l-6 24 6-5z"/><path class="m-north-east" d="M0-6l6 24-6-5z"/>`)
	fmt.Fprintf(w, `<text text-anchor="middle" font-size="11" y="-9">%s</text></g>`+"\n", esc(n.Letter))
}
