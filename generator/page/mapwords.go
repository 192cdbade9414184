package page

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/draw"
	"atlas/generator/sheet"
	"atlas/generator/words"
)

// sheetOf is what a map shows, worked out once.
func (e *Env) sheetOf(m *atlas.Map) *sheet.Sheet {
	if s, ok := e.sheets.Load(m); ok {
		return s.(*sheet.Sheet)
	}
	s, _ := e.sheets.LoadOrStore(m, sheet.Of(e.Atlas, m))
	return s.(*sheet.Sheet)
}

// mapWords are the texts of a map on a page, and where its places lead.
func (e *Env) mapWords(f *frame, m *atlas.Map, prefix string, width int) draw.Words {
	return draw.Words{Lang: f.lang, Tag: f.Tag, Prefix: prefix, Title: f.in(m.Title),
		Desc: f.summary(e.sheetOf(m)), Unit: f.t("unit.km"), Width: width,
		Degrees:     [4]string{f.t("degree.east"), f.t("degree.west"), f.t("degree.north"), f.t("degree.south")},
		NorthLetter: f.t("north.letter"),
		Legend:      draw.Borders{Area: f.t("legend.area"), Province: f.t("legend.province"), Prefecture: f.t("legend.prefecture")},
		Href: func(p *atlas.Place) string {
			if !p.Page.HasPage() {
				return ""
			}
			return f.href(f.own(placePage(p)))
		},
		Tooltip: func(p *atlas.Place) string {
			s := f.in(p.Name)
			if p.Parent != nil && p.Parent.Rank.Page {
				s += f.t("tooltip.parent", f.in(p.Parent.Name))
			}
			return s + f.t("tooltip.count", len(f.mentions(p.Page)))
		},
		Sheet:    e.sheetOf(m),
		T:        f.t,
		Sentence: f.elementTarget,
		Element:  f.elementTitle,
		Item:     f.itemTitle,
		Class:    f.className,
		Amount:   f.amount,
	}
}

// elementHref is where the sentence of an element stands.
func (f *frame) elementHref(e sheet.Element) string {
	if e.Block == nil {
		return ""
	}
	return f.href(f.own(blockPath(e.Block)))
}

// elementTarget is where an element on a map leads: to its sentence, or where the
// map is of names, to what the atlas has under the name.
func (f *frame) elementTarget(e sheet.Element) string {
	if e.Layer.Draw == "named" && e.Ref != nil {
		return f.refHref(*e.Ref)
	}
	return f.elementHref(e)
}

// refHref is the page of a place that has one, else the entry in the index of
// names.
func (f *frame) refHref(r atlas.Ref) string {
	if r.Place != nil && r.Place.Page.HasPage() {
		return f.href(f.own(placePage(r.Place)))
	}
	return f.href(f.own(namesPage + "#" + r.ID()))
}

// elementTitle says what an element is, in a line: its name, what the plan makes
// of it, and what its position rests on.
func (f *frame) elementTitle(e sheet.Element) string {
	parts := []string{f.in(e.Name)}
	if e.Shape == sheet.Arrow && e.Concept != nil {
		parts = []string{f.t("map.leads", f.in(e.Concept.Name), f.in(e.Name))}
	}
	if role := f.in(e.Role); role != "" {
		parts = append(parts, role)
	} else if e.Concept != nil && e.Ref != nil && e.Shape != sheet.Arrow {
		parts = append(parts, f.in(e.Concept.Name))
	}
	parts = append(parts, f.t("basis."+e.Basis))
	return strings.Join(parts, f.t("tooltip.join"))
}

// figure writes a value of a field: whole numbers from a hundred on, otherwise
// one decimal where it is not whole.
func (f *frame) figure(v float64) string {
	s := f.env.Layouts.strings[f.lang]
	if v >= 100 || v == math.Trunc(v) {
		return s.Rounded(v, 0)
	}
	return s.Rounded(v, 1)
}

// amount is a value with its unit.
func (f *frame) amount(fd *sheet.Field, v float64) string {
	unit := f.in(fd.Layer.Value.Unit)
	if unit == "%" {
		return f.figure(v) + "%"
	}
	return f.t("map.amount", f.figure(v), counted(unit, v))
}

// counted is the form of a unit for an amount, where it has one for one: "passage|passages".
func counted(unit string, v float64) string {
	one, many, ok := strings.Cut(unit, "|")
	if ok && v != 1 {
		return many
	}
	return one
}

// itemTitle is a unit and its number.
func (f *frame) itemTitle(fd *sheet.Field, it sheet.Item) string {
	if !it.Known {
		return f.in(it.Name) + f.t("tooltip.join") + f.t("map.nofigure")
	}
	return f.in(it.Name) + f.t("tooltip.join") + f.amount(fd, it.Value)
}

