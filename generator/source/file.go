package source

import (
	"bytes"
	"cmp"
	"io/fs"
	"slices"
	"sort"
	"sync"
	"unicode/utf8"

	"atlas/generator/diag"
)

// Encoding is how a file was stored. File.Data is UTF-8 whatever it was.
type Encoding string

// The encodings that are recognised.
const (
	UTF8     Encoding = "UTF-8"
	UTF16LE  Encoding = "UTF-16LE"
	UTF16BE  Encoding = "UTF-16BE"
	GB18030  Encoding = "GB18030"
	Big5     Encoding = "Big5"
	Workbook Encoding = "XLSX" // not text: Data is the workbook itself
	Bytes    Encoding = "ZIP"  // not text: Data is the file itself
)

// File is a file's text. It must not be copied after first use, nor its Data
// changed.
type File struct {
	Path     string   // slash-separated, relative to the site
	Data     []byte   // UTF-8 without byte order mark; a Workbook as it is; nil once released
	Encoding Encoding // how the file was stored; empty means UTF8
	// Conflict says that two versions of some lines stood in the file, which was
	// reported: Data has the first of them, and whatever else is found wrong in it
	// may only follow from that and is not said.
	Conflict bool

	// Foreign says that the file is of a kind that is not read, which was reported:
	// Data is empty, and nothing is said of that.
	Foreign bool

	again fs.FS // where Data is read once more; nil while it is there
	once  sync.Once
	lines []int // offset of each line's first byte
	runes []int // runes[k]: characters that begin before offset k*stride
}

const (
	// stride is how many bytes lie between two known character counts. It
	// bounds the work for a column in a file that is one long line.
	stride = 4096
	// wholeLine is the longest line, in bytes, that a place quotes whole.
	wholeLine = 4096
	// windowRunes is how many characters of a longer line a place quotes on
	// either side of its column.
	windowRunes = 240
)

// Span is a stretch of a file in bytes.
type Span struct{ Offset, Len int }

// End is the offset of the first byte behind the span.
func (s Span) End() int { return s.Offset + s.Len }

// Release lets go of the bytes of a text file that was opened in fsys, and of what
// fsys keeps of it. A place in it is found all the same: for the first one the file
// is read once more. A file in which a place was found already keeps its bytes.
func (f *File) Release(fsys fs.FS) {
	if f.lines != nil {
		return
	}
	f.Data, f.again = nil, fsys
	if kept, ok := fsys.(interface{ Drop(name string) }); ok {
		kept.Drop(f.Path)
	}
}

// prepare makes a file ready to find places in.
func (f *File) prepare() {
	if f.again != nil {
		if g, _ := Open(f.again, f.Path, TextFile); g != nil { // else it is gone, and its places are those of an empty file
			f.Data = g.Data
		}
	}
	f.index()
}

// index finds the lines. A line ends with LF, CR LF or CR.
func (f *File) index() {
	f.lines = append(f.lines, 0)
	count := 0
	for i := 0; i < len(f.Data); i += stride {
		f.runes = append(f.runes, count)
		chunk := f.Data[i:min(i+stride, len(f.Data))]
		for j := 0; j < len(chunk); {
			k := bytes.IndexAny(chunk[j:], "\r\n")
			if k < 0 {
				break
			}
			at := i + j + k
			j += k + 1
			if f.Data[at] == '\r' && at+1 < len(f.Data) && f.Data[at+1] == '\n' {
				continue // the LF that follows ends the line
			}
			f.lines = append(f.lines, at+1)
		}
		count += runeStarts(chunk)
	}
	f.runes = append(f.runes, count)
}

// runeStarts counts the characters that begin in b, which may begin or end in
// the middle of one.
func runeStarts(b []byte) int {
	n := 0
	for _, c := range b {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// runeAt counts the characters that begin before the offset.
func (f *File) runeAt(offset int) int {
	k := offset / stride
	return f.runes[k] + runeStarts(f.Data[k*stride:offset])
}

// line returns the number of the line, from 0, that the offset lies in and the
// line's stretch without its line end.
func (f *File) line(offset int) (no, start, end int) {
	no = sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset }) - 1
	start, end = f.lines[no], len(f.Data)
	if no+1 < len(f.lines) {
		end = f.lines[no+1]
	}
	if end > start && f.Data[end-1] == '\n' {
		end--
	}
	if end > start && f.Data[end-1] == '\r' {
		end--
	}
	return no, start, end
}

