package tally

import (
	"fmt"

	"atlas/generator/atlas"
)

// network is a grid of who is linked to whom: a row for each member, in the order
// in which they first appear, and a column for each concept. What the plan names
// under two concepts is one row.
func network(c *atlas.Chart) Grid {
	g := Grid{By: "member", And: "hub"}
	for _, group := range c.Network {
		for _, t := range group.Hubs {
			g.Columns = append(g.Columns, Head{ID: t.Concept.ID, Name: t.Label, Concept: t.Concept})
		}
	}
	row := map[string]int{}
	column := 0
	for _, group := range c.Network {
		for _, t := range group.Hubs {
			for k := range t.Concept.Members {
				m := &t.Concept.Members[k]
				h := memberHead(t.Concept, k, m)
				i, ok := row[h.ID]
				if !ok {
					i = len(g.Rows)
					row[h.ID] = i
					g.Rows = append(g.Rows, h)
					cells := make([]Cell, len(g.Columns))
					for j := range cells {
						cells[j].Known = true
					}
					g.Cells = append(g.Cells, cells)
				}
				cell := &g.Cells[i][column]
				cell.Value = 1
				cell.Members = append(cell.Members, m)
			}
			column++
		}
	}
	return g
}

// memberHead is the row of a member: a place, a name, or words that are neither
// and so are no one else's.
func memberHead(c *atlas.Concept, k int, m *atlas.Member) Head {
	switch {
	case m.Ref == nil:
		return Head{ID: fmt.Sprintf("%s:%d", c.ID, k+1), Name: m.Name}
	case m.Ref.Place != nil:
		return Head{ID: m.Ref.Place.Slug, Name: m.Ref.Title(), Place: m.Ref.Place, Ref: m.Ref}
	default:
		return Head{ID: m.Ref.Name.ID, Name: m.Ref.Title(), Ref: m.Ref}
	}
}
