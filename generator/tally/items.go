package tally

import (
	"cmp"
	"slices"

	"atlas/generator/atlas"
)

// item is something that is counted.
type item struct {
	theme, horizon, kind, stage, kindOfBlock string
	chapter                                  *atlas.Chapter
	places                                   []string
	target                                   bool
}

// keys are the heads under which an item counts; a target that names two places
// counts for both.
func (it item) keys(axis string) []string {
	switch axis {
	case "theme":
		return []string{it.theme}
	case "horizon":
		return []string{it.horizon}
	case "type":
		return []string{it.kind}
	case "stage":
		return []string{it.stage}
	case "kind":
		return []string{it.kindOfBlock}
	case "chapter":
		if it.chapter == nil {
			return nil
		}
		return []string{it.chapter.ID}
	case "place":
		return it.places
	}
	return []string{""} // the single column
}

// items lists what is counted.
func items(a *atlas.Atlas, n *atlas.Count, of string) []item {
	var out []item
	switch of {
	case "claims":
		out = items(a, n, "targets")
		for _, it := range items(a, n, "projects") {
			it.theme = n.Theme(it.kind)
			out = append(out, it)
		}
	case "targets":
		for _, t := range a.Targets {
			out = append(out, item{target: true, theme: t.Theme, horizon: t.Horizon, chapter: chapterOf(t.Block), places: places(t.Entities)})
		}
	case "projects":
		for _, p := range a.Projects {
			it := item{kind: p.Type, chapter: chapterOf(p.Block), places: places(slices.Concat(p.Places, p.Connects))}
			if p.Stage != nil {
				it.stage = p.Stage.Value
			}
			out = append(out, it)
		}
	case "mentions":
		// One for each block and each place that it names, however often.
		named := map[*atlas.Block][]string{}
		for _, p := range a.Places {
			for _, b := range a.Naming(p) {
				if !slices.Contains(named[b], p.Page.Slug) {
					named[b] = append(named[b], p.Page.Slug)
				}
			}
		}
		for b := range a.Blocks() {
			if len(named[b]) > 0 {
				out = append(out, item{chapter: b.Chapter, places: named[b]})
			}
		}
	case "blocks":
		for b := range a.Blocks() {
			out = append(out, item{chapter: b.Chapter, kindOfBlock: b.Kind.String()})
		}
	}
	return out
}

func chapterOf(b *atlas.Block) *atlas.Chapter {
	if b == nil {
		return nil
	}
	return b.Chapter
}

// places are the places of refs, each by the page that shows it, each once.
func places(refs []atlas.Ref) []string {
	var out []string
	for _, r := range refs {
		if r.Place != nil && !slices.Contains(out, r.Place.Page.Slug) {
			out = append(out, r.Place.Page.Slug)
		}
	}
	return out
}

// heads are the rows or columns of an axis, in the order of the vocabulary, the
// text or the gazetteer. The last gathers what has none.
func heads(a *atlas.Atlas, n *atlas.Count, axis string) []Head {
	var out []Head
	words := func(column string) {
		for _, w := range a.Words(column) {
			out = append(out, Head{ID: w.Value, Name: w.Name})
		}
	}
	// Where the vocabulary has no words for a column, its values speak for
	// themselves, in the order in which they first stand there.
	values := func(of func(item) string) {
		for _, it := range items(a, n, n.Of) {
			v := of(it)
			if v != "" && !slices.ContainsFunc(out, func(h Head) bool { return h.ID == v }) {
				out = append(out, Head{ID: v})
			}
		}
	}
	switch axis {
	case "theme":
		words("targets.theme")
		values(func(it item) string { return it.theme })
	case "type":
		words("projects.type")
		values(func(it item) string { return it.kind })
	case "stage":
		words("projects.stage")
	case "horizon":
		values(func(it item) string { return it.horizon })
		slices.SortFunc(out, func(x, y Head) int { return cmp.Compare(x.ID, y.ID) })
	case "kind":
		for _, k := range Kinds {
			out = append(out, Head{ID: k.String()})
		}
		return out
	case "chapter":
		for _, c := range a.Chapters {
			h := Head{ID: c.ID, Chapter: c, Name: c.Label}
			if c.Heading != nil {
				h.Name = nil
			}
			out = append(out, h)
		}
		return out
	case "place":
		for _, p := range a.Places {
			if p.HasPage() && (len(n.Ranks) == 0 || slices.Contains(n.Ranks, p.Rank.ID)) {
				out = append(out, Head{ID: p.Slug, Name: p.Short, Place: p})
			}
		}
		return out
	}
	return append(out, Head{})
}
