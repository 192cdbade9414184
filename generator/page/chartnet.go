package page

import (
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/chart"
	"atlas/generator/tally"
)

// networkDef puts a network into words: a hub for each concept, a node for each
// member, and a line for each sentence that links the two.
func (w *chartWords) networkDef(d *chart.Def) {
	g, f := w.grid, w.f
	member := make([]int, len(g.Rows))
	for i, r := range g.Rows {
		member[i] = len(d.Nodes)
		d.Nodes = append(d.Nodes, chart.Node{Name: w.rowName(r), Aside: r.Place == nil, Href: w.memberHref(r), Title: w.memberTitle(i)})
	}
	column := 0
	for s, group := range w.chart.Network {
		d.Series = append(d.Series, chart.Series{Name: f.in(group.Name)})
		for _, t := range group.Hubs {
			hub, name := len(d.Nodes), f.in(t.Label)
			d.Nodes = append(d.Nodes, chart.Node{Name: name, Hub: true, Series: s, Href: w.blockHref(t.Concept.Block), Title: w.hubTitle(t)})
			for i := range g.Rows {
				for _, m := range g.Cells[i][column].Members {
					title := w.rowName(g.Rows[i]) + " – " + name
					if role := f.in(m.Role); role != "" {
						title += " · " + role
					}
					d.Links = append(d.Links, chart.Link{From: hub, To: member[i], Href: w.blockHref(m.Block), Title: title})
				}
			}
			if len(t.Concept.Members) == 0 {
				d.Links = append(d.Links, chart.Link{From: hub, To: len(d.Nodes), Href: w.blockHref(t.Concept.Block), Title: w.hubTitle(t)})
				d.Nodes = append(d.Nodes, chart.Node{Name: w.absent(), Absent: true, Title: w.hubTitle(t)})
			}
			column++
		}
	}
}

func (w *chartWords) blockHref(b *atlas.Block) string {
	if b == nil {
		return ""
	}
	return w.f.own(blockPath(b))
}

// memberHref is where a member leads, from the root of the site: to its page, or
// its entry in the index of names.
func (w *chartWords) memberHref(h tally.Head) string {
	switch {
	case h.Place != nil && h.Place.Page.HasPage():
		return w.f.own(placePage(h.Place))
	case h.Ref != nil && h.Ref.Name != nil:
		return w.f.own(namesPage) + "#" + h.Ref.Name.ID
	}
	return ""
}

// memberTitle says what a member is linked to.
func (w *chartWords) memberTitle(row int) string {
	var hubs []string
	for j, k := range w.grid.Columns {
		if w.grid.Cells[row][j].Value > 0 {
			hubs = append(hubs, w.columnName(k))
		}
	}
	return w.rowName(w.grid.Rows[row]) + " · " + strings.Join(hubs, w.f.t("list.join"))
}

func (w *chartWords) hubTitle(t atlas.Tier) string {
	if n := len(t.Concept.Members); n > 0 {
		return w.f.in(t.Label) + " · " + w.f.t("chart.members", n)
	}
	return w.f.in(t.Label) + " · " + w.absent()
}

// networkTable fills the table behind a network: a row for each line, and one for
// each concept that has none.
func (w *chartWords) networkTable(v *chartView) {
	f := w.f
	for _, key := range []string{"chart.row.hub", "chart.row.member", "chart.role", "chart.sentence", "chart.quote"} {
		v.Head = append(v.Head, chartHead{Text: f.t(key)})
	}
	own := "" // the last sentence in the page's language; once is enough
	add := func(t atlas.Tier, member chartCell, role string, b *atlas.Block, quote string) {
		said := f.said(b, quote)
		if said.Own == own {
			said.Own = ""
		} else {
			own = said.Own
		}
		row := chartRow{Name: f.in(t.Label), Cells: []chartCell{member, {Text: role}, {Text: said.Where, Href: said.Href}, {Text: said.Quote, QuoteTag: said.Tag, Own: said.Own}}}
		for k := range row.Cells {
			row.Cells[k].Head = v.Head[k+1].Text
		}
		v.Rows = append(v.Rows, row)
	}
	w.eachLink(func(t atlas.Tier, h *tally.Head, m *atlas.Member) {
		if h == nil {
			add(t, chartCell{Text: w.absent()}, f.in(t.Concept.Note), t.Concept.Block, t.Concept.Quote)
			return
		}
		cell := chartCell{Text: w.rowName(*h)}
		if target := w.memberHref(*h); target != "" {
			cell.Href = f.href(target)
		}
		add(t, cell, f.in(m.Role), m.Block, m.Quote)
	})
}

// eachLink calls f for every line of a network, concept by concept in the plan's
// order; with neither row nor member for a concept that has none.
func (w *chartWords) eachLink(f func(t atlas.Tier, h *tally.Head, m *atlas.Member)) {
	column := 0
	for _, group := range w.chart.Network {
		for _, t := range group.Hubs {
			for k := range t.Concept.Members {
				m := &t.Concept.Members[k]
				i := slices.IndexFunc(w.grid.Cells, func(row []tally.Cell) bool { return slices.Contains(row[column].Members, m) })
				f(t, &w.grid.Rows[i], m)
			}
			if len(t.Concept.Members) == 0 {
				f(t, nil, nil)
			}
			column++
		}
	}
}

// networkRows is the table behind a network as a file, in all languages.
func (e *Env) networkRows(words []*chartWords) [][]string {
	head := []string{"concept"}
	each := func(name string) {
		for _, l := range e.Atlas.Languages {
			head = append(head, name+"_"+l.Code)
		}
	}
	each("concept")
	head = append(head, "member")
	each("member")
	each("role")
	rows := [][]string{append(head, "block", "quote", "address")}
	words[0].eachLink(func(t atlas.Tier, h *tally.Head, m *atlas.Member) {
		block, quote, id := t.Concept.Block, t.Concept.Quote, ""
		if m != nil {
			block, quote = m.Block, m.Quote
			if m.Ref != nil {
				id = h.ID
			}
		}
		row := []string{t.Concept.ID}
		for _, w := range words {
			row = append(row, w.f.in(t.Label))
		}
		row = append(row, id)
		for _, w := range words {
			name := ""
			if h != nil {
				name = w.rowName(*h)
			}
			row = append(row, name)
		}
		for _, w := range words {
			role := ""
			if m != nil {
				role = w.f.in(m.Role)
			}
			row = append(row, role)
		}
		blockID := ""
		if block != nil {
			blockID = block.ID
		}
		rows = append(rows, append(row, blockID, quote, e.permanent(words[0].blockHref(block))))
	})
	return rows
}
