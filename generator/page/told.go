package page

import (
	"html/template"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"atlas/generator/atlas"
)

// roleView is a place's part in a spatial concept of the plan.
type roleView struct {
	Concept string
	Role    string
	With    []placeItem // the other places of the concept
	Quote   string
	Link    link
	Note    template.HTML
}

// link leads to a block; Text says which one it is.
type link struct{ Href, Text string }

// claimView is a target or a project as a page of a place shows it.
type claimView struct {
	ID      string
	Text    string
	Verb    string   // the plan's own
	Year    string   // the horizon
	Numbers []string // stated values
	Quote   string   // the plan's words, where the page is in their language
	Link    link
	Note    template.HTML
	Quoted  bool      // its text goes on in the quote
	State   stateView // what became of it, which the plan does not say; nothing where that is not known
	Became  string    // where that is told
}

// claimGroup gathers targets of a theme or projects of a type.
type claimGroup struct {
	Title  string
	Count  int
	Sets   []claimSet
	Folded bool // it is one of many, which a reader opens one by one
}

// manyClaims are so many that a page shows them folded: some screens of a phone.
const manyClaims = 20

// claimSet is a claim, or several that one block makes together: its words and
// the link to it then stand once.
type claimSet struct {
	Claims []claimView
	Quotes []string
	Link   link
	Note   template.HTML // where all have the same
}

// groupView is a concept through which the plan speaks of a place.
type groupView struct {
	Name     string
	Link     link
	Targets  []claimSet
	Projects []claimSet
	Blocks   []link
}

// silenceView lists the kinds of work that the plan gives to other places of
// the rank and not to this one.
type silenceView struct {
	Said  string
	Kinds []silentKind
}

// silentKind is one such kind: how many of the others have it, and which places
// that belong to the place have it by their own names.
type silentKind struct {
	Name   string
	Others int
	Parts  []placeItem
}

// The columns whose values the vocabulary has words for.
const (
	themeColumn = "targets.theme"
	typeColumn  = "projects.type"
	nameColumn  = "names.type"
)

// word is what the vocabulary calls a value of a column; the value itself where
// it has no word.
func (f *frame) word(column, value string) string {
	if w := f.atlas().Word(column, value); w != nil {
		return f.in(w.Name)
	}
	return value
}

// blockLink is a link to a block, named for a reader.
func (f *frame) blockLink(b *atlas.Block) link {
	if b == nil {
		return link{}
	}
	return link{Href: f.href(f.own(blockPath(b))), Text: f.where(b)}
}

// blockIDs finds what looks like the id of a block.
var blockIDs = regexp.MustCompile(`[a-z]+[0-9]+(-[a-z]+[0-9]+)*`)

// remark is a note of the tables; the ids of blocks in it become links.
func (f *frame) remark(s string) template.HTML {
	var out strings.Builder
	at := 0
	for _, m := range blockIDs.FindAllStringIndex(s, -1) {
		if b := f.atlas().Block(s[m[0]:m[1]]); b != nil {
			l := f.blockLink(b)
			out.WriteString(string(f.text(s[at:m[0]])) + `<a href="` + l.Href + `">` + template.HTMLEscapeString(l.Text) + `</a>`)
			at = m[1]
		}
	}
	out.WriteString(string(f.text(s[at:])))
	return template.HTML(out.String())
}

// quote is the plan's words where the page is in the language they are in.
func (f *frame) quote(words string) string {
	if f.lang == 0 {
		return within(words)
	}
	return ""
}

func (f *frame) targetClaim(t *atlas.Target) claimView {
	v := claimView{ID: t.ID, Text: f.in(t.Summary), Year: t.Horizon, Quote: f.quote(t.Quote), Link: f.blockLink(t.Block)}
	if cut := strings.TrimSuffix(v.Text, t.Quote); f.lang == 0 && cut != v.Text { // the summary ends in the plan's own words: once is enough
		v.Text, v.Quoted = cut, true
	}
	s := f.env.Layouts.strings[f.lang]
	for _, n := range t.Numbers {
		v.Numbers = append(v.Numbers, f.in(n.Indicator)+f.t("value.join")+s.Text("comparator."+n.Comparator)+s.Quantity(n.Value, n.Unit))
	}
	return v
}

