package page

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/chart"
	"atlas/generator/status"
	"atlas/generator/words"
)

// lineView is an indicator over years in one place.
type lineView struct {
	Who          string
	SVG, Narrow  template.HTML
	Stated, Seen bool // it has figures of the plan, and observed ones
}

// whose are the figures of one place or entity.
type whose struct {
	who     string
	numbers []*atlas.Number
	seen    []*atlas.Observation
}

// byPlace sorts an indicator's figures by whom they are of: those that the plan
// speaks of first, then in the order of the observations.
func (f *frame) byPlace(i *atlas.Indicator) []whose {
	var out []whose
	at := map[string]int{}
	of := func(id, who string) *whose {
		n, ok := at[id]
		if !ok {
			n = len(out)
			at[id] = n
			out = append(out, whose{who: who})
		}
		return &out[n]
	}
	for _, n := range i.Numbers {
		name := f.in(f.atlas().Site.Plan.Title)
		if p := f.atlas().Place(n.Entity); p != nil {
			name = f.in(p.Short)
		} else if n.Entity != "" {
			name = f.wordName("values.entity", n.Entity, "indicators.notheme")
		}
		w := of(n.Entity, name)
		w.numbers = append(w.numbers, n)
	}
	for _, o := range i.Observations {
		id, name := o.Entity, f.in(o.Name)
		if o.Place != nil {
			id, name = o.Place.Slug, f.in(o.Place.Short)
		} else if id == "" {
			id = "\x00" + o.Name.In(0) // neither a place nor an entity of the plan
		}
		w := of(id, name)
		w.seen = append(w.seen, o)
	}
	return out
}

// lines draws an indicator over years for each place of which two years at least
// are known: the plan's own figures filled, its bounds as bounds, the observed ones
// hollow, those of one series joined and of two never.
func (e *Env) lines(f *frame, i *atlas.Indicator) ([]lineView, error) {
	var out []lineView
	for n, w := range mostYears(f.byPlace(i)) {
		d, ok := f.lineDef(i, w, "indicator-"+strconv.Itoa(n+1))
		if !ok {
			continue
		}
		v := lineView{Who: w.who, Stated: len(w.numbers) > 0, Seen: len(w.seen) > 0}
		for _, size := range []struct {
			to     *template.HTML
			width  int
			suffix string
		}{{&v.SVG, chartWide, ""}, {&v.Narrow, chartNarrow, "-n"}} {
			svg, err := e.Draw.Chart(d, chart.Frame{Width: size.width, Height: d.NaturalHeight(size.width), Prefix: d.ID + size.suffix})
			if err != nil {
				return nil, fmt.Errorf("the line of %s: %w", i.ID, err)
			}
			*size.to = template.HTML(relink(svg, f.href))
		}
		out = append(out, v)
	}
	return out, nil
}

// maxPlaces is how many places are drawn over years; the table has all of them.
const maxPlaces = 12

// mostYears keeps those of whom the plan speaks and, as far as there is room, those
// with the most figures, in their order.
func mostYears(all []whose) []whose {
	if len(all) <= maxPlaces {
		return all
	}
	rank := slices.Clone(all)
	slices.SortStableFunc(rank, func(x, y whose) int {
		return cmp.Or(cmp.Compare(min(1, len(y.numbers)), min(1, len(x.numbers))), cmp.Compare(len(y.seen), len(x.seen)))
	})
	kept := map[string]bool{}
	for _, w := range rank[:maxPlaces] {
		kept[w.who] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(w whose) bool { return !kept[w.who] })
}

// maxLines is how many series a line chart tells apart.
const maxLines = 6

