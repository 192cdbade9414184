package atlas

import (
	"fmt"
	"slices"
	"strconv"

	"atlas/generator/text"
)

// placer gives the blocks of a document their ids, by their order, and lays them
// beside the same blocks of the other languages.
type placer struct {
	m     *madeChapter
	c     *Chapter
	lang  int
	doc   *chapterDoc
	count counter

	section, paragraph, item int     // the section, and what was counted in it
	boxItem, group           int     // likewise in a box
	note, tableNote          int     // footnotes of the chapter, notes of a table
	here                     string  // the id of the section
	path                     []level // the headings that are open within the section
	under                    *Block  // the innermost of them
	box, inGroup, table      *Block

	plain [6]int // headings of each level that are numbered by the site's pattern
}

// level is an open heading and how many it has below it.
type level struct {
	depth    uint8
	id       string
	block    *Block
	children int
}

func (p *placer) place() {
	c, lang := p.c, p.lang
	p.enter(0)
	// The blocks of a chapter live as long as each other: each kind of thing is
	// made at once for all.
	room := len(p.doc.blocks)
	var blocks []Block
	var slots []*Version
	if lang == 0 {
		blocks, slots = make([]Block, 0, room), make([]*Version, room*len(p.m.docs))
		c.Blocks = make([]*Block, 0, room)
	}
	for i := range p.doc.blocks {
		tb := &p.doc.blocks[i]
		nb := p.name(tb)
		blk := p.find(nb.ID)
		if blk == nil || blk.Versions[lang] != nil {
			if lang > 0 || blk != nil {
				c.surplus = append(c.surplus, Surplus{Chapter: c, Lang: lang, ID: nb.ID, Block: tb})
				continue
			}
			n := len(p.m.docs)
			nb.Versions, slots = slots[:n:n], slots[n:]
			blocks = append(blocks, nb) // there is room
			blk = &blocks[len(blocks)-1]
			blk.Ordinal = blk.ID
			c.insert(blk, p.section, p.here)
		}
		blk.Versions[lang] = tb
		switch tb.Kind {
		case text.Box:
			p.box = blk
		case text.Group:
			p.inGroup = blk
		case text.Table:
			p.table = blk
		case text.Section, text.Heading:
			p.under = blk
			p.path[len(p.path)-1].block = blk
		}
	}
}

// Annex reports whether the chapter is an annex.
func (c *Chapter) Annex() bool { return c.N >= annexes }

// Ordinal is the chapter's number among those of its kind: 3 for ch3, 1 for annex1.
func (c *Chapter) Ordinal() int {
	if c.Annex() {
		return c.N - annexes
	}
	return c.N
}

// enter begins a section.
func (p *placer) enter(n int) {
	p.section, p.paragraph, p.item = n, 0, 0
	p.here = sectionID(p.c, n)
	p.under = nil
	p.path = append(p.path[:0], level{depth: 2, id: p.here})
}

// name is a block with its id, its number, and what it stands in.
func (p *placer) name(tb *text.Block) Block {
	c := p.c
	b := Block{Kind: tb.Kind, Chapter: c}
	if !tb.InBox {
		p.box, p.inGroup = nil, nil
	} else {
		b.Box = p.box
	}
	switch tb.Kind {
	case text.Title:
		b.ID, b.N, b.Number = c.ID, c.Ordinal(), "chapter"
		if c.Annex() {
			b.Number = "annex"
		}
	case text.Section:
		p.enter(p.section + 1)
		b.ID, b.N, b.Number = p.here, p.section, "section"
		b.Count = p.counted(tb, 2)
	case text.Heading:
		p.heading(tb, &b)
	case text.Figure:
		p.count.figure++
		b.ID, b.N, b.Number = "fig"+strconv.Itoa(p.count.figure), p.count.figure, "figure"
	case text.Table:
		p.count.table++
		p.tableNote = 0
		b.ID, b.N, b.Number = "tab"+strconv.Itoa(p.count.table), p.count.table, "table"
	case text.TableCell:
		b.ID, b.N, b.Table = fmt.Sprintf("tab%d-r%d-c%d", p.count.table, tb.Cell.Row, tb.Cell.Col), tb.Cell.Col, p.table
	case text.TableNote:
		p.tableNote++
		b.ID, b.N, b.Table = fmt.Sprintf("tab%d-n%d", p.count.table, p.tableNote), p.tableNote, p.table
	case text.Footnote:
		p.note++
		b.ID, b.N, b.Box = c.ID+"-n"+strconv.Itoa(p.note), p.note, nil
	case text.Box:
		p.count.box++
		p.boxItem, p.group, p.inGroup = 0, 0, nil
		b.ID, b.N, b.Number, b.Box = "box"+strconv.Itoa(p.count.box), p.count.box, "box", nil
	case text.Group:
		p.group++
		b.ID, b.N = fmt.Sprintf("box%d-g%d", p.count.box, p.group), p.group
	default:
		p.inText(tb, &b)
	}
	return b
}

