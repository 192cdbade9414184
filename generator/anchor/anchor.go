// Package anchor gives every block of a text an id for good: its address, which
// stays with its words when others are put in, taken out, moved, split, joined or
// reworded, and which never names other words afterwards.
//
// What a block was is kept in a Record, a file that no one edits by hand (file.go).
// Assign lays the blocks as they are now beside the record and says which are the
// same, what the others are called, and what became of those that are gone. It is a
// pure function: the same record and the same blocks give the same ids anywhere.
//
// A block is the same one where its words stand unchanged, wherever that is, or where
// at least half of its characters do, in their order. Where two blocks could be the
// same as one, the one that has more of its words is. The others are new, and get an
// id as law gives numbers: ch5-s1-p1a stands behind ch5-s1-p1.
package anchor

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// Block is a block of the text as it is now, in the order of the document. Its words
// are those of the first language that has any.
type Block struct {
	Ordinal string // the id that its order would give, such as ch5-s1-p2
	Written string // the id that its author fixed; a chapter's is its file's name
	Kind    string
	Parent  int    // index of the block whose Ordinal its own begins with; -1 for none
	Page    string // the page on which it stands, such as ch5
	Text    string
}

// Kept is a block of the record.
type Kept struct{ ID, Kind, Page, Text string }

// What says what became of a block.
type What string

// What can become of a block. Of one that was split or moved the id goes on.
const (
	Deleted What = "deleted" // To: what stands nearest
	Joined  What = "joined"  // To: the block that has its words now
	Split   What = "split"   // To: the blocks that have its words now
	Moved   What = "moved"   // To: itself, on another page than Page
	Renamed What = "renamed" // To: the id that its author gave it
)

// Fate is what became of a block that once stood on a page under an id.
type Fate struct {
	ID, Page string
	What     What
	Since    string   // the last edition that has it as it was; "" before the first
	To       []string // ids, in the order of the document
	Sum      Sum      // of its words; zero where its id goes on
}

// Equal reports whether two fates say the same.
func (f Fate) Equal(o Fate) bool {
	return f.ID == o.ID && f.Page == o.Page && f.What == o.What && f.Since == o.Since && f.Sum == o.Sum && slices.Equal(f.To, o.To)
}

// Sum tells texts apart: the first eight bytes of the SHA-256.
type Sum [8]byte

// SumOf is a text's sum.
func SumOf(text string) Sum {
	whole := sha256.Sum256([]byte(text))
	return Sum(whole[:8])
}

// String is the sum in hexadecimal digits.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// Record is what is known of a document's ids. It is never changed; Assign makes the
// next one.
type Record struct {
	Edition string // the last one that was made; "" before the first
	Blocks  []Kept // in the order of the document
	Fates   []Fate // sorted by id and page
}

// Doubt is what cannot be decided of a block.
type Doubt struct {
	Block int    // its index
	ID    string // the id that it may have had, or was to have
	Kind  DoubtKind
}

// DoubtKind says why something is in doubt.
type DoubtKind uint8

// The doubts.
const (
	// Reworded: the block may be the one that was ID, of which less than half is
	// left. It counts as a new one, and ID as deleted.
	Reworded DoubtKind = iota
	// Taken: the author gives it an ID that names, or once named, other words. It
	// gets another.
	Taken
)

// Outcome is what Assign found.
type Outcome struct {
	IDs     []string // of the blocks
	Record  *Record  // to be kept from now on; the same pointer where nothing changed
	Changed bool     // the record is another one
	Doubts  []Doubt  // in the order of the blocks
}

// Pin makes the first record: ids that follow from order, or that are written.
func Pin(blocks []Block) Outcome {
	var nothing Record
	out := nothing.Assign(blocks)
	out.Changed = true
	return out
}

// Assign says which ids the blocks have.
func (r *Record) Assign(blocks []Block) Outcome {
	if r.asItWas(blocks) {
		ids := make([]string, len(blocks))
		for i := range r.Blocks {
			ids[i] = r.Blocks[i].ID
		}
		return Outcome{IDs: ids, Record: r}
	}
	m := newMatching(r, blocks)
	m.written()
	m.edges()
	m.exact()
	m.alike()
	m.name()
	next := &Record{Edition: r.Edition, Blocks: make([]Kept, len(blocks)), Fates: m.fates()}
	for i, b := range blocks {
		next.Blocks[i] = Kept{m.ids[i], b.Kind, b.Page, b.Text}
	}
	slices.SortStableFunc(m.doubts, func(x, y Doubt) int { return x.Block - y.Block })
	return Outcome{IDs: m.ids, Record: next, Changed: true, Doubts: m.doubts}
}

// asItWas reports whether the blocks are those of the record.
func (r *Record) asItWas(blocks []Block) bool {
	if len(blocks) != len(r.Blocks) {
		return false
	}
	for i := range blocks {
		b, k := &blocks[i], &r.Blocks[i]
		if b.Text != k.Text || b.Kind != k.Kind || b.Page != k.Page || b.Written != "" && b.Written != k.ID {
			return false
		}
	}
	return true
}

// Lead follows an id that names no block any more to those that lead on from it, as
// far as living reports true; none where it was never given.
func (r *Record) Lead(id string, living func(id string) bool) []string {
	return r.follow(id, living, false)
}

// Words follows an id that names no block any more to those that have its words now;
// none where these were taken out.
func (r *Record) Words(id string, living func(id string) bool) []string {
	return r.follow(id, living, true)
}

func (r *Record) follow(id string, living func(id string) bool, words bool) []string {
	var out []string
	seen := map[string]bool{id: true}
	for open := []string{id}; len(open) > 0; {
		next := open[0]
		open = open[1:]
		for _, f := range r.fatesOf(next) {
			if words && f.What == Deleted {
				continue
			}
			for _, to := range f.To {
				if seen[to] {
					continue
				}
				seen[to] = true
				if living(to) {
					out = append(out, to)
				} else {
					open = append(open, to)
				}
			}
		}
	}
	return out
}

// Fate is what became of the words under an id that names no block any more.
func (r *Record) Fate(id string) (Fate, bool) {
	for _, f := range r.fatesOf(id) {
		if f.Sum != (Sum{}) {
			return f, true
		}
	}
	return Fate{}, false
}

// fatesOf are the fates of an id.
func (r *Record) fatesOf(id string) []Fate {
	i, _ := slices.BinarySearchFunc(r.Fates, id, func(f Fate, id string) int { return compareIDs(f.ID, id) })
	n := i
	for n < len(r.Fates) && r.Fates[n].ID == id {
		n++
	}
	return r.Fates[i:n]
}
