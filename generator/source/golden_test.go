package source

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

// page is what the YAML of the tests is read into.
type page struct {
	Pos
	Title  Value[string]
	Order  Value[int]
	Size   float64
	Open   bool
	Tags   []Value[string]
	Author *person
	Date   string
	Ver    string `yaml:"version"`
	Langs  Entries[struct{ Label string }]
	Free   any
	Empty  Value[string]
	Hidden string `yaml:"-"`
}

type person struct{ Name string }

// readAny reads a file as the package's reader for its extension does, with all
// that a model would ask of it.
func readAny(f *File, l *diag.List) {
	switch path.Ext(f.Path) {
	case ".csv", ".xlsx":
		t, problems := ReadTable(f)
		l.Add(problems...)
		if strings.HasPrefix(path.Base(f.Path), "columns") {
			t.CheckColumns([]string{"name", "slug", "area"}, []string{"note"}, l)
		}
		for _, r := range t.Rows {
			if t.Has("size") && !r.Damaged {
				readValues(r, l)
			}
		}
	case ".md":
		span, _, problems := FrontMatter(f)
		l.Add(problems...)
		l.Add(DecodeYAML(f, span, new(page))...)
	case ".yaml":
		l.Add(DecodeYAML(f, Span{0, len(f.Data)}, new(page))...)
	case ".geojson":
		property := ""
		if strings.Contains(f.Path, "property") {
			property = "code"
		}
		_, problems := ReadGeoJSON(f, property)
		l.Add(problems...)
	}
}

func readValues(r Row, l *diag.List) {
	r.Get("name").Required(l)
	r.Get("size").Float(l)
	r.Get("count").Int(l)
	r.Get("open").Bool(l)
	r.Get("kind").Enum(l, "port", "town")
	for _, c := range r.Get("links").List() {
		c.Enum(l, "a", "b")
	}
	r.Get("nowhere").Float(l)
}

func kindOf(name string) Kind {
	if ext := path.Ext(name); ext == ".csv" || ext == ".xlsx" {
		return TableFile
	}
	return TextFile
}

func report(l diag.List, lang diag.Lang) string {
	var b strings.Builder
	l.Write(&b, lang)
	return b.String()
}

// TestGolden reads each file of testdata/err and compares all that is said
// about it, in both languages, with the .out file beside it. UPDATE=1 writes
// those anew, for a person to read. Files of testdata/ok must leave no word.
func TestGolden(t *testing.T) {
	update := os.Getenv("UPDATE") == "1" && os.Getenv("CI") == ""
	seen := map[string]bool{}
	for _, name := range testFiles(t, "err") {
		out := strings.TrimSuffix(name, path.Ext(name)) + path.Ext(name) + ".out"
		seen[out] = true
		t.Run(name, func(t *testing.T) {
			l := readFile(t, "err", name)
			got := report(l, diag.English) + "\n" + report(l, diag.Chinese)
			golden := filepath.Join("testdata", "err", out)
			if update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
			if len(l) == 0 {
				t.Error("nothing was found wrong")
			}
		})
	}
	entries, err := os.ReadDir("testdata/err")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".out") && !seen[e.Name()] {
			t.Errorf("%s belongs to no file", e.Name())
		}
	}
	for _, name := range testFiles(t, "ok") {
		t.Run(name, func(t *testing.T) {
			if l := readFile(t, "ok", name); len(l) > 0 {
				t.Error(report(l, diag.English))
			}
		})
	}
}

func testFiles(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("testdata", folder))
	if err != nil || len(entries) == 0 {
		t.Fatalf("no files in %s: %v", folder, err)
	}
	var names []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".out") {
			names = append(names, e.Name())
		}
	}
	return names
}

func readFile(t *testing.T, folder, name string) diag.List {
	t.Helper()
	f, l := Open(os.DirFS(filepath.Join("testdata", folder)), name, kindOf(name))
	if f == nil {
		t.Fatal(report(l, diag.English))
	}
	readAny(f, &l)
	l.Sort()
	return l
}

var testdata = os.DirFS("testdata")
