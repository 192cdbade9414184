package serve

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"atlas/generator/diag"

	"github.com/google/go-cmp/cmp"
)

// fake is a site in memory.
type fake struct {
	mu         sync.Mutex
	pages      map[string]string
	problems   diag.List
	stale      bool
	generation uint64
	before     []string
	origins    map[string][]Origin
}

func (f *fake) Get(path string) ([]byte, string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	body, ok := f.pages[path]
	switch {
	case !ok:
		return nil, "", fs.ErrNotExist
	case body == cannot:
		return nil, "", errors.New("no such field")
	}
	return []byte(body), "", nil
}

// cannot is a page that cannot be made.
const cannot = "cannot be made"

func (f *fake) Paths() (now, before []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Sorted(maps.Keys(f.pages)), f.before
}

func (f *fake) Origins(path string) []Origin {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.origins[path]
}

// Link opens only what lies in content.
func (f *fake) Link(at diag.Place) string {
	if !strings.HasPrefix(at.File, "content/") {
		return ""
	}
	return fmt.Sprintf("edit://site/%s:%d:%d", at.File, at.Line, at.Col)
}

func (f *fake) Stale() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.stale
}

func (f *fake) Problems() diag.List {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.problems
}

func (f *fake) Generation() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.generation
}

func (f *fake) set(problems diag.List, generation uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.problems, f.generation, f.stale = problems, generation, problems.Forbids(false)
}

func small() *fake {
	return &fake{generation: 7, pages: map[string]string{
		"index.html":        "<!DOCTYPE html><html><body><p>front</p></body></html>",
		"zh/index.html":     "<html lang=zh><BODY>家</BODY></html>",
		"zh/maps/a.html":    "<p>no body end",
		"404.html":          "<html><body>gone</body></html>",
		"style.css":         "p{}",
		"data/geo/l.json":   "{}",
		"zh/plan/ch 1.html": "<body></body>",
	}}
}

func newServer(t testing.TB, site Site, opt Options) *Server {
	t.Helper()
	s, err := New(site, opt)
	if err != nil {
		t.Fatal(err)
	}
	s.boot = "B"
	t.Cleanup(s.Close)
	return s
}

func get(s http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost/", nil)
	path, query, _ := strings.Cut(target, "?")
	r.URL.Path, r.URL.RawQuery = path, query
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestPages(t *testing.T) {
	s := newServer(t, small(), Options{})
	tag := func(up string, more ...string) string {
		return `<script src="` + up + `__atlas/preview.js" data-boot="B" data-generation="7"` + strings.Join(more, "") + `></script>`
	}
	for _, c := range []struct {
		path        string
		status      int
		contentType string
		body        string
	}{
		{"/", 200, "text/html; charset=utf-8", "<!DOCTYPE html><html><body><p>front</p>" + tag("") + "</body></html>"},
		{"/index.html", 200, "text/html; charset=utf-8", "<!DOCTYPE html><html><body><p>front</p>" + tag("") + "</body></html>"},
		{"/zh/", 200, "text/html; charset=utf-8", "<html lang=zh><BODY>家" + tag("../") + "</BODY></html>"},
		{"/zh/maps/a.html", 200, "text/html; charset=utf-8", "<p>no body end" + tag("../../")},
		{"/zh/plan/ch 1.html", 200, "text/html; charset=utf-8", "<body>" + tag("../../") + "</body>"},
		{"/style.css", 200, "text/css; charset=utf-8", "p{}"},
		{"/data/geo/l.json", 200, "application/json; charset=utf-8", "{}"},
		{"/no/such.html", 404, "text/html; charset=utf-8", "<html><body>gone" + tag("../", ` data-missing="true"`) + "</body></html>"},
		{"/zh/maps/", 404, "text/html; charset=utf-8", "<html><body>gone" + tag("../../", ` data-missing="true"`) + "</body></html>"},
		{"/__atlas/none", 404, "text/plain; charset=utf-8", "the preview has no such file\n"},
	} {
		w := get(s, "GET", c.path)
		if w.Code != c.status || w.Header().Get("Content-Type") != c.contentType {
			t.Errorf("%s: %d %s", c.path, w.Code, w.Header().Get("Content-Type"))
		}
		if d := cmp.Diff(c.body, w.Body.String()); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.path, d)
		}
		if w.Header().Get("Content-Security-Policy") != Policy {
			t.Errorf("%s: no policy", c.path)
		}
		if h := get(s, "HEAD", c.path); h.Body.Len() != 0 || h.Code != c.status {
			t.Errorf("HEAD %s: %d, %d bytes", c.path, h.Code, h.Body.Len())
		}
	}
}

func TestFolderWithoutSlash(t *testing.T) {
	s := newServer(t, small(), Options{})
	w := get(s, "GET", "/zh?q=1")
	if w.Code != http.StatusFound || w.Header().Get("Location") != "./zh/?q=1" {
		t.Errorf("got %d, %s", w.Code, w.Header().Get("Location"))
	}
}

