package command

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"atlas/generator/site"
)

// desk is a site in a folder that is being served, with the tools to change it.
type desk struct {
	t      *testing.T
	dir    string
	url    string
	stderr *buffer
}

// served copies the invented plan of the golden sites, prepares it, and serves it.
func served(t *testing.T, poll bool, prepare func(*desk)) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir(), stderr: &buffer{}}
	for _, folder := range []string{"content", "data"} {
		d.do(os.CopyFS(d.at(folder), os.DirFS(filepath.Join("../golden/testdata/bay/in", folder))))
	}
	if prepare != nil {
		prepare(d)
	}
	args := []string{"serve", "--site", d.dir, "--addr", "127.0.0.1:0"}
	if poll {
		args = append(args, "--poll")
	}
	ctx, stop := context.WithCancel(context.Background())
	r, w := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		defer w.Close()
		ended <- Run(ctx, args, w, d.stderr)
	}()
	t.Cleanup(func() {
		stop()
		if status := <-ended; status != done {
			t.Errorf("serve ended with %d\n%s", status, d.stderr.String())
		}
	})
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("%v\n%s", err, d.stderr.String())
	}
	d.url = strings.TrimSpace(line)
	return d
}

// bothWays runs a test with the system's events and with polling.
func bothWays(t *testing.T, prepare func(*desk), test func(d *desk)) {
	for name, poll := range map[string]bool{"events": false, "poll": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(served(t, poll, prepare))
		})
	}
}

func (d *desk) at(p string) string { return filepath.Join(d.dir, filepath.FromSlash(p)) }

func (d *desk) do(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) write(p, text string) {
	d.t.Helper()
	d.do(os.MkdirAll(filepath.Dir(d.at(p)), 0o755))
	d.do(os.WriteFile(d.at(p), []byte(text), 0o644))
}

func (d *desk) read(p string) string {
	d.t.Helper()
	data, err := os.ReadFile(d.at(p))
	d.do(err)
	return string(data)
}

func (d *desk) rename(a, b string) { d.t.Helper(); d.do(os.Rename(d.at(a), d.at(b))) }
func (d *desk) remove(p string)    { d.t.Helper(); d.do(os.RemoveAll(d.at(p))) }

