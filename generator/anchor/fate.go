package anchor

import (
	"slices"

	"atlas/generator/likeness"
)

// fates are what became of blocks, with what was known before.
func (m *matching) fates() []Fate {
	page := map[string]string{} // of ids that name a block
	for i, id := range m.ids {
		page[id] = m.blocks[i].Page
	}
	type spot struct{ id, page string }
	all := map[spot]Fate{}
	for _, f := range m.fate {
		at, lives := page[f.ID]
		if lives && (f.Sum != Sum{} || f.What == Moved && at == f.Page) {
			continue // it came back
		}
		all[spot{f.ID, f.Page}] = f
	}
	put := func(f Fate) {
		f.Since = m.since
		if before, known := all[spot{f.ID, f.Page}]; known && f.What == Split && before.What == Split {
			f.To = append(before.To[:len(before.To):len(before.To)], f.To[1:]...)
		}
		all[spot{f.ID, f.Page}] = f
	}

	in, changed := m.changed()
	for k, old := range m.kept {
		i := m.was[k]
		switch at, lives := page[old.ID]; {
		case i == none && lives: // given to it by its author
			continue
		case i == none:
			put(m.lost(k, in, changed))
			continue
		case at != old.Page:
			put(Fate{ID: old.ID, Page: old.Page, What: Moved, To: []string{old.ID}})
		}
		if !m.same[i] {
			if to := m.taken(k, in, changed); len(to) > 0 {
				put(Fate{ID: old.ID, Page: m.blocks[i].Page, What: Split, To: append([]string{old.ID}, to...)})
			}
		}
	}
	out := make([]Fate, 0, len(all))
	for _, f := range all {
		out = append(out, f)
	}
	slices.SortFunc(out, compareFates)
	return out
}

func compareFates(a, b Fate) int {
	if c := compareIDs(a.ID, b.ID); c != 0 {
		return c
	}
	return compareIDs(a.Page, b.Page)
}

// changed are the blocks that may have words of others, and an index of them.
func (m *matching) changed() (*index, []int) {
	var list []int
	for i := range m.blocks {
		if m.now[i] == none || !m.same[i] {
			list = append(list, i)
		}
	}
	in := newIndex(len(list))
	for n, i := range list {
		in.add(n, m.wordsOf(i))
	}
	return in, list
}

// few is how many characters in a row are the fewest that can have gone elsewhere.
const few = 4

// shared marks the words of a kept block that stand in a block, in runs, and counts
// their characters.
func (m *matching) shared(k, i int, mark []bool) int {
	a := m.wordsOfKept(k)
	n := 0
	for _, r := range likeness.Common(a, m.wordsOf(i)) {
		w := likeness.Weight(a[r.A : r.A+r.N])
		if w < few && r.N < len(a) {
			continue
		}
		n += w
		for x := r.A; x < r.A+r.N; x++ {
			mark[x] = true
		}
	}
	return n
}

// lost says what became of a kept block that is there no more.
func (m *matching) lost(k int, in *index, changed []int) Fate {
	old := m.kept[k]
	f := Fate{ID: old.ID, Page: old.Page, What: Deleted, Sum: SumOf(old.Text)}
	words := m.wordsOfKept(k)
	mark := make([]bool, len(words))
	whole := likeness.Weight(words)
	best := 0
	var to []int
	for _, n := range in.most(words, 12) {
		i := changed[n]
		s := m.shared(k, i, mark)
		if s == 0 {
			continue
		}
		if s*2 >= whole && s > best {
			best, f.What, f.To = s, Joined, []string{m.ids[i]}
		}
		if s*8 >= whole {
			to = append(to, i)
		}
	}
	if best > 0 {
		if i := slices.Index(m.ids, f.To[0]); m.blocks[i].Written != "" && m.now[i] == none && m.blocks[i].Text == old.Text {
			f.What = Renamed
		}
		return f
	}
	kept := 0
	for x, marked := range mark {
		if marked {
			kept += words[x].Weight()
		}
	}
	if len(to) > 1 && kept*2 >= whole {
		f.What = Split
		slices.Sort(to)
		for _, i := range to {
			f.To = append(f.To, m.ids[i])
		}
		return f
	}
	f.To = m.nearest(k)
	return f
}

// nearest is the block that stands nearest to where a kept one stood.
func (m *matching) nearest(k int) []string {
	page := m.kept[k].Page
	for x := k - 1; x >= 0 && m.kept[x].Page == page; x-- {
		if i := m.was[x]; i != none {
			return []string{m.ids[i]}
		}
	}
	for x := k + 1; x < len(m.kept) && m.kept[x].Page == page; x++ {
		if i := m.was[x]; i != none {
			return []string{m.ids[i]}
		}
	}
	for x := k - 1; x >= 0; x-- {
		if i := m.was[x]; i != none {
			return []string{m.ids[i]}
		}
	}
	return nil
}

// taken are the new blocks that consist of words of a kept one that goes on.
func (m *matching) taken(k int, in *index, changed []int) []string {
	words := m.wordsOfKept(k)
	mark := make([]bool, len(words))
	var to []int
	for _, n := range in.most(words, 12) {
		i := changed[n]
		if m.now[i] != none || m.ids[i] == "" {
			continue
		}
		if s := m.shared(k, i, mark); s > 0 && s*2 >= likeness.Weight(m.wordsOf(i)) {
			to = append(to, i)
		}
	}
	slices.Sort(to)
	var ids []string
	for _, i := range to {
		ids = append(ids, m.ids[i])
	}
	return ids
}
