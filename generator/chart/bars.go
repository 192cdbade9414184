package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// barsKind draws from left to right.
type barsKind struct{ points }

func (barsKind) name() string { return "bars" }

func (barsKind) height(d Def, width int) int { return d.rowsHeight(width, len(d.Series)) }

func (barsKind) placed(d Def) bool { return d.oneLine() }

func (barsKind) option(d Def, f Frame, ink func(int) string) option {
	names := make([]string, len(d.Categories))
	for i, c := range d.Categories {
		names[i] = wrap(c, nameSize, 0.4*float64(f.Width))
	}
	s := d.scale(max(2, min(5, f.Width/110)))
	left, margin, plot := d.barsAcross(f, s, widest(names, nameSize))

	label := axisLabel(inkName, nameSize)
	label.Margin = margin
	bar := d.newBar(f, ink, "right", "left", barMax, Point.text)
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
			AxisLine: baseLine(), AxisLabel: label, SplitLine: noGrid(),
		}),
	)
	bar.SetXAxis(names).XYReversal()
	return finish(bar, s, d.Unit)
}

// barsAcross lays bars out from left to right: where the plot begins, how far
// the names stand from it, and its width, such that every label ends inside the
// frame on the right, and before the names on the left.
func (d Def) barsAcross(f Frame, s scale, names float64) (left, margin, plot float64) {
	margin = gap
	for range 3 { // a wider margin makes the plot, and with it the bars, shorter
		left = names + margin
		plot = float64(f.Width) - left - textWidth(s.format(s.Max)+d.Unit, tickSize)/2
		for _, p := range d.points() {
			at := (p.drawn() - s.Min) / (s.Max - s.Min)
			if p.drawn() >= 0 && at > 0 {
				plot = min(plot, (float64(f.Width)-left-labelGap-labelWidth(p))/at)
			}
		}
		plot = max(plot, 40)
		for _, p := range d.points() {
			at := (p.drawn() - s.Min) / (s.Max - s.Min)
			if p.drawn() < 0 {
				margin = max(margin, gap+labelGap+labelWidth(p)-at*plot)
			}
		}
	}
	return left, margin, plot
}

// labels stand behind the bars of what is not negative, before those of what is.
func (barsKind) labels(c *cleaner, write writer) error {
	return c.eachMark(func(n int, s Series, p Point, b box) error {
		edge := labelDistance + outline(s)
		if p.drawn() < 0 {
			return write(p.text(), labelInk(n), valueSize, "end", b.x+b.w-edge, b.y+b.h/2)
		}
		return write(p.text(), labelInk(n), valueSize, "start", b.x+b.w+edge, b.y+b.h/2)
	})
}

// rowsHeight is the height of rows of bars, so many of which stand beside each
// other in a row.
func (d Def) rowsHeight(width, beside int) int {
	h := legendHeight(d, Frame{Width: width}) + tickSize + gap + 6
	for _, c := range d.Categories {
		lines := lineCount(wrap(c, nameSize, 0.4*float64(width)))
		h += float64(max(25*beside+12, lines*lineStep+10))
	}
	return max(60, int(h+0.5))
}
