package carto

import (
	"bytes"
	"fmt"

	"github.com/paulmach/orb"
)

// point draws a symbol about its place: it keeps its size as one zooms.
func (d *drawing) point(w *bytes.Buffer, l Points, p Point, f Frame, main bool) {
	about := f.px(p.At)
	at := orb.Point{about[0] + p.Off[0], about[1] + p.Off[1]}
	if !(box{at[0], at[1], at[0], at[1]}).within(f.neat()) {
		return
	}
	spot := p.Symbol == Spot || p.Symbol == ""
	if !spot {
		more := fmt.Sprintf(` transform="translate(%s %s)"`, px(about[0]), px(about[1]))
		d.feature(w, "point", l.Name, p.Mark, more, main, func(attrs, title string) {
			symbol(w, p.Symbol, p.Off, p.Size, attrs, title)
		})
	}
	if !main {
		return
	}
	if r := p.Size/2 + 1; !spot {
		d.hard = append(d.hard, obstacle{box: box{at[0] - r, at[1] - r, at[0] + r, at[1] + r}, about: about})
	}
	d.ask(l.Name, p.Mark, false, func(st LabelStyle) []candidate {
		if spot {
			return spotWays(p.Label, st, at, d.neat.grow(-2))
		}
		return pointWays(p.Label, st, about, at, p.Size, d.neat.grow(-2))
	})
}

// symbol draws a point symbol; a ring's dot has the class m-dot.
func symbol(w *bytes.Buffer, s Symbol, at orb.Point, size float64, attrs, title string) {
	r := size / 2
	place := func(x, y string, at orb.Point) string {
		out := ""
		if v := px(at[0]); v != "0" {
			out += fmt.Sprintf(` %s="%s"`, x, v)
		}
		if v := px(at[1]); v != "0" {
			out += fmt.Sprintf(` %s="%s"`, y, v)
		}
		return out
	}
	switch s {
	case Square:
		tag(w, "rect", fmt.Sprintf(`%s%s width="%s" height="%s"`, attrs, place("x", "y", orb.Point{at[0] - r, at[1] - r}), px(size), px(size)), title)
	case Triangle, Diamond:
		pts := []orb.Point{{at[0], at[1] - r}, {at[0] + r, at[1] + r*.8}, {at[0] - r, at[1] + r*.8}}
		if s == Diamond {
			pts = []orb.Point{{at[0], at[1] - r}, {at[0] + r, at[1]}, {at[0], at[1] + r}, {at[0] - r, at[1]}}
		}
		var p pathWriter
		p.line(pts, true)
		tag(w, "path", attrs+` d="`+string(p.buf)+`"`, title)
	case Ring:
		if attrs != "" {
			fmt.Fprintf(w, "<g%s>%s", attrs, title)
		}
		fmt.Fprintf(w, `<circle%s r="%s"/><circle class="m-dot"%s r="%s"/>`, place("cx", "cy", at), px(r), place("cx", "cy", at), px(r*.4))
		if attrs != "" {
			w.WriteString("</g>")
		}
	default:
		tag(w, "circle", fmt.Sprintf(`%s%s r="%s"`, attrs, place("cx", "cy", at), px(r)), title)
	}
}
