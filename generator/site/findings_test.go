package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"atlas/generator/corpus"
	"atlas/generator/diag"
)

// brokenOff is a context that ends after it was asked so many times.
type brokenOff struct {
	context.Context
	left uint64
}

func (c *brokenOff) Err() error {
	if c.left == 0 {
		return context.Canceled
	}
	c.left--
	return nil
}

// lookedAt looks at all files of a snapshot in the background and compares what is
// then known of the pages with what they are in one that is read anew; or, where it
// asks for some only, breaks off.
func lookedAt(got, want *Snapshot, ask uint64) string {
	if ask != 0 {
		_, _ = got.Background(&brokenOff{context.Background(), ask % 97})
		return ""
	}
	found, err := got.Background(context.Background())
	if err != nil || got == want {
		return ""
	}
	if a, b := printed(found), printed(want.MakeAll()); a != b {
		return "other problems in the background:\n" + difference([]byte(b), []byte(a))
	}
	for i, p := range got.found.paths {
		if got.found.files[i].kind == dataFile {
			continue
		}
		data, err := want.Get(p)
		if err != nil {
			data = nil
		}
		if maphash.Bytes(got.found.seed, data) != got.found.files[i].sum {
			return p + " was not looked at again in the background"
		}
	}
	return ""
}

// The proof finds that nobody hears what pages read.
func TestProofHears(t *testing.T) {
	base := goldenTree(t, "bay")
	deaf := func(s *Site, changed []string) (*Snapshot, diag.List) {
		clear(s.found.read)
		return s.Read(changed, false)
	}
	p := newProof(t)
	for seed := uint64(1); seed < 10; seed++ {
		if _, _, wrong := p.find(base, seed, 60, deaf); wrong != nil {
			if !strings.Contains(wrong.what, "background") {
				t.Errorf("something else is wrong: %s", wrong.what)
			}
			return
		}
	}
	t.Error("nothing was noticed")
}

// lookedAgain counts the pages that are looked at again after an edit of a site all
// of which was looked at, by the folder that they lie in; those that anything may
// touch are left out. In the end all is looked at again.
func lookedAgain(t *testing.T, s *Site, d *disk, old, next tree) map[string]int {
	t.Helper()
	d.become(old, next)
	snap, problems := s.Read(old.changed(next), false)
	if snap == nil {
		t.Fatal(printed(problems))
	}
	if _, err := snap.Background(&brokenOff{}); err == nil && s.found.most > 0 {
		t.Fatal("it was not broken off")
	}
	out := map[string]int{}
	for i, open := range s.found.open {
		if open && s.found.files[i].kind >= placePage {
			out[strings.Split(s.found.paths[i], "/")[1]]++
		}
	}
	if found, err := snap.Background(context.Background()); err != nil || len(found) > 0 {
		t.Fatal(printed(found), err)
	}
	if s.found.most != 0 {
		t.Error("something was not looked at")
	}
	return out
}

