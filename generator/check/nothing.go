package check

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/tally"
)

// nothing is a problem of what is described and draws nothing.
func nothing(at diag.Place, message, hint diag.Text) diag.Problem {
	return diag.Problem{Rule: "draws-nothing", Severity: diag.ReleaseError, Place: at, Message: message, Hint: hint}
}

// drawsNothing reports each layer of a map of which nothing is drawn, though its
// description is sound: no feature is picked out, or none has the geometry that is
// drawn, or there is no number.
func drawsNothing(a *atlas.Atlas) diag.List {
	var out diag.List
	for _, m := range a.Maps {
		for i := range m.Layers {
			l := &m.Layers[i]
			if p, ok := emptyLayer(a, l); ok {
				out.Add(p)
			}
		}
	}
	return out
}

// emptyLayer is why a layer of a map draws nothing; false where it draws something.
func emptyLayer(a *atlas.Atlas, l *atlas.MapLayer) (diag.Problem, bool) {
	switch l.Draw {
	case "context", "outside", "areas", "whole", "values":
		if p, ok := emptyGeometry(l, func(g orb.Geometry) bool { return len(atlas.Polygons(g)) > 0 }, diag.T("面", "areas")); ok {
			return p, true
		}
	case "lines":
		return emptyGeometry(l, func(g orb.Geometry) bool { return len(atlas.Lines(g)) > 0 }, diag.T("线", "lines"))
	case "seats", "amounts":
		if !slices.ContainsFunc(a.Places, func(p *atlas.Place) bool { return p.Seat.Known && slices.Contains(l.Ranks, p.Rank.ID) }) {
			var ranks []string
			for _, r := range a.Site.Ranks {
				if slices.ContainsFunc(a.Places, func(p *atlas.Place) bool { return p.Seat.Known && p.Rank == r }) {
					ranks = append(ranks, r.ID)
				}
			}
			return nothing(l.Place, diag.Tf("级别 %[1]s 中没有写明驻地坐标的地方，什么也画不出来", "nothing is drawn: no place of the ranks %[1]s has a seat", strings.Join(l.Ranks, ", ")),
				among("有驻地的级别", "ranks with seats", ranks)), true
		}
	}
	if l.Draw == "values" || l.Draw == "amounts" {
		return withoutValues(a, l)
	}
	return diag.Problem{}, false
}

// emptyGeometry is why none of a layer's features is drawn.
func emptyGeometry(l *atlas.MapLayer, fits func(orb.Geometry) bool, what diag.Text) (diag.Problem, bool) {
	if l.Layer == nil || l.Layer.Data == nil || l.Layer.Data.File == nil {
		return diag.Problem{}, false // the file is not there, and that is a problem by itself
	}
	features := l.Layer.Data.Features
	shown, bare, kinds := 0, 0, map[string]int{}
	for i := range features {
		f := &features[i]
		if !l.Shows(f) {
			continue
		}
		if shown++; f.Geometry != nil {
			if fits(f.Geometry) {
				return diag.Problem{}, false
			}
			kinds[f.Geometry.GeoJSONType()]++
		} else if f.Empty {
			bare++
		}
	}
	switch {
	case len(features) == 0:
		return nothing(l.Place, diag.Tf("图层 %s 是空的，什么也画不出来", "nothing is drawn: the layer %s is empty", l.Layer.ID),
			diag.T("重新导出图层，或从地图中删去这一层", "export the layer again, or take it out of the map")), true
	case shown == 0:
		return unmatched(l), true
	case len(kinds) == 0 && bare == shown:
		return nothing(l.Place, diag.Tf("图层 %s 的要素都没有几何，什么也画不出来", "nothing is drawn: no feature of the layer %s has a geometry", l.Layer.ID),
			diag.T("重新导出图层，或从地图中删去这一层", "export the layer again, or take it out of the map")), true
	case len(kinds) == 0:
		return diag.Problem{}, false // the geometry cannot be read, which is told where it stands
	}
	return nothing(l.Place, join(diag.Tf("图层 %s 画成", "nothing is drawn: the layer %s is drawn as ", l.Layer.ID), what,
		diag.Tf("，其中却只有 %s，什么也画不出来", " and has only %s", strings.Join(slices.Sorted(maps.Keys(kinds)), ", "))),
		diag.T("换一种画法（draw），或换一个图层", "choose another way of drawing (draw), or another layer")), true
}

