package page

import (
	"errors"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/chart"
	"atlas/generator/words"
)

// The widths at which a chart is drawn, in px: for a column of text, and for a
// phone. They scale with their place.
const (
	chartWide   = 680
	chartNarrow = 340
)

// chartView is a chart with the table behind it.
type chartView struct {
	ID        string
	Title     string
	SVG       template.HTML
	Narrow    template.HTML
	Source    string
	Note      string
	Head      []chartHead // of the table
	Rows      []chartRow
	Outside   bool // its numbers are not the plan's
	Lines     bool // it is a network: its table has lines and no numbers
	Downloads []download
	Cite      string
	Live      string // names the file of its options for the browser; "" for none
}

// chartHead is the head of a column of the table behind a chart.
type chartHead struct {
	Text   string
	Number bool
}

type chartRow struct {
	Name, Href string
	Cells      []chartCell
}

// chartCell is a cell of the table behind a chart: a number, or what says where
// it comes from.
type chartCell struct {
	Head       string // the column's, for narrow screens
	Text, Href string
	Number     bool
	QuoteTag   string // set for words of the plan
	Own        string // what answers to them in the page's language, if that is another
}

// chartsOn shows the charts of a page: those that data/charts.yaml puts there.
func (e *Env) chartsOn(f *frame, page string) ([]*chartView, error) {
	var out []*chartView
	for _, c := range e.Atlas.Charts {
		if !slices.Contains(c.Pages, page) {
			continue
		}
		v, err := e.chart(f, c)
		if err != nil {
			return nil, err
		}
		if v != nil {
			out = append(out, v)
		}
	}
	return out, nil
}

// chart shows a chart; nil where it has no rows.
func (e *Env) chart(f *frame, c *atlas.Chart) (*chartView, error) {
	w, err := e.chartWords(f, c)
	if err != nil || len(w.grid.Rows) == 0 {
		return nil, err
	}
	v := &chartView{ID: c.ID, Title: w.title(), Source: f.in(c.Source), Note: f.in(c.Note), Outside: c.Measured != nil, Lines: len(c.Network) > 0}
	for _, d := range []struct {
		to     *template.HTML
		width  int
		prefix string
	}{{&v.SVG, chartWide, "chart-" + c.ID}, {&v.Narrow, chartNarrow, "chart-" + c.ID + "-n"}} {
		svg, err := e.drawChart(w, d.width, d.prefix)
		if err != nil {
			return nil, err
		}
		*d.to = template.HTML(relink(svg, f.href))
	}
	w.table(v)
	if e.Live {
		v.Live = c.ID + "-" + f.Lang
	}
	base := "data/charts/" + c.ID
	v.Downloads = []download{{"SVG", f.href(base + "-" + f.Lang + ".svg")}, {"CSV", f.href(base + ".csv")}, {"XLSX", f.href(base + ".xlsx")}}
	v.Cite = f.t("chart.cite", v.Title, f.SiteTitle, e.Atlas.Site.URL+f.path+"#chart-"+c.ID)
	return v, nil
}

// drawChart draws a chart with addresses from the root of the site.
func (e *Env) drawChart(w *chartWords, width int, prefix string) ([]byte, error) {
	def := w.def(width)
	svg, err := e.Draw.Chart(def, chart.Frame{Width: width, Height: def.NaturalHeight(width), Prefix: prefix})
	return svg, w.failed(err)
}

// failed is an error of drawing the chart; what its description has wrong is told
// at its place in the file.
func (w *chartWords) failed(err error) error {
	if bad := (chart.Invalid{}); errors.As(err, &bad) {
		p := bad[0]
		p.Place = w.chart.Place
		return p
	}
	if err != nil {
		return fmt.Errorf("chart %s: %w", w.chart.ID, err)
	}
	return nil
}

var linked = regexp.MustCompile(`<a href="([^"]*)"`)

// relink turns a drawing's addresses, which count from the root of the site,
// into those of a page; so one drawing serves every page.
func relink(svg []byte, href func(string) string) []byte {
	return linked.ReplaceAllFunc(svg, func(m []byte) []byte {
		target := html.UnescapeString(string(m[len(`<a href="`) : len(m)-1]))
		return []byte(`<a href="` + html.EscapeString(href(target)) + `"`)
	})
}

// chartFiles lists the downloads of the charts.
func (e *Env) chartFiles(add func(string, func() ([]byte, error))) {
	for _, c := range e.Atlas.Charts {
		add("data/charts/"+c.ID+".csv", func() ([]byte, error) {
			rows, err := e.chartTable(c)
			if err != nil {
				return nil, err
			}
			return csvBytes(rows)
		})
		add("data/charts/"+c.ID+".xlsx", func() ([]byte, error) {
			rows, err := e.chartTable(c)
			if err != nil {
				return nil, err
			}
			return workbook(c.ID, rows, func(column int) bool { return rows[0][column] == "value" })
		})
		for lang, l := range e.Atlas.Languages {
			path := "data/charts/" + c.ID + "-" + l.Code + ".svg"
			add(path, func() ([]byte, error) { return e.chartSVG(lang, c, path) })
			if e.Live {
				add("data/charts/"+c.ID+"-"+l.Code+".js", func() ([]byte, error) { return e.chartLive(lang, c) })
			}
		}
	}
}

