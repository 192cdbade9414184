package site

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"atlas/generator/diag"
)

// After any edits, a site that was read again and again is the same as one that
// is read for the first time: the same problems, and the same bytes in every
// file. ATLAS_EVERY=1 makes many more edits.
func TestReadAgainIsReadAnew(t *testing.T) {
	edits := 60
	if os.Getenv("ATLAS_EVERY") != "" {
		edits = 3000
	}
	for seed := range 2 {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for _, folder := range Folders {
				if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS("../golden/testdata/bay/in/"+folder)); err != nil && !os.IsNotExist(err) {
					t.Fatal(err)
				}
			}
			e := &editor{t: t, dir: dir, r: rand.New(rand.NewPCG(uint64(seed), 1))}
			e.remember()
			s, err := Open(dir, true)
			if err != nil {
				t.Fatal(err)
			}
			if snap, problems := s.Read(nil, false); snap == nil {
				t.Fatal(problems)
			}
			good := 0
			for i := range edits / 2 {
				what, changed := e.edit()
				snap, problems := s.Read(changed, false)
				anew, err := Open(dir, true)
				if err != nil {
					t.Fatal(err)
				}
				if i > 0 { // bundling scripts takes longer than all the rest
					anew.layouts, anew.assets, anew.live, anew.templates, anew.languages = s.layouts, s.assets, s.live, s.templates, s.languages
				}
				if slices.ContainsFunc(changed, func(p string) bool { return strings.HasPrefix(p, "templates/") }) {
					anew.layouts = nil
				}
				clean, wanted := anew.Read([]string{}, false)
				if got, want := printed(problems), printed(wanted); got != want {
					t.Fatalf("edit %d, %s:\n%s\nread anew:\n%s", i, what, got, want)
				}
				if (snap == nil) != (clean == nil) {
					t.Fatalf("edit %d, %s: %v, read anew %v", i, what, snap != nil, clean != nil)
				}
				if e.broken = snap == nil; e.broken {
					continue
				}
				good++
				e.compare(i, what, snap, clean)
			}
			if good < edits/6 {
				t.Errorf("only %d of %d edits left a site that can be built", good, edits/2)
			}
		})
	}
}

func printed(l diag.List) string {
	var out strings.Builder
	l.Write(&out, diag.English)
	return out.String()
}

// editor edits a site as people do, at random.
type editor struct {
	t     *testing.T
	dir   string
	r     *rand.Rand
	first map[string][]byte // the files as they were first

	broken bool // the site cannot be built as it is
}

func (e *editor) remember() {
	e.first = map[string][]byte{}
	for _, p := range e.files() {
		e.first[p] = e.read(p)
	}
}

// files are the site's files, sorted.
func (e *editor) files() []string {
	var out []string
	err := filepath.WalkDir(e.dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(e.dir, p)
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return out
}

func (e *editor) read(p string) []byte {
	data, err := os.ReadFile(filepath.Join(e.dir, p))
	if err != nil {
		e.t.Fatal(err)
	}
	return data
}

func (e *editor) write(p string, data []byte) {
	p = filepath.Join(e.dir, p)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(p, data, 0o644); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) remove(p string) {
	if err := os.Remove(filepath.Join(e.dir, p)); err != nil {
		e.t.Fatal(err)
	}
}

// edit changes something and says what, and which files.
func (e *editor) edit() (what string, changed []string) {
	if e.broken && e.r.IntN(4) > 0 {
		return e.restore()
	}
	all := e.files()
	p := all[e.r.IntN(len(all))]
	if e.r.IntN(4) > 0 { // text is edited most
		text := slices.DeleteFunc(slices.Clone(all), func(p string) bool { return !strings.HasPrefix(p, "content/") || !strings.HasSuffix(p, ".md") })
		p = text[e.r.IntN(len(text))]
	}
	data := e.read(p)
	lines := bytes.SplitAfter(data, []byte("\n"))
	k := e.r.IntN(len(lines))
	switch e.r.IntN(9) {
	case 0, 1: // what was broken is mended
		if e.r.IntN(2) == 0 {
			return e.restore()
		}
		e.write(p, e.original(p, data))
		return "restore " + p, []string{p}
	case 2:
		e.write(p, bytes.Join(slices.Insert(slices.Clone(lines), k, lines[e.r.IntN(len(lines))]), nil))
		return "repeat a line in " + p, []string{p}
	case 3:
		e.write(p, bytes.Join(slices.Delete(slices.Clone(lines), k, k+1), nil))
		return "delete a line of " + p, []string{p}
	case 4:
		to := fmt.Sprintf("%s/ch%d.md", filepath.Dir(p), 1+e.r.IntN(5))
		if !strings.HasPrefix(p, "content/") || p == to || strings.Count(p, "/") != 2 {
			break
		}
		e.write(to, data)
		if e.r.IntN(2) == 0 {
			return "copy " + p + " to " + to, []string{to}
		}
		e.remove(p)
		return "rename " + p + " to " + to, []string{p, to}
	case 5:
		if e.r.IntN(4) == 0 {
			e.remove(p)
			return "delete " + p, []string{p}
		}
	case 6:
		box := "\n> ### 新的专栏\n>\n> - 一项。\n\n![图](map:bay)\n"
		e.write(p, append(slices.Clone(data), box...))
		return "add a box to " + p, []string{p}
	}
	// A word more, between two characters.
	runes := []rune(string(data))
	at := e.r.IntN(len(runes) + 1)
	words := []string{"甲", "柳浦", " word", "12", "{page 7}", "；"}
	e.write(p, []byte(string(runes[:at])+words[e.r.IntN(len(words))]+string(runes[at:])))
	return "a word in " + p, []string{p}
}

func (e *editor) original(p string, now []byte) []byte {
	if first, ok := e.first[p]; ok {
		return first
	}
	return now
}

// restore brings everything back.
func (e *editor) restore() (string, []string) {
	var changed []string
	for _, p := range e.files() {
		if _, ok := e.first[p]; !ok {
			e.remove(p)
			changed = append(changed, p)
		}
	}
	for p, first := range e.first {
		old, err := os.ReadFile(filepath.Join(e.dir, p))
		if err != nil || !bytes.Equal(old, first) {
			e.write(p, first)
			changed = append(changed, p)
		}
	}
	slices.Sort(changed)
	if changed == nil {
		changed = []string{}
	}
	return "restore everything", changed
}

// compare compares all files of two snapshots.
func (e *editor) compare(i int, what string, got, want *Snapshot) {
	e.t.Helper()
	if !slices.Equal(got.Paths(), want.Paths()) {
		e.t.Fatalf("edit %d, %s: other files than read anew", i, what)
	}
	for _, p := range want.Paths() {
		if strings.HasPrefix(p, "assets/") && !strings.HasPrefix(p, "assets/search") {
			continue
		}
		a, errA := got.Get(p)
		b, errB := want.Get(p)
		if fmt.Sprint(errA) != fmt.Sprint(errB) || !bytes.Equal(a, b) {
			e.t.Fatalf("edit %d, %s: %s is not as read anew (%v, %v)", i, what, p, errA, errB)
		}
	}
}
