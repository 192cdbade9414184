package draw

import (
	"fmt"
	"strconv"

	"atlas/generator/atlas"
	"atlas/generator/chart"
	"atlas/generator/page"
)

// chartWidth is how wide charts are drawn, in px; they scale with their column.
const chartWidth = 640

// Chart draws a chart of the atlas.
func (s *Studio) Chart(_ *atlas.Atlas, c *atlas.Chart, w page.ChartWords) ([]byte, error) {
	def := chart.Def{ID: c.ID, Kind: chart.Bars, Title: w.Title, Desc: w.Desc, Unit: c.Unit.In(w.Lang), Series: []chart.Series{{}}}
	for i, n := range c.Numbers {
		x, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			return nil, fmt.Errorf("the value %q of %s is not a number that can be drawn", n.Value, n.ID)
		}
		def.Categories = append(def.Categories, c.Labels[i].In(w.Lang))
		def.Series[0].Points = append(def.Series[0].Points, chart.Point{Value: x, Label: w.Format(n), Href: w.Href(n)})
	}
	f := chart.Frame{Width: chartWidth, Height: def.NaturalHeight(chartWidth), Prefix: w.Prefix}
	return s.kept("chart/"+s.engine.Key(def, f), func() ([]byte, error) {
		d, err := s.engine.Draw(def, f)
		return d.SVG, err
	})
}
