package atlas

import (
	"reflect"
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/names"
	"atlas/generator/source"
)

// dictionary is what a finder was made of, and the finder.
type dictionary struct {
	writing   names.Writing
	entries   []names.Entry
	rules     []names.Rule
	finder    *names.Finder
	conflicts []names.Conflict
}

// finderCache keeps the finders as long as the forms and rules are the same.
type finderCache []dictionary

// finder is the finder of a dictionary, the i-th of the site: the same one as
// last time where nothing in it changed.
func (c *finderCache) finder(i int, w names.Writing, entries []names.Entry, rules []names.Rule) (*names.Finder, []names.Conflict) {
	d := dictionary{writing: w, entries: entries, rules: rules}
	if i < len(*c) {
		if old := (*c)[i]; reflect.DeepEqual(old.writing, w) && reflect.DeepEqual(old.entries, entries) && slices.Equal(old.rules, rules) {
			return old.finder, old.conflicts
		}
		*c = (*c)[:i] // what follows was made of this one's entries too
	}
	d.finder, d.conflicts = names.New(w, entries, rules)
	*c = append(*c, d)
	return d.finder, d.conflicts
}

// foundKey names a search: a version's text in a block, by one finder.
type foundKey struct {
	finder *names.Finder
	text   string
	block  string
}

// The keys of the dictionary say what kind of thing they mean.
const (
	placeKey = "place:"
	nameKey  = "name:"
	termKey  = "term:"
	citedKey = "cited:"
)

// link finds the gazetteer's names and terms in every block of a chapter. What
// the chapter had before need not be searched again.
func (m *madeChapter) link(none [][]Mention) {
	c, g := m.chapter, m.gazette
	before := m.before
	m.before = nil
	for _, blk := range c.Blocks {
		blk.Mentions = none
	}
	search := func(f *names.Finder, v *Version, id string) []names.Match {
		if f.Empty() {
			return nil
		}
		key := foundKey{f, v.Text, id}
		matches, ok := before[key]
		if !ok {
			matches = f.Find(v.Text, id)
		}
		if c.found == nil {
			c.found = map[foundKey][]names.Match{}
		}
		c.found[key] = matches
		return matches
	}
	for _, blk := range c.Blocks {
		named := map[any]bool{}
		for lang, v := range blk.Versions {
			if v == nil || v.Awaits {
				continue
			}
			c.cite(blk, lang, g.citing[lang].find(v.Text), len(none))
			for _, match := range search(g.finders[lang], v, blk.ID) {
				mention, ok := g.mention(match)
				if match.Rule != "" {
					c.decided = append(c.decided, Decision{Block: blk, Lang: lang, Start: match.Start, End: match.End,
						Rule: match.Rule, Place: mention.Place, Name: mention.Name})
				}
				if !ok {
					continue
				}
				if &blk.Mentions[0] == &none[0] {
					blk.Mentions = make([][]Mention, len(none))
				}
				blk.Mentions[lang] = append(blk.Mentions[lang], mention)
				c.name(blk, mention, lang, named)
				if lang == 0 {
					for _, p := range placesWithin(g.finders[0], v.Text, blk.ID, mention) {
						c.name(blk, Mention{Place: p}, 0, named)
					}
				}
			}
		}
		if v := blk.Versions[0]; v != nil {
			for _, match := range search(g.longer[0], v, blk.ID) {
				if t := g.term(match.Key); t != nil && !named[t] {
					named[t] = true
					c.named = append(c.named, namedBlock{term: t, block: blk})
				}
			}
		}
	}
}

// name notes that a block names something. What the first language names counts;
// a further language only shows it.
func (c *Chapter) name(blk *Block, m Mention, lang int, named map[any]bool) {
	if lang > 0 {
		return
	}
	if m.Place != nil && !named[m.Place] {
		named[m.Place] = true
		c.named = append(c.named, namedBlock{place: m.Place, block: blk})
	}
	if m.Name != nil && !named[m.Name] {
		named[m.Name] = true
		c.named = append(c.named, namedBlock{name: m.Name, block: blk})
	}
}

// cite notes what a block refers to.
func (c *Chapter) cite(blk *Block, lang int, found []citation, languages int) {
	if len(found) == 0 {
		return
	}
	if blk.cites == nil {
		blk.cites = make([][]citation, languages)
	}
	blk.cites[lang] = found
	var listed []string
	for _, x := range found {
		if lang == 0 && !slices.Contains(listed, x.token) {
			listed = append(listed, x.token)
			c.named = append(c.named, namedBlock{cited: cited(x.token), block: blk})
		}
	}
}

// FindNames finds the names of the gazetteer in a text of a language, as in a
// block with the id.
func (a *Atlas) FindNames(lang int, s, block string) []Mention {
	var out []Mention
	for _, m := range a.finders[lang].Find(s, block) {
		if mention, ok := a.gazette.mention(m); ok {
			out = append(out, mention)
		}
	}
	return out
}

// TermMention is a term of the glossary found in a text.
type TermMention struct {
	Start, End int
	Terms      []*Term // more than one where several have the same words
}

// FindTerms finds the terms of the glossary in a block's text of a language. A term
// within a longer term or a name is found only if inside is set.
func (a *Atlas) FindTerms(lang int, s, block string, inside bool) []TermMention {
	var matches []names.Match
	found := false
	if b := a.Block(block); b != nil {
		matches, found = b.Chapter.found[foundKey{a.terms[lang], s, block}]
	}
	switch {
	case inside:
		matches = a.terms[lang].FindAll(s, block)
	case !found:
		matches = a.terms[lang].Find(s, block)
	}
	var out []TermMention
	for _, m := range matches {
		if t := a.termsOf(lang, m); len(t) > 0 {
			out = append(out, TermMention{m.Start, m.End, t})
		}
	}
	return out
}

