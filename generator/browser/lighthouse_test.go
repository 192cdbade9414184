package browser

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"atlas/generator/host"
)

// runs is how often Lighthouse looks at each page. Performance is the median of
// three runs or more: a single one says more of what else the machine does.
var runs = flag.Int("runs", 1, "how often Lighthouse looks at each page; from 3 on its performance must be 100 too")

// categories are what Lighthouse judges.
var categories = []string{"performance", "accessibility", "best-practices", "seo"}

// report is what Lighthouse says of a page.
type report struct {
	Categories map[string]struct {
		Score     *float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Title        string
		Score        *float64
		DisplayValue string
		Details      json.RawMessage
	}
	RuntimeError struct{ Message string }
}

// score is a category's score, of 100.
func (r *report) score(category string) int {
	if s := r.Categories[category].Score; s != nil {
		return int(*s*100 + .5)
	}
	return -1
}

// failed are the audits that cost a category its 100.
func (r *report) failed(category string) (out []string) {
	for _, ref := range r.Categories[category].AuditRefs {
		if a := r.Audits[ref.ID]; ref.Weight > 0 && a.Score != nil && *a.Score < 1 {
			out = append(out, fmt.Sprintf("%s: %s: %.2f %s%s", ref.ID, a.Title, *a.Score, a.DisplayValue, snippets(a.Details)))
		}
	}
	return out
}

var snippet = regexp.MustCompile(`"(?:snippet|explanation|url)":\s*"((?:[^"\\]|\\.)*)"`)

// snippets are the elements and addresses that an audit names.
func snippets(details json.RawMessage) string {
	var out strings.Builder
	for _, m := range snippet.FindAllSubmatch(details, 6) {
		fmt.Fprintf(&out, "\n\t%.200s", m[1])
	}
	return out.String()
}

// lighthouse has Lighthouse look at a page, on the phone that it simulates.
func lighthouse(t *testing.T, address string) *report {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.json")
	cmd := exec.Command(host.Tool(t, "node", "nodejs"), filepath.Join(root, "node_modules/lighthouse/cli/index.js"), address,
		"--quiet", "--output=json", "--output-path="+file, "--only-categories="+strings.Join(categories, ","),
		"--chrome-flags=--headless=new --no-sandbox --disable-gpu")
	cmd.Env = append(os.Environ(), "CHROME_PATH="+executable())
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %.2000s", err, said)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if r.RuntimeError.Message != "" {
		t.Fatalf("%s: %s", address, r.RuntimeError.Message)
	}
	return &r
}

// judged are the pages that Lighthouse looks at, within a language's folder: home,
// and the largest chapter, map, city and the lists.
func (w *website) judged() []string {
	out := []string{"index.html", "targets.html", "search.html"}
	for kind, of := range w.kinds() {
		if kind == "plan/ chapter" || kind == "maps/ map" || kind == "places/ place" {
			out = append(out, of[0])
		}
	}
	slices.Sort(out)
	return out
}

// Lighthouse, on a phone, gives the main pages 100 for accessibility, best
// practices and search engines, and, where it looks three times, for performance.
func TestLighthouse(t *testing.T) {
	w := built(t)
	base := host.Nginx(t, root, w.dir, "/")
	pages := w.judged()
	if len(pages) != 6 {
		t.Fatalf("pages to be judged: %q", pages)
	}
	for _, p := range pages {
		for _, lang := range []string{"zh", "en"} {
			scores := map[string][]int{}
			failed := map[string]string{}
			for range *runs {
				r := lighthouse(t, base+lang+"/"+p)
				for _, c := range categories {
					scores[c] = append(scores[c], r.score(c))
					for _, f := range r.failed(c) {
						failed[c+": "+f] = c
					}
				}
			}
			line := lang + "/" + p + ":"
			for _, c := range categories {
				slices.Sort(scores[c])
				median := scores[c][len(scores[c])/2]
				line += fmt.Sprintf(" %s %d", c, median)
				if median == 100 || c == "performance" && *runs < 3 {
					continue
				}
				t.Errorf("%s/%s: %s is %d, in %v", lang, p, c, median, scores[c])
				for _, f := range slices.Sorted(maps.Keys(failed)) {
					if failed[f] == c {
						t.Log(f)
					}
				}
			}
			t.Log(line)
		}
	}
}
