package serve

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"atlas/generator/diag"

	"github.com/google/go-cmp/cmp"
)

// listener follows the events of a server as a browser does.
type listener struct {
	t    testing.TB
	body io.ReadCloser
	r    *bufio.Reader
}

func listen(t testing.TB, url string) *listener {
	t.Helper()
	res, err := http.Get(url + PreviewPath + "events")
	if err != nil {
		t.Fatal(err)
	}
	if ct := res.Header.Get("Content-Type"); ct != "text/event-stream; charset=utf-8" {
		t.Fatalf("content type %s", ct)
	}
	t.Cleanup(func() { res.Body.Close() })
	return &listener{t, res.Body, bufio.NewReader(res.Body)}
}

// next returns the next event's name and data.
func (l *listener) next() (name, data string) {
	l.t.Helper()
	for {
		line, err := l.r.ReadString('\n')
		if err != nil {
			l.t.Fatalf("the stream ended: %v", err)
		}
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "" && name != "":
			return name, data
		case strings.HasPrefix(line, "event: "):
			name = line[len("event: "):]
		case strings.HasPrefix(line, "data: "):
			data = line[len("data: "):]
		}
	}
}

func (l *listener) want(name, data string) {
	l.t.Helper()
	n, d := l.next()
	if n != name || d != data {
		l.t.Errorf("got %s %s\nwant %s %s", n, d, name, data)
	}
}

const noProblems = `{"forbids":false,"errors":0,"releaseErrors":0,"warnings":0,"items":[]}`

func TestEventOrder(t *testing.T) {
	site := small()
	s := newServer(t, site, Options{})
	srv := httptest.NewServer(s)
	defer srv.Close()
	defer s.Close()
	tabs := []*listener{listen(t, srv.URL), listen(t, srv.URL), listen(t, srv.URL)}
	for _, l := range tabs {
		l.want("hello", `{"boot":"B","generation":7,"problems":`+noProblems+`}`)
	}
	site.set(nil, 8)
	s.Notify([]string{"zh/b.html", "zh/a.html", "zh/b.html"})
	site.set(diag.List{{Rule: "csv-cells", Severity: diag.Warning, Place: diag.Place{File: "data/t.csv"}, Message: diag.T("少", "few")}}, 8)
	s.Notify([]string{})
	site.set(nil, 9)
	s.Notify(nil)
	warned := `{"forbids":false,"errors":0,"releaseErrors":0,"warnings":1,"items":[{"rule":"csv-cells","severity":"warning",` +
		`"place":{"file":"data/t.csv","line":0,"col":0,"text":"","marks":""},"message":{"zh":"少","en":"few"}}]}`
	for _, l := range tabs {
		l.want("change", `{"generation":8,"all":false,"paths":["zh/a.html","zh/b.html"]}`)
		l.want("problems", noProblems)
		l.want("problems", warned)
		l.want("change", `{"generation":9,"all":true,"paths":[]}`)
		l.want("problems", noProblems)
	}
}

// What the overlay needs: gravest first, the excerpt with its carets, both
// languages.
func TestProblemsData(t *testing.T) {
	list := diag.List{
		{Rule: "w", Severity: diag.Warning, Message: diag.T("警", "warn")},
		{Rule: "csv-cells", Severity: diag.Error, Place: diag.Place{File: "data/t.csv", Line: 3, Col: 3, Len: 2, Text: "西安,甲乙,x<y"},
			Message: diag.T("错", "wrong"), Hint: diag.T("改", "mend it"),
			Notes: []diag.Note{{Place: diag.Place{File: "content/a.md", Line: 1, Text: "first"}, Message: diag.T("见", "see")}}},
	}
	site := small()
	site.set(list, 7)
	s := newServer(t, site, Options{})
	got, err := json.MarshalIndent(s.problemsData(list), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
 "forbids": true,
 "errors": 1,
 "releaseErrors": 0,
 "warnings": 1,
 "items": [
  {
   "rule": "csv-cells",
   "severity": "error",
   "place": {
    "file": "data/t.csv",
    "line": 3,
    "col": 3,
    "text": "西安,甲乙,x\u003cy",
    "marks": "    ^^^"
   },
   "message": {
    "zh": "错",
    "en": "wrong"
   },
   "hint": {
    "zh": "改",
    "en": "mend it"
   },
   "notes": [
    {
     "place": {
      "file": "content/a.md",
      "line": 1,
      "col": 1,
      "text": "first",
      "marks": "^",
      "href": "edit://site/content/a.md:1:0"
     },
     "message": {
      "zh": "见",
      "en": "see"
     }
    }
   ]
  },
  {
   "rule": "w",
   "severity": "warning",
   "place": {
    "file": "",
    "line": 0,
    "col": 0,
    "text": "",
    "marks": ""
   },
   "message": {
    "zh": "警",
    "en": "warn"
   }
  }
 ]
}`
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	many := make(diag.List, 3*mostProblems)
	if p := s.problemsData(many); len(p.Items) != mostProblems || p.Errors != 3*mostProblems {
		t.Errorf("%d items, %d errors", len(p.Items), p.Errors)
	}
	if c := changeData(1, make([]string, mostPaths+1)); !c.All || len(c.Paths) != 0 {
		t.Errorf("a long list is sent whole: %v, %d", c.All, len(c.Paths))
	}
}

// A reader that fell far behind is greeted anew instead of being told all.
func TestSlowReader(t *testing.T) {
	s := newStream()
	for i := range remembered + 5 {
		s.add("n", i)
	}
	events, next, _, missed, _ := s.after(0)
	if !missed || events != nil || next != remembered+5 {
		t.Errorf("got %v, %d, %v", events, next, missed)
	}
	events, next, _, missed, _ = s.after(5)
	if missed || len(events) != remembered || string(events[0].data) != "5" || next != remembered+5 {
		t.Errorf("got %d events, %d, %v", len(events), next, missed)
	}
}

func TestPing(t *testing.T) {
	s := newServer(t, small(), Options{Ping: 5 * time.Millisecond})
	srv := httptest.NewServer(s)
	defer srv.Close()
	defer s.Close()
	l := listen(t, srv.URL)
	l.next()
	if line, err := l.r.ReadString('\n'); line != ": ping\n" {
		t.Errorf("got %q, %v", line, err)
	}
}

// BenchmarkNotify is the time from the end of a build to the event in a client.
func BenchmarkNotify(b *testing.B) {
	site := small()
	s := newServer(b, site, Options{})
	srv := httptest.NewServer(s)
	defer srv.Close()
	defer s.Close()
	l := listen(b, srv.URL)
	l.next()
	for b.Loop() {
		s.Notify([]string{"zh/index.html"})
		l.next() // change
		l.next() // problems
	}
}
