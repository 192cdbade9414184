package host

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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
	{"/", "Resource violates Content Security Policy (meta tag)", "from disk the checker takes no file for one of the site itself; browsers are asked in generator/browser"},
	{"/", "Inline script violates Content Security Policy (meta tag)", "data for search engines, application/ld+json, is no script and runs nowhere; TestForeignScriptDoesNotRun asks a browser for real ones"},
	{".svg", "Attribute “vector-effect” not allowed on element ", "it came with SVG 2, and the checker knows files of SVG 1.1"},
}

// verdicts are what the Nu Html Checker says of the folders that these tests ask
// about, without what is excused. Starting it takes longer than many pages, so it
// looks at all of them in one run.
type verdicts struct {
	website, heads, broken []string
}

var judged = sync.OnceValues(func() (v verdicts, err error) {
	w, err := build()
	if err != nil {
		return v, err
	}
	heads, broken := filepath.Join(scratch, "heads"), filepath.Join(scratch, "broken")
	if err := errors.Join(writeHeads(heads), writeBroken(broken)); err != nil {
		return v, err
	}
	list, err := nu(w.dir, heads, broken)
	if err != nil {
		return v, err
	}
	for _, c := range list {
		address, err := url.PathUnescape(c.URL)
		if err != nil {
			return v, err
		}
		into := (*[]string)(nil)
		name := ""
		for dir, list := range map[string]*[]string{w.dir: &v.website, heads: &v.heads, broken: &v.broken} {
			if _, after, ok := strings.Cut(address, filepath.ToSlash(dir)+"/"); ok {
				into, name = list, after
			}
		}
		switch {
		case c.Type == "info" && c.SubType == "" || excuse(name, c.Message):
		case into == nil:
			return v, fmt.Errorf("%s: %s", c.URL, c.Message)
		default:
			*into = append(*into, fmt.Sprintf("%s:%d: %s\n\t%.200s", name, c.Line, c.Message, strings.ReplaceAll(c.Extract, "\n", " ")))
		}
	}
	return v, nil
})

// valid are those verdicts; where there is no Java the test is skipped.
func valid(t *testing.T) verdicts {
	t.Helper()
	Tool(t, "java", "default-jre-headless")
	v, err := judged()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// nu has the Nu Html Checker look at every page and picture of some folders.
func nu(dirs ...string) ([]complaint, error) {
	jar := filepath.Join(root, "node_modules/vnu-jar/build/dist/vnu.jar")
	if _, err := os.Stat(jar); err != nil {
		return nil, fmt.Errorf("the Nu Html Checker is missing; npm ci installs it: %w", err)
	}
	// Style sheets are not asked about: the checker knows no property newer than
	// itself, such as position-area. In so short a run Java's better compiler costs
	// more than it saves; its lesser one needs more of the stack.
	var said strings.Builder
	cmd := exec.Command("java", append([]string{"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m",
		"-jar", jar, "--format", "json", "--skip-non-html", "--also-check-svg", "--exit-zero-always"}, dirs...)...)
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%w: %.2000s", err, said.String())
	}
	var list struct {
		Messages []complaint `json:"messages"`
	}
	if err := json.Unmarshal([]byte(said.String()), &list); err != nil {
		return nil, fmt.Errorf("%w: %.2000s", err, said.String())
	}
	return list.Messages, nil
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
	for _, wrong := range valid(t).website {
		t.Error(wrong)
	}
}

// A website that knows its address is as valid as one that does not: one page of
// every folder is asked about, since only their heads differ.
func TestPublishedIsValid(t *testing.T) {
	for _, wrong := range valid(t).heads {
		t.Error(wrong)
	}
}

// writeHeads writes one page of every folder of the published website.
func writeHeads(dir string) error {
	w, err := published()
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, p := range slices.Sorted(maps.Keys(w.files)) {
		if taken[path.Dir(p)] || !strings.HasSuffix(p, ".html") {
			continue
		}
		taken[path.Dir(p)] = true
		if err := put(filepath.Join(dir, filepath.FromSlash(p)), w.files[p]); err != nil {
			return err
		}
	}
	if len(taken) < 10 {
		return fmt.Errorf("there are only %d folders", len(taken))
	}
	return nil
}

// The checker speaks when there is something to say.
func TestInvalidIsSeen(t *testing.T) {
	said := valid(t).broken
	for _, want := range []string{"nested.html:1: Start tag “a” seen but", "picture.svg:1: Attribute “radius” not allowed"} {
		if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("nothing begins with %q in %q", want, said)
		}
	}
	if slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "sub/good.html") }) {
		t.Errorf("what is good is complained of: %q", said)
	}
}

// writeBroken writes pages of which some are invalid.
func writeBroken(dir string) error {
	for name, data := range map[string]string{
		"nested.html":   `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><a href="a">b<a href="c">d</a></a></body></html>`,
		"sub/good.html": `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p>b</p></body></html>`,
		"picture.svg":   `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><circle radius="1"/></svg>`,
	} {
		if err := put(filepath.Join(dir, filepath.FromSlash(name)), []byte(data)); err != nil {
			return err
		}
	}
	return nil
}
