package carto

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
)

// feature is as much of a GeoJSON feature as the tests need.
type feature struct {
	Properties map[string]any
	Geometry   orb.Geometry
}

func (f *feature) UnmarshalJSON(b []byte) error {
	var raw struct {
		Properties map[string]any
		Geometry   struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	f.Properties = raw.Properties
	var err error
	switch raw.Geometry.Type {
	case "Polygon":
		var p orb.Polygon
		err = json.Unmarshal(raw.Geometry.Coordinates, &p)
		f.Geometry = orb.MultiPolygon{p}
	case "MultiPolygon":
		var p orb.MultiPolygon
		err = json.Unmarshal(raw.Geometry.Coordinates, &p)
		f.Geometry = p
	case "LineString":
		var l orb.LineString
		err = json.Unmarshal(raw.Geometry.Coordinates, &l)
		f.Geometry = orb.MultiLineString{l}
	case "MultiLineString":
		var l orb.MultiLineString
		err = json.Unmarshal(raw.Geometry.Coordinates, &l)
		f.Geometry = l
	}
	return err
}

// read reads a layer of the first plan, or skips the test where it is missing.
func read(t testing.TB, name string) []feature {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dataDir, name))
	if os.IsNotExist(err) {
		t.Skipf("%s is not in the data folder", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	var c struct{ Features []feature }
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	return c.Features
}
