package draw

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
	"atlas/generator/cache"
	"atlas/generator/carto"
)

// What is done to a layer that is too big is told, once for each layer and map,
// also where the drawing is kept from an earlier run.
func TestTooBig(t *testing.T) {
	a, problems := atlas.NewLoader(os.DirFS("../sheet/testdata/isle")).Load()
	if a == nil {
		t.Fatal(problems)
	}
	kept, err := cache.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := a.Maps[0]
	for run := range 2 {
		s := NewStudio(kept, nil)
		s.most = 520
		if l := s.Problems(a); len(l) > 0 {
			t.Fatal(l)
		}
		for _, width := range []int{520, 300} {
			svg, err := s.Map(a, m, words(a, m, 0, width))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(svg), "map.left-out") { // the words of the tests are their keys
				t.Error("the map does not say that a layer is left out")
			}
		}
		var got []string
		for _, p := range s.Problems(a) {
			got = append(got, fmt.Sprint(p.Place, " ", p.Rule, ": ", p.Message.EN), p.Message.ZH)
		}
		want := []string{
			"data/maps.yaml:4:9 map-size: the layer Axis of the map isle takes 0.0 MB as it is drawn, more than 2 MB; drawn more coarsely it still takes 0.0 MB, and is left out",
			"地图 isle 的图层 Axis 画出来有 0.0 MB，超过 2 MB；画粗以后仍有 0.0 MB，没有画",
			"data/maps.yaml:4:9 map-size: the layer Ferries of the map isle takes 0.0 MB as it is drawn, more than 2 MB; drawn more coarsely it still takes 0.0 MB, and is left out",
			"地图 isle 的图层 Ferries 画出来有 0.0 MB，超过 2 MB；画粗以后仍有 0.0 MB，没有画",
			"data/maps.yaml:4:9 map-size: the layer land of the map isle takes 0.0 MB as it is drawn, more than 2 MB; drawn more coarsely it still takes 0.0 MB, and is left out",
			"地图 isle 的图层 land 画出来有 0.0 MB，超过 2 MB；画粗以后仍有 0.0 MB，没有画",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("run %d: %s", run, d)
		}
		if b, _ := atlas.NewLoader(os.DirFS("../sheet/testdata/isle")).Load(); len(s.Problems(b)) > 0 {
			t.Error("problems of one atlas are told of another")
		}
	}
	plain := NewStudio(nil, nil)
	if _, err := plain.Map(a, m, words(a, m, 0, 520)); err != nil || len(plain.Problems(a)) > 0 {
		t.Error(plain.Problems(a), err)
	}
}

func TestTooBigWords(t *testing.T) {
	m := &atlas.Map{ID: "scope", Layers: []atlas.MapLayer{{ID: "areas", Layer: &atlas.Layer{ID: "parcels"}}}}
	p := tooBig(m, carto.Reduced{Layer: "areas", Title: "Parcels", Before: 3_500_000, After: 900_000, Lost: 1234})
	for lang, want := range map[string][2]string{
		"en": {p.Message.EN, "the layer parcels of the map scope takes 3.3 MB as it is drawn, more than 2 MB; it is drawn with half the detail, without 1234 parts smaller than a pixel, and takes 0.9 MB now"},
		"zh": {p.Message.ZH, "地图 scope 的图层 parcels 画出来有 3.3 MB，超过 2 MB；已画得粗一半，略去不足一个像素的图形 1234 个，现有 0.9 MB"},
	} {
		if want[0] != want[1] {
			t.Errorf("%s: %s", lang, want[0])
		}
	}
}
