package check

import (
	"cmp"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// called is a place of the gazetteer or a name, with where a text names it first.
type called struct {
	id    string
	title atlas.Localized
	forms [][]string
	count int
	at    atlas.Mention
}

// callings gathers the mentions of a text by what they mean.
func callings(mentions []atlas.Mention) map[string]*called {
	if len(mentions) == 0 {
		return nil
	}
	out := map[string]*called{}
	for _, m := range mentions {
		c := called{at: m}
		if m.Place != nil {
			c.id, c.title, c.forms = m.Place.Slug, m.Place.Short, m.Place.Forms
		} else {
			c.id, c.title, c.forms = m.Name.ID, m.Name.Name, m.Name.Forms
		}
		if out[c.id] == nil {
			out[c.id] = &c
		}
		out[c.id].count++
	}
	return out
}

// without lists what the one text names and the other does not, as they come.
func without(these, others map[string]*called) []*called {
	var out []*called
	for id, c := range these {
		if others[id] == nil {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(x, y *called) int { return cmp.Or(cmp.Compare(x.at.Start, y.at.Start), cmp.Compare(x.id, y.id)) })
	return out
}

// within reports whether the others mention all that these do.
func within(these, others []atlas.Mention) bool {
	for i := range these {
		if !slices.ContainsFunc(others, func(m atlas.Mention) bool { return m.Place == these[i].Place && m.Name == these[i].Name }) {
			return false
		}
	}
	return true
}

// named compares the places and names of a block with those of its translation.
func named(p *pair) []finding {
	if within(p.original.mentions, p.translation.mentions) && within(p.translation.mentions, p.original.mentions) {
		return nil
	}
	a, b := callings(p.original.mentions), callings(p.translation.mentions)
	missing, surplus := without(a, b), without(b, a)
	if len(missing) == 0 && len(surplus) == 0 {
		return nil
	}
	if len(missing) == 1 && len(surplus) == 1 {
		return []finding{swapped(p, missing[0], surplus[0])}
	}
	var out []finding
	for _, c := range missing {
		out = append(out, finding{block: p.original.id, what: []string{c.id}, Problem: diag.Problem{
			Rule: "names", Severity: diag.Warning, Place: p.translation.start(),
			Message: diag.Tf("原文提到“%[1]s”%[2]d 次，译文一次也没有", "the original names “%[1]s” (%[2]d ×), the translation does not", p.words(0, c), c.count),
			Hint:    forms(p, 1, c),
			Notes:   []diag.Note{{Place: p.original.at(c.at.Start, c.at.End), Message: beside(p)}}}})
	}
	for _, c := range surplus {
		out = append(out, finding{block: p.original.id, what: []string{c.id}, Problem: diag.Problem{
			Rule: "names", Severity: diag.Warning, Place: p.translation.at(c.at.Start, c.at.End),
			Message: diag.Tf("译文提到“%[1]s”%[2]d 次，原文一次也没有", "the translation names “%[1]s” (%[2]d ×), the original does not", p.words(1, c), c.count),
			Hint:    forms(p, 0, c),
			Notes:   []diag.Note{{Place: p.original.start(), Message: beside(p)}}}})
	}
	return out
}

// swapped reports a name that stands where the original has another.
func swapped(p *pair, missing, surplus *called) finding {
	return finding{block: p.original.id, what: []string{missing.id, surplus.id}, Problem: diag.Problem{
		Rule: "names", Severity: diag.Warning, Place: p.translation.at(surplus.at.Start, surplus.at.End),
		Message: diag.Tf("原文是“%s”，译文是“%s”，两者所指不同", "the original names “%s”, the translation “%s”, which is something else", p.words(0, missing), p.words(1, surplus)),
		Hint:    forms(p, 1, missing),
		Notes:   []diag.Note{{Place: p.original.at(missing.at.Start, missing.at.End), Message: beside(p)}}}}
}

// words are what the original (0) or the translation (1) calls it.
func (p *pair) words(side int, c *called) string {
	u := p.original
	if side == 1 {
		u = p.translation
	}
	return u.Text[c.at.Start:c.at.End]
}

// forms tells what a place or a name is called in the other text.
func forms(p *pair, side int, c *called) diag.Text {
	u := p.original
	if side == 1 {
		u = p.translation
	}
	known := c.forms[u.lang]
	if len(known) == 0 {
		return diag.Tf("地名表和名称表没有 %s 的写法，请补上", "the gazetteer and the names have no form of %s in that language; add it", c.id)
	}
	return diag.Tf("登记的写法：“%s”；若另有写法，请补入地名表或名称表", "registered forms: “%s”; if it has another, add it to the gazetteer or the names", strings.Join(known, "”, “"))
}
