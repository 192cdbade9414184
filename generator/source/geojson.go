package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"atlas/generator/diag"
)

// Layer is a GeoJSON FeatureCollection (RFC 7946), or a Shapefile.
type Layer struct {
	File     *File
	Features []Feature
	// Datum is what the file says of it, one of Datums; "" where it says nothing.
	Datum string
	// Stored is the encoding of a Shapefile's attributes.
	Stored Encoding
}

// Feature is a thing with a shape.
type Feature struct {
	Pos               // the feature's opening brace
	Index      int    // its number in the file, from 0
	ID         string // empty where the file gives none
	Properties Properties
	// Geometry is in degrees, longitude before latitude, nil where the feature
	// has none or it could not be read. Heights are dropped. Rings are closed,
	// in the direction the file has.
	Geometry orb.Geometry
	// Empty is set where the file gives the feature no geometry, as against one that
	// could not be read.
	Empty bool
}

// Properties are a feature's properties in the order of the file.
type Properties []Property

// Property is one property of a feature.
type Property struct {
	Pos
	Name string
	// Value is a string, float64, bool or nil; an array or object has nil and
	// its JSON as Text.
	Value any
	// Text is the value as text: a string as it reads, anything else as the
	// file writes it; empty for null.
	Text string
}

// Get returns the property of a name.
func (p Properties) Get(name string) (Property, bool) {
	for _, x := range p {
		if x.Name == name {
			return x, true
		}
	}
	return Property{}, false
}

// Text returns the text of a property, empty where there is none.
func (p Properties) Text(name string) string {
	x, _ := p.Get(name)
	return x.Text
}

// ReadGeoJSON reads a FeatureCollection. A feature's ID is the property that
// idProperty names, or else its member "id". Where idProperty is given, each
// feature must have an id of its own. Where it is empty, nobody relies on ids:
// one that stands twice, or is missing while others are there, is a warning.
//
// The layer is never nil. It holds each feature that is one; a feature whose
// geometry has an error that forbids drawing it has a nil Geometry.
func ReadGeoJSON(f *File, idProperty string) (*Layer, diag.List) {
	r := &geoReader{layer: &Layer{File: f}, idProperty: idProperty}
	r.s = &jsonScanner{f: f, data: f.Data, problems: &r.problems}
	r.collection()
	if !r.s.failed {
		r.ids()
	}
	return r.layer, sorted(r.problems)
}

type geoReader struct {
	s          *jsonScanner
	layer      *Layer
	idProperty string
	problems   diag.List

	feature  *Feature       // the one being read
	wrong    wrongPositions // its positions that are none
	offEarth offEarth       // its positions off the Earth
}

func (r *geoReader) add(rule string, offset, runes int, message, hint diag.Text) {
	if r.feature != nil {
		message = r.inFeature(message)
	}
	r.problems.Add(problem(rule, r.layer.File.Place(offset, runes), message, hint))
}

// warn adds a problem that forbids nothing.
func (r *geoReader) warn(rule string, offset int, message, hint diag.Text) {
	r.add(rule, offset, 1, message, hint)
	r.problems[len(r.problems)-1].Severity = diag.Warning
	if rule == "geojson-empty" && r.feature != nil {
		r.feature.Empty = true
	}
}

// inFeature puts the feature's name before a message.
func (r *geoReader) inFeature(t diag.Text) diag.Text {
	n, id := strconv.Itoa(r.feature.Index+1), r.feature.ID
	if id != "" {
		id = " (" + id + ")"
	}
	return diag.Text{ZH: "第 " + n + " 个要素" + id + "：" + t.ZH, EN: "feature " + n + id + ": " + t.EN}
}

// member is a member of an object: where its key and its value begin.
type member struct{ key, value int }

// members walks over an object at the scanner and notes where the members are.
func (r *geoReader) members() map[string]member {
	m := map[string]member{}
	r.s.object(func(key string, at int) {
		m[key] = member{key: at, value: r.s.pos}
		r.s.skip()
	})
	return m
}

