package sheet

import (
	"math"
	"slices"
	"sort"
	"strconv"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/geo"
	"atlas/generator/source"
)

// Field is a number shown for the units of a layer, or for places.
type Field struct {
	Layer  *atlas.MapLayer
	Items  []Item
	Breaks []float64 // upper bounds of the classes but the last
	Counts []int     // units in each class
	Absent int       // units without a figure
	Most   float64   // the largest value
	// Publications are where the numbers come from, each once, and how many each
	// gave; none for what the atlas counted in the plan.
	Publications []Publication
}

// Publication is a source of numbers.
type Publication struct {
	Name  atlas.Localized
	Basis atlas.Localized
	Count int
}

// Item is the number of a unit.
type Item struct {
	ID          string
	Feature     *source.Feature // of an area
	Place       *atlas.Place    // nil for a unit that is no place of the gazetteer
	Name        atlas.Localized
	Value       float64
	Known       bool
	Class       int // from 1; 0 where there is no figure
	At          orb.Point
	Observation *atlas.Observation
}

// values are the numbers of the areas of a layer, classed.
func (b *builder) values(l *atlas.MapLayer) Field {
	f := Field{Layer: l}
	places := b.byCode()
	for i := range l.Layer.Data.Features {
		feature := &l.Layer.Data.Features[i]
		if !l.Shows(feature) || atlas.Polygons(feature.Geometry) == nil {
			continue
		}
		it := Item{ID: feature.ID, Feature: feature, Place: places[feature.ID], Name: make(atlas.Localized, len(b.atlas.Languages))}
		for k := range b.atlas.Languages {
			it.Name[k] = b.atlas.FeatureName(feature, k)
		}
		if it.Place != nil {
			it.Name = it.Place.Name
		}
		b.measure(l.Value, &it)
		f.Items = append(f.Items, it)
	}
	f.class()
	return f
}

// amounts are the numbers of places of the ranks given, shown at their seats.
func (b *builder) amounts(l *atlas.MapLayer) Field {
	f := Field{Layer: l}
	for _, p := range b.atlas.Places {
		if !slices.Contains(l.Ranks, p.Rank.ID) || !p.Seat.Known || p.Page != p {
			continue
		}
		it := Item{ID: p.Slug, Place: p, Name: p.Name, At: orb.Point{p.Seat.Lon, p.Seat.Lat}}
		b.measure(l.Value, &it)
		f.Items = append(f.Items, it)
	}
	f.class()
	return f
}

// byCode finds places by the codes of their polygons.
func (b *builder) byCode() map[string]*atlas.Place {
	out := map[string]*atlas.Place{}
	for _, p := range b.atlas.Places {
		for _, id := range []string{p.Feature, p.Adcode} {
			if id != "" && (out[id] == nil || p.Page == p) {
				out[id] = p.Page
			}
		}
	}
	return out
}

// measure finds the number of a unit.
func (b *builder) measure(v *atlas.MapValue, it *Item) {
	switch v.Count {
	case "mentions":
		it.Value, it.Known = float64(len(b.atlas.Naming(it.Place))), true
		return
	case "projects":
		for _, p := range b.atlas.Projects {
			if slices.ContainsFunc(p.Places, func(r atlas.Ref) bool { return r.Place != nil && r.Place.Page == it.Place }) {
				it.Value++
			}
		}
		it.Known = true
		return
	}
	figures, unit := b.atlas.Figures(v)
	for _, o := range figures {
		same := it.Place != nil && o.Place == it.Place
		if it.Feature != nil {
			same = o.Row.Get("adcode").Value == it.Feature.ID
		}
		if !same {
			continue
		}
		if !it.Known || o.Basis.In(0) == v.Basis && it.Observation.Basis.In(0) != v.Basis {
			factor, ok := b.atlas.Units.Beside(o.Unit, unit)
			if !ok {
				continue // the check says so
			}
			it.Value, it.Known, it.Observation = o.Value*factor, true, o
		}
	}
	if v.Per == "area" && it.Known {
		it.Value /= b.area(it)
	}
}

func (b *builder) area(it *Item) float64 {
	if it.Place != nil && it.Place.AreaMap > 0 {
		return it.Place.AreaMap
	}
	return geo.Area(atlas.Polygons(it.Feature.Geometry))
}

