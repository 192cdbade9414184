package source

import (
	"strings"
	"unicode/utf8"

	"atlas/generator/diag"
)

// csvReader takes a CSV text apart (RFC 4180, more leniently) and goes on after
// each problem.
type csvReader struct {
	f        *File
	text     string
	comma    byte
	pos      int
	width    int // cells of the row before
	problems *diag.List
}

func readCSV(f *File) (*Table, diag.List) {
	var problems diag.List
	r := &csvReader{f: f, text: string(f.Data), problems: &problems}
	r.delimiter()
	var records []record
	for number := 1; r.pos < len(r.text); number++ {
		rec := r.record()
		rec.number = number
		records = append(records, rec)
	}
	problems.Add(r.stored()...)
	t := newTable(f, records, &problems)
	return t, sorted(problems)
}

// stored says how the table is stored, where that is not the usual way: nothing is
// wrong with it, but whoever looks for the reason of something should know.
func (r *csvReader) stored() diag.List {
	var zh, en []string
	if r.f.Encoding != UTF8 && r.f.Encoding != "" {
		zh, en = append(zh, "编码为 "+string(r.f.Encoding)), append(en, "is stored as "+string(r.f.Encoding))
	}
	if r.comma != ',' && len(r.text) > 0 {
		zh, en = append(zh, "各列以"+delimiterNames[r.comma].ZH+"分隔"), append(en, "parts its columns by "+delimiterNames[r.comma].EN)
	}
	if len(zh) == 0 {
		return nil
	}
	p := problem("csv-stored", r.f.Whole(),
		diag.Text{ZH: "这张表" + strings.Join(zh, "，"), EN: "the table " + strings.Join(en, " and ")},
		diag.T("已照此读取；若另存为“CSV UTF-8（逗号分隔）”，就不再提示", "it was read so; saved as “CSV UTF-8 (comma delimited)”, this is not said again"))
	p.Severity = diag.Warning
	return diag.List{p}
}

var delimiterNames = map[byte]diag.Text{';': diag.T("分号", "semicolons"), '\t': diag.T("制表符", "tabs")}

// delimiter chooses the delimiter that is most frequent in the first line with
// anything on it; between equals the line below decides. Excel's line "sep=;"
// says it outright.
func (r *csvReader) delimiter() {
	r.comma = ','
	at := r.nextText(0)
	line := r.lineFrom(at)
	if rest, ok := strings.CutPrefix(strings.ToLower(line), "sep="); ok && len(rest) == 1 && strings.Contains(",;\t", rest) {
		r.comma = rest[0]
		r.pos = at + len(line)
		r.lineEnd()
		return
	}
	below := r.lineFrom(r.nextText(at + len(line)))
	best := [2]int{}
	for _, c := range []byte(",;\t") {
		n := [2]int{unquoted(line, c), unquoted(below, c)}
		if n[0] > best[0] || n[0] == best[0] && n[0] > 0 && n[1] > best[1] {
			r.comma, best = c, n
		}
	}
}

// nextText is the offset of the first line from the offset on that has text.
func (r *csvReader) nextText(at int) int {
	for at < len(r.text) {
		line := r.lineFrom(at)
		if trim(line) != "" {
			break
		}
		at += len(line) + 1
	}
	return min(at, len(r.text))
}

// lineFrom is the rest of the line from the offset on.
func (r *csvReader) lineFrom(at int) string {
	rest := r.text[at:]
	if end := strings.IndexAny(rest, "\r\n"); end >= 0 {
		return rest[:end]
	}
	return rest
}

// unquoted counts a character outside quotes.
func unquoted(line string, c byte) int {
	n := 0
	quoted := false
	for i := range len(line) {
		if line[i] == '"' {
			quoted = !quoted
		} else if line[i] == c && !quoted {
			n++
		}
	}
	return n
}

// lineEnd steps over a line end.
func (r *csvReader) lineEnd() {
	if r.pos < len(r.text) && r.text[r.pos] == '\r' {
		r.pos++
		if r.pos < len(r.text) && r.text[r.pos] == '\n' {
			r.pos++
		}
	} else if r.pos < len(r.text) && r.text[r.pos] == '\n' {
		r.pos++
	}
}

