package browser

import (
	"context"
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"
)

// fonts are what a reader's machine has: nothing is downloaded, so pages look as
// these do. A Chromium is started with them and no others, whatever the machine of
// the test has beside them.
type fonts struct {
	name string
	// files are patterns of file names; each must be found.
	files []string
	// sans, serif and mono are the families that stand for the generic ones.
	sans, serif, mono string
}

// The three kinds of machine that the pages are looked at on: one that has the
// usual narrow Latin letters, one that has but those of the Chinese fonts, and one
// whose Latin letters are wider than all others that are common.
var (
	latinAndChinese = fonts{"Latin and Chinese", []string{"LiberationSans-*", "LiberationSerif-*", "LiberationMono-*", "NotoSansCJK-*", "NotoSerifCJK-*"},
		"Liberation Sans", "Liberation Serif", "Liberation Mono"}
	chineseOnly = fonts{"Chinese only", []string{"NotoSansCJK-*", "NotoSerifCJK-*"},
		"Noto Sans CJK SC", "Noto Serif CJK SC", "Noto Sans Mono CJK SC"}
	wide = fonts{"wide Latin and Chinese", []string{"DejaVuSans.ttf", "DejaVuSans-*", "DejaVuSansMono*", "DejaVuSerif.ttf", "DejaVuSerif-*", "NotoSansCJK-*", "NotoSerifCJK-*"},
		"DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"}

	fontSets = []fonts{latinAndChinese, chineseOnly, wide}
)

// fontFolders are where systems with fontconfig keep their fonts.
func fontFolders() []string {
	out := []string{"/usr/share/fonts", "/usr/local/share/fonts"}
	if home, err := os.UserHomeDir(); err == nil {
		out = append(out, filepath.Join(home, ".fonts"), filepath.Join(home, ".local/share/fonts"))
	}
	return out
}

