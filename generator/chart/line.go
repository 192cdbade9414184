package chart

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// lineKind draws a number over years for each series. Every year has its place, so
// that unequal intervals look unequal. What was measured is a hollow mark, and a
// line joins it with the next year's; what is stated is a filled mark and joined
// with nothing, and a bound is a triangle that points to where numbers may lie.
// Where a figure is missing, and where Point.Broken says that two are not of one
// series, the line is broken. A label stands where it touches no other label,
// mark, or line; a point that has no such place goes without.
type lineKind struct{ points }

func (lineKind) name() string    { return "line" }
func (lineKind) needs() Needs    { return Years }
func (lineKind) sparse() bool    { return true }
func (lineKind) placed(Def) bool { return true }
func (lineKind) height(d Def, width int) int {
	return max(220, width/2) + int(legendHeight(d, Frame{Width: width}))
}
func (lineKind) ink(d Def, n int) Ink { return inkValue }
func (lineKind) labels(c *cleaner, write writer) error {
	l := c.def.lines(c.frame)
	for _, p := range l.labels {
		if err := write(p.text, labelInk(p.n), valueSize, p.anchor, p.x, p.y); err != nil {
			return err
		}
	}
	return nil
}

// maxYears is how many years a line may go through.
const maxYears = 200

func (lineKind) check(d Def, _ Frame, found *complaints) {
	last := 0
	for i, c := range d.Categories {
		y, err := strconv.Atoi(c)
		switch {
		case err != nil || y < 1 || y > 9999:
			found.bad("折线图的第 %d 个类别 %q 不是年份", "category %d of the line, %q, is no year", i+1, c)
			return
		case y <= last:
			found.bad("折线图的年份应依次增大，%[2]d 在 %[1]d 之后", "the years of a line rise; %[2]d follows %[1]d", last, y)
			return
		}
		last = y
	}
	if first, _ := strconv.Atoi(d.Categories[0]); last-first >= maxYears {
		found.bad("折线图跨 %d 年，至多 %d 年", "the line goes over %d years, at most %d are drawn", last-first+1, maxYears)
	}
}

// Form is what a point of a line says.
type Form int

// The forms of points.
const (
	Measured Form = iota // observed: a hollow mark on its line
	Stated               // a document's own figure, such as a baseline or a target: a filled mark
	AtLeast              // a bound from below: a triangle that points up
	AtMost               // a bound from above: a triangle that points down
)

// lineLayout is where everything of a line chart lies, in px.
type lineLayout struct {
	first, years int // the first year, and how many there are
	left, right  float64
	top, bottom  float64
	scale        scale
	names        []string // of the years; "" where there is no room
	labels       []lineLabel
}

// lineLabel is a label with its place: x and y are where it is anchored.
type lineLabel struct {
	n            int
	text, anchor string
	position     string // as ECharts calls it
	x, y         float64
}

func (l lineLayout) x(year int) float64 {
	return l.left + (l.right-l.left)*(float64(year-l.first)+0.5)/float64(l.years)
}

func (l lineLayout) y(v float64) float64 {
	return l.bottom - (l.bottom-l.top)*(v-l.scale.Min)/(l.scale.Max-l.scale.Min)
}

// lines lays the chart out.
func (d Def) lines(f Frame) lineLayout {
	year := func(i int) int { y, _ := strconv.Atoi(d.Categories[i]); return y }
	l := lineLayout{first: year(0)}
	l.years = year(len(d.Categories)-1) - l.first + 1
	l.scale = d.lineScale(max(2, min(5, (f.Height-60)/45)))
	var ticks []string
	for _, t := range l.scale.ticks() {
		ticks = append(ticks, l.scale.format(t))
	}
	ticks[len(ticks)-1] += d.Unit
	l.left = math.Round(widest(ticks, tickSize) + gap)
	l.right = float64(f.Width) - 2
	l.top = math.Round(legendHeight(d, f) + valueSize + labelGap + 2)
	l.bottom = math.Round(float64(f.Height) - gap - lineStep)
	l.nameYears(d)
	l.placeLabels(d)
	return l
}

// lineScale contains 0 unless all numbers are far from it.
func (d Def) lineScale(n int) scale {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, p := range d.points() {
		if p.Absent == "" {
			lo, hi = min(lo, p.Value), max(hi, p.Value)
		}
	}
	switch {
	case lo > hi:
		return newScale(0, 1, n)
	case lo > hi/2:
		return roundScale(lo, hi, n)
	case hi < lo/2:
		return roundScale(lo, hi, n)
	}
	return newScale(lo, hi, n)
}

