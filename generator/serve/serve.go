// Package serve is the live preview: it hands out the pages of a site from
// memory, tells open pages when something changed, and shows problems over the
// last good page.
//
// Pages get one script, PreviewPath + "preview.js", just before </body>; it
// never reaches the published site. The script listens to server-sent events
// (PreviewPath + "events"):
//
//	hello     {boot, generation, problems}  on every connection
//	change    {generation, all, paths}      the site is another now
//	problems  {forbids, …, items}           what the last build said
//
// Every answer carries the content security policy that the published site
// promises to work under, so that an author sees a violation at once.
package serve

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"atlas/generator/diag"
)

// Site is what is shown. All methods are called from several goroutines.
type Site interface {
	// Get returns the page or asset at a slash path of the output, such as
	// "zh/index.html", rendered from the newest good state. The content type
	// may be empty: it is then found by the path's ending. The error is
	// fs.ErrNotExist where there is no such file; another says that it cannot be
	// made. The body is not changed by the server and must not be changed by the
	// site afterwards.
	Get(path string) (body []byte, contentType string, err error)
	// Paths lists the files of the newest good state, and of the one before it.
	Paths() (now, before []string)
	// Origins says where a page, and what has an id on it, is written.
	Origins(path string) []Origin
	// Link is the address that opens a place in the author's editor, "" where
	// nothing does.
	Link(place diag.Place) string
	// Problems are those of the last build, and of pages that were made since.
	Problems() diag.List
	// Stale reports whether the last build was forbidden, so that Get still gives
	// what was good before.
	Stale() bool
	// Generation counts the good states, from 1; 0 means there was none yet.
	Generation() uint64
}

// Policy is the content security policy of every answer.
const Policy = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"

// PreviewPath is where the preview's own script, style sheet and events are.
const PreviewPath = "/__atlas/"

// Options say how to serve. The zero Options are the usual way.
type Options struct {
	// Hosts are the names (without port) that requests may ask for, beside
	// localhost and loopback addresses on a connection to a loopback address. A
	// request for any other is refused: else any page in the same browser could
	// read the drafts through a name of its own that leads here.
	Hosts []string
	// Ping is the time between two signs of life on an idle event stream;
	// DefaultPing if zero.
	Ping time.Duration
}

// DefaultPing keeps proxies and browsers from closing an idle event stream.
const DefaultPing = 15 * time.Second

// Server is the preview's http.Handler.
type Server struct {
	site   Site
	opt    Options
	boot   string // tells this server from the one before it
	events *stream
	own    map[string]asset // the preview's own files by name
}

// New makes a server of a site. It fails only if the preview's own script is
// broken.
func New(site Site, opt Options) (*Server, error) {
	if opt.Ping <= 0 {
		opt.Ping = DefaultPing
	}
	own, err := ownFiles()
	if err != nil {
		return nil, err
	}
	boot := strconv.FormatInt(time.Now().UnixNano(), 36)
	return &Server{site: site, opt: opt, boot: boot, events: newStream(), own: own}, nil
}

// Notify tells the open pages what the last build brought. Call it after every
// build, when Get, Problems and Generation give what is new. Changed are the
// slash paths of the output that have other bytes now or are gone; nil means
// that it is not known, so any may have. A build that brought no new state (as
// when problems forbade it) is told with an empty list that is not nil.
func (s *Server) Notify(changed []string) {
	if changed == nil || len(changed) > 0 {
		s.events.add("change", changeData(s.site.Generation(), changed))
	}
	s.events.add("problems", s.problemsData(s.site.Problems()))
}

