package page

import (
	"html/template"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/status"
)

// indicatorsPage is the overview of the indicators, within a language's folder.
const indicatorsPage = "indicators/index.html"

// indicatorPage is the page of an indicator, within a language's folder.
func indicatorPage(i *atlas.Indicator) string { return "indicators/" + i.ID + ".html" }

// shownIndicators are the indicators that have pages: those of the table, and not
// those that only the vocabulary names.
func (e *Env) shownIndicators() []*atlas.Indicator {
	if e.Atlas.Table("indicators") == nil {
		return nil
	}
	return e.Atlas.Indicators
}

type indicatorsView struct {
	frame
	Lead   string
	AsOf   string
	Tally  []statusCount // how many goals have which status
	Themes []indicatorTheme
	Status string // the table of statuses as a file
}

type statusCount struct {
	Status, Name string
	Count        int
}

type indicatorTheme struct {
	Name string
	Rows []indicatorRow
}

// indicatorRow is an indicator in the overview.
type indicatorRow struct {
	Name, Href string
	Goals      []goalView
	Stated     string // what the plan states where it wants nothing of it
	Count      int    // of observations
}

// goalView is what the plan wants of an indicator and what can be said of it.
type goalView struct {
	ID         string
	Who        string // the place or entity; "" for the whole area where that is all there is
	Wanted     string // "at least 3% by 2035"
	Status     string // a class: "on-course"
	StatusName string
	Sentence   string
	Arithmetic string // the formula with its figures; "" where none was worked out
	Change     string // what would change the verdict
	At         link   // the sentence that wants it
}

// indicatorIndex is the overview: every indicator with what is wanted of it and
// what is known.
func (e *Env) indicatorIndex(lang int) ([]byte, error) {
	a := e.Atlas
	v := indicatorsView{frame: e.newFrame(lang, indicatorsPage, "indicators", "", "")}
	f := &v.frame
	v.Title = v.t("indicators.title")
	v.Crumbs = []crumb{{v.t("targets.title"), v.href(v.own("targets.html"))}}
	v.AsOf = f.asOf()
	v.Status = v.href("data/status.csv")
	goals := a.Goals()
	v.Lead = v.t("indicators.lead", len(e.shownIndicators()), len(goals))
	v.Description = v.Lead
	for _, s := range []status.Status{status.Reached, status.OnCourse, status.Behind, status.MovingAway, status.Missed, status.NoData, status.CannotBeJudged} {
		n := 0
		for _, g := range goals {
			if g.Verdict.Status == s {
				n++
			}
		}
		if n > 0 {
			v.Tally = append(v.Tally, statusCount{s.String(), f.t("status." + s.String()), n})
		}
	}
	theme := func(i *atlas.Indicator) string { return i.Theme }
	for _, id := range orderOf(a, "targets.theme", e.shownIndicators(), theme) {
		t := indicatorTheme{Name: f.wordName("targets.theme", id, "indicators.notheme")}
		for _, i := range e.shownIndicators() {
			if i.Theme == id {
				t.Rows = append(t.Rows, f.indicatorRow(i))
			}
		}
		v.Themes = append(v.Themes, t)
	}
	return e.finish(lang, "indicators", v)
}

func (f *frame) indicatorRow(i *atlas.Indicator) indicatorRow {
	r := indicatorRow{Name: f.in(i.Name), Href: f.href(f.own(indicatorPage(i))), Count: len(i.Observations)}
	for _, g := range f.atlas().GoalsOf(i) {
		r.Goals = append(r.Goals, f.goal(g))
	}
	if len(r.Goals) == 0 && len(i.Numbers) > 0 {
		r.Stated = f.stated(i.Numbers[0])
	}
	return r
}

// stated is a figure of the plan in words: "more than 3% in 2016".
func (f *frame) stated(n *atlas.Number) string {
	s := f.env.Layouts.strings[f.lang]
	value := f.compared(n.Comparator, s.Quantity(n.Value, n.Unit))
	if n.Year == "" {
		return value
	}
	return f.t("figure.of", value, n.Year)
}

// observedWords is an observation in words, with what is known of it only as a
// bound said to be one.
func (f *frame) observedWords(o *atlas.Observation) string {
	return f.compared(o.Comparator, f.env.Layouts.strings[f.lang].Quantity(o.Row.Get("value").Value, o.Unit))
}

// wanted is what a goal wants, with its year where it has one.
func (f *frame) wanted(n *atlas.Number) string {
	s := f.env.Layouts.strings[f.lang]
	value := f.compared(n.Comparator, s.Quantity(n.Value, n.Unit))
	if n.Year == "" {
		return value
	}
	return f.t("goal.by", value, n.Year)
}

