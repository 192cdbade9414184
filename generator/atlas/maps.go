package atlas

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Map is a map of the atlas, as data/maps.yaml describes it.
type Map struct {
	ID         string
	Title      Localized
	About      Localized
	Figure     *Block     // the plan's figure that it draws anew; nil where it is none
	Class      string     // of its look, in the style sheet
	Beside     bool       // it shows what does not come from the plan
	Projection string     // "albers" or "gauss-kruger"
	Extent     *orb.Bound // what is shown, degrees; nil for the areas it draws
	Review     Review
	Layers     []MapLayer
	Inset      *MapLayer // where in the wider world it lies; may be nil
	Place      diag.Place
}

// Review is what the law asks of a map: its review number, or why it has none.
type Review struct {
	Number string // 审图号
	Reason string // one of ReviewReasons
}

// ReviewReasons are the reasons for which a map may have no review number.
var ReviewReasons = []string{"schematic", "draft", "abroad"}

// MapLayer is what a map draws of a layer of geometry, or of the plan's
// concepts and projects. The layers of a map are in drawing order.
type MapLayer struct {
	ID    string // unique in the map: the way of drawing and its number
	Layer *Layer // of geometry; nil for what the atlas places itself
	Draw  string // one of MapDrawings
	Name  Localized
	Note  Localized // what a reader should know of how it was drawn
	Where map[string]string
	Ranks []string // for seats and what is named: the ranks drawn
	// Units names, for a level of border ("province", "prefecture"), the property
	// that says to which unit of that level a feature belongs.
	Units map[string]string
	// Group is the level of Units whose features are drawn as one area.
	Group string
	Quiet bool     // areas in one tone, without names
	Mute  []string // ids of features that are drawn without a name

	Concepts []*Concept // whose members are drawn
	Also     []*Concept // only those that are members of one of these too
	Except   []*Concept // and of none of these
	Only     []Ref      // of the members, only these; none: all
	Types    []string   // of the projects, or of the names, that are drawn
	Works    []*Project // or these projects
	Stage    string     // only projects of this stage
	Through  []Station  // of a route, in order
	Start    []Ref      // where a route leads before its first station
	End      []Ref      // and after its last
	From     *Ref       // where arrows begin
	Ring     float64    // km from a seat to the ring around it
	Class    string     // of its look, in the style sheet
	Symbol   string
	Size     float64 // of the symbol, px
	Value    *MapValue
	Place    diag.Place // of its way of drawing
}

// Station is a place that a route passes. One that no member of the concept is
// says why the route passes it.
type Station struct {
	Ref
	Why Localized
}

// MapValue says which number a layer shows.
type MapValue struct {
	Indicator string // of the observations; "" for a count
	Year      string
	Basis     string // the first language's basis that is taken where there are several
	Per       string // "area" divides by the area of the polygon in km²
	Count     string // "mentions" or "projects"
	Classes   int
	Method    string // "quantile" or "jenks"
	Unit      Localized
}

// Stage is how far a project has come, by the verb the plan uses.
type Stage struct {
	ID    string
	Name  Localized
	Verbs []string // in the plan's language
}

// Shows reports whether the layer draws a feature: each property of Where has one
// of the values allowed, parted by |.
func (l *MapLayer) Shows(f *source.Feature) bool {
	for name, want := range l.Where {
		list, not := strings.CutPrefix(want, "!")
		if slices.Contains(strings.Split(list, "|"), f.Properties.Text(name)) == not {
			return false
		}
	}
	return true
}

// MapDrawings are the ways in which a map draws a layer.
var MapDrawings = []string{"context", "outside", "areas", "whole", "lines", "seats",
	"rings", "route", "arrows", "corridors", "members", "works", "named", "courses", "values", "amounts"}

// withoutLayer are those that need no layer of geometry.
var withoutLayer = []string{"seats", "rings", "route", "arrows", "corridors", "members", "works", "named", "amounts"}

