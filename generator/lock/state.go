package lock

// State is how a translation stands to its original.
type State int

// The states.
const (
	Unknown            State = iota // the pair was never accepted, or there is nothing to compare
	Accepted                        // both texts are those that were accepted
	OriginalChanged                 // the translation is behind
	TranslationChanged              // the original is behind
	BothChanged                     // both were edited since; nobody has said yet that they agree
)

// Pair is a block's original and translation as they are now.
type Pair struct {
	Block       string
	Original    Sum
	Translation Sum
}

// Standing is what the lock says of a pair.
type Standing struct {
	State State
	Entry Entry // what was accepted; zero where the state is Unknown
}

// Compare says of each pair of a language how it stands. An entry that is not
// met by its two texts belongs to the block it names, if one of the two is still
// there, or else to a block with one of its texts.
func (l *Lock) Compare(language string, pairs []Pair) []Standing {
	out := make([]Standing, len(pairs))
	if l == nil || l.indexes[language] == nil {
		return out
	}
	used := make([]bool, len(l.entries))
	var open []Pair
	var at []int
	for i, k := range l.Exact(language, pairs) {
		if k >= 0 {
			out[i] = Standing{Accepted, l.entries[k]}
			used[k] = true
		} else {
			open, at = append(open, pairs[i]), append(at, i)
		}
	}
	for k, s := range l.Settle(language, open, used) {
		out[at[k]] = s
	}
	return out
}

// Exact finds for each pair the entry that has both its texts; -1 where none has.
func (l *Lock) Exact(language string, pairs []Pair) []int32 {
	out := make([]int32, len(pairs))
	ix := l.indexes[language]
	for i, p := range pairs {
		out[i] = -1
		if ix != nil {
			if k, ok := ix.accepted[texts{p.Original, p.Translation}]; ok {
				out[i] = int32(k)
			}
		}
	}
	return out
}

// Settle says how pairs stand of which no entry has both texts; used are the
// entries that have both texts of other pairs, and it marks those that it takes.
func (l *Lock) Settle(language string, pairs []Pair, used []bool) []Standing {
	out := make([]Standing, len(pairs))
	ix := l.indexes[language]
	if ix == nil || len(pairs) == 0 {
		return out
	}
	// What is left was edited. A block's own entry first, if half of it holds.
	var left []int
	for i := range pairs {
		k, ok := ix.byBlock[pairs[i].Block]
		if ok && !used[k] {
			if s := half(l.entries[k], pairs[i]); s != BothChanged {
				out[i], used[k] = Standing{s, l.entries[k]}, true
				continue
			}
		}
		left = append(left, i)
	}
	// Then any other that has one of the texts: its block was renumbered.
	translations, originals := map[Sum]int{}, map[Sum]int{}
	for k, e := range l.entries {
		if e.Language == language && !used[k] {
			translations[e.Translation], originals[e.Original] = k, k
		}
	}
	for _, i := range left {
		k, ok := translations[pairs[i].Translation]
		if !ok || used[k] {
			k, ok = originals[pairs[i].Original]
		}
		if ok && !used[k] {
			out[i], used[k] = Standing{half(l.entries[k], pairs[i]), l.entries[k]}, true
		}
	}
	for _, i := range left {
		k, ok := ix.byBlock[pairs[i].Block]
		if ok && !used[k] && out[i].State == Unknown {
			out[i], used[k] = Standing{BothChanged, l.entries[k]}, true
		}
	}
	return out
}

// half says which of an entry's texts a pair still has.
func half(e Entry, p Pair) State {
	switch {
	case e.Translation == p.Translation:
		return OriginalChanged
	case e.Original == p.Original:
		return TranslationChanged
	}
	return BothChanged
}