// nameYears names the years that there are, as far as there is room: the first, the
// last, and from the last back those that touch no other.
func (l *lineLayout) nameYears(d Def) {
	l.names = make([]string, l.years)
	var taken []float64
	half := textWidth("2000", nameSize)/2 + gap/2
	name := func(i int) {
		y, _ := strconv.Atoi(d.Categories[i])
		x := l.x(y)
		if !slices.ContainsFunc(taken, func(o float64) bool { return math.Abs(o-x) < 2*half }) {
			taken = append(taken, x)
			l.names[y-l.first] = d.Categories[i]
		}
	}
	name(len(d.Categories) - 1)
	name(0)
	for i := len(d.Categories) - 2; i > 0; i-- {
		name(i)
	}
}

// lineMark is a point with its place.
type lineMark struct {
	n    int
	x, y float64
	p    Point
	rank int // whose label is placed first
}

const lineMarkSize = 9

// marks are the points that are drawn, those whose labels matter most first:
// what is stated, then the ends of what was measured, then the rest.
func (l lineLayout) marks(d Def) []lineMark {
	var out []lineMark
	for s, series := range d.Series {
		first, last := -1, -1
		for i, p := range series.Points {
			if p.Absent == "" && p.Form == Measured {
				if first < 0 {
					first = i
				}
				last = i
			}
		}
		for i, p := range series.Points {
			if p.Absent != "" {
				continue
			}
			y, _ := strconv.Atoi(d.Categories[i])
			m := lineMark{n: s*len(d.Categories) + i, x: l.x(y), y: l.y(p.Value), p: p, rank: 3}
			switch {
			case p.Form != Measured:
				m.rank = 0
			case i == last:
				m.rank = 1
			case i == first:
				m.rank = 2
			}
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b lineMark) int { return a.rank - b.rank })
	return out
}

// segment is a piece of a line, in px.
type segment struct{ x1, y1, x2, y2 float64 }

// runs are the stretches of a series' measured points that a line joins.
func (s Series) runs() [][]int {
	var out [][]int
	open := false
	for i, p := range s.Points {
		if p.Absent != "" || p.Form != Measured {
			if p.Absent != "" {
				open = false
			}
			continue
		}
		if !open || p.Broken {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], i)
		open = true
	}
	return out
}

// placeLabels finds places for labels: above, below, behind, before.
func (l *lineLayout) placeLabels(d Def) {
	marks := l.marks(d)
	var taken []box
	for _, m := range marks {
		taken = append(taken, box{m.x - lineMarkSize/2, m.y - lineMarkSize/2, lineMarkSize, lineMarkSize})
	}
	var lines []segment
	for _, s := range d.Series {
		for _, run := range s.runs() {
			for k := 1; k < len(run); k++ {
				y1, _ := strconv.Atoi(d.Categories[run[k-1]])
				y2, _ := strconv.Atoi(d.Categories[run[k]])
				lines = append(lines, segment{l.x(y1), l.y(s.Points[run[k-1]].Value), l.x(y2), l.y(s.Points[run[k]].Value)})
			}
		}
	}
	const away = lineMarkSize/2 + labelDistance
	for own, m := range marks {
		w, h := labelWidth(m.p), float64(valueSize)
		for _, t := range []lineLabel{
			{position: "top", anchor: "middle", x: m.x, y: m.y - away - h/2},
			{position: "bottom", anchor: "middle", x: m.x, y: m.y + away + h/2},
			{position: "right", anchor: "start", x: m.x + away, y: m.y},
			{position: "left", anchor: "end", x: m.x - away, y: m.y},
		} {
			b := box{t.x - w/2, t.y - h/2, w, h}
			switch t.anchor {
			case "start":
				b.x = t.x
			case "end":
				b.x = t.x - w
			}
			if m.p.Label == "" || b.x < l.left || b.x+b.w > l.right+2 || b.y < l.top-valueSize-labelGap || b.y+b.h > l.bottom ||
				slices.ContainsFunc(lines, b.crossed) {
				continue
			}
			if i := slices.IndexFunc(taken, b.touches); i >= 0 && i != own || i == own && slices.ContainsFunc(taken[own+1:], b.touches) {
				continue
			}
			t.n, t.text = m.n, m.p.Label
			taken = append(taken, b)
			l.labels = append(l.labels, t)
			break
		}
	}
}

// touches reports whether two boxes have some room in common.
func (b box) touches(o box) bool {
	return b.x < o.x+o.w && o.x < b.x+b.w && b.y < o.y+o.h && o.y < b.y+b.h
}

// crossed reports whether a line goes through the box (after Liang and Barsky, A
// new concept and method for line clipping, 1984).
func (b box) crossed(s segment) bool {
	from, to := 0.0, 1.0
	for _, e := range [][2]float64{{s.x1 - s.x2, s.x1 - b.x}, {s.x2 - s.x1, b.x + b.w - s.x1}, {s.y1 - s.y2, s.y1 - b.y}, {s.y2 - s.y1, b.y + b.h - s.y1}} {
		switch p, q := e[0], e[1]; {
		case p == 0:
			if q < 0 {
				return false
			}
		case p < 0:
			from = max(from, q/p)
		default:
			to = min(to, q/p)
		}
	}
	return from < to
}

