package page

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"atlas/generator/source"
	"atlas/templates"
)

// words reads the interface texts of every language from templates/strings, by
// language and key; a key in two files of a language is a mistake.
func words(t *testing.T) map[string]map[string]string {
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
	all := words(t)
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
	english := words(t)["en"]
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
	views, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil || len(views) == 0 {
		t.Fatal(views, err)
	}
	for _, name := range views {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		look(name, string(body), regexp.MustCompile(`\.t\("([a-z][\w.-]*)"[,)]`))
	}
}

func TestStringTable(t *testing.T) {
	s := stringTable{lang: "en", texts: map[string]string{
		"hello": "Hello {0}, hello {1}", "pages": "{0} page|{0} pages", "bar": "a|b",
	}, scales: []scale{{From: 1e9, Size: 1e9, Name: " billion"}, {From: 1e6, Size: 1e6, Name: " million", Decimals: 2}}}
	for _, c := range []struct{ got, want string }{
		{s.text("hello", "a", 2), "Hello a, hello 2"},
		{s.text("pages", 1), "1 page"},
		{s.text("pages", 0), "0 pages"},
		{s.text("pages", 12), "12 pages"},
		{s.text("bar"), "a|b"},
		{s.text("no.such"), "[no.such]"},
		{s.number(38_630_000), "38.63 million"},
		{s.number(1.5e12), "1,500 billion"},
		{s.number(12_183_280), "12,183,280"}, // five decimals of a million
		{s.number(107_100), "107,100"},
		{s.number(0.5), "0.5"},
		{s.rounded(107_158.04, 1), "107,158.0"},
		{s.rounded(-1234, 0), "-1,234"},
		{s.group("999"), "999"},
		{s.group("-1000.5"), "-1,000.5"},
		{stringTable{grouped: 10000}.group("9999.5"), "9999.5"},
		{stringTable{grouped: 10000}.group("-10000"), "-10,000"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestRelative(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"index.html", "zh/index.html", "zh/index.html"},
		{"zh/index.html", "zh/plan/ch1.html#ch1-s1-p1", "plan/ch1.html#ch1-s1-p1"},
		{"zh/plan/ch1.html", "zh/plan/ch1.html#ch1-s1-p1", "#ch1-s1-p1"},
		{"zh/plan/ch1.html", "zh/plan/ch1.html", "ch1.html"},
		{"zh/plan/ch1.html", "en/plan/ch1.html", "../../en/plan/ch1.html"},
		{"zh/plan/ch1.html", "zh/about.html", "../about.html"},
		{"zh/plan/ch1.html", "assets/atlas.css", "../../assets/atlas.css"},
		{"zh/plan/ch1.html", "zh/places/xian.html", "../places/xian.html"},
		{"plan/a.html", "plan/plan/a.html", "plan/a.html"},
		{"zh/plan/ch1.html", "zh/planning/a.html", "../planning/a.html"},
		{"zh/planning/a.html", "zh/plan/ch1.html", "../plan/ch1.html"},
		{"zh/plan/ch1.html", "zh/plan.html", "../plan.html"},
		{"index.html", "index.html", "index.html"},
		{"index.html", "index.html#a/b", "#a/b"},
		{"zh/index.html", "zh/index.html#a/b", "#a/b"},
		{"zh/a/b/c.html", "zh/a/x/y/z.html#a/b", "../x/y/z.html#a/b"},
	} {
		if got := relative(c.from, c.to); got != c.want {
			t.Errorf("from %s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

// Marks may cross; elements may not.
func TestWeave(t *testing.T) {
	b := func(start, end int) span { return span{start, end, "<b>", "</b>"} }
	i := func(start, end int) span { return span{start, end, "<i>", "</i>"} }
	a := func(start, end int) span { return span{start, end, "<a href=x>", "</a>"} }
	for _, c := range []struct {
		name       string
		start, end int
		spans      []span
		points     []point
		want       string
	}{
		{"no marks", 0, 6, nil, nil, "abcdef"},
		{"one", 0, 6, []span{b(1, 3)}, nil, "a<b>bc</b>def"},
		{"nested", 0, 6, []span{i(2, 3), b(1, 4)}, nil, "a<b>b<i>c</i>d</b>ef"},
		{"the same stretch", 0, 6, []span{b(1, 3), i(1, 3)}, nil, "a<b><i>bc</i></b>def"},
		{"crossing", 0, 6, []span{b(1, 4), i(2, 5)}, nil, "a<b>b<i>cd</i></b><i>e</i>f"},
		{"touching", 0, 6, []span{b(1, 3), i(3, 5)}, nil, "a<b>bc</b><i>de</i>f"},
		{"cut off", 2, 4, []span{b(0, 6)}, nil, "<b>cd</b>"},
		{"outside", 2, 4, []span{b(0, 2), i(4, 6)}, nil, "cd"},
		{"a point between", 0, 6, []span{b(1, 3), i(3, 5)}, []point{{3, true, "|"}}, "a<b>bc</b>|<i>de</i>f"},
		{"a point within", 0, 6, []span{b(1, 5)}, []point{{3, false, "|"}}, "a<b>bc|de</b>f"},
		{"a point within a link", 0, 6, []span{a(1, 5)}, []point{{3, false, "|"}}, "a<a href=x>bc</a>|<a href=x>de</a>f"},
		{"a link in which another element is open", 0, 6, []span{a(1, 5), b(2, 4)}, []point{{3, true, "|"}}, "a<a href=x>b<b>c</b></a>|<a href=x><b>d</b>e</a>f"},
		{"an element in which a link is open", 0, 6, []span{b(1, 5), a(2, 4)}, []point{{3, true, "|"}}, "a<b>b<a href=x>c</a>|<a href=x>d</a>e</b>f"},
		{"points at both ends", 0, 6, nil, []point{{0, false, "("}, {6, true, ")"}}, "(abcdef)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := weave("abcdef", c.start, c.end, c.spans, c.points, func(s string) string { return s }); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestMarkHan(t *testing.T) {
	for in, want := range map[string]string{
		"plain":       "plain",
		"<b> & 秦岭 x":  `&lt;b&gt; &amp; <span lang="zh-CN">秦岭</span> x`,
		"“米”-shaped":  `“<span lang="zh-CN">米</span>”-shaped`,
		"城市群":         `<span lang="zh-CN">城市群</span>`,
		"a 一、二 b 三·四": `a <span lang="zh-CN">一、二</span> b <span lang="zh-CN">三·四</span>`,
	} {
		if got := markHan(in, "zh-CN"); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}
