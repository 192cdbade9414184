package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// On a phone the parts of the site are a sheet that opens from above, without a
// script of the page's; where they have the room they stand in the masthead. No
// width makes a page scroll sideways.
func TestMenu(t *testing.T) {
	w := built(t)
	b := open(t)
	const shown = `(s => document.querySelector(s).checkVisibility())`
	for _, c := range []struct {
		page  string
		width int64
		menu  bool
	}{
		{"en/index.html", 320, true}, {"en/plan/ch3.html", 360, true}, {"zh/index.html", 320, true}, {"zh/plan/ch3.html", 375, false},
		{"en/index.html", 768, false}, {"en/index.html", 1440, false},
	} {
		b.size(c.width, 800)
		b.visit(w.fromDisk("")+"/", c.page)
		if got := eval[bool](b, shown+`(".menu")`); got != c.menu {
			t.Errorf("%s at %d: the menu's button is shown: %v", c.page, c.width, got)
		}
		if got := eval[bool](b, shown+`("#site-nav")`); got == c.menu {
			t.Errorf("%s at %d: the parts are shown: %v", c.page, c.width, got)
		}
		if wide := eval[float64](b, `document.documentElement.scrollWidth`); wide > float64(c.width) {
			t.Errorf("%s is %g px wide at %d", c.page, wide, c.width)
		}
		if !c.menu {
			continue
		}
		eval[bool](b, `(document.querySelector(".menu").focus(), true)`)
		b.press(kb.Enter)
		b.until(`document.querySelector("#site-nav:popover-open")`)
		if low := eval[float64](b, `Math.min(...[...document.querySelectorAll("#site-nav a, .menu, .shut")].map(e => e.getBoundingClientRect().height))`); low < 44 {
			t.Errorf("%s at %d: a target is %g px high", c.page, c.width, low)
		}
		b.press(kb.Escape)
		b.until(`!document.querySelector("#site-nav:popover-open") && document.activeElement.matches(".menu")`)
	}
}
