package page

import (
	"html/template"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// A language takes its words from its own files, then from those of its main
// language, then from English; the site's own stand before the engine's. Keys that
// nothing asks for, and words that are only there in English, are told.
func TestReadStrings(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, s := range map[string]string{
		"templates/strings/en.yaml":      "texts: {a: A, b: B, c: C, d: \"{0} dog|{0} dogs\"}\nscales: [{from: 1000, size: 1000, name: k}]\n",
		"templates/strings/en-more.yaml": "texts: {e: E}\n",
		"templates/strings/pt.yaml":      "texts:\n  a: Á\n  b: Bê\n  abc: x\n",
		"templates/strings/pt-BR.yaml":   "texts: {b: Bê!}\n",
		"content/strings/en.yaml":        "texts: {c: Sea, f: F}\n",
		"content/strings/pt.yaml":        "texts: {e: É}\n",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(s)}
	}
	for code, want := range map[string]struct {
		texts   map[string]string
		foreign []string
		said    []string
	}{
		"en": {map[string]string{"a": "A", "b": "B", "c": "Sea", "d": "{0} dog|{0} dogs", "e": "E"}, nil,
			[]string{`content/strings/en.yaml:1:17: the interface has no text "f"`}},
		"pt-BR": {map[string]string{"a": "Á", "b": "Bê!", "c": "Sea", "d": "{0} dog|{0} dogs", "e": "É"}, []string{"c", "d"},
			[]string{`content/strings/en.yaml:1:17: the interface has no text "f"`,
				`templates/strings/pt-BR.yaml: 2 of the 5 texts of the interface are not there in "pt-BR"; they stand in English`,
				`templates/strings/pt.yaml:4:3: the interface has no text "abc"`}},
	} {
		got, problems := readStrings(fsys, code)
		if d := cmp.Diff(want.texts, got.texts); d != "" {
			t.Errorf("%s: %s", code, d)
		}
		for _, key := range want.foreign {
			if !got.foreign[key] {
				t.Errorf("%s: %s is not marked", code, key)
			}
		}
		if len(got.foreign) != len(want.foreign) || (len(got.scales) > 0) != (code == "en") {
			t.Errorf("%s: %v, %v", code, got.foreign, got.scales)
		}
		var said []string
		for _, p := range problems {
			if p.Severity != diag.Warning {
				t.Error(p)
			}
			said = append(said, p.Place.String()+": "+p.Message.EN)
		}
		if d := cmp.Diff(want.said, said); d != "" {
			t.Errorf("%s: %s", code, d)
		}
	}
}

// A text that stands in English in a page of another language says so, in
// running text; within attributes and titles it is only the text. Languages say
// how they run where the site has some that run from right to left.
func TestForeignTexts(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, s := range map[string]string{
		"templates/strings/en.yaml": "texts: {find: Find & go, dogs: \"{0} dog|{0} dogs\", in: \"in {0}\"}\n",
		"templates/strings/ar.yaml": "texts: {in: \"في {0}\"}\n",
		"templates/a.html":          `<html {{lang .}}><title>{{plain "in" (t "find")}}</title><p title="{{t "find"}}">{{t "find"}} {{t "dogs" 2}} {{t "in" (t "find")}}</p><q {{lang "en"}}>x</q>`,
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(s)}
	}
	l, _ := ReadLayouts(fsys, []atlas.Language{{Code: "ar", Tag: "ar"}, {Code: "en", Tag: "en"}})
	for i, want := range []string{
		`<html lang="ar" dir="rtl"><title>في Find &amp; go</title><p title="Find &amp; go"><span lang="en" dir="ltr">Find &amp; go</span> ` +
			`<span lang="en" dir="ltr">2 dogs</span> في Find &amp; go</p><q lang="en" dir="ltr">x</q>`,
		`<html lang="en" dir="ltr"><title>in Find &amp; go</title><p title="Find &amp; go">Find &amp; go 2 dogs in Find &amp; go</p><q lang="en" dir="ltr">x</q>`,
	} {
		var out strings.Builder
		if err := l.templates[i].ExecuteTemplate(&out, "a.html", []string{"ar", "en"}[i]); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, out.String()); d != "" {
			t.Error(d)
		}
	}
	if got := langAttr([]atlas.Language{{Tag: "zh-CN"}, {Tag: "en"}})("zh-CN"); got != template.HTMLAttr(`lang="zh-CN"`) {
		t.Errorf("without need: %s", got)
	}
}

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{"ar": "rtl", "he": "rtl", "fa-IR": "rtl", "ur": "rtl", "ug": "rtl", "dv": "rtl", "zh-CN": "ltr", "en": "ltr",
		"az": "ltr", "az-Arab": "rtl", "ku-Latn": "ltr", "": "ltr", "xx": "ltr"} {
		if got := atlas.Direction(tag); got != want {
			t.Errorf("%s runs %s", tag, got)
		}
	}
}
