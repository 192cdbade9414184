package atlas

import (
	"slices"
	"strconv"
	"strings"
)

// The lookups return nil where there is nothing with the id.

// Block finds a block by its id, or, where the words under an id were joined with
// those of one other block, that one.
func (a *Atlas) Block(id string) *Block {
	b := a.living(id)
	if b == nil {
		if to := a.ledOn(id); len(to) == 1 {
			b = a.living(to[0])
		}
	}
	b.read()
	return b
}

// living finds a block by its id, without noting that it was read. The id says in
// which chapter to look, as a rule.
func (a *Atlas) living(id string) *Block {
	if b := a.strays[id]; b != nil {
		return b
	}
	head, _, _ := strings.Cut(id, "-")
	var c *Chapter
	if n, ok := chapterOfID(head); ok {
		c = a.chapterOf(n)
	}
	for _, kind := range [...]struct {
		prefix string
		find   func(n int) *Chapter
	}{{"box", a.chapterOfBox}, {"fig", a.chapterOfFigure}, {"tab", a.chapterOfTable}} {
		if digits, ok := strings.CutPrefix(head, kind.prefix); ok {
			if n, err := strconv.Atoi(digits); err == nil {
				c = kind.find(n)
			}
			break
		}
	}
	if c == nil {
		return nil
	}
	return c.block(id)
}

// ledOn are the ids that have the words now which stood under an id that is gone;
// none where the words are gone too.
func (a *Atlas) ledOn(id string) []string {
	if a.Anchors == nil {
		return nil
	}
	return a.Anchors.Record.Words(id, func(id string) bool { return a.living(id) != nil })
}

// chapterOf finds a chapter by its number.
func (a *Atlas) chapterOf(n int) *Chapter {
	i, ok := slices.BinarySearchFunc(a.Chapters, n, func(c *Chapter, n int) int { return c.N - n })
	if !ok {
		return nil
	}
	return a.Chapters[i]
}

// chapterOfBox finds the chapter that would hold the n-th box: the last one
// before which there are fewer.
func (a *Atlas) chapterOfBox(n int) *Chapter {
	return a.lastBefore(n, func(c *Chapter) int { return c.before.box })
}

func (a *Atlas) chapterOfFigure(n int) *Chapter {
	return a.lastBefore(n, func(c *Chapter) int { return c.before.figure })
}

func (a *Atlas) chapterOfTable(n int) *Chapter {
	return a.lastBefore(n, func(c *Chapter) int { return c.before.table })
}

func (a *Atlas) lastBefore(n int, before func(*Chapter) int) *Chapter {
	i, _ := slices.BinarySearchFunc(a.Chapters, n, func(c *Chapter, n int) int {
		if before(c) < n {
			return -1
		}
		return 1
	})
	if i == 0 {
		return nil
	}
	return a.Chapters[i-1]
}

// Chapter finds a chapter by its id; nil where there is none.
func (a *Atlas) Chapter(id string) *Chapter {
	n, ok := chapterOfID(id)
	if !ok {
		return nil
	}
	if c := a.chapterOf(n); c != nil && c.ID == id {
		c.handed()
		return c
	}
	return nil
}

// Position is the index of a chapter of the atlas among its Chapters.
func (a *Atlas) Position(c *Chapter) int {
	i, _ := slices.BinarySearchFunc(a.Chapters, c.N, func(c *Chapter, n int) int { return c.N - n })
	return i
}

// Holds reports whether a block is one of this atlas and not of an earlier one
// that has been read again since.
func (a *Atlas) Holds(b *Block) bool {
	i := a.Position(b.Chapter)
	return i < len(a.Chapters) && a.Chapters[i] == b.Chapter
}

// Around are the chapters before and after one; nil where there is none.
func (a *Atlas) Around(c *Chapter) (before, after *Chapter) {
	i := a.Position(c)
	if i > 0 {
		before = a.Chapters[i-1]
	}
	if i+1 < len(a.Chapters) {
		after = a.Chapters[i+1]
	}
	before.handed()
	after.handed()
	return before, after
}

// Place finds a place by its slug.
func (a *Atlas) Place(slug string) *Place { return a.places[slug] }

// Note finds an editorial note by its id.
func (a *Atlas) Note(id string) *Note {
	n := a.notes[id]
	if n != nil {
		n.Block.read()
	}
	return n
}

// Table finds a table by its name.
func (a *Atlas) Table(name string) *Table { return a.tables[name] }

// Layer finds a layer by its id.
func (a *Atlas) Layer(id string) *Layer { return a.layers[id] }

// Map finds a map by its id.
func (a *Atlas) Map(id string) *Map {
	m := a.maps[id]
	if m != nil {
		m.Figure.read()
	}
	return m
}

// Chart finds a chart by its id.
func (a *Atlas) Chart(id string) *Chart { return a.charts[id] }

// Name finds a name by its id.
func (a *Atlas) Name(id string) *Name { return a.names[id] }
