package atlas

import (
	"slices"
	"strings"
	"sync"
)

// Told is what the plan says of a place. Something belongs to a place only where
// its row names the place, or names a group to which the place belongs; the two
// are kept apart.
type Told struct {
	Roles    []Role
	Targets  []*Target
	Projects []*Project
	// Groups are what names the place without its name: the concepts it is a
	// member of that the text has a word for.
	Groups []*Group
	// Contradictions are where two places of the plan differ over it.
	Contradictions []*Contradiction
}

// Role is a place's part in a concept.
type Role struct {
	Concept *Concept
	Member  *Member
}

// Group is a concept to which a place belongs, and what the plan says of it
// where it does not name the place itself.
type Group struct {
	Concept  *Concept
	Targets  []*Target
	Projects []*Project
	Blocks   []*Block // that speak of the group, in document order
}

// Stated is what a block says, row by row of the tables.
type Stated struct {
	Numbers  []*Number
	Targets  []*Target
	Projects []*Project
}

// Told returns what the plan says of the places that are shown on the page of p;
// it is never nil.
func (a *Atlas) Told(p *Place) *Told {
	if t := a.told()[p]; t != nil {
		a.ear.told(p, t)
		return t
	}
	return &Told{}
}

// Stated returns what the tables have from a block; it is never nil.
func (a *Atlas) Stated(b *Block) *Stated {
	if s := a.stated[b]; s != nil {
		for _, n := range s.Numbers {
			n.YearBlock.read()
		}
		return s
	}
	return &Stated{}
}

// Is reports whether the reference means a place that is shown on the page of p.
func (r Ref) Is(p *Place) bool { return r.Place != nil && r.Place.Page == p }

// graph joins places and blocks with the rows of the tables. Each row is looked
// at once. What is told of the places is worked out when it is first asked for.
func (b *builder) graph() {
	a := b.atlas
	a.stated = make(map[*Block]*Stated, len(a.Numbers))
	state := func(blk *Block) *Stated {
		if a.stated[blk] == nil {
			a.stated[blk] = &Stated{}
		}
		return a.stated[blk]
	}
	for _, n := range a.Numbers {
		s := state(n.Block)
		s.Numbers = append(s.Numbers, n)
	}
	for _, x := range a.Targets {
		s := state(x.Block)
		s.Targets = append(s.Targets, x)
	}
	for _, x := range a.Projects {
		s := state(x.Block)
		s.Projects = append(s.Projects, x)
	}
	delete(a.stated, nil) // rows whose block is unknown were reported
	a.told = sync.OnceValue(a.tell)
}

// tell gathers what the tables say of the places with pages.
func (a *Atlas) tell() map[*Place]*Told {
	told := map[*Place]*Told{}
	for _, p := range a.Places {
		if p.Page == p {
			told[p] = &Told{}
		}
	}
	named := map[*Name]*Group{} // what the plan says of a name
	group := func(n *Name) *Group {
		if named[n] == nil {
			named[n] = &Group{}
		}
		return named[n]
	}
	for _, x := range a.Targets {
		for _, r := range x.Entities {
			switch {
			case r.Name != nil:
				group(r.Name).Targets = added(group(r.Name).Targets, x)
			case told[r.Place.Page] != nil:
				told[r.Place.Page].Targets = added(told[r.Place.Page].Targets, x)
			}
		}
	}
	for _, x := range a.Projects {
		for _, r := range slices.Concat(x.Places, x.Connects) {
			switch {
			case r.Name != nil:
				group(r.Name).Projects = added(group(r.Name).Projects, x)
			case told[r.Place.Page] != nil:
				told[r.Place.Page].Projects = added(told[r.Place.Page].Projects, x)
			}
		}
	}
	for _, x := range a.Contradictions {
		for _, r := range x.Places {
			if r.Place != nil && told[r.Place.Page] != nil {
				told[r.Place.Page].Contradictions = added(told[r.Place.Page].Contradictions, x)
			}
		}
	}
	for _, c := range a.Concepts {
		for i := range c.Members {
			if r := c.Members[i].Ref; r != nil && r.Place != nil && told[r.Place.Page] != nil {
				t := told[r.Place.Page]
				t.Roles = append(t.Roles, Role{c, &c.Members[i]})
			}
		}
	}
	a.gatherGroups(told, named)
	return told
}

// added appends a row unless it is the last one already: a row that names a
// place twice counts once.
func added[T comparable](list []T, x T) []T {
	if n := len(list); n > 0 && list[n-1] == x {
		return list
	}
	return append(list, x)
}

// gatherGroups adds to each place the groups through which the plan speaks of it.
func (a *Atlas) gatherGroups(told map[*Place]*Told, named map[*Name]*Group) {
	order := map[*Concept]int{}
	blocks := make([][]*Block, len(a.Concepts))
	memberOf := map[*Name][]*Concept{} // the concepts that have a name as a member
	for i, c := range a.Concepts {
		order[c] = i
		blocks[i] = a.speakOf(c)
		for _, m := range c.Members {
			if m.Ref != nil && m.Ref.Name != nil {
				memberOf[m.Ref.Name] = append(memberOf[m.Ref.Name], c)
			}
		}
	}
	for p, t := range told {
		for _, c := range a.groupsOf(t.Roles, memberOf, order) {
			g := &Group{Concept: c}
			if c.name() != nil && named[c.name()] != nil {
				said := named[c.name()]
				g.Targets = without(said.Targets, t.Targets)
				g.Projects = without(said.Projects, t.Projects)
			}
			g.Blocks = without(blocks[order[c]], a.uses()[pageOf{p}])
			if len(g.Targets)+len(g.Projects)+len(g.Blocks) > 0 {
				t.Groups = append(t.Groups, g)
			}
		}
	}
}

// without is the list without what the other has.
func without[T comparable](list, other []T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return slices.Contains(other, x) })
}

// name is the name by which the text knows the concept; nil where it has none.
func (c *Concept) name() *Name {
	if c.Ref == nil {
		return nil
	}
	return c.Ref.Name
}

// speakOf lists the blocks that speak of a concept as a whole: those with its
// name, or with one of the words for its members together.
func (a *Atlas) speakOf(c *Concept) []*Block {
	if c.name() == nil && len(c.Forms) == 0 {
		return nil
	}
	var out []*Block
	for blk := range a.Blocks() {
		said := c.name() != nil && slices.Contains(a.uses()[c.name()], blk)
		if v := blk.Versions[0]; !said && v != nil {
			said = slices.ContainsFunc(c.Forms, func(f string) bool { return strings.Contains(v.Text, f) })
		}
		if said {
			out = append(out, blk)
		}
	}
	return out
}

// groupsOf lists the concepts of a place's roles, and the concepts that these
// are members of, without the one that covers the whole area. The order is that
// of the table.
func (a *Atlas) groupsOf(roles []Role, memberOf map[*Name][]*Concept, order map[*Concept]int) []*Concept {
	var out []*Concept
	var add func(c *Concept)
	add = func(c *Concept) {
		if c.ID == a.Site.Area || slices.Contains(out, c) {
			return
		}
		out = append(out, c)
		if c.name() != nil {
			for _, d := range memberOf[c.name()] {
				add(d)
			}
		}
	}
	for _, r := range roles {
		add(r.Concept)
	}
	slices.SortFunc(out, func(x, y *Concept) int { return order[x] - order[y] })
	return out
}
