package atlas

import (
	"io/fs"

	"atlas/generator/lock"
	"atlas/generator/source"
)

// readLock reads which translations were accepted and lays it beside the blocks.
// A site without a lock has none to compare with. A chapter whose languages do
// not have the same blocks is passed over: what stands beside what is open there.
func (b *builder) readLock() {
	a := b.atlas
	if _, err := fs.Stat(b.fsys, lock.Path); err != nil {
		return
	}
	if a.Lock = read(b, lock.Path, source.TextFile, lock.Parse); a.Lock == nil {
		return
	}
	for _, blk := range a.Blocks {
		blk.Standings = make([]lock.Standing, len(a.Languages))
	}
	for lang := 1; lang < len(a.Languages); lang++ {
		blocks, pairs := a.Pairs(lang)
		for i, s := range a.Lock.Compare(a.Languages[lang].Code, pairs) {
			blocks[i].Standings[lang] = s
		}
	}
}

// Pairs are the blocks that have an original and a translation into a language,
// with the hashes of the two, but not those of chapters that have errors or in
// which the languages have different blocks.
func (a *Atlas) Pairs(lang int) ([]*Block, []lock.Pair) {
	uneven := map[*Chapter]bool{}
	for _, ch := range a.Chapters {
		uneven[ch] = ch.Files[0] == nil || ch.Files[lang] == nil
	}
	for _, s := range a.Surplus {
		if s.Lang == lang {
			uneven[s.Chapter] = true
		}
	}
	for _, blk := range a.Blocks {
		if blk.Versions[lang] == nil || blk.Versions[lang].Kind != blk.Kind {
			uneven[blk.Chapter] = true
		}
	}
	var blocks []*Block
	var pairs []lock.Pair
	for _, blk := range a.Blocks {
		o, t := blk.Versions[0], blk.Versions[lang]
		if uneven[blk.Chapter] || o.Awaits || t.Awaits {
			continue
		}
		blocks = append(blocks, blk)
		pairs = append(pairs, lock.Pair{Block: blk.ID, Original: o.Sum, Translation: t.Sum})
	}
	return blocks, pairs
}
