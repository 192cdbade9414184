//go:build linux

package publish

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The test binary plays the build that is killed when this is set: the output
// folder, the mode, the step to die at (0: never) separated by spaces.
const victimEnv = "ATLAS_PUBLISH_VICTIM"

func TestMain(m *testing.M) {
	if job := os.Getenv(victimEnv); job != "" {
		victim(job)
		return
	}
	os.Exit(m.Run())
}

// version is one of two sites that share some files; pages name the version of
// the style sheet they need.
func version(v string, pages int) []File {
	files := site("index.html", "front "+v, "style-"+v+".css", v, "shared.css", "same")
	for i := range pages {
		files = append(files, File{Path: fmt.Sprintf("zh/p%d/%d.html", i%7, i), Data: []byte(v + " page " + strconv.Itoa(i))},
			File{Path: fmt.Sprintf("zh/only-%s-%d.html", v, i), Data: []byte(v)},
			File{Path: fmt.Sprintf("pics/%d.svg", i), Data: []byte("same picture")})
	}
	return files
}

func asMap(files []File) map[string]string {
	m := map[string]string{}
	for _, f := range files {
		m[f.Path] = string(f.Data)
	}
	return m
}

// victim writes the two versions in turn until it is killed, or dies by its own
// hand at a step of its first write.
func victim(job string) {
	var dir, mode string
	var step, pages int
	if _, err := fmt.Sscan(job, &dir, &mode, &step, &pages); err != nil {
		panic(err)
	}
	if at, ok := strings.CutPrefix(mode, "late:"); ok {
		lateVictim(dir, strings.ReplaceAll(at, "-", " "))
		return
	}
	if mode == "once" {
		once(dir)
		return
	}
	var n atomic.Int64
	opt := Options{InPlace: mode == "inplace", hook: func(string, string) error {
		if n.Add(1) == int64(step) {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			time.Sleep(time.Minute)
		}
		return nil
	}}
	fmt.Println("ready")
	for _, v := range []string{"B", "A", "B", "A", "B", "A", "B", "A", "B", "A", "B", "A", "B", "A", "B", "A"} {
		if _, err := Write(context.Background(), dir, version(v, pages), opt); err != nil {
			panic(err)
		}
		if step > 0 {
			break
		}
		fmt.Println("wrote", v)
	}
	fmt.Println("survived", n.Load())
}

func startVictim(t *testing.T, job string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victimEnv+"="+job)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	if line, err := r.ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("the helper says %q, %v", line, err)
	}
	return cmd, r
}

// A build that is killed at random moments leaves the old site or the new one,
// and what it left in the way is gone after the next build.
func TestKilledAtRandom(t *testing.T) {
	if err := swapWorks(t); err != nil {
		t.Skip("folders cannot be exchanged here:", err)
	}
	const pages = 25
	a, b := version("A", pages), version("B", pages)
	rng := rand.New(rand.NewPCG(1, 2))
	seen := map[string]int{}
	out := filepath.Join(t.TempDir(), "public")
	for range 20 {
		mustWrite(t, out, a, Options{})
		cmd, r := startVictim(t, fmt.Sprint(out, " exchange 0 ", pages))
		for range rng.IntN(3) {
			_, _ = r.ReadString('\n')
		}
		time.Sleep(time.Duration(rng.IntN(20_000)) * time.Microsecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		switch got := contents(t, out); {
		case maps.Equal(got, asMap(a)):
			seen["A"]++
		case maps.Equal(got, asMap(b)):
			seen["B"]++
		default:
			t.Fatalf("neither the old site nor the new one: %d files", len(got))
		}
	}
	t.Log("found", seen)
	mustWrite(t, out, a, Options{})
	onlyBeside(t, out, ".public.state")
}

func swapWorks(t *testing.T) error {
	a, b := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	put(t, filepath.Join(a, "x"), "")
	put(t, filepath.Join(b, "y"), "")
	return swap(a, b)
}

// The same at every single step of a build. Without an exchange the tree may be
// mixed, but every page that is there has what it needs, and the next build
// completes it.
func TestKilledAtEveryStep(t *testing.T) {
	const pages = 2
	a, b := version("A", pages), version("B", pages)
	for _, mode := range []string{"exchange", "inplace"} {
		t.Run(mode, func(t *testing.T) {
			if err := swapWorks(t); err != nil && mode == "exchange" {
				t.Skip("folders cannot be exchanged here:", err)
			}
			out := filepath.Join(t.TempDir(), "public")
			for step := 1; ; step++ {
				if step > 60 {
					t.Fatal("there is no end to the steps")
				}
				mustWrite(t, out, a, Options{})
				cmd, r := startVictim(t, fmt.Sprint(out, " ", mode, " ", step, " ", pages))
				rest, _ := io.ReadAll(r)
				_ = cmd.Wait()
				got := contents(t, out)
				if strings.HasPrefix(string(rest), "survived") {
					want(t, "the finished site", got, asMap(b))
					if step < 8 {
						t.Errorf("only %d steps were tried", step)
					}
					break
				}
				if mode == "exchange" && !maps.Equal(got, asMap(a)) && !maps.Equal(got, asMap(b)) {
					t.Fatalf("step %d: neither the old site nor the new one: %v", step, got)
				}
				for p, data := range got {
					if p == "index.html" || strings.HasPrefix(p, "zh/p") {
						v := strings.TrimPrefix(data, "front ")[:1]
						if _, ok := got["style-"+v+".css"]; !ok {
							t.Errorf("step %d: %s is there without its style sheet", step, p)
						}
					}
				}
				rep := mustWrite(t, out, b, Options{InPlace: mode == "inplace"})
				if rep.Foreign != nil {
					t.Errorf("step %d: %v are taken for foreign", step, rep.Foreign)
				}
				want(t, fmt.Sprintf("after step %d, completed", step), contents(t, out), asMap(b))
				onlyBeside(t, out, ".public.state")
			}
		})
	}
}
