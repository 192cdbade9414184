package numeral

import (
	"strings"
)

// word is what a word or a sign means within an English number or beside it.
type word struct {
	low        string // in small letters
	begins     bool   // a number may begin with it
	cardinal   int64  // -1 if it is none
	ordinal    int64  // 0 if it is none, as are the next two
	multiplier int64
	part       int64
	alone      Value // of once, both, dozen
	month      Value // if it has a capital
	roman      bool  // Roman numerals may follow
	to         bool  // it may stand between the ends of a range
	minus      bool  // a number behind it is negative
	money      bool  // the sign of a currency may end with it

	units  []phrase // those that begin with it, the longest first
	after  []phrase // comparing phrases that begin with it
	before []phrase // comparing phrases that end with it
}

// phrase is a unit's name or a comparing phrase.
type phrase struct {
	name
	words []phraseWord
}

// phraseWord is a word of a phrase.
type phraseWord struct {
	id    wordID
	gap   bool   // white space stands before it
	exact string // how it must stand in the text; "" if in any letters
}

// wordID names a word of the lexicon, by its place there.
type wordID uint16

// The words that the reader itself asks for.
const (
	unknown wordID = iota // of words that are not in the lexicon
	wordA
	wordAn
	wordAnd
	wordBetween
	wordHalf
	wordOf
	wordOr
	wordIn
	wordOut
	wordFY
	wordZero
	wordBelow
	wordFreezing
	wordDegree
	wordDegrees
	hyphen
	slash
	suffixS
	suffixSt
	suffixNd
	suffixRd
	suffixTh
)

var fixedWords = [...]string{"", "a", "an", "and", "between", "half", "of", "or", "in", "out", "fy", "zero", "below", "freezing", "degree", "degrees", "-", "/", "s", "st", "nd", "rd", "th"}

// lexicon are all words and signs of the English tables.
type lexicon struct {
	words []word // by id
	ids   map[string]wordID
	// lengths has a bit for each length of the words of one first and one last
	// byte (of both the lower five bits, which small letters and capitals share).
	// It turns away nearly every other word of a text.
	lengths [32][32]uint32
}

// newLexicon enters the English tables and the names of units.
func newLexicon(units []name, prefixes []name) *lexicon {
	l := &lexicon{ids: map[string]wordID{}}
	for _, s := range fixedWords {
		l.enter(s)
	}
	l.numbers()
	for _, n := range units {
		p := l.phrase(n)
		first := &l.words[p.words[0].id]
		first.units = append(first.units, p)
	}
	for _, n := range prefixes {
		p := l.phrase(n)
		l.words[p.words[len(p.words)-1].id].money = true
	}
	for _, n := range comparing("|", englishBefore) {
		p := l.phrase(n)
		last := &l.words[p.words[len(p.words)-1].id]
		last.before = append(last.before, p)
	}
	for _, n := range comparing("|", englishAfter) {
		p := l.phrase(n)
		first := &l.words[p.words[0].id]
		first.after = append(first.after, p)
	}
	for i := range l.words {
		w := &l.words[i]
		w.begins = wordID(i) == wordA || wordID(i) == wordAn || w.cardinal >= 0 || w.ordinal > 0 ||
			w.multiplier > 0 || !w.alone.IsNone() || !w.month.IsNone()
	}
	return l
}

// numbers enters what counts or joins numbers.
func (l *lexicon) numbers() {
	for s, v := range englishCardinals {
		l.enter(s).cardinal = v
	}
	for s, v := range englishOrdinals {
		l.enter(s).ordinal = v
	}
	for s, v := range englishMultipliers {
		l.enter(s).multiplier = v
	}
	for s, v := range englishParts {
		l.enter(s).part = v
	}
	for s, v := range englishAs {
		l.enter(s).alone, _ = ParseValue(v)
	}
	for s, v := range englishMonths {
		l.enter(s).month, _ = ParseValue(v)
	}
	for s := range romanAfter {
		l.enter(s).roman = true
	}
	for s := range englishTo {
		l.enter(s).to = true
	}
	for _, sign := range minusSigns {
		l.enter(string(sign)).minus = true
	}
	for _, s := range englishMinus {
		l.enter(s).minus = true
	}
}

// enter returns the entry of a word in small letters, a new one if need be. It is
// good until the next word is entered.
func (l *lexicon) enter(low string) *word {
	id, known := l.ids[low]
	if !known {
		id = wordID(len(l.words))
		l.ids[low] = id
		l.words = append(l.words, word{low: low, cardinal: -1})
		if low != "" {
			l.lengths[low[0]&31][low[len(low)-1]&31] |= 1 << (len(low) & 31)
		}
	}
	return &l.words[id]
}

// phrase enters the words of a name.
func (l *lexicon) phrase(n name) phrase {
	p := phrase{name: n}
	for _, t := range l.tokens(n.text, nil) {
		text := n.text[t.start:t.end]
		low := strings.ToLower(text)
		l.enter(low)
		w := phraseWord{id: l.ids[low], gap: t.gap}
		// mW is not MW.
		if len(text) <= 3 || text != low {
			w.exact = text
		}
		p.words = append(p.words, w)
	}
	return p
}

// find looks up a word of a text; ascii says that it has no other characters.
func (l *lexicon) find(s string, ascii bool) wordID {
	if !ascii {
		return l.ids[strings.ToLower(s)]
	}
	if l.lengths[s[0]&31][s[len(s)-1]&31]&(1<<(len(s)&31)) == 0 {
		return unknown
	}
	var low [32]byte
	if len(s) > len(low) {
		return l.ids[strings.ToLower(s)]
	}
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return l.ids[string(low[:len(s)])]
}
