package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/numeral"
	"atlas/generator/source"
	"atlas/generator/text"
)

// cellHeads are what says what a cell of a table is about.
type cellHeads struct {
	column  []*atlas.Block // above it
	row     []*atlas.Block // the head of its row and other cells of words in it
	caption *atlas.Block
}

// headsOf are the heads of a cell with a number; nil for what is none.
func (p *prover) headsOf(b *atlas.Block) *cellHeads {
	if b == nil || b.Kind != text.TableCell || b.Table == nil {
		return nil
	}
	if h, known := p.cells[b]; known {
		return h
	}
	p.cells[b] = nil
	at := cellOf(b)
	if at == nil || at.Head || at.RowHead {
		return nil
	}
	h := &cellHeads{caption: b.Table}
	for _, x := range p.cellsOf(b.Table) {
		switch c := cellOf(x); {
		case x == b:
		case c.Head && meet(c.Col, c.Columns, at.Col, at.Columns):
			h.column = append(h.column, x)
		case isRowHead(x) && meet(c.Row, c.Rows, at.Row, at.Rows):
			h.row = append(h.row, x)
		}
	}
	p.cells[b] = h
	return h
}

// cellsOf are the cells of a table, row by row.
func (p *prover) cellsOf(table *atlas.Block) []*atlas.Block {
	cells, known := p.tables[table]
	if !known {
		for _, x := range table.Chapter.Blocks {
			if x.Table == table && cellOf(x) != nil {
				cells = append(cells, x)
			}
		}
		p.tables[table] = cells
	}
	return cells
}

// cellOf is where a cell stands; nil for what is no cell.
func cellOf(b *atlas.Block) *text.Cell {
	if b.Kind != text.TableCell || b.Versions[0] == nil {
		return nil
	}
	return b.Versions[0].Cell
}

// isRowHead reports whether a cell says what its row is about: the head of the row, the
// first cell, and any of words without a number, such as one with the unit.
func isRowHead(b *atlas.Block) bool {
	c := cellOf(b)
	return !c.Head && (c.RowHead || c.Col == 1 || !strings.ContainsFunc(b.Versions[0].Text, unicode.IsDigit))
}

// meet reports whether two stretches, given by their beginnings and lengths, have
// something in common.
func meet(from, n, otherFrom, otherN int) bool { return from < otherFrom+otherN && otherFrom < from+n }

// inMeasure are the quantities of a cell in the unit and scale that its heads state, or
// else the caption. A number with a unit of its own keeps it. Where row and column state
// different ones a share is a share: "of which rented (%)" in a column "£m".
func (h *cellHeads) inMeasure(qs []numeral.Quantity, words string, a *atlas.Atlas, lang int) []numeral.Quantity {
	style, ok := styleOf(a.Languages[lang])
	if !ok {
		return qs
	}
	stated := func(blocks ...*atlas.Block) (numeral.Quantity, bool) {
		for _, b := range slices.Backward(blocks) { // the nearest head first
			if b.Versions[lang] == nil {
				continue
			}
			if q, ok := a.Units.Measure(b.Versions[lang].Text, style); ok {
				return q, true
			}
		}
		return numeral.Quantity{}, false
	}
	measure, ok := stated(h.column...)
	if row, also := stated(h.row...); also && (!ok || row.Kind == numeral.Percent) {
		measure, ok = row, true
	}
	if !ok {
		measure, ok = stated(h.caption)
	}
	out := slices.Clone(qs)
	for i, q := range out {
		bare := !strings.ContainsFunc(words[q.Start:q.End], unicode.IsLetter)
		if bare && q.Kind == numeral.Year {
			q.Kind = numeral.Number // 2035 homes
		}
		if ok && q.Unit == "" && q.Kind == numeral.Number {
			q = q.In(measure, bare)
		}
		out[i] = q
	}
	return out
}

// yearOfCell proves a year by the heads of a cell, or else by the caption of its table.
// It reports whether that was decided: heads that state another year are a problem.
func (p *prover) yearOfCell(h *cellHeads, b *atlas.Block, id string, cell source.Cell, year string) bool {
	var said []numeral.Quantity
	var words []string
	for _, x := range slices.Concat(h.column, h.row) {
		if p.inPeriod(x.Versions[0].Text, year) {
			return true
		}
		for _, period := range p.atlas.Site.PeriodsIn(x.Versions[0].Text, 0) {
			words = append(words, period.From+"–"+period.To)
		}
		qs, _ := p.stated(x, 0)
		for _, q := range qs {
			if isYear(q) {
				said, words = append(said, q), append(words, x.Versions[0].Text[q.Start:q.End])
			}
		}
	}
	if hasYear(said, year) {
		return true
	}
	if len(words) > 0 {
		p.report(diag.Error, b.ID, id, cell, b,
			diag.Tf("这一格的表头写的年份是 %[2]s，不是 %[1]s", "the heads of the cell say %[2]s, not %[1]s", year, strings.Join(words, ", ")),
			diag.T("改年份，或引另一格", "correct the year, or quote another cell"))
		return true
	}
	qs, _ := p.stated(h.caption, 0)
	return hasYear(qs, year) || p.inPeriod(h.caption.Text(0), year)
}

// isYear reports whether a quantity is a year of the calendar, or four digits that may
// be one.
func isYear(q numeral.Quantity) bool {
	return q.Kind == numeral.Year || q.Kind == numeral.Number && q.Unit == "" && years.MatchString(q.Value.String())
}

