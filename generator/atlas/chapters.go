package atlas

import (
	"fmt"
	"iter"
	"slices"
	"strconv"

	"atlas/generator/diag"
	"atlas/generator/names"
	"atlas/generator/parallel"
	"atlas/generator/source"
	"atlas/generator/text"
)

// madeChapter is a chapter and all that it was made of: with the same, the
// chapter is the same.
type madeChapter struct {
	chapter *Chapter
	docs    []*chapterDoc
	absent  []bool
	counts  []counter // boxes and figures before it, by language
	page    int       // the printed page at its beginning
	gazette *gazette
	before  map[foundKey][]names.Match // what was found in the chapter last time
	exact   []exactPairs               // by language
}

// readChapters reads content/LANG/chN.md in the order of N. The first language
// says which blocks there are; the others are laid beside them by id.
func (b *builder) readChapters() {
	a, s := b.atlas, &b.loader.shelves
	codes := b.languageCodes()
	look := !b.watched || !slices.Equal(codes, s.codes) || !s.follow(b.fsys, b.changed)
	if look {
		s.look(b.fsys, codes)
	}
	for lang, missing := range s.missing {
		if missing {
			code := codes[lang]
			b.problems.Add(diag.Problem{Rule: "file", Place: diag.Place{File: "content/" + code},
				Message: diag.Tf("没有语言文件夹 content/%s", "there is no folder content/%s for the language", code),
				Hint:    diag.T("新建该文件夹，或在 content/site.yaml 中删去这种语言", "make the folder, or take the language out of content/site.yaml")})
		}
	}
	s.read(b.fsys, look)

	counts := make([]counter, len(codes))
	page := 0
	var fresh, old []*madeChapter
	for _, x := range s.list {
		if !x.made.is(x.files, counts, page, b.loader.gazette) {
			old = append(old, x.made)
			x.made = newMade(x, counts, page, b.loader)
			fresh = append(fresh, x.made)
		}
		for lang := range x.files {
			f := &x.files[lang]
			if len(f.problems) > 0 {
				b.problems.Add(f.problems...)
			}
			if f.doc != nil {
				counts[lang].box += f.doc.count.box
				counts[lang].figure += f.doc.count.figure
			}
		}
		if doc := x.files[0].doc; doc != nil && doc.page != 0 {
			page = doc.page
		}
	}
	b.make(fresh, old)
	if len(s.list) != s.last {
		s.last = len(s.list)
		s.ids++
	}
	for i, m := range fresh {
		if !m.sameIDs(old[i]) {
			s.ids++
			break
		}
	}
	a.Chapters = make([]*Chapter, len(s.list))
	for i, x := range s.list {
		a.Chapters[i] = x.made.chapter
	}
	for _, c := range a.Chapters {
		a.Surplus = append(a.Surplus, c.surplus...)
		a.Decided = append(a.Decided, c.decided...)
	}
}

// Blocks are the blocks of all chapters, in document order.
func (a *Atlas) Blocks() iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		for _, c := range a.Chapters {
			for _, b := range c.Blocks {
				if !yield(b) {
					return
				}
			}
		}
	}
}

// BlockCount is how many they are.
func (a *Atlas) BlockCount() int {
	n := 0
	for _, c := range a.Chapters {
		n += len(c.Blocks)
	}
	return n
}

// is reports whether a chapter would be made of the same again.
func (m *madeChapter) is(files []chapterFile, counts []counter, page int, g *gazette) bool {
	if m == nil || m.page != page || m.gazette != g || !slices.Equal(m.counts, counts) {
		return false
	}
	for lang := range files {
		if files[lang].doc != m.docs[lang] || files[lang].there == m.absent[lang] {
			return false
		}
	}
	return true
}

// sameIDs reports whether the chapter's blocks have the ids of an older one's.
func (m *madeChapter) sameIDs(old *madeChapter) bool {
	return old != nil && slices.EqualFunc(m.chapter.Blocks, old.chapter.Blocks, func(x, y *Block) bool { return x.ID == y.ID })
}

func newMade(x *shelf, counts []counter, page int, l *Loader) *madeChapter {
	m := &madeChapter{docs: make([]*chapterDoc, len(x.files)), absent: make([]bool, len(x.files)),
		counts: slices.Clone(counts), page: page, gazette: l.gazette}
	for lang := range x.files {
		m.docs[lang], m.absent[lang] = x.files[lang].doc, !x.files[lang].there
	}
	n := len(x.files)
	m.chapter = &Chapter{ID: fmt.Sprintf("ch%d", x.n), N: x.n, Label: make(Localized, n), Files: make([]*source.File, n), Absent: m.absent,
		before: counts[0], ear: l.ear, lost: x.lost()}
	return m
}

