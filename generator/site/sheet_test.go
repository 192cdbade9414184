package site_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// composed are beginnings of classes that the programs put together, so that some
// of the family stand in no page of today: the kinds of search results, switches
// of maps, stages of projects, inks of charts.
var composed = []string{"s-", "m-slot-", "m-stage-", "m-class-", "c-in-", "c-s", "c-h"}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssHead    = regexp.MustCompile(`([^{};]+)\{`)
	cssClass   = regexp.MustCompile(`\.(-?[a-zA-Z_][\w-]*)`)
	wordsOf    = regexp.MustCompile(`[\w-]+`)
)

// Every class of the style sheets is one that a page, a drawing or a script has:
// what nothing uses is fetched by every reader all the same.
func TestSheetHasNoDeadClasses(t *testing.T) {
	used := map[string]bool{}
	for name, data := range built(t) {
		switch filepath.Ext(name) {
		case ".html", ".svg":
			addClasses(used, data)
		}
	}
	// The plan need not have every form that a chapter may take (a table with aligned
	// columns, say): the pages of the golden sites count too.
	pages := 0
	err := filepath.WalkDir("../golden/testdata", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		if err == nil {
			addClasses(used, data)
			pages++
		}
		return err
	})
	if err != nil || pages == 0 {
		t.Fatalf("%d pages of golden sites: %v", pages, err)
	}
	read := func(pattern string, add func(data []byte)) {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("nothing is named %s", pattern)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			add(data)
		}
	}
	// What a page of another site may have stands in the layouts; what only drawings
	// and scripts make, in their words.
	for _, pattern := range []string{"../../templates/*.html", "../../templates/scripts/*.ts", "../carto/*.go", "../page/*.go"} {
		read(pattern, func(data []byte) {
			for _, w := range wordsOf.FindAllString(string(data), -1) {
				used[w] = true
			}
		})
	}
	dead := map[string]bool{}
	read("../../templates/styles/*.css", func(data []byte) {
		for _, class := range classesOf(string(data)) {
			if !used[class] && !slices.ContainsFunc(composed, func(p string) bool { return strings.HasPrefix(class, p) }) {
				dead[class] = true
			}
		}
	})
	for class := range dead {
		t.Errorf("the style sheets have .%s, which no page, layout or script has", class)
	}
}

// addClasses takes the classes of a page's elements.
func addClasses(used map[string]bool, page []byte) {
	z := html.NewTokenizer(strings.NewReader(string(page)))
	for z.Next() != html.ErrorToken {
		for more := true; more; {
			var key, value []byte
			key, value, more = z.TagAttr()
			if string(key) == "class" {
				for _, c := range strings.Fields(string(value)) {
					used[c] = true
				}
			}
		}
	}
}

// classesOf are the classes in the selectors of a sheet.
func classesOf(css string) []string {
	var out []string
	for _, head := range cssHead.FindAllStringSubmatch(cssComment.ReplaceAllString(css, ""), -1) {
		for _, c := range cssClass.FindAllStringSubmatch(head[1], -1) {
			out = append(out, c[1])
		}
	}
	return out
}

func TestClassesOf(t *testing.T) {
	got := classesOf("/* .not */ .a, .b-1 > q:not(.c) { margin: .5em; background: url(x.svg) } @media (min-width: 2.5em) { .d::before { content: \".e\" } }")
	if want := []string{"a", "b-1", "c", "d"}; !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}
