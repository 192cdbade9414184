package atlas

import (
	"atlas/generator/diag"
	"atlas/generator/source"
)

// Chart is a chart of the atlas, as data/charts.yaml describes it. Its numbers
// are rows of the table of values, never typed in.
type Chart struct {
	ID      string
	Kind    string    // "bars"
	Title   Localized // says the finding
	Unit    Localized // on the axis
	Numbers []*Number
	Labels  []Localized // of the numbers, in their order
	Source  Localized
}

type chartsYAML struct {
	Charts []struct {
		ID     string      `yaml:"id"`
		Kind   string      `yaml:"kind"`
		Title  perLanguage `yaml:"title"`
		Unit   perLanguage `yaml:"unit"`
		Source perLanguage `yaml:"source"`
		Values []struct {
			ID    source.Value[string] `yaml:"id"`
			Label perLanguage          `yaml:"label"`
		} `yaml:"values"`
	} `yaml:"charts"`
}

const chartsPath = "data/charts.yaml"

func (b *builder) readCharts() {
	y := decode[chartsYAML](b, chartsPath)
	if y == nil {
		return
	}
	a := b.atlas
	var ids []string
	for _, n := range a.Numbers {
		ids = append(ids, n.ID)
	}
	for _, c := range y.Charts {
		out := &Chart{ID: c.ID, Kind: c.Kind, Title: a.localized(c.Title), Unit: a.localized(c.Unit), Source: a.localized(c.Source)}
		for _, v := range c.Values {
			n := a.numbers[v.ID.V]
			if n == nil {
				b.problems.Add(diag.Problem{Rule: "chart-value", Place: v.ID.Place(),
					Message: diag.Tf("values 表中没有 %q", "the table of values has no row %q", v.ID.V),
					Hint:    diag.DidYouMean(v.ID.V, ids)})
				continue
			}
			label := a.localized(v.Label)
			if label.IsZero() {
				label = n.Indicator
			}
			out.Numbers = append(out.Numbers, n)
			out.Labels = append(out.Labels, label)
		}
		a.Charts = append(a.Charts, out)
		a.charts[out.ID] = out
	}
}
