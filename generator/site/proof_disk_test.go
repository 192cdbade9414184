package site

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"atlas/generator/anchor"
	"atlas/generator/atlas"
	"atlas/generator/picture"
	"atlas/generator/publish"
)

// linkModules lays the libraries that npm installed beside a site.
func linkModules(t testing.TB, dir string) {
	t.Helper()
	modules, err := filepath.Abs("../../node_modules")
	if err == nil {
		err = os.Symlink(modules, filepath.Join(dir, "node_modules"))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// lay writes what changed from one tree to the next into a folder.
func lay(t testing.TB, dir string, old, next tree) {
	t.Helper()
	for p := range old {
		if _, ok := next[p]; !ok {
			_ = os.Remove(filepath.Join(dir, p))
		}
	}
	// Folders that are empty now go, the deepest first.
	folders := slices.Sorted(maps.Keys(old.folders()))
	slices.Reverse(folders)
	for _, p := range folders {
		if !next.folders()[p] {
			_ = os.Remove(filepath.Join(dir, p))
		}
	}
	for p, data := range next {
		if before, ok := old[p]; ok && string(before) == string(data) {
			continue
		}
		put(t, filepath.Join(dir, p), data)
	}
}

func put(t testing.TB, name string, data []byte) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(name), 0o755)
	if err == nil {
		err = os.WriteFile(name, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// lying are the files of a folder, with all that it holds; none where there is no
// folder.
func lying(t testing.TB, dir string) tree {
	t.Helper()
	out := tree{}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)], err = os.ReadFile(p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// buildInto builds as the command does; it reports the problems, and whether
// anything was published.
func buildInto(t testing.TB, dir, out string, noCache bool) (problems string, built bool) {
	t.Helper()
	return buildWith(t, nil, dir, out, noCache)
}

// buildWith is the same; with tools it builds a release, whose pictures are painted
// with them.
func buildWith(t testing.TB, tools *picture.Tools, dir, out string, noCache bool) (problems string, built bool) {
	t.Helper()
	s, err := Open(dir, noCache)
	if err != nil {
		t.Fatal(err)
	}
	release := tools != nil
	s.tools, s.toolsLent = tools, release
	plan := s.Stream(release)
	if !plan.Problems.Forbids(release) {
		_, err = publish.Write(context.Background(), out, plan.Files, publish.Options{Ready: plan.Ready})
	}
	if plan.Problems.Forbids(release) {
		return printed(plan.Problems), false
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Done(plan)
	return printed(plan.Problems), true
}

// vandal damages files.
type vandal struct {
	t testing.TB
	r *rand.Rand
}

// damage damages some entries of a cache, and says how.
func (v vandal) damage(dir string) string {
	all := slices.Sorted(maps.Keys(lying(v.t, dir)))
	all = slices.DeleteFunc(all, func(p string) bool { return !strings.Contains(p, "/") })
	switch v.r.IntN(12) {
	case 0:
		if err := os.RemoveAll(dir); err != nil {
			v.t.Fatal(err)
		}
		return "the cache is deleted"
	case 1, 2, 3:
		return "nothing is damaged"
	}
	share := 1 + v.r.IntN(4)
	n := 0
	for _, p := range all {
		if v.r.IntN(share) == 0 {
			n++
			v.spoil(filepath.Join(dir, p), filepath.Join(dir, all[v.r.IntN(len(all))]))
		}
	}
	return fmt.Sprintf("%d of %d entries are damaged", n, len(all))
}

// spoil damages a file.
func (v vandal) spoil(name, other string) {
	data, err := os.ReadFile(name)
	if err != nil {
		return // it is a folder by now
	}
	switch k := v.r.IntN(7); {
	case k == 0:
		err = os.Remove(name)
	case k == 1:
		if err = os.Remove(name); err == nil {
			err = os.Mkdir(name, 0o755)
		}
	case k == 2:
		if data, err := os.ReadFile(other); err == nil { // else that one is damaged already
			put(v.t, name, data)
		}
	case k == 3 || len(data) == 0:
		err = os.WriteFile(name, data[:v.r.IntN(len(data)+1)/2], 0o644)
	default:
		data[v.r.IntN(len(data))] ^= 1 << v.r.IntN(8)
		err = os.WriteFile(name, data, 0o644)
	}
	if err != nil && !strings.Contains(err.Error(), "is a directory") {
		v.t.Fatal(err)
	}
}

// touch changes what was published, or what is remembered of it, and says how.
func (v vandal) touch(out string) string {
	all := slices.Sorted(maps.Keys(lying(v.t, out)))
	all = slices.DeleteFunc(all, func(p string) bool { return strings.HasPrefix(p, ".") })
	if len(all) == 0 || v.r.IntN(2) == 0 {
		return "the output is as it was"
	}
	p := filepath.Join(out, all[v.r.IntN(len(all))])
	state := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".state")
	switch v.r.IntN(4) {
	case 0:
		if err := os.Remove(p); err != nil {
			v.t.Fatal(err)
		}
		return p + " is deleted"
	case 1:
		_ = os.Remove(state)
		return "sizes and times are forgotten"
	case 2:
		v.spoil(state, p)
		return "sizes and times are damaged"
	}
	put(v.t, p, []byte("another"))
	return p + " is changed"
}

// Whatever people edit, and whatever happens to the cache and to the output
// between two builds: a build with them is, byte for byte, one that has neither.
// Where a site cannot be built, what was published stays.
func TestProofOnDisk(t *testing.T) {
	long(t)
	tools, err := picture.ReadTools(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tools.Close() })
	released := goldenTree(t, "bay")
	released["content/ids.lock"] = pinned(t, released)
	released["content/site.yaml"] = append([]byte("url: https://bay.example/a\n"), released["content/site.yaml"]...)
	for name, base := range map[string]struct {
		tree
		share int // one in so many edits
		tools *picture.Tools
	}{
		"bay":     {tree: goldenTree(t, "bay"), share: 1},
		"sample":  {tree: sampleTree(t, "zh", "en"), share: 4}, // with charts, and the script that brings them to life
		"release": {tree: released, share: 4, tools: tools},    // with pictures for sharing
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := max(1, *builds/base.share)
			top := t.TempDir()
			dir, out := filepath.Join(top, "site"), filepath.Join(top, "public")
			lay(t, dir, nil, base.tree)
			if name != "bay" {
				linkModules(t, dir)
			}
			w := &people{r: rand.New(rand.NewPCG(*firstOne, 3)), first: base.tree, now: base.tree}
			v := vandal{t, rand.New(rand.NewPCG(*firstOne, 4))}
			var told []string
			good := 0
			for i := range n {
				if i > 0 {
					before := w.now
					e := w.edit()
					if base.tools != nil { // no release of a site whose translations nobody looked at
						w.now = w.now.accepted(func(string) bool { return true })
					}
					told = append(told, e.what+"; "+v.damage(filepath.Join(dir, CacheDir))+"; "+v.touch(out))
					lay(t, dir, before, w.now)
				}
				stood := lying(t, out)
				got, built := buildWith(t, base.tools, dir, out, false)
				clean := filepath.Join(top, fmt.Sprint("clean", i))
				want, could := buildWith(t, base.tools, dir, clean, true)
				w.broken = !could
				if got != want || built != could {
					t.Fatalf("seed %d: other problems (%v, %v): %s\n%s", *firstOne, built, could, difference([]byte(want), []byte(got)), strings.Join(told, "\n"))
				}
				if built {
					good++
					stood = lying(t, clean)
				}
				if i == 0 && base.tools != nil && stood["en/share/index.png"] == nil {
					t.Fatal("no pictures were painted")
				}
				now := lying(t, out)
				for _, p := range stood.changed(now) {
					t.Fatalf("seed %d: %s: %s\n%s", *firstOne, p, difference(stood[p], now[p]), strings.Join(told, "\n"))
				}
				_ = os.RemoveAll(clean)
			}
			if good < n/4 {
				t.Errorf("only %d of %d could be built", good, n)
			}
		})
	}
}