func TestRefused(t *testing.T) {
	s := newServer(t, small(), Options{})
	for _, p := range []string{"", "x", "//", "//evil.example/", "/..", "/../etc/passwd", "/zh/../index.html", "/zh/..", "/zh/./a", "/zh//a",
		`/zh\..\x`, "/a\x00", "/a\nb", "/__atlas/../index.html"} {
		if w := get(s, "GET", p); w.Code != http.StatusBadRequest {
			t.Errorf("%q: got %d", p, w.Code)
		}
	}
	w := get(s, "POST", "/")
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: got %d", w.Code)
	}
}

// Over the wire as well, where dots come encoded.
func TestRefusedOverTheWire(t *testing.T) {
	srv := httptest.NewServer(newServer(t, small(), Options{}))
	defer srv.Close()
	for path, status := range map[string]string{
		"/%2e%2e/etc/passwd": "400", "/zh/%2E%2E/index.html": "400", "/..%2findex.html": "400", "/zh%5cindex.html": "400",
		"/%00": "400", "/zh%2findex.html": "200", "/": "200",
	} {
		conn, err := net.Dial("tcp", srv.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path)
		line, _ := bufio.NewReader(conn).ReadString('\n')
		conn.Close()
		if f := strings.Fields(line); len(f) < 2 || f[1] != status {
			t.Errorf("%s: got %q, want %s", path, line, status)
		}
	}
}

func TestHosts(t *testing.T) {
	names := []string{"Plan.Example.", "10.0.0.5", "fd00::1"}
	for _, c := range []struct {
		host    string
		names   []string
		allowed bool
	}{
		{"localhost:8080", nil, true}, {"127.0.0.1:9", nil, true}, {"[::1]:80", nil, true}, {"LOCALHOST", nil, true}, {"atlas.localhost:1", nil, true},
		{"evil.example", nil, false}, {"localhost.evil.example:80", nil, false}, {"192.168.1.5:8080", nil, false}, {"0.0.0.0:80", nil, false},
		{"evil.example", names, false}, {"plan.example", names, true}, {"PLAN.example.:8080", names, true}, {"10.0.0.5:8080", names, true},
		{"[fd00::1]:8080", names, true}, {"plan.example.evil.example", names, false}, {"xplan.example", names, false}, {"localhost:1", names, true},
	} {
		srv := httptest.NewServer(newServer(t, small(), Options{Hosts: c.names}))
		for path, good := range map[string]int{"/": 200, "/__atlas/preview.js": 200, "/__atlas/problems": 200} {
			r, _ := http.NewRequest("GET", srv.URL+path, nil)
			r.Host = c.host
			res, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(res.Body)
			res.Body.Close()
			want := good
			if !c.allowed {
				want = http.StatusForbidden
			}
			if res.StatusCode != want || strings.Contains(string(body), refusal) == c.allowed {
				t.Errorf("%s%s: got %d %s", c.host, path, res.StatusCode, body)
			}
		}
		srv.Close()
	}
	// On a connection to another address, localhost is no better a name than any.
	far := newServer(t, small(), Options{Hosts: names})
	for host, want := range map[string]int{"localhost:8080": 403, "127.0.0.1": 403, "192.168.1.5:8080": 403, "plan.example:8080": 200, "10.0.0.5": 200} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		local := &net.TCPAddr{IP: net.IPv4(192, 168, 1, 5), Port: 8080}
		w := httptest.NewRecorder()
		far.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, local)))
		if w.Code != want {
			t.Errorf("%s from afar: %d, want %d", host, w.Code, want)
		}
	}
	for addr, want := range map[string]bool{"127.0.0.1:8080": true, "localhost:1": true, "[::1]:8080": true, ":8080": false,
		"0.0.0.0:80": false, "[::]:80": false, "10.0.0.1:1": false, "127.8.9.1": true} {
		if Loopback(addr) != want {
			t.Errorf("%s: want loopback %v", addr, want)
		}
	}
}

