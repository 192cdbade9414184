package command

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// tab is a page of the preview, open in Chromium.
type tab struct {
	t   *testing.T
	ctx context.Context
}

func (d *desk) open(page string) *tab {
	d.t.Helper()
	if testing.Short() {
		d.t.Skip("-short leaves out the browser")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1200, 900))
		ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
		d.t.Cleanup(cancel)
		ctx, cancel = context.WithTimeout(ctx, 180*time.Second)
		d.t.Cleanup(cancel)
		ctx, cancel = chromedp.NewContext(ctx)
		d.t.Cleanup(cancel)
		_, err = chromedp.Run(ctx, chromedp.Navigate(d.url+page))
		d.do(err)
		b := &tab{d.t, ctx}
		b.until("document.querySelector('atlas-preview[data-ready]')")
		b.run("window.sameDocument = true")
		return b
	}
	d.t.Skip("no Chromium: the preview is not tested in a browser")
	return nil
}

func (b *tab) until(expression string) {
	b.t.Helper()
	for range 1600 {
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")")); err == nil && ok {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	for _, part := range strings.Split(expression, " && ") {
		v, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("String("+part+")"))
		b.t.Logf("%s: %s %v", part, v, err)
	}
	b.t.Fatalf("never true: %s", expression)
}

func (b *tab) run(script string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("(() => { "+script+"; return true })()")); err != nil {
		b.t.Fatal(err)
	}
}

// The map that is open keeps its view and its layers while its description, its
// table and its names are edited; the page is never loaded again.
func TestMapKeepsItsView(t *testing.T) {
	const halls = "      - {draw: seats, ranks: [town], name: {zh: 镇政府, en: Town halls}}\n"
	d := served(t, false, func(d *desk) { // with two layers to choose between
		text := d.read("data/maps.yaml")
		d.write("data/maps.yaml", strings.Replace(text, halls, halls+strings.ReplaceAll(halls, "镇政府, en: Town halls", "码头, en: Quays"), 1))
	})
	b := d.open("zh/maps/bay.html")
	const view = "document.querySelector('svg.m-map g.m-view')"
	b.until("document.querySelector('.map-tools button')")
	b.run("document.querySelector('.map-tools button').click(); document.querySelector('.map-switches input').click(); scrollTo(0, 120)")
	b.until(view + ".style.transform !== '' && location.hash.startsWith('#map=')")
	b.run("window.seen = " + view + ".style.transform; window.hash0 = location.hash; window.y0 = scrollY")
	kept := "sameDocument && " + view + ".style.transform === seen && location.hash === hash0 && scrollY === y0 && !document.querySelector('.map-switches input').checked"

	const maps, places = "data/maps.yaml", "data/places.csv"
	d.write(maps, strings.Replace(d.read(maps), "北湾范围", "北湾全图", 1))
	b.until("document.querySelector('h1').textContent.includes('北湾全图') && " + kept)
	b.until("document.querySelector('h1').getAnimations().some(a => a.id === 'atlas-changed')")
	d.write(places, strings.ReplaceAll(d.read(places), "柳浦镇", "柳塘镇"))
	b.until("document.querySelector('main').textContent.includes('柳塘镇') && " + kept)
	d.write(maps, strings.Replace(d.read(maps), "name: {zh: 镇政府,", "name: {zh: 镇公所,", 1))
	b.until("document.querySelector('.map-switches').textContent.includes('镇公所') && " + kept)
}

// From a mistake to its repair: the page says what is wrong in its language and
// shows the last good state, then the new one, in place.
func TestMistakeAndRepair(t *testing.T) {
	d := served(t, false, nil)
	b := d.open("en/plan/ch1.html")
	const panel = "document.querySelector('atlas-preview').shadowRoot.querySelector('.panel')"
	const places = "data/places.csv"
	text := d.read(places)
	d.write(places, strings.Replace(text, "north-bay,whole,石桥镇", "nrth-bay,whole,石桥镇", 1))
	b.until(panel + "?.textContent.includes('\"nrth-bay\" in the column parent is not in places [table-reference]')")
	b.until(panel + ".textContent.includes('did you mean') && " + panel + ".querySelector('.mark').textContent.includes('^^^')")
	b.until(panel + ".querySelector('.where a').href.startsWith('vscode://file/') && " + panel + ".querySelector('.where a').href.includes('data/places.csv:3:')")
	d.write(places, text)
	b.until("!" + panel + " && sameDocument")
	const chapter = "content/en/ch1.md"
	d.write(chapter, strings.Replace(d.read(chapter), "Extend", "Enlarge", 1))
	b.until("document.querySelector('main').textContent.includes('Enlarge') && sameDocument")
}
