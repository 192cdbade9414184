package browser

import (
	"bytes"
	"compress/gzip"
	"net/url"
	"path"
	"strings"
	"testing"
)

// zipped is how long files are together, compressed.
func zipped(t *testing.T, files ...[]byte) int {
	t.Helper()
	n := 0
	for _, data := range files {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, _ = w.Write(data)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		n += out.Len()
	}
	return n
}

// What a browser really fetches for the first view of a page, at once and by its
// scripts, is as light as promised: 60 kB for a page of text, 100 kB for others.
// The print book, chapters side by side and whole tables are apart.
func TestFirstViewIsLight(t *testing.T) {
	w := built(t)
	from := w.below(t)
	b := open(t)
	base, err := url.Parse(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{360, 1280} {
		b.size(width, 800)
		for _, p := range w.pages() {
			_, rest, _ := strings.Cut(p, "/")
			limit := 100_000
			switch dir, file := path.Split(rest); {
			case file == "print.html", dir == "parallel/", dir == "data/" && file != "index.html":
				continue
			case dir == "plan/", rest == "about.html", rest == "notes.html", dir == "handbook/":
				limit = 60_000
			}
			b.takeAsked()
			b.visit(from, p)
			b.until("document.readyState === 'complete'")
			// What scripts ask for when all is there, they ask for before the page is idle.
			eval[bool](b, "new Promise(r => requestIdleCallback(() => requestIdleCallback(() => r(true))))")
			var files [][]byte
			var names []string
			seen := map[string]bool{}
			for _, a := range b.takeAsked() {
				u, err := url.Parse(a)
				if err != nil || u.Host != base.Host || seen[u.Path] {
					continue
				}
				seen[u.Path] = true
				name := strings.TrimPrefix(u.Path, base.Path)
				names = append(names, name)
				files = append(files, w.files[name])
			}
			if !seen[base.Path+p] {
				t.Fatalf("%s was not asked for: %q", p, names)
			}
			if n := zipped(t, files...); n > limit {
				t.Errorf("%s, %d px wide: %d bytes over %d, for %q", p, width, n, limit, names)
			}
		}
	}
}
