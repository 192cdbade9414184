package browser

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// shownMap is what holds the drawing that is shown: the wide one or the narrow.
const shownMap = `[...document.querySelectorAll("[data-map] :is(.sheet-map, .sheet-map-narrow)")].find(s => s.getBoundingClientRect().width > 0)`

// zoomed is how many times the drawing is enlarged.
const zoomed = `(t => t ? new DOMMatrix(t).a : 1)(` + shownMap + `.querySelector(".m-view").style.transform)`

// openMap opens a map's page and waits for its script.
func (b *tab) openMap(from, p string) {
	b.t.Helper()
	b.visit(from, p)
	b.until("document.querySelector('.map-tools button') && document.readyState === 'complete'")
}

// at shows the map enlarged, by the address.
func (b *tab) at(zoom, x, y float64) {
	b.t.Helper()
	eval[bool](b, fmt.Sprintf("(location.hash = '#map=%.2f,%.3f,%.3f', true)", zoom, x, y))
	b.until(fmt.Sprintf("Math.abs(%s - %f) < 0.01", zoomed, zoom))
}

// lettering are the labels that are shown on one line, and what they measure in
// the window.
type lettering struct {
	Shown   int      `json:"shown"`
	Heights []string `json:"heights"`
	Overlap []string `json:"overlap"`
}

// Labels keep their size as one zooms, ever more of them are shown, none covers
// another at any zoom, and the whole map is as it was in the end.
func TestLabelsComeWithZoom(t *testing.T) {
	w := built(t)
	const look = `(() => {
		const texts = [...` + shownMap + `.querySelectorAll(".m-labels text:not([display])")];
		const boxes = texts.filter(t => !t.querySelector("textPath") && !/ /.test(t.getAttribute("x") ?? "")).map(t => {
			const r = t.getBoundingClientRect(), lines = 1 + t.querySelectorAll("tspan").length, trim = r.height / lines * .16;
			return {t: t.textContent, must: /core|seat/.test(t.parentNode.className.baseVal), h: r.height, x0: r.left + 1, x1: r.right - 1, y0: r.top + trim, y1: r.bottom - trim};
		}).filter(b => b.h > 0);
		const overlap = [];
		boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
			if (!(a.must && b.must) && a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1) overlap.push(a.t + " over " + b.t);
		}));
		return JSON.stringify({shown: texts.length, heights: [...new Set(boxes.map(b => b.h.toFixed(0)))].sort(), overlap});
	})()`
	for _, width := range []int64{1280, 390} {
		b := open(t)
		b.size(width, 900)
		for _, p := range []string{w.heaviestMap("zh"), w.heaviestMap("en"), "zh/maps/names.html", "en/maps/names.html"} {
			b.openMap(w.fromDisk("")+"/", p)
			see := func() (l lettering) {
				if err := json.Unmarshal([]byte(eval[string](b, look)), &l); err != nil {
					t.Fatal(err)
				}
				return l
			}
			first := see()
			before := first
			for _, zoom := range []float64{1.1, 1.37, 2, 2.9, 4.4, 7, 12} {
				b.at(zoom, .5, .5)
				now := see()
				if len(now.Overlap) > 0 {
					t.Errorf("%s, %d px, %.2f times: %s", p, width, zoom, strings.Join(now.Overlap, "; "))
				}
				if now.Shown < before.Shown {
					t.Errorf("%s, %d px: %d labels at %.2f times, and before %d", p, width, now.Shown, zoom, before.Shown)
				}
				before = now
			}
			if before.Shown < first.Shown+5 && width < 600 {
				t.Errorf("%s, %d px: zooming brings %d labels only", p, width, before.Shown-first.Shown)
			}
			if slices.Compare(before.Heights[:1], first.Heights[:1]) != 0 {
				t.Errorf("%s, %d px: the smallest letters are %s px high, and %s when enlarged", p, width, first.Heights[0], before.Heights[0])
			}
			eval[bool](b, "(document.querySelectorAll('.map-tools button')[2].click(), true)")
			b.until(zoomed + " === 1")
			if last := see(); last.Shown != first.Shown {
				t.Errorf("%s, %d px: the whole map has %d labels, and had %d", p, width, last.Shown, first.Shown)
			}
		}
		if wrong := b.takeWrongs(); len(wrong) > 0 {
			t.Errorf("%q", wrong)
		}
	}
}

