package draw

import (
	"atlas/generator/atlas"
	"atlas/generator/chart"
	"atlas/generator/sheet"
)

// Drawer makes the pictures; it may keep them. Studio is one; what looks for
// problems lays another around it.
type Drawer interface {
	// Map draws a map of the atlas in a language as SVG.
	Map(a *atlas.Atlas, m *atlas.Map, w Words) ([]byte, error)
	// Locator draws where a place lies.
	Locator(a *atlas.Atlas, m *atlas.Map, p *atlas.Place, w Words) ([]byte, error)
	// Miniature outlines the area of a map.
	Miniature(m *atlas.Map) Miniature
	// Chart draws a chart.
	Chart(d chart.Def, f chart.Frame) ([]byte, error)
}

// Words are the texts of a map in one language, and where its places lead. A
// drawing knows no page: whoever wants one says where things stand.
type Words struct {
	Lang        int
	Tag         string
	Prefix      string // of every id in the drawing
	Title       string
	Desc        string
	Unit        string                    // of the scale bar
	Degrees     [4]string                 // east, west, north, south, with %s
	Width       int                       // px
	Href        func(*atlas.Place) string // "" for no link
	Tooltip     func(*atlas.Place) string
	NorthLetter string
	Legend      Borders
	Notes       []string                               // under the legend of a drawing that stands alone
	Bare        bool                                   // a small drawing without words and links
	Alone       bool                                   // the drawing and its names, with nothing around
	Sheet       *sheet.Sheet                           // what the map shows
	T           func(key string, args ...any) string   // a string of the interface
	Sentence    func(sheet.Element) string             // where an element's sentence stands
	Element     func(sheet.Element) string             // what it is, in a line
	Item        func(*sheet.Field, sheet.Item) string  // a unit and its number
	Class       func(f *sheet.Field, class int) string // a class and how many units are in it
	Amount      func(f *sheet.Field, v float64) string // a number with its unit
}

// Borders are the names of a map's borders in its legend; "" for none.
type Borders struct{ Area, Province, Prefecture string }

// Miniature is the outline of a map's area: paths in px, and where on them a
// position (degrees) is, if they show it.
type Miniature struct {
	Width, Height float64
	Area, Borders string
	At            func(lon, lat float64) (x, y float64, shown bool)
}
