// Package host tests that the website works on any host: it serves one build
// below a path from the barest of file servers and follows every link.
package host

import (
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"atlas/generator/site"
)

const prefix = "/a/b/"

// policy is the strict policy that the site promises to work under.
const policy = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"

// build makes every file of this repository's site.
func build(t *testing.T) map[string][]byte {
	t.Helper()
	const root = "../.."
	if _, err := os.Stat(filepath.Join(root, "content/site.yaml")); err != nil {
		t.Skip("this is not the repository of the site")
	}
	s, err := site.Open(root, false)
	if err != nil {
		t.Fatal(err)
	}
	snap, problems := s.Read(nil, false)
	if snap == nil {
		t.Skipf("the site cannot be built: %v", problems[0])
	}
	files := map[string][]byte{}
	for _, p := range snap.Paths() {
		data, err := snap.Get(p)
		if err != nil {
			t.Fatal(err)
		}
		files[p] = data
	}
	return files
}

// bare serves files as they are: no ranges, no folders, no other spelling of an
// address, nothing compressed.
func bare(files map[string][]byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := strings.CutPrefix(r.URL.Path, prefix)
		data, found := files[p]
		if !ok || !found {
			http.Error(w, "no such file", http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(p)))
		w.Header().Set("Accept-Ranges", "none")
		w.Header().Set("Content-Security-Policy", policy)
		_, _ = w.Write(data)
	})
}

// links are the addresses in a page that a browser or reader follows.
func links(page []byte) []string {
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

func TestBelowAPath(t *testing.T) {
	files := build(t)
	server := httptest.NewServer(bare(files))
	defer server.Close()
	base, err := url.Parse(server.URL + prefix)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	queue := []*url.URL{base.JoinPath("index.html")}
	from := map[string]string{}
	for len(queue) > 0 {
		u := queue[0]
		queue = queue[1:]
		key := u.Path
		if seen[key] {
			continue
		}
		seen[key] = true
		rec := httptest.NewRecorder()
		server.Config.Handler.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, u.Path, nil))
		if rec.Code != http.StatusOK {
			t.Errorf("%s, linked from %s: %d", u.Path, from[key], rec.Code)
			continue
		}
		if !strings.HasSuffix(u.Path, ".html") {
			continue
		}
		for _, l := range links(rec.Body.Bytes()) {
			to, err := u.Parse(l)
			if err != nil {
				t.Errorf("%s links to %q: %v", u.Path, l, err)
				continue
			}
			if to.Host != base.Host {
				continue
			}
			if from[to.Path] == "" {
				from[to.Path] = u.Path
			}
			queue = append(queue, to)
		}
	}
	// Every page is reached by following links, but for the one that is shown for
	// addresses that do not exist, and those made for other sites.
	for p := range files {
		if strings.HasSuffix(p, ".html") && p != "404.html" && !strings.Contains(p, "/embed/") && !seen[prefix+p] {
			t.Errorf("no link leads to %s", p)
		}
	}
}
