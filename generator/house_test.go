package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imports are the packages of this program that each of its packages uses, by
// their paths below generator, without those that only tests use.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	uses := map[string][]string{}
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "testdata" {
			return fs.SkipDir
		}
		if path.Ext(file) != ".go" {
			return nil
		}
		room := path.Dir(file)
		if _, known := uses[room]; !known {
			uses[room] = nil
		}
		if strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range parsed.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			if other, ours := strings.CutPrefix(name, "atlas/generator/"); ours && !slices.Contains(uses[room], other) {
				uses[room] = append(uses[room], other)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(uses, ".") // main
	return uses
}

// The table of rooms in ARCHITECTURE.md names every package once, each below
// those that it uses, and says in its last column which those are. UPDATE=1
// writes that column.
func TestTableOfRooms(t *testing.T) {
	const file = "ARCHITECTURE.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	uses := imports(t)
	order := map[string]int{}
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		cells := strings.Split(line, " | ")
		if len(cells) != 3 || !strings.HasPrefix(line, "| `") {
			continue
		}
		room := strings.Trim(cells[0], "| `")
		if _, there := uses[room]; !there {
			t.Errorf("line %d: there is no package %s", i+1, room)
			continue
		}
		if _, twice := order[room]; twice {
			t.Errorf("line %d: %s stands twice", i+1, room)
		}
		order[room] = i
		slices.SortFunc(uses[room], func(a, b string) int { return strings.Compare(a, b) })
		cell := "–"
		if len(uses[room]) > 0 {
			cell = strings.Join(uses[room], ", ")
		}
		lines[i] = cells[0] + " | " + cells[1] + " | " + cell + " |"
	}
	for room, others := range uses {
		at, named := order[room]
		if !named {
			if !onlyTests(room) {
				t.Errorf("the package %s is not in the table", room)
			}
			continue
		}
		for _, o := range others {
			if order[o] >= at {
				t.Errorf("%s uses %s and stands above it", room, o)
			}
		}
	}
	if want := []byte(strings.Join(lines, "\n")); !bytes.Equal(text, want) {
		if os.Getenv("UPDATE") != "" && os.Getenv("CI") == "" {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		for i, line := range strings.Split(string(text), "\n") {
			if line != lines[i] {
				t.Errorf("line %d: the packages used are not those of the source (UPDATE=1 writes them)\n  %s\nnot\n  %s", i+1, lines[i], line)
			}
		}
	}
}

// onlyTests reports whether a package is only there to test the others.
func onlyTests(room string) bool {
	first, _, _ := strings.Cut(room, "/")
	return slices.Contains([]string{"golden", "host", "browser", "scripts", "bench", "corpus"}, first) || strings.HasSuffix(room, "test")
}

var (
	walk     = regexp.MustCompile(`(?m)^\d\. \*`)
	namedIn  = regexp.MustCompile("`([a-z]+/[a-z_./]+)`")
	fromRoot = regexp.MustCompile(`^(templates|data|generator|content)/`)
)

// Each of the seven walks in CONTRIBUTING.md opens at most three files, and they
// are there.
func TestWalks(t *testing.T) {
	text, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ = bytes.Cut(text, []byte("## Seven walks"))
	walks := walk.Split(string(text), -1)[1:]
	if len(walks) != 7 {
		t.Errorf("%d walks", len(walks))
	}
	for i, w := range walks {
		files := namedIn.FindAllStringSubmatch(w, -1)
		if len(files) == 0 || len(files) > 3 {
			t.Errorf("walk %d opens %d files", i+1, len(files))
		}
		for _, f := range files {
			name := f[1]
			if fromRoot.MatchString(name) {
				name = "../" + name
			}
			if _, err := os.Stat(name); err != nil {
				t.Errorf("walk %d: %v", i+1, err)
			}
		}
	}
}
