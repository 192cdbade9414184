package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"atlas/generator/corpus"
)

// result is what one program took for one site.
type result struct {
	pages     int // bilingual
	program   string
	full      []run // round by round
	unchanged []run
	edits     []time.Duration
	serving   run
}

// once is the size above which a site is built only once by each program.
const once = 20_000

// lean measures every program on a lean site of n bilingual pages, round by round.
func (p *plan) lean(n int) ([]result, error) {
	dir, err := p.folder("lean", n)
	if err != nil {
		return nil, err
	}
	ours, hugo := filepath.Join(dir, "atlas"), filepath.Join(dir, "hugo")
	if err := corpus.Lean(ours, n); err != nil {
		return nil, err
	}
	results := []result{{pages: n, program: "atlas"}, {pages: n, program: "bare loop"}}
	if p.hugo != "" {
		if err := hugoSite(ours, hugo); err != nil {
			return nil, err
		}
		results = append(results, result{pages: n, program: "Hugo"})
	}
	builds := []func(round string) error{
		func(round string) error { return p.atlasBuilds(ours, filepath.Join(dir, "atlas-"+round), &results[0]) },
		func(round string) error {
			return results[1].build(p.self, bareWord, ours, filepath.Join(dir, "bare-"+round))
		},
		func(round string) error {
			return results[2].build(p.hugo, "--quiet", "--source", hugo, "--destination", filepath.Join(dir, "hugo-"+round))
		},
	}
	for i := range p.roundsFor(n) {
		p.say("lean, %d bilingual pages, round %d", n, i+1)
		// Who comes first changes: the disk is not the same for the second.
		for k := range results {
			if err := builds[(i+k)%len(results)](strconv.Itoa(i)); err != nil {
				return nil, err
			}
		}
	}
	p.say("lean, %d bilingual pages, edits", n)
	if results[0].edits, results[0].serving, err = p.atlasEdits(ours); err != nil {
		return nil, err
	}
	if p.hugo != "" && p.hugoEdits > 0 && n <= once {
		if results[2].edits, results[2].serving, err = p.hugoServed(hugo); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// richSite measures the atlas alone on a rich site of n bilingual pages.
func (p *plan) richSite(n int) (result, error) {
	r := result{pages: n, program: "atlas"}
	dir, err := p.folder("rich", n)
	if err != nil {
		return r, err
	}
	site := filepath.Join(dir, "atlas")
	if err := corpus.Rich(site, n); err != nil {
		return r, err
	}
	// Where the packages of npm are that draw the charts.
	modules, err := filepath.Abs("node_modules")
	if err != nil {
		return r, err
	}
	if err := os.Symlink(modules, filepath.Join(site, "node_modules")); err != nil {
		return r, err
	}
	p.say("rich, %d bilingual pages", n)
	for i := range p.roundsFor(n) {
		if err := p.atlasBuilds(site, filepath.Join(dir, "out-"+strconv.Itoa(i)), &r); err != nil {
			return r, err
		}
	}
	r.edits, r.serving, err = p.atlasEdits(site)
	return r, err
}

func (p *plan) roundsFor(n int) int {
	if n > once {
		return 1
	}
	return p.rounds
}

func (p *plan) folder(kind string, n int) (string, error) {
	dir := filepath.Join(p.scratch, fmt.Sprintf("%s-%d", kind, n))
	return dir, os.MkdirAll(dir, 0o755)
}

// atlasBuilds builds a site from nothing and once more with nothing changed.
func (p *plan) atlasBuilds(site, out string, r *result) error {
	if err := os.RemoveAll(filepath.Join(site, ".cache")); err != nil {
		return err
	}
	if err := r.build(p.atlas, "build", "--site", site, "--out", out); err != nil {
		return err
	}
	again, err := timed(p.atlas, "build", "--site", site, "--out", out)
	r.unchanged = append(r.unchanged, again)
	return err
}

// build runs a program that writes into a folder which is not there yet. What was
// written before is on the disk by then, and nothing of it has been deleted: for a
// minute or more, ext4 looks at every file that was deleted before it makes one.
func (r *result) build(name string, args ...string) error {
	syscall.Sync()
	took, err := timed(name, args...)
	r.full = append(r.full, took)
	return err
}

func (p *plan) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
}
