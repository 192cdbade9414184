package command

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"atlas/generator/site"
)

// The test binary is the command atlas when it is called so.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // as the program does
	testscript.Main(m, map[string]func(){"atlas": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		os.Exit(Run(ctx, os.Args[1:], os.Stdout, os.Stderr))
	}})
}

// TestScripts runs testdata/script/*.txtar. UPDATE=1 writes what the commands
// print into the scripts; on a build server that is refused, for there nobody
// looks at the difference. With "drawings DIR" a site takes its drawings from one
// cache with others, and leaves them there, so that little is drawn twice.
func TestScripts(t *testing.T) {
	update := os.Getenv("UPDATE") == "1"
	if update && os.Getenv("CI") != "" {
		t.Fatal("UPDATE=1 is for people, not for build servers")
	}
	cache := t.TempDir()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"site":      copySite,
			"libraries": libraries,
			"drawings": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.Symlink(cache, ts.MkAbs(filepath.Join(args[0], site.CacheDir))))
			},
			"status":    status,
			"replace":   replace,
			"tree":      tree,
			"serve":     startServe,
			"fetch":     fetch,
			"until":     until,
			"told":      told,
			"interrupt": interrupt,
		},
	})
}

// site DIR copies the invented plan of the golden sites.
func copySite(ts *testscript.TestScript, _ bool, args []string) {
	source, err := filepath.Abs("../golden/testdata/bay/in")
	ts.Check(err)
	for _, folder := range []string{"content", "data"} {
		ts.Check(os.CopyFS(ts.MkAbs(filepath.Join(args[0], folder)), os.DirFS(filepath.Join(source, folder))))
	}
}

// libraries puts those that npm installed into the work folder, where sites find
// them.
func libraries(ts *testscript.TestScript, _ bool, args []string) {
	source, err := filepath.Abs("../../node_modules")
	ts.Check(err)
	if _, err := os.Stat(filepath.Join(source, "echarts")); err != nil {
		ts.Fatalf("there is no node_modules: run npm ci")
	}
	ts.Check(os.Symlink(source, ts.MkAbs("node_modules")))
}

// status N COMMAND runs a command that must end with just this exit status.
func status(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit := (*exec.ExitError)(nil)
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("it ended with %d, not %d", got, want)
	}
}

// replace FILE OLD NEW replaces the one place where OLD stands. Both may hold the
// escapes of a Go string.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	var old [2]string
	for i, a := range args[1:] {
		s, err := strconv.Unquote(`"` + strings.ReplaceAll(a, `"`, `\"`) + `"`)
		ts.Check(err)
		old[i] = s
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	if n := strings.Count(string(data), old[0]); n != 1 {
		ts.Fatalf("%q stands %d times in %s", old[0], n, args[0])
	}
	ts.Check(os.WriteFile(name, []byte(strings.Replace(string(data), old[0], old[1], 1)), 0o644))
}

// tree DIR prints every file of a folder with its checksum.
func tree(ts *testscript.TestScript, _ bool, args []string) {
	sums, err := sumsOf(ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = io.WriteString(ts.Stdout(), sums)
	ts.Check(err)
}

func sumsOf(dir string) (string, error) {
	var out strings.Builder
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		fmt.Fprintf(&out, "%s %x\n", path, sha256.Sum256(data))
		return err
	})
	return out.String(), err
}

// server is the "atlas serve" of a script.
type server struct {
	cmd    *exec.Cmd
	stderr buffer
}

// buffer is written by one goroutine and read by another.
type buffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// serve DIR starts "atlas serve" for the site in DIR, on any free port, and waits
// until it says where.
func startServe(ts *testscript.TestScript, _ bool, args []string) {
	s := &server{}
	atlas, err := exec.LookPath("atlas")
	ts.Check(err)
	s.cmd = exec.Command(atlas, "serve", "--site", ts.MkAbs(args[0]), "--addr", "127.0.0.1:0")
	s.cmd.Env = append(os.Environ(), "LC_ALL=C")
	s.cmd.Stderr = &s.stderr
	out, err := s.cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(s.cmd.Start())
	ts.Defer(func() { _ = s.cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		ts.Fatalf("serve says nothing on stdout: %v\n%s", err, s.stderr.String())
	}
	ts.Setenv("URL", strings.TrimSpace(line))
	running.Store(ts.Getenv("WORK"), s)
}

// running holds the servers by the work folder of their script.
var running sync.Map

func serverOf(ts *testscript.TestScript) *server {
	s, ok := running.Load(ts.Getenv("WORK"))
	if !ok {
		ts.Fatalf("nothing is being served")
	}
	return s.(*server)
}

// told TEXT waits until the server has said this on stderr.
func told(ts *testscript.TestScript, _ bool, args []string) {
	s := serverOf(ts)
	for range 400 {
		if strings.Contains(s.stderr.String(), args[0]) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	ts.Fatalf("after ten seconds the server has only said\n%s", s.stderr.String())
}

// fetch PATH prints a page of the server; with ! there must be none.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	code, body, err := get(ts.Getenv("URL") + args[0])
	ts.Check(err)
	if (code != http.StatusOK) != neg {
		ts.Fatalf("%s: status %d", args[0], code)
	}
	_, err = ts.Stdout().Write(body)
	ts.Check(err)
}

// until PATH TEXT waits until a page of the server contains the text; with !
// until it does not.
func until(ts *testscript.TestScript, neg bool, args []string) {
	var body []byte
	for range 400 {
		var err error
		_, body, err = get(ts.Getenv("URL") + args[0])
		if err == nil && strings.Contains(string(body), args[1]) != neg {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	ts.Fatalf("%s is after ten seconds still\n%s", args[0], body)
}

func get(url string) (int, []byte, error) {
	r, err := http.Get(url)
	if err != nil {
		return 0, nil, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return r.StatusCode, body, err
}

// interrupt sends the server a Ctrl-C; it must end with 0.
func interrupt(ts *testscript.TestScript, _ bool, _ []string) {
	s := serverOf(ts)
	ts.Check(s.cmd.Process.Signal(os.Interrupt))
	if err := s.cmd.Wait(); err != nil {
		ts.Fatalf("serve ended with %v\n%s", err, s.stderr.String())
	}
	_, err := io.WriteString(ts.Stderr(), s.stderr.String())
	ts.Check(err)
}
