package source

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// xlsxBook reads a workbook as Excel stores it (ECMA-376 part 1, 18). It keeps
// what cells hold and nothing else, so that its memory is that of the values: the
// libraries that also write make a cell of every one up to the last that is used.
type xlsxBook struct {
	members  map[string]*zip.File
	unpack   *unpacker
	strings  []string
	formats  []string // by style
	from1904 bool
}

// part opens a member of the workbook.
func (x *xlsxBook) part(name string) (*xml.Decoder, io.Closer, error) {
	m := x.members[strings.TrimPrefix(name, "/")]
	if m == nil {
		return nil, nil, errDamaged
	}
	in, err := x.unpack.open(m)
	if err != nil {
		return nil, nil, err
	}
	return xml.NewDecoder(in), in, nil
}

// walk gives the elements of a member, one after another, without looking for
// their ends; names are without their prefixes.
func (x *xlsxBook) walk(name string, each func(d *xml.Decoder, t xml.Token) error) error {
	d, in, err := x.part(name)
	if err != nil {
		return err
	}
	defer in.Close()
	return walkXML(d, each)
}

func walkXML(d *xml.Decoder, each func(d *xml.Decoder, t xml.Token) error) error {
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			if errors.Is(err, errBomb) {
				return errBomb
			}
			return errDamaged
		}
		if err := each(d, t); err != nil {
			return err
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func on(s string) bool { return s == "1" || s == "true" }

func (x *xlsxBook) read() (*book, error) {
	type entry struct {
		name, id string
		hidden   bool
	}
	var sheets []entry
	root := "xl/workbook.xml"
	err := x.walk(root, func(_ *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr":
			x.from1904 = on(attr(e, "date1904"))
		case e.Name.Local == "sheet":
			var id string
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			sheets = append(sheets, entry{attr(e, "name"), id, strings.Contains(strings.ToLower(attr(e, "state")), "hidden")})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	err = x.walk("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			if strings.HasSuffix(attr(e, "Type"), "/worksheet") {
				files[attr(e, "Id")] = target
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if x.members["xl/sharedStrings.xml"] != nil {
		if err := x.walk("xl/sharedStrings.xml", (&sharedStrings{book: x}).token); err != nil {
			return nil, err
		}
	}
	if x.members["xl/styles.xml"] != nil {
		if err := x.readStyles(); err != nil {
			return nil, err
		}
	}
	b, found := &book{}, false
	for _, s := range sheets {
		file, ok := files[s.id]
		if !ok {
			continue // a sheet that is a chart
		}
		found = true
		if b.grid == nil && !s.hidden {
			d, in, err := x.part(file)
			if err != nil {
				return nil, err
			}
			b.grid, err = x.sheet(d, false)
			_ = in.Close() // nothing was written
			if err != nil {
				return nil, err
			}
			b.grid.name = s.name
			continue
		}
		d, in, err := x.part(file)
		if err != nil {
			return nil, err
		}
		g, err := x.sheet(d, true)
		_ = in.Close() // nothing was written
		switch {
		case err != nil:
			return nil, err
		case len(g.rows) == 0 && len(g.bare) == 0:
		case s.hidden:
			b.hidden = append(b.hidden, s.name)
		default:
			b.visible = append(b.visible, s.name)
		}
	}
	if !found {
		return nil, errDamaged
	}
	return b, nil
}

// sharedStrings gathers the texts that cells name by their numbers.
type sharedStrings struct {
	book *xlsxBook
	text textOf
}

func (s *sharedStrings) token(_ *xml.Decoder, t xml.Token) error {
	if e, ok := t.(xml.EndElement); ok && e.Name.Local == "si" {
		s.book.strings = append(s.book.strings, s.text.take())
		return nil
	}
	s.text.token(t)
	return nil
}

// textOf gathers a text that may be set in several fonts, without the readings
// that stand above its characters.
type textOf struct {
	out      strings.Builder
	inside   bool
	phonetic bool
}

func (s *textOf) token(t xml.Token) {
	switch e := t.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "t":
			s.inside = true
		case "rPh":
			s.phonetic = true
		}
	case xml.EndElement:
		switch e.Name.Local {
		case "t":
			s.inside = false
		case "rPh":
			s.phonetic = false
		}
	case xml.CharData:
		if s.inside && !s.phonetic {
			s.out.Write(e)
		}
	}
}

func (s *textOf) take() string {
	text := s.out.String()
	s.out.Reset()
	if strings.Contains(text, "_x") {
		text = escapedRune.ReplaceAllStringFunc(text, func(e string) string {
			n, _ := strconv.ParseUint(e[2:6], 16, 32)
			return string(rune(n))
		})
	}
	return text
}

// escapedRune is a character as a workbook writes those that XML cannot hold.
var escapedRune = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// readStyles reads which number format each style has.
func (x *xlsxBook) readStyles() error {
	own, inside := map[int]string{}, false
	var ids []int
	err := x.walk("xl/styles.xml", func(_ *xml.Decoder, t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			id, _ := strconv.Atoi(attr(e, "numFmtId"))
			switch {
			case e.Name.Local == "numFmt":
				if _, known := own[id]; !known {
					own[id] = attr(e, "formatCode")
				}
			case e.Name.Local == "cellXfs":
				inside = true
			case e.Name.Local == "xf" && inside:
				ids = append(ids, id)
			}
		case xml.EndElement:
			if e.Name.Local == "cellXfs" {
				inside = false
			}
		}
		return nil
	})
	for _, id := range ids {
		code, ok := own[id]
		if !ok {
			code, ok = builtInFormats[id]
		}
		if !ok {
			code = "(" + strconv.Itoa(id) + ")" // one that depends on the language of the program
		}
		x.formats = append(x.formats, code)
	}
	return err
}

// errEnough ends the reading of a sheet of which it is only asked whether it
// holds anything.
var errEnough = errors.New("enough")

// sheetReader reads a sheet.
type sheetReader struct {
	book    *xlsxBook
	grid    *grid
	look    bool // only whether it holds anything
	at      cellName
	next    cellName // of the next cell without a name of its own
	kind    string
	style   int
	hidden  bool // the row
	formula bool
	inValue bool
	value   strings.Builder
	text    textOf
}

// sheet reads a sheet; where look is set, up to the first cell that holds anything.
func (x *xlsxBook) sheet(d *xml.Decoder, look bool) (*grid, error) {
	r := &sheetReader{book: x, grid: &grid{}, look: look, next: cellName{-1, 0}}
	err := walkXML(d, func(_ *xml.Decoder, t xml.Token) error { return r.token(t) })
	if errors.Is(err, errEnough) {
		err = nil
	}
	return r.grid, err
}

func (r *sheetReader) token(t xml.Token) error {
	switch e := t.(type) {
	case xml.StartElement:
		return r.start(e)
	case xml.CharData:
		if r.inValue {
			r.value.Write(e)
		}
		r.text.token(t)
	case xml.EndElement:
		r.text.token(t)
		switch e.Name.Local {
		case "v":
			r.inValue = false
		case "c":
			return r.cell()
		case "row":
			if n := len(r.grid.rows); r.hidden && n > 0 && r.grid.rows[n-1].number == r.next.row {
				r.grid.rows[n-1].hidden = true
			}
		}
	}
	return nil
}

func (r *sheetReader) start(e xml.StartElement) error {
	r.text.token(e)
	switch e.Name.Local {
	case "row":
		r.next = cellName{r.next.row + 1, 0}
		r.hidden = false
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "r":
				n, err := strconv.Atoi(a.Value)
				if err != nil || n < 1 || n > maxRows {
					return errDamaged
				}
				r.next.row = n - 1
			case "hidden":
				r.hidden = on(a.Value)
			}
		}
	case "c":
		r.at, r.kind, r.style, r.formula, r.inValue = r.next, "", 0, false, false
		r.value.Reset()
		r.text = textOf{}
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "r":
				at, ok := parseCellName(a.Value)
				if !ok || at.row != r.next.row {
					return errDamaged
				}
				r.at = at
			case "s":
				r.style, _ = strconv.Atoi(a.Value)
			case "t":
				r.kind = a.Value
			}
		}
		if r.at.row < 0 || r.at.col >= maxColumns {
			return errDamaged
		}
		r.next.col = r.at.col + 1
	case "v":
		r.inValue = true
	case "f":
		r.formula = true
	case "mergeCell":
		from, to, _ := strings.Cut(attr(e, "ref"), ":")
		a, ok := parseCellName(from)
		b, ok2 := parseCellName(to)
		if ok && ok2 {
			r.grid.merged = append(r.grid.merged, area{a, b})
		}
	case "col":
		from, err := strconv.Atoi(attr(e, "min"))
		to, err2 := strconv.Atoi(attr(e, "max"))
		if on(attr(e, "hidden")) && err == nil && err2 == nil && from >= 1 {
			r.grid.columns = append(r.grid.columns, hiddenRange{from - 1, to - 1})
		}
	}
	return nil
}

