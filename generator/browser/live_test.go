package browser

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// middle is the middle of an element, given by a JavaScript expression, in the
// window.
func (b *tab) middle(element string) (x, y float64) {
	b.t.Helper()
	at := eval[[]float64](b, `(e => { const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })(`+element+`)`)
	return at[0], at[1]
}

// point moves the mouse to the middle of an element, click clicks there.
func (b *tab) point(element string) {
	b.t.Helper()
	x, y := b.middle(element)
	b.mouse(chromedp.MouseEvent(chromedp.MouseMoved, x-3, y))
	b.mouse(chromedp.MouseEvent(chromedp.MouseMoved, x, y))
}

func (b *tab) click(element string) {
	b.t.Helper()
	x, y := b.middle(element)
	b.mouse(chromedp.MouseEvent(chromedp.MouseMoved, x, y))
	b.mouse(chromedp.MouseClickXY(x, y))
}

func (b *tab) mouse(action chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, action); err != nil {
		b.t.Fatal(err)
	}
}

// sameSpot compares where two texts of drawings begin, are centred or end, and on
// which line they stand: not how wide their letters are, which the fonts of a machine
// and a browser's rounding decide. Two pixels no reader sees.
func (b *tab) sameSpot(what, before, after string) {
	b.t.Helper()
	const spot = `(e => {
		const r = e.getBoundingClientRect(), anchor = getComputedStyle(e).textAnchor;
		return [anchor === "end" ? r.right : anchor === "middle" ? r.x + r.width / 2 : r.x, r.y + r.height / 2];
	})`
	x, y := eval[[]float64](b, spot+`(`+before+`)`), eval[[]float64](b, spot+`(`+after+`)`)
	if math.Abs(x[0]-y[0]) > 2 || math.Abs(x[1]-y[1]) > 2 {
		b.t.Errorf("%s was at %v and is at %v", what, x, y)
	}
}

// The chart of parts of bars, with a legend, and of its pieces: the drawing on the
// page, and the living one.
const (
	still  = `document.querySelector('#chart-targets-by-theme .chart-svg > svg')`
	living = `document.querySelector('#chart-targets-by-theme .chart-svg > .chart-live svg')`
	words  = `[...document.querySelectorAll('#chart-targets-by-theme .chart-svg > .chart-live svg text')].map(t => t.textContent).join('|')`
)

// wake opens the page of targets and brings its chart to life.
func wakeChart(t *testing.T, from string) *tab {
	b := open(t)
	b.size(1200, 1000)
	b.visit(from, "en/targets.html")
	b.until("document.readyState === 'complete' && document.querySelector('.chart button') !== null")
	eval[bool](b, `(window.violations = [], addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.sourceFile + ':' + e.lineNumber)), true)`)
	if eval[bool](b, `performance.getEntriesByType('resource').some(r => /live|data.charts/.test(r.name)) || document.querySelector('script[src*=live]') !== null`) {
		t.Fatal("ECharts comes before it is wanted")
	}
	eval[bool](b, `(`+still+`.scrollIntoView({block: 'center', behavior: 'instant'}), true)`)
	b.point(still)
	b.until(living + ` !== null && ` + living + `.querySelectorAll('path').length > 5`)
	return b
}

func (b *tab) clean() {
	b.t.Helper()
	if v := eval[[]string](b, "window.violations ?? []"); len(v) > 0 {
		b.t.Errorf("against the policy: %q", v)
	}
	if n := eval[int](b, "document.querySelectorAll('body style').length"); n > 0 {
		b.t.Errorf("%d style elements in the page", n)
	}
	if wrong := b.takeWrongs(); len(wrong) > 0 {
		b.t.Errorf("%q", wrong)
	}
}