// at moves the scanner to an offset for the time of do.
func (r *geoReader) at(offset int, do func()) {
	back := r.s.pos
	r.s.pos = offset
	do()
	r.s.pos = back
}

// text reads the string at an offset; ok is false where there is none.
func (r *geoReader) text(offset int) (v string, ok bool) {
	if r.s.data[offset] != '"' {
		return "", false
	}
	r.at(offset, func() { v = r.s.str() })
	return v, true
}

// runesAt is how many characters the value at an offset has, for the caret.
func (r *geoReader) runesAt(offset int) int {
	n := 1
	r.at(offset, func() {
		if c := r.s.data[offset]; c != '{' && c != '[' {
			r.s.skip()
			n = utf8.RuneCount(r.s.data[offset:r.s.pos])
		}
	})
	return n
}

var noCollection = diag.T("应为 GeoJSON 的 FeatureCollection", "a GeoJSON FeatureCollection was expected")

// collection reads the whole file. Features are read as they come, so that a
// syntax error further down does not hide what is wrong above it.
func (r *geoReader) collection() {
	s := r.s
	if c := s.space(); c != '{' {
		if c == 0 {
			s.fail(s.pos, diag.T("文件是空的", "the file is empty"), diag.Text{})
			return
		}
		if c == '[' || c == '"' {
			r.add("geojson-type", s.pos, 1, noCollection, diag.Text{})
			s.skip()
			return
		}
		s.unexpected(diag.T("GeoJSON（以 { 开头）", "GeoJSON (which begins with {)"))
		return
	}
	start := s.pos
	kind, features := -1, -1
	s.object(func(key string, at int) {
		value := s.pos
		switch key {
		case "type":
			kind = value
		case "crs":
			s.skip()
			if !s.failed {
				r.crs(value)
			}
			return
		case "features":
			features = value
			if s.space() == '[' {
				s.array(func(i int) { r.readFeature(i) })
				return
			}
		}
		s.skip()
	})
	if s.failed {
		return
	}
	if s.space(); s.pos < len(s.data) {
		s.unexpected(diag.T("文件结束", "the end of the file"))
		return
	}
	r.checkCollection(start, kind, features)
}

// checkCollection reports a file that is JSON but no FeatureCollection.
func (r *geoReader) checkCollection(start, kind, features int) {
	if kind < 0 {
		r.add("geojson-type", start, 1, diag.T("缺少成员 \"type\"，应为 \"FeatureCollection\"",
			"the member \"type\" is missing, \"FeatureCollection\" was expected"), diag.Text{})
	} else if name, _ := r.text(kind); name != "FeatureCollection" {
		hint := diag.DidYouMean(name, []string{"FeatureCollection"})
		switch {
		case name == "Feature" || isGeometryType(name):
			hint = diag.T("请把它放进 {\"type\":\"FeatureCollection\",\"features\":[…]}",
				"put it into {\"type\":\"FeatureCollection\",\"features\":[…]}")
		case name == "Topology":
			hint = diag.T("这是 TopoJSON，请导出为 GeoJSON", "this is TopoJSON; export it as GeoJSON")
		}
		r.add("geojson-type", kind, r.runesAt(kind), noCollection, hint)
		return
	}
	switch {
	case features < 0:
		r.add("geojson-type", start, 1, diag.T("缺少成员 \"features\"", "the member \"features\" is missing"), diag.Text{})
	case r.s.data[features] != '[':
		r.add("geojson-type", features, r.runesAt(features), diag.T("\"features\" 应为列表 […]", "\"features\" should be a list […]"), diag.Text{})
	}
}

