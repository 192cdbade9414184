package site_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"atlas/generator/starter"
)

// madeFrom names, in the environment of a test binary, the folder of the site whose
// checksums are asked for.
const madeFrom = "ATLAS_TEST_SUMS"

// TestMain makes the test binary print the checksums of a website when it is asked
// to, so that it can be made in another environment.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // as the program does
	if dir := os.Getenv(madeFrom); dir != "" {
		files, err := website(dir, true)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Print(sums(files))
		return
	}
	os.Exit(m.Run())
}

func sums(files map[string][]byte) string {
	var lines []string
	for name, data := range files {
		lines = append(lines, fmt.Sprintf("%s %x\n", name, sha256.Sum256(data)))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// The same input gives the same bytes: in another process, on one processor, in
// another time zone and another language. This repository's plan, which takes long,
// is left out by -short; the sample has maps and charts too.
func TestSameInputSameBytes(t *testing.T) {
	t.Run("sample", func(t *testing.T) {
		dir := sample(t)
		files, err := website(dir, true)
		if err != nil {
			t.Fatal(err)
		}
		if data := string(files["en/index.html"]); len(files) < 80 || !strings.Contains(data, "<svg") || files["assets/live.js"] == nil {
			t.Errorf("%d files, without a map or a chart", len(files))
		}
		sameElsewhere(t, dir, sums(files))
	})
	t.Run("plan", func(t *testing.T) {
		if testing.Short() {
			t.Skip("-short leaves out what takes long")
		}
		sameElsewhere(t, root, sums(built(t)))
	})
}

// sample is a folder with the site that atlas new writes.
func sample(t *testing.T) string {
	t.Helper()
	var languages []starter.Language
	for _, code := range []string{"zh", "en"} {
		l, err := starter.Parse(code)
		if err != nil {
			t.Fatal(err)
		}
		languages = append(languages, l)
	}
	files, err := starter.Files(languages, func(string) bool { return true }, nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	modules, err := filepath.Abs(filepath.Join(root, "node_modules"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// sameElsewhere asks that a website is made alike in another environment.
func sameElsewhere(t *testing.T, dir, want string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), madeFrom+"="+dir, "GOMAXPROCS=1", "TZ=Asia/Urumqi", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GODEBUG=randautoseed=1")
	cmd.Stderr = os.Stderr
	got, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if string(got) == want {
		return
	}
	before := strings.Split(want, "\n")
	for line := range strings.SplitSeq(string(got), "\n") {
		if !slices.Contains(before, line) {
			t.Errorf("not the same: %s", strings.Fields(line + " x")[0])
		}
	}
}
