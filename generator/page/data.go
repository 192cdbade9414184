package page

import (
	"html/template"
	"strings"

	"atlas/generator/atlas"
)

type download struct{ Text, Href string }

type dataIndexView struct {
	frame
	Tables    []tableCard
	Layers    []layerRow
	Downloads []download
	Charts    []*chartView
	AllCharts []download // every chart of the atlas, by its finding
}

type tableCard struct {
	Title, Description, Href string
	Rows                     int
	FromPlan                 bool
}

func (e *Env) dataIndex(lang int) ([]byte, error) {
	v := dataIndexView{frame: e.newFrame(lang, "data/index.html", "data", "", "")}
	v.Title = v.t("data.title")
	v.Description = v.t("data.description", v.in(e.Atlas.Site.Plan.Title))
	for _, t := range e.Atlas.Tables {
		v.Tables = append(v.Tables, tableCard{Title: v.in(t.Title), Description: v.in(t.Description),
			Href: v.href(v.own("data/" + t.Name + ".html")), Rows: len(t.Rows), FromPlan: t.FromPlan})
	}
	for _, l := range e.Atlas.Layers {
		row := layerRow{Name: v.in(l.Title), Source: v.in(l.Source), License: v.in(l.License.Title), LicenseHref: l.License.Path,
			Accuracy: v.in(l.Accuracy), Datum: l.Datum, Restricted: !l.Redistributable}
		if l.Redistributable {
			for _, ext := range []string{"geojson", "json"} {
				row.Downloads = append(row.Downloads, download{"." + ext, v.href("data/geo/" + l.ID + "." + ext)})
			}
		}
		v.Layers = append(v.Layers, row)
	}
	var err error
	if v.Charts, err = e.chartsOn(&v.frame, "data"); err != nil {
		return nil, err
	}
	for _, c := range e.Atlas.Charts {
		w, err := e.chartWords(&v.frame, c)
		if err != nil {
			return nil, err
		}
		if page := chartPage(c); page != "" {
			v.AllCharts = append(v.AllCharts, download{w.title(), v.href(v.own(page) + "#chart-" + c.ID)})
		}
	}
	if len(e.Atlas.Tables) > 0 {
		v.Downloads = []download{{"datapackage.json", v.href("data/datapackage.json")}}
	}
	if v.site().Has(atlas.JSONPart) {
		v.Downloads = append(v.Downloads, download{"plan.json", v.href("data/plan.json")})
	}
	return e.finish(lang, "data", v)
}

type tableView struct {
	frame
	Table     *atlas.Table
	About     string
	Count     int
	Fields    []fieldView
	Head      []string
	Rows      []rowView
	Sources   []download
	License   download
	Downloads []download
}

type fieldView struct{ Name, Title, Description, Type string }

type rowView struct {
	ID    string
	Cells []cellView
}

type cellView struct {
	Text   template.HTML
	Href   string
	Tag    string // where the cell is in another language
	Number bool
	Quote  bool
	Own    string // of a quote, what answers to it in the page's language
	Head   string // the column's title, for narrow screens
}