// A chart under the pointer comes to life where it stands, under the strict
// policy and from disk: it does not move, its marks have tooltips, its legend
// switches series, and a click on a mark follows the link.
func TestChartsAlive(t *testing.T) {
	w := built(t)
	for name, from := range map[string]string{"preview": w.preview(t), "below": w.below(t), "disk": w.fromDisk("") + "/"} {
		t.Run(name, func(t *testing.T) {
			b := wakeChart(t, from)
			box := func(element string) []float64 {
				return eval[[]float64](b, `(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; })(`+element+`)`)
			}
			same := func(what string, x, y []float64, within float64) {
				for i := range x {
					if math.Abs(x[i]-y[i]) > within {
						t.Errorf("%s was at %v and is at %v", what, x, y)
						return
					}
				}
			}
			same("the chart", box(still), box(living), 0.5)
			text := func(in, words string) string {
				return `[...` + in + `.querySelectorAll('text')].find(t => t.textContent === '` + words + `')`
			}
			for _, words := range []string{"Transport", "Overall", "No year stated"} {
				b.sameSpot(words, text(still, words), text(living, words))
			}
			mark := still + `.querySelector('a path')`
			colour := eval[string](b, `getComputedStyle(`+mark+`).fill`)
			if n := eval[int](b, `[...`+living+`.querySelectorAll('path')].filter(p => getComputedStyle(p).fill === '`+colour+`').length`); n == 0 {
				t.Errorf("no living mark is %s", colour)
			}
			if s := eval[string](b, `[...`+living+`.querySelectorAll('*')].map(e => (e.getAttribute('fill') ?? '') + (e.getAttribute('stroke') ?? '')).filter(c => /#5e[0-9a-f]{4}/.test(c)).join()`); s != "" {
				t.Errorf("inks are left: %s", s)
			}

			caption := eval[string](b, mark+`.parentElement.querySelector('title').textContent`)
			b.point(mark)
			b.until(words + `.includes(` + "`" + caption + "`" + `)`)

			series := strings.Split(caption, " · ")[1]
			marks := `[...` + living + `.querySelectorAll('path')].filter(p => getComputedStyle(p).fill === '` + colour + `').length`
			before := eval[int](b, marks)
			b.click(text(living, series))
			b.until(fmt.Sprintf("%s < %d", marks, before))
			b.click(text(living, series))
			b.until(fmt.Sprintf("%s === %d", marks, before))

			href := eval[string](b, mark+`.parentElement.href.baseVal`)
			b.click(mark)
			b.until(`location.href.endsWith(` + "`" + strings.TrimPrefix(href, "..") + "`" + `)`)
			b.clean()
		})
	}
}

// The network comes to life where it stands too: names and boxes stay, a line tells
// its sentence's words, and the legend takes a colour's boxes and lines away and
// leaves the names.
func TestNetworkAlive(t *testing.T) {
	const place = `document.querySelector('#chart-who-with-whom .chart-svg`
	const still, living = place + ` > svg')`, place + ` > .chart-live svg')`
	w := built(t)
	for _, f := range fontSets {
		t.Run(f.name, func(t *testing.T) {
			b := openWith(t, f)
			b.size(1200, 1000)
			b.visit(w.fromDisk("")+"/", "en/plan/index.html")
			b.until("document.readyState === 'complete' && document.querySelector('.chart button') !== null")
			eval[bool](b, `(`+still+`.scrollIntoView({block: 'start', behavior: 'instant'}), true)`)
			b.point(still)
			b.until(living + ` !== null && ` + living + `.querySelectorAll('path').length > 50`)
			text := func(in, words string) string {
				return `[...` + in + `.querySelectorAll('text')].find(t => t.textContent === '` + words + `')`
			}
			for _, words := range []string{"Main axis", "Baoji", "Longhai Railway", "none named", "Belts"} {
				b.sameSpot(words, text(still, words), text(living, words))
			}
			if s := eval[string](b, `[...`+living+`.querySelectorAll('*')].map(e => (e.getAttribute('fill') ?? '') + (e.getAttribute('stroke') ?? '')).filter(c => /#5e[0-9a-f]{4}/.test(c)).join()`); s != "" {
				t.Errorf("inks are left: %s", s)
			}
			lines := living + `.querySelectorAll('path[d*=Q]').length`
			before, names := eval[int](b, lines), text(living, "Baoji")
			b.click(text(living, "Axis"))
			b.until(fmt.Sprintf("%s < %d", lines, before))
			if eval[bool](b, names+` === undefined || `+text(living, "Main axis")+` !== undefined`) {
				t.Error("the axis is still there, or its members are not")
			}
			b.click(text(living, "Axis"))
			b.until(fmt.Sprintf("%s === %d", lines, before))
			b.point(text(living, "Greater Xi’an"))
			b.until(`[...` + living + `.querySelectorAll('text')].some(t => t.textContent.includes('6 named'))`)
			b.clean()
		})
	}
}
