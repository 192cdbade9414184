// Package draw makes the pictures of the atlas: it turns the maps and charts
// that the tables describe into the specs of carto and chart, and keeps what was
// drawn by what it was drawn from.
package draw

import (
	"sync"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/cache"
	"atlas/generator/carto"
	"atlas/generator/chart"
	"atlas/generator/geo"
	"atlas/generator/source"
)

// Studio draws. It may be used from several goroutines, and for one atlas after
// another: geometry that did not change is prepared once.
type Studio struct {
	cache  *cache.Cache
	engine *chart.Engine

	mu     sync.Mutex
	covers map[groundKey]*ground
	drawn  map[string][]byte // this run's drawings by key

	most       int                        // bytes that a layer may take
	reduced    map[string][]carto.Reduced // what was done to too big layers, by drawing
	problems   map[string]found           // of the maps of problemsOf
	problemsOf *atlas.Atlas
}

// NewStudio makes a studio that keeps drawings in the cache, which may be nil.
func NewStudio(c *cache.Cache, engine *chart.Engine) *Studio {
	return &Studio{cache: c, engine: engine, covers: map[groundKey]*ground{}, drawn: map[string][]byte{}, most: carto.MostBytes, reduced: map[string][]carto.Reduced{}}
}

// kept returns the drawing with the key, from this run, from the cache, or by
// making it.
func (s *Studio) kept(key string, make func() ([]byte, error)) ([]byte, error) {
	s.mu.Lock()
	data, ok := s.drawn[key]
	s.mu.Unlock()
	if ok {
		return data, nil
	}
	if data, ok = s.cache.Get(key); !ok {
		var err error
		if data, err = make(); err != nil {
			return nil, err
		}
		s.cache.Put(key, data)
	}
	s.mu.Lock()
	s.drawn[key] = data
	s.mu.Unlock()
	return data, nil
}

var _ Drawer = (*Studio)(nil)

// groundKey tells one set of polygons from another: the layers as they were
// read, and what of them is drawn.
type groundKey struct {
	first  *source.Layer
	layers string
	width  int
}

// ground is a map's polygons made ready: one topology of all its polygon
// layers, so that borders are shared between layers too.
type ground struct {
	topology *geo.Topology
	cover    *carto.Cover
	frame    carto.Frame
	shapes   []shape
	outline  orb.MultiLineString // of what is shown, degrees
}

// shape is a polygon of the ground.
type shape struct {
	feature *source.Feature
	layer   *atlas.MapLayer
	index   int // of the layer in the map
	tone    int
}

// frameMargin is the margin between the neat line and the drawing's edge, and
// the space around the area, by width.
func frameMargin(width int) (margin, pad float64) {
	switch {
	case width <= 320:
		return 0, 6
	case width < 500:
		return 13, 8
	default:
		return 17, 26
	}
}

// projection is the map's projection for an extent.
func projection(m *atlas.Map, b orb.Bound) geo.Projection {
	if m.Projection == "gauss-kruger" {
		return geo.GaussKruger(centralMeridian(b))
	}
	return geo.AlbersFor(geo.CGCS2000, b)
}

// centralMeridian is that of the three-degree zone in the middle of the extent.
func centralMeridian(b orb.Bound) float64 {
	mid := (b.Min[0] + b.Max[0]) / 2
	return float64(int(mid/3+0.5)) * 3
}
