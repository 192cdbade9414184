package corpus_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"atlas/generator/corpus"
)

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
