package page

import (
	"testing"
)

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
