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

// example is the code block of a page of the handbook that begins with the words.
func example(t *testing.T, page, begins string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "templates", "handbook", page))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(data), "```"+begins)
	text, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatalf("%s has no example %q", page, begins)
	}
	return text
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
		if want := "content/site.yaml\nleast/content/zh/ch1.md\nleast/content/en/ch1.md\n"; example(t, lang+"/another.md", "\nleast/") != want {
			t.Errorf("%s: the files of the example are\n%s", lang, example(t, lang+"/another.md", "\nleast/"))
		}
		put("content/site.yaml", example(t, lang+"/another.md", "yaml file=least/content/site.yaml\n"))
		put("content/"+lang+"/ch1.md", "#"+example(t, lang+"/edit.md", "\n#"))
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
	// There is no map yet for the figure of the chapter.
	if want := []string{"content/en/ch1.md:16:1 warning figure-map", "content/translations.lock warning unaccepted", "content/zh/ch1.md:16:1 warning figure-map"}; !slices.Equal(said, want) {
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
