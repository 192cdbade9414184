package atlas

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/source"
	"atlas/generator/status"
)

// Indicator is a quantity that the plan states or steers and that is observed
// afterwards: a row of the table "indicators". Rows of "values" point to it by
// their column measure, rows of "observations" by their column indicator.
type Indicator struct {
	ID        string
	Name      Localized
	Unit      string
	Theme     string
	Level     string // of what it is measured: "area", "city" …, as the vocabulary names it
	Nature    string // binding, anticipated, commitment; "" where the plan does not say
	Direction status.Direction
	// Basis is the basis of observations that counts what the plan's figures count;
	// "" for observations without one.
	Basis string
	// Additive says that the figures of parts may be summed into the whole's.
	Additive bool
	Forms    []string // what else the rows of "values" call it in the first language
	Block    *Block   // where the plan states it; nil where the rows of values say so
	Quote    string
	Note     Localized
	Row      source.Row

	Numbers      []*Number      // of the plan, in the order of the table
	Observations []*Observation // likewise
}

// Indicator finds an indicator by its id; nil where there is none.
func (a *Atlas) Indicator(id string) *Indicator { return a.indicators[id] }

// readIndicators reads the table of indicators and gathers what is measured of
// each. A site without the table has those that the vocabulary names for its
// observations.
func (b *builder) readIndicators() {
	a := b.atlas
	a.indicators = map[string]*Indicator{}
	add := func(i *Indicator) {
		if i.ID != "" && a.indicators[i.ID] == nil {
			a.indicators[i.ID] = i
			a.Indicators = append(a.Indicators, i)
		}
	}
	b.each("indicators", func(r source.Row) {
		i := &Indicator{ID: r.Get("id").Value, Name: a.Text(r, "name"), Unit: r.Get("unit").Value, Theme: r.Get("theme").Value,
			Level: r.Get("level").Value, Nature: r.Get("nature").Value, Basis: r.Get("basis").Value, Additive: r.Get("additive").Value == "true",
			Block: a.Block(r.Get("block").Value), Quote: r.Get("quote").Value, Note: a.Text(r, "note"), Row: r}
		i.Direction, _ = status.ParseDirection(r.Get("direction").Value) // other words are reported with the table
		for _, f := range r.Get("forms").List() {
			if f.Value != "" {
				i.Forms = append(i.Forms, f.Value)
			}
		}
		add(i)
	})
	for _, w := range a.Words("observations.indicator") {
		add(&Indicator{ID: w.Value, Name: w.Name, Forms: w.Forms, Note: w.Note, Row: w.Row})
	}
	for _, n := range a.Numbers {
		if i := a.indicators[n.Measure]; i != nil {
			i.Numbers = append(i.Numbers, n)
		}
	}
	for _, o := range a.Observations {
		if i := a.indicators[o.Indicator]; i != nil {
			i.Observations = append(i.Observations, o)
		}
	}
}

// Names reports whether the words are what the indicator is called in the first
// language.
func (i *Indicator) Names(words string) bool {
	return words != "" && (i.Name.In(0) == words || slices.Contains(i.Forms, words))
}

// Goal is what the plan wants of an indicator in a place by a year, and all that
// can be said of it.
type Goal struct {
	Indicator *Indicator
	Entity    string  // as in the table of values: a place's slug, "area" …
	Place     *Place  // nil where the entity is no place
	Number    *Number // the milestone, target or limit
	Baseline  *Number // nil where the plan gives none with a year
	Course    status.Course
	Verdict   status.Verdict
}

// Observed is the observation that the goal was judged by; nil where none was.
func (g *Goal) Observed() *Observation {
	if g.Verdict.Observed == nil {
		return nil
	}
	for _, o := range g.Indicator.Observations {
		if o.ID == g.Verdict.Observed.ID {
			return o
		}
	}
	return nil
}

// Goals are the milestones, targets and limits of all indicators with what can be
// said of each: in the order of the indicators, then of the table of values.
func (a *Atlas) Goals() []*Goal {
	var out []*Goal
	for _, i := range a.Indicators {
		out = append(out, a.goals(i)...)
	}
	return out
}

// GoalsOf are the goals of one indicator.
func (a *Atlas) GoalsOf(i *Indicator) []*Goal { return a.goals(i) }

func (a *Atlas) goals(i *Indicator) []*Goal {
	var out []*Goal
	for _, n := range i.Numbers {
		if !n.IsGoal() {
			continue
		}
		want, err := status.ParseInterval(n.Comparator, n.Value)
		if err != nil {
			continue // reported by the check of values
		}
		g := &Goal{Indicator: i, Entity: n.Entity, Place: a.places[n.Entity], Number: n, Baseline: baselineFor(i, n)}
		g.Course = status.Course{Direction: i.Direction, Target: &want, Year: yearOf(n.Year), Basis: i.Basis,
			Today: yearOf(a.AsOf()), OnCourse: a.Site.OnCourse}
		if g.Baseline != nil {
			if at, err := status.ParseInterval(g.Baseline.Comparator, g.Baseline.Value); err == nil {
				g.Course.Baseline = &status.Figure{Year: yearOf(g.Baseline.Year), Interval: at}
			}
		}
		for _, o := range i.Observations {
			year := yearOf(o.Year)
			if o.Place != g.Place || o.Place == nil && o.Entity != n.Entity || year == 0 || o.Unit != n.Unit {
				continue
			}
			if at, err := status.ParseInterval(o.Comparator, o.Row.Get("value").Value); err == nil {
				g.Course.Observations = append(g.Course.Observations,
					status.Observation{Figure: status.Figure{Year: year, Interval: at}, Basis: o.Series(), ID: o.ID})
			}
		}
		g.Verdict = status.Judge(g.Course)
		out = append(out, g)
	}
	return out
}

