package search_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dop251/goja"

	"atlas/generator/search"
	"atlas/generator/site"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // as the program does
	os.Exit(m.Run())
}

// root is the site of this repository.
const root = "../.."

// planBlock is a block as data/plan.json has it.
type planBlock map[string]any

// open reads this repository's site.
func open(t testing.TB) *site.Snapshot {
	t.Helper()
	if _, err := os.Stat(filepath.Join(root, "content/site.yaml")); err != nil {
		t.Skip("this is not the repository of the site")
	}
	s, err := site.Open(root, true)
	if err != nil {
		t.Fatal(err)
	}
	snap, problems := s.Read(nil, false)
	if snap == nil {
		t.Skipf("the site cannot be built: %v", problems[0])
	}
	return snap
}

func get(t testing.TB, snap *site.Snapshot, path string) []byte {
	t.Helper()
	data, err := snap.Get(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// shipped is a browser with the script and the index of the built site; bare
// leaves out the entries, without which it answers much faster.
func shipped(t testing.TB, snap *site.Snapshot, lang string, bare bool) *reader {
	t.Helper()
	program := goja.MustCompile("search.js", string(get(t, snap, "assets/search.js")), false)
	r := newReader(t, program, search.New(island()), lang)
	entries := fmt.Sprintf("%s-e0", lang)
	err := r.vm.Get("atlasSearch").ToObject(r.vm).Get("loader").ToObject(r.vm).Set("load", func(name string) *goja.Promise {
		p, done, fail := r.vm.NewPromise()
		path := "assets/search/" + name + ".js"
		data, err := snap.Get(path)
		if bare && name == entries {
			data = []byte("atlasSearch.put(\"" + name + "\",[])")
		}
		if err == nil {
			_, err = r.vm.RunString(string(data))
			r.Loaded[path] = len(data)
		}
		if err != nil {
			_ = fail(err.Error())
		} else {
			_ = done(nil)
		}
		return p
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// paragraphs asks and returns the addresses of the paragraphs found.
func (r *reader) paragraphs(question string) []string {
	groups := r.value(question, 6).ToObject(r.vm).Get("groups").ToObject(r.vm)
	var out []string
	for i := range int(groups.Get("length").ToInteger()) {
		g := groups.Get(fmt.Sprint(i)).ToObject(r.vm)
		if g.Get("id").String() != "paragraph" {
			continue
		}
		items := g.Get("items").ToObject(r.vm)
		for k := range int(items.Get("length").ToInteger()) {
			_, id, _ := strings.Cut(items.Get(fmt.Sprint(k)).ToObject(r.vm).Get("href").String(), "#")
			out = append(out, id)
		}
	}
	return out
}

// strips are the strings of two to six characters of a text.
func strips(text string) []string {
	runes := []rune(text)
	var out []string
	for n := 2; n <= 6; n++ {
		for i := 0; i+n <= len(runes); i++ {
			s := string(runes[i : i+n])
			if strings.TrimSpace(s) == s {
				out = append(out, s)
			}
		}
	}
	return out
}

var word = regexp.MustCompile(`[\p{L}\p{N}]+`)

// part is what is asked in an ordinary run: one string in so many. With
// ATLAS_EVERY=1 in the environment every one is asked.
const part = 40

// TestFindsAll asks, through the script as it is shipped, for every string of
// two to six characters of a text without blanks between words, and for every
// word of one with, and looks whether every paragraph that contains it is found.
func TestFindsAll(t *testing.T) {
	if testing.Short() {
		t.Skip("asks for every string of the plan")
	}
	snap := open(t)
	var doc struct{ Blocks []planBlock }
	if err := json.Unmarshal(get(t, snap, "data/plan.json"), &doc); err != nil {
		t.Fatal(err)
	}
	for _, l := range snap.Atlas.Languages {
		where := map[string][]string{} // the blocks that contain a string, in order
		for _, b := range doc.Blocks {
			text, id := b[l.Code].(string), b["id"].(string)
			var asked []string
			if l.Spaced {
				asked = append(word.FindAllString(text, -1), strings.Fields(text)...)
			} else {
				asked = strips(text)
			}
			for _, s := range asked {
				if list := where[s]; len(list) == 0 || list[len(list)-1] != id {
					where[s] = append(list, id)
				}
			}
		}
		var all []string
		for s := range where {
			all = append(all, s)
		}
		slices.Sort(all)
		if os.Getenv("ATLAS_EVERY") == "" {
			// All of them take a minute; a part is asked by turns of the alphabet.
			for i := range len(all) / part {
				all[i] = all[i*part+i%part]
			}
			all = all[:len(all)/part]
		}
		const hands = 2
		var wg sync.WaitGroup
		for hand := range hands {
			r := shipped(t, snap, l.Code, true)
			wg.Go(func() {
				for i := hand; i < len(all); i += hands {
					found := map[string]bool{}
					for _, id := range r.paragraphs(all[i]) {
						found[id] = true
					}
					for _, id := range where[all[i]] {
						if !found[id] {
							t.Errorf("%s %q: %s is not found", l.Code, all[i], id)
							break
						}
					}
				}
			})
		}
		wg.Wait()
		t.Logf("%s: %d strings", l.Code, len(all))
	}
}
