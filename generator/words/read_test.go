package words

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

// A language takes its words from its own files, then from those of its main
// language, then from English; the site's own stand before the engine's. Keys that
// nothing asks for, and words that are only there in English, are told.
func TestReadStrings(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, s := range map[string]string{
		"templates/strings/en.yaml":      "texts: {a: A, b: B, c: C, d: \"{0} dog|{0} dogs\"}\nscales: [{from: 1000, size: 1000, name: k}]\n",
		"templates/strings/en-more.yaml": "texts: {e: E}\n",
		"templates/strings/pt.yaml":      "texts:\n  a: Á\n  b: Bê\n  abc: x\n",
		"templates/strings/pt-BR.yaml":   "texts: {b: Bê!}\n",
		"content/strings/en.yaml":        "texts: {c: Sea, f: F}\n",
		"content/strings/pt.yaml":        "texts: {e: É}\n",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(s)}
	}
	for code, want := range map[string]struct {
		texts   map[string]string
		foreign []string
		said    []string
	}{
		"en": {map[string]string{"a": "A", "b": "B", "c": "Sea", "d": "{0} dog|{0} dogs", "e": "E"}, nil,
			[]string{`content/strings/en.yaml:1:17: the interface has no text "f"`}},
		"pt-BR": {map[string]string{"a": "Á", "b": "Bê!", "c": "Sea", "d": "{0} dog|{0} dogs", "e": "É"}, []string{"c", "d"},
			[]string{`content/strings/en.yaml:1:17: the interface has no text "f"`,
				`templates/strings/pt-BR.yaml: 2 of the 5 texts of the interface are not there in "pt-BR"; they stand in English`,
				`templates/strings/pt.yaml:4:3: the interface has no text "abc"`}},
	} {
		got, problems := Read(fsys, code)
		if d := cmp.Diff(want.texts, got.texts); d != "" {
			t.Errorf("%s: %s", code, d)
		}
		for _, key := range want.foreign {
			if !got.foreign[key] {
				t.Errorf("%s: %s is not marked", code, key)
			}
		}
		if len(got.foreign) != len(want.foreign) || (len(got.Scales) > 0) != (code == "en") {
			t.Errorf("%s: %v, %v", code, got.foreign, got.Scales)
		}
		var said []string
		for _, p := range problems {
			if p.Severity != diag.Warning {
				t.Error(p)
			}
			said = append(said, p.Place.String()+": "+p.Message.EN)
		}
		if d := cmp.Diff(want.said, said); d != "" {
			t.Errorf("%s: %s", code, d)
		}
	}
}
