package atlas

import (
	"path"

	"atlas/generator/diag"
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
	Datum           string
	Accuracy        Localized
	Data            *source.Layer
	features        map[string]*source.Feature
}

// Bytes is the layer's file, as UTF-8.
func (l *Layer) Bytes() []byte {
	if l.Data.File == nil {
		return nil
	}
	return l.Data.File.Data
}

// Feature finds a feature by its id; nil where there is none.
func (l *Layer) Feature(id string) *source.Feature { return l.features[id] }

type layersYAML struct {
	Layers []struct {
		ID              string      `yaml:"id"`
		File            string      `yaml:"file"`
		Key             string      `yaml:"key"`
		Title           perLanguage `yaml:"title"`
		Source          perLanguage `yaml:"source"`
		License         licenseYAML `yaml:"license"`
		Redistributable bool        `yaml:"redistributable"`
		Datum           string      `yaml:"datum"`
		Accuracy        perLanguage `yaml:"accuracy"`
	} `yaml:"layers"`
}

const layersPath = "data/geo/layers.yaml"

func (b *builder) readLayers() {
	y := decode[layersYAML](b, layersPath)
	if y == nil {
		return
	}
	a := b.atlas
	for _, l := range y.Layers {
		layer := &Layer{ID: l.ID, Title: a.localized(l.Title), Path: path.Join("data/geo", l.File), Key: l.Key, Source: a.localized(l.Source),
			License: a.license(l.License), Redistributable: l.Redistributable, Datum: l.Datum, Accuracy: a.localized(l.Accuracy),
			features: map[string]*source.Feature{}}
		layer.Data = read(b, layer.Path, source.TextFile, func(f *source.File) (*source.Layer, diag.List) {
			return source.ReadGeoJSON(f, l.Key)
		})
		if layer.Data == nil {
			layer.Data = &source.Layer{}
		}
		for i := range layer.Data.Features {
			f := &layer.Data.Features[i]
			layer.features[f.ID] = f
		}
		a.Layers = append(a.Layers, layer)
		a.layers[l.ID] = layer
	}
}
