package browser

import (
	"strconv"
	"strings"
	"testing"
)

// A table is sorted by a click on its head, up, down and as it was; numbers by
// size.
func TestTableSorts(t *testing.T) {
	w := built(t)
	b := open(t)
	b.visit(w.fromDisk("")+"/", "en/data/observations.html")
	b.until("document.querySelector('th button') !== null")
	const column = "[...document.querySelectorAll('#rows thead th')].findIndex(h => h.textContent === 'Value')"
	const values = "[...document.querySelectorAll('#rows tbody tr')].map(r => r.cells[" + column + "].textContent).join(' ')"
	given := eval[string](b, values)
	click := func() {
		eval[bool](b, "(document.querySelectorAll('#rows thead th')["+column+"].firstChild.click(), true)")
	}
	for _, sign := range []float64{1, -1} {
		click()
		last := 0.0
		for i, s := range strings.Fields(eval[string](b, values)) {
			x, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
			if err != nil {
				t.Fatal(err)
			}
			if i > 0 && sign*x < sign*last {
				t.Fatalf("%g stands after %g", x, last)
			}
			last = x
		}
	}
	click()
	if now := eval[string](b, values); now != given {
		t.Error("the third click does not bring the file's order back")
	}
	if wrong := b.takeWrongs(); len(wrong) > 0 {
		t.Errorf("%q", wrong)
	}
}

// The filter keeps what has all its words, under the headings that still have
// something.
func TestListFilters(t *testing.T) {
	w := built(t)
	b := open(t)
	b.visit(w.fromDisk("")+"/", "en/projects.html")
	b.until("document.querySelector('.filter input') !== null")
	filter := func(words string) int {
		eval[bool](b, "(f => (f.value = "+strconv.Quote(words)+", f.dispatchEvent(new Event('input')), true))(document.querySelector('.filter input'))")
		return eval[int](b, "document.querySelectorAll('[data-item]:not([hidden])').length")
	}
	all := filter("")
	some := filter("airports XI'AN") // by heading and by place, whatever the case and the apostrophe
	if some == 0 || some >= all {
		t.Errorf("%d of %d projects are left", some, all)
	}
	if n := eval[int](b, "document.querySelectorAll('details[data-group]:not([hidden])[open]').length"); n == 0 || n > some {
		t.Errorf("%d headings over %d projects", n, some)
	}
	if n := filter("airports qqq"); n != 0 || eval[string](b, "document.querySelector('.filter output').textContent") != "No row contains these words." {
		t.Errorf("%d projects are left of nothing", n)
	}
	if n := filter(""); n != all {
		t.Errorf("%d of %d projects come back", n, all)
	}
}

// A chart is saved as a PNG under the strict policy, without a request.
func TestChartAsPNG(t *testing.T) {
	w := built(t)
	b := open(t)
	b.visit(w.preview(t), "en/targets.html")
	b.until("document.querySelector('.chart button') !== null")
	eval[bool](b, "(HTMLAnchorElement.prototype.click = function () { window.saved = this.download + ' ' + this.href; }, document.querySelector('.chart button').click(), true)")
	b.until("window.saved !== undefined")
	saved := eval[string](b, "window.saved")
	if !strings.HasPrefix(saved, "chart-") || !strings.Contains(saved, ".png data:image/png;base64,iVBOR") || len(saved) < 20000 {
		t.Errorf("saved %d bytes: %.60q", len(saved), saved)
	}
	if wrong := b.takeWrongs(); len(wrong) > 0 {
		t.Errorf("%q", wrong)
	}
}
