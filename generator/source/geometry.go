package source

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"atlas/generator/diag"
)

var geometryTypes = []string{"Point", "MultiPoint", "LineString", "MultiLineString",
	"Polygon", "MultiPolygon", "GeometryCollection"}

func isGeometryType(name string) bool {
	for _, t := range geometryTypes {
		if t == name {
			return true
		}
	}
	return false
}

// trail names a part of a geometry for messages, from the outside in.
type trail []step

type step struct {
	name  diag.Text
	index int // from 0
}

var (
	aPart     = diag.T("部分", "part")
	aLine     = diag.T("线", "line")
	aPolygon  = diag.T("多边形", "polygon")
	aRing     = diag.T("环", "ring")
	aPosition = diag.T("坐标", "position")
)

// with is the trail one step further in.
func (p trail) with(name diag.Text, index int) trail {
	return append(p[:len(p):len(p)], step{name, index})
}

// before puts the trail before a message: "polygon 2, ring 1, position 7: …".
func (p trail) before(t diag.Text) diag.Text {
	if len(p) == 0 {
		return t
	}
	var head diag.Text
	for i, s := range p {
		if i > 0 {
			head.ZH += "，"
			head.EN += ", "
		}
		n := strconv.Itoa(s.index + 1)
		head.ZH += s.name.ZH + " " + n
		head.EN += s.name.EN + " " + n
	}
	return diag.Text{ZH: head.ZH + "：" + t.ZH, EN: head.EN + ": " + t.EN}
}

// geometry reads the geometry at the scanner. It returns nil where an error was
// reported that leaves nothing to draw.
func (r *geoReader) geometry() orb.Geometry { return r.geometryIn(nil) }

func (r *geoReader) geometryIn(in trail) orb.Geometry {
	s := r.s
	start := s.pos
	if s.data[start] != '{' {
		r.add("geojson-type", start, r.runesAt(start), in.before(diag.T("几何应为 {…}", "a geometry should be {…}")), diag.Text{})
		return nil
	}
	m := r.members()
	if s.failed {
		return nil
	}
	kind, ok := m["type"]
	if !ok {
		r.add("geojson-type", start, 1, in.before(diag.T("几何缺少成员 \"type\"", "the geometry has no member \"type\"")), diag.Text{})
		return nil
	}
	name, _ := r.text(kind.value)
	if !isGeometryType(name) {
		r.add("geojson-type", kind.value, r.runesAt(kind.value),
			in.before(diag.Tf("未知的几何类型 %q", "unknown geometry type %q", name)), diag.DidYouMean(name, geometryTypes))
		return nil
	}
	list := "coordinates"
	if name == "GeometryCollection" {
		list = "geometries"
	}
	at, ok := m[list]
	if !ok || s.data[at.value] != '[' {
		where := start
		if ok {
			where = at.value
		}
		r.add("geojson-type", where, 1, in.before(diag.Tf("%[1]s 应有列表 %[2]q", "a %[1]s needs the list %[2]q", name, list)), diag.Text{})
		return nil
	}
	var g orb.Geometry
	r.at(at.value, func() { g = r.coordinates(name, in) })
	return g
}

// coordinates reads the list at the scanner as a geometry of the type.
func (r *geoReader) coordinates(name string, in trail) orb.Geometry {
	start := r.s.pos
	ok := true
	var g orb.Geometry
	empty := false
	switch name {
	case "Point":
		var p orb.Point
		p, ok = r.position(in)
		g = p
	case "MultiPoint":
		var ps []orb.Point
		ps, ok = r.positions(in)
		g, empty = orb.MultiPoint(ps), len(ps) == 0
	case "LineString":
		var l orb.LineString
		l, ok = r.line(in)
		g = l
	case "MultiLineString":
		var ls orb.MultiLineString
		ok = r.each(in, aLine, func(in trail) bool {
			l, ok := r.line(in)
			ls = append(ls, l)
			return ok
		})
		g, empty = ls, len(ls) == 0
	case "Polygon":
		var p orb.Polygon
		p, ok = r.polygon(in)
		g = p
	case "MultiPolygon":
		var ps orb.MultiPolygon
		ok = r.each(in, aPolygon, func(in trail) bool {
			p, ok := r.polygon(in)
			ps = append(ps, p)
			return ok
		})
		g, empty = ps, len(ps) == 0
	case "GeometryCollection":
		var gs orb.Collection
		r.s.array(func(i int) {
			at := r.s.pos
			if sub := r.geometryIn(in.with(aPart, i)); sub != nil {
				gs = append(gs, sub)
			} else {
				ok = false
			}
			r.s.pos = at
			r.s.skip()
		})
		g, empty = gs, len(gs) == 0
	}
	if !ok || r.s.failed {
		return nil
	}
	if empty {
		r.warn("geojson-empty", start, in.before(diag.T("几何没有坐标", "the geometry has no coordinates")), diag.Text{})
		return nil
	}
	return g
}

