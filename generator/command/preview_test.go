package command

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestEditorLink(t *testing.T) {
	for _, c := range []struct {
		pattern, file string
		line, col     int
		want          string
	}{
		{"vscode://file/{path}:{line}:{column}", "/home/a/site/content/zh/ch1.md", 12, 3, "vscode://file/home/a/site/content/zh/ch1.md:12:3"},
		{"vscode://file/{path}:{line}:{col}", "/home/a/site/content/zh/ch1.md", 0, 0, "vscode://file/home/a/site/content/zh/ch1.md:1:1"},
		{"vscode://file{path}:{line}", "/home/a b/图#1?.md", 2, 1, "vscode://file/home/a%20b/%E5%9B%BE%231%3F.md:2"},
		{"idea://open?file={path}&line={line}", "/a/b&c=d.md", 2, 1, "idea://open?file=/a/b%26c%3Dd.md&line=2"},
		{"vscode://file/{path}:{line}", "C:/site/x.md", 2, 1, "vscode://file/C:/site/x.md:2"},
		{"", "/a", 1, 1, ""},
	} {
		if got := editorLink(c.pattern, c.file, c.line, c.col); got != c.want {
			t.Errorf("%s with %s: %s, want %s", c.pattern, c.file, got, c.want)
		}
	}
}

// ask fetches what the preview says of itself.
func ask[T any](d *desk, path string) T {
	d.t.Helper()
	var out T
	code, body, err := get(d.url + "__atlas/" + path)
	if err != nil || code != http.StatusOK {
		d.t.Fatalf("%s: %d %v", path, code, err)
	}
	d.do(json.Unmarshal(body, &out))
	return out
}

type origins []struct {
	ID, File, Href string
	Line           int
}

func (o origins) of(id string) string {
	for _, x := range o {
		if x.ID == id {
			return x.Href
		}
	}
	return ""
}

// What is shown leads to its line in the editor that the site names, or nowhere
// if it wants no such links, or to a warning if it cannot be.
func TestSourcesInPreview(t *testing.T) {
	d := served(t, false, nil)
	file := func(p string) string { return strings.TrimPrefix(filepath.ToSlash(d.at(p)), "/") }
	o := ask[origins](d, "origins?path=zh/plan/ch1.html")
	for id, want := range map[string]string{"": "vscode://file/" + file(chapterFile) + ":1:1", "ch1-s1-p1": "vscode://file/" + file(chapterFile) + ":5:1",
		"note-A1": "vscode://file/" + file("data/emendations.csv") + ":2:1"} {
		if o.of(id) != want {
			t.Errorf("%q: %s, want %s", id, o.of(id), want)
		}
	}
	const siteFile = "content/site.yaml"
	text := d.read(siteFile)
	d.write(siteFile, text+"preview: {editor: \"zed://file/{path}:{line}\"}\n")
	d.told("updated in")
	if got := ask[origins](d, "origins?path=en/data/values.html").of("population"); got != "zed://file/"+file("data/values.csv")+":2" {
		t.Errorf("got %s", got)
	}
	d.write(siteFile, text+"preview: {editor: \"\"}\n")
	d.told("updated in")
	if o := ask[origins](d, "origins?path=zh/plan/ch1.html"); len(o) > 0 {
		t.Errorf("got %v although no editor is wanted", o)
	}
	d.write(siteFile, text+"preview: {editor: \"javascript:alert('{path}')\"}\n")
	d.told("updated in")
	code, page, err := get(d.url + "__atlas/problems?lang=en")
	if err != nil || code != http.StatusOK || !strings.Contains(string(page), "cannot open a file [site-preview]") {
		t.Errorf("%d %v %s", code, err, page)
	}
	if o := ask[origins](d, "origins?path=zh/plan/ch1.html"); len(o) > 0 {
		t.Errorf("got %v", o)
	}
}

