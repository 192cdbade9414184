package check

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/source"
)

// layerKey names what was found in a layer: its rules depend on the layer as it
// was read and on what is known of it, and are not run again while both are the
// same.
type layerKey struct {
	data *source.Layer
	know string
}

// layers looks at the geometry of every layer.
func (c *Checker) layers(a *atlas.Atlas) diag.List {
	var out diag.List
	fresh := map[layerKey]diag.List{}
	facts := map[*source.Layer]layerFacts{}
	for _, l := range a.Layers {
		f, ok := c.facts[l.Data]
		if !ok {
			f = factsOf(l.Data)
		}
		facts[l.Data] = f
	}
	c.facts = facts
	around := surroundings(a, facts)
	for _, l := range a.Layers {
		know := fmt.Sprintf("%s %t %t %s %v", l.ID, l.Coverage, l.Trusted, source.KnownDatum(l.Datum), around)
		for _, t := range a.Layers {
			if t.Trusted {
				know += fmt.Sprintf(" %p", t.Data)
			}
		}
		key := layerKey{l.Data, know}
		found, ok := c.geometry[key]
		if !ok {
			twins, pairs := duplicates(l)
			found.Add(twins...)
			if l.Coverage {
				found.Add(faults(l, pairs)...)
			}
			found.Add(offMap(l, around)...)
			found.Add(shifted(a, l)...)
		}
		fresh[key] = found
		out.Add(found...)
		out.Add(datum(l)...)
	}
	c.geometry = fresh
	out.Add(placeless(a)...)
	out.Add(unknownProperties(a, facts)...)
	out.Add(basesOf(a)...)
	return out
}

// layerFacts is what is worked out of a layer once.
type layerFacts struct {
	bound      *orb.Bound // nil where it has no geometry
	properties []string   // the names of its features' properties
}

func factsOf(l *source.Layer) layerFacts {
	var f layerFacts
	for i := range l.Features {
		ft := &l.Features[i]
		for _, p := range ft.Properties {
			if !slices.Contains(f.properties, p.Name) {
				f.properties = append(f.properties, p.Name)
			}
		}
		if ft.Geometry == nil {
			continue
		}
		b := ft.Geometry.Bound()
		if f.bound != nil {
			b = b.Union(*f.bound)
		}
		f.bound = &b
	}
	return f
}

// maxLayerProblems is how many problems of a kind are told of a layer.
const maxLayerProblems = 20

// feature names a feature for messages.
func feature(f *source.Feature) diag.Text {
	id := ""
	if f.ID != "" {
		id = f.ID
	}
	n := strconv.Itoa(f.Index + 1)
	if id == "" {
		return diag.T("第 "+n+" 个要素", "feature "+n)
	}
	return diag.T("第 "+n+" 个要素（"+id+"）", "feature "+n+" ("+id+")")
}

// join puts texts together that differ in the two languages.
func join(parts ...diag.Text) diag.Text {
	var t diag.Text
	for _, p := range parts {
		t.ZH += p.ZH
		t.EN += p.EN
	}
	return t
}

func lonLat(p orb.Point) diag.Text {
	return diag.Tf("[%s, %s]", "[%s, %s]", strconv.FormatFloat(math.Round(p[0]*1e5)/1e5, 'f', -1, 64), strconv.FormatFloat(math.Round(p[1]*1e5)/1e5, 'f', -1, 64))
}

// squareMetres writes an area.
func squareMetres(v float64) diag.Text {
	switch {
	case v >= 1e7:
		return diag.Tf("%.0f 平方公里", "%.0f km²", v/1e6)
	case v >= 1e5:
		return diag.Tf("%.2f 平方公里", "%.2f km²", v/1e6)
	}
	return diag.Tf("%.0f 平方米", "%.0f m²", v)
}

func metres(v float64) diag.Text {
	switch {
	case v >= 1e4:
		return diag.Tf("%.0f 公里", "%.0f km", v/1e3)
	case v >= 10:
		return diag.Tf("%.0f 米", "%.0f m", v)
	}
	return diag.Tf("%.1f 米", "%.1f m", v)
}

