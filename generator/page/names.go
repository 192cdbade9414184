package page

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

// namesPage is the index of names, within a language's folder.
const namesPage = "index-of-names.html"

type namesView struct {
	frame
	Count    int
	Initials []initialView
	Types    []nameType
	Decided  []decidedView
	Map      string // address of the map of names; "" where there is none
}

// initialView is the names with an initial.
type initialView struct {
	Letter, ID string
	Names      []nameView
}

// nameView is an entry: a place or another name, and where the plan has it.
type nameView struct {
	ID     string
	Name   string
	Href   string // of the place's page
	Other  []tagged
	Pinyin string
	Type   string
	Count  int
	Links  []link
	Note   template.HTML
	Within []placeItem
	key    string // by which it is sorted
}

// tagged is a text in another language than the page's.
type tagged struct{ Text, Tag string }

// nameType lists the names of a type.
type nameType struct {
	Title string
	Names []link
}

// decidedView is an occurrence of a name that a rule decided.
type decidedView struct {
	HTML   template.HTML
	Means  string
	Reason string
	Link   link
	Tag    string
}

// nameIndex is the index of every name of the gazetteer, by initial and by type.
func (e *Env) nameIndex(lang int) ([]byte, error) {
	v := namesView{frame: e.newFrame(lang, namesPage, "names", "", "")}
	v.Title = v.t("names.title")
	v.Description = v.t("names.description", v.in(e.Atlas.Site.Plan.Title))
	v.Crumbs = []crumb{{v.t("places.title"), v.href(v.own("places/index.html"))}}
	if m := e.mapOfNames(); m != nil {
		v.Map = v.href(v.own("maps/" + m.ID + ".html"))
	}
	entries := v.entries()
	v.Count = len(entries)
	slices.SortStableFunc(entries, func(a, b nameView) int { return cmp.Compare(a.key, b.key) })
	for _, n := range entries {
		letter := initial(n.key)
		if len(v.Initials) == 0 || v.Initials[len(v.Initials)-1].Letter != letter {
			id := "initial-" + strings.ToLower(letter)
			if letter == otherInitial {
				id = "initial-other"
			}
			v.Initials = append(v.Initials, initialView{Letter: letter, ID: id})
		}
		g := &v.Initials[len(v.Initials)-1]
		g.Names = append(g.Names, n)
	}
	byType := map[string]int{}
	for _, t := range v.types() {
		byType[t] = len(v.Types)
		v.Types = append(v.Types, nameType{Title: t})
	}
	for _, n := range entries {
		t := &v.Types[byType[n.Type]]
		t.Names = append(t.Names, link{Href: "#" + n.ID, Text: n.Name})
	}
	v.Types = slices.DeleteFunc(v.Types, func(t nameType) bool { return len(t.Names) == 0 })
	for _, d := range e.Atlas.Decided {
		v.Decided = append(v.Decided, v.decided(d))
	}
	return e.finish(lang, "names", v)
}

// mapOfNames is the first map that draws what the plan names; nil for none.
func (e *Env) mapOfNames() *atlas.Map {
	for _, m := range e.Atlas.Maps {
		if slices.ContainsFunc(m.Layers, func(l atlas.MapLayer) bool { return l.Draw == "named" }) {
			return m
		}
	}
	return nil
}

// types are what the kinds of names are called: ranks of places, then the types
// of the other names in the order of their table.
func (f *frame) types() []string {
	var out []string
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, r := range f.site().Ranks {
		add(f.in(r.Name))
	}
	for _, n := range f.atlas().Names {
		add(f.word(nameColumn, n.Type))
	}
	return out
}

