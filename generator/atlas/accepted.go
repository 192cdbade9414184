package atlas

import (
	"slices"

	"atlas/generator/lock"
	"atlas/generator/source"
	"atlas/generator/text"
)

// exactPairs are the entries of a lock that have a chapter's pairs as they are;
// -1 where none has.
type exactPairs struct {
	lock *lock.Lock
	at   []int32
	open bool // there is a -1
}

// readLock reads which translations were accepted and lays it beside the blocks.
// A site without a lock has none to compare with. A chapter whose languages do
// not have the same blocks is passed over: what stands beside what is open there.
func (b *builder) readLock() {
	a := b.atlas
	if !b.there(lock.Path) {
		return
	}
	if a.Lock = read(b, lock.Path, source.TextFile, lock.Parse); a.Lock == nil {
		return
	}
	a.standings = map[*Block][]lock.Standing{}
	a.unaccepted = make([][]*Block, len(a.Languages))
	for lang := 1; lang < len(a.Languages); lang++ {
		b.compare(lang)
	}
}

// compare lays the lock beside the blocks of a language. Only chapters that
// changed are looked up in it anew.
func (b *builder) compare(lang int) {
	a, code := b.atlas, b.atlas.Languages[lang].Code
	var open []*madeChapter
	for _, x := range b.loader.shelves.list {
		m := x.made
		if m.exact == nil {
			m.exact = make([]exactPairs, len(a.Languages))
		}
		if e := &m.exact[lang]; e.lock != a.Lock {
			_, pairs := m.chapter.pairsOf(lang)
			*e = exactPairs{lock: a.Lock, at: a.Lock.Exact(code, pairs)}
			e.open = slices.Contains(e.at, -1)
		}
		if m.exact[lang].open {
			open = append(open, m)
		}
	}
	if len(open) == 0 {
		return
	}
	used := make([]bool, len(a.Lock.Entries()))
	for _, x := range b.loader.shelves.list {
		for _, k := range x.made.exact[lang].at {
			if k >= 0 {
				used[k] = true
			}
		}
	}
	var blocks []*Block
	var pairs []lock.Pair
	for _, m := range open {
		all, of := m.chapter.pairsOf(lang)
		for i, k := range m.exact[lang].at {
			if k < 0 {
				blocks, pairs = append(blocks, all[i]), append(pairs, of[i])
			}
		}
	}
	for i, s := range a.Lock.Settle(code, pairs, used) {
		blk := blocks[i]
		if a.standings[blk] == nil {
			a.standings[blk] = make([]lock.Standing, len(a.Languages))
			for other := 1; other < len(a.Languages); other++ {
				if other != lang && blk.paired(other) {
					a.standings[blk][other].State = lock.Accepted
				}
			}
		}
		a.standings[blk][lang] = s
	}
	a.unaccepted[lang] = blocks
}

// Standing says how a block's translation into a language stands to its
// original.
func (a *Atlas) Standing(b *Block, lang int) lock.State {
	b.read()
	switch s := a.standings[b]; {
	case a.Lock == nil || lang == 0:
		return lock.Unknown
	case s != nil:
		return s[lang].State
	case b.paired(lang):
		return lock.Accepted
	}
	return lock.Unknown
}

// Unaccepted lists the blocks whose translation into a language was not accepted
// as the two texts are, in document order.
func (a *Atlas) Unaccepted(lang int) []*Block {
	if a.Lock == nil {
		return nil
	}
	return a.unaccepted[lang]
}

// Behind reports whether the block's text in a language is older than that of
// another, and which: a translation whose original changed, or an original whose
// translation changed, until someone accepts the two or edits the one behind.
func (a *Atlas) Behind(b *Block, lang int) (other int, behind bool) {
	b.read()
	for i, s := range a.standings[b] {
		switch {
		case i == lang && s.State == lock.OriginalChanged:
			return 0, true
		case i > 0 && lang == 0 && s.State == lock.TranslationChanged:
			return i, true
		}
	}
	return 0, false
}

// Pairs are the blocks that have an original and a translation into a language,
// with the hashes of the two, but not those of chapters that have errors or in
// which the languages have different blocks.
func (a *Atlas) Pairs(lang int) ([]*Block, []lock.Pair) {
	var blocks []*Block
	var pairs []lock.Pair
	for _, c := range a.Chapters {
		b, p := c.pairsOf(lang)
		blocks, pairs = append(blocks, b...), append(pairs, p...)
	}
	return blocks, pairs
}

// PairCount is the number of Pairs.
func (a *Atlas) PairCount(lang int) int {
	n := 0
	for _, c := range a.Chapters {
		n += max(c.pairs[lang], 0)
	}
	return n
}

// Awaiting are the blocks of the chapter that wait for the text of a language.
func (c *Chapter) Awaiting() []*Block { return c.awaits }

// pair counts the chapter's pairs, and finds the blocks with marks of notes and
// those that wait for a translation.
func (c *Chapter) pair() {
	c.pairs = make([]int, len(c.Files))
	for lang := range c.Files {
		if c.Files[0] == nil || c.Files[lang] == nil || slices.ContainsFunc(c.surplus, func(s Surplus) bool { return s.Lang == lang }) {
			c.pairs[lang] = -1
			continue
		}
		for _, blk := range c.Blocks {
			o, t := blk.Versions[0], blk.Versions[lang]
			if t == nil || t.Kind != blk.Kind {
				c.pairs[lang] = -1
				break
			}
			if !o.Awaits && !t.Awaits {
				c.pairs[lang]++
			}
		}
	}
	for _, blk := range c.Blocks {
		if slices.ContainsFunc(blk.Versions, func(v *Version) bool {
			return v != nil && slices.ContainsFunc(v.Marks, func(m text.Mark) bool { return m.Kind == text.Corr || m.Kind == text.Sic })
		}) {
			c.noted = append(c.noted, blk)
		}
		if slices.ContainsFunc(blk.Versions, func(v *Version) bool { return v != nil && v.Awaits }) {
			c.awaits = append(c.awaits, blk)
		}
	}
}

// pairsOf are the chapter's part of Pairs.
func (c *Chapter) pairsOf(lang int) ([]*Block, []lock.Pair) {
	if c.pairs[lang] <= 0 {
		return nil, nil
	}
	blocks, pairs := make([]*Block, 0, c.pairs[lang]), make([]lock.Pair, 0, c.pairs[lang])
	for _, blk := range c.Blocks {
		if blk.paired(lang) {
			blocks = append(blocks, blk)
			pairs = append(pairs, lock.Pair{Block: blk.ID, Original: lock.Of(blk.Versions[0].Text), Translation: lock.Of(blk.Versions[lang].Text)})
		}
	}
	return blocks, pairs
}

// paired reports whether the block is one of Pairs.
func (b *Block) paired(lang int) bool {
	return b.Chapter.pairs[lang] > 0 && !b.Versions[0].Awaits && !b.Versions[lang].Awaits
}
