package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"atlas/generator/diag"
)

// event is one server-sent event; its data is one line of JSON.
type event struct {
	name string
	data []byte
}

// remembered is how many events a slow reader may lag behind. One that lags
// further is greeted anew, which tells it all it needs.
const remembered = 64

// stream is a log of the last events that any number of readers follow, each at
// its own pace, without holding up the writer or one another.
type stream struct {
	mu     sync.Mutex
	log    []event
	first  int           // number of log[0], counted from the server's start
	more   chan struct{} // closed when something is added
	closed bool
}

func newStream() *stream { return &stream{more: make(chan struct{})} }

func (s *stream) add(name string, data any) {
	line, err := json.Marshal(data)
	if err != nil {
		panic(err) // only our own plain structs come here
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.log = append(s.log, event{name, line})
	if n := len(s.log) - remembered; n > 0 {
		s.log = slices.Delete(s.log, 0, n)
		s.first += n
	}
	close(s.more)
	s.more = make(chan struct{})
}

// end is the number of the event that will come next.
func (s *stream) end() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.first + len(s.log)
}

// after returns the events from a number on, the number after them, a channel
// that is closed when more come, and whether some were missed or the stream is
// closed.
func (s *stream) after(n int) (events []event, next int, more <-chan struct{}, missed, closed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	next = s.first + len(s.log)
	if n < s.first {
		return nil, next, s.more, true, s.closed
	}
	return slices.Clone(s.log[n-s.first:]), next, s.more, false, s.closed
}

func (s *stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.more)
	}
}

// serveEvents follows the stream for one open page.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would collect events
	if r.Method == http.MethodHead {
		return
	}
	rc := http.NewResponseController(w)
	_ = rc.SetWriteDeadline(time.Time{}) // a stream has no end
	ping := time.NewTicker(s.opt.Ping)
	defer ping.Stop()
	// The place in the stream is taken before the greeting is made: an event
	// may be told twice, never not at all.
	next := s.events.end()
	if _, err := fmt.Fprint(w, "retry: 500\n"); err != nil {
		return
	}
	greet := true
	for {
		if greet {
			hello := helloData{s.boot, s.site.Generation(), s.problemsData(s.site.Problems())}
			line, err := json.Marshal(hello)
			if err != nil {
				panic(err)
			}
			if writeEvent(w, event{"hello", line}) != nil {
				return
			}
		}
		events, n, more, missed, closed := s.events.after(next)
		next, greet = n, missed
		if closed {
			return
		}
		for _, e := range events {
			if writeEvent(w, e) != nil {
				return
			}
		}
		if missed {
			continue
		}
		if rc.Flush() != nil {
			return
		}
		select {
		case <-more:
		case <-r.Context().Done():
			return
		case <-ping.C:
			if _, err := fmt.Fprint(w, ": ping\n\n"); err != nil {
				return
			}
		}
	}
}

func writeEvent(w http.ResponseWriter, e event) error {
	_, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.name, e.data)
	return err
}

type helloData struct {
	Boot       string       `json:"boot"`
	Generation uint64       `json:"generation"`
	Problems   problemsJSON `json:"problems"`
}

type changeJSON struct {
	Generation uint64   `json:"generation"`
	All        bool     `json:"all"`
	Paths      []string `json:"paths"`
}

// mostPaths is how many paths a change lists. More than that, and every open
// page loads again.
const mostPaths = 2000

func changeData(generation uint64, changed []string) changeJSON {
	if changed == nil || len(changed) > mostPaths {
		return changeJSON{Generation: generation, All: true, Paths: []string{}}
	}
	paths := slices.Clone(changed)
	slices.Sort(paths)
	return changeJSON{Generation: generation, Paths: slices.Compact(paths)}
}

// problemsJSON is what the overlay shows.
type problemsJSON struct {
	Forbids       bool          `json:"forbids"` // what is shown is not the newest
	Errors        int           `json:"errors"`
	ReleaseErrors int           `json:"releaseErrors"`
	Warnings      int           `json:"warnings"`
	Items         []problemJSON `json:"items"` // the gravest first, mostProblems of them
}

type problemJSON struct {
	Rule     string     `json:"rule"`
	Severity string     `json:"severity"` // error, release-error or warning
	Place    placeJSON  `json:"place"`
	Message  textJSON   `json:"message"`
	Hint     *textJSON  `json:"hint,omitempty"`
	Notes    []noteJSON `json:"notes,omitempty"`
}

type noteJSON struct {
	Place   placeJSON `json:"place"`
	Message textJSON  `json:"message"`
}

// placeJSON is a place with its excerpt; Text and Marks are empty where there
// is no line, Href where nothing opens it.
type placeJSON struct {
	File  string `json:"file"`
	Line  int    `json:"line"`
	Col   int    `json:"col"`
	Text  string `json:"text"`
	Marks string `json:"marks"`
	Href  string `json:"href,omitempty"` // opens it in the editor
}

type textJSON struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// mostProblems is how many problems are sent to a page; the counts count all.
const mostProblems = 100

func (s *Server) problemsData(list diag.List) problemsJSON {
	p := problemsJSON{
		Forbids:       s.site.Stale(),
		Errors:        list.Count(diag.Error),
		ReleaseErrors: list.Count(diag.ReleaseError),
		Warnings:      list.Count(diag.Warning),
		Items:         []problemJSON{},
	}
	graver := slices.Clone(list)
	slices.SortStableFunc(graver, func(a, b diag.Problem) int { return int(a.Severity) - int(b.Severity) })
	for _, d := range graver[:min(len(graver), mostProblems)] {
		item := problemJSON{
			Rule:     d.Rule,
			Severity: d.Severity.String(),
			Place:    s.placeData(d.Place),
			Message:  textJSON(d.Message),
		}
		if !d.Hint.IsZero() {
			hint := textJSON(d.Hint)
			item.Hint = &hint
		}
		for _, n := range d.Notes {
			item.Notes = append(item.Notes, noteJSON{s.placeData(n.Place), textJSON(n.Message)})
		}
		p.Items = append(p.Items, item)
	}
	return p
}

func (s *Server) placeData(p diag.Place) placeJSON {
	j := placeJSON{File: p.File, Line: p.Line, Col: p.Col, Href: s.site.Link(p)}
	if p.Line > 0 && strings.TrimSpace(p.Text) != "" {
		j.Text, j.Marks = diag.Caret(p)
		j.Col = max(p.Col, 1)
	}
	return j
}