// termsOf are the terms that a match stands for.
func (a *Atlas) termsOf(lang int, m names.Match) []*Term {
	if m.Key != "" {
		if id, ok := cut(m.Key, termKey); ok {
			return a.termForms[lang].byID[id]
		}
		return nil
	}
	return a.termForms[lang].byForm[strings.ToLower(m.Form)]
}

// termForms finds terms by their ids and by their words in small letters.
type termForms struct{ byID, byForm map[string][]*Term }

func (a *Atlas) indexTerms() {
	a.termForms = make([]termForms, len(a.Languages))
	for lang := range a.Languages {
		f := termForms{map[string][]*Term{}, map[string][]*Term{}}
		for _, t := range a.Terms {
			f.byID[t.ID] = []*Term{t}
			for _, form := range append([]string{t.Name[lang]}, t.Accepted[lang]...) {
				form = strings.ToLower(form)
				if !slices.Contains(f.byForm[form], t) {
					f.byForm[form] = append(f.byForm[form], t)
				}
			}
		}
		a.termForms[lang] = f
	}
}

// SameNames reports whether another atlas of the same site finds the same names
// and terms in a text as this one.
func (a *Atlas) SameNames(b *Atlas) bool {
	return b != nil && slices.Equal(a.finders, b.finders) && slices.Equal(a.terms, b.terms)
}

func (g *gazette) mention(m names.Match) (Mention, bool) {
	if id, ok := cut(m.Key, placeKey); ok {
		p := g.placeByID[id]
		return Mention{Start: m.Start, End: m.End, Place: p, Rule: m.Rule}, p != nil
	}
	if id, ok := cut(m.Key, nameKey); ok {
		n := g.nameByID[id] // nil where a rule means what is not there
		return Mention{Start: m.Start, End: m.End, Name: n, Rule: m.Rule}, n != nil
	}
	return Mention{}, false
}

// term is the term of a key; nil where it is none's.
func (g *gazette) term(key string) *Term {
	id, ok := cut(key, termKey)
	if !ok {
		return nil
	}
	return g.termByID[id]
}

func cut(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):], true
	}
	return "", false
}

// findersOfSite returns two finders a language.
func (b *builder) findersOfSite() (finders, terms []*names.Finder) {
	a, cache := b.atlas, &b.loader.finders
	for lang, l := range a.Languages {
		w := names.Writing{Spaced: l.Spaced, Endings: l.Endings}
		var entries []names.Entry
		for _, p := range a.Places {
			entries = append(entries, names.Entry{Key: placeKey + p.Slug, Forms: p.Forms[lang]})
		}
		for _, n := range a.Names {
			entries = append(entries, names.Entry{Key: nameKey + n.ID, Forms: n.Forms[lang]})
		}
		f, conflicts := cache.finder(2*lang, w, slices.Clone(entries), b.nameRules(l.Code))
		for _, c := range conflicts {
			b.problems.Add(b.conflict(c, l))
		}
		finders = append(finders, f)
		for _, t := range a.Terms {
			entries = append(entries, names.Entry{Key: termKey + t.ID, Forms: append([]string{t.Name[lang]}, t.Accepted[lang]...), AnyCase: l.Spaced})
		}
		f, _ = cache.finder(2*lang+1, w, entries, nil)
		terms = append(terms, f)
	}
	return finders, terms
}

// data is the table as it was read; nil where there is none.
func (a *Atlas) data(name string) *source.Table {
	if t := a.tables[name]; t != nil {
		return t.data
	}
	return nil
}

// nameRules reads the rules that settle what a name means, for one language.
func (b *builder) nameRules(code string) []names.Rule {
	t := b.atlas.tables["name-rules"]
	if t == nil {
		return nil
	}
	var rules []names.Rule
	for _, r := range t.Rows {
		if r.Damaged || r.Get("language").Value != code {
			continue
		}
		key := r.Get("means").Value
		switch {
		case key == "":
		case b.atlas.places[key] != nil:
			key = placeKey + key
		default:
			key = nameKey + key
		}
		rules = append(rules, names.Rule{ID: r.Get("id").Value, Form: r.Get("form").Value, Before: r.Get("before").Value,
			After: r.Get("after").Value, Block: r.Get("block").Value, Key: key})
	}
	return rules
}

// conflict reports two things that claim the same form.
func (b *builder) conflict(c names.Conflict, l Language) diag.Problem {
	var at diag.Place
	if t := b.atlas.tables["places"]; t != nil {
		at.File = t.Path
	}
	if c.Kind != names.SharedForm {
		if t := b.atlas.tables["name-rules"]; t != nil {
			at = diag.Place{File: t.Path}
		}
	}
	for _, key := range c.Keys {
		if id, ok := cut(key, nameKey); ok && b.atlas.names[id] != nil {
			at = b.atlas.names[id].Row.Get("forms_" + l.Code).Place()
		} else if id, ok := cut(key, placeKey); ok && b.atlas.places[id] != nil {
			at = b.atlas.places[id].Row.Get("forms_" + l.Code).Place()
		}
	}
	return diag.Problem{Rule: "name-conflict", Severity: diag.Warning, Place: at,
		Message: c.Message(), Hint: c.Hint()}
}
