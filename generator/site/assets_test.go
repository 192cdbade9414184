package site

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"atlas/generator/cache"
)

// Scripts and styles are bundled once; from the cache they are the same, and
// whatever is changed in their folders makes others.
func TestAssetsAreKept(t *testing.T) {
	kept, err := cache.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	made := func(with tree, c *cache.Cache) map[string]string {
		t.Helper()
		files, problems := assets(&overlay{site: newDisk(with)}, c)
		if len(problems) > 0 {
			return map[string]string{"problem": problems[0].Message.EN}
		}
		out := map[string]string{}
		for _, f := range files {
			data, err := f.Make()
			if err != nil {
				t.Fatal(err)
			}
			out[f.Path] = string(data)
		}
		return out
	}
	before := made(tree{}, nil)
	if len(before) != 5 {
		t.Fatalf("the assets are %v", slices.Sorted(maps.Keys(before)))
	}
	for range 2 {
		if !maps.Equal(made(tree{}, kept), before) {
			t.Error("the kept assets are others")
		}
	}
	for path, data := range map[string]string{
		"templates/styles/99-more.css":    ".more { color: red }",
		"templates/scripts/theme.ts":      "console.log(1)",
		"templates/scripts/atlas.ts":      "let = ;",
		"templates/styles/00-tokens.css":  ".more { color",
		"templates/icon.svg":              "<svg/>",
		"templates/scripts/within/one.ts": "export const one = 1",
	} {
		with := tree{path: []byte(data)}
		want := made(with, nil)
		for range 2 { // a mistake is told each time
			if got := made(with, kept); !maps.Equal(got, want) {
				t.Errorf("%s: %v, want %v", path, got, want)
			}
		}
		if path != "templates/scripts/within/one.ts" && maps.Equal(want, before) {
			t.Errorf("%s makes no difference", path)
		}
	}
}

// Look finds the same as a check without a cache, and changes nothing.
func TestLook(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, nil, goldenTree(t, "bay"))
	check := func(open func(string) (*Site, error)) string {
		t.Helper()
		s, err := open(dir)
		if err != nil {
			t.Fatal(err)
		}
		return printed(s.Check(false))
	}
	want := check(func(dir string) (*Site, error) { return Open(dir, true) })
	without := lying(t, dir)
	if got := check(Look); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if c := without.changed(lying(t, dir)); len(c) > 0 {
		t.Errorf("looking made %v", c)
	}
	if got := check(func(dir string) (*Site, error) { return Open(dir, false) }); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	kept := lying(t, dir)
	if len(kept) < len(without)+4 {
		t.Fatalf("nothing is kept: %v", without.changed(kept))
	}
	for p, data := range kept {
		if without[p] == nil {
			data = bytes.Clone(data)
			data[len(data)-1] ^= 1
			put(t, dir+"/"+p, data)
		}
	}
	damaged := lying(t, dir)
	if got := check(Look); got != want {
		t.Errorf("with a damaged cache: %s, want %s", got, want)
	}
	if c := damaged.changed(lying(t, dir)); len(c) > 0 {
		t.Errorf("looking changed %v", c)
	}
}
