package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// heatLevels is how many depths of colour a heat map has; a number of 0 has
// none of them.
const heatLevels = 5

// heatRow is how high a row of a heat map is.
const heatRow = 26

// level is the depth of colour of a number among numbers up to most, 0 for
// nothing. Levels part the numbers by their square roots: counts crowd at the
// low end, and there it matters to tell them apart.
func level(v, most float64) int {
	if v <= 0 || most <= 0 {
		return 0
	}
	return min(heatLevels, int(math.Ceil(math.Sqrt(v/most)*heatLevels-1e-9)))
}

// most is the greatest number of the chart.
func (d Def) most() float64 {
	out := 0.0
	for _, s := range d.Series {
		for _, p := range s.Points {
			out = max(out, p.drawn())
		}
	}
	return out
}

// heatKind draws categories as rows and series as columns; the number in each
// cell is its label.
type heatKind struct{ points }

func (heatKind) name() string   { return "heat" }
func (heatKind) maxSeries() int { return 40 }   // columns that can be told apart
func (heatKind) sparse() bool   { return true } // a cell of nothing

func (heatKind) placed(d Def) bool { return d.oneLine() }

func (heatKind) ink(d Def, n int) Ink {
	s, i, _ := d.point(n)
	return inkInHeat(level(d.Series[s].Points[i].drawn(), d.most()))
}

// mark counts: where labels are placed here, each level is a series of ECharts,
// and otherwise all columns are one.
func (h heatKind) mark(c *cleaner, series, i int, _ *node) (int, bool) {
	switch {
	case !h.placed(c.def):
		if series != 0 {
			return 0, false
		}
		return c.def.at(i/len(c.def.Categories), i%len(c.def.Categories))
	case series < len(c.levels) && i < len(c.levels[series]):
		return c.levels[series][i], true
	}
	return 0, false
}

func (heatKind) labels(c *cleaner, write writer) error {
	return c.eachMark(func(n int, _ Series, p Point, b box) error {
		return write(p.text(), labelInk(n), tickSize, "middle", b.x+b.w/2, b.y+b.h/2)
	})
}

func (heatKind) option(d Def, f Frame, ink func(int) string) option {
	names := make([]string, len(d.Categories))
	for i, c := range d.Categories {
		names[i] = wrap(c, nameSize, 0.3*float64(f.Width))
	}
	left := widest(names, nameSize) + gap
	heads, top, rotate := d.heatHeads(f, left)

	m := charts.NewHeatMap()
	label := axisLabel(inkTick, tickSize)
	label.Rotate = rotate
	m.SetGlobalOptions(
		charts.WithInitializationOpts(opts.Initialization{
			ChartID: d.ID, Width: px(float64(f.Width)), Height: px(float64(f.Height)), Renderer: "svg",
		}),
		charts.WithAnimation(false),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithColorsOpts(opts.Colors{inkSeries(0).Colour}),
		charts.WithGridOpts(opts.Grid{Left: px(left), Top: px(top), Right: "2", Bottom: "2"}),
		charts.WithXAxisOpts(opts.XAxis{Type: "category", Position: "top", Data: heads,
			AxisLine: noLine(), AxisTick: noTicks(), AxisLabel: label, SplitLine: noGrid()}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Data: names, Inverse: opts.Bool(true),
			AxisLine: noLine(), AxisLabel: axisLabel(inkName, nameSize), SplitLine: noGrid()}),
	)
	m.SetXAxis(heads)
	if ink == nil {
		m.MultiSeries = append(m.MultiSeries, d.bareCells()...)
	} else {
		m.MultiSeries = append(m.MultiSeries, charts.SingleSeries{Type: "heatmap", Data: d.cells(ink)})
	}
	m.Validate()
	return plain(m.JSON())
}

// cells are the cells of a heat map, each with its own colour, label and tooltip.
func (d Def) cells(ink func(int) string) []opts.BarData {
	most := d.most()
	data := make([]opts.BarData, 0, len(d.Series)*len(d.Categories))
	for s, series := range d.Series {
		for i, p := range series.Points {
			data = append(data, opts.BarData{Value: []any{s, i, p.drawn()}, ItemStyle: cellStyle(level(p.drawn(), most)),
				Label: &opts.Label{Show: opts.Bool(p.text() != ""), Position: "inside", Formatter: p.text(),
					Color: ink(s*len(d.Categories) + i), FontSize: tickSize},
				Tooltip: &opts.Tooltip{Formatter: types.FuncStr(d.caption(s, i))}})
		}
	}
	return data
}

// bareCells are the same cells with nothing of their own, a series for each
// level: ECharts is quick with what has only a number.
func (d Def) bareCells() []charts.SingleSeries {
	var out []charts.SingleSeries
	for l, cells := range d.byLevel() {
		data := make([][3]float64, len(cells))
		for k, n := range cells {
			s, i, _ := d.point(n)
			data[k] = [3]float64{float64(s), float64(i), d.Series[s].Points[i].drawn()}
		}
		out = append(out, charts.SingleSeries{Type: "heatmap", Data: data, ItemStyle: cellStyle(l)})
	}
	return out
}

// byLevel lists the points of each level, in order.
func (d Def) byLevel() [heatLevels + 1][]int {
	var out [heatLevels + 1][]int
	most := d.most()
	for n, p := range d.points() {
		l := level(p.drawn(), most)
		out[l] = append(out[l], n)
	}
	return out
}

func cellStyle(level int) *opts.ItemStyle {
	return &opts.ItemStyle{Color: inkHeat(level).Colour, BorderColor: inkPaper.Colour, BorderWidth: 1}
}

// heatHeads lays the columns' names out: side by side where they fit, and
// otherwise upright.
func (d Def) heatHeads(f Frame, left float64) (heads []string, top, rotate float64) {
	heads = make([]string, len(d.Series))
	band := (float64(f.Width)-left-2)/float64(len(d.Series)) - 4
	lines, fits := 1, true
	for i, s := range d.Series {
		heads[i] = wrap(s.Name, tickSize, band)
		lines = max(lines, lineCount(heads[i]))
		fits = fits && widest(heads[i:i+1], tickSize) <= band
	}
	if fits && lines <= 3 {
		return heads, float64(gap + lines*lineStep), 0
	}
	for i, s := range d.Series {
		heads[i] = s.Name
	}
	return heads, gap + 4 + widest(heads, tickSize), 90
}

// height is that in which each row is as high as its name, and no lower than a
// number.
func (heatKind) height(d Def, width int) int {
	names := make([]string, len(d.Categories))
	lines := 1
	for i, c := range d.Categories {
		names[i] = wrap(c, nameSize, 0.3*float64(width))
		lines = max(lines, lineCount(names[i]))
	}
	_, top, _ := d.heatHeads(Frame{Width: width}, widest(names, nameSize)+gap)
	return int(top+0.5) + 2 + len(d.Categories)*max(heatRow, lines*lineStep+4)
}
