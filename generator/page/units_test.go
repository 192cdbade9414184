package page

import (
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/numeral"
	"atlas/generator/words"
)

// No reader is shown the id of a unit that has a name.
func TestUnitsAreCalledByTheirNames(t *testing.T) {
	texts := map[string]string{"unit.space": " ", "unit.km2": "km²"}
	languages := []atlas.Language{{Code: "zh"}, {Code: "en-GB"}, {Code: "fr"}}
	foreign := words.New(texts)
	foreign.ForeignTag = "en"
	l := (&Layouts{strings: []words.Table{words.New(texts), words.New(texts), foreign}}).WithUnits(numeral.Builtin(), languages)
	const start, end = words.ForeignStart, words.ForeignEnd
	for _, e := range []struct {
		lang              int
		value, unit, want string
	}{
		{0, "3", "port", "3 个港口"},
		{1, "3", "port", "3 ports"},
		{1, "1", "port", "1 port"},
		{1, "1.0", "port", "1 port"},
		{1, "2-3", "port", "2–3 ports"},
		{1, "5", "ug/m3", "5 micrograms per cubic meter"},
		{1, "5", "yuan", "5 yuan"},
		{1, "5", "平方公里", "5 km²"}, // another name of what the interface has a text for
		{1, "5", "km2", "5 km²"},
		{1, "5", "%", "5%"},
		{1, "5", "gizmo", "5 gizmo"}, // nobody knows it: the check says so
		{2, "5", "port", "5 " + start + "ports" + end},
	} {
		if got := l.strings[e.lang].Quantity(e.value, e.unit); got != e.want {
			t.Errorf("%s %s in %s: %q, want %q", e.value, e.unit, languages[e.lang].Code, got, e.want)
		}
	}
}
