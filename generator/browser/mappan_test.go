package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/performance"
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

// hands are two functions of the page: still waits for so many frames, drag moves a
// map that is enlarged four times about for so many, a place a frame, with the
// events that a mouse sends. Both return how long the frames took in ms, from the
// time stamps of the animation frames, which come only as fast as the browser
// paints.
const hands = `(() => {
	const map = ` + shownMap + `;
	map.scrollIntoView({block: "center", behavior: "instant"});
	const frame = () => new Promise(requestAnimationFrame);
	const timed = async (frames, act) => {
		const times = [];
		let last = await frame();
		for (let i = 1; i <= frames; i++) {
			act(i / 60);
			const now = await frame();
			times.push(now - last);
			last = now;
		}
		return JSON.stringify(times);
	};
	window.still = (frames) => timed(frames, () => {});
	window.drag = async (frames) => {
		const r = map.getBoundingClientRect(), cx = r.left + r.width / 2, cy = r.top + r.height / 2;
		const send = (kind, x, y) => map.dispatchEvent(new PointerEvent(kind, {bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, pointerType: "mouse", button: kind === "pointermove" ? -1 : 0, buttons: 1, clientX: x, clientY: y}));
		send("pointerdown", cx, cy);
		for (let i = 0; i < 20; i++) await frame();
		const times = await timed(frames, (t) => send("pointermove", cx + r.width * .45 * Math.sin(t * 2.1), cy + r.height * .3 * Math.sin(t * 1.3)));
		send("pointerup", cx, cy);
		return times;
	};
	return true;
})()`

// busy is how long the page's main thread has worked, in ms of its own time.
func (b *tab) busy() float64 {
	b.t.Helper()
	ms := 0.0
	b.do(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
			return err
		}
		res, err := cdp.Call(ctx, t, performance.GetMetrics, cdp.Empty{})
		for _, m := range res.Metrics {
			if m.Name == "TaskDuration" {
				ms = m.Value * 1000
			}
		}
		return err
	})
	return ms
}

// frames calls still or drag and adds up.
func (b *tab) frames(what string, n int) (perSecond, late float64) {
	b.t.Helper()
	var times []float64
	if err := json.Unmarshal([]byte(eval[string](b, fmt.Sprintf("%s(%d)", what, n))), &times); err != nil {
		b.t.Fatal(err)
	}
	sum := 0.0
	for _, ms := range times {
		sum += ms
		if ms > 1.5*1000/60 {
			late += 100 / float64(n)
		}
	}
	return 1000 * float64(n) / sum, late
}

// Panning the heaviest map, with the processor slowed four times: the aim is 60
// frames a second. "%late" are the frames that came later than the next but one;
// "still" is what the machine does where nothing moves, the most that there can
// be; "ms/frame" is the main thread's own work, of 16.7 there are.
func BenchmarkPan(b *testing.B) {
	w := built(b)
	for _, screen := range []struct {
		name          string
		width, height int64
	}{{"wide", 1280, 900}, {"phone", 412, 800}} {
		b.Run(screen.name, func(b *testing.B) {
			t := open(b)
			t.size(screen.width, screen.height)
			t.openMap(w.fromDisk("")+"/", w.heaviestMap("zh"))
			t.at(4, .5, .5)
			eval[bool](t, hands)
			t.slow(4)
			const frames = 300
			var moving, late, still, work []float64
			for range b.N {
				s, _ := t.frames("still", 60)
				before := t.busy()
				m, l := t.frames("drag", frames)
				work = append(work, (t.busy()-before)/frames)
				moving, late, still = append(moving, m), append(late, l), append(still, s)
			}
			median := func(v []float64) float64 { slices.Sort(v); return v[len(v)/2] }
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(moving), "frames/s")
			b.ReportMetric(median(late), "%late")
			b.ReportMetric(median(still), "still/s")
			b.ReportMetric(median(work), "ms/frame")
		})
	}
}
