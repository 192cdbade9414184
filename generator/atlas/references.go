package atlas

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// references checks the fields that hold ids of other things. As long as the
// tables are the same, and so are the ids of the blocks, what it finds is too.
func (b *builder) references() {
	kept := &b.loader.refs
	var rests []any
	for _, t := range b.atlas.Tables {
		rests = append(rests, t.data)
	}
	for _, l := range b.atlas.Layers {
		rests = append(rests, l.ID)
	}
	lost := b.lostChapters()
	rests = append(rests, b.loader.parsed[packagePath].value, b.unread[layersPath], fmt.Sprint(lost))
	ids := b.loader.shelves.ids
	if !slices.Equal(kept.rests, rests) || kept.ids != ids {
		before := b.problems
		b.problems = nil
		for _, t := range b.atlas.Tables {
			for _, f := range t.Fields {
				if f.Reference != "" && t.data != nil && t.data.Has(f.Name) {
					b.checkReferences(t, f, lost)
				}
			}
		}
		*kept = references{rests: rests, ids: ids, problems: b.problems}
		b.problems = before
	}
	b.problems.Add(kept.problems...)
}

// references are the problems with them, and what they rest on.
type references struct {
	rests    []any
	ids      int
	problems diag.List
}

// lostChapters are the numbers of the chapters that cannot be read in the first
// language, which says what blocks there are.
func (b *builder) lostChapters() []int {
	var lost []int
	for _, x := range b.loader.shelves.list {
		if x.lost() {
			lost = append(lost, x.n)
		}
	}
	return lost
}

// lost reports whether the file of the first language is there and cannot be read.
func (x *shelf) lost() bool {
	f := &x.files[0]
	return f.there && (f.doc == nil || f.doc.torn)
}

// Lost reports whether a chapter's file in the first language, which says what
// blocks there are, is there and cannot be read. That is a problem by itself, and
// what others then miss in the chapter is none.
func (c *Chapter) Lost() bool { return c.lost }

// unreadable reports whether an id may be that of something in a file that is
// there and cannot be read, which is reported itself: that the id is nowhere
// would be a consequence of that.
func (b *builder) unreadable(targets []string, id string, lost []int) bool {
	for _, target := range targets {
		switch target {
		case "plan":
			if n, ok := chapterOfBlock(id); ok && slices.Contains(lost, n) || !ok && len(lost) > 0 {
				return true // boxes and figures are counted through all chapters
			}
		case "layers":
			if b.unread[layersPath] {
				return true
			}
		default:
			if t := b.atlas.tables[target]; t != nil && t.unsound() {
				return true
			}
		}
	}
	return false
}

// unsound reports whether the table cannot be read, or not the column that names
// its rows, or not that of some row.
func (t *Table) unsound() bool {
	if t.data == nil || t.Key != "" && !t.data.Has(t.Key) {
		return true
	}
	return t.damaged && slices.ContainsFunc(t.Rows, func(r source.Row) bool { return r.Damaged && r.Get(t.Key).Empty() })
}

// damaged reports whether a thing that was not made of a table may be in it all
// the same: the table cannot be read, or the thing's row, or some row's id.
func (b *builder) damaged(table, id string) bool {
	t := b.atlas.tables[table]
	if t == nil {
		return false
	}
	if t.unsound() {
		return true
	}
	r, ok := t.Row(id)
	return ok && r.Damaged
}

// chapterOfBlock is the number of the chapter that a block's id names.
func chapterOfBlock(id string) (int, bool) {
	head, _, _ := strings.Cut(id, "-")
	return chapterOfID(head)
}

// endOf says with which block the section or chapter ends in which an id would
// stand; nothing where neither is there.
func (b *builder) endOf(id string) diag.Text {
	n, ok := chapterOfBlock(id)
	c := b.atlas.chapterOf(n)
	if !ok || c == nil {
		return diag.Text{}
	}
	parts := strings.Split(id, "-")
	for _, s := range c.Sections {
		if len(parts) != 3 || s.ID != parts[0]+"-"+parts[1] || len(s.Blocks) == 0 {
			continue
		}
		last := ""
		for _, blk := range s.Blocks {
			if p, ok := strings.CutPrefix(blk.ID, s.ID+"-"); ok {
				last = p
			}
		}
		if last == "" {
			return diag.Text{}
		}
		return diag.Tf("%s 到 %s 为止", "%s ends with %s", s.ID, last)
	}
	if k := len(c.Sections); k > 0 && len(parts) >= 2 && strings.HasPrefix(parts[1], "s") {
		last := c.Sections[k-1]
		if asked, err := strconv.Atoi(parts[1][1:]); err == nil && asked > last.N {
			return diag.Tf("%s 到 %s 为止", "%s ends with %s", c.ID, strings.TrimPrefix(last.ID, c.ID+"-"))
		}
	}
	return diag.Text{}
}

func (b *builder) checkReferences(t *Table, f Field, lost []int) {
	targets := strings.Split(f.Reference, "|")
	for _, r := range t.Rows {
		if r.Damaged {
			continue
		}
		for _, c := range r.Get(f.Name).List() {
			if c.Empty() || b.refers(targets, c.Value) || b.unreadable(targets, c.Value, lost) {
				continue
			}
			hint := diag.Text{}
			if slices.Contains(targets, "plan") {
				if hint = b.fateOf(c.Value); hint.IsZero() {
					hint = b.endOf(c.Value)
				}
			}
			if hint.IsZero() {
				hint = diag.DidYouMean(c.Value, b.targetIDs(targets))
			}
			b.problems.Add(diag.Problem{Rule: "table-reference", Place: c.Place(),
				Message: diag.Tf("%[2]s 列的 %[1]q 在 %[3]s 中不存在", "%q in the column %s is not in %s", c.Value, f.Name, strings.Join(targets, ", ")),
				Hint:    hint})
		}
	}
}

// refers reports whether one of the targets has the id.
func (b *builder) refers(targets []string, id string) bool {
	for _, target := range targets {
		switch target {
		case "plan":
			if b.atlas.Block(id) != nil {
				return true
			}
		case "layers":
			if b.atlas.layers[id] != nil {
				return true
			}
		default:
			if t := b.atlas.tables[target]; t != nil {
				if _, ok := t.ids[id]; ok {
					return true
				}
			}
		}
	}
	return false
}

func (b *builder) targetIDs(targets []string) []string {
	var ids []string
	for _, target := range targets {
		switch target {
		case "plan":
			for blk := range b.atlas.Blocks() {
				ids = append(ids, blk.ID)
			}
		case "layers":
			for id := range b.atlas.layers {
				ids = append(ids, id)
			}
		default:
			if t := b.atlas.tables[target]; t != nil {
				for id := range t.ids {
					ids = append(ids, id)
				}
			}
		}
	}
	return ids
}
