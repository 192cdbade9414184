// Package browser opens the website in Chromium: from disk, below a path and in
// the preview, in both languages, light and dark, wide and narrow. Without
// Chromium its tests are skipped, each by name; with ATLAS_BROWSER=required they
// fail instead.
package browser

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
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

	"atlas/generator/diag"
	"atlas/generator/host"
	"atlas/generator/serve"
	"atlas/generator/site"
)

// root is the site that is looked at: this repository's.
const root = "../.."

// website is the site's output, in memory and on disk.
type website struct {
	files map[string][]byte
	dir   string
}

var chromium context.Context

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "atlas-browser-")
	if err != nil {
		panic(err)
	}
	scratch = dir
	stop := func() {}
	if name := executable(); name != "" {
		opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(name), chromedp.NoSandbox,
			chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("hide-scrollbars", true))
		ctx, cancelAllocator := chromedp.NewExecAllocator(context.Background(), opts...)
		ctx, cancel := chromedp.NewContext(ctx)
		if _, err := chromedp.Run(ctx, chromedp.Title()); err != nil {
			fmt.Fprintln(os.Stderr, "Chromium does not start:", err)
			os.Exit(1)
		}
		chromium = ctx
		stop = func() { cancel(); cancelAllocator() }
	}
	status := m.Run()
	stop()
	_ = os.RemoveAll(dir)
	os.Exit(status)
}

var scratch string

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
	if chromium != nil {
		return
	}
	if os.Getenv("ATLAS_BROWSER") == "required" {
		t.Fatal("there is no Chromium, and it is required")
	}
	t.Skip("there is no Chromium (install chromium, or google-chrome)")
}

var build = sync.OnceValues(func() (*website, error) {
	s, err := site.Open(root, false)
	if err != nil {
		return nil, err
	}
	p := s.Plan(false)
	if p.Problems.Count(diag.Error) > 0 {
		return nil, fmt.Errorf("%v", p.Problems)
	}
	w := &website{files: map[string][]byte{}, dir: filepath.Join(scratch, "a folder")}
	for _, f := range p.Files {
		data := f.Data
		if data == nil && f.Make != nil {
			if data, err = f.Make(); err != nil {
				return nil, err
			}
		}
		w.files[f.Path] = data
		name := filepath.Join(w.dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return nil, err
		}
	}
	return w, nil
})

func built(t testing.TB) *website {
	t.Helper()
	needed(t)
	w, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Get and its companions make the website something that the preview can serve.
func (w *website) Get(p string) ([]byte, string, error) {
	if d, ok := w.files[p]; ok {
		return d, "", nil
	}
	return nil, "", fs.ErrNotExist
}
func (w *website) Paths() (now, before []string) { return slices.Sorted(maps.Keys(w.files)), nil }
func (w *website) Origins(string) []serve.Origin { return nil }
func (w *website) Link(diag.Place) string        { return "" }
func (w *website) Problems() diag.List           { return nil }
func (w *website) Generation() uint64            { return 1 }

// kind is the type of a page: its layout, which the class of its body names, and
// where it stands; bare pages differ by what they show.
func (w *website) kind(p string) string {
	dir, file := path.Split(p)
	_, dir, _ = strings.Cut(dir, "/")
	layout := ""
	if m := bodyClass.FindSubmatch(w.files[p]); m != nil {
		layout = string(m[1])
	}
	switch {
	case dir == "embed/" && bytes.Contains(w.files[p], []byte("sheet-map")):
		return "embed map"
	case dir == "embed/":
		return "embed chart"
	case dir == "" || file == "index.html":
		return dir + file + " " + layout
	}
	return dir + " " + layout
}

var bodyClass = regexp.MustCompile(`<body class="k-([^" ]*)`)

// kinds are the types of pages, each with the largest and the smallest page of the
// type: their paths within a language's folder.
func (w *website) kinds() map[string][2]string {
	out := map[string][2]string{}
	for _, p := range slices.Sorted(maps.Keys(w.files)) {
		rest, ok := strings.CutPrefix(p, "zh/")
		if !ok || !strings.HasSuffix(p, ".html") {
			continue
		}
		kind, size := w.kind(p), len(w.files[p])
		of, known := out[kind]
		if !known || size > len(w.files["zh/"+of[0]]) {
			of[0] = rest
		}
		if !known || size < len(w.files["zh/"+of[1]]) {
			of[1] = rest
		}
		out[kind] = of
	}
	return out
}

// pages are the largest pages of every type, in every language, and those that
// are in no language.
func (w *website) pages() []string {
	out := []string{"index.html", "404.html"}
	kinds := w.kinds()
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		out = append(out, "zh/"+kinds[k][0], "en/"+kinds[k][0])
	}
	return out
}

// extremes are pages, and the smallest of every type beside the largest: what is
// missing on a page may break it, as what is too much.
func (w *website) extremes() []string {
	out := w.pages()
	kinds := w.kinds()
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		if kinds[k][0] != kinds[k][1] {
			out = append(out, "zh/"+kinds[k][1], "en/"+kinds[k][1])
		}
	}
	return out
}

// fromDisk is the address of a page as a file.
func (w *website) fromDisk(p string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(w.dir, p))}
	return u.String()
}

// preview serves the website as "atlas serve" does, with the promised content
// security policy.
func (w *website) preview(t *testing.T) string {
	t.Helper()
	s, err := serve.New(w, serve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); srv.Close() })
	return srv.URL + "/"
}

// below serves the website below some path, from the barest of servers.
func (w *website) below(t *testing.T) string {
	t.Helper()
	srv := httptest.NewServer(host.Bare(os.DirFS(w.dir), "/some/path/"))
	t.Cleanup(srv.Close)
	return srv.URL + "/some/path/"
}

// tab is a tab of Chromium that remembers what went wrong in it.
type tab struct {
	t      testing.TB
	ctx    context.Context
	mu     sync.Mutex
	base   string // what the requests may begin with
	wrongs []string
}

// patience is how long a test may look at one tab.
const patience = 8 * time.Minute

// open opens a tab. Requests to anywhere but the hosts given are wrong.
func open(t testing.TB) *tab {
	t.Helper()
	needed(t)
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