// limited cuts a list of problems of one layer and says how many more there are.
func limited(l diag.List) diag.List {
	counts := map[string]int{}
	var out diag.List
	for _, p := range l {
		if counts[p.Rule]++; counts[p.Rule] <= maxLayerProblems {
			out.Add(p)
		}
	}
	for i := len(out) - 1; i >= 0; i-- {
		if more := counts[out[i].Rule] - maxLayerProblems; more > 0 {
			out[i].Message = join(out[i].Message, diag.Tf("；此图层还有 %d 处", "; there are %d more in this layer", more))
			counts[out[i].Rule] = 0
		}
	}
	return out
}

// duplicates reports features with the same geometry, and returns which.
func duplicates(l *atlas.Layer) (diag.List, map[[2]int]bool) {
	var out diag.List
	pairs := map[[2]int]bool{}
	first := map[string]*source.Feature{}
	var key []byte
	for i := range l.Data.Features {
		f := &l.Data.Features[i]
		if f.Geometry == nil {
			continue
		}
		key = geometryKey(key[:0], f.Geometry)
		earlier, ok := first[string(key)]
		if !ok {
			first[string(key)] = f
			continue
		}
		pairs[[2]int{earlier.Index, f.Index}] = true
		out.Add(diag.Problem{Rule: "layer-duplicate", Severity: diag.Warning, Place: f.Place(),
			Message: join(feature(f), diag.T("与", " has the same geometry as "), feature(earlier), diag.T("的几何完全相同", "")),
			Hint:    diag.T("请删去其中一个", "take one of them out"),
			Notes:   []diag.Note{{Place: earlier.Place(), Message: feature(earlier)}}})
	}
	return limited(out), pairs
}

// geometryKey appends what tells a geometry from others: for large ones a sum of
// their positions and some of them.
func geometryKey(b []byte, g orb.Geometry) []byte {
	h, n := uint64(14695981039346656037), 0
	var sample []orb.Point
	each(g, func(p orb.Point) {
		for _, v := range p {
			h = (h ^ math.Float64bits(v)) * 1099511628211
		}
		if n&(n-1) == 0 {
			sample = append(sample, p)
		}
		n++
	})
	return fmt.Append(b, g.GeoJSONType(), n, h, sample)
}

