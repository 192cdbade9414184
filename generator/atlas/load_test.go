package atlas

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unsafe"

	"atlas/generator/diag"
)

// bay is the invented plan of the golden sites, in memory, so that it can be
// changed.
func bay(t testing.TB) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	root := os.DirFS("../golden/testdata/bay/in")
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, path)
		out[path] = &fstest.MapFile{Data: data, ModTime: time.Unix(1, 0)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// edit replaces the one place where old stands in a file, and the file's time.
func edit(t testing.TB, site fstest.MapFS, path, old, text string) {
	t.Helper()
	f := site[path]
	if n := strings.Count(string(f.Data), old); n != 1 {
		t.Fatalf("%q stands %d times in %s", old, n, path)
	}
	site[path] = &fstest.MapFile{Data: []byte(strings.Replace(string(f.Data), old, text, 1)), ModTime: f.ModTime.Add(time.Second)}
}

func load(t testing.TB, l *Loader) *Atlas {
	t.Helper()
	a, problems := l.Load()
	if a == nil || problems.Count(diag.Error) > 0 {
		t.Fatalf("the site cannot be read: %v", problems)
	}
	return a
}

// Blocks get their ids, numbers and printed pages by their order.
func TestBlocks(t *testing.T) {
	a := load(t, NewLoader(bay(t)))
	var got []string
	for b := range a.Blocks() {
		box := ""
		if b.Box != nil {
			box = " in " + b.Box.ID
		}
		if b.Group != nil {
			box += " " + b.Group.ID
		}
		got = append(got, fmt.Sprintf("%s %s %s p%d%s", b.ID, b.Kind, a.Site.Number(b.Number, b.N, 0), b.Page, box))
	}
	want := `ch1 title 第一章 p0
ch1-s1 section 第一节 p0
ch1-s1-p1 paragraph  p1
ch1-s1-p2 paragraph  p1
fig1 figure 图1 p2
box1 box 专栏1 p2
box1-g1 group  p2 in box1
box1-i1 item  p2 in box1 box1-g1
box1-i2 item  p2 in box1 box1-g1`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	for b := range a.Blocks() {
		if a.Block(b.ID) != b {
			t.Errorf("%s is not found by its id", b.ID)
		}
		for lang := range a.Languages {
			if v, own := b.Version(lang); v == nil || !own {
				t.Errorf("%s has no text in %s", b.ID, a.Languages[lang].Code)
			}
		}
	}
	if a.Block("ch9") != nil || a.Place("nowhere") != nil || a.Note("Z9") != nil {
		t.Error("what is not there is found")
	}
}

// A name is taken at its longest, and a place knows every block that names it.
func TestMentions(t *testing.T) {
	a := load(t, NewLoader(bay(t)))
	var got []string
	for b := range a.Blocks() {
		for lang, mentions := range b.Mentions {
			for _, m := range mentions {
				what := ""
				switch {
				case m.Place != nil:
					what = "place " + m.Place.Slug
				case m.Name != nil:
					what = "name " + m.Name.ID
				}
				got = append(got, fmt.Sprintf("%s %s %s=%s", b.ID, a.Languages[lang].Code, b.Versions[lang].Text[m.Start:m.End], what))
			}
		}
	}
	want := `ch1-s1-p1 zh 北湾=place north-bay
ch1-s1-p1 zh 石桥=place shiqiao
ch1-s1-p1 zh 柳浦=place liupu
ch1-s1-p1 en North Bay=place north-bay
ch1-s1-p1 en Shiqiao=place shiqiao
ch1-s1-p1 en Liupu=place liupu
ch1-s1-p2 zh 北湾桥镇=name beiwanqiao
ch1-s1-p2 en Beiwanqiao=name beiwanqiao
fig1 zh 北湾=place north-bay
fig1 en North Bay=place north-bay
box1-i1 zh 柳浦码头=name liupu-quay
box1-i1 zh 柳浦码头=name liupu-quay
box1-i1 en Liupu quay=name liupu-quay
box1-i1 en Liupu quay=name liupu-quay`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	blocks := func(list []*Block) (ids []string) {
		for _, b := range list {
			ids = append(ids, b.ID)
		}
		return ids
	}
	if got := fmt.Sprint(blocks(a.Naming(a.Place("liupu"))), blocks(a.NamingName(a.Name("liupu-quay"))), blocks(a.Naming(a.Place("north-bay")))); got != "[ch1-s1-p1 box1-i1] [box1-i1] [ch1-s1-p1 fig1]" {
		t.Errorf("the places are named in %s", got)
	}
}

// References are joined: parents with children, notes with their marks, numbers
// with their sentences, places with their polygons.
func TestReferences(t *testing.T) {
	a := load(t, NewLoader(bay(t)))
	town := a.Place("shiqiao")
	if town.Parent != a.Place("north-bay") || len(a.Place("north-bay").Children) != 2 {
		t.Error("the town does not belong to the bay")
	}
	// A tenth of a degree square at 30° north, on the ellipsoid.
	if town.AreaMap < 106 || town.AreaMap > 108 {
		t.Errorf("the town has %g km² on the map", town.AreaMap)
	}
	if got := a.Place("north-bay").AreaInPlan; got != town.AreaMap+a.Place("liupu").AreaMap {
		t.Errorf("the bay has %g km²", got)
	}
	if n := a.Note("A1"); n.Block.ID != "ch1-s1-p1" || n.Seed != "12" || n.Reading != "1.2" {
		t.Errorf("%+v", n)
	}
	if n := a.Number("berths"); n.Block != a.Block("box1-i1") || n.Value != "3" {
		t.Errorf("%+v", n)
	}
	if start, end, ok := Quoted(a.Block("box1-i1"), "泊位增至3个"); !ok || a.Block("box1-i1").Versions[0].Text[start:end] != "泊位增至3个" {
		t.Error("the quote is not found")
	}
	if _, _, ok := Quoted(a.Block("box1-i1"), "泊位增至4个"); ok {
		t.Error("a quote is found that is not there")
	}
	if m := a.Map("bay"); m == nil || m.Figure != a.Block("fig1") {
		t.Error("the map does not draw the figure")
	}
}

// A second reading parses only what has changed.
func TestLoaderKeepsWhatDidNotChange(t *testing.T) {
	site := bay(t)
	l := NewLoader(site)
	first := load(t, l)
	again := load(t, l)
	if bytesOf(slices.Collect(first.Blocks())[2]) != bytesOf(slices.Collect(again.Blocks())[2]) {
		t.Error("an unchanged chapter is parsed again")
	}
	edit(t, site, "content/zh/ch1.md", "修复灯塔", "重建灯塔")
	changed := load(t, l)
	if bytesOf(slices.Collect(first.Blocks())[2]) == bytesOf(slices.Collect(changed.Blocks())[2]) {
		t.Error("a changed chapter is not parsed again")
	}
	if got := changed.Block("box1-i2").Text(0); got != "重建灯塔。" {
		t.Errorf("after the edit it reads %q", got)
	}
	if got := first.Block("box1-i2").Text(0); got != "修复灯塔。" {
		t.Errorf("the first atlas changed: %q", got)
	}
	// The same time and size, but known to have changed.
	f := site["content/zh/ch1.md"]
	f.Data = []byte(strings.Replace(string(f.Data), "重建灯塔", "新建灯塔", 1))
	if got := load(t, l).Block("box1-i2").Text(0); got != "重建灯塔。" {
		t.Errorf("it was read without a reason: %q", got)
	}
	l.Forget("content/zh/ch1.md")
	if got := load(t, l).Block("box1-i2").Text(0); got != "新建灯塔。" {
		t.Errorf("after Forget it reads %q", got)
	}
}

// bytesOf is where a block's text lies in memory: the same for two atlases if the
// file was parsed once.
func bytesOf(b *Block) *byte { return unsafe.StringData(b.Versions[0].Text) }

// Mistakes between files are told where they are, with what was meant.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, file, old, text, want string }{
		{"a place below itself", "data/places.csv", "north-bay,,,bay,,part", "north-bay,,,bay,liupu,part",
			`data/places.csv:4:18 place-parent "liupu" would belong to itself (look at the column parent)`},
		{"a rank that is not listed", "data/places.csv", "9002,town", "9002,twon",
			`data/places.csv:4:13 csv-enum column rank: expected one of bay, town, found "twon" (did you mean "town"?)`},
		{"a note that says something else", "content/zh/ch1.md", "A1 high 12→1.2", "A1 high 12→1.3",
			`content/zh/ch1.md:5:33 note-differs the words of A1 are "1.3", in the table "1.2" (make the mark and the table agree)`},
		{"a note without a mark", "content/zh/ch1.md", "{sic B1 medium 旧旧码头}", "旧旧码头",
			`data/emendations.csv:3:1 note-unused the note B1 has no mark in the text (mark it in the block ch1-s1-p2, or delete the row)`},
		{"a layer that is not there", "data/maps.yaml", "layer: towns", "layer: town",
			`data/maps.yaml:8:17 map-layer there is no layer "town" (did you mean "towns"?)`},
		{"an unknown way of drawing", "data/maps.yaml", "draw: seats", "draw: seat",
			`data/maps.yaml:9:16 map-draw unknown way of drawing "seat" (did you mean "seats"?)`},
		{"no language", "content/site.yaml", "  - {code: zh, tag: zh-CN, name: 中文, spaced: false}\n  - {code: en, tag: en, name: English, spaced: true, endings: [\"'s\"]}\n", "  []\n",
			`content/site.yaml site-languages no language is listed (list each language under languages, with its code, tag and name)`},
		{"two places with one form", "data/names.csv", "quay,柳浦码头,Liupu quay,柳浦码头", "quay,柳浦码头,Liupu quay,柳浦",
			``},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := bay(t)
			edit(t, site, c.file, c.old, c.text)
			_, problems := NewLoader(site).Load()
			var got []string
			for _, p := range problems {
				s := fmt.Sprintf("%s %s %s", p.Place, p.Rule, p.Message.EN)
				if !p.Hint.IsZero() {
					s += " (" + p.Hint.EN + ")"
				}
				got = append(got, s)
			}
			if c.want == "" {
				if len(problems) != 1 || problems[0].Rule != "name-conflict" || problems[0].Severity != diag.Warning {
					t.Errorf("got %q", got)
				}
				return
			}
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), c.want)
			}
		})
	}
}

