package chart

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/opts"
)

// For the drawing at build time, labels of bars and cells are placed here and not
// by ECharts, which takes longer over a label than over its mark. They stand where
// it would put them; a test compares. In the browser ECharts writes them itself.

// placed reports whether the points' labels are placed here.
func (d Def) placed() bool {
	switch d.Kind {
	case Columns:
		return false
	case Network:
		return true
	}
	return !slices.ContainsFunc(d.points(), func(p Point) bool { return strings.Contains(p.text(), "\n") })
}

// bare is data of which each point that has only its value is nothing but that.
func bare(data []opts.BarData) []any {
	out := make([]any, len(data))
	for i, p := range data {
		out[i] = p.Value
		if p.ItemStyle != nil {
			out[i] = p
		}
	}
	return out
}

// box is where a mark is, in pixels; the width is negative where it grows to the
// left.
type box struct{ x, y, w, h float64 }

// boxOf reads the path of a rectangle as ECharts writes it: "M1 2l30 0l0 4l-30 0Z".
func boxOf(d string) (box, bool) {
	var v []float64
	for _, t := range number.FindAllString(d, -1) {
		x, err := strconv.ParseFloat(t, 64)
		if err != nil {
			return box{}, false
		}
		v = append(v, x)
	}
	if len(v) != 8 || v[3] != 0 || v[4] != 0 || v[7] != 0 || v[6] != -v[2] {
		return box{}, false
	}
	return box{v[0], v[1], v[2], v[5]}, true
}

// labelDistance is how far ECharts sets a label from its mark.
const labelDistance = 5

// label adds the labels of the points and of the totals behind the last mark.
func (c *cleaner) label(kids []*node) ([]*node, error) {
	if !c.def.placed() {
		return kids, nil
	}
	var labels []*node
	write := func(text, ink string, size int, anchor string, x, y float64) error {
		if text == "" {
			return nil
		}
		raw := &node{name: "text", point: -1, kids: []*node{{text: text, point: -1}}, attrs: []attr{
			{"dominant-baseline", "central"}, {"text-anchor", anchor},
			{"transform", fmt.Sprintf("translate(%.1f %.1f)", x, y)}, {"font-size", strconv.Itoa(size)}, {"fill", ink},
		}}
		e, err := c.element(raw, false)
		labels = append(labels, e)
		return err
	}
	if c.def.Kind == Network {
		if err := c.networkLabels(write); err != nil {
			return nil, err
		}
	}
	n := 0
	for s, series := range c.def.Series {
		for _, p := range series.Points {
			if b, ok := c.boxes[n]; ok {
				text, anchor, size, x := p.text(), "middle", valueSize, b.x+b.w/2
				switch {
				case c.def.Kind == HeatMap:
					size = tickSize
				case c.def.Kind == Stacked:
					if !fitsInside(p, b.w) {
						text = ""
					}
				default:
					edge := labelDistance + outline(series)
					anchor, x = "start", b.x+b.w+edge
					if p.drawn() < 0 {
						anchor, x = "end", b.x+b.w-edge
					}
				}
				if err := write(text, labelInk(n), size, anchor, x, b.y+b.h/2); err != nil {
					return nil, fmt.Errorf("point %d: %w", s, err)
				}
			}
			n++
		}
	}
	for i, t := range c.def.Totals {
		if b, ok := c.sums[i]; ok {
			if err := write(t, inkSum.Colour, valueSize, "start", b.x+b.w+labelDistance, b.y+b.h/2); err != nil {
				return nil, err
			}
		}
	}
	last := -1
	for i, k := range kids {
		if k.point >= 0 {
			last = i
		}
	}
	if last < 0 { // no mark is seen: everything is absent
		last = len(kids) - 1
	}
	return slices.Insert(kids, last+1, labels...), nil
}

// networkLabels writes the names of a network's nodes.
func (c *cleaner) networkLabels(write func(text, ink string, size int, anchor string, x, y float64) error) error {
	a := c.def.arrange(c.frame)
	for i, p := range a.at {
		anchor, x := "start", p.x+p.r+labelDistance
		switch {
		case c.def.Nodes[i].Hub:
			anchor, x = "middle", p.x
		case p.left:
			anchor, x = "end", p.x-p.r-labelDistance
		}
		y := p.y - float64(lineCount(p.text)-1)*boxLine/2
		for line := range strings.SplitSeq(p.text, "\n") {
			if err := write(line, labelInk(i), memberSize, anchor, x, y); err != nil {
				return err
			}
			y += boxLine
		}
	}
	return nil
}

// outline is how far the outline of a series' marks reaches beyond them.
func outline(s Series) float64 {
	if s.Outlined {
		return outlineWidth / 2
	}
	return 0
}