// readFeature reads the feature at the scanner and steps over it.
func (r *geoReader) readFeature(i int) {
	s := r.s
	start := s.pos
	if s.data[start] != '{' {
		s.skip()
		r.add("geojson-type", start, r.runesAt(start), diag.Tf("第 %d 个要素应为 {…}", "feature %d should be {…}", i+1), diag.Text{})
		return
	}
	m := r.members()
	if s.failed {
		return
	}
	r.feature = &Feature{Pos: s.f.Pos(start, 1), Index: i}
	r.offEarth, r.wrong = offEarth{}, wrongPositions{}
	defer func() { r.feature = nil }()
	if at, ok := m["properties"]; ok && s.data[at.value] == '{' {
		r.properties(at.value)
	} else if ok && s.data[at.value] != 'n' {
		r.add("geojson-type", at.value, r.runesAt(at.value), diag.T("\"properties\" 应为 {…}", "\"properties\" should be {…}"), diag.Text{})
	}
	r.id(m["id"])
	if at, ok := m["type"]; !ok {
		r.add("geojson-type", start, 1, diag.T("缺少成员 \"type\"，应为 \"Feature\"", "the member \"type\" is missing, \"Feature\" was expected"), diag.Text{})
	} else if name, _ := r.text(at.value); name != "Feature" {
		r.add("geojson-type", at.value, r.runesAt(at.value), diag.T("应为 \"Feature\"", "\"Feature\" was expected"), diag.DidYouMean(name, []string{"Feature"}))
	}
	if at, ok := m["geometry"]; !ok {
		r.add("geojson-type", start, 1, diag.T("缺少成员 \"geometry\"", "the member \"geometry\" is missing"), diag.Text{})
	} else if s.data[at.value] == 'n' {
		r.warn("geojson-empty", at.value, diag.T("没有几何", "it has no geometry"), diag.Text{})
	} else {
		r.at(at.value, func() { r.feature.Geometry = r.geometry() })
	}
	r.reportWrong()
	r.reportOffEarth()
	r.layer.Features = append(r.layer.Features, *r.feature)
}

// properties reads the properties at an offset.
func (r *geoReader) properties(offset int) {
	s := r.s
	r.at(offset, func() {
		s.object(func(key string, at int) {
			p := Property{Name: key}
			value := s.pos
			switch c := s.data[value]; {
			case c == '"':
				p.Text = s.str()
				p.Value = p.Text
			case c == '-' || c >= '0' && c <= '9':
				p.Value = s.number()
				p.Text = string(s.data[value:s.pos])
			default:
				s.skip()
				if c == 't' || c == 'f' {
					p.Value = c == 't'
				}
				if c != 'n' {
					p.Text = string(s.data[value:s.pos])
				}
			}
			p.Pos = s.f.Pos(value, utf8.RuneCount(s.data[value:s.pos]))
			r.feature.Properties = append(r.feature.Properties, p)
		})
	})
}

// crs reports a coordinate system other than WGS84 and CGCS2000. The member is
// of the GeoJSON of 2008; today's has WGS84 only.
func (r *geoReader) crs(offset int) {
	if r.s.data[offset] == 'n' {
		return
	}
	name, at := "", offset
	r.at(offset, func() {
		if r.s.data[offset] != '{' {
			return
		}
		if p, ok := r.members()["properties"]; ok && r.s.data[p.value] == '{' {
			r.s.pos = p.value
			if n, ok := r.members()["name"]; ok {
				name, _ = r.text(n.value)
				at = n.value
			}
		}
	})
	upper := strings.ToUpper(name)
	for _, good := range []string{":CRS84", ":4326", ":4490", "WGS84", "CGCS2000"} {
		if strings.HasSuffix(upper, good) {
			return
		}
	}
	r.add("geojson-crs", at, r.runesAt(at),
		diag.Tf("坐标系 %q 不是 WGS84（EPSG:4326）或 CGCS2000（EPSG:4490）经纬度",
			"the coordinate system %q is neither WGS84 (EPSG:4326) nor CGCS2000 (EPSG:4490) in degrees", name),
		diag.T("请在导出时选择 EPSG:4326", "choose EPSG:4326 when you export the layer"))
}
