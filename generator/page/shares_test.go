package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
)

// bay is an invented area: a city with two wards, a county half of which (one
// town of two) lies in the plan's area, and a village shown on the county's page.
func bay() (units, all []*atlas.Place) {
	place := func(slug, feature string, area float64, parent *atlas.Place) *atlas.Place {
		p := &atlas.Place{Slug: slug, Feature: feature, AreaMap: area, Parent: parent}
		p.Page = p
		all = append(all, p)
		return p
	}
	city := place("city", "", 0, nil)
	place("ward-a", "1", 10, city)
	place("ward-b", "2", 30, city)
	county := place("county", "", 0, nil)
	county.Extent = "part"
	place("town", "3", 40, county)
	zone := place("zone", "4", 20, nil)
	same := place("zone-district", "4", 20, county)
	same.Page = zone
	return areaUnits(&atlas.Atlas{Places: all}), all
}

func slugs(list []*atlas.Place) (out []string) {
	for _, p := range list {
		out = append(out, p.Slug)
	}
	return out
}

func TestUnits(t *testing.T) {
	units, all := bay()
	if diff := cmp.Diff([]string{"ward-a", "ward-b", "town", "zone"}, slugs(units)); diff != "" {
		t.Error(diff)
	}
	want := map[string][]string{"city": {"ward-a", "ward-b"}, "ward-a": {"ward-a"}, "ward-b": {"ward-b"}, "county": {"town"},
		"town": {"town"}, "zone": {"zone"}, "zone-district": nil}
	for _, p := range all {
		if diff := cmp.Diff(want[p.Slug], slugs(unitsOf(p, units))); diff != "" {
			t.Errorf("%s: %s", p.Slug, diff)
		}
	}
}

// A number of the area counts only where it is the sum of its units' numbers.
func TestTotals(t *testing.T) {
	units, all := bay()
	by := map[string]*atlas.Place{"": nil}
	for _, p := range all {
		by[p.Slug] = p
	}
	obs := func(id, place, indicator, year, unit string, v float64) *atlas.Observation {
		return &atlas.Observation{ID: id, Place: by[place], Indicator: indicator, Year: year, Unit: unit, Value: v}
	}
	each := func(indicator, year, unit string, v ...float64) (out []*atlas.Observation) {
		for i, u := range units[:len(v)] {
			out = append(out, obs(u.Slug, u.Slug, indicator, year, unit, v[i]))
		}
		return out
	}
	people := each("people", "2020", "person", 1, 2, 3, 4)
	area := obs("area", "", "people", "2020", "person", 10)
	for name, c := range map[string]struct {
		list []*atlas.Observation
		want []string
	}{
		"the sum":           {append(people, area), []string{"area"}},
		"of a wider area":   {append(people, obs("wide", "", "people", "2020", "person", 11)), nil},
		"both":              {append(people, obs("wide", "", "people", "2020", "person", 11), area), []string{"area"}},
		"another year":      {append(people, obs("area", "", "people", "2010", "person", 10)), nil},
		"another unit":      {append(people, obs("area", "", "people", "2020", "%", 10)), nil},
		"a unit without":    {append(each("people", "2020", "person", 1, 2, 3), obs("area", "", "people", "2020", "person", 6)), nil},
		"a county besides":  {append(people, obs("county", "county", "people", "2020", "person", 9), area), []string{"area"}},
		"the later of two":  {append(append(people, area, obs("old", "", "people", "2010", "person", 4)), each("people", "2010", "person", 1, 1, 1, 1)...), []string{"area"}},
		"nothing of places": {[]*atlas.Observation{area}, nil},
	} {
		var got []string
		for _, x := range totals(c.list, units) {
			got = append(got, x.obs.ID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got := totals([]*atlas.Observation{obs("x", "town", "people", "2020", "person", 3), obs("area", "", "people", "2020", "person", 3)}, units[2:3]); got != nil {
		t.Errorf("an area of one unit has no shares: %v", got)
	}
}

func TestShares(t *testing.T) {
	e, _ := islesEnv(t)
	units, all := bay()
	observations := []*atlas.Observation{{Indicator: "resident_population", Year: "2020", Unit: "person", Value: 4000, Publication: atlas.Localized{"普查", "Census"}}}
	for i, u := range units {
		observations = append(observations, &atlas.Observation{Place: u, Indicator: "resident_population", Year: "2020", Unit: "person", Value: []float64{500, 1500, 1800, 200}[i]})
	}
	e.derived.units, e.derived.totals = units, totals(observations, units)
	f := e.newFrame(1, "places/x.html", "place", "", "")
	for slug, want := range map[string][]shareView{
		"city": {
			{"Permanent population, 2020", "50.0%", "50.00", "2,000 people of 4,000 people", "sum of its 2 units within the plan’s area; Census"},
			{"Area", "40.0%", "40.00", "40 km² of 100 km²", "sum of its 2 units within the plan’s area; from the geometry, on the equal-area sphere"}},
		"county": {
			{"Permanent population, 2020", "45.0%", "45.00", "1,800 people of 4,000 people", "its 1 unit within the plan’s area; Census"},
			{"Area", "40.0%", "40.00", "40 km² of 100 km²", "its 1 unit within the plan’s area; from the geometry, on the equal-area sphere"}},
		"zone": {
			{"Permanent population, 2020", "5.0%", "5.00", "200 people of 4,000 people", "Census"},
			{"Area", "20.0%", "20.00", "20 km² of 100 km²", "from the geometry, on the equal-area sphere"}},
		"zone-district": nil,
	} {
		for _, p := range all {
			if p.Slug != slug {
				continue
			}
			if diff := cmp.Diff(want, f.shares(p)); diff != "" {
				t.Errorf("%s: %s", slug, diff)
			}
		}
	}
}
