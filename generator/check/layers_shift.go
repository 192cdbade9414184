package check

import (
	"strings"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/geo"
	"atlas/generator/source"
)

// shiftSamples is how many positions of a layer are compared with what is trusted.
const shiftSamples = 1500

// shifted reports a layer that lies better on what is trusted when it is moved as
// if it were on the datum of Chinese web maps.
func shifted(a *atlas.Atlas, l *atlas.Layer) diag.List {
	if known := source.KnownDatum(l.Datum); l.Trusted || strings.HasPrefix(known, "GCJ") || strings.HasPrefix(known, "BD") {
		return nil
	}
	var trusted []*atlas.Layer
	var names []string
	for _, t := range a.Layers {
		if t.Trusted && t.Data != l.Data {
			trusted = append(trusted, t)
			names = append(names, t.ID)
		}
	}
	if len(trusted) == 0 {
		return nil
	}
	positions, of := samples(l)
	for _, s := range []struct {
		name string
		from func(orb.Point) orb.Point
	}{{"GCJ-02", geo.FromGCJ02}, {"BD-09", geo.FromBD09}} {
		all := make([]orb.Point, 0, 2*len(positions))
		for _, p := range positions {
			all = append(all, p, s.from(p))
		}
		near := geo.NewNear(all)
		for _, t := range trusted {
			addLines(near, t.Data)
		}
		fit := geo.FitOf(positions, s.from, near)
		if !fit.Shifted() {
			continue
		}
		f := of[fit.Most]
		return diag.List{{Rule: "layer-shifted", Severity: diag.Warning, Place: f.Place(),
			Message: join(diag.Tf("图层 %[1]s 像是 %[2]s 坐标：与可信图层 %[3]s 的界线相距 ", "the layer %[1]s looks as if it were on %[2]s: from the lines of the trusted layer %[3]s it lies ", l.ID, s.name, strings.Join(names, ", ")),
				metres(fit.Before), diag.T("（中位数），按 "+s.name+" 移回 ", " (the median), and moved back by the "), metres(fit.Moved), diag.T("后只有 ", " of "+s.name+" only "), metres(fit.After),
				diag.T("；如", "; for example "), feature(f), diag.T("的 ", " at "), lonLat(positions[fit.Most])),
			Hint: diag.T("请向数据提供者索取 CGCS2000 或 WGS84 坐标的图层；网络地图上描下来的界线都有这样的偏移", "ask whoever made it for the layer in CGCS2000 or WGS84; lines traced from web maps are shifted like this")}}
	}
	return nil
}

// samples takes positions from all over a layer, each with its feature.
func samples(l *atlas.Layer) ([]orb.Point, []*source.Feature) {
	count := 0
	for i := range l.Data.Features {
		if g := l.Data.Features[i].Geometry; g != nil {
			each(g, func(orb.Point) { count++ })
		}
	}
	step := max(1, count/shiftSamples)
	var out []orb.Point
	var of []*source.Feature
	n := 0
	for i := range l.Data.Features {
		f := &l.Data.Features[i]
		if f.Geometry == nil {
			continue
		}
		each(f.Geometry, func(p orb.Point) {
			if n%step == 0 {
				out, of = append(out, p), append(of, f)
			}
			n++
		})
	}
	return out, of
}

// addLines adds the lines and borders of a layer.
func addLines(near *geo.Near, l *source.Layer) {
	for i := range l.Features {
		switch g := l.Features[i].Geometry.(type) {
		case orb.LineString:
			near.Add(g)
		case orb.MultiLineString:
			for _, line := range g {
				near.Add(line)
			}
		default:
			for _, poly := range atlas.Polygons(g) {
				for _, r := range poly {
					near.Add(r)
				}
			}
		}
	}
}
