package serve

import (
	"strings"
	"testing"

	"atlas/generator/diag"

	"github.com/google/go-cmp/cmp"
)

// The page of all problems: by file, in the language asked for, with excerpts and
// links to the editor.
func TestList(t *testing.T) {
	site := small()
	s := newServer(t, site, Options{})
	body := func(path, accept string) string {
		w := get(s, "GET", path, "Accept-Language", accept)
		if w.Code != 200 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" || w.Header().Get("Content-Security-Policy") != Policy {
			t.Fatalf("%s: %d %v", path, w.Code, w.Header())
		}
		_, main, _ := strings.Cut(w.Body.String(), "<main>\n")
		return main
	}
	tail := "</main>\n" + `<script src="../__atlas/preview.js" data-boot="B" data-generation="7" data-page="problems"></script></body>` + "\n</html>"
	want := `<header><h1>检查的结果</h1> <a href="problems?lang=en" hreflang="en" lang="en">English</a></header>
<p class="lead">没有问题。 <a href="../">回到网站</a></p>
` + tail
	if d := cmp.Diff(want, body("/__atlas/problems", "zh-CN")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	site.set(diag.List{
		{Rule: "quote", Place: diag.Place{File: "data/t.csv", Line: 12, Col: 4, Len: 2, Text: "a,<b>,c"}, Message: diag.T("不符", "does not stand there"),
			Notes: []diag.Note{{Place: diag.Place{File: "content/a.md", Line: 1, Col: 1, Text: "x"}, Message: diag.T("在此", "it is here")}}},
		{Rule: "number", Severity: diag.ReleaseError, Place: diag.Place{File: "content/a.md", Line: 3, Col: 2, Text: "ab"}, Message: diag.T("数不同", "numbers differ"), Hint: diag.T("改", "mend it")},
		{Rule: "site", Severity: diag.Warning, Message: diag.T("缺", "is missing")},
	}, 7)
	want = `<header><h1>What the check says</h1> <a href="problems?lang=zh" hreflang="zh" lang="zh">中文</a></header>
<p class="lead">errors: 1, release errors: 1, warnings: 1. <a href="../">to the site</a></p>
<section id="data/t.csv"><h2>data/t.csv <small>1</small></h2>
<article class="error">
<p class="where">data/t.csv:12:4</p>
<p class="what"><span class="kind">error</span>: does not stand there [quote]</p>
<pre>12 | a,&lt;b&gt;,c
   |    <span class="mark">^^</span></pre>
<p class="where"><a href="edit://site/content/a.md:1:1">content/a.md:1:1</a>: it is here</p>
<pre>1 | x
  | <span class="mark">^</span></pre>
</article>
</section>
<section id="content/a.md"><h2>content/a.md <small>1</small></h2>
<article class="release-error">
<p class="where"><a href="edit://site/content/a.md:3:2">content/a.md:3:2</a></p>
<p class="what"><span class="kind">release error</span>: numbers differ [number]</p>
<pre>3 | ab
  |  <span class="mark">^</span></pre>
<p class="hint">hint: mend it</p>
</article>
</section>
<section id=""><h2>the site as a whole <small>1</small></h2>
<article class="warning">
<p class="where"></p>
<p class="what"><span class="kind">warning</span>: is missing [site]</p>
</article>
</section>
` + tail
	if d := cmp.Diff(want, body("/__atlas/problems?lang=en", "zh-CN")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if zh := body("/__atlas/problems?lang=zh", "en"); !strings.Contains(zh, "发布错误</span>：数不同 [number]") || !strings.Contains(zh, "提示：改") || !strings.Contains(zh, "：在此</p>") {
		t.Errorf("got %s", zh)
	}
	many := make(diag.List, mostListed+3)
	for i := range many {
		many[i].Place = diag.Place{File: "data/t.csv", Line: i + 1}
	}
	site.set(many, 7)
	if got := body("/__atlas/problems", "en"); strings.Count(got, "<article") != mostListed || !strings.Contains(got, `<p class="more">and 3 more</p>`) {
		t.Errorf("%d are listed", strings.Count(got, "<article"))
	}
}

func TestOrigins(t *testing.T) {
	site := small()
	site.origins = map[string][]Origin{"zh/a.html": {
		{"", diag.Place{File: "content/zh/a.md"}}, {"x", diag.Place{File: "content/zh/a.md", Line: 7, Col: 1}}, {"y", diag.Place{File: "elsewhere", Line: 7}}}}
	s := newServer(t, site, Options{})
	for path, want := range map[string]string{
		"/__atlas/origins?path=zh/a.html": `[{"file":"content/zh/a.md","line":0,"href":"edit://site/content/zh/a.md:0:0"},{"id":"x","file":"content/zh/a.md","line":7,"href":"edit://site/content/zh/a.md:7:1"}]`,
		"/__atlas/origins?path=zh/b.html": `[]`,
		"/__atlas/origins":                `[]`,
		"/__atlas/nearest?path=zh/indx":   `{"path":"zh/index.html"}`,
	} {
		w := get(s, "GET", path)
		if w.Code != 200 || w.Body.String() != want || w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

func TestNearest(t *testing.T) {
	now := []string{"index.html", "zh/index.html", "zh/places/index.html", "zh/places/harbour.html", "zh/places/inn.html", "zh/places/t.csv", "en/places/port.html", "zh/maps/a.html"}
	for _, c := range []struct {
		gone   string
		before []string
		want   string
	}{
		{"zh/places/port.html", []string{"zh/places/port.html", "zh/places/inn.html"}, "zh/places/harbour.html"}, // renamed
		{"zh/places/inm.html", now, "zh/places/inn.html"},                                                        // mistyped
		{"zh/places/xyzuvwxyzuvw.html", now, "zh/places/index.html"},
		{"zh/maps/xyzuvwxyzuvw.html", now, "zh/index.html"},
		{"fr/x/y.html", now, "index.html"},
		{"", nil, "index.html"},
		{"../x", nil, "index.html"},
		{"/x", nil, ""},
	} {
		if got := nearest(c.gone, now, c.before); got != c.want {
			t.Errorf("%s: %q, want %q", c.gone, got, c.want)
		}
	}
	if got := nearest("zh/a.html", nil, nil); got != "" {
		t.Errorf("got %q where there is no page", got)
	}
}

// A page that cannot be made is neither missing nor the reason for silence.
func TestCannotBeMade(t *testing.T) {
	site := small()
	site.pages["zh/a.html"] = cannot
	w := get(newServer(t, site, Options{}), "GET", "/zh/a.html", "Accept-Language", "zh")
	want := "<!DOCTYPE html>\n<html lang=\"zh\">\n<head><meta charset=\"utf-8\"><title>这个页面无法生成。</title></head>\n<body><p>这个页面无法生成。</p>" +
		`<script src="../__atlas/preview.js" data-boot="B" data-generation="7" data-broken="true"></script>` + "</body>\n</html>\n"
	if d := cmp.Diff(want, w.Body.String()); w.Code != 500 || d != "" {
		t.Errorf("%d (-want +got):\n%s", w.Code, d)
	}
}
