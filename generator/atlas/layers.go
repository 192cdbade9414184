package atlas

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"atlas/generator/diag"
	"atlas/generator/geo"
	"atlas/generator/source"
)

// Layer is a layer of geometry, as data/geo/layers.yaml describes it.
type Layer struct {
	ID              string
	Title           Localized
	Path            string
	Key             string // the property that holds the features' ids
	Source          Localized
	License         License
	Redistributable bool
	Datum           string // as the site writes it
	DatumPlace      diag.Place
	Accuracy        Localized
	Trusted         bool // known to lie where it should: others are compared with it
	Coverage        bool // neighbours share borders and do not overlap
	Data            *source.Layer
	features        map[string]*source.Feature
	topology        func() *geo.Topology
}

// Topology is the layer's polygons with shared borders, a shape for each feature,
// made when it is first asked for and kept as long as the file is the same.
func (l *Layer) Topology() *geo.Topology { return l.topology() }

// Bytes is the layer as GeoJSON.
func (l *Layer) Bytes() []byte { return l.Data.GeoJSON() }

// Feature finds a feature by its id; nil where there is none.
func (l *Layer) Feature(id string) *source.Feature { return l.features[id] }

type layersYAML struct {
	Layers []struct {
		ID              string               `yaml:"id"`
		File            string               `yaml:"file"`
		Member          string               `yaml:"member"`
		Key             string               `yaml:"key"`
		Title           perLanguage          `yaml:"title"`
		Source          perLanguage          `yaml:"source"`
		License         licenseYAML          `yaml:"license"`
		Redistributable bool                 `yaml:"redistributable"`
		Datum           source.Value[string] `yaml:"datum"`
		CRS             string               `yaml:"crs"`
		Accuracy        perLanguage          `yaml:"accuracy"`
		Trusted         bool                 `yaml:"trusted"`
		Coverage        *bool                `yaml:"coverage"`
	} `yaml:"layers"`
}

const layersPath = "data/geo/layers.yaml"

func (b *builder) readLayers() {
	y := decode[layersYAML](b, layersPath)
	if y == nil {
		return
	}
	a := b.atlas
	fresh := map[layerKey]readLayer{}
	for _, l := range y.Layers {
		layer := &Layer{ID: l.ID, Title: a.localized(l.Title), Path: path.Join("data/geo", l.File), Key: l.Key, Source: a.localized(l.Source),
			License: a.license(l.License), Redistributable: l.Redistributable, Datum: l.Datum.V, Accuracy: a.localized(l.Accuracy),
			Trusted: l.Trusted, Coverage: slices.Contains(a.Site.Geometry, l.ID), features: map[string]*source.Feature{}}
		if l.Datum.V != "" {
			layer.DatumPlace = l.Datum.Place()
		}
		if l.Coverage != nil {
			layer.Coverage = *l.Coverage
		}
		read := b.layer(layer.Path, layerKey{id: l.Key, member: l.Member, crs: l.CRS, datum: source.KnownDatum(l.Datum.V)}, fresh)
		layer.Data, layer.topology = read.data, read.topology
		for i := range layer.Data.Features {
			f := &layer.Data.Features[i]
			layer.features[f.ID] = f
		}
		a.Layers = append(a.Layers, layer)
		a.layers[l.ID] = layer
	}
	b.loader.layers = fresh
}

// layerKey is what decides what is read of a layer's file.
type layerKey struct {
	file                   *source.File
	id, member, crs, datum string
}

// readLayer is what was read with a key.
type readLayer struct {
	data     *source.Layer
	topology func() *geo.Topology
	problems diag.List
}

// layer reads a layer, unless the same was read of the same file before.
func (b *builder) layer(name string, key layerKey, fresh map[layerKey]readLayer) readLayer {
	zipped := strings.EqualFold(path.Ext(name), ".zip")
	kind := source.LayerFile
	if zipped {
		kind = source.BytesFile
	}
	if key.file = b.open(name, kind); key.file == nil {
		return newLayer(&source.Layer{}, nil)
	}
	read, known := b.loader.layers[key]
	if !known {
		if zipped {
			read = newLayer(source.ReadShapefile(key.file, source.LayerOptions{ID: key.id, Member: key.member, CRS: key.crs,
				Shifted: func(datum string) bool { return datum == key.datum }}))
		} else {
			read = newLayer(source.ReadGeoJSON(key.file, key.id))
		}
	}
	fresh[key] = read
	b.problems.Add(read.problems...)
	return read
}

func newLayer(data *source.Layer, problems diag.List) readLayer {
	return readLayer{data: data, problems: problems, topology: sync.OnceValue(func() *geo.Topology {
		shapes := make([]orb.MultiPolygon, len(data.Features))
		for i := range data.Features {
			shapes[i] = Polygons(data.Features[i].Geometry)
		}
		return geo.NewTopology(shapes)
	})}
}
