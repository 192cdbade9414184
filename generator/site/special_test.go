//go:build unix

package site

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"atlas/generator/diag"
)

// A named pipe in place of any file of a site is refused with its place. Before it
// was, reading waited at it for ever, and this test would end by its timeout.
func TestPipesAreRefused(t *testing.T) {
	base := sampleTree(t, "zh", "en")
	names := slices.Sorted(maps.Keys(base))
	names = append(names, "templates/base.html", "templates/icon.svg", "templates/styles/00-tokens.css", "templates/styles/own.css",
		"templates/scripts/theme.ts", "templates/scripts/share.ts", "templates/strings/zh.yaml", "content/strings/zh.yaml",
		"content/zh/more.md", "content/zh/handbook/index.md", "data/idle.csv")
	dir := t.TempDir()
	lay(t, dir, tree{}, base)
	linkModules(t, dir)
	for _, name := range names {
		if !strings.HasPrefix(name, "content/") && !strings.HasPrefix(name, "data/") && !strings.HasPrefix(name, "templates/") {
			continue // a note to people, which nobody reads
		}
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(at)
		if err := syscall.Mkfifo(at, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir, true)
		if err != nil {
			t.Fatal(err)
		}
		problems := s.Plan(false).Problems
		said := slices.IndexFunc(problems, func(p diag.Problem) bool {
			return p.Place.File == name && (p.Rule == "file" && strings.Contains(p.Message.EN, "a named pipe (FIFO)") || p.Rule == "file-unused")
		})
		if said < 0 {
			t.Errorf("%s: a pipe is not refused: %v", name, problems)
		}
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		if data, ok := base[name]; ok {
			put(t, at, data)
		}
	}
}

// So are pipes among what is kept of earlier builds, and devices behind links.
func TestPipesInTheCache(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, tree{}, sampleTree(t, "zh", "en"))
	linkModules(t, dir)
	if _, ok := buildInto(t, dir, filepath.Join(dir, "public"), false); !ok {
		t.Fatal("it cannot be built")
	}
	err := filepath.WalkDir(filepath.Join(dir, CacheDir), func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if err := os.Remove(p); err != nil {
			return err
		}
		return syscall.Mkfifo(p, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	if problems, ok := buildInto(t, dir, filepath.Join(dir, "public"), false); !ok {
		t.Errorf("it cannot be built again: %s", problems)
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "content", "zh", "ch9.md")); err != nil {
		t.Fatal(err)
	}
	if problems, ok := buildInto(t, dir, filepath.Join(dir, "public"), false); ok || !strings.Contains(problems, "a device") && !strings.Contains(problems, "设备") {
		t.Errorf("a device is read: %s", problems)
	}
}
