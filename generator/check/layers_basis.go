package check

import (
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// bases are what the property basis of a feature may say: how its position is known.
var bases = []string{"surveyed", "placed", "schematic"}

// basesOf reports features whose property basis is none of the words that maps have
// a name for: the word would stand in the legend as it is.
func basesOf(a *atlas.Atlas) diag.List {
	var out diag.List
	for _, l := range a.Layers {
		if l.Data == nil {
			continue
		}
		seen := map[string]bool{}
		for i := range l.Data.Features {
			f := &l.Data.Features[i]
			b := f.Properties.Text("basis")
			if b == "" || seen[b] || slices.Contains(bases, b) {
				continue
			}
			seen[b] = true
			hint := diag.DidYouMean(b, bases)
			if hint.IsZero() {
				hint = diag.Tf("可用的是 %s；别的话写进另一个属性", "use one of %s; other words belong in another property", strings.Join(bases, ", "))
			}
			out.Add(diag.Problem{Rule: "layer-basis", Place: f.Place(), Hint: hint,
				Message: join(diag.T("图层 "+l.ID+" ", "layer "+l.ID+", "), feature(f), diag.Tf("：basis 是 %q，地图没有这种说法", ": basis is %q, which maps have no name for", b))})
		}
	}
	return out
}
