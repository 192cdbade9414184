package publish

import (
	"bytes"
	"encoding/gob"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// What is not ours is linked into the staging folder before the exchange, so that
// nothing of it is missing for a moment; folders that hold nothing of ours get
// copies of themselves there. After the exchange those folders themselves are given
// back their places, with owner, mode and whoever has them open. What others wrote,
// replaced or deleted in either tree meanwhile is then told by the numbers that the
// file system gives to files, and carried over, before anything is deleted.

// linked is the record of that, kept beside the output folder until the old tree is
// gone, so that the run after a killed one can finish.
type linked struct {
	Staging string            // the name of the staging folder, which holds the old tree after the exchange
	Folder  uint64            // the number of the output folder before it
	Units   []string          // folders to be given back their places
	Numbers map[string]uint64 // path → number, of all that is not ours
	Settled bool              // what was deleted by others has been deleted
}

// foreignUnits are the largest folders, and the single files, that are not ours.
func (t *tree) foreignUnits(p *plan) []string {
	mixed := map[string]bool{".": true}
	ours := func(name string) {
		for d := path.Dir(name); !mixed[d]; d = path.Dir(d) {
			mixed[d] = true
		}
	}
	for name := range t.ours {
		ours(name)
	}
	for name := range p.state {
		ours(name)
	}
	units := slices.Clone(t.dots)
	for name := range t.files {
		if _, wanted := p.state[name]; !wanted && !t.isOurs(name) && mixed[path.Dir(name)] {
			units = append(units, name)
		}
	}
	for name := range t.folders {
		if _, wanted := p.state[name]; !wanted && !mixed[name] && mixed[path.Dir(name)] {
			units = append(units, name)
		}
	}
	slices.Sort(units)
	return units
}

// linkForeign gives everything that is not ours a second name in the staging folder.
func (w *writer) linkForeign(units []string) (*linked, error) {
	l := &linked{Staging: filepath.Base(w.staging), Folder: numberOf(w.out), Numbers: map[string]uint64{}}
	for _, unit := range units {
		err := filepath.WalkDir(at(w.out, unit), func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // gone since the folder was read
			}
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(w.out, name)
			if err != nil {
				return err
			}
			slash := filepath.ToSlash(rel)
			to := filepath.Join(w.staging, rel)
			if !d.IsDir() {
				if err := os.Link(name, to); err != nil {
					if errors.Is(err, fs.ErrNotExist) {
						return nil
					}
					return err
				}
				// The number of what was linked, whatever stands at its first name now.
				l.Numbers[slash] = numberOf(to)
				return nil
			}
			if slash == unit {
				l.Units = append(l.Units, unit)
			}
			l.Numbers[slash] = numberOf(name)
			if err := os.Mkdir(to, 0o700); err != nil {
				return err
			}
			a, err := attributesOf(name)
			if err != nil {
				return err
			}
			return a.give(to)
		})
		if err != nil {
			return nil, errForeign
		}
	}
	return l, nil
}

// recordName is the file of the record beside the output folder.
func (w *writer) recordName() string { return w.side("foreign") }

func (w *writer) keepRecord(l *linked) error {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(l)
	temp := w.recordName() + ".new"
	if err == nil {
		err = os.WriteFile(temp, b.Bytes(), 0o600)
	}
	if err == nil {
		err = os.Rename(temp, w.recordName())
	}
	if err != nil {
		_ = os.Remove(temp)
	}
	return err
}

func (w *writer) dropRecord() { _ = os.Remove(w.recordName()) }

// finishKilled does what is left of an exchange after which the program was killed.
// It returns the name of the old tree if that could not be deleted.
func (w *writer) finishKilled() (left string) {
	_ = os.Remove(w.recordName() + ".new")
	data, err := os.ReadFile(w.recordName())
	if err != nil {
		return ""
	}
	var l linked
	if gob.NewDecoder(bytes.NewReader(data)).Decode(&l) != nil || filepath.Base(l.Staging) != l.Staging {
		w.dropRecord()
		return ""
	}
	staging := filepath.Join(w.beside, l.Staging)
	if n := numberOf(staging); n == 0 || n != l.Folder {
		w.dropRecord() // the exchange never came, or all was done
		return ""
	}
	w.staging = staging
	w.settle(&l)
	return l.Staging
}

