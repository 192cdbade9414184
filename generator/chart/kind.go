package chart

import "fmt"

// Kind is how the points of a chart are drawn.
type Kind int

// The kinds of charts. Each is a value of the interface kind, in a file of its own
// that holds all that is particular to it; another one is such a file, a line here
// and a line in the table below.
const (
	Bars    Kind = iota // bars from left to right, categories from top to bottom
	Columns             // bars from bottom to top, categories from left to right
	Stacked             // bars from left to right, the series one behind the other: parts of a whole
	HeatMap             // categories as rows, series as columns, each number a depth of colour
	Network             // hubs, a colour for each series, and whom they are linked to
	Line                // a number over years for each series: what is stated, beside what was measured
)

var kinds = [...]kind{
	Bars:    barsKind{},
	Columns: columnsKind{},
	Stacked: stackedKind{},
	HeatMap: heatKind{},
	Network: networkKind{},
	Line:    lineKind{},
}

// kind is what is particular to a kind of chart.
type kind interface {
	// name is what data/charts.yaml calls it.
	name() string
	// needs is the form of the data that it shows.
	needs() Needs
	// maxSeries is how many series it can show so that they are told apart.
	maxSeries() int
	// sparse reports whether a point may go without a label.
	sparse() bool
	// check reports what keeps a definition from being drawn, besides what holds
	// for every kind: also labels that would lie on each other.
	check(d Def, f Frame, found *complaints)
	// height is the height in px at which a chart of a width has room.
	height(d Def, width int) int
	// option is the option for ECharts. The label of the n-th point, all series
	// counted through, takes the colour that ink returns; where ink is nil, points
	// have neither label nor tooltip (place.go).
	option(d Def, f Frame, ink func(n int) string) option
	// placed reports whether labels are placed here and not by ECharts.
	placed(d Def) bool
	// labels writes the labels that are placed here.
	labels(c *cleaner, write writer) error
	// ink is the ink of the n-th label in the browser, and gives its class.
	ink(d Def, n int) Ink
	// mark tells which point an element of a series of ECharts is; ok is false for
	// none.
	mark(c *cleaner, series, i int, k *node) (n int, ok bool)
	// caption is where the n-th point leads, and its tooltip.
	caption(d Def, n int) (href, title string)
}

// writer writes a text at a point.
type writer func(text, ink string, size int, anchor string, x, y float64) error

// Needs is a form of data.
type Needs int

// The forms of data.
const (
	Numbers Needs = iota // a number for each category and series
	Links                // who is linked to whom
	Years                // a number for each year and series
)

// Names lists the kinds as data/charts.yaml calls them.
func Names() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.name())
	}
	return out
}

// Named finds a kind by its name.
func Named(name string) (Kind, bool) {
	for i, k := range kinds {
		if k.name() == name {
			return Kind(i), true
		}
	}
	return 0, false
}

// Needs is the form of the data that the kind shows.
func (k Kind) Needs() Needs { return kinds[k].needs() }

// Sparse reports whether a point of the kind may go without a label.
func (k Kind) Sparse() bool { return kinds[k].sparse() }

// String is the kind's name.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kinds) {
		return fmt.Sprint(int(k))
	}
	return kinds[k].name()
}

func (d Def) kind() kind { return kinds[d.Kind] }

// points is a kind whose points have each a label and a mark of their own, in the
// order of series and categories.
type points struct{}

func (points) needs() Needs                  { return Numbers }
func (points) maxSeries() int                { return maxSeries }
func (points) sparse() bool                  { return false }
func (points) check(Def, Frame, *complaints) {}
func (points) ink(Def, int) Ink              { return inkValue }

func (points) mark(c *cleaner, series, i int, k *node) (int, bool) { return c.def.at(series, i) }

func (points) caption(d Def, n int) (href, title string) {
	s, i, _ := d.point(n)
	return d.Series[s].Points[i].Href, d.caption(s, i)
}

// at counts the i-th point of a series through all series.
func (d Def) at(series, i int) (n int, ok bool) {
	if series < 0 || series >= len(d.Series) || i < 0 || i >= len(d.Series[series].Points) {
		return 0, false
	}
	return series*len(d.Categories) + i, true
}
