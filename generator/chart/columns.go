package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// columnsKind draws from bottom to top.
type columnsKind struct{ points }

func (columnsKind) name() string { return "columns" }

// height makes columns 5 wide to 3 high.
func (columnsKind) height(_ Def, width int) int { return max(200, width*3/5) }

func (columnsKind) placed(Def) bool { return false }

func (columnsKind) labels(*cleaner, writer) error { return nil }

func (columnsKind) option(d Def, f Frame, ink func(int) string) option {
	top := legendHeight(d, f) + valueSize + labelGap + 2
	s := d.scale(max(2, min(5, (f.Height-60)/45)))
	var ticks []string
	for _, t := range s.ticks() {
		ticks = append(ticks, s.format(t))
	}
	ticks[len(ticks)-1] += d.Unit
	left := widest(ticks, tickSize) + gap
	band := (float64(f.Width) - left) / float64(len(d.Categories))
	names, lines := make([]string, len(d.Categories)), 1
	for i, c := range d.Categories {
		names[i] = wrap(c, nameSize, band-gap)
		lines = max(lines, lineCount(names[i]))
	}
	bottom := float64(gap + lines*lineStep)
	if s.Min < 0 {
		bottom += valueSize + labelGap
	}

	width := min(columnMax, 0.6*band/float64(len(d.Series))) // of a column, about
	bar := d.newBar(f, ink, "top", "bottom", columnMax, func(p Point) string {
		if p.Absent != "" {
			return wrap(p.Absent, valueSize, width)
		}
		return p.Label
	})
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: px(left), Top: px(top), Right: "2", Bottom: px(bottom)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisLine: baseLine(), AxisTick: noTicks(),
			AxisLabel: axisLabel(inkName, nameSize), SplitLine: noGrid(),
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", Min: s.Min, Max: s.Max, MinInterval: s.Step, MaxInterval: s.Step,
			SplitLine: gridLines(), AxisLine: noLine(), AxisLabel: axisLabel(inkTick, tickSize),
		}),
	)
	bar.SetXAxis(names)
	return finish(bar, s, d.Unit)
}