// chartSVG is a chart as a file of its own.
func (e *Env) chartSVG(lang int, c *atlas.Chart, path string) ([]byte, error) {
	f := e.newFrame(lang, "data/index.html", "", "", "")
	f.path = path
	w, err := e.chartWords(&f, c)
	if err != nil {
		return nil, err
	}
	svg, err := e.drawChart(w, chartWide, "chart-"+c.ID)
	if err != nil {
		return nil, err
	}
	href := f.href
	if url := e.Atlas.Site.URL; url != "" {
		href = func(target string) string { return url + target }
	}
	return chart.Standalone(relink(svg, href)), nil
}

// chartTable is the table behind a chart: a row for each number, in all languages,
// with the address of what states it.
func (e *Env) chartTable(c *atlas.Chart) ([][]string, error) {
	var versions []*chartWords
	head := []string{"row"}
	for lang, l := range e.Atlas.Languages {
		f := e.newFrame(lang, "data/index.html", "", "", "")
		w, err := e.chartWords(&f, c)
		if err != nil {
			return nil, err
		}
		versions = append(versions, w)
		head = append(head, "row_"+l.Code)
	}
	if len(c.Network) > 0 {
		return e.networkRows(versions), nil
	}
	head = append(head, "column")
	for _, l := range e.Atlas.Languages {
		head = append(head, "column_"+l.Code)
	}
	rows := [][]string{append(head, "value", "unit", "table", "id", "address")}
	g := versions[0].grid
	for i, r := range g.Rows {
		for j, k := range g.Columns {
			row := []string{r.ID}
			for _, w := range versions {
				row = append(row, w.rowName(r))
			}
			row = append(row, k.ID)
			for _, w := range versions {
				row = append(row, w.columnName(k))
			}
			cell := g.Cells[i][j]
			value, unit, table, id := "", "", "", ""
			if cell.Known {
				value = words.Decimal(cell.Value)
			}
			switch {
			case cell.Number != nil:
				value, unit, table, id = cell.Number.Value, cell.Number.Unit, "values", cell.Number.ID
			case cell.Observation != nil:
				unit, table, id = cell.Unit, "observations", cell.Observation.ID
			}
			rows = append(rows, append(row, value, unit, table, id, e.permanent(versions[0].href(i, j))))
		}
	}
	return rows, nil
}

// permanent is the permanent address of a path of the site: absolute where the
// site knows its own, and from its root otherwise.
func (e *Env) permanent(path string) string {
	if path == "" {
		return ""
	}
	return e.Atlas.Site.URL + path
}

// table fills the table behind the chart.
func (w *chartWords) table(v *chartView) {
	f, g := w.f, w.grid
	if len(w.chart.Network) > 0 {
		w.networkTable(v)
		return
	}
	stated, measured := w.chart.Count == nil && w.chart.Measured == nil && len(w.chart.Tiers) == 0, w.chart.Measured != nil
	v.Head = []chartHead{{Text: f.t("chart.row." + g.By)}}
	for _, k := range g.Columns {
		v.Head = append(v.Head, chartHead{w.columnName(k), true})
	}
	sums := g.And != "" && !measured
	if sums {
		v.Head = append(v.Head, chartHead{f.t("chart.sum"), true})
	}
	if stated {
		v.Head = append(v.Head, chartHead{Text: f.t("chart.sentence")}, chartHead{Text: f.t("chart.quote")})
	}
	if measured {
		v.Head = append(v.Head, chartHead{Text: f.t("chart.publication")})
	}
	for i, r := range g.Rows {
		row := chartRow{Name: w.rowName(r)}
		if target := w.rowHref(r); target != "" {
			row.Href = f.href(target)
		}
		var sources []string
		for j := range g.Columns {
			row.Cells = append(row.Cells, w.cell(i, j))
			if o := g.Cells[i][j].Observation; o != nil {
				s := f.in(o.Publication)
				if b := f.in(o.Basis); b != "" {
					s += f.t("chart.basis", b)
				}
				if !slices.Contains(sources, s) {
					sources = append(sources, s)
				}
			}
		}
		if sums {
			row.Cells = append(row.Cells, chartCell{Text: f.env.Layouts.strings[f.lang].Group(words.Decimal(g.Sum(i))), Number: true})
		}
		if n := g.Cells[i][0].Number; stated && n != nil {
			card := f.numberCard(n)
			row.Cells = append(row.Cells, chartCell{Text: card.Where, Href: card.Href}, chartCell{Text: n.Quote, QuoteTag: card.QuoteTag, Own: f.aligned(n.Block, n.Quote)})
		}
		if measured {
			row.Cells = append(row.Cells, chartCell{Text: strings.Join(sources, f.t("chart.join"))})
		}
		for k := range row.Cells {
			row.Cells[k].Head = v.Head[k+1].Text
		}
		v.Rows = append(v.Rows, row)
	}
}

// cell shows a number of the table.
func (w *chartWords) cell(i, j int) chartCell {
	c := w.grid.Cells[i][j]
	out := chartCell{Text: w.exact(c), Number: true}
	if target := w.href(i, j); target != "" {
		out.Href = w.f.href(target)
	}
	return out
}
