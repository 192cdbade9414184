package anchor

import (
	"cmp"
	"strconv"
	"strings"
)

// An id is its family, a number in it, and letters for what was put in behind that
// number later: ch5-s1-p, 1, a.
type numberedID struct {
	family  string
	n       int
	letters string
}

// parseID takes an id apart; one that has no number is a family by itself.
func parseID(id string) numberedID {
	end := len(id)
	for end > 0 && 'a' <= id[end-1] && id[end-1] <= 'z' {
		end--
	}
	start := end
	for start > 0 && '0' <= id[start-1] && id[start-1] <= '9' {
		start--
	}
	n, err := strconv.Atoi(id[start:end])
	if start == end || err != nil {
		return numberedID{family: id}
	}
	return numberedID{id[:start], n, id[end:]}
}

// compareIDs orders ids as their numbers do, and letters by their length: p2, p10,
// p10a, p10b, p10za.
func compareIDs(a, b string) int {
	for a != "" && b != "" {
		x, y := numeric(a), numeric(b)
		if x == 0 || y == 0 {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		p, q := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
		if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q), cmp.Compare(x, y)); c != 0 {
			return c
		}
		a, b = a[x:], b[y:]
	}
	return cmp.Compare(len(a), len(b))
}

// numeric is how many digits stand at the beginning.
func numeric(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// family is what the id of a block begins with, given that of its parent.
func (m *matching) family(i int) string {
	b := m.blocks[i]
	own := strings.TrimRight(b.Ordinal, "0123456789")
	if b.Parent < 0 {
		return own
	}
	if rest, below := strings.CutPrefix(own, m.blocks[b.Parent].Ordinal+"-"); below {
		return m.ids[b.Parent] + "-" + rest
	}
	return own
}

// name gives ids to blocks that are none of the record: the one that belonged to the
// same words before they were taken out, the next number at the end of a family, a
// letter behind the last number before it.
func (m *matching) name() {
	used := map[string]bool{}
	highest := map[string]int{}
	use := func(id string) {
		used[id] = true
		p := parseID(id)
		highest[p.family] = max(highest[p.family], p.n)
	}
	for _, k := range m.kept {
		use(k.ID)
	}
	revived := map[Sum]string{}
	for _, f := range m.fate {
		use(f.ID)
		if f.Sum != (Sum{}) {
			revived[f.Sum] = f.ID
		}
	}
	last := map[string]int{} // by family: where the last block that has its id stands
	given := map[string]bool{}
	for i, id := range m.ids {
		if id != "" {
			use(id)
			given[id] = true
			last[parseID(id).family] = i
		}
	}
	before := map[string]int{} // by family: the number last seen
	for i := range m.blocks {
		if m.ids[i] == "" && len(revived) > 0 {
			if id := revived[SumOf(m.blocks[i].Text)]; id != "" && !given[id] {
				m.ids[i], given[id] = id, true
			}
		}
		if m.ids[i] == "" {
			f := m.family(i)
			if end, more := last[f]; more && end > i {
				m.ids[i] = lettered(f+strconv.Itoa(before[f]), used)
			} else {
				n := highest[f] + 1
				for used[f+strconv.Itoa(n)] {
					n++
				}
				m.ids[i] = f + strconv.Itoa(n)
			}
			use(m.ids[i])
		}
		p := parseID(m.ids[i])
		before[p.family] = p.n
	}
}

// lettered is the first id behind one that is not in use: a, b, … y, za, zb, … zy,
// zza and so on, so that they also sort in that order.
func lettered(id string, used map[string]bool) string {
	for ; ; id += "z" {
		for c := 'a'; c < 'z'; c++ {
			if next := id + string(c); !used[next] {
				return next
			}
		}
	}
}
