// Package browser opens the website in Chromium: from disk, below a path and in
// the preview, in both languages, light and dark, wide and narrow. Without
// Chromium its tests are skipped, each by name; with ATLAS_BROWSER=required they
// fail instead.
package browser

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// root is the site that is looked at: this repository's.
const root = "../.."

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "atlas-browser-")
	if err != nil {
		panic(err)
	}
	scratch = dir
	status := m.Run()
	chromiums.stop()
	_ = os.RemoveAll(dir)
	os.Exit(status)
}

var scratch string

// chromiums are the browsers that were started, one for each set of fonts.
var chromiums browsers

type browsers struct {
	mu      sync.Mutex
	started map[string]context.Context
	stops   []func()
}

// with returns a browser that has the fonts and no others.
func (b *browsers) with(f fonts) (context.Context, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ctx, ok := b.started[f.name]; ok {
		return ctx, nil
	}
	config, err := f.config(scratch)
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(executable()), chromedp.NoSandbox,
		chromedp.Env("FONTCONFIG_FILE="+config), chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("hide-scrollbars", true))
	ctx, cancelAllocator := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(ctx)
	b.stops = append(b.stops, func() { cancel(); cancelAllocator() })
	if _, err := chromedp.Run(ctx, chromedp.Title()); err != nil {
		return nil, fmt.Errorf("Chromium does not start: %w", err)
	}
	if b.started == nil {
		b.started = map[string]context.Context{}
	}
	b.started[f.name] = ctx
	return ctx, nil
}

func (b *browsers) stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, stop := range b.stops {
		stop()
	}
}

func executable() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

// needed skips the test where there is no Chromium.
func needed(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short leaves out what needs a browser")
	}
	if executable() != "" {
		return
	}
	if os.Getenv("ATLAS_BROWSER") == "required" {
		t.Fatal("there is no Chromium, and it is required")
	}
	t.Skip("there is no Chromium (install chromium, or google-chrome)")
}

// tab is a tab of Chromium that remembers what went wrong in it.
type tab struct {
	t      testing.TB
	ctx    context.Context
	mu     sync.Mutex
	base   string // what the requests may begin with
	wrongs []string
	asked  []string // the addresses that were asked for
}

// patience is how long a test may look at one tab.
const patience = 8 * time.Minute

// open opens a tab. Requests to anywhere but the hosts given are wrong.
func open(t testing.TB) *tab {
	t.Helper()
	return openWith(t, latinAndChinese)
}

// openWith opens a tab of a browser that has the fonts and no others.
func openWith(t testing.TB, f fonts) *tab {
	t.Helper()
	needed(t)
	chromium, err := chromiums.with(f)
	if err != nil {
		t.Fatal(err)
	}
	b := &tab{t: t}
	ctx, cancel := chromedp.NewContext(chromium, chromedp.WithListener(b.listen))
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.Title()); err != nil {
		t.Fatal(err)
	}
	b.ctx, cancel = context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	return b
}

func (b *tab) listen(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		b.wrongs = append(b.wrongs, "exception: "+ev.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if ev.Type == "error" || ev.Type == "assert" || ev.Type == "warning" {
			b.wrongs = append(b.wrongs, fmt.Sprintf("console.%s", ev.Type))
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError {
			b.wrongs = append(b.wrongs, fmt.Sprintf("%s: %s", ev.Entry.Source, ev.Entry.Text))
		}
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, ev.Request.URL)
		if u := ev.Request.URL; b.base != "" && !strings.HasPrefix(u, b.base) && !strings.HasPrefix(u, "data:") {
			b.wrongs = append(b.wrongs, "a request to "+u)
		}
	}
}

// takeWrongs returns what went wrong since the last call.
func (b *tab) takeWrongs() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.wrongs
	b.wrongs = nil
	return out
}

// takeAsked returns the addresses that were asked for since the last call.
func (b *tab) takeAsked() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.asked
	b.asked = nil
	return out
}

// visit loads a page; from is what its address begins with.
func (b *tab) visit(from, p string) {
	b.t.Helper()
	b.mu.Lock()
	b.base = from
	if u, err := url.Parse(from); err == nil && u.Host != "" {
		b.base = u.Scheme + "://" + u.Host + "/"
	}
	b.mu.Unlock()
	if _, err := chromedp.Run(b.ctx, chromedp.Navigate(from+p)); err != nil {
		b.t.Fatalf("%s%s: %v", from, p, err)
	}
}

// eval returns the value of a JavaScript expression.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.200s: %v", expression, err)
	}
	return v
}

// until waits for a JavaScript expression to be true.
func (b *tab) until(expression string) {
	b.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); {
		// While a page is left for another there may be none to ask.
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")")); err == nil && ok {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	where, _ := chromedp.Run(b.ctx, chromedp.Location())
	b.t.Fatalf("never true on %s: %s", where, expression)
}

// size makes the window so wide and high; narrow ones are phones.
func (b *tab) size(width, height int64) {
	b.t.Helper()
	var opts []chromedp.EmulateViewportOption
	if width < 600 {
		opts = append(opts, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if _, err := chromedp.Run(b.ctx, chromedp.EmulateViewport(width, height, opts...)); err != nil {
		b.t.Fatal(err)
	}
}

// scheme prefers light or dark.
func (b *tab) scheme(value string) {
	b.t.Helper()
	b.do(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}}})
		return err
	})
}

// scripts switches the pages' scripts on or off.
func (b *tab) scripts(on bool) {
	b.t.Helper()
	b.do(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

func (b *tab) do(f func(context.Context, *chromedp.Target) error) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Func(f)); err != nil {
		b.t.Fatal(err)
	}
}
