package origin

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"atlas/generator/atlas"

	"github.com/google/go-cmp/cmp"
)

func bay(t testing.TB) *atlas.Atlas {
	t.Helper()
	in := fstest.MapFS{}
	site := os.DirFS("../golden/testdata/bay/in")
	err := fs.WalkDir(site, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(site, path)
		in[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	in["data/charts.yaml"] = &fstest.MapFile{Data: []byte(`charts:
  - id: parts
    kind: bars
    pages: [data]
    title: {zh: 各章各有几段, en: How many parts each chapter has}
    count: {of: blocks, by: chapter}
`)}
	in["content/zh/handbook/index.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 手册\n---\n\n字。\n")}
	a, problems := atlas.NewLoader(in).Load()
	if a == nil || problems.Forbids(false) {
		t.Fatal(problems)
	}
	return a
}

func TestOf(t *testing.T) {
	a := bay(t)
	for page, want := range map[string]string{
		"zh/plan/ch1.html": ` content/zh/ch1.md
ch1 content/zh/ch1.md:1:3
ch1-s1 content/zh/ch1.md:3:4
ch1-s1-p1 content/zh/ch1.md:5:1
note-A1 data/emendations.csv:2:1
`,
		"en/index.html":            " content/site.yaml\n",
		"en/about.html":            " content/en/about.md\n",
		"en/glossary.html":         " data/glossary.csv\nlighthouse data/glossary.csv:2:1\n",
		"en/notes.html":            " data/emendations.csv\nA1 data/emendations.csv:2:1\nB1 data/emendations.csv:3:1\n",
		"en/data/index.html":       " data/datapackage.yaml\n",
		"en/data/glossary.html":    " data/glossary.csv\nlighthouse data/glossary.csv:2:1\n",
		"en/places/north-bay.html": " data/places.csv:2:1\n",
		"zh/maps/index.html":       " data/maps.yaml\n",
		"zh/handbook/index.html":   " content/zh/handbook/index.md\n",
		"zh/handbook/edit.html":    "",
		"zh/search.html":           "",
		"index.html":               " content/site.yaml\n",
		"404.html":                 "",
		"fr/index.html":            "",
		"zh/data/values.csv":       "",
		"assets/atlas.css":         "",
		"":                         "",
	} {
		var got strings.Builder
		for _, o := range Of(a, page) {
			if strings.HasPrefix(o.ID, "chart-") {
				continue
			}
			fmt.Fprintf(&got, "%s %s\n", o.ID, o.Place)
		}
		text := got.String()
		if page == "zh/plan/ch1.html" {
			text = text[:min(len(text), len(want))] // its beginning
		}
		if d := cmp.Diff(want, text); d != "" {
			t.Errorf("%s (-want +got):\n%s", page, d)
		}
	}
}

// Each language has its own lines; what is shown in another for want of a
// translation leads to that one's. A drawing leads to where it is described.
func TestOfLanguagesAndDrawings(t *testing.T) {
	a := bay(t)
	at := func(page, id string) string {
		for _, o := range Of(a, page) {
			if o.ID == id {
				return o.Place.String()
			}
		}
		return "nowhere"
	}
	for _, l := range a.Languages {
		for b := range a.Blocks() {
			v, own := b.Version(0)
			if l.Code != a.Languages[0].Code {
				v, own = b.Version(1)
			}
			got := at(l.Code+"/plan/"+b.Chapter.ID+".html", b.ID)
			if got != v.Pos.Place().String() || own && !strings.HasPrefix(got, "content/"+l.Code+"/") {
				t.Errorf("%s in %s: %s", b.ID, l.Code, got)
			}
			for _, page := range []string{"/plan/print.html", "/parallel/" + b.Chapter.ID + ".html"} {
				if at(l.Code+page, b.ID) != got {
					t.Errorf("%s in %s%s: %s", b.ID, l.Code, page, at(l.Code+page, b.ID))
				}
			}
		}
	}
	for _, m := range a.Maps {
		for _, page := range []string{"zh/maps/", "en/embed/"} {
			if got := at(page+m.ID+".html", ""); got != m.Place.String() || !strings.HasPrefix(got, "data/maps.yaml:") {
				t.Errorf("map %s: %s", m.ID, got)
			}
		}
	}
	for _, c := range a.Charts {
		if got := at("en/embed/"+c.ID+".html", ""); got != c.Place.String() || !strings.HasPrefix(got, "data/charts.yaml:") {
			t.Errorf("chart %s: %s", c.ID, got)
		}
		if got := at("en/data/index.html", "chart-"+c.ID); got != c.Place.String() {
			t.Errorf("chart %s among the data: %s", c.ID, got)
		}
	}
	if len(a.Maps) == 0 || len(a.Charts) == 0 {
		t.Error("the site of the test has no map or no chart")
	}
}
