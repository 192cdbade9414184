package serve

import (
	"encoding/json"
	"net/http"
	"path"
	"slices"
	"strings"

	"atlas/generator/diag"
)

// Origin says where a page, or what has an id on it, is written.
type Origin struct {
	ID    string // of the element; "" for the page as a whole
	Place diag.Place
}

type originJSON struct {
	ID   string `json:"id,omitempty"`
	File string `json:"file"`
	Line int    `json:"line"`
	Href string `json:"href"`
}

// serveOrigins answers where the page of the query is written: what has no
// address in the editor is left out.
func (s *Server) serveOrigins(w http.ResponseWriter, r *http.Request) {
	out := []originJSON{}
	for _, o := range s.site.Origins(r.URL.Query().Get("path")) {
		if href := s.site.Link(o.Place); href != "" {
			out = append(out, originJSON{o.ID, o.Place.File, o.Place.Line, href})
		}
	}
	sendJSON(w, r, out)
}

// serveNearest answers which page is the nearest to the one of the query.
func (s *Server) serveNearest(w http.ResponseWriter, r *http.Request) {
	now, before := s.site.Paths()
	sendJSON(w, r, map[string]string{"path": nearest(r.URL.Query().Get("path"), now, before)})
}

func sendJSON(w http.ResponseWriter, r *http.Request, data any) {
	body, err := json.Marshal(data)
	if err != nil {
		panic(err) // only our own plain structs come here
	}
	send(w, r, http.StatusOK, body, ContentType("answer.json"))
}

// nearest is the page that most likely took the place of one that is gone: in
// its folder the one with the most similar name, of those that are new if there
// are any; else the index of its folder or of the nearest folder around it. It
// is "" where there is no page at all.
func nearest(gone string, now, before []string) string {
	dir := path.Dir(gone)
	var fresh, names []string
	old := make(map[string]bool, len(before))
	for _, p := range before {
		old[p] = true
	}
	for _, p := range now {
		if path.Dir(p) != dir || path.Ext(p) != ".html" || path.Base(p) == "index.html" {
			continue
		}
		names = append(names, p)
		if !old[p] {
			fresh = append(fresh, p)
		}
	}
	if len(before) > 0 && old[gone] && len(fresh) == 1 {
		return fresh[0] // renamed
	}
	for _, list := range [][]string{fresh, names} {
		if p := diag.Closest(gone, list); p != "" {
			return p
		}
	}
	for d := dir; ; d = path.Dir(d) {
		if p := strings.TrimPrefix(path.Join(d, "index.html"), "./"); slices.Contains(now, p) {
			return p
		}
		if d == "." || d == "/" {
			return ""
		}
	}
}
