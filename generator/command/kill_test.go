//go:build unix

package command

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A build that is killed leaves the site that was there, or the new one, and the
// next build ends well.
func TestKilledBuild(t *testing.T) {
	atlas, err := exec.LookPath("atlas")
	if err != nil {
		t.Fatal(err)
	}
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "public")
	for _, folder := range []string{"content", "data"} {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join("../golden/testdata/bay/in", folder))); err != nil {
			t.Fatal(err)
		}
	}
	chapter := filepath.Join(dir, "content", "zh", "ch1.md")
	text, err := os.ReadFile(chapter)
	if err != nil {
		t.Fatal(err)
	}
	put := func(word string) {
		t.Helper()
		if err := os.WriteFile(chapter, []byte(strings.Replace(string(text), "修复灯塔", word+"灯塔", 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build := func() *exec.Cmd { return exec.Command(atlas, "build", "--site", dir, "--out", out) }
	sums := map[string]string{}
	var took time.Duration
	for _, word := range []string{"新建", "修复"} {
		put(word)
		start := time.Now()
		if msg, err := build().CombinedOutput(); err != nil {
			t.Fatalf("%s", msg)
		}
		took = time.Since(start)
		s, err := sumsOf(out)
		if err != nil {
			t.Fatal(err)
		}
		sums[s] = word
	}
	if len(sums) != 2 {
		t.Fatal("both sites are the same")
	}
	rng := rand.New(rand.NewPCG(1, 2))
	seen := map[string]int{}
	for i := range 12 {
		put([]string{"新建", "修复"}[i%2])
		cmd := build()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int64N(int64(took))))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		s, err := sumsOf(out)
		if err != nil {
			t.Fatal(err)
		}
		if sums[s] == "" {
			t.Fatalf("after the kill the site is neither the old nor the new one")
		}
		seen[sums[s]]++
	}
	t.Log("found", seen)
	put("新建")
	if msg, err := build().CombinedOutput(); err != nil {
		t.Fatalf("%s", msg)
	}
	if s, _ := sumsOf(out); sums[s] != "新建" {
		t.Error("the next build did not complete the site")
	}
}
