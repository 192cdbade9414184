package page

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/words"
)

type compareView struct {
	frame
	Columns []compareColumn
	Groups  []compareGroup
	Width   int // of the table, in columns
	Sources []sourceView
	Count   int
}

// sourceView is a source of the table's figures, by its number from 1.
type sourceView struct {
	N    int
	Text string
}

type compareColumn struct {
	Title  string
	Number bool
}

// compareGroup is the places of a rank.
type compareGroup struct {
	Title string
	Rows  []compareRow
}

type compareRow struct {
	Slug  string
	Place placeItem
	Cells []compareCell
}

// compareCell is a figure of a place. Full is what it is made of, shown where
// few places stand side by side; Source is the number of its source, from 1.
type compareCell struct {
	Text   string
	Href   string
	Full   []string
	Source int
	Number bool
	Head   string
}

// compare sets all places side by side. The script turns the table into a
// comparison of two or three.
func (e *Env) compare(lang int) ([]byte, error) {
	v := compareView{frame: e.newFrame(lang, "compare.html", "compare", "", "")}
	v.Title = v.t("compare.title")
	v.Description = v.t("compare.description", v.in(e.Atlas.Site.Plan.Title))
	v.Crumbs = []crumb{{v.t("places.title"), v.href(v.own("places/index.html"))}}
	indicators := e.comparable()
	column := func(title string, number bool) { v.Columns = append(v.Columns, compareColumn{title, number}) }
	column(v.t("place.parent"), false)
	for _, i := range indicators {
		column(v.measured(i), true)
	}
	for _, key := range []string{"compare.area", "compare.mentions", "compare.roles", "compare.targets", "compare.projects"} {
		column(v.t(key), true)
	}
	v.Width = len(v.Columns) + 1
	for _, r := range e.Atlas.Site.Ranks {
		list := e.derived.byRank[r.ID]
		if len(list) == 0 {
			continue
		}
		g := compareGroup{Title: v.in(r.Names)}
		for _, p := range list {
			g.Rows = append(g.Rows, v.row(p, indicators))
			v.Count++
		}
		v.Groups = append(v.Groups, g)
	}
	return e.finish(lang, "compare", v)
}

// yearly is an indicator and the year in which places are compared by it.
type yearly struct{ indicator, year string }

// comparable lists the indicators of which at least a few places have a figure of
// one year.
func (e *Env) comparable() []yearly {
	var places []*atlas.Place
	for _, p := range e.Atlas.Places {
		if p.HasPage() {
			places = append(places, p)
		}
	}
	var out []yearly
	for _, indicator := range e.derived.indicators {
		year, n := e.derived.commonYear(places, indicator, nil), 0
		for _, p := range places {
			if e.derived.of(p, indicator, year) != nil {
				n++
			}
		}
		if indicator != areaIndicator && n >= fewPeers {
			out = append(out, yearly{indicator, year})
		}
	}
	return out
}

// measured is the head of an indicator's column: its name, year and unit, so that
// the figures below can be compared digit by digit.
func (v *compareView) measured(y yearly) string {
	name := v.t("rank.title", v.indicatorName(y.indicator), y.year)
	for _, p := range v.atlas().Places {
		if o := v.env.derived.of(p, y.indicator, y.year); o != nil && o.Unit != "%" {
			_, unit := v.env.Layouts.strings[v.lang].Parts("", o.Unit)
			return v.t("compare.measured", name, unit)
		}
	}
	return name
}

func (v *compareView) row(p *atlas.Place, indicators []yearly) compareRow {
	s := v.env.Layouts.strings[v.lang]
	told := v.atlas().Told(p)
	row := compareRow{Slug: p.Slug, Place: v.placeItem(p)}
	add := func(c compareCell) {
		col := v.Columns[len(row.Cells)]
		c.Head, c.Number = col.Title, col.Number
		row.Cells = append(row.Cells, c)
	}
	parent := compareCell{}
	if p.Parent != nil {
		it := v.placeItem(p.Parent)
		parent.Text, parent.Href = v.in(p.Parent.Short), it.Href
	}
	add(parent)
	for _, i := range indicators {
		c := compareCell{}
		if o := v.env.derived.of(p, i.indicator, i.year); o != nil {
			c.Text, c.Source = s.Group(words.Decimal(o.Value)), v.source(o)
			if o.Unit == "%" {
				c.Text = s.Quantity(o.Row.Get("value").Value, o.Unit)
			}
		}
		add(c)
	}
	area := compareCell{}
	if p.AreaMap > 0 {
		area.Text = s.Rounded(p.AreaMap, 0)
	}
	add(area)
	page := row.Place.Href
	count := func(n int, anchor string, full []string) {
		c := compareCell{Text: strconv.Itoa(n), Full: full}
		if n > 0 {
			c.Href = page + anchor
		}
		add(c)
	}
	count(row.Place.Count, "#mentions", nil)
	var roles []string
	for _, r := range told.Roles {
		if r.Concept.ID != v.site().Area {
			roles = append(roles, v.in(r.Concept.Name))
		}
	}
	count(len(roles), "#roles", roles)
	count(len(told.Targets), "#targets", tallied(&v.frame, themeColumn, told.Targets, themeOf))
	count(len(told.Projects), "#projects", tallied(&v.frame, typeColumn, told.Projects, typeOf))
	return row
}

// tallied counts rows by the words of a column: "Railways 4", the most first.
func tallied[T any](f *frame, column string, list []T, code func(T) string) []string {
	count := map[string]int{}
	for _, x := range list {
		count[code(x)]++
	}
	codes := orderOf(f.atlas(), column, list, code)
	slices.SortStableFunc(codes, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	var out []string
	for _, c := range codes {
		out = append(out, f.word(column, c)+" "+strconv.Itoa(count[c]))
	}
	return out
}

// source is the number of an observation's source in the list below the table.
func (v *compareView) source(o *atlas.Observation) int {
	parts := []string{v.in(o.Publication)}
	if b := v.in(o.Basis); b != "" {
		parts = append(parts, b)
	}
	said := strings.Join(parts, v.t("list.aside"))
	i := slices.IndexFunc(v.Sources, func(s sourceView) bool { return s.Text == said })
	if i < 0 {
		i = len(v.Sources)
		v.Sources = append(v.Sources, sourceView{i + 1, said})
	}
	return i + 1
}

// Note is the mark of the cell's source.
func (c compareCell) Note() template.HTML {
	if c.Source == 0 {
		return ""
	}
	n := strconv.Itoa(c.Source)
	return template.HTML(`<sup><a href="#source-` + n + `">` + n + `</a></sup>`)
}
