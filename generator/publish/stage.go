package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"sync"

	"atlas/generator/parallel"
)

// plan is what has to happen to make the output folder hold the site. All
// lists are sorted. What written names lies in the staging folder already.
type plan struct {
	written  []string // staged, because they are new or differ
	kept     []string // stand in the output folder as wanted
	removed  []string // ours, there, and no longer wanted
	manifest []byte
	state    map[string]known // of every file of the site
}

// changes reports whether any file of the site has to change.
func (p *plan) changes() bool { return len(p.written) > 0 || len(p.removed) > 0 }

// stageChanged compares the wanted files with the tree and writes those that
// differ into the staging folder.
func (w *writer) stageChanged(old *tree, wanted []File, order []int) (*plan, error) {
	s := newStage(w, old)
	results := make([]result, len(wanted))
	err := parallel.Try(w.ctx, 1, len(order), func(k int) (err error) { // one may wait for the disk
		i := order[k]
		results[i], err = s.settle(old, &wanted[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	p := &plan{state: make(map[string]known, len(wanted))}
	lines := make([]line, len(wanted))
	for i, r := range results {
		name := wanted[i].Path
		lines[i] = line{r.known.hash, name}
		p.state[name] = r.known
		if r.staged {
			p.written = append(p.written, name)
		} else {
			p.kept = append(p.kept, name)
		}
	}
	p.manifest = formatManifest(lines)
	for name := range old.files {
		if old.isOurs(name) && !has(wanted, name) {
			p.removed = append(p.removed, name)
		}
	}
	slices.Sort(p.removed)
	return p, nil
}

func indexes(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// result is what became of one wanted file.
type result struct {
	known  known
	staged bool
}

// stage writes into the staging folder; it is used by several workers.
type stage struct {
	w    *writer
	old  *tree
	mu   sync.Mutex
	made map[string]attributes // slash path → of folders that exist in the staging folder
}

func newStage(w *writer, old *tree) *stage {
	return &stage{w: w, old: old, made: map[string]attributes{}}
}

// settle decides whether a file stands in the output folder as it is wanted,
// and stages it if not.
func (s *stage) settle(old *tree, f *File) (result, error) {
	hash, data, loaded := f.Hash, []byte(nil), false
	if hash == (Hash{}) {
		var err error
		if data, err = f.bytes(); err != nil {
			return result{}, err
		}
		hash, loaded = Sum(data), true
	}
	e, there := old.files[f.Path]
	if there && e.regular {
		now := known{hash, e.stamp}
		if s.w.state[f.Path] == now {
			return result{known: now}, nil
		}
		if !loaded || e.size == int64(len(data)) {
			same, err := sameBytes(at(s.w.out, f.Path), hash)
			if err != nil {
				return result{}, s.w.fail(at(s.w.out, f.Path), err)
			}
			if same {
				return result{known: now}, nil
			}
		}
	}
	if there && !old.isOurs(f.Path) {
		return result{}, collision(s.w.name, f.Path)
	}
	if !loaded {
		var err error
		if data, err = f.bytes(); err != nil {
			return result{}, err
		}
		if Sum(data) != hash {
			return result{}, fmt.Errorf("publish: %s: the bytes do not have the hash that was given for them", f.Path)
		}
	}
	st, err := s.put(f.Path, data)
	return result{known: known{hash, st}, staged: true}, err
}

// sameBytes reports whether a file has the hash. A file that is gone or closed
// to us has not.
func sameBytes(name string, want Hash) (bool, error) {
	data, err := readRegular(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return false, nil
	}
	return err == nil && Sum(data) == want, err
}

// put writes a file into the staging folder.
func (s *stage) put(p string, data []byte) (stamp, error) {
	if err := s.w.opt.hook.at("stage", p); err != nil {
		return stamp{}, s.w.fail(at(s.w.out, p), err)
	}
	if err := s.folder(path.Dir(p)); err != nil {
		return stamp{}, s.w.fail(at(s.w.out, p), err)
	}
	st, err := writeFile(at(s.w.staging, p), data)
	if err == nil {
		s.dress(p)
	}
	return st, s.w.fail(at(s.w.out, p), err)
}

// dress gives a new file in the staging folder what the one that it replaces has, or
// the owner that its folder has, where one may.
func (s *stage) dress(p string) {
	if s.old.missing {
		return
	}
	name := at(s.w.staging, p)
	if e, ok := s.old.files[p]; ok && e.regular || p == Manifest && s.old.manifest != nil {
		if a, err := attributesOf(at(s.w.out, p)); err == nil {
			_ = a.give(name)
		}
		return
	}
	s.mu.Lock()
	folder := s.made[path.Dir(p)]
	s.mu.Unlock()
	_ = folder.ofNewFile(name).give(name)
}

// folder makes a folder of the staging folder, and that itself when it is the
// first.
func (s *stage) folder(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.w.staging == "" {
		name, err := os.MkdirTemp(s.w.beside, s.w.prefix+stagingName)
		if err != nil {
			return err
		}
		s.w.staging = name
	}
	return s.makeFolder(dir)
}

func (s *stage) makeFolder(dir string) error {
	if _, made := s.made[dir]; made {
		return nil
	}
	name := at(s.w.staging, dir)
	if dir != "." {
		if err := s.makeFolder(path.Dir(dir)); err != nil {
			return err
		}
		if err := os.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	if s.old.missing {
		s.made[dir] = attributes{}
		return os.Chmod(name, 0o755) // whatever the umask says
	}
	a := s.made[path.Dir(dir)].below()
	if _, there := s.old.folders[dir]; there || dir == "." {
		var err error
		if a, err = attributesOf(at(s.w.out, dir)); err != nil {
			return err
		}
	}
	s.made[dir] = a
	if a.writable().give(name) != nil {
		s.w.cannotKeep.Store(true)
	}
	return nil
}

// writeFile writes a new file with mode 0644, whatever the umask says, and
// returns its stamp.
func writeFile(name string, data []byte) (stamp, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return stamp{}, err
	}
	_, err = f.Write(data)
	fi, err2 := f.Stat()
	if err = errors.Join(err, err2); err == nil && fi.Mode().Perm() != 0o644 && runtime.GOOS != "windows" {
		err = f.Chmod(0o644)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return stamp{}, err
	}
	return stampOf(fi), nil
}

// linkOrCopy gives a file a second name; where the file system has no hard
// links, a second copy, whose stamp it returns with copied set.
func linkOrCopy(from, to string) (st stamp, copied bool, err error) {
	if os.Link(from, to) == nil {
		return stamp{}, false, nil
	}
	in, err := os.Open(from)
	if err != nil {
		return stamp{}, true, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return stamp{}, true, err
	}
	_, err = io.Copy(out, in)
	fi, err2 := out.Stat()
	if err = errors.Join(err, err2, out.Close()); err != nil {
		return stamp{}, true, err
	}
	return stampOf(fi), true, nil
}

// putManifest replaces the manifest of the output folder in one step.
func (w *writer) putManifest(data []byte) error {
	if err := w.opt.hook.at("manifest", Manifest); err != nil {
		return w.fail(at(w.out, Manifest), err)
	}
	temp := at(w.out, Manifest+temporary)
	_ = os.Remove(temp)
	_, err := writeFile(temp, data)
	if err == nil {
		err = os.Rename(temp, at(w.out, Manifest))
	}
	if err != nil {
		_ = os.Remove(temp)
	}
	return w.fail(at(w.out, Manifest), err)
}