// entries are the places and names that the plan's text has. Those whose place
// is shown on another's page are places too.
func (f *frame) entries() []nameView {
	var out []nameView
	add := func(n nameView, name atlas.Localized, pinyin string, blocks []*atlas.Block) {
		n.Name, n.Pinyin, n.Count = f.in(name), pinyin, len(blocks)
		for i, l := range f.atlas().Languages {
			if i != f.lang && i < len(name) && name[i] != "" {
				n.Other = append(n.Other, tagged{name[i], l.Tag})
			}
		}
		n.key = sortKey(n.Name)
		if f.lang == 0 && pinyin != "" {
			n.key = sortKey(pinyin)
		}
		for _, b := range blocks {
			n.Links = append(n.Links, link{Href: f.href(f.own(blockPath(b))), Text: f.short(b)})
		}
		out = append(out, n)
	}
	for _, p := range f.atlas().Places {
		n := nameView{ID: p.Slug, Type: f.in(p.Rank.Name)}
		if p.Page.HasPage() {
			n.Href = f.href(f.own(placePage(p)))
		}
		add(n, p.Name, p.Pinyin, f.atlas().Naming(p))
	}
	for _, x := range f.atlas().Names {
		n := nameView{ID: x.ID, Type: f.word(nameColumn, x.Type), Note: f.remark(f.in(x.Note))}
		for _, p := range x.Within {
			it := f.placeItem(p)
			it.Name = f.in(p.Short)
			n.Within = append(n.Within, it)
		}
		add(n, x.Name, x.Pinyin, f.atlas().NamingName(x))
	}
	return out
}

// otherInitial heads the names that begin with no Latin letter.
const otherInitial = "#"

// sortKey writes a name without accents, apostrophes and capitals, for sorting
// and for its initial.
func sortKey(s string) string {
	var out strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '’' || r == '\'':
		default:
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return out.String()
}

func initial(key string) string {
	if key != "" && key[0] >= 'a' && key[0] <= 'z' {
		return strings.ToUpper(key[:1])
	}
	return otherInitial
}

// short names a block in a list of many: chapter, section and paragraph in
// figures.
func (f *frame) short(b *atlas.Block) string {
	at := strconv.Itoa(b.Chapter.Ordinal())
	if label := f.in(b.Chapter.Label); label != "" {
		at = label
	} else if b.Chapter.Heading == nil || b.Chapter.Annex() {
		at = f.chapterLabel(b.Chapter)
	}
	if b.Section != nil && b.Section.N > 0 {
		at += "." + strconv.Itoa(b.Section.N)
	}
	switch {
	case b.Kind == text.Footnote:
		return at + " " + f.t("where.note", b.N)
	case b.Table != nil:
		return f.called(b.Table)
	case b.Box != nil && b.Kind == text.Group:
		return f.called(b.Box)
	case b.Number != "" && b.Kind != text.Title && b.Kind != text.Section:
		return f.called(b)
	case b.Box != nil:
		return f.called(b.Box) + "·" + strconv.Itoa(b.N)
	case b.Kind == text.Item:
		return at + " •" + strconv.Itoa(b.N)
	case b.Kind == text.Paragraph || b.Kind == text.Term || b.Kind == text.Definition:
		return at + " ¶" + strconv.Itoa(b.N)
	}
	return at
}

// nameHref is where the index has a name.
func (f *frame) nameHref(n *atlas.Name) string { return f.href(f.own(namesPage + "#" + n.ID)) }

// around is how many characters of the text stand on either side of a decided
// occurrence.
const around = 14

// decided shows an occurrence that a rule decided, with its surroundings.
func (f *frame) decided(d atlas.Decision) decidedView {
	l := f.atlas().Languages[d.Lang]
	words := d.Block.Versions[d.Lang].Text
	before, after := []rune(words[:d.Start]), []rune(words[d.End:])
	n := around
	if l.Spaced {
		n *= 2
	}
	cutBefore, cutAfter := max(0, len(before)-n), min(len(after), n)
	html := template.HTMLEscapeString(string(before[cutBefore:])) + "<mark>" + template.HTMLEscapeString(words[d.Start:d.End]) +
		"</mark>" + template.HTMLEscapeString(string(after[:cutAfter]))
	if cutBefore > 0 {
		html = "…" + html
	}
	if cutAfter < len(after) {
		html += "…"
	}
	v := decidedView{HTML: template.HTML(html), Means: f.t("names.nothing"), Link: f.blockLink(d.Block), Tag: l.Tag}
	switch {
	case d.Place != nil:
		v.Means = f.in(d.Place.Name)
	case d.Name != nil:
		v.Means = f.in(d.Name.Name)
	}
	if t := f.atlas().Table("name-rules"); t != nil {
		for _, r := range t.Rows {
			if r.Get("id").Value == d.Rule {
				v.Reason = f.in(f.atlas().Text(r, "reason"))
			}
		}
	}
	return v
}