// Links that lead nowhere are found when it has been quiet for a while, although
// nobody looks at their page, and are forgotten when they are mended.
func TestLinksCheckedInBackground(t *testing.T) {
	d := served(t, false, nil)
	const about = "content/en/about.md"
	text := d.read(about)
	d.write(about, text+"\nSee [the harbour](harbour.html).\n")
	d.told("content/en/about.md: updated in ")
	d.told("[link]")
	list := func() string {
		_, page, err := get(d.url + "__atlas/problems?lang=en")
		d.do(err)
		return string(page)
	}
	if page := list(); !strings.Contains(page, `<section id="content/en/about.md">`) || !strings.Contains(page, "harbour.html, which is no file of the site [link]") ||
		!strings.Contains(page, "about.md:") {
		t.Errorf("got %s", page)
	}
	d.shows("en/about.html", "harbour.html") // it is the newest state that is shown
	d.write(about, text)
	d.told("content/en/about.md: updated in ")
	if page := list(); strings.Contains(page, "[link]") {
		t.Errorf("got %s", page)
	}
}

// A page that a layout cannot make is a problem, and no page that is missing.
func TestPageThatCannotBeMade(t *testing.T) {
	d := served(t, false, nil)
	d.write("templates/about.html", "{{template \"top\" .}}{{.Nothing}}{{template \"bottom\" .}}")
	d.told("templates/about.html: updated in ")
	code, page, err := get(d.url + "en/about.html")
	if err != nil || code != http.StatusInternalServerError || !strings.Contains(string(page), `data-broken="true"`) {
		t.Errorf("%d %v %s", code, err, page)
	}
	d.told("Nothing")
	d.shows("en/index.html", "North Bay")
	d.remove("templates")
	d.shows("en/about.html", "<h1")
}

// What was just edited is named before what follows from it in other files, and
// the terminal lists the errors only.
func TestEditedFileFirst(t *testing.T) {
	d := served(t, false, nil)
	const chapter, values = "content/zh/ch1.md", "data/values.csv"
	text, rows := d.read(chapter), d.read(values)
	d.write(chapter, strings.Replace(text, "修复灯塔", "重建灯塔", 1))
	d.told("content/zh/ch1.md: updated in ")
	d.write(values, strings.Replace(rows, "population,", "population", 1))
	var said string
	d.until("said what is wrong", func() bool {
		said = d.stderr.String()
		return strings.Contains(said, "data/values.csv: not shown because of errors")
	})
	own, other := strings.Index(said, "data/values.csv:2:"), strings.Index(said, "\ncontent/site.yaml:")
	if own != 0 || other < own || strings.Contains(said, ": warning: ") || !strings.Contains(said, " (atlas check lists them)\ndata/values.csv: not shown") {
		t.Errorf("got %s", said)
	}
	d.write(values, rows)
	d.told("data/values.csv: updated in ")
}

// A page that went leads to the one in its place.
func TestRenamedPlace(t *testing.T) {
	d := served(t, false, nil)
	const table = "data/places.csv"
	d.write(table, strings.ReplaceAll(d.read(table), "shiqiao", "stonebridge"))
	d.shows("en/places/stonebridge.html", "<h1")
	if got := ask[map[string]string](d, "nearest?path=en/places/shiqiao.html")["path"]; got != "en/places/stonebridge.html" {
		t.Errorf("got %q", got)
	}
}

