package chart

import (
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // as the program does
	os.Exit(m.Run())
}

func TestCheck(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Def, *Frame)
		en, zh string
	}{
		"nothing":    {func(*Def, *Frame) {}, "", ""},
		"id":         {func(d *Def, _ *Frame) { d.ID = "A b" }, `chart id "A b" must be lower-case letters, digits and hyphens, beginning with a letter`, `图表标识 "A b" 只能用小写字母、数字和连字符，并以字母开头`},
		"prefix":     {func(_ *Def, f *Frame) { f.Prefix = "-" }, `chart prefix "-" must be lower-case letters, digits and hyphens, beginning with a letter`, `图表前缀 "-" 只能用小写字母、数字和连字符，并以字母开头`},
		"frame":      {func(_ *Def, f *Frame) { f.Width = 0 }, "frame 0×220 is not between 160×60 and 4000×8000", "图幅 0×220 不在 160×60 与 4000×8000 之间"},
		"kind":       {func(d *Def, _ *Frame) { d.Kind = 99 }, "unknown kind of chart 99", "未知的图表类型 99"},
		"title":      {func(d *Def, _ *Frame) { d.Title = " " }, "the chart has no title", "图表没有标题"},
		"series":     {func(d *Def, _ *Frame) { d.Series = nil }, "the chart has 0 series, expected 1 to 6", "图表有 0 个系列，应为 1 至 6 个"},
		"points":     {func(d *Def, _ *Frame) { d.Series[0].Points = d.Series[0].Points[:2] }, "series 1 has 2 points for 3 categories", "第 1 个系列有 2 个点，类别有 3 个"},
		"nan":        {func(d *Def, _ *Frame) { d.Series[0].Points[2].Value = math.NaN() }, "point 3 of series 1 has the value NaN, which cannot be drawn", "第 1 个系列的第 3 个点的数值 NaN 不是可以画出的数"},
		"label":      {func(d *Def, _ *Frame) { d.Series[0].Points[1].Label = "" }, "point 2 of series 1 has no label", "第 1 个系列的第 2 个点没有标注文字"},
		"href":       {func(d *Def, _ *Frame) { d.Series[0].Points[0].Href = "javascript:alert(1)" }, `point 1 of series 1 links to "javascript:alert(1)", which is neither relative nor http(s)`, `第 1 个系列的第 1 个点的链接 "javascript:alert(1)" 既不是相对地址，也不是 http(s) 地址`},
		"character":  {func(d *Def, _ *Frame) { d.Categories[1] = "a\x00b" }, "category 2 contains a character that cannot be shown: U+0000", "第 2 个类别含有不能显示的字符 U+0000"},
		"utf-8":      {func(d *Def, _ *Frame) { d.Unit = "\xff" }, "the unit contains a character that cannot be shown: UTF-8", "单位含有不能显示的字符 UTF-8"},
		"same names": {func(d *Def, _ *Frame) { d.Series = append(d.Series, d.Series[0]) }, `two series have the same name: "share"`, `两个系列同名："share"`},
	} {
		d, f := sample("en"), small
		c.change(&d, &f)
		l := d.Check(f)
		if c.en == "" {
			if len(l) > 0 {
				t.Errorf("%s: %v", name, l)
			}
			continue
		}
		if len(l) != 1 {
			t.Errorf("%s: %d problems: %v", name, len(l), l)
			continue
		}
		want := problem(RuleDef, d.ID, diag.T(c.zh, c.en), diag.Text{})
		if diff := cmp.Diff(want, l[0]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if _, err := Option(d, f); fmt.Sprint(err) != "chart "+d.ID+": "+c.en {
			t.Errorf("%s: Option's error is %v", name, err)
		}
	}
	var empty Def
	if got := len(empty.Check(Frame{})); got != 5 {
		t.Errorf("an empty definition has %d problems, want all 5 at once: %v", got, empty.Check(Frame{}))
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		n      int
		want   string
	}{
		{1.12, 2.79, 5, "0 1 2 3"},
		{0, 0.3, 3, "0.0 0.1 0.2 0.3"},
		{0, 0, 4, "0.0 0.5 1.0"},
		{-310, 1250.5, 4, "−500 0 500 1,000 1,500"},
		{0, 38_630_000, 4, "0 10,000,000 20,000,000 30,000,000 40,000,000"},
		{-3, -1, 3, "−3 −2 −1 0"},
		{0, 1e-7, 2, "0.00000000 0.00000005 0.00000010"},
	} {
		s := newScale(c.lo, c.hi, c.n)
		var got []string
		for _, v := range s.ticks() {
			got = append(got, s.format(v))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%v … %v: %q, want %q", c.lo, c.hi, g, c.want)
		}
	}
}

