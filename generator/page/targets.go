package page

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"atlas/generator/atlas"
)

type targetsView struct {
	frame
	Lead           string
	Dated          []targetCard // with a number and a year
	Undated        []targetCard // with a number, without a year
	Untargeted     []untargeted
	Charts         []*chartView
	Head           []string // of the matrix
	Matrix         []matrixRow
	Themes         []targetTheme
	Contradictions []contradictionView
	Table          string
}

// targetCard is a number the plan aims at.
type targetCard struct {
	ID, Summary string
	Numbers     []numberCard
	Horizon     string
	Sentence    sentenceView
	HorizonAt   *sentenceView // where the year stands, if elsewhere
	Baseline    string        // what the plan gives as the state at its time, or that it gives nothing
	BaselineAt  *sentenceView
	Later       []laterView
}

// untargeted is what the plan measures and sets no number for.
type untargeted struct {
	numberCard
	Later []laterView
}

type matrixRow struct {
	Name, Href string
	Cells      []matrixCell
	Sum        int
}

type matrixCell struct {
	Count int
	Href  string
}

type targetTheme struct {
	ID, Name string
	Count    int
	Groups   []targetGroup
}

type targetGroup struct {
	ID, Name string
	Targets  []targetView
}

// targetView is a commitment with its words.
type targetView struct {
	ID, Summary string
	Sentence    sentenceView
	Same        bool // the summary is the quote
	Horizon     *sentenceView
	For         template.HTML // whom the sentence names
}

// targets shows every goal and commitment of the plan: those with a number
// first, then all by theme and horizon.
func (e *Env) targets(lang int) ([]byte, error) {
	a := e.Atlas
	v := targetsView{frame: e.newFrame(lang, "targets.html", "targets", "", "")}
	f := &v.frame
	v.Title = v.t("targets.title")
	v.Table = v.href(v.own("data/targets.html"))
	blocks := map[*atlas.Block]bool{}
	for _, t := range a.Targets {
		blocks[t.Block] = true
		if card, ok := e.targetCard(f, t); ok && t.Horizon != "" {
			v.Dated = append(v.Dated, card)
		} else if ok {
			v.Undated = append(v.Undated, card)
		}
	}
	slices.SortStableFunc(v.Dated, func(x, y targetCard) int { return cmp.Compare(y.Horizon, x.Horizon) })
	v.Lead = v.t("targets.lead", len(a.Targets), len(v.Dated))
	v.Description = v.Lead
	v.Untargeted = e.untargeted(f)
	var err error
	if v.Charts, err = e.chartsOn(f, "targets"); err != nil {
		return nil, err
	}
	e.targetLists(&v)
	v.Contradictions = v.contradictions(blocks)
	return e.finish(lang, "targets", v)
}

// targetCard shows a target with a number to aim at; false for one without.
func (e *Env) targetCard(f *frame, t *atlas.Target) (targetCard, bool) {
	c := targetCard{ID: t.ID, Summary: f.in(t.Summary), Sentence: f.said(t.Block, t.Quote)}
	if t.Horizon != "" {
		c.Horizon = f.horizonName(t.Horizon)
	}
	if t.HorizonBlock != nil && t.HorizonBlock != t.Block {
		s := f.said(t.HorizonBlock, t.HorizonQuote)
		c.HorizonAt = &s
	}
	for _, n := range t.Numbers {
		if n.Kind != "target" && n.Kind != "limit" {
			continue // it counts what the plan arranges; it is nothing to reach
		}
		c.Numbers = append(c.Numbers, f.numberCard(n))
		c.Later = append(c.Later, f.later(n)...)
		c.Baseline = f.t("targets.nobaseline")
		if b := e.baseline(n); b != nil {
			s := f.env.Layouts.strings[f.lang]
			c.Baseline = f.t("targets."+against(n, b), f.compared(b.Comparator, s.quantity(b.Value, b.Unit)), b.Year)
			at := f.said(b.Block, b.Quote)
			c.BaselineAt = &at
		}
	}
	return c, len(c.Numbers) > 0
}

