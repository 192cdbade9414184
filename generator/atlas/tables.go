package atlas

import (
	"path"
	"slices"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Table is a table of data/, described in data/datapackage.yaml in the terms of
// the Frictionless Data Package. A field that is localized there stands here once
// for each language.
type Table struct {
	Name        string
	Path        string
	Title       Localized
	Description Localized
	Fields      []Field
	Key         string // the field whose values name the rows; "" where none does
	FromPlan    bool   // its rows are what the plan says
	Sources     []Source
	License     License
	Rows        []source.Row
	data        *source.Table
	ids         map[string]int
	damaged     bool // some row is
}

// Field is a column of a table.
type Field struct {
	Name        string // as in the file: "name_en"
	Base        string // without the language: "name"
	Lang        int    // -1 where it is not localized
	Type        string // string, number, integer, boolean
	Title       Localized
	Description Localized
	Required    bool
	Unique      bool
	List        bool     // several values, parted by semicolons
	Enum        []string // the values allowed; empty where any is
	Reference   string   // the table, or "plan" or "layers", whose ids it holds
	Source      string   // the column that says where a row's value comes from; "" where none does
}

// Source says where data come from.
type Source struct {
	Title Localized
	Path  string // an address; may be empty
}

// License is what may be done with data.
type License struct {
	Name  string
	Title Localized
	Path  string
}

// Row finds a row by the value of the key.
func (t *Table) Row(id string) (source.Row, bool) {
	i, ok := t.ids[id]
	if !ok {
		return source.Row{}, false
	}
	return t.Rows[i], true
}

// Incomplete reports whether the table, or a row of it, is there and cannot be
// read. That is a problem by itself, and what cannot be counted then is none.
func (t *Table) Incomplete() bool { return t.data == nil || t.damaged }

// Has reports whether the table's file has a column.
func (t *Table) Has(column string) bool { return t.data != nil && t.data.Has(column) }

// Text reads a localized cell: the columns base_LANG of a row.
func (a *Atlas) Text(r source.Row, base string) Localized {
	out := make(Localized, len(a.Languages))
	for i, l := range a.Languages {
		out[i] = r.Get(base + "_" + l.Code).Value
	}
	return out
}

// lists reads localized lists: the columns base_LANG, parted by semicolons.
func (a *Atlas) lists(r source.Row, base string) [][]string {
	out := make([][]string, len(a.Languages))
	for i, l := range a.Languages {
		for _, c := range r.Get(base + "_" + l.Code).List() {
			if c.Value != "" {
				out[i] = append(out[i], c.Value)
			}
		}
	}
	return out
}

const packagePath = "data/datapackage.yaml"

type packageYAML struct {
	Name      string         `yaml:"name"`
	Title     perLanguage    `yaml:"title"`
	Resources []resourceYAML `yaml:"resources"`
}

type resourceYAML struct {
	Name        string       `yaml:"name"`
	Path        string       `yaml:"path"`
	Title       perLanguage  `yaml:"title"`
	Description perLanguage  `yaml:"description"`
	FromPlan    bool         `yaml:"fromPlan"`
	Sources     []sourceYAML `yaml:"sources"`
	License     licenseYAML  `yaml:"license"`
	Schema      struct {
		PrimaryKey string      `yaml:"primaryKey"`
		Fields     []fieldYAML `yaml:"fields"`
	} `yaml:"schema"`
}

type sourceYAML struct {
	Title perLanguage `yaml:"title"`
	Path  string      `yaml:"path"`
}

type licenseYAML struct {
	Name  string      `yaml:"name"`
	Title perLanguage `yaml:"title"`
	Path  string      `yaml:"path"`
}

type fieldYAML struct {
	Name        string      `yaml:"name"`
	Type        string      `yaml:"type"`
	Title       perLanguage `yaml:"title"`
	Description perLanguage `yaml:"description"`
	Localized   bool        `yaml:"localized"`
	List        bool        `yaml:"list"`
	Reference   string      `yaml:"reference"`
	Source      string      `yaml:"source"`
	Constraints struct {
		Required bool     `yaml:"required"`
		Unique   bool     `yaml:"unique"`
		Enum     []string `yaml:"enum"`
	} `yaml:"constraints"`
}

// readTables reads data/datapackage.yaml and every table it describes.
func (b *builder) readTables() {
	y := decode[packageYAML](b, packagePath)
	if y == nil {
		return
	}
	a := b.atlas
	known, kept := b.loader.tables, checkedTables{described: y, codes: b.languageCodes()}
	if known.described != y || !slices.Equal(known.codes, kept.codes) {
		known.tables = nil
	}
	a.Package = Package{Name: y.Name, Title: a.localized(y.Title)}
	for i, r := range y.Resources {
		t := &Table{Name: r.Name, Path: path.Join("data", r.Path), Title: a.localized(r.Title), Description: a.localized(r.Description),
			Key: r.Schema.PrimaryKey, FromPlan: r.FromPlan, License: a.license(r.License), ids: map[string]int{}}
		for _, s := range r.Sources {
			t.Sources = append(t.Sources, Source{Title: a.localized(s.Title), Path: s.Path})
		}
		for _, f := range r.Schema.Fields {
			t.Fields = append(t.Fields, a.fields(f)...)
		}
		rest := b.loader.rest // tables are compared one by one
		t.data = read(b, t.Path, source.TableFile, source.ReadTable)
		b.loader.rest = rest
		a.Tables = append(a.Tables, t)
		a.tables[t.Name] = t
		kept.tables = append(kept.tables, checkedTable{})
		if t.data == nil {
			continue
		}
		t.Rows = t.data.Rows
		var c checkedTable
		if i < len(known.tables) {
			c = known.tables[i]
		}
		if c.data != t.data {
			before := b.problems
			b.problems = nil
			b.checkTable(t)
			c = checkedTable{data: t.data, ids: t.ids, problems: b.problems,
				damaged: slices.ContainsFunc(t.Rows, func(r source.Row) bool { return r.Damaged })}
			b.problems = before
		}
		t.ids, t.damaged = c.ids, c.damaged
		b.problems.Add(c.problems...)
		kept.tables[i] = c
	}
	b.loader.tables = kept
}

// checkedTables are what was found in the tables, as long as neither their
// description nor the languages change, which give a localized field its columns.
type checkedTables struct {
	described *packageYAML
	codes     []string
	tables    []checkedTable // in the order of the description
}

// checkedTable is what was found in a table, as long as it does not change.
type checkedTable struct {
	data     *source.Table
	ids      map[string]int
	damaged  bool
	problems diag.List
}

// Package is the data package as a whole.
type Package struct {
	Name  string
	Title Localized
}

func (a *Atlas) license(y licenseYAML) License {
	return License{Name: y.Name, Title: a.localized(y.Title), Path: y.Path}
}

// fields expands a localized field to one a language.
func (a *Atlas) fields(y fieldYAML) []Field {
	f := Field{Name: y.Name, Base: y.Name, Lang: -1, Type: y.Type, Title: a.localized(y.Title), Description: a.localized(y.Description),
		Required: y.Constraints.Required, Unique: y.Constraints.Unique, List: y.List, Enum: y.Constraints.Enum, Reference: y.Reference, Source: y.Source}
	if f.Type == "" {
		f.Type = "string"
	}
	if !y.Localized {
		return []Field{f}
	}
	var out []Field
	for i, l := range a.Languages {
		g := f
		g.Name, g.Lang = f.Name+"_"+l.Code, i
		out = append(out, g)
	}
	return out
}

// decode reads a YAML file that a site may have into a struct; nil where there is
// none, or where that failed.
func decode[T any](b *builder, path string) *T {
	if !b.there(path) {
		return nil
	}
	v := read(b, path, source.TextFile, func(f *source.File) (*T, diag.List) {
		v := new(T)
		problems := source.DecodeYAML(f, source.Span{Len: len(f.Data)}, v)
		if problems.Count(diag.Error) > 0 {
			return nil, problems
		}
		return v, problems
	})
	b.unread[path] = v == nil
	return v
}

// checkTable checks what the description says of the columns and cells, except
// references, which wait until everything is read.
func (b *builder) checkTable(t *Table) {
	var required, optional []string
	for _, f := range t.Fields {
		if f.Required {
			required = append(required, f.Name)
		} else {
			optional = append(optional, f.Name)
		}
	}
	t.data.CheckColumns(required, optional, &b.problems)
	for _, f := range t.Fields {
		if t.data.Has(f.Name) {
			b.checkColumn(t, f)
		}
	}
	if t.Key != "" {
		for i, r := range t.Rows {
			if id := r.Get(t.Key).Value; id != "" {
				if _, twice := t.ids[id]; !twice {
					t.ids[id] = i
				}
			}
		}
	}
}

func (b *builder) checkColumn(t *Table, f Field) {
	first := map[string]source.Cell{}
	for _, r := range t.Rows {
		if r.Damaged {
			continue
		}
		c := r.Get(f.Name)
		if f.Required {
			if _, ok := c.Required(&b.problems); !ok {
				continue
			}
		}
		if c.Empty() {
			continue
		}
		cells := []source.Cell{c}
		if f.List {
			cells = c.List()
		}
		for _, c := range cells {
			if b.notBare(f, c) {
				continue
			}
			switch f.Type {
			case "number":
				c.Float(&b.problems)
			case "integer":
				c.Int(&b.problems)
			case "boolean":
				c.Bool(&b.problems)
			case "date":
				c.Date(&b.problems)
			}
			if len(f.Enum) > 0 {
				c.Enum(&b.problems, f.Enum...)
			}
		}
		if f.Unique || f.Name == t.Key {
			if old, twice := first[c.Value]; twice {
				hint, ok := c.Shortened()
				if !ok {
					hint = diag.T("改掉其中一个", "change one of the two")
				}
				b.problems.Add(diag.Problem{Rule: "table-unique", Place: c.Place(),
					Message: diag.Tf("%[2]s 列的值 %[1]q 重复，每行应各不相同", "%q stands twice in the column %s, where each row needs its own", c.Value, f.Name),
					Hint:    hint,
					Notes:   []diag.Note{{Place: old.Place(), Message: diag.T("第一次出现在这里", "it stands here first")}}})
			} else {
				first[c.Value] = c
			}
		}
	}
}
