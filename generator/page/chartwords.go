package page

import (
	"math"
	"strconv"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/chart"
	"atlas/generator/diag"
	"atlas/generator/tally"
	"atlas/generator/words"
)

// chartWords puts a chart's numbers into the words of a page.
type chartWords struct {
	f     *frame
	chart *atlas.Chart
	grid  tally.Grid
	scale words.Scale // in which the axis counts: millions, 万; Size 1 for none
}

// chartWords works a chart out. What is wrong with its data was reported by the
// check; here it only stops the page.
func (e *Env) chartWords(f *frame, c *atlas.Chart) (*chartWords, error) {
	g, problems := tally.Of(e.Atlas, c)
	if problems.Count(diag.Error) > 0 {
		return nil, problems[0]
	}
	w := &chartWords{f: f, chart: c, grid: g, scale: words.Scale{Size: 1}}
	most := 0.0
	for _, row := range g.Cells {
		for _, cell := range row {
			most = max(most, math.Abs(cell.Value))
		}
	}
	for _, s := range f.env.Layouts.strings[f.lang].Scales {
		if most >= 2*s.Size && s.From <= most {
			w.scale = s
			break
		}
	}
	return w, nil
}

// title says the finding.
func (w *chartWords) title() string {
	out, _ := tally.Finding(w.f.in(w.chart.Title), w.f.env.Atlas, w.grid, w.fact)
	return out
}

// fact writes a fact of the finding.
func (w *chartWords) fact(x tally.Fact) string {
	switch {
	case x.Head != nil:
		return w.rowName(*x.Head)
	case x.Number != nil:
		s := w.f.env.Layouts.strings[w.f.lang]
		return w.f.compared(x.Number.Comparator, s.Quantity(x.Number.Value, x.Number.Unit))
	case x.Share:
		return words.Decimal(math.Round(x.Value)) + "%"
	case x.Cell != nil:
		return w.label(*x.Cell)
	}
	return w.f.env.Layouts.strings[w.f.lang].Group(words.Decimal(x.Value))
}

// rowName and columnName are what the heads are called in the page's language.
func (w *chartWords) rowName(h tally.Head) string { return w.headName(w.grid.By, h) }

func (w *chartWords) columnName(h tally.Head) string { return w.headName(w.grid.And, h) }

func (w *chartWords) headName(axis string, h tally.Head) string {
	switch {
	case axis == "":
		return w.f.t("chart.count")
	case !h.Name.IsZero():
		return w.f.in(h.Name)
	case h.Chapter != nil:
		return w.f.chapterLabel(h.Chapter)
	case h.ID == "":
		return w.f.t("chart.none." + axis)
	case axis == "horizon":
		return w.f.t("horizon.by", h.ID)
	case axis == "year":
		return w.f.t("chart.year", h.ID)
	case axis == "kind":
		return w.f.t("chart.kind." + h.ID)
	}
	return h.ID
}

// label is a number as it stands at its mark: short.
func (w *chartWords) label(c tally.Cell) string {
	s := w.f.env.Layouts.strings[w.f.lang]
	switch {
	case !c.Known:
		return ""
	case c.Number != nil:
		return w.f.compared(c.Number.Comparator, s.Quantity(c.Number.Value, c.Number.Unit))
	case w.scale.Size > 1:
		return s.Rounded(c.Value/w.scale.Size, w.decimals()) + w.scale.Name
	case c.Observation != nil:
		return s.Quantity(words.Decimal(c.Value), c.Unit)
	}
	return w.f.env.Layouts.strings[w.f.lang].Group(words.Decimal(c.Value))
}

// decimals keep three figures or so of the numbers on a scale.
func (w *chartWords) decimals() int {
	if w.scale.Size >= 1e6 {
		return 2
	}
	return 1
}

// exact is a number as it stands in the table behind the chart: whole.
func (w *chartWords) exact(c tally.Cell) string {
	switch {
	case !c.Known:
		return w.absent()
	case c.Observation != nil:
		out := w.f.env.Layouts.strings[w.f.lang].Group(words.Decimal(c.Value))
		if c.Unit == "%" {
			out = strconv.FormatFloat(c.Value, 'f', 2, 64) + "%"
		}
		return out
	case c.Number != nil:
		return w.label(c)
	}
	return w.f.env.Layouts.strings[w.f.lang].Group(words.Decimal(c.Value))
}

// absent is what stands where there is no number.
func (w *chartWords) absent() string {
	if len(w.chart.Tiers) > 0 || len(w.chart.Network) > 0 {
		return w.f.t("chart.absent.concept")
	}
	return w.f.t("chart.absent")
}

// def is the chart ready to be drawn, with addresses from the root of the site.
func (w *chartWords) def(width int) chart.Def {
	g := w.grid
	d := chart.Def{ID: w.chart.ID, Kind: w.chart.Kind, Title: w.title(), Desc: w.desc(), Unit: w.scale.Name}
	if w.f.lang < len(w.chart.Unit) {
		d.Unit += w.chart.Unit[w.f.lang] // a language may well have none
	}
	if d.Kind.Needs() == chart.Links {
		w.networkDef(&d)
		return d
	}
	if d.Kind.Needs() == chart.Years {
		w.yearsDef(&d)
		return d
	}
	for i, r := range g.Rows {
		d.Categories = append(d.Categories, w.rowName(r))
		if d.Kind == chart.Stacked {
			d.Totals = append(d.Totals, w.f.env.Layouts.strings[w.f.lang].Group(words.Decimal(g.Sum(i))))
		}
	}
	for j, k := range g.Columns {
		s := chart.Series{Outlined: w.chart.Measured != nil, Name: w.columnName(k)}
		for i := range g.Rows {
			s.Points = append(s.Points, w.point(d.Kind, i, j))
		}
		d.Series = append(d.Series, s)
	}
	if width < 480 && d.Kind == chart.HeatMap {
		for j, k := range g.Columns {
			if k.Chapter != nil { // there is no room for "Chapter 3"
				d.Series[j].Name = strconv.Itoa(k.Chapter.Ordinal())
			}
		}
	}
	return d
}