// unmatched is the problem of a layer whose where picks out nothing: it names the
// values that its properties have.
func unmatched(l *atlas.MapLayer) diag.Problem {
	var zh, en []string
	for _, name := range slices.Sorted(maps.Keys(l.Where)) {
		counts := map[string]int{}
		for i := range l.Layer.Data.Features {
			counts[l.Layer.Data.Features[i].Properties.Text(name)]++
		}
		values := slices.SortedFunc(maps.Keys(counts), func(x, y string) int {
			if d := counts[y] - counts[x]; d != 0 {
				return d
			}
			return strings.Compare(x, y)
		})
		more := len(values) > 6
		var list []string
		for _, v := range values[:min(len(values), 6)] {
			list = append(list, fmt.Sprintf("%s (%d)", strconv.Quote(v), counts[v]))
		}
		if more {
			list = append(list, "…")
		}
		zh = append(zh, name+" 的值有："+strings.Join(list, "、"))
		en = append(en, "the values of "+name+" are "+strings.Join(list, ", "))
	}
	return nothing(l.Place, diag.Tf("where 没有选中图层 %s 的任何要素，什么也画不出来", "nothing is drawn: where picks out no feature of the layer %s", l.Layer.ID),
		diag.T(strings.Join(zh, "；"), strings.Join(en, "; ")))
}

// withoutValues is the problem of a layer that shows numbers and has none.
func withoutValues(a *atlas.Atlas, l *atlas.MapLayer) (diag.Problem, bool) {
	v := l.Value
	if v == nil || v.Count != "" {
		return diag.Problem{}, false
	}
	indicators, years := map[string]bool{}, map[string]bool{}
	for _, o := range a.Observations {
		indicators[o.Indicator] = true
		if o.Indicator != v.Indicator {
			continue
		}
		if o.Year == v.Year {
			return diag.Problem{}, false
		}
		years[o.Year] = true
	}
	hint := among("有数的年份", "years with figures", slices.Sorted(maps.Keys(years)))
	if len(years) == 0 {
		hint = among("有数的指标", "indicators with figures", slices.Sorted(maps.Keys(indicators)))
	}
	return nothing(l.Place, diag.Tf("%[1]s %[2]s年没有一个数，什么也画不出来", "nothing is drawn: there is no figure of %[1]s for %[2]s", v.Indicator, v.Year), hint), true
}

// among lists what there is instead.
func among(zh, en string, list []string) diag.Text {
	if len(list) == 0 {
		return diag.T(zh+"：无", "there are no "+en)
	}
	if len(list) > 12 {
		list = append(slices.Clone(list[:12]), "…")
	}
	return diag.T(zh+"："+strings.Join(list, "、"), en+": "+strings.Join(list, ", "))
}

// withoutNumbers reports a chart that has no number at all, and each year of it that
// has none.
func withoutNumbers(c *atlas.Chart, g tally.Grid) diag.List {
	if g.By == "" || len(c.Network) > 0 {
		return nil
	}
	known := make([]bool, max(len(g.Columns), 1))
	for _, row := range g.Cells {
		for i, cell := range row {
			if i < len(known) {
				known[i] = known[i] || cell.Known
			}
		}
	}
	if !slices.Contains(known, true) {
		return diag.List{nothing(c.Place, diag.Tf("图表 %s 一个数也没有", "the chart %s has no number", c.ID),
			diag.T("改正指标、年份或级别，或删去图表", "correct its indicator, years or ranks, or delete the chart"))}
	}
	var out diag.List
	if g.And == "year" {
		for i, h := range g.Columns {
			if !known[i] {
				out.Add(nothing(c.Place, diag.Tf("图表 %[1]s 的 %[2]s年一个数也没有", "the chart %[1]s has no number for %[2]s", c.ID, h.ID),
					diag.T("从 years 中删去这一年，或补上数", "take the year out of its years, or give its figures")))
			}
		}
	}
	return out
}
