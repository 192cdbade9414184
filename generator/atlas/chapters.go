package atlas

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/lock"
	"atlas/generator/source"
	"atlas/generator/text"
)

// chapterDoc is a chapter's file in one language.
type chapterDoc struct {
	file   *source.File
	label  string
	blocks []text.Block
	sums   []lock.Sum // of the blocks' texts
}

type chapterYAML struct {
	Label string `yaml:"label"`
}

func parseChapter(f *source.File) (*chapterDoc, diag.List) {
	front, body, problems := source.FrontMatter(f)
	var y chapterYAML
	problems = append(problems, source.DecodeYAML(f, front, &y)...)
	blocks, more := text.Parse(f, body)
	doc := &chapterDoc{file: f, label: y.Label, blocks: blocks, sums: make([]lock.Sum, len(blocks))}
	for i := range blocks {
		doc.sums[i] = lock.Of(blocks[i].Text)
	}
	return doc, append(problems, more...)
}

// readChapters reads content/LANG/chN.md in the order of N. The first language
// says which blocks there are; the others are laid beside them by id.
func (b *builder) readChapters() {
	a := b.atlas
	number := map[int]bool{}
	there := map[string]bool{}
	for _, l := range a.Languages {
		entries, err := fs.ReadDir(b.fsys, "content/"+l.Code)
		if err != nil {
			b.problems.Add(diag.Problem{Rule: "file", Place: diag.Place{File: "content/" + l.Code},
				Message: diag.Tf("没有语言文件夹 content/%s", "there is no folder content/%s for the language", l.Code),
				Hint:    diag.T("新建该文件夹，或在 content/site.yaml 中删去这种语言", "make the folder, or take the language out of content/site.yaml")})
			continue
		}
		for _, e := range entries {
			if n, ok := chapterNumber(e.Name()); ok {
				number[n] = true
				there[path.Join("content", l.Code, e.Name())] = true
			}
		}
	}
	var ns []int
	for n := range number {
		ns = append(ns, n)
	}
	slices.Sort(ns)

	counters := make([]counter, len(a.Languages))
	for _, n := range ns {
		c := &Chapter{ID: fmt.Sprintf("ch%d", n), N: n, Label: make(Localized, len(a.Languages)), Files: make([]*source.File, len(a.Languages)), Absent: make([]bool, len(a.Languages))}
		if len(a.Chapters) > 0 {
			c.Prev = a.Chapters[len(a.Chapters)-1]
			c.Prev.Next = c
		}
		a.Chapters = append(a.Chapters, c)
		for lang, l := range a.Languages {
			p := path.Join("content", l.Code, c.ID+".md")
			if c.Absent[lang] = !there[p]; lang > 0 && !there[p] {
				continue // the rule that compares the languages says so
			}
			from := len(b.problems)
			doc := read(b, p, source.TextFile, parseChapter)
			if doc == nil {
				continue
			}
			c.Label[lang] = doc.label
			if b.problems[from:].Count(diag.Error) == 0 {
				c.Files[lang] = doc.file
			}
			b.place(c, lang, doc, &counters[lang])
		}
	}
	b.pages()
}

func chapterNumber(file string) (int, bool) {
	digits, ok := strings.CutPrefix(strings.TrimSuffix(file, ".md"), "ch")
	if !ok || !strings.HasSuffix(file, ".md") {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n >= 0 && strconv.Itoa(n) == digits
}

// counter numbers boxes and figures through all chapters of a language.
type counter struct{ box, figure int }

// place gives the blocks of a document their ids, by their order, and lays them
// beside the same blocks of the other languages.
func (b *builder) place(c *Chapter, lang int, doc *chapterDoc, count *counter) {
	a := b.atlas
	section, paragraph, item, group := 0, 0, 0, 0
	var box, inGroup *Block
	for i := range doc.blocks {
		tb := &doc.blocks[i]
		nb := Block{Kind: tb.Kind, Chapter: c}
		if tb.Kind != text.Group && tb.Kind != text.Item {
			box, inGroup = nil, nil
		}
		switch tb.Kind {
		case text.Title:
			nb.ID, nb.N, nb.Number = c.ID, c.N, "chapter"
		case text.Section:
			section, paragraph = section+1, 0
			nb.ID, nb.N, nb.Number = fmt.Sprintf("%s-s%d", c.ID, section), section, "section"
		case text.Paragraph, text.Passage:
			paragraph++
			nb.ID, nb.N = fmt.Sprintf("%s-s%d-p%d", c.ID, section, paragraph), paragraph
		case text.Figure:
			count.figure++
			nb.ID, nb.N, nb.Number = fmt.Sprintf("fig%d", count.figure), count.figure, "figure"
		case text.Box:
			count.box++
			item, group = 0, 0
			nb.ID, nb.N, nb.Number = fmt.Sprintf("box%d", count.box), count.box, "box"
		case text.Group:
			group++
			nb.ID, nb.N, nb.Box = fmt.Sprintf("box%d-g%d", count.box, group), group, box
		case text.Item:
			item++
			if tb.EndsGroup {
				inGroup = nil
			}
			nb.ID, nb.N, nb.Box, nb.Group = fmt.Sprintf("box%d-i%d", count.box, item), item, box, inGroup
		}
		blk := a.blocks[nb.ID]
		if blk == nil || blk.Chapter != c || blk.Versions[lang] != nil {
			if lang > 0 || blk != nil {
				b.surplus(c, lang, tb, nb.ID)
				continue
			}
			blk = &nb
			blk.Versions = make([]*Version, len(a.Languages))
			b.insert(blk, section)
		}
		blk.Versions[lang] = &Version{Block: *tb, File: doc.file.Path, Sum: doc.sums[i]}
		switch tb.Kind {
		case text.Box:
			box = blk
		case text.Group:
			inGroup = blk
		}
	}
}

// insert adds a block of the first language to the chapter and the atlas.
func (b *builder) insert(blk *Block, section int) {
	a, c := b.atlas, blk.Chapter
	if len(c.Sections) == 0 || c.Sections[len(c.Sections)-1].N != section {
		s := &Section{ID: fmt.Sprintf("%s-s%d", c.ID, section), N: section}
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
	a.Blocks = append(a.Blocks, blk)
	a.blocks[blk.ID] = blk
}

// surplus keeps a block that has no counterpart in the first language for the
// rule that compares the languages.
func (b *builder) surplus(c *Chapter, lang int, tb *text.Block, id string) {
	b.atlas.Surplus = append(b.atlas.Surplus, Surplus{Chapter: c, Lang: lang, ID: id, Block: tb})
}

// Surplus is a block of a further language that the first language lacks.
type Surplus struct {
	Chapter *Chapter
	Lang    int
	ID      string
	Block   *text.Block
}

// pages finds the printed page on which each block begins: the last page mark
// before it, or at its very beginning, in the first language.
func (b *builder) pages() {
	page := 0
	for _, blk := range b.atlas.Blocks {
		v := blk.Versions[0]
		for _, m := range v.Marks {
			if m.Kind == text.Page && m.Start == 0 {
				page = m.N
			}
		}
		blk.Page = page
		for _, m := range v.Marks {
			if m.Kind == text.Page {
				page = m.N
			}
		}
	}
}
