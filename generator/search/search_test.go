package search_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
	"github.com/google/go-cmp/cmp"

	"atlas/generator/search"
)

// bundle is the browser's script, bundled as it is shipped.
func bundle(t testing.TB) *goja.Program {
	t.Helper()
	r := api.Build(api.BuildOptions{EntryPoints: []string{"../../templates/scripts/search.ts"}, Bundle: true,
		Format: api.FormatIIFE, Target: api.ES2020, MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true})
	if len(r.Errors) > 0 {
		t.Fatal(r.Errors)
	}
	return goja.MustCompile("search.js", string(r.OutputFiles[0].Contents), false)
}

// reader is a browser that asks an index.
type reader struct {
	t      testing.TB
	vm     *goja.Runtime
	find   goja.Callable
	lang   string
	Loaded map[string]int // bytes by the name of the file
}

func newReader(t testing.TB, program *goja.Program, x *search.Index, lang string) *reader {
	t.Helper()
	files := map[string]search.File{}
	for _, f := range x.Files() {
		files[f.Name] = f
	}
	r := &reader{t: t, vm: goja.New(), lang: lang, Loaded: map[string]int{}}
	if _, err := r.vm.RunProgram(program); err != nil {
		t.Fatal(err)
	}
	api := r.vm.Get("atlasSearch").ToObject(r.vm)
	r.find, _ = goja.AssertFunction(api.Get("find"))
	err := api.Get("loader").ToObject(r.vm).Set("load", func(name string) *goja.Promise {
		p, done, fail := r.vm.NewPromise()
		f, ok := files[name+".js"]
		if !ok {
			_ = fail("no file " + name)
			return p
		}
		data, err := f.Make()
		if err == nil {
			r.Loaded[f.Name] = len(data)
			_, err = r.vm.RunString(string(data))
		}
		if err != nil {
			_ = fail(err)
		} else {
			_ = done(nil)
		}
		return p
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

type piece struct {
	Text string
	Hit  bool
}

type item struct {
	Href, Note, Tag string
	Title, Text     []piece
}

type result struct {
	Groups []struct {
		ID    string
		Total int
		Items []item
	}
	Rest []string
}

// value asks and returns the script's own value.
func (r *reader) value(question string, pages int) goja.Value {
	r.t.Helper()
	v, err := r.find(goja.Undefined(), r.vm.ToValue(r.lang), r.vm.ToValue(question), r.vm.ToValue(pages))
	if err != nil {
		r.t.Fatalf("%q: %v", question, err)
	}
	p := v.Export().(*goja.Promise)
	if p.State() != goja.PromiseStateFulfilled {
		r.t.Fatalf("%q: %v", question, p.Result())
	}
	return p.Result()
}

func (r *reader) ask(question string, pages int) result {
	r.t.Helper()
	write, _ := goja.AssertFunction(r.vm.Get("JSON").ToObject(r.vm).Get("stringify"))
	data, err := write(goja.Undefined(), r.value(question, pages))
	if err != nil {
		r.t.Fatal(err)
	}
	var out result
	if err := json.Unmarshal([]byte(data.String()), &out); err != nil {
		r.t.Fatal(err)
	}
	return out
}

// shown writes a result for comparison: group, address, text with [hits].
func shown(r result) []string {
	var out []string
	text := func(list []piece) string {
		var s strings.Builder
		for _, p := range list {
			if p.Hit {
				s.WriteString("[" + p.Text + "]")
			} else {
				s.WriteString(p.Text)
			}
		}
		return s.String()
	}
	for _, g := range r.Groups {
		for _, i := range g.Items {
			line := g.ID + " " + i.Href + " " + text(i.Title)
			if len(i.Text) > 0 {
				line += " | " + text(i.Text)
			}
			if i.Tag != "" {
				line += " (" + i.Tag + ")"
			}
			out = append(out, line)
		}
	}
	return out
}

// island is a small invented site.
func island() search.Content {
	texts := [][][]string{
		{{"云海岛在东。", "临河市与Ⅴ类水，5G网络。"}, {"绿水青山", "“一湖两岸”"}},
		{{"Yunhai Island lies in the east.", "Lin’he City has 38.63 million; R&D and co-operation."}, {"Clear waters, café", "One lake, “two shores”"}},
	}
	return content(texts, [][]search.Entry{{
		{Group: "place", Href: "places/linhe.html", Title: "临河市", Note: "市", Also: []string{"Lin’he City", "临河", "Lin’he"}, Pinyin: search.Pinyin("Línhé Shì"), Alias: true},
		{Group: "place", Href: "places/yunhai.html", Title: "云海岛", Also: []string{"Yunhai Island"}, Pinyin: search.Pinyin("Yúnhǎi Dǎo"), Alias: true},
		{Group: "target", Href: "plan/ch1.html#ch1-p1", Title: "建设绿水", Also: []string{"build clear waters"}},
	}, {
		{Group: "place", Href: "places/linhe.html", Title: "Lin’he City", Note: "City", Also: []string{"临河市", "临河", "Lin’he"}, Pinyin: search.Pinyin("Línhé Shì"), Alias: true},
		{Group: "place", Href: "places/yunhai.html", Title: "Yunhai Island", Also: []string{"云海岛"}, Pinyin: search.Pinyin("Yúnhǎi Dǎo"), Alias: true},
		{Group: "target", Href: "plan/ch1.html#ch1-p1", Title: "build clear waters", Also: []string{"建设绿水"}},
	}})
}

// content is a site of these texts, by language, page and block.
func content(texts [][][]string, entries [][]search.Entry) search.Content {
	c := search.Content{
		Languages: []search.Language{{Code: "zh", Tag: "zh-CN"}, {Code: "en", Tag: "en", Spaced: true}},
		Path:      func(page int) string { return fmt.Sprintf("plan/ch%d.html", page) },
		Title:     func(_, page int) string { return fmt.Sprintf("T%d", page) },
		Where:     func(_ int, id string) string { return "@" + id },
		Words:     func(int) map[string]string { return nil },
		Entries:   func(lang int) []search.Entry { return entries[lang] },
	}
	c.EntryCount = len(entries[0])
	for _, pages := range texts {
		var sizes []int
		for _, blocks := range pages {
			n := 0
			for _, b := range blocks {
				n += len(b)
			}
			sizes = append(sizes, n)
		}
		c.Sizes = append(c.Sizes, sizes)
	}
	c.Texts = func(lang, page int, yield func(id, text string)) {
		for i, b := range texts[lang][page] {
			yield(fmt.Sprintf("ch%d-p%d", page, i+1), b)
		}
	}
	return c
}

func TestAnswers(t *testing.T) {
	program := bundle(t)
	for _, c := range []struct {
		lang, question string
		want           []string
	}{
		{"zh", "", nil},
		{"zh", "海岛", []string{"place zh/places/yunhai.html 云[海岛]", "paragraph zh/plan/ch0.html#ch0-p1 @ch0-p1 | 云[海岛]在东。"}},
		{"zh", "岛", []string{"place zh/places/yunhai.html 云海[岛]", "paragraph zh/plan/ch0.html#ch0-p1 @ch0-p1 | 云海[岛]在东。"}},
		// Across languages: the place is asked for in Latin letters, its Chinese
		// name is marked in the Chinese text.
		{"zh", "linhe", []string{"place zh/places/linhe.html [临河]市 | [Lin’he] City", "paragraph zh/plan/ch0.html#ch0-p2 @ch0-p2 | [临河]市与Ⅴ类水，5G网络。"}},
		{"zh", "Lin'he", []string{"place zh/places/linhe.html [临河]市 | [Lin’he] City", "paragraph zh/plan/ch0.html#ch0-p2 @ch0-p2 | [临河]市与Ⅴ类水，5G网络。"}},
		{"zh", "lin he", []string{"place zh/places/linhe.html [临河]市 | [Lin]’[he] City", "paragraph zh/plan/ch0.html#ch0-p2 @ch0-p2 | [临河]市与Ⅴ类水，5G网络。"}},
		{"zh", "lhs", []string{"place zh/places/linhe.html 临河市 | lin he shi"}},
		{"zh", "yh", []string{"place zh/places/yunhai.html 云海岛 | yun hai dao"}},
		{"en", "临河", []string{"place en/places/linhe.html [Lin’he] City | [临河]市", "paragraph en/plan/ch0.html#ch0-p2 @ch0-p2 | [Lin’he] City has 38.63 million; R&D and co-operation."}},
		{"en", "yunh", []string{"place en/places/yunhai.html [Yunhai Island]", "paragraph en/plan/ch0.html#ch0-p1 @ch0-p1 | [Yunhai Island] lies in the east."}},
		// In the other language, where the page's own has nothing.
		{"zh", "million", []string{"paragraph en/plan/ch0.html#ch0-p2 @ch0-p2 | Lin’he City has 38.63 [million]; R&D and co-operation. (en)"}},
		{"en", "青山", []string{"paragraph zh/plan/ch1.html#ch1-p1 @ch1-p1 | 绿水[青山] (zh-CN)"}},
		// Words from their beginning, in any order; numbers; what stands between.
		{"en", "lake one", []string{"paragraph en/plan/ch1.html#ch1-p2 @ch1-p2 | [One] [lake], “two shores”"}},
		{"en", "ake", nil},
		{"en", "CAFE", []string{"paragraph en/plan/ch1.html#ch1-p1 @ch1-p1 | Clear waters, [café]"}},
		{"en", "38.6", []string{"paragraph en/plan/ch0.html#ch0-p2 @ch0-p2 | Lin’he City has [38.6]3 million; R&D and co-operation."}},
		{"en", "R&D", []string{"paragraph en/plan/ch0.html#ch0-p2 @ch0-p2 | Lin’he City has 38.63 million; [R&D] and co-operation."}},
		{"en", `"two shores"`, []string{"paragraph en/plan/ch1.html#ch1-p2 @ch1-p2 | One lake, “[two] [shores]”"}},
		{"en", "waters", []string{"paragraph en/plan/ch1.html#ch1-p1 @ch1-p1 | Clear [waters], café", "target en/plan/ch1.html#ch1-p1 build clear [waters]"}},
		{"zh", "ｖ类", []string{"paragraph zh/plan/ch0.html#ch0-p2 @ch0-p2 | 临河市与[Ⅴ类]水，5G网络。"}},
		{"zh", "5g网", []string{"paragraph zh/plan/ch0.html#ch0-p2 @ch0-p2 | 临河市与Ⅴ类水，[5G网]络。"}},
		{"zh", "”", []string{"paragraph zh/plan/ch1.html#ch1-p2 @ch1-p2 | [“]一湖两岸[”]"}},
		{"zh", "青山，", nil},
	} {
		r := newReader(t, program, search.New(island()), c.lang)
		if d := cmp.Diff(c.want, shown(r.ask(c.question, 6))); d != "" {
			t.Errorf("%s %q: -want +got\n%s", c.lang, c.question, d)
		}
	}
}

func TestFoldIsTheScripts(t *testing.T) {
	r := newReader(t, bundle(t), search.New(island()), "zh")
	fold, _ := goja.AssertFunction(r.vm.Get("atlasSearch").ToObject(r.vm).Get("fold"))
	for c := rune(0); c <= 0x2FFFF; c++ {
		if c == 0x10000 {
			c = 0x2F700
		}
		if c >= 0xD800 && c < 0xE000 {
			continue
		}
		v, err := fold(goja.Undefined(), r.vm.ToValue(string(c)))
		if err != nil {
			t.Fatal(err)
		}
		if want := search.Fold(string(c)); v.String() != want {
			t.Errorf("%U: script %q, Go %q", c, v.String(), want)
		}
	}
}

func TestPinyin(t *testing.T) {
	for in, want := range map[string]string{
		"Xī’ān Shì":     "xi an shi",
		"Hánchéng":      "han cheng",
		"Xī-Xián Xīnqū": "xi xian xin qu",
		"Lǘliáng":       "lu liang",
		"Jiàn'gé":       "jian ge",
		"Píngliáng":     "ping liang",
		"Nányáng":       "nan yang",
		"Ěryuán":        "er yuan",
		"":              "",
	} {
		if got := strings.Join(search.Pinyin(in), " "); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
