package site_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"atlas/generator/diag"
	"atlas/generator/site"
)

// output is the whole website of this repository's plan: made from nothing, but
// with -short of the drawings that were kept.
var output = sync.OnceValues(func() (map[string][]byte, error) { return website(root, !testing.Short()) })

// website is the whole website of the site in a folder.
func website(dir string, nothing bool) (map[string][]byte, error) {
	s, err := site.Open(dir, nothing)
	if err != nil {
		return nil, err
	}
	p := s.Plan(false)
	if p.Problems.Count(diag.Error) > 0 {
		return nil, fmt.Errorf("%v", p.Problems)
	}
	files := map[string][]byte{}
	for _, f := range p.Files {
		files[f.Path] = f.Data
	}
	return files, nil
}

func built(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := output()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// page is a parsed page: its ids and where each attribute and element stands.
type page struct {
	ids      map[string]int
	elements []html.Node
	text     []string // of text nodes and of the attributes that readers meet
}

var parsed = sync.OnceValues(func() (map[string]*page, error) {
	files, err := output()
	if err != nil {
		return nil, err
	}
	pages := map[string]*page{}
	for name, data := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		root, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		pages[name] = parse(root)
	}
	return pages, nil
})

func parse(root *html.Node) *page {
	p := &page{ids: map[string]int{}}
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			p.text = append(p.text, n.Data)
		case html.ElementNode:
			p.elements = append(p.elements, *n)
			for _, a := range n.Attr {
				switch a.Key {
				case "id":
					p.ids[a.Val]++
				case "aria-label", "title", "alt", "content", "placeholder":
					p.text = append(p.text, a.Val)
				}
			}
		}
	}
	return p
}

func pagesOf(t *testing.T) map[string]*page {
	t.Helper()
	p, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// each runs a check of every page, in order, and stops after some failures: one
// mistake in a layout shows on hundreds of pages.
func each(t *testing.T, check func(name string, p *page) []string) {
	t.Helper()
	pages := pagesOf(t)
	failures := 0
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		for _, f := range check(name, pages[name]) {
			t.Errorf("%s: %s", name, f)
			if failures++; failures == 20 {
				t.Fatal("and more")
			}
		}
	}
}

// Under the promised content security policy nothing inline runs or colours, and
// nothing is fetched from another host.
func TestNothingInlineNothingForeign(t *testing.T) {
	each(t, func(_ string, p *page) (out []string) { return unsafe(p) })
	for name, data := range built(t) {
		switch path.Ext(name) {
		case ".css":
			if m := regexp.MustCompile(`(?i)@import|url\(["']?(https?:)?//|expression\(`).Find(data); m != nil {
				t.Errorf("%s: %s", name, m)
			}
		case ".js":
			if m := regexp.MustCompile(`\beval\(|new Function\(|document\.write`).Find(data); m != nil {
				t.Errorf("%s: %s", name, m)
			}
		case ".svg":
			if m := regexp.MustCompile(`(?i)<script|\son[a-z]+=|(href|src)=["'](https?:)?//`).Find(data); m != nil {
				t.Errorf("%s: %s", name, m)
			}
		}
	}
}

// unsafe lists what the policy would forbid.
func unsafe(p *page) (out []string) {
	for i := range p.elements {
		n := &p.elements[i]
		if n.Data == "style" {
			out = append(out, "a style element")
		}
		if n.Data == "script" {
			kind, _ := attr(n, "type")
			if _, src := attr(n, "src"); !src && !strings.HasSuffix(kind, "json") {
				out = append(out, "an inline script")
			}
		}
		if n.Data == "base" || n.Data == "form" || n.Data == "object" || n.Data == "embed" {
			if n.Data != "form" || slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "action" }) {
				out = append(out, "the element "+n.Data)
			}
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case a.Key == "style":
				out = append(out, fmt.Sprintf("style=%q", a.Val))
			case strings.HasPrefix(a.Key, "on"):
				out = append(out, fmt.Sprintf("%s=%q", a.Key, a.Val))
			case strings.HasPrefix(value, "javascript:"), strings.HasPrefix(value, "vbscript:"):
				out = append(out, fmt.Sprintf("%s=%q", a.Key, a.Val))
			case loads(n, a.Key) && (strings.Contains(value, "//") || strings.HasPrefix(value, "data:") && !picture(n)):
				out = append(out, fmt.Sprintf("%s fetches %s", n.Data, a.Val))
			}
		}
	}
	return out
}