// className is a class of a field with the number of units in it.
func (f *frame) className(fd *sheet.Field, class int) string {
	n := fd.Counts[class]
	b := func(i int) string { return words.Decimal(fd.Breaks[i]) }
	group := func(i int) string {
		if fd.Breaks[i] >= 1000 {
			return f.figure(fd.Breaks[i])
		}
		return b(i)
	}
	switch {
	case len(fd.Breaks) == 0:
		return f.t("legend.class.all", n)
	case class == 0:
		return f.t("legend.class.first", group(0), n)
	case class == len(fd.Breaks):
		return f.t("legend.class.last", group(class-1), n)
	}
	return f.t("legend.class", group(class-1), group(class), n)
}

// summary says in two sentences what a map shows.
func (f *frame) summary(sh *sheet.Sheet) string {
	if len(sh.Fields) > 0 {
		fd := sh.Fields[0]
		lo, hi := -1, -1
		for i, it := range fd.Items {
			if !it.Known {
				continue
			}
			if lo < 0 || it.Value < fd.Items[lo].Value {
				lo = i
			}
			if hi < 0 || it.Value > fd.Items[hi].Value {
				hi = i
			}
		}
		if hi < 0 {
			return f.t("map.desc.nothing")
		}
		s := f.t("map.desc.values", f.in(fd.Layer.Name), len(fd.Items)-fd.Absent,
			f.in(fd.Items[hi].Name), f.amount(&fd, fd.Items[hi].Value))
		if fd.Layer.Value.Count == "" {
			s += f.t("map.desc.least", f.in(fd.Items[lo].Name), f.amount(&fd, fd.Items[lo].Value))
		}
		if fd.Absent > 0 {
			s += f.t("map.desc.absent", fd.Absent)
		}
		return s + f.t("map.desc.end")
	}
	if len(sh.Elements) > 0 {
		by, missing := sh.Count()
		drawn, off, names := 0, 0, true
		for _, e := range sh.Elements {
			if e.Reason == sheet.Beyond {
				off++
			}
			names = names && e.Layer.Draw == "named"
		}
		var kinds []string
		for _, basis := range []string{atlas.Surveyed, atlas.Placed, atlas.Schematic} {
			if by[basis] > 0 {
				drawn += by[basis]
				kinds = append(kinds, f.t("map.desc."+basis, by[basis]))
			}
		}
		key := "map.desc.elements"
		if names {
			key = "map.desc.names"
		}
		s := f.t(key, drawn, strings.Join(kinds, f.t("list.join")))
		if missing > off {
			s += f.t("map.desc.missing", missing-off)
		}
		if off > 0 {
			s += f.t("map.desc.beyond", off)
		}
		return s
	}
	count, named := 0, 0
	for _, p := range f.atlas().Places {
		if p.Feature != "" && p.Page == p {
			count++
			if len(f.atlas().Naming(p)) > 0 {
				named++
			}
		}
	}
	return f.t("map.desc.area", count, named)
}

// projected names the map's projection with its parameters, and the datum of its
// layers.
func (f *frame) projected(m *atlas.Map) string {
	var datums []string
	for _, l := range layersOf(m) {
		if !slices.Contains(datums, l.Datum) {
			datums = append(datums, l.Datum)
		}
	}
	s := f.t("map.projected", f.t("map.projection."+m.Projection), strings.Join(datums, f.t("list.join")))
	if m.Extent != nil {
		s += f.t("map.projection.extent", degree(m.Extent.Min[0]), degree(m.Extent.Max[0]), degree(m.Extent.Min[1]), degree(m.Extent.Max[1]))
	}
	return s
}

func degree(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// listsUnits reports whether a map is about the units of the area themselves.
func listsUnits(m *atlas.Map) bool {
	for _, l := range m.Layers {
		if l.Draw == "areas" && !l.Quiet && l.Group == "" {
			return true
		}
	}
	return false
}

// mapSwitch turns a layer of a map on and off.
type mapSwitch struct {
	ID, Name string
}

// switched are the ways of drawing that can be turned off; what lies under them
// stays.
var switched = map[string]bool{"lines": true, "rings": true, "route": true, "arrows": true, "corridors": true, "courses": true,
	"members": true, "works": true, "named": true, "seats": true, "amounts": true}

func (f *frame) switches(sh *sheet.Sheet) []mapSwitch {
	var out []mapSwitch
	for i := range sh.Map.Layers {
		l := &sh.Map.Layers[i]
		if switched[l.Draw] && sh.Shows(l) {
			out = append(out, mapSwitch{fmt.Sprintf("m-switch-%d", i+1), f.in(l.Name)})
		}
	}
	if len(out) < 2 {
		return nil // nothing to choose between
	}
	return out
}