// cell takes the cell that ends.
func (r *sheetReader) cell() error {
	raw, ok := r.value.String(), true
	if r.formula && raw == "" && r.kind != "str" && r.kind != "inlineStr" {
		r.grid.bare = append(r.grid.bare, r.at)
		return r.enough()
	}
	switch r.kind {
	case "inlineStr":
		ok = r.grid.add(r.at, r.text.take())
	case "s":
		if raw == "" {
			break
		}
		n, err := strconv.Atoi(strings.TrimSpace(raw))
		if err != nil || n < 0 || n >= len(r.book.strings) {
			return errDamaged
		}
		ok = r.grid.add(r.at, r.book.strings[n])
	case "str", "e":
		ok = r.grid.add(r.at, raw)
	case "b":
		if raw != "" {
			ok = r.grid.add(r.at, strings.ToUpper(strconv.FormatBool(on(raw))))
		}
	case "d":
		ok = r.date(strings.TrimSpace(raw))
	default:
		v, number := parseFloat(strings.TrimSpace(raw))
		if !number {
			ok = r.grid.add(r.at, raw)
			break
		}
		ok = r.grid.number(r.at, v, r.format(), r.book.from1904)
	}
	if !ok {
		return errDamaged
	}
	return r.enough()
}

func (r *sheetReader) enough() error {
	if r.look && (len(r.grid.rows) > 0 || len(r.grid.bare) > 0) {
		return errEnough
	}
	return nil
}

func (r *sheetReader) format() string {
	if r.style < 0 || r.style >= len(r.book.formats) {
		return "General"
	}
	return r.book.formats[r.style]
}

// date takes a date that is written out.
func (r *sheetReader) date(raw string) bool {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z", "2006-01-02T15:04:05.999", "15:04:05"} {
		t, err := time.Parse(layout, raw)
		if err != nil {
			continue
		}
		format := r.format()
		if format == "General" {
			format = "yyyy-mm-dd"
		}
		days := t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Seconds() / 86400
		if layout == "15:04:05" {
			return r.grid.add(r.at, raw)
		}
		return r.grid.number(r.at, days, format, false)
	}
	return r.grid.add(r.at, raw)
}
