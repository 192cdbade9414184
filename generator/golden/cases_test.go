package golden

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"atlas/generator/command"
	"atlas/generator/diag"
	"atlas/generator/site"
)

// A testCase is a small input that once was lost, misread or passed in silence:
// the files of cases/NAME, laid over a new site in Chinese and English unless it
// is whole.
type testCase struct {
	name  string
	whole bool
	// pending says what is still to be mended, where something is. Such a case
	// must fail; when it passes, delete this text: TestCases then holds the case.
	pending string
	put     map[string]string // further files, too large to keep
	want    func(*outcome) error
}

// outcome is what is said of a case, and its website where one is made.
type outcome struct {
	problems diag.List
	snap     *site.Snapshot
}

// says asks for a problem of the rule at a place, FILE or FILE:LINE or
// FILE:LINE:COL, whose English words contain some text. An empty rule is any.
func says(rule, place, words string) func(*outcome) error {
	return func(o *outcome) error {
		for _, p := range o.problems {
			at := p.Place.String() + ":"
			if (rule == "" || p.Rule == rule) && strings.HasPrefix(at, place+":") && strings.Contains(p.Message.EN+" "+p.Hint.EN, words) {
				return nil
			}
		}
		return fmt.Errorf("nothing is said at %s by the rule %q with the words %q", place, rule, words)
	}
}

// silent asks that none of the rules says anything.
func silent(rules ...string) func(*outcome) error {
	return func(o *outcome) error {
		for _, p := range o.problems {
			if slices.Contains(rules, p.Rule) {
				return fmt.Errorf("%s: %s is said: %s", p.Place, p.Rule, p.Message.EN)
			}
		}
		return nil
	}
}

// shows asks for a text in a file of the website.
func shows(path, text string) func(*outcome) error {
	return func(o *outcome) error {
		if o.snap == nil {
			return fmt.Errorf("there is no website")
		}
		data, err := o.snap.Get(path)
		if err == nil && !bytes.Contains(data, []byte(text)) {
			err = fmt.Errorf("%s does not contain %q", path, text)
		}
		return err
	}
}

// steps are the lines of a path, which begin where the one before ends.
var steps = regexp.MustCompile(`(-?[0-9]*\.?[0-9]+)[ ,]?(-?[0-9]*\.?[0-9]+)`)

// narrow asks that a path of the drawing has no line as long as a width in px.
func narrow(path, id string, width float64) func(*outcome) error {
	return func(o *outcome) error {
		if o.snap == nil {
			return fmt.Errorf("there is no website")
		}
		data, err := o.snap.Get(path)
		if err != nil {
			return err
		}
		m := regexp.MustCompile(`id="` + id + `"[^>]* d="M[^l]*l([^"]*)"`).FindSubmatch(data)
		if m == nil {
			return fmt.Errorf("%s has no path %s", path, id)
		}
		for _, s := range steps.FindAllSubmatch(m[1], -1) {
			if dx, err := strconv.ParseFloat(string(s[1]), 64); err != nil || math.Abs(dx) >= width {
				return fmt.Errorf("%s: a line of %s is %s px wide", path, id, s[1])
			}
		}
		return nil
	}
}

func both(wants ...func(*outcome) error) func(*outcome) error {
	return func(o *outcome) error {
		for _, w := range wants {
			if err := w(o); err != nil {
				return err
			}
		}
		return nil
	}
}

