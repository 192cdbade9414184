package check

import (
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// termed compares the terms of the glossary in a block with those in its
// translation. A term within a longer one is not asked for in the other
// language, but it counts where it is looked for.
func termed(p *pair) []finding {
	a := p.original.atlas
	from, to := p.original.lang, p.translation.lang
	in := func(u *unit, inside bool) []atlas.TermMention { return a.FindTerms(u.lang, u.Text, u.id, inside) }
	these, those := in(p.original, false), in(p.translation, false)
	missing, surplus := lacking(these, those), lacking(those, these)
	if len(missing) > 0 {
		missing = lacking(missing, in(p.translation, true))
	}
	if len(surplus) > 0 {
		surplus = lacking(surplus, in(p.original, true))
	}
	var out []finding
	for _, m := range missing {
		// A rendering that belongs to another term is surely the one meant, if it
		// is the only one left over.
		if len(missing) == 1 && len(surplus) == 1 {
			s := surplus[0]
			return []finding{{block: p.original.id, what: ids(m.Terms, s.Terms), Problem: diag.Problem{
				Rule: "terms", Severity: diag.Warning, Place: p.translation.at(s.Start, s.End),
				Message: diag.Tf("“%[1]s”译作“%[2]s”，而这是“%[3]s”的译法", "“%[1]s” is rendered “%[2]s”, which is the rendering of “%[3]s”",
					p.original.Text[m.Start:m.End], p.translation.Text[s.Start:s.End], s.Terms[0].Name[from]),
				Hint:  renderings(m, to),
				Notes: []diag.Note{{Place: p.original.at(m.Start, m.End), Message: beside(p)}}}}}
		}
		out = append(out, finding{block: p.original.id, what: ids(m.Terms), Problem: diag.Problem{
			Rule: "terms", Severity: diag.Warning, Place: p.translation.start(),
			Message: diag.Tf("原文有术语“%s”，译文没有它的译法", "the original has the term “%s”, the translation has none of its renderings", p.original.Text[m.Start:m.End]),
			Hint:    renderings(m, to),
			Notes:   []diag.Note{{Place: p.original.at(m.Start, m.End), Message: beside(p)}}}})
	}
	for _, s := range surplus {
		out = append(out, finding{block: p.original.id, what: ids(s.Terms), Problem: diag.Problem{
			Rule: "terms", Severity: diag.Warning, Place: p.translation.at(s.Start, s.End),
			Message: diag.Tf("译文的“%s”是术语“%s”的译法，原文没有这个术语", "“%s” is the rendering of the term “%s”, which the original does not have",
				p.translation.Text[s.Start:s.End], s.Terms[0].Name[from]),
			Hint:  renderings(s, from),
			Notes: []diag.Note{{Place: p.original.start(), Message: beside(p)}}}})
	}
	return out
}

// lacking are the terms of the one text, each once, that the other lacks.
func lacking(these, others []atlas.TermMention) []atlas.TermMention {
	if len(these) == 0 {
		return nil
	}
	there := map[*atlas.Term]bool{}
	for _, m := range others {
		for _, t := range m.Terms {
			there[t] = true
		}
	}
	var out []atlas.TermMention
	for _, m := range these {
		if slices.ContainsFunc(m.Terms, func(t *atlas.Term) bool { return there[t] }) {
			continue
		}
		for _, t := range m.Terms {
			there[t] = true // once is enough
		}
		out = append(out, m)
	}
	return out
}

func ids(lists ...[]*atlas.Term) []string {
	var out []string
	for _, l := range lists {
		for _, t := range l {
			out = append(out, t.ID)
		}
	}
	return out
}

// renderings tells what the glossary has for a term in a language.
func renderings(m atlas.TermMention, lang int) diag.Text {
	var known []string
	for _, t := range m.Terms {
		for _, s := range append([]string{t.Name[lang]}, t.Accepted[lang]...) {
			if s != "" && !slices.Contains(known, s) {
				known = append(known, s)
			}
		}
	}
	return diag.Tf("术语表的写法：“%s”；若另有写法，请补入术语表", "the glossary has “%s”; if there is another rendering, add it there", strings.Join(known, "”, “"))
}