// Place is the stretch of so many characters that begins at the byte offset. A
// stretch ends with its line at the latest. An offset outside the file is moved
// to its nearest end, one inside a character to the character's first byte, one
// inside a line end to the end of the line's text.
//
// A very long line is not quoted whole: Place.Text is then the part around the
// column, and Place.From says where it begins.
func (f *File) Place(offset, runes int) diag.Place {
	f.once.Do(f.prepare)
	offset = min(max(offset, 0), len(f.Data))
	no, start, end := f.line(offset)
	offset = min(offset, end)
	for offset > start && offset < end && !utf8.RuneStart(f.Data[offset]) {
		offset--
	}
	p := diag.Place{
		File: f.Path,
		Line: no + 1,
		Col:  f.runeAt(offset) - f.runeAt(start) + 1,
		Len:  1,
	}
	for at := offset; p.Len < runes; p.Len++ {
		_, size := utf8.DecodeRune(f.Data[at:end])
		if at += size; at >= end {
			break
		}
	}
	if end-start > wholeLine {
		from := offset
		for n := 0; n < windowRunes && from > start; n++ {
			_, size := utf8.DecodeLastRune(f.Data[start:from])
			from -= size
			p.From--
		}
		p.From += p.Col
		to := offset
		for n := 0; n < windowRunes+1 && to < end; n++ {
			_, size := utf8.DecodeRune(f.Data[to:end])
			to += size
		}
		start, end = from, to
	}
	p.Text = string(f.Data[start:end])
	return p
}

// Whole is the file as a whole, for problems that have no line.
func (f *File) Whole() diag.Place { return diag.Place{File: f.Path} }

// Pos returns the position of a stretch, to be turned into a place when one is
// wanted. Offset and length are in bytes and characters, as in Place.
func (f *File) Pos(offset, runes int) Pos {
	return Pos{src: f, at: int32(offset), n: int32(runes)}
}

// SpanPos returns the position of a span.
func (f *File) SpanPos(s Span) Pos {
	return f.Pos(s.Offset, utf8.RuneCount(f.Data[s.Offset:s.End()]))
}

func (f *File) locate(at, n int32) diag.Place { return f.Place(int(at), int(n)) }

// Pos is where a value was read. It is small, may be compared and copied, and
// holds on to its file. The zero Pos has the zero Place.
type Pos struct {
	src   locator
	at, n int32
}

// locator turns two numbers, whose meaning is its own, into a place.
type locator interface {
	locate(at, n int32) diag.Place
}

// Place is the position as a place that can be shown.
func (p Pos) Place() diag.Place {
	if p.src == nil {
		return diag.Place{}
	}
	return p.src.locate(p.at, p.n)
}

// To is the position of another stretch of the same file, as File.Pos has it.
func (p Pos) To(offset, runes int) Pos {
	p.at, p.n = int32(offset), int32(runes)
	return p
}

// IsZero reports whether the position is of nowhere.
func (p Pos) IsZero() bool { return p.src == nil }

// Equal reports whether two positions are the same; it lets values with
// positions be compared by packages that look into structs.
func (p Pos) Equal(q Pos) bool { return p == q }

// Compare orders positions of one file by where they stand in it.
func (p Pos) Compare(q Pos) int { return cmp.Or(cmp.Compare(p.at, q.at), cmp.Compare(p.n, q.n)) }

// problem makes an error; the severity can be changed by who adds it.
func problem(rule string, at diag.Place, message, hint diag.Text) diag.Problem {
	return diag.Problem{Rule: rule, Place: at, Message: message, Hint: hint}
}

// warning makes a warning.
func warning(rule string, at diag.Place, message, hint diag.Text) diag.Problem {
	return diag.Problem{Rule: rule, Severity: diag.Warning, Place: at, Message: message, Hint: hint}
}

// sorted returns the problems in the order of their places.
func sorted(l diag.List) diag.List {
	l.Sort()
	return slices.Clip(l)
}
