package site

import (
	"bytes"
	"maps"
	"testing"
)

// What changes while there is no site to read is not forgotten.
func TestChangesMeanwhile(t *testing.T) {
	const broken = "content/site.yaml"
	base := goldenTree(t, "bay")
	p := newProof(t)
	for name, change := range map[string]func(tree){
		"a template": func(f tree) { f["templates/404.html"] = []byte("nothing\n") },
		"a word":     func(f tree) { f["content/strings/en.yaml"] = []byte("texts:\n  skip: Go on\n") },
		"a chapter":  func(f tree) { f["content/zh/ch1.md"] = append(f["content/zh/ch1.md"], "\n灯塔。\n"...) },
		"an article": func(f tree) { delete(f, "content/en/about.md") },
		"a new page": func(f tree) { f["content/en/more.md"] = []byte("---\ntitle: More\n---\n\nMore.\n") },
		"a cell":     func(f tree) { f["data/glossary.csv"] = f["data/glossary.csv"][:1] },
		"all of them": func(f tree) {
			f["templates/404.html"], f["content/zh/ch2.md"] = []byte("nothing\n"), []byte("# 二\n\n文。\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, told := range []bool{true, false} {
				d := newDisk(base)
				s := p.open(d)
				if snap, problems := s.Read(nil, false); snap == nil {
					t.Fatal(printed(problems))
				}
				step := func(old, next tree, told bool) (*Snapshot, string) {
					d.become(old, next)
					changed := old.changed(next)
					if !told {
						changed = nil
					}
					snap, problems := s.Read(changed, false)
					return snap, printed(problems)
				}
				one := maps.Clone(base)
				one[broken] = []byte("title: [\n")
				step(base, one, true)
				two := maps.Clone(one)
				change(two)
				step(one, two, told)
				three := maps.Clone(two)
				three[broken] = base[broken]
				snap, problems := step(two, three, true)
				want := p.anew(three, true)
				if problems != want.problems {
					t.Fatal(difference([]byte(want.problems), []byte(problems)))
				}
				if (snap == nil) != (want.snap == nil) {
					t.Fatal("one of the two can be built")
				}
				if snap == nil {
					continue
				}
				if path, what := compare(snap, want.snap, 0); what != "" {
					t.Fatal(path, what)
				}
			}
		})
	}
}

// A language that is called by another tag, and so runs the other way, is marked
// so on every page.
func TestOtherTag(t *testing.T) {
	base := goldenTree(t, "bay")
	next := maps.Clone(base)
	next["content/site.yaml"] = bytes.Replace(base["content/site.yaml"], []byte("tag: en"), []byte("tag: ar"), 1)
	p := newProof(t)
	d := newDisk(base)
	s := p.open(d)
	s.Read(nil, false)
	d.become(base, next)
	changed := base.changed(next)
	if len(changed) != 1 {
		t.Fatal(changed)
	}
	snap, _ := s.Read(changed, false)
	if path, what := compare(snap, p.anew(next, true).snap, 0); what != "" {
		t.Fatal(path, what)
	}
}
