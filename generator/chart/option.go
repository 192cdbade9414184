package chart

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Sizes of type and spaces, in pixels at scale 1.
const (
	nameSize  = 13
	tickSize  = 12
	valueSize = 13
	lineStep  = 17 // from one line of a name to the next
	gap       = 8  // between a name or tick and its axis
	labelGap  = 6  // between a mark and its label
	barMax    = 28 // how thick a bar gets at most
	columnMax = 52 // how wide a column gets at most

	outlineWidth = 1.5 // of marks drawn hollow
)

// option is what goes to ECharts, as JSON has it.
type option map[string]any

// Option is the option of go-echarts for the chart as JSON, safe inside an HTML
// script element, for ECharts in the browser: hand it through atlasPrepare
// (PrepareScript) and put colours in place of the inks (Inks). It is the option
// the SVG was drawn from, but for the inks of the labels. The error is
// Invalid.
func Option(d Def, f Frame) ([]byte, error) {
	return d.option(f, func(n int) string {
		if s, i, ok := d.point(n); ok && d.Series[s].Points[i].Absent != "" {
			return inkAbsent.Colour
		}
		return d.kind().ink(d, n).Colour
	})
}

func (d Def) option(f Frame, ink func(int) string) ([]byte, error) {
	if l := d.Check(f); len(l) > 0 {
		return nil, Invalid(l)
	}
	b, err := json.Marshal(d.kind().option(d, f, ink))
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", d.ID, err)
	}
	return b, nil
}

// newBar makes a bar chart with the definition's series. Labels stand at the
// bars' ends, after for what is not negative, before for what is; text is what
// they say.
func (d Def) newBar(f Frame, ink func(int) string, after, before string, thickest float64, text func(Point) string) *charts.Bar {
	bar := charts.NewBar()
	bar.SetGlobalOptions(
		charts.WithInitializationOpts(opts.Initialization{
			ChartID: d.ID, Width: px(float64(f.Width)), Height: px(float64(f.Height)), Renderer: "svg",
		}),
		charts.WithAnimation(false),
		charts.WithLegendOpts(d.legend()),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithColorsOpts(opts.Colors{inkSeries(0).Colour}),
	)
	for s, series := range d.Series {
		style := opts.ItemStyle{Color: inkSeries(s).Colour}
		if series.Outlined {
			style = opts.ItemStyle{Color: inkPaper.Colour, BorderColor: inkSeries(s).Colour, BorderWidth: outlineWidth}
		}
		data := make([]opts.BarData, len(series.Points))
		for i, p := range series.Points {
			position := after
			if p.drawn() < 0 {
				position = before
			}
			data[i] = opts.BarData{Value: p.drawn()}
			if ink != nil {
				data[i].Label = &opts.Label{
					Show: opts.Bool(text(p) != ""), Position: position, Formatter: text(p),
					Color: ink(s*len(d.Categories) + i), FontSize: valueSize,
				}
				data[i].Tooltip = &opts.Tooltip{Formatter: types.FuncStr(d.caption(s, i))}
			}
			if d.Kind.Sparse() && p.drawn() == 0 && text(p) == "" {
				data[i] = opts.BarData{Value: "-"} // nothing to draw, and nothing drawn is quicker
			}
			if p.Absent != "" {
				// No mark, not even a line at 0. Opacity 0 would hide the words too.
				data[i].ItemStyle = &opts.ItemStyle{Color: "transparent", BorderColor: "transparent"}
			}
		}
		bar.AddSeries(series.Name, nil,
			charts.WithSeriesId(fmt.Sprintf("s%d", s+1)),
			charts.WithItemStyleOpts(style),
			charts.WithBarChartOpts(opts.BarChart{BarCategoryGap: percent(between(d)), BarGap: percent(barGap)}),
			charts.WithSeriesOpts(func(s *charts.SingleSeries) {
				s.BarMaxWidth = px(thickest)
				s.Data = data
				if ink == nil {
					s.Data = bare(data)
				}
			}))
	}
	return bar
}

// between is the share of a category's room that is left free.
func between(d Def) float64 {
	if len(d.Series) > 1 {
		return 0.25
	}
	return 0.38
}

