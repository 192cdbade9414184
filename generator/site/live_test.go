package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"atlas/generator/modules"
)

// Without node_modules there is no script that brings charts to life; with it,
// the bundle is the same every time, and carries ECharts and nothing of the
// machine it was made on.
func TestLive(t *testing.T) {
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	found := modules.Find(dir)
	fsys := os.DirFS("../..")
	if files := live(fsys, modules.Find(t.TempDir()), nil); files != nil {
		t.Errorf("%d files without node_modules", len(files))
	}
	carried := fstest.MapFS{modules.LiveScript: {Data: []byte("carried")}}
	if files := live(fsys, modules.Modules{FS: carried}, nil); len(files) != 1 {
		t.Errorf("%d files of what the program carries", len(files))
	} else if data, err := files[0].Make(); err != nil || string(data) != "carried" {
		t.Errorf("%q, %v", data, err)
	}
	if found.Dir == "" {
		t.Skip("there is no node_modules")
	}
	var first string
	for range 2 {
		files := live(fsys, found, nil)
		if len(files) != 1 || files[0].Path != "assets/live.js" {
			t.Fatalf("%v", files)
		}
		data, err := files[0].Make()
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(data)
		}
		if string(data) != first {
			t.Error("the bundle differs from one time to the next")
		}
	}
	if !strings.Contains(first, "atlasLive") || !strings.Contains(first, "Apache License 2.0") || len(first) > 600_000 {
		t.Errorf("a bundle of %d bytes", len(first))
	}
	if strings.Contains(first, dir) || strings.Contains(first, "node_modules/") {
		t.Error("the bundle names folders of this machine")
	}
}
