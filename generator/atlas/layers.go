package atlas

import (
	"path"
	"slices"
	"strings"

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

// Map is a map of the atlas, as data/maps.yaml describes it.
type Map struct {
	ID         string
	Title      Localized
	About      Localized
	Figure     *Block // the plan's figure that it draws anew; nil where it is none
	Projection string // "albers" or "gauss-kruger"
	Review     Review
	Layers     []MapLayer
	Inset      *MapLayer // where in the wider world it lies; may be nil
}

// Review is what the law asks of a map: its review number, or why it has none.
type Review struct {
	Number string // 审图号
	Reason string // one of ReviewReasons
}

// ReviewReasons are the reasons for which a map may have no review number.
var ReviewReasons = []string{"schematic", "draft", "abroad"}

// MapLayer is what a map draws of a layer, in drawing order.
type MapLayer struct {
	Layer *Layer // nil for seats
	Draw  string // context, outside, areas, borders, lines, seats
	Where map[string]string
	Ranks []string // for seats: the ranks drawn
	// Units names, for a level of border ("province", "prefecture"), the property
	// that says to which unit of that level a feature belongs.
	Units map[string]string
	Name  Localized
}

// Shows reports whether the layer draws a feature: each property of Where has one
// of the values allowed, parted by |.
func (l *MapLayer) Shows(f *source.Feature) bool {
	for name, want := range l.Where {
		if !slices.Contains(strings.Split(want, "|"), f.Properties.Text(name)) {
			return false
		}
	}
	return true
}

// MapDrawings are the ways in which a map draws a layer.
var MapDrawings = []string{"context", "outside", "areas", "lines", "seats"}

type mapsYAML struct {
	Maps []struct {
		ID         string               `yaml:"id"`
		Title      perLanguage          `yaml:"title"`
		About      perLanguage          `yaml:"about"`
		Figure     string               `yaml:"figure"`
		Projection string               `yaml:"projection"`
		Review     source.Value[review] `yaml:"review"`
		Layers     []mapLayerYAML       `yaml:"layers"`
		Inset      *mapLayerYAML        `yaml:"inset"`
	} `yaml:"maps"`
}

type mapLayerYAML struct {
	Layer source.Value[string] `yaml:"layer"`
	Draw  source.Value[string] `yaml:"draw"`
	Where map[string]string    `yaml:"where"`
	Ranks []string             `yaml:"ranks"`
	Units map[string]string    `yaml:"units"`
	Name  perLanguage          `yaml:"name"`
}

type review struct {
	Number string `yaml:"number"`
	Reason string `yaml:"reason"`
}

const mapsPath = "data/maps.yaml"

func (b *builder) readMaps() {
	y := decode[mapsYAML](b, mapsPath)
	if y == nil {
		return
	}
	a := b.atlas
	for _, m := range y.Maps {
		out := &Map{ID: m.ID, Title: a.localized(m.Title), About: a.localized(m.About), Figure: a.blocks[m.Figure],
			Projection: m.Projection, Review: Review(m.Review.V)}
		b.checkReview(out, m.Review)
		for _, l := range m.Layers {
			if ml, ok := b.mapLayer(l); ok {
				out.Layers = append(out.Layers, ml)
			}
		}
		if m.Inset != nil {
			m.Inset.Draw.V = "context"
			if ml, ok := b.mapLayer(*m.Inset); ok {
				out.Inset = &ml
			}
		}
		a.Maps = append(a.Maps, out)
		a.maps[out.ID] = out
	}
}

// mapLayer reads what a map draws of a layer.
func (b *builder) mapLayer(l mapLayerYAML) (MapLayer, bool) {
	a := b.atlas
	ml := MapLayer{Draw: l.Draw.V, Where: l.Where, Ranks: l.Ranks, Units: l.Units, Name: a.localized(l.Name)}
	if !slices.Contains(MapDrawings, l.Draw.V) {
		b.problems.Add(diag.Problem{Rule: "map-draw", Place: l.Draw.Place(),
			Message: diag.Tf("不认识的画法 %q", "unknown way of drawing %q", l.Draw.V),
			Hint:    diag.DidYouMean(l.Draw.V, MapDrawings)})
		return ml, false
	}
	if l.Draw.V == "seats" {
		return ml, true
	}
	if ml.Layer = a.layers[l.Layer.V]; ml.Layer == nil {
		b.problems.Add(diag.Problem{Rule: "map-layer", Place: l.Layer.Place(),
			Message: diag.Tf("没有图层 %q", "there is no layer %q", l.Layer.V),
			Hint:    diag.DidYouMean(l.Layer.V, b.targetIDs([]string{"layers"}))})
		return ml, false
	}
	return ml, true
}

// checkReview reports a map that says neither its review number nor why it has
// none.
func (b *builder) checkReview(m *Map, r source.Value[review]) {
	if m.Review.Number != "" || slices.Contains(ReviewReasons, m.Review.Reason) {
		return
	}
	b.problems.Add(diag.Problem{Rule: "map-review", Severity: diag.ReleaseError, Place: r.Place(),
		Message: diag.Tf("地图 %s 既没有审图号，也没有说明理由", "the map %s has no review number and no reason for having none", m.ID),
		Hint: diag.T("在 review 下写 number: 审图号，或 reason: schematic、draft、abroad 之一",
			"under review write number: and the number, or reason: and one of schematic, draft, abroad")})
}