// atEnd reports whether a cell ends at the offset.
func (r *csvReader) atEnd(i int) bool {
	return i >= len(r.text) || r.text[i] == r.comma || r.text[i] == '\n' || r.text[i] == '\r'
}

// record reads one row and its line end.
func (r *csvReader) record() record {
	rec := record{cells: make([]Cell, 0, r.width)}
	for {
		cell, ok := r.cell()
		rec.broken = rec.broken || !ok
		rec.cells = append(rec.cells, cell)
		if r.pos >= len(r.text) || r.text[r.pos] != r.comma {
			break
		}
		r.pos++
	}
	r.width = len(rec.cells)
	rec.start = rec.cells[0].Pos
	rec.end = r.f.Pos(r.pos, 1)
	r.lineEnd()
	return rec
}

// cell reads one cell up to the delimiter or line end behind it. It reports
// false where its quotes were broken.
func (r *csvReader) cell() (Cell, bool) {
	start := r.pos
	i := start
	for !r.atEnd(i) {
		c, size := utf8.DecodeRuneInString(r.text[i:])
		if !isSpace(c) {
			break
		}
		i += size
	}
	if i < len(r.text) && r.text[i] == '"' {
		return r.quoted(i)
	}
	return r.plain(start), true
}

// plain reads a cell without quotes around it; quotes inside stand for
// themselves.
func (r *csvReader) plain(start int) Cell {
	end := start
	for !r.atEnd(end) {
		end++
	}
	r.pos = end
	value := strings.TrimLeftFunc(r.text[start:end], isSpace)
	at := end - len(value)
	if value == "" {
		at = start
	}
	value = strings.TrimRightFunc(value, isSpace)
	return Cell{Value: value, Pos: r.f.Pos(at, utf8.RuneCountInString(value))}
}

// quoted reads a cell whose opening quote stands at the offset.
//
// A quote that is never closed would swallow the rest of the file, up to the
// next quote that was meant to open a cell. That shows: there text follows
// directly behind what would be the closing quote, on a later line. Then, and at
// the end of the file, the opening quote is reported and taken as if it were
// not there, so that all other rows are read as they were meant. Lines that were
// looked at for nothing have only doubled quotes, which open nothing, so the
// whole takes linear time.
func (r *csvReader) quoted(open int) (Cell, bool) {
	var parts []string
	from := open + 1
	i := from
	for {
		k := strings.IndexByte(r.text[i:], '"')
		if k < 0 {
			return r.unclosed(open), false
		}
		i += k + 1
		if i < len(r.text) && r.text[i] == '"' {
			parts = append(parts, r.text[from:i])
			i++
			from = i
			continue
		}
		break
	}
	closed := i // just behind the closing quote
	parts = append(parts, r.text[from:closed-1])
	for !r.atEnd(i) {
		c, size := utf8.DecodeRuneInString(r.text[i:])
		if !isSpace(c) {
			break
		}
		i += size
	}
	ok := r.atEnd(i)
	if !ok {
		if strings.ContainsAny(r.text[open:closed], "\r\n") {
			return r.unclosed(open), false
		}
		r.problems.Add(problem("csv-quote", r.f.Place(i, 1),
			diag.T("引号结束之后还有文字", "there is text behind the closing quote"),
			diag.T("引号内的引号要写两次（\"\"）", "write a quote inside quotes twice (\"\")")))
		tail := i
		for !r.atEnd(i) {
			i++
		}
		parts = append(parts, `"`, r.text[tail:i])
	}
	r.pos = i
	value := parts[0]
	if len(parts) > 1 {
		value = strings.Join(parts, "")
	}
	n := utf8.RuneCountInString(r.text[open:closed])
	return Cell{Value: trim(value), Pos: r.f.Pos(open, n)}, ok
}

// unclosed reports an opening quote and reads the cell as if it were not there.
func (r *csvReader) unclosed(open int) Cell {
	r.problems.Add(problem("csv-quote", r.f.Place(open, 1),
		diag.T("此处的引号没有结束", "the quote that opens here is not closed"),
		diag.T("请补上结束的引号，或删去这个引号", "add the closing quote, or take this one away")))
	return r.plain(open + 1)
}
