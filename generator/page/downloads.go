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
	if len(a.Tables) > 0 { // a package of nothing is none
		add("data/datapackage.json", e.packageJSON)
	}
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
	// The standard has one text for a title; those in the other languages are
	// properties of our own, which it allows: title, title_en.
	put := func(o object, name string, l atlas.Localized) {
		for i, lang := range a.Languages {
			if i >= len(l) || l[i] == "" {
				continue
			}
			if o[name] == nil {
				o[name] = l[i]
			}
			if i > 0 {
				o[name+"_"+lang.Code] = l[i]
			}
		}
	}
	var resources []object
	for _, t := range a.Tables {
		var fields []object
		for _, f := range t.Fields {
			o := object{"name": f.Name, "type": f.Type}
			put(o, "title", f.Title)
			put(o, "description", f.Description)
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
			o := object{"name": f.name, "type": "string"}
			put(o, "title", e.words("table.address"))
			put(o, "description", e.words("table.address.about"))
			fields = append(fields, o)
		}
		schema := object{"fields": fields, "missingValues": []string{""}}
		if t.Key != "" {
			schema["primaryKey"] = t.Key
		}
		var sources []object
		for _, s := range t.Sources {
			o := object{}
			put(o, "title", s.Title)
			if s.Path != "" {
				o["path"] = s.Path
			}
			sources = append(sources, o)
		}
		license := object{"name": t.License.Name}
		put(license, "title", t.License.Title)
		if t.License.Path != "" {
			license["path"] = t.License.Path
		}
		r := object{"name": t.Name, "path": t.Name + ".csv", "format": "csv", "encoding": "utf-8", "profile": "tabular-data-resource",
			"licenses": []object{license}, "schema": schema}
		put(r, "title", t.Title)
		put(r, "description", t.Description)
		if len(sources) > 0 {
			r["sources"] = sources
		}
		resources = append(resources, r)
	}
	p := object{"profile": "tabular-data-package", "resources": resources}
	if a.Package.Name != "" {
		p["name"] = a.Package.Name
	}
	put(p, "title", a.Package.Title)
	data, err := json.MarshalIndent(p, "", "  ")
	return append(data, '\n'), err
}

// words is a text of the interface in each language.
func (e *Env) words(key string) atlas.Localized {
	var out atlas.Localized
	for i := range e.Atlas.Languages {
		out = append(out, e.Layouts.strings[i].Text(key))
	}
	return out
}