// A map is saved as a PNG under the strict policy: twice as large as the drawing,
// in the colours of day whatever the page's, with words below.
func TestMapAsPNG(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1280, 900)
	b.scheme("dark")
	b.openMap(w.preview(t), "en/maps/structure.html")
	eval[bool](b, "(HTMLAnchorElement.prototype.click = function () { window.saved = this.download + ' ' + this.href; }, document.querySelector('.map-downloads button').click(), true)")
	b.until("window.saved !== undefined")
	name, data, _ := strings.Cut(eval[string](b, "window.saved"), " ")
	if name != "structure.png" {
		t.Errorf("it is called %q", name)
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(data, "data:image/png;base64,"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	size := img.Bounds()
	height := eval[int](b, shownMap+".querySelector('svg').viewBox.baseVal.height")
	if size.Dx() != 2*(1100+48) || size.Dy() < 2*(height+72+28+3*18) {
		t.Errorf("%d × %d px for a drawing 1100 × %d", size.Dx(), size.Dy(), height)
	}
	bright := func(c color.Color) bool { r, g, bl, _ := c.RGBA(); return r > 0xe000 && g > 0xe000 && bl > 0xd000 }
	if !bright(img.At(3, 3)) {
		t.Errorf("the paper is %v", img.At(3, 3))
	}
	dark := func(y0, y1 int) (n int) {
		for y := y0; y < y1; y++ {
			for x := range size.Dx() {
				if r, g, bl, _ := img.At(x, y).RGBA(); r+g+bl < 0x12000 {
					n++
				}
			}
		}
		return n
	}
	if n := dark(40, 100); n < 500 {
		t.Errorf("the title has %d dark px", n)
	}
	if n := dark(size.Dy()-2*(24+4*18), size.Dy()); n < 2000 {
		t.Errorf("the lines below have %d dark px", n)
	}
	if theme := eval[string](b, "String(document.documentElement.dataset.theme)"); theme != "undefined" {
		t.Errorf("the page is left in the theme %q", theme)
	}
	if wrong := b.takeWrongs(); len(wrong) > 0 {
		t.Errorf("%q", wrong)
	}
}

// What lies under the pointer says its name, its numbers and its sentence; a row
// of the table finds its feature on the map.
func TestMapAndTable(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1280, 900)
	b.openMap(w.fromDisk("")+"/", "en/maps/structure.html")
	const row = `[...document.querySelectorAll("tr[data-for]")].find(r => r.querySelector("q") && r.querySelector(".map-find"))`
	eval[bool](b, "("+row+`.querySelector(".map-find").click(), true)`)
	b.until(zoomed + " > 1.5")
	b.until(shownMap + `.querySelector(".m-on")?.dataset.id === ` + row + ".dataset.for")
	b.until(`(r => r.top >= -5 && r.top < innerHeight)(document.querySelector(".map-tools").getBoundingClientRect())`)
	if id := eval[string](b, `document.activeElement.className`); !strings.HasPrefix(id, "sheet-map") {
		t.Errorf("the focus is on %q", id)
	}
	eval[bool](b, "("+shownMap+`.querySelector(".m-on").dispatchEvent(new PointerEvent("pointermove", {bubbles: true, pointerType: "mouse", clientX: 300, clientY: 300})), true)`)
	tip := eval[string](b, `document.querySelector(".map-tip:not([hidden])").textContent`)
	if quote := eval[string](b, row+`.querySelector("q").textContent`); !strings.Contains(tip, quote) {
		t.Errorf("the tooltip says %q and not %q", tip, quote)
	}
	b.openMap(w.fromDisk("")+"/", "en/maps/scope.html")
	eval[bool](b, "("+shownMap+`.querySelector("a.m-area").dispatchEvent(new PointerEvent("pointermove", {bubbles: true, pointerType: "mouse", clientX: 300, clientY: 300})), true)`)
	if tip := eval[string](b, `document.querySelector(".map-tip:not([hidden])").innerText`); !strings.Contains(tip, "km²") {
		t.Errorf("the tooltip of a county says %q", tip)
	}
	if wrong := b.takeWrongs(); len(wrong) > 0 {
		t.Errorf("%q", wrong)
	}
}