// IsGoal reports whether the number says what is wanted, and not what was.
func (n *Number) IsGoal() bool {
	return n.Kind == "milestone" || n.Kind == "target" || n.Kind == "limit"
}

// baselineFor is the latest baseline of the goal's entity and unit before the
// goal's year; nil where there is none whose year is known.
func baselineFor(i *Indicator, goal *Number) *Number {
	var best *Number
	for _, n := range i.Numbers {
		if n.Kind != "baseline" || n.Entity != goal.Entity || n.Unit != goal.Unit || yearOf(n.Year) == 0 {
			continue
		}
		if by := yearOf(goal.Year); by != 0 && yearOf(n.Year) >= by {
			continue
		}
		if best == nil || yearOf(n.Year) > yearOf(best.Year) {
			best = n
		}
	}
	return best
}

// yearOf is the year that a cell begins with, "2020" or "2025-07-17"; 0 where it
// begins with none.
func yearOf(s string) int {
	head, _, _ := strings.Cut(s, "-")
	y, err := strconv.Atoi(head)
	if err != nil || len(head) != 4 {
		return 0
	}
	return y
}

// AsOf is the day that counts as today, as far as it is known ("2026", "2026-05",
// "2026-05-31"): what site.yaml says, or else the newest date in the tables of
// observations and progress; "" where there is none. There is no clock.
func (a *Atlas) AsOf() string {
	if a.Site.AsOf != "" {
		return a.Site.AsOf
	}
	newest := ""
	for _, o := range a.Observations {
		newest = max(newest, dated(o.Year), dated(o.Published))
	}
	for _, e := range a.Progress {
		newest = max(newest, dated(e.Date), dated(e.SourceDate))
	}
	return newest
}

// dated is a date of a table, or nothing where it does not begin with a year.
func dated(s string) string {
	if yearOf(s) == 0 {
		return ""
	}
	return s
}

// Event is something that became of a project or target, as a source tells it: a
// row of the table "progress".
type Event struct {
	ID      string
	Project *Project // one of Project and Target is set
	Target  *Target
	Kind    string // "opened", "under construction" …
	Date    string // "2024", "2024-06", "2024-06-06"
	What    Localized
	Source  Localized // what tells it: its title
	By      Localized // who published that
	Address string    // "" where the publisher's own is not known
	// SourceDate is when that was published.
	SourceDate string
	Confidence string
	Row        source.Row
}

// stages of an event, from the earliest. Those that are none (changed, cancelled,
// no news) do not advance a project.
var eventStages = []string{"planned", "approved", "started", "under construction", "partly opened", "opened", "completed"}

// EventStages are the events that advance a project, from the earliest.
func EventStages() []string { return slices.Clone(eventStages) }

// IsDate reports whether the words are a day, a month or a year: 2024-06-06, 2024-06,
// 2024.
func IsDate(s string) bool { return dateForm.MatchString(s) }

// Stage is how far the event shows the project to be, from 1 on; 0 for what does
// not advance one.
func (e *Event) Stage() int { return slices.Index(eventStages, e.Kind) + 1 }

// Furthest is the event that shows how far a project has come: the last
// cancellation where nothing advanced after it, else the furthest stage, the first
// time that it was told; nil where the events tell of none. The last event told is
// not always the furthest: of a line of which a part runs the news may be of the
// rest.
func Furthest(events []*Event) *Event {
	var best, cancelled *Event
	for _, e := range events {
		switch {
		case e.Kind == "cancelled":
			cancelled = e
		case e.Stage() > 0 && (best == nil || e.Stage() > best.Stage()):
			best = e
		}
		if cancelled != nil && e.Stage() > 0 && e.Date > cancelled.Date {
			cancelled = nil
		}
	}
	if cancelled != nil {
		return cancelled
	}
	return best
}

// readProgress reads the table of what became of projects and targets, in the
// order of the dates.
func (b *builder) readProgress() {
	a := b.atlas
	projects, targets := map[string]*Project{}, map[string]*Target{}
	for _, p := range a.Projects {
		projects[p.ID] = p
	}
	for _, t := range a.Targets {
		targets[t.ID] = t
	}
	b.each("progress", func(r source.Row) {
		subject := r.Get("subject").Value
		e := &Event{ID: r.Get("id").Value, Project: projects[subject], Kind: r.Get("event").Value, Date: r.Get("date").Value,
			What: a.Text(r, "what"), Source: a.Text(r, "source"), By: a.Text(r, "publisher"), Address: r.Get("address").Value,
			SourceDate: r.Get("source_date").Value, Confidence: r.Get("confidence").Value, Row: r}
		if e.Project == nil {
			e.Target = targets[subject]
		}
		if e.Project == nil && e.Target == nil {
			return // reported as a reference
		}
		a.Progress = append(a.Progress, e)
		if e.Project != nil {
			e.Project.Events = append(e.Project.Events, e)
		} else {
			e.Target.Events = append(e.Target.Events, e)
		}
	})
	byDate := func(x, y *Event) int { return cmp.Compare(x.Date, y.Date) }
	slices.SortStableFunc(a.Progress, byDate)
	for _, p := range a.Projects {
		slices.SortStableFunc(p.Events, byDate)
	}
	for _, t := range a.Targets {
		slices.SortStableFunc(t.Events, byDate)
	}
}

// IsBound reports whether only a bound is known: the value is not one that could be
// drawn, ranked or summed.
func (o *Observation) IsBound() bool {
	switch o.Comparator {
	case ">", ">=", "<", "<=":
		return true
	}
	return false
}

// Series is what an observation may be set beside and joined with: those of the
// same series, or, where none is given, of the same basis.
func (o *Observation) Series() string {
	if o.series != "" {
		return o.series
	}
	return o.Basis.In(0)
}
