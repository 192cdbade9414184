package check

import (
	"regexp"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/numeral"
	"atlas/generator/source"
)

// numbersQuoted proves the values of the tables by the sentences they quote: the
// number with its unit and comparison in the quote, its year in the quote or in
// the words that state the year, and the same number in every translation. Known
// are the blocks of which it was said already that their translation differs.
// Numbers that were proved before are not looked at again: one whose sentence has
// changed is another number. Those that are proved now are returned too.
func numbersQuoted(a *atlas.Atlas, known func(*atlas.Block) bool, before map[*atlas.Number]bool) ([]finding, map[*atlas.Number]bool) {
	if _, ok := styleOf(a.Languages[0]); !ok {
		return nil, nil
	}
	proved := make(map[*atlas.Number]bool, len(a.Numbers))
	p := prover{atlas: a, known: known, read: map[blockIn][]numeral.Quantity{}, cells: map[*atlas.Block]*cellHeads{}, tables: map[*atlas.Block][]*atlas.Block{}}
	for _, n := range a.Numbers {
		if before[n] {
			proved[n] = true
			continue
		}
		found := len(p.found)
		p.number(n)
		// What a cell is about is told by names of places and indicators, which may change.
		if len(p.found) == found && n.Block != nil && !known(n.Block) && n.Block.Table == nil {
			proved[n] = true
		}
	}
	for _, t := range a.Targets {
		p.target(t)
	}
	return p.found, proved
}

type prover struct {
	atlas *atlas.Atlas
	known func(*atlas.Block) bool
	found []finding
	read  map[blockIn][]numeral.Quantity
	// What is known of tables of the text: the heads of cells, and the cells of tables.
	cells  map[*atlas.Block]*cellHeads
	tables map[*atlas.Block][]*atlas.Block
}

type blockIn struct {
	block *atlas.Block
	lang  int
}

// stated returns the quantities of a block's text in a language; false where it
// has no such text or the language's numbers cannot be read.
func (p *prover) stated(b *atlas.Block, lang int) ([]numeral.Quantity, bool) {
	style, ok := styleOf(p.atlas.Languages[lang])
	v := b.Versions[lang]
	if !ok || v == nil || v.Awaits {
		return nil, false
	}
	key := blockIn{b, lang}
	qs, ok := p.read[key]
	if !ok {
		qs = p.atlas.Units.Find(v.Text, style, spans(b.Mentions[lang])...)
		if h := p.headsOf(b); h != nil {
			qs = h.inMeasure(qs, v.Text, p.atlas, lang)
		}
		p.read[key] = qs
	}
	return qs, true
}

func (p *prover) report(s diag.Severity, block, what string, cell source.Cell, at *atlas.Block, message, hint diag.Text) {
	f := finding{block: block, what: []string{what}, Problem: diag.Problem{Rule: "numbers-quoted", Severity: s, Place: cell.Place(), Message: message, Hint: hint}}
	if at != nil && at.Versions[0] != nil {
		f.Notes = []diag.Note{{Place: at.Versions[0].Pos.Place(), Message: diag.Tf("%s 从这里开始", "%s begins here", at.ID)}}
	}
	p.found = append(p.found, f)
}

// quoted are the quantities of a quote, read in the sentence it stands in.
func (p *prover) quoted(b *atlas.Block, quote string) ([]numeral.Quantity, bool) {
	from, to, ok := atlas.Quoted(b, quote)
	if !ok {
		return nil, false
	}
	all, ok := p.stated(b, 0)
	if !ok {
		return nil, false
	}
	var in []numeral.Quantity
	for _, q := range all {
		if q.Start >= from && q.End <= to {
			in = append(in, q)
		}
	}
	return in, true
}

