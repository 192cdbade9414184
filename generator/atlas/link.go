package atlas

import (
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/names"
	"atlas/generator/source"
	"atlas/generator/text"
)

// finderSource is what the finders were made of; the loader returns the same
// pointers as long as the files did not change.
type finderSource struct {
	site           any
	places, names_ *source.Table
	rules, terms   *source.Table
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
)

// link finds the gazetteer's names in every block and gathers them by place.
func (b *builder) link() {
	a := b.atlas
	finders, terms := b.findersOfSite()
	a.finders, a.terms = finders, terms
	a.indexTerms()
	found := b.loader.finders.found
	fresh := map[foundKey][]names.Match{}
	for _, blk := range a.Blocks {
		blk.Mentions = make([][]Mention, len(a.Languages))
		named := map[any]bool{}
		for lang, v := range blk.Versions {
			if v == nil || v.Awaits || blk.Kind == text.Passage {
				continue
			}
			key := foundKey{finders[lang], v.Text, blk.ID}
			matches, ok := found[key]
			if !ok {
				matches = finders[lang].Find(v.Text, blk.ID)
			}
			fresh[key] = matches
			for _, m := range matches {
				if m.Rule != "" {
					means, _ := a.mention(m)
					a.Decided = append(a.Decided, Decision{Block: blk, Lang: lang, Start: m.Start, End: m.End,
						Rule: m.Rule, Place: means.Place, Name: means.Name})
				}
				if mention, ok := a.mention(m); ok {
					blk.Mentions[lang] = append(blk.Mentions[lang], mention)
					b.gather(blk, mention, lang, named)
				}
			}
		}
	}
	b.loader.finders.found = fresh
	b.linkTerms(found, fresh)
	a.termsFound = fresh
}

// linkTerms gathers the blocks in which the first language uses a term. A term
// inside a longer term or a name does not count.
func (b *builder) linkTerms(found, fresh map[foundKey][]names.Match) {
	a := b.atlas
	byID := map[string]*Term{}
	for _, t := range a.Terms {
		byID[termKey+t.ID] = t
	}
	for _, blk := range a.Blocks {
		v := blk.Versions[0]
		if v == nil {
			continue
		}
		key := foundKey{a.terms[0], v.Text, blk.ID}
		matches, ok := found[key]
		if !ok {
			matches = a.terms[0].Find(v.Text, blk.ID)
		}
		fresh[key] = matches
		for _, m := range matches {
			if t := byID[m.Key]; t != nil && (len(t.Mentions) == 0 || t.Mentions[len(t.Mentions)-1] != blk) {
				t.Mentions = append(t.Mentions, blk)
			}
		}
	}
}

// FindNames finds the names of the gazetteer in a text of a language, as in a
// block with the id.
func (a *Atlas) FindNames(lang int, s, block string) []Mention {
	var out []Mention
	for _, m := range a.finders[lang].Find(s, block) {
		if mention, ok := a.mention(m); ok {
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
	matches, found := a.termsFound[foundKey{a.terms[lang], s, block}]
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

func (a *Atlas) mention(m names.Match) (Mention, bool) {
	if id, ok := cut(m.Key, placeKey); ok {
		return Mention{Start: m.Start, End: m.End, Place: a.places[id], Rule: m.Rule}, true
	}
	if id, ok := cut(m.Key, nameKey); ok {
		return Mention{Start: m.Start, End: m.End, Name: a.names[id], Rule: m.Rule}, true
	}
	return Mention{}, false
}

func cut(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):], true
	}
	return "", false
}

// gather notes that a block names a place. What the first language names counts;
// a further language only shows it.
func (b *builder) gather(blk *Block, m Mention, lang int, named map[any]bool) {
	if lang > 0 {
		return
	}
	if m.Place != nil && !named[m.Place] {
		named[m.Place] = true
		m.Place.Mentions = append(m.Place.Mentions, blk)
	}
	if m.Name != nil && !named[m.Name] {
		named[m.Name] = true
		m.Name.Mentions = append(m.Name.Mentions, blk)
	}
}

// findersOfSite returns a finder a language, the same ones as last time where
// the gazetteer did not change.
func (b *builder) findersOfSite() (finders, terms []*names.Finder) {
	a, cache := b.atlas, &b.loader.finders
	sources := []finderSource{{site: b.loader.parsed[sitePath].value, places: a.data("places"), names_: a.data("names"), rules: a.data("name-rules"), terms: a.data("glossary")}}
	if slices.Equal(sources, cache.sources) && len(cache.finders) == len(a.Languages) {
		b.problems.Add(cache.problems...)
		return cache.finders, cache.terms
	}
	var problems diag.List
	for lang, l := range a.Languages {
		var entries []names.Entry
		for _, p := range a.Places {
			entries = append(entries, names.Entry{Key: placeKey + p.Slug, Forms: p.Forms[lang]})
		}
		for _, n := range a.Names {
			entries = append(entries, names.Entry{Key: nameKey + n.ID, Forms: n.Forms[lang]})
		}
		f, conflicts := names.New(names.Writing{Spaced: l.Spaced, Endings: l.Endings}, entries, b.nameRules(l.Code))
		for _, c := range conflicts {
			problems.Add(b.conflict(c, l))
		}
		finders = append(finders, f)
		for _, t := range a.Terms {
			entries = append(entries, names.Entry{Key: termKey + t.ID, Forms: append([]string{t.Name[lang]}, t.Accepted[lang]...), AnyCase: l.Spaced})
		}
		f, _ = names.New(names.Writing{Spaced: l.Spaced, Endings: l.Endings}, entries, nil)
		terms = append(terms, f)
	}
	cache.sources, cache.finders, cache.terms, cache.problems = sources, finders, terms, problems
	cache.found = nil
	b.problems.Add(problems...)
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
	at := diag.Place{File: b.atlas.tables["places"].Path}
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
