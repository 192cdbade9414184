package carto

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"atlas/generator/geo"
	"atlas/generator/geo/geotest"
)

// parcels is a map of a country with many specks around it, of lines and of points.
func parcels(specks, lines, points int) Spec {
	rnd := rand.New(rand.NewPCG(31, 32))
	shapes := geotest.Counties(6, 5, 40)
	var islands orb.MultiPolygon
	for range specks {
		x, y := 75+55*rnd.Float64(), 20+30*rnd.Float64()
		islands = append(islands, orb.Polygon{{{x, y}, {x + .01, y}, {x, y + .01}, {x, y}}})
	}
	if specks > 0 {
		shapes = append(shapes, islands)
	}
	bound := orb.Bound{Min: orb.Point{75, 20}, Max: orb.Point{130, 50}}
	frame := Fit(geo.AlbersFor(geo.WGS84, bound), 800, 10, 10, bound)
	cover := NewCover(geo.NewTopology(shapes), frame)
	areas := Areas{Name: "areas", Title: "Counties", Cover: cover}
	level := Level{Class: "m-line", Edge: true}
	for i := range shapes {
		areas.Features = append(areas.Features, Area{Mark: Mark{ID: fmt.Sprint(i)}, Shapes: []int{i}})
		level.Group = append(level.Group, i+1)
	}
	s := Spec{Prefix: "p", Title: "Parcels", Frame: frame, Layers: []Layer{areas, Borders{Name: "border", Cover: cover, Levels: []Level{level}}}}
	var paths Lines
	paths.Name = "paths"
	for range lines {
		x, y := 75+55*rnd.Float64(), 20+30*rnd.Float64()
		paths.Features = append(paths.Features, Line{Course: Course{{{x, y}, {x + .02, y + .02}}}})
	}
	dots := Points{Name: "dots", Title: "Dots"}
	for i := range points {
		dots.Features = append(dots.Features, Point{Mark: Mark{ID: fmt.Sprint(i)}, At: orb.Point{75 + 55*rnd.Float64(), 20 + 30*rnd.Float64()}, Symbol: Circle, Size: 3})
	}
	s.Layers = append(s.Layers, paths, dots)
	return s
}

// A layer that is too big is drawn more coarsely, or left out; others stay as they
// are, to the byte.
func TestLight(t *testing.T) {
	const most = 60_000
	for _, c := range []struct {
		name string
		spec Spec
		want []string
	}{
		{"nothing too big", parcels(0, 0, 0), nil},
		{"islands smaller than a pixel", parcels(4000, 0, 0), []string{"areas Counties lost 4000, left out false", "border  lost 0, left out false"}},
		{"lines", parcels(0, 4000, 0), []string{"paths  lost 0, left out false"}},
		{"points", parcels(0, 0, 2000), []string{"dots Dots lost 0, left out true"}},
	} {
		plain := Render(c.spec)
		got, reduced := Light(c.spec, most)
		var said []string
		for _, r := range reduced {
			said = append(said, fmt.Sprintf("%s %s lost %d, left out %t", r.Layer, r.Title, r.Lost, r.LeftOut))
			if r.Before <= most || !r.LeftOut && (r.After > most || r.After >= r.Before) {
				t.Errorf("%s: %+v", c.name, r)
			}
			if (r.Layer == "dots") == strings.Contains(string(got.SVG), `id="p-`+r.Layer+`"`) {
				t.Errorf("%s: the layer %s", c.name, r.Layer)
			}
		}
		if d := cmp.Diff(c.want, said); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		if (len(reduced) == 0) != bytes.Equal(plain.SVG, got.SVG) {
			t.Errorf("%s: drawn otherwise, and nothing said, or the other way round", c.name)
		}
		for i, n := range got.sizes {
			if n > most {
				t.Errorf("%s: layer %d still takes %d bytes", c.name, i, n)
			}
		}
	}
}
