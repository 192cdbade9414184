package browser

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"atlas/generator/host"
)

// Every type of page opens from disk, from nginx at its root and below a path, from
// the barest of servers and in the preview, under the strict policy: nothing is
// reported in the console, nothing the policy forbids is tried, and nothing is
// asked of another host.
func TestOpensEverywhere(t *testing.T) {
	w := built(t)
	for _, from := range []struct {
		name string
		base func(t *testing.T) string
	}{
		{"from disk", func(*testing.T) string { return w.fromDisk("") + "/" }},
		{"from nginx at the root", func(t *testing.T) string { return host.Nginx(t, root, w.dir, "/") }},
		{"from nginx below a path", func(t *testing.T) string { return host.Nginx(t, root, w.dir, "/a/b/") }},
		{"from a bare server below a path", w.below},
		{"in the preview", w.preview},
	} {
		t.Run(from.name, func(t *testing.T) {
			base := from.base(t)
			b := open(t)
			for _, p := range w.pages() {
				b.visit(base, p)
				b.until("document.readyState === 'complete'")
				if title := eval[string](b, "document.title"); title == "" {
					t.Errorf("%s has no title", p)
				}
				if eval[int](b, "document.querySelector('main').innerText.trim().length") < 3 {
					t.Errorf("%s shows nothing", p)
				}
				// The page for what is not there may be shown at any depth, and knows no
				// way to the style sheet.
				if p != "404.html" && eval[int](b, "[...document.styleSheets].reduce((n, s) => n + (s.href ? 1 : 0), 0)") == 0 {
					t.Errorf("%s has no style sheet", p)
				}
				for _, wrong := range slices.Compact(b.takeWrongs()) {
					t.Errorf("%s: %s", p, wrong)
				}
			}
		})
	}
}

