package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"atlas/generator/diag"
)

// columnsKind draws from bottom to top.
type columnsKind struct{ points }

func (columnsKind) name() string { return "columns" }

// height makes columns 5 wide to 3 high.
func (columnsKind) height(_ Def, width int) int { return max(200, width*3/5) }

func (columnsKind) placed(Def) bool { return false }

func (columnsKind) labels(*cleaner, writer) error { return nil }

// columnLayout is where the columns stand, in px.
type columnLayout struct {
	scale     scale
	top, left float64
	bottom    float64 // the room below the plot
	band      float64 // the room of a category
	names     []string
}

func (d Def) columnsIn(f Frame) columnLayout {
	l := columnLayout{top: legendHeight(d, f) + valueSize + labelGap + 2, scale: d.scale(max(2, min(5, (f.Height-60)/45)))}
	var ticks []string
	for _, t := range l.scale.ticks() {
		ticks = append(ticks, l.scale.format(t))
	}
	ticks[len(ticks)-1] += d.Unit
	l.left = widest(ticks, tickSize) + gap
	l.band = (float64(f.Width) - l.left) / float64(len(d.Categories))
	lines := 1
	for _, c := range d.Categories {
		name := wrap(c, nameSize, l.band-gap)
		l.names = append(l.names, name)
		lines = max(lines, lineCount(name))
	}
	l.bottom = float64(gap + lines*lineStep)
	if l.scale.Min < 0 {
		l.bottom += valueSize + labelGap
	}
	return l
}

// columnText is what stands at a column: words are broken to its width, about.
func (d Def) columnText(p Point, l columnLayout) string {
	if p.Absent != "" {
		return wrap(p.Absent, valueSize, min(columnMax, 0.6*l.band/float64(len(d.Series))))
	}
	return p.Label
}

// check refuses columns whose labels or names would lie on each other: bars have
// room for any.
func (columnsKind) check(d Def, f Frame, found *complaints) {
	l, n := d.columnsIn(f), float64(len(d.Series))
	free := between(d)
	thick := min(columnMax, l.band*(1-free)/(n+(n-1)*barGap))
	y := func(v float64) float64 {
		plot := float64(f.Height) - l.bottom - l.top
		return l.top + plot*(l.scale.Max-v)/(l.scale.Max-l.scale.Min)
	}
	var labels []box
	put := func(text string, x, y, size, step float64) {
		w := widest([]string{text}, size) / allowance
		labels = append(labels, box{x - w/2, y, w, step*float64(lineCount(text)) - 2})
	}
	for i, name := range l.names {
		put(name, l.left+l.band*(float64(i)+.5), float64(f.Height)-l.bottom+gap, nameSize, lineStep)
	}
	for s, series := range d.Series {
		for i, p := range series.Points {
			text, at := d.columnText(p, l), y(p.drawn())-labelDistance-outline(series)
			if at -= valueSize * float64(lineCount(text)); p.drawn() < 0 {
				at = y(p.drawn()) + labelDistance + outline(series)
			}
			put(text, l.left+l.band*(float64(i)+.5)+(float64(s)-(n-1)/2)*thick*(1+barGap), at, valueSize, valueSize)
		}
	}
	for i, a := range labels {
		for _, b := range labels[:i] {
			if a.touches(b) {
				found.misfit(diag.Tf("柱形图的文字相叠：%[1]d 个类别、%[2]d 个系列放不下", "the labels of the columns lie on each other: there is no room for %d categories and %d series", len(d.Categories), len(d.Series)),
					diag.T("改用 kind: bars（横道图，多少行都放得下），或减少类别", "use kind: bars, which has room for any number of rows, or fewer categories"))
				return
			}
		}
	}
}

func (columnsKind) option(d Def, f Frame, ink func(int) string) option {
	l := d.columnsIn(f)
	s := l.scale
	bar := d.newBar(f, ink, "top", "bottom", columnMax, func(p Point) string { return d.columnText(p, l) })
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: px(l.left), Top: px(l.top), Right: "2", Bottom: px(l.bottom)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisLine: baseLine(), AxisTick: noTicks(),
			AxisLabel: axisLabel(inkName, nameSize), SplitLine: noGrid(),
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", Min: s.Min, Max: s.Max, MinInterval: s.Step, MaxInterval: s.Step,
			SplitLine: gridLines(), AxisLine: noLine(), AxisLabel: axisLabel(inkTick, tickSize),
		}),
	)
	bar.SetXAxis(l.names)
	return finish(bar, s, d.Unit)
}
