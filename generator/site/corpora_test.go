package site_test

import (
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
			modules, err := filepath.Abs(filepath.Join(root, "node_modules")) // with what draws the chart
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
			found := slices.DeleteFunc(s.Check(false), func(p diag.Problem) bool { return p.Rule == "unaccepted" })
			if len(found) > 0 {
				var out strings.Builder
				found.Write(&out, diag.English)
				t.Error(out.String())
			}
		})
	}
}