// What goes wrong in a tab is seen: an error, a policy that is broken, a request to
// another host.
func TestWrongsAreSeen(t *testing.T) {
	b := open(t)
	site := fstest.MapFS{"x.html": {Data: []byte(`<!DOCTYPE html><title>x</title><main>x</main>
<script src="x.js"></script><p style="color: red">y</p><img alt="" src="https://elsewhere.invalid/p.png">`)},
		"x.js": {Data: []byte(`console.error("a"); fetch("gone.json"); throw new Error("b")`)}}
	srv := httptest.NewServer(host.Bare(site, "/"))
	defer srv.Close()
	b.visit(srv.URL+"/", "x.html")
	b.until("document.readyState === 'complete'")
	var wrongs []string
	for _, want := range []string{"exception: Uncaught", "console.error", "security: ", "style-src 'self'", "a request to https://elsewhere.invalid/p.png|img-src 'self'", "network: "} {
		b.until("true")
		found := false
		for range 100 {
			wrongs = append(wrongs, b.takeWrongs()...)
			found = slices.ContainsFunc(wrongs, func(s string) bool {
				return slices.ContainsFunc(strings.Split(want, "|"), func(w string) bool { return strings.Contains(s, w) })
			})
			if found {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if !found {
			t.Errorf("%q is not seen: %q", want, wrongs)
		}
	}
}

// Should a script get into a page in spite of all, it does not run: from disk, where
// no server sends the policy, as little as from a server that sends none.
func TestForeignScriptDoesNotRun(t *testing.T) {
	w := built(t)
	b := open(t)
	for _, p := range []string{"index.html", "404.html", "en/plan/ch3.html", w.embedded(t)} {
		page := string(w.files[p])
		const bad = `<script>window.bad = true</script><img alt="" src="nowhere.png" onerror="window.bad = true">`
		at := strings.Index(page, "</main>")
		name := filepath.Join(w.dir, filepath.FromSlash(p))
		foreign := strings.TrimSuffix(name, ".html") + "-foreign.html"
		if err := os.WriteFile(foreign, []byte(page[:at]+bad+page[at:]), 0o644); err != nil {
			t.Fatal(err)
		}
		b.visit(w.fromDisk("")+"/", strings.TrimSuffix(p, ".html")+"-foreign.html")
		b.until("document.readyState === 'complete'")
		// The picture's failure is told before the page is complete.
		if eval[bool](b, "Boolean(window.bad)") {
			t.Errorf("%s runs a script that stands in it", p)
		}
		if n := len(b.takeWrongs()); n < 2 {
			t.Errorf("%s: %d objections", p, n)
		}
	}
}

// embedded is a bare page for frames.
func (w *website) embedded(t *testing.T) string {
	for _, p := range slices.Sorted(maps.Keys(w.files)) {
		if strings.HasPrefix(p, "en/embed/") {
			return p
		}
	}
	t.Fatal("no page is made for frames")
	return ""
}

// clickTo clicks the first link of the page that leads to an address with such an
// end, and waits until it is there.
func (b *tab) clickTo(end string) {
	b.t.Helper()
	const find = `[...document.querySelectorAll('a[href]')].find(a => a.href.endsWith(%q) && a.getClientRects().length > 0)`
	b.until(fmt.Sprintf(find, end))
	eval[bool](b, fmt.Sprintf(`(`+find+`.click(), true)`, end))
	b.until(fmt.Sprintf(`location.href.endsWith(%q) && document.readyState === 'complete'`, end))
}

// From the front door through home, a chapter, a city and the map, in both
// languages, from disk: a reader gets everywhere with links.
func TestClickThrough(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1280, 900)
	for _, lang := range []string{"zh", "en"} {
		b.visit(w.fromDisk("")+"/", "index.html")
		b.clickTo("/" + lang + "/index.html")
		b.clickTo("/" + lang + "/plan/index.html")
		b.clickTo("/" + lang + "/plan/ch3.html")
		b.clickTo("/" + lang + "/places/baoji.html")
		if h := eval[string](b, "document.querySelector('h1').innerText"); !strings.Contains(h, map[string]string{"zh": "宝鸡", "en": "Baoji"}[lang]) {
			t.Errorf("the page of the city is headed %q", h)
		}
		// Back to the very paragraph that names it.
		block := eval[string](b, "[...document.querySelectorAll('main a')].map(a => /plan\\/(ch3\\.html#.+)/.exec(a.href)).find(m => m)[1]")
		b.clickTo("/" + lang + "/plan/" + block)
		b.until("(r => r.top > -5 && r.top < innerHeight)(document.querySelector(':target').getBoundingClientRect())")
		b.clickTo("/" + lang + "/maps/index.html")
		b.clickTo("/" + lang + "/maps/scope.html")
		if n := eval[int](b, "document.querySelectorAll('main svg a').length"); n < 90 {
			t.Errorf("the map in %s has %d links, fewer than there are counties", lang, n)
		}
		if wrong := b.takeWrongs(); len(wrong) > 0 {
			t.Errorf("%s: %q", lang, wrong)
		}
	}
}

// The other language shows the same paragraph, in both directions, and without
// scripts at least the same page.
func TestLanguageKeepsTheBlock(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1280, 900)
	const other = "document.querySelector('header a[hreflang]')"
	for _, way := range [][2]string{{"zh", "en"}, {"en", "zh"}} {
		const block = "ch3-s2-p3"
		b.visit(w.fromDisk("")+"/", way[0]+"/plan/ch3.html#"+block)
		inView := fmt.Sprintf("(r => r.top > -5 && r.top < innerHeight)(document.getElementById(%q).getBoundingClientRect())", block)
		b.until(other + " && document.readyState === 'complete' && " + inView)
		eval[bool](b, "("+other+".click(), true)")
		b.until(fmt.Sprintf("location.href.endsWith('/%s/plan/ch3.html#%s') && document.getElementById(%q)", way[1], block, block))
		b.until(inView)
	}
	b.scripts(false)
	b.visit(w.fromDisk("")+"/", "zh/places/xian.html")
	if href := eval[string](b, other+".href"); !strings.HasSuffix(href, "/en/places/xian.html") {
		t.Errorf("without scripts the other language is at %s", href)
	}
}

