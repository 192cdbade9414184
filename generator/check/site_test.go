package check

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/lock"
)

// A small site of testdata is testdata/base.txtar with some files replaced. Its
// translations count as accepted as they are, or as a file before/PATH has them.
// Lines of its comment change that:
//
//	remove: PATH    the site lacks this file
//	lock: none      nothing was accepted
func readSite(t testing.TB, name string) fstest.MapFS {
	t.Helper()
	site, before := fstest.MapFS{}, fstest.MapFS{}
	comment := ""
	for _, file := range []string{"base.txtar", name} {
		a, err := txtar.ParseFile(filepath.Join("testdata", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		comment = string(a.Comment)
		for _, f := range a.Files {
			old, isBefore := strings.CutPrefix(f.Name, "before/")
			before[old] = &fstest.MapFile{Data: f.Data}
			if !isBefore {
				site[f.Name] = &fstest.MapFile{Data: f.Data}
			}
		}
	}
	locked := true
	for line := range strings.Lines(comment) {
		switch key, value, _ := strings.Cut(strings.TrimSpace(line), ": "); key {
		case "remove":
			delete(site, value)
			delete(before, value)
		case "lock":
			locked = false
		}
	}
	if _, own := site[lock.Path]; locked && !own {
		site[lock.Path] = &fstest.MapFile{Data: acceptAll(before)}
	}
	return site
}

// acceptAll is the lock of a site with everything accepted.
func acceptAll(site fstest.MapFS) []byte {
	a, problems := atlas.NewLoader(site).Load()
	if a == nil {
		panic(problems[0])
	}
	var sides []lock.Side
	var order []string
	for lang := 1; lang < len(a.Languages); lang++ {
		_, pairs := a.Pairs(lang)
		sides = append(sides, lock.Side{Language: a.Languages[lang].Code, Pairs: pairs})
	}
	for b := range a.Blocks() {
		order = append(order, b.ID)
	}
	l, _ := a.Lock.Accept(sides, order, true, func(string) bool { return true })
	return l.Bytes()
}

// problemsOf is all that is said of a site.
func problemsOf(t testing.TB, site fstest.MapFS) diag.List {
	t.Helper()
	a, problems := atlas.NewLoader(site).Load()
	if a == nil {
		t.Fatal(problems)
	}
	problems.Add(New(site).Check(a)...)
	problems.Sort()
	return problems
}

func report(l diag.List) string {
	var b strings.Builder
	l.Write(&b, diag.English)
	b.WriteString("\n")
	l.Write(&b, diag.Chinese)
	return b.String()
}

// TestErr compares all that is said of each site of testdata/err, in both
// languages, with the .out file beside it. UPDATE=1 writes those anew, for a
// person to read; not where CI is set.
func TestErr(t *testing.T) {
	update := os.Getenv("UPDATE") == "1" && os.Getenv("CI") == ""
	outs := map[string]bool{}
	for _, name := range sites(t, "err") {
		t.Run(name, func(t *testing.T) {
			l := problemsOf(t, readSite(t, "err/"+name))
			rule, _, _ := strings.Cut(strings.TrimSuffix(name, ".txtar"), "_")
			if !slices.ContainsFunc(l, func(p diag.Problem) bool { return p.Rule == rule }) {
				t.Errorf("the rule %s says nothing", rule)
			}
			golden := filepath.Join("testdata", "err", strings.TrimSuffix(name, ".txtar")+".out")
			outs[filepath.Base(golden)] = true
			if update {
				if err := os.WriteFile(golden, []byte(report(l)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), report(l)); d != "" {
				t.Error(d)
			}
		})
	}
	entries, err := os.ReadDir(filepath.Join("testdata", "err"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".out") && !outs[e.Name()] {
			t.Errorf("%s belongs to no site", e.Name())
		}
	}
}

// TestOK asks for silence on each site of testdata/ok.
func TestOK(t *testing.T) {
	for _, name := range sites(t, "ok") {
		t.Run(name, func(t *testing.T) {
			if l := problemsOf(t, readSite(t, "ok/"+name)); len(l) > 0 {
				t.Error("\n" + report(l))
			}
		})
	}
}

func sites(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("testdata", folder))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".txtar") {
			names = append(names, e.Name())
		}
	}
	return names
}
