package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"atlas/generator/chart"
	"atlas/generator/check"
	"atlas/generator/diag"
	"atlas/generator/page"
	"atlas/generator/parallel"
	"atlas/generator/publish"
)

// Plan is what a build would publish.
type Plan struct {
	Files    []publish.File
	Problems diag.List // what was found; where it forbids the build there are no files
	Pictures Pictures  // for sharing, of a release
	key      string
	fresh    bool // it was made now and is not in the cache yet
	ready    func() error
}

// record is a plan as it is kept: what the same input gave last time.
type record struct {
	Paths    []string
	Hashes   []publish.Hash
	Problems diag.List
	None     diag.Text // why there are no pictures for sharing
}

// Check reads and makes everything, keeps nothing, and returns every problem, also
// those that only a release has.
func (s *Site) Check(release bool) diag.List {
	snap, problems := s.Read(nil, false)
	if snap != nil {
		if release {
			problems.Add(check.Unpinned(snap.env.Atlas)...)
		}
		problems.Add(snap.Inspect()...)
		paths := slices.Sorted(slices.Values(snap.Paths()))
		if err := publish.Fits(paths); err != nil {
			problems.Add(ProblemOf("", err))
		}
		problems.Sort()
	}
	return problems
}

// errUnlisted says that a file is listed and cannot be found, which is a mistake of
// the program.
var errUnlisted = errors.New("the file is listed and cannot be found")

// ErrForbidden says that problems which turned up while files were made forbid to
// publish them.
var ErrForbidden = errors.New("problems forbid to publish the site")

// Stream reads the site, or remembers what the very same input gave the last
// time: then nothing is read but the files' bytes. Files are made when publish
// asks for them, and only where the output does not hold them any more; what is
// wrong with them is among the problems when Ready has been called.
func (s *Site) Stream(release bool) *Plan {
	key, err := s.fingerprint(release)
	if err == nil {
		if data, ok := s.cache.Get(key); ok {
			var r record
			if gob.NewDecoder(bytes.NewReader(data)).Decode(&r) == nil {
				s.fsys.keep(nil) // nothing of it will be read, as a rule
				return s.remembered(key, r, release)
			}
		}
	}
	snap, problems := s.Read(nil, release)
	s.fsys.keep(nil)
	p := &Plan{Problems: problems, key: key, fresh: err == nil}
	if snap == nil {
		p.Pictures = s.painted()
		return p
	}
	files := inTurn(snap.files())
	p.Files = make([]publish.File, len(files))
	hashes := make([]publish.Hash, len(files))
	made := counter(s.report, files)
	i := snap.inspect()
	for k, f := range files {
		p.Files[k] = publish.File{Path: f.Path, Make: func() ([]byte, error) {
			data, err := i.make(f, makeFile)
			if err != nil {
				return nil, nil // it is among the problems, and Ready forbids to publish
			}
			hashes[k] = publish.Sum(data)
			made(f.Path)
			return data, nil
		}}
	}
	p.ready = func() error {
		for k := range files {
			p.Files[k].Hash = hashes[k]
		}
		p.Problems.Add(i.end()...)
		p.Problems.Sort()
		p.Pictures = s.painted()
		if p.Problems.Forbids(release) {
			return ErrForbidden
		}
		return nil
	}
	return p
}

// inTurn orders files so that those of the folders at the top take turns: several
// processors that write into the same folder wait for each other.
func inTurn(files []page.File) []page.File {
	var folders []string
	in := map[string][]page.File{}
	for _, f := range files {
		top, _, _ := strings.Cut(f.Path, "/")
		if in[top] == nil {
			folders = append(folders, top)
		}
		in[top] = append(in[top], f)
	}
	out := make([]page.File, 0, len(files))
	for len(out) < len(files) {
		for _, top := range folders {
			if list := in[top]; len(list) > 0 {
				out, in[top] = append(out, list[0]), list[1:]
			}
		}
	}
	return out
}

