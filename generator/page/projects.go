package page

import (
	"cmp"
	"html/template"
	"slices"

	"atlas/generator/align"
	"atlas/generator/atlas"
)

type projectsView struct {
	frame
	Lead           string
	Charts         []*chartView
	Stages         []stageView
	Types          []projectType
	Contradictions []contradictionView
	Table          string
	Progress       string // the page of what became of them; "" where there is none
}

// stageView gathers the plan's verbs.
type stageView struct {
	Name  string
	Count int
	Verbs []verbView
}

type verbView struct {
	Verb, Tag, Gloss string // the plan's word and, in another language, its rendering
	Count            int
}

type projectType struct {
	ID, Name string
	Count    int
	Groups   []projectGroup
}

type projectGroup struct {
	ID, Name string
	Count    int
	Sets     []projectSet
}

// projectSet is what one paragraph names: its words and the link to them stand
// once.
type projectSet struct {
	Projects []projectView
	Quotes   []string // in the page's language
	Link     link
}

type projectView struct {
	ID       string
	Name     template.HTML
	Verb     string
	Places   template.HTML
	Connects template.HTML
	Note     template.HTML
	State    stateView // what became of it; nothing where that is not known
	Became   string    // the address of what became of it
}

// projects shows every project that the plan names, by type and by what the plan
// says is to be done with it.
func (e *Env) projects(lang int) ([]byte, error) {
	a := e.Atlas
	v := projectsView{frame: e.newFrame(lang, "projects.html", "projects", "", "")}
	f := &v.frame
	v.Title = v.t("projects.title")
	v.Table = v.href(v.own("data/projects.html"))
	if len(a.Progress) > 0 {
		v.Progress = v.href(v.own(progressPage))
	}
	var err error
	if v.Charts, err = e.chartsOn(f, "projects"); err != nil {
		return nil, err
	}
	v.Stages = e.stages(f)
	types := orderOf(a, "projects.type", a.Projects, func(p *atlas.Project) string { return p.Type })
	v.Lead = v.t("projects.lead", len(a.Projects), len(types))
	v.Description = v.Lead
	stage := func(p *atlas.Project) string {
		if p.Stage == nil {
			return ""
		}
		return p.Stage.Value
	}
	blocks := map[*atlas.Block]bool{}
	order := orderOf(a, "projects.stage", a.Projects, stage)
	order = append(slices.DeleteFunc(order, func(s string) bool { return s == "" }), "") // without a verb: last
	for _, id := range types {
		t := projectType{ID: "type-" + id, Name: f.wordName("projects.type", id, "chart.none.type")}
		for _, s := range order {
			g := projectGroup{ID: t.ID + "-" + orNone(s), Name: f.wordName("projects.stage", s, "chart.none.stage")}
			for _, p := range a.Projects {
				if p.Type == id && stage(p) == s {
					blocks[p.Block] = true
					g.add(f, p)
				}
			}
			if g.Count > 0 {
				t.Count += g.Count
				t.Groups = append(t.Groups, g)
			}
		}
		v.Types = append(v.Types, t)
	}
	v.Contradictions = v.contradictions(blocks)
	return e.finish(lang, "projects", v)
}

// add puts a project to those of its paragraph, if they stand before it.
func (g *projectGroup) add(f *frame, p *atlas.Project) {
	g.Count++
	to := f.blockLink(p.Block)
	if n := len(g.Sets); n == 0 || g.Sets[n-1].Link != to {
		g.Sets = append(g.Sets, projectSet{Link: to})
	}
	s := &g.Sets[len(g.Sets)-1]
	s.Projects = append(s.Projects, f.project(p))
	quote := within(p.Quote)
	if f.lang > 0 {
		quote = within(align.Clipped(f.aligned(p.Block, p.Quote), listedMost))
	}
	s.Quotes = longest(s.Quotes, quote)
}

func (f *frame) project(p *atlas.Project) projectView {
	return projectView{ID: p.ID, Name: f.text(capital(f.in(p.Name))), Verb: f.in(p.Status), Places: f.refsHTML(p.Places),
		Connects: f.refsHTML(p.Connects), Note: f.remark(f.in(p.Note)), State: f.state(p.Events), Became: f.href(f.own(progressPage + "#" + p.ID))}
}

// stages counts the plan's verbs, each under the stage that gathers it, the most
// frequent first.
func (e *Env) stages(f *frame) []stageView {
	a := e.Atlas
	var out []stageView
	for _, w := range append(slices.Clone(a.Words("projects.stage")), nil) {
		s := stageView{Name: f.t("chart.none.stage")}
		if w != nil {
			s.Name = f.in(w.Name)
		}
		for _, p := range a.Projects {
			if p.Stage != w {
				continue
			}
			s.Count++
			verb, gloss := p.Status.In(0), f.in(p.Status)
			if verb == "" {
				continue
			}
			i := slices.IndexFunc(s.Verbs, func(x verbView) bool { return x.Verb == verb })
			if i < 0 {
				i = len(s.Verbs)
				s.Verbs = append(s.Verbs, verbView{Verb: verb, Tag: a.Languages[0].Tag})
				if gloss != verb {
					s.Verbs[i].Gloss = gloss
				}
			}
			s.Verbs[i].Count++
		}
		slices.SortStableFunc(s.Verbs, func(x, y verbView) int { return cmp.Compare(y.Count, x.Count) })
		if s.Count > 0 {
			out = append(out, s)
		}
	}
	return out
}
