package atlas

import (
	"strings"

	"atlas/generator/anchor"
	"atlas/generator/diag"
)

// Gone is an id that named a block of a page once and names none of it now.
type Gone struct {
	ID    string
	What  anchor.What
	Since string   // the last edition that has it; "" where there was none
	To    []*Block // where its words are now, or, if they were taken out, what stands nearest
}

// Gone lists what stood once on the page of a chapter, by the page's id, such as
// "ch5", in the order of the ids.
func (a *Atlas) Gone(page string) []Gone {
	if a.Anchors == nil {
		return nil
	}
	var out []Gone
	for _, f := range a.gone[page] {
		b := a.living(f.ID)
		if b != nil && b.Chapter.ID == page {
			continue
		}
		g := Gone{ID: f.ID, What: f.What, Since: f.Since}
		if b != nil {
			g.To = []*Block{b}
		} else {
			for _, id := range a.Anchors.Record.Lead(f.ID, func(id string) bool { return a.living(id) != nil }) {
				g.To = append(g.To, a.living(id))
			}
		}
		for _, to := range g.To {
			to.read()
		}
		out = append(out, g)
	}
	return out
}

// Vanished are the pages that chapters had once which are there no more.
func (a *Atlas) Vanished() []string { return a.vanished }

// sortFates lays what became of ids beside the pages on which they stood.
func (b *builder) sortFates() {
	a := b.atlas
	if a.Anchors == nil {
		return
	}
	pages := map[string]bool{}
	for _, c := range a.Chapters {
		pages[c.ID] = true
	}
	a.gone = map[string][]anchor.Fate{}
	for _, f := range a.Anchors.Record.Fates {
		if !pages[f.Page] && a.gone[f.Page] == nil {
			a.vanished = append(a.vanished, f.Page)
		}
		a.gone[f.Page] = append(a.gone[f.Page], f)
	}
}

// fateOf says what became of the block that an id named; nothing where it never named
// one, or one has its words.
func (b *builder) fateOf(id string) diag.Text {
	if b.atlas.Anchors == nil {
		return diag.Text{}
	}
	f, known := b.atlas.Anchors.Record.Fate(id)
	switch to := b.atlas.ledOn(id); {
	case !known:
		return diag.Text{}
	case len(to) > 1:
		list := strings.Join(to, ", ")
		return diag.Tf("%[1]s 已拆分为 %[2]s", "%[1]s was split into %[2]s", id, list)
	case f.Since != "":
		return diag.Tf("%[1]s 在 %[2]s 版之后删去了", "%[1]s was taken out after the edition %[2]s", id, f.Since)
	}
	return diag.Tf("%s 已删去", "%s was taken out", id)
}
