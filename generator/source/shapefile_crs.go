package source

import (
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"atlas/generator/diag"
)

var exportDegrees = diag.T("请导出为 CGCS2000 经纬度（EPSG:4490）或 WGS84（EPSG:4326）", "export the layer in degrees, CGCS2000 (EPSG:4490) or WGS84 (EPSG:4326)")

// conversion finds out how the positions become degrees.
func (r *shapeReader) conversion(shapes []shape) (func(orb.Point) (orb.Point, bool), bool) {
	var c crs
	prj, there := r.parts[".prj"]
	switch {
	case r.opt.CRS != "":
		known := false
		if c, known = epsg(r.opt.CRS); !known {
			r.whole("shapefile-crs", diag.Tf("layers.yaml 中的坐标系 %q 不是认识的", "the coordinate system %q of layers.yaml is not one that is known", r.opt.CRS),
				diag.T("可写 EPSG:4490、4326、CGCS2000 高斯－克吕格 4491 至 4554、UTM 32601 至 32760", "EPSG:4490, 4326, CGCS2000 Gauss–Krüger 4491 to 4554, and UTM 32601 to 32760 are"))
			return nil, false
		}
	case there:
		w, ok := parseWKT(string(prj))
		if !ok {
			r.member("shapefile-crs", ".prj", diag.T("读不懂，不是坐标系的文字说明", "it cannot be understood: it is no description of a coordinate system"), exportDegrees)
			return nil, false
		}
		what := ""
		if c, what = crsOf(w); what != "" {
			r.member("shapefile-crs", ".prj", diag.Tf("坐标系 %[1]s 中的 %[2]s 不在可换算之列", "%[2]s of the coordinate system %[1]s is not one that can be converted", strconv.Quote(w.title()), what), exportDegrees)
			return nil, false
		}
	default:
		return r.guess(shapes)
	}
	r.layer.Datum = c.datum
	if (c.datum == Xian80 || c.datum == Beijing54) && (r.opt.Shifted == nil || !r.opt.Shifted(c.datum)) {
		r.member("shapefile-datum", ".prj",
			diag.Text{ZH: "坐标属于" + DatumTitle(c.datum).ZH + "坐标系，与 CGCS2000 相差几十米至一百多米，图集没有换算参数",
				EN: "the coordinates are on the datum " + DatumTitle(c.datum).EN + ", tens of metres to more than a hundred off CGCS2000, and the atlas has no parameters to convert them"},
			diag.Tf("请向测绘部门索取 CGCS2000 的图层；若这样的偏差无妨，在 layers.yaml 中写 datum: %s，即照原样画", "ask the survey office for the layer in CGCS2000; if such a shift does not matter, write datum: %s in layers.yaml and it is drawn as it is", c.datum))
		return nil, false
	}
	if c.zoned {
		if !r.zone(&c, shapes) {
			return nil, false
		}
	}
	return c.degrees, true
}

// DatumTitle is what a datum is called.
func DatumTitle(d string) diag.Text {
	switch d {
	case Xian80:
		return diag.T("西安80", "Xi'an 1980")
	case Beijing54:
		return diag.T("北京54", "Beijing 1954")
	}
	return diag.T(d, d)
}

// zoneOf is the zone that all eastings begin with; 0 where they do not.
func zoneOf(shapes []shape) int {
	zone := -1
	for _, s := range shapes {
		for _, p := range s.points {
			z := int(math.Floor(math.Min(math.Max(p[0], -1e9), 1e9) / 1e6))
			if zone >= 0 && z != zone {
				return 0
			}
			zone = z
		}
	}
	if _, _, ok := zoneMeridian(zone); !ok {
		return 0
	}
	return zone
}