func (f *frame) projectClaim(p *atlas.Project) claimView {
	return claimView{ID: p.ID, Text: f.in(p.Name), Verb: f.in(p.Status), Quote: f.quote(p.Quote), Link: f.blockLink(p.Block), Note: f.remark(f.in(p.Note)),
		State: f.state(p.Events), Became: f.href(f.own(progressPage + "#" + p.ID))}
}

// roles are a place's parts in the plan's spatial concepts.
func (f *frame) roles(p *atlas.Place, told *atlas.Told) []roleView {
	var out []roleView
	for _, r := range told.Roles {
		if r.Concept.ID == f.site().Area {
			continue // told with the extent
		}
		v := roleView{Concept: f.in(r.Concept.Name), Role: f.in(r.Member.Role), Quote: f.quote(r.Member.Quote),
			Link: f.blockLink(r.Member.Block), Note: f.remark(f.in(r.Member.Note))}
		if v.Role == v.Concept {
			v.Role = ""
		}
		v.Concept = capital(v.Concept)
		for i := range r.Concept.Members {
			m := &r.Concept.Members[i]
			switch {
			case m.Ref != nil && m.Ref.Is(p):
			case m.Ref != nil && m.Ref.Place != nil && m.Ref.Place.Page.HasPage():
				it := f.placeItem(m.Ref.Place)
				it.Name = f.in(m.Ref.Place.Short)
				v.With = append(v.With, it)
			case m.Ref != nil:
				it := f.refItem(*m.Ref)
				it.Name = f.in(m.Name)
				v.With = append(v.With, it)
			default: // neither a place nor a name: it has no page to lead to
				v.With = append(v.With, placeItem{Name: f.in(m.Name)})
			}
		}
		out = append(out, v)
	}
	return out
}

// capital begins a heading with a capital, after a quotation mark too, where the
// script has them.
func capital(s string) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			return s[:i] + string(unicode.ToTitle(r)) + s[i+utf8.RuneLen(r):]
		}
		if !strings.ContainsRune("“‘«„\"'", r) {
			break
		}
	}
	return s
}

// gather puts claims under the words of a column, in the order of the vocabulary.
func gather[T any](f *frame, column string, list []T, code func(T) string, show func(T) claimView) []claimGroup {
	var out []claimGroup
	for _, k := range orderOf(f.atlas(), column, list, code) {
		var of []T
		for _, x := range list {
			if code(x) == k {
				of = append(of, x)
			}
		}
		out = append(out, claimGroup{Title: f.word(column, k), Count: len(of), Sets: sets(of, show), Folded: len(list) > manyClaims})
	}
	return out
}

// sets puts neighbouring claims of one block together. A claim whose text goes on
// in its quote stays alone with it.
func sets[T any](list []T, show func(T) claimView) []claimSet {
	var out []claimSet
	for _, x := range list {
		c := show(x)
		if n := len(out); n > 0 && out[n-1].Link == c.Link && !c.Quoted && !out[n-1].Claims[0].Quoted {
			out[n-1].Claims = append(out[n-1].Claims, c)
			continue
		}
		out = append(out, claimSet{Claims: []claimView{c}, Link: c.Link})
	}
	for i := range out {
		s := &out[i]
		s.Note = s.Claims[0].Note
		for _, c := range s.Claims {
			if !c.Quoted {
				s.Quotes = longest(s.Quotes, c.Quote)
			}
			if c.Note != s.Note {
				s.Note = ""
			}
		}
		if s.Note != "" {
			for j := range s.Claims {
				s.Claims[j].Note = ""
			}
		}
	}
	return out
}

// longest adds a quote to those that do not hold it, and takes out those that it
// holds.
func longest(quotes []string, q string) []string {
	if q == "" || slices.ContainsFunc(quotes, func(s string) bool { return strings.Contains(s, q) }) {
		return quotes
	}
	return append(slices.DeleteFunc(quotes, func(s string) bool { return strings.Contains(q, s) }), q)
}

func themeOf(t *atlas.Target) string { return t.Theme }

func typeOf(p *atlas.Project) string { return p.Type }

