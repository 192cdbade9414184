// Package publish writes a finished website into its output folder so that
// nobody ever sees half of it.
//
// The new site is staged in a folder beside the output folder: what changed is
// written there, what did not change is hard-linked from the old site. Then the
// two folders change places in one step (renameat2 with RENAME_EXCHANGE on
// Linux, renamex_np with RENAME_SWAP on macOS). A process killed at any moment
// leaves the old site or the new one. Where the system has no such step, the
// staged files are moved into place one by one: first what pages need, then the
// pages, then the entry pages; deletions come last.
//
// Which files of the output folder are ours stands in a manifest inside it
// (Manifest, in the format of sha256sum). Only they are ever changed or
// deleted. What else lies there, and files at the top whose name begins with a
// dot, stay.
//
// Sizes and times of the files as they were written are kept beside the output
// folder, so that an unchanged site is recognised without reading it. That
// record may be deleted at any time.
package publish

import (
	"cmp"
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"time"

	"atlas/generator/diag"
)

// Manifest is the name of the file at the top of an output folder that lists
// what the atlas wrote there, in the format that `sha256sum -c` reads.
const Manifest = ".atlas-files"

// Hash is the SHA-256 checksum of a file's bytes; the zero Hash means unknown.
type Hash [sha256.Size]byte

// Sum is the Hash of the bytes.
func Sum(data []byte) Hash { return sha256.Sum256(data) }

// File is one file of the site that is to stand in the output folder.
type File struct {
	// Path is slash-separated and relative to the output folder. It must be
	// usable on every file system; see Write.
	Path string
	// Data are the bytes, unless Make is set.
	Data []byte
	// Make returns the bytes when they are needed. With Hash set it is not
	// called for a file that stands in the output folder already. Several
	// Makes may run at the same time; they are called in the order in which the
	// files are given, and no more bytes are held than of those that run.
	Make func() ([]byte, error)
	// Hash is the SHA-256 of the bytes where the caller knows it.
	Hash Hash
}

// bytes returns the file's content.
func (f *File) bytes() ([]byte, error) {
	if f.Make != nil {
		return f.Make()
	}
	return f.Data, nil
}

// Options say how to write. The zero Options are the usual way.
type Options struct {
	// State is the file that keeps sizes and times of what was written; by
	// default .NAME.state beside the output folder NAME.
	State string
	// Wait is how long to wait for another build that writes into the same
	// folder: DefaultWait if zero, not at all if negative.
	Wait time.Duration
	// Waiting, if set, is told once that there is such a build.
	Waiting func(diag.Text)
	// InPlace moves files one by one even where folders could be exchanged: for
	// a server that holds the output folder itself (a bind mount, a container, its
	// working directory), and would see an empty one after an exchange. Where it is
	// seen that somebody does, this is done unasked.
	InPlace bool
	// Sync flushes the site to the disk before it is published, so that it
	// outlives a power failure as well. It can take seconds.
	Sync bool
	// Ready, if set, is called when every file is made and lies ready, and
	// before anything of it is published. If it returns an error, nothing is,
	// and the error comes back as it is.
	Ready func() error

	hook hook
}

// DefaultWait is how long Write waits for another build.
const DefaultWait = time.Minute

// A hook is told each step before it is taken and may make it fail; for tests.
type hook func(step, path string) error

func (h hook) at(step, path string) error {
	if h == nil {
		return nil
	}
	return h(step, path)
}

// Mode is how the output folder came to hold the site.
type Mode int

// The modes.
const (
	Untouched Mode = iota // it held the site already
	Exchanged             // by one exchange of folders
	InPlace               // file by file
)

// String is the mode in English.
func (m Mode) String() string {
	return [...]string{Untouched: "untouched", Exchanged: "exchanged", InPlace: "in place"}[m]
}

// Report says what Write did. Paths are slash-separated, relative to the output
// folder and sorted.
type Report struct {
	Mode      Mode
	Written   []string // new or changed, or damaged since they were written
	Removed   []string // ours, and no longer part of the site
	Foreign   []string // not ours; kept. Top-level names that begin with a dot are left out
	Unchanged int
	// Why is said where files were moved one by one though that was not asked for,
	// and readers may have seen some before others; else it is empty.
	Why diag.Text
}

