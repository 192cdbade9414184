// Package scripts holds the browser's scripts and style sheets against what can be
// said of them without a browser: types, form, and what their functions return.
// Where there is no Node the tests are skipped, each by name; with
// ATLAS_TOOLS=required they fail instead.
package scripts

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

const root = "../.."

// node runs a script of a package of npm, or of its own, with Node, in the root.
func node(t *testing.T, args ...string) ([]byte, error) {
	t.Helper()
	program, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat(filepath.Join(root, "node_modules", "typescript"))
	}
	if err != nil {
		if os.Getenv("ATLAS_TOOLS") == "required" {
			t.Fatal("Node and what npm installs are required: ", err)
		}
		t.Skip("there is no Node, or npm has not installed the tools: ", err)
	}
	c := exec.Command(program, args...)
	c.Dir = root
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err = c.Run()
	return out.Bytes(), err
}

// All scripts, and the tests of them, have the types that they say.
func TestTypes(t *testing.T) {
	if out, err := node(t, "node_modules/typescript/bin/tsc", "--project", "."); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// Scripts and style sheets are formatted as prettier does it; "make pretty" does it.
func TestFormat(t *testing.T) {
	out, err := node(t, "node_modules/prettier/bin/prettier.cjs", "--check", "templates/**/*.{css,ts}", "generator/**/*.{css,ts}")
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// What the tests in TypeScript say, each of them by name.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("*.test.ts")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d files of tests, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(file, ".test.ts"), func(t *testing.T) {
			bundle := filepath.Join(t.TempDir(), "test.cjs")
			r := api.Build(api.BuildOptions{EntryPoints: []string{file}, Bundle: true, Outfile: bundle, Write: true,
				Platform: api.PlatformNode, Format: api.FormatCommonJS, Target: api.ES2022, LogLevel: api.LogLevelSilent,
				External: []string{"canvas"}}) // which linkedom can do without
			for _, m := range r.Errors {
				t.Fatalf("%s: %s", file, m.Text)
			}
			out, err := node(t, "--test", "--test-reporter=junit", bundle)
			var report struct {
				Suites []struct {
					Cases []result `xml:"testcase"`
				} `xml:"testsuite"`
				Cases []result `xml:"testcase"`
			}
			if bad := xml.Unmarshal(out, &report); bad != nil {
				t.Fatalf("%v, %v\n%s", err, bad, out)
			}
			cases := report.Cases
			for _, s := range report.Suites {
				cases = append(cases, s.Cases...)
			}
			if len(cases) == 0 {
				t.Fatalf("nothing was tested\n%s", out)
			}
			failed := false
			for _, c := range cases {
				t.Run(c.Name, func(t *testing.T) {
					if c.Failure != nil {
						failed = true
						t.Error(*c.Failure)
					}
					if c.Skipped != nil {
						t.Error("it was skipped")
					}
				})
			}
			if err != nil && !failed {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// result is one test, as Node tells it.
type result struct {
	Name    string    `xml:"name,attr"`
	Failure *string   `xml:"failure"`
	Skipped *struct{} `xml:"skipped"`
}
