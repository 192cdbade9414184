// Package chart draws a chart as SVG at build time. A chart is a small typed
// definition (Def) in one language; it becomes an option of go-echarts, ECharts
// itself draws it inside Go, and what it draws is cleaned until it may stand in
// a page under a strict Content-Security-Policy and follow the page's theme.
//
//	Def → option (option.go) → ECharts in goja (engine.go) → clean (clean.go) → SVG
//
// # Colours
//
// A drawing carries no colour. Each role is drawn in an ink, a colour that
// stands for the role and for nothing else (ink.go), and the ink becomes a class
// that the site's style sheet colours:
//
//	c-s1 … c-s6            marks of the first to the sixth series, filled
//	c-s1-line … c-s6-line  the same as an outline
//	c-h0 … c-h5            cells of a heat map, from nothing to most
//	c-paper                the filling of an outlined mark; c-paper-line parts cells
//	c-axis, c-grid         the line the marks stand on; the lines of the scale
//	c-text                 every text, with one of:
//	  c-name               a category
//	  c-tick               a number of the scale
//	  c-value              the label of a mark
//	  c-in-s1 … c-in-s6    the label inside a part of a stacked bar
//	  c-in-h0 … c-in-h5    the label inside a cell of a heat map
//	  c-sum                the sum behind a stacked bar
//	  c-absent             the words that stand where there is no figure
//	  c-legend             the name of a series
//
// An ink nobody knows is an error: it would come out black in every theme. The
// same inks stand in the option that goes to the browser; Inks lists them, so
// that a script can put the theme's colours in their places.
//
// # Links
//
// A point's mark and label stand together in one <a> with a <title>. ECharts
// tells which mark belongs to which point (ecmeta attributes); for labels it
// does not, so each label is drawn in an ink of its own that counts the points.
// A point whose mark or label is not found is an error, never a chart that has
// quietly lost its links.
package chart

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"atlas/generator/diag"
)

// Def is one chart in one language. It holds nothing that is to be computed
// from a model: texts are ready to read and links ready to follow.
type Def struct {
	ID         string   // letters a–z, digits and hyphens; the same in both languages
	Kind       Kind     //
	Title      string   // what the chart shows; read out, not drawn
	Desc       string   // what is to be seen in it, in a sentence; read out, not drawn; may be empty
	Unit       string   // set behind the last number of the scale as it is: "%", " km²"; may be empty
	Categories []string // from top to bottom, or from left to right; of a line the years, rising
	Series     []Series // at most six, in a heat map forty; more than one gives a legend
	Totals     []string // of Stacked: what stands behind each bar; none or one a category
	Nodes      []Node   // of Network, which has neither categories nor points
	Links      []Link
}

// Series is a row of points of one kind. It has one point for each category.
type Series struct {
	Name     string
	Outlined bool // drawn hollow: of another source than the filled ones
	Points   []Point
}

// Point is one number of a chart, or the statement that there is none.
type Point struct {
	Value  float64 // finite; without meaning where Absent is set
	Label  string  // the number as text, drawn at the mark: "1.12 %"
	Absent string  // drawn instead of mark and label where there is no number: "no figure"
	Href   string  // the sentence that states the number, relative to the page, or http(s); may be empty
	Title  string  // tooltip and name of the link; by default category, series and label
	Form   Form    // of a line: what the point says
	Broken bool    // of a line: it is not joined with the point before, which is of another basis
}

// Frame is the place a chart is drawn for.
type Frame struct {
	Width, Height int    // in CSS pixels at scale 1; the SVG scales with its box
	Prefix        string // put before every id in the SVG; the chart's ID by default
}

// The rule ids of the problems this package reports.
const (
	RuleMissing = "echarts-missing" // the script of ECharts is not there
	RuleStart   = "echarts-start"   // the script of ECharts does not run
	RuleDef     = "chart-definition"
	RuleDraw    = "chart-draw"
	RuleFit     = "chart-fit" // the kind does not fit the data
)

const maxSeries = 6

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// problem is something wrong with one chart; its place is the chart's id.
func problem(rule, id string, message, hint diag.Text) diag.Problem {
	return diag.Problem{
		Rule: rule, Severity: diag.Error,
		Place:   diag.Place{File: "chart " + id},
		Message: message, Hint: hint,
	}
}

// complaints are what is wrong with a definition.
type complaints struct {
	id   string
	list diag.List
}

func (c *complaints) bad(zh, en string, args ...any) {
	c.list.Add(problem(RuleDef, c.id, diag.Tf(zh, en, args...), diag.Text{}))
}

// misfit says that the kind does not fit the data, and which would.
func (c *complaints) misfit(message, hint diag.Text) {
	c.list.Add(problem(RuleFit, c.id, message, hint))
}

