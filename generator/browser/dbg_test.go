package browser

import ("testing";"time";"context";"github.com/chromedp/chromedp";"github.com/chromedp/cdproto/cdp";"github.com/chromedp/cdproto/page")

func TestDbg(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1200, 1000)
	b.visit(w.preview(t), "en/targets.html")
	b.until("document.readyState === 'complete' && document.querySelector('.chart button') !== null")
	eval[bool](b, `(window.errs=[], ['pointerenter','mousemove','pointermove'].forEach(n=>addEventListener(n, e => errs.push(n+e.target.nodeName),true)), addEventListener('unhandledrejection', e => errs.push(String(e.reason && e.reason.stack || e.reason))), addEventListener('securitypolicyviolation', e => errs.push(e.violatedDirective + ' ' + e.sourceFile + ':' + e.lineNumber+ ' '+e.sample)), true)`)
	eval[bool](b, `(`+still+`.scrollIntoView({block: 'center'}), true)`)
	if _, err := chromedp.Run(b.ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error { _, err := cdp.Call(ctx, t, page.BringToFront, cdp.Empty{}); return err })); err != nil { t.Log(err) }
	b.point(still)
	time.Sleep(1000*time.Millisecond)
	t.Log(eval[[]string](b, "errs"), b.takeWrongs())
	t.Log(eval[string](b, "typeof atlasChart+' '+document.querySelector('a.find')?.outerHTML"))
	eval[bool](b, `document.querySelector('#chart-targets-by-theme .chart-svg').dispatchEvent(new PointerEvent('pointerenter'))`)
	time.Sleep(1000*time.Millisecond)
	t.Log(eval[[]string](b, "errs"), b.takeWrongs())
	t.Log(eval[string](b, "[...document.scripts].map(s=>s.src).join(' ')+ ' '+typeof atlasLive+ document.querySelectorAll('.chart-live').length + document.querySelector('.chart-live')?.outerHTML.slice(0,1500)"))
}