// picture reports whether the element fetches a picture, which may be in line.
func picture(n *html.Node) bool {
	rel, _ := attr(n, "rel")
	return n.Data == "img" || n.Data == "image" || rel == "icon"
}

// loads reports whether a browser fetches what the attribute names.
func loads(n *html.Node, key string) bool {
	switch key {
	case "src", "srcset", "poster", "data":
		return true
	case "href":
		rel, _ := attr(n, "rel")
		return n.Data == "link" && rel != "canonical" && rel != "alternate" && rel != "license" || n.Data == "use" || n.Data == "image"
	}
	return false
}

// The check of the policy must be able to fail.
func TestUnsafeIsSeen(t *testing.T) {
	for _, bad := range []string{
		`<p style="color:red">`, `<style>p{}</style>`, `<script>1</script>`, `<p onclick="x()">`,
		`<img src="https://example.org/x.png">`, `<img src="//example.org/x.png">`, `<script src="http://example.org/x.js"></script>`,
		`<link rel="stylesheet" href="https://example.org/x.css">`, `<a href=" JavaScript:x()">`, `<form action="x"></form>`,
		`<base href="/">`, `<link rel="stylesheet" href="data:text/css,p{}">`, `<svg><image href="https://example.org/x.png"></image></svg>`, `<iframe src="https://example.org"></iframe>`,
	} {
		if n, err := html.Parse(strings.NewReader(bad)); err != nil || len(unsafe(parse(n))) != 1 {
			t.Errorf("%s: %v, %v", bad, unsafe(parse(n)), err)
		}
	}
	for _, good := range []string{`<a href="https://example.org">x</a>`, `<script src="a.js"></script>`, `<img src="data:image/png;base64,xx">`, `<link rel="icon" href="data:,">`, `<link rel="canonical" href="https://example.org">`} {
		if n, err := html.Parse(strings.NewReader(good)); err != nil || len(unsafe(parse(n))) != 0 {
			t.Errorf("%s: %v, %v", good, unsafe(parse(n)), err)
		}
	}
}

var missingString = regexp.MustCompile(`\[[a-z]+(?:\.[a-z0-9-]+)+\]|ZgotmplZ|%!|<no value>`)

// Every page says what it is: its language, a title and a description of its own,
// one heading of the first level; no id stands twice and no text of the interface
// is missing.
func TestEveryPageIsWhole(t *testing.T) {
	titles := map[string]string{}
	each(t, func(name string, p *page) (out []string) {
		count := map[string]int{}
		var lang, title, description string
		for i := range p.elements {
			n := &p.elements[i]
			count[n.Data]++
			switch n.Data {
			case "html":
				lang, _ = attr(n, "lang")
			case "title":
				if n.Parent != nil && n.Parent.Data == "head" && n.FirstChild != nil {
					title = n.FirstChild.Data
				}
			case "meta":
				if k, _ := attr(n, "name"); k == "description" {
					description, _ = attr(n, "content")
				}
			}
		}
		folder, _, inLanguage := strings.Cut(name, "/")
		if inLanguage && strings.SplitN(lang, "-", 2)[0] != folder {
			out = append(out, fmt.Sprintf("lang=%q", lang))
		}
		if lang == "" {
			out = append(out, "no lang")
		}
		if title == "" {
			out = append(out, "no title")
		} else if alone := inLanguage && !strings.Contains(name, "/data/") && !strings.HasSuffix(name, "/print.html"); alone {
			// A table may be called like the page that shows it to readers, and the
			// book like the plan.
			if other := titles[title]; other != "" {
				out = append(out, "the title "+title+" is also that of "+other)
			}
			titles[title] = name
		}
		embedded := strings.Contains(name, "/embed/")
		if description == "" && name != "404.html" && !embedded {
			out = append(out, "no description")
		}
		if count["h1"] != 1 && !embedded {
			out = append(out, fmt.Sprintf("%d h1", count["h1"]))
		}
		for _, id := range slices.Sorted(maps.Keys(p.ids)) {
			if p.ids[id] > 1 || id == "" {
				out = append(out, fmt.Sprintf("the id %q stands %d times", id, p.ids[id]))
			}
		}
		for _, s := range p.text {
			if m := missingString.FindString(s); m != "" {
				out = append(out, "a text is missing: "+m)
			}
		}
		return out
	})
}

