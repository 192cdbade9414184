package anchor

import (
	"slices"

	"atlas/generator/likeness"
)

// none is the index of no block; doubtful of one that may be several.
const none, doubtful = -1, -2

// matching lays blocks beside a record.
type matching struct {
	kept   []Kept
	fate   []Fate
	since  string
	blocks []Block
	now    []int // by block: the kept one that it is; none
	was    []int // by kept block: the block that it is; none
	ids    []string
	same   []bool // by block: its words did not change
	doubts []Doubt

	keptWords, words [][]likeness.Word // as far as they were needed
}

func newMatching(r *Record, blocks []Block) *matching {
	m := &matching{kept: r.Blocks, fate: r.Fates, since: r.Edition, blocks: blocks,
		now: slices.Repeat([]int{none}, len(blocks)), was: slices.Repeat([]int{none}, len(r.Blocks)),
		ids: make([]string, len(blocks)), same: make([]bool, len(blocks)),
		keptWords: make([][]likeness.Word, len(r.Blocks)), words: make([][]likeness.Word, len(blocks))}
	return m
}

// match says that a block is a kept one.
func (m *matching) match(i, k int) {
	m.now[i], m.was[k] = k, i
	m.ids[i] = m.kept[k].ID
	m.same[i] = m.blocks[i].Text == m.kept[k].Text
}

// equal reports whether a block has the words and the kind of a kept one.
func (m *matching) equal(i, k int) bool {
	return m.blocks[i].Text == m.kept[k].Text && m.blocks[i].Kind == m.kept[k].Kind
}

// free reports whether neither is matched yet. A block whose author wrote an id is
// matched by that alone.
func (m *matching) free(i, k int) bool {
	return m.now[i] == none && m.was[k] == none && m.ids[i] == ""
}

// written gives the ids that authors wrote.
func (m *matching) written() {
	at := map[string]int{}
	for k, b := range m.kept {
		at[b.ID] = k
	}
	dead := map[string]bool{}
	for _, f := range m.fate {
		if _, lives := at[f.ID]; !lives {
			dead[f.ID] = true
		}
	}
	stands := map[string]bool{}
	for _, b := range m.blocks {
		if b.Written == "" {
			stands[b.Text] = true
		}
	}
	given := map[string]bool{}
	for i, b := range m.blocks {
		if b.Written == "" {
			continue
		}
		k, known := at[b.Written]
		switch {
		case given[b.Written]:
			m.doubts = append(m.doubts, Doubt{i, b.Written, Taken})
		case known && b.Written == b.Ordinal: // the name of a chapter's file
			m.match(i, k)
		case known && stands[m.kept[k].Text] && m.kept[k].Text != b.Text:
			m.doubts = append(m.doubts, Doubt{i, b.Written, Taken})
			continue
		case known:
			m.match(i, k)
		case dead[b.Written] && b.Written != b.Ordinal:
			m.doubts = append(m.doubts, Doubt{i, b.Written, Taken})
			continue
		default:
			m.ids[i] = b.Written
		}
		given[b.Written] = true
	}
}

// edges matches what did not change at the beginning and at the end.
func (m *matching) edges() {
	n := min(len(m.blocks), len(m.kept))
	start := 0
	for ; start < n && m.edge(start, start); start++ {
	}
	for end := 1; end <= n-start && m.edge(len(m.blocks)-end, len(m.kept)-end); end++ {
	}
}

func (m *matching) edge(i, k int) bool {
	if m.now[i] == k {
		return m.equal(i, k)
	}
	if !m.free(i, k) || !m.equal(i, k) {
		return false
	}
	m.match(i, k)
	return true
}

// exact matches blocks whose words stand unchanged, wherever that is.
func (m *matching) exact() {
	type key struct{ kind, text string }
	spots := func(kinds bool) {
		kept, now := map[key][]int{}, map[key][]int{}
		for k, b := range m.kept {
			if m.was[k] == none {
				x := key{b.Kind, b.Text}
				if !kinds {
					x.kind = ""
				}
				kept[x] = append(kept[x], k)
			}
		}
		var order []key
		for i, b := range m.blocks {
			if m.now[i] != none || m.ids[i] != "" {
				continue
			}
			x := key{b.Kind, b.Text}
			if !kinds {
				x.kind = ""
			}
			if kept[x] == nil {
				continue
			}
			if now[x] == nil {
				order = append(order, x)
			}
			now[x] = append(now[x], i)
		}
		for _, x := range order {
			if len(kept[x]) == 1 && len(now[x]) == 1 {
				m.match(now[x][0], kept[x][0])
			}
		}
		if !kinds {
			return
		}
		m.extend()
		// What stands several times goes by its order, on the same page first.
		for _, samePage := range []bool{true, false} {
			for _, x := range order {
				for _, i := range now[x] {
					for _, k := range kept[x] {
						if m.free(i, k) && (!samePage || m.blocks[i].Page == m.kept[k].Page) {
							m.match(i, k)
							break
						}
					}
				}
			}
		}
	}
	spots(true)
	spots(false)
}

// extend matches equal blocks beside matched ones.
func (m *matching) extend() {
	for i := 1; i < len(m.blocks); i++ {
		if k := m.now[i-1] + 1; k > 0 && k < len(m.kept) && m.free(i, k) && m.equal(i, k) {
			m.match(i, k)
		}
	}
	for i := len(m.blocks) - 2; i >= 0; i-- {
		if k := m.now[i+1] - 1; k >= 0 && m.free(i, k) && m.equal(i, k) {
			m.match(i, k)
		}
	}
}

func (m *matching) wordsOfKept(k int) []likeness.Word {
	if m.keptWords[k] == nil {
		m.keptWords[k] = likeness.Words(m.kept[k].Text)
	}
	return m.keptWords[k]
}

func (m *matching) wordsOf(i int) []likeness.Word {
	if m.words[i] == nil {
		m.words[i] = likeness.Words(m.blocks[i].Text)
	}
	return m.words[i]
}
