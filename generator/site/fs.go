package site

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"atlas/generator/ondisk"
	"atlas/templates"
)

// overlay is the site's folder with the engine's own templates under it: a file
// of the site stands before the engine's of the same name.
type overlay struct {
	site fs.FS

	mu    sync.Mutex
	ahead map[string]readAhead // files that were read already; see Site.fingerprint
}

// kept is a file that was read already, if it is kept.
func (o *overlay) kept(name string) (readAhead, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f, ok := o.ahead[name]
	return f, ok
}

// keep keeps these files and no others.
func (o *overlay) keep(ahead map[string]readAhead) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ahead = ahead
}

// Drop keeps a file no longer.
func (o *overlay) Drop(name string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.ahead, name)
}

// readAhead is a file as it was at one moment.
type readAhead struct {
	data []byte
	info fs.FileInfo
}

// keepAhead is the largest file, in bytes, that is kept from the fingerprint until
// the site is read.
const keepAhead = 1 << 20

const templatesDir = "templates"

func inTemplates(name string) (string, bool) {
	if name == templatesDir {
		return ".", true
	}
	return strings.CutPrefix(name, templatesDir+"/")
}

// Open opens a file of the site or, below templates, of the engine.
func (o *overlay) Open(name string) (fs.File, error) {
	f, err := o.site.Open(name)
	if there, ok := o.spelled(name, err); ok {
		f, err = o.site.Open(there)
	}
	if errors.Is(err, fs.ErrNotExist) {
		if own, ok := inTemplates(name); ok {
			return templates.FS.Open(own)
		}
	}
	return f, err
}

// ReadFile reads a file of the site or of the engine.
func (o *overlay) ReadFile(name string) ([]byte, error) {
	if f, ok := o.kept(name); ok {
		return f.data, nil
	}
	f, err := o.read(name)
	return f.data, err
}

// Stat describes a file of the site or of the engine.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if f, ok := o.kept(name); ok {
		return f.info, nil
	}
	info, err := fs.Stat(o.site, name)
	if there, ok := o.spelled(name, err); ok {
		info, err = fs.Stat(o.site, there)
	}
	if errors.Is(err, fs.ErrNotExist) {
		if own, ok := inTemplates(name); ok {
			return fs.Stat(templates.FS, own)
		}
	}
	return info, err
}

// composed is an entry of a folder under the name that texts have: é as one
// character (NFC), also where a system has stored it as two, as a Mac may.
type composed struct{ fs.DirEntry }

func (c composed) Name() string { return norm.NFC.String(c.DirEntry.Name()) }

// spelled finds a file that is not there by its name, byte for byte, under the same
// name spelled in other characters: é as one or as two.
func (o *overlay) spelled(name string, err error) (string, bool) {
	if !errors.Is(err, fs.ErrNotExist) || strings.IndexFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return "", false
	}
	at := "."
	for part := range strings.SplitSeq(name, "/") {
		entries, err := fs.ReadDir(o.site, at)
		if err != nil {
			return "", false
		}
		i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return e.Name() == part })
		if i < 0 {
			i = slices.IndexFunc(entries, func(e fs.DirEntry) bool { return norm.NFC.String(e.Name()) == norm.NFC.String(part) })
		}
		if i < 0 {
			return "", false
		}
		at = path.Join(at, entries[i].Name())
	}
	return at, at != name
}

// read reads a file together with its size and time.
func (o *overlay) read(name string) (readAhead, error) {
	f, err := o.Open(name)
	if err != nil {
		return readAhead{}, err
	}
	defer f.Close()
	data, info, err := ondisk.ReadAll(f, ondisk.MaxSize)
	if err != nil {
		return readAhead{}, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return readAhead{data, info}, nil
}

// sum hashes a file. One that is small enough to be kept comes with it.
func (o *overlay) sum(name string) (ahead readAhead, sum [sha256.Size]byte, err error) {
	f, err := o.Open(name)
	if err != nil {
		return readAhead{}, sum, err
	}
	defer f.Close()
	data, info, err := ondisk.ReadAll(f, keepAhead)
	switch {
	case err == nil:
		return readAhead{data, info}, sha256.Sum256(data), nil
	case info == nil || info.Size() <= keepAhead:
		return readAhead{}, sum, err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	h.Sum(sum[:0])
	return readAhead{}, sum, err
}

// ReadDir lists a folder; below templates, both the site's and the engine's. What
// editors and office programs leave in it is not listed.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.site, name)
	if there, ok := o.spelled(name, err); ok {
		entries, err = fs.ReadDir(o.site, there)
	}
	for i, e := range entries {
		if !norm.NFC.IsNormalString(e.Name()) {
			entries[i] = composed{e}
		}
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return ondisk.Temporary(e.Name()) })
	own, ok := inTemplates(name)
	if !ok {
		return entries, err
	}
	more, ownErr := fs.ReadDir(templates.FS, own)
	if err != nil && ownErr != nil {
		return nil, err
	}
	for _, e := range more {
		if !slices.ContainsFunc(entries, func(x fs.DirEntry) bool { return x.Name() == e.Name() }) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// Glob finds files by a pattern within one folder.
func (o *overlay) Glob(pattern string) ([]string, error) {
	entries, err := o.ReadDir(path.Dir(pattern))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		ok, err := path.Match(path.Base(pattern), e.Name())
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, path.Join(path.Dir(pattern), e.Name()))
		}
	}
	return out, nil
}
