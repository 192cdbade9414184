package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"

	"atlas/templates"
)

// An edit is what files become, and how that is told and looked at afterwards.
// It is complete in itself: with others left out it can still be made.
type edit struct {
	what string
	to   map[string][]byte // nil: deleted
	all  bool              // nobody watched: everything is looked at
	late bool              // what stood before is made only after it
	ask  uint64            // picks the pages that are asked for; 0: all
}

func (e edit) String() string {
	var out strings.Builder
	out.WriteString(e.what)
	if e.all {
		out.WriteString(" (nobody watched)")
	}
	if e.late {
		out.WriteString(" (pages from before asked for later)")
	}
	if e.ask != 0 {
		fmt.Fprintf(&out, " (some pages asked for, %d)", e.ask)
	}
	return out.String()
}

func (e edit) apply(t tree) tree {
	next := maps.Clone(t)
	for p, data := range e.to {
		if data == nil {
			delete(next, p)
		} else {
			next[p] = data
		}
	}
	return next
}

// difference says what of a file an edit changes.
func difference(old, now []byte) string {
	switch {
	case now == nil:
		return "deleted"
	case old == nil && len(now) > 60:
		return fmt.Sprintf("new, %d bytes", len(now))
	}
	a, b := bytes.SplitAfter(old, []byte("\n")), bytes.SplitAfter(now, []byte("\n"))
	for len(a) > 0 && len(b) > 0 && bytes.Equal(a[0], b[0]) {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && bytes.Equal(a[len(a)-1], b[len(b)-1]) {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	short := func(l [][]byte) string {
		s := string(bytes.Join(l, nil))
		if len(s) > 300 {
			s = s[:300] + "…"
		}
		return fmt.Sprintf("%q", s)
	}
	return short(a) + " → " + short(b)
}

// people edit a site, at random.
type people struct {
	r      *rand.Rand
	first  tree
	now    tree
	past   []tree
	broken bool // the site cannot be built as it is
}

// edit thinks of an edit; now is then as if it were made.
func (w *people) edit() edit {
	e := edit{to: map[string][]byte{}}
	for n := 1; n > 0; n-- {
		what, to := w.change()
		e.what = strings.TrimPrefix(e.what+"; "+what, "; ")
		for p, data := range to {
			e.to[p] = data
		}
		w.past = append(w.past, w.now)
		w.now = edit{to: to}.apply(w.now)
		if w.r.IntN(12) == 0 { // several at once
			n += w.r.IntN(4)
		}
	}
	if len(w.past) > 20 {
		w.past = w.past[1:]
	}
	e.all = w.r.IntN(10) == 0
	e.late = w.r.IntN(8) == 0
	if w.r.IntN(2) == 0 {
		e.ask = w.r.Uint64() | 1
	}
	return e
}

// change is one change: what it is called, and what files become.
func (w *people) change() (string, map[string][]byte) {
	if w.broken && w.r.IntN(2) == 0 {
		return w.back()
	}
	for {
		k := w.r.IntN(100)
		for _, kind := range kinds {
			if k -= kind.often; k < 0 {
				if what, to := kind.make(w); to != nil {
					return what, to
				}
				break
			}
		}
	}
}

// kinds are the kinds of changes, and how many of a hundred they make up.
var kinds = []struct {
	often int
	make  func(*people) (string, map[string][]byte)
}{
	{23, func(w *people) (string, map[string][]byte) { return w.inText("content/", ".md") }},
	{12, (*people).cell},
	{6, func(w *people) (string, map[string][]byte) { return w.inText("data/", ".csv") }},
	{7, func(w *people) (string, map[string][]byte) { return w.inText("data/geo/", ".geojson") }},
	{4, (*people).number},
	{4, (*people).packed},
	{2, (*people).ofWitness},
	{9, func(w *people) (string, map[string][]byte) { return w.inText("", ".yaml") }},
	{2, func(w *people) (string, map[string][]byte) { return w.inText("templates/", "") }},
	{5, (*people).ofEngine},
	{3, (*people).words},
	{4, (*people).move},
	{3, (*people).moveFolder},
	{2, (*people).remove},
	{2, (*people).language},
	{3, (*people).accept},
	{9, (*people).back},
}

// back undoes: the last edits, a file, or all.
func (w *people) back() (string, map[string][]byte) {
	to, what := w.first, "everything as it was first"
	if k := w.r.IntN(3); k == 0 && len(w.past) > 0 {
		to, what = w.past[len(w.past)-1-w.r.IntN(min(4, len(w.past)))], "undo"
	} else if k == 1 && !w.broken {
		if changed := w.now.changed(w.first); len(changed) > 0 {
			p := changed[w.r.IntN(len(changed))]
			return "as it was first: " + p, map[string][]byte{p: w.first[p]}
		}
	}
	out := map[string][]byte{}
	for _, p := range w.now.changed(to) {
		out[p] = to[p]
	}
	return what, out
}

// move renames or copies a file.
func (w *people) move() (string, map[string][]byte) {
	p := w.pick([]string{"content/", "data/", "templates/"}[w.r.IntN(3)], "")
	if p == "" {
		return "", nil
	}
	names := []string{path.Base(p), "ch0.md", "ch1.md", "ch2.md", "ch3.md", "ch07.md", "about.md", "more.md", "places.csv", "names.csv", "strange.txt"}
	folders := []string{path.Dir(p), path.Dir(p), "content/zh", "content/en", "content/zh/handbook", "content/fr", "data", "data/geo", "content/zh/ch1.md"}
	to := path.Join(folders[w.r.IntN(len(folders))], names[w.r.IntN(len(names))])
	if !w.free(to) {
		return "", nil
	}
	if w.r.IntN(2) == 0 {
		return "copy " + p + " to " + to, map[string][]byte{to: w.now[p]}
	}
	return "move " + p + " to " + to, map[string][]byte{p: nil, to: w.now[p]}
}

// free reports whether a file can lie there: it is no folder, and no file is in
// the place of a folder above it.
func (w *people) free(p string) bool {
	if w.now.folders()[p] {
		return false
	}
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if _, ok := w.now[dir]; ok {
			return false
		}
	}
	return true
}

// moveFolder moves, copies or deletes a folder with all it holds.
func (w *people) moveFolder() (string, map[string][]byte) {
	from := []string{"content/zh", "content/en", "content/fr", "content/old", "data/geo", "data/old", "data", "content", "templates", "content/strings", "templates/handbook/zh"}
	a, b := from[w.r.IntN(len(from))], from[w.r.IntN(len(from))]
	if a == b || strings.HasPrefix(b, a+"/") || strings.HasPrefix(a, b+"/") || !w.now.folders()[a] {
		return "", nil
	}
	to := map[string][]byte{}
	gone, into := w.r.IntN(3) > 0, w.r.IntN(4) > 0
	for p, data := range w.now {
		if rest, ok := strings.CutPrefix(p, a+"/"); ok {
			if gone {
				to[p] = nil
			}
			if into {
				if !w.free(b + "/" + rest) {
					return "", nil
				}
				to[b+"/"+rest] = data
			}
		}
	}
	return fmt.Sprintf("folder %s to %s (gone %v, there %v)", a, b, gone, into), to
}

func (w *people) remove() (string, map[string][]byte) {
	p := w.pick("", "")
	if p == "" {
		return "", nil
	}
	return "delete " + p, map[string][]byte{p: nil}
}

// language adds a language, or takes one out.
func (w *people) language() (string, map[string][]byte) {
	const p = "content/site.yaml"
	line := regexp.MustCompile(`(?m)^  - \{code: (\w+),.*\n`)
	all := line.FindAllSubmatchIndex(w.now[p], -1)
	if len(all) == 0 {
		return "", nil
	}
	at := all[w.r.IntN(len(all))]
	data := w.now[p]
	if w.r.IntN(2) == 0 {
		return "a language less", map[string][]byte{p: slices.Concat(data[:at[0]], data[at[1]:])}
	}
	to := map[string][]byte{p: slices.Concat(data[:at[1]], []byte("  - {code: fr, tag: fr, name: français, spaced: true}\n"), data[at[1]:])}
	if w.r.IntN(2) == 0 {
		for _, from := range slices.Sorted(maps.Keys(w.now)) {
			if rest, ok := strings.CutPrefix(from, "content/en/"); ok && w.free("content/fr/"+rest) {
				to["content/fr/"+rest] = w.now[from]
			}
		}
	}
	return "a language more", to
}

// accept accepts translations.
func (w *people) accept() (string, map[string][]byte) {
	some := w.r.IntN(2) == 0
	next := w.now.accepted(func(block string) bool { return !some || len(block)%2 == 0 })
	to := map[string][]byte{}
	for _, p := range w.now.changed(next) {
		to[p] = next[p]
	}
	return "accept", to
}

func globOf(pattern string) []string {
	names, err := fs.Glob(templates.FS, pattern)
	if err != nil || len(names) == 0 {
		panic(pattern)
	}
	return names
}