// lineDatum is a point for ECharts.
type lineDatum struct {
	Value   []any           `json:"value"`
	Symbol  string          `json:"symbol,omitempty"`
	Size    float64         `json:"symbolSize,omitempty"`
	Rotate  int             `json:"symbolRotate,omitempty"`
	Style   *opts.ItemStyle `json:"itemStyle,omitempty"`
	Label   *opts.Label     `json:"label,omitempty"`
	Tooltip *opts.Tooltip   `json:"tooltip,omitempty"`
}

// option draws the marks of each series, and behind them a line for each run.
func (lineKind) option(d Def, f Frame, ink func(int) string) option {
	l := d.lines(f)
	labels := map[int]lineLabel{}
	for _, t := range l.labels {
		labels[t.n] = t
	}
	at := func(i int) int { y, _ := strconv.Atoi(d.Categories[i]); return y - l.first }
	sc := charts.NewScatter()
	var runs []charts.SingleSeries
	for s, series := range d.Series {
		colour := inkSeries(s).Colour
		data := make([]lineDatum, len(series.Points))
		for i, p := range series.Points {
			data[i] = lineDatum{Value: []any{at(i), "-"}}
			if p.Absent != "" {
				continue
			}
			n := s*len(d.Categories) + i
			data[i] = p.lineDatum(at(i), colour)
			if ink == nil {
				continue
			}
			data[i].Tooltip = &opts.Tooltip{Formatter: types.FuncStr(d.caption(s, i))}
			t, shown := labels[n]
			data[i].Label = &opts.Label{Show: opts.Bool(shown), Position: t.position, Formatter: t.text, Color: ink(n), FontSize: valueSize}
		}
		marks := charts.SingleSeries{Type: types.ChartScatter, Name: series.Name, Data: data, ItemStyle: &opts.ItemStyle{Color: colour}}
		charts.WithSeriesId(fmt.Sprintf("s%d", s+1))(&marks)
		sc.MultiSeries = append(sc.MultiSeries, marks)
		for k, run := range series.runs() {
			points := make([][2]any, len(run))
			for j, i := range run {
				points[j] = [2]any{at(i), series.Points[i].Value}
			}
			line := charts.SingleSeries{Type: types.ChartLine, Name: series.Name, Data: points, ShowSymbol: opts.Bool(false),
				LineStyle: &opts.LineStyle{Color: colour, Width: 2}, ItemStyle: &opts.ItemStyle{Color: colour}}
			charts.WithSeriesId(fmt.Sprintf("s%d-%d", s+1, k+1))(&line)
			runs = append(runs, line)
		}
	}
	sc.MultiSeries = append(sc.MultiSeries, runs...)
	axis := axisLabel(inkName, nameSize)
	sc.SetGlobalOptions(
		charts.WithInitializationOpts(opts.Initialization{
			ChartID: d.ID, Width: px(float64(f.Width)), Height: px(float64(f.Height)), Renderer: "svg",
		}),
		charts.WithAnimation(false),
		charts.WithLegendOpts(d.legend()),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithColorsOpts(opts.Colors{inkSeries(0).Colour}),
		charts.WithGridOpts(opts.Grid{Left: px(l.left), Top: px(l.top), Right: "2", Bottom: px(float64(f.Height) - l.bottom)}),
		charts.WithXAxisOpts(opts.XAxis{Type: "category", Data: l.names, AxisLine: baseLine(), AxisTick: noTicks(), AxisLabel: axis, SplitLine: noGrid()}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: l.scale.Min, Max: l.scale.Max, MinInterval: l.scale.Step, MaxInterval: l.scale.Step,
			SplitLine: gridLines(), AxisLine: noLine(), AxisLabel: axisLabel(inkTick, tickSize)}),
	)
	sc.SetXAxis(l.names)
	sc.Validate()
	o := plain(sc.JSON())
	o.ticks(l.scale, d.Unit)
	return o
}

// lineDatum is the mark of a point.
func (p Point) lineDatum(at int, colour string) lineDatum {
	m := lineDatum{Value: []any{at, p.Value}, Symbol: "circle", Size: lineMarkSize, Style: &opts.ItemStyle{Color: colour}}
	switch p.Form {
	case Measured:
		m.Size = lineMarkSize - 2
		m.Style = &opts.ItemStyle{Color: inkPaper.Colour, BorderColor: colour, BorderWidth: outlineWidth}
	case AtLeast:
		m.Symbol = "triangle"
	case AtMost:
		m.Symbol, m.Rotate = "triangle", 180
	}
	return m
}
