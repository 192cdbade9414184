package site

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"atlas/generator/atlas"
	"atlas/generator/cache"
	"atlas/generator/chart"
	"atlas/generator/check"
	"atlas/generator/diag"
	"atlas/generator/draw"
	"atlas/generator/words"
)

var (
	edits    = flag.Int("edits", 300, "how many random edits the proof makes in memory")
	builds   = flag.Int("builds", 8, "how many random edits it builds on the disk")
	firstOne = flag.Uint64("seed", 1, "the first seed")
)

// proof reads sites anew, to compare with. What takes long and depends on few
// files is kept between them.
type proof struct {
	dir     string        // an empty folder beside the libraries that npm installed
	engine  *chart.Engine // of all sites
	kept    *cache.Cache  // the bundled scripts of all sites; that keeping them is right is proved on the disk
	layouts map[any]*Site // by the files that they are made of
	known   []answer      // the last few
}

// answer is what a site is, read for the first time.
type answer struct {
	of       any // the sum of its files
	snap     *Snapshot
	problems string
}

func newProof(t testing.TB) *proof {
	t.Helper()
	dir := t.TempDir()
	linkModules(t, dir)
	p := &proof{dir: dir, layouts: map[any]*Site{}}
	var err error
	if p.engine, err = engine(); err != nil {
		t.Fatal(err)
	}
	if p.kept, err = cache.Open(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	return p
}

// engine draws the charts of all sites: starting one takes longer than reading a
// site, and a drawing does not depend on those before it.
var engine = sync.OnceValues(func() (*chart.Engine, error) {
	script, err := chart.ReadScript(os.DirFS("../.."))
	return chart.NewEngine(script), err
})

// open opens a site in memory.
func (p *proof) open(d *disk) *Site {
	s, err := Open(p.dir, true)
	if err != nil {
		panic(err)
	}
	s.fsys, s.cache = &overlay{site: d}, p.kept
	s.loader, s.checker = atlas.NewLoader(s.fsys), check.New(s.fsys)
	s.studio = draw.NewStudio(nil, p.engine)
	return s
}

// templatesOf tells apart what layouts, words, styles and scripts are made of.
func templatesOf(t tree) any {
	return t.sum("templates/", words.SiteFolder, "content/site.yaml")
}

// anew reads a site for the first time, with layouts made before of the same
// files unless nothing at all is to be kept.
func (p *proof) anew(t tree, nothing bool) answer {
	sum := t.sum()
	for _, k := range p.known {
		if k.of == sum {
			return k
		}
	}
	s := p.open(newDisk(t))
	var changed []string
	if old := p.layouts[templatesOf(t)]; old != nil && !nothing {
		s.layouts, s.assets, s.alive, s.templates, s.languages = old.layouts, old.assets, old.alive, old.templates, old.languages
		changed = []string{}
	}
	snap, problems := s.Read(changed, false)
	if s.layouts != nil {
		if len(p.layouts) > 20 {
			clear(p.layouts)
		}
		p.layouts[templatesOf(t)] = &Site{layouts: s.layouts, assets: s.assets, alive: s.alive, templates: s.templates, languages: s.languages}
	}
	a := answer{sum, snap, printed(problems)}
	if p.known = append(p.known, a); len(p.known) > 4 {
		p.known = p.known[1:]
	}
	return a
}

// reading is how a site is read again after an edit; the tests of the proof itself
// put a worse one in its place.
type reading func(s *Site, changed []string) (*Snapshot, diag.List)

func rightly(s *Site, changed []string) (*Snapshot, diag.List) { return s.Read(changed, false) }

// failed is that an incremental site is not as one that is read anew.
type failed struct {
	step int
	what string
}

// walk reads a site again after each of the edits that next thinks of, and
// compares; only the last time where last is set. It ends with the first
// difference, or when there are no more edits.
func (p *proof) walk(base tree, read reading, last bool, next func(broken bool) (edit, bool)) (steps, good int, wrong *failed) {
	now := base
	d := newDisk(base)
	s := p.open(d)
	var held *Snapshot // of before, to be asked for pages after the next edit
	var heldWant answer
	snap, problems := s.Read(nil, false)
	want := p.anew(now, false)
	if got := printed(problems); got != want.problems || (snap == nil) != (want.snap == nil) {
		return 0, 0, &failed{-1, "at first:\n" + got + "\nread anew:\n" + want.problems}
	}
	for {
		if snap != nil {
			held, heldWant = snap, want
		}
		e, ok := next(want.snap == nil)
		if !ok {
			return steps, good, nil
		}
		after := e.apply(now)
		changed := now.changed(after)
		d.become(now, after)
		now = after
		if e.all {
			changed = nil
		}
		snap, problems = read(s, changed)
		if !last || e.what == lastOne {
			want = p.anew(now, steps%7 == 6)
		}
		step := steps
		steps++
		if last && e.what != lastOne {
			if snap != nil {
				_, _ = compare(snap, snap, e.ask)
			}
			continue
		}
		if got := printed(problems); got != want.problems {
			return steps, good, &failed{step, "other problems:\n" + difference([]byte(want.problems), []byte(got))}
		}
		if (snap == nil) != (want.snap == nil) {
			return steps, good, &failed{step, fmt.Sprintf("can be built: %v; read anew: %v", snap != nil, want.snap != nil)}
		}
		if e.late && held != nil && held != snap {
			// What was good before stays as it is, whatever happens to the files.
			if path, what := compare(held, heldWant.snap, e.ask|1); what != "" {
				return steps, good, &failed{step, "the site from before, " + path + ": " + what}
			}
		}
		if snap == nil {
			continue
		}
		good++
		if path, what := compare(snap, want.snap, e.ask); what != "" {
			return steps, good, &failed{step, path + ": " + what}
		}
	}
}

func printed(l diag.List) string {
	var out strings.Builder
	l.Write(&out, diag.English)
	return out.String()
}

// lastOne is called the last edit of those that are tried again.
const lastOne = "last"

// compare compares files of two snapshots: all, with the problems that turn up when
// they are made, or some.
func compare(got, want *Snapshot, ask uint64) (path, what string) {
	paths := want.Paths()
	if !slices.Equal(got.Paths(), paths) {
		return "files", difference([]byte(strings.Join(paths, "\n")), []byte(strings.Join(got.Paths(), "\n")))
	}
	paths = slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return p == "assets/live.js" })
	if ask != 0 {
		r := rand.New(rand.NewPCG(ask, 0))
		var some []string
		for range 4 {
			some = append(some, paths[r.IntN(len(paths))])
		}
		paths = some
	}
	for _, p := range paths {
		a, errA := got.Get(p)
		if got == want {
			continue
		}
		b, errB := want.Get(p)
		if fmt.Sprint(errA) != fmt.Sprint(errB) || !bytes.Equal(a, b) {
			return p, fmt.Sprintf("%v, anew %v\n%s", errA, errB, difference(b, a))
		}
	}
	if ask == 0 && got != want {
		if a, b := printed(drawn(got)), printed(drawn(want)); a != b {
			return "drawings", "other problems:\n" + difference([]byte(b), []byte(a))
		}
	}
	return "", lookedAt(got, want, ask)
}

