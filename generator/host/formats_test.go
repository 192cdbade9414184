package host

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// address is where the site of these tests is published: below a path.
const address = "https://atlas.example/a/b/"

var urlLine = regexp.MustCompile(`(?m)^url:.*$`)

// published is the website of a copy of the site that knows its address.
var published = sync.OnceValues(func() (*website, error) {
	dir := filepath.Join(scratch, "site")
	for _, part := range []string{"content", "data", "templates"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(root, part))); err != nil {
			return nil, err
		}
	}
	modules, err := filepath.Abs(filepath.Join(root, "node_modules"))
	if err != nil {
		return nil, err
	}
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		return nil, err
	}
	// The drawings are the same: they are taken over once they are there.
	if _, err := build(); err != nil {
		return nil, err
	}
	if err := os.CopyFS(filepath.Join(dir, ".cache"), os.DirFS(filepath.Join(root, ".cache"))); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	settings := filepath.Join(dir, "content", "site.yaml")
	data, err := os.ReadFile(settings)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(settings, urlLine.ReplaceAll(data, []byte(`url: "`+address+`"`)), 0o644); err != nil {
		return nil, err
	}
	return makeSite(dir, filepath.Join(scratch, "published"))
})

func publishedSite(t *testing.T) *website {
	t.Helper()
	if testing.Short() {
		t.Skip("-short leaves out a second website of the same site")
	}
	w, err := published()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// lint has xmllint judge a file by a schema of testdata; it returns what is wrong.
func lint(t *testing.T, schema, file string) string {
	t.Helper()
	kind := map[string]string{".xsd": "--schema", ".rng": "--relaxng"}[filepath.Ext(schema)]
	cmd := exec.Command(Tool(t, "xmllint", "libxml2-utils"), "--noout", "--nonet", kind, filepath.Join("testdata", schema), file)
	said, err := cmd.CombinedOutput()
	if err == nil {
		return ""
	}
	return strings.TrimSpace(string(said))
}

// within is the path of a file of the website from its absolute address, without
// what stands behind a #; "" where there is no such file.
func (w *website) within(t *testing.T, absolute string) string {
	t.Helper()
	p, ok := strings.CutPrefix(absolute, address)
	p, _, _ = strings.Cut(p, "#")
	if !ok || w.files[p] == nil {
		t.Errorf("%s is no file of the website", absolute)
		return ""
	}
	return p
}

// sitemap is a site map as it is read.
type sitemap struct {
	URLs []struct {
		Loc   string `xml:"loc"`
		Links []struct {
			Rel  string `xml:"rel,attr"`
			Lang string `xml:"hreflang,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"url"`
}

// The site map is valid by its schema and small enough; it names every page that
// may be found, once, each with all its languages, and no other.
func TestSitemap(t *testing.T) {
	w := publishedSite(t)
	if wrong := lint(t, "sitemap.xsd", filepath.Join(w.dir, "sitemap.xml")); wrong != "" {
		t.Error(wrong)
	}
	data := w.files["sitemap.xml"]
	var m sitemap
	if err := xml.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	if len(m.URLs) > 50_000 || len(data) > 50_000_000 {
		t.Errorf("%d addresses in %d bytes are more than a site map may hold", len(m.URLs), len(data))
	}
	named := map[string]bool{}
	alternates := map[string]string{}
	for _, u := range m.URLs {
		p := w.within(t, u.Loc)
		if named[p] {
			t.Errorf("%s is named twice", p)
		}
		named[p] = true
		var all []string
		self := false
		for _, l := range u.Links {
			w.within(t, l.Href)
			all = append(all, l.Lang+" "+l.Href)
			self = self || l.Href == u.Loc
		}
		if !self {
			t.Errorf("%s is not among its own languages", p)
		}
		alternates[u.Loc] = strings.Join(all, "\n")
		for _, l := range u.Links {
			if other := alternates[l.Href]; other != "" && other != alternates[u.Loc] {
				t.Errorf("%s has other languages than %s", u.Loc, l.Href)
			}
		}
	}
	for p, data := range w.files {
		if !strings.HasSuffix(p, ".html") {
			continue
		}
		// The front door and the page for what is not there are in no language.
		hidden := !strings.Contains(p, "/") || strings.Contains(string(data), `<meta name="robots" content="noindex">`)
		if hidden == named[p] {
			t.Errorf("%s: is to be found: %t, is named: %t", p, !hidden, named[p])
		}
	}
	if s := string(w.files["robots.txt"]); !strings.Contains(s, "\nSitemap: "+address+"sitemap.xml\n") {
		t.Errorf("robots.txt does not name the site map: %s", s)
	}
}

// feed is a feed as it is read.
type feed struct {
	Lang    string `xml:"lang,attr"`
	ID      string `xml:"id"`
	Updated string `xml:"updated"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Updated string `xml:"updated"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

// The feeds of changes are valid Atom, and hold what no grammar can say: they know
// their own address, no id stands twice, and the newest comes first.
func TestFeeds(t *testing.T) {
	w := publishedSite(t)
	for _, lang := range []string{"zh", "en"} {
		name := lang + "/feed.xml"
		if wrong := lint(t, "atom.rng", filepath.Join(w.dir, filepath.FromSlash(name))); wrong != "" {
			t.Error(wrong)
		}
		var f feed
		if err := xml.Unmarshal(w.files[name], &f); err != nil {
			t.Fatal(err)
		}
		if len(f.Entries) == 0 {
			t.Errorf("%s is empty", name)
		}
		ids := map[string]bool{f.ID: true}
		newest := f.Updated
		for _, e := range f.Entries {
			if ids[e.ID] {
				t.Errorf("%s: the id %s stands twice", name, e.ID)
			}
			ids[e.ID] = true
			w.within(t, e.Link.Href)
			if e.Updated > newest {
				t.Errorf("%s: an entry of %s stands behind one of %s, or its feed", name, e.Updated, newest)
			}
			newest = e.Updated
		}
		self := false
		for _, l := range f.Links {
			w.within(t, l.Href)
			self = self || l.Rel == "self" && l.Href == address+name
		}
		if !self {
			t.Errorf("%s does not know its own address", name)
		}
		if home := string(w.files[lang+"/index.html"]); !strings.Contains(home, `type="application/atom+xml"`) {
			t.Errorf("no page leads to %s", name)
		}
	}
}

// The schemas refuse what they must.
func TestSchemasRefuse(t *testing.T) {
	const head = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`
	const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>a</title><id>https://x.example/</id>`
	const rest = `<author><name>b</name></author><link rel="self" href="https://x.example/f"/></feed>`
	for _, c := range []struct{ schema, text, want string }{
		{"sitemap.xsd", head + `<url><loc>https://x.example/</loc><xhtml:link rel="alternate" hreflang="en" href="https://x.example/"/></url></urlset>`, ""},
		{"sitemap.xsd", head + `<url><loc>https://x.example/</loc><xhtml:link rel="alternate" hreflang="en" href="/en/"/></url></urlset>`, "'/en/' is not accepted by the pattern"},
		{"sitemap.xsd", head + `<url><priority>0.5</priority></url></urlset>`, "Missing child element(s)|not expected"},
		{"sitemap.xsd", head + `</urlset>`, "Missing child element(s)"},
		{"atom.rng", atom + `<updated>2031-05-01T00:00:00Z</updated>` + rest, ""},
		{"atom.rng", atom + `<updated>2031-05-01</updated>` + rest, "fails to validate"},
		{"atom.rng", atom + rest, "fails to validate"},
		{"atom.rng", atom + `<updated>2031-05-01T00:00:00Z</updated><entry><title>c</title><id>c</id><updated>2031-05-01T00:00:00Z</updated></entry>` + rest, "fails to validate"},
	} {
		file := filepath.Join(t.TempDir(), "x.xml")
		if err := os.WriteFile(file, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		got := lint(t, c.schema, file)
		matches := func(want string) bool { return strings.Contains(got, want) }
		if c.want == "" && got != "" || !slices.ContainsFunc(strings.Split(c.want, "|"), matches) {
			t.Errorf("%s\ngot %s, want %s", c.text, got, c.want)
		}
	}
}

// The manifest says what a browser needs to keep the site: its members are of the
// kinds that the manifest's specification gives, its addresses are relative and
// lead to files.
func TestManifest(t *testing.T) {
	w := built(t)
	colour := regexp.MustCompile(`^#[0-9a-f]{6}$`)
	for _, lang := range []string{"zh", "en"} {
		name := lang + "/site.webmanifest"
		var m struct {
			Name       string `json:"name"`
			ShortName  string `json:"short_name"`
			Lang       string `json:"lang"`
			StartURL   string `json:"start_url"`
			Scope      string `json:"scope"`
			Display    string `json:"display"`
			Background string `json:"background_color"`
			Theme      string `json:"theme_color"`
			Icons      []struct {
				Src, Sizes, Type string
			} `json:"icons"`
		}
		d := json.NewDecoder(strings.NewReader(string(w.files[name])))
		d.DisallowUnknownFields()
		if err := d.Decode(&m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if m.Name == "" || m.ShortName == "" || !strings.HasPrefix(m.Lang, lang) {
			t.Errorf("%s: name %q, %q, language %q", name, m.Name, m.ShortName, m.Lang)
		}
		if !slices.Contains([]string{"fullscreen", "standalone", "minimal-ui", "browser"}, m.Display) {
			t.Errorf("%s: display %q", name, m.Display)
		}
		if !colour.MatchString(m.Background) || !colour.MatchString(m.Theme) {
			t.Errorf("%s: colours %q, %q", name, m.Background, m.Theme)
		}
		start, scope := path.Join(lang, m.StartURL), path.Join(lang, m.Scope)
		if w.files[start] == nil || scope != "." && !strings.HasPrefix(start, scope+"/") {
			t.Errorf("%s: starts at %s, within %s", name, start, scope)
		}
		if len(m.Icons) == 0 {
			t.Errorf("%s has no icon", name)
		}
		for _, i := range m.Icons {
			if w.files[path.Join(lang, i.Src)] == nil || i.Sizes == "" || i.Type == "" {
				t.Errorf("%s: the icon %+v", name, i)
			}
		}
	}
}
