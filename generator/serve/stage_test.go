package serve

import (
	"context"
	"flag"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"atlas/generator/diag"

	"github.com/chromedp/chromedp"
)

// chromium is the one browser of all tests; nil where there is none.
var chromium context.Context

func TestMain(m *testing.M) {
	flag.Parse()
	var ends []context.CancelFunc
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		path, err := exec.LookPath(name)
		if err != nil || testing.Short() {
			continue
		}
		opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(800, 600))
		all, end := chromedp.NewExecAllocator(context.Background(), opts...)
		first, endFirst := chromedp.NewContext(all)
		if _, err := chromedp.Run(first, chromedp.Navigate("about:blank")); err != nil {
			panic(err)
		}
		chromium, ends = first, []context.CancelFunc{endFirst, end}
		break
	}
	status := m.Run()
	for _, end := range ends {
		end()
	}
	os.Exit(status)
}

// browser opens a page in a tab of its own, or skips the test where there is no
// Chromium.
func browser(t *testing.T, url string) context.Context {
	t.Helper()
	if chromium == nil {
		t.Skip("no Chromium, or -short: the preview's script is not tested")
	}
	ctx, cancel := chromedp.NewContext(chromium)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 120*time.Second)
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// until waits for a JavaScript expression to be true.
func until(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for range 1200 {
		// While the page is loaded again there may be no page to ask.
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")")); err == nil && ok {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	got, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("document.querySelector('atlas-preview')?.shadowRoot.textContent ?? document.body.textContent"))
	for _, part := range strings.Split(expression, " && ") {
		if v, err := chromedp.Run(ctx, chromedp.Evaluate[string]("String("+part+")")); err != nil || v != "true" {
			t.Logf("%s: %s %v", part, v, err)
		}
	}
	where, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("location.href + ' at ' + scrollY"))
	t.Fatalf("never true: %s\n%s, the preview shows: %.300s", expression, where, got)
}

func run(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("(() => { "+expression+"; return true })()")); err != nil {
		t.Fatal(err)
	}
}

// stage is a site that is served and open in a browser.
type stage struct {
	t    *testing.T
	site *fake
	s    *Server
	url  string
	ctx  context.Context
}

// onStage serves the pages and opens one of them. A page's script adds a button
// to its table, as the scripts of real pages do.
func onStage(t *testing.T, open string, pages map[string]string) *stage {
	t.Helper()
	site := small()
	site.pages["style.css"] = "#x { color: rgb(1, 2, 3) }"
	site.pages["site.js"] = `addEventListener('DOMContentLoaded', () => {
		for (const th of document.querySelectorAll('th')) { const b = document.createElement('button'); b.append(...th.childNodes); th.append(b); }
		const f = document.querySelector('[data-filter]');
		if (f && !f.firstChild) f.append(document.createElement('input'));
		const t = document.querySelector('tbody'); if (t) t.prepend(t.lastElementChild);
		window.starts = (window.starts ?? 0) + 1;
	})`
	for p, text := range pages {
		site.pages[p] = text
	}
	s := newServer(t, site, Options{})
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	t.Cleanup(s.Close)
	st := &stage{t: t, site: site, s: s, url: srv.URL, ctx: browser(t, srv.URL+"/"+open)}
	st.until("document.querySelector('atlas-preview[data-ready]')")
	st.run("window.violations = []; document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective)); window.sameDocument = true")
	return st
}

func (st *stage) until(expression string) { st.t.Helper(); until(st.t, st.ctx, expression) }
func (st *stage) run(expression string)   { st.t.Helper(); run(st.t, st.ctx, expression) }

// edit makes the site another and tells it. A page without text is gone.
func (st *stage) edit(problems diag.List, pages map[string]string, changed []string) {
	st.t.Helper()
	st.site.mu.Lock()
	for p, text := range pages {
		if st.site.pages[p] = text; text == "" {
			delete(st.site.pages, p)
		}
	}
	generation := st.site.generation
	if len(pages) > 0 {
		generation++
	}
	st.site.mu.Unlock()
	st.site.set(problems, generation)
	st.s.Notify(changed)
}

// never asks that an expression stays false for a while.
func (st *stage) never(expression string) {
	st.t.Helper()
	for range 12 {
		if ok, err := chromedp.Run(st.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")")); err == nil && ok {
			st.t.Fatalf("true: %s", expression)
		}
		time.Sleep(25 * time.Millisecond)
	}
}

const (
	shadow  = "document.querySelector('atlas-preview').shadowRoot"
	panel   = shadow + ".querySelector('.panel')"
	corner  = shadow + ".querySelector('.corner')"
	flashed = "document.getAnimations().filter(a => a.id === 'atlas-changed').map(a => a.effect.target.id || a.effect.target.localName).sort().join()"
)

// document is a page in Chinese; its main part is given.
func document(main string) string {
	return `<!DOCTYPE html><html lang="zh-CN"><head><title>t</title><link rel="stylesheet" href="../style.css"><script src="../site.js" defer></script></head>` +
		`<body class="k-t"><header><a href="b.html">b</a></header><main id="main">` + main + `</main></body></html>`
}

func lines() string { return strings.Repeat("<p>一行</p>\n", 200) }

func quote(s string) string { return "'" + s + "'" }
