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

// oneLine reports whether every label is of one line: others are left to ECharts.
func (d Def) oneLine() bool {
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
	if !c.def.kind().placed(c.def) {
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
	if err := c.def.kind().labels(c, write); err != nil {
		return nil, err
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

// eachMark calls do for each point whose mark is there.
func (c *cleaner) eachMark(do func(n int, s Series, p Point, b box) error) error {
	n := 0
	for _, series := range c.def.Series {
		for i, p := range series.Points {
			if b, ok := c.boxes[n]; ok {
				if err := do(n, series, p, b); err != nil {
					return fmt.Errorf("point %d of %s: %w", i+1, series.Name, err)
				}
			}
			n++
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
