// Package golden compares the whole output of small invented sites with what it
// should be: testdata/NAME/in becomes testdata/NAME/out.
package golden

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
	"atlas/generator/serve"
	"atlas/generator/site"
)

// TestSites builds every site of testdata. A file that is missing fails, and so
// does one too many. The style sheet, the scripts and the icon are the engine's
// own: it counts that they are there, not what is in them.
//
// UPDATE=1 writes the outputs anew; read the difference before you keep it.
func TestSites(t *testing.T) {
	update := os.Getenv("UPDATE") == "1"
	if update && os.Getenv("CI") != "" {
		t.Fatal("UPDATE=1 is for people, not for build servers")
	}
	sites, err := os.ReadDir("testdata")
	if err != nil || len(sites) < 3 {
		t.Fatalf("%d sites, %v", len(sites), err)
	}
	for _, s := range sites {
		t.Run(s.Name(), func(t *testing.T) {
			dir := filepath.Join("testdata", s.Name())
			got := built(t, filepath.Join(dir, "in"))
			if update {
				write(t, filepath.Join(dir, "out"), got)
			}
			compare(t, read(t, filepath.Join(dir, "out")), got)
		})
	}
}

// Every page says itself what it may load: no more than the header that is promised
// to work, but that a page from disk may load what lies beside it. Asked of the site
// whose layouts are the engine's.
func TestPolicyInPages(t *testing.T) {
	n := 0
	err := filepath.WalkDir(filepath.Join("testdata", "island", "out"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		n++
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		_, rest, found := strings.Cut(string(data), "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"")
		policy, _, _ := strings.Cut(rest, "\"")
		if got := strings.ReplaceAll(policy, " file:", ""); !found || got != serve.Policy {
			t.Errorf("%s: the policy is %q, and the header's %q", name, got, serve.Policy)
		}
		return nil
	})
	if err != nil || n < 9 {
		t.Errorf("%d pages, %v", n, err)
	}
}

// The comparison itself must be able to fail, on every kind of difference.
func TestCompareFails(t *testing.T) {
	want := map[string][]byte{"zh/a.html": []byte("a\n"), "data/x.csv": []byte("x")}
	for name, got := range map[string]map[string][]byte{
		"another byte":    {"zh/a.html": []byte("b\n"), "data/x.csv": []byte("x")},
		"a file missing":  {"zh/a.html": []byte("a\n")},
		"a file too many": {"zh/a.html": []byte("a\n"), "data/x.csv": []byte("x"), "new": nil},
		"a blank more":    {"zh/a.html": []byte("a \n"), "data/x.csv": []byte("x")},
	} {
		if len(differences(want, got)) != 1 {
			t.Errorf("%s: %q", name, differences(want, got))
		}
	}
	if d := differences(want, want); len(d) != 0 {
		t.Errorf("the same: %q", d)
	}
}

// built is the website of the site in a folder: its files by their paths.
func built(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	s, err := site.Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	plan := s.Plan(false)
	if plan.Problems.Count(diag.Error) > 0 {
		var out strings.Builder
		plan.Problems.Write(&out, diag.English)
		t.Fatal(out.String())
	}
	files := map[string][]byte{}
	for _, f := range plan.Files {
		if files[f.Path] != nil {
			t.Errorf("%s is made twice", f.Path)
		}
		files[f.Path] = f.Data
		if strings.HasPrefix(f.Path, "assets/") {
			if len(f.Data) == 0 {
				t.Errorf("%s is empty", f.Path)
			}
			files[f.Path] = []byte{}
		}
	}
	return files
}

func compare(t *testing.T, want, got map[string][]byte) {
	t.Helper()
	for _, d := range differences(want, got) {
		t.Error(d)
	}
	if t.Failed() {
		t.Log("make golden writes the outputs anew; look at the difference before you keep it")
	}
}

// differences names each file that is missing, unexpected or different.
func differences(want, got map[string][]byte) []string {
	var out []string
	for path, w := range want {
		g, ok := got[path]
		switch {
		case !ok:
			out = append(out, path+" is missing")
		case !bytes.Equal(w, g) && strings.HasSuffix(path, ".xlsx"):
			out = append(out, path+" is different")
		case !bytes.Equal(w, g):
			out = append(out, path+" is different (-want +got):\n"+cmp.Diff(strings.Split(string(w), "\n"), strings.Split(string(g), "\n")))
		}
	}
	for path := range got {
		if _, ok := want[path]; !ok {
			out = append(out, path+" was not expected")
		}
	}
	slices.Sort(out)
	return out
}

func read(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func write(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for path, data := range files {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
