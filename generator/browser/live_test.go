package browser

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// moveTo moves the pointer to the middle of an element, or to a part of it.
func (b *tab) moveTo(selector string) {
	b.t.Helper()
	at := eval[[]float64](b, `(e => { e.scrollIntoView({block: "center"}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })(`+selector+`)`)
	b.do(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Run(b.ctx, chromedp.MouseEvent("mouseMoved", at[0], at[1]))
		return err
	})
}