func (p *prover) number(n *atlas.Number) {
	qs, ok := p.quoted(n.Block, n.Quote)
	if !ok {
		return // the rules of references and quotes say why
	}
	cell := n.Row.Get("value")
	want, ok := p.quantityOf(n)
	if !ok {
		p.report(diag.Error, n.Block.ID, n.ID, cell, nil,
			diag.Tf("数值 %q 的写法无法读取", "the value %q cannot be read", n.Value),
			diag.T("写作小数（1590000000000）、分数（1/3）或由小到大的区间（2-3），负数以连字符开头（-5），单位用基本单位", "write a decimal (1590000000000), a fraction (1/3) or a rising range (2-3), a negative one with a hyphen before it (-5), in the base unit"))
		return
	}
	same, optional := p.find(want, qs)
	switch {
	case len(same) == 0:
		p.report(diag.Error, n.Block.ID, n.ID, cell, n.Block,
			diag.Tf("引文“%s”中没有 %s", "the quote “%s” does not state %s", n.Quote, want.String()), statedIn(qs))
		return
	case !compared(want.Comparator, same):
		p.report(diag.Error, n.Block.ID, n.ID, n.Row.Get("comparator"), n.Block,
			diag.Tf("比较号写作 %[1]q，引文“%[2]s”说的是 %[3]s", "the comparator is %[1]q, the quote “%[2]s” says %[3]s", n.Comparator, n.Quote, same[0].String()),
			diag.T("按引文改 comparator，或换一段引文", "make the comparator that of the quote, or quote other words"))
	}
	p.subject(n)
	p.year(n.Block, n.Quote, n.ID, n.Row.Get("year"), n.Year, qs, n.YearBlock, n.YearQuote, "year_quote")
	if optional || p.known(n.Block) {
		return // “the only one” need not say one in another language
	}
	for lang := 1; lang < len(p.atlas.Languages); lang++ {
		qs, ok := p.stated(n.Block, lang)
		if !ok {
			continue
		}
		if same, _ := p.find(want, qs); len(same) == 0 {
			p.report(diag.ReleaseError, n.Block.ID, n.ID, cell, nil,
				diag.Tf("%[2]s 的 %[3]s 译文没有 %[1]s", "%[2]s does not state %[1]s in %[3]s", want.String(), n.Block.ID, p.atlas.Languages[lang].Code), statedIn(qs))
			last := &p.found[len(p.found)-1]
			last.Notes = []diag.Note{{Place: n.Block.Versions[lang].Pos.Place(), Message: diag.Tf("%s 从这里开始", "%s begins here", n.Block.ID)}}
		}
	}
}

// find returns the quantities that are the one wanted, and whether all of them
// are such as another language may leave out.
func (p *prover) find(want numeral.Quantity, qs []numeral.Quantity) (same []numeral.Quantity, optional bool) {
	alone := want
	alone.Comparator = numeral.Equal
	optional = true
	for _, q := range qs {
		if q.Kind != numeral.Code && len(p.atlas.Units.Compare([]numeral.Quantity{alone}, []numeral.Quantity{plain(q)})) == 0 {
			same = append(same, q)
			optional = optional && q.Optional
		}
	}
	return same, optional
}

// plain is the quantity without its comparison.
func plain(q numeral.Quantity) numeral.Quantity {
	q.Comparator = numeral.Equal
	return q
}

func compared(c numeral.Comparator, qs []numeral.Quantity) bool {
	for _, q := range qs {
		if q.Comparator == c {
			return true
		}
	}
	return false
}

// statedIn tells which numbers there are.
func statedIn(qs []numeral.Quantity) diag.Text {
	if len(qs) == 0 {
		return diag.T("那里没有数", "there is no number there")
	}
	var all []string
	for _, q := range qs {
		all = append(all, q.String())
	}
	return diag.Tf("那里的数：%s", "the numbers there: %s", strings.Join(all, "; "))
}

// year proves that a year stands in the quote, or in the words that state it.
func (p *prover) year(b *atlas.Block, quote, id string, cell source.Cell, year string, qs []numeral.Quantity, yearBlock *atlas.Block, yearQuote, column string) {
	if _, said := atlas.BareYear(year); said || year == "" {
		return
	}
	if h := p.headsOf(b); h != nil {
		if p.yearOfCell(h, b, id, cell, year) {
			return
		}
		qs = nil // 2035 homes are no year
	}
	if hasYear(qs, year) || p.inPeriod(quote, year) {
		return
	}
	if yearQuote == "" {
		p.report(diag.Error, b.ID, id, cell, b,
			diag.Tf("引文中没有年份 %s", "the quote does not state the year %s", year),
			diag.Tf("在 %s 中引出写明年份的文字，并写明其段落", "quote the words that state it in %s, and name their block", column))
		return
	}
	if yearBlock == nil {
		yearBlock = b
	}
	if qs, ok := p.quoted(yearBlock, yearQuote); ok && !hasYear(qs, year) && !p.inPeriod(yearQuote, year) {
		p.report(diag.Error, b.ID, id, cell, yearBlock,
			diag.Tf("引文“%[2]s”中没有年份 %[1]s", "the words “%[2]s” do not state the year %[1]s", year, yearQuote), statedIn(qs))
	}
}

