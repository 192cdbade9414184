package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// stamp is a file's size in bytes and its time of modification in nanoseconds
// since 1970, as the file system has them.
type stamp struct{ size, mtime int64 }

func stampOf(fi fs.FileInfo) stamp { return stamp{fi.Size(), fi.ModTime().UnixNano()} }

// entry is one thing in the output folder that is not a folder.
type entry struct {
	stamp
	regular bool // not a link, a socket or the like
}

// tree is what an output folder holds. Links are never followed.
type tree struct {
	missing   bool                // there is no folder
	perm      fs.FileMode         // of the folder itself
	files     map[string]entry    // slash path → entry, without top-level dot names
	folders   map[string]struct{} // slash paths of folders, without the top
	dots      []string            // top-level names that begin with a dot, without the manifest
	leftovers []string            // temporary files of killed runs
	manifest  []byte              // nil: there is none
	ours      map[string]struct{} // what the manifest lists
}

// readTree looks at an output folder, which need not exist.
func readTree(out string) (*tree, error) {
	t := &tree{files: map[string]entry{}, folders: map[string]struct{}{}, ours: map[string]struct{}{}}
	fi, err := os.Stat(out)
	if errors.Is(err, fs.ErrNotExist) {
		t.missing, t.perm = true, 0o755
		return t, nil
	}
	if err != nil {
		return nil, err
	}
	t.perm = fi.Mode() & (fs.ModePerm | fs.ModeSetgid | fs.ModeSticky)
	if err := t.walk(out, ""); err != nil {
		return nil, err
	}
	if m, err := readRegular(at(out, Manifest)); err == nil {
		t.manifest = m
		for _, l := range parseManifest(m) {
			t.ours[l.path] = struct{}{}
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return t, nil
}

func (t *tree) walk(out, dir string) error {
	entries, err := os.ReadDir(at(out, dir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		switch {
		case dir == "" && strings.HasPrefix(p, "."):
			if p != Manifest && p != Manifest+temporary {
				t.dots = append(t.dots, p)
			}
		case e.IsDir():
			t.folders[p] = struct{}{}
			if err := t.walk(out, p); err != nil {
				return err
			}
		case strings.HasSuffix(p, temporary):
			t.leftovers = append(t.leftovers, p)
		default:
			fi, err := e.Info()
			if errors.Is(err, fs.ErrNotExist) {
				continue // gone since the folder was read
			}
			if err != nil {
				return err
			}
			t.files[p] = entry{stampOf(fi), fi.Mode().IsRegular()}
		}
	}
	return nil
}

// readRegular reads a file unless it is a link or otherwise special, which
// counts as missing.
func readRegular(name string) ([]byte, error) {
	fi, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !fi.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return os.ReadFile(name)
}

// empty reports whether the folder holds nothing but dot names.
func (t *tree) empty() bool {
	return len(t.files) == 0 && len(t.folders) == 0 && t.manifest == nil
}

// isOurs reports whether the manifest lists the path.
func (t *tree) isOurs(p string) bool {
	_, ok := t.ours[p]
	return ok
}

// obstacles refuses files whose place a folder takes, and files whose folder's
// place is taken by something that is not ours.
func (t *tree) obstacles(out string, wanted []File) error {
	checked := map[string]bool{}
	for i := range wanted {
		p := wanted[i].Path
		if _, ok := t.folders[p]; ok && t.holdsForeign(p) {
			return collision(out, p)
		}
		for d := path.Dir(p); d != "." && !checked[d]; d = path.Dir(d) {
			checked[d] = true
			if _, ok := t.files[d]; ok && !t.isOurs(d) {
				return collision(out, d)
			}
		}
	}
	return nil
}

// holdsForeign reports whether something below a folder is not ours.
func (t *tree) holdsForeign(folder string) bool {
	for p := range t.files {
		if strings.HasPrefix(p, folder+"/") && !t.isOurs(p) {
			return true
		}
	}
	return false
}

// foreign lists what is neither ours nor wanted, sorted.
func (t *tree) foreign(wanted []File) []string {
	var list []string
	for p := range t.files {
		if !t.isOurs(p) && !has(wanted, p) {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return list
}

// has reports whether files sorted by path hold the path.
func has(files []File, p string) bool {
	_, ok := slices.BinarySearchFunc(files, p, func(f File, p string) int { return strings.Compare(f.Path, p) })
	return ok
}

// below reports whether a path is a folder or lies in it; both have slashes.
func below(p, folder string) bool {
	return p == folder || strings.HasPrefix(p, strings.TrimSuffix(folder, "/")+"/")
}