// config writes a folder with the fonts and the configuration that knows no other,
// and returns the name of the latter.
func (f fonts) config(into string) (string, error) {
	dir := filepath.Join(into, "fonts", strings.ReplaceAll(f.name, " ", "-"))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	missing := map[string]bool{}
	for _, pattern := range f.files {
		missing[pattern] = true
	}
	for _, folder := range fontFolders() {
		err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil // a folder that is not there has no fonts
			}
			for _, pattern := range f.files {
				if ok, _ := filepath.Match(pattern, d.Name()); ok {
					delete(missing, pattern)
					if err := os.Symlink(name, filepath.Join(dir, d.Name())); err != nil && !os.IsExist(err) {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	for _, pattern := range f.files {
		if missing[pattern] {
			return "", fmt.Errorf("no font file %s is installed (Debian: fonts-noto-cjk, fonts-liberation, fonts-dejavu-core)", pattern)
		}
	}
	type alias struct {
		XMLName xml.Name `xml:"alias"`
		Binding string   `xml:"binding,attr"`
		Family  string   `xml:"family"`
		Prefer  []string `xml:"prefer>family"`
	}
	data, err := xml.Marshal(struct {
		XMLName xml.Name `xml:"fontconfig"`
		Dir     string   `xml:"dir"`
		Cache   string   `xml:"cachedir"`
		Aliases []alias
	}{Dir: dir, Cache: filepath.Join(into, "fonts", "cache"), Aliases: []alias{
		{Binding: "same", Family: "sans-serif", Prefer: []string{f.sans, "Noto Sans CJK SC"}},
		{Binding: "same", Family: "serif", Prefer: []string{f.serif, "Noto Serif CJK SC"}},
		{Binding: "same", Family: "monospace", Prefer: []string{f.mono, "Noto Sans Mono CJK SC"}},
	}})
	if err != nil {
		return "", err
	}
	name := dir + ".conf"
	return name, os.WriteFile(name, append([]byte(xml.Header), data...), 0o644)
}

// Each Chromium has the fonts that it was started with and no others: letters are
// as wide as those of the families that stand for the generic ones, and of what is
// not there, another takes the place.
func TestFontsAreChosen(t *testing.T) {
	widths := map[string]bool{}
	for _, f := range fontSets {
		b := openWith(t, f)
		b.visit("data:text/html,", `<!DOCTYPE html><title>x</title><p>x`)
		const width = `(f => (c => (c.font = "100px " + f, c.measureText("The plan says nothing of it").width))(document.createElement("canvas").getContext("2d")))`
		sans := eval[float64](b, width+`("sans-serif")`)
		if own := eval[float64](b, width+`("'`+f.sans+`'")`); own != sans {
			t.Errorf("%s: %s is %g px wide, sans-serif %g", f.name, f.sans, own, sans)
		}
		widths[fmt.Sprintf("%.0f", sans)] = true
	}
	if len(widths) != len(fontSets) {
		t.Errorf("the letters of %d sets of fonts have widths %v", len(fontSets), widths)
	}
}

// English stands in Latin fonts wherever there are any, though the Chinese ones
// have Latin letters too: those are made to stand among Chinese characters, and
// their quotation marks and dashes are as wide as these.
func TestEnglishInLatinFonts(t *testing.T) {
	w := built(t)
	for _, f := range []fonts{latinAndChinese, wide} {
		b := openWith(t, f)
		for p, least := range map[string]int{"en/index.html": 3, "en/plan/ch3.html": 2, "en/maps/scope.html": 4, "en/targets.html": 3, "en/handbook/index.html": 3} {
			b.visit(w.fromDisk("")+"/", p)
			b.until("document.readyState === 'complete'")
			kinds := eval[[]string](b, englishKinds)
			if len(kinds) < least {
				t.Errorf("%s: %s has %d kinds of English text only: %q", f.name, p, len(kinds), kinds)
			}
			for i, text := range kinds {
				for _, used := range b.platformFonts(fmt.Sprintf("[data-probe='%d']", i)) {
					if strings.Contains(used, "CJK") {
						t.Errorf("%s: %s sets %q in %s", f.name, p, text, used)
					}
				}
			}
		}
	}
}

// englishKinds marks one element of each style in which a page in English sets
// letters, numbers and marks, and lists their texts.
const englishKinds = `(() => {
	const seen = new Set(), texts = [];
	for (const e of document.querySelectorAll("body *")) {
		const text = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join("").trim();
		if (!/^[\x20-\x7e\u2013-\u201d]{3,}$/.test(text) || !/[a-z]{3}/.test(text)) continue;
		if (e.children.length > 0 || !e.closest("[lang]").getAttribute("lang").startsWith("en") || e.getClientRects().length === 0) continue;
		const family = (e.ownerSVGElement ? "drawing: " : "") + getComputedStyle(e).fontFamily;
		if (seen.has(family)) continue;
		seen.add(family);
		e.dataset.probe = String(texts.length);
		texts.push(text.slice(0, 60));
	}
	return texts;
})()`

// platformFonts are the families in which the first element of a selector is really
// set.
func (b *tab) platformFonts(selector string) []string {
	b.t.Helper()
	var out []string
	b.do(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, dom.Enable, dom.EnableParams{}); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, t, css.Enable, cdp.Empty{}); err != nil {
			return err
		}
		doc, err := cdp.Call(ctx, t, dom.GetDocument, dom.GetDocumentParams{})
		if err != nil {
			return err
		}
		found, err := cdp.Call(ctx, t, dom.QuerySelector, dom.QuerySelectorParams{NodeID: doc.Root.NodeID, Selector: selector})
		if err != nil {
			return err
		}
		used, err := cdp.Call(ctx, t, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: found.NodeID})
		for _, u := range used.Fonts {
			out = append(out, u.FamilyName)
		}
		return err
	})
	if len(out) == 0 {
		b.t.Errorf("%s is set in no font", selector)
	}
	return out
}
