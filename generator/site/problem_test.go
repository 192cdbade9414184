package site

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"testing"

	"atlas/generator/diag"
)

// A layout that asks for what is not there is told by its file and line, once for
// all the pages it makes.
func TestProblemOfLayout(t *testing.T) {
	layout := template.Must(template.New("about.html").Parse("<p>\n<b>{{.Nothing}}</b>"))
	cannot := layout.Execute(io.Discard, struct{ Title string }{})
	if cannot == nil {
		t.Fatal("the layout can be executed")
	}
	want := diag.Problem{Rule: "layout", Place: diag.Place{File: "templates/about.html", Line: 2, Col: 6},
		Message: diag.T("页面模板中的 .Nothing 不能用：can't evaluate field Nothing in type struct { Title string }",
			".Nothing in this layout cannot be used: can't evaluate field Nothing in type struct { Title string }"),
		Hint: diag.T("照程序自带的同名模板改正，或删去这个文件，用回自带的", "mend it by the layout of that name that comes with the program, or delete this file to use that one")}
	var list diag.List
	for _, page := range []string{"zh/about.html", "en/about.html"} {
		list.Add(ProblemOf(page, fmt.Errorf("%s: layout about: %w", page, cannot)))
	}
	list.Sort()
	if len(list) != 1 || fmt.Sprint(list[0]) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", list, want)
	}
	other := ProblemOf("zh/about.html", errors.New("odd"))
	if other.Rule != "page" || other.Place.File != "zh/about.html" || other.Message != diag.T("页面无法生成：odd", "the page cannot be made: odd") {
		t.Errorf("got %+v", other)
	}
}
