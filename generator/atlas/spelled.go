package atlas

import (
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// The rules of words that stand for something else.
const (
	siteReference = "site-reference"
	mapWord       = "map-word"
)

// MapSymbols are the symbols that a layer of points may have.
var MapSymbols = []string{"ring", "circle", "square", "triangle", "diamond", "label", "spot"}

// spelled reports a word of a YAML file that is none of those that may stand
// there, with the one that may have been meant. Nothing is reported where there
// are none to choose from, or where no word is given.
func (b *builder) spelled(rule, key string, v source.Value[string], known []string) {
	if v.V == "" || len(known) == 0 || slices.Contains(known, v.V) {
		return
	}
	hint := diag.DidYouMean(v.V, known)
	if hint.IsZero() {
		list, more := known, diag.Text{}
		if len(list) > 12 {
			list, more = list[:12], diag.T(" 等", " and others")
		}
		words := strings.Join(list, ", ")
		hint = diag.Text{ZH: "可用：" + words + more.ZH, EN: "there are: " + words + more.EN}
	}
	b.problems.Add(diag.Problem{Rule: rule, Place: v.Place(),
		Message: diag.Tf("%[2]s 所写的 %[1]q 不存在", "%q, which stands under %s, is not there", v.V, key), Hint: hint})
}

// siteReferences looks whether what content/site.yaml names is there.
func (b *builder) siteReferences(y *siteYAML) {
	a := b.atlas
	layers, maps, charts, concepts := []string{}, []string{}, []string{}, []string{}
	for _, l := range a.Layers {
		layers = append(layers, l.ID)
	}
	for _, m := range a.Maps {
		maps = append(maps, m.ID)
	}
	for _, c := range a.Charts {
		charts = append(charts, c.ID)
	}
	for _, c := range a.Concepts {
		concepts = append(concepts, c.ID)
	}
	for _, v := range y.Geometry {
		b.spelled(siteReference, "geometry", v, layers)
	}
	b.spelled(siteReference, "area", y.Area, concepts)
	b.spelled(siteReference, "home.map", y.Home.Map, maps)
	b.spelled(siteReference, "home.chart", y.Home.Chart, charts)
	for _, v := range y.Home.Numbers {
		if a.Number(v.V) == nil && !b.damaged("values", v.V) { // they are many: they are not listed for nothing
			numbers := []string{}
			for _, n := range a.Numbers {
				numbers = append(numbers, n.ID)
			}
			b.spelled(siteReference, "home.numbers", v, numbers)
		}
	}
}

// mapWords looks whether the words of a map's layer are there.
func (b *builder) mapWords(l *mapLayerYAML) {
	a := b.atlas
	var ranks, stages, types []string
	for _, r := range a.Site.Ranks {
		ranks = append(ranks, r.ID)
	}
	for _, s := range a.Stages {
		stages = append(stages, s.ID)
	}
	for _, p := range a.Projects {
		types = append(types, p.Type)
	}
	for _, n := range a.Names {
		types = append(types, n.Type)
	}
	slices.Sort(types)
	for _, v := range l.Ranks {
		b.spelled(mapWord, "ranks", v, ranks)
	}
	for _, v := range l.Types {
		b.spelled(mapWord, "types", v, slices.Compact(types))
	}
	b.spelled(mapWord, "stage", l.Stage, stages)
	b.spelled(mapWord, "symbol", l.Symbol, MapSymbols)
}

// plain are the words without their places.
func plain(list []source.Value[string]) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.V)
	}
	return out
}
