package atlas

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/text"
)

// CrossRef is a stretch of a block's text that refers to another part of the plan.
type CrossRef struct {
	Start, End int    // bytes of the version's text
	Target     *Block // nil where the plan has no such part
}

// cited is the number by which blocks are looked up that refer to something.
type cited string

// parts finds the parts of the plan by their numbers. A number that two parts have
// leads to neither.
type parts map[string]*Block

func (p parts) put(key string, b *Block) {
	if old, there := p[key]; there && old != b {
		b = nil
	}
	p[key] = b
}

func (a *Atlas) numberedParts() parts {
	p := parts{}
	for b := range a.Blocks() {
		if b.Number == "" {
			continue
		}
		for lang, v := range b.Versions {
			printed := a.Site.NumberOf(b, lang)
			whole := hasOwn(b, lang) || strings.Contains(a.Site.Numbering[b.Number].In(lang), "{path}")
			if v == nil || printed == "" || (b.Kind == text.Section || b.Kind == text.Heading) && !whole {
				continue // it begins anew in every chapter
			}
			p.put("is/"+strconv.Itoa(lang)+"/"+compared(printed), b)
			if whole {
				p.put("own/"+numberIn(printed), b)
			}
		}
		switch {
		case b.Kind == text.Section && b.Count > 0:
			p.put("section/"+b.Chapter.ID+"/"+strconv.Itoa(b.Count), b)
		case b.Kind != text.Section && b.Kind != text.Heading && !hasOwn(b, 0):
			p.put(b.Number+"/"+strconv.Itoa(b.N), b)
		}
	}
	return p
}

// hasOwn reports whether the text itself says what number is printed with the block.
func hasOwn(b *Block, lang int) bool {
	if v := b.Versions[lang]; v != nil {
		if _, own := numberMark(v); own {
			return true
		}
	}
	return b.Chapter != nil && b == b.Chapter.Heading && b.Chapter.Label.In(lang) != ""
}

var lastNumber = regexp.MustCompile(latinNumber + `$|` + hanNumber)

// numberIn is the number in a printed one: H1 in “Policy H1”, 3 in “第三章”.
func numberIn(printed string) string {
	m := lastNumber.FindAllString(strings.TrimRight(printed, ".、 :：)）"), -1)
	if len(m) == 0 {
		return number(printed)
	}
	return number(m[len(m)-1])
}

// target is where a citation in a block leads; nil where the plan has no such part.
func (p parts) target(b *Block, lang int, x citation) *Block {
	if x.chapter != "" {
		c := p["chapter/"+x.chapter]
		if c == nil {
			return nil
		}
		return p["section/"+c.Chapter.ID+"/"+x.token]
	}
	if t := p["is/"+strconv.Itoa(lang)+"/"+x.words]; t != nil {
		return t
	}
	own := x.kind
	if own == "section" {
		own += "/" + b.Chapter.ID
	}
	if t := p[own+"/"+x.token]; t != nil {
		return t
	}
	if t := p["own/"+x.token]; t != nil && (t.Number == x.kind || !isNumbered(x.kind)) {
		return t
	}
	return nil
}

// isNumbered reports whether a kind is one of the parts themselves, not a word for
// several.
func isNumbered(kind string) bool {
	return slices.Contains([]string{"chapter", "annex", "section", "box", "figure", "table"}, kind)
}

// CrossRefs lists what a block refers to in a language, in the order of the text.
func (a *Atlas) CrossRefs(b *Block, lang int) []CrossRef {
	if len(b.cites) == 0 || len(b.cites[lang]) == 0 {
		return nil
	}
	for _, c := range a.Chapters { // numbers may be words of any of them
		c.handed()
	}
	parts := a.parts()
	var out []CrossRef
	for _, x := range b.cites[lang] {
		t := parts.target(b, lang, x)
		if t == b || t == nil && len(x.token) == 1 && x.token[0] >= 'A' {
			continue // Box A may be anything
		}
		out = append(out, CrossRef{x.start, x.end, t})
	}
	return out
}

// ReferredBy lists the blocks that refer to a block by the words of the first
// language, in document order.
func (a *Atlas) ReferredBy(b *Block) []*Block {
	if b.Number == "" {
		return nil
	}
	b.read()
	token := numberIn(a.Site.NumberOf(b, 0))
	if b.Kind == text.Section && b.Count > 0 && !strings.Contains(a.Site.Numbering[b.Number].In(0), "{path}") {
		token = strconv.Itoa(b.Count)
	}
	a.ear.hearThing(citedKey, token)
	var out []*Block
	for _, from := range a.uses()[cited(token)] {
		if slices.ContainsFunc(a.CrossRefs(from, 0), func(r CrossRef) bool { return r.Target == b }) {
			out = append(out, from)
		}
	}
	return out
}
