package page

import (
	"strings"
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/status"
)

// Each verdict has its sentence, in every language of the interface, with the
// figures that it was judged by and without a place left open.
func TestVerdicts(t *testing.T) {
	e, _ := islesEnv(t)
	figure := func(id, value, comparator, year, kind string) *atlas.Number {
		return &atlas.Number{ID: id, Value: value, Comparator: comparator, Unit: "km", Year: year, Kind: kind}
	}
	for _, c := range []struct {
		name    string
		verdict status.Verdict
		year    string
		says    []string // in English
	}{
		{"reached", status.Verdict{Status: status.Reached}, "2030", []string{"at least 30 km by 2030"}},
		{"late", status.Verdict{Status: status.Reached, Reason: status.Late}, "2020", []string{"An earlier figure", "2020"}},
		{"early", status.Verdict{Status: status.Reached, Reason: status.Early}, "2020", []string{"No figure of 2020 or later"}},
		{"kept", status.Verdict{Status: status.Reached, Reason: status.Kept}, "2030", []string{"already met", "10 km in 2010"}},
		{"on course", status.Verdict{Status: status.OnCourse, Ratio: 1.1, HasRatio: true}, "2030", []string{"110% of the pace", "10 km in 2010"}},
		{"behind", status.Verdict{Status: status.Behind, Ratio: 0.5, HasRatio: true}, "2030", []string{"50% of the pace"}},
		{"moving away", status.Verdict{Status: status.MovingAway, Ratio: -0.5, HasRatio: true}, "2030", []string{"further from at least 30 km by 2030 than 10 km in 2010"}},
		{"left", status.Verdict{Status: status.MovingAway}, "2030", []string{"its first figure met and this one does not"}},
		{"missed", status.Verdict{Status: status.Missed}, "2020", []string{"the plan wanted at least 30 km by 2020"}},
		{"no year", status.Verdict{Reason: status.NoYear}, "", []string{"names no year", "at least 30 km"}},
		{"no baseline", status.Verdict{Reason: status.NoBaseline}, "2030", []string{"no figure to start from"}},
		{"other basis", status.Verdict{Reason: status.OtherBasis}, "2030", []string{"on another basis"}},
		{"nothing since", status.Verdict{Status: status.NoData, Reason: status.NoneSince}, "2030", []string{"No figure since"}},
		{"nothing of the year", status.Verdict{Status: status.NoData, Reason: status.NoneOfTheYear}, "2020", []string{"No figure of 2020 or later is known"}},
	} {
		g := &atlas.Goal{Indicator: &atlas.Indicator{}, Number: figure("goal", "30", ">=", c.year, "target"), Baseline: figure("first", "10", "=", "2010", "baseline"), Verdict: c.verdict}
		for lang, l := range e.Atlas.Languages {
			f := e.newFrame(lang, indicatorsPage, "", "", "")
			got := f.verdict(g)
			if got == "" || strings.ContainsAny(got, "{}[") {
				t.Errorf("%s: in %s it reads %q", c.name, l.Code, got)
			}
			for _, want := range c.says {
				if l.Code == "en" && !strings.Contains(got, want) {
					t.Errorf("%s: %q lacks %q", c.name, got, want)
				}
			}
		}
	}
}
