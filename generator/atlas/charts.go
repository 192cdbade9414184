package atlas

import (
	"slices"
	"strings"

	"atlas/generator/chart"
	"atlas/generator/diag"
	"atlas/generator/source"
)

// Chart is a chart of the atlas, as data/charts.yaml describes it. It has no
// number of its own: its numbers are rows of the table of values (Numbers), of
// the observations (Measured), or counted (Count, Tiers, Network). Exactly one
// of these is set.
type Chart struct {
	ID       string
	Kind     chart.Kind
	Pages    []string  // where it stands: some of ChartPages
	Title    Localized // says the finding; "{top.name}" and the like are filled in from the data
	Unit     Localized // on the axis
	Source   Localized
	Note     Localized // what has to be known to read it
	Numbers  []*Number
	Labels   []Localized // of the numbers, in their order
	Count    *Count
	Measured *Measured
	Tiers    []Tier
	Network  []HubGroup
	Holds    []string // what must be so for the title to be true: "value:a >= value:b"
	Place    diag.Place
}

// Count tells what is counted, by what, and by what else.
type Count struct {
	Of    string   // one of CountsOf
	By    string   // the rows
	And   string   // the columns; "" for none
	Ranks []string // of the places that are counted for, if By is "place"
	// Themes gives the types of projects that go by another name than the theme
	// under which they count; for claims, which are targets and projects together.
	Themes map[string]string
}

// Theme is the theme under which a type of projects counts.
func (n *Count) Theme(kind string) string {
	if t, ok := n.Themes[kind]; ok {
		return t
	}
	return kind
}

// Measured tells which observations are shown: one row a place.
type Measured struct {
	Indicator string
	Years     []string // the columns
	Ranks     []string // of the places
	Basis     []string // where a place has several for the year: the basis (in the first language) that is taken, the first first
}

// Tier is a row of a chart of tiers: how many members a concept has.
type Tier struct {
	Concept *Concept
	Label   Localized
}

// HubGroup is a series of a network: concepts of one kind, each with its members.
type HubGroup struct {
	Name Localized
	Hubs []Tier
}

// The words that a chart's description may use.
var (
	ChartPages = []string{"targets", "projects", "data", "places", "plan"}
	// CountsOf lists what can be counted, with what it can be counted by.
	CountsOf = map[string][]string{
		"targets":  {"theme", "horizon", "chapter", "place"},
		"projects": {"type", "stage", "chapter", "place"},
		"mentions": {"place", "chapter"},
		"claims":   {"place", "theme", "chapter"},
		"blocks":   {"chapter", "kind"},
	}
)

type chartYAML struct {
	ID     source.Value[string]   `yaml:"id"`
	Kind   source.Value[string]   `yaml:"kind"`
	Pages  []source.Value[string] `yaml:"pages"`
	Title  perLanguage            `yaml:"title"`
	Unit   perLanguage            `yaml:"unit"`
	Source perLanguage            `yaml:"source"`
	Note   perLanguage            `yaml:"note"`
	Holds  []string               `yaml:"holds"`
	Values []struct {
		ID    source.Value[string] `yaml:"id"`
		Label perLanguage          `yaml:"label"`
	} `yaml:"values"`
	Count struct {
		Of     source.Value[string]   `yaml:"of"`
		By     source.Value[string]   `yaml:"by"`
		And    source.Value[string]   `yaml:"and"`
		Ranks  []source.Value[string] `yaml:"ranks"`
		Themes []struct {
			Theme source.Value[string]   `yaml:"theme"`
			Types []source.Value[string] `yaml:"types"`
		} `yaml:"themes"`
	} `yaml:"count"`
	Observations struct {
		Indicator source.Value[string]   `yaml:"indicator"`
		Years     []string               `yaml:"years"`
		Ranks     []source.Value[string] `yaml:"ranks"`
		Basis     []string               `yaml:"basis"`
	} `yaml:"observations"`
	Tiers   []tierYAML `yaml:"tiers"`
	Network []struct {
		Name perLanguage `yaml:"name"`
		Hubs []tierYAML  `yaml:"hubs"`
	} `yaml:"network"`
}

type tierYAML struct {
	Concept source.Value[string] `yaml:"concept"`
	Label   perLanguage          `yaml:"label"`
}

type chartsYAML struct {
	Charts []chartYAML `yaml:"charts"`
}

const chartsPath = "data/charts.yaml"

