package atlas

import (
	"cmp"
	"strconv"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Ref is a place of the gazetteer or a name; one of the two is set.
type Ref struct {
	Place *Place
	Name  *Name
}

// Title is what the referred thing is called.
func (r Ref) Title() Localized {
	if r.Place != nil {
		return r.Place.Short
	}
	return r.Name.Name
}

// Target is a goal or commitment of the plan.
type Target struct {
	ID           string
	Summary      Localized
	Horizon      string // a year; "" where the plan states none
	Theme        string
	Entities     []Ref // whom the sentence names; none means the whole area
	Numbers      []*Number
	Block        *Block
	Quote        string
	HorizonBlock *Block // where the horizon stands, if elsewhere
	HorizonQuote string
	Events       []*Event // what became of it, in the order of the dates
	Row          source.Row
}

// Project is a project or engineering work that the plan names.
type Project struct {
	ID       string
	Name     Localized
	Type     string
	Status   Localized // the plan's own verb
	Stage    *Word     // what the vocabulary sorts the status into; nil where it does not
	Places   []Ref
	Connects []Ref // the ends and stations of a route, in order
	Block    *Block
	Quote    string
	Note     Localized
	Events   []*Event // what became of it, in the order of the dates
	Row      source.Row
}

// Concept is a spatial concept of the plan and what it consists of.
type Concept struct {
	ID      string
	Name    Localized
	Ref     *Ref     // the name by which the text knows it, if it is in the gazetteer
	Forms   []string // what the first language calls its members together
	Block   *Block
	Quote   string
	Note    Localized
	Members []Member // in the plan's order; none where the plan names none
	Row     source.Row
}

// Member is a part of a concept.
type Member struct {
	Ref   *Ref // nil where it is neither a place nor a name
	Name  Localized
	Role  Localized
	Block *Block
	Quote string
	Note  Localized
	Row   source.Row
}

// Contradiction is where two places of the plan differ.
type Contradiction struct {
	ID             string
	Topic          Localized
	Places         []Ref // whom it concerns
	BlockA, BlockB *Block
	QuoteA, QuoteB string
	Note           Localized
	Row            source.Row
}

// Observation is a later measurement from elsewhere.
type Observation struct {
	ID          string
	Place       *Place    // nil for what is no place of the gazetteer
	Entity      string    // as in the table of values, for what is no place
	Name        Localized // of whom it was measured
	Indicator   string
	Year        string
	Value       float64
	Comparator  string // = where the table gives none
	Unit        string
	Basis       Localized
	Publication Localized
	Published   string // when, as far as it is known
	Confidence  string
	Row         source.Row

	series string
}

// refs reads a list of slugs of places and ids of names; what is neither was
// reported as a reference.
func (a *Atlas) refs(c source.Cell) []Ref {
	var out []Ref
	for _, part := range c.List() {
		if p := a.places[part.Value]; p != nil {
			out = append(out, Ref{Place: p})
		} else if n := a.names[part.Value]; n != nil {
			out = append(out, Ref{Name: n})
		}
	}
	return out
}

// each calls f for the sound rows of a table, where there is one.
func (b *builder) each(table string, f func(r source.Row)) {
	if t := b.atlas.tables[table]; t != nil {
		for _, r := range t.Rows {
			if !r.Damaged {
				f(r)
			}
		}
	}
}

// readClaims reads the tables of what the plan says: targets, projects,
// concepts, contradictions; and the observations.
func (b *builder) readClaims() {
	a := b.atlas
	block := func(r source.Row, column string) *Block { return a.Block(r.Get(column).Value) }
	b.each("targets", func(r source.Row) {
		t := &Target{ID: r.Get("id").Value, Summary: a.Text(r, "summary"), Horizon: r.Get("horizon").Value, Theme: r.Get("theme").Value,
			Entities: a.refs(r.Get("entity")), Block: block(r, "block"), Quote: r.Get("quote").Value,
			HorizonBlock: block(r, "horizon_block"), HorizonQuote: r.Get("horizon_quote").Value, Row: r}
		for _, c := range r.Get("value").List() {
			if n := a.numbers[c.Value]; n != nil {
				t.Numbers = append(t.Numbers, n)
			}
		}
		a.Targets = append(a.Targets, t)
	})
	b.each("projects", func(r source.Row) {
		p := &Project{ID: r.Get("id").Value, Name: a.Text(r, "name"), Type: r.Get("type").Value,
			Status: a.Text(r, "status"), Places: a.refs(r.Get("places")), Connects: a.refs(r.Get("connects")),
			Block: block(r, "block"), Quote: r.Get("quote").Value, Note: a.Text(r, "note"), Row: r}
		p.Stage = b.stage(r, p.Status)
		a.Projects = append(a.Projects, p)
	})
	concepts := map[string]*Concept{}
	b.each("concepts", func(r source.Row) {
		id := r.Get("concept").Value
		c := concepts[id]
		if c == nil {
			c = &Concept{ID: id, Name: a.Text(r, "member_name"), Block: block(r, "block"), Quote: r.Get("quote").Value, Note: a.Text(r, "note"), Row: r}
			concepts[id] = c
			a.Concepts = append(a.Concepts, c)
			for _, f := range r.Get("forms").List() {
				c.Forms = append(c.Forms, f.Value)
			}
			if n, err := strconv.Atoi(r.Get("order").Value); err == nil && n == 0 {
				if refs := a.refs(r.Get("member")); len(refs) > 0 {
					c.Ref = &refs[0]
				}
				return // the first row names the concept itself
			}
		}
		m := Member{Name: a.Text(r, "member_name"), Role: a.Text(r, "role"), Block: block(r, "block"), Quote: r.Get("quote").Value, Note: a.Text(r, "note"), Row: r}
		if refs := a.refs(r.Get("member")); len(refs) > 0 {
			m.Ref = &refs[0]
		}
		c.Members = append(c.Members, m)
	})
	b.each("contradictions", func(r source.Row) {
		a.Contradictions = append(a.Contradictions, &Contradiction{ID: r.Get("id").Value, Topic: a.Text(r, "topic"), Places: a.refs(r.Get("places")),
			BlockA: block(r, "block_a"), QuoteA: r.Get("quote_a").Value, BlockB: block(r, "block_b"), QuoteB: r.Get("quote_b").Value,
			Note: a.Text(r, "note"), Row: r})
	})
	b.each("observations", func(r source.Row) {
		o := &Observation{ID: r.Get("id").Value, Place: a.places[r.Get("place").Value], Name: a.Text(r, "name"),
			Indicator: r.Get("indicator").Value, Year: r.Get("year").Value, Unit: r.Get("unit").Value,
			Comparator: cmp.Or(r.Get("comparator").Value, "="), Entity: r.Get("entity").Value, series: r.Get("series").Value,
			Basis: a.Text(r, "basis"), Publication: a.Text(r, "publication"), Published: r.Get("published").Value,
			Confidence: r.Get("confidence").Value, Row: r}
		o.Value, _ = strconv.ParseFloat(r.Get("value").Value, 64) // a bad number was reported with the table
		a.Observations = append(a.Observations, o)
	})
}

// stage sorts a project's status. A status that no stage of the vocabulary
// gathers is reported: it would be missing where projects are counted by stage.
func (b *builder) stage(r source.Row, status Localized) *Word {
	verb := status.In(0)
	w := b.atlas.WordOf(stageColumn, verb)
	if w == nil && verb != "" && len(b.atlas.words[stageColumn]) > 0 {
		c := r.Get("status_" + b.atlas.Languages[0].Code)
		b.problems.Add(diag.Problem{Rule: "vocabulary-form", Severity: diag.Warning, Place: c.Place(),
			Message: diag.Tf("词汇表的 %[2]s 没有收入 %[1]q", "the vocabulary’s %[2]s does not gather %[1]q", verb, stageColumn),
			Hint:    diag.T("写进其中一个词的 forms 列", "add it to the column forms of one of its words")})
	}
	return w
}

// stageColumn is the column of the vocabulary that sorts the projects' statuses.
const stageColumn = "projects.stage"
