// Package edition says what changed from one edition of a plan to another: block by
// block, word by word, and row by row of its tables. It is pure: two editions in, their
// difference out. Blocks are the same by their ids, which stay with their words.
package edition

import (
	"cmp"
	"slices"

	"atlas/generator/likeness"
)

// Block is a block of an edition.
type Block struct {
	ID, Page string
	Texts    []string // by language
}

// Table is a table of an edition. Rows have a cell for each field.
type Table struct {
	Name   string
	Key    int // the field that names the rows; -1 where none does
	Fields []string
	Rows   [][]string
}

// Edition is what is compared of one.
type Edition struct {
	Blocks []Block
	Tables []Table
}

// What happened to a block or a row.
type What uint8

// What can happen. A block may be moved and reworded at once.
const (
	Inserted What = iota
	Deleted
	Moved // it stands on another page, or others have changed places with it
	Reworded
)

// Piece is a stretch of a text that both editions have, or one of them.
type Piece struct {
	Text     string
	Old, New bool // both where it did not change
}

// BlockChange is what changed in a block.
type BlockChange struct {
	ID   string
	What []What
	Text [][]Piece // by language; nil in one where nothing changed
}

// RowChange is what changed in a row, by the value of its key.
type RowChange struct {
	Key    string
	What   What // Inserted, Deleted, or Reworded for changed cells
	Fields []FieldChange
}

// FieldChange is a cell that changed.
type FieldChange struct{ Field, Old, New string }

// TableChange is what changed in a table.
type TableChange struct {
	Name string
	Rows []RowChange
}

// Difference is what changed, in the order of the new edition; what was deleted stands
// behind what stood before it.
type Difference struct {
	Blocks []BlockChange
	Tables []TableChange
}

// Compare says what changed from one edition to another.
func Compare(old, now Edition) Difference {
	return Difference{blocks(old.Blocks, now.Blocks), tables(old.Tables, now.Tables)}
}

func blocks(old, now []Block) []BlockChange {
	was := make(map[string]int, len(old))
	for i, b := range old {
		was[b.ID] = i
	}
	is := make(map[string]int, len(now))
	var order []int // where the blocks that stayed stood before
	for i, b := range now {
		is[b.ID] = i
		if k, known := was[b.ID]; known {
			order = append(order, k)
		}
	}
	still := rising(order)
	var out []BlockChange
	gone := 0
	goneUpTo := func(end int) {
		for ; gone < end; gone++ {
			if _, stays := is[old[gone].ID]; !stays {
				out = append(out, BlockChange{ID: old[gone].ID, What: []What{Deleted}, Text: texts(old[gone].Texts, nil)})
			}
		}
	}
	for _, b := range now {
		k, known := was[b.ID]
		if !known {
			out = append(out, BlockChange{ID: b.ID, What: []What{Inserted}, Text: texts(nil, b.Texts)})
			continue
		}
		if still[k] {
			goneUpTo(k)
		}
		c := BlockChange{ID: b.ID, Text: texts(old[k].Texts, b.Texts)}
		if !still[k] || old[k].Page != b.Page {
			c.What = append(c.What, Moved)
		}
		if c.Text != nil {
			c.What = append(c.What, Reworded)
		}
		if len(c.What) > 0 {
			out = append(out, c)
		}
	}
	goneUpTo(len(old))
	return out
}

// rising marks a longest rising sequence of numbers: what did not move.
func rising(numbers []int) map[int]bool {
	var tails []int
	before := make([]int, len(numbers))
	for i, n := range numbers {
		at, _ := slices.BinarySearchFunc(tails, n, func(k, n int) int { return cmp.Compare(numbers[k], n) })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	out := make(map[int]bool, len(tails))
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			out[numbers[i]] = true
		}
	}
	return out
}

// texts compares the texts of a block, by language; nil where none changed.
func texts(old, now []string) [][]Piece {
	out := make([][]Piece, max(len(old), len(now)))
	changed := false
	for i := range out {
		var a, b string
		if i < len(old) {
			a = old[i]
		}
		if i < len(now) {
			b = now[i]
		}
		if a != b {
			out[i], changed = Words(a, b), true
		}
	}
	if !changed {
		return nil
	}
	return out
}

// alone is how many characters two changes must have between them to be told apart: a
// single character in common, or blanks, is no word that stayed.
const alone = 2

// Words compares two texts word by word; in scripts without blanks, by characters, of
// which those that changed close to each other are taken together.
func Words(old, now string) []Piece {
	a, b := likeness.Words(old), likeness.Words(now)
	var out []Piece
	i, j := 0, 0
	var was, is string // what changed and was not given out yet
	flush := func() {
		if was != "" {
			out = append(out, Piece{Text: was, Old: true})
		}
		if is != "" {
			out = append(out, Piece{Text: is, New: true})
		}
		was, is = "", ""
	}
	common := likeness.Common(a, b)
	for n, r := range common {
		for ; i < r.A; i++ {
			was += a[i].Text
		}
		for ; j < r.B; j++ {
			is += b[j].Text
		}
		same := old[a[r.A].Start:a[r.A+r.N-1].End]
		last := n == len(common)-1 && r.A+r.N == len(a) && r.B+r.N == len(b)
		i, j = r.A+r.N, r.B+r.N
		if was+is != "" && !last && likeness.Weight(a[r.A:r.A+r.N]) < alone {
			was, is = was+same, is+same
			continue
		}
		flush()
		out = append(out, Piece{Text: same, Old: true, New: true})
	}
	for ; i < len(a); i++ {
		was += a[i].Text
	}
	for ; j < len(b); j++ {
		is += b[j].Text
	}
	flush()
	return out
}
