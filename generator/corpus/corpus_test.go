package corpus_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"atlas/generator/corpus"
	"atlas/generator/diag"
	"atlas/generator/site"
)

// Both corpora can be built, and check finds nothing wrong but that nobody has
// accepted the translations yet.
func TestCorporaAreSound(t *testing.T) {
	for name, write := range map[string]func(string, int) error{"lean": corpus.Lean, "rich": corpus.Rich} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := write(dir, 12); err != nil {
				t.Fatal(err)
			}
			modules, err := filepath.Abs("../../node_modules") // with what draws the chart
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
				t.Fatal(err)
			}
			s, err := site.Open(dir, true)
			if err != nil {
				t.Fatal(err)
			}
			found := slices.DeleteFunc(s.Check(), func(p diag.Problem) bool { return p.Rule == "unaccepted" })
			if len(found) > 0 {
				var out strings.Builder
				found.Write(&out, diag.English)
				t.Error(out.String())
			}
		})
	}
}

// The same number gives the same bytes.
func TestSameBytes(t *testing.T) {
	for name, write := range map[string]func(string, int) error{"lean": corpus.Lean, "rich": corpus.Rich} {
		a, b := t.TempDir(), t.TempDir()
		if err := write(a, 7); err != nil {
			t.Fatal(err)
		}
		if err := write(b, 7); err != nil {
			t.Fatal(err)
		}
		files := 0
		err := filepath.WalkDir(a, func(p string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			files++
			rel, _ := filepath.Rel(a, p)
			x, _ := os.ReadFile(p)
			y, err := os.ReadFile(filepath.Join(b, rel))
			if !bytes.Equal(x, y) {
				t.Errorf("%s: %s differs", name, rel)
			}
			return err
		})
		if err != nil || files < 14 {
			t.Errorf("%s: %d files, %v", name, files, err)
		}
	}
}