// lineDef is the chart of one place's figures; false where there are not two years
// to set beside each other, or more series than can be told apart.
func (f *frame) lineDef(i *atlas.Indicator, w whose, id string) (chart.Def, bool) {
	s := f.env.Layouts.strings[f.lang]
	most := 0.0
	years := map[string]bool{}
	stated := map[string]*atlas.Number{}
	for _, n := range w.numbers {
		at, err := status.ParseInterval(n.Comparator, n.Value)
		if !atlas.IsDate(n.Year) || err != nil || n.Unit != i.Unit || stated[n.Year] != nil || at.Low != at.High && !math.IsInf(at.Low, 0) && !math.IsInf(at.High, 0) {
			continue // a range is no point; it stands in the table
		}
		stated[n.Year], years[n.Year] = n, true
		most = max(most, math.Abs(bound(at)))
	}
	var series []string
	seen := map[string]map[string]*atlas.Observation{}
	for _, o := range w.seen {
		if !atlas.IsDate(o.Year) || o.Unit != i.Unit {
			continue
		}
		k := o.Series()
		if seen[k] == nil {
			seen[k] = map[string]*atlas.Observation{}
			series = append(series, k)
		}
		year := o.Year[:4]
		if seen[k][year] == nil || o.Year == year { // the figure of the whole year before one of a day in it
			seen[k][year], years[year] = o, true
		}
		most = max(most, math.Abs(o.Value))
	}
	if len(years) < 2 || len(series)+min(1, len(stated)) > maxLines {
		return chart.Def{}, false
	}
	scale := words.Scale{Size: 1}
	for _, x := range s.Scales {
		if most >= 2*x.Size && x.From <= most {
			scale = x
			break
		}
	}
	_, unit := s.Parts("", i.Unit)
	d := chart.Def{ID: id, Kind: chart.Line, Title: f.t("indicator.line", f.in(i.Name), w.who), Desc: f.t("chart.desc.table"), Unit: scale.Name}
	if i.Unit == "%" {
		d.Unit = "%"
	} else if unit != "" {
		d.Unit += f.t("unit.space") + unit
	}
	for y := range years {
		d.Categories = append(d.Categories, y)
	}
	slices.Sort(d.Categories)
	short := func(v float64) string { return s.Rounded(v/scale.Size, decimalsOf(v/scale.Size)) + scale.Name }
	if len(stated) > 0 {
		line := chart.Series{Name: f.t("indicator.plan")}
		for _, y := range d.Categories {
			n := stated[y]
			if n == nil {
				line.Points = append(line.Points, chart.Point{Absent: f.t("chart.absent")})
				continue
			}
			at, _ := status.ParseInterval(n.Comparator, n.Value)
			p := chart.Point{Value: bound(at) / scale.Size, Label: f.compared(n.Comparator, short(bound(at))), Form: chart.Stated,
				Title: f.stated(n), Href: f.own(blockPath(n.Block))}
			switch {
			case math.IsInf(at.High, 1):
				p.Form = chart.AtLeast
			case math.IsInf(at.Low, -1):
				p.Form = chart.AtMost
			}
			line.Points = append(line.Points, p)
		}
		d.Series = append(d.Series, line)
	}
	for _, k := range series {
		line := chart.Series{Outlined: true}
		for _, y := range d.Categories {
			o := seen[k][y]
			if o == nil {
				line.Points = append(line.Points, chart.Point{Absent: f.t("chart.absent")})
				continue
			}
			line.Name = f.seriesName(o)
			p := chart.Point{Value: o.Value / scale.Size, Label: f.compared(o.Comparator, short(o.Value)), Form: chart.Measured,
				Title: o.Year + " · " + f.observedWords(o) + " · " + f.in(o.Publication), Href: f.own("data/observations.html#" + o.ID)}
			switch o.Comparator {
			case ">", ">=":
				p.Form = chart.AtLeast
			case "<", "<=":
				p.Form = chart.AtMost
			}
			line.Points = append(line.Points, p)
		}
		for twice := 2; slices.ContainsFunc(d.Series, func(x chart.Series) bool { return x.Name == line.Name }); twice++ {
			line.Name = strings.TrimSuffix(line.Name, " ("+strconv.Itoa(twice-1)+")") + " (" + strconv.Itoa(twice) + ")"
		}
		d.Series = append(d.Series, line)
	}
	return d, true
}

// seriesName is what a series is called beside its line: the name that the vocabulary
// gives its code, or the first words of its basis. The whole basis stands in the
// table.
func (f *frame) seriesName(o *atlas.Observation) string {
	if w := f.atlas().Word("observations.series", o.Series()); w != nil {
		return f.in(w.Name)
	}
	basis := f.in(o.Basis)
	if basis == "" {
		return f.t("indicator.nobasis")
	}
	if i := strings.IndexAny(basis, "；;（("); i > 0 {
		basis = strings.TrimSpace(basis[:i])
	}
	if letters := []rune(basis); len(letters) > mostLetters {
		return string(letters[:mostLetters-1]) + "…"
	}
	return basis
}

// mostLetters is how long the name of a series may be beside a line on a phone.
const mostLetters = 36

// bound is the finite end of an interval, or its value where it is exact.
func bound(i status.Interval) float64 {
	if math.IsInf(i.Low, 0) {
		return i.High
	}
	return i.Low
}

// decimalsOf keeps three figures or so.
func decimalsOf(v float64) int {
	switch v = math.Abs(v); {
	case v >= 100 || v == math.Trunc(v):
		return 0
	case v >= 10:
		return 1
	}
	return 2
}
