package site

import (
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/numeral"
	"atlas/generator/page"
)

// Pages are looked at again where the layouts are others: those of the same templates
// and units are the same.
func TestLayoutsOfTheSameUnitsAreTheSame(t *testing.T) {
	s := &Site{layouts: &page.Layouts{}}
	a := &atlas.Atlas{Units: numeral.Builtin()}
	first := s.layoutsFor(a)
	if again := s.layoutsFor(&atlas.Atlas{Units: a.Units}); again != first {
		t.Error("the layouts of the same units are others")
	}
	if other := s.layoutsFor(&atlas.Atlas{Units: a.Units.With(nil)}); other == first {
		t.Error("the layouts of other units are the same")
	}
	s.layouts = &page.Layouts{}
	if other := s.layoutsFor(a); other == first {
		t.Error("the layouts of other templates are the same")
	}
}