// groups are the concepts through which the plan speaks of a place without
// naming it.
func (f *frame) groups(told *atlas.Told) []groupView {
	var out []groupView
	for _, g := range told.Groups {
		v := groupView{Name: capital(f.in(g.Concept.Name)), Link: f.blockLink(g.Concept.Block)}
		v.Targets = sets(g.Targets, f.targetClaim)
		v.Projects = sets(g.Projects, f.projectClaim)
		for _, b := range g.Blocks {
			v.Blocks = append(v.Blocks, f.blockLink(b))
		}
		out = append(out, v)
	}
	return out
}

// silence is what the plan says something of to at least two others of the place's
// peers and nothing to the place, neither by its name nor through a group. Goals and
// projects are judged together: where a project is named, the plan is not silent on its
// subject.
func (f *frame) silence(p *atlas.Place) []silenceView {
	peers, level := f.env.peers(p)
	a := f.atlas()
	var kinds []silentKind
	for _, theme := range f.env.subjects() {
		if f.env.speaks(a.Told(p), theme) {
			continue
		}
		kind := silentKind{Name: f.subjectName(theme)}
		for _, q := range peers {
			if q != p && f.env.speaks(a.Told(q), theme) {
				kind.Others++
			}
		}
		if kind.Others < 2 {
			continue
		}
		for _, c := range p.Children {
			if c.HasPage() && f.env.speaks(a.Told(c), theme) {
				it := f.placeItem(c)
				it.Name = f.in(c.Short)
				kind.Parts = append(kind.Parts, it)
			}
		}
		kinds = append(kinds, kind)
	}
	if len(kinds) == 0 {
		return nil
	}
	return []silenceView{{Said: f.t("silence.subjects", f.in(p.Short), len(peers)-1, f.peerWords(p, level)), Kinds: kinds}}
}

// subjects are the themes of goals and those that projects count under, in the order
// of the vocabulary.
func (e *Env) subjects() []string {
	out := orderOf(e.Atlas, themeColumn, e.Atlas.Targets, themeOf)
	for _, theme := range orderOf(e.Atlas, typeColumn, e.Atlas.Projects, e.subjectOf) {
		if !slices.Contains(out, theme) {
			out = append(out, theme)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// subjectOf is the theme that a project counts under: the one that a chart of the site
// gives its type, or else the type itself.
func (e *Env) subjectOf(p *atlas.Project) string {
	for _, c := range e.Atlas.Charts {
		if c.Count != nil {
			if theme, ok := c.Count.Themes[p.Type]; ok {
				return theme
			}
		}
	}
	return p.Type
}

// speaks reports whether the plan says something on a subject of a place: a goal or a
// project, by the place's name or through a group that it belongs to.
func (e *Env) speaks(t *atlas.Told, theme string) bool {
	goal := func(x *atlas.Target) bool { return x.Theme == theme }
	work := func(x *atlas.Project) bool { return e.subjectOf(x) == theme }
	return slices.ContainsFunc(t.Targets, goal) || slices.ContainsFunc(t.Projects, work) ||
		slices.ContainsFunc(t.Groups, func(g *atlas.Group) bool {
			return slices.ContainsFunc(g.Targets, goal) || slices.ContainsFunc(g.Projects, work)
		})
}

// subjectName is what the vocabulary calls a subject, as a theme or as a type.
func (f *frame) subjectName(theme string) string {
	if f.atlas().Word(themeColumn, theme) != nil {
		return f.word(themeColumn, theme)
	}
	return f.word(typeColumn, theme)
}

// differView is where two places of the plan differ over a place.
type differView struct {
	Topic  string
	Note   template.HTML
	A, B   link
	QuoteA string
	QuoteB string
	Tag    string
}

func (f *frame) differences(told *atlas.Told) []differView {
	var out []differView
	for _, c := range told.Contradictions {
		out = append(out, differView{Topic: f.in(c.Topic), Note: f.remark(f.in(c.Note)), A: f.blockLink(c.BlockA), B: f.blockLink(c.BlockB),
			QuoteA: f.quote(c.QuoteA), QuoteB: f.quote(c.QuoteB), Tag: f.atlas().Languages[0].Tag})
	}
	return out
}
