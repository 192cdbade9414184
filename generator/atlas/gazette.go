package atlas

import (
	"slices"
	"sync"

	"atlas/generator/diag"
	"atlas/generator/names"
)

// gazette is everything that bears a name: places, names and terms, measured on
// the layers that have the places' polygons, and the finders of all their forms.
// As long as what it was made of is the same, so is every place in it, and the
// chapters that name them.
type gazette struct {
	rests     []any // what it was made of
	places    []*Place
	placeByID map[string]*Place
	names     []*Name
	nameByID  map[string]*Name
	terms     []*Term
	termByID  map[string]*Term
	finders   []*names.Finder // of places and names, by language
	longer    []*names.Finder // of terms too
	citing    []*citing       // by language
	problems  diag.List
}

// readGazetteer makes the gazetteer of its tables, or takes the last one.
func (b *builder) readGazetteer() {
	a, l := b.atlas, b.loader
	rests := []any{l.parsed[sitePath].value, a.data("places"), a.data("names"), a.data("name-rules"), a.data("glossary")}
	for _, id := range a.Site.Geometry {
		if layer := a.layers[id]; layer != nil {
			rests = append(rests, layer.Data)
		}
	}
	if l.gazette == nil || !slices.Equal(l.gazette.rests, rests) {
		l.gazette = b.newGazette(rests)
	}
	g := l.gazette
	a.Places, a.places, a.Names, a.names, a.Terms = g.places, g.placeByID, g.names, g.nameByID, g.terms
	a.finders, a.terms, a.gazette = g.finders, g.longer, g
	a.indexTerms()
	a.uses = a.gatherUses(&l.uses)
	a.parts = sync.OnceValue(a.numberedParts)
	b.problems.Add(g.problems...)
}

func (b *builder) newGazette(rests []any) *gazette {
	a := b.atlas
	before := b.problems
	b.problems = nil
	a.Places, a.Names, a.Terms, a.places, a.names = nil, nil, nil, map[string]*Place{}, map[string]*Name{}
	b.readPlaces()
	b.readNames()
	b.readTerms()
	b.measure()
	b.neighbours()
	finders, longer := b.findersOfSite()
	g := &gazette{rests: rests, places: a.Places, placeByID: a.places, names: a.Names, nameByID: a.names, terms: a.Terms,
		termByID: map[string]*Term{}, finders: finders, longer: longer, problems: b.problems}
	for i, l := range a.Languages {
		g.citing = append(g.citing, newCiting(&a.Site, i, l))
	}
	for _, t := range a.Terms {
		g.termByID[t.ID] = t
	}
	b.problems = before
	return g
}

// namedBlock is a thing of the gazetteer and a block that names it; one of the
// four is set.
type namedBlock struct {
	place *Place
	name  *Name
	term  *Term
	cited cited // the number of a part of the plan
	block *Block
}

// Naming lists the blocks that name a place, also within a longer name (NamesWithin),
// in document order.
func (a *Atlas) Naming(p *Place) []*Block {
	a.ear.hearThing(placeKey, p.Slug)
	return a.uses()[p]
}

// NamingName lists the blocks that have a name, in document order.
func (a *Atlas) NamingName(n *Name) []*Block {
	a.ear.hearThing(nameKey, n.ID)
	return a.uses()[n]
}

// Using lists the blocks in which the first language uses a term, in document
// order.
func (a *Atlas) Using(t *Term) []*Block {
	a.ear.hearThing(termKey, t.ID)
	return a.uses()[t]
}

// NamedIn lists the blocks that name a place shown on the page of p, in document
// order.
func (a *Atlas) NamedIn(p *Place) []*Block {
	a.ear.hearThing(placeKey, p.Slug)
	return a.uses()[pageOf{p}]
}
