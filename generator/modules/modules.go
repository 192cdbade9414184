// Package modules finds the libraries that a site is made with: those that npm
// installed beside the site or the program, or else those that the program
// carries. A program carries them when it was built with the tag "carry" and
// modules.zip, which the command pack beside this package makes.
package modules

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"atlas/generator/chart"
	"atlas/generator/ondisk"
)

// LiveScript is, among the libraries that a program carries, the script that
// brings ECharts to the charts of a page, bundled for browsers.
const LiveScript = "live.js"

// Modules are the libraries.
type Modules struct {
	// Dir is the folder with node_modules; "" where there is none.
	Dir string
	// FS has the libraries by their paths, node_modules/…; empty where there are
	// none.
	FS fs.FS
}

// Found reports whether there are any.
func (m Modules) Found() bool { return m.FS != none{} }

// None is a folder with no libraries.
var None fs.FS = none{}

// none is a folder in which there is nothing.
type none struct{}

// Open opens no file.
func (none) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Find finds the libraries for a site: of the nearest folder, from that of the
// site upwards and then from the program's upwards, that has ECharts in
// node_modules; else those that the program carries.
func Find(site string) Modules {
	starts := []string{site}
	if exe, err := os.Executable(); err == nil {
		starts = append(starts, filepath.Dir(exe))
	}
	for _, start := range starts {
		for d := start; ; d = filepath.Dir(d) {
			if _, err := os.Stat(filepath.Join(d, filepath.FromSlash(chart.ScriptPath))); err == nil {
				return Modules{Dir: d, FS: ondisk.Dir(d)}
			}
			if d == filepath.Dir(d) {
				break
			}
		}
	}
	return Modules{FS: Carried()}
}

// Carried are the libraries within the program; it may carry none.
func Carried() fs.FS { return carriedOnce() }

var carriedOnce = sync.OnceValue(func() fs.FS {
	if len(archive) == 0 {
		return none{}
	}
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		panic("modules.zip is damaged: " + err.Error()) // the program was built with it
	}
	return r
})
