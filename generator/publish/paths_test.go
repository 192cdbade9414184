package publish

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"atlas/generator/address"
)

func TestPaths(t *testing.T) {
	long := strings.Repeat("长", 86) + ".html"
	for _, c := range []struct {
		paths []string
		want  string // the message in English; empty: accepted
	}{
		{[]string{"index.html", "zh/places/xian.html", "data/geo/a-b_c.geojson", "zh/西安.html"}, ""},
		{[]string{""}, "it is empty"},
		{[]string{"/index.html"}, "a part of it is empty"},
		{[]string{"zh//a"}, "a part of it is empty"},
		{[]string{"zh/"}, "a part of it is empty"},
		{[]string{"zh/../../etc/passwd"}, "it must not use . or .."},
		{[]string{"../x"}, "it begins with a dot"},
		{[]string{".atlas-files"}, "it begins with a dot"},
		{[]string{"zh/a.html "}, `"a.html " ends with a dot or a space, which Windows refuses`},
		{[]string{`zh\a.html`}, `"zh\\a.html" has a character that file names must not have (\ : * ? " < > | or a control character)`},
		{[]string{"c:/x"}, `"c:" has a character that file names must not have (\ : * ? " < > | or a control character)`},
		{[]string{"a\nb"}, `"a\nb" has a character that file names must not have (\ : * ? " < > | or a control character)`},
		{[]string{"zh/Con.html"}, `"Con.html" is a name that Windows reserves`},
		{[]string{"lpt1"}, `"lpt1" is a name that Windows reserves`},
		{[]string{"lpt0", "comma", "console"}, ""},
		{[]string{"a\xff"}, "it is not valid UTF-8"},
		{[]string{long}, `"` + strings.Repeat("长", 20) + `"… is too long (a file name has 255 bytes at most)`},
		{[]string{"a", "a"}, "two files have this address"},
		{[]string{"Zh/a.html", "zh/A.html"}, "it differs from Zh/a.html only in case, and Windows and macOS take both for one file"},
		{[]string{"a", "a/b"}, "it is also the folder of a/b"},
		{[]string{"a", "A/b/c"}, "it is also the folder of A/b/c"},
	} {
		files := []File{}
		for _, p := range c.paths {
			files = append(files, File{Path: p})
		}
		err := Fits(pathsOf(files))
		if c.want == "" {
			if err != nil {
				t.Errorf("%q: %v", c.paths, err)
			}
			continue
		}
		p := wantProblem(t, err, "publish-path")
		want(t, strings.Join(c.paths, " "), p.Message.EN, "this address cannot be a file of the site: "+c.want)
	}
}

func TestApart(t *testing.T) {
	s := t.TempDir()
	for _, d := range []string{"content/zh", "data", "public"} {
		if err := os.MkdirAll(filepath.Join(s, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	linked := os.Symlink(filepath.Join(s, "data"), filepath.Join(s, "alias")) == nil
	in := []string{filepath.Join(s, "content"), filepath.Join(s, "data"), filepath.Join(s, "templates")}
	for _, c := range []struct {
		out string
		ok  bool
	}{
		{"public", true}, {"public/deep", true}, {"contents", true}, {"../elsewhere", true},
		{".", false}, {"..", false}, {"content", false}, {"content/zh", false}, {"content/new/deep", false},
		{"templates", false}, {"templates/out", false}, {"public/../data", false}, {"alias", !linked}, {"alias/x", !linked},
	} {
		err := Apart(filepath.Join(s, c.out), s, in...)
		if (err == nil) != c.ok {
			t.Errorf("%s: got %v, want ok %v", c.out, err, c.ok)
		}
		if err != nil {
			wantProblem(t, err, "publish-overlap")
		}
	}
	if err := Apart(string(filepath.Separator), s); err == nil {
		t.Error("the root folder was accepted")
	}
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.html\n"))
	f.Add([]byte("E3B0C44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  ../../etc/passwd\r\nx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := parseManifest(data)
		for _, l := range lines {
			if !filepath.IsLocal(l.path) || !address.Fault(l.path).IsZero() {
				t.Errorf("%q got through", l.path)
			}
		}
		once := formatManifest(lines)
		if again := formatManifest(parseManifest(once)); !bytes.Equal(once, again) {
			t.Errorf("%q is read as %q", once, again)
		}
	})
}

func FuzzState(f *testing.F) {
	f.Add([]byte(stateHead + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 5 170000 zh/a b.html\n"))
	f.Add([]byte(stateHead + "x -1 99999999999999999999 a\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		state := parseState(data)
		if again := parseState(formatState(state)); !maps.Equal(state, again) {
			t.Errorf("%v is read as %v", state, again)
		}
	})
}
