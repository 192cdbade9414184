package check

import (
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/source"
)

// quotePairs are the columns that name a block and the columns that quote it.
var quotePairs = [][2]string{{"block", "quote"}, {"year_block", "year_quote"}, {"horizon_block", "horizon_quote"},
	{"block_a", "quote_a"}, {"block_b", "quote_b"}}

// quotesOfTable are the blocks in which the quotes of a table were found, by pair
// of columns and row; nil where one was not.
type quotesOfTable struct {
	rows  *source.Row // the first: another for a table that was read again
	found [][]*atlas.Block
}

// quoted proves that each quote of a table stands, word for word, in the block
// that the row names. One that stood in a block that is the same stands there
// still.
func (c *Checker) quoted(a *atlas.Atlas) diag.List {
	var out diag.List
	before := c.quotes
	c.quotes = map[string]*quotesOfTable{}
	for _, t := range a.Tables {
		if len(t.Rows) == 0 {
			continue
		}
		now := before[t.Name]
		if now == nil || now.rows != &t.Rows[0] {
			now = &quotesOfTable{rows: &t.Rows[0], found: make([][]*atlas.Block, len(quotePairs))}
		}
		c.quotes[t.Name] = now
		for k, pair := range quotePairs {
			if !t.Has(pair[0]) || !t.Has(pair[1]) {
				continue
			}
			if now.found[k] == nil {
				now.found[k] = make([]*atlas.Block, len(t.Rows))
			}
			for i, r := range t.Rows {
				if b := now.found[k][i]; b != nil && a.Holds(b) {
					continue
				}
				now.found[k][i] = nil
				block, quote := r.Get(pair[0]), r.Get(pair[1])
				if r.Damaged || block.Empty() || quote.Empty() {
					continue
				}
				b := a.Block(block.Value)
				if b == nil || b.Chapter.Lost() {
					continue // reported as a reference, or with the chapter
				}
				if _, _, ok := atlas.Quoted(b, quote.Value); !ok {
					out.Add(misquoted(a, b, block, quote))
					continue
				}
				now.found[k][i] = b
			}
		}
	}
	return out
}

// misquoted reports a quote that does not stand in its block, and says in which
// block it does, if in any. Where that is one alone, the row is to name it.
func misquoted(a *atlas.Atlas, b *atlas.Block, block, quote source.Cell) diag.Problem {
	p := diag.Problem{Rule: "quote", Place: quote.Place(),
		Message: diag.Tf("引文“%s”不在 %s 中", "the quote “%s” does not stand in %s", quote.Value, b.ID),
		Hint:    diag.T("引文须与原文逐字相同", "a quote must be the words of the text, letter by letter")}
	var in []string
	for other := range a.Blocks() {
		if _, _, ok := atlas.Quoted(other, quote.Value); ok {
			in = append(in, other.ID)
		}
	}
	switch len(in) {
	case 0:
	case 1:
		p.Hint = diag.Tf("它在 %s 中（atlas mend 可改正）", "it stands in %s (atlas mend can mend it)", in[0])
		p.Fix = &diag.Fix{Place: block.Place(), Old: block.Value, New: in[0]}
	default:
		p.Hint = diag.Tf("它在 %s 中", "it stands in %s", strings.Join(in, ", "))
	}
	if v := b.Versions[0]; v != nil {
		p.Notes = []diag.Note{{Place: v.Pos.Place(), Message: diag.Tf("%s 从这里开始", "%s begins here", b.ID)}}
	}
	return p
}
