package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/align"
	"atlas/generator/atlas"
	"atlas/generator/words"
)

func TestInitials(t *testing.T) {
	for _, c := range []struct{ name, key, letter string }{
		{"Ānkāng", "ankang", "A"},
		{"Lüliang Mountains", "luliang mountains", "L"},
		{"Xī’ān Shì", "xian shi", "X"},
		{"Édouard's", "edouards", "E"},
		{"3D park", "3d park", "#"},
		{"山", "山", "#"},
		{"", "", "#"},
	} {
		key := sortKey(c.name)
		if key != c.key || initial(key) != c.letter {
			t.Errorf("%s: %q under %q, not %q under %q", c.name, key, initial(key), c.key, c.letter)
		}
	}
}

func TestLower(t *testing.T) {
	for in, want := range map[string]string{"Counties": "counties", "县": "县", "": "", "already": "already", "État": "État"} {
		if got := lower(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		v, of float64
		want  string
	}{{1, 2, "50.00"}, {2, 2, "100.00"}, {0, 5, "0.00"}, {1, 3, "33.33"}, {1, 0, "0"}} {
		if got := percent(c.v, c.of); got != c.want {
			t.Errorf("%v of %v: %s, not %s", c.v, c.of, got, c.want)
		}
	}
}

func TestKinds(t *testing.T) {
	got := kinds([]string{"b", "a", "b", "", "a"}, func(s string) string { return s })
	if diff := cmp.Diff([]string{"b", "a", ""}, got); diff != "" {
		t.Error(diff)
	}
}

// Figures are set beside each other within a year. Of several the first in the
// table counts, the one that the place's summary shows, so that every page ranks
// the places alike.
func TestSeries(t *testing.T) {
	census, yearbook := atlas.Localized{"census"}, atlas.Localized{"yearbook"}
	a, b, c, d := &atlas.Place{Slug: "a"}, &atlas.Place{Slug: "b"}, &atlas.Place{Slug: "c"}, &atlas.Place{Slug: "d"}
	people := func(p *atlas.Place, year string, v float64, pub atlas.Localized) *atlas.Observation {
		return &atlas.Observation{Place: p, Indicator: "people", Year: year, Value: v, Publication: pub}
	}
	dv := derived{observed: map[*atlas.Place][]*atlas.Observation{
		a: {people(a, "2010", 1, census), people(a, "2020", 20, yearbook), people(a, "2020", 25, census)},
		b: {people(b, "2020", 30, census), people(b, "2020", 31, yearbook)},
		c: {people(c, "2020", 10, census)},
		d: {people(d, "2010", 99, census), {Place: d, Indicator: "share", Year: "2020", Value: 5, Publication: census}},
	}}
	show := func(list []measured) (out []string) {
		for _, m := range list {
			out = append(out, m.place.Slug+" "+words.Decimal(m.obs.Value)+" "+m.obs.Publication[0])
		}
		return out
	}
	peers := []*atlas.Place{a, b, c, d}
	for _, x := range []struct {
		place     *atlas.Place
		indicator string
		want      []string
	}{
		{a, "people", []string{"b 30 census", "a 20 yearbook", "c 10 census"}},
		{b, "people", []string{"b 30 census", "a 20 yearbook", "c 10 census"}},
		{d, "people", []string{"d 99 census", "a 1 census"}},
		{d, "share", []string{"d 5 census"}},
		{a, "share", nil},
	} {
		if diff := cmp.Diff(x.want, show(dv.series(x.place, peers, x.indicator))); diff != "" {
			t.Errorf("%s of %s: %s", x.indicator, x.place.Slug, diff)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text   string
		spaced bool
		want   []string
	}{
		{"甲到乙。丙到丁；戊。", false, []string{"甲到乙。", "丙到丁；", "戊。"}},
		{"他说“好。”然后走", false, []string{"他说“好。”", "然后走"}},
		{"One. Two, at 3.5 km! Three", true, []string{"One. ", "Two, at 3.5 km! ", "Three"}},
		{"“One axis.” This is it. “Two.”", true, []string{"“One axis.” ", "This is it. ", "“Two.”"}},
		{"Build quays (piers, etc.) and roads.", true, []string{"Build quays (piers, etc.) and roads."}},
		{"", true, nil},
	} {
		var got []string
		for _, s := range align.Sentences(c.text, c.spaced) {
			got = append(got, c.text[s[0]:s[1]])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
}
