// Command peers measures the atlas beside what its user would take instead. It
// makes sites of the lean corpus, the same Markdown for all, and builds each in
// turn with the atlas, with Hugo, and with a bare loop that renders the Markdown
// and writes the files and does nothing else. A machine's speed drifts, so the
// three run one after the other in each round and only ratios within a round are
// compared. The rich corpus, with places, tables and maps, is measured for the
// atlas alone.
//
//	peers -hugo bin/hugo -sizes 1000,10000 -bench bin/bench.txt -into README.md
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// plan is what to measure.
type plan struct {
	sizes, rich []int // bilingual pages; the site has twice as many
	rounds      int
	edits       int
	hugoEdits   int
	atlas, hugo string // binaries; hugo may be empty
	self        string // this program, for the bare loop
	scratch     string
	bench, into string
}

func main() {
	if len(os.Args) == 4 && os.Args[1] == bareWord {
		if err := bare(os.Args[2], os.Args[3]); err != nil {
			fail(err)
		}
		return
	}
	var p plan
	sizes := flag.String("sizes", "1000,10000", "bilingual pages of the lean corpus, by commas")
	rich := flag.String("rich", "1000,10000", "bilingual pages of the rich corpus, by commas; empty for none")
	flag.IntVar(&p.rounds, "rounds", 3, "how often each site is built by each program; over 20,000 bilingual pages, once")
	flag.IntVar(&p.edits, "edits", 50, "edits from save to served page")
	flag.IntVar(&p.hugoEdits, "hugo-edits", 20, "the same for Hugo, which takes seconds for each")
	flag.StringVar(&p.atlas, "atlas", "bin/atlas", "the atlas generator")
	flag.StringVar(&p.hugo, "hugo", "", "Hugo; without it only the bare loop is compared")
	flag.StringVar(&p.bench, "bench", "", "a file with what \"go test -bench\" printed, shown as a table first")
	flag.StringVar(&p.into, "into", "", "the file whose lines between <!-- MEASURED --> and <!-- /MEASURED --> are replaced by the results")
	flag.Parse()
	if err := p.read(*sizes, *rich); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if err := p.run(); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func (p *plan) read(sizes, rich string) error {
	var err error
	if p.sizes, err = numbers(sizes); err != nil {
		return err
	}
	if p.rich, err = numbers(rich); err != nil {
		return err
	}
	if p.self, err = os.Executable(); err != nil {
		return err
	}
	for _, name := range []*string{&p.atlas, &p.hugo} {
		if *name == "" {
			continue
		}
		if *name, err = filepath.Abs(*name); err != nil {
			return err
		}
		if _, err = os.Stat(*name); err != nil {
			return err
		}
	}
	return nil
}

func numbers(list string) ([]int, error) {
	var ns []int
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' }) {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 2 {
			return nil, fmt.Errorf("%q is no number of pages", s)
		}
		ns = append(ns, n)
	}
	slices.Sort(ns)
	return ns, nil
}

func (p *plan) run() error {
	var err error
	if p.scratch, err = os.MkdirTemp("", "atlas-peers-"); err != nil {
		return err
	}
	defer os.RemoveAll(p.scratch)
	var lean, rich []result
	for _, n := range p.sizes {
		rs, err := p.lean(n)
		if err != nil {
			return err
		}
		lean = append(lean, rs...)
	}
	for _, n := range p.rich {
		r, err := p.richSite(n)
		if err != nil {
			return err
		}
		rich = append(rich, r)
	}
	text := fmt.Sprintf("Measured on %s: %s.\n\n", time.Now().UTC().Format("2006-01-02"), machine(p.hugoVersion()))
	if p.bench != "" {
		f, err := os.Open(p.bench)
		if err != nil {
			return err
		}
		defer f.Close()
		found, err := benchmarks(f)
		if err != nil {
			return err
		}
		text += benchTable(found) + "\n"
	}
	text += table(lean, rich)
	fmt.Print(text)
	if p.into == "" {
		return nil
	}
	return replace(p.into, "MEASURED", text)
}

func machine(hugo string) string {
	text := fmt.Sprintf("%d cores, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	if hugo != "" {
		text += ", Hugo " + hugo
	}
	return text
}