// yearsDef turns the grid round: years are what a line goes along, and each row is
// a series. Two figures on different bases are not joined.
func (w *chartWords) yearsDef(d *chart.Def) {
	for _, k := range w.grid.Columns {
		d.Categories = append(d.Categories, k.ID)
	}
	for i, r := range w.grid.Rows {
		s := chart.Series{Name: w.rowName(r)}
		var last *atlas.Observation
		for j := range w.grid.Columns {
			p := w.point(d.Kind, i, j)
			if o := w.grid.Cells[i][j].Observation; o != nil {
				p.Broken = last != nil && o.Series() != last.Series()
				last = o
			}
			s.Points = append(s.Points, p)
		}
		d.Series = append(d.Series, s)
	}
}

func (w *chartWords) point(kind chart.Kind, i, j int) chart.Point {
	c := w.grid.Cells[i][j]
	p := chart.Point{Value: c.Value / w.scale.Size, Label: w.label(c), Href: w.href(i, j)}
	switch {
	case !c.Known:
		return chart.Point{Absent: w.absent(), Href: p.Href}
	case c.Value == 0 && kind.Sparse() && kind.Needs() == chart.Numbers: // a part or a cell of nothing
		p.Label = ""
	}
	if c.Number == nil && c.Observation == nil && kind != chart.HeatMap {
		return p
	}
	p.Title = w.rowName(w.grid.Rows[i])
	if len(w.grid.Columns) > 1 {
		p.Title += " · " + w.columnName(w.grid.Columns[j])
	}
	p.Title += " · " + w.exact(c)
	if w.of() == "claims" && c.Known {
		p.Title += w.f.t("chart.claims", c.Targets, int(c.Value)-c.Targets)
	}
	if o := c.Observation; o != nil {
		p.Title += " · " + w.f.in(o.Publication)
	}
	return p
}

// desc says what is to be seen, for those who listen; large charts leave it to
// the table.
func (w *chartWords) desc() string {
	g := w.grid
	if len(w.chart.Network) > 0 {
		return w.f.t("chart.desc.lines")
	}
	if len(g.Columns) > 1 || len(g.Rows) > 12 {
		return w.f.t("chart.desc.table")
	}
	var said []string
	for i, r := range g.Rows {
		said = append(said, w.rowName(r)+" "+w.exact(g.Cells[i][0]))
	}
	return strings.Join(said, w.f.t("list.join"))
}

// of is what the chart counts; "" for one that counts nothing.
func (w *chartWords) of() string {
	if w.chart.Count == nil {
		return ""
	}
	return w.chart.Count.Of
}

// rowHref is where a row's name leads, from the root of the site.
func (w *chartWords) rowHref(h tally.Head) string {
	switch {
	case h.Place != nil && h.Place.Page.HasPage() && w.chart.Count != nil && w.of() != "claims":
		return w.f.own(placePage(h.Place)) + "#" + w.chart.Count.Of // the page's part of that name
	case h.Place != nil && h.Place.Page.HasPage():
		return w.f.own(placePage(h.Place))
	case h.Chapter != nil:
		return w.f.own("plan/" + h.Chapter.ID + ".html")
	case w.chart.Count == nil || h.ID == "":
		return ""
	case w.grid.By == "theme" || w.grid.By == "type":
		return w.f.own(w.chart.Count.Of + ".html#" + w.grid.By + "-" + h.ID)
	}
	return ""
}

// href is where a number leads, from the root of the site: to the sentence that
// states it, the row it is, or the list it counts.
func (w *chartWords) href(i, j int) string {
	c, row, column := w.grid.Cells[i][j], w.grid.Rows[i], w.grid.Columns[j]
	switch {
	case c.Number != nil && c.Number.Block != nil:
		return w.f.own(blockPath(c.Number.Block))
	case c.Observation != nil:
		return w.f.own("data/observations.html#" + c.Observation.ID)
	case row.Concept != nil && row.Concept.Block != nil:
		return w.f.own(blockPath(row.Concept.Block))
	case w.chart.Count == nil || c.Value == 0:
		return ""
	}
	base := w.rowHref(row)
	if w.of() == "claims" && row.Place != nil && base != "" {
		if 2*c.Targets >= int(c.Value) {
			return base + "#targets"
		}
		return base + "#projects" // there the most of them stand
	}
	if base == "" || (w.grid.And != "horizon" && w.grid.And != "stage") || row.Place != nil || row.Chapter != nil {
		return base
	}
	return base + "-" + orNone(column.ID)
}

// orNone is the part of an anchor for what has no horizon or stage.
func orNone(id string) string {
	if id == "" {
		return "none"
	}
	return id
}
