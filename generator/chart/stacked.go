package chart

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// stackedKind draws bars whose parts, one a series, stand one behind the other.
// A part's label stands in it where there is room; the bar's sum stands behind
// the last (Def.Totals).
type stackedKind struct{ points }

func (stackedKind) name() string { return "stacked" }
func (stackedKind) sparse() bool { return true } // a part too small for its label

func (stackedKind) height(d Def, width int) int { return d.rowsHeight(width, 1) }

func (stackedKind) placed(d Def) bool { return d.oneLine() }

func (stackedKind) ink(d Def, n int) Ink {
	s, _, _ := d.point(n)
	return inkIn(s)
}

// mark also keeps where the bars end, for the totals.
func (stackedKind) mark(c *cleaner, series, i int, k *node) (int, bool) {
	if b, boxed := boxOf(k.get("d")); boxed && series == len(c.def.Series) && i < len(c.def.Totals) {
		c.sums[i] = b
	}
	return c.def.at(series, i)
}

func (stackedKind) labels(c *cleaner, write writer) error {
	err := c.eachMark(func(n int, _ Series, p Point, b box) error {
		if !fitsInside(p, b.w) {
			return nil
		}
		return write(p.text(), labelInk(n), valueSize, "middle", b.x+b.w/2, b.y+b.h/2)
	})
	for i, t := range c.def.Totals {
		if b, ok := c.sums[i]; ok && err == nil {
			err = write(t, inkSum.Colour, valueSize, "start", b.x+b.w+labelDistance, b.y+b.h/2)
		}
	}
	return err
}

func (stackedKind) option(d Def, f Frame, ink func(int) string) option {
	names := make([]string, len(d.Categories))
	for i, c := range d.Categories {
		names[i] = wrap(c, nameSize, 0.4*float64(f.Width))
	}
	sums := make([]float64, len(d.Categories))
	most := 0.0
	for _, s := range d.Series {
		for i, p := range s.Points {
			sums[i] += p.drawn()
			most = max(most, sums[i])
		}
	}
	s := newScale(0, most, max(2, min(5, f.Width/110)))
	left := widest(names, nameSize) + gap
	plot := float64(f.Width) - left - textWidth(s.format(s.Max)+d.Unit, tickSize)/2
	for i, t := range d.Totals {
		if at := sums[i] / s.Max; at > 0 {
			plot = min(plot, (float64(f.Width)-left-labelGap-1.05*textWidth(t, valueSize))/at)
		}
	}
	plot = max(plot, 40)

	bar := d.newBar(f, ink, "inside", "inside", barMax, func(p Point) string {
		if !fitsInside(p, p.drawn()/s.Max*plot) {
			return ""
		}
		return p.Label
	})
	for i := range bar.MultiSeries {
		bar.MultiSeries[i].Stack = "all"
	}
	if len(d.Totals) > 0 {
		bar.MultiSeries = append(bar.MultiSeries, d.totals(ink == nil))
	}
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{
			Left: px(left), Top: px(legendHeight(d, f)), Width: px(plot), Bottom: px(tickSize + gap + 6),
		}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: s.Min, Max: s.Max, MinInterval: s.Step, MaxInterval: s.Step,
			SplitLine: gridLines(), AxisLine: noLine(), AxisTick: noTicks(), AxisLabel: axisLabel(inkTick, tickSize),
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Inverse: opts.Bool(true),
			AxisLine: baseLine(), AxisLabel: axisLabel(inkName, nameSize), SplitLine: noGrid(),
		}),
	)
	bar.SetXAxis(names).XYReversal()
	return finish(bar, s, d.Unit)
}

// fitsInside reports whether a part of a bar is wide enough for its label.
func fitsInside(p Point, width float64) bool { return textWidth(p.Label, valueSize)+4 <= width }

// totals is a series of nothing, whose labels are the bars' sums; bare where
// they are not ECharts' to write.
func (d Def) totals(bare bool) charts.SingleSeries {
	nothing := &opts.ItemStyle{Color: "transparent", BorderColor: "transparent"}
	out := charts.SingleSeries{Type: "bar", ItemStyle: nothing, Data: make([]float64, len(d.Totals))}
	if !bare {
		data := make([]opts.BarData, len(d.Totals))
		for i, t := range d.Totals {
			data[i] = opts.BarData{Value: 0, ItemStyle: nothing,
				Label: &opts.Label{Show: opts.Bool(true), Position: "right", Formatter: t, Color: inkSum.Colour, FontSize: valueSize}}
		}
		out.Data = data
	}
	out.Stack = "all"
	charts.WithSeriesId(fmt.Sprintf("s%d", len(d.Series)+1))(&out)
	return out
}
