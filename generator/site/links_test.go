package site_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/site"
)

// A link that an editor wrote and that leads nowhere is reported at its line in
// the chapter; so is one to an id that its target does not have.
func TestBrokenLinksNameTheirLine(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../golden/testdata/bay/in")); err != nil {
		t.Fatal(err)
	}
	const chapter = "content/en/ch1.md"
	data, err := os.ReadFile(filepath.Join(dir, chapter))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "\n\n", "\n\nSee [the bay](nowhere.html) and [more](index.html#none).\n\n", 1)
	zh, err := os.ReadFile(filepath.Join(dir, "content/zh/ch1.md"))
	if err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{chapter: text, "content/zh/ch1.md": strings.Replace(string(zh), "\n\n", "\n\n见[此](index.html)。\n\n", 1)} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := site.Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range s.Check(false) {
		if p.Rule == "link" {
			got = append(got, p.Place.String()+" "+p.Message.EN)
		}
	}
	want := []string{
		"content/en/ch1.md:3:6 the page en/plan/ch1.html#ch1-s0-p1 links to nowhere.html, which is no file of the site",
		"content/en/ch1.md:3:34 the page en/plan/ch1.html#ch1-s0-p1 refers to index.html#none, and there is no such id there",
	}
	for i := range got { // the pages that show the chapter beside another language have the link too
		got[i] = strings.ReplaceAll(got[i], "parallel/", "plan/")
	}
	got = slices.Compact(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}
