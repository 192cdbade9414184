package site

import (
	"fmt"
	"slices"
	"testing"

	"atlas/generator/page"
)

func TestCounter(t *testing.T) {
	var files []page.File
	for _, p := range []string{"index.html", "zh/maps/index.html", "zh/maps/a.html", "en/maps/a.html", "zh/maps/a.svg", "data/maps/a.geojson"} {
		files = append(files, page.File{Path: p})
	}
	var told []string
	made := counter(func(s Stage, done, total int) { told = append(told, fmt.Sprint(s, done, total)) }, files)
	for _, p := range []string{"zh/maps/a.html", "index.html", "en/maps/a.html", "zh/maps/a.svg", "zh/maps/index.html", "data/maps/a.geojson"} {
		made(p)
	}
	want := []string{"2 1 2", "2 1 2", "3 1 4", "3 2 4", "3 3 4", "3 4 4"}
	if !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	counter(nil, files)("index.html") // nobody listens
}
