package page

import "testing"

func TestBody(t *testing.T) {
	v := chapterView{Heading: &headingView{ID: "ch1", Number: "Chapter 1", Title: "The <em>bay</em>"},
		Sections: []headingView{
			{Blocks: []blockView{{ID: "ch1-s0-p1", Kind: "paragraph", HTML: "First."}}},
			{ID: "ch1-s1", Number: "1 & 2", Title: "Towns", Blocks: []blockView{
				{ID: "ch1-s1-p1", Kind: "passage", HTML: "<ul></ul>", Foreign: true, Tag: "zh-CN"},
				{ID: "box1", Kind: "box", Number: "Box 1", HTML: "Works", Children: []blockView{
					{ID: "box1-g1", Kind: "group", HTML: "Quays"}, {ID: "box1-i1", Kind: "item", HTML: "One."}}},
				{ID: "fig1", Kind: "figure", Number: "Figure 1", HTML: "A map"}}}}}
	want := `<h1 id="ch1">Chapter 1 The <em>bay</em></h1>
<p id="ch1-s0-p1">First.</p>
<h2 id="ch1-s1">1 &amp; 2 Towns</h2>
<div id="ch1-s1-p1" lang="zh-CN"><ul></ul></div>
<h3 id="box1">Box 1 Works</h3>
<h4 id="box1-g1">Quays</h4>
<p id="box1-i1">One.</p>
<p id="fig1">Figure 1 A map</p>
`
	if got := string(v.Body()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