// compared puts a comparator before a quantity: "more than 3%".
func (f *frame) compared(comparator, quantity string) string {
	if word := f.t("comparator." + comparator); comparator != "=" && word != "" {
		return word + f.t("comparator.space") + quantity
	}
	return quantity
}

// baseline finds what the plan states as the state at its time for what it aims
// at: a value of kind "baseline" of the same indicator, entity and unit.
func (e *Env) baseline(n *atlas.Number) *atlas.Number {
	for _, b := range e.Atlas.Numbers {
		if b.Kind == "baseline" && sameMeasure(b, n) {
			return b
		}
	}
	return nil
}

func sameMeasure(x, y *atlas.Number) bool {
	return x.Indicator.In(0) == y.Indicator.In(0) && x.Entity == y.Entity && x.Unit == y.Unit
}

// against says how a target stands to its baseline: it keeps it, or moves from
// it.
func against(n, b *atlas.Number) string {
	if n.Value == b.Value {
		return "keeps"
	}
	return "moves"
}

// untargeted lists what the plan states as the state at its time without aiming
// at a number for it.
func (e *Env) untargeted(f *frame) []untargeted {
	var out []untargeted
	for _, b := range e.Atlas.Numbers {
		aimed := slices.ContainsFunc(e.Atlas.Numbers, func(n *atlas.Number) bool { return n.Kind == "target" && sameMeasure(n, b) })
		if b.Kind == "baseline" && !aimed {
			out = append(out, untargeted{f.numberCard(b), f.later(b)})
		}
	}
	slices.SortStableFunc(out, func(x, y untargeted) int { // those with something beside them first
		return cmp.Compare(min(1, len(y.Later)), min(1, len(x.Later)))
	})
	return out
}

// targetLists fills the matrix and the lists below it.
func (e *Env) targetLists(v *targetsView) {
	a, f := e.Atlas, &v.frame
	theme := func(t *atlas.Target) string { return t.Theme }
	horizons := orderOf(a, "", a.Targets, func(t *atlas.Target) string { return t.Horizon })
	slices.SortFunc(horizons, func(x, y string) int { // the latest first, none last
		return cmp.Compare(y, x)
	})
	for _, h := range horizons {
		v.Head = append(v.Head, f.horizonName(h))
	}
	for _, id := range orderOf(a, "targets.theme", a.Targets, theme) {
		th := targetTheme{ID: "theme-" + id, Name: f.wordName("targets.theme", id, "chart.none.theme")}
		row := matrixRow{Name: th.Name, Href: "#" + th.ID}
		for _, h := range horizons {
			g := targetGroup{ID: th.ID + "-" + orNone(h), Name: f.horizonName(h)}
			for _, t := range a.Targets {
				if t.Theme == id && t.Horizon == h {
					g.Targets = append(g.Targets, f.target(t))
				}
			}
			row.Cells = append(row.Cells, matrixCell{len(g.Targets), "#" + g.ID})
			row.Sum += len(g.Targets)
			if len(g.Targets) > 0 {
				th.Groups = append(th.Groups, g)
			}
		}
		th.Count = row.Sum
		v.Matrix = append(v.Matrix, row)
		v.Themes = append(v.Themes, th)
	}
}

func (f *frame) target(t *atlas.Target) targetView {
	v := targetView{ID: t.ID, Summary: f.in(t.Summary), Sentence: f.said(t.Block, t.Quote), For: f.refsHTML(t.Entities)}
	v.Sentence.Own = "" // the list would be twice as long; the table of targets has them
	v.Same = strings.TrimRight(v.Summary, "。.") == strings.TrimRight(t.Quote, "。.")
	if t.HorizonBlock != nil && t.HorizonBlock != t.Block {
		s := f.said(t.HorizonBlock, t.HorizonQuote)
		v.Horizon = &s
	}
	return v
}
