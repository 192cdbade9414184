package atlas

import (
	"slices"
	"strings"

	"atlas/generator/diag"
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
	rests = append(rests, b.loader.parsed[packagePath].value)
	ids := b.loader.shelves.ids
	if !slices.Equal(kept.rests, rests) || kept.ids != ids {
		before := b.problems
		b.problems = nil
		for _, t := range b.atlas.Tables {
			for _, f := range t.Fields {
				if f.Reference != "" && t.data != nil && t.data.Has(f.Name) {
					b.checkReferences(t, f)
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

func (b *builder) checkReferences(t *Table, f Field) {
	targets := strings.Split(f.Reference, "|")
	for _, r := range t.Rows {
		if r.Damaged {
			continue
		}
		for _, c := range r.Get(f.Name).List() {
			if c.Empty() || b.refers(targets, c.Value) {
				continue
			}
			b.problems.Add(diag.Problem{Rule: "table-reference", Place: c.Place(),
				Message: diag.Tf("%[2]s 列的 %[1]q 在 %[3]s 中不存在", "%q in the column %s is not in %s", c.Value, f.Name, strings.Join(targets, ", ")),
				Hint:    diag.DidYouMean(c.Value, b.targetIDs(targets))})
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
