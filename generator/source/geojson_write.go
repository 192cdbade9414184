package source

import (
	"encoding/json"
	"strconv"

	"github.com/paulmach/orb"
)

// GeoJSON is the layer as GeoJSON (RFC 7946): its file as it is, or what was read
// of a Shapefile, a feature a line.
func (l *Layer) GeoJSON() []byte {
	if l.File == nil {
		return nil
	}
	if l.File.Encoding != Bytes {
		return l.File.Data
	}
	b := []byte(`{"type":"FeatureCollection","features":[`)
	for i := range l.Features {
		if i > 0 {
			b = append(b, ',')
		}
		ft := &l.Features[i]
		b = append(b, "\n"+`{"type":"Feature",`...)
		if ft.ID != "" {
			b = append(appendJSON(append(b, `"id":`...), ft.ID), ',')
		}
		b = append(b, `"properties":{`...)
		for k, p := range ft.Properties {
			if k > 0 {
				b = append(b, ',')
			}
			b = appendJSON(append(appendJSON(b, p.Name), ':'), p.Value)
		}
		b = append(appendGeometry(append(b, `},"geometry":`...), ft.Geometry), '}')
	}
	return append(b, "\n]}\n"...)
}

// appendJSON appends a text, number, bool or nil.
func appendJSON(b []byte, v any) []byte {
	data, err := json.Marshal(v)
	if err != nil { // no reader makes such a value
		return append(b, "null"...)
	}
	return append(b, data...)
}

func appendGeometry(b []byte, g orb.Geometry) []byte {
	if g == nil {
		return append(b, "null"...)
	}
	b = append(b, `{"type":"`+g.GeoJSONType()+`","coordinates":`...)
	switch g := g.(type) {
	case orb.Point:
		b = appendPoint(b, g)
	case orb.MultiPoint:
		b = appendPoints(b, g)
	case orb.LineString:
		b = appendPoints(b, g)
	case orb.MultiLineString:
		b = appendList(b, g, func(b []byte, l orb.LineString) []byte { return appendPoints(b, l) })
	case orb.Polygon:
		b = appendPolygon(b, g)
	case orb.MultiPolygon:
		b = appendList(b, g, appendPolygon)
	}
	return append(b, '}')
}

func appendPolygon(b []byte, p orb.Polygon) []byte {
	return appendList(b, p, func(b []byte, r orb.Ring) []byte { return appendPoints(b, r) })
}

func appendPoints(b []byte, ps []orb.Point) []byte { return appendList(b, ps, appendPoint) }

func appendList[T any](b []byte, items []T, add func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, x := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = add(b, x)
	}
	return append(b, ']')
}

func appendPoint(b []byte, p orb.Point) []byte {
	b = strconv.AppendFloat(append(b, '['), p[0], 'f', -1, 64)
	b = strconv.AppendFloat(append(b, ','), p[1], 'f', -1, 64)
	return append(b, ']')
}