// Damage of any entry is noticed: after the next build the cache is as it was.
func TestDamagedCacheIsMended(t *testing.T) {
	long(t)
	t.Parallel()
	top := t.TempDir()
	dir, out := filepath.Join(top, "site"), filepath.Join(top, "public")
	kept := filepath.Join(dir, CacheDir)
	lay(t, dir, nil, goldenTree(t, "bay"))
	if problems, built := buildInto(t, dir, out, false); !built {
		t.Fatal(problems)
	}
	site, entries := lying(t, out), lying(t, kept)
	r := rand.New(rand.NewPCG(*firstOne, 5))
	for range 3 {
		n := 0
		for p, data := range entries {
			if strings.Contains(p, "/") {
				spoilt := append([]byte{}, data...)
				spoilt[r.IntN(len(spoilt))] ^= 1 << r.IntN(8)
				put(t, filepath.Join(kept, p), spoilt)
				n++
			}
		}
		if n < 2 {
			t.Fatalf("there are only %d entries", n)
		}
		if problems, built := buildInto(t, dir, out, false); !built {
			t.Fatal(problems)
		}
		if c := site.changed(lying(t, out)); len(c) > 0 {
			t.Errorf("other pages: %v", c)
		}
		if c := entries.changed(lying(t, kept)); len(c) > 0 {
			t.Errorf("other entries: %v", c)
		}
	}
}

// A cache that says of one site what it was told of another, with every checksum
// right, makes wrong pages: the proof notices that.
func TestProofOnDiskCanFail(t *testing.T) {
	long(t)
	t.Parallel()
	top := t.TempDir()
	dir, out, clean := filepath.Join(top, "site"), filepath.Join(top, "public"), filepath.Join(top, "clean")
	base := goldenTree(t, "bay")
	lay(t, dir, nil, base)
	if problems, built := buildInto(t, dir, out, false); !built {
		t.Fatal(problems)
	}
	edited := maps.Clone(base)
	edited["templates/404.html"] = append(slices.Clone(base["templates/404.html"]), "<!-- -->more\n"...)
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	old, err := s.fingerprint(false)
	if err != nil {
		t.Fatal(err)
	}
	record, ok := s.cache.Get(old)
	if !ok {
		t.Fatal("the build was not kept")
	}
	lay(t, dir, base, edited)
	now, err := s.fingerprint(false)
	if err != nil || now == old {
		t.Fatal(now, err)
	}
	s.cache.Put(now, record)
	if _, built := buildInto(t, dir, out, false); !built {
		t.Fatal("not built")
	}
	if _, built := buildInto(t, dir, clean, true); !built {
		t.Fatal("not built")
	}
	if c := lying(t, clean).changed(lying(t, out)); !slices.Contains(c, "404.html") {
		t.Errorf("nothing was noticed: %v", c)
	}
}

// long leaves a test out where only the quick ones are asked for.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short leaves out what takes long")
	}
}

// pinned is the record of the ids that the site's blocks have now.
func pinned(t testing.TB, of tree) []byte {
	t.Helper()
	a, problems := atlas.NewLoader(newDisk(of)).Load()
	if a == nil {
		t.Fatal(problems)
	}
	return anchor.Pin(a.AnchorBlocks()).Record.Bytes()
}
