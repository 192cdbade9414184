package site_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"atlas/generator/diag"
	"atlas/generator/site"
)

// fences are the code blocks of a page of the handbook.
func fences(t *testing.T, page string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "content", page))
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(data), "```")
	var out []string
	for i := 1; i < len(parts); i += 2 {
		out = append(out, strings.TrimPrefix(parts[i], "\n"))
	}
	return out
}

// What the handbook calls the least that an atlas takes is enough: the example of
// a site and the example of a chapter, as they are printed there, make a website
// in which nothing is missing.
func TestHandbookExamples(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range []string{"zh", "en"} {
		another, edit := fences(t, lang+"/handbook/another.md"), fences(t, lang+"/handbook/edit.md")
		if want := "content/site.yaml\ncontent/zh/ch1.md\ncontent/en/ch1.md\n"; another[0] != want {
			t.Errorf("%s: the files of the example are\n%s", lang, another[0])
		}
		put("content/site.yaml", another[1])
		put("content/"+lang+"/ch1.md", edit[0])
	}
	s, err := site.Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	plan := s.Plan(false)
	var said []string
	for _, p := range plan.Problems {
		said = append(said, p.Place.String()+" "+p.Severity.String()+" "+p.Rule)
	}
	if want := []string{"content/translations.lock warning unaccepted"}; !slices.Equal(said, want) {
		t.Errorf("it says %q", said)
		plan.Problems.Write(os.Stderr, diag.English)
	}
	var paths []string
	for _, f := range plan.Files {
		paths = append(paths, f.Path)
	}
	for _, want := range []string{"index.html", "zh/index.html", "en/plan/ch1.html", "en/plan/print.html", "zh/parallel/ch1.html"} {
		if !slices.Contains(paths, want) {
			t.Errorf("%s is not made", want)
		}
	}
	for _, no := range []string{"zh/places/index.html", "zh/maps/index.html", "zh/data/index.html", "zh/handbook/index.html"} {
		if slices.Contains(paths, no) {
			t.Errorf("%s is made of nothing", no)
		}
	}
}
