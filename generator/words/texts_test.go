package words

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"atlas/generator/source"
	"atlas/templates"
)

// allTexts reads the interface texts of every language from templates/strings, by
// language and key; a key in two files of a language is a mistake.
func allTexts(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	names, err := fs.Glob(templates.FS, "strings/*.yaml")
	if err != nil || len(names) < 2 {
		t.Fatal(names, err)
	}
	from := map[string]string{}
	for _, name := range names {
		lang, _, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".yaml"), "-")
		f, problems := source.Open(templates.FS, name, source.TextFile)
		if f == nil {
			t.Fatal(problems)
		}
		table, problems := parseStrings(lang, f)
		if len(problems) > 0 {
			t.Error(problems)
		}
		if out[lang] == nil {
			out[lang] = map[string]string{}
		}
		for k, v := range table.texts {
			if other := from[lang+k]; other != "" {
				t.Errorf("%s stands in %s and in %s", k, other, name)
			}
			from[lang+k] = name
			out[lang][k] = v
		}
	}
	return out
}

var placeholder = regexp.MustCompile(`\{\d+\}`)

// Every language has the same texts, and they take the same arguments.
func TestLanguagesHaveTheSameTexts(t *testing.T) {
	all := allTexts(t)
	arguments := func(s string) []string {
		found := placeholder.FindAllString(s, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	for lang, texts := range all {
		for other, theirs := range all {
			for key, text := range texts {
				their, ok := theirs[key]
				if !ok {
					t.Errorf("%s is there in %s and not in %s", key, lang, other)
				} else if lang < other && !slices.Equal(arguments(text), arguments(their)) {
					t.Errorf("%s takes other arguments in %s (%q) than in %s (%q)", key, lang, text, other, their)
				}
			}
		}
	}
}

// Every text that a layout or a view asks for is there. Keys that are put
// together as the program runs are not seen here; the test of the whole output
// looks for those.
func TestNoTextIsMissing(t *testing.T) {
	english := allTexts(t)["en"]
	look := func(name, body string, pattern *regexp.Regexp) {
		for _, m := range pattern.FindAllStringSubmatch(body, -1) {
			if key := m[1]; english[key] == "" && !strings.HasSuffix(key, ".") {
				t.Errorf("%s asks for %q", name, key)
			}
		}
	}
	layouts, err := fs.Glob(templates.FS, "*.html")
	if err != nil || len(layouts) == 0 {
		t.Fatal(layouts, err)
	}
	for _, name := range layouts {
		body, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		look(name, string(body), regexp.MustCompile(`\b(?:t|plain|html) "([a-z][\w.-]*)"`))
	}
	asked := regexp.MustCompile(`\.[tT]\("([a-z][\w.-]*)"[,)]`)
	views := 0
	err = filepath.WalkDir("../page", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		body, err := os.ReadFile(name)
		look(name, string(body), asked)
		views += len(asked.FindAll(body, -1))
		return err
	})
	if err != nil || views < 100 {
		t.Fatal(views, err)
	}
}