// Two fingers enlarge the map from the very first touch, one moves it, and the
// page stays where it is.
func TestMapPinch(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(390, 800)
	b.openMap(w.fromDisk("")+"/", "zh/maps/scope.html")
	eval[bool](b, "("+shownMap+".scrollIntoView({block: 'center', behavior: 'instant'}), true)")
	touch := func(kind input.DispatchTouchEventType, points ...float64) {
		b.do(func(ctx context.Context, target *chromedp.Target) error {
			p := input.DispatchTouchEventParams{Type: kind, TouchPoints: []*input.TouchPoint{}}
			for i := 0; i < len(points); i += 2 {
				p.TouchPoints = append(p.TouchPoints, &input.TouchPoint{X: points[i], Y: points[i+1], ID: new(float64(i))})
			}
			_, err := cdp.Call(ctx, target, input.DispatchTouchEvent, p)
			return err
		})
	}
	scroll := eval[float64](b, "scrollY")
	touch(input.DispatchTouchEventTypeTouchStart, 180, 400, 210, 400)
	for d := 10.0; d <= 60; d += 10 {
		touch(input.DispatchTouchEventTypeTouchMove, 180-d, 400, 210+d, 400)
	}
	touch(input.DispatchTouchEventTypeTouchEnd)
	b.until(zoomed + " > 3")
	const left = "new DOMMatrix(" + shownMap + `.querySelector(".m-view").style.transform).e`
	before := eval[float64](b, left)
	touch(input.DispatchTouchEventTypeTouchStart, 200, 400)
	for d := 10.0; d <= 60; d += 10 {
		touch(input.DispatchTouchEventTypeTouchMove, 200+d, 400)
	}
	touch(input.DispatchTouchEventTypeTouchEnd)
	b.until(fmt.Sprintf("%s > %f", left, before+40))
	if now := eval[float64](b, "scrollY"); now != scroll {
		t.Errorf("the page scrolled from %g to %g", scroll, now)
	}
}

// Keys move and enlarge the map, and the button shows it on the full screen.
func TestMapByKeyboard(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1280, 900)
	b.openMap(w.fromDisk("")+"/", "en/maps/transport.html")
	eval[bool](b, `(document.querySelector(".sheet-map").focus(), true)`)
	press := func(key, then string) {
		t.Helper()
		if _, err := chromedp.Run(b.ctx, chromedp.KeyEvent(key)); err != nil {
			t.Fatal(err)
		}
		b.until(then)
	}
	press("+", zoomed+" > 1.59")
	const left = "new DOMMatrix(" + shownMap + `.querySelector(".m-view").style.transform).e`
	before := eval[float64](b, left)
	press(kb.ArrowRight, fmt.Sprintf("%s < %f - 50", left, before))
	press(kb.ArrowLeft, fmt.Sprintf("Math.abs(%s - %f) < 1", left, before))
	press("-", zoomed+" === 1")
	press("+", zoomed+" > 1.59")
	press("0", zoomed+" === 1")
	if _, err := chromedp.Run(b.ctx, chromedp.Click(chromedp.CSS(".map-tools button:last-child"))); err != nil {
		t.Fatal(err)
	}
	b.until(`document.fullscreenElement?.matches("[data-map]")`)
	eval[bool](b, "document.exitFullscreen().then(() => true)")
}

// A screen reader gets a figure with a description, the places of the map as
// links, each once and in the order of the table, and the table.
func TestMapReadAloud(t *testing.T) {
	w := built(t)
	b := open(t)
	b.size(1280, 900)
	b.openMap(w.fromDisk("")+"/", "en/maps/scope.html")
	var nodes []*accessibility.Node
	b.do(func(ctx context.Context, target *chromedp.Target) error {
		res, err := cdp.Call(ctx, target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		nodes = res.Nodes
		return err
	})
	text := func(v *accessibility.Value) string {
		if v == nil {
			return ""
		}
		var s string
		_ = json.Unmarshal(v.Value, &s)
		return s
	}
	byID := map[accessibility.NodeID]*accessibility.Node{}
	var figure, drawing *accessibility.Node
	for _, n := range nodes {
		byID[n.NodeID] = n
		switch role := text(n.Role); {
		case role == "figure" && figure == nil:
			figure = n
		case strings.Contains(text(n.Description), "leads to its page") && drawing == nil:
			drawing = n
		}
	}
	if figure == nil || drawing == nil {
		t.Fatal("there is no figure, or no drawing with a description")
	}
	if name := text(drawing.Name); name != "The plan’s area" {
		t.Errorf("the drawing is called %q", name)
	}
	var links []string
	var walk func(n *accessibility.Node)
	walk = func(n *accessibility.Node) {
		if text(n.Role) == "link" {
			name, _, _ := strings.Cut(text(n.Name), ",")
			name, _, _ = strings.Cut(name, " (")
			links = append(links, name)
		}
		for _, c := range n.ChildIDs {
			walk(byID[c])
		}
	}
	walk(drawing)
	rows := strings.Split(eval[string](b, `[...document.querySelectorAll("#table ~ .table-wrap tbody th a")].map(a => a.textContent).join("|")`), "|")
	if len(rows) < 90 || len(links) < len(rows) {
		t.Fatalf("%d links for %d rows", len(links), len(rows))
	}
	for i, r := range rows {
		if !strings.HasPrefix(links[i], r) && !strings.HasPrefix(r, links[i]) {
			t.Fatalf("link %d is %q, and row %d is %q", i, links[i], i, r)
		}
	}
}
