package atlas

import (
	"slices"

	"atlas/generator/source"
)

// claims are the tables of which chapters show no rows but those of their own
// blocks.
var claims = []string{"values", "targets", "projects", "concepts", "contradictions", "observations"}

// rowsDiffer reports whether a table has other rows than in an earlier atlas; it
// is false where that is another table than one of the claims, or where there were
// or are none, which the navigation shows.
func (a *Atlas) rowsDiffer(old *Atlas) (differ, ok bool) {
	if len(a.Tables) != len(old.Tables) {
		return false, false
	}
	for i, t := range a.Tables {
		o := old.Tables[i]
		if t.data == o.data {
			continue
		}
		if t.Name != o.Name || !slices.Contains(claims, t.Name) || (len(t.Rows) == 0) != (len(o.Rows) == 0) {
			return false, false
		}
		differ = true
	}
	for _, n := range [][2]int{{len(a.Numbers), len(old.Numbers)}, {len(a.Targets), len(old.Targets)}, {len(a.Projects), len(old.Projects)},
		{len(a.Concepts), len(old.Concepts)}, {len(a.Contradictions), len(old.Contradictions)}, {len(a.Observations), len(old.Observations)}} {
		if (n[0] == 0) != (n[1] == 0) {
			return false, false
		}
	}
	return differ, true
}

// stated compares what the tables have from each block.
func (d *difference) stated(old *Atlas) {
	was := make(map[string]*Stated, len(old.stated))
	for b, s := range old.stated {
		was[b.ID] = s
	}
	for b, s := range d.a.stated {
		if o := was[b.ID]; o == nil || !s.same(o) {
			d.add(b.piece())
		}
		delete(was, b.ID)
	}
	for b := range old.stated {
		if was[b.ID] != nil {
			d.add(b.piece())
		}
	}
}

// same reports whether two blocks of the same shape state the same.
func (s *Stated) same(o *Stated) bool {
	numbers := func(x, y *Number) bool { return sameRow(x.Row, y.Row) }
	return slices.EqualFunc(s.Numbers, o.Numbers, numbers) &&
		slices.EqualFunc(s.Targets, o.Targets, func(x, y *Target) bool {
			return sameRow(x.Row, y.Row) && slices.EqualFunc(x.Numbers, y.Numbers, numbers)
		}) &&
		slices.EqualFunc(s.Projects, o.Projects, func(x, y *Project) bool { return sameRow(x.Row, y.Row) })
}

// sameRow reports whether two rows hold the same, wherever they stand.
func sameRow(a, b source.Row) bool {
	return a.Damaged == b.Damaged && slices.EqualFunc(a.Cells, b.Cells, func(x, y source.Cell) bool {
		return x.Value == y.Value && x.Column() == y.Column()
	})
}