// inText names a paragraph, an item, a term or a definition.
func (p *placer) inText(tb *text.Block, b *Block) {
	switch {
	case tb.InBox:
		p.boxItem++
		if tb.EndsGroup {
			p.inGroup = nil
		}
		b.ID, b.N, b.Group = fmt.Sprintf("box%d-i%d", p.count.box, p.boxItem), p.boxItem, p.inGroup
	case tb.Kind == text.Item:
		p.item++
		b.ID, b.N = p.here+"-i"+strconv.Itoa(p.item), p.item
	default:
		p.paragraph++
		b.ID, b.N = p.here+"-p"+strconv.Itoa(p.paragraph), p.paragraph
	}
}

// heading names a heading below a section's: it is counted below the one above it.
func (p *placer) heading(tb *text.Block, b *Block) {
	for len(p.path) > 1 && p.path[len(p.path)-1].depth >= tb.Level {
		p.path = p.path[:len(p.path)-1]
	}
	above := &p.path[len(p.path)-1]
	above.children++
	b.N, b.Under = above.children, above.block
	b.ID = above.id + "-s" + strconv.Itoa(b.N)
	b.Number = "heading" + strconv.Itoa(int(tb.Level))
	b.Count = p.counted(tb, tb.Level)
	p.path = append(p.path, level{depth: tb.Level, id: b.ID})
}

// counted counts a heading that the site's pattern numbers: 0 for one that says its
// number itself.
func (p *placer) counted(tb *text.Block, depth uint8) int {
	for i := int(depth) + 1; i < len(p.plain); i++ {
		p.plain[i] = 0
	}
	if _, own := numberMark(tb); own {
		return 0
	}
	p.plain[depth]++
	return p.plain[depth]
}

// numberMark is the number that a heading's text itself gives it.
func numberMark(v *Version) (string, bool) {
	i := slices.IndexFunc(v.Marks, func(m text.Mark) bool { return m.Kind == text.Number })
	if i < 0 {
		return "", false
	}
	return v.Marks[i].ID, true
}

// find looks for a block that is there already. In the first language only a
// second title can be: all other ids count up.
func (p *placer) find(id string) *Block {
	if p.lang > 0 {
		return p.c.block(id)
	}
	if p.c.Heading != nil && id == p.c.ID {
		return p.c.Heading
	}
	return nil
}

func sectionID(c *Chapter, n int) string { return c.ID + "-s" + strconv.Itoa(n) }

// insert adds a block of the first language to the chapter, in the section with a
// number and an id.
func (c *Chapter) insert(blk *Block, section int, id string) {
	c.Blocks = append(c.Blocks, blk)
	if blk.Kind == text.Footnote {
		c.Footnotes = append(c.Footnotes, blk)
		return
	}
	if len(c.Sections) == 0 || c.Sections[len(c.Sections)-1].N != section {
		s := &Section{ID: id, N: section}
		if blk.Kind == text.Section {
			s.Heading = blk
		}
		c.Sections = append(c.Sections, s)
	}
	blk.Section = c.Sections[len(c.Sections)-1]
	switch blk.Kind {
	case text.Title:
		c.Heading = blk
	case text.Section:
	case text.Table:
		c.Tables = append(c.Tables, blk)
		fallthrough
	default:
		blk.Section.Blocks = append(blk.Section.Blocks, blk)
	}
}

// NumberOf writes the number that is printed with a block: the one that its text gives
// it, the label of its chapter, or the one by the site's pattern; "" where it has none.
func (s *Site) NumberOf(b *Block, lang int) string {
	if b.Number == "" {
		return ""
	}
	if v, _ := b.Version(lang); v != nil {
		if own, ok := numberMark(v); ok {
			return own
		}
	}
	n := b.N
	switch b.Kind {
	case text.Title:
		if b.Chapter == nil {
			break
		}
		if label := b.Chapter.Label.In(lang); label != "" {
			return label
		}
	case text.Section, text.Heading:
		if n = b.Count; n == 0 {
			return ""
		}
		return s.numberIn(b, n, lang)
	}
	return s.Number(b.Number, n, lang)
}
