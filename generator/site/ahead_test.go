package site

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"atlas/generator/corpus"
	"atlas/templates"
)

// A build is made of the very bytes that its key was made of: what changes between
// the two is seen by the next build.
func TestBuildReadsTheBytesOfItsKey(t *testing.T) {
	dir := t.TempDir()
	if err := corpus.Lean(dir, 2); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	const name = "content/en/ch1.md"
	old, err := fs.ReadFile(s.fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	before, err := s.fingerprint(false)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(old), "\n\n", " edited\n\n", 1)
	if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(s.fsys, name); string(data) != string(old) || err != nil {
		t.Errorf("after the key was made the file is read as %q, %v", data, err)
	}
	if info, err := fs.Stat(s.fsys, name); err != nil || info.Size() != int64(len(old)) {
		t.Errorf("after the key was made the file is of another size: %v", err)
	}
	snap, problems := s.Read(nil, false)
	if snap == nil {
		t.Fatal(problems)
	}
	if page, err := snap.Get("en/plan/ch1.html"); err != nil || strings.Contains(string(page), " edited") {
		t.Errorf("the site that was read is not that of the key: %v", err)
	}
	// The next build sees the edit, also in the same Site.
	plan := s.Plan(false)
	if plan.key == before {
		t.Error("the edit does not change the key")
	}
	if s.fsys.ahead != nil {
		t.Error("files are kept after they were read")
	}
	for _, f := range plan.Files {
		if f.Path == "en/plan/ch1.html" && !strings.Contains(string(f.Data), " edited") {
			t.Error("the next build does not see the edit")
		}
	}
}

func TestOverlay(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "templates"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"templates/home.html": "mine", "empty.md": ""} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	engine, err := fs.ReadFile(templates.FS, "base.html")
	if err != nil {
		t.Fatal(err)
	}
	fsys := &overlay{site: os.DirFS(dir)}
	for name, want := range map[string]string{"templates/home.html": "mine", "templates/base.html": string(engine), "empty.md": ""} {
		data, err := fs.ReadFile(fsys, name)
		if string(data) != want || err != nil {
			t.Errorf("%s: %.40q, %v", name, data, err)
		}
		if info, err := fs.Stat(fsys, name); err != nil || info.Size() != int64(len(want)) || info.IsDir() {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"base.html", "templates/none.html", "content/none.md"} {
		if _, err := fs.ReadFile(fsys, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("reading %s: %v", name, err)
		}
		if _, err := fs.Stat(fsys, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("asking for %s: %v", name, err)
		}
	}
	if _, err := fs.ReadFile(fsys, "templates"); err == nil {
		t.Error("a folder is read like a file")
	}
	if info, err := fs.Stat(fsys, "templates"); err != nil || !info.IsDir() {
		t.Errorf("templates is no folder: %v", err)
	}
}

// The home page of a long plan lists its first chapters and leads to all others.
func TestHomeOfALongPlan(t *testing.T) {
	for _, c := range []struct{ chapters, listed int }{{120, 120}, {121, 20}} {
		dir := t.TempDir()
		if err := corpus.Lean(dir, c.chapters); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir, true)
		if err != nil {
			t.Fatal(err)
		}
		snap, problems := s.Read(nil, false)
		if snap == nil {
			t.Fatal(problems)
		}
		for _, lang := range []string{"zh", "en"} {
			page, err := snap.Get(lang + "/index.html")
			if err != nil {
				t.Fatal(err)
			}
			_, list, _ := strings.Cut(string(page), `<section aria-labelledby="home-chapters">`)
			list, _, _ = strings.Cut(list, "</section>")
			if n := strings.Count(list, "<li>"); n != c.listed {
				t.Errorf("%d chapters, %s: %d are listed, want %d", c.chapters, lang, n, c.listed)
			}
			if all := strings.Contains(list, `<p><a href="plan/index.html">`); all != (c.listed < c.chapters) {
				t.Errorf("%d chapters, %s: a link to all contents is there: %v", c.chapters, lang, all)
			}
		}
	}
}
