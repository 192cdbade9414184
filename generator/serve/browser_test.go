package serve

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"atlas/generator/diag"

	"github.com/chromedp/chromedp"
)

// The page that is open becomes the new one; what a reader did to it stays, and
// so does what scripts did.
func TestUpdatedInPlace(t *testing.T) {
	page := func(x, more string, rows ...string) string {
		return document(`<p id="x">` + x + `<em>强调</em></p><details id="d"><summary>s</summary><p id="in">里</p></details><input id="i">` +
			`<table><thead><tr><th>头</th></tr></thead><tbody>` + strings.Join(rows, "") + `</tbody></table>` + lines() + more)
	}
	st := onStage(t, "zh/a.html#view", map[string]string{"zh/a.html": page("第一版", "", `<tr id="r1"><td>1</td></tr>`, `<tr id="r2"><td>2</td></tr>`)})
	st.until("document.querySelector('th > button') && document.querySelector('tbody').firstElementChild.id === 'r2'")
	st.run("d.open = true; i.value = '打字'; i.focus({preventScroll: true}); scrollTo(0, 700); window.x0 = x")

	// Another page changed: nothing happens here.
	st.edit(nil, map[string]string{"zh/b.html": "b"}, []string{"zh/b.html"})
	st.edit(nil, map[string]string{"zh/a.html": page("第二版", "", `<tr id="r1"><td>1</td></tr>`, `<tr id="r2"><td>2</td></tr>`)}, nil)
	st.until("x.textContent === '第二版强调' && x === x0")
	st.until(flashed + " === 'x'")
	same := "window.sameDocument && d.open && i.value === '打字' && document.activeElement === i && location.hash === '#view' && starts === 1"
	seen := " && Math.abs(document.querySelectorAll('main > p')[40].getBoundingClientRect().top - top0) < 1"
	st.run("window.top0 = document.querySelectorAll('main > p')[40].getBoundingClientRect().top")
	st.until(same + " && scrollY === 700")
	st.until("document.querySelector('th > button').textContent === '头'")

	// Rows and paragraphs come, go and change, around what scripts moved.
	st.edit(nil, map[string]string{"zh/a.html": page("第二版", `<p id="new">新<b>段</b></p>`, `<tr id="r1"><td>11</td></tr>`, `<tr id="r3"><td>3</td></tr>`)}, []string{"zh/a.html"})
	st.until("document.querySelector('#new b')?.textContent === '段' && r1.textContent === '11' && !document.querySelector('#r2') && r3.textContent === '3'")
	st.until(flashed + ".includes('new') && " + flashed + ".includes('r1') && " + flashed + ".includes('r3')")
	st.until(same + seen) // the lines in the window are where they were

	// Not a page: attributes, classes beside those of scripts, the language.
	st.run("document.body.classList.add('of-script'); document.documentElement.dataset.theme = 'dark'")
	st.edit(nil, map[string]string{"zh/a.html": strings.Replace(page("第二版", ""), `class="k-t"`, `class="k-u" data-n="1"`, 1)}, nil)
	st.until("document.body.className === 'of-script k-u' && document.body.dataset.n === '1' && document.documentElement.dataset.theme === 'dark' && document.documentElement.lang === 'zh-CN'")
	st.until(same + seen) // the lines in the window are where they were
	st.until("violations.length === 0")
}

// Who wants no motion sees a frame that does not move.
func TestFlashWithoutMotion(t *testing.T) {
	st := onStage(t, "zh/a.html", map[string]string{"zh/a.html": document(`<p id="x">一</p>`)})
	frames := "document.querySelector('#x').getAnimations()[0]?.effect.getKeyframes()"
	st.edit(nil, map[string]string{"zh/a.html": document(`<p id="x">二</p>`)}, nil)
	st.until(frames + "?.some(f => f.backgroundColor)")
	st.run("window.matchMedia = () => ({matches: true}); document.querySelector('#x').getAnimations()[0].cancel()")
	st.edit(nil, map[string]string{"zh/a.html": document(`<p id="x">三</p>`)}, nil)
	st.until(frames + "?.every(f => !f.backgroundColor && f.outline === " + frames + "[0].outline)")
	st.until("x.getAnimations().length === 0") // it goes
}

