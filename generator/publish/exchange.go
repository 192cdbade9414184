package publish

import (
	"errors"
	"os"
	"path"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"atlas/generator/diag"
)

// errForeign says that something foreign could not be linked into the staging
// folder. It is never copied: the original would be deleted with the old tree.
var errForeign = errors.New("foreign files cannot be linked")

// exchange completes the staging folder and lets it change places with the
// output folder. It reports false, and has changed nothing, where that is not
// possible here.
func (w *writer) exchange(old *tree, p *plan) (bool, error) {
	l, err := w.complete(old, p)
	switch {
	case errors.Is(err, errForeign) && !w.cannotKeep.Load():
		w.why = diag.T("里面有不属于图集的东西，不能随之移动", "something in it is not the atlas’s and cannot move with it")
		return false, nil
	case err != nil && !errors.Is(err, errForeign):
		return false, err
	case w.cannotKeep.Load():
		w.why = diag.T("里面的文件夹属于另一位用户", "its folders belong to another user")
		return false, nil
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
	} else if err = w.keepRecord(l); err == nil {
		if err = swap(w.staging, w.out); err != nil {
			w.dropRecord()
		}
	}
	if err != nil {
		return false, nil // in place can still succeed, or fail with a better reason
	}
	_ = w.opt.hook.at("swapped", w.out)
	if old.missing {
		w.staging = ""
	} else {
		w.settle(l)
	}
	_ = w.opt.hook.at("exchanged", w.out)
	w.keepState(p, true)
	return true, nil
}

// complete makes the staging folder hold everything: the files that stay, what
// is not ours, the manifest.
func (w *writer) complete(old *tree, p *plan) (*linked, error) {
	s := newStage(w, old)
	units := old.foreignUnits(p)
	if err := s.folder("."); err != nil {
		return nil, w.fail(w.out, err)
	}
	for _, list := range [][]string{p.kept, units} {
		for _, name := range list {
			if err := s.folder(path.Dir(name)); err != nil {
				return nil, w.fail(at(w.out, name), err)
			}
		}
	}
	if err := w.linkKept(p); err != nil {
		return nil, err
	}
	l, err := w.linkForeign(units)
	if err != nil {
		return nil, err
	}
	if err := w.opt.hook.at("manifest", Manifest); err != nil {
		return nil, w.fail(at(w.out, Manifest), err)
	}
	if _, err := writeFile(at(w.staging, Manifest), p.manifest); err != nil {
		return nil, w.fail(at(w.out, Manifest), err)
	}
	s.dress(Manifest)
	return l, w.fail(w.out, os.Chmod(w.staging, old.perm))
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
						if a, e := attributesOf(at(w.out, name)); err == nil && (e != nil || a.give(at(w.staging, name)) != nil) {
							w.cannotKeep.Store(true)
						}
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