// each reads a list of lists at the scanner and reports whether all were right.
func (r *geoReader) each(in trail, name diag.Text, read func(trail) bool) bool {
	ok := r.list(in)
	if !ok {
		return false
	}
	r.s.array(func(i int) {
		if !read(in.with(name, i)) {
			ok = false
		}
	})
	return ok
}

// list reports, and steps over, anything at the scanner that is not a list.
func (r *geoReader) list(in trail) bool {
	at := r.s.pos
	if r.s.data[at] == '[' {
		return true
	}
	r.badPosition(at, r.runesAt(at),
		in.before(diag.T("应为列表 […]，括号的层数不对", "a list […] was expected, the brackets nest wrongly")), diag.Text{})
	r.s.skip()
	return false
}

// line reads the positions of a line.
func (r *geoReader) line(in trail) (orb.LineString, bool) {
	start := r.s.pos
	ps, ok := r.positions(in)
	if ok && len(ps) < 2 {
		r.badPosition(start, 1,
			in.before(diag.Tf("一条线至少要有 2 个坐标，此处有 %d 个", "a line needs at least 2 positions, this one has %d", len(ps))), diag.Text{})
		return nil, false
	}
	return ps, ok
}

func (r *geoReader) polygon(in trail) (orb.Polygon, bool) {
	start := r.s.pos
	var p orb.Polygon
	ok := r.each(in, aRing, func(in trail) bool {
		ring, ok := r.ring(in)
		p = append(p, ring)
		return ok
	})
	if ok && len(p) == 0 {
		r.add("geojson-ring", start, 1, in.before(diag.T("多边形没有环", "the polygon has no ring")), diag.Text{})
		return nil, false
	}
	return p, ok
}

// ring reads a ring and checks it. A ring that crosses itself is returned.
func (r *geoReader) ring(in trail) (orb.Ring, bool) {
	start := r.s.pos
	ps, ok := r.positions(in)
	if !ok {
		return nil, false
	}
	if len(ps) > 1 && ps[0] != ps[len(ps)-1] {
		last := len(ps) - 1
		r.add("geojson-ring", r.nthPosition(start, last), 1,
			in.with(aPosition, last).before(diag.Tf("环没有闭合：最后一个坐标 %[1]s 与第一个 %[2]s 不同",
				"the ring is open: its last position %[1]s is not its first, %[2]s", lonLat(ps[last]), lonLat(ps[0]))),
			diag.T("请在末尾重复第一个坐标", "repeat the first position at the end"))
		ok = false
	} else if len(ps) < 4 {
		r.add("geojson-ring", start, 1,
			in.before(diag.Tf("环至少要有 4 个坐标，此处有 %d 个", "a ring needs at least 4 positions, this one has %d", len(ps))),
			diag.T("三角形也要有 4 个：末尾重复第一个", "a triangle has 4 too: the first is repeated at the end"))
		ok = false
	}
	if !ok {
		return nil, false
	}
	if x, found := selfCrossing(ps); found {
		r.warn("geojson-crossing", r.nthPosition(start, x.segment),
			in.with(aPosition, x.segment).before(diag.Tf("环在 %[1]s 处与自身相交（另见坐标 %[2]d 之后）",
				"the ring crosses itself at %[1]s (the other line begins at position %[2]d)", lonLat(x.at), x.other+1)),
			diag.T("请在制图软件中修复该多边形", "mend the polygon in your map software"))
	}
	return ps, true
}

// lonLat writes a position as the file would.
func lonLat(p orb.Point) string {
	return "[" + degrees(p[0]) + ", " + degrees(p[1]) + "]"
}

func degrees(v float64) string {
	return strconv.FormatFloat(math.Round(v*1e7)/1e7, 'f', -1, 64)
}