// Who serves to a network is warned, and opens no files for others.
func TestServedToNetwork(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "careful: 0.0.0.0:0 is not a loopback address, others on the network can see the drafts\n",
		"zh": "注意：0.0.0.0:0 不是本机地址，网络上的其他人可以看到草稿\n",
	} {
		t.Run(lang, func(t *testing.T) {
			t.Setenv("LC_ALL", lang+"_X.UTF-8")
			dir := t.TempDir()
			for _, folder := range []string{"content", "data"} {
				if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join("../golden/testdata/bay/in", folder))); err != nil {
					t.Fatal(err)
				}
			}
			ctx, stop := context.WithCancel(context.Background())
			stderr := &buffer{}
			r, w := io.Pipe()
			ended := make(chan int)
			go func() {
				ended <- Run(ctx, []string{"serve", "--site", dir, "--addr", "0.0.0.0:0", "--host", "plan.example"}, w, stderr)
			}()
			line, err := bufio.NewReader(r).ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			_, port, err := net.SplitHostPort(strings.Trim(strings.TrimPrefix(line, "http://"), "/\n"))
			if err != nil {
				t.Fatal(err)
			}
			d := &desk{t: t, dir: dir, url: "http://127.0.0.1:" + port + "/", stderr: stderr}
			if o := ask[origins](d, "origins?path=zh/plan/ch1.html"); len(o) > 0 {
				t.Errorf("got %v", o)
			}
			for host, want := range map[string]int{"plan.example:" + port: 200, "evil.example": 403} {
				r, err := http.NewRequest("GET", d.url+"zh/plan/ch1.html", nil)
				d.do(err)
				r.Host = host
				res, err := http.DefaultClient.Do(r)
				d.do(err)
				res.Body.Close()
				if res.StatusCode != want {
					t.Errorf("%s gets %d", host, res.StatusCode)
				}
			}
			stop()
			if status := <-ended; status != done {
				t.Errorf("it ended with %d", status)
			}
			if !strings.Contains(stderr.String(), want) {
				t.Errorf("it said %s", stderr.String())
			}
		})
	}
}

// On a full disk nothing can be kept for the next time. That is said once; the
// preview goes on, and a build says what to do and leaves the site as it was. The
// disk is full for one process: it may not write a single byte into a file.
func TestFullDisk(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("no shell with ulimit here")
	}
	atlas, err := exec.LookPath("atlas")
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, dir: t.TempDir(), stderr: &buffer{}}
	for _, folder := range []string{"content", "data"} {
		d.do(os.CopyFS(d.at(folder), os.DirFS(filepath.Join("../golden/testdata/bay/in", folder))))
	}
	full := func(args ...string) *exec.Cmd {
		cmd := exec.Command(sh, append([]string{"-c", `ulimit -f 0; exec "$@"`, "sh", atlas}, args...)...)
		cmd.Env = append(os.Environ(), "LC_ALL=C")
		cmd.Stderr = d.stderr
		return cmd
	}
	serve := full("serve", "--site", d.dir, "--addr", "127.0.0.1:0")
	out, err := serve.StdoutPipe()
	d.do(err)
	d.do(serve.Start())
	defer func() {
		_ = serve.Process.Kill()
		_ = serve.Wait()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%v\n%s", err, d.stderr.String())
	}
	d.url = strings.TrimSpace(line)
	d.told("drawings cannot be kept for the next run (")
	d.write(chapterFile, strings.Replace(d.read(chapterFile), "修复灯塔", "重建灯塔", 1))
	d.shows("data/plan.json", "重建灯塔")
	d.right(fast)

	if msg, err := exec.Command(atlas, "build", "--site", d.dir).CombinedOutput(); err != nil {
		t.Fatalf("%s", msg)
	}
	before, err := sumsOf(d.at("public"))
	d.do(err)
	d.write(chapterFile, strings.Replace(d.read(chapterFile), "重建灯塔", "新建灯塔", 1))
	if err := full("build", "--site", d.dir).Run(); err == nil {
		t.Error("a build on a full disk succeeds")
	}
	d.told("error: ")
	if after, err := sumsOf(d.at("public")); err != nil || after != before {
		t.Errorf("the site is another: %v", err)
	}
}

// The preview's own scripts and addresses stay in the preview.
func TestNothingOfPreviewPublished(t *testing.T) {
	d := served(t, false, nil)
	d.shows("en/index.html", "__atlas/preview.js")
	if status := Run(context.Background(), []string{"build", "--site", d.dir}, io.Discard, d.stderr); status != done {
		t.Fatal(d.stderr.String())
	}
	files := 0
	d.do(filepath.WalkDir(d.at("public"), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if files++; strings.Contains(path, "__atlas") || strings.Contains(string(data), "__atlas") || strings.Contains(string(data), "atlas-preview") {
			t.Errorf("%s holds something of the preview", path)
		}
		return err
	}))
	if files < 20 {
		t.Errorf("only %d files were looked at", files)
	}
}
