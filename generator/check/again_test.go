package check

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
)

// swapFS is a site that can become another.
type swapFS struct{ fstest.MapFS }

// A checker that has seen other states of a site says what a new one says.
func TestAgain(t *testing.T) {
	base := readSite(t, "ok/base.txtar")
	site := &swapFS{base}
	loader := atlas.NewLoader(site)
	checker := New(site)
	say := func(next fstest.MapFS) string {
		var changed []string
		for name := range site.MapFS {
			if next[name] == nil || !bytes.Equal(next[name].Data, site.MapFS[name].Data) {
				changed = append(changed, name)
			}
		}
		site.MapFS = next
		loader.Forget(changed...)
		a, l := loader.Load()
		l.Add(checker.Check(a)...)
		l.Sort()
		return report(l)
	}
	for _, name := range sites(t, "err") {
		next := readSite(t, "err/"+name)
		want := report(problemsOf(t, next))
		if d := cmp.Diff(want, say(next)); d != "" {
			t.Errorf("%s after the sound site: %s", name, d)
		}
		if d := cmp.Diff(want, say(next)); d != "" {
			t.Errorf("%s again: %s", name, d)
		}
		if got := strings.TrimSpace(say(base)); got != "" {
			t.Errorf("the sound site after %s: %s", name, got)
		}
	}
}