// until waits for something to be so.
func (d *desk) until(what string, so func() bool) {
	d.t.Helper()
	for range 2400 {
		if so() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	text := d.stderr.String()
	d.t.Fatalf("not after a minute: %s\n%s", what, text[max(0, len(text)-3000):])
}

// shows waits until a page has a text.
func (d *desk) shows(page, text string) {
	d.t.Helper()
	d.until(page+" shows "+text, func() bool {
		code, body, err := get(d.url + page)
		return err == nil && code == http.StatusOK && strings.Contains(string(body), text)
	})
}

// told waits until something stands on stderr, and lets go of it with its line and
// all before; what was said since then is there to be asked for.
func (d *desk) told(text string) {
	d.t.Helper()
	d.until("told "+text, func() bool {
		d.stderr.mu.Lock()
		defer d.stderr.mu.Unlock()
		_, rest, ok := strings.Cut(d.stderr.text.String(), text)
		if ok {
			_, rest, _ = strings.Cut(rest, "\n")
			d.stderr.text.Reset()
			d.stderr.text.WriteString(rest)
		}
		return ok
	})
}

var previewTag = regexp.MustCompile(`<script src="[^"]*__atlas/preview\.js"[^>]*></script>`)

// right asks that what is served is, byte for byte, what a new reading of the
// folder gives.
func (d *desk) right(only func(path string) bool) {
	d.t.Helper()
	s, err := site.Open(d.dir, true)
	d.do(err)
	snap, problems := s.Read(nil, false)
	if snap == nil {
		d.t.Fatalf("the site is wrong: %v", problems)
	}
	compared := 0
	for _, p := range snap.Paths() {
		if only != nil && !only(p) {
			continue
		}
		want, err := snap.Get(p)
		d.do(err)
		compared++
		d.until(p+" is as it is written", func() bool {
			code, body, err := get(d.url + p)
			return err == nil && code == http.StatusOK && bytes.Equal(previewTag.ReplaceAll(body, nil), want)
		})
	}
	if compared < 5 {
		d.t.Errorf("only %d files were compared", compared)
	}
}

// fast are the files that are soon made.
func fast(p string) bool { return filepath.Base(p) != "live.js" && filepath.Ext(p) != ".xlsx" }

const chapterFile = "content/zh/ch1.md"

// A checkout of another branch: five thousand files go, and come back as others;
// with -short one thousand.
func TestStormOfFiles(t *testing.T) {
	const chapters = 250
	articles := 2250
	if testing.Short() {
		articles = 250
	}
	branch := func(d *desk, word string, file func(p, text string)) {
		for i := range chapters {
			for _, lang := range []string{"zh", "en"} {
				file(fmt.Sprintf("content/%s/ch%d.md", lang, i+2), fmt.Sprintf("# %s%d\n\n%s %d.\n", word, i, word, i))
			}
		}
		for i := range articles {
			for _, lang := range []string{"zh", "en"} {
				file(fmt.Sprintf("content/drafts/%s/x%d.md", lang, i), "---\ntitle: "+word+"\n---\n\n"+word+"\n")
			}
		}
	}
	bothWays(t, func(d *desk) { branch(d, "Old", d.write) }, func(d *desk) {
		d.shows("zh/plan/ch200.html", "Old 198.")
		branch(d, "New", func(p, text string) {
			d.remove(p)
			d.write(p, text)
		})
		d.shows("en/plan/ch251.html", "New 249.")
		d.right(func(p string) bool {
			return fast(p) && (!strings.Contains(p, "/ch") || strings.HasSuffix(p, "7.html") && len(filepath.Base(p)) == len("ch77.html"))
		})
		// The watcher goes on.
		d.write("content/zh/ch9.md", "# New7\n\nNewest.\n")
		d.shows("zh/plan/ch9.html", "Newest.")
	})
}

// Editors save by writing beside and renaming, or move the old file away first.
func TestStormOfSaves(t *testing.T) {
	bothWays(t, nil, func(d *desk) {
		text := d.read(chapterFile)
		for i := range 10 {
			next := strings.Replace(text, "修复灯塔", fmt.Sprintf("第%d次修复灯塔", i), 1)
			if i%2 == 0 {
				d.write("content/zh/.ch1.md.tmp", next)
				d.rename("content/zh/.ch1.md.tmp", chapterFile)
			} else {
				d.rename(chapterFile, chapterFile+"~")
				d.write(chapterFile, next)
				d.remove(chapterFile + "~")
			}
		}
		d.shows("data/plan.json", "第9次修复灯塔")
		d.right(fast)
	})
}

// A file of which a half is there when it is looked at, and one that a full disk
// left empty: it is told, the last good page stays, and the rest mends it.
func TestHalfWritten(t *testing.T) {
	bothWays(t, nil, func(d *desk) {
		const table = "data/places.csv"
		whole := strings.Replace(d.read(table), "石桥镇", "石板桥镇", 1)
		half := whole[:strings.Index(whole, "石板桥镇")]
		f, err := os.Create(d.at(table))
		d.do(err)
		defer f.Close()
		_, err = f.WriteString(half)
		d.do(err)
		d.told("[csv-cells]")
		d.shows("zh/places/shiqiao.html", "石桥镇")
		_, err = f.WriteString(whole[len(half):])
		d.do(err)
		d.shows("zh/places/shiqiao.html", "石板桥镇")
		d.right(fast)

		text := d.read(chapterFile)
		d.write(chapterFile, "")
		d.told("ch1.md: not shown because of errors; the last good version stays")
		d.shows("zh/plan/ch1.html", "灯塔")
		d.write(chapterFile, text)
		d.told("ch1.md: updated in ")
		d.right(fast)
	})
}

// Folders that are moved in, moved out, and deleted with all that the site is.
func TestFoldersMoved(t *testing.T) {
	bothWays(t, func(d *desk) { d.write("beside/styles/99-own.css", ".of-this-site { color: red }\n") }, func(d *desk) {
		d.rename("beside", "templates")
		d.shows("assets/atlas.css", ".of-this-site")
		d.write("templates/styles/99-own.css", ".another { color: red }\n") // it is watched where it is now
		d.shows("assets/atlas.css", ".another")
		d.rename("templates", "beside")
		d.until("the style is gone", func() bool {
			_, css, err := get(d.url + "assets/atlas.css")
			return err == nil && len(css) > 0 && !strings.Contains(string(css), ".another")
		})
		d.right(fast)

		d.rename("content", "away")
		d.told("content/site.yaml: error: ")
		d.shows("zh/plan/ch1.html", "灯塔")
		d.rename("away", "content")
		d.told("updated in ")
		d.write(chapterFile, strings.Replace(d.read(chapterFile), "修复灯塔", "重建灯塔", 1))
		d.shows("data/plan.json", "重建灯塔")
		d.right(fast)
	})
}

// Links that lead back to where they stand, to themselves and to nothing, and one
// that leads out: nothing outside the site is shown by it.
func TestLoopingLinks(t *testing.T) {
	bothWays(t, nil, func(d *desk) {
		d.write("secret.txt", "not to be shown")
		for link, to := range map[string]string{"content/zh/loop": d.at("content"), "content/up": d.dir, "data/self": d.at("data/self"),
			"templates": d.dir, "data/gone.csv": d.at("nowhere.csv"), "data/secret.csv": d.at("secret.txt")} {
			if err := os.Symlink(to, d.at(link)); err != nil {
				d.t.Skip("no links here:", err)
			}
		}
		d.write(chapterFile, strings.Replace(d.read(chapterFile), "修复灯塔", "重建灯塔", 1))
		d.shows("data/plan.json", "重建灯塔")
		d.right(fast)
		for _, p := range []string{"data/secret.csv", "zh/data/secret.html", "secret.txt", "content/site.yaml", "templates/secret.txt",
			"../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "zh/..%5c..%5csecret.txt", "//" + strings.TrimPrefix(d.at("secret.txt"), "/")} {
			r, err := http.NewRequest("GET", d.url, nil)
			d.do(err)
			r.URL.Opaque = "/" + p
			res, err := http.DefaultTransport.RoundTrip(r)
			d.do(err)
			body, _ := io.ReadAll(res.Body)
			res.Body.Close()
			if res.StatusCode == http.StatusOK || strings.Contains(string(body), "not to be shown") {
				d.t.Errorf("%s: %d %s", p, res.StatusCode, body)
			}
		}
	})
}

// Neither the output folder nor the cache belongs to the preview: they may go
// under it.
func TestOutputAndCacheDeleted(t *testing.T) {
	bothWays(t, nil, func(d *desk) {
		build := func() string {
			var out, errs bytes.Buffer
			if Run(context.Background(), []string{"build", "--site", d.dir}, &out, &errs) != done {
				d.t.Fatal(errs.String())
			}
			sums, err := sumsOf(d.at("public"))
			d.do(err)
			return sums
		}
		before := build()
		d.shows("zh/plan/ch1.html", "灯塔")
		d.remove("public")
		d.remove(site.CacheDir)
		d.write(site.CacheDir, "in the way")
		d.write(chapterFile, strings.Replace(d.read(chapterFile), "修复灯塔", "重建灯塔", 1))
		d.shows("data/plan.json", "重建灯塔")
		d.right(fast)
		if after := build(); after == before || strings.Count(after, "\n") != strings.Count(before, "\n") {
			d.t.Errorf("the build after that wrote\n%s", after)
		}
	})
}

// Folders that go and come back within a moment, at every depth: what is edited
// below them afterwards is shown all the same, and what is shown is right.
func TestStormOfDances(t *testing.T) {
	bothWays(t, nil, func(d *desk) {
		copyOf := func(p string) {
			d.remove("copy")
			d.do(os.CopyFS(d.at("copy"), os.DirFS(d.at(p))))
		}
		for i, dance := range []func(){
			func() { d.rename("content/zh", "x"); d.rename("x", "content/zh") },
			func() { copyOf("content/zh"); d.remove("content/zh"); d.rename("copy", "content/zh") },
			func() {
				copyOf("content/zh")
				d.remove("content/zh")
				d.do(os.CopyFS(d.at("content/zh"), os.DirFS(d.at("copy"))))
			},
			func() { d.rename("content", "x"); d.rename("x", "content") },
			func() {
				copyOf("content")
				d.remove("content")
				d.do(os.CopyFS(d.at("content"), os.DirFS(d.at("copy"))))
			},
		} {
			before := d.read(chapterFile)
			dance()
			d.right(func(p string) bool { return strings.HasPrefix(p, "zh/plan/") || strings.HasPrefix(p, "en/plan/") })
			word := fmt.Sprintf("第%d次修复灯塔", i)
			d.write(chapterFile, strings.Replace(before, "修复灯塔", word, 1))
			d.shows("data/plan.json", word)
			d.write(chapterFile, before)
			d.until("it is as before", func() bool {
				_, body, err := get(d.url + "data/plan.json")
				return err == nil && len(body) > 0 && !strings.Contains(string(body), word)
			})
		}
		d.right(fast)
	})
}