// zone settles whether eastings begin with the number of their zone: files are
// common in which they do and the .prj knows nothing of it, or the other way
// round.
func (r *shapeReader) zone(c *crs, shapes []shape) bool {
	if c.unit != 1 {
		return true
	}
	zone, claimed := zoneOf(shapes), int(math.Floor(c.fe/1e6))
	switch {
	case zone == claimed || zone == 0 && claimed == 0:
		return true
	case zone == 0: // none in the file
		low, high := math.Inf(1), math.Inf(-1)
		for _, s := range shapes {
			for _, p := range s.points {
				low, high = math.Min(low, p[0]), math.Max(high, p[0])
			}
		}
		if low > high || low < 0 || high > 1e6 {
			return true // degrees will tell
		}
		c.shift[0] = -float64(claimed) * 1e6
		r.claimed("shapefile-crs", diag.Tf("说横坐标带有带号 %d，图形里却没有；按没有带号读取", "it says that eastings begin with the zone, %d, but those of the shapes do not; they are read without it", claimed), exportDegrees)
		r.soften()
		return true
	}
	lon0, wide, _ := zoneMeridian(zone)
	if lon0 != c.lon0 {
		r.claimed("shapefile-crs", diag.Tf("说中央经线是 %[1]s°，横坐标却带有 %[3]d 度带的带号 %[2]d（中央经线 %[4]s°）", "it says that the central meridian is %[1]s°, but eastings begin with %[2]d, a zone of %[3]d degrees with the central meridian %[4]s°", degrees(c.lon0), zone, wide, degrees(lon0)), exportDegrees)
		return false
	}
	c.shift[0] = float64(zone-claimed) * 1e6
	r.claimed("shapefile-crs", diag.Tf("没有说横坐标带有带号，图形里却有带号 %d；已去掉带号", "it does not say so, but the eastings of the shapes begin with the zone, %d; it is taken off", zone), exportDegrees)
	r.soften()
	return true
}

// claimed adds an error about what is said of the coordinate system, by layers.yaml
// or else by the .prj.
func (r *shapeReader) claimed(rule string, message, hint diag.Text) {
	if r.opt.CRS == "" {
		r.member(rule, ".prj", message, hint)
		return
	}
	r.whole(rule, diag.Text{ZH: "layers.yaml 的 crs（" + r.opt.CRS + "）：" + message.ZH, EN: "crs in layers.yaml (" + r.opt.CRS + "): " + message.EN}, hint)
}

// guess looks at the positions of a Shapefile without .prj.
func (r *shapeReader) guess(shapes []shape) (func(orb.Point) (orb.Point, bool), bool) {
	inDegrees := true
	for _, s := range shapes {
		for _, p := range s.points {
			inDegrees = inDegrees && onEarth(p)
		}
	}
	message := diag.T("旁边没有 .prj，无从得知坐标系", "there is no .prj beside it, and so no coordinate system")
	if inDegrees {
		message.ZH += "；坐标像是经纬度，按 CGCS2000 读取"
		message.EN += "; the positions look like degrees and are read as CGCS2000"
		r.member("shapefile-crs", ".shp", message, diag.T("请把 .prj 一起打包", "pack the .prj with it"))
		r.soften()
		return crs{unit: 1}.degrees, true
	}
	hint := diag.T("请把 .prj 一起打包，或在 layers.yaml 中写明坐标系，如 crs: EPSG:4545", "pack the .prj with it, or name the coordinate system in layers.yaml, such as crs: EPSG:4545")
	if zone := zoneOf(shapes); zone > 0 {
		lon0, wide, _ := zoneMeridian(zone)
		code := 4491 + zone - 13
		if wide == 3 {
			code = 4513 + zone - 25
		}
		hint = diag.Tf("横坐标带有 %[1]d 度带的带号 %[2]d（中央经线 %[3]s°）；若是 CGCS2000，在 layers.yaml 中写 crs: EPSG:%[4]d", "eastings begin with %[2]d, a zone of %[1]d degrees (central meridian %[3]s°); if this is CGCS2000, write crs: EPSG:%[4]d in layers.yaml", wide, zone, degrees(lon0), code)
	}
	r.member("shapefile-crs", ".shp", message, hint)
	return nil, false
}

// KnownDatum recognises a datum as people write it in layers.yaml; "" where it
// is none that is known.
func KnownDatum(s string) string {
	switch b := bare(s); {
	case strings.HasPrefix(b, "gcj"):
		return "GCJ-02"
	case strings.HasPrefix(b, "bd09"):
		return "BD-09"
	case strings.Contains(b, "西安80") || strings.Contains(b, "西安1980"):
		return Xian80
	case strings.Contains(b, "北京54") || strings.Contains(b, "北京1954"):
		return Beijing54
	}
	return datumOf(s)
}
