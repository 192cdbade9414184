package site_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"path"
	"strings"
	"testing"
)

// The first view of a page, with all it fetches, is light: at most 60 kB zipped
// for a page of text, 100 kB for any other, and four times that on disk. The
// print book, chapters side by side and whole tables are apart.
func TestPagesAreLight(t *testing.T) {
	files := built(t)
	zipped := map[string]int{}
	zip := func(name string) int {
		n, ok := zipped[name]
		if !ok {
			var out bytes.Buffer
			w := gzip.NewWriter(&out)
			_, _ = w.Write(files[name])
			_ = w.Close()
			n = out.Len()
			zipped[name] = n
		}
		return n
	}
	heaviest := map[int]string{}
	each(t, func(name string, p *page) (out []string) {
		_, rest, _ := strings.Cut(name, "/")
		limit := 100_000
		switch dir, file := path.Split(rest); {
		case file == "print.html", dir == "parallel/", dir == "data/" && file != "index.html":
			return nil
		case dir == "plan/", rest == "about.html", rest == "notes.html", dir == "handbook/":
			limit = 60_000
		}
		fetched := map[string]bool{name: true}
		for i := range p.elements {
			n := &p.elements[i]
			if lazy, _ := attr(n, "loading"); lazy == "lazy" {
				continue
			}
			for _, a := range n.Attr {
				if loads(n, a.Key) && !strings.HasPrefix(a.Val, "data:") {
					address, _, _ := strings.Cut(a.Val, "#")
					fetched[path.Join(path.Dir(name), address)] = true
				}
			}
		}
		sum, plain := 0, 0
		for f := range fetched {
			sum += zip(f)
			plain += len(files[f])
		}
		if sum > limit || plain > 4*limit {
			out = append(out, fmt.Sprintf("%d kB zipped, %d kB on disk, over %d and %d", sum/1000, plain/1000, limit/1000, 4*limit/1000))
		}
		if old := heaviest[limit]; old == "" || sum > zipped["="+old] {
			heaviest[limit], zipped["="+name] = name, sum
		}
		return out
	})
	for limit, name := range heaviest {
		t.Logf("the heaviest page of at most %d kB is %s: %d kB", limit/1000, name, zipped["="+name]/1000)
	}
}
