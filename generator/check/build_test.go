package check_test

import (
	"os"
	"path/filepath"
	"testing"

	"atlas/generator/check"
	"atlas/generator/diag"
	"atlas/generator/site"
)

// What check lets pass can be built: every site of testdata of which check reports no
// error makes all of its files.
func TestWhatPassesIsBuilt(t *testing.T) {
	passed := 0
	for _, folder := range []string{"ok", "err"} {
		for _, name := range check.Sites(t, folder) {
			files := check.ReadSite(t, folder+"/"+name)
			if l := check.ProblemsOf(t, files); l.Count(diag.Error) > 0 {
				continue
			}
			passed++
			t.Run(folder+"/"+name, func(t *testing.T) {
				dir := t.TempDir()
				if err := os.CopyFS(dir, files); err != nil {
					t.Fatal(err)
				}
				libraries, err := filepath.Abs("../../node_modules") // some sites have charts
				if err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink(libraries, filepath.Join(dir, "node_modules")); err != nil {
					t.Fatal(err)
				}
				s, err := site.Open(dir, true)
				if err != nil {
					t.Fatal(err)
				}
				plan := s.Plan(false)
				for _, p := range plan.Problems {
					if p.Severity == diag.Error {
						t.Errorf("check lets it pass, and the build says %s: %s: %s", p.Place, p.Rule, p.Message.EN)
					}
				}
				if len(plan.Files) == 0 {
					t.Error("nothing is built")
				}
			})
		}
	}
	if passed < 20 {
		t.Errorf("only %d sites pass", passed)
	}
}
