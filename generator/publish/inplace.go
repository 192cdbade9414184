package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// temporary ends the names of files that are about to be renamed.
const temporary = ".atlas-new"

// inPlace moves the staged files into the output folder one by one, in the
// order of rank, and deletes last. A manifest of old and new files is put there
// first, so that a run after a killed one knows them all.
func (w *writer) inPlace(old *tree, p *plan) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if old.missing {
		err := os.MkdirAll(w.out, 0o755)
		if err == nil {
			err = os.Chmod(w.out, 0o755) // whatever the umask says
		}
		if err != nil {
			return w.fail(w.out, err)
		}
	}
	if w.opt.Sync && w.staging != "" {
		if err := syncTree(w.staging); err != nil {
			return w.fail(w.out, err)
		}
	}
	if err := w.putManifest(journal(old, p)); err != nil {
		return err
	}
	w.dropState()
	w.moving = true
	cleared, err := w.clearWay(old, p)
	if err != nil {
		return err
	}
	for _, name := range inOrder(p.written) {
		err := w.opt.hook.at("move", name)
		if err == nil {
			err = w.moveIn(name)
		}
		if err != nil {
			return w.fail(at(w.out, name), err)
		}
	}
	for _, name := range p.removed {
		if cleared[name] {
			continue
		}
		err := w.opt.hook.at("delete", name)
		if err == nil {
			err = w.remove(name)
		}
		if err != nil {
			return w.fail(at(w.out, name), err)
		}
	}
	if err := w.putManifest(p.manifest); err != nil {
		return err
	}
	w.keepState(p, true)
	return nil
}

// journal is a manifest of everything that is ours before and after.
func journal(old *tree, p *plan) []byte {
	lines := parseManifest(p.manifest)
	for _, l := range parseManifest(old.manifest) {
		if _, again := p.state[l.path]; !again {
			lines = append(lines, l)
		}
	}
	return formatManifest(lines)
}

// clearWay deletes what is no longer wanted where a new file or folder takes
// its name; it cannot wait until last. It returns what it deleted.
func (w *writer) clearWay(old *tree, p *plan) (map[string]bool, error) {
	cleared, parents := map[string]bool{}, map[string]bool{}
	clear := func(name string) error {
		cleared[name] = true
		return w.fail(at(w.out, name), w.remove(name))
	}
	for _, name := range p.written {
		if _, ok := old.folders[name]; ok {
			for _, r := range p.removed {
				if strings.HasPrefix(r, name+"/") {
					if err := clear(r); err != nil {
						return nil, err
					}
				}
			}
			removeEmpty(at(w.out, name))
		}
		for d := path.Dir(name); d != "." && !parents[d]; d = path.Dir(d) {
			parents[d] = true
			if _, ok := old.files[d]; ok {
				if err := clear(d); err != nil {
					return nil, err
				}
			}
		}
	}
	return cleared, nil
}

// removeEmpty deletes a folder with the empty folders in it, and no file.
func removeEmpty(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() {
			removeEmpty(filepath.Join(dir, e.Name()))
		}
	}
	_ = os.Remove(dir)
}

// remove deletes a file, and the folders that it leaves empty.
func (w *writer) remove(name string) error {
	if err := os.Remove(at(w.out, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for d := path.Dir(name); d != "."; d = path.Dir(d) {
		if os.Remove(at(w.out, d)) != nil {
			break // not empty
		}
	}
	return nil
}

// moveIn brings one staged file to its place in one step.
func (w *writer) moveIn(name string) error {
	to := at(w.out, name)
	if err := w.makeFolders(path.Dir(name)); err != nil {
		return err
	}
	from := at(w.staging, name)
	err := rename(from, to)
	if err == nil || !isOtherDevice(err) {
		return err
	}
	temp := to + temporary
	_ = os.Remove(temp)
	if _, _, err := linkOrCopy(from, temp); err != nil {
		_ = os.Remove(temp)
		return err
	}
	if a, err := attributesOf(from); err == nil {
		_ = a.give(temp)
	}
	return rename(temp, to)
}

// makeFolders makes a folder of the output folder, with those that lead to it. They
// get what the folders have in which they are, where one may.
func (w *writer) makeFolders(dir string) error {
	if dir == "." {
		return nil
	}
	name := at(w.out, dir)
	if fi, err := os.Lstat(name); err == nil && fi.IsDir() {
		return nil
	}
	if err := w.makeFolders(path.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if a, err := attributesOf(filepath.Dir(name)); err == nil {
		_ = a.below().give(name)
	}
	return nil
}

// rename is os.Rename with patience: on Windows a file that a reader holds open
// cannot be replaced, and readers are quick.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for wait := time.Millisecond; err != nil && isBusy(err) && wait < 300*time.Millisecond; wait *= 2 {
		time.Sleep(wait)
		err = os.Rename(from, to)
	}
	return err
}

// inOrder sorts the paths for moving: first what pages need, then pages, then
// the pages that lead to them, the front door last.
func inOrder(paths []string) []string {
	list := slices.Clone(paths)
	slices.SortStableFunc(list, func(a, b string) int { return rank(a) - rank(b) })
	return list
}

func rank(p string) int {
	switch base := path.Base(p); {
	case p == "index.html":
		return 3
	case base == "index.html" || path.Ext(base) == ".xml":
		return 2
	case path.Ext(base) == ".html":
		return 1
	}
	return 0
}
