package atlas

import (
	"iter"
	"slices"

	"atlas/generator/anchor"
	"atlas/generator/diag"
	"atlas/generator/names"
	"atlas/generator/parallel"
	"atlas/generator/source"
	"atlas/generator/text"
)

// madeChapter is a chapter and all that it was made of: with the same, the
// chapter is the same.
type madeChapter struct {
	chapter  *Chapter
	docs     []*chapterDoc
	absent   []bool
	counts   []counter // boxes and figures before it, by language
	page     int       // the printed page at its beginning
	gazette  *gazette
	before   map[foundKey][]names.Match // what was found in the chapter last time
	exact    []exactPairs               // by language
	sequence []anchor.Block             // its blocks as a record of ids sees them; nil until asked for
}

// readChapters reads content/LANG/chN.md in the order of N, and annexN.md behind them. The first language
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
				counts[lang].table += f.doc.count.table
			}
		}
		if doc := x.files[0].doc; doc != nil && doc.page != 0 {
			page = doc.page
		}
	}
	assembleAll(fresh)
	b.anchor()
	fresh, old = b.named(fresh, old)
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
	b.strays()
	b.sortFates()
	b.doubts()
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
	m.chapter = &Chapter{ID: chapterID(x.n), N: x.n, Label: make(Localized, n), Files: make([]*source.File, n), Absent: m.absent,
		before: counts[0], ear: l.ear, lost: x.lost()}
	return m
}

// make finds what stands in chapters that were put together, on all processors.
func (b *builder) make(list, old []*madeChapter) {
	none := make([][]Mention, len(b.atlas.Languages))
	parallel.Each(len(list), func(i int) {
		m := list[i]
		if old[i] != nil {
			m.before = old[i].chapter.found
		}
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
