package starter

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

func files(t *testing.T, codes ...string) map[string]string {
	t.Helper()
	var languages []Language
	for _, c := range codes {
		l, err := Parse(c)
		if err != nil {
			t.Fatal(err)
		}
		languages = append(languages, l)
	}
	list, err := Files(languages, func(code string) bool { return code == "zh" || code == "en" }, []byte("  skip: Skip to content\n  \"odd\n"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range list {
		if _, twice := out[f.Path]; twice {
			t.Errorf("%s is there twice", f.Path)
		}
		out[f.Path] = string(f.Data)
	}
	return out
}

func TestParse(t *testing.T) {
	for code, want := range map[string]Language{
		"zh":    {Code: "zh", Tag: "zh-CN", Name: "中文"},
		"en":    {Code: "en", Tag: "en", Name: "English", Spaced: true, Endings: `["'s", "s"]`},
		" fr ":  {Code: "fr", Tag: "fr", Name: "français", Spaced: true},
		"pt-br": {Code: "pt-BR", Tag: "pt-BR", Name: "português", Spaced: true},
		"ja":    {Code: "ja", Tag: "ja", Name: "日本語"},
		"ar":    {Code: "ar", Tag: "ar", Name: "العربية", Spaced: true},
	} {
		got, err := Parse(code)
		got.words, got.text = nil, ""
		if err != nil || got.Code != want.Code || got.Tag != want.Tag || got.Name != want.Name || got.Spaced != want.Spaced || got.Endings != want.Endings {
			t.Errorf("%q: %+v, %v", code, got, err)
		}
	}
	for _, code := range []string{"", "x", "english", "zh,en", "../en", "und"} {
		if l, err := Parse(code); err == nil {
			t.Errorf("%q is %+v", code, l)
		}
	}
}

// The sample has the same words and the same texts in every language it speaks.
func TestSampleIsWhole(t *testing.T) {
	names, err := fs.Glob(own, "words/*.yaml")
	if err != nil || len(names) < 3 {
		t.Fatal(names, err)
	}
	english := strings.Split(read(t, "words/en.yaml"), "\n")
	for _, name := range names {
		code := strings.TrimSuffix(path.Base(name), ".yaml")
		var keys []string
		for line := range strings.Lines(read(t, name)) {
			if key, _, ok := strings.Cut(line, ": "); ok && strings.HasPrefix(line, "  ") {
				keys = append(keys, strings.TrimSpace(key))
			}
		}
		var want []string
		for _, line := range english {
			if key, _, ok := strings.Cut(line, ": "); ok && strings.HasPrefix(line, "  ") {
				want = append(want, strings.TrimSpace(key))
			}
		}
		if !slices.Equal(keys, want) {
			t.Errorf("%s has other words than English, or in another order", code)
		}
		for _, file := range []string{"ch1.md", "ch2.md", "home.md", "about.md", "README.md"} {
			a, b := strings.Split(read(t, "text/"+code+"/"+file), "\n"), strings.Split(read(t, "text/en/"+file), "\n")
			if strings.HasPrefix(file, "ch") && len(a) != len(b) {
				t.Errorf("%s/%s has %d lines, the English %d", code, file, len(a), len(b))
			}
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := fs.ReadFile(own, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFiles(t *testing.T) {
	got := files(t, "en", "sw")
	for name, want := range map[string]string{
		"templates/strings/sw.yaml": "texts:\n  # skip: Skip to content\n",
		"content/sw/ch2.md": "# {untranslated}\n\n## {untranslated}\n\n{untranslated}\n\n> ### {untranslated}\n>\n" +
			"> - {untranslated}\n> - {untranslated}\n",
		"content/sw/about.md": "---\nlanguage: en\ntitle: About this atlas\n",
		"data/places.csv":     "slug,rank,parent,extent,name_en,name_sw,short_en,short_sw,forms_en,forms_sw,seat_lon,seat_lat,feature,area_stated,note_en,note_sw\n",
		"content/site.yaml":   `  - {code: sw, tag: sw, name: "Kiswahili", spaced: true}`,
		"README.md":           "# An atlas of your own\n",
	} {
		if !strings.Contains(got[name], want) {
			t.Errorf("%s is\n%s\nwithout\n%s", name, got[name], want)
		}
	}
	if _, ok := got["templates/strings/en.yaml"]; ok {
		t.Error("words that the engine speaks are to be translated")
	}
	// Every row has as many cells as its header.
	for name, text := range files(t, "zh", "en", "fr") {
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		lines := strings.Split(strings.TrimSpace(text), "\n")
		for _, line := range lines {
			if strings.Contains(line, `"`) {
				continue
			}
			if a, b := strings.Count(line, ","), strings.Count(lines[0], ","); a != b {
				t.Errorf("%s: %d delimiters instead of %d in %s", name, a, b, line)
			}
		}
	}
}
