package site

import (
	"bytes"
	"errors"
	"io/fs"
	"testing"
)

// Each file is found by its path as well as in the list of all, and is the same;
// nothing else is found.
func TestFindIsFiles(t *testing.T) {
	read := func() *Snapshot {
		s, err := Open("../golden/testdata/bay/in", true)
		if err != nil {
			t.Fatal(err)
		}
		snap, problems := s.Read(nil, false)
		if snap == nil {
			t.Fatal(problems)
		}
		return snap
	}
	snap := read()
	all := snap.files()
	if len(all) < 80 {
		t.Fatalf("%d files", len(all))
	}
	for _, f := range all {
		got, ok := snap.find(f.Path)
		if !ok || got.Path != f.Path {
			t.Errorf("%s is not found", f.Path)
			continue
		}
		a, errA := f.Make()
		b, errB := got.Make()
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Errorf("%s is found otherwise (%v, %v)", f.Path, errA, errB)
		}
	}
	for _, p := range []string{"", "zh", "zh/plan", "zh/plan/ch9.html", "zh/plan/ch01.html", "zh/plan/ch1.htm", "fr/plan/ch1.html", "zh/parallel/index.html",
		"zh/places/nowhere.html", "zh/places/shiqiao.md", "assets/search/", "assets/search/zh-999.js", "plan/ch1.html"} {
		if _, err := snap.Get(p); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", p, err)
		}
	}
}

// Streamed files are those of a plan, and what is wrong with them is known when
// Ready has been called.
func TestStreamIsPlan(t *testing.T) {
	s, err := Open("../golden/testdata/bay/in", true)
	if err != nil {
		t.Fatal(err)
	}
	plan, stream := s.Plan(false), s.Stream(false)
	want := map[string][]byte{}
	for _, f := range plan.Files {
		want[f.Path] = f.Data
	}
	for _, f := range stream.Files {
		data, err := f.Make()
		if err != nil || !bytes.Equal(data, want[f.Path]) {
			t.Errorf("%s is streamed otherwise (%v)", f.Path, err)
		}
		delete(want, f.Path)
	}
	if err := stream.Ready(); err != nil || len(want) > 0 {
		t.Errorf("%v; %d files are not streamed", err, len(want))
	}
	if got, want := printed(stream.Problems), printed(plan.Problems); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