// Write makes the folder out hold exactly the files, beside what is not ours,
// and reports what it did. On an error the folder is as it was before; only a
// failure in the midst of moving files in place (see the package comment) can
// leave some of the new files, and the next Write completes them.
//
// Paths must be relative, clean and valid on every file system: no characters
// that Windows refuses, no names that it reserves, no two that differ only in
// case, no top-level name that begins with a dot. Out is created where it does
// not exist; a link is followed once, to the folder it names. Files get mode
// 0644 and folders 0755; what they replace passes on its owner, group, mode and
// extended attributes, a new one has the owner of its folder. Where the owner of
// folders cannot be kept, files are moved in place.
//
// Errors are of type *Error and hold a diag.Problem, except for the context's
// own and those of a Make or of Ready, which come back as they are. Rules: publish-path,
// publish-folder, publish-manifest, publish-home, publish-link, publish-collision, publish-lock, publish-space,
// publish-size, publish-permission, publish-write.
func Write(ctx context.Context, out string, files []File, opt Options) (Report, error) {
	wanted := slices.Clone(files)
	slices.SortFunc(wanted, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	order := inOrderGiven(files, wanted)
	if err := Fits(pathsOf(wanted)); err != nil {
		return Report{}, err
	}
	w, err := open(ctx, out, opt)
	if err != nil {
		return Report{}, err
	}
	defer w.close()
	return w.write(wanted, order)
}

// inOrderGiven are the indexes of the sorted files in the order in which they
// were given.
func inOrderGiven(given, sorted []File) []int {
	order := make([]int, len(given))
	for i := range given {
		order[i], _ = slices.BinarySearchFunc(sorted, given[i].Path, func(f File, p string) int { return cmp.Compare(f.Path, p) })
	}
	return order
}

// write does the work of Write under the lock.
func (w *writer) write(wanted []File, order []int) (Report, error) {
	old, err := readTree(w.out)
	if err != nil {
		return Report{}, w.fail(w.out, err)
	}
	for _, name := range old.leftovers {
		_ = os.Remove(at(w.out, name))
	}
	if err := old.refusal(w, wanted); err != nil {
		return Report{}, err
	}
	if err := old.obstacles(w.name, wanted); err != nil {
		return Report{}, err
	}
	w.state = readState(w.statePath)
	p, err := w.stageChanged(old, wanted, order)
	if err != nil {
		return Report{}, err
	}
	if w.opt.Ready != nil {
		if err := w.opt.Ready(); err != nil {
			return Report{}, err
		}
	}
	rep := Report{
		Written:   p.written,
		Removed:   p.removed,
		Foreign:   old.foreign(wanted),
		Unchanged: len(wanted) - len(p.written),
	}
	switch {
	case !p.changes() && old.manifest != nil && string(old.manifest) == string(p.manifest):
		w.keepState(p, false)
		return rep, nil
	case !p.changes():
		// Only the manifest is missing or stale: one file, one step.
		rep.Mode = InPlace
		if err := w.putManifest(p.manifest); err != nil {
			return Report{}, err
		}
		w.keepState(p, false)
		return rep, nil
	}
	rep.Mode, err = w.publish(old, p)
	if err != nil {
		return Report{}, err
	}
	if rep.Mode == InPlace && !w.opt.InPlace && !w.why.IsZero() {
		rep.Why = diag.Tf("%[1]s 没有整个换成新的，而是逐个文件更新：%[2]s。这期间读者可能先看到一部分；用 --in-place 表示本来就要这样",
			"%[1]s was brought up to date file by file and did not change all at once, because %[3]s. Readers may have seen a part of it before the rest; --in-place says that this is wanted",
			w.name, w.why.ZH, w.why.EN)
	}
	return rep, nil
}

// publish brings a staged plan into the output folder: by exchange if that is
// possible, else in place.
func (w *writer) publish(old *tree, p *plan) (Mode, error) {
	if w.canExchange() && !old.missing {
		w.why = heldBy(w.out)
	}
	if w.canExchange() && w.why.IsZero() {
		done, err := w.exchange(old, p)
		if err != nil {
			return 0, err
		}
		if done {
			return Exchanged, nil
		}
	}
	return InPlace, w.inPlace(old, p)
}

// at is the path of a file of the site inside a folder.
func at(folder, slashPath string) string {
	return filepath.Join(folder, filepath.FromSlash(slashPath))
}
