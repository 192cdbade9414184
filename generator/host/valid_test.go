package host

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// complaint is what the Nu Html Checker says of a file.
type complaint struct {
	Type    string `json:"type"`
	SubType string `json:"subType"`
	URL     string `json:"url"`
	Line    int    `json:"lastLine"`
	Message string `json:"message"`
	Extract string `json:"extract"`
}

// excused are complaints that stay, each for a reason: where they are made, how
// they begin, and why.
var excused = []struct{ path, message, why string }{
	{"/embed/", "This document appears to be written in ", "a bare map is too short a text to tell its language from"},
	{"/handbook/", "This document appears to be written in ", "half of it is samples of what to write into files"},
	{".svg", "Attribute “vector-effect” not allowed on element ", "it came with SVG 2, and the checker knows files of SVG 1.1"},
}

// nu has the Nu Html Checker look at every page and picture of a folder, and
// returns what it says, without what is excused.
func nu(t *testing.T, dir string) (out []string) {
	t.Helper()
	java := Tool(t, "java", "default-jre-headless")
	jar := filepath.Join(root, "node_modules/vnu-jar/build/dist/vnu.jar")
	if _, err := os.Stat(jar); err != nil {
		t.Fatalf("the Nu Html Checker is missing; npm ci installs it: %v", err)
	}
	// Style sheets are not asked about: the checker knows no property newer than
	// itself, such as position-area.
	var said strings.Builder
	cmd := exec.Command(java, "-jar", jar, "--format", "json", "--skip-non-html", "--also-check-svg", "--exit-zero-always", dir)
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %.2000s", err, said.String())
	}
	var list struct {
		Messages []complaint `json:"messages"`
	}
	if err := json.Unmarshal([]byte(said.String()), &list); err != nil {
		t.Fatalf("%v: %.2000s", err, said.String())
	}
	for _, c := range list.Messages {
		address, err := url.PathUnescape(c.URL)
		if err != nil {
			t.Fatal(err)
		}
		_, name, _ := strings.Cut(address, filepath.ToSlash(dir)+"/")
		if c.Type == "info" && c.SubType == "" || excuse(name, c.Message) {
			continue
		}
		out = append(out, fmt.Sprintf("%s:%d: %s\n\t%.200s", name, c.Line, c.Message, strings.ReplaceAll(c.Extract, "\n", " ")))
	}
	return out
}

func excuse(path, message string) bool {
	for _, e := range excused {
		if strings.Contains("/"+path, e.path) && strings.HasPrefix(message, e.message) {
			return true
		}
	}
	return false
}

// Every page and every picture is valid HTML or SVG: the Nu Html Checker has no
// error and no warning to say.
func TestValid(t *testing.T) {
	for _, wrong := range nu(t, built(t).dir) {
		t.Error(wrong)
	}
}

// The checker speaks when there is something to say.
func TestInvalidIsSeen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	for name, data := range map[string]string{
		"nested.html":   `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><a href="a">b<a href="c">d</a></a></body></html>`,
		"sub/good.html": `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p>b</p></body></html>`,
		"picture.svg":   `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><circle radius="1"/></svg>`,
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said := nu(t, dir)
	for _, want := range []string{"nested.html:1: Start tag “a” seen but", "picture.svg:1: Attribute “radius” not allowed"} {
		if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("nothing begins with %q in %q", want, said)
		}
	}
	if slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "sub/good.html") }) {
		t.Errorf("what is good is complained of: %q", said)
	}
}
