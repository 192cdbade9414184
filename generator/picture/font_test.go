package picture

import (
	"errors"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
)

// fonts are those that pictures are made with, read once.
var fonts = sync.OnceValues(func() ([2]*Font, error) {
	var out [2]*Font
	for i, p := range FontPaths {
		data, err := os.ReadFile("../../" + p)
		if err != nil {
			return out, err
		}
		if out[i], err = ReadFont(data); err != nil {
			return out, err
		}
	}
	return out, nil
})

func setter(t testing.TB) *Typesetter {
	t.Helper()
	f, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	css, err := os.ReadFile("../../templates/styles/00-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	return &Typesetter{Regular: f[0], Bold: f[1], Palette: ReadPalette(css)}
}

// The widths are those of the font's own table, looked up by another program through
// its character map of format 4.
func TestWidth(t *testing.T) {
	s := setter(t)
	for _, c := range []struct {
		font *Font
		text string
		want float64
	}{
		{s.Regular, "", 0}, {s.Regular, "关中", 2000}, {s.Regular, "，", 1000},
		{s.Regular, "A", 608}, {s.Bold, "A", 641}, {s.Regular, " ", 224}, {s.Regular, "Xi'an", 2299},
	} {
		if got := c.font.Width(c.text, 1000); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%q is %g wide, want %g", c.text, got, c.want)
		}
	}
}

func TestLacks(t *testing.T) {
	f := setter(t).Regular
	for text, want := range map[string]string{"鄠邑 盩厔\n": "", "": "", "A\U00050000": "\U00050000", "\uE001b\uE000": "\uE001\uE000"} {
		if got := string(f.Lacks(text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestReadFontDamaged(t *testing.T) {
	data, err := os.ReadFile("../../" + FontPaths[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 3, 12, 40, 300, len(data) / 2} {
		if _, err := ReadFont(data[:n]); !errors.Is(err, errFont) {
			t.Errorf("the first %d bytes: %v", n, err)
		}
	}
}

func FuzzReadFont(f *testing.F) {
	f.Add([]byte("\x00\x01\x00\x00\x00\x01"))
	f.Add(tiny())
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := ReadFont(data)
		if err != nil {
			return
		}
		if w := font.Width("aé中\U0010ffff", 10); w < 0 || math.IsNaN(w) {
			t.Errorf("width %g", w)
		}
	})
}

// tiny is a font of two glyphs, 100 and 200 of 1000 wide, the second for "a" to
// "c".
func tiny() []byte {
	be := func(v uint32) []byte { return []byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)} }
	head := make([]byte, 54)
	head[18], head[19] = 3, 232
	hhea := make([]byte, 36)
	hhea[35] = 2
	hmtx := []byte{0, 100, 0, 0, 0, 200, 0, 0}
	cmap := slices.Concat([]byte{0, 0, 0, 1, 0, 3, 0, 10}, be(12), []byte{0, 12, 0, 0}, be(28), be(0), be(1), be('a'), be('c'), be(1))
	out := slices.Concat([]byte{0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0})
	at := uint32(12 + 16*4)
	var body []byte
	for _, tb := range []struct {
		tag  string
		data []byte
	}{{"cmap", cmap}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}} {
		out = slices.Concat(out, []byte(tb.tag), be(0), be(at), be(uint32(len(tb.data))))
		at += uint32(len(tb.data))
		body = append(body, tb.data...)
	}
	return append(out, body...)
}

func TestTiny(t *testing.T) {
	f, err := ReadFont(tiny())
	if err != nil {
		t.Fatal(err)
	}
	// "a" is the second glyph, "b" and "c" come after the last advance, "d" is not there.
	if got := f.Width("abd", 10); got != 2+2+1 {
		t.Errorf("width %g", got)
	}
	if got := string(f.Lacks("abcd")); got != "d" {
		t.Error("wrong characters")
	}
}

func TestWrap(t *testing.T) {
	s := setter(t)
	for _, c := range []struct {
		text  string
		width float64
		max   int
		want  string
	}{
		{"关中平原城市群", 40, 0, "关中平原|城市群"},
		{"关中平原，城市", 40, 0, "关中平|原，城市"},
		{"关中平（城市）", 40, 0, "关中平|（城市）"},
		{"one two three", 45, 0, "one two|three"},
		{"一条incomparable路", 60, 0, "一条|incomparabl|e路"},
		{"关中平原城市群发展规划", 40, 2, "关中平原|城市群…"},
		{"", 40, 2, ""},
	} {
		if got := strings.Join(s.wrap(c.text, s.Regular, 10, c.width, c.max), "|"); got != c.want {
			t.Errorf("%s in %g: %s, want %s", c.text, c.width, got, c.want)
		}
	}
}

// Lines give the text back, and keep to their width.
func FuzzWrap(f *testing.F) {
	f.Add("关中平原（城市群），发展 and planning。", 80.0)
	f.Add("  ’”。a", 3.0)
	s := setter(f)
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if !(width >= 30 && width < 1e4) || !isUTF8(text) {
			return
		}
		bare := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) {
					return -1
				}
				return r
			}, s)
		}
		lines := s.wrap(text, s.Regular, 10, width, 0)
		if got, want := bare(strings.Join(lines, "")), bare(text); got != want {
			t.Errorf("%q became %q", want, got)
		}
		for _, l := range lines {
			if w := s.Regular.Width(l, 10); w > width {
				t.Errorf("%q is %g wide, wider than %g", l, w, width)
			}
		}
	})
}

func isUTF8(s string) bool { return strings.ToValidUTF8(s, "") == s }