func hasYear(qs []numeral.Quantity, year string) bool {
	for _, q := range qs {
		// Four digits alone may be a year: 2021—2035, 目标2035.
		if (q.Kind == numeral.Year || q.Kind == numeral.Number && q.Unit == "") && (q.Value.String() == year || q.High.String() == year) {
			return true
		}
	}
	low, high, ok := yearRange(year)
	return ok && slices.ContainsFunc(qs, func(q numeral.Quantity) bool { return q.Value == low && q.High == high })
}

// inPeriod reports whether words speak of a period of the site ("near term") that ends
// in the year, or is the years.
func (p *prover) inPeriod(words, year string) bool {
	return slices.ContainsFunc(p.atlas.Site.PeriodsIn(words, 0), func(x atlas.Period) bool {
		return year == x.To || year == x.From+"-"+x.To
	})
}

// yearRange reads two years of a table: 2028/29, 2021-2025.
func yearRange(s string) (low, high numeral.Value, ok bool) {
	if qs := numeral.Builtin().Find(s, numeral.English); len(qs) == 1 && qs[0].Kind == numeral.Year && qs[0].IsRange() && qs[0].End-qs[0].Start == len(s) {
		return qs[0].Value, qs[0].High, true
	}
	return low, high, false
}

// target proves the horizon of a target, and that its values stand in the same
// block.
func (p *prover) target(t *atlas.Target) {
	if t.Block == nil {
		return
	}
	for i, n := range t.Numbers {
		if n.Block != nil && n.Block != t.Block {
			cell := t.Row.Get("value")
			if list := cell.List(); len(list) == len(t.Numbers) {
				cell = list[i]
			}
			p.report(diag.Error, t.Block.ID, t.ID, cell, n.Block,
				diag.Tf("数值 %s 出自 %s，这个目标出自 %s", "the value %s is from %s, the target from %s", n.ID, n.Block.ID, t.Block.ID),
				diag.T("目标和它的数值须出自同一段", "a target and its values stand in the same block"))
		}
	}
	if t.Horizon == "" {
		return
	}
	if qs, ok := p.quoted(t.Block, t.Quote); ok {
		p.year(t.Block, t.Quote, t.ID, t.Row.Get("horizon"), t.Horizon, qs, t.HorizonBlock, t.HorizonQuote, "horizon_quote")
	}
}

var comparators = map[string]numeral.Comparator{"": numeral.Equal, "=": numeral.Equal, ">": numeral.Greater, ">=": numeral.GreaterEqual,
	"<": numeral.Less, "<=": numeral.LessEqual, "about": numeral.About}

// years are two years of the calendar, or one.
var years = regexp.MustCompile(`^[12][0-9]{3}(-[12][0-9]{3})?$`)

// quantityOf reads a row of the table of values: "107100", "1/3", "2-3". What is
// counted agrees with any counter of the text.
func (p *prover) quantityOf(n *atlas.Number) (numeral.Quantity, bool) {
	q := numeral.Quantity{Unit: n.Unit, Comparator: comparators[n.Comparator]}
	if u, ok := p.atlas.Units.Unit(n.Unit); ok {
		q.Unit = u.ID
	}
	var ok bool
	if q.Value, q.High, ok = numeral.ParseRange(n.Value); !ok {
		return q, false
	}
	switch {
	case q.Unit == "%" || q.Unit == "‰":
		q.Kind = numeral.Percent
	case n.Unit == "year" && years.MatchString(n.Value):
		q.Kind, q.Unit = numeral.Year, ""
	case strings.Contains(n.Value, "/"):
		q.Kind = numeral.Fraction
	}
	return q, true
}
