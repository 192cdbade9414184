package site_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// TestMain makes the test binary print the checksums of the website when it is
// asked to, so that it can be made in another environment.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // as the program does
	if os.Getenv("ATLAS_TEST_SUMS") != "" {
		files, err := output()
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
// another time zone and another language.
func TestSameInputSameBytes(t *testing.T) {
	want := sums(built(t))
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "ATLAS_TEST_SUMS=1", "GOMAXPROCS=1", "TZ=Asia/Urumqi", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GODEBUG=randautoseed=1")
	cmd.Stderr = os.Stderr
	got, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if string(got) == want {
		return
	}
	before := strings.Split(want, "\n")
	for _, line := range strings.Split(string(got), "\n") {
		if !slices.Contains(before, line) {
			t.Errorf("not the same: %s", strings.Fields(line + " x")[0])
		}
	}
}