// Style sheets are swapped without the page being bare for a moment.
func TestStyleSwapped(t *testing.T) {
	st := onStage(t, "zh/a.html", map[string]string{"zh/a.html": document(`<p id="x">一</p>` + lines())})
	st.run("scrollTo(0, 500); window.bare = 0; const look = () => { if (getComputedStyle(x).color === 'rgb(0, 0, 0)') bare++; requestAnimationFrame(look) }; look()")
	for _, changed := range [][]string{{"style.css"}, nil} { // told by name, and found out
		colour := fmt.Sprintf("rgb(9, 8, %d)", len(changed))
		st.edit(nil, map[string]string{"style.css": "#x { color: " + colour + " }"}, changed)
		st.until("getComputedStyle(x).color === '" + colour + "' && document.querySelectorAll('link').length === 1")
	}
	st.until("window.sameDocument && scrollY === 500 && bare === 0")

	// The page is still brought up to date after that.
	st.edit(nil, map[string]string{"zh/a.html": document(`<p id="x">二</p>` + lines())}, nil)
	st.until("x.textContent === '二' && window.sameDocument && document.querySelectorAll('link').length === 1 && getComputedStyle(x).color === 'rgb(9, 8, 0)'")
}

// What only the page's scripts can bring makes the page load again, as the reader
// left it.
func TestLoadedAgain(t *testing.T) {
	page := func(more string) string {
		return document(`<p id="x">一</p><details><summary>s</summary></details><input id="tick" type="checkbox" checked><div data-filter="#r"></div>` + lines() + more)
	}
	st := onStage(t, "zh/a.html#map=2,0.5,0.5", map[string]string{"zh/a.html": page("")})
	st.until("document.querySelector('[data-filter] input')")
	left := "scrollY === 650 && document.querySelector('details').open && !tick.checked && document.querySelector('[data-filter] input').value === '字' && location.hash === '#map=2,0.5,0.5'"
	st.run("document.querySelector('details').open = true; tick.checked = false; document.querySelector('[data-filter] input').value = '字'; scrollTo(0, 650)")
	st.edit(nil, map[string]string{"zh/a.html": page(`<figure data-map><svg class="m-map"></svg></figure>`)}, nil)
	st.until("!window.sameDocument && document.querySelector('[data-map]') && document.querySelector('atlas-preview[data-ready]') && " + left)
	st.run("window.sameDocument = true; window.heard = 0; addEventListener('change', () => heard++)")
	st.edit(nil, map[string]string{"site.js": st.site.pages["site.js"] + ";"}, nil)
	st.until("!window.sameDocument && " + left)
}

// An error is shown over the page, in the page's language, and vanishes.
func TestProblemsOverPage(t *testing.T) {
	st := onStage(t, "zh/a.html", map[string]string{"zh/a.html": document(`<p id="x">一</p>`)})
	st.until(corner + ".hidden")
	bad := diag.List{{Rule: "csv-cells", Place: diag.Place{File: "content/t.csv", Line: 3, Col: 3, Len: 2, Text: "西安,甲乙,<b>x"},
		Message: diag.T("这一行少一格", "a cell is missing"), Hint: diag.T("补上", "add it")}}
	st.edit(bad, nil, []string{})
	st.until(panel)
	for _, text := range []string{"content/t.csv:3:3", "错误：这一行少一格 [csv-cells]", "3 | 西安,甲乙,<b>x", "    ^^^", "提示：补上", "这里显示的是上一次无误的版本"} {
		st.until(panel + ".textContent.includes(" + quote(text) + ")")
	}
	st.until(corner + ".textContent === '1 个错误' && " + shadow + ".querySelector('b') === null")
	st.until(panel + ".querySelector('.where a').getAttribute('href') === 'edit://site/content/t.csv:3:3'")
	st.until(panel + ".querySelector('.all a').href === '" + st.url + "/__atlas/problems?lang=zh'")
	st.edit(nil, nil, []string{})
	st.until("!" + panel + " && " + corner + ".hidden && window.sameDocument")

	// Warnings gather in the corner; the list of them is opened and stays open.
	warn := func(words ...string) (l diag.List) {
		for _, w := range words {
			l.Add(diag.Problem{Rule: "w", Severity: diag.Warning, Message: diag.T(w, "small")})
		}
		return l
	}
	st.edit(warn("小事"), nil, []string{})
	st.until("!" + panel + " && " + corner + ".textContent === '1 条提醒'")
	st.run(corner + ".click()")
	st.until(panel + ".textContent.includes('小事') && !" + panel + ".querySelector('.where a')")
	st.edit(warn("小事", "另一件"), nil, []string{})
	st.until(panel + ".textContent.includes('另一件') && " + corner + ".textContent === '2 条提醒'")
	st.run(panel + ".querySelector('.close').click()")
	st.edit(warn("小事", "另一件", "第三件"), nil, []string{})
	st.until(corner + ".textContent === '3 条提醒' && !" + panel)

	// A grave problem of another page is no reason to cover this one.
	elsewhere := diag.List{{Rule: "link", Message: diag.T("断了", "broken")}}
	st.site.set(elsewhere, 7)
	st.site.mu.Lock()
	st.site.stale = false
	st.site.mu.Unlock()
	st.s.Notify([]string{})
	st.until(corner + ".textContent === '1 个错误' && " + corner + ".classList.contains('error')")
	st.never(panel)

	// One of this page is: it stays as it was, and says why.
	st.site.mu.Lock()
	st.site.pages["zh/a.html"], st.site.generation = cannot, 8
	st.site.mu.Unlock()
	st.s.Notify(nil)
	st.until(panel + "?.textContent.includes('这个页面无法生成') && " + panel + ".textContent.includes('断了') && x.textContent === '一'")
	st.edit(nil, map[string]string{"zh/a.html": document(`<p id="x">二</p>`)}, nil)
	st.until("!" + panel + " && x.textContent === '二' && window.sameDocument")
	st.until("violations.length === 0")
}

