package site

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io/fs"
	"path"
	"sync"
)

// asked is a file system that remembers what it was asked and what it answered, so
// that who made something of the answers need not make it again while they are the
// same.
type asked struct {
	fsys fs.FS

	mu        sync.Mutex
	questions []question
}

// question is what was asked, and a hash of the answer.
type question struct {
	kind, name string
	answer     answerSum
}

type answerSum [sha256.Size]byte

func sumOf(write func(h hash.Hash), err error) (sum answerSum) {
	h := sha256.New()
	if err != nil {
		fmt.Fprintln(h, "error", err)
	} else {
		write(h)
	}
	h.Sum(sum[:0])
	return sum
}

func (a *asked) note(kind, name string, sum answerSum) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.questions = append(a.questions, question{kind, name, sum})
}

// ReadFile reads a file.
func (a *asked) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(a.fsys, name)
	a.note("file", name, sumOf(func(h hash.Hash) { h.Write(data) }, err))
	return data, err
}

// Glob finds files.
func (a *asked) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(a.fsys, pattern)
	a.note("glob", pattern, sumOf(func(h hash.Hash) { fmt.Fprintf(h, "%q", names) }, err))
	return names, err
}

// ReadDir lists a folder.
func (a *asked) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(a.fsys, name)
	a.note("folder", name, sumOf(func(h hash.Hash) {
		for _, e := range entries {
			fmt.Fprintf(h, "%q %v\n", e.Name(), e.Type())
		}
	}, err))
	return entries, err
}

// Stat describes a file by its size and what it is, which is all that may be
// made use of.
func (a *asked) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(a.fsys, name)
	a.note("stat", name, sumOf(func(h hash.Hash) { fmt.Fprintln(h, info.Size(), info.Mode().Type()) }, err))
	return info, err
}

// Open opens nothing: whoever reads in that way cannot be followed.
func (a *asked) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: path.Clean(name), Err: fs.ErrInvalid}
}

// same reports whether all answers are those of before.
func (a *asked) same() bool {
	again := &asked{fsys: a.fsys}
	for i, q := range a.questions {
		switch q.kind {
		case "file":
			_, _ = again.ReadFile(q.name)
		case "glob":
			_, _ = again.Glob(q.name)
		case "folder":
			_, _ = again.ReadDir(q.name)
		case "stat":
			_, _ = again.Stat(q.name)
		}
		if again.questions[i] != q {
			return false
		}
	}
	return true
}
