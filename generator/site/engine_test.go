package site_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"atlas/generator/source"
)

// Words of the plan beside the generator that are also words of the trade, so
// that the engine may use them.
var common = map[string]string{
	"area":       "what a plan covers, and a measure",
	"scope":      "a map, and the range of a name",
	"structure":  "a map, and any structure",
	"transport":  "a map, and a theme of any plan",
	"ecology":    "a map, and a theme of any plan",
	"population": "a map and a chart, and a number that any plan gives",
	"density":    "a map, and a number that any plan gives",
	"opening":    "a map, and whatever begins",
	"zoning":     "a map, and what any plan does",
	"named":      "a map of names, and whatever has a name",
	"names":      "a map of names, and the table of that name",
	"center":     "where a text or a circle is",
	"shares":     "a chart, and shares of anything",
	"cities":     "a number of them, and cities",
	"610000":     "an administrative code, and what Excel shortens to 6.1E+05",
	"一带一路":       "among the words that begin with a numeral and state no number",
	"nation":     "what a number is compared with",
	"land-area":  "a number that any plan gives",
	"china":      "the country whose law of maps the engine keeps (the review number)",
	"中国":         "the country whose law of maps the engine keeps (the review number)",
	"beijing":    "in the name of a geodetic datum (Beijing 1954)",
	"北京":         "in the name of a geodetic datum (北京54)",
	"xian":       "in the name of a geodetic datum (Xian 1980)",
	"西安":         "in the name of a geodetic datum (西安80)",
}

// The engine knows no plan: no name, slug or id of the plan beside the generator
// stands in its Go, its scripts, layouts, styles and words, nor in the handbook.
func TestEngineKnowsNoPlan(t *testing.T) {
	words := planWords(t)
	if len(words) < 400 {
		t.Fatalf("only %d words of the plan", len(words))
	}
	for w := range common {
		delete(words, w)
	}
	if hits(words, "the county of Liquan, 咸阳市; Guanzhong Pingyuan") != 5 { // 咸阳 and guanzhong too
		t.Error("the search does not find what is there")
	}
	engine := os.DirFS(root)
	seen := 0
	for _, dir := range []string{"generator", "templates"} {
		err := fs.WalkDir(engine, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && (d.Name() == "testdata" || name == "generator/golden/cases") {
				if err == nil {
					err = fs.SkipDir
				}
				return err
			}
			if d.IsDir() || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".test.ts") || !slices.Contains([]string{".go", ".ts", ".js", ".html", ".yaml", ".css", ".md", ".svg", ".tmpl", ".csv", ".geojson"}, path.Ext(name)) {
				return nil
			}
			data, err := fs.ReadFile(engine, name)
			if err != nil {
				return err
			}
			seen++
			text := strings.ToLower(string(data))
			for w, table := range words {
				for _, at := range found(text, w) {
					t.Errorf("%s:%d names %q of the table %s", name, 1+strings.Count(text[:at], "\n"), w, table)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 200 {
		t.Errorf("only %d files were searched", seen)
	}
}

// found are the offsets of a word in a text, both in lower case; one in Latin
// letters must stand apart.
func found(text, word string) []int {
	var at []int
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return at
		}
		i += from
		from = i + len(word)
		if within(word[0]) && (i > 0 && within(text[i-1]) || from < len(text) && within(text[from])) {
			continue
		}
		at = append(at, i)
	}
}

// within reports whether a byte is part of a word or id in Latin letters.
func within(b byte) bool {
	return b == '-' || b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z'
}

func hits(words map[string]string, text string) int {
	n := 0
	for w := range words {
		n += len(found(strings.ToLower(text), w))
	}
	return n
}

// planWords are the names and ids of the plan beside the generator, each with the
// table it is from.
func planWords(t *testing.T) map[string]string {
	t.Helper()
	words := map[string]string{}
	site := os.DirFS(root)
	for table, columns := range map[string][]string{
		"places":   {"slug", "name_zh", "short_zh", "forms_zh", "name_en", "short_en", "forms_en", "pinyin", "adcode"},
		"names":    {"id", "name_zh", "forms_zh", "name_en", "forms_en", "pinyin"},
		"values":   {"id"},
		"targets":  {"id"},
		"projects": {"id"},
		"concepts": {"concept"},
		"glossary": {"id"},
	} {
		f, problems := source.Open(site, "data/"+table+".csv", source.TableFile)
		if f == nil {
			t.Skip("there is no atlas beside the generator: ", problems)
		}
		rows, _ := source.ReadTable(f)
		for _, r := range rows.Rows {
			for _, c := range columns {
				for _, part := range r.Get(c).List() {
					// A word of one letter, or a common one of the glossary, names nothing.
					if w := strings.ToLower(part.Value); len([]rune(w)) > 1 && (table != "glossary" || strings.Count(w, "-") > 1) {
						words[w] = table
					}
					if c == "pinyin" && part.Value != "" { // and as people type it: shiqiao zhen, shiqiaozhen
						typed := strings.Map(func(r rune) rune {
							if r > unicode.MaxASCII {
								return -1
							}
							return r
						}, norm.NFD.String(strings.ToLower(part.Value)))
						words[typed], words[strings.ReplaceAll(typed, " ", "")] = table, table
					}
				}
			}
		}
	}
	return words
}
