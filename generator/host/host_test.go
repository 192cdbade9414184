package host

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"atlas/generator/diag"
	"atlas/generator/serve"
	"atlas/generator/site"
)

// root is the site whose website is put on the hosts: this repository's.
const root = "../.."

// website is a finished website, in memory and as a folder.
type website struct {
	files map[string][]byte
	dir   string
}

var scratch string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "atlas-host-")
	if err != nil {
		panic(err)
	}
	scratch = dir
	debug.SetGCPercent(400) // as the program does
	status := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(status)
}

// make makes the website of the site in a folder, and writes it into another.
func makeSite(from, into string) (*website, error) {
	s, err := site.Open(from, false)
	if err != nil {
		return nil, err
	}
	p := s.Plan(false)
	if p.Problems.Count(diag.Error) > 0 {
		return nil, fmt.Errorf("%v", p.Problems)
	}
	w := &website{files: map[string][]byte{}, dir: into}
	for _, f := range p.Files {
		w.files[f.Path] = f.Data
		if err := put(filepath.Join(into, filepath.FromSlash(f.Path)), f.Data); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// put writes a file, with the folders above it.
func put(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

var build = sync.OnceValues(func() (*website, error) { return makeSite(root, filepath.Join(scratch, "a folder")) })

func built(t *testing.T) *website {
	t.Helper()
	w, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// addresses are the addresses in a page that a browser or reader follows.
func addresses(page []byte) []string {
	var out []string
	z := html.NewTokenizer(strings.NewReader(string(page)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range z.Token().Attr {
				if a.Key == "href" || a.Key == "src" {
					out = append(out, a.Val)
				}
			}
		}
	}
}

// follow follows every link from the front door on, within where it begins, and
// says what is wrong. get fetches what an address names. It returns the paths that
// were reached, as the website has them.
func follow(base *url.URL, get func(*url.URL) ([]byte, error)) (reached map[string]bool, wrongs []string) {
	reached = map[string]bool{}
	from := map[string]string{}
	queue := []*url.URL{base.JoinPath("index.html")}
	for len(queue) > 0 {
		u := queue[0]
		queue = queue[1:]
		p, within := strings.CutPrefix(u.Path, base.Path)
		if !within {
			wrongs = append(wrongs, fmt.Sprintf("%s, linked from %s, lies outside the website", u, from[u.Path]))
			continue
		}
		if reached[p] {
			continue
		}
		reached[p] = true
		data, err := get(u)
		if err != nil {
			wrongs = append(wrongs, fmt.Sprintf("%s, linked from %s: %v", p, from[u.Path], err))
			continue
		}
		if !strings.HasSuffix(p, ".html") {
			continue
		}
		for _, l := range addresses(data) {
			to, err := u.Parse(l)
			if err != nil {
				wrongs = append(wrongs, fmt.Sprintf("%s links to %q: %v", p, l, err))
				continue
			}
			if to.Scheme != base.Scheme || to.Host != base.Host {
				continue
			}
			if from[to.Path] == "" {
				from[to.Path] = p
				queue = append(queue, to)
			}
		}
	}
	return reached, wrongs
}

// types are what a host must say of files by their endings, for a browser to take
// them as what they are. Others are downloads.
var types = map[string]string{".html": "text/html", ".css": "text/css", ".js": "javascript", ".svg": "image/svg+xml", ".png": "image/png"}

// fetch gets a file from a server.
func fetch(u *url.URL) ([]byte, error) {
	plain := *u
	plain.Fragment = ""
	answer, err := http.Get(plain.String())
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	switch kind := answer.Header.Get("Content-Type"); {
	case err != nil:
		return nil, err
	case answer.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%s", answer.Status)
	case answer.Request.URL.Path != u.Path:
		return nil, fmt.Errorf("led on to %s", answer.Request.URL.Path)
	case !strings.Contains(kind, types[path.Ext(u.Path)]):
		return nil, fmt.Errorf("of type %q", kind)
	case answer.Header.Get("Content-Security-Policy") != serve.Policy:
		return nil, fmt.Errorf("the policy is %q", answer.Header.Get("Content-Security-Policy"))
	}
	return data, nil
}

// The same website lies at a server's root, below a path, on a server that can do
// next to nothing, and on a disk: every link leads to a file that is there, and
// to every page leads a link.
func TestEveryLinkOnEveryHost(t *testing.T) {
	w := built(t)
	bare := func(t *testing.T) string {
		server := httptest.NewServer(Bare(os.DirFS(w.dir), "/a/b/"))
		t.Cleanup(server.Close)
		return server.URL + "/a/b/"
	}
	for _, h := range []struct {
		name string
		base func(t *testing.T) string
		get  func(*url.URL) ([]byte, error)
	}{
		{"nginx at the root", func(t *testing.T) string { return Nginx(t, root, w.dir, "/") }, fetch},
		{"nginx below a path", func(t *testing.T) string { return Nginx(t, root, w.dir, "/a/b/") }, fetch},
		{"a bare file server", bare, fetch},
		{"from disk", func(*testing.T) string {
			return (&url.URL{Scheme: "file", Path: filepath.ToSlash(w.dir) + "/"}).String()
		},
			func(u *url.URL) ([]byte, error) { return os.ReadFile(filepath.FromSlash(u.Path)) }},
	} {
		t.Run(h.name, func(t *testing.T) {
			base, err := url.Parse(h.base(t))
			if err != nil {
				t.Fatal(err)
			}
			reached, wrongs := follow(base, h.get)
			for _, wrong := range wrongs {
				t.Error(wrong)
			}
			// All but the page for addresses that do not exist, and those made for other
			// sites.
			for _, p := range slices.Sorted(maps.Keys(w.files)) {
				if strings.HasSuffix(p, ".html") && p != "404.html" && !strings.Contains(p, "/embed/") && !reached[p] {
					t.Errorf("no link leads to %s", p)
				}
			}
		})
	}
}

// What is wrong is found: else the test above would prove nothing.
func TestFollowFinds(t *testing.T) {
	pages := map[string]string{
		"/x/index.html": `<a href="a.html">a</a> <a href="/b.html">b</a> <a href="gone.html">c</a> <a href="https://elsewhere.example/">d</a>`,
		"/x/a.html":     `<img src="sub/p.svg"> <a href="index.html#there">e</a> <a href="%zz">f</a>`,
	}
	reached, wrongs := follow(&url.URL{Scheme: "file", Path: "/x/"}, func(u *url.URL) ([]byte, error) {
		if s, ok := pages[u.Path]; ok {
			return []byte(s), nil
		}
		return nil, os.ErrNotExist
	})
	want := []string{
		`file:///b.html, linked from index.html, lies outside the website`,
		`gone.html, linked from index.html: file does not exist`,
		`a.html links to "%zz": parse "%zz": invalid URL escape "%zz"`,
		`sub/p.svg, linked from a.html: file does not exist`,
	}
	slices.Sort(want)
	slices.Sort(wrongs)
	if !slices.Equal(want, wrongs) {
		t.Errorf("got  %q\nwant %q", wrongs, want)
	}
	if !reached["index.html"] || !reached["a.html"] || len(reached) != 4 {
		t.Errorf("reached %v", reached)
	}
}

// nginx with the handbook's lines answers an address that is not there with the
// page for it, compresses, and gives a folder its page. The handbook's lines are
// the same in every language, and so is the policy.
func TestNginxOfTheHandbook(t *testing.T) {
	w := built(t)
	base := Nginx(t, root, w.dir, "/")
	answer, err := http.Get(base + "en/no/such/page.html")
	if err != nil {
		t.Fatal(err)
	}
	data, _ := io.ReadAll(answer.Body)
	answer.Body.Close()
	if answer.StatusCode != http.StatusNotFound || string(data) != string(w.files["404.html"]) {
		t.Errorf("what is not there: %s, %d bytes, not the page of %d", answer.Status, len(data), len(w.files["404.html"]))
	}
	for p, want := range map[string]string{"": "index.html", "zh/plan/": "zh/plan/index.html", "en": "en/index.html"} {
		answer, err := http.Get(base + p)
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		// net/http asks for compressed answers and unpacks them.
		if string(data) != string(w.files[want]) || !answer.Uncompressed {
			t.Errorf("/%s is not %s, or not compressed", p, want)
		}
	}
}

func TestHandbookSaysTheSameInEveryLanguage(t *testing.T) {
	var lines []string
	for _, lang := range []string{"zh", "en"} {
		page, err := os.ReadFile(Handbook(root, lang))
		if err != nil {
			t.Fatal(err)
		}
		m := serverBlock.FindSubmatch(page)
		if m == nil {
			t.Fatalf("the handbook in %s has no lines for nginx", lang)
		}
		lines = append(lines, string(m[1]))
		if !strings.Contains(string(page), "\nContent-Security-Policy: "+serve.Policy+"\n") {
			t.Errorf("the handbook in %s gives another policy than the preview has", lang)
		}
	}
	if lines[0] != lines[1] {
		t.Errorf("the handbook gives nginx other lines in zh than in en:\n%s\n%s", lines[0], lines[1])
	}
}
