package atlas

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"atlas/generator/lock"
	"atlas/generator/text"
)

// Piece is a part of what the chapters say, as fine as it is told apart who reads
// what: a chapter's heading, its other blocks, which blocks name a thing of the
// gazetteer, and what is told of the places by words that stand for groups.
// Pieces are the same for all atlases of a loader.
type Piece uint32

// The kinds of pieces, which are the last two bits of each.
const (
	headingPiece = iota // of the chapter of the number
	bodyPiece           // likewise
	thingPiece          // a place, name or term
	groupsPiece
	pieceKinds
)

// ear hears what is read of the chapters, for those who listen. All atlases of a
// loader have the same, so that a row that leads to a block is heard as well as a
// page that asks for it.
type ear struct {
	listening atomic.Int32 // how many listen

	mu        sync.Mutex
	listeners []*listener
	things    map[thing]Piece
}

// listener is who listens, and what that one heard.
type listener struct{ heard map[Piece]struct{} }

// thing is the id of a thing of the gazetteer, and what kind of thing it is.
type thing struct{ kind, id string }

// Heard calls f and returns what was read of the chapters meanwhile, by f or by
// anybody else, sorted. Not heard is what chapters are without their words (Since
// tells of that), and what does not come from chapters. Several may listen at a
// time, also one within another.
func (a *Atlas) Heard(f func()) []Piece {
	e := a.ear
	l := &listener{map[Piece]struct{}{}}
	e.mu.Lock()
	e.listeners = append(e.listeners, l)
	e.mu.Unlock()
	e.listening.Add(1)
	f()
	e.listening.Add(-1)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.listeners = slices.DeleteFunc(e.listeners, func(x *listener) bool { return x == l })
	return slices.Sorted(maps.Keys(l.heard))
}

// Hearing reports whether anybody listens.
func (a *Atlas) Hearing() bool { return a.ear != nil && a.ear.listening.Load() > 0 }

// Hear makes pieces be heard that were read earlier, for a result that was kept.
func (a *Atlas) Hear(pieces []Piece) { a.ear.hear(pieces...) }

