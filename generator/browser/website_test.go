package browser

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"atlas/generator/diag"
	"atlas/generator/host"
	"atlas/generator/serve"
	"atlas/generator/site"
)

// website is the site's output, in memory and on disk.
type website struct {
	files map[string][]byte
	dir   string
}

var build = sync.OnceValues(func() (*website, error) {
	s, err := site.Open(root, false)
	if err != nil {
		return nil, err
	}
	p := s.Plan(false)
	if p.Problems.Count(diag.Error) > 0 {
		return nil, fmt.Errorf("%v", p.Problems)
	}
	w := &website{files: map[string][]byte{}, dir: filepath.Join(scratch, "a folder")}
	for _, f := range p.Files {
		data := f.Data
		if data == nil && f.Make != nil {
			if data, err = f.Make(); err != nil {
				return nil, err
			}
		}
		w.files[f.Path] = data
		name := filepath.Join(w.dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return nil, err
		}
	}
	return w, nil
})

func built(t testing.TB) *website {
	t.Helper()
	needed(t)
	w, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Get and its companions make the website something that the preview can serve.
func (w *website) Get(p string) ([]byte, string, error) {
	if d, ok := w.files[p]; ok {
		return d, "", nil
	}
	return nil, "", fs.ErrNotExist
}
func (w *website) Paths() (now, before []string) { return slices.Sorted(maps.Keys(w.files)), nil }
func (w *website) Origins(string) []serve.Origin { return nil }
func (w *website) Link(diag.Place) string        { return "" }
func (w *website) Problems() diag.List           { return nil }
func (w *website) Stale() bool                   { return false }
func (w *website) Generation() uint64            { return 1 }

// kind is the type of a page: its layout, which the class of its body names, and
// where it stands; bare pages differ by what they show.
func (w *website) kind(p string) string {
	dir, file := path.Split(p)
	_, dir, _ = strings.Cut(dir, "/")
	layout := ""
	if m := bodyClass.FindSubmatch(w.files[p]); m != nil {
		layout = string(m[1])
	}
	switch {
	case dir == "embed/" && bytes.Contains(w.files[p], []byte("sheet-map")):
		return "embed map"
	case dir == "embed/":
		return "embed chart"
	case dir == "" || file == "index.html":
		return dir + file + " " + layout
	}
	return dir + " " + layout
}

var bodyClass = regexp.MustCompile(`<body class="k-([^" ]*)`)

// kinds are the types of pages, each with the largest and the smallest page of the
// type: their paths within a language's folder.
func (w *website) kinds() map[string][2]string {
	out := map[string][2]string{}
	for _, p := range slices.Sorted(maps.Keys(w.files)) {
		rest, ok := strings.CutPrefix(p, "zh/")
		if !ok || !strings.HasSuffix(p, ".html") {
			continue
		}
		kind, size := w.kind(p), len(w.files[p])
		of, known := out[kind]
		if !known || size > len(w.files["zh/"+of[0]]) {
			of[0] = rest
		}
		if !known || size < len(w.files["zh/"+of[1]]) {
			of[1] = rest
		}
		out[kind] = of
	}
	return out
}

// pages are the largest pages of every type, in every language, and those that
// are in no language.
func (w *website) pages() []string {
	out := []string{"index.html", "404.html"}
	kinds := w.kinds()
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		out = append(out, "zh/"+kinds[k][0], "en/"+kinds[k][0])
	}
	return out
}

// extremes are pages, and the smallest of every type beside the largest: what is
// missing on a page may break it, as what is too much.
func (w *website) extremes() []string {
	out := w.pages()
	kinds := w.kinds()
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		if kinds[k][0] != kinds[k][1] {
			out = append(out, "zh/"+kinds[k][1], "en/"+kinds[k][1])
		}
	}
	return out
}

// fromDisk is the address of a page as a file.
func (w *website) fromDisk(p string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(w.dir, p))}
	return u.String()
}

// preview serves the website as "atlas serve" does, with the promised content
// security policy.
func (w *website) preview(t *testing.T) string {
	t.Helper()
	s, err := serve.New(w, serve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); srv.Close() })
	return srv.URL + "/"
}

// below serves the website below some path, from the barest of servers.
func (w *website) below(t *testing.T) string {
	t.Helper()
	srv := httptest.NewServer(host.Bare(os.DirFS(w.dir), "/some/path/"))
	t.Cleanup(srv.Close)
	return srv.URL + "/some/path/"
}