// settle carries over what others did in the old tree, which the staging folder
// holds now, gives foreign folders back their places, and deletes the old tree. What
// cannot be carried over stays there, for the next run to try again.
func (w *writer) settle(l *linked) {
	old, err := readTree(w.staging)
	if err != nil {
		w.staging = ""
		return
	}
	for _, unit := range l.Units {
		here, there := at(w.out, unit), at(w.staging, unit)
		if n := l.Numbers[unit]; numberOf(there) == n && numberOf(here) != n && numberOf(here) != 0 {
			_ = swap(there, here)
		}
	}
	_ = w.opt.hook.at("given back", w.out)
	if !l.Settled {
		w.followDeletions(l)
		l.Settled = true
		_ = w.keepRecord(l)
	}
	for range 3 { // until nothing more came while it was done
		if w.drain(".", old, l) {
			w.dropRecord()
			break
		}
	}
	w.staging = ""
}

// followDeletions deletes what others deleted in the tree that was not to stay.
func (w *writer) followDeletions(l *linked) {
	names := make([]string, 0, len(l.Numbers))
	for name := range l.Numbers {
		names = append(names, name)
	}
	slices.Sort(names)
	slices.Reverse(names) // what is in a folder before the folder
	for _, name := range names {
		if numberOf(at(w.staging, name)) == 0 && numberOf(at(w.out, name)) == l.Numbers[name] {
			_ = os.Remove(at(w.out, name)) // a folder only if it is empty
		}
	}
}

// drain deletes a folder of the old tree: what is ours, and what has another name in
// the new one. What is neither is carried over. It reports whether nothing is left.
func (w *writer) drain(dir string, old *tree, l *linked) bool {
	entries, err := os.ReadDir(at(w.staging, dir))
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		from := at(w.staging, name)
		_, known := l.Numbers[name]
		_, folder := old.folders[name]
		switch {
		case e.IsDir():
			if !known && numberOf(at(w.out, name)) == 0 && !(folder && old.holdsOurs(name)) {
				if w.makeFolders(path.Dir(name)) == nil && os.Rename(from, at(w.out, name)) == nil {
					continue
				}
			}
			w.drain(name, old, l)
		case name == Manifest:
			// It says what is ours: it goes last, for a run after a killed one.
		case old.isOurs(name) || known && numberOf(from) == l.Numbers[name]:
			_ = os.Remove(from)
		default:
			w.carryOver(name, l.Numbers[name])
		}
	}
	if rest, err := os.ReadDir(at(w.staging, dir)); dir == "." && err == nil && len(rest) == 1 && rest[0].Name() == Manifest {
		_ = os.Remove(at(w.staging, Manifest))
	}
	return os.Remove(at(w.staging, dir)) == nil
}

// carryOver moves a file from the old tree to the new. Before is the number of the
// file that was linked under its name; 0 if none was. Where both were replaced, the
// later one stays, as it would have without us. A file of ours that has taken the
// place meanwhile stays, and the other gets a name beside it.
func (w *writer) carryOver(name string, before uint64) {
	from, to := at(w.staging, name), at(w.out, name)
	if w.makeFolders(path.Dir(name)) != nil {
		return
	}
	for range 3 {
		err := os.Link(from, to) // unlike a renaming it replaces nothing
		if err == nil {
			_ = os.Remove(from)
			return
		}
		if !errors.Is(err, fs.ErrExist) {
			_ = os.Rename(from, to)
			return
		}
		here, err1 := os.Lstat(to)
		there, err2 := os.Lstat(from)
		switch {
		case err1 != nil || err2 != nil:
			continue
		case before == 0 || here.IsDir():
			to += kept
			continue
		case numberOf(to) == before || there.ModTime().After(here.ModTime()):
			_ = os.Rename(from, to)
		default:
			_ = os.Remove(from)
		}
		return
	}
}

// kept ends the names of foreign files whose place was taken while they were written.
const kept = ".kept"

// holdsOurs reports whether something below a folder is ours.
func (t *tree) holdsOurs(folder string) bool {
	for p := range t.ours {
		if below(p, folder) {
			return true
		}
	}
	return false
}
