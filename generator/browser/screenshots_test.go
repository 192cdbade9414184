//go:build screenshots

package browser

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var into = flag.String("into", "screenshots", "the folder for the pictures")

// tallest is how much of a page a picture shows, in pixels: what follows looks as
// what is above it.
const tallest = 6000

// TestScreenshots takes a picture of every type of page, in every language, at
// three widths, light and dark: FOLDER/WIDTH-light/zh-plan-ch3.jpg. "make
// screenshots" runs it.
func TestScreenshots(t *testing.T) {
	w := built(t)
	var tabs [2][]string // one for each processor; the two languages weigh the same
	for i, p := range w.pages() {
		tabs[i%2] = append(tabs[i%2], p)
	}
	for i, pages := range tabs {
		t.Run(fmt.Sprint("tab ", i+1), func(t *testing.T) {
			t.Parallel()
			b := open(t)
			for _, width := range []int64{360, 768, 1440} {
				b.size(width, 900)
				for _, p := range pages {
					b.visit(w.fromDisk("")+"/", p)
					b.until("document.readyState === 'complete'")
					for _, scheme := range []string{"light", "dark"} {
						b.scheme(scheme)
						b.picture(filepath.Join(*into, fmt.Sprintf("%d-%s", width, scheme),
							strings.ReplaceAll(strings.TrimSuffix(p, ".html"), "/", "-")+".jpg"), width)
					}
				}
			}
		})
	}
}

// picture writes what the tab shows, from the top, into a file.
func (b *tab) picture(name string, width int64) {
	b.t.Helper()
	height := min(tallest, eval[float64](b, "document.documentElement.scrollHeight"))
	quality, yes := int64(70), true
	data, err := chromedp.Run(b.ctx, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		r, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatJpeg, Quality: &quality, CaptureBeyondViewport: &yes, OptimizeForSpeed: &yes,
			Clip: &page.Viewport{Width: float64(width), Height: height, Scale: 1}})
		return r.Data, err
	})
	if err != nil {
		b.t.Errorf("%s: %v", name, err)
		return
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
