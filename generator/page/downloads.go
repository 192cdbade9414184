package page

import (
	"bytes"
	"encoding/json"
	"strconv"

	"atlas/generator/atlas"
)

// downloads lists the files that are not pages.
func (e *Env) downloads(add func(string, func() ([]byte, error))) {
	a := e.Atlas
	if a.Site.Has(atlas.JSONPart) {
		add("data/plan.json", e.planJSON)
	}
	add("data/datapackage.json", e.packageJSON)
	e.tableFiles(add)
	if len(e.shownIndicators()) > 0 {
		add("data/status.csv", e.statusCSV)
	}
	e.chartFiles(add)
	e.placeDownloads(add)
	for _, l := range a.Layers {
		if l.Redistributable {
			for _, ext := range []string{"geojson", "json"} {
				add("data/geo/"+l.ID+"."+ext, func() ([]byte, error) { return l.Bytes(), nil })
			}
		}
	}
	if w := a.Witness; w != nil {
		add("data/witness.txt", func() ([]byte, error) { return w.Data, nil })
	}
	add("robots.txt", func() ([]byte, error) {
		s := "User-agent: *\nAllow: /\n"
		if a.Site.URL != "" {
			s += "Sitemap: " + a.Site.URL + "sitemap.xml\n"
		}
		return []byte(s), nil
	})
}

// planJSON is the text: every block in document order, with its plain text in
// each language and the printed page on which it begins.
func (e *Env) planJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(`{"blocks":[`)
	first := true
	for b := range e.Atlas.Blocks() {
		if !first {
			out.WriteByte(',')
		}
		first = false
		out.WriteString("\n{")
		field := func(name string, v any) error {
			data, err := marshal(v)
			if err != nil {
				return err
			}
			if out.Bytes()[out.Len()-1] != '{' {
				out.WriteByte(',')
			}
			out.WriteString(strconv.Quote(name) + ":")
			out.Write(data)
			return nil
		}
		if err := field("id", b.ID); err != nil {
			return nil, err
		}
		if err := field("type", b.Kind.String()); err != nil {
			return nil, err
		}
		for lang, l := range e.Atlas.Languages {
			s := ""
			if v := b.Versions[lang]; v != nil && !v.Awaits {
				s = v.Text
			}
			if err := field(l.Code, s); err != nil {
				return nil, err
			}
		}
		if err := field("page", b.Page); err != nil {
			return nil, err
		}
		out.WriteByte('}')
	}
	out.WriteString("\n]}\n")
	return out.Bytes(), nil
}

// marshal is JSON without the escapes that only HTML needs.
func marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// packageJSON describes the tables in the terms of the Frictionless Data
// Package.
func (e *Env) packageJSON() ([]byte, error) {
	type object = map[string]any
	a := e.Atlas
	languages := func(l atlas.Localized) object {
		o := object{}
		for i, lang := range a.Languages {
			if i < len(l) && l[i] != "" {
				o[lang.Code] = l[i]
			}
		}
		return o
	}
	var resources []object
	for _, t := range a.Tables {
		var fields []object
		for _, f := range t.Fields {
			o := object{"name": f.Name, "type": f.Type, "title": languages(f.Title)}
			if d := languages(f.Description); len(d) > 0 {
				o["description"] = d
			}
			c := object{}
			if f.Required {
				c["required"] = true
			}
			if f.Unique || f.Name == t.Key {
				c["unique"] = true
			}
			if len(f.Enum) > 0 {
				c["enum"] = f.Enum
			}
			if len(c) > 0 {
				o["constraints"] = c
			}
			fields = append(fields, o)
		}
		for _, f := range addressFields(t) {
			fields = append(fields, object{"name": f.name, "type": "string", "title": e.words("table.address"), "description": e.words("table.address.about")})
		}
		schema := object{"fields": fields, "missingValues": []string{""}}
		if t.Key != "" {
			schema["primaryKey"] = t.Key
		}
		var sources []object
		for _, s := range t.Sources {
			o := object{"title": languages(s.Title)}
			if s.Path != "" {
				o["path"] = s.Path
			}
			sources = append(sources, o)
		}
		license := object{"name": t.License.Name, "title": languages(t.License.Title)}
		if t.License.Path != "" {
			license["path"] = t.License.Path
		}
		resources = append(resources, object{"name": t.Name, "path": t.Name + ".csv", "format": "csv", "encoding": "utf-8",
			"profile": "tabular-data-resource", "title": languages(t.Title), "description": languages(t.Description),
			"sources": sources, "licenses": []object{license}, "schema": schema})
	}
	data, err := json.MarshalIndent(object{"name": a.Package.Name, "title": languages(a.Package.Title),
		"profile": "tabular-data-package", "resources": resources}, "", "  ")
	return append(data, '\n'), err
}

// words is a text of the interface by the code of its language.
func (e *Env) words(key string) map[string]any {
	out := map[string]any{}
	for i, l := range e.Atlas.Languages {
		out[l.Code] = e.Layouts.strings[i].Text(key)
	}
	return out
}