// Check returns everything that keeps the definition from being drawn in the
// frame; the zero list means it can be drawn.
func (d Def) Check(f Frame) diag.List {
	found := &complaints{id: d.ID}
	bad := found.bad
	text := func(where diag.Text, s string) {
		if r, ok := unprintable(s); ok {
			bad("%[1]s含有不能显示的字符 %[3]s", "%[2]s contains a character that cannot be shown: %[3]s", where.ZH, where.EN, r)
		}
	}
	if !idPattern.MatchString(d.ID) {
		bad("图表标识 %q 只能用小写字母、数字和连字符，并以字母开头", "chart id %q must be lower-case letters, digits and hyphens, beginning with a letter", d.ID)
	}
	if f.Prefix != "" && !idPattern.MatchString(f.Prefix) {
		bad("图表前缀 %q 只能用小写字母、数字和连字符，并以字母开头", "chart prefix %q must be lower-case letters, digits and hyphens, beginning with a letter", f.Prefix)
	}
	if f.Width < 160 || f.Height < 60 || f.Width > 4000 || f.Height > 8000 {
		bad("图幅 %d×%d 不在 160×60 与 4000×8000 之间", "frame %d×%d is not between 160×60 and 4000×8000", f.Width, f.Height)
	}
	if d.Kind < 0 || int(d.Kind) >= len(kinds) {
		bad("未知的图表类型 %d", "unknown kind of chart %d", int(d.Kind))
		return found.list
	}
	if strings.TrimSpace(d.Title) == "" {
		bad("图表没有标题", "the chart has no title")
	}
	if d.Kind.Needs() != Links && len(d.Categories) == 0 {
		bad("图表没有类别", "the chart has no categories")
	}
	if n, most := len(d.Series), d.kind().maxSeries(); n == 0 || n > most {
		bad("图表有 %d 个系列，应为 1 至 %d 个", "the chart has %d series, expected 1 to %d", n, most)
	}
	if n := len(d.Totals); n > 0 && (n != len(d.Categories) || d.Kind != Stacked) {
		bad("图表有 %d 个合计，类别有 %d 个；只有叠加的横道才有合计", "the chart has %d totals for %d categories; only stacked bars have any", n, len(d.Categories))
	}
	if len(d.Categories)*len(d.Series) > maxPoints {
		bad("图表的点多于 %d 个", "the chart has more than %d points", maxPoints)
	}
	text(diag.T("标题", "the title"), d.Title)
	text(diag.T("说明", "the description"), d.Desc)
	text(diag.T("单位", "the unit"), d.Unit)
	for i, c := range d.Categories {
		text(diag.Tf("第 %d 个类别", "category %d", i+1), c)
	}
	for i, n := range d.Nodes {
		text(diag.Tf("第 %d 个节点", "node %d", i+1), n.Name+n.Title)
	}
	d.eachHref(func(where diag.Text, href string) {
		text(where, href)
		if !followable(href) {
			bad("%[1]s的链接 %[3]q 既不是相对地址，也不是 http(s) 地址", "%[2]s links to %[3]q, which is neither relative nor http(s)", where.ZH, where.EN, href)
		}
	})
	for i, s := range d.Series {
		text(diag.Tf("第 %d 个系列的名称", "the name of series %d", i+1), s.Name)
		if len(d.Series) > 1 && strings.TrimSpace(s.Name) == "" {
			bad("第 %d 个系列没有名称", "series %d has no name", i+1)
		}
		if len(s.Points) != len(d.Categories) {
			bad("第 %d 个系列有 %d 个点，类别有 %d 个", "series %d has %d points for %d categories", i+1, len(s.Points), len(d.Categories))
		}
		for j, p := range s.Points {
			where := diag.Tf("第 %d 个系列的第 %d 个点", "point %[2]d of series %[1]d", i+1, j+1)
			text(where, p.Label+p.Absent+p.Title)
			switch {
			case p.Absent != "":
			case math.IsNaN(p.Value) || math.IsInf(p.Value, 0) || math.Abs(p.Value) > 1e15:
				bad("%[1]s的数值 %[3]v 不是可以画出的数", "%[2]s has the value %[3]v, which cannot be drawn", where.ZH, where.EN, p.Value)
			case strings.TrimSpace(p.Label) == "" && !d.Kind.Sparse():
				bad("%[1]s没有标注文字", "%[2]s has no label", where.ZH, where.EN)
			}
		}
	}
	for i, s := range d.Series {
		for _, t := range d.Series[:i] {
			if s.Name == t.Name {
				bad("两个系列同名：%q", "two series have the same name: %q", s.Name)
			}
		}
	}
	if len(found.list) == 0 {
		d.kind().check(d, f, found)
	}
	return found.list
}

// eachHref calls f for every link of the chart.
func (d Def) eachHref(f func(where diag.Text, href string)) {
	for i, s := range d.Series {
		for j, p := range s.Points {
			f(diag.Tf("第 %d 个系列的第 %d 个点", "point %[2]d of series %[1]d", i+1, j+1), p.Href)
		}
	}
	for i, n := range d.Nodes {
		f(diag.Tf("第 %d 个节点", "node %d", i+1), n.Href)
	}
	for i, l := range d.Links {
		f(diag.Tf("第 %d 条连线", "link %d", i+1), l.Href)
	}
}

// followable reports whether a link is relative or leads to a web page.
func followable(href string) bool {
	u, err := url.Parse(href)
	return err == nil && (u.Scheme == "" || u.Scheme == "http" || u.Scheme == "https")
}

// unprintable finds what XML cannot carry: control characters, broken UTF-8.
// A line break is allowed.
func unprintable(s string) (string, bool) {
	if !utf8.ValidString(s) {
		return "UTF-8", true
	}
	for _, r := range s {
		if r < 0x20 && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return fmt.Sprintf("U+%04X", r), true
		}
	}
	return "", false
}

// caption is the tooltip and the link's name of a point.
func (d Def) caption(series, i int) string {
	p := d.Series[series].Points[i]
	if p.Title != "" {
		return p.Title
	}
	parts := []string{strings.ReplaceAll(d.Categories[i], "\n", " ")}
	if len(d.Series) > 1 {
		parts = append(parts, d.Series[series].Name)
	}
	label := p.Label
	if p.Absent != "" {
		label = p.Absent
	}
	return strings.Join(append(parts, label), " · ")
}

// point returns the n-th point, counted through all series in order, and
// whether there is one.
func (d Def) point(n int) (series, i int, ok bool) {
	if len(d.Categories) == 0 || n < 0 {
		return 0, 0, false
	}
	series, i = n/len(d.Categories), n%len(d.Categories)
	return series, i, series < len(d.Series) && i < len(d.Series[series].Points)
}
