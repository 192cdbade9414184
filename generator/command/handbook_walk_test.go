package command

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	yaml "go.yaml.in/yaml/v4"

	"atlas/generator/site"
)

// walk is a walk through a page.
type walk struct {
	t      *testing.T
	lang   string
	page   string
	line   int
	cache  string            // of all sites
	found  map[string]string // what was looked for in which file
	site   *site.Site        // where no preview runs
	url    string            // of the preview that runs
	cancel func()
	ended  chan int
}

func (w *walk) failf(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s:%d: %s", w.page, w.line, fmt.Sprintf(format, args...))
}

func (w *walk) step(s step) {
	w.t.Helper()
	what, file := "", ""
	for _, word := range s.words {
		key, value, pair := strings.Cut(word, "=")
		switch {
		case word == "run" || word == "says" || slices.Contains([]string{"append", "extend", "find", "replace"}, word):
			what = word
		case pair && key == "file":
			file = value
		case pair && (key == "shows" || key == "types"):
			what, file = key, value
		default:
			w.failf("what is %q?", word)
		}
	}
	switch what {
	case "run":
		for line := range strings.Lines(s.text) {
			w.command(strings.TrimSpace(line))
		}
	case "shows":
		w.shows(file, s.text)
	case "types":
		w.types(file, s.text)
	case "says":
		w.says(s.text)
	default:
		w.edit(file, what, s.text)
	}
}

// edit changes a file as the handbook says.
func (w *walk) edit(file, how, text string) {
	w.t.Helper()
	if how == "" {
		w.wellFormed(file, text)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			w.failf("%v", err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			w.failf("%v", err)
		}
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		w.failf("%v", err)
	}
	text = strings.TrimSuffix(text, "\n")
	old := text
	switch how {
	case "append":
		data = append(data, text+"\n"...)
	case "find":
		w.once(file, string(data), text)
		w.found[file] = text
		return
	case "replace":
		if old = w.found[file]; old == "" {
			w.failf("%s: nothing was looked for", file)
		}
		delete(w.found, file)
		data = []byte(strings.Replace(string(data), old, text, 1))
	case "extend":
		old, _, _ = strings.Cut(text, "\n")
		w.once(file, string(data), old)
		data = []byte(strings.Replace(string(data), old, text, 1))
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		w.failf("%v", err)
	}
}

func (w *walk) once(file, data, text string) {
	w.t.Helper()
	if n := strings.Count(data, text); n != 1 {
		w.failf("%q stands %d times in %s", text, n, file)
	}
}

// wellFormed looks at files that only another program would read.
func (w *walk) wellFormed(file, text string) {
	w.t.Helper()
	switch filepath.Ext(file) {
	case ".config":
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				w.failf("%s: %v", file, err)
			}
		}
	case ".yml":
		var y struct {
			Jobs map[string]struct {
				Steps []struct{ Run string }
			}
		}
		if err := yaml.Load([]byte(text), &y); err != nil || len(y.Jobs) == 0 {
			w.failf("%s: %v", file, err)
		}
		for _, j := range y.Jobs {
			for _, s := range j.Steps {
				if s.Run != "" {
					w.command(strings.TrimPrefix(s.Run, "./"))
				}
			}
		}
	}
}

// command runs a line of a terminal.
func (w *walk) command(line string) {
	w.t.Helper()
	words := strings.Fields(line)
	switch {
	case len(words) == 2 && words[0] == "cd":
		w.t.Chdir(words[1])
	case len(words) >= 2 && words[0] == "atlas" && words[1] == "serve":
		w.serve(words[1:])
	case len(words) >= 2 && words[0] == "atlas":
		var out bytes.Buffer
		if status := Run(context.Background(), words[1:], &out, &out); status != done {
			w.failf("%s ended with %d:\n%s", line, status, out.String())
		}
		if words[1] == "new" {
			if err := os.Symlink(w.cache, filepath.Join(words[2], ".cache")); err != nil { // so that little is drawn twice
				w.failf("%v", err)
			}
		}
	case line == "chmod +x atlas": // the program is this test, which may be run
	default:
		w.failf("no such command: %s", line)
	}
}

