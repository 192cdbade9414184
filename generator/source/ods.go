package source

import (
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// odsReader reads a workbook as LibreOffice stores it (OpenDocument 1.3, part 3).
// A cell holds its value and, as text, what is shown of it.
type odsReader struct {
	book    *book
	masked  map[string]bool // styles of sheets that are hidden
	style   string          // the one being read
	grid    *grid
	hidden  bool // the sheet
	next    cellName
	repeat  int  // of the row
	folded  bool // the row is hidden
	column  int
	cell    *odsCell
	deep    int // within annotations, drawings and tables in cells
	started int // where the row's cells begin
}

// odsCell is the cell being read.
type odsCell struct {
	element         xml.StartElement
	text            strings.Builder
	paragraphs      int
	inside          int // depth of paragraphs
	repeat          int
	rows, columns   int // that it spans
	kind, value     string
	formula, masked bool
}

// parseODS reads the content of a workbook.
func parseODS(in io.Reader) (*book, error) {
	r := &odsReader{book: &book{}, masked: map[string]bool{}}
	if err := walkXML(xml.NewDecoder(in), r.token); err != nil {
		return nil, err
	}
	if r.next == (cellName{}) && r.grid == nil && r.book.grid == nil && len(r.book.hidden) == 0 {
		return nil, errDamaged
	}
	return r.book, nil
}

// count reads a number of repetitions, 1 where there is none.
func count(e xml.StartElement, name string, most int) int {
	n, err := strconv.Atoi(attr(e, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, most)
}

// aside are elements within a cell that are no part of what it shows.
func odsAside(name string) bool {
	return name == "annotation" || name == "frame" || name == "shapes" || name == "ruby-text" || name == "custom-shape"
}

func (r *odsReader) token(_ *xml.Decoder, t xml.Token) error {
	switch e := t.(type) {
	case xml.StartElement:
		if odsAside(e.Name.Local) || r.deep > 0 {
			r.deep++
			return nil
		}
		return r.start(e)
	case xml.EndElement:
		if r.deep > 0 {
			r.deep--
			return nil
		}
		return r.end(e.Name.Local)
	case xml.CharData:
		if r.deep == 0 && r.cell != nil && r.cell.inside > 0 {
			r.cell.text.Write(e)
		}
	}
	return nil
}

func (r *odsReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "style":
		r.style = attr(e, "name")
	case "table-properties":
		if attr(e, "display") == "false" {
			r.masked[r.style] = true
		}
	case "table":
		r.grid, r.hidden, r.next, r.column = &grid{name: attr(e, "name")}, r.masked[attr(e, "style-name")], cellName{}, 0
	case "table-column":
		n := count(e, "number-columns-repeated", maxColumns)
		if v := attr(e, "visibility"); r.grid != nil && (v == "collapse" || v == "filter") {
			r.grid.columns = append(r.grid.columns, hiddenRange{r.column, r.column + n - 1})
		}
		r.column += n
	case "table-row":
		r.next.col, r.repeat = 0, count(e, "number-rows-repeated", maxRows)
		v := attr(e, "visibility")
		r.folded = v == "collapse" || v == "filter"
		if r.grid != nil {
			r.started = len(r.grid.rows)
		}
	case "table-cell", "covered-table-cell":
		r.cell = &odsCell{element: e, repeat: count(e, "number-columns-repeated", maxColumns), rows: count(e, "number-rows-spanned", maxRows),
			columns: count(e, "number-columns-spanned", maxColumns), kind: attr(e, "value-type"), value: attr(e, "value"), formula: attr(e, "formula") != "",
			masked: e.Name.Local == "covered-table-cell"}
	case "p":
		if r.cell != nil {
			if r.cell.paragraphs++; r.cell.paragraphs > 1 {
				r.cell.text.WriteByte('\n')
			}
			r.cell.inside++
		}
	case "s":
		if r.cell != nil {
			r.cell.text.WriteString(strings.Repeat(" ", count(e, "c", 1000)))
		}
	case "tab", "line-break":
		if r.cell != nil {
			r.cell.text.WriteByte(' ')
		}
	}
	return nil
}

func (r *odsReader) end(name string) error {
	switch name {
	case "p":
		if r.cell != nil {
			r.cell.inside--
		}
	case "table-cell", "covered-table-cell":
		if r.grid == nil || r.cell == nil {
			return errDamaged
		}
		err := r.take(r.cell)
		r.cell = nil
		return err
	case "table-row":
		if r.grid == nil {
			return errDamaged
		}
		return r.rowEnd()
	case "table":
		r.sheetEnd()
	}
	return nil
}

// rowEnd repeats a row, of which only one that holds something takes room.
func (r *odsReader) rowEnd() error {
	defer func() { r.next.row += r.repeat }()
	if r.next.row+r.repeat > maxRows {
		if len(r.grid.rows) > r.started {
			return errDamaged
		}
		r.repeat = max(0, maxRows-r.next.row)
	}
	if len(r.grid.rows) == r.started {
		return nil
	}
	row := &r.grid.rows[len(r.grid.rows)-1]
	row.hidden = r.folded
	if len(row.cells)*r.repeat > 1<<20 {
		return errBomb
	}
	first := *row
	for i := 1; i < r.repeat; i++ {
		again := first
		again.number += i
		r.grid.rows = append(r.grid.rows, again)
	}
	return nil
}

func (r *odsReader) sheetEnd() {
	g := r.grid
	r.grid = nil
	switch {
	case g == nil:
	case r.book.grid == nil && !r.hidden:
		r.book.grid = g
	case len(g.rows) == 0 && len(g.bare) == 0:
	case r.hidden:
		r.book.hidden = append(r.book.hidden, g.name)
	default:
		r.book.visible = append(r.book.visible, g.name)
	}
}

// take takes a cell that ends.
func (r *odsReader) take(c *odsCell) error {
	at := r.next
	r.next.col += c.repeat
	if r.next.col > maxColumns {
		if c.text.Len() > 0 || c.kind != "" {
			return errDamaged
		}
		r.next.col = maxColumns
	}
	if c.rows > 1 || c.columns > 1 {
		r.grid.merged = append(r.grid.merged, area{at, cellName{min(at.row+c.rows, maxRows) - 1, min(at.col+c.columns, maxColumns) - 1}})
	}
	if c.masked {
		return nil // what a merged cell covers is not shown
	}
	if c.formula && c.kind == "" && c.text.Len() == 0 {
		r.grid.bare = append(r.grid.bare, at)
		return nil
	}
	text, ok := r.text(c, at)
	if !ok {
		r.grid.odd = append(r.grid.odd, oddCell{at, strconv.Quote(c.text.String())})
	}
	if text == "" {
		return nil
	}
	if c.repeat > 1024 {
		return errBomb
	}
	for i := range c.repeat {
		if !r.grid.add(cellName{at.row, at.col + i}, text) {
			return errDamaged
		}
	}
	return nil
}

// text is the text of a cell; false where it is not sure what it shows.
func (r *odsReader) text(c *odsCell, at cellName) (string, bool) {
	seen := c.text.String()
	switch c.kind {
	case "boolean":
		return strings.ToUpper(attr(c.element, "boolean-value")), true
	case "date":
		date := attr(c.element, "date-value")
		if numbersIn(seen) < 3 {
			return seen, true
		}
		return strings.TrimSuffix(date, "T00:00:00"), true
	case "float", "percentage", "currency":
		v, ok := parseFloat(c.value)
		if ok && (seen == "TRUE" && v == 1 || seen == "FALSE" && v == 0) {
			return seen, true
		}
		if !ok {
			return seen, false
		}
		if c.kind == "percentage" || strings.Contains(seen, "%") {
			if s, ok := asShown(v, 2, seen); ok {
				return r.shown(at, s, v), true
			}
		}
		s, ok := asShown(v, 0, seen)
		if !ok {
			return decimal(v), false
		}
		return r.shown(at, s, v), true
	}
	if strings.HasPrefix(seen, "Err:") && digits(seen[4:]) {
		return "#VALUE!", true
	}
	return seen, true
}

// shown notes where digits of a number are not shown.
func (r *odsReader) shown(at cellName, s shown, v float64) string {
	if _, known := r.grid.cut[at.col]; s.cut && !known {
		if r.grid.cut == nil {
			r.grid.cut = map[int]cutCell{}
		}
		r.grid.cut[at.col] = cutCell{at, s.text, decimal(v)}
	}
	return s.text
}

// numbersIn counts the runs of digits in a text.
func numbersIn(s string) int {
	n, in := 0, false
	for _, r := range s {
		if d := unicode.IsDigit(r); d != in {
			in = d
			if d {
				n++
			}
		}
	}
	return n
}

// asShown finds, without knowing how the program writes numbers, how many digits
// behind the point a text shows of a number times a power of ten: its digits, one
// after another, are those of the number so rounded. It writes the number with a
// point, its own sign, and what else the text says before and behind.
func asShown(v float64, power int, text string) (shown, bool) {
	first, last := strings.IndexFunc(text, unicode.IsDigit), strings.LastIndexFunc(text, unicode.IsDigit)
	if first < 0 {
		return shown{text: "0"}, v == 0 && strings.Trim(text, "- ") == "" && strings.Contains(text, "-")
	}
	number := text[first : last+1]
	var seen strings.Builder
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			seen.WriteRune(r)
		case strings.ContainsRune(".,'’ \u00A0\u202F٬٫", r):
		default:
			return shown{}, false
		}
	}
	all := seen.String()
	lastMark := strings.LastIndexFunc(number, func(r rune) bool { return r < '0' || r > '9' })
	for places := min(len(all)-1, 15); places >= 0; places-- {
		if places > 0 && (lastMark < 0 || len(number)-1-lastMark != places && len(strings.TrimLeftFunc(number[lastMark:], func(r rune) bool { return r < '0' || r > '9' })) != places) {
			continue
		}
		whole, fraction, cut := roundDecimal(math.Abs(v), power, places)
		if strings.TrimLeft(all, "0") != strings.TrimLeft(whole+fraction, "0") {
			continue
		}
		s := all[:len(all)-places]
		if s == "" {
			s = "0"
		}
		if places > 0 {
			s += "." + all[len(all)-places:]
		}
		minus := sign(v)
		if strings.Trim(s, "0.") == "" {
			minus = ""
		}
		before := strings.TrimSpace(strings.NewReplacer("-", "", "−", "", "(", "").Replace(text[:first]))
		behind := strings.TrimSpace(strings.ReplaceAll(text[last+1:], ")", ""))
		return shown{minus + before + s + behind, cut}, true
	}
	return shown{}, false
}
