package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// errForeign says that something foreign could not be linked into the staging
// folder. It is never copied: the original would be deleted with the old tree.
var errForeign = errors.New("foreign files cannot be linked")

// exchange completes the staging folder and lets it change places with the
// output folder. It reports false, and has changed nothing, where that is not
// possible here.
func (w *writer) exchange(old *tree, p *plan) (bool, error) {
	err := w.complete(old, p)
	if errors.Is(err, errForeign) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if w.opt.Sync {
		if err := syncTree(w.staging); err != nil {
			return false, w.fail(w.out, err)
		}
	}
	if err := w.ctx.Err(); err != nil {
		return false, err
	}
	if err := w.opt.hook.at("exchange", w.out); err != nil {
		return false, nil
	}
	w.dropState()
	if old.missing {
		err = os.Rename(w.staging, w.out)
	} else {
		err = swap(w.staging, w.out)
	}
	if err != nil {
		return false, nil // in place can still succeed, or fail with a better reason
	}
	if old.missing {
		w.staging = ""
	} else {
		w.rescue(old)
	}
	_ = w.opt.hook.at("exchanged", w.out)
	w.keepState(p, true)
	return true, nil
}

// complete makes the staging folder hold everything: the files that stay, what
// is not ours, the manifest.
func (w *writer) complete(old *tree, p *plan) error {
	s := &stage{w: w, made: map[string]bool{}}
	foreign := slices.Sorted(func(yield func(string) bool) {
		for name := range old.files {
			if _, wanted := p.state[name]; !wanted && !old.isOurs(name) && !yield(name) {
				return
			}
		}
	})
	if err := s.folder("."); err != nil {
		return w.fail(w.out, err)
	}
	for _, list := range [][]string{p.kept, foreign} {
		for _, name := range list {
			if err := s.folder(path.Dir(name)); err != nil {
				return w.fail(at(w.out, name), err)
			}
		}
	}
	if err := w.linkKept(p); err != nil {
		return err
	}
	for _, name := range foreign {
		if os.Link(at(w.out, name), at(w.staging, name)) != nil {
			return errForeign
		}
	}
	for _, name := range old.dots {
		if err := linkAll(at(w.out, name), at(w.staging, name)); err != nil {
			return errForeign
		}
	}
	if err := w.opt.hook.at("manifest", Manifest); err != nil {
		return w.fail(at(w.out, Manifest), err)
	}
	if _, err := writeFile(at(w.staging, Manifest), p.manifest); err != nil {
		return w.fail(at(w.out, Manifest), err)
	}
	return w.fail(w.out, os.Chmod(w.staging, old.perm))
}

// linkKept gives the files that stay a second name in the staging folder.
func (w *writer) linkKept(p *plan) error {
	copies := make([]*stamp, len(p.kept))
	g, ctx := errgroup.WithContext(w.ctx)
	g.SetLimit(max(4, runtime.GOMAXPROCS(0)))
	for run := range slices.Chunk(indexes(len(p.kept)), 64) {
		g.Go(func() error {
			for _, i := range run {
				if err := ctx.Err(); err != nil {
					return err
				}
				name := p.kept[i]
				err := w.opt.hook.at("link", name)
				if err == nil {
					var st stamp
					var copied bool
					if st, copied, err = linkOrCopy(at(w.out, name), at(w.staging, name)); copied {
						copies[i] = &st
					}
				}
				if err != nil {
					return w.fail(at(w.out, name), err)
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, st := range copies {
		if st != nil {
			name := p.kept[i]
			p.state[name] = known{p.state[name].hash, *st}
		}
	}
	return nil
}

// linkAll links a file, or a folder with all that is in it. Links are linked,
// not followed.
func linkAll(from, to string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if !d.IsDir() {
			return os.Link(name, target)
		}
		fi, err := d.Info()
		if err != nil {
			return err
		}
		if err := os.Mkdir(target, 0o700); err != nil {
			return err
		}
		return os.Chmod(target, fi.Mode()&(fs.ModePerm|fs.ModeSetgid|fs.ModeSticky))
	})
}

// rescue moves what others put into the old tree after it was read into the new
// one, before the old one is deleted.
func (w *writer) rescue(old *tree) {
	now, err := readTree(w.staging)
	if err != nil {
		return
	}
	for _, name := range now.dots {
		if !slices.Contains(old.dots, name) {
			w.moveOver(name)
		}
	}
	for name := range now.files {
		if _, known := old.files[name]; !known {
			w.moveOver(name)
		}
	}
}

// moveOver moves one path from the old tree to the new, unless its place there
// is taken.
func (w *writer) moveOver(name string) {
	to := at(w.out, name)
	if _, err := os.Lstat(to); err == nil {
		return
	}
	if os.MkdirAll(filepath.Dir(to), 0o755) == nil {
		_ = os.Rename(at(w.staging, name), to)
	}
}