// A page whose address is gone says so, and where it may be now.
func TestAddressGone(t *testing.T) {
	st := onStage(t, "zh/places/port.html", map[string]string{"zh/places/port.html": document(`<p id="x">一</p>`), "zh/places/inn.html": document("")})
	lost := shadow + ".querySelector('.lost')"
	st.site.before = []string{"zh/places/port.html", "zh/places/inn.html"}
	st.edit(nil, map[string]string{"zh/places/port.html": "", "zh/places/harbour.html": document(`<p id="y">二</p>`)}, nil)
	st.until(lost + "?.textContent === 'zh/places/port.html 这个地址没有页面了。最接近的是 zh/places/harbour.html' && x.textContent === '一'")
	st.until(lost + ".querySelector('a').href === '" + st.url + "/zh/places/harbour.html'")
	st.edit(nil, map[string]string{"zh/places/port.html": document(`<p id="x">回来</p>`)}, nil)
	st.until("x.textContent === '回来' && !" + lost + " && window.sameDocument")

	// The address says in which language it is said.
	st.site.mu.Lock()
	st.site.pages["404.html"] = `<html lang="zh"><body>没有</body></html>`
	st.site.mu.Unlock()
	run(t, st.ctx, "location.href = '"+st.url+"/en/places/port.html'")
	st.until(lost + "?.textContent === 'There is no page at en/places/port.html any more.The nearest is index.html'")

	// Opened at an address that is not there, and comes.
	run(t, st.ctx, "location.href = '"+st.url+"/zh/places/inm.html'")
	st.until(lost + "?.querySelector('a').textContent === 'zh/places/inn.html'")
	st.edit(nil, map[string]string{"zh/places/inm.html": document(`<p id="z">来了</p>`)}, nil)
	st.until("document.querySelector('#z') && !" + lost)
}

// At the block under the pointer there is a link to its line; in the corner one
// for the page. A site may want none.
func TestSourceLinks(t *testing.T) {
	main := `<h1>题</h1><p id="x">一</p><p id="y">二</p><table><tbody><tr id="r"><td>格</td></tr></tbody></table><figure data-map><svg width="50" height="50"></svg></figure>`
	at := func(file string, line int) diag.Place { return diag.Place{File: file, Line: line, Col: 1} }
	site := map[string][]Origin{"zh/a.html": {{"", at("content/zh/a.md", 0)}, {"x", at("content/zh/a.md", 12)}, {"r", at("content/t.csv", 3)}, {"y", at("layout.html", 1)}}}
	pages := map[string]string{"zh/a.html": document(main), "zh/b.html": document(main)}
	st := onStage(t, "zh/b.html", pages)
	chip, page := shadow+".querySelector('.source:not(.page)')", shadow+".querySelector('.source.page')"
	st.until(chip + ".hidden && " + page + ".hidden")
	st.site.mu.Lock()
	st.site.origins = site
	st.site.mu.Unlock()
	run(t, st.ctx, "location.href = '"+st.url+"/zh/a.html'")
	st.until(page + "?.textContent === '✎ content/zh/a.md' && " + page + ".getAttribute('href') === 'edit://site/content/zh/a.md:0:1'")
	over := func(what string) {
		st.run("document.querySelector('" + what + "').dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))")
	}
	for what, link := range map[string]string{"#x": "edit://site/content/zh/a.md:12:1", "td": "edit://site/content/t.csv:3:1", "h1": "edit://site/content/zh/a.md:0:1", "svg": "edit://site/content/zh/a.md:0:1"} {
		over(what)
		st.until("!" + chip + ".hidden && " + chip + ".getAttribute('href') === '" + link + "' && " + chip + ".getBoundingClientRect().right <= innerWidth")
	}
	over("#y") // nothing opens it
	st.until(chip + ".hidden")

	// After an edit the lines are others.
	st.site.mu.Lock()
	st.site.origins = map[string][]Origin{"zh/a.html": {{"x", at("content/zh/a.md", 14)}}}
	st.site.mu.Unlock()
	st.edit(nil, map[string]string{"zh/a.html": document("<p>新</p>" + main)}, nil)
	st.until(page + ".hidden")
	over("#x")
	st.until("!" + chip + ".hidden && " + chip + ".getAttribute('href') === 'edit://site/content/zh/a.md:14:1'")
}