func TestEntityTag(t *testing.T) {
	site := small()
	s := newServer(t, site, Options{})
	for _, p := range []string{"/", "/style.css", "/__atlas/preview.js"} {
		tag := get(s, "GET", p).Header().Get("ETag")
		if tag == "" {
			t.Fatalf("%s: no entity tag", p)
		}
		w := get(s, "GET", p, "If-None-Match", `"x", `+tag)
		if w.Code != http.StatusNotModified || w.Body.Len() != 0 {
			t.Errorf("%s: got %d with %d bytes", p, w.Code, w.Body.Len())
		}
	}
	tag := get(s, "GET", "/style.css").Header().Get("ETag")
	site.pages["style.css"] = "p{color:red}"
	if w := get(s, "GET", "/style.css", "If-None-Match", tag); w.Code != 200 || w.Body.String() != "p{color:red}" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

// Before there is any site, the page shows at least the problems.
func TestNothingBuiltYet(t *testing.T) {
	s := newServer(t, &fake{}, Options{})
	w := get(s, "GET", "/zh/index.html", "Accept-Language", "fr, zh-CN;q=0.9, en;q=0.5")
	want := "<!DOCTYPE html>\n<html lang=\"zh\">\n<head><meta charset=\"utf-8\"><title>内容有错误，还没有网页可看。改正以后，这里就会显示。</title></head>\n" +
		"<body><p>内容有错误，还没有网页可看。改正以后，这里就会显示。</p>" +
		`<script src="../__atlas/preview.js" data-boot="B" data-generation="0"></script>` + "</body>\n</html>\n"
	if d := cmp.Diff(want, w.Body.String()); w.Code != http.StatusServiceUnavailable || d != "" {
		t.Errorf("%d (-want +got):\n%s", w.Code, d)
	}
	if w := get(s, "GET", "/"); !strings.Contains(w.Body.String(), `<html lang="en">`) {
		t.Errorf("got %s", w.Body)
	}
	if w := get(newServer(t, &fake{generation: 1}, Options{}), "GET", "/"); w.Code != 404 || !strings.Contains(w.Body.String(), "There is no such page.") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestInject(t *testing.T) {
	for page, want := range map[string]string{
		"":                                 "!",
		"a</body>b":                        "a!</body>b",
		"<pre>&lt;/body></pre></BODY >":    "<pre>&lt;/body></pre>!</BODY >",
		"x</body><!-- --></body></html>":   "x</body><!-- -->!</body></html>",
		"<p></p></":                        "<p></p></!",
		"</bod":                            "</bod!",
		strings.Repeat("</p>", 3) + "</b>": "</p></p></p></b>!",
	} {
		original := []byte(page)
		if got := string(inject(original, "!")); got != want || string(original) != page {
			t.Errorf("%s: got %s", page, got)
		}
	}
}

func TestContentTypes(t *testing.T) {
	for name, want := range map[string]string{
		"a.html": "text/html; charset=utf-8", "A.SVG": "image/svg+xml; charset=utf-8", "l.geojson": "application/geo+json; charset=utf-8",
		"t.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "t.csv": "text/csv; charset=utf-8",
		"s.webmanifest": "application/manifest+json; charset=utf-8", "x": "application/octet-stream", "zh/feed.xml": "application/xml; charset=utf-8",
	} {
		if got := ContentType(name); got != want {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

// Cancelling ends the streams, lets go of the port and is no error.
func TestServeEndsWithContext(t *testing.T) {
	s := newServer(t, small(), Options{})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	l := listen(t, "http://"+ln.Addr().String())
	l.next()
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it goes on")
	}
	if _, err := io.ReadAll(l.r); err != nil && err != io.ErrUnexpectedEOF {
		t.Errorf("the stream was broken off: %v", err)
	}
	s.Notify(nil) // after the end: nothing happens
	if again, err := net.Listen("tcp", ln.Addr().String()); err != nil {
		t.Error(err)
	} else {
		again.Close()
	}
}

func TestOwnFiles(t *testing.T) {
	s := newServer(t, small(), Options{})
	js := get(s, "GET", "/__atlas/preview.js")
	if js.Code != 200 || js.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("got %d %s", js.Code, js.Header().Get("Content-Type"))
	}
	for _, w := range []string{"interface ", "import ", "innerHTML", "eval(", "document.write"} {
		if strings.Contains(js.Body.String(), w) {
			t.Errorf("the script contains %q", w)
		}
	}
	if css := get(s, "GET", "/__atlas/preview.css"); css.Code != 200 || css.Header().Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("got %d", css.Code)
	}
}

func FuzzRequestPath(f *testing.F) {
	for _, p := range []string{"/", "/zh/", "/../x", "/zh", "/%2e%2e/", "/__atlas/events/../x"} {
		f.Add(p)
	}
	s, err := New(guard{small(), f}, Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, p string) {
		if p == PreviewPath+"events" {
			return // has no end
		}
		w := get(s, "GET", p)
		if to := w.Header().Get("Location"); to != "" && !strings.HasPrefix(to, "./") {
			t.Errorf("%q leads to %q", p, to)
		}
	})
}

// guard fails when a path is asked for that does not lie in the output.
type guard struct {
	*fake
	f *testing.F
}

func (g guard) Get(path string) ([]byte, string, error) {
	if path == "" || strings.HasPrefix(path, "/") || strings.Contains("/"+path+"/", "/../") || strings.ContainsAny(path, "\\\x00") {
		panic("asked for " + path)
	}
	return g.fake.Get(path)
}

func BenchmarkPage(b *testing.B) {
	site := small()
	site.pages["big.html"] = strings.Repeat("<p>一段文字。</p>\n", 4000) + "</body></html>"
	s := newServer(b, site, Options{})
	for b.Loop() {
		if w := get(s, "GET", "/big.html"); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}
