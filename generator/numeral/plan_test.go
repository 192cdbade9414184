package numeral

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var marks = []struct {
	mark *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`\{(page|figure) \d+\}`), ""},
	{regexp.MustCompile(`\{corr \S+ \S+ [^{}→]*→([^{}]*)\}`), "$1"},
	{regexp.MustCompile(`\{sic \S+ \S+ ([^{}]*)\}`), "$1"},
}

// blocks are the lines of a chapter without its marks.
func blocks(t *testing.T, file string) []string {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Skip(err)
	}
	text := string(raw)
	for _, m := range marks {
		text = m.mark.ReplaceAllString(text, m.with)
	}
	return strings.Split(text, "\n")
}

// The plan beside the generator, if there is one: every block's numbers agree
// with those of its translation.
func TestPlan(t *testing.T) {
	files, _ := filepath.Glob("../../content/zh/ch*.md")
	for _, zh := range files {
		en := filepath.Join("../../content/en", filepath.Base(zh))
		if _, err := os.Stat(en); err != nil {
			continue
		}
		a, b := blocks(t, zh), blocks(t, en)
		for i := range min(len(a), len(b)) {
			qa, qb := Find(a[i], Chinese), Find(b[i], English)
			for _, m := range Compare(qa, qb) {
				t.Errorf("%s:%d: %s", filepath.Base(zh), i+1, m.Message(a[i], b[i], qa, qb).EN)
			}
		}
	}
}
