package draw

import (
	"github.com/paulmach/orb"

	"atlas/generator/atlas"
)

// miniatureWidth is the width in px that the borders of a miniature are
// simplified for.
const miniatureWidth = 160

// Miniature outlines the area of a map, so small and plain that dots can be set
// on it beside a text.
func (s *Studio) Miniature(m *atlas.Map) Miniature {
	g := s.groundOf(m, miniatureWidth)
	frame := g.cover.Frame()
	return Miniature{Width: frame.Width, Height: frame.Height(), Area: g.cover.Outline(g.area()),
		Borders: g.cover.Border(g.locatorLevels(), 1),
		At: func(lon, lat float64) (x, y float64, shown bool) {
			x, y = frame.Px(orb.Point{lon, lat})
			return x, y, frame.Shows(orb.Point{lon, lat})
		}}
}
