package names

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Find returns the names in a text, in order, none overlapping: at the first
// place where a name stands the longest is taken, and the search goes on behind
// it. The block is the id that rules may ask for. A name that a rule says means
// nothing is returned with an empty Key, and so is one that no rule decides;
// see Match.Undecided. The time is at most proportional to the length of the
// text times that of the longest form, in practice to the length of the text.
func (f *Finder) Find(text, block string) []Match { return f.find(text, block, false) }

// FindAll returns every name that stands anywhere in the text, also inside
// others, by start and then the longest first.
func (f *Finder) FindAll(text, block string) []Match { return f.find(text, block, true) }

func (f *Finder) find(text, block string, all bool) []Match {
	t := f.scratch.Get().(*folded)
	defer f.scratch.Put(t)
	t.fold(text)

	var out []Match
	var space [16]hit
	for i := 0; i < len(t.lower); {
		next := i + 1
		for t.at[next] < 0 {
			next++
		}
		if t.inASCIIWord(i) {
			i = next
			continue
		}
		hits := f.trie.prefixes(t.lower[i:], space[:0])
		if len(hits) > 0 && !t.joined(i, f.spaced) {
			for _, h := range slices.Backward(hits) {
				m, ok := f.match(t, i, i+h.len, &f.senses[h.value], block)
				if !ok {
					continue
				}
				out = append(out, m)
				if !all {
					next = i + h.len
					break
				}
			}
		}
		i = next
	}
	return out
}

// match decides what the form at start..end of the folded text means; ok is
// false if it is none.
func (f *Finder) match(t *folded, start, end int, s *sense, block string) (m Match, ok bool) {
	if t.at[end] < 0 {
		return m, false
	}
	tail, ok := f.tail(t, end)
	if !ok {
		return m, false
	}
	m = Match{Start: int(t.at[start]), End: int(t.at[end]), Tail: int(t.at[tail])}
	for i := range s.rules {
		r := &s.rules[i]
		if likeness(t, start, end, &r.claim) > 0 && f.holds(r, t, start, end, block) {
			m.Key, m.Form, m.Rule = r.key, r.form, r.id
			return m, true
		}
	}
	best, decided := 0, false
	for i := range s.claims {
		c := &s.claims[i]
		switch l := likeness(t, start, end, c); {
		case l > best:
			best, decided = l, true
			m.Key, m.Form = c.key, c.form
		case l == best && l > 0 && c.key != m.Key:
			decided = false
		}
	}
	if !decided {
		m.Key = ""
	}
	return m, best > 0
}

// likeness says how well the text agrees with a form in its case: 3 as written,
// 2 with the capital of a sentence's start, 1 in any case if the claim allows
// it, 0 not at all.
func likeness(t *folded, start, end int, c *claim) int {
	text := t.exact[start:end]
	if string(text) == c.exact {
		return 3
	}
	first, n := utf8.DecodeRuneInString(c.exact)
	capital, k := utf8.DecodeRune(text)
	if n == k && capital != first && unicode.ToUpper(first) == capital &&
		string(text[k:]) == c.exact[n:] && t.startsSentence(start) {
		return 2
	}
	if c.anyCase {
		return 1
	}
	return 0
}

// tail returns the end of the word whose name ends at end, with one of the
// endings if there is one; ok is false if the word goes on otherwise.
func (f *Finder) tail(t *folded, end int) (int, bool) {
	for _, e := range f.endings {
		after := end + len(e)
		if after <= len(t.lower) && string(t.lower[end:after]) == e && !t.joined(after, f.spaced) {
			return after, true
		}
	}
	return end, !t.joined(end, f.spaced)
}

// holds reports whether the surroundings are those that the rule asks for.
func (f *Finder) holds(r *rule, t *folded, start, end int, block string) bool {
	if r.block != "" && r.block != block {
		return false
	}
	if len(r.before) > 0 && !slices.ContainsFunc(r.before, func(alt string) bool {
		before := bytes.TrimSuffix(t.lower[:start], []byte(" "))
		return bytes.HasSuffix(before, []byte(alt)) && !t.joined(len(before)-len(alt), f.spaced)
	}) {
		return false
	}
	return len(r.after) == 0 || slices.ContainsFunc(r.after, func(alt string) bool {
		after := bytes.TrimPrefix(t.lower[end:], []byte(" "))
		from := len(t.lower) - len(after)
		return bytes.HasPrefix(after, []byte(alt)) && !t.joined(from+len(alt), f.spaced)
	})
}

// Empty reports whether the dictionary has no forms, so that there is nothing to
// find.
func (f *Finder) Empty() bool { return len(f.senses) == 0 }
