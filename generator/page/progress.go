package page

import (
	"cmp"
	"slices"

	"atlas/generator/atlas"
)

// progressPage tells what became of projects and targets, within a language's
// folder.
const progressPage = "progress.html"

type progressView struct {
	frame
	Lead  string
	AsOf  string
	Types []progressType
	Years []progressYear
	Table string
}

type progressType struct {
	ID, Name string
	Rows     []progressRow
}

// progressRow is a project or target, the plan's word for it, and what became of it.
type progressRow struct {
	ID, Name, Verb string
	Said           link
	State          stateView
	Events         []eventView
}

// stateView is how far something has come, as far as is known.
type stateView struct{ Kind, Name, Date string }

// eventView is an event and who tells it.
type eventView struct {
	Kind, Name, Date, What string
	Source, By, Address    string
	SourceDate             string
	Single                 bool // only one publisher tells it
}

// progressYear is a year of the time line: what happened, and what is due.
type progressYear struct {
	Year   string
	Events []yearEvent
	Due    []link
}

type yearEvent struct {
	Name, Href, What string
}

// state is how far events show something to have come.
func (f *frame) state(events []*atlas.Event) stateView {
	e := atlas.Furthest(events)
	if e == nil {
		for _, x := range events {
			if x.Kind == "no news" {
				return stateView{"no-news", f.t("progress.nonews"), ""}
			}
		}
		return stateView{}
	}
	return stateView{stateClass(e.Kind), f.wordName("progress.event", e.Kind, "progress.nonews"), e.Date}
}

// stateClass is an event's kind as a class of the style sheet.
func stateClass(kind string) string {
	out := []byte(kind)
	for i, c := range out {
		if c == ' ' {
			out[i] = '-'
		}
	}
	return string(out)
}

func (f *frame) events(list []*atlas.Event) []eventView {
	var out []eventView
	for _, e := range list {
		out = append(out, eventView{Kind: stateClass(e.Kind), Name: f.wordName("progress.event", e.Kind, "progress.nonews"), Date: e.Date,
			What: f.in(e.What), Source: f.in(e.Source), By: f.in(e.By), Address: e.Address, SourceDate: e.SourceDate, Single: e.Confidence == "single"})
	}
	return out
}

// progress is the page of what became of the plan.
func (e *Env) progress(lang int) ([]byte, error) {
	a := e.Atlas
	v := progressView{frame: e.newFrame(lang, progressPage, "progress", "", "")}
	f := &v.frame
	v.Title = v.t("progress.title")
	v.Crumbs = []crumb{{v.t("projects.title"), v.href(v.own("projects.html"))}}
	v.AsOf = f.asOf()
	v.Table = v.href(v.own("data/progress.html"))
	known := 0
	for _, id := range orderOf(a, "projects.type", a.Projects, func(p *atlas.Project) string { return p.Type }) {
		t := progressType{ID: "type-" + id, Name: f.wordName("projects.type", id, "chart.none.type")}
		for _, p := range a.Projects {
			if p.Type == id && len(p.Events) > 0 {
				t.Rows = append(t.Rows, progressRow{ID: p.ID, Name: capital(f.in(p.Name)), Verb: f.in(p.Status), Said: f.blockLink(p.Block),
					State: f.state(p.Events), Events: f.events(p.Events)})
			}
		}
		if len(t.Rows) > 0 {
			known += len(t.Rows)
			v.Types = append(v.Types, t)
		}
	}
	goals := progressType{ID: "targets", Name: f.t("targets.title")}
	for _, t := range a.Targets {
		if len(t.Events) > 0 {
			goals.Rows = append(goals.Rows, progressRow{ID: "target-" + t.ID, Name: f.in(t.Summary), Said: f.blockLink(t.Block),
				State: f.state(t.Events), Events: f.events(t.Events)})
		}
	}
	if len(goals.Rows) > 0 {
		v.Types = append(v.Types, goals)
	}
	v.Lead = f.progressLead(len(a.Projects), known, len(goals.Rows))
	v.Description = v.Lead
	v.Years = f.timeline()
	return e.finish(lang, "progress", v)
}

// progressLead says how much is known, and that of the rest nothing is said.
func (f *frame) progressLead(projects, known, targets int) string {
	return f.t("progress.lead", projects, known, projects-known, targets)
}

// timeline is what happened and what is due, year by year.
func (f *frame) timeline() []progressYear {
	a := f.atlas()
	years := map[string]*progressYear{}
	year := func(date string) *progressYear {
		if len(date) < 4 {
			return nil
		}
		y := years[date[:4]]
		if y == nil {
			y = &progressYear{Year: date[:4]}
			years[date[:4]] = y
		}
		return y
	}
	for _, e := range a.Progress {
		y := year(e.Date)
		if y == nil {
			continue
		}
		name, id := "", ""
		if e.Project != nil {
			name, id = capital(f.in(e.Project.Name)), e.Project.ID
		} else {
			name, id = f.in(e.Target.Summary), "target-"+e.Target.ID
		}
		y.Events = append(y.Events, yearEvent{Name: name, Href: "#" + id, What: f.in(e.What)})
	}
	for _, t := range a.Targets {
		if y := year(t.Horizon); y != nil {
			y.Due = append(y.Due, link{Text: f.in(t.Summary), Href: f.blockLink(t.Block).Href})
		}
	}
	var out []progressYear
	for _, y := range years {
		out = append(out, *y)
	}
	slices.SortFunc(out, func(x, y progressYear) int { return cmp.Compare(x.Year, y.Year) })
	return out
}
