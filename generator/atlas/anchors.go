package atlas

import (
	"slices"
	"strings"

	"atlas/generator/anchor"
	"atlas/generator/diag"
	"atlas/generator/parallel"
	"atlas/generator/source"
	"atlas/generator/text"
)

// Anchors are the ids of a site that was pinned.
type Anchors struct {
	Record  *anchor.Record // as it is to be kept from now on
	Changed bool           // it is not the one that was read

	read *anchor.Record // the one that was read
}

// anchored are the ids that a record gave to the blocks of chapters, kept for as long
// as both are the same.
type anchored struct {
	read    *anchor.Record
	made    []*madeChapter
	outcome anchor.Outcome
	parts   [][]string // the ids, by chapter
}

// AnchorBlocks are the blocks of all chapters as a record of ids sees them.
func (a *Atlas) AnchorBlocks() []anchor.Block {
	var all []anchor.Block
	for _, c := range a.Chapters {
		from := len(all)
		for _, b := range c.anchors() {
			if b.Parent >= 0 {
				b.Parent += from
			}
			all = append(all, b)
		}
	}
	return all
}

// anchors are the blocks of the chapter as a record of ids sees them; the parents are
// counted within the chapter.
func (c *Chapter) anchors() []anchor.Block {
	out := make([]anchor.Block, len(c.Blocks))
	at := make(map[string]int, len(c.Blocks))
	for i, b := range c.Blocks {
		at[b.Ordinal] = i
		parent := -1
		for id := b.Ordinal; parent < 0; {
			cut := strings.LastIndexByte(id, '-')
			if cut < 0 {
				break
			}
			id = id[:cut]
			if k, ok := at[id]; ok {
				parent = k
			}
		}
		words := b.Versions[0].Text
		switch b.Kind {
		case text.Figure:
			words += "\n" + b.Versions[0].Rest
		case text.Table: // many have no caption
			for _, cell := range c.Blocks[i+1:] {
				if cell.Table != b {
					break
				}
				words += "\n" + cell.Versions[0].Text
			}
		}
		out[i] = anchor.Block{Ordinal: b.Ordinal, Kind: b.Kind.String(), Parent: parent, Page: c.ID, Text: words}
		if b.Kind == text.Title {
			out[i].Written = b.Ordinal
		}
	}
	return out
}

// anchor gives blocks the ids that they keep. A site that was never pinned has those
// that follow from order. It returns the chapters that have to be made anew, since
// others of their ids changed, and what they were.
func (b *builder) anchor() {
	a := b.atlas
	if !b.there(anchor.Path) {
		b.loader.anchored = anchored{}
		return
	}
	record := read(b, anchor.Path, source.TextFile, anchor.Parse)
	if record == nil {
		return
	}
	list := b.loader.shelves.list
	kept := &b.loader.anchored
	made := make([]*madeChapter, len(list))
	for i, x := range list {
		made[i] = x.made
	}
	if kept.read != record || !slices.Equal(kept.made, made) {
		var blocks []anchor.Block
		ends := make([]int, len(list))
		for i, m := range made {
			from := len(blocks)
			if m.sequence == nil {
				m.sequence = m.chapter.anchors()
			}
			for _, one := range m.sequence {
				if one.Parent >= 0 {
					one.Parent += from
				}
				blocks = append(blocks, one)
			}
			ends[i] = len(blocks)
		}
		*kept = anchored{read: record, made: made, outcome: record.Assign(blocks), parts: make([][]string, len(list))}
		from := 0
		for i, end := range ends {
			kept.parts[i] = kept.outcome.IDs[from:end:end]
			from = end
		}
	}
	a.Anchors = &Anchors{Record: kept.outcome.Record, Changed: kept.outcome.Changed, read: record}
}

