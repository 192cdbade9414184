//go:build screenshots

package browser

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

var into = flag.String("into", "screenshots", "the folder for the pictures")

// TestScreenshots takes a picture of every type of page, in every language, at
// three widths, light and dark: FOLDER/WIDTH-light/zh-plan-ch3.jpg. "make
// screenshots" runs it.
func TestScreenshots(t *testing.T) {
	w := built(t)
	b := open(t)
	for _, width := range []int64{360, 768, 1440} {
		for _, scheme := range []string{"light", "dark"} {
			dir := filepath.Join(*into, fmt.Sprintf("%d-%s", width, scheme))
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			b.size(width, 900)
			b.scheme(scheme)
			for _, p := range w.pages() {
				if strings.HasSuffix(p, "/print.html") {
					continue // taller than a picture can be
				}
				b.visit(w.fromDisk("")+"/", p)
				picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(80))
				if err != nil {
					t.Errorf("%s: %v", p, err)
					continue
				}
				name := strings.ReplaceAll(strings.TrimSuffix(p, ".html"), "/", "-") + ".jpg"
				if err := os.WriteFile(filepath.Join(dir, name), picture, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