// barGap is the room between two bars of a category, as a share of a bar.
const barGap = 0.12

func percent(share float64) string { return strconv.Itoa(int(math.Round(100*share))) + "%" }

// drawn is the number that is drawn; 0 where there is none.
func (p Point) drawn() float64 {
	if p.Absent != "" {
		return 0
	}
	return p.Value
}

// text is what stands at the mark.
func (p Point) text() string {
	if p.Absent != "" {
		return p.Absent
	}
	return p.Label
}

// points are the points of all series in order.
func (d Def) points() []Point {
	var out []Point
	for _, s := range d.Series {
		out = append(out, s.Points...)
	}
	return out
}

// labelWidth is how wide what stands at the mark is, set bold as style sheets
// may have it.
func labelWidth(p Point) float64 { return 1.05 * widest([]string{p.text()}, valueSize) }

// scale is the scale for all points, with about n numbers.
func (d Def) scale(n int) scale {
	lo, hi := 0.0, 0.0
	for _, p := range d.points() {
		lo, hi = min(lo, p.drawn()), max(hi, p.drawn())
	}
	return newScale(lo, hi, n)
}

// tick is one number of a scale and how it is written, as prepare.js reads it.
type tick struct {
	Value float64 `json:"value"`
	Text  string  `json:"text"`
}

// finish takes the option out of go-echarts and adds how the scale's numbers
// are written: the unit behind the last.
func finish(bar *charts.Bar, s scale, unit string) option {
	bar.Validate()
	o := plain(bar.JSON())
	o.ticks(s, unit)
	return o
}

// ticks adds how the scale's numbers are written: the unit behind the last.
func (o option) ticks(s scale, unit string) {
	var ticks []tick
	for _, v := range s.ticks() {
		ticks = append(ticks, tick{v, s.format(v)})
	}
	ticks[len(ticks)-1].Text += unit
	o["atlas"] = map[string][]tick{"ticks": ticks}
}

// plain is an option without what go-echarts sends empty.
func plain(json map[string]any) option {
	o := option(maps.Clone(json))
	delete(o, "toolbox")
	delete(o, "title")
	return o
}

// px writes a length for ECharts, rounded to whole pixels so that lines stay
// sharp.
func px(v float64) string { return strconv.Itoa(int(v + 0.5)) }

func (d Def) legend() opts.Legend {
	if len(d.Series) < 2 {
		return opts.Legend{Show: opts.Bool(false)}
	}
	return opts.Legend{
		Show: opts.Bool(true), Left: "0", Top: "2", Padding: 0, Icon: "rect", ItemWidth: 14, ItemHeight: 10,
		TextStyle: &opts.TextStyle{Color: inkLegend.Colour, FontSize: nameSize},
	}
}

// legendHeight is the room above the plot: the legend's rows, or a hair.
func legendHeight(d Def, f Frame) float64 {
	if len(d.Series) < 2 {
		return 4
	}
	rows, x := 1, 0.0
	for _, s := range d.Series {
		w := 14 + 5 + textWidth(s.Name, nameSize) + 10
		if x > 0 && x+w > float64(f.Width) {
			rows, x = rows+1, 0
		}
		x += w
	}
	return float64(rows*(lineStep+8) + 6)
}

func axisLabel(k Ink, size int) *opts.AxisLabel {
	return &opts.AxisLabel{
		Show: opts.Bool(true), Color: k.Colour, FontSize: size, Margin: gap, LineHeight: strconv.Itoa(lineStep),
		ShowMinLabel: opts.Bool(true), ShowMaxLabel: opts.Bool(true),
	}
}

func baseLine() *opts.AxisLine {
	return &opts.AxisLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: inkAxis.Colour, Width: 1}}
}

func gridLines() *opts.SplitLine {
	return &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: inkGrid.Colour, Width: 1}}
}

func noLine() *opts.AxisLine  { return &opts.AxisLine{Show: opts.Bool(false)} }
func noGrid() *opts.SplitLine { return &opts.SplitLine{Show: opts.Bool(false)} }
func noTicks() *opts.AxisTick { return &opts.AxisTick{Show: opts.Bool(false)} }
