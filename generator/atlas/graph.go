package atlas

import (
	"slices"
	"strings"
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
	if t := a.told[p]; t != nil {
		return t
	}
	return &Told{}
}

// Stated returns what the tables have from a block; it is never nil.
func (a *Atlas) Stated(b *Block) *Stated {
	if s := a.stated[b]; s != nil {
		return s
	}
	return &Stated{}
}

// Is reports whether the reference means a place that is shown on the page of p.
func (r Ref) Is(p *Place) bool { return r.Place != nil && r.Place.Page == p }

// graph joins places and blocks with the rows of the tables.
func (b *builder) graph() {
	a := b.atlas
	a.stated = map[*Block]*Stated{}
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
	for _, t := range a.Targets {
		s := state(t.Block)
		s.Targets = append(s.Targets, t)
	}
	for _, p := range a.Projects {
		s := state(p.Block)
		s.Projects = append(s.Projects, p)
	}
	delete(a.stated, nil) // rows whose block is unknown were reported
	a.told = map[*Place]*Told{}
	blocks := map[*Concept][]*Block{}
	for _, c := range a.Concepts {
		blocks[c] = a.speakOf(c)
	}
	for _, p := range a.Places {
		if p.Page == p {
			a.told[p] = a.tell(p, blocks)
		}
	}
}

// speakOf lists the blocks that speak of a concept as a whole: those with its
// name, or with one of the words for its members together.
func (a *Atlas) speakOf(c *Concept) []*Block {
	var out []*Block
	for _, blk := range a.Blocks {
		named := c.Ref != nil && c.Ref.Name != nil && slices.Contains(c.Ref.Name.Mentions, blk)
		if v := blk.Versions[0]; !named && v != nil {
			named = slices.ContainsFunc(c.Forms, func(f string) bool { return strings.Contains(v.Text, f) })
		}
		if named {
			out = append(out, blk)
		}
	}
	return out
}

func (a *Atlas) tell(p *Place, blocks map[*Concept][]*Block) *Told {
	t := &Told{}
	is := func(r Ref) bool { return r.Is(p) }
	direct := map[any]bool{}
	for _, x := range a.Targets {
		if slices.ContainsFunc(x.Entities, is) {
			t.Targets = append(t.Targets, x)
			direct[x] = true
		}
	}
	for _, x := range a.Projects {
		if slices.ContainsFunc(x.Places, is) || slices.ContainsFunc(x.Connects, is) {
			t.Projects = append(t.Projects, x)
			direct[x] = true
		}
	}
	for _, c := range a.Concepts {
		for i := range c.Members {
			if m := &c.Members[i]; m.Ref != nil && m.Ref.Is(p) {
				t.Roles = append(t.Roles, Role{c, m})
			}
		}
	}
	named := a.NamedIn(p)
	for _, c := range a.groupsOf(t.Roles) {
		g := &Group{Concept: c}
		means := func(r Ref) bool { return c.Ref != nil && c.Ref.Name != nil && r.Name == c.Ref.Name }
		for _, x := range a.Targets {
			if !direct[x] && slices.ContainsFunc(x.Entities, means) {
				g.Targets = append(g.Targets, x)
			}
		}
		for _, x := range a.Projects {
			if !direct[x] && (slices.ContainsFunc(x.Places, means) || slices.ContainsFunc(x.Connects, means)) {
				g.Projects = append(g.Projects, x)
			}
		}
		for _, blk := range blocks[c] {
			if !slices.Contains(named, blk) {
				g.Blocks = append(g.Blocks, blk)
			}
		}
		if len(g.Targets)+len(g.Projects)+len(g.Blocks) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	for _, x := range a.Contradictions {
		if slices.ContainsFunc(x.Places, is) {
			t.Contradictions = append(t.Contradictions, x)
		}
	}
	return t
}

// groupsOf lists the concepts of a place's roles, and the concepts that these
// are members of, without the one that covers the whole area. The order is that
// of the table.
func (a *Atlas) groupsOf(roles []Role) []*Concept {
	in := map[*Concept]bool{}
	for _, r := range roles {
		in[r.Concept] = true
	}
	for grown := true; grown; {
		grown = false
		for _, c := range a.Concepts {
			if in[c] {
				continue
			}
			for _, m := range c.Members {
				if m.Ref == nil || m.Ref.Name == nil {
					continue
				}
				for _, d := range a.Concepts {
					if in[d] && d.Ref != nil && d.Ref.Name == m.Ref.Name && d.ID != a.Site.Area && !in[c] {
						in[c], grown = true, true
					}
				}
			}
		}
	}
	var out []*Concept
	for _, c := range a.Concepts {
		if in[c] && c.ID != a.Site.Area {
			out = append(out, c)
		}
	}
	return out
}

// NamedIn lists the blocks that name a place shown on the page of p, in document
// order.
func (a *Atlas) NamedIn(p *Place) []*Block {
	var out []*Block
	for _, b := range a.Blocks {
		if len(b.Mentions) > 0 && slices.ContainsFunc(b.Mentions[0], func(m Mention) bool { return m.Place != nil && m.Place.Page == p }) {
			out = append(out, b)
		}
	}
	return out
}
