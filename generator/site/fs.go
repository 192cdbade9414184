package site

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"atlas/templates"
)

// overlay is the site's folder with the engine's own templates under it: a file
// of the site stands before the engine's of the same name.
type overlay struct{ site fs.FS }

const templatesDir = "templates"

func inTemplates(name string) (string, bool) {
	if name == templatesDir {
		return ".", true
	}
	return strings.CutPrefix(name, templatesDir+"/")
}

// Open opens a file of the site or, below templates, of the engine.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.site.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		if own, ok := inTemplates(name); ok {
			return templates.FS.Open(own)
		}
	}
	return f, err
}

// ReadDir lists a folder; below templates, both the site's and the engine's.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.site, name)
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
func (o overlay) Glob(pattern string) ([]string, error) {
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
