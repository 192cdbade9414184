package check

import (
	"strconv"
	"unicode/utf8"

	"atlas/generator/text"
)

// match lays a block of the original beside one of the translation: indexes, or
// -1 where there is no counterpart.
type match struct{ a, b int }

// What a match is worth. Two blocks that belong together share names, numbers,
// terms and marks; those that share nothing are still rather laid side by side
// than apart, so that a block without any evidence stays where it is.
const (
	worthSame  = 1.0  // of the same kind
	worthOther = -0.4 // of different kinds
	worthGap   = -0.5 // of a block without a counterpart
	likeness   = 0.4  // the likeness at which evidence begins to speak for a match
)

// alignment is the sequence of matches that is worth most (Needleman & Wunsch
// 1970), with the length of a block as the weakest evidence.
func alignment(a, b []*unit) []match {
	ea, eb := evidences(a), evidences(b)
	ratio := float64(length(b)+1) / float64(length(a)+1)
	worth := func(i, j int) float64 {
		like, weight := ea[i].likeness(eb[j])
		x, y := float64(utf8.RuneCountInString(a[i].Text))*ratio+1, float64(utf8.RuneCountInString(b[j].Text))+1
		size := 0.3 * min(x, y) / max(x, y)
		if a[i].Kind != b[j].Kind {
			return worthOther + 1.5*(like-likeness)*weight + size
		}
		return worthSame + 2*(like-likeness)*weight + size
	}
	// What the two have in common at their ends needs no search.
	var head, tail []match
	from, toA, toB := 0, len(a), len(b)
	sure := func(i, j int) bool {
		like, weight := ea[i].likeness(eb[j])
		return a[i].Kind == b[j].Kind && weight == 1 && like > 0.7
	}
	for from < toA && from < toB && sure(from, from) {
		head = append(head, match{from, from})
		from++
	}
	for toA > from && toB > from && sure(toA-1, toB-1) {
		toA, toB = toA-1, toB-1
		tail = append(tail, match{toA, toB})
	}
	n, m := toA-from, toB-from
	best := make([]float64, (n+1)*(m+1))
	at := func(i, j int) *float64 { return &best[i*(m+1)+j] }
	pairs := make([]float64, n*m)
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			switch {
			case i == n:
				*at(i, j) = worthGap * float64(m-j)
			case j == m:
				*at(i, j) = worthGap * float64(n-i)
			default:
				pairs[i*m+j] = worth(from+i, from+j)
				*at(i, j) = max(pairs[i*m+j]+*at(i+1, j+1), worthGap+*at(i+1, j), worthGap+*at(i, j+1))
			}
		}
	}
	out := head
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && *at(i, j) == pairs[i*m+j]+*at(i+1, j+1):
			out = append(out, match{from + i, from + j})
			i, j = i+1, j+1
		case i < n && *at(i, j) == worthGap+*at(i+1, j):
			out = append(out, match{from + i, -1})
			i++
		default:
			out = append(out, match{-1, from + j})
			j++
		}
	}
	for k := len(tail) - 1; k >= 0; k-- {
		out = append(out, tail[k])
	}
	return out
}

func length(units []*unit) int {
	n := 0
	for _, u := range units {
		n += utf8.RuneCountInString(u.Text)
	}
	return n
}

// evidence is what a block has in common with its translation, whatever the
// language: names, numbers, terms, marks.
type evidence map[string]bool

func evidences(units []*unit) []evidence {
	out := make([]evidence, len(units))
	for i, u := range units {
		out[i] = u.evidence()
	}
	return out
}

func (u *unit) evidence() evidence {
	e := evidence{}
	for _, q := range u.numbers() {
		if !q.Optional {
			e["number "+q.Value.String()] = true
		}
	}
	for id := range callings(u.mentions) {
		e["name "+id] = true
	}
	for _, m := range u.atlas.FindTerms(u.lang, u.Text, u.id, false) {
		e["term "+m.Terms[0].ID] = true
	}
	for _, m := range u.Marks {
		switch m.Kind {
		case text.Page, text.FigureSpot:
			e["mark "+strconv.Itoa(int(m.Kind))+" "+strconv.Itoa(m.N)] = true
		case text.Corr, text.Sic:
			e["note "+m.ID] = true
		}
	}
	if u.Kind == text.Figure {
		e["target "+u.Rest] = true
	}
	return e
}

// likeness is how much of their evidence two blocks share (Dice's coefficient),
// and how much that weighs: from 0 without evidence to 1.
func (e evidence) likeness(f evidence) (like, weight float64) {
	total := len(e) + len(f)
	if total == 0 {
		return 0, 0
	}
	shared := 0
	for k := range e {
		if f[k] {
			shared++
		}
	}
	return float64(2*shared) / float64(total), min(1, float64(total)/6)
}
