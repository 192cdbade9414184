package site

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

// What was asked of files is the same until an answer would be another.
func TestAsked(t *testing.T) {
	for name, c := range map[string]struct {
		ask    func(fs.FS)
		change func(fstest.MapFS)
		same   bool
	}{
		"nothing":             {func(f fs.FS) {}, func(f fstest.MapFS) { delete(f, "a/b") }, true},
		"a file":              {func(f fs.FS) { _, _ = fs.ReadFile(f, "a/b") }, func(f fstest.MapFS) { f["a/b"].Data = []byte("y") }, false},
		"another file":        {func(f fs.FS) { _, _ = fs.ReadFile(f, "a/b") }, func(f fstest.MapFS) { f["a/c"].Data = []byte("y") }, true},
		"a file that goes":    {func(f fs.FS) { _, _ = fs.ReadFile(f, "a/b") }, func(f fstest.MapFS) { delete(f, "a/b") }, false},
		"a file that comes":   {func(f fs.FS) { _, _ = fs.ReadFile(f, "z") }, func(f fstest.MapFS) { f["z"] = f["a/b"] }, false},
		"names":               {func(f fs.FS) { _, _ = fs.Glob(f, "a/*") }, func(f fstest.MapFS) { f["a/d"] = f["a/b"] }, false},
		"other names":         {func(f fs.FS) { _, _ = fs.Glob(f, "a/*") }, func(f fstest.MapFS) { f["d/d"] = f["a/b"] }, true},
		"a folder":            {func(f fs.FS) { _, _ = fs.ReadDir(f, "a") }, func(f fstest.MapFS) { f["a/d/e"] = f["a/b"] }, false},
		"what stands in it":   {func(f fs.FS) { _, _ = fs.ReadDir(f, "a") }, func(f fstest.MapFS) { f["a/b"].Data = []byte("y") }, true},
		"a size":              {func(f fs.FS) { _, _ = fs.Stat(f, "a/b") }, func(f fstest.MapFS) { f["a/b"].Data = []byte("yy") }, false},
		"another of its size": {func(f fs.FS) { _, _ = fs.Stat(f, "a/b") }, func(f fstest.MapFS) { f["a/b"].Data = []byte("y") }, true},
	} {
		files := fstest.MapFS{"a/b": {Data: []byte("x")}, "a/c": {Data: []byte("x")}}
		a := &asked{fsys: files}
		c.ask(a)
		if !a.same() {
			t.Errorf("%s: another without a change", name)
		}
		c.change(files)
		if a.same() != c.same {
			t.Errorf("%s: the same: %v, want %v", name, a.same(), c.same)
		}
	}
	if _, err := (&asked{fsys: fstest.MapFS{"a": {}}}).Open("a"); err == nil {
		t.Error("a file is opened behind its back")
	}
}
