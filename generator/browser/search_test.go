package browser

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press presses keys as a reader does.
func (b *tab) press(keys string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.KeyEvent(keys)); err != nil {
		b.t.Fatal(err)
	}
}

// slash presses "/" as a keyboard does: where the page takes the key for itself, no
// character follows. KeyEvent sends the character in any case, to whatever has the
// focus by then.
func (b *tab) slash() {
	b.t.Helper()
	b.do(func(ctx context.Context, t *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
			key := input.DispatchKeyEventParams{Type: kind, Key: "/", Code: "Slash", WindowsVirtualKeyCode: 191}
			if kind == input.DispatchKeyEventTypeKeyDown {
				key.Text = "/"
			}
			if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, key); err != nil {
				return err
			}
		}
		return nil
	})
}

// answered waits until the answers to a question are all there, and no others are
// on their way.
func (b *tab) answered(question string) {
	b.t.Helper()
	b.until("document.querySelector('.s-field').value === " + strconv.Quote(question) + " && document.querySelector('.s-out:not([aria-busy])')")
}

// The search works by keyboard alone, from disk and under the strict policy: a
// key opens it over the page, arrows go through what was found, Enter follows.
func TestSearchByKeyboard(t *testing.T) {
	w := built(t)
	for name, from := range map[string]string{"disk": w.fromDisk("") + "/", "preview": w.preview(t), "below": w.below(t)} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			b.size(1280, 900)
			b.visit(from, "zh/plan/ch3.html")
			b.until("document.readyState === 'complete'")
			b.slash()
			b.until("document.querySelector('.s-dialog[open] input')?.matches(':focus')")
			b.press("hancheng")
			b.answered("hancheng")
			b.until("document.querySelector('.s-dialog .s-paragraph mark')?.textContent === '韩城'")
			b.press(kb.ArrowDown)
			b.until("document.activeElement.matches('.s-place a')")
			b.press(kb.Enter)
			b.until("location.pathname.endsWith('/zh/places/hancheng.html')")
			if wrong := b.takeWrongs(); len(wrong) > 0 {
				t.Errorf("%q", wrong)
			}
		})
	}
}

// Answers that come while one goes through those before leave the focus where it
// is: on the same answer, if it is found again.
func TestSearchKeepsTheFocus(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1280, 900)
	b.visit(w.below(t), "zh/plan/ch3.html")
	b.until("document.readyState === 'complete'")
	b.slash()
	b.until("document.querySelector('.s-dialog[open] input')?.matches(':focus')")
	b.press("hanchen")
	b.answered("hanchen")
	b.press(kb.ArrowDown)
	b.until("document.activeElement.matches('.s-place a')")
	eval[bool](b, "(document.activeElement.old = true, f => (f.value = 'hancheng', f.dispatchEvent(new Event('input')), true))(document.querySelector('.s-field'))")
	b.answered("hancheng")
	if at := eval[string](b, "document.activeElement.outerHTML.slice(0, 99) + (document.activeElement.old ?? '')"); !strings.Contains(at, "places/hancheng.html") || strings.HasSuffix(at, "true") {
		t.Errorf("the focus is at %q", at)
	}
}

// The search page answers the question in its address, keeps the next one there,
// and without scripts lists the places and terms.
func TestSearchPage(t *testing.T) {
	w := built(t)
	b := open(t)
	from := w.preview(t)
	b.visit(from, "en/search.html?q=%E9%9F%A9%E5%9F%8E")
	b.until("document.querySelector('.s-place a')?.textContent.startsWith('Hancheng')")
	if !eval[bool](b, "document.querySelector('.search-still').hidden") {
		t.Error("the lists are shown beside the answers")
	}
	eval[bool](b, "(q => (q.value = 'ecolog', q.dispatchEvent(new Event('input')), true))(document.querySelector('.s-field'))")
	b.until("location.search === '?q=ecolog'")
	if n := eval[int](b, "document.querySelectorAll('.s-paragraph li').length"); n < 3 {
		t.Errorf("%d paragraphs", n)
	}
	if wrong := b.takeWrongs(); len(wrong) > 0 {
		t.Errorf("%q", wrong)
	}
	b.scripts(false)
	b.visit(from, "en/search.html")
	if text := eval[string](b, "document.querySelector('.search-still').innerText"); !strings.Contains(text, "Hancheng") {
		t.Error("without scripts the places are not listed")
	}
	b.scripts(true)
}
