package atlas

import (
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/text"
)

// figures looks whether the map that a chapter's figure names is there. A site
// without maps may have figures whose maps are still to come. Where the maps
// cannot be read nothing is known of them, and nothing is said.
func (b *builder) figures() {
	a := b.atlas
	if b.unread[mapsPath] {
		return
	}
	severity := diag.Error
	if len(a.Maps) == 0 {
		severity = diag.Warning
	}
	var ids []string
	for _, m := range a.Maps {
		ids = append(ids, m.ID)
	}
	for _, x := range b.loader.shelves.list {
		if !slices.ContainsFunc(x.made.docs, func(d *chapterDoc) bool { return d != nil && d.count.figure > 0 }) {
			continue
		}
		for _, blk := range x.made.chapter.Blocks {
			if blk.Kind != text.Figure {
				continue
			}
			for _, v := range blk.Versions {
				if v == nil || v.Kind != text.Figure {
					continue
				}
				if id, ok := strings.CutPrefix(v.Rest, "map:"); !ok || a.maps[id] == nil {
					b.problems.Add(noMap(v, id, ok, severity, ids))
				}
			}
		}
	}
}

// noMap says that a figure names a map that is not there, or none at all.
func noMap(v *Version, id string, named bool, severity diag.Severity, ids []string) diag.Problem {
	if !named {
		return diag.Problem{Rule: "figure-map", Severity: severity, Place: v.Pos.Place(),
			Message: diag.Tf("图的地址 %q 不是地图：正文中的图由图集的地图画出", "the figure’s address %q is no map: the figures of the text are drawn by maps of the atlas", v.Rest),
			Hint:    diag.T("写作 ![图题](map:地图的标识)，地图在 data/maps.yaml 中；照片不能放进正文", "write ![caption](map:ID) with the id of a map in data/maps.yaml; the text holds no photographs")}
	}
	hint := diag.DidYouMean(id, ids)
	switch {
	case !hint.IsZero():
	case len(ids) == 0:
		hint = diag.T("在 data/maps.yaml 中描述这幅地图", "describe the map in data/maps.yaml")
	default:
		words := strings.Join(ids, ", ")
		hint = diag.Text{ZH: "可用：" + words, EN: "there are: " + words}
	}
	return diag.Problem{Rule: "figure-map", Severity: severity, Place: v.Pos.Place(),
		Message: diag.Tf("没有地图 %q", "there is no map %q", id), Hint: hint}
}