// looked opens a site in memory and looks at all its pages.
func (p *proof) looked(t *testing.T, d *disk) *Site {
	t.Helper()
	s := p.open(d)
	snap, problems := s.Read(nil, false)
	if snap == nil {
		t.Fatal(printed(problems))
	}
	if _, err := snap.Background(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// After an edit, as many pages of a large site are looked at as of a small one; and
// as many again when it is undone.
func TestLooksInProportion(t *testing.T) {
	edit := func(file, from, to string) func(tree) {
		return func(t tree) { t[file] = []byte(strings.Replace(string(t[file]), from, to, 1)) }
	}
	const chapter = "content/zh/ch30.md"
	p := newProof(t)
	for _, n := range []int{130, 160} {
		t.Run(fmt.Sprint(n, " chapters"), func(t *testing.T) {
			dir := t.TempDir()
			if err := corpus.Rich(dir, n); err != nil {
				t.Fatal(err)
			}
			base := lying(t, dir)
			d := newDisk(base)
			s := p.looked(t, d)
			for _, c := range []struct {
				name string
				edit func(tree)
				want map[string]int
			}{
				{"nothing but the time", func(tree) {}, map[string]int{}},
				{"words", edit(chapter, "为邻", "相邻"), map[string]int{"plan": 6, "parallel": 6, "places": 4}},
				{"a heading", edit(chapter, "# ", "# 新"), map[string]int{"plan": 82, "parallel": 6, "places": 4}},
				{"a style", func(t tree) { t["templates/styles/99-own.css"] = []byte("p {color: red}\n") }, map[string]int{}},
				// Any place may show a row.
				{"a row", edit("data/values.csv", "people-30,常住人口", "people-30,人口"), map[string]int{"plan": 6, "parallel": 6, "places": 2 * (n / 10)}},
			} {
				next := maps.Clone(base)
				c.edit(next)
				if got := lookedAgain(t, s, d, base, next); !maps.Equal(got, c.want) {
					t.Errorf("%s: %v, want %v", c.name, got, c.want)
				}
				if got := lookedAgain(t, s, d, next, base); !maps.Equal(got, c.want) {
					t.Errorf("%s, undone: %v, want %v", c.name, got, c.want)
				}
			}
		})
	}
}

// What was found before the work was broken off is not looked for again.
func TestGoesOn(t *testing.T) {
	base := goldenTree(t, "bay")
	s := newProof(t).open(newDisk(base))
	snap, problems := s.Read(nil, false)
	if snap == nil {
		t.Fatal(printed(problems))
	}
	steps := 0
	for ; ; steps++ {
		before := s.found.most
		found, err := snap.Background(&brokenOff{context.Background(), 10})
		if err == nil {
			if a, b := printed(found), printed(snap.Inspect()); a != b {
				t.Errorf("%s\nwant %s", a, b)
			}
			break
		}
		if !errors.Is(err, context.Canceled) || before > 0 && s.found.most != before-10 {
			t.Fatal(before, s.found.most, err)
		}
	}
	if n := len(snap.Paths()) / 10; steps != n {
		t.Errorf("%d steps, want %d", steps, n)
	}
	if slices.Contains(s.found.open, true) {
		t.Error("something was not looked at")
	}
}

// While pages are looked at in the background others are asked for, of this and of
// newer snapshots: all ends as if nobody else had been there.
func TestLooksBesideReaders(t *testing.T) {
	base := goldenTree(t, "bay")
	p := newProof(t)
	d := newDisk(base)
	s := p.open(d)
	now := base
	for i := range 6 {
		next := maps.Clone(now)
		next["content/zh/ch1.md"] = bytes.Replace(next["content/zh/ch1.md"], []byte("灯塔"), []byte("灯塔一"), 1)
		d.become(now, next)
		snap, problems := s.Read(now.changed(next), false)
		now = next
		if snap == nil {
			t.Fatal(printed(problems))
		}
		var readers sync.WaitGroup
		for k := range 2 {
			readers.Go(func() {
				for j, path := range snap.Paths() {
					if j%2 == k {
						_, _ = snap.Get(path)
					}
				}
			})
		}
		readers.Go(func() { _, _ = snap.Background(&brokenOff{context.Background(), uint64(10 * i)}) })
		if what := lookedAt(snap, p.anew(now, false).snap, 0); what != "" {
			t.Error(what)
		}
		readers.Wait()
	}
}

// What a page shows of chapters that it did not show before is noticed too: in a
// plan of many chapters a place comes to be named where it was not, and ceases to.
func TestLooksWhereNamesCome(t *testing.T) {
	long(t)
	dir := t.TempDir()
	if err := corpus.Rich(dir, 130); err != nil {
		t.Fatal(err)
	}
	now := lying(t, dir)
	place := func(i int) string { // the name of the place in a row of the table
		return strings.Split(strings.Split(string(now["data/places.csv"]), "\n")[i+1], ",")[6]
	}
	p := newProof(t)
	d := newDisk(now)
	s := p.looked(t, d)
	for _, e := range []struct{ file, from, to string }{
		{"content/zh/ch30.md", "建设通道", "建设通道，连接" + place(7)},
		{"content/zh/ch90.md", "建设通道", place(7) + "与" + place(8) + "建设通道"},
		{"content/zh/ch30.md", "，连接" + place(7), ""},
		{"content/zh/ch90.md", place(8), "另一县"},
		{"content/zh/ch5.md", "# ", "# " + place(9)},
	} {
		next := maps.Clone(now)
		next[e.file] = bytes.Replace(now[e.file], []byte(e.from), []byte(e.to), 1)
		changed := now.changed(next)
		if len(changed) != 1 {
			t.Fatalf("%s has no %q", e.file, e.from)
		}
		d.become(now, next)
		now = next
		snap, problems := s.Read(changed, false)
		if snap == nil {
			t.Fatal(printed(problems))
		}
		if what := lookedAt(snap, p.anew(now, false).snap, 0); what != "" {
			t.Errorf("%s, %q to %q: %s", e.file, e.from, e.to, what)
		}
	}
}
