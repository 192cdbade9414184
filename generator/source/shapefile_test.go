package source

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"golang.org/x/text/encoding/simplifiedchinese"

	"atlas/generator/diag"
)

// zipOf packs members into a zip file in the order of their names.
func zipOf(t testing.TB, members map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	var names []string
	for n := range members {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		m, err := w.CreateHeader(&zip.FileHeader{Name: n, Method: zip.Deflate, NonUTF8: true})
		if err == nil {
			_, err = m.Write(members[n])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// part is a shape for shpOf: its type and its parts.
type part struct {
	kind  uint32
	parts [][]orb.Point
}

// shpOf writes a .shp and its .shx.
func shpOf(kind uint32, shapes ...part) (shp, shx []byte) {
	head := func(size int) []byte {
		b := make([]byte, shpHeader)
		binary.BigEndian.PutUint32(b, 9994)
		binary.BigEndian.PutUint32(b[24:], uint32(size/2))
		binary.LittleEndian.PutUint32(b[28:], 1000)
		binary.LittleEndian.PutUint32(b[32:], kind)
		return b
	}
	var body, index []byte
	for i, s := range shapes {
		c := binary.LittleEndian.AppendUint32(nil, s.kind)
		var points []orb.Point
		for _, p := range s.parts {
			points = append(points, p...)
		}
		switch s.kind % 10 {
		case 1:
		case 8:
			c = binary.LittleEndian.AppendUint32(append(c, make([]byte, 32)...), uint32(len(points)))
		case 3, 5:
			c = binary.LittleEndian.AppendUint32(append(c, make([]byte, 32)...), uint32(len(s.parts)))
			c = binary.LittleEndian.AppendUint32(c, uint32(len(points)))
			at := 0
			for _, p := range s.parts {
				c = binary.LittleEndian.AppendUint32(c, uint32(at))
				at += len(p)
			}
		}
		for _, p := range points {
			c = binary.LittleEndian.AppendUint64(c, math.Float64bits(p[0]))
			c = binary.LittleEndian.AppendUint64(c, math.Float64bits(p[1]))
		}
		if s.kind > 10 && s.kind < 30 { // heights and measures
			c = append(c, make([]byte, 16+8*len(points))...)
		}
		index = binary.BigEndian.AppendUint32(index, uint32((shpHeader+len(body))/2))
		index = binary.BigEndian.AppendUint32(index, uint32(len(c)/2))
		body = binary.BigEndian.AppendUint32(body, uint32(i+1))
		body = binary.BigEndian.AppendUint32(body, uint32(len(c)/2))
		body = append(body, c...)
	}
	return append(head(shpHeader+len(body)), body...), append(head(shpHeader+len(index)), index...)
}

// field is a column for dbfOf: "NAME C 10".
type field struct {
	name string
	kind byte
	size int
}

// dbfOf writes a .dbf; a row whose first value begins with * is deleted.
func dbfOf(language byte, fields []field, rows ...[]string) []byte {
	size := 1
	for _, f := range fields {
		size += f.size
	}
	b := make([]byte, 32)
	b[0], b[29] = 3, language
	binary.LittleEndian.PutUint32(b[4:], uint32(len(rows)))
	binary.LittleEndian.PutUint16(b[8:], uint16(33+32*len(fields)))
	binary.LittleEndian.PutUint16(b[10:], uint16(size))
	for _, f := range fields {
		d := make([]byte, 32)
		copy(d[:10], f.name)
		d[11], d[16] = f.kind, byte(f.size)
		b = append(b, d...)
	}
	b = append(b, '\r')
	for _, r := range rows {
		flag := byte(' ')
		if strings.HasPrefix(r[0], "*") {
			flag, r = '*', append([]string{r[0][1:]}, r[1:]...)
		}
		b = append(b, flag)
		for i, f := range fields {
			cell := bytes.Repeat([]byte(" "), f.size)
			copy(cell, r[i])
			b = append(b, cell...)
		}
	}
	return append(b, 0x1A)
}

func gbk(s string) string {
	out, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

const prjDegrees = `GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`

// block is a ring that turns clockwise, as outer rings do.
func block(x, y, size float64) []orb.Point {
	return []orb.Point{{x, y}, {x, y + size}, {x + size, y + size}, {x + size, y}, {x, y}}
}

func back(ring []orb.Point) []orb.Point {
	ring = slices.Clone(ring)
	slices.Reverse(ring)
	return ring
}

var codeName8 = []field{{"code", 'C', 6}, {"name", 'C', 8}}

// sound is a Shapefile of two squares in degrees; change may spoil it.
func sound(t testing.TB, change func(map[string][]byte)) *File {
	shp, shx := shpOf(5, part{5, [][]orb.Point{block(110, 34, 1)}}, part{5, [][]orb.Point{block(111, 34, 1)}})
	m := map[string][]byte{"a.shp": shp, "a.shx": shx, "a.prj": []byte(prjDegrees),
		"a.dbf": dbfOf(0x4D, codeName8, []string{"990101", gbk("北港区")}, []string{"990102", gbk("三元县")})}
	if change != nil {
		change(m)
	}
	return &File{Path: "data/geo/a.zip", Data: zipOf(t, m), Encoding: Bytes}
}

// Shapefiles that GDAL wrote, in several coordinate systems, have the positions
// and attributes that GDAL made them of, to a millimetre.
func TestShapefilesOfGDAL(t *testing.T) {
	want := []orb.MultiPolygon{
		{{{{108.1, 34.1}, {108.5, 34.1}, {108.5, 34.5}, {108.1, 34.5}, {108.1, 34.1}}, {{108.2, 34.2}, {108.2, 34.3}, {108.3, 34.3}, {108.3, 34.2}, {108.2, 34.2}}},
			{{{108.22, 34.22}, {108.26, 34.22}, {108.26, 34.26}, {108.22, 34.26}, {108.22, 34.22}}}},
		{{{{108.5, 34.1}, {108.9, 34.1}, {108.9, 34.5}, {108.5, 34.5}, {108.5, 34.1}}}},
	}
	for name, datum := range map[string]string{"zone": CGCS2000, "deg": CGCS2000, "utm": WGS84, "albers": WGS84, "web": WGS84} {
		t.Run(name, func(t *testing.T) {
			f, l := Open(os.DirFS("testdata/shapefile"), name+".zip", BytesFile)
			if len(l) > 0 {
				t.Fatal(l)
			}
			layer, l := ReadShapefile(f, LayerOptions{ID: "code"})
			if len(l) > 0 {
				t.Fatal(report(l, diag.English))
			}
			if layer.Datum != datum {
				t.Errorf("datum %q", layer.Datum)
			}
			if code := map[bool]Encoding{true: UTF8, false: GB18030}[name == "deg"]; layer.Stored != code {
				t.Errorf("stored as %s", layer.Stored)
			}
			for i, ft := range layer.Features {
				mp, ok := ft.Geometry.(orb.MultiPolygon)
				if p, one := ft.Geometry.(orb.Polygon); one {
					mp, ok = orb.MultiPolygon{p}, true
				}
				if !ok || len(mp) != len(want[i]) {
					t.Fatalf("%T %v", ft.Geometry, ft.Geometry)
				}
				for k, poly := range want[i] {
					for n, ring := range poly {
						if len(mp[k]) != len(poly) || len(mp[k][n]) != len(ring) || turning(mp[k][n]) > 0 != (n == 0) {
							t.Fatalf("polygon %d, ring %d: %v", k, n, mp[k])
						}
						for _, p := range mp[k][n] {
							if near := slices.ContainsFunc(ring, func(q orb.Point) bool { return math.Abs(p[0]-q[0])+math.Abs(p[1]-q[1]) < 1e-8 }); !near {
								t.Errorf("%v is none of %v", p, ring)
							}
						}
					}
				}
			}
			var got []string
			for _, ft := range layer.Features {
				for _, p := range ft.Properties {
					got = append(got, fmt.Sprintf("%s=%v", p.Name, p.Value))
				}
			}
			if d := cmp.Diff([]string{"code=990101", "name=北港区", "area=12.5", "pop=120000", "day=2024-03-01",
				"code=990102", "name=三元县", "area=3", "pop=<nil>", "day=<nil>"}, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// Every type of shape is read, with heights and measures and without.
func TestShapeTypes(t *testing.T) {
	ring := back(block(110, 34, 1))
	for _, c := range []struct {
		kind  uint32
		parts [][]orb.Point
		want  orb.Geometry
	}{
		{1, [][]orb.Point{{{110, 34}}}, orb.Point{110, 34}},
		{8, [][]orb.Point{{{110, 34}, {111, 35}}}, orb.MultiPoint{{110, 34}, {111, 35}}},
		{3, [][]orb.Point{{{110, 34}, {111, 35}}}, orb.LineString{{110, 34}, {111, 35}}},
		{3, [][]orb.Point{{{110, 34}, {111, 35}}, {{112, 34}, {113, 35}}}, orb.MultiLineString{{{110, 34}, {111, 35}}, {{112, 34}, {113, 35}}}},
		{5, [][]orb.Point{block(110, 34, 1)}, orb.Polygon{ring}},
		{5, [][]orb.Point{block(110, 34, 1), block(120, 34, 1)}, orb.MultiPolygon{{ring}, {back(block(120, 34, 1))}}},
		{0, nil, nil},
	} {
		for _, more := range []uint32{0, 10, 20} {
			kind := c.kind + more
			if c.kind == 0 && more > 0 {
				continue
			}
			f := sound(t, func(m map[string][]byte) {
				m["a.shp"], m["a.shx"] = shpOf(kind, part{kind, c.parts})
				m["a.dbf"] = dbfOf(0, codeName8, []string{"990101", "x"})
			})
			layer, l := ReadShapefile(f, LayerOptions{ID: "code"})
			if c.kind != 0 && len(l) > 0 {
				t.Fatalf("%d: %s", kind, report(l, diag.English))
			}
			if d := cmp.Diff(c.want, layer.Features[0].Geometry); d != "" {
				t.Errorf("type %d: %s", kind, d)
			}
		}
	}
}

// Where a program wrote all rings in one direction, what lies within is a hole,
// and what lies in the hole is an island.
func TestNestRings(t *testing.T) {
	outer, hole, island, far := block(110, 34, 9), block(111, 35, 6), block(112, 36, 2), block(130, 34, 1)
	for name, rings := range map[string][]orb.Ring{
		"as it should be":   {outer, back(hole), island, far},
		"holes first":       {back(hole), far, island, outer},
		"all anticlockwise": {back(outer), back(hole), back(island), back(far)},
	} {
		mp := nestRings(rings)
		got := map[float64]int{} // an outer ring's west to how many holes it has
		for _, p := range mp {
			got[p.Bound().Min[0]] = len(p) - 1
		}
		if d := cmp.Diff(map[float64]int{110: 1, 112: 0, 130: 0}, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if mp := nestRings([]orb.Ring{outer, back(far)}); len(mp) != 2 {
		t.Errorf("a hole in nothing is lost: %v", mp)
	}
}

// Names in the zip file in GBK, a folder, capitals, rubbish from a Macintosh, a
// deleted record, a field of whole numbers with zeros behind the point.
func TestShapefileFromOffice(t *testing.T) {
	shp, shx := shpOf(5, part{5, [][]orb.Point{block(110, 34, 1)}}, part{5, [][]orb.Point{block(111, 34, 1)}}, part{5, [][]orb.Point{block(112, 34, 1)}})
	folder := gbk(`规划成果\县界`)
	f := &File{Path: "a.zip", Encoding: Bytes, Data: zipOf(t, map[string][]byte{
		folder + ".SHP": shp, folder + ".SHX": shx, folder + ".PRJ": []byte(prjDegrees), folder + ".CPG": []byte("936\r\n"),
		folder + ".DBF": dbfOf(0, []field{{"PAC", 'N', 16}, {gbk("行政区名称"), 'C', 10}, {"OPEN", 'L', 1}},
			[]string{"990101.00000000", gbk("北港区"), "T"}, []string{"*990102", gbk("废"), "F"}, []string{"990103.00000000", gbk("三元县"), "?"}),
		"__MACOSX/._" + "x.shp": []byte("rubbish"),
	})}
	layer, l := ReadShapefile(f, LayerOptions{ID: "PAC"})
	if len(l) > 0 {
		t.Fatal(report(l, diag.English))
	}
	var got []string
	for _, ft := range layer.Features {
		p := ft.Place()
		got = append(got, fmt.Sprintf("%d %s %s %v %d: %s", ft.Index, ft.ID, ft.Properties.Text("行政区名称"), ft.Properties[2].Value, p.Line, p.Text))
	}
	if d := cmp.Diff([]string{"0 990101 北港区 true 1: 990101 | 北港区 | true", "1 990103 三元县 <nil> 3: 990103 | 三元县 | "}, got); d != "" {
		t.Error(d)
	}
}
