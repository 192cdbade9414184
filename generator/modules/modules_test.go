package modules_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"atlas/generator/modules"
)

const root = "../.."

// A folder finds the libraries beside it or above it; what is found has ECharts.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "a", "site")
	script := filepath.Join(dir, "node_modules", "echarts", "dist", "echarts.min.js")
	for _, d := range []string{deep, filepath.Dir(script)} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if got := modules.Find(deep); got.Dir != "" || got.Found() {
		t.Errorf("found %q before anything was there", got.Dir)
	}
	if err := os.WriteFile(script, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := modules.Find(deep); got.Dir != dir || !got.Found() {
		t.Errorf("found %q, not %q", got.Dir, dir)
	}
}

// A single program makes a site on a machine that has nothing else: no Go, no
// Node, no path to any program. The site is the same as one made beside
// node_modules, charts and all.
func TestSingleProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves out building the program")
	}
	if _, err := os.Stat(filepath.Join(root, "node_modules", "echarts")); err != nil {
		t.Skip("there is no node_modules")
	}
	work := t.TempDir()
	pack := filepath.Join(work, "modules.zip")
	packer := filepath.Join(work, "packer")
	if runtime.GOOS == "windows" {
		packer += ".exe"
	}
	run(t, exec.Command("go", "build", "-o", packer, "./pack"), nil)
	run(t, exec.Command(packer, root, pack), nil)
	again := filepath.Join(work, "again.zip")
	run(t, exec.Command(packer, root, again), nil)
	if a, b := read(t, pack), read(t, again); !bytes.Equal(a, b) {
		t.Error("the same libraries give another archive")
	}

	// The archive is laid over the tree for the compiler alone.
	there, err := filepath.Abs("modules.zip")
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {there: pack}})
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(work, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o644); err != nil {
		t.Fatal(err)
	}
	atlas := filepath.Join(work, "atlas")
	if runtime.GOOS == "windows" {
		atlas += ".exe"
	}
	run(t, exec.Command("go", "build", "-tags", "carry", "-overlay", list, "-o", atlas, ".."), nil)

	bare := []string{"PATH=", "HOME=" + work, "LC_ALL=C", "SYSTEMROOT=" + os.Getenv("SYSTEMROOT")}
	site := filepath.Join(work, "plan")
	run(t, exec.Command(atlas, "new", "--languages", "zh,en", site), bare)
	run(t, exec.Command(atlas, "build", "--site", site), bare)
	for name, want := range map[string]string{
		"zh/index.html":          "两城规划图集",
		"en/targets.html":        "Population is to grow from 1.2 million people to 1.5 million people",
		"en/maps/area.html":      "<svg",
		"assets/live.js":         "Apache ECharts",
		"en/places/baigang.html": "Baigang",
	} {
		if !strings.Contains(string(read(t, filepath.Join(site, "public", filepath.FromSlash(name)))), want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
}

func run(t *testing.T, c *exec.Cmd, env []string) {
	t.Helper()
	c.Env = env
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", c, err, out)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
