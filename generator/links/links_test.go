package links

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFaults(t *testing.T) {
	files := map[string]string{
		"index.html": `<p id="a"><a href="zh/plan/ch1.html#p1">x</a><a href="zh/plan/ch1.html#p9">x</a><a href="http://elsewhere.org/x">x</a><a href="mailto:a@b">`,
		"zh/plan/ch1.html": `<p id="p1"></p><p id='p2'><a href="../../data/x.csv">x</a><a href="ch2.html">x</a><a href="#p2">x</a><a href="#p3">x</a>` +
			`<a href="../..">x</a><a href="/zh/plan/ch1.html">x</a><a href=../../index.html?q=1#a>x</a><p id="p2"><!-- <a href="no.html"> --><script>"<a href='no.html'>"</script>` +
			`<use xlink:href="#a&amp;b"/><g id="a&amp;b" clip-path="url(#clip)" data-x="url(#p1)"/><a href="../plan/ch1.html#p1"><a href="%63h1.html#p1">` +
			`<label for="none"><button popovertarget=p1><a href="https://site.example/a/zh/plan/ch1.html#p7"><a href="https://site.example/a/"><a href="">` +
			`<img srcset="a.png 1x, ../../data/x.csv 2x">`,
		"data/x.csv": `<a href="nowhere">`,
	}
	var paths []string
	for p := range files {
		paths = append(paths, p)
	}
	c := New(paths, "https://site.example/a/")
	for p, s := range files {
		c.Scan(p, []byte(s))
	}
	want := []Fault{
		{"index.html", NoID, "zh/plan/ch1.html#p9", "a"},
		{"zh/plan/ch1.html", NoFile, "a.png 1x, ../../data/x.csv 2x", "a&b"},
		{"zh/plan/ch1.html", NoFile, "ch2.html", "p1"},
		{"zh/plan/ch1.html", NoID, "#p3", "p1"},
		{"zh/plan/ch1.html", NoID, "https://site.example/a/zh/plan/ch1.html#p7", "a&b"},
		{"zh/plan/ch1.html", NoID, "none", "a&b"},
		{"zh/plan/ch1.html", NoID, "url(#clip)", "a&b"},
		{"zh/plan/ch1.html", Twice, "p2", "p2"},
		{"zh/plan/ch1.html", Rooted, "/zh/plan/ch1.html", "p1"},
		{"zh/plan/ch1.html", NoTarget, "../..", "p1"},
	}
	got := c.Faults(func(p string) []byte { return []byte(files[p]) })
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{`<a href="x#y">`, `<a href=`, `<a href="`, `<!--`, `<script>`, `<p id=p id="p">`, `<a =b href='%zz'>`, `<a href="../../../">`, `<a href=x&amp`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := New([]string{"a/x.html", "y.html"}, "")
		c.Scan("a/x.html", []byte(s))
		c.Scan("y.html", []byte(s))
		for _, b := range c.Faults(func(string) []byte { return []byte(s) }) {
			if b.Page == "" {
				t.Error("a fault without a page")
			}
		}
	})
}

// BenchmarkScan scans the pages of a built site, if there is one.
func BenchmarkScan(b *testing.B) {
	var paths []string
	data := map[string][]byte{}
	total := 0
	_ = filepath.WalkDir("../../public", func(p string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".html") {
			if page, err := os.ReadFile(p); err == nil {
				paths = append(paths, p)
				data[p] = page
				total += len(page)
			}
		}
		return nil
	})
	if total == 0 {
		b.Skip("no site was built")
	}
	b.SetBytes(int64(total))
	for b.Loop() {
		c := New(paths, "")
		for _, p := range paths {
			c.Scan(p, data[p])
		}
		c.Faults(func(p string) []byte { return data[p] })
	}
}

// A link to what runs a script is a fault of the page, whoever wrote it.
func TestRefused(t *testing.T) {
	c := New([]string{"a.html"}, "")
	page := []byte(`<p id="x"><a href="javascript:alert(7)">a</a><a href="https://b.cn">b</a><img src="data:image/png;base64,AA"><a href="mailto:a@b.cn">c</a></p>`)
	c.Scan("a.html", page)
	got := c.Faults(func(string) []byte { return page })
	if len(got) != 1 || got[0].Kind != Refused || got[0].Href != "javascript:alert(7)" {
		t.Error(got)
	}
}
