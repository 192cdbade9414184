package carto

import (
	"slices"

	"github.com/paulmach/orb"
)

// Locator is a small map that says where one place lies: the area of the plan,
// its borders, and the place. All locators of a site share one Cover.
type Locator struct {
	Prefix string
	Lang   string
	Title  string
	Desc   string
	Cover  *Cover
	Ground []int      // the shapes that make the plan's area
	Levels []Level    // borders
	Place  []int      // the shapes of the place; none for a place without area
	At     *orb.Point // its seat, degrees; nil for none
}

// Spec is the locator as a map: layers "ground", "place", "border" and "seat".
// The place has the class "m-here".
func (l Locator) Spec() Spec {
	s := Spec{Prefix: l.Prefix, Lang: l.Lang, Title: l.Title, Desc: l.Desc, Frame: l.Cover.frame}
	s.Layers = append(s.Layers, Areas{Name: "ground", Cover: l.Cover, Features: []Area{{Shapes: l.Ground}}})
	if len(l.Place) > 0 {
		s.Layers = append(s.Layers, Areas{Name: "place", Cover: l.Cover,
			Features: []Area{{Mark: Mark{Class: "m-here"}, Shapes: slices.Clone(l.Place)}}})
	}
	s.Layers = append(s.Layers, Borders{Name: "border", Cover: l.Cover, Levels: l.Levels})
	if l.At != nil {
		s.Layers = append(s.Layers, Points{Name: "seat", Features: []Point{
			{Mark: Mark{Class: "m-here"}, At: *l.At, Symbol: Circle, Size: 7}}})
	}
	return s
}

// Frame is the frame the cover was made for.
func (c *Cover) Frame() Frame { return c.frame }