// make puts chapters together, on all processors.
func (b *builder) make(list, old []*madeChapter) {
	none := make([][]Mention, len(b.atlas.Languages))
	parallel.Each(len(list), func(i int) {
		m := list[i]
		if old[i] != nil {
			m.before = old[i].chapter.found
		}
		m.assemble()
		m.paginate()
		m.link(none)
		m.chapter.pair()
	})
}

// assemble lays the languages' blocks beside each other.
func (m *madeChapter) assemble() {
	c := m.chapter
	for lang, doc := range m.docs {
		if doc == nil {
			continue
		}
		c.Label[lang] = doc.label
		if doc.sound {
			c.Files[lang] = doc.file
		}
		p := placer{m: m, c: c, lang: lang, doc: doc, count: m.counts[lang]}
		p.place()
		if lang == 0 {
			c.index()
		}
	}
}

// placer gives the blocks of a document their ids, by their order, and lays them
// beside the same blocks of the other languages.
type placer struct {
	m     *madeChapter
	c     *Chapter
	lang  int
	doc   *chapterDoc
	count counter
}

func (p *placer) place() {
	c, lang := p.c, p.lang
	section, paragraph, item, group := 0, 0, 0, 0
	here := sectionID(c, section)
	var box, inGroup *Block
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
		nb := Block{Kind: tb.Kind, Chapter: c}
		if tb.Kind != text.Group && tb.Kind != text.Item {
			box, inGroup = nil, nil
		}
		switch tb.Kind {
		case text.Title:
			nb.ID, nb.N, nb.Number = c.ID, c.N, "chapter"
		case text.Section:
			section, paragraph = section+1, 0
			here = sectionID(c, section)
			nb.ID, nb.N, nb.Number = here, section, "section"
		case text.Paragraph, text.Passage:
			paragraph++
			nb.ID, nb.N = here+"-p"+strconv.Itoa(paragraph), paragraph
		case text.Figure:
			p.count.figure++
			nb.ID, nb.N, nb.Number = "fig"+strconv.Itoa(p.count.figure), p.count.figure, "figure"
		case text.Box:
			p.count.box++
			item, group = 0, 0
			nb.ID, nb.N, nb.Number = "box"+strconv.Itoa(p.count.box), p.count.box, "box"
		case text.Group:
			group++
			nb.ID, nb.N, nb.Box = fmt.Sprintf("box%d-g%d", p.count.box, group), group, box
		case text.Item:
			item++
			if tb.EndsGroup {
				inGroup = nil
			}
			nb.ID, nb.N, nb.Box, nb.Group = fmt.Sprintf("box%d-i%d", p.count.box, item), item, box, inGroup
		}
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
			c.insert(blk, section, here)
		}
		blk.Versions[lang] = tb
		switch tb.Kind {
		case text.Box:
			box = blk
		case text.Group:
			inGroup = blk
		}
	}
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
	default:
		blk.Section.Blocks = append(blk.Section.Blocks, blk)
	}
	c.Blocks = append(c.Blocks, blk)
}

// few is how many blocks are sooner looked through than indexed.
const few = 24

// index makes the blocks of the chapter be found by their ids.
func (c *Chapter) index() {
	if len(c.Blocks) <= few {
		return
	}
	c.byID = make(map[string]*Block, len(c.Blocks))
	for _, blk := range c.Blocks {
		c.byID[blk.ID] = blk
	}
}

// block finds a block of the chapter; nil where it has none of that id.
func (c *Chapter) block(id string) *Block {
	if c.byID != nil {
		return c.byID[id]
	}
	for _, blk := range c.Blocks {
		if blk.ID == id {
			return blk
		}
	}
	return nil
}

// Surplus is a block of a further language that the first language lacks.
type Surplus struct {
	Chapter *Chapter
	Lang    int
	ID      string
	Block   *text.Block
}

// paginate finds the printed page on which each block begins: the last page mark
// before it, or at its very beginning, in the first language.
func (m *madeChapter) paginate() {
	page := m.page
	for _, blk := range m.chapter.Blocks {
		v := blk.Versions[0]
		for _, mark := range v.Marks {
			if mark.Kind == text.Page && mark.Start == 0 {
				page = mark.N
			}
		}
		blk.Page = page
		for _, mark := range v.Marks {
			if mark.Kind == text.Page {
				page = mark.N
			}
		}
	}
}
