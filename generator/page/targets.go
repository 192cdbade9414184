package page

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"atlas/generator/align"
	"atlas/generator/atlas"
)

type targetsView struct {
	frame
	Lead           string
	Dated          targetCards // with a number and a year
	Undated        targetCards // with a number, without a year
	Untargeted     []untargeted
	Charts         []*chartView
	Head           []string // of the matrix
	Matrix         []matrixRow
	Themes         []targetTheme
	Contradictions []contradictionView
	Table          string
	Indicators     string // the overview of the indicators; "" where there is none
}

// targetCard is what a paragraph aims at in numbers by a year: the sentence stands
// once, whatever it counts.
type targetCard struct {
	Aims      []aimView
	Sentence  sentenceView
	Quotes    []string // the plan's words for each of them
	HorizonAt *link    // where the year stands, if elsewhere

	block   *atlas.Block
	horizon string
	at      *atlas.Block
	spots   []string // the numbers, as the page writes them
}

// aimView is a target with the numbers it aims at.
type aimView struct {
	Numbers    []numberCard
	Horizon    string
	Baseline   string // what the plan gives as the state at its time, or that it gives nothing
	BaselineAt *link
	Later      []laterView
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
	Count    int
	Sets     []targetSet
}

// targetSet is what one paragraph commits to: the link to it stands once.
type targetSet struct {
	Targets []targetView
	Link    link
	Horizon *link         // where the year stands, if elsewhere
	For     template.HTML // whom the sentences name, where that is the same
}

// targetView is a commitment, with its words where the page is in their language.
type targetView struct {
	ID, Summary string
	Quote       string
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
	if len(e.shownIndicators()) > 0 {
		v.Indicators = v.href(v.own(indicatorsPage))
	}
	blocks := map[*atlas.Block]bool{}
	dated := 0
	for _, t := range a.Targets {
		blocks[t.Block] = true
		if aim, ok := e.aim(f, t); ok && t.Horizon != "" {
			v.Dated = v.Dated.with(f, t, aim)
			dated++
		} else if ok {
			v.Undated = v.Undated.with(f, t, aim)
		}
	}
	slices.SortStableFunc(v.Dated, func(x, y targetCard) int { return cmp.Compare(y.horizon, x.horizon) })
	v.Dated.finish(f)
	v.Undated.finish(f)
	v.Lead = v.t("targets.lead", len(a.Targets), dated)
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

// aim shows a target with a number to aim at; false for one without.
func (e *Env) aim(f *frame, t *atlas.Target) (aimView, bool) {
	var v aimView
	if t.Horizon != "" {
		v.Horizon = f.horizonName(t.Horizon)
	}
	for _, n := range t.Numbers {
		if n.Kind != "target" && n.Kind != "limit" {
			continue // it counts what the plan arranges; it is nothing to reach
		}
		v.Numbers = append(v.Numbers, f.numberCard(n))
		v.Later = append(v.Later, f.later(n)...)
		v.Baseline = f.t("targets.nobaseline")
		if b := e.baseline(n); b != nil {
			s := f.env.Layouts.strings[f.lang]
			v.Baseline = f.t("targets."+against(n, b), f.compared(b.Comparator, s.Quantity(b.Value, b.Unit)), b.Year)
			at := f.blockLink(b.Block)
			v.BaselineAt = &at
		}
	}
	return v, len(v.Numbers) > 0
}

// targetCards are what the plan aims at in numbers, a card for a paragraph.
type targetCards []targetCard

// with adds a target to the card of its paragraph and year.
func (cards targetCards) with(f *frame, t *atlas.Target, aim aimView) targetCards {
	at := t.HorizonBlock
	if at == t.Block {
		at = nil
	}
	i := slices.IndexFunc(cards, func(c targetCard) bool { return c.block == t.Block && c.horizon == t.Horizon && c.at == at })
	if i < 0 {
		i = len(cards)
		cards = append(cards, targetCard{block: t.Block, horizon: t.Horizon, at: at, HorizonAt: f.horizonAt(t)})
	}
	c := &cards[i]
	c.Aims = append(c.Aims, aim)
	c.Quotes = longest(c.Quotes, within(t.Quote))
	for _, n := range aim.Numbers {
		c.spots = append(c.spots, n.Value)
	}
	return cards
}

// finish gives each card its sentence: in the page's language what answers to the
// quotes, cut to the clauses with the numbers.
func (cards targetCards) finish(f *frame) {
	for i := range cards {
		c := &cards[i]
		l := f.blockLink(c.block)
		c.Sentence = sentenceView{Tag: f.atlas().Languages[0].Tag, Href: l.Href, Where: l.Text}
		var own []string
		for _, q := range c.Quotes {
			own = longest(own, f.answers(c.block, q))
		}
		for k, s := range own {
			spots := slices.DeleteFunc(slices.Clone(c.spots), func(spot string) bool {
				in := func(s string) bool { return align.Standing(s, spot) >= 0 }
				return !in(s) && slices.ContainsFunc(own, in)
			})
			own[k] = within(align.Narrowed(s, spots))
		}
		c.Sentence.Own = strings.Join(own, " ")
	}
}

// horizonAt is where the year of a target stands, if that is elsewhere.
func (f *frame) horizonAt(t *atlas.Target) *link {
	if t.HorizonBlock == nil || t.HorizonBlock == t.Block {
		return nil
	}
	l := f.blockLink(t.HorizonBlock)
	return &l
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
					g.add(f, t)
				}
			}
			row.Cells = append(row.Cells, matrixCell{g.Count, "#" + g.ID})
			row.Sum += g.Count
			if g.Count > 0 {
				th.Groups = append(th.Groups, g)
			}
		}
		th.Count = row.Sum
		v.Matrix = append(v.Matrix, row)
		v.Themes = append(v.Themes, th)
	}
}

// add puts a target to those of its paragraph, if they stand before it.
func (g *targetGroup) add(f *frame, t *atlas.Target) {
	g.Count++
	to, horizon := f.blockLink(t.Block), f.horizonAt(t)
	v := targetView{ID: t.ID, Summary: f.in(t.Summary), Quote: f.quote(t.Quote), For: f.refsHTML(t.Entities)}
	if strings.Contains(within(v.Summary), strings.TrimRight(v.Quote, "。.")) {
		if cut := strings.TrimRight(within(v.Summary), "。."); cut == strings.TrimRight(v.Quote, "。.") {
			v.Summary = ""
		} else {
			v.Quote = "" // the summary says it in the same words
		}
	}
	if n := len(g.Sets); n > 0 {
		if s := &g.Sets[n-1]; s.Link == to && (s.Horizon == nil) == (horizon == nil) && (horizon == nil || *horizon == *s.Horizon) {
			if v.For == s.For {
				v.For = ""
			} else {
				for i := range s.Targets {
					s.Targets[i].For = cmp.Or(s.Targets[i].For, s.For)
				}
				s.For = ""
			}
			s.Targets = append(s.Targets, v)
			return
		}
	}
	s := targetSet{Targets: []targetView{v}, Link: to, Horizon: horizon, For: v.For}
	s.Targets[0].For = ""
	g.Sets = append(g.Sets, s)
}
