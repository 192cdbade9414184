package atlas

import (
	"slices"

	"atlas/generator/names"
)

// A longer name may have the name of a place in it: a museum, a station. Its words
// name the place too where the row of the name says that it belongs there (within).
// A row alone is not enough, for a river may be listed with a town that its name does
// not have; nor are the words alone, for a street may be called after a town far away.

// NamesWithin lists the places that a name found in the block's text names too, in the
// order of its row; none for a mention of a place.
func (a *Atlas) NamesWithin(b *Block, lang int, m Mention) []*Place {
	if m.Name == nil || len(m.Name.Within) == 0 || b.Versions[lang] == nil {
		return nil
	}
	return placesWithin(a.gazette.finders[lang], b.Versions[lang].Text, b.ID, m)
}

func placesWithin(f *names.Finder, text, block string, m Mention) []*Place {
	if m.Name == nil || len(m.Name.Within) == 0 {
		return nil
	}
	found := map[string]bool{}
	for _, x := range f.FindAll(text, block) {
		if m.Start <= x.Start && x.End <= m.End {
			found[x.Key] = true
		}
	}
	var out []*Place
	for _, p := range m.Name.Within {
		if found[placeKey+p.Slug] {
			out = append(out, p)
		}
	}
	return out
}

// PlacesIn lists the places that a block names by the words of the first language, also
// within longer names: each once, in the order of the text. They are those for which
// Naming lists the block.
func (a *Atlas) PlacesIn(b *Block) []*Place {
	if len(b.Mentions) == 0 {
		return nil
	}
	var out []*Place
	add := func(p *Place) {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for _, m := range b.Mentions[0] {
		if m.Place != nil {
			add(m.Place)
		}
		for _, p := range a.NamesWithin(b, 0, m) {
			add(p)
		}
	}
	return out
}