// The page of all problems is brought up to date like any other.
func TestListInBrowser(t *testing.T) {
	st := onStage(t, "__atlas/problems?lang=zh", nil)
	st.until("document.querySelector('.lead').textContent.startsWith('没有问题。')")
	at := func(file string, line int) diag.Place { return diag.Place{File: file, Line: line, Col: 1, Text: "字"} }
	list := diag.List{
		{Rule: "a", Place: at("content/b.md", 2), Message: diag.T("甲", "A")},
		{Rule: "b", Severity: diag.Warning, Place: at("content/a.md", 9), Message: diag.T("乙", "B"), Hint: diag.T("改", "mend")},
	}
	st.edit(list, nil, []string{})
	st.until("[...document.querySelectorAll('section h2')].map(h => h.textContent).join() === 'content/b.md 1,content/a.md 1'")
	st.until("document.querySelector('.warning .where a').getAttribute('href') === 'edit://site/content/a.md:9:1' && !" + panel)
	st.until(flashed + " !== ''")
	st.edit(list[:1], nil, []string{})
	st.until("document.querySelectorAll('article').length === 1 && document.querySelector('h2').textContent === 'content/b.md 1' && window.sameDocument")
	st.until("violations.length === 0")
}

// Whatever the page becomes, what is shown is what was sent.
func TestBecomesAnyPage(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 7))
	var tree func(depth int) string
	tree = func(depth int) string {
		var out strings.Builder
		for range rng.IntN(6) {
			switch n := rng.IntN(9); {
			case n < 3 || depth == 0:
				fmt.Fprintf(&out, "字%d", rng.IntN(4))
			case n == 3:
				fmt.Fprintf(&out, "<!--%d-->", rng.IntN(3))
			case n == 4:
				out.WriteString("\n")
			case n == 5:
				fmt.Fprintf(&out, `<svg viewBox="0 0 %d 9"><g class="a b%d"><path d="M%d"></path></g></svg>`, rng.IntN(2), rng.IntN(2), rng.IntN(3))
			case n == 6:
				fmt.Fprintf(&out, `<div title="t%d">%s</div>`, rng.IntN(3), tree(depth-1))
			default:
				fmt.Fprintf(&out, `<div id="n%d" class="c%d">%s</div>`, rng.IntN(6), rng.IntN(3), tree(depth-1))
			}
		}
		return out.String()
	}
	st := onStage(t, "zh/a.html", map[string]string{"zh/a.html": document(tree(4))})
	for i := range 30 {
		st.edit(nil, map[string]string{"zh/a.html": document(fmt.Sprintf("<i>%d</i>", i) + tree(4))}, nil)
		st.until(fmt.Sprintf("document.querySelector('main > i')?.textContent === '%d'", i))
		same, err := chromedp.Run(st.ctx, chromedp.Evaluate[bool](`(() => {
			const r = new XMLHttpRequest(); r.open('GET', location.href, false); r.send();
			return new DOMParser().parseFromString(r.responseText, 'text/html').querySelector('main').outerHTML === document.querySelector('main').outerHTML })()`))
		if err != nil || !same {
			t.Fatalf("page %d is not what was sent: %v\n%s", i, err, st.site.pages["zh/a.html"])
		}
	}
	st.until("window.sameDocument")
}