// named gives the chapters their ids, those too that are otherwise the same as before;
// these are made anew.
func (b *builder) named(fresh, old []*madeChapter) (all, before []*madeChapter) {
	isFresh := map[*madeChapter]bool{}
	for _, m := range fresh {
		isFresh[m] = true
	}
	kept := &b.loader.anchored
	for i, x := range b.loader.shelves.list {
		var ids []string
		if b.atlas.Anchors != nil {
			ids = kept.parts[i]
		}
		if x.made.hasIDs(ids) {
			continue
		}
		if !isFresh[x.made] {
			m := x.made.again(b.loader)
			fresh, old = append(fresh, m), append(old, x.made)
			x.made = m
			if b.atlas.Anchors != nil {
				kept.made[i] = m
			}
		}
		x.made.rename(ids)
	}
	return fresh, old
}

// hasIDs reports whether the chapter's blocks have these ids; nil are those of their
// order.
func (m *madeChapter) hasIDs(ids []string) bool {
	for i, blk := range m.chapter.Blocks {
		want := blk.Ordinal
		if ids != nil {
			want = ids[i]
		}
		if blk.ID != want {
			return false
		}
	}
	return true
}

// again is the chapter, put together once more.
func (m *madeChapter) again(l *Loader) *madeChapter {
	old := m.chapter
	n := &madeChapter{docs: m.docs, absent: m.absent, counts: m.counts, page: m.page, gazette: m.gazette, sequence: m.sequence}
	n.chapter = &Chapter{ID: old.ID, N: old.N, Label: make(Localized, len(m.docs)), Files: make([]*source.File, len(m.docs)), Absent: m.absent,
		before: old.before, ear: l.ear, lost: old.lost}
	n.assemble()
	return n
}

// rename gives the blocks their ids. Nobody has seen them yet.
func (m *madeChapter) rename(ids []string) {
	c := m.chapter
	for i, blk := range c.Blocks {
		blk.ID = blk.Ordinal
		if ids != nil {
			blk.ID = ids[i]
		}
		if blk.ID != blk.Ordinal {
			c.strays = append(c.strays, blk)
		}
	}
	for _, s := range c.Sections {
		if s.Heading != nil {
			s.ID = s.Heading.ID
		}
	}
	c.byID = nil
	c.index()
}

// strays finds the blocks of which the id does not say where they stand.
func (b *builder) strays() {
	a := b.atlas
	for _, c := range a.Chapters {
		for _, blk := range c.strays {
			if a.strays == nil {
				a.strays = map[string]*Block{}
			}
			a.strays[blk.ID] = blk
		}
	}
}

// sameFates reports whether the same became of the same ids.
func (a *Anchors) sameFates(o *Anchors) bool {
	if a == nil || o == nil || a.Record == o.Record {
		return a == o || a != nil && o != nil
	}
	return slices.EqualFunc(a.Record.Fates, o.Record.Fates, anchor.Fate.Equal)
}

// doubts says what could not be decided of the ids.
func (b *builder) doubts() {
	if b.atlas.Anchors == nil {
		return
	}
	kept := &b.loader.anchored
	for _, d := range kept.outcome.Doubts {
		i := d.Block
		var blk *Block
		for _, c := range b.atlas.Chapters {
			if i < len(c.Blocks) {
				blk = c.Blocks[i]
				break
			}
			i -= len(c.Blocks)
		}
		if d.Kind != anchor.Reworded {
			continue // titles alone are written, and each file has one
		}
		b.problems.Add(diag.Problem{Rule: "ids-doubt", Severity: diag.Warning, Place: blk.Versions[0].Pos.Place(),
			Message: diag.Tf("无法断定这一段是否就是原来的 %[1]s：留下的字不到一半，或另有一样相似的段落；它现在是 %[2]s，%[1]s 不再用于别的段落",
				"whether this is the block that was %[1]s cannot be told, for less than half of its words are left, or others are as much like it; it is %[2]s now, and %[1]s will name no other words", d.ID, blk.ID),
			Hint: diag.T("如是同一段，取回原来的文字和 content/ids.lock，分几次改，每次保存；不是，就不必管",
				"if it is the same, take the old words and content/ids.lock back, and reword it in several steps, each of them saved; if it is not, nothing need be done")})
	}
}

// assembleAll puts chapters together, on all processors.
func assembleAll(list []*madeChapter) {
	parallel.Each(len(list), func(i int) { list[i].assemble() })
}
