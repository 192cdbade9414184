package witness

import (
	"testing"
	"testing/fstest"

	"atlas/generator/atlas"
)

// small is an invented plan with one of each thing that the print had and the
// chapters have not.
func small(t *testing.T, chapters map[string]string) *atlas.Atlas {
	t.Helper()
	fsys := fstest.MapFS{}
	put := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	put("content/site.yaml", `languages: [{code: en, spaced: true}]
numbering:
  chapter: {en: "C{n}"}
  section: {en: "S{n}"}
  box: {en: "Box{n}"}
  figure: {en: "Fig{n}"}
witness: {file: data/print.txt, language: en, before: [Plan, Contents, "{contents}", "|"]}
`)
	put("data/print.txt", "print")
	put("data/datapackage.yaml", "resources: []")
	put("data/maps.yaml", "maps: []")
	put("data/charts.yaml", "charts: []")
	put("data/geo/layers.yaml", "layers: []")
	for name, text := range chapters {
		put("content/en/"+name, text)
	}
	a, _ := atlas.NewLoader(fsys).Load()
	if a == nil || a.Witness == nil {
		t.Fatal("no atlas")
	}
	return a
}

func TestText(t *testing.T) {
	a := small(t, map[string]string{
		"ch0.md": "---\nlabel: Preface\n---\n\n{page 1}Before **all**.\n\n![Where](map:x)\n",
		"ch1.md": "# {page 2}One\n",
		"ch2.md": `# Two

## {page 3}Sec

Of {corr E1 high 12→1.2} km, {sic K1 low odd odd}{page 4} words; a {figure 2}sentence goes on.

![Caption](map:y)

> ### Title
>
> #### Group
>
> - {page 5}{corr E2 high x→y}
> - {corr E3 high gone→}z
`})
	// Chapter 1 has a title behind its page mark; the print had each page's number
	// where the page began.
	want := "PlanContents" + "C1One2" + "C2Two2" + "S1Sec3" + "|" +
		"1Before all." + "Fig1Where" +
		"2C1One" +
		"C2Two" + "3S1Sec" + "Of 12 km, odd odd4 words; a Fig2Captionsentence goes on." +
		"Box1Title" + "Group" + "5x" + "gonez"
	got, origins := Text(a)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// Each block is told to begin where it begins.
	for _, o := range origins {
		if o.Block.ID == "ch2-s1" && got[o.Offset:o.Offset+len("3S1Sec")] != "3S1Sec" {
			t.Errorf("%s begins at %q", o.Block.ID, got[o.Offset:])
		}
	}
}

func TestDiffer(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", -1}, {"abc", "abc", -1}, {"abc", "abd", 2}, {"abc", "ab", 2}, {"", "a", 0}, {"日月", "日本", 5}} {
		got := Differ(c.a, c.b)
		if got != c.want || Differ(c.b, c.a) != got {
			t.Errorf("%q and %q differ at %d, not %d", c.a, c.b, got, c.want)
		}
	}
}

func TestSum(t *testing.T) {
	if got, want := Sum([]byte("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; got != want {
		t.Errorf("got %s", got)
	}
}
