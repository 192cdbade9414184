package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// slow makes the processor that the page sees so many times slower.
func (b *tab) slow(times float64) {
	b.t.Helper()
	b.do(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: times})
		return err
	})
}

// heaviestMap is the path, within a language's folder, of the map page with the
// largest drawings.
func (w *website) heaviestMap(lang string) string {
	best := ""
	for p, data := range w.files {
		if rest, ok := strings.CutPrefix(p, lang+"/maps/"); ok && strings.HasSuffix(rest, ".html") && rest != "index.html" {
			if best == "" || len(data) > len(w.files[best]) || len(data) == len(w.files[best]) && p < best {
				best = p
			}
		}
	}
	return best
}

// dragged moves a zoomed map about for so many frames, a place a frame, with the
// events that a mouse sends, and returns how long the frames took in ms: from the
// time stamps of the animation frames, which come only as fast as the browser
// paints.
const dragged = `(async (frames) => {
	const box = [...document.querySelectorAll("[data-map] svg.m-map")].find(s => s.getBoundingClientRect().width > 0);
	box.scrollIntoView({block: "center", behavior: "instant"});
	const key = k => box.parentElement.dispatchEvent(new KeyboardEvent("keydown", {key: k, cancelable: true}));
	key("0"); key("+"); key("+"); key("+");
	const frame = () => new Promise(requestAnimationFrame);
	for (let i = 0; i < 30; i++) await frame();
	const r = box.getBoundingClientRect(), cx = r.left + r.width / 2, cy = r.top + r.height / 2;
	const send = (kind, x, y) => box.dispatchEvent(new PointerEvent(kind, {bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, pointerType: "mouse", button: kind === "pointermove" ? -1 : 0, buttons: 1, clientX: x, clientY: y}));
	send("pointerdown", cx, cy);
	const times = [];
	let last = await frame();
	for (let i = 1; i <= frames; i++) {
		const t = i / 60;
		send("pointermove", cx + r.width * .45 * Math.sin(t * 2.1), cy + r.height * .3 * Math.sin(t * 1.3));
		const now = await frame();
		times.push(now - last);
		last = now;
	}
	send("pointerup", cx, cy);
	return JSON.stringify(times);
})(%d)`

// Panning the heaviest map with the processor slowed four times: the aim is 60
// frames a second. "late" counts frames that missed one.
func BenchmarkPan(b *testing.B) {
	w := built(b)
	for _, screen := range []struct {
		name          string
		width, height int64
	}{{"wide", 1280, 900}, {"phone", 412, 800}} {
		b.Run(screen.name, func(b *testing.B) {
			t := open(b)
			t.size(screen.width, screen.height)
			t.visit(w.fromDisk("")+"/", w.heaviestMap("zh"))
			t.until("document.querySelector('.map-tools')")
			t.slow(4)
			var times []float64
			for range b.N {
				var some []float64
				if err := json.Unmarshal([]byte(eval[string](t, fmt.Sprintf(dragged, 300))), &some); err != nil {
					b.Fatal(err)
				}
				times = append(times, some...)
			}
			sum, late := 0.0, 0
			for _, ms := range times {
				sum += ms
				if ms > 1.5*1000/60 {
					late++
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(1000*float64(len(times))/sum, "frames/s")
			b.ReportMetric(100*float64(late)/float64(len(times)), "%late")
		})
	}
}
