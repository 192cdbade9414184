package source

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"atlas/generator/diag"
)

func TestPlace(t *testing.T) {
	f := &File{Path: "a.md", Data: []byte("ab\r\n北港 town\rx\n\nlast")}
	for _, c := range []struct {
		offset, runes int
		want          diag.Place
	}{
		{0, 2, diag.Place{Line: 1, Col: 1, Len: 2, Text: "ab"}},
		{1, 9, diag.Place{Line: 1, Col: 2, Len: 1, Text: "ab"}},
		{2, 1, diag.Place{Line: 1, Col: 3, Len: 1, Text: "ab"}},
		{3, 1, diag.Place{Line: 1, Col: 3, Len: 1, Text: "ab"}},
		{4, 2, diag.Place{Line: 2, Col: 1, Len: 2, Text: "北港 town"}},
		{8, 0, diag.Place{Line: 2, Col: 2, Len: 1, Text: "北港 town"}}, // inside 港
		{11, 4, diag.Place{Line: 2, Col: 4, Len: 4, Text: "北港 town"}},
		{16, 1, diag.Place{Line: 3, Col: 1, Len: 1, Text: "x"}},
		{18, 5, diag.Place{Line: 4, Col: 1, Len: 1, Text: ""}},
		{23, 1, diag.Place{Line: 5, Col: 5, Len: 1, Text: "last"}},
		{-5, 1, diag.Place{Line: 1, Col: 1, Len: 1, Text: "ab"}},
		{99, 1, diag.Place{Line: 5, Col: 5, Len: 1, Text: "last"}},
	} {
		c.want.File = "a.md"
		if got := f.Place(c.offset, c.runes); got != c.want {
			t.Errorf("offset %d: got %+v, want %+v", c.offset, got, c.want)
		}
	}
}

// A place must be what reading the file from its beginning gives, whatever the
// line ends and however long the lines.
func TestPlaceAgainstCounting(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		var b strings.Builder
		n := rnd.IntN(3 * stride)
		for b.Len() < n {
			switch k := rnd.IntN(400); {
			case k == 0:
				b.WriteString("\n")
			case k == 1:
				b.WriteString("\r\n")
			case k == 2:
				b.WriteString("\r")
			case k < 150:
				b.WriteString("港")
			case k < 160:
				b.WriteString("𠀀")
			default:
				b.WriteByte('x')
			}
		}
		text := b.String()
		f := &File{Data: []byte(text)}
		for range 50 {
			offset := rnd.IntN(len(text) + 1)
			for offset < len(text) && (!utf8.RuneStart(text[offset]) || text[offset] == '\n' || text[offset] == '\r') {
				offset++
			}
			head := strings.ReplaceAll(text[:offset], "\r\n", "\n")
			head = strings.ReplaceAll(head, "\r", "\n")
			line := strings.Count(head, "\n") + 1
			col := utf8.RuneCountInString(head[strings.LastIndex(head, "\n")+1:]) + 1
			p := f.Place(offset, 1)
			if p.Line != line || p.Col != col {
				t.Fatalf("offset %d of %d: got %d:%d, want %d:%d", offset, len(text), p.Line, p.Col, line, col)
			}
			if offset < len(text) {
				got, _ := utf8.DecodeRuneInString(string([]rune(p.Text)[p.Offset():]))
				want, _ := utf8.DecodeRuneInString(text[offset:])
				if got != want {
					t.Fatalf("offset %d: the caret is under %q, not %q", offset, got, want)
				}
			}
		}
	}
}

func TestPlaceInLongLine(t *testing.T) {
	text := strings.Repeat("港", 100_000) + "错" + strings.Repeat("x", 100_000)
	f := &File{Path: "long", Data: []byte(text)}
	p := f.Place(300_000, 1)
	if p.Col != 100_001 || len(p.Text) > 2000 {
		t.Errorf("col %d, %d bytes quoted", p.Col, len(p.Text))
	}
	quoted, marks := diag.Caret(p)
	if !strings.HasPrefix(quoted, "…港") || !strings.HasSuffix(quoted, "x…") || strings.Count(marks, "^") != 2 {
		t.Errorf("%s\n%s", quoted, marks)
	}
	if head, _, _ := strings.Cut(quoted, "错"); len(marks)-2 != 2*utf8.RuneCountInString(head)-1 {
		t.Errorf("the caret stands elsewhere\n%s\n%s", quoted, marks)
	}
	if p := f.Place(0, 1); p.From != 1 || p.Col != 1 {
		t.Errorf("at the beginning: %+v", p)
	}
}

func TestPlaceFromManyGoroutines(t *testing.T) {
	f := &File{Data: []byte(strings.Repeat("a line\n", 1000))}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if p := f.Place(i*70, 1); p.Line != i*10+1 {
				t.Errorf("line %d, want %d", p.Line, i*10+1)
			}
		})
	}
	wg.Wait()
}