func FuzzScale(f *testing.F) {
	f.Add(1.12, 2.79, 5)
	f.Add(-1e15, 1e15, 2)
	f.Fuzz(func(t *testing.T, lo, hi float64, n int) {
		if !(math.Abs(lo) <= 1e15 && math.Abs(hi) <= 1e15) || lo > hi || n < 1 || n > 20 || max(-lo, hi) < 1e-200 {
			t.Skip()
		}
		s := newScale(lo, hi, n)
		if s.Min > lo+s.Step*1e-6 || s.Max < hi-s.Step*1e-6 || s.Min > 0 || s.Max < 0 {
			t.Fatalf("%v … %v lies outside %+v", lo, hi, s)
		}
		if got := len(s.ticks()); got < 2 || got > n+3 {
			t.Fatalf("%v … %v, about %d: %d numbers on the scale", lo, hi, n, got)
		}
	})
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit float64 // in em
		want  string
	}{
		{"Gross domestic product", 8, "Gross domestic|product"},
		{"unbreakable", 2, "unbreakable"},
		{"地区生产总值", 4, "地区生产|总值"},
		{"面积（平方公里）", 3, "面积|（平方|公里）"},
		{"西安市，咸阳市", 3, "西安|市，咸|阳市"},
		{"GDP 总值", 3.7, "GDP 总|值"},
		{"a\nb", 9, "a|b"},
		{"", 9, ""},
	} {
		got := strings.ReplaceAll(wrap(c.in, 10, c.limit*10), "\n", "|")
		if got != c.want {
			t.Errorf("%q in %v em: %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func TestRound(t *testing.T) {
	for in, want := range map[string]string{
		"M72.9 16.4l174.4049 0l-0.001 37.3Z": "M72.9 16.4l174.4 0l0 37.3Z",
		"matrix(3,0,0,3,228.5867,35)":        "matrix(3,0,0,3,228.59,35)",
		"0.6666666666666666":                 "0.67",
		"1e-7":                               "0",
		"A1 1 0 0 1 1 -.105":                 "A1 1 0 0 1 1 -0.11",
	} {
		if got := round(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestTextWidth(t *testing.T) {
	for in, em := range map[string]float64{"": 0, "面积": 2, "i": 0.222 * allowance, "e\u0301": 0.556 * allowance, "é": 0.56 * allowance, "（": 1} {
		if got := textWidth(in, 10); math.Abs(got-10*em) > 1e-9 {
			t.Errorf("%q: %v, want %v", in, got, 10*em)
		}
	}
	if fontSize("600 13px sans-serif") != 13 || fontSize("") != 12 {
		t.Error("the size of a font is misread")
	}
}

func FuzzClean(f *testing.F) {
	f.Add(`<svg><path d="M0 0" fill="#5e0001" ecmeta_ssr_type="chart" ecmeta_series_index="0" ecmeta_data_index="0"/><text fill="#e00000" style="font-size:12px">1</text></svg>`)
	f.Add(`<svg><style><![CDATA[.a{}]]></style><g clip-path="url(#a)"/><defs><clipPath id="a"><path fill="#000"/></clipPath></defs></svg>`)
	f.Add(`<svg><text fill="#5e2001" onclick="x">&lt;script&gt;</text></svg>`)
	d := Def{ID: "x", Title: "t", Categories: []string{"c"}, Series: []Series{{Points: []Point{{Value: 1, Label: "1", Href: "h"}}}}}
	f.Fuzz(func(t *testing.T, in string) {
		out, err := clean([]byte(in), d, small)
		if err != nil {
			return
		}
		for _, n := range elementsOf(t, string(out)) {
			if n.Data == "script" || n.Data == "style" {
				t.Fatalf("element %s came through: %s", n.Data, out)
			}
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Fatalf("attribute %s came through: %s", a.Key, out)
				}
			}
		}
	})
}
