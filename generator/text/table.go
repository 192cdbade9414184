package text

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/text"

	"atlas/generator/diag"
)

// A table is written in rows of cells between |, with a line of dashes below its
// head. Lines above the first row are its caption, lines below the last are notes:
//
//	表1 规划指标（单位：万亩）
//	| 指标 | 基期年 | <<   | 目标年 |
//	| ^^   | 2019   | 2020 | 2035   |
//	|------|-------:|-----:|-------:|
//	| 耕地 | 2,805  | 2,790 | 2,805 |
//	注：基期为实测。
//
// All rows above the dashes are its head. A cell << is one with the cell to its
// left, ^^ with the one above.
const (
	leftward = "<<"
	upward   = "^^"
)

// Align is how the cells of a column are aligned.
type Align uint8

// The alignments.
const (
	Unaligned Align = iota
	Left
	Center
	Right
)

// Cell is where a cell stands in its table, from 1 on.
type Cell struct {
	Row, Col      int
	Rows, Columns int  // how many of each it spans
	Head          bool // it stands above the line of dashes
	RowHead       bool // it says what its row is about
	Align         Align
}

// span is a stretch of the source.
type span struct{ start, end int }

// grid is a table as it is written.
type grid struct {
	o       *outliner
	align   []Align
	rows    [][]span
	head    int // how many rows are its head
	owner   [][][2]int
	damaged bool
}

// table makes a table of the open paragraph, if it is one.
func (o *outliner) table() bool {
	row := func(i int) bool { return bytes.IndexByte(o.words1(i), '|') >= 0 }
	dashes, piped := -1, 0
	for i := range o.lines {
		w := o.words1(i)
		if w[0] == '|' && bytes.Count(w, []byte("|")) > 1 {
			piped++
		}
		if dashes < 0 && i > 0 && row(i-1) && alignments(w) != nil {
			dashes = i
		}
	}
	if dashes < 0 {
		if piped > 0 {
			o.report("text-table", o.lines[0].Start, 1, diag.T("像是表格，却没有表头下面的一行横线", "this looks like a table, without its line of dashes below the head"),
				diag.T("在表头之下写一行 |---|---|，每列一个", "write a line |---|---| below its head, one for each column"))
		}
		return false
	}
	g := grid{o: o, align: alignments(o.words1(dashes))}
	first := dashes - 1
	for first > 0 && row(first-1) {
		first--
	}
	last := dashes
	for last+1 < len(o.lines) && row(last+1) {
		last++
	}
	g.head = dashes - first
	for i := first; i <= last; i++ {
		if i != dashes {
			g.row(o.lines[i])
		}
	}
	g.merge()
	b := o.open
	b.Depth = o.open.Depth
	b.Rest = ""
	b.Kind = Table
	caption := append([]text.Segment(nil), o.lines[:first]...)
	if n := len(caption); n > 0 {
		caption[n-1] = caption[n-1].TrimRightSpace(o.src)
	}
	notes := append([]text.Segment(nil), o.lines[last+1:]...)
	at := o.lines[first].Start
	o.leaf(b, false, caption...)
	if len(caption) == 0 {
		o.leaves[len(o.leaves)-1].as.Pos = o.p.pos(at, 1)
	}
	b.Starts, b.EndsGroup = false, false
	g.leaves(b)
	for _, n := range notes {
		if bytes.IndexByte(n.Value(o.src), '|') >= 0 {
			o.report("text-table", n.Start, 1, diag.T("表格的一行在表注之后", "a row of the table stands below its notes"), diag.T("移到表注之前", "move it above them"))
		}
		b.Kind = TableNote
		o.leaf(b, false, n.TrimRightSpace(o.src))
	}
	return true
}

// words1 are the words of an open line.
func (o *outliner) words1(i int) []byte { return bytes.TrimSpace(o.lines[i].Value(o.src)) }

// alignments reads a line of dashes; nil where it is none.
func alignments(line []byte) []Align {
	if bytes.IndexByte(line, '|') < 0 || bytes.IndexByte(line, '-') < 0 || len(bytes.Trim(line, "|-: \t")) > 0 {
		return nil
	}
	s := strings.TrimSpace(string(line))
	s = strings.TrimSuffix(strings.TrimPrefix(s, "|"), "|")
	var out []Align
	for _, c := range strings.Split(s, "|") {
		c = strings.TrimSpace(c)
		bare := strings.TrimSuffix(strings.TrimPrefix(c, ":"), ":")
		if bare == "" || strings.Trim(bare, "-") != "" {
			return nil
		}
		a := Unaligned
		switch left, right := c[0] == ':', c[len(c)-1] == ':'; {
		case left && right:
			a = Center
		case right:
			a = Right
		case left:
			a = Left
		}
		out = append(out, a)
	}
	return out
}

