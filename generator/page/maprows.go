package page

import (
	"html/template"
	"sort"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/sheet"
)

// elementGroup are the elements of a layer, as the table beside a map lists them.
type elementGroup struct {
	Name, Note string
	Rows       []elementRow
}

type elementRow struct {
	ID      string // of the element in the map
	Name    placeItem
	Role    string
	Parts   []placeItem
	Missing string // of the parts, what nothing places
	Basis   string
	Ground  string
	Where   string
	Href    string
	Quote   string
	Tag     string // language of the quote
	Own     string // what answers to it in the page's language, if that is another
	Note    template.HTML
	Why     []string // why a route passes a station that its sentence does not name
}

// elementGroups lists what a map shows, by layer, and what it cannot show.
func (f *frame) elementGroups(sh *sheet.Sheet) ([]elementGroup, []elementRow) {
	var out []elementGroup
	var missing []elementRow
	for i := range sh.Map.Layers {
		l := &sh.Map.Layers[i]
		g := elementGroup{Name: f.in(l.Name), Note: f.in(l.Note)}
		for _, e := range sh.Elements {
			switch {
			case e.Layer != l:
			case e.Shape == sheet.Nothing:
				missing = append(missing, f.elementRow(e))
			default:
				g.Rows = append(g.Rows, f.elementRow(e))
			}
		}
		if len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	return out, missing
}

func (f *frame) elementRow(e sheet.Element) elementRow {
	row := elementRow{ID: e.ID, Name: placeItem{Name: f.in(e.Name)}, Role: f.in(e.Role), Ground: f.in(e.Ground), Quote: within(e.Quote),
		Tag: f.atlas().Languages[0].Tag, Own: within(f.aligned(e.Block, e.Quote)), Note: f.remark(f.in(e.Note))}
	if e.Ref != nil && e.Ref.Place != nil {
		row.Name.Href = f.placeItem(e.Ref.Place).Href
	}
	if e.Layer.Draw == "named" && e.Ref != nil {
		row.Name.Href = f.refHref(*e.Ref)
		row.Own = "" // a name is no sentence, and a page of all names would hold the plan once more
	}
	if e.Shape == sheet.Arrow && e.Ref == nil && e.Concept != nil {
		row.Name.Name = f.t("map.leads", f.in(e.Concept.Name), f.in(e.Name))
	}
	if e.Shape == sheet.Nothing {
		row.Basis = f.t("map.missing." + string(e.Reason))
	} else {
		row.Basis = f.t("basis." + e.Basis)
	}
	if e.Ref == nil || e.Shape == sheet.Arrow {
		for _, r := range e.Parts {
			row.Parts = append(row.Parts, f.refItem(r))
		}
	}
	var not []string
	for _, r := range e.Missing {
		not = append(not, f.in(r.Title()))
	}
	row.Missing = strings.Join(not, f.t("list.join"))
	if e.Layer.Draw == "route" && e.Shape == sheet.Line {
		for _, s := range e.Layer.Through {
			if why := f.in(s.Why); why != "" {
				row.Why = append(row.Why, f.t("map.why", f.in(s.Title()), why))
			}
		}
	}
	if e.Block != nil {
		row.Href, row.Where = f.elementHref(e), f.where(e.Block)
	}
	return row
}

// refItem is a place or a name, with its page where it has one.
func (f *frame) refItem(r atlas.Ref) placeItem {
	it := placeItem{Name: f.in(r.Title())}
	if r.Place != nil {
		it.Href = f.placeItem(r.Place).Href
	}
	return it
}

// numbersView is a table of numbers that a map shows.
type numbersView struct {
	ID, Name, Note, Unit, Method string
	Rows                         []numbersRow
	Sources                      []numbersSource
	Elsewhere                    bool // the numbers are not the plan's
}

type numbersRow struct {
	ID     string
	Place  placeItem
	Value  string
	Href   string // of what was counted
	Number float64
	Class  int
	Known  bool
	Basis  string
}

type numbersSource struct {
	Name, Basis string
	Count       int
}

func (f *frame) numbersView(fd *sheet.Field) numbersView {
	value := fd.Layer.Value
	v := numbersView{ID: fd.Layer.ID, Name: f.in(fd.Layer.Name), Note: f.in(fd.Layer.Note), Unit: counted(f.in(value.Unit), 2), Elsewhere: value.Count == ""}
	if value.Method != "" {
		v.Method = f.t("map.method."+value.Method, len(fd.Counts))
	}
	for _, it := range fd.Items {
		row := numbersRow{ID: it.ID, Place: placeItem{Name: f.in(it.Name)}, Number: it.Value, Class: it.Class, Known: it.Known, Value: f.t("map.nofigure")}
		if it.Place != nil {
			row.Place = f.placeItem(it.Place)
		}
		if it.Known {
			row.Value = f.figure(it.Value)
		}
		if value.Count != "" && it.Value > 0 && row.Place.Href != "" {
			row.Href = row.Place.Href + "#" + value.Count // the page has a part for each thing that is counted
		}
		if o := it.Observation; o != nil && o.Basis[0] != value.Basis { // the sources say it where all are counted so
			row.Basis = f.in(o.Basis)
		}
		v.Rows = append(v.Rows, row)
	}
	sort.SliceStable(v.Rows, func(i, j int) bool {
		a, b := v.Rows[i], v.Rows[j]
		if a.Known != b.Known {
			return a.Known
		}
		return a.Number > b.Number
	})
	for _, p := range fd.Publications {
		v.Sources = append(v.Sources, numbersSource{f.in(p.Name), f.in(p.Basis), p.Count})
	}
	return v
}