// class sorts the values into classes.
func (f *Field) class() {
	var known []float64
	for _, it := range f.Items {
		if !it.Known {
			f.Absent++
			continue
		}
		known = append(known, it.Value)
		f.Most = math.Max(f.Most, it.Value)
		if o := it.Observation; o != nil {
			f.publish(o)
		}
	}
	slices.Sort(known)
	n := f.Layer.Value.Classes
	if n <= 0 || len(known) == 0 {
		return
	}
	cuts := quantiles(known, n)
	if f.Layer.Value.Method == "jenks" {
		cuts = jenks(known, n)
	}
	for _, i := range cuts {
		f.Breaks = append(f.Breaks, between(known[i-1], known[i]))
	}
	f.Counts = make([]int, len(f.Breaks)+1)
	for i := range f.Items {
		it := &f.Items[i]
		if it.Known {
			it.Class = sort.Search(len(f.Breaks), func(k int) bool { return it.Value < f.Breaks[k] }) + 1
			f.Counts[it.Class-1]++
		}
	}
}

func (f *Field) publish(o *atlas.Observation) {
	for i := range f.Publications {
		p := &f.Publications[i]
		if p.Name.In(0) == o.Publication.In(0) && p.Basis.In(0) == o.Basis.In(0) {
			p.Count++
			return
		}
	}
	f.Publications = append(f.Publications, Publication{o.Publication, o.Basis, 1})
}

// quantiles cuts sorted values into n classes of the same number of units; the
// cuts are the indexes at which classes begin. Equal values stay together.
func quantiles(v []float64, n int) []int {
	var out []int
	for k := 1; k < n; k++ {
		i := (k*len(v) + n/2) / n
		for i < len(v) && i > 0 && v[i] == v[i-1] {
			i++
		}
		if i > 0 && i < len(v) && (len(out) == 0 || i > out[len(out)-1]) {
			out = append(out, i)
		}
	}
	return out
}

// jenks cuts sorted values into n classes with the least sum of squared
// deviations from the classes' means, by dynamic programming (W. D. Fisher, On
// grouping for maximum homogeneity, JASA 53, 1958; G. F. Jenks, 1967).
func jenks(v []float64, n int) []int {
	m := len(v)
	n = min(n, m)
	sum, square := make([]float64, m+1), make([]float64, m+1)
	for i, x := range v {
		sum[i+1], square[i+1] = sum[i]+x, square[i]+float64(x*x)
	}
	cost := func(i, j int) float64 { // of v[i:j]
		s := sum[j] - sum[i]
		return square[j] - square[i] - float64(s*s)/float64(j-i)
	}
	best := make([][]float64, n+1)
	from := make([][]int, n+1)
	for k := range best {
		best[k], from[k] = make([]float64, m+1), make([]int, m+1)
		for j := range best[k] {
			best[k][j] = math.Inf(1)
		}
	}
	best[0][0] = 0
	for k := 1; k <= n; k++ {
		for j := k; j <= m; j++ {
			for i := k - 1; i < j; i++ {
				if i > 0 && v[i] == v[i-1] {
					continue // equal values stay together
				}
				if c := best[k-1][i] + cost(i, j); c < best[k][j] {
					best[k][j], from[k][j] = c, i
				}
			}
		}
	}
	for n > 1 && math.IsInf(best[n][m], 1) {
		n--
	}
	var out []int
	for k, j := n, m; k > 1; k-- {
		j = from[k][j]
		out = append(out, j)
	}
	slices.Reverse(out)
	return out
}

// between is the shortest number greater than a and not greater than b, so that
// a legend has round figures and no unit changes its class.
func between(a, b float64) float64 {
	for digits := 1; digits < 16; digits++ {
		x, err := strconv.ParseFloat(strconv.FormatFloat(b, 'e', digits-1, 64), 64)
		step := math.Pow(10, math.Floor(math.Log10(math.Abs(b)+1e-300))-float64(digits-1))
		for _, y := range []float64{x, x - step} {
			if y = math.Round(y*1e9) / 1e9; err == nil && y > a && y <= b {
				return y
			}
		}
	}
	return b
}
