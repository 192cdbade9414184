package serve

import (
	"context"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"atlas/generator/diag"

	"github.com/chromedp/chromedp"
)

// browser opens a page in Chromium, or skips the test where there is none.
func browser(t *testing.T, url string) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium: the preview's script is not tested")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(800, 600))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 60*time.Second)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// until waits for a JavaScript expression to be true.
func until(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for range 200 {
		// While the page is loaded again there may be no page to ask.
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")")); err == nil && ok {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	got, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("document.querySelector('atlas-preview')?.shadowRoot.textContent ?? document.body.textContent"))
	t.Fatalf("never true: %s\nthe preview shows: %.300s", expression, got)
}

func run(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("(() => { "+expression+"; return true })()")); err != nil {
		t.Fatal(err)
	}
}

func TestInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the preview's script is not tested")
	}
	page := func(text string) string {
		return `<!DOCTYPE html><html lang="zh-CN"><head><title>t</title><link rel="stylesheet" href="../style.css"></head><body><p id="x">` +
			text + `</p>` + strings.Repeat("<p>一行</p>", 200) + `</body></html>`
	}
	site := small()
	site.pages["zh/a.html"] = page("第一版")
	site.pages["style.css"] = "#x { color: rgb(1, 2, 3) }"
	s := newServer(t, site, Options{})
	srv := httptest.NewServer(s)
	defer srv.Close()
	defer s.Close()
	edit := func(problems diag.List, generation uint64, pages map[string]string, changed ...string) {
		site.mu.Lock()
		for p, text := range pages {
			site.pages[p] = text
		}
		site.mu.Unlock()
		site.set(problems, generation)
		s.Notify(append([]string{}, changed...))
	}
	ctx := browser(t, srv.URL+"/zh/a.html")
	shadow := "document.querySelector('atlas-preview').shadowRoot"
	panel := shadow + ".querySelector('.panel')"
	corner := shadow + ".querySelector('.corner')"
	until(t, ctx, corner+".hidden")
	run(t, ctx, "window.violations = []; document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective)); window.sameDocument = true; scrollTo(0, 700)")

	// Another page changed: nothing happens here. A style sheet is swapped.
	edit(nil, 8, map[string]string{"zh/b.html": "b"}, "zh/b.html")
	edit(nil, 9, map[string]string{"style.css": "#x { color: rgb(9, 8, 7) }"}, "style.css")
	until(t, ctx, "getComputedStyle(document.querySelector('#x')).color === 'rgb(9, 8, 7)'")
	until(t, ctx, "document.querySelectorAll('link').length === 1")
	until(t, ctx, "window.sameDocument && scrollY === 700")

	// An error is shown over the page, in the page's language, and vanishes.
	bad := diag.List{{Rule: "csv-cells", Place: diag.Place{File: "data/t.csv", Line: 3, Col: 3, Len: 2, Text: "西安,甲乙,<b>x"},
		Message: diag.T("这一行少一格", "a cell is missing"), Hint: diag.T("补上", "add it")}}
	edit(bad, 9, nil)
	until(t, ctx, panel)
	for _, text := range []string{"data/t.csv:3:3", "错误：这一行少一格 [csv-cells]", "3 | 西安,甲乙,<b>x", "提示：补上", "这里显示的是上一次无误的版本"} {
		until(t, ctx, panel+".textContent.includes("+quote(text)+")")
	}
	until(t, ctx, corner+".textContent === '1 个错误' && "+shadow+".querySelector('b') === null")
	edit(diag.List{{Rule: "w", Severity: diag.Warning, Message: diag.T("小事", "small")}}, 9, nil)
	until(t, ctx, "!"+panel+" && "+corner+".textContent === '1 条提醒' && window.sameDocument")
	run(t, ctx, corner+".click()")
	until(t, ctx, panel+".textContent.includes('小事')")
	until(t, ctx, "violations.length === 0")

	// The page itself changed: it is loaded again, at the same place.
	edit(nil, 10, map[string]string{"zh/a.html": page("第二版")}, "zh/a.html", "zh/b.html")
	until(t, ctx, "!window.sameDocument && document.querySelector('#x').textContent === '第二版' && scrollY === 700")
	until(t, ctx, corner+".hidden && !"+panel)
}

func quote(s string) string { return "'" + s + "'" }