func (b *builder) readCharts() {
	y := decode[chartsYAML](b, chartsPath)
	if y == nil {
		return
	}
	a := b.atlas
	for _, c := range y.Charts {
		out := &Chart{ID: c.ID.V, Title: a.localized(c.Title), Unit: a.localized(c.Unit),
			Source: a.localized(c.Source), Note: a.localized(c.Note), Holds: c.Holds, Place: c.ID.Place()}
		if out.ID == "" || a.charts[out.ID] != nil || a.maps[out.ID] != nil { // maps and charts share their addresses
			b.problems.Add(diag.Problem{Rule: "chart-id", Place: c.ID.Place(),
				Message: diag.Tf("图表的标识 %q 是空的或已经用过", "the chart’s id %q is empty or taken", out.ID),
				Hint:    diag.T("每张图表各有一个标识，也不与地图同名", "each chart has an id of its own, which is no map’s either")})
			continue
		}
		kind, known := chart.Named(b.oneOf("chart-kind", c.Kind, "kind", chart.Names()))
		if out.Kind = kind; !known && len(c.Network) > 0 {
			out.Kind = chart.Network // one message is enough
		}
		for _, p := range c.Pages {
			out.Pages = append(out.Pages, b.oneOf("chart-page", p, "pages", ChartPages))
		}
		b.chartValues(out, c)
		b.chartCount(out, c)
		b.chartMeasured(out, c)
		out.Tiers = b.chartTiers(c.Tiers)
		for _, g := range c.Network {
			out.Network = append(out.Network, HubGroup{Name: a.localized(g.Name), Hubs: b.chartTiers(g.Hubs)})
		}
		if n := sources(c); n != 1 {
			b.problems.Add(diag.Problem{Rule: "chart-data", Place: c.ID.Place(),
				Message: diag.Tf("图表 %s 应恰有一种数据，现有 %d 种", "the chart %s has %d kinds of data where it should have one", out.ID, n),
				Hint:    diag.T("写 values、count、observations、tiers、network 五者之一", "give one of values, count, observations, tiers and network")})
			continue
		}
		if (len(c.Network) > 0) != (out.Kind.Needs() == chart.Links) {
			b.problems.Add(diag.Problem{Rule: "chart-data", Place: c.Kind.Place(),
				Message: diag.Tf("图表 %s 的类型与数据不合：network 的数据画成 network，别的不能", "the kind of the chart %s does not fit its data: a network is drawn of network, and nothing else is", out.ID),
				Hint:    diag.T("改写 kind，或改写数据", "change kind, or the data")})
			continue
		}
		if out.Kind.Needs() == chart.Years && out.Measured == nil {
			b.problems.Add(diag.Problem{Rule: "chart-data", Place: c.Kind.Place(),
				Message: diag.Tf("图表 %[1]s 的类型与数据不合：%[2]s 画的是各年的 observations", "the kind of the chart %s does not fit its data: a %s is drawn of observations over years", out.ID, out.Kind),
				Hint:    diag.T("写 observations 及其 years，或改写 kind", "give observations with their years, or another kind")})
			continue
		}
		a.Charts = append(a.Charts, out)
		a.charts[out.ID] = out
	}
}

// sources counts the kinds of data that a chart's description names.
func sources(c chartYAML) int {
	n := 0
	for _, has := range []bool{len(c.Values) > 0, c.Count.Of.V != "", c.Observations.Indicator.V != "", len(c.Tiers) > 0, len(c.Network) > 0} {
		if has {
			n++
		}
	}
	return n
}

// oneOf returns the value where it is allowed, and reports it otherwise.
func (b *builder) oneOf(rule string, v source.Value[string], key string, allowed []string) string {
	if !slices.Contains(allowed, v.V) {
		hint := diag.DidYouMean(v.V, allowed)
		if hint.IsZero() {
			hint = diag.Tf("可用：%s", "there are: %s", strings.Join(allowed, ", "))
		}
		b.problems.Add(diag.Problem{Rule: rule, Place: v.Place(),
			Message: diag.Tf("%[2]s 不能是 %[1]q", "%q cannot stand for %s", v.V, key), Hint: hint})
	}
	return v.V
}

