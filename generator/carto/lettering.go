package carto

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// spotWays places a label without symbol about its place.
func spotWays(l Label, st LabelStyle, at orb.Point, sheet box) []candidate {
	var f found
	each(l, st, func(b *block, cost float64) {
		for _, dy := range [...]float64{0, -1, 1, -2, 2} {
			for _, dx := range [...]float64{0, -1.5, 1.5, -3, 3} {
				c := candidate{text: b, about: at, anchor: middle, cost: cost + 2*max(dx, -dx) + 2*max(dy, -dy),
					at: orb.Point{at[0] + dx*st.Size, at[1] + dy*st.Size - b.h/2}}
				if room := blockBox(&c); room.within(sheet) {
					f.add(&c, room)
				}
			}
		}
	})
	return f.ways
}

// labels places and writes the lettering, a group for each layer and style.
// What is read by a screen reader stands in the titles of the links.
func (d *drawing) labels(w *bytes.Buffer) {
	if len(d.asked) == 0 {
		return
	}
	d.ink.ready()
	var reqs, waiting []*request
	for _, r := range d.asked {
		if r.label.Later {
			r.chosen = -1
			waiting = append(waiting, r)
		} else {
			reqs = append(reqs, r)
		}
	}
	solve(reqs, d.hard, d.ink)
	for _, r := range reqs {
		if r.chosen < 0 {
			d.leftOut = append(d.leftOut, LeftOut{r.layer, r.id, r.label.Text})
		} else {
			r.from = 1
		}
	}
	if d.spec.Zoom {
		slices.SortStableFunc(waiting, func(a, b *request) int { return cmp.Compare(a.label.Priority, b.label.Priority) })
		reveal(append(reqs, waiting...), d.hard, d.neat.grow(-2))
	}
	w.WriteString("<g class=\"m-labels\" aria-hidden=\"true\">\n")
	done := map[string]bool{}
	for _, first := range d.asked {
		key := first.layer + "\x00" + first.style.Name
		if done[key] {
			continue
		}
		done[key] = true
		var group bytes.Buffer
		for _, r := range d.asked {
			if r.layer == first.layer && r.style.Name == first.style.Name && r.from > 0 {
				d.label(&group, r)
			}
		}
		if group.Len() == 0 {
			continue
		}
		st := first.style
		class := "m-label m-label-" + st.Name + " m-labels-" + first.layer
		if c := d.classes[first.layer]; c != "" {
			class += " " + c
		}
		fmt.Fprintf(w, `<g class="%s" font-size="%s"`, esc(class), px(st.Size))
		if st.Spacing != 0 {
			fmt.Fprintf(w, ` letter-spacing="%s"`, px(st.Spacing))
		}
		if st.Bold {
			w.WriteString(` font-weight="600"`)
		}
		w.WriteString(">\n")
		w.Write(group.Bytes())
		w.WriteString("</g>\n")
	}
	w.WriteString("</g>\n")
}

// waiting begins a label that is not shown yet.
const waiting = `<text display="none"`

// label writes a label about its place, from which it keeps its distance as one
// zooms; what waits for room is not displayed and says for which zoom it waits.
func (d *drawing) label(w *bytes.Buffer, r *request) {
	c := r.ways[r.chosen]
	begin := "<text"
	if r.from > 1 {
		begin = waiting + ` data-from="` + px(r.from) + `"`
	}
	begin += fmt.Sprintf(` transform="translate(%s %s)"`, px(c.about[0]), px(c.about[1]))
	about := snapped(c.about)
	off := func(p orb.Point) orb.Point { return orb.Point{p[0] - about[0], p[1] - about[1]} }
	switch {
	case c.run != nil && c.run.glyphs != nil:
		var xs, ys []string
		for _, g := range c.run.glyphs {
			g = off(g)
			xs = append(xs, px(g[0]))
			ys = append(ys, px(g[1]+.36*r.style.Size))
		}
		fmt.Fprintf(w, "%s text-anchor=\"middle\" x=\"%s\" y=\"%s\">%s</text>\n",
			begin, strings.Join(xs, " "), strings.Join(ys, " "), esc(c.run.text))
	case c.run != nil:
		id := d.id(fmt.Sprintf("course-%d", r.order))
		n := max(1, int(4/max(c.least, 1)))
		var course []orb.Point
		for _, p := range every(c.run.along, n) {
			course = append(course, off(p))
		}
		var p pathWriter
		p.line(course, false)
		fmt.Fprintf(&d.defs, `<path id="%s" d="%s"/>`, id, p.buf)
		fmt.Fprintf(w, "%s text-anchor=\"middle\"><textPath href=\"#%s\" startOffset=\"50%%\">%s</textPath></text>\n", begin, id, esc(c.run.text))
	default:
		switch c.anchor {
		case middle:
			begin += ` text-anchor="middle"`
		case end:
			begin += ` text-anchor="end"`
		}
		at := off(c.at)
		x := px(at[0])
		if x != "0" {
			begin += ` x="` + x + `"`
		}
		fmt.Fprintf(w, `%s y="%s">`, begin, px(at[1]+c.text.ascent))
		for i, line := range c.text.lines {
			if i == 0 {
				w.WriteString(esc(line))
				continue
			}
			fmt.Fprintf(w, `<tspan x="%s" dy="%s">%s</tspan>`, x, px(c.text.lead), esc(line))
		}
		w.WriteString("</text>\n")
	}
}

// snapped is a place as the drawing writes it, in tenths of a px.
func snapped(p orb.Point) orb.Point {
	c := snap(p)
	return orb.Point{float64(c.x) / grid, float64(c.y) / grid}
}

// every takes each n-th place of a line, and its last.
func every(line []orb.Point, n int) []orb.Point {
	var out []orb.Point
	for i := 0; i < len(line)-1; i += n {
		out = append(out, line[i])
	}
	return append(out, line[len(line)-1])
}
