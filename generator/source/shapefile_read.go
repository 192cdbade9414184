package source

import (
	"github.com/paulmach/orb"

	"atlas/generator/diag"
)

// read puts the features together.
func (r *shapeReader) read() {
	table, ok := r.attributes()
	if !ok {
		return
	}
	r.rows.rows = table.rows
	shapes, ok := r.shapes()
	if !ok {
		return
	}
	if table.fields != nil && len(table.rows) != len(shapes) {
		if r.problems.Count(diag.Error) > 0 {
			return // it was said where the .shp is damaged
		}
		r.member("shapefile-records", ".dbf",
			diag.Tf("表中的记录数为 %[2]d，.shp 的图形数为 %[1]d，两者应当相同", "the numbers of records here (%[2]d) and of shapes in the .shp (%[1]d) should be the same", len(shapes), len(table.rows)),
			diag.T("两个文件可能不是一起导出的，请重新导出", "the two files may be of different exports; export the layer again"))
		return
	}
	convert, ok := r.conversion(shapes)
	if !ok {
		return
	}
	for i, s := range shapes {
		if table.deleted(i) {
			continue
		}
		ft := Feature{Pos: Pos{src: r.rows, at: int32(i)}, Index: len(r.layer.Features)}
		ft.Properties = table.properties(i, r.rows)
		ft.ID = ft.Properties.Text(r.opt.ID)
		ft.Geometry = r.geometry(i, s, convert)
		ft.Empty = len(s.points) == 0 && !s.bad
		r.layer.Features = append(r.layer.Features, ft)
	}
	g := &geoReader{layer: r.layer, idProperty: r.opt.ID}
	g.ids()
	r.problems.Add(g.problems...)
}

// shape is a record of the .shp: its positions as they are in the file, and the
// numbers of those at which its parts begin.
type shape struct {
	kind   shapeKind
	points []orb.Point
	parts  []int
	bad    bool // it was reported as damaged
}

// shapeKind is the kind of a shape without its heights and measures.
type shapeKind int

const (
	nullShape    shapeKind = 0
	pointShape   shapeKind = 1
	lineShape    shapeKind = 3
	polygonShape shapeKind = 5
	multiShape   shapeKind = 8
	patchShape   shapeKind = 31
)

// shapeKindOf is the kind of a type in the file, and whether there is such a type.
func shapeKindOf(n uint32) (shapeKind, bool) {
	switch n {
	case 0, 1, 3, 5, 8, 31:
		return shapeKind(n), true
	case 11, 13, 15, 18:
		return shapeKind(n - 10), true
	case 21, 23, 25, 28:
		return shapeKind(n - 20), true
	}
	return 0, false
}

// geometry turns a shape into degrees and checks it. It is nil where there is
// nothing to draw.
func (r *shapeReader) geometry(i int, s shape, convert func(orb.Point) (orb.Point, bool)) orb.Geometry {
	if s.bad {
		return nil
	}
	if len(s.points) == 0 {
		r.record("geojson-empty", ".shp", i, diag.T("没有几何", "it has no geometry"), diag.Text{})
		r.soften()
		return nil
	}
	for k, p := range s.points {
		q, ok := convert(p)
		if !ok {
			r.record("geojson-position", ".shp", i,
				diag.Tf("第 %[1]d 个坐标 %[2]s 换算不成地球上的经纬度", "position %[1]d, %[2]s, is nowhere on the Earth", k+1, metres(p)),
				diag.T("坐标与 .prj 所说的坐标系不符，或者已损坏", "it does not fit the coordinate system that the .prj names, or is damaged"))
			return nil
		}
		s.points[k] = q
	}
	switch s.kind {
	case pointShape:
		return s.points[0]
	case multiShape:
		return orb.MultiPoint(s.points)
	case lineShape:
		return r.lines(i, s)
	}
	return r.polygons(i, s)
}

// part is the n-th part of a shape, which a caller may grow without writing into
// the next.
func (s shape) part(n int) []orb.Point {
	end := len(s.points)
	if n+1 < len(s.parts) {
		end = s.parts[n+1]
	}
	return s.points[s.parts[n]:end:end]
}

func (r *shapeReader) lines(i int, s shape) orb.Geometry {
	var out orb.MultiLineString
	for n := range s.parts {
		if l := s.part(n); len(l) > 1 {
			out = append(out, l)
		}
	}
	switch len(out) {
	case 0:
		r.record("geojson-position", ".shp", i, diag.T("一条线至少要有 2 个坐标", "a line needs at least 2 positions"), diag.Text{})
		return nil
	case 1:
		return out[0]
	}
	return out
}

// polygons checks the rings of a shape and sorts them.
func (r *shapeReader) polygons(i int, s shape) orb.Geometry {
	var rings []orb.Ring
	for n := range s.parts {
		ring := orb.Ring(s.part(n))
		in := trail(nil).with(aRing, n)
		if len(ring) > 1 && ring[0] != ring[len(ring)-1] {
			r.record("geojson-ring", ".shp", i, in.before(diag.Tf("环没有闭合：最后一个坐标 %[1]s 与第一个 %[2]s 不同",
				"the ring is open: its last position %[1]s is not its first, %[2]s", lonLat(ring[len(ring)-1]), lonLat(ring[0]))),
				diag.T("请在制图软件中修复该多边形", "mend the polygon in your map software"))
			return nil
		}
		if len(ring) < 4 {
			r.record("geojson-ring", ".shp", i, in.before(diag.Tf("环至少要有 4 个坐标，此处有 %d 个", "a ring needs at least 4 positions, this one has %d", len(ring))),
				diag.T("请在制图软件中修复该多边形", "mend the polygon in your map software"))
			return nil
		}
		if x, found := selfCrossing(ring); found {
			r.record("geojson-crossing", ".shp", i, in.with(aPosition, x.segment).before(diag.Tf("环在 %[1]s 处与自身相交（另见坐标 %[2]d 之后）",
				"the ring crosses itself at %[1]s (the other line begins at position %[2]d)", lonLat(x.at), x.other+1)),
				diag.T("请在制图软件中修复该多边形", "mend the polygon in your map software"))
			r.soften()
		}
		rings = append(rings, ring)
	}
	mp := nestRings(rings)
	if len(mp) == 1 {
		return mp[0]
	}
	return mp
}
