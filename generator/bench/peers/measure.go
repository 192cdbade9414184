package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// run is what one process took.
type run struct {
	wall, cpu time.Duration
	peak      float64 // MiB
}

// timed runs a command to its end.
func timed(name string, args ...string) (run, error) {
	cmd := exec.Command(name, args...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return run{}, fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, tail(out))
	}
	return used(cmd, time.Since(start)), nil
}

// tail is the end of what a program said.
func tail(out []byte) []byte { return out[max(0, len(out)-4000):] }

func used(cmd *exec.Cmd, wall time.Duration) run {
	r := run{wall: wall, cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.peak = float64(u.Maxrss) / 1024
	}
	return r
}

// edits saves a word into a file n times, by renaming as editors do, and each
// time waits until the page says it. The first save is not counted: it finds the
// program still busy with its start.
func edits(n int, file, page string) ([]time.Duration, error) {
	old, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	defer os.WriteFile(file, old, 0o644)
	// A paragraph in the middle gets the word: the second of the page.
	parts := strings.SplitN(string(old), "\n\n", 4)
	if len(parts) < 4 {
		return nil, fmt.Errorf("%s has no paragraph to edit", file)
	}
	var took []time.Duration
	for i := range n + 1 {
		mark := fmt.Sprintf("edit%d", i)
		text := strings.Join([]string{parts[0], parts[1], parts[2] + " " + mark + ".", parts[3]}, "\n\n")
		// Its name starts with a dot, so that nobody takes it for a page.
		beside := filepath.Join(filepath.Dir(file), ".edit")
		if err := os.WriteFile(beside, []byte(text), 0o644); err != nil {
			return nil, err
		}
		start := time.Now()
		if err := os.Rename(beside, file); err != nil {
			return nil, err
		}
		if err := until(page, mark+".", time.Minute); err != nil {
			return nil, err
		}
		if i > 0 {
			took = append(took, time.Since(start))
		}
		time.Sleep(200 * time.Millisecond) // a person looks up
	}
	return took, nil
}

// until asks for a page again and again until it says something.
func until(page, word string, limit time.Duration) error {
	for start := time.Now(); ; time.Sleep(time.Millisecond) {
		if r, err := http.Get(page); err == nil {
			body, err := io.ReadAll(r.Body)
			r.Body.Close()
			if err == nil && strings.Contains(string(body), word) {
				return nil
			}
		}
		if time.Since(start) > limit {
			return fmt.Errorf("%s does not say %q within %s", page, word, limit)
		}
	}
}

// served starts a preview, edits, and stops it.
func served(cmd *exec.Cmd, n int, file string, page func() (string, error)) ([]time.Duration, run, error) {
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, run{}, err
	}
	took, err := func() ([]time.Duration, error) {
		address, err := page()
		if err != nil {
			return nil, err
		}
		if err := until(address, "<main", 5*time.Minute); err != nil {
			return nil, err
		}
		time.Sleep(2 * time.Second) // what starts late has started
		return edits(n, file, address)
	}()
	_ = cmd.Process.Signal(os.Interrupt)
	_ = cmd.Wait()
	return took, used(cmd, time.Since(start)), err
}

func (p *plan) atlasEdits(site string) ([]time.Duration, run, error) {
	cmd := exec.Command(p.atlas, "serve", "--site", site, "--addr", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, run{}, err
	}
	return served(cmd, p.edits, filepath.Join(site, "content", langs[0], "ch3.md"), func() (string, error) {
		line, err := bufio.NewReader(stdout).ReadString('\n')
		return strings.TrimSpace(line) + langs[0] + "/plan/ch3.html", err
	})
}

func (p *plan) hugoServed(site string) ([]time.Duration, run, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, run{}, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	address := fmt.Sprintf("http://127.0.0.1:%d/", port)
	cmd := exec.Command(p.hugo, "server", "--source", site, "--port", fmt.Sprint(port), "--bind", "127.0.0.1", "--baseURL", address)
	return served(cmd, p.hugoEdits, filepath.Join(site, "content", langs[0], "plan", "ch3.md"), func() (string, error) {
		return address + langs[0] + "/plan/ch3.html", nil
	})
}

// at is the value below which a share of all lie.
func at(values []time.Duration, share float64) time.Duration {
	s := slices.Sorted(slices.Values(values))
	return s[max(0, int(math.Ceil(share*float64(len(s))))-1)]
}

func median(values []float64) float64 {
	s := slices.Sorted(slices.Values(values))
	return s[len(s)/2]
}
