package atlas

import (
	"atlas/generator/ideograph"
	"atlas/generator/source"
)

// Number is a quantitative statement of the plan: a row of the table "values".
type Number struct {
	ID         string
	Indicator  Localized
	Measure    string // the id of its row of the table of indicators; "" where it has none
	Value      string // decimal in the base unit, a fraction "1/3", a range "2-3"
	Comparator string // =, >, >=, <, <=, about
	Unit       string // canonical: km2, person, CNY, %, or what is counted
	Year       string
	Kind       string
	Entity     string
	Block      *Block
	Quote      string
	YearBlock  *Block
	YearQuote  string
	Note       Localized
	Row        source.Row
}

// readNumbers reads the table of values, where there is one.
func (b *builder) readNumbers() {
	a := b.atlas
	t := a.tables["values"]
	a.numbers = map[string]*Number{}
	if t == nil {
		return
	}
	// A number whose row and sentences are as they were is the same number.
	kept := &b.loader.numbers
	before := kept.byRow
	if site := b.loader.parsed[sitePath].value; kept.data != t.data || kept.site != site {
		*kept, before = keptNumbers{data: t.data, site: site}, nil
	}
	kept.byRow = make([]*Number, len(t.Rows))
	a.numbers, a.Numbers = make(map[string]*Number, len(t.Rows)), make([]*Number, 0, len(t.Rows))
	for i, r := range t.Rows {
		if before != nil && before[i] != nil && a.rests(before[i]) {
			n := before[i]
			kept.byRow[i], a.numbers[n.ID] = n, n
			a.Numbers = append(a.Numbers, n)
			continue
		}
		id := r.Get("id").Value
		if r.Damaged || id == "" || a.numbers[id] != nil {
			continue
		}
		n := &Number{ID: id, Indicator: a.Text(r, "indicator"), Measure: r.Get("measure").Value, Value: r.Get("value").Value, Comparator: r.Get("comparator").Value,
			Unit: r.Get("unit").Value, Year: r.Get("year").Value, Kind: r.Get("kind").Value, Entity: r.Get("entity").Value,
			Block: a.Block(r.Get("block").Value), Quote: r.Get("quote").Value,
			YearBlock: a.Block(r.Get("year_block").Value), YearQuote: r.Get("year_quote").Value,
			Note: a.Text(r, "note"), Row: r}
		kept.byRow[i], a.numbers[id] = n, n
		a.Numbers = append(a.Numbers, n)
	}
}

// keptNumbers are the numbers of the last atlas, by the rows of their table.
type keptNumbers struct {
	data  *source.Table
	site  any
	byRow []*Number
}

// rests reports whether a number of an earlier atlas rests on blocks of this one.
func (a *Atlas) rests(n *Number) bool {
	return n.Block != nil && a.Holds(n.Block) &&
		(n.YearBlock != nil && a.Holds(n.YearBlock) || n.YearBlock == nil && n.Row.Get("year_block").Empty())
}

// Number finds a value of the plan by its id; nil where there is none.
func (a *Atlas) Number(id string) *Number { return a.numbers[id] }

// Quoted returns the stretch of the block's first-language text that is the
// quote, in bytes; false where the quote does not stand there.
func Quoted(blk *Block, quote string) (start, end int, ok bool) {
	if blk == nil || quote == "" || blk.Versions[0] == nil {
		return 0, 0, false
	}
	return ideograph.Index(blk.Versions[0].Text, quote)
}
