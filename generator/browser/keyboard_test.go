package browser

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// stop says of what has the focus: what it is, and what is wrong with how it is
// shown. Nothing may cover it, and its outline must be drawn. A picture's parts
// have any shape: they may show the focus by their own lines and colours, and what
// covers them is not asked.
const stop = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return {what: "nothing", wrong: "nothing has the focus"};
	const s = getComputedStyle(e), what = e.outerHTML.slice(0, 120);
	const wrong = [];
	const look = () => [e, ...e.querySelectorAll("*")].map(x => (c => [c.stroke, c.strokeWidth, c.fill, c.filter, c.textDecorationLine])(getComputedStyle(x))).join();
	const outlined = s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1 && !/^rgba\(.*, 0\)$/.test(s.outlineColor);
	// A number in the margin stands beside its element.
	const before = getComputedStyle(e, "::before"), beside = before.position === "absolute" && outlined(before);
	if (e.id !== "main" && !outlined(s) && !beside) {
		const outline = s.outlineStyle, focused = look();
		e.blur();
		if (!e.closest("svg") || look() === focused) wrong.push("its outline is " + outline);
		e.focus();
	}
	const r = [...e.getClientRects()].find(r => beside || r.width > 1 && r.height > 1);
	if (!r) wrong.push("it has no size");
	else if (r.bottom < 0 || r.top > innerHeight || r.right < 0 || r.left > innerWidth) wrong.push("it is out of sight");
	else if (!e.closest("svg") && r.width < innerWidth && r.height < innerHeight) {
		const x = Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(r.top + r.height / 2, 0), innerHeight - 1);
		const over = document.elementFromPoint(x, y);
		if (over && !e.contains(over) && !over.contains(e)) wrong.push("covered by " + over.outerHTML.slice(0, 80));
	}
	return {what, wrong: wrong.join("; ")};
})()`

type stopState struct{ What, Wrong string }

// tabTo presses Tab until a JavaScript expression of e, what has the focus, is
// true. Whatever has the focus on the way must show it.
func (b *tab) tabTo(expression string, limit int) {
	b.t.Helper()
	for range limit {
		b.press(kb.Tab)
		s := eval[stopState](b, stop)
		// The page may still be on its way there.
		for i := 0; i < 40 && strings.Contains(s.Wrong, "out of sight"); i++ {
			time.Sleep(25 * time.Millisecond)
			s = eval[stopState](b, stop)
		}
		if s.Wrong != "" {
			b.t.Errorf("%s: %s: %s", eval[string](b, "location.pathname"), s.What, s.Wrong)
		}
		if eval[bool](b, "(e => Boolean("+expression+"))(document.activeElement)") {
			return
		}
	}
	b.t.Fatalf("%s: %d times Tab do not lead to where %s; it is at %s", eval[string](b, "location.pathname"), limit, expression, eval[stopState](b, stop).What)
}

// follow presses Enter and waits for the page whose address has such an end.
func (b *tab) follow(end string) {
	b.t.Helper()
	b.press(kb.Enter)
	b.until(fmt.Sprintf("decodeURI(location.href).includes(%q) && document.readyState === 'complete'", end))
}

// Home, search, a city, a map and a chapter, in both languages, with nothing but
// keys: what has the focus always shows it, the first Tab offers to skip what
// every page begins with, and Escape closes what was opened.
func TestWalkByKeyboard(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1280, 900)
	base := w.below(t)
	for _, lang := range []string{"zh", "en"} {
		b.visit(base, lang+"/index.html")
		b.until("document.readyState === 'complete'")

		// What every page begins with is skipped: the next stop is in the page's own part.
		b.tabTo("e.matches('a.skip')", 1)
		b.press(kb.Enter)
		b.until("document.activeElement.id === 'main'")
		b.tabTo("e.closest('main')", 1)

		// The search opens over the page and closes again, and the focus comes back.
		b.visit(base, lang+"/index.html")
		b.until("document.readyState === 'complete'")
		b.tabTo("e.matches('a.find, button.find')", 20)
		b.press(kb.Enter)
		b.until("document.querySelector('.s-dialog[open] input')?.matches(':focus')")
		b.press(kb.Escape)
		b.until("!document.querySelector('.s-dialog[open]') && document.activeElement.matches('.find')")
		b.slash()
		b.until("document.querySelector('.s-dialog[open] input')?.matches(':focus')")
		b.press("hancheng")
		b.answered("hancheng")
		b.until("document.querySelector('.s-dialog .s-place a')")
		b.press(kb.ArrowDown)
		b.until("document.activeElement.matches('.s-place a')")
		if s := eval[stopState](b, stop); s.Wrong != "" {
			t.Errorf("in the search: %s: %s", s.What, s.Wrong)
		}
		b.follow("/" + lang + "/places/hancheng.html")

		// From the city by the menu to the maps, and to one of them.
		b.tabTo("/maps\\/index\\.html$/.test(e.href) && e.closest('header')", 20)
		b.follow("/" + lang + "/maps/index.html")
		b.tabTo("/maps\\/transport\\.html$/.test(e.href)", 60)
		b.follow("/" + lang + "/maps/transport.html")

		// The map is reached, and made larger, moved and put back by keys.
		b.tabTo("e.matches('.sheet-map')", 60)
		const thing = "document.querySelector('.sheet-map svg a').getBoundingClientRect()"
		width := eval[float64](b, thing+".width")
		b.press("+")
		b.until(fmt.Sprintf("%s.width > %f * 1.2", thing, width))
		left := eval[float64](b, thing+".left")
		b.press(kb.ArrowRight)
		b.until(fmt.Sprintf("Math.abs(%s.left - %f) > 10", thing, left))
		b.press("0")
		b.until(fmt.Sprintf("Math.abs(%s.width - %f) < .1", thing, width))

		// From the map to the words of the plan that it rests on.
		b.tabTo("/plan\\/ch\\d+\\.html#/.test(e.href) && !e.closest('svg')", 400)
		block := eval[string](b, "document.activeElement.hash.slice(1)")
		b.follow("#" + block)
		b.until(fmt.Sprintf("(r => r.top > -5 && r.top < innerHeight)(document.getElementById(%q).getBoundingClientRect())", block))

		// A note opens and closes; the focus stays on its mark.
		b.visit(base, lang+"/plan/ch0.html")
		b.tabTo("e.matches('main [popovertarget]')", 80)
		b.press(kb.Enter)
		b.until("document.querySelectorAll('[popover]:popover-open').length === 1")
		b.press(kb.Escape)
		b.until("document.querySelectorAll('[popover]:popover-open').length === 0 && document.activeElement.matches('main [popovertarget]')")
		if wrong := b.takeWrongs(); len(wrong) > 0 {
			t.Errorf("%s: %q", lang, wrong)
		}
	}
}

// What does not show its focus, or is covered, is seen.
func TestStopsAreSeen(t *testing.T) {
	b := open(t)
	for html, want := range map[string]string{
		`<button style="outline: 2px solid red">a</button>`:                                                                               "",
		`<button style="outline: none">a</button>`:                                                                                        "its outline is ",
		`<button style="outline: 2px solid red">a</button><div style="position: fixed; inset: 0; background: blue"></div>`:                "covered by <div",
		`<button style="outline: 2px solid red; position: fixed; left: -99px; width: 9px; overflow: hidden">a</button>`:                   "it is out of sight",
		`<button style="outline: 2px solid red; width: 0; height: 0; padding: 0; border: 0; overflow: hidden; display: block">a</button>`: "it has no size",
	} {
		b.visit("data:text/html,", "<!DOCTYPE html><title>x</title>"+html)
		b.press(kb.Tab)
		if got := eval[stopState](b, stop).Wrong; want == "" && got != "" || len(got) < len(want) || got[:len(want)] != want {
			t.Errorf("%s\ngot %q, want %q", html, got, want)
		}
	}
}
