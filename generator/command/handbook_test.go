package command

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const handbook = "../../templates/handbook"

// step is a code block of the handbook with what its info string says is to be
// done with it:
//
//	sh run               each line is a command
//	csv file=F           the block is the file F
//	csv file=F append    the block is added at the end of F
//	md file=F extend     the first line stands once in F; the whole block takes its place
//	md file=F find       the block stands once in F
//	md file=F replace    … and is replaced by this one
//	text shows=P         the page P shows each line
//	text says            "atlas check" says the block
//	text types=D         the types of the files in the folder D, by the ends of their names
//
// A block without such a word is for reading only.
type step struct {
	line  int
	words []string
	text  string
}

var fence = regexp.MustCompile("(?m)^```([^`\n]*)\n((?s:.*?))^```$")

func stepsOf(t *testing.T, page string) []step {
	t.Helper()
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var steps []step
	for _, m := range fence.FindAllSubmatchIndex(data, -1) {
		words := strings.Fields(string(data[m[2]:m[3]]))
		if len(words) < 2 {
			continue
		}
		steps = append(steps, step{line: 1 + bytes.Count(data[:m[0]], []byte("\n")), words: words[1:], text: string(data[m[4]:m[5]])})
	}
	return steps
}

// TestHandbookIsTrue does what the handbook says, page by page, in both
// languages: its examples are the very texts that are tried out here. A page
// begins with the site that "atlas new" writes, except where it begins with
// "atlas new" itself.
func TestHandbookIsTrue(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves out what takes a minute")
	}
	libraries, err := filepath.Abs("../../node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(libraries, "echarts")); err != nil {
		t.Skip("there is no node_modules")
	}
	root, err := filepath.Abs(handbook)
	if err != nil {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	cache := t.TempDir()
	for lang, languages := range map[string]string{"zh": "zh,en", "en": "en,zh"} {
		pages, err := filepath.Glob(filepath.Join(root, lang, "*.md"))
		if err != nil || len(pages) < 9 {
			t.Fatal(pages, err)
		}
		for _, page := range pages {
			name := strings.TrimSuffix(filepath.Base(page), ".md")
			steps := stepsOf(t, page)
			if len(steps) == 0 {
				t.Errorf("%s/%s has nothing to try out", lang, name)
				continue
			}
			t.Run(lang+"/"+name, func(t *testing.T) {
				work := t.TempDir()
				if err := os.Symlink(libraries, filepath.Join(work, "node_modules")); err != nil {
					t.Fatal(err)
				}
				t.Chdir(work)
				w := &walk{t: t, lang: lang, page: lang + "/" + name + ".md", cache: cache, found: map[string]string{}}
				defer w.stop()
				if !strings.Contains(steps[0].text, "atlas new") {
					w.command("atlas new site --languages " + languages)
					w.command("cd site")
				}
				// What somebody else hands on, and a page cannot print.
				if given := filepath.Join(here, "testdata", "handbook", name); isFolder(given) {
					if err := os.CopyFS(".", os.DirFS(given)); err != nil {
						t.Fatal(err)
					}
				}
				for _, s := range steps {
					w.line = s.line
					w.step(s)
				}
				if _, err := os.Stat("content"); err == nil {
					w.command("atlas check") // and after all that nothing is wrong
				}
				if len(w.found) > 0 {
					t.Errorf("%s: %v is looked for and never replaced", w.page, w.found)
				}
			})
		}
	}
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
