package source

import (
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

	"atlas/generator/diag"
)

// Every way in which a Shapefile is wrong, and all that is said of it, is in
// testdata/shapefile/problems.out. UPDATE=1 writes that anew, for a person to read.
func TestDamagedShapefiles(t *testing.T) {
	shp := func(kind uint32, shapes ...part) func(map[string][]byte) {
		return func(m map[string][]byte) { m["a.shp"], m["a.shx"] = shpOf(kind, shapes...) }
	}
	prj := func(s string) func(map[string][]byte) { return func(m map[string][]byte) { m["a.prj"] = []byte(s) } }
	without := func(names ...string) func(map[string][]byte) {
		return func(m map[string][]byte) {
			for _, n := range names {
				delete(m, n)
			}
		}
	}
	zone := strings.NewReplacer("DATUM", `GEOGCS["GCS",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`)
	grid := zone.Replace(`PROJCS["GK",DATUM,PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["Central_Meridian",108.0],PARAMETER["Scale_Factor",1.0],UNIT["Meter",1.0]]`)
	moved := func(by float64) func(map[string][]byte) {
		return shp(5, part{5, [][]orb.Point{block(by+400000, 3800000, 1000)}}, part{5, [][]orb.Point{block(by+401000, 3800000, 1000)}})
	}
	both := func(fs ...func(map[string][]byte)) func(map[string][]byte) {
		return func(m map[string][]byte) {
			for _, f := range fs {
				f(m)
			}
		}
	}
	fill := func(name string, at int, b ...byte) func(map[string][]byte) {
		return func(m map[string][]byte) { copy(m[name][at:], b) }
	}
	cut := func(name string, n int) func(map[string][]byte) {
		return func(m map[string][]byte) { m[name] = m[name][:len(m[name])-n] }
	}
	rows := func(language byte, rows ...[]string) func(map[string][]byte) {
		return func(m map[string][]byte) { m["a.dbf"] = dbfOf(language, codeName8, rows...) }
	}
	nan := math.Float64bits(math.NaN())
	cases := []struct {
		name   string
		change func(map[string][]byte)
		opt    LayerOptions
	}{
		{"no .shp", without("a.shp"), LayerOptions{}},
		{"two .shp", func(m map[string][]byte) { m["b.shp"] = nil }, LayerOptions{}},
		{"another member", func(m map[string][]byte) { m["roads.shp"] = nil }, LayerOptions{Member: "raods"}},
		{"empty .shp", func(m map[string][]byte) { m["a.shp"] = nil }, LayerOptions{}},
		{"patches", fill("a.shp", 32, 31), LayerOptions{}},
		{"no .dbf", without("a.dbf"), LayerOptions{ID: "code"}},
		{"short .dbf", cut("a.dbf", 8), LayerOptions{}},
		{"no .dbf at all", func(m map[string][]byte) { m["a.dbf"] = []byte("rubbish") }, LayerOptions{}},
		{"too many fields", fill("a.dbf", 32+16, 200), LayerOptions{}},
		{"another number of records", rows(0, []string{"990101", ""}), LayerOptions{}},
		{"record cut off", both(without("a.shx"), cut("a.shp", 40)), LayerOptions{}},
		{"record header cut off", both(without("a.shx"), cut("a.shp", 132)), LayerOptions{}},
		{"wrong number of a record", both(without("a.shx"), fill("a.shp", 100, 0, 0, 0, 9)), LayerOptions{}},
		{"wrong .shx", fill("a.shx", 100, 0, 0, 0, 9), LayerOptions{ID: "code"}},
		{"wrong type of a record", fill("a.shp", 108, 77), LayerOptions{}},
		{"too many parts", fill("a.shp", 108+36, 0xFF), LayerOptions{}},
		{"too many positions", fill("a.shp", 108+40, 0xFF), LayerOptions{}},
		{"wrong start of a part", fill("a.shp", 108+44, 3), LayerOptions{}},
		{"not a number", fill("a.shp", 108+48, binary.LittleEndian.AppendUint64(nil, nan)...), LayerOptions{}},
		{"null shape", shp(5, part{0, nil}, part{5, [][]orb.Point{block(111, 34, 1)}}), LayerOptions{ID: "code"}},
		{"open ring", shp(5, part{5, [][]orb.Point{block(110, 34, 1)[:4]}}, part{5, [][]orb.Point{block(111, 34, 1)}}), LayerOptions{ID: "code"}},
		{"short ring", shp(5, part{5, [][]orb.Point{{{110, 34}, {111, 34}, {110, 34}}}}, part{5, [][]orb.Point{block(111, 34, 1)}}), LayerOptions{ID: "code"}},
		{"crossing ring", shp(5, part{5, [][]orb.Point{{{110, 34}, {111, 35}, {111, 34}, {110, 35}, {110, 34}}}}, part{5, [][]orb.Point{block(111, 34, 1)}}), LayerOptions{ID: "code"}},
		{"off the Earth", shp(5, part{5, [][]orb.Point{block(110, 34, 90)}}, part{5, [][]orb.Point{block(111, 34, 1)}}), LayerOptions{ID: "code"}},
		{"same id", rows(0, []string{"990101", ""}, []string{"990101", ""}), LayerOptions{ID: "code"}},
		{"no id", nil, LayerOptions{ID: "CODE"}},
		{"says UTF-8 and is GBK", func(m map[string][]byte) { m["a.cpg"] = []byte("UTF-8") }, LayerOptions{ID: "code"}},
		{"says GBK and is UTF-8", rows(0x4D, []string{"990101", "北港"}, []string{"990102", "三元"}), LayerOptions{ID: "code"}},
		{"neither", rows(0, []string{"990101", "\x80\xFF\x80"}, []string{"990102", "\xFF\x20\xFF"}), LayerOptions{ID: "code"}},
		{"half a character", rows(0x4D, []string{"990101", "a" + gbk("北港区的")[:7]}, []string{"990102", "a" + gbk("三元县的")[:7]}), LayerOptions{ID: "code"}},
		{"two fields of one name", func(m map[string][]byte) {
			m["a.dbf"] = dbfOf(0, []field{{"code", 'C', 6}, {gbk("行政区名称一"), 'C', 4}, {gbk("行政区名称二"), 'C', 4}}, []string{"990101", "", ""}, []string{"990102", "", ""})
		}, LayerOptions{ID: "code"}},
		{"no .prj, degrees", without("a.prj"), LayerOptions{ID: "code"}},
		{"no .prj, metres", both(without("a.prj"), moved(0)), LayerOptions{ID: "code"}},
		{"no .prj, a zone of three degrees", both(without("a.prj"), moved(36e6)), LayerOptions{ID: "code"}},
		{"no .prj, a zone of six degrees", both(without("a.prj"), moved(18e6)), LayerOptions{ID: "code"}},
		{"no .prj, but a number", both(without("a.prj"), moved(36e6)), LayerOptions{ID: "code", CRS: "EPSG:4524"}},
		{"an unknown number", nil, LayerOptions{ID: "code", CRS: "EPSG:2381"}},
		{"no .prj at all", prj(`PROJCS["cut off`), LayerOptions{}},
		{"an unknown datum", prj(strings.ReplaceAll(prjDegrees, "China", "North_American")[:40] + `",DATUM["D_NAD83",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`), LayerOptions{}},
		{"an unknown projection", prj(strings.Replace(grid, "Gauss_Kruger", "Lambert_Conformal_Conic", 1)), LayerOptions{}},
		{"an old datum", prj(strings.NewReplacer("D_China_2000", "D_Xian_1980").Replace(prjDegrees)), LayerOptions{ID: "code"}},
		{"an old datum that is known", prj(strings.NewReplacer("D_China_2000", "D_Beijing_1954").Replace(prjDegrees)), LayerOptions{ID: "code", Shifted: func(string) bool { return true }}},
		{"a zone that the .prj does not know", both(prj(grid), moved(36e6)), LayerOptions{ID: "code"}},
		{"a zone that only the .prj knows", both(prj(strings.Replace(grid, "500000", "36500000", 1)), moved(0)), LayerOptions{ID: "code"}},
		{"another zone", both(prj(grid), moved(37e6)), LayerOptions{ID: "code"}},
		{"degrees as metres", prj(strings.Replace(grid, "108.0", "208.0", 1)), LayerOptions{ID: "code"}},
		{"metres as degrees", moved(0), LayerOptions{ID: "code"}},
	}
	var out strings.Builder
	write := func(name string, l diag.List) {
		fmt.Fprintf(&out, "== %s\n%s\n%s\n", name, report(l, diag.English), report(l, diag.Chinese))
	}
	for _, c := range cases {
		layer, l := ReadShapefile(sound(t, c.change), c.opt)
		if len(l) == 0 && !slices.Contains([]string{"no .prj, but a number", "an old datum that is known", "degrees as metres"}, c.name) {
			t.Errorf("%s: nothing was found wrong", c.name)
		}
		if l.Count(diag.Error) == 0 && (len(layer.Features) != 2 || layer.Features[1].Geometry == nil) {
			t.Errorf("%s: it cannot be used, and no error says so", c.name)
		}
		write(c.name, l)
	}
	whole := sound(t, nil).Data
	for name, data := range map[string][]byte{"": nil, "Rar!": []byte("Rar!\x1a\x07"), "cut off": whole[:len(whole)/2]} {
		if _, l := ReadShapefile(&File{Path: "a.zip", Data: data}, LayerOptions{}); len(l) != 1 || l[0].Rule != "shapefile-zip" {
			t.Errorf("%s: %v", name, l)
		}
	}
	spoilt := slices.Clone(whole)
	copy(spoilt[60:], "spoilt bytes in the middle of it")
	_, l := ReadShapefile(&File{Path: "a.zip", Data: spoilt}, LayerOptions{})
	write("spoilt bytes", l)
	locked := bytes.ReplaceAll(whole, []byte("PK\x01\x02\x14\x00\x14\x00\x08"), []byte("PK\x01\x02\x14\x00\x14\x00\x09"))
	_, l = ReadShapefile(&File{Path: "a.zip", Data: locked}, LayerOptions{})
	write("locked", l)

	const golden = "testdata/shapefile/problems.out"
	if os.Getenv("UPDATE") == "1" && os.Getenv("CI") == "" {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), out.String()); d != "" {
		t.Error(d)
	}
}

