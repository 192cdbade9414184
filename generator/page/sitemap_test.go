package page

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// written are the files of a site map, by name.
func written(t *testing.T, m *sitemap) (files map[string]string, names []string) {
	t.Helper()
	files = map[string]string{}
	m.files(func(name string, make func() ([]byte, error)) {
		data, err := make()
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
		names = append(names, name)
	})
	return files, names
}

func TestSitemap(t *testing.T) {
	m := newSitemap("https://bay.example/a&b/", [][2]string{{"zh", "zh-CN"}, {"en", "en"}}, []string{"index.html", "plan/ch1.html"})
	files, _ := written(t, m)
	both := func(page string) string {
		return `<xhtml:link rel="alternate" hreflang="zh-CN" href="https://bay.example/a&amp;b/zh/` + page + `"/>` +
			`<xhtml:link rel="alternate" hreflang="en" href="https://bay.example/a&amp;b/en/` + page + `"/></url>` + "\n"
	}
	want := map[string]string{"sitemap.xml": `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n" +
		"<url><loc>https://bay.example/a&amp;b/zh/index.html</loc>" + both("index.html") +
		"<url><loc>https://bay.example/a&amp;b/en/index.html</loc>" + both("index.html") +
		"<url><loc>https://bay.example/a&amp;b/zh/plan/ch1.html</loc>" + both("plan/ch1.html") +
		"<url><loc>https://bay.example/a&amp;b/en/plan/ch1.html</loc>" + both("plan/ch1.html") +
		"</urlset>\n"}
	if d := cmp.Diff(want, files); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// More pages than one file may hold are laid out on several, none lost, none
// twice, and no file over what is allowed: by their number, and by their length.
func TestSitemapOfManyPages(t *testing.T) {
	for name, path := range map[string]string{"many": "p%d.html", "long": strings.Repeat("x/", 900) + "%d.html"} {
		t.Run(name, func(t *testing.T) {
			var pages []string
			for i := range 25_001 {
				pages = append(pages, fmt.Sprintf(path, i))
			}
			files, names := written(t, newSitemap("https://bay.example/", [][2]string{{"zh", "zh-CN"}, {"en", "en"}}, pages))
			seen, index := 0, files["sitemap.xml"]
			for i, n := range names[1:] {
				if want := fmt.Sprintf("sitemap-%d.xml", i+1); n != want || !strings.Contains(index, "<loc>https://bay.example/"+want+"</loc>") {
					t.Errorf("file %d is %s, and named: %.300s", i+1, n, index)
				}
				addresses := strings.Count(files[n], "<loc>")
				seen += addresses
				if addresses > sitemapAddresses || len(files[n]) > sitemapBytes {
					t.Errorf("%s has %d addresses, %d bytes", n, addresses, len(files[n]))
				}
			}
			if seen != 2*len(pages) || len(names) < 3 || strings.Count(index, "<sitemap>") != len(names)-1 {
				t.Errorf("%d addresses in %d files", seen, len(names))
			}
		})
	}
}

func BenchmarkSitemap(b *testing.B) {
	var pages []string
	for i := range 10_000 {
		pages = append(pages, fmt.Sprintf("plan/ch%d.html", i))
	}
	m := newSitemap("https://bay.example/", [][2]string{{"zh", "zh-CN"}, {"en", "en"}}, pages)
	for b.Loop() {
		if !bytes.HasSuffix(m.part(pages), []byte(sitemapFoot)) {
			b.Fatal("unfinished")
		}
	}
}