func (b *builder) chartValues(out *Chart, c chartYAML) {
	a := b.atlas
	for _, v := range c.Values {
		n := a.numbers[v.ID.V]
		if n == nil && b.damaged("values", v.ID.V) {
			continue // the table or the row is reported
		}
		if n == nil {
			var ids []string
			for _, n := range a.Numbers {
				ids = append(ids, n.ID)
			}
			b.problems.Add(diag.Problem{Rule: "chart-value", Place: v.ID.Place(),
				Message: diag.Tf("values 表中没有 %q", "the table of values has no row %q", v.ID.V),
				Hint:    diag.DidYouMean(v.ID.V, ids)})
			continue
		}
		label := a.localized(v.Label)
		if label.IsZero() {
			label = n.Indicator
		}
		out.Numbers = append(out.Numbers, n)
		out.Labels = append(out.Labels, label)
	}
}

func (b *builder) chartCount(out *Chart, c chartYAML) {
	if c.Count.Of.V == "" {
		return
	}
	var of []string
	for k := range CountsOf {
		of = append(of, k)
	}
	slices.Sort(of)
	n := &Count{Of: b.oneOf("chart-count", c.Count.Of, "of", of)}
	if by := CountsOf[n.Of]; by != nil {
		n.By = b.oneOf("chart-count", c.Count.By, "by", by)
		if c.Count.And.V != "" {
			n.And = b.oneOf("chart-count", c.Count.And, "and", by)
		}
	}
	n.Ranks = b.ranks(c.Count.Ranks)
	b.chartThemes(n, c)
	out.Count = n
}

// chartThemes reads under which themes the types of projects count, and reports
// the types that are left without one.
func (b *builder) chartThemes(n *Count, c chartYAML) {
	themes, types := values(b.atlas.Words("targets.theme")), values(b.atlas.Words("projects.type"))
	n.Themes = map[string]string{}
	wrong := len(b.problems)
	for _, row := range c.Count.Themes {
		theme := b.oneOf("chart-theme", row.Theme, "theme", themes)
		for _, t := range row.Types {
			n.Themes[b.oneOf("chart-theme", t, "types", types)] = theme
		}
	}
	if n.Of != "claims" || len(b.problems) > wrong || (n.By != "theme" && n.And != "theme") {
		return
	}
	for _, t := range types {
		if !slices.Contains(themes, n.Theme(t)) {
			b.problems.Add(diag.Problem{Rule: "chart-theme", Place: c.Count.Of.Place(),
				Message: diag.Tf("没有写明工程类型 %q 归入哪个主题", "the type of projects %q has no theme to count under", t),
				Hint:    diag.T("在 themes 下把它列入一个主题", "list it under one of the themes")})
		}
	}
}

// values are the values of words.
func values(words []*Word) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.Value)
	}
	return out
}

func (b *builder) chartMeasured(out *Chart, c chartYAML) {
	if c.Observations.Indicator.V == "" {
		return
	}
	var indicators []string
	for _, o := range b.atlas.Observations {
		if !slices.Contains(indicators, o.Indicator) {
			indicators = append(indicators, o.Indicator)
		}
	}
	if t := b.atlas.tables["observations"]; t != nil && t.Incomplete() {
		indicators = append(indicators, c.Observations.Indicator.V) // it may be in what cannot be read
	}
	out.Measured = &Measured{Indicator: b.oneOf("chart-observations", c.Observations.Indicator, "indicator", indicators),
		Years: c.Observations.Years, Ranks: b.ranks(c.Observations.Ranks), Basis: c.Observations.Basis}
}

func (b *builder) ranks(list []source.Value[string]) []string {
	var known, out []string
	for _, r := range b.atlas.Site.Ranks {
		known = append(known, r.ID)
	}
	for _, r := range list {
		out = append(out, b.oneOf("chart-rank", r, "ranks", known))
	}
	return out
}

func (b *builder) chartTiers(list []tierYAML) []Tier {
	var ids []string
	for _, k := range b.atlas.Concepts {
		ids = append(ids, k.ID)
	}
	var out []Tier
	for _, t := range list {
		if !slices.Contains(ids, t.Concept.V) && b.damaged("concepts", t.Concept.V) {
			continue // the table or the row is reported
		}
		i := slices.Index(ids, b.oneOf("chart-concept", t.Concept, "concept", ids))
		if i < 0 {
			continue
		}
		k := b.atlas.Concepts[i]
		label := b.atlas.localized(t.Label)
		if label.IsZero() {
			label = k.Name
		}
		out = append(out, Tier{Concept: k, Label: label})
	}
	return out
}