// subject proves that the heads of a cell are about what its row of the table of values
// is about: the row's entity or indicator.
func (p *prover) subject(n *atlas.Number) {
	h := p.headsOf(n.Block)
	if h == nil {
		return
	}
	s := p.subjectOf(n)
	at := cellOf(n.Block)
	row, column := s.best(h.row), s.best(h.column)
	otherRow, otherColumn := fit{}, fit{}
	for _, x := range p.cellsOf(n.Block.Table) {
		c := cellOf(x)
		switch f := s.fits(x); {
		case isRowHead(x) && !meet(c.Row, c.Rows, at.Row, at.Rows) && f.how > otherRow.how:
			otherRow = f
		case c.Head && !meet(c.Col, c.Columns, at.Col, at.Columns) && f.how > otherColumn.how:
			otherColumn = f
		}
	}
	sides := []side{
		{h.row, row, otherRow, column.how <= 0 || !p.saysYear(h.row), "行", "row"},
		{h.column, column, otherColumn, false, "列", "column"},
	}
	if column.how < 0 {
		slices.Reverse(sides) // that it is of another place says more
	}
	for _, side := range sides {
		if len(side.heads) == 0 || side.fit.how >= side.other.how && side.fit.how >= 0 && (side.fit.how > 0 || !side.wanted) {
			continue
		}
		what := side.fit.head
		if what == nil {
			what = side.heads[0]
		}
		hint := diag.T("在 entity 或 indicator 中照表头写；另有叫法的，写入 indicators 表的 forms，并在 measure 中写明指标", "name it in entity or indicator as the head does; other words for an indicator stand in forms of the table of indicators, to which measure points")
		if side.other.head != nil {
			hint = diag.Tf("“%[2]s”这一%[1]s才是", "the "+side.en+" “%[2]s” is", side.zh, side.other.head.Versions[0].Text)
		}
		p.report(diag.Error, n.Block.ID, n.ID, n.Row.Get("block"), n.Block,
			diag.Tf("这一格所在的"+side.zh+"是“%s”，说的不是 %s", "the "+side.en+" of the cell is “%s”, which is not about %s", what.Versions[0].Text, s.name), hint)
		return // one cause, one message
	}
}

// side is what a cell stands below, or beside.
type side struct {
	heads  []*atlas.Block
	fit    fit  // of the heads
	other  fit  // of what other columns or rows are headed by
	wanted bool // one of the heads has to say what the cell is about
	zh, en string
}

// saysYear reports whether one of the heads states a year: rows of years, below heads
// that say what they are of.
func (p *prover) saysYear(heads []*atlas.Block) bool {
	return slices.ContainsFunc(heads, func(b *atlas.Block) bool {
		qs, _ := p.stated(b, 0)
		return slices.ContainsFunc(qs, isYear)
	})
}

// cellSubject is what a row of the table of values is about.
type cellSubject struct {
	place *atlas.Place // its entity; nil where that is no place
	words []string     // what else it may be called, as folded makes them
	name  string       // for a message
}

func (p *prover) subjectOf(n *atlas.Number) cellSubject {
	s := cellSubject{place: p.atlas.Place(n.Entity)}
	add := func(words ...string) {
		for _, w := range words {
			if w = folded(w); w != "" && !slices.Contains(s.words, w) {
				s.words = append(s.words, w)
			}
		}
	}
	said := []string{}
	if s.place != nil {
		said = append(said, s.place.Short.In(0))
		add(s.place.Name.In(0), s.place.Short.In(0))
	} else if n.Entity != "" {
		said = append(said, n.Entity)
		add(n.Entity)
		if x := p.atlas.Name(n.Entity); x != nil {
			add(x.Name.In(0))
		}
	}
	add(n.Indicator.In(0))
	if i := p.atlas.Indicator(n.Measure); i != nil {
		add(i.Name.In(0))
		add(i.Forms...)
	}
	if w := n.Indicator.In(0); w != "" {
		said = append(said, w)
	}
	s.name = strings.Join(said, " · ")
	return s
}

// fit is how well a head says what a row of the table of values is about: below zero
// where it names another place, zero where it says nothing of it.
type fit struct {
	how  int
	head *atlas.Block
}

// wholly is how well a head fits that names the place, or the indicator in full.
const wholly = 1 << 20

// fits tells how well a head fits.
func (s cellSubject) fits(head *atlas.Block) fit {
	words := folded(head.Versions[0].Text)
	best, place := 0, false
	for _, m := range head.Mentions[0] {
		if m.Place == nil {
			continue
		}
		if m.Place == s.place {
			return fit{wholly, head}
		}
		place = true
	}
	for _, w := range s.words {
		switch short := min(utf8.RuneCountInString(w), utf8.RuneCountInString(words)); {
		case w == words:
			return fit{wholly, head}
		case short > 1 && (strings.Contains(w, words) || strings.Contains(words, w)):
			best = max(best, short)
		}
	}
	if place && (s.place != nil || best == 0) {
		return fit{-1, head}
	}
	return fit{best, head}
}

// best is how well the heads fit together: wholly if one does, and not where one names
// another place and none the right one.
func (s cellSubject) best(heads []*atlas.Block) fit {
	var out fit
	for _, h := range heads {
		if f := s.fits(h); f.how == wholly || f.how < 0 && out.how != wholly || f.how > out.how && out.how >= 0 {
			out = f
		}
	}
	return out
}

// folded are the letters and digits of words, without what stands in brackets, which
// is a unit or a remark.
func folded(words string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("(（", r):
			depth++
		case strings.ContainsRune(")）", r):
			depth = max(0, depth-1)
		case depth == 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return unicode.ToLower(r)
		}
		return -1
	}, words)
}