// asOf says what counts as today; "" where nothing does.
func (f *frame) asOf() string {
	if day := f.atlas().AsOf(); day != "" {
		return f.t("asof", day)
	}
	return ""
}

func (f *frame) entityName(g *atlas.Goal) string {
	if g.Place != nil {
		return f.in(g.Place.Short)
	}
	if g.Entity == "" {
		return ""
	}
	return f.wordName("values.entity", g.Entity, "indicators.notheme")
}

func (f *frame) goal(g *atlas.Goal) goalView {
	s := g.Verdict.Status.String()
	v := goalView{ID: g.Number.ID, Who: f.entityName(g), Wanted: f.wanted(g.Number), Status: s, StatusName: f.t("status." + s),
		Sentence: f.verdict(g), Arithmetic: f.arithmetic(g), At: f.blockLink(g.Number.Block)}
	switch {
	case g.Verdict.Reason == status.NoDirection:
		v.Change = f.t("change.direction")
	case g.Course.Year != 0 && g.Course.Today >= g.Course.Year && g.Verdict.Status != status.Reached:
		v.Change = f.t("change.due", g.Number.Year)
	case g.Verdict.Status == status.NoData || g.Verdict.Reason == status.OtherBasis || g.Verdict.Reason == status.OnlyBound:
		v.Change = f.t("change.figure")
	default:
		v.Change = f.t("change.newer")
	}
	return v
}

// verdict says why a goal has its status, with the figures and years that were
// used.
func (f *frame) verdict(g *atlas.Goal) string {
	observed, year, from := "", "", ""
	if o := g.Observed(); o != nil {
		observed, year = f.observedWords(o), o.Year
	}
	if g.Baseline != nil {
		from = f.stated(g.Baseline)
	}
	key := "why." + g.Verdict.Status.String()
	switch g.Verdict.Status {
	case status.NoData, status.CannotBeJudged:
		key = "why." + g.Verdict.Reason.String()
	case status.Reached, status.OnCourse:
		if g.Verdict.Reason != status.None {
			key += "." + g.Verdict.Reason.String()
		}
	case status.MovingAway:
		if !g.Verdict.HasRatio {
			key += ".left"
		}
	}
	pace := ""
	if g.Verdict.HasRatio {
		pace = f.env.Layouts.strings[f.lang].Rounded(100*g.Verdict.Ratio, 0) + "%"
	}
	return f.t(key, observed, year, f.wanted(g.Number), g.Number.Year, pace, from)
}

// arithmetic is the formula of the pace with the figures put in.
func (f *frame) arithmetic(g *atlas.Goal) string {
	o := g.Observed()
	if !g.Verdict.HasRatio || o == nil || g.Baseline == nil || g.Course.Target.Low != g.Course.Target.High && g.Indicator.Direction == status.Within {
		return ""
	}
	s := f.env.Layouts.strings[f.lang]
	v := func(value string) string {
		text := s.Group(value)
		if strings.HasPrefix(value, "-") {
			return "(" + text + ")"
		}
		return text
	}
	return "((" + v(o.Row.Get("value").Value) + " − " + v(g.Baseline.Value) + ") ÷ (" + o.Year + " − " + g.Baseline.Year + ")) ÷ ((" +
		v(g.Number.Value) + " − " + v(g.Baseline.Value) + ") ÷ (" + g.Number.Year + " − " + g.Baseline.Year + ")) = " + s.Rounded(g.Verdict.Ratio, 2)
}

type indicatorView struct {
	frame
	Lead      string
	AsOf      string
	Terms     []fact
	Goals     []goalView
	Method    string
	Stated    []statedRow
	Observed  []observedGroup
	Lines     []lineView
	Note      template.HTML
	Downloads []download
}

// statedRow is a figure of the plan.
type statedRow struct {
	Role, Who string
	numberCard
}

// observedGroup is what was observed of one place, series by series: figures of
// two series are not to be joined.
type observedGroup struct {
	Who, Href string
	Series    []observedSeries
}

type observedSeries struct {
	Name       string
	Comparable bool // counts what the plan's figures count
	Rows       []observedRow
}

type observedRow struct {
	Year, Value, Basis, Publication, Confidence, Href string
}