func TestDecode(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("名称,备注\n北港,港口城市\n")
	if err != nil {
		t.Fatal(err)
	}
	utf := func(order func(uint16) []byte) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune("\uFEFF名称\n北")) {
			b.Write(order(u))
		}
		return b.String()
	}
	le := utf(func(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} })
	be := utf(func(u uint16) []byte { return []byte{byte(u >> 8), byte(u)} })
	chinese := "城市群规划范围包括若干地级市"
	for _, c := range []struct {
		name, raw string
		kind      Kind
		enc       Encoding
		text      string
		want      string
	}{
		{"plain", "北", TextFile, UTF8, "北", ""},
		{"mark", "\uFEFF北", TextFile, UTF8, "北", ""},
		{"mark in a table", "\uFEFF北", TableFile, UTF8, "北", ""},
		{"gb table", gb, TableFile, GB18030, "名称,备注\n北港,港口城市\n", ""},
		{"utf-16 le table", le, TableFile, UTF16LE, "名称\n北", ""},
		{"utf-16 be table", be, TableFile, UTF16BE, "名称\n北", ""},
		{"bad byte", "ok\n北\xff港\n", TextFile, UTF8, "ok\n北\uFFFD港\n", `f:2:2: error: byte 0xFF is not valid UTF-8 [encoding]
    2 | 北�港
      |   ^
  hint: save the file as UTF-8 in your editor
`},
		{"damaged table", chinese + "\xe5\n" + chinese, TableFile, UTF8, chinese + "\uFFFD\n" + chinese, `f:1:15: error: byte 0xE5 is not valid UTF-8 [encoding]
    1 | 城市群规划范围包括若干地级市�
      |                             ^
  hint: save the file as UTF-8 in your editor
`},
		{"gb text", "ab\n\xb1\xb1\xb8\xdb", TextFile, UTF8, "ab\n\uFFFD\uFFFD\uFFFD\uFFFD", `f:2:1: error: byte 0xB1 is not valid UTF-8 (4 such bytes in all) [encoding]
    2 | ����
      | ^
  hint: the file looks like GB18030 (GBK); save it as UTF-8
`},
		{"bad gb table", gb + "\xb1\xb1\xff\n", TableFile, GB18030, "名称,备注\n北港,港口城市\n北\uFFFD\n", `f:3:2: error: the bytes here are not valid GB18030 [encoding]
    3 | 北�
      |   ^
  hint: save it in Excel as “CSV UTF-8 (comma delimited)”
`},
		{"utf-16 text", le, TextFile, UTF16LE, "名称\n北", `f:1:1: error: the file is stored as UTF-16LE, UTF-8 was expected [encoding]
    1 | 名称
      | ^^
  hint: save the file as UTF-8 in your editor
`},
		{"null", "a\n\x00b", TableFile, UTF8, "a\n\x00b", `f:2:1: error: a null character (U+0000): this does not look like text [encoding]
    2 | ` + "\x00b" + `
      | ^
  hint: save the file as UTF-8 in your editor
`},
		{"old workbook", "\xD0\xCF\x11\xE0\xA1\xB1", TableFile, UTF8, "", `f: error: this is an old workbook (.xls, .et) or one with a password, which is not read as it is [xlsx]
  hint: tables are CSV, .xlsx or .ods: save it from Excel, WPS or LibreOffice as .xlsx or “CSV UTF-8”, without a password
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, l := Decode("f", []byte(c.raw), c.kind)
			if f.Encoding != c.enc || string(f.Data) != c.text {
				t.Errorf("got %s %q, want %s %q", f.Encoding, f.Data, c.enc, c.text)
			}
			if c.want != "" {
				c.want += "errors: 1, release errors: 0, warnings: 0\n"
			}
			if d := cmp.Diff(c.want, report(l, diag.English)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestOpen(t *testing.T) {
	site := fstest.MapFS{"data/places.csv": {Data: []byte("a\n1\n")}, "data/maps/x.csv": {}}
	if f, l := Open(site, "data/places.csv", TableFile); f == nil || len(l) > 0 || f.Path != "data/places.csv" {
		t.Errorf("%v %v", f, l)
	}
	for name, want := range map[string]string{
		"data/place.csv": "data/place.csv: error: there is no such file [file]\n  hint: did you mean \"places.csv\"?\n",
		"nowhere/a.csv":  "nowhere/a.csv: error: there is no such file [file]\n",
		"data/maps":      "data/maps: error: this is a folder, a file was expected [file]\n",
	} {
		f, l := Open(site, name, TableFile)
		want += "errors: 1, release errors: 0, warnings: 0\n"
		if d := cmp.Diff(want, report(l, diag.English)); f != nil || d != "" {
			t.Error(name, d)
		}
	}
}

func BenchmarkPlace(b *testing.B) {
	for _, width := range []int{60, 4 << 20} {
		b.Run(fmt.Sprint(width), func(b *testing.B) {
			f := &File{Data: []byte(strings.Repeat(strings.Repeat("x", width)+"\n", 4<<20/width))}
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				i += 7919
				f.Place(i%len(f.Data), 4)
			}
		})
	}
}

// A file that was let go is read once more for a place in it, whatever became of it.
func TestPlacesInReleasedFiles(t *testing.T) {
	const name, text = "a.md", "one\ntwo\nthree\n"
	for _, x := range []struct{ what, now, want string }{
		{"as it was", text, "a.md:3:2 three"},
		{"with a byte order mark", "\ufeff" + text, "a.md:3:2 three"},
		{"shorter", "one\n", "a.md:2:1 "},
		{"gone", "", "a.md:1:1 "},
	} {
		fsys := fstest.MapFS{name: {Data: []byte(text)}}
		f, problems := Open(fsys, name, TextFile)
		if f == nil {
			t.Fatal(problems)
		}
		p := f.Pos(9, 1)
		f.Release(fsys)
		if f.Data != nil {
			t.Error("the bytes are kept")
		}
		delete(fsys, name)
		if x.now != "" {
			fsys[name] = &fstest.MapFile{Data: []byte(x.now)}
		}
		at := p.Place()
		if got := fmt.Sprintf("%s:%d:%d %s", at.File, at.Line, at.Col, at.Text); got != x.want {
			t.Errorf("%s: %q, expected %q", x.what, got, x.want)
		}
	}
	fsys := fstest.MapFS{name: {Data: []byte(text)}}
	f, _ := Open(fsys, name, TextFile)
	f.Place(0, 1)
	if f.Release(fsys); f.Data == nil {
		t.Error("a file with a place is let go")
	}
}