// each calls do with every position of a geometry.
func each(g orb.Geometry, do func(orb.Point)) {
	all := func(ps []orb.Point) {
		for _, p := range ps {
			do(p)
		}
	}
	switch g := g.(type) {
	case orb.Point:
		do(g)
	case orb.MultiPoint:
		all(g)
	case orb.LineString:
		all(g)
	case orb.MultiLineString:
		for _, l := range g {
			all(l)
		}
	case orb.Polygon:
		for _, r := range g {
			all(r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			each(p, do)
		}
	case orb.Collection:
		for _, x := range g {
			each(x, do)
		}
	}
}

// faults reports overlaps and slivers between the features of a coverage.
func faults(l *atlas.Layer, twins map[[2]int]bool) diag.List {
	var out diag.List
	for _, f := range l.Topology().Faults() {
		one := &l.Data.Features[f.Shapes[0]]
		what := squareMetres(f.Area)
		if f.Pieces > 1 {
			what = join(diag.Tf("共 %d 处，", "in %d places, ", f.Pieces), what)
		}
		width := join(diag.T("宽约 ", "about "), metres(f.Width), diag.T("", " wide"))
		at := join(diag.T("位于 ", "at "), lonLat(f.At), diag.T(" 附近", ""))
		var notes []diag.Note
		between := feature(one)
		if len(f.Shapes) > 1 {
			two := &l.Data.Features[f.Shapes[1]]
			if twins[[2]int{one.Index, two.Index}] {
				continue // reported as the same
			}
			between = join(between, diag.T("与", " and "), feature(two))
			notes = []diag.Note{{Place: two.Place(), Message: feature(two)}}
		}
		comma := diag.T("，", ", ")
		add := func(p diag.Problem) {
			p.Place, p.Notes = one.Place(), notes
			p.Hint = diag.T("请在 GIS 软件中打开拓扑编辑，让相邻要素共用边界", "mend it in your GIS software with topological editing on, so that neighbours share their border")
			out.Add(p)
		}
		switch {
		case !f.Gap && !f.Thin():
			add(diag.Problem{Rule: "layer-overlap", Severity: diag.Warning, Message: join(between, diag.T("重叠：", " overlap: "), what, comma, at)})
		case !f.Gap:
			add(diag.Problem{Rule: "layer-sliver", Severity: diag.Warning, Message: join(between, diag.T("沿边界有狭长的重叠：", " overlap in a sliver along their border: "), what, comma, width, comma, at)})
		case f.Thin() && len(f.Shapes) > 1:
			add(diag.Problem{Rule: "layer-gap", Severity: diag.Warning, Message: join(between, diag.T("之间有狭缝：", " leave a sliver between them: "), what, comma, width, comma, at)})
		case f.Thin():
			add(diag.Problem{Rule: "layer-gap", Severity: diag.Warning, Message: join(between, diag.T("之中有狭缝：", " has a sliver in it: "), what, comma, width, comma, at)})
		} // a wide gap is a lake, or an area that is none of the layer's
	}
	return limited(out)
}

// surroundings is where the site is: what is trusted, and the seats of its
// places, with as much again around; nil where nothing says.
func surroundings(a *atlas.Atlas, facts map[*source.Layer]layerFacts) *orb.Bound {
	var out *orb.Bound
	add := func(b orb.Bound) {
		if out == nil {
			out = &b
		} else {
			*out = out.Union(b)
		}
	}
	for _, l := range a.Layers {
		if b := facts[l.Data].bound; l.Trusted && b != nil {
			add(*b)
		}
	}
	for _, p := range a.Places {
		if p.Seat.Known {
			add(orb.Point{p.Seat.Lon, p.Seat.Lat}.Bound())
		}
	}
	if out != nil {
		*out = out.Pad(math.Max(2, math.Max(out.Max[0]-out.Min[0], out.Max[1]-out.Min[1])))
	}
	return out
}

// offMap reports what lies nowhere near the site: layers, features whose two
// coordinates changed places, positions at longitude and latitude zero.
func offMap(l *atlas.Layer, around *orb.Bound) diag.List {
	if around == nil || l.Trusted {
		return nil
	}
	var out diag.List
	near, off, swapped := 0, 0, 0
	var first *source.Feature
	for i := range l.Data.Features {
		f := &l.Data.Features[i]
		if f.Geometry == nil {
			continue
		}
		b := f.Geometry.Bound()
		turned := orb.Bound{Min: orb.Point{b.Min[1], b.Min[0]}, Max: orb.Point{b.Max[1], b.Max[0]}}
		zero := orb.Point{}
		switch {
		case around.Intersects(b):
			near++
			if !around.Contains(zero) && b.Contains(zero) && has(f.Geometry, zero) {
				out.Add(diag.Problem{Rule: "layer-off", Severity: diag.Warning, Place: f.Place(),
					Message: join(feature(f), diag.T("有一个坐标是 [0, 0]，在几内亚湾", " has the position [0, 0], which is in the Gulf of Guinea")),
					Hint:    diag.T("多半是缺失的坐标，请改正", "it stands for a position that is missing, most likely")})
			}
		case around.Contains(turned.Min) && around.Contains(turned.Max):
			swapped++
			out.Add(diag.Problem{Rule: "layer-swapped", Severity: diag.Warning, Place: f.Place(),
				Message: join(feature(f), diag.T("的经度与纬度像是写反了：", " seems to have longitude and latitude the wrong way round: "), lonLat(firstPosition(f.Geometry))),
				Hint:    diag.T("应先经度后纬度", "longitude comes first")})
		default:
			if off++; first == nil {
				first = f
			}
		}
	}
	if near == 0 && off > 0 && swapped == 0 {
		out.Add(diag.Problem{Rule: "layer-off", Severity: diag.Warning, Place: first.Place(),
			Message: join(diag.T("图层 ", "nothing of the layer "), diag.T(l.ID, l.ID), diag.T(" 没有一处在图集所画的地方附近，如", " lies near what the atlas maps; "), feature(first), diag.T("位于 ", " is at "), lonLat(firstPosition(first.Geometry))),
			Hint:    diag.T("请核对坐标系和分带", "look at the coordinate system and its zone")})
	}
	return limited(out)
}

func has(g orb.Geometry, p orb.Point) (found bool) {
	each(g, func(q orb.Point) { found = found || p == q })
	return found
}

func firstPosition(g orb.Geometry) (p orb.Point) {
	done := false
	each(g, func(q orb.Point) {
		if !done {
			p, done = q, true
		}
	})
	return p
}
