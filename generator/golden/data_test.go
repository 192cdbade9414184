package golden

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every table that a website offers is read strictly: as many cells in each row as
// the header has, and a name for each column that no other has.
func TestTablesAreRectangular(t *testing.T) {
	n := 0
	err := filepath.WalkDir("testdata", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".csv" || !strings.Contains(filepath.ToSlash(path), "/out/") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
		rows, err := r.ReadAll()
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		seen := map[string]bool{}
		for _, name := range rows[0] {
			if name == "" || seen[name] {
				t.Errorf("%s: the column %q has no name of its own", path, name)
			}
			seen[name] = true
		}
		return nil
	})
	if err != nil || n < 11 {
		t.Errorf("%d tables, %v", n, err)
	}
}

// In the description of the tables each title, description, name and path is one
// text, as the Data Package standard asks; it stands there in other languages under
// names of their own.
func TestPackageHasTexts(t *testing.T) {
	files, err := filepath.Glob("testdata/*/out/data/datapackage.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		texts, others := 0, 0
		var look func(at string, v any)
		look = func(at string, v any) {
			switch v := v.(type) {
			case []any:
				for _, x := range v {
					look(at, x)
				}
			case map[string]any:
				for key, x := range v {
					name, lang, other := strings.Cut(key, "_")
					switch name {
					case "title", "description", "name", "path", "profile", "format":
						if s, ok := x.(string); !ok || s == "" {
							t.Errorf("%s: %s.%s is no text: %v", file, at, key, x)
						}
						texts++
						if other && lang != "" {
							others++
							if v[name] == nil {
								t.Errorf("%s: %s has %s and no %s", file, at, key, name)
							}
						}
					case "sources", "licenses", "resources", "fields":
						if list, ok := x.([]any); !ok || len(list) == 0 {
							t.Errorf("%s: %s.%s is empty", file, at, key)
						}
					}
					look(at+"."+key, x)
				}
			}
		}
		look("", v)
		if texts < 20 || others == 0 && strings.Contains(file, "bay") {
			t.Errorf("%s: %d texts, %d of them in other languages", file, texts, others)
		}
	}
}
