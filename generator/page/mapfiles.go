package page

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"atlas/generator/atlas"
	"atlas/generator/carto"
	"atlas/generator/sheet"
	"atlas/generator/words"
)

// mapFiles are the downloads of the maps: each as a drawing that stands alone,
// and what it shows as a table and as geometry.
func (e *Env) mapFiles(add func(string, func() ([]byte, error))) {
	for _, m := range e.Atlas.Maps {
		for lang, l := range e.Atlas.Languages {
			p := "maps/" + m.ID + ".svg"
			add(l.Code+"/"+p, func() ([]byte, error) {
				f := e.newFrame(lang, p, "map", "", "")
				w := e.mapWords(&f, m, m.ID, wideMap)
				w.Notes = []string{f.t("map.alone", f.in(m.Title), f.in(e.Atlas.Site.Title)), e.credit(&f, m), f.projected(m), f.review(m)}
				svg, err := e.Draw.Map(e.Atlas, m, w)
				return carto.Standalone(svg, e.Layouts.MapStyle), err
			})
		}
		sh := e.sheetOf(m)
		if len(sh.Elements)+len(sh.Fields) == 0 {
			continue
		}
		add("data/maps/"+m.ID+".csv", func() ([]byte, error) { return e.mapCSV(sh) })
		add("data/maps/"+m.ID+".geojson", func() ([]byte, error) { return e.mapGeoJSON(sh) })
	}
}

// mapCSV is the table of what a map shows, in all languages.
func (e *Env) mapCSV(sh *sheet.Sheet) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\uFEFF") // for spreadsheet programs
	w := csv.NewWriter(&out)
	head := []string{"id"}
	each := func(name string) {
		for _, l := range e.Atlas.Languages {
			head = append(head, name+"_"+l.Code)
		}
	}
	each("layer")
	each("name")
	each("role")
	head = append(head, "basis", "not_drawn", "stage", "joins", "value", "lon", "lat", "block", "quote")
	each("note")
	_ = w.Write(head)
	for _, el := range sh.Elements {
		row := e.localizedCells([]string{el.ID}, el.Layer.Name, el.Name, el.Role)
		stage, lon, lat, block := "", "", "", ""
		if el.Stage != nil {
			stage = el.Stage.ID
		}
		var joins []string
		for _, r := range el.Parts {
			joins = append(joins, r.ID())
		}
		if el.Shape == sheet.Point {
			lon, lat = number(el.At[0]), number(el.At[1])
		}
		if el.Block != nil {
			block = el.Block.ID
		}
		row = append(row, el.Basis, string(el.Reason), stage, strings.Join(joins, ";"), "", lon, lat, block, el.Quote)
		_ = w.Write(e.localizedCells(row, el.Note))
	}
	for _, fd := range sh.Fields {
		for _, it := range fd.Items {
			value := ""
			if it.Known {
				value = words.Decimal(it.Value)
			}
			var note atlas.Localized
			if it.Observation != nil {
				note = it.Observation.Publication
			}
			row := e.localizedCells([]string{it.ID}, fd.Layer.Name, it.Name, nil)
			row = append(row, "", "", "", "", value, "", "", "", "")
			_ = w.Write(e.localizedCells(row, note))
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// localizedCells appends texts to a row, each a column for every language; a text
// that is missing has empty ones.
func (e *Env) localizedCells(row []string, texts ...atlas.Localized) []string {
	for _, t := range texts {
		for lang := range e.Atlas.Languages {
			cell := ""
			if lang < len(t) {
				cell = t[lang]
			}
			row = append(row, cell)
		}
	}
	return row
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// featureJSON is a feature of GeoJSON (RFC 7946).
type featureJSON struct {
	Type       string         `json:"type"`
	ID         string         `json:"id"`
	Properties map[string]any `json:"properties"`
	Geometry   *geometryJSON  `json:"geometry"`
}

type geometryJSON struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"`
}

// geometryOf is a geometry as GeoJSON has it; nil for none.
func geometryOf(g orb.Geometry) *geometryJSON {
	if g == nil {
		return nil
	}
	return &geometryJSON{g.GeoJSONType(), g}
}

// mapGeoJSON is the geometry that a map draws of the plan's concepts and
// projects. What comes from a layer that may not be passed on has no geometry
// here, and says so.
func (e *Env) mapGeoJSON(sh *sheet.Sheet) ([]byte, error) {
	features := []featureJSON{}
	for _, el := range sh.Elements {
		if el.Shape != sheet.Nothing {
			features = append(features, e.elementJSON(el))
		}
	}
	for _, fd := range sh.Fields {
		for _, it := range fd.Items {
			f := featureJSON{Type: "Feature", ID: it.ID, Properties: map[string]any{}}
			for i, l := range e.Atlas.Languages {
				f.Properties["name_"+l.Code] = it.Name.In(i)
			}
			if it.Known {
				f.Properties["value"] = it.Value
			}
			switch l := fd.Layer.Layer; {
			case it.Feature == nil && !e.free(it.Place):
				f.Properties["geometry_withheld"] = it.Place.SeatSource
			case it.Feature == nil:
				f.Geometry = geometryOf(it.At)
			case l.Redistributable:
				f.Geometry = geometryOf(it.Feature.Geometry)
			default:
				f.Properties["geometry_withheld"] = l.License.Name
			}
			features = append(features, f)
		}
	}
	data, err := json.MarshalIndent(map[string]any{"type": "FeatureCollection", "features": features}, "", " ")
	return append(data, '\n'), err
}

func (e *Env) elementJSON(el sheet.Element) featureJSON {
	f := featureJSON{Type: "Feature", ID: el.ID, Properties: map[string]any{"basis": el.Basis, "quote": el.Quote}}
	if el.Block != nil {
		f.Properties["block"] = el.Block.ID
	}
	for i, l := range e.Atlas.Languages {
		f.Properties["layer_"+l.Code] = el.Layer.Name.In(i)
		f.Properties["name_"+l.Code] = el.Name.In(i)
		if el.Role.In(i) != "" {
			f.Properties["role_"+l.Code] = el.Role.In(i)
		}
	}
	if el.Stage != nil {
		f.Properties["stage"] = el.Stage.ID
	}
	switch {
	case el.Layer.Layer != nil && !el.Layer.Layer.Redistributable:
		f.Properties["geometry_withheld"] = el.Layer.Layer.License.Name
	case el.Shape == sheet.Point && !e.free(elementPlace(el)):
		f.Properties["geometry_withheld"] = elementPlace(el).SeatSource
	case el.Shape == sheet.Point:
		f.Geometry = geometryOf(el.At)
	case el.Shape == sheet.Patch:
		f.Geometry = geometryOf(orb.Polygon{orb.Ring(el.Course[0])})
	case len(el.Course) == 1:
		f.Geometry = geometryOf(el.Course[0])
	default:
		f.Geometry = geometryOf(el.Course)
	}
	return f
}

// elementPlace is the place at whose seat an element stands; nil where it has a
// position of its own.
func elementPlace(el sheet.Element) *atlas.Place {
	switch {
	case el.Ref != nil:
		return el.Ref.Place
	case len(el.Parts) > 0:
		return el.Parts[0].Place
	}
	return nil
}

// free reports whether the position of a place's seat may be passed on: whether
// its source is not that of a layer that may not.
func (e *Env) free(p *atlas.Place) bool {
	if p == nil {
		return true
	}
	return e.Atlas.MayPassOn(p.SeatSource)
}