// table shows a table whole: its rows in the page's language, each with a link
// to the sentence that says so.
func (e *Env) table(lang int, t *atlas.Table) ([]byte, error) {
	v := tableView{frame: e.newFrame(lang, "data/"+t.Name+".html", "table", "", ""), Table: t, Count: len(t.Rows)}
	v.Title = v.in(t.Title)
	v.About = v.in(t.Description)
	v.Description = v.About
	v.Crumbs = []crumb{{v.t("data.title"), v.href(v.own("data/index.html"))}}
	var shown []atlas.Field
	for _, f := range t.Fields {
		v.Fields = append(v.Fields, fieldView{f.Name, v.in(f.Title), v.in(f.Description), v.t("type." + f.Type)})
		if f.Lang < 0 || f.Lang == lang {
			shown = append(shown, f)
			v.Head = append(v.Head, v.in(f.Title))
		}
	}
	for _, r := range t.Rows {
		row := rowView{}
		if t.Key != "" {
			row.ID = r.Get(t.Key).Value
		}
		for _, f := range shown {
			cell := e.cell(&v.frame, t, f, r.Get(f.Name))
			if cell.Quote { // horizon_quote stands in horizon_block
				block := e.Atlas.Block(r.Get(strings.Replace(f.Name, "quote", "block", 1)).Value)
				cell.Own = v.aligned(block, r.Get(f.Name).Value)
			}
			row.Cells = append(row.Cells, cell)
		}
		v.Rows = append(v.Rows, row)
	}
	for _, s := range t.Sources {
		v.Sources = append(v.Sources, download{v.in(s.Title), s.Path})
	}
	v.License = download{v.in(t.License.Title), t.License.Path}
	for _, ext := range tableExtensions {
		v.Downloads = append(v.Downloads, download{strings.ToUpper(ext), v.href("data/" + t.Name + "." + ext)})
	}
	return e.finish(lang, "table", v)
}

// chartPage is the page of a language on which a chart stands first; "" where it
// stands on none.
func chartPage(c *atlas.Chart) string {
	pages := map[string]string{"targets": "targets.html", "projects": "projects.html", "data": "data/index.html", "places": "places/index.html", "plan": "plan/index.html"}
	if len(c.Pages) == 0 {
		return ""
	}
	return pages[c.Pages[0]]
}

type notesView struct {
	frame
	Restored []noteView
	Kept     []noteView
	Witness  string
	Sum      string
}

// notes lists every editorial note.
func (e *Env) notes(lang int) ([]byte, error) {
	v := notesView{frame: e.newFrame(lang, "notes.html", "notes", "", "")}
	v.Title = v.t("notes.title")
	v.Description = v.t("notes.description", len(e.Atlas.Notes))
	for _, n := range e.Atlas.Notes {
		view := v.note(n, n.Reading)
		if view.Kind == "corr" {
			v.Restored = append(v.Restored, view)
		} else {
			v.Kept = append(v.Kept, view)
		}
	}
	if w := e.Atlas.Witness; w != nil {
		v.Witness, v.Sum = v.href("data/witness.txt"), w.SHA256
	}
	return e.finish(lang, "notes", v)
}

type glossaryView struct {
	frame
	Terms []termView
	Names []string
}

type termView struct {
	ID       string
	Versions []termVersion
	Note     template.HTML
	Uses     []download
}

type termVersion struct {
	Tag, Text string
	Also      string
}

func (e *Env) glossary(lang int) ([]byte, error) {
	v := glossaryView{frame: e.newFrame(lang, "glossary.html", "glossary", "", "")}
	v.Title = v.t("glossary.title")
	v.Description = v.t("glossary.description", len(e.Atlas.Terms), v.in(e.Atlas.Site.Plan.Title))
	for _, l := range e.Atlas.Languages {
		v.Names = append(v.Names, l.Name)
	}
	names := map[string]*atlas.Name{}
	for _, n := range e.Atlas.Names {
		names[n.Name[0]] = n
	}
	for _, t := range e.Atlas.Terms {
		view := termView{ID: t.ID, Note: v.text(v.in(t.Note))}
		for i, l := range e.Atlas.Languages {
			view.Versions = append(view.Versions, termVersion{Tag: l.Tag, Text: t.Name[i], Also: strings.Join(t.Accepted[i], v.t("list.join"))})
		}
		uses := e.Atlas.Using(t)
		if n := names[t.Name[0]]; n != nil && len(uses) == 0 {
			uses = e.Atlas.NamingName(n) // what is a name as well counts as one
		}
		for _, b := range uses {
			view.Uses = append(view.Uses, download{v.where(b), v.href(v.own(blockPath(b)))})
		}
		v.Terms = append(v.Terms, view)
	}
	return e.finish(lang, "glossary", v)
}
