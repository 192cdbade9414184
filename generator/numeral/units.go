package numeral

import (
	_ "embed"
	"encoding/csv"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Unit is a measure, a currency or a kind of thing that is counted.
type Unit struct {
	ID string
	// Dimension names what units can be converted into each other; each currency
	// is its own. Empty for things that are counted: they agree with any counter
	// of a text, and no text is searched for their names.
	Dimension string
	// Factor is how much of the base of its dimension the unit is. The base is the
	// unit whose factor is 1.
	Factor Value
	// Currency are the signs and codes of a currency before an amount: £, GBP.
	Currency []string
	// Names are by the code of a language: those of "zh" and "en" are found in
	// texts.
	Names map[string]UnitNames
}

// UnitNames are what a unit is called in a language: with one, with more (empty
// where that is no other word), and how else texts write it.
type UnitNames struct {
	One, Many string
	Forms     []string
}

// all are the names of a unit, none twice.
func (n UnitNames) all() []string {
	var out []string
	for _, s := range append([]string{n.One, n.Many}, n.Forms...) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Name is what the unit is called in a language, given by its code, with one of it or
// with more; "" where it has no name in the language. Of a code such as en-GB the
// language is en where there are no names for the whole code.
func (u Unit) Name(code string, one bool) string {
	n, ok := u.Names[code]
	if !ok || n.One == "" && n.Many == "" {
		base, _, _ := strings.Cut(code, "-")
		n = u.Names[base]
	}
	if n.Many != "" && !one || n.One == "" {
		return n.Many
	}
	return n.One
}

// Units are the units that texts are read with. They do not change.
type Units struct {
	list     []Unit
	byID     map[string]int
	byName   map[string]string // ids by any name
	chinese  index             // the names of measures, and the counters
	english  *lexicon
	currency []name // signs and codes before an amount, the longest first
}

//go:embed units.csv
var builtin string

// Builtin are the units that the program knows: SI and others in everyday use,
// Chinese, imperial and US units, currencies, and kinds of things that plans count.
var Builtin = sync.OnceValue(func() *Units {
	rows, err := csv.NewReader(strings.NewReader(builtin)).ReadAll()
	if err != nil {
		panic(err) // a test reads them too
	}
	var list []Unit
	for _, r := range rows[1:] {
		factor, _ := ParseValue(r[2])
		list = append(list, Unit{ID: r[0], Dimension: r[1], Factor: factor, Currency: parted(r[3]), Names: map[string]UnitNames{
			"zh": {One: r[4], Forms: parted(r[5])},
			"en": {One: r[6], Many: r[7], Forms: parted(r[8])},
		}})
	}
	return newUnits(list)
})

// parted are the parts of a cell that holds several.
func parted(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ';' })
}

// With are these units and others; one of the same id takes the place of a unit.
func (u *Units) With(more []Unit) *Units {
	list := slices.Clone(u.list)
	for _, m := range more {
		if i, known := u.byID[m.ID]; known {
			list[i] = m
		} else {
			list = append(list, m)
		}
	}
	return newUnits(list)
}

func newUnits(list []Unit) *Units {
	u := &Units{list: list, byID: map[string]int{}, byName: map[string]string{}}
	var zh, en []name
	for i, unit := range list {
		u.byID[unit.ID] = i
		for _, code := range slices.Sorted(maps.Keys(unit.Names)) {
			for _, n := range unit.Names[code].all() {
				if _, taken := u.byName[n]; !taken {
					u.byName[n] = unit.ID
				}
				switch {
				case unit.Dimension == "":
				case code == "zh":
					zh = append(zh, name{text: n, unit: unit.ID})
				case code == "en":
					en = append(en, name{text: n, unit: unit.ID})
				}
			}
		}
		for _, sign := range unit.Currency {
			u.currency = append(u.currency, name{text: sign, unit: unit.ID})
		}
	}
	for c := range strings.FieldsSeq(counters) {
		zh = append(zh, name{text: c, unit: c})
	}
	slices.SortFunc(en, longestFirst)
	slices.SortFunc(u.currency, longestFirst)
	u.chinese = byFirst(zh)
	u.english = newLexicon(en, u.currency)
	return u
}

// All are the units in their order.
func (u *Units) All() []Unit { return slices.Clone(u.list) }

// Unit finds a unit by its id, or else by one of its names in any language.
func (u *Units) Unit(word string) (Unit, bool) {
	i, ok := u.byID[word]
	if !ok {
		i, ok = u.byID[u.byName[word]]
	}
	if !ok {
		return Unit{}, false
	}
	return u.list[i], true
}

// Words are what a unit may be called: all ids and names.
func (u *Units) Words() []string {
	return slices.Concat(slices.Sorted(maps.Keys(u.byID)), slices.Sorted(maps.Keys(u.byName)))
}

// Factor is what a number of one unit is multiplied by to be one of another;
// false where they are not of one dimension. Units that nobody knows have none but
// themselves.
func (u *Units) Factor(from, to string) (Value, bool) {
	if from == to {
		return whole(1), true
	}
	x, okX := u.Unit(from)
	y, okY := u.Unit(to)
	switch {
	case !okX || !okY:
		return Value{}, false
	case x.ID == y.ID:
		return whole(1), true
	case x.Dimension == "" || x.Dimension != y.Dimension:
		return Value{}, false
	}
	return x.Factor.over(y.Factor), true
}

// Beside is what a number of one unit is multiplied by to stand beside those of another
// in a drawing: things that are counted stand beside each other as they are. False
// where the two cannot.
func (u *Units) Beside(from, to string) (float64, bool) {
	if from == to || u.counts(from) && u.counts(to) {
		return 1, true
	}
	f, ok := u.Factor(from, to)
	if !ok {
		return 1, false
	}
	return f.Float(), true
}

// counts reports whether a unit is a kind of thing that is counted, or none.
func (u *Units) counts(word string) bool {
	unit, known := u.Unit(word)
	return word == "" || known && unit.Dimension == ""
}

// isMeasure reports whether a unit is a measure, and no counter.
func (u *Units) isMeasure(unit string) bool {
	i, ok := u.byID[unit]
	return ok && u.list[i].Dimension != ""
}

// base returns a value in the base of its unit's dimension, and the dimension;
// "" for the numbers whose unit is no measure.
func (u *Units) base(v Value, unit string, k Kind) (Value, string) {
	if k == Year {
		return v, dimCalendar
	}
	if unit == "" {
		return v, ""
	}
	i, ok := u.byID[unit]
	if !ok || u.list[i].Dimension == "" {
		return v, ""
	}
	if f := u.list[i].Factor; f != (Value{num: 1, den: 1}) {
		v = v.times(f)
	}
	return v, u.list[i].Dimension
}

// currencyBefore is the currency whose sign or code stands right before the number
// at i, and where that begins; "" and i if there is none. A space may stand behind
// a code, and nothing before floor is looked at.
func (u *Units) currencyBefore(text string, floor, i int) (unit string, start int) {
	before := text[floor:i]
	if before == "" {
		return "", i
	}
	r := lastRune(before)
	if r < utf8.RuneSelf && r != ' ' && r != '$' && (r < 'A' || r > 'Z') || unicode.Is(unicode.Han, r) {
		return "", i
	}
	close := strings.TrimSuffix(before, " ")
	for _, c := range u.currency {
		code := latin(lastRune(c.text))
		rest, ok := strings.CutSuffix(close, c.text)
		if !ok || !code && len(close) < len(before) || latin(lastRune(rest)) && latin(rune(c.text[0])) {
			continue
		}
		return c.unit, floor + len(rest)
	}
	return "", i
}
