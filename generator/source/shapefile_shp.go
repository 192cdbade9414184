package source

import (
	"encoding/binary"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"atlas/generator/diag"
)

// header is how long the headers of .shp and .shx are, and that of a record.
const (
	shpHeader    = 100
	recordHeader = 8
)

var exportAgain = diag.T("请用 GIS 软件重新导出该图层", "export the layer again from your GIS software")

// shapes reads the .shp. It reports false where nothing can be made of it.
func (r *shapeReader) shapes() ([]shape, bool) {
	data := r.parts[".shp"]
	if len(data) < shpHeader || binary.BigEndian.Uint32(data) != 9994 {
		r.member("shapefile-shape", ".shp", diag.T("不是 Shapefile 的图形文件，或者已损坏", "this is not the geometry of a Shapefile, or it is damaged"), exportAgain)
		return nil, false
	}
	n := binary.LittleEndian.Uint32(data[32:])
	if kind, ok := shapeKindOf(n); !ok || kind == patchShape {
		r.member("shapefile-shape", ".shp", diag.Tf("图形类型 %d 不是点、线或面", "the type of shapes, %d, is neither points nor lines nor polygons", n), diag.Text{})
		return nil, false
	}
	stretches := r.index(data)
	if stretches == nil {
		stretches = r.walk(data)
	}
	out := make([]shape, len(stretches))
	for i, s := range stretches {
		out[i] = r.shape(i, data[s.Offset:s.End()])
	}
	return out, true
}

// index finds the records by the .shx; nil where that is missing or does not fit
// the .shp.
func (r *shapeReader) index(data []byte) []Span {
	x, ok := r.parts[".shx"]
	if !ok {
		return nil
	}
	fits := len(x) >= shpHeader && binary.BigEndian.Uint32(x) == 9994 && (len(x)-shpHeader)%8 == 0
	var out []Span
	for i := shpHeader; fits && i < len(x); i += 8 {
		at, n := 2*int64(binary.BigEndian.Uint32(x[i:])), 2*int64(binary.BigEndian.Uint32(x[i+4:]))
		fits = at >= shpHeader && at+recordHeader+n <= int64(len(data)) &&
			int(binary.BigEndian.Uint32(data[at:])) == len(out)+1 && 2*int64(binary.BigEndian.Uint32(data[at+4:])) == n
		out = append(out, Span{int(at) + recordHeader, int(n)})
	}
	if !fits {
		r.member("shapefile-shape", ".shx", diag.T("与 .shp 不符，未予采用，记录按 .shp 自身的顺序读取", "it does not fit the .shp and is passed over; the records are read as they follow each other in the .shp"), exportAgain)
		r.soften()
		return nil
	}
	if out == nil {
		out = []Span{}
	}
	return out
}

// walk finds the records as they follow each other.
func (r *shapeReader) walk(data []byte) []Span {
	var out []Span
	for at := shpHeader; at < len(data); {
		i := len(out)
		if at+recordHeader > len(data) {
			r.record("shapefile-shape", ".shp", i, diag.T("文件在此中断", "the file ends here"), exportAgain)
			return out
		}
		n := 2 * int64(binary.BigEndian.Uint32(data[at+4:]))
		if no := binary.BigEndian.Uint32(data[at:]); no != uint32(i+1) {
			r.record("shapefile-shape", ".shp", i, diag.Tf("此处的记录号是 %d，文件已损坏", "the record here has the number %d: the file is damaged", no), exportAgain)
			return out
		}
		at += recordHeader
		if int64(at)+n > int64(len(data)) {
			r.record("shapefile-shape", ".shp", i, diag.Tf("应有 %d 字节，文件只剩 %d 字节", "it should have %d bytes, and the file has only %d more", n, len(data)-at), exportAgain)
			return out
		}
		out = append(out, Span{at, int(n)})
		at += int(n)
	}
	return out
}