// Ready is to be called when every file has been made: it adds what was wrong
// with them to the problems. The error is ErrForbidden where that forbids to
// publish them.
func (p *Plan) Ready() error {
	if p.ready == nil {
		return nil
	}
	return p.ready()
}

// Plan is Stream with every file made and kept.
func (s *Site) Plan(release bool) Plan {
	p := s.Stream(release)
	if p.ready == nil {
		return *p
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for k := range p.Files {
		g.Go(func() error {
			f := &p.Files[k]
			data, err := f.Make()
			f.Data, f.Make = data, nil
			return err
		})
	}
	_ = g.Wait() // what cannot be made is among the problems
	if p.ready() != nil {
		p.Files = nil
	}
	return *p
}

// remembered is the plan of the last build of the same input.
func (s *Site) remembered(key string, r record, release bool) *Plan {
	read := sync.OnceValues(func() (*Snapshot, diag.List) { return s.Read(nil, release) })
	p := &Plan{Problems: r.Problems, Pictures: Pictures{None: r.None}, key: key}
	for i, path := range r.Paths {
		p.Files = append(p.Files, publish.File{Path: path, Hash: r.Hashes[i], Make: func() ([]byte, error) {
			snap, problems := read()
			if snap == nil {
				return nil, problems[0]
			}
			return snap.Get(path)
		}})
	}
	return p
}

// Done keeps a plan that was published, for the next build of the same input.
func (s *Site) Done(p *Plan) {
	if p.fresh {
		r := record{Problems: p.Problems, None: p.Pictures.None}
		for _, f := range p.Files {
			r.Paths = append(r.Paths, f.Path)
			r.Hashes = append(r.Hashes, f.Hash)
		}
		var out bytes.Buffer
		if gob.NewEncoder(&out).Encode(r) == nil {
			s.cache.Put(p.key, out.Bytes())
		}
	}
	if s.cache != nil {
		_, _ = s.cache.Sweep(cacheSize)
	}
}

// cacheSize is what the cache may take on the disk.
const cacheSize = 256 << 20

// fingerprint is a key of everything that a build depends on: every file of the
// site's folders, ECharts, and this program itself. The files that it read are
// kept for the Read that follows, which so reads the very bytes of the key.
func (s *Site) fingerprint(release bool) (string, error) {
	h := sha256.New()
	if release {
		h.Write([]byte("release\n"))
		s.hashPictures(h)
	}
	var g errgroup.Group
	program := sha256.New() // is hashed beside the site
	g.Go(func() error { return s.hashProgram(program) })
	var paths []string
	for _, dir := range Folders {
		err := fs.WalkDir(s.fsys, dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				if path == dir {
					return nil // a folder that is not there is part of the input too
				}
				return err
			}
			if !d.IsDir() {
				paths = append(paths, path)
			}
			return nil
		})
		if err != nil {
			_ = g.Wait()
			return "", err
		}
	}
	sums := make([][sha256.Size]byte, len(paths))
	files := make([]readAhead, len(paths))
	g.Go(func() error {
		return parallel.Try(context.Background(), 0, len(paths), func(i int) error {
			var err error
			files[i], sums[i], err = s.fsys.sum(paths[i])
			return err
		})
	})
	if err := g.Wait(); err != nil {
		return "", err
	}
	h.Write(program.Sum(nil))
	ahead := make(map[string]readAhead, len(paths))
	for i, path := range paths {
		h.Write([]byte(path + "\x00"))
		h.Write(sums[i][:])
		if files[i].info != nil {
			ahead[path] = files[i]
		}
	}
	s.fsys.keep(ahead)
	return "plan/" + hex.EncodeToString(h.Sum(nil)), nil
}

// hashProgram hashes this program and the ECharts it would draw with.
func (s *Site) hashProgram(h io.Writer) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(exe)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if s.modules.Dir == "" {
		return nil // what there is comes with the program
	}
	if script, err := chart.ReadScript(s.modules.FS); err == nil {
		_, err = h.Write(script)
		return err
	}
	return nil
}