// What a further language lacks is nil, and shown in the first.
func TestMissingBlock(t *testing.T) {
	site := bay(t)
	edit(t, site, "content/en/ch1.md", "> - Repair the lighthouse.\n", "")
	a, _ := NewLoader(site).Load()
	b := a.Block("box1-i2")
	if v, own := b.Version(1); own || v.Text != "修复灯塔。" || b.Versions[1] != nil {
		t.Errorf("%+v, %t", v, own)
	}
	site = bay(t)
	edit(t, site, "content/en/ch1.md", "> - Repair the lighthouse.\n", "> - Repair the lighthouse.\n> - And more.\n")
	a, _ = NewLoader(site).Load()
	if len(a.Surplus) != 1 || a.Surplus[0].Block.Text != "And more." || a.Surplus[0].Lang != 1 {
		t.Errorf("%+v", a.Surplus)
	}
}

func TestHanNumeral(t *testing.T) {
	for n, want := range map[int]string{0: "0", 1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "100", -1: "-1"} {
		if got := hanNumeral(n); got != want {
			t.Errorf("%d: %s, not %s", n, got, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	site := os.DirFS("../..")
	b.Run("anew", func(b *testing.B) {
		for b.Loop() {
			load(b, NewLoader(site))
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		l := NewLoader(site)
		for b.Loop() {
			load(b, l)
		}
	})
}