// An editorial note opens without any script, by a click and by the keyboard.
func TestNoteOpensWithoutScripts(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1280, 900)
	b.scripts(false)
	b.visit(w.fromDisk("")+"/", "zh/plan/ch0.html")
	const openNotes = "document.querySelectorAll('[popover]:popover-open').length"
	if n := eval[int](b, openNotes); n != 0 {
		t.Fatalf("%d notes are open before", n)
	}
	if _, err := chromedp.Run(b.ctx, chromedp.Click(chromedp.CSS("main [popovertarget]"))); err != nil {
		t.Fatal(err)
	}
	b.until(openNotes + " === 1")
	if s := eval[string](b, "document.querySelector('[popover]:popover-open').innerText"); !strings.Contains(s, "10.71") {
		t.Errorf("the note says %q", s)
	}
	// Escape closes it, and Enter on its mark opens it again.
	for _, step := range []struct {
		key, then string
	}{{kb.Escape, openNotes + " === 0"}, {kb.Enter, openNotes + " === 1"}} {
		eval[bool](b, "(document.querySelector('main [popovertarget]').focus(), true)")
		if _, err := chromedp.Run(b.ctx, chromedp.KeyEvent(step.key)); err != nil {
			t.Fatal(err)
		}
		b.until(step.then)
	}
}

// Nothing is wider than the narrowest phone, with whatever fonts its reader has.
func TestNothingScrollsSideways(t *testing.T) {
	w := built(t)
	for _, f := range fontSets {
		t.Run(f.name, func(t *testing.T) {
			b := openWith(t, f)
			b.size(320, 640)
			for _, p := range w.pages() {
				b.visit(w.fromDisk("")+"/", p)
				b.until("document.readyState === 'complete'")
				if width := eval[int](b, "document.documentElement.scrollWidth"); width > 320 {
					widest := eval[string](b, `[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 320.5)
						.filter(e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return false; return true })
						.map(e => e.getBoundingClientRect().right.toFixed(1) + ': ' + e.outerHTML.slice(0, 120)).slice(0, 3).join('\n')`)
					t.Errorf("%s is %d px wide: %s", p, width, widest)
				}
			}
		})
	}
}

// violation is what axe finds.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// No page breaks a rule of accessibility that a program can see: axe's own rules
// and best practices, in both languages, light and dark.
func TestAccessible(t *testing.T) {
	w := built(t)
	axe, err := os.ReadFile(root + "/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe is missing; npm ci installs it: %v", err)
	}
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			b := open(t)
			b.size(1280, 900)
			b.scheme(scheme)
			options := "{resultTypes: ['violations']}"
			if scheme == "dark" { // only colours differ
				options = "{resultTypes: ['violations'], runOnly: ['color-contrast']}"
			}
			pages := w.extremes()
			if scheme == "dark" {
				pages = w.pages()
			}
			for _, p := range pages {
				b.visit(w.fromDisk("")+"/", p)
				eval[bool](b, string(axe)+";true")
				found := eval[string](b, "axe.run(document, "+options+").then(r => JSON.stringify(r.violations))")
				var list []violation
				if err := json.Unmarshal([]byte(found), &list); err != nil {
					t.Fatal(err)
				}
				for _, v := range list {
					t.Errorf("%s: %s: %s: %d×, first %.200s\n%.300s", p, v.ID, v.Help, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].Summary)
				}
			}
		})
	}
}

// On a phone nothing that is tapped is smaller than a finger can hit, 24 px, or else
// it stands that far from the next: links within sentences apart.
func TestTargetsAreLarge(t *testing.T) {
	w := built(t)
	axe, err := os.ReadFile(root + "/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe is missing; npm ci installs it: %v", err)
	}
	b := open(t)
	b.size(360, 800)
	for _, p := range w.pages() {
		b.visit(w.fromDisk("")+"/", p)
		b.until("document.readyState === 'complete'")
		eval[bool](b, string(axe)+";true")
		found := eval[string](b, "axe.run(document, {resultTypes: ['violations'], runOnly: ['target-size'], rules: {'target-size': {enabled: true}}}).then(r => JSON.stringify(r.violations))")
		var list []violation
		if err := json.Unmarshal([]byte(found), &list); err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			t.Errorf("%s: %s: %d×, first %.200s\n%.300s", p, v.Help, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].Summary)
		}
	}
}