// serve starts the preview on any free port and waits until it answers.
func (w *walk) serve(args []string) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, out := io.Pipe()
	w.cancel, w.ended = cancel, make(chan int, 1)
	go func() {
		w.ended <- Run(ctx, append(args, "--addr", "127.0.0.1:0"), out, io.Discard)
		_ = out.Close()
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		w.failf("the preview does not say where it is: %v", err)
	}
	go func() { _, _ = io.Copy(io.Discard, r) }()
	w.url = strings.TrimSpace(line)
}

func (w *walk) stop() {
	if w.cancel == nil {
		return
	}
	w.cancel()
	if status := <-w.ended; status != done {
		w.t.Errorf("the preview ended with %d", status)
	}
}

var (
	element = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)>|<[^>]*>`)
	spaces  = regexp.MustCompile(`\s+`)
)

// shows looks for each line in what a reader of the page sees. A preview that
// runs is given time to follow.
func (w *walk) shows(page, text string) {
	w.t.Helper()
	var missing string
	for range 200 {
		data, err := w.get(page)
		seen := spaces.ReplaceAllString(html.UnescapeString(element.ReplaceAllString(string(data), "")), " ")
		missing = ""
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); err != nil || !strings.Contains(seen, line) {
				missing = fmt.Sprintf("%q (%v)", line, err)
				break
			}
		}
		if missing == "" || w.url == "" {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if missing != "" {
		w.failf("%s does not show %s; the check says\n%s", page, missing, w.check())
	}
}

// get is a page: of the preview that runs, or of the site as it would be built.
func (w *walk) get(page string) ([]byte, error) {
	if w.url != "" {
		_, data, err := get(w.url + page)
		return data, err
	}
	if w.site == nil {
		var err error
		if w.site, err = site.Open(".", false); err != nil {
			return nil, err
		}
	}
	snapshot, problems := w.site.Read(nil, false)
	if snapshot == nil {
		return nil, errors.New(problems.Summary().EN)
	}
	return snapshot.Get(page)
}

func (w *walk) says(text string) {
	w.t.Helper()
	if said := w.check(); !strings.Contains(said, strings.TrimSpace(text)) {
		w.failf("the check does not say that; it says\n%s", said)
	}
}

func (w *walk) check() string {
	var out bytes.Buffer
	Run(context.Background(), []string{"check", "--lang", w.lang}, &out, io.Discard)
	return out.String()
}

// The handbook is the same in both languages, page by page: the same headings,
// tables and examples, in the same order.
func TestHandbookInBothLanguages(t *testing.T) {
	shape := func(lang, name string) []string {
		data, err := os.ReadFile(filepath.Join(handbook, lang, name))
		if err != nil {
			t.Fatal(err)
		}
		other := map[string]string{"zh": "en", "en": "zh"}[lang]
		var out []string
		open := false
		for line := range strings.Lines(string(data)) {
			line = strings.TrimSpace(line)
			switch {
			case strings.HasPrefix(line, "```"):
				if open = !open; open && strings.Contains(line, "=") {
					// An example in one's own language is one in its own in the other.
					swap := strings.NewReplacer("/"+lang+"/", "/L/", "="+lang+"/", "=L/", "/"+other+"/", "/M/", "="+other+"/", "=M/")
					line = swap.Replace(line)
				}
				out = append(out, line)
			case open:
			case strings.HasPrefix(line, "#"):
				hashes, _, _ := strings.Cut(line, " ")
				out = append(out, hashes)
			case strings.HasPrefix(line, "|"):
				out = append(out, fmt.Sprintf("|%d", strings.Count(line, "|")))
			case strings.HasPrefix(line, "- "), line != "" && line[0] >= '1' && line[0] <= '9':
				out = append(out, "-")
			}
		}
		return out
	}
	pages, err := filepath.Glob(filepath.Join(handbook, "zh", "*.md"))
	if err != nil || len(pages) < 9 {
		t.Fatal(pages, err)
	}
	for _, page := range pages {
		name := filepath.Base(page)
		zh, en := shape("zh", name), shape("en", name)
		for i := range max(len(zh), len(en)) {
			if i >= len(zh) || i >= len(en) || zh[i] != en[i] {
				t.Errorf("%s: the two languages part at %q and %q", name, zh[min(i, len(zh)):], en[min(i, len(en)):])
				break
			}
		}
	}
	if others, _ := filepath.Glob(filepath.Join(handbook, "en", "*.md")); len(others) != len(pages) {
		t.Errorf("%d pages in English, %d in Chinese", len(others), len(pages))
	}
}
