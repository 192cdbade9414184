package command

import (
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
)

// bucket stands in for an object storage with static hosting: it knows keys and
// their types and no folders, one index document and one error document.
type bucket struct {
	folder fs.FS
	types  map[string]string // by the ends of names, as the handbook lists them
}

func (b bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key, status := strings.TrimPrefix(r.URL.Path, "/"), http.StatusOK
	if key == "" {
		key = "index.html"
	}
	data, err := fs.ReadFile(b.folder, key)
	if err != nil {
		key, status = "404.html", http.StatusNotFound
		data, _ = fs.ReadFile(b.folder, key)
	}
	w.Header().Set("Content-Type", b.types[path.Ext(key)])
	w.WriteHeader(status)
	_, _ = w.Write(data)
}

// get asks the storage for a file.
func (b bucket) get(u *url.URL) (*http.Response, string, error) {
	w := httptest.NewRecorder()
	b.ServeHTTP(w, httptest.NewRequest(http.MethodGet, u.String(), nil))
	r := w.Result()
	data, err := io.ReadAll(r.Body)
	return r, string(data), err
}

// knownToIIS are the ends of names that IIS sends without being told.
var knownToIIS = []string{".html", ".css", ".js", ".svg", ".png", ".json", ".csv", ".xlsx", ".xml", ".txt"}

// webConfig is what the handbook's file for IIS says.
type webConfig struct {
	Server struct {
		Default []struct {
			Value string `xml:"value,attr"`
		} `xml:"defaultDocument>files>add"`
		Errors []struct {
			Status string `xml:"statusCode,attr"`
			Path   string `xml:"path,attr"`
		} `xml:"httpErrors>error"`
		Removed []fileType `xml:"staticContent>remove"`
		Types   []fileType `xml:"staticContent>mimeMap"`
	} `xml:"system.webServer"`
}

type fileType struct {
	Ending string `xml:"fileExtension,attr"`
	Type   string `xml:"mimeType,attr"`
}

// types checks the list of types: it has every kind of file of the site, and the
// file for IIS those that IIS does not know. Then the folder is put into a storage
// that has nothing but this list, and every link is followed.
func (w *walk) types(folder, text string) {
	w.t.Helper()
	b := bucket{os.DirFS(folder), map[string]string{}}
	for line := range strings.Lines(text) {
		ending, kind, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || b.types[ending] != "" {
			w.failf("what is %q?", line)
		}
		b.types[ending] = strings.TrimSpace(kind)
	}
	pages := 0
	err := fs.WalkDir(b.folder, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(p, ".") && p != "web.config" {
			if b.types[path.Ext(p)] == "" {
				return errors.New(p + " has no type")
			}
			if path.Ext(p) == ".html" {
				pages++
			}
		}
		return err
	})
	if err != nil {
		w.failf("%v", err)
	}
	w.iis(folder, b.types)

	address := regexp.MustCompile(`(?:href|src)="([^"#?]+)`)
	base := &url.URL{Scheme: "https", Host: "bucket.example", Path: "/"}
	queue, seen := []*url.URL{base}, map[string]bool{}
	for len(queue) > 0 {
		u := queue[0]
		queue = queue[1:]
		r, page, err := b.get(u)
		if err != nil || r.StatusCode != http.StatusOK {
			w.failf("the storage has no %s: %v", u.Path, err)
		}
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, m := range address.FindAllStringSubmatch(page, -1) {
			next, err := u.Parse(m[1])
			if err != nil {
				w.failf("%s links to %q: %v", u.Path, m[1], err)
			}
			if next.Host == base.Host && !seen[next.Path] {
				seen[next.Path] = true
				queue = append(queue, next)
			}
		}
	}
	if len(seen) < pages-10 || len(seen) < 50 {
		w.failf("only %d files were reached, of %d pages", len(seen), pages)
	}
	if r, page, err := b.get(base.JoinPath("zh")); err != nil || r.StatusCode != http.StatusNotFound || page == "" {
		w.failf("what is not there is %v, %v", r, err)
	}
}

// iis checks the file for IIS, where the handbook had one written.
func (w *walk) iis(folder string, types map[string]string) {
	w.t.Helper()
	data, err := os.ReadFile(folder + "/web.config")
	if err != nil {
		w.failf("%v", err)
	}
	var c webConfig
	if err := xml.Unmarshal(data, &c); err != nil {
		w.failf("web.config: %v", err)
	}
	if s := c.Server; len(s.Default) != 1 || s.Default[0].Value != "index.html" || len(s.Errors) != 1 || s.Errors[0].Status != "404" || s.Errors[0].Path != "404.html" {
		w.failf("web.config: %+v", c)
	}
	told := map[string]string{}
	for _, t := range c.Server.Types {
		told[t.Ending] = t.Type
		if !slices.Contains(c.Server.Removed, fileType{Ending: t.Ending}) {
			w.failf("web.config: where a server has a type for %s, two of them are a mistake that stops the site", t.Ending)
		}
	}
	for ending, kind := range types {
		switch known := slices.Contains(knownToIIS, ending); {
		case known && told[ending] != "":
			w.failf("web.config: IIS knows %s", ending)
		case !known && told[ending] != kind:
			w.failf("web.config: %s is %q, not %q", ending, told[ending], kind)
		}
	}
}