var testCases = []testCase{
	{name: "article-html", want: both(says("text-html", "content/zh/about.md:18:1", "HTML"), says("text-comments", "content/zh/about.md:14:1", "not published"))},
	{name: "csv-big5", want: says("", "data/extra.csv", "Big5")},
	{name: "csv-sjis", want: says("", "data/extra.csv", "Shift")},
	{name: "geo-gpkg", want: both(says("encoding", "data/geo/extra.gpkg", "GeoPackage"), silent("geojson-syntax"))},
	{name: "geo-raw-shp", want: both(says("encoding", "data/geo/extra.shp", ".zip"), silent("geojson-syntax"))},
	{name: "geojson-antimeridian", want: narrow("zh/maps/area.html", "area-areas2-a", 550),
		pending: "a polygon over the 180° meridian is drawn around the globe and squeezes the map"},
	{name: "geojson-collection-area", want: shows("zh/maps/area.html", `id="area-areas2-a" data-id="a" d="M`)},
	{name: "indented-paragraph", want: silent("quote")},
	{name: "kangxi", want: both(silent("names"), says("radical", "content/zh/ch2.md:7:1", "长"))},
	{name: "md-comment", whole: true, want: says("text-comments", "content/zh/ch1.md:5:1", "not published")},
	{name: "md-image-inline", whole: true, want: both(says("text-picture", "content/zh/ch1.md:13:2", ""), says("address", "content/zh/ch1.md:9:1", "javascript:"))},
	{name: "md-refdef", whole: true, want: says("note-mark", "content/zh/ch1.md:7:7", "[^1]")},
	{name: "md-setext", whole: true, want: says("text-rule", "content/zh/ch1.md:4:1", "")},
	{name: "md-stars-slow", whole: true, put: map[string]string{"content/zh/ch1.md": "# 章\n\n" + strings.Repeat("*a_ ", 50_000) + "\n"},
		want: says("text-marks", "content/zh/ch1.md:3:1", "100000")},
	{name: "name-nfd-file", want: both(silent("file", "file-unused"), shows("zh/maps/area.html", `id="area-areas2-a" data-id="a" d="M`))},
	{name: "negative-number", want: both(says("numbers-quoted", "data/values.csv:8", ""), says("numbers-quoted", "data/values.csv:9", ""))},
	{name: "negative-refused", want: silent("numbers-quoted")},
	{name: "setext", want: says("text-rule", "content/zh/ch2.md:6:1", "")},
	{name: "slug-con", want: says("place-slug", "data/places.csv:5:1", "con")},
	{name: "url-noscheme", want: says("site-url", "content/site.yaml:12", "http")},
	{name: "url-space", want: says("site-url", "content/site.yaml:12", "blank")},
	{name: "word-lock", want: silent("encoding", "article")},
	{name: "xlsx-escaped-percent", want: both(says("xlsx-shown", "data/extra.xlsx:2:2", "12.35%"), says("xlsx-format", "data/extra.xlsx:5:2", "# ?/?"))},
	{name: "xlsx-far-cell", want: says("xlsx-stray", "data/extra.xlsx:1048550:16384", "XFD1048550")},
	{name: "xlsx-formula-no-cache", want: says("xlsx-formula", "data/extra.xlsx:2:2", "B2")},
	{name: "xlsx-hidden-sheet", want: both(says("xlsx-sheets", "data/extra.xlsx", "hidden"), shows("zh/data/extra.html", "from the visible sheet"))},
	{name: "xlsx-last-row", want: says("xlsx-stray", "data/extra.xlsx:1048576:6", "F1048576")},
	{name: "xlsx-title-row", want: both(says("csv-header", "data/extra.xlsx:1:1", "row 3"), silent("csv-column", "csv-cells"))},
	{name: "xlsx-year-format", want: silent("numbers-quoted")},
}

// What was lost once is kept or refused now. A case that is mended and still said
// to be pending fails, so that it is taken off the list.
func TestCases(t *testing.T) {
	for _, c := range testCases {
		t.Run(c.name, func(t *testing.T) {
			err := c.want(outcomeOf(t, c))
			switch {
			case err != nil && c.pending == "":
				t.Error(err)
			case err == nil && c.pending != "":
				t.Error("it is mended: take the text of pending off its line")
			}
		})
	}
	folders, err := os.ReadDir("cases")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if !slices.ContainsFunc(testCases, func(c testCase) bool { return c.name == f.Name() }) {
			t.Errorf("cases/%s is in no list", f.Name())
		}
	}
}

// outcomeOf reads the site of a case.
func outcomeOf(t *testing.T, c testCase) *outcome {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if c.whole {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	} else {
		var said bytes.Buffer
		if command.Run(context.Background(), []string{"new", "--languages", "zh,en", dir}, io.Discard, &said) != 0 {
			t.Fatal(said.String())
		}
	}
	put := func(path string, data []byte) {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for path, data := range read(t, filepath.Join("cases", c.name)) {
		put(path, data)
	}
	for path, text := range c.put {
		put(path, []byte(text))
	}
	s, err := site.Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	var o outcome
	o.snap, o.problems = s.Read(nil, false)
	return &o
}
