package draw

import "atlas/generator/chart"

// Chart draws a chart of the atlas.
func (s *Studio) Chart(d chart.Def, f chart.Frame) ([]byte, error) {
	return s.kept("chart/"+s.engine.Key(d, f), func() ([]byte, error) {
		drawn, err := s.engine.Draw(d, f)
		return drawn.SVG, err
	})
}