// Every link within the site names a file that is there, and the id in it.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	files, pages := built(t), pagesOf(t)
	each(t, func(name string, p *page) (out []string) {
		for i := range p.elements {
			n := &p.elements[i]
			for _, a := range n.Attr {
				if a.Key != "href" && a.Key != "src" {
					continue
				}
				u, err := url.Parse(a.Val)
				if err != nil {
					out = append(out, err.Error())
					continue
				}
				if u.Scheme != "" {
					continue
				}
				if strings.HasPrefix(u.Path, "/") {
					out = append(out, "not relative: "+a.Val)
					continue
				}
				target := name
				if u.Path != "" {
					target = path.Join(path.Dir(name), u.Path)
				}
				if files[target] == nil {
					out = append(out, "there is no "+a.Val)
				} else if q := pages[target]; q != nil && u.Fragment != "" && q.ids[u.Fragment] == 0 && !strings.HasPrefix(u.Fragment, ":~:") {
					out = append(out, "nothing has the id of "+a.Val)
				}
			}
		}
		return slices.Compact(out)
	})
}

// Every page is there in both languages.
func TestEveryPageInBothLanguages(t *testing.T) {
	files := built(t)
	for name := range files {
		for _, pair := range [][2]string{{"zh/", "en/"}, {"en/", "zh/"}} {
			if rest, ok := strings.CutPrefix(name, pair[0]); ok && files[pair[1]+rest] == nil {
				t.Errorf("%s has no page in the other language", name)
			}
		}
	}
}

// The addresses that people link to and cite.
func TestAddresses(t *testing.T) {
	files, pages := built(t), pagesOf(t)
	want := []string{"index.html", "404.html", "robots.txt", "data/plan.json", "data/datapackage.json"}
	for _, lang := range []string{"zh/", "en/"} {
		for _, p := range []string{"index.html", "plan/index.html", "plan/print.html", "maps/index.html", "maps/scope.html", "places/index.html",
			"places/xian.html", "places/hancheng.html", "data/index.html", "notes.html", "glossary.html", "about.html"} {
			want = append(want, lang+p)
		}
		for n := range 10 {
			want = append(want, fmt.Sprintf("%splan/ch%d.html", lang, n), fmt.Sprintf("%sparallel/ch%d.html", lang, n))
		}
	}
	for _, table := range []string{"places", "values", "targets", "projects", "concepts", "observations", "contradictions", "glossary", "emendations"} {
		want = append(want, "data/"+table+".csv", "data/"+table+".json", "zh/data/"+table+".html", "en/data/"+table+".html")
	}
	for _, p := range want {
		if len(files[p]) == 0 {
			t.Errorf("there is no %s", p)
		}
	}
	// Each block has its id on its chapter's page, in both languages, and stands in
	// plan.json, in order.
	var doc struct {
		Blocks []struct {
			ID, Type, ZH, EN string
			Page             int
		}
	}
	if err := json.Unmarshal(files["data/plan.json"], &doc); err != nil {
		t.Fatal(err)
	}
	a := plan(t)
	if len(doc.Blocks) != a.BlockCount() {
		t.Fatalf("plan.json has %d blocks, the plan %d", len(doc.Blocks), a.BlockCount())
	}
	for i, b := range slices.Collect(a.Blocks()) {
		if d := doc.Blocks[i]; d.ID != b.ID || d.Type != b.Kind.String() || d.ZH != b.Versions[0].Text || d.EN == "" {
			t.Errorf("block %d of plan.json is %+v, not %s", i, d, b.ID)
		}
		for _, lang := range []string{"zh", "en"} {
			if p := pages[lang+"/plan/"+b.Chapter.ID+".html"]; p == nil || p.ids[b.ID] != 1 {
				t.Errorf("%s is not on its page in %s", b.ID, lang)
			}
		}
	}
}
