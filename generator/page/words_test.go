package page

import (
	"html/template"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
)

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