// shape reads the content of a record.
func (r *shapeReader) shape(i int, b []byte) shape {
	damaged := func(message diag.Text) shape {
		r.record("shapefile-shape", ".shp", i, message, exportAgain)
		return shape{bad: true}
	}
	if len(b) < 4 {
		return damaged(diag.T("没有图形类型", "it has no type"))
	}
	n := binary.LittleEndian.Uint32(b)
	kind, ok := shapeKindOf(n)
	if !ok || kind == patchShape {
		return damaged(diag.Tf("图形类型 %d 不是点、线或面", "its type, %d, is neither point nor line nor polygon", n))
	}
	s := shape{kind: kind}
	at, points := 0, 0
	switch kind {
	case nullShape:
		return s
	case pointShape:
		at, points = 4, 1
	case multiShape:
		if len(b) < 40 {
			return damaged(cutShort)
		}
		at, points = 40, int(int32(binary.LittleEndian.Uint32(b[36:])))
	default:
		if len(b) < 44 {
			return damaged(cutShort)
		}
		parts := int(int32(binary.LittleEndian.Uint32(b[36:])))
		points = int(int32(binary.LittleEndian.Uint32(b[40:])))
		if parts < 0 || parts > (len(b)-44)/4 {
			return damaged(diag.Tf("写有 %d 个部分，与长度不符", "it claims %d parts, which do not fit its length", parts))
		}
		at = 44 + 4*parts
		for k := range parts {
			s.parts = append(s.parts, int(int32(binary.LittleEndian.Uint32(b[44+4*k:]))))
		}
	}
	if points < 0 || points > (len(b)-at)/16 {
		return damaged(diag.Tf("写有 %d 个坐标，与长度不符", "it claims %d positions, which do not fit its length", points))
	}
	for k, from := range s.parts {
		if k == 0 && from != 0 || k > 0 && from < s.parts[k-1] || from < 0 || from > points {
			return damaged(diag.Tf("第 %d 个部分的起点 %d 有误", "part %d begins at position %d, which cannot be", k+1, from))
		}
	}
	if len(s.parts) == 0 && kind != pointShape && kind != multiShape {
		points = 0
	}
	s.points = make([]orb.Point, points)
	for k := range s.points {
		x, y := b[at+16*k:], b[at+16*k+8:]
		p := orb.Point{math.Float64frombits(binary.LittleEndian.Uint64(x)), math.Float64frombits(binary.LittleEndian.Uint64(y))}
		if math.IsNaN(p[0]-p[1]) || math.IsInf(p[0]-p[1], 0) {
			return damaged(diag.Tf("第 %d 个坐标不是数", "position %d is no number", k+1))
		}
		s.points[k] = p
	}
	return s
}

var cutShort = diag.T("记录不完整", "it is cut short")

// metres writes a position as the file has it, which may be degrees, too.
func metres(p orb.Point) string {
	f := func(v float64) string { return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64) }
	return "[" + f(p[0]) + ", " + f(p[1]) + "]"
}

// nestRings sorts closed rings into polygons. In a Shapefile an outer ring turns
// clockwise and a hole anticlockwise. Where none turns clockwise the program that
// wrote the file did not care, and a ring inside an odd number of others is a
// hole; a hole that lies in no outer ring is an outer ring itself.
func nestRings(rings []orb.Ring) orb.MultiPolygon {
	type measured struct {
		ring orb.Ring
		box  orb.Bound
		area float64
		hole bool
	}
	all := make([]measured, len(rings))
	careless := true
	for i, ring := range rings {
		area := turning(ring)
		all[i] = measured{ring, ring.Bound(), math.Abs(area), area > 0}
		careless = careless && area >= 0
	}
	around := func(i, k int) bool {
		return i != k && all[k].area >= all[i].area && all[k].box.Contains(all[i].box.Min) && all[k].box.Contains(all[i].box.Max) && ringWithin(all[i].ring, all[k].ring)
	}
	if careless {
		for i := range all {
			depth := 0
			for k := range all {
				if around(i, k) {
					depth++
				}
			}
			all[i].hole = depth%2 == 1
		}
	}
	var out orb.MultiPolygon
	at := make([]int, len(all)) // the polygon of an outer ring
	for i, m := range all {
		if !m.hole {
			at[i] = len(out)
			out = append(out, orb.Polygon{turned(m.ring, true)})
		}
	}
	for i, m := range all {
		if !m.hole {
			continue
		}
		best := -1
		for k := range all {
			if !all[k].hole && (best < 0 || all[k].area < all[best].area) && around(i, k) {
				best = k
			}
		}
		if best < 0 {
			out = append(out, orb.Polygon{turned(m.ring, true)})
			continue
		}
		out[at[best]] = append(out[at[best]], turned(m.ring, false))
	}
	return out
}

// turning is twice the area of a ring in its plane, positive when it turns
// anticlockwise.
func turning(r orb.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		sum += float64((r[i-1][0]-r[0][0])*(r[i][1]-r[0][1])) - float64((r[i][0]-r[0][0])*(r[i-1][1]-r[0][1]))
	}
	return sum
}

// turned is the ring, turned round in place where it turns the other way.
func turned(r orb.Ring, anticlockwise bool) orb.Ring {
	if turning(r) > 0 != anticlockwise {
		r.Reverse()
	}
	return r
}

// ringWithin reports whether a ring lies within another that it does not cross:
// whether the first of its positions that is not on the other's border does.
func ringWithin(inner, outer orb.Ring) bool {
	for _, p := range inner {
		in, on := false, false
		for j := 1; j < len(outer); j++ {
			a, b := outer[j-1], outer[j]
			cross := float64((b[0]-a[0])*(p[1]-a[1])) - float64((b[1]-a[1])*(p[0]-a[0]))
			if cross == 0 && min(a[0], b[0]) <= p[0] && p[0] <= max(a[0], b[0]) && min(a[1], b[1]) <= p[1] && p[1] <= max(a[1], b[1]) {
				on = true
				break
			}
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < float64((b[0]-a[0])*(p[1]-a[1]))/(b[1]-a[1])+a[0] {
				in = !in
			}
		}
		if !on {
			return in
		}
	}
	return true
}
