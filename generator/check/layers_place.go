package check

import (
	"maps"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/source"
)

// datum compares what layers.yaml says of a layer's datum with what is known and
// with what its file says.
func datum(l *atlas.Layer) diag.List {
	if l.Datum == "" {
		return nil
	}
	known, file := source.KnownDatum(l.Datum), l.Data.Datum
	p := diag.Problem{Rule: "layer-datum", Severity: diag.Warning, Place: l.DatumPlace}
	switch {
	case known == "":
		p.Message = diag.Tf("不认识的坐标系 %q", "unknown datum %q", l.Datum)
		p.Hint = diag.T("可写 CGCS2000、WGS84、Xian80、Beijing54、GCJ-02、BD-09", "CGCS2000, WGS84, Xian80, Beijing54, GCJ-02 and BD-09 are known")
	case file != "" && file != known:
		p.Message = diag.Tf("这里写的是 %[1]s，%[3]s 说的是 %[2]s", "%[1]s is written here, %[3]s says %[2]s", known, file, l.Path)
		p.Hint = diag.Tf("请改成 datum: %s，或换文件", "write datum: %s, or bring another file", file)
	case known == source.Xian80 || known == source.Beijing54:
		p.Message = diag.Tf("图层 %[1]s 按 %[2]s 坐标照画，与其他图层相差几十米至一百多米", "the layer %[1]s is drawn as it is on %[2]s, tens of metres to more than a hundred off the others", l.ID, known)
		p.Hint = diag.T("请向测绘部门索取 CGCS2000 的图层", "ask the survey office for the layer in CGCS2000")
	case known != source.WGS84 && known != source.CGCS2000:
		p.Message = diag.Tf("图层 %[1]s 按 %[2]s 坐标照画，与其他图层相差几百米", "the layer %[1]s is drawn as it is on %[2]s, hundreds of metres off the others", l.ID, known)
		p.Hint = diag.T("请向数据提供者索取 CGCS2000 或 WGS84 坐标的图层", "ask whoever made it for the layer in CGCS2000 or WGS84")
	default:
		return nil
	}
	return diag.List{p}
}

// placeless reports features that maps draw as parts of the area though no place
// has their id: after a change of codes, for example.
func placeless(a *atlas.Atlas) diag.List {
	known := map[string]bool{}
	if t := a.Table("places"); t != nil { // rows with errors make no places, but have ids
		for _, r := range t.Rows {
			if r.Damaged {
				return nil // who knows which id it has
			}
			known[r.Get("adcode").Value], known[r.Get("feature").Value] = true, true
		}
	}
	seen := map[*source.Feature]bool{}
	var out diag.List
	for _, m := range a.Maps {
		for i := range m.Layers {
			l := &m.Layers[i]
			if l.Layer == nil || l.Draw != "areas" && l.Draw != "values" || !slices.Contains(a.Site.Geometry, l.Layer.ID) {
				continue
			}
			var found diag.List
			for k := range l.Layer.Data.Features {
				f := &l.Layer.Data.Features[k]
				if f.ID == "" || f.Geometry == nil || known[f.ID] || seen[f] || !l.Shows(f) {
					continue
				}
				seen[f] = true
				found.Add(diag.Problem{Rule: "layer-place", Severity: diag.Warning, Place: f.Place(),
					Message: join(diag.Tf("地图 %s 把", "the map %s draws ", m.ID), feature(f), diag.T("画作规划范围的一部分，但没有地方用这个编号", " as a part of the area, but no place has this id")),
					Hint:    hintOfPlace(a, f)})
			}
			out.Add(limited(found)...)
		}
	}
	return out
}

// hintOfPlace looks for the place that a feature may be: one of its name without
// a polygon, or of nearly its id.
func hintOfPlace(a *atlas.Atlas, f *source.Feature) diag.Text {
	var ids []string
	for _, p := range a.Places {
		if _, polygon := a.Polygon(p); polygon != nil {
			continue
		}
		for _, property := range f.Properties {
			for lang := range a.Languages {
				if name := property.Text; name != "" && (name == p.Name.In(lang) || name == p.Short.In(lang)) {
					return diag.Tf("%[1]s（%[2]s）还没有图形：若就是它，在 places 表的 feature 列写 %[3]s", "%[1]s (%[2]s) has no polygon: if this is it, write %[3]s into the column feature of places", name, p.Slug, f.ID)
				}
			}
		}
		ids = append(ids, p.Adcode)
	}
	if near := diag.Closest(f.ID, ids); near != "" {
		return diag.DidYouMean(f.ID, []string{near})
	}
	return diag.T("请在 places 表中加上这个地方，或在 maps.yaml 中用 where 把它排除", "add the place to the table of places, or leave the feature out by where in maps.yaml")
}

// unknownProperties reports properties that maps.yaml names and no feature of the
// layer has: a Shapefile cuts names of fields after ten bytes, for example.
func unknownProperties(a *atlas.Atlas, facts map[*source.Layer]layerFacts) diag.List {
	var out diag.List
	for _, m := range a.Maps {
		for i := range m.Layers {
			l := &m.Layers[i]
			if l.Layer == nil || len(l.Layer.Data.Features) == 0 {
				continue
			}
			named := slices.Concat(slices.Sorted(maps.Keys(l.Where)), slices.Sorted(maps.Values(l.Units)))
			has := facts[l.Layer.Data].properties
			for _, name := range named {
				if slices.Contains(has, name) {
					continue
				}
				hint := diag.DidYouMean(name, has)
				if hint.IsZero() {
					hint = diag.Tf("要素的属性有：%s", "the properties of the features: %s", strings.Join(has, ", "))
				}
				out.Add(diag.Problem{Rule: "layer-property", Severity: diag.Warning, Place: m.Place, Hint: hint,
					Message: diag.Tf("地图 %[1]s 用到图层 %[2]s 的属性 %[3]q，没有要素有这个属性", "the map %[1]s asks for the property %[3]q of the layer %[2]s, and no feature has it", m.ID, l.Layer.ID, name)})
			}
		}
	}
	return out
}
