package numeral

import (
	"bytes"
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file anew")

// The quantities of the plan beside the generator, if there is one, are those
// that were read and looked at once. A line of the golden file names a line of
// the plan by its hash, so that one which was edited since is passed over.
func TestGolden(t *testing.T) {
	const golden = "testdata/plan.golden"
	read := map[string]string{}
	for dir, style := range map[string]Style{"zh": Chinese, "en": English} {
		files, _ := filepath.Glob("../../content/" + dir + "/*.md")
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(raw)) {
				if qs := show(line, style); qs != "" {
					h := fnv.New64a()
					h.Write([]byte(line))
					read[fmt.Sprintf("%s %016x", dir, h.Sum64())] = qs
				}
			}
		}
	}
	if *update {
		var now bytes.Buffer
		for _, key := range slices.Sorted(maps.Keys(read)) {
			fmt.Fprintf(&now, "%s %s\n", key, read[key])
		}
		if err := os.WriteFile(golden, now.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	const key = len("zh 0123456789abcdef")
	for line := range strings.Lines(string(raw)) {
		want := strings.TrimSuffix(line[key+1:], "\n")
		if got, known := read[line[:key]]; known && got != want {
			t.Errorf("%s\ngot  %s\nwant %s", line[:key], got, want)
		}
	}
}