// Serve answers on the listener until the context ends, then closes all event
// streams, lets requests finish for a moment, and returns nil. It closes the
// listener.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	srv := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		s.Close()
		return err
	case <-ctx.Done():
	}
	s.Close()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil {
		_ = srv.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Close ends all event streams. It may be called more than once.
func (s *Server) Close() { s.events.close() }

// Loopback reports whether a server that listens on the address ("host:port",
// as for net.Listen) can be reached from this machine only.
func Loopback(addr string) bool {
	return loopbackName(hostName(addr))
}

// loopbackName reports whether a host, as hostName gives it, is this machine alone.
func loopbackName(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	// Pages of other sites cannot include drafts as scripts or pictures.
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-cache")
	switch {
	case !s.answersTo(r):
		refuse(w, r, http.StatusForbidden, refusal)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		refuse(w, r, http.StatusMethodNotAllowed, "only GET and HEAD are answered here")
	case !clean(r.URL.Path):
		refuse(w, r, http.StatusBadRequest, "this address does not lie in the site")
	case strings.HasPrefix(r.URL.Path, PreviewPath):
		s.serveOwn(w, r, strings.TrimPrefix(r.URL.Path, PreviewPath))
	default:
		s.servePage(w, r)
	}
}

// refuse answers with one line of text.
func refuse(w http.ResponseWriter, r *http.Request, status int, text string) {
	send(w, r, status, []byte(text+"\n"), ContentType("refused.txt"))
}

// refusal is said to who asks for a name that the preview does not answer to. The
// name is not repeated.
const refusal = "this preview does not answer to this name; it is started with --host NAME for names other than localhost / " +
	"预览不用这个名称显示；除 localhost 外，要用 --host 写明名称"

// answersTo guards against names that others made lead here (DNS rebinding).
func (s *Server) answersTo(r *http.Request) bool {
	host := hostName(r.Host)
	for _, h := range s.opt.Hosts {
		if hostName(h) == host {
			return true
		}
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	return !ok || Loopback(local.String()) && loopbackName(host)
}

// hostName is the name or address in "name:port", as names are compared.
func hostName(hostport string) string {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if ip := net.ParseIP(host); ip != nil {
		return ip.String()
	}
	return host
}

// clean reports whether a decoded request path names something inside the site:
// it begins with one slash, and no part of it is empty (the last excepted), "."
// or "..", or has a backslash or a control character.
func clean(p string) bool {
	rest, ok := strings.CutPrefix(p, "/")
	if !ok {
		return false
	}
	if strings.ContainsFunc(rest, func(r rune) bool { return r < 0x20 || r == 0x7f || r == '\\' }) {
		return false
	}
	rest = strings.TrimSuffix(rest, "/")
	if rest == "" {
		return p == "/"
	}
	for part := range strings.SplitSeq(rest, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

// serveOwn answers for the preview's own files and its events.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "events":
		s.serveEvents(w, r)
		return
	case "problems":
		s.serveList(w, r)
		return
	case "origins":
		s.serveOrigins(w, r)
		return
	case "nearest":
		s.serveNearest(w, r)
		return
	}
	a, ok := s.own[name]
	if !ok {
		refuse(w, r, http.StatusNotFound, "the preview has no such file")
		return
	}
	send(w, r, http.StatusOK, a.body, a.contentType)
}

// servePage answers for a page or asset of the site.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	// The generation is read first: a page that calls itself older than it is
	// loads once more, one that calls itself newer would stay old.
	generation := s.site.Generation()
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	status := http.StatusOK
	body, contentType, err := s.site.Get(name)
	var attributes []string
	switch {
	case err == nil:
	case !errors.Is(err, fs.ErrNotExist):
		status = http.StatusInternalServerError
		attributes = append(attributes, `data-broken="true"`)
	case generation == 0:
		status = http.StatusServiceUnavailable
	default:
		if _, _, err := s.site.Get(name + "/index.html"); err == nil {
			to := url.URL{Path: path.Base(name) + "/", RawQuery: r.URL.RawQuery}
			// A relative address also holds behind a proxy that adds a prefix.
			w.Header().Set("Location", "./"+strings.TrimPrefix(to.String(), "./"))
			w.WriteHeader(http.StatusFound)
			return
		}
		status = http.StatusNotFound
		attributes = append(attributes, `data-missing="true"`)
		body, contentType, err = s.site.Get("404.html")
		name = "404.html"
	}
	if err != nil {
		body, contentType = fallbackPage(r, status), ContentType("fallback.html")
	}
	if contentType == "" {
		contentType = ContentType(name)
	}
	if strings.HasPrefix(contentType, "text/html") {
		body = inject(body, scriptTag(r.URL.Path, s.boot, generation, attributes...))
	}
	send(w, r, status, body, contentType)
}

// send writes an answer with an entity tag, or 304 if the browser has it.
func send(w http.ResponseWriter, r *http.Request, status int, body []byte, contentType string) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	if status == http.StatusOK {
		sum := sha256.Sum256(body)
		h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body)) // also HEAD, 304 and ranges
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
