package page

import (
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

func TestBody(t *testing.T) {
	numbered := map[text.Kind]string{text.Title: "chapter", text.Section: "section", text.Box: "box", text.Figure: "figure"}
	block := func(id string, kind text.Kind, own *text.Block) *atlas.Block {
		b := &atlas.Block{ID: id, Kind: kind, N: 1, Count: 1, Number: numbered[kind], Mentions: make([][]atlas.Mention, 2), Versions: []*atlas.Version{{Text: "汉字"}, nil}}
		if own != nil {
			b.Versions[1] = own
		}
		return b
	}
	env := &Env{Atlas: &atlas.Atlas{Languages: []atlas.Language{{Code: "zh", Tag: "zh-CN"}, {Code: "en", Tag: "en", Spaced: true}},
		Site: atlas.Site{Numbering: map[string]atlas.Localized{
			"chapter": {"", "Chapter {n}"}, "section": {"", "{n} &"}, "box": {"", "Box {n}"}, "figure": {"", "Figure {n}"}}}}}
	v := &chapterView{frame: frame{env: env, lang: 1}, chapter: &atlas.Chapter{ID: "ch1", N: 1, Blocks: []*atlas.Block{
		block("ch1", text.Title, &text.Block{Text: "The bay", Marks: []text.Mark{{Kind: text.Emphasis, Start: 4, End: 7}}}),
		block("ch1-s0-p1", text.Paragraph, &text.Block{Text: "First & last."}),
		block("ch1-s1", text.Section, &text.Block{Text: "Towns"}),
		block("ch1-s1-p1", text.Paragraph, nil),
		block("ch1-s1-i1", text.Item, &text.Block{Text: "One", Rest: "（一）"}),
		block("box1", text.Box, &text.Block{Text: "Works"}),
		block("box1-g1", text.Group, &text.Block{Text: "Quays"}),
		block("box1-i1", text.Item, &text.Block{Text: "One."}),
		block("fig1", text.Figure, &text.Block{Text: "A map"}),
	}}}
	want := `<h1 id="ch1">Chapter 1 The <em>bay</em></h1>
<p id="ch1-s0-p1">First &amp; last.</p>
<h2 id="ch1-s1">1 &amp; Towns</h2>
<p id="ch1-s1-p1" lang="zh-CN">汉字</p>
<p id="ch1-s1-i1">（一） One</p>
<h3 id="box1">Box 1 Works</h3>
<h4 id="box1-g1">Quays</h4>
<p id="box1-i1">One.</p>
<p id="fig1">Figure 1 A map</p>
`
	if got := string(v.Body()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