func (e *ear) hear(pieces ...Piece) {
	if e == nil || e.listening.Load() == 0 {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, l := range e.listeners {
		for _, p := range pieces {
			l.heard[p] = struct{}{}
		}
	}
}

// hearThing hears that it is asked which blocks name a thing.
func (e *ear) hearThing(kind, id string) {
	if e != nil && e.listening.Load() > 0 {
		e.hear(e.piece(kind, id))
	}
}

func (e *ear) piece(kind, id string) Piece {
	e.mu.Lock()
	defer e.mu.Unlock()
	p, ok := e.things[thing{kind, id}]
	if !ok {
		if e.things == nil {
			e.things = map[thing]Piece{}
		}
		p = Piece(len(e.things)*pieceKinds + thingPiece)
		e.things[thing{kind, id}] = p
	}
	return p
}

// read says that somebody reads what the block says.
func (b *Block) read() {
	if b != nil && b.Chapter != nil {
		b.Chapter.ear.hear(b.piece())
	}
}

func (b *Block) piece() Piece {
	if b == b.Chapter.Heading {
		return b.Chapter.piece(headingPiece)
	}
	return b.Chapter.piece(bodyPiece)
}

func (c *Chapter) piece(kind int) Piece { return Piece(c.N*pieceKinds + kind) }

// handed says that somebody was given a chapter and may read all of it.
func (c *Chapter) handed() {
	if c != nil {
		c.ear.hear(c.piece(headingPiece), c.piece(bodyPiece))
	}
}

// told says that somebody was given what is told of a place.
func (e *ear) told(p *Place, t *Told) {
	if e == nil || e.listening.Load() == 0 {
		return
	}
	e.hear(groupsPiece)
	e.hearThing(placeKey, p.Slug) // a group's blocks are those that do not name it
	targets, projects := t.Targets, t.Projects
	for _, g := range t.Groups {
		targets, projects = slices.Concat(targets, g.Targets), slices.Concat(projects, g.Projects)
		g.Concept.read()
	}
	for _, x := range targets {
		x.Block.read()
		x.HorizonBlock.read()
	}
	for _, x := range projects {
		x.Block.read()
	}
	for _, r := range t.Roles {
		r.Concept.read()
	}
	for _, c := range t.Contradictions {
		c.BlockA.read()
		c.BlockB.read()
	}
}

func (c *Concept) read() {
	c.Block.read()
	for i := range c.Members {
		c.Members[i].Block.read()
	}
}

// Changes tell in what an atlas differs from an earlier one.
type Changes struct {
	Pieces []Piece // sorted
	Rows   bool    // there are other rows in a table of what the plan says, or of observations
}

// Since compares an atlas with an earlier one of the same loader. It is false
// where more differs than what Changes can tell: a layer or a setting, a name of
// the gazetteer, the blocks that there are. Where rows differ, what a block states
// counts as a piece with the block; whatever else shows rows may be another.
func (a *Atlas) Since(old *Atlas) (Changes, bool) {
	if old == nil || a.ear == nil || a.ear != old.ear || a.rest != old.rest || len(a.Chapters) != len(old.Chapters) ||
		!sameNotes(a.Notes, old.Notes) || !a.Anchors.sameFates(old.Anchors) {
		return Changes{}, false
	}
	d := difference{a: a, pieces: map[Piece]struct{}{}}
	for i, c := range a.Chapters {
		if o := old.Chapters[i]; c != o && !d.chapter(c, o) {
			return Changes{}, false
		}
	}
	d.standings(old)
	rows, ok := a.rowsDiffer(old)
	if !ok {
		return Changes{}, false
	}
	if rows {
		d.stated(old)
	}
	return Changes{slices.Sorted(maps.Keys(d.pieces)), rows}, true
}

// difference gathers the pieces in which two atlases differ.
type difference struct {
	a      *Atlas
	pieces map[Piece]struct{}
}

func (d *difference) add(p Piece) { d.pieces[p] = struct{}{} }

// chapter compares a chapter as it is and was; false where more than words differ.
func (d *difference) chapter(c, o *Chapter) bool {
	if !c.sameShape(o) {
		return false
	}
	for i, b := range c.Blocks {
		was := o.Blocks[i]
		if b.sameWords(was) {
			continue
		}
		d.add(b.piece())
		if d.a.groupWords(b) != d.a.groupWords(was) {
			d.add(groupsPiece)
		}
	}
	d.named(c, o)
	return true
}

// named compares what a chapter names.
func (d *difference) named(c, o *Chapter) {
	type pair struct{ kind, id, block string }
	key := func(n namedBlock) pair {
		switch {
		case n.place != nil:
			return pair{placeKey, n.place.Slug, n.block.ID}
		case n.name != nil:
			return pair{nameKey, n.name.ID, n.block.ID}
		case n.cited != "":
			return pair{citedKey, string(n.cited), n.block.ID}
		}
		return pair{termKey, n.term.ID, n.block.ID}
	}
	if slices.EqualFunc(c.named, o.named, func(x, y namedBlock) bool { return key(x) == key(y) }) {
		return
	}
	count := map[pair]int{}
	for _, n := range c.named {
		count[key(n)]++
	}
	for _, n := range o.named {
		count[key(n)]--
	}
	for _, n := range slices.Concat(c.named, o.named) {
		if k := key(n); count[k] != 0 {
			d.add(groupsPiece)
			d.add(d.a.ear.piece(k.kind, k.id))
			if n.place != nil {
				d.add(d.a.ear.piece(placeKey, n.place.Page.Slug))
			}
		}
	}
}

// standings compares how translations stand, which may change in blocks that
// nobody touched.
func (d *difference) standings(old *Atlas) {
	type side struct {
		piece  Piece
		states []lock.Standing
	}
	was := make(map[string]side, len(old.standings))
	for b, s := range old.standings {
		was[b.ID] = side{b.piece(), s}
	}
	for b, s := range d.a.standings {
		if o, ok := was[b.ID]; !ok || !slices.Equal(o.states, s) {
			d.add(b.piece())
		}
		delete(was, b.ID)
	}
	for _, s := range was { // those that stand well again
		d.add(s.piece)
	}
}

// groupWords are the words for groups of places that a block has, by concept.
func (a *Atlas) groupWords(b *Block) string {
	v := b.Versions[0]
	if v == nil {
		return ""
	}
	var out strings.Builder
	for _, c := range a.Concepts {
		if slices.ContainsFunc(c.Forms, func(f string) bool { return strings.Contains(v.Text, f) }) {
			out.WriteString(c.ID + "\n")
		}
	}
	return out.String()
}

// sameShape reports whether chapters are the same but for the words of their
// blocks and what follows from these.
func (c *Chapter) sameShape(o *Chapter) bool {
	return c.ID == o.ID && c.N == o.N && (c.Heading == nil) == (o.Heading == nil) && slices.Equal(c.Label, o.Label) &&
		slices.Equal(c.Absent, o.Absent) && c.before == o.before &&
		slices.EqualFunc(c.surplus, o.surplus, func(x, y Surplus) bool { return x.Lang == y.Lang && x.ID == y.ID }) &&
		slices.EqualFunc(c.Blocks, o.Blocks, (*Block).sameShape) &&
		slices.EqualFunc(c.Sections, o.Sections, func(x, y *Section) bool {
			return x.ID == y.ID && x.N == y.N && id(x.Heading) == id(y.Heading) &&
				slices.EqualFunc(x.Blocks, y.Blocks, func(b, c *Block) bool { return b.ID == c.ID })
		})
}

func (b *Block) sameShape(o *Block) bool {
	return b.ID == o.ID && b.Kind == o.Kind && b.N == o.N && b.Count == o.Count && b.Number == o.Number && b.Page == o.Page &&
		(b.Section == nil || b.Section.ID == o.Section.ID) && id(b.Under) == id(o.Under) &&
		id(b.Box) == id(o.Box) && id(b.Group) == id(o.Group) && id(b.Table) == id(o.Table)
}

// id is a block's id; "" for none.
func id(b *Block) string {
	if b == nil {
		return ""
	}
	return b.ID
}

// sameWords reports whether blocks of the same shape say the same, wherever in
// the files that stands.
func (b *Block) sameWords(o *Block) bool {
	return slices.EqualFunc(b.Versions, o.Versions, sameVersion) &&
		slices.EqualFunc(b.Mentions, o.Mentions, func(x, y []Mention) bool { return slices.Equal(x, y) })
}

func sameVersion(v, o *Version) bool {
	if v == nil || o == nil {
		return v == o
	}
	return v.Kind == o.Kind && v.Awaits == o.Awaits && v.EndsGroup == o.EndsGroup && v.InBox == o.InBox && v.Quote == o.Quote &&
		v.Starts == o.Starts && v.Level == o.Level && v.Depth == o.Depth && v.Text == o.Text && v.Rest == o.Rest &&
		(v.Cell == nil) == (o.Cell == nil) && (v.Cell == nil || *v.Cell == *o.Cell) && slices.EqualFunc(v.Marks, o.Marks, text.Mark.Same)
}

// sameNotes compares what notes take from the text. All else is in their table.
func sameNotes(a, b []*Note) bool {
	return slices.EqualFunc(a, b, func(x, y *Note) bool {
		return x.ID == y.ID && id(x.Block) == id(y.Block) && x.Kind == y.Kind && x.Seed == y.Seed && x.Reading == y.Reading &&
			x.Confidence == y.Confidence
	})
}