func FuzzReadShapefile(f *testing.F) {
	for _, name := range []string{"zone", "deg"} {
		b, err := os.ReadFile("testdata/shapefile/" + name + ".zip")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, zipped []byte) {
		layer, l := ReadShapefile(&File{Path: "a.zip", Data: zipped, Encoding: Bytes}, LayerOptions{ID: "code"})
		possible(t, layer, l)
	})
}

// The members of a Shapefile, unpacked.
func FuzzShapefileMembers(f *testing.F) {
	for _, name := range []string{"zone", "deg", "utm", "albers"} {
		b, err := os.ReadFile("testdata/shapefile/" + name + ".zip")
		if err != nil {
			f.Fatal(err)
		}
		file := &shapeReader{layer: &Layer{File: &File{Data: b}}}
		if !file.open() {
			f.Fatal(name)
		}
		f.Add(file.parts[".shp"], file.parts[".shx"], file.parts[".dbf"], file.parts[".prj"], file.parts[".cpg"])
	}
	f.Fuzz(func(t *testing.T, shp, shx, dbf, prj, cpg []byte) {
		r := &shapeReader{layer: &Layer{File: &File{Path: "a.zip"}}, opt: LayerOptions{ID: "code"}, rows: &sheet{path: "a.zip"}, name: "a",
			parts: map[string][]byte{".shp": shp, ".dbf": dbf, ".prj": prj, ".cpg": cpg}}
		if len(shx) > 0 {
			r.parts[".shx"] = shx
		}
		r.read()
		possible(t, r.layer, r.problems)
	})
}

// possible checks that geometry lies on the Earth, and that problems are whole.
func possible(t *testing.T, layer *Layer, l diag.List) {
	t.Helper()
	for _, ft := range layer.Features {
		l.Add(problem("x", ft.Place(), diag.T("x", "x"), diag.Text{}))
		if ft.Geometry != nil && !(onEarth(ft.Geometry.Bound().Min) && onEarth(ft.Geometry.Bound().Max)) {
			t.Fatalf("%v is off the Earth", ft.Geometry.Bound())
		}
	}
	for _, p := range l {
		if p.Rule == "" || p.Message.ZH == "" || p.Message.EN == "" || strings.Contains(p.Message.EN+p.Message.ZH, "%!") {
			t.Fatalf("%+v", p)
		}
	}
	report(l, diag.Chinese)
}
