package command

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	commandInDocs = regexp.MustCompile("(?m)(?:`|^|bin/)atlas ([a-z]+)([^`\n|]*)")
	optionInDocs  = regexp.MustCompile(`--([a-z]+)`)
	targetInDocs  = regexp.MustCompile("(?:^|`)make ([a-z]+)")
)

// Every command, option and target that the documents beside the generator name
// is there.
func TestDocumentedCommands(t *testing.T) {
	files, err := filepath.Glob("../../templates/handbook/*/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("there is no handbook")
	}
	files = append(files, "../../README.md", "../../content/README.md", "../../data/README.md", "../ARCHITECTURE.md")
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range commandInDocs.FindAllStringSubmatch(string(data), -1) {
			help, ok := helpOf(m[1])
			if !ok {
				t.Errorf("%s: there is no command %s", name, m[1])
				continue
			}
			seen[m[1]] = true
			for _, o := range optionInDocs.FindAllStringSubmatch(m[2], -1) {
				if o[1] != "help" && !strings.Contains(help, "  --"+o[1]) {
					t.Errorf("%s: %s has no option --%s", name, m[1], o[1])
				}
			}
		}
		for line := range strings.Lines(string(data)) {
			for _, m := range targetInDocs.FindAllStringSubmatch(line, -1) {
				if !bytes.Contains(makefile, []byte("\n"+m[1]+":")) {
					t.Errorf("%s: the Makefile has no target %s", name, m[1])
				}
			}
		}
	}
	for _, v := range verbs() {
		if !seen[v.name] {
			t.Errorf("no document tells of the command %s", v.name)
		}
	}
}

// helpOf is what a command says of itself.
func helpOf(name string) (string, bool) {
	if !slices.ContainsFunc(verbs(), func(v verb) bool { return v.name == name }) {
		return "", false
	}
	var out, errs bytes.Buffer
	status := Run(context.Background(), []string{name, "--help"}, &out, &errs)
	return out.String(), status == done
}
