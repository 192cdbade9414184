package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

// placed writes a value with its place, for comparing.
func placed[T any](v Value[T]) string {
	p := v.Place()
	return fmt.Sprintf("%v at %d:%d+%d", v.V, p.Line, p.Col, p.Len)
}

func TestDecodeYAML(t *testing.T) {
	f, l := Open(testdata, "ok/all.yaml", TextFile)
	var p page
	l.Add(DecodeYAML(f, Span{0, len(f.Data)}, &p)...)
	if len(l) > 0 {
		t.Fatal(report(l, diag.English))
	}
	got := []string{placed(p.Title), placed(p.Order), placed(p.Tags[0]), placed(p.Tags[1]), placed(p.Tags[2]),
		placed(p.Langs[1].Key), p.Langs[0].Value.Label, p.Author.Name,
		fmt.Sprint(p.Size, p.Open, p.Empty.Given(), p.Empty.Place().Line, p.Pos.Place().Line)}
	want := []string{"it's 北港 at 2:8+10", "-3 at 3:8+2", "a at 6:8+1", "b c at 6:11+5", "2018 at 6:18+4",
		"en at 11:3+2", "中文", "王", "0.5 true true 13 2"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(any(map[string]any{"a": []any{1, 2.5, true, nil, "x"}}), p.Free); d != "" {
		t.Error(d)
	}
	if _, ok := p.Langs.Get("fr"); ok {
		t.Error("a key that is not there")
	}
}

// A string keeps what is written, whatever YAML makes of it.
func TestScalarsAsWritten(t *testing.T) {
	for _, s := range []string{"2018-02-02", "1.10", "yes", "0610", "1e3", "0x1F", "2018年", "a b"} {
		var v struct{ V string }
		f := &File{Data: []byte("v: " + s + "\n")}
		if l := DecodeYAML(f, Span{0, len(f.Data)}, &v); v.V != s || len(l) > 0 {
			t.Errorf("%q became %q %v", s, v.V, l)
		}
	}
}

func TestDecodeYAMLTargets(t *testing.T) {
	type base struct {
		Pos
		Name string
	}
	var v struct {
		base  // unexported, and passed over
		Inner struct {
			Base base `yaml:"base"`
		}
		Count map[string]int
		Ptr   *Value[int64]
	}
	f := &File{Data: []byte("inner:\n  base: {name: x}\ncount: {a: 1, b: 2}\nptr: 5\n")}
	if l := DecodeYAML(f, Span{0, len(f.Data)}, &v); len(l) > 0 {
		t.Fatal(report(l, diag.English))
	}
	if v.Inner.Base.Name != "x" || v.Inner.Base.Place().Line != 2 || v.Count["b"] != 2 || v.Ptr.V != 5 {
		t.Errorf("%+v", v)
	}
	for name, into := range map[string]any{"not a pointer": v, "a channel": &struct{ Inner chan int }{}, "int keys": &struct{ Count map[int]int }{}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			DecodeYAML(f, Span{0, len(f.Data)}, into)
		}()
	}
}

// YAML counts some characters as line ends that editors do not; places are the
// editor's.
func TestYAMLLineEnds(t *testing.T) {
	f := &File{Data: []byte("---\r\ntitle: a\u2028  b\r\norder: x\r\n---\r\ntext")}
	span, body, _ := FrontMatter(f)
	if string(f.Data[body:]) != "text" {
		t.Errorf("the text is %q", f.Data[body:])
	}
	var p page
	l := DecodeYAML(f, span, &p)
	if len(l) != 1 || l[0].Place.Line != 3 || l[0].Place.Col != 8 {
		t.Error(report(l, diag.English))
	}
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct {
		name, raw, yaml, body string
		problems              int
	}{
		{"plain", "---\ntitle: x\n---\ntext\n", "title: x\n", "text\n", 0},
		{"crlf", "---\r\ntitle: x\r\n---\r\ntext", "title: x\r\n", "text", 0},
		{"none", "text\n---\n", "", "text\n---\n", 0},
		{"empty", "---\n---\ntext", "", "text", 0},
		{"dots", "---\na: 1\n...\ntext", "a: 1\n", "text", 0},
		{"blank lines above", "\n\r\n---\na: 1\n---\n", "a: 1\n", "", 0},
		{"white space behind", "--- \na: 1\n---\t\ntext", "a: 1\n", "text", 0},
		{"end at once", "---", "", "", 1},
		{"not closed", "---\na: 1\n\ntext", "a: 1\n", "\ntext", 1},
		{"no file", "", "", "", 0},
		{"more dashes", "----\na\n----\n", "", "----\na\n----\n", 0},
	} {
		f := &File{Data: []byte(c.raw)}
		span, body, l := FrontMatter(f)
		if y, b := string(f.Data[span.Offset:span.End()]), string(f.Data[body:]); y != c.yaml || b != c.body || len(l) != c.problems {
			t.Errorf("%s: yaml %q, text %q, %d problems", c.name, y, b, len(l))
		}
	}
}

// Every message of the YAML parser that people can bring about is said in both
// languages.
func TestYAMLMessages(t *testing.T) {
	for _, s := range []string{
		"a: b: c", "a: [1, 2\nb: 1", "\ta: 1", "a: \"x\nb: 1", "- a\nb: 1", "a: *x", "a: @x", "a: 1\n b: 2", "a: {b: 1\nc: 2",
		"a: 1\n---\nb: 2", "a: \x01", "a: \"\\q\"", "a: - b", "a\nb: 1", "a:\n  - b\n c: 1", "a: 'x", "a: `x`", "a: [1 2", "a: %x",
		"a: ]", "a: 1\n\tb: 2", "a:\n\t- b",
	} {
		f := &File{Path: "y", Data: []byte(s)}
		l := DecodeYAML(f, Span{0, len(f.Data)}, new(any))
		if len(l) != 1 {
			t.Errorf("%q: %s", s, report(l, diag.English))
			continue
		}
		if strings.Contains(l[0].Message.EN, "broken YAML") || l[0].Place.Line == 0 {
			t.Errorf("%q: %s", s, report(l, diag.English))
		}
	}
}