// drawn are the problems of drawings.
func drawn(s *Snapshot) diag.List {
	return s.env.Draw.(interface {
		Problems(*atlas.Atlas) diag.List
	}).Problems(s.Atlas)
}

// find makes random edits until a difference is found, and returns the edits up to
// it.
func (p *proof) find(base tree, seed uint64, n int, read reading) (list []edit, good int, wrong *failed) {
	w := &people{r: rand.New(rand.NewPCG(seed, 7)), first: base, now: base}
	_, good, wrong = p.walk(base, read, false, func(broken bool) (edit, bool) {
		if len(list) == n {
			return edit{}, false
		}
		w.broken = broken
		list = append(list, w.edit())
		return list[len(list)-1], true
	})
	return list, good, wrong
}

// bases are the sites that are edited, and how much of all edits is theirs.
func bases(t testing.TB) map[string]based {
	return map[string]based{
		"bay":    {goldenTree(t, "bay"), 0.4},
		"valley": {goldenTree(t, "valley"), 0.3},
		"sample": {sampleTree(t, "zh", "en"), 0.2},
		"french": {sampleTree(t, "fr", "zh"), 0.1},
	}
}

type based struct {
	tree
	share float64
}

// After each of many random edits of files of every kind, a site that is read again
// and again is the same as one that is read for the first time: the same problems
// in the same order, the same files, the same bytes; and pages of the site as it
// was before are the same still. The flags -edits and -seed ask for more or other
// ones; where it fails, it prints the seed and the fewest edits that it found to
// fail.
func TestProof(t *testing.T) {
	long(t)
	for name, base := range bases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProof(t)
			const run = 120 // edits of a seed; after them the site is as it was first
			all := int(base.share * float64(*edits))
			done, good := 0, 0
			for seed := *firstOne; done < all; seed++ {
				list, built, wrong := p.find(base.tree, seed, min(run, all-done), rightly)
				done, good = done+len(list), good+built
				if wrong != nil {
					list = p.shrink(base.tree, list, rightly, time.Minute)
					t.Fatalf("seed %d, edit %d: %s\n%s", seed, wrong.step, wrong.what, tell(base.tree, list))
				}
			}
			if good < done/4 {
				t.Errorf("only %d of %d edits left a site that can be built", good, done)
			}
			t.Logf("%d edits, %d of them left a site that can be built", done, good)
		})
	}
}

// The proof finds a site that is not told of what changed, or not of all, and
// finds the edit that it is due to.
func TestProofCanFail(t *testing.T) {
	base := goldenTree(t, "bay")
	without := func(gone func(p string) bool) reading {
		return func(s *Site, changed []string) (*Snapshot, diag.List) {
			if changed == nil {
				changed = []string{}
			}
			return s.Read(slices.DeleteFunc(slices.Clone(changed), gone), false)
		}
	}
	for name, read := range map[string]reading{
		"nothing is told":   without(func(string) bool { return true }),
		"no table is told":  without(func(p string) bool { return strings.HasSuffix(p, ".csv") }),
		"no layout is told": without(func(p string) bool { return strings.HasPrefix(p, "templates/") }),
		"no layer is told":  without(func(p string) bool { return strings.HasSuffix(p, ".geojson") }),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProof(t)
			for seed := uint64(1); seed < 10; seed++ {
				list, _, wrong := p.find(base, seed, 60, read)
				if wrong == nil {
					continue
				}
				shrunk := p.shrink(base, list, read, time.Minute)
				if !p.again(base, shrunk, read) || p.again(base, shrunk, rightly) || len(shrunk) > 4 {
					t.Errorf("%d edits:\n%s", len(shrunk), tell(base, shrunk))
				}
				return
			}
			t.Error("nothing was noticed")
		})
	}
}
