package carto

import "github.com/paulmach/orb"

// Spec is everything a map is drawn from. It is plain data: no functions, and
// geometry either prepared (Cover) or as it came (degrees, lon/lat).
type Spec struct {
	Prefix string // begins every id in the drawing; unique on the page, e.g. "fig1"
	Class  string // further class of the drawing; may be empty
	Lang   string // BCP 47 tag of the texts, e.g. "zh-Hans", "en"
	Title  string // what the map shows, in a few words
	Desc   string // the same in a sentence or two, for those who do not see it

	Frame  Frame
	Styles []LabelStyle // the ones that labels name
	Layers []Layer      // in drawing order, the lowest first
	Legend []Entry      // under the map; none, no legend
	Inset  *Inset       // where this lies; may be nil
	Notes  []string     // under the legend: for a drawing that stands alone, its title, sources, review number
	Zoom   bool         // whether a script will enlarge it: labels without room are then written too, and wait

	Scale     *Scale     // scale bar; nil for none
	Graticule *Graticule // degrees; nil for none
	North     *North     // arrow where north is not up; nil for none
}

// Layer is one of Areas, Borders, Lines, Points.
type Layer interface{ layer() }

// Mark is what every feature has. With an Href it is a link of its own that the
// keyboard reaches, with Title as its name; without, it is background.
type Mark struct {
	ID    string // within the drawing, after the prefix; may be empty
	Class string // further classes, e.g. "m-class-3"
	Href  string
	Title string // tooltip and name of the link
	Label Label
}

// Label is the name on the map. A label without Text is not drawn.
type Label struct {
	Text     string // a "\n" forces a line break; at a space it may be broken
	Short    string // taken where Text does not fit; may be empty
	Style    string // name of a LabelStyle
	Priority int    // 0 is placed first; equal ones in the order of the spec
	Later    bool   // shown only when one has zoomed, and then after all that need not wait
}

// LabelStyle is a kind of lettering. Its text carries the classes "m-label" and
// "m-label-NAME"; size and spacing stand in the drawing too, because the places
// of labels depend on them.
type LabelStyle struct {
	Name    string
	Size    float64 // px
	Spacing float64 // between letters, px
	Bold    bool
	Must    bool // drawn even where it collides, rather than left out
}

// Areas is a layer of filled shapes.
type Areas struct {
	Name     string // part of ids and classes, e.g. "county"
	Title    string // what the layer holds, in the page's language
	Class    string // further class of its groups
	Cover    *Cover
	Features []Area
}

// Area is one shape of a cover, or several that are drawn as their union.
type Area struct {
	Mark
	Shapes []int
	Hatch  Hatch // over the fill
}

// Hatch is a pattern that tells areas apart without colour.
type Hatch string

// The patterns.
const (
	NoHatch   Hatch = ""
	Rising    Hatch = "rising"  // ///
	Falling   Hatch = "falling" // \\\
	CrossLine Hatch = "cross"
	Dots      Hatch = "dots"
)

// Borders is a layer of borders, each arc drawn once: in the first level whose
// groups differ on its two sides.
type Borders struct {
	Name   string
	Title  string
	Class  string // further class of its groups
	Cover  *Cover
	Levels []Level // the highest rank first; drawn last
}

// Level is a rank of border. Group tells for each shape of the cover the unit
// it belongs to at this level; 0 is no unit. A level with Edge also draws arcs
// that have no shape on one side; without it they are left to lower levels.
// Casing is the class of a broader line under this one; empty for none.
type Level struct {
	Class  string
	Casing string
	Group  []int
	Edge   bool
}

// Lines is a layer of lines.
type Lines struct {
	Name     string
	Title    string
	Class    string // further class of its groups
	Features []Line
	coarse   bool // with half the detail, and without what is smaller than a pixel
}

// Line is a river, a road, a corridor: degrees, lon/lat. Its label follows it.
// Arrow puts an arrow head at its end, and where it leaves the sheet, just
// inside; End is a label there, which says where it leads.
type Line struct {
	Mark
	Course Course
	Arrow  bool
	End    Label
	Beside bool // the label may stand straight beside the line where it has no room along it
}

// Points is a layer of symbols.
type Points struct {
	Name     string
	Title    string
	Class    string // further class of its groups
	Features []Point
}

// Point is a symbol at a position in degrees, lon/lat.
type Point struct {
	Mark
	At     orb.Point
	Symbol Symbol
	Size   float64    // diameter in px
	Off    [2]float64 // px right and down of its position, where another symbol stands
}

// Symbol is the shape of a point symbol.
type Symbol string

// The symbols. A Ring is a circle with a dot in it; a Spot alone has no shape,
// only a label.
const (
	Circle   Symbol = "circle"
	Ring     Symbol = "ring"
	Square   Symbol = "square"
	Triangle Symbol = "triangle"
	Diamond  Symbol = "diamond"
	Spot     Symbol = "spot"
)

// Entry is a line of the legend, drawn with the classes of what it explains.
type Entry struct {
	Kind  EntryKind
	Layer string // name of the layer, for its class
	Class string
	Hatch Hatch  // of an area
	Mark  Symbol // of a point
	Size  float64
	Text  string
}

// EntryKind says what a legend entry shows.
type EntryKind string

// The kinds of legend entry.
const (
	OfArea   EntryKind = "area"
	OfBorder EntryKind = "border"
	OfLine   EntryKind = "line"
	OfPoint  EntryKind = "point"
	OfRoute  EntryKind = "route" // a straight line
	OfPatch  EntryKind = "patch" // a closed line
	OfTitle  EntryKind = "title" // words alone
)

// Inset is a small map in a corner of the large one; a box (class m-inset-box)
// shows where the large one lies.
type Inset struct {
	Title  string
	Frame  Frame // its width is the inset's; its margin is not drawn
	Layers []Layer
	Corner Corner
}

// Corner is a corner of the map.
type Corner string

// The corners. FreeCorner is the one where the least is drawn.
const (
	FreeCorner  Corner = ""
	TopLeft     Corner = "top-left"
	TopRight    Corner = "top-right"
	BottomLeft  Corner = "bottom-left"
	BottomRight Corner = "bottom-right"
)

// Scale is the scale bar: round kilometres, true at the map's centre.
type Scale struct {
	Unit string // "km", "公里"
}

// Graticule is the net of degrees, with its figures in the frame's margin.
type Graticule struct {
	Step  float64 // degrees; 0 chooses
	East  string  // after or around a figure: "%s°E", "东经%s°"; %s is the figure
	West  string
	North string
	South string
}

// North is the arrow that says where north is. It is drawn only where grid
// north and true north part by more than 1.5° somewhere on the map; Always
// draws it in any case.
type North struct {
	Letter string
	Always bool
}

func (Areas) layer()   {}
func (Borders) layer() {}
func (Lines) layer()   {}
func (Points) layer()  {}