// row adds a row of the table.
func (g *grid) row(line text.Segment) {
	src := g.o.src
	start, end := line.Start, line.TrimRightSpace(src).Stop
	if src[start] == '|' {
		start++
	}
	if end > start && src[end-1] == '|' && (end-2 < start || src[end-2] != '\\') {
		end--
	}
	var cells []span
	from := start
	for i := start; i <= end; i++ {
		if i < end && src[i] == '\\' {
			i++
			continue
		}
		if i >= end || src[i] == '|' {
			c := span{from, min(i, end)}
			for c.start < c.end && (src[c.start] == ' ' || src[c.start] == '\t') {
				c.start++
			}
			for c.end > c.start && (src[c.end-1] == ' ' || src[c.end-1] == '\t') {
				c.end--
			}
			cells = append(cells, c)
			from = i + 1
		}
	}
	if len(cells) != len(g.align) {
		at := line.Start
		if len(cells) > len(g.align) {
			at = cells[len(g.align)].start
		}
		g.o.p.report("text-table", g.o.p.pos(at, 1),
			diag.Tf("这一行有 %d 格，横线那一行有 %d 列", "this row has %d cells, the line of dashes %d columns", len(cells), len(g.align)),
			diag.T(`每行写一样多的格；空格也写 | |；格中的竖线写 \|；与左边合并写 <<，与上面合并写 ^^`, `write as many in each row, empty ones too; a | within a cell is \|; << merges a cell with the one to its left, ^^ with the one above`))
		g.damaged = true
	}
	g.rows = append(g.rows, cells)
}

// merge finds out for each cell which one it is a part of, and that what is merged
// makes a rectangle.
func (g *grid) merge() {
	g.owner = make([][][2]int, len(g.rows))
	for r, cells := range g.rows {
		g.owner[r] = make([][2]int, len(cells))
		for c, s := range cells {
			own := [2]int{r, c}
			switch string(g.o.src[s.start:s.end]) {
			case leftward:
				if c == 0 {
					g.unmerged(s)
				} else {
					own = g.owner[r][c-1]
				}
			case upward:
				if r == 0 || r == g.head || c >= len(g.owner[r-1]) {
					g.unmerged(s)
				} else {
					own = g.owner[r-1][c]
				}
			}
			g.owner[r][c] = own
		}
	}
	for r := range g.rows {
		for c, s := range g.rows[r] {
			if g.owner[r][c] == [2]int{r, c} && !g.damaged {
				rows, columns := g.extent(r, c)
				for i := r; i < r+rows; i++ {
					for j := c; j < c+columns; j++ {
						if g.owner[i][j] != [2]int{r, c} {
							g.unmerged(s)
							return
						}
					}
				}
			}
		}
	}
}

func (g *grid) unmerged(s span) {
	g.damaged = true
	g.o.p.report("text-table", g.o.p.pos(s.start, max(1, s.end-s.start)),
		diag.T("合并的格没有组成一个长方形", "the cells that are merged make no rectangle"),
		diag.T("<< 与左边的格合并，^^ 与上面的格合并；表头与表身不合并", "<< is one with the cell to its left, ^^ with the one above; the head is not merged with the body"))
}

// extent is how many rows and columns a cell spans.
func (g *grid) extent(r, c int) (rows, columns int) {
	for columns = 1; c+columns < len(g.owner[r]) && g.owner[r][c+columns] == [2]int{r, c}; columns++ {
	}
	for rows = 1; r+rows < len(g.owner) && c < len(g.owner[r+rows]) && g.owner[r+rows][c] == [2]int{r, c}; rows++ {
	}
	return rows, columns
}

// heads is the column that says what a row is about: the first with a letter below the
// head; -1 where there is none, and in a table of one column.
func (g *grid) heads() int {
	if len(g.align) < 2 {
		return -1
	}
	for c := range g.align {
		for _, cells := range g.rows[g.head:] {
			if c < len(cells) && bytes.ContainsFunc(g.o.src[cells[c].start:cells[c].end], unicode.IsLetter) {
				return c
			}
		}
	}
	return -1
}

// leaves adds the cells that have words, row by row.
func (g *grid) leaves(b Block) {
	b.Kind = TableCell
	heads := g.heads()
	for r, cells := range g.rows {
		for c, s := range cells {
			if g.owner[r][c] != [2]int{r, c} || s.start == s.end {
				continue
			}
			rows, columns := g.extent(r, c)
			b.Cell = &Cell{Row: r + 1, Col: c + 1, Rows: rows, Columns: columns, Head: r < g.head, RowHead: r >= g.head && c == heads}
			if c < len(g.align) {
				b.Cell.Align = g.align[c]
			}
			g.o.leaf(b, false, text.NewSegment(s.start, s.end))
		}
	}
}
