package watch

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// stamp tells two states of a file apart without reading it.
type stamp struct {
	size  int64
	mtime int64  // nanoseconds since 1970
	inode uint64 // 0 where the system has none
}

func stampOf(fi fs.FileInfo) stamp {
	return stamp{fi.Size(), fi.ModTime().UnixNano(), inodeOf(fi)}
}

// node is a file or folder as it was when last looked at.
type node struct {
	stamp    stamp
	content  content             // of a file, where contents are compared
	link     bool                // the path is a link; the stamp is its target's
	folder   bool                // a folder that is looked into
	real     string              // of a folder: its path without links
	children map[string]struct{} // of a folder: the paths in it
}

// tree is what was there at the last look, and what differed from the look
// before. It calls listen for each folder it finds, before it reads it, and
// unlisten for each that is gone.
type tree struct {
	ignored          func(path string) bool
	listen, unlisten func(dir string)
	contents         bool // small files are compared by their bytes as well

	roots   map[string]string // path → path without links, "" while missing
	nodes   map[string]*node
	reals   map[string]struct{} // folders by their path without links
	linked  map[string]struct{} // paths that are links
	changed map[string]struct{}
	found   int // how many differences were ever found
}

func newTree(roots []string, ignored func(string) bool, listen, unlisten func(string)) *tree {
	t := &tree{
		ignored:  ignored,
		listen:   listen,
		unlisten: unlisten,
		roots:    map[string]string{},
		nodes:    map[string]*node{},
		reals:    map[string]struct{}{},
		linked:   map[string]struct{}{},
		changed:  map[string]struct{}{},
	}
	for _, r := range roots {
		t.roots[r] = ""
	}
	return t
}

// takeChanges returns the paths that differed since it was last called, sorted.
func (t *tree) takeChanges() []string {
	list := make([]string, 0, len(t.changed))
	for p := range t.changed {
		list = append(list, p)
	}
	clear(t.changed)
	slices.Sort(list)
	return list
}

func (t *tree) mark(path string) {
	t.changed[path] = struct{}{}
	t.found++
}

// wrote marks a file that was certainly written, even if its stamp is as it was
// (two writes within one tick of the file system's clock).
func (t *tree) wrote(path string) {
	if n := t.nodes[path]; n != nil && !n.folder {
		t.mark(path)
	}
}

// links are the paths that are links, sorted.
func (t *tree) links() []string {
	list := make([]string, 0, len(t.linked))
	for p := range t.linked {
		list = append(list, p)
	}
	slices.Sort(list)
	return list
}

// replaced reports whether what is at a path came, went, or is another file or
// folder than it was.
func (t *tree) replaced(path string) bool {
	n := t.nodes[path]
	fi, err := os.Stat(path)
	if err != nil || n == nil {
		return (err == nil) != (n != nil)
	}
	if n.folder && fi.IsDir() {
		return n.stamp.inode != inodeOf(fi)
	}
	return n.stamp != stampOf(fi)
}

// look compares a path, and all below it, with what was there before. Paths
// that are neither roots nor in a known folder are none of ours.
func (t *tree) look(path string) {
	_, isRoot := t.roots[path]
	parent := t.nodes[filepath.Dir(path)]
	if !isRoot && (parent == nil || !parent.folder || t.ignored(path)) {
		return
	}
	fi, err := os.Lstat(path)
	link := err == nil && fi.Mode()&fs.ModeSymlink != 0
	if link {
		if target, e := os.Stat(path); e == nil {
			fi = target
		}
	}
	if err != nil {
		t.forget(path)
		return
	}
	folder, real := fi.IsDir(), ""
	if folder {
		if real, folder = t.realFolder(path, parent, link || isRoot); isRoot {
			t.roots[path] = real
		}
	}
	now := stampOf(fi)
	old := t.nodes[path]
	if old != nil && (old.folder != folder || folder && (old.stamp.inode != now.inode || old.real != real)) {
		t.forget(path)
		old = nil
	}
	switch {
	case old == nil:
		old = &node{folder: folder, real: real}
		t.nodes[path] = old
		if parent != nil && parent.folder {
			parent.children[path] = struct{}{}
		}
		t.mark(path)
	case !folder && old.stamp != now:
		t.mark(path)
	}
	if t.contents && !folder && (old.stamp != now || !old.content.known) {
		old.content = contentOf(path, fi)
	}
	old.stamp = now
	if old.link = link; link {
		t.linked[path] = struct{}{}
	} else {
		delete(t.linked, path)
	}
	if folder {
		t.lookInto(path, old)
	}
}

// realFolder returns a folder's path without links, and whether to look into
// it. A link is not followed to a folder that is watched already, or that holds
// a root; so no link can loop.
func (t *tree) realFolder(path string, parent *node, resolve bool) (string, bool) {
	real := ""
	if parent != nil {
		real = filepath.Join(parent.real, filepath.Base(path))
	}
	if resolve || parent == nil {
		abs, err := filepath.Abs(path)
		if err == nil {
			real, err = filepath.EvalSymlinks(abs)
		}
		if err != nil {
			return "", false
		}
	}
	if _, isRoot := t.roots[path]; isRoot {
		return real, true
	}
	if n := t.nodes[path]; n != nil && n.folder && n.real == real {
		return real, true
	}
	if _, known := t.reals[real]; known {
		return real, false
	}
	if resolve {
		for _, r := range t.roots {
			if r != "" && (inside(real, r) || inside(r, real)) {
				return real, false
			}
		}
	}
	return real, true
}

// inside reports whether inner is outer or lies below it; both are clean.
func inside(inner, outer string) bool {
	if inner == outer {
		return true
	}
	if !strings.HasSuffix(outer, string(filepath.Separator)) {
		outer += string(filepath.Separator)
	}
	return strings.HasPrefix(inner, outer)
}

// lookInto looks at everything in a folder.
func (t *tree) lookInto(path string, n *node) {
	if n.children == nil {
		n.children = map[string]struct{}{}
		t.reals[n.real] = struct{}{}
		t.listen(path)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		if _, e := os.Lstat(path); e != nil {
			t.forget(path)
		}
		return // a folder we may not read holds nothing for us
	}
	there := make(map[string]struct{}, len(entries))
	for _, e := range entries {
		child := filepath.Join(path, e.Name())
		there[child] = struct{}{}
		t.look(child)
	}
	for child := range n.children {
		if _, ok := there[child]; !ok {
			t.forget(child)
		}
	}
}

// forget drops a path that is gone, with all below it.
func (t *tree) forget(path string) {
	n := t.nodes[path]
	if n == nil {
		return
	}
	for child := range n.children {
		t.forget(child)
	}
	if n.children != nil {
		delete(t.reals, n.real)
		t.unlisten(path)
	}
	if parent := t.nodes[filepath.Dir(path)]; parent != nil {
		delete(parent.children, path)
	}
	if _, isRoot := t.roots[path]; isRoot {
		t.roots[path] = ""
	}
	delete(t.nodes, path)
	delete(t.linked, path)
	t.mark(path)
}