// indicator is the page of one indicator: what the plan states and wants, what was
// observed since, and what can be said of it.
func (e *Env) indicator(lang int, i *atlas.Indicator) ([]byte, error) {
	v := indicatorView{frame: e.newFrame(lang, indicatorPage(i), "indicator", "", "")}
	f := &v.frame
	v.Title = f.in(i.Name)
	v.Crumbs = []crumb{{v.t("targets.title"), v.href(v.own("targets.html"))}, {v.t("indicators.title"), v.href(v.own(indicatorsPage))}}
	v.AsOf = f.asOf()
	for _, g := range f.atlas().GoalsOf(i) {
		v.Goals = append(v.Goals, f.goal(g))
		if g.Verdict.HasRatio {
			least := e.Atlas.Site.OnCourse
			if least == 0 {
				least = status.DefaultOnCourse
			}
			v.Method = f.t("indicator.method", f.env.Layouts.strings[lang].Rounded(100*least, 0)+"%")
		}
	}
	v.Lead = f.indicatorLead(i, v.Goals)
	v.Description = v.Title + f.t("colon") + v.Lead
	v.Terms = f.indicatorTerms(i)
	for _, n := range i.Numbers {
		row := statedRow{Role: f.wordName("values.kind", n.Kind, "indicators.notheme"), numberCard: f.numberCard(n)}
		if p := e.Atlas.Place(n.Entity); p != nil {
			row.Who = f.in(p.Short)
		} else if n.Entity != "" {
			row.Who = f.wordName("values.entity", n.Entity, "indicators.notheme")
		}
		v.Stated = append(v.Stated, row)
	}
	v.Observed = f.observedGroups(i)
	var err error
	if v.Lines, err = e.lines(f, i); err != nil {
		return nil, err
	}
	v.Note = f.remark(f.in(i.Note))
	v.Downloads = []download{{"values.csv", f.href("data/values.csv")}, {"observations.csv", f.href("data/observations.csv")}, {"status.csv", f.href("data/status.csv")}}
	return e.finish(lang, "indicator", v)
}

// indicatorLead answers in one sentence: the verdict where there is one goal, how
// many there are where there are more, or that the plan wants nothing of it.
func (f *frame) indicatorLead(i *atlas.Indicator, goals []goalView) string {
	switch {
	case len(goals) == 1:
		return f.t("indicator.one", goals[0].Wanted, goals[0].StatusName)
	case len(goals) > 1:
		return f.t("indicator.many", len(goals))
	case len(i.Numbers) > 0:
		return f.t("indicator.stated", f.stated(i.Numbers[0]))
	}
	return f.t("indicator.silent")
}

func (f *frame) indicatorTerms(i *atlas.Indicator) []fact {
	var out []fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, fact{Term: f.t(key), Value: value})
		}
	}
	word := func(column, value string) string {
		if value == "" {
			return ""
		}
		return f.wordName(column, value, "indicators.notheme")
	}
	add("indicator.theme", word("targets.theme", i.Theme))
	add("indicator.level", word("indicators.level", i.Level))
	add("indicator.nature", word("indicators.nature", i.Nature))
	add("indicator.direction", word("indicators.direction", i.Row.Get("direction").Value))
	return out
}

// observedGroups sorts the observations by place and series, in the order of the
// table, within a series by year.
func (f *frame) observedGroups(i *atlas.Indicator) []observedGroup {
	var out []observedGroup
	type key struct{ who, series string }
	at := map[key]int{}
	groups := map[string]int{}
	for _, o := range i.Observations {
		who, href := f.in(o.Name), ""
		if o.Place != nil {
			who = f.in(o.Place.Short)
			if o.Place.HasPage() {
				href = f.href(f.own(placePage(o.Place)))
			}
		}
		g, ok := groups[who]
		if !ok {
			g = len(out)
			groups[who] = g
			out = append(out, observedGroup{Who: who, Href: href})
		}
		k := key{who, o.Series()}
		s, ok := at[k]
		if !ok {
			s = len(out[g].Series)
			at[k] = s
			out[g].Series = append(out[g].Series, observedSeries{Name: f.seriesName(o), Comparable: o.Series() == i.Basis})
		}
		out[g].Series[s].Rows = append(out[g].Series[s].Rows, observedRow{Year: o.Year, Value: f.observedWords(o), Basis: f.in(o.Basis),
			Publication: f.in(o.Publication), Confidence: f.wordName("observations.confidence", o.Confidence, "indicators.notheme"),
			Href: f.href(f.own("data/observations.html#" + o.ID))})
	}
	for g := range out {
		for s := range out[g].Series {
			slices.SortStableFunc(out[g].Series[s].Rows, func(x, y observedRow) int { return strings.Compare(x.Year, y.Year) })
		}
	}
	return out
}

// statusCSV is what can be said of each goal, as data.
func (e *Env) statusCSV() ([]byte, error) {
	rows := [][]string{atlas.StatusColumns}
	for _, r := range e.Atlas.StatusRows() {
		rows = append(rows, r.Cells())
	}
	return csvBytes(rows)
}