type mapsYAML struct {
	Stages []struct {
		ID    string      `yaml:"id"`
		Name  perLanguage `yaml:"name"`
		Verbs []string    `yaml:"verbs"`
	} `yaml:"stages"`
	Maps []struct {
		ID         source.Value[string] `yaml:"id"`
		Title      perLanguage          `yaml:"title"`
		About      perLanguage          `yaml:"about"`
		Figure     string               `yaml:"figure"`
		Beside     bool                 `yaml:"beside"`
		Class      string               `yaml:"class"`
		Projection string               `yaml:"projection"`
		Extent     []float64            `yaml:"extent"`
		Review     source.Value[review] `yaml:"review"`
		Layers     []mapLayerYAML       `yaml:"layers"`
		Inset      *mapLayerYAML        `yaml:"inset"`
	} `yaml:"maps"`
}

type mapLayerYAML struct {
	Layer source.Value[string]   `yaml:"layer"`
	Draw  source.Value[string]   `yaml:"draw"`
	Where map[string]string      `yaml:"where"`
	Ranks []source.Value[string] `yaml:"ranks"`
	Units map[string]string      `yaml:"units"`
	Group string                 `yaml:"group"`
	Quiet bool                   `yaml:"quiet"`
	Mute  []string               `yaml:"mute"`
	Name  perLanguage            `yaml:"name"`
	Note  perLanguage            `yaml:"note"`

	Concepts []source.Value[string] `yaml:"concepts"`
	Also     []source.Value[string] `yaml:"also"`
	Except   []source.Value[string] `yaml:"except"`
	Only     []source.Value[string] `yaml:"only"`
	Types    []source.Value[string] `yaml:"types"`
	Works    []source.Value[string] `yaml:"projects"`
	Stage    source.Value[string]   `yaml:"stage"`
	Through  []source.Value[string] `yaml:"through"`
	Why      map[string]perLanguage `yaml:"why"`
	Start    []source.Value[string] `yaml:"start"`
	End      []source.Value[string] `yaml:"end"`
	From     source.Value[string]   `yaml:"from"`
	Ring     float64                `yaml:"ring"`
	Class    string                 `yaml:"class"`
	Symbol   source.Value[string]   `yaml:"symbol"`
	Size     float64                `yaml:"size"`
	Value    *mapValueYAML          `yaml:"value"`
}

type mapValueYAML struct {
	Indicator string      `yaml:"indicator"`
	Year      string      `yaml:"year"`
	Basis     string      `yaml:"basis"`
	Per       string      `yaml:"per"`
	Count     string      `yaml:"count"`
	Classes   int         `yaml:"classes"`
	Method    string      `yaml:"method"`
	Unit      perLanguage `yaml:"unit"`
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
	for _, s := range y.Stages {
		a.Stages = append(a.Stages, &Stage{ID: s.ID, Name: a.localized(s.Name), Verbs: s.Verbs})
	}
	for _, m := range y.Maps {
		out := &Map{ID: m.ID.V, Title: a.localized(m.Title), About: a.localized(m.About), Figure: a.Block(m.Figure),
			Class: m.Class, Beside: m.Beside, Projection: m.Projection, Review: Review(m.Review.V), Place: m.ID.Place()}
		if e := m.Extent; len(e) == 4 {
			out.Extent = &orb.Bound{Min: orb.Point{e[0], e[1]}, Max: orb.Point{e[2], e[3]}}
		}
		at := m.Review.Place()
		if at.File == "" {
			at = m.ID.Place() // the key is not there at all
		}
		b.checkReview(out, at)
		ids := map[string]int{}
		for _, l := range m.Layers {
			if ml, ok := b.mapLayer(l); ok {
				ids[ml.Draw]++
				ml.ID = layerID(ml.Draw, ids[ml.Draw])
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

// checkReview reports a map that says neither its review number nor why it has
// none.
func (b *builder) checkReview(m *Map, at diag.Place) {
	if m.Review.Number != "" || slices.Contains(ReviewReasons, m.Review.Reason) {
		return
	}
	hint := diag.T("在 review 下写 number: 审图号，或 reason: schematic、draft、abroad 之一",
		"under review write number: and the number, or reason: and one of schematic, draft, abroad")
	if meant := diag.DidYouMean(m.Review.Reason, ReviewReasons); m.Review.Reason != "" && !meant.IsZero() {
		hint = meant
	}
	b.problems.Add(diag.Problem{Rule: "map-review", Severity: diag.ReleaseError, Place: at,
		Message: diag.Tf("地图 %s 既没有审图号，也没有说明理由", "the map %s has no review number and no reason for having none", m.ID),
		Hint:    hint})
}
