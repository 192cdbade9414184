package draw

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"

	"atlas/generator/carto"
	"atlas/generator/geo"

	"github.com/paulmach/orb"
)

// mapPage is a page from disk with a small map, its table and its script, under
// the policy that the site promises to work with.
func mapPage(t *testing.T) string {
	t.Helper()
	bundle := api.Build(api.BuildOptions{Stdin: &api.StdinOptions{Contents: `import { maps } from "./map"; maps();`,
		ResolveDir: "../../templates/scripts", Loader: api.LoaderTS}, Bundle: true, Format: api.FormatIIFE, Target: api.ES2020})
	if len(bundle.Errors) > 0 {
		t.Fatal(bundle.Errors)
	}
	land := orb.Polygon{{{0, 50}, {2, 50}, {2, 51}, {0, 51}, {0, 50}}}
	frame := carto.Fit(geo.AlbersFor(geo.CGCS2000, land.Bound()), 600, 15, 10, land)
	svg := carto.Draw(carto.Spec{Prefix: "m", Title: "Land", Frame: frame, Scale: &carto.Scale{Unit: "km"},
		Styles: []carto.LabelStyle{{Name: "seat", Size: 12}},
		Layers: []carto.Layer{
			carto.Areas{Name: "land", Cover: carto.NewCover(geo.NewTopology([]orb.MultiPolygon{{land}}), frame),
				Features: []carto.Area{{Shapes: []int{0}}}},
			carto.Points{Name: "town", Class: "m-slot-2", Features: []carto.Point{{At: orb.Point{1, 50.5}, Symbol: carto.Circle, Size: 20,
				Mark: carto.Mark{ID: "t1", Title: "Town, surveyed", Href: "#town", Label: carto.Label{Text: "Town", Style: "seat"}}}}},
		}})
	dir := t.TempDir()
	var html bytes.Buffer
	html.WriteString(`<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'">
<link rel="stylesheet" href="map.css"><script src="map.js" defer></script></head><body><figure class="map-sheet" data-map data-keys="keys" data-whole="Whole" data-full="Full">
<fieldset class="map-switches"><label><input type="checkbox" id="m-switch-2" checked>Towns</label></fieldset><div class="sheet-map">`)
	html.Write(svg)
	html.WriteString(`</div></figure><table><tr data-for="t1"><td><a href="#x">Town</a></td></tr></table></body></html>`)
	var css []byte
	for _, name := range []string{"60-map.css", "62-sheet.css"} {
		data, err := os.ReadFile("../../templates/styles/" + name)
		if err != nil {
			t.Fatal(err)
		}
		css = append(css, data...)
	}
	for name, data := range map[string][]byte{"map.html": html.Bytes(), "map.js": bundle.OutputFiles[0].Contents, "map.css": css} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return "file://" + filepath.Join(dir, "map.html")
}

// In a browser: zoom by button, key and address, a scale bar that stays true, the
// tie between table and map, tooltips, and layers by checkbox alone.
func TestScript(t *testing.T) {
	path, err := exec.LookPath("chromium")
	if err != nil || testing.Short() {
		t.Skip("no Chromium: the maps' script is not tested")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(800, 700))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 60*time.Second)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	url := mapPage(t)
	if _, err := chromedp.Run(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	ask := func(expression string) string {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string]("String("+expression+")"))
		if err != nil {
			t.Fatalf("%s: %v", expression, err)
		}
		return got
	}
	expect := func(name, do, expression, want string) {
		t.Helper()
		ask("(() => { " + do + "; })()")
		got := ""
		for range 80 {
			if got = ask(expression); got == want {
				return
			}
			time.Sleep(25 * time.Millisecond)
		}
		t.Errorf("%s: %s is %q, want %q", name, expression, got, want)
	}
	const view = `document.querySelector(".m-view").style.transform.replace(/.*scale/, "")`
	key := func(k string) string {
		return `document.querySelector(".sheet-map").dispatchEvent(new KeyboardEvent("keydown", {key: "` + k + `", cancelable: true}))`
	}
	bar := ask(`document.querySelector(".m-scale text:last-of-type").textContent`)
	expect("a key zooms", key("+"), view, "(1.6)")
	expect("symbols and letters keep their size", "", `[...document.querySelectorAll(".m-point, .m-labels text")].every(e => e.getAttribute("transform").endsWith("scale(0.6250)"))`, "true")
	if now := ask(`document.querySelector(".m-scale text:last-of-type").textContent`); now == bar {
		t.Errorf("the scale bar still says %q", now)
	}
	expect("the view stands in the address", "", `location.hash.startsWith("#map=1.60,0.500,0.500")`, "true")
	expect("0 shows the whole map", key("0"), view, "")
	expect("the scale bar is back", "", `document.querySelector(".m-scale text:last-of-type").textContent`, bar)
	expect("an address is a view", `location.hash = "#map=3,0.4,0.5,2"`, view, "(3)")
	expect("and its layers", "", `document.querySelector("#m-switch-2").checked`, "false")
	expect("a layer that is off is not shown", "", `getComputedStyle(document.querySelector(".m-points-town")).display`, "none")
	expect("and comes back", `document.querySelector("#m-switch-2").click()`, `getComputedStyle(document.querySelector(".m-points-town")).display`, "inline")
	expect("a button zooms", `document.querySelector(".map-tools button").click()`, view, "(4.8)")
	expect("a row lights its feature up", `document.querySelector("tr").dispatchEvent(new PointerEvent("pointerenter"))`,
		`document.querySelector("[data-id=t1]").classList.contains("m-on")`, "true")
	expect("a feature lights its row up", `document.querySelector("[data-id=t1]").dispatchEvent(new FocusEvent("focusin", {bubbles: true}))`,
		`document.querySelector("tr").classList.contains("m-row-on")`, "true")
	expect("and says what it is", "", `document.querySelector(".map-tip").textContent`, "Town, surveyed")
	expect("zooming ends somewhere", "for (let i = 0; i < 20; i++) { "+key("+")+" }", view, "(12)")
	expect("panning stops at the edge", "for (let i = 0; i < 500; i++) { "+key("ArrowRight")+" }",
		`(() => { const m = new DOMMatrix(getComputedStyle(document.querySelector(".m-view")).transform); const r = document.querySelector(".m-sheet"); const x = Number(r.getAttribute("x")), w = Number(r.getAttribute("width")); return Math.abs(m.a * (x + w) + m.e - (x + w)) < 0.5; })()`, "true")
}
