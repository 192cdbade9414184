// Package numeral reads the numbers of a running text, as the Chinese and the
// English write them, and compares those of a text with those of its
// translation: 3863万 is 38.63 million, 三分之一 a third, 2~3 two to three.
//
// Values are exact. What is general knowledge of the two ways of writing (units,
// counters, comparing words, idioms that hold a numeral and count nothing) is in
// tables, in the files named table_*.go.
package numeral

import (
	"cmp"
	"slices"
	"strings"
)

// Style is a way of writing numbers in words, units and separators.
type Style int

// The styles that Find reads.
const (
	Chinese Style = iota // digits, 万 亿, 一二三, 第三, 三分之一, 百分之三
	English              // digits, million, two, third, a third, percent
)

// Kind says what a number is in its sentence.
type Kind int

// The kinds of quantity.
const (
	Number   Kind = iota
	Percent       // Value counts hundredths: 30 for 30%
	Fraction      // 1/3, 三分之一, one third
	Year          // of the calendar: 2035年, 1990s
	Ordinal       // 第六, 6th, Ⅴ
	Code          // the digits of a name such as 5G, IPv6 and G65, which count nothing
	Word          // a numeral in an idiom or a name, or a word like both
)

var kindNames = [...]string{"number", "percent", "fraction", "year", "ordinal", "code", "word"}

// String is the kind's English word.
func (k Kind) String() string { return kindNames[k] }

// signed reports whether a number of the kind may be negative.
func (k Kind) signed() bool { return k == Number || k == Percent || k == Fraction }

// Comparator is how the sentence relates what it speaks of to the value.
type Comparator int

// The comparators.
const (
	Equal        Comparator = iota
	Greater                 // 超过, 多, more than
	GreaterEqual            // 以上, at least
	Less                    // 不到, 不足, less than
	LessEqual               // 不超过, 以内, up to
	About                   // 约, 左右, 接近, about, nearly
)

var comparatorSigns = [...]string{"=", ">", "≥", "<", "≤", "≈"}

// String is the comparator's sign.
func (c Comparator) String() string { return comparatorSigns[c] }

// Quantity is one number of a text, or one range of numbers.
type Quantity struct {
	Start, End int   // bytes of the text, with multiplier and unit: 3863万人
	Value      Value // the number, or the lower end of a range
	High       Value // the upper end of a range, else none
	// Unit is the id of a measure ("%", "pp", "km2", "person", "CNY", "Mbit/s"; see
	// units.csv), else the Chinese counter as it stands, or empty.
	Unit       string
	Comparator Comparator
	Kind       Kind
	// Optional is true where the numeral may count nothing that another
	// language must repeat: a, one, 一体化, 三农.
	Optional bool
	// Also is the other way to read the words where they have two: 1.5m is one and
	// a half metres or million. Nil for nearly all.
	Also *Quantity
}

// IsRange reports whether the quantity has two ends.
func (q Quantity) IsRange() bool { return !q.High.IsNone() }

// String writes the quantity for a person: "> 1,590,000 km2", "2–3".
func (q Quantity) String() string {
	var b strings.Builder
	if q.Comparator != Equal {
		b.WriteString(q.Comparator.String() + " ")
	}
	b.WriteString(q.number(q.Value))
	if q.IsRange() {
		b.WriteString("–" + q.number(q.High))
	}
	switch {
	case q.Unit == "%" || q.Unit == "‰":
		b.WriteString(q.Unit)
	case q.Unit != "":
		b.WriteString(" " + q.Unit)
	}
	return b.String()
}

// number writes a value: a fraction as a ratio, a year as it is, anything else
// with commas between the thousands.
func (q Quantity) number(v Value) string {
	s := v.String()
	if q.Kind == Fraction && !v.IsNone() {
		s = v.Rat().RatString()
	}
	whole, rest, dot := strings.Cut(s, ".")
	if q.Kind == Year || strings.Contains(s, "/") {
		return s
	}
	var b strings.Builder
	whole, negative := strings.CutPrefix(whole, "-")
	if negative {
		b.WriteByte('-')
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	if dot {
		b.WriteString("." + rest)
	}
	return b.String()
}

// Span is a stretch of bytes of a text.
type Span struct{ Start, End int }

// Find returns the quantities of a text in order, none overlapping. Those whose
// numeral lies within one of the names (a county called 五原, Three Gorges) are
// Words and Optional. The names may come in any order.
func (u *Units) Find(text string, s Style, names ...Span) []Quantity {
	return u.Append(nil, text, s, names...)
}

// Append is Find for one who looks at many texts: it appends what it finds to
// what there is.
func (u *Units) Append(there []Quantity, text string, s Style, names ...Span) []Quantity {
	if s == Chinese {
		return u.appendChinese(there, text, names)
	}
	return u.appendEnglish(there, text, names)
}

// cover answers whether one of many spans holds another.
type cover []Span // by start, each with the furthest end of those up to it

func newCover(spans []Span) cover {
	rising := func(a, b Span) int { return cmp.Compare(a.Start, b.Start) }
	if !slices.IsSortedFunc(spans, rising) || !slices.IsSortedFunc(spans, func(a, b Span) int { return cmp.Compare(a.End, b.End) }) {
		spans = slices.SortedFunc(slices.Values(spans), rising)
		for i := 1; i < len(spans); i++ {
			spans[i].End = max(spans[i].End, spans[i-1].End)
		}
	}
	return spans
}

func (c cover) holds(start, end int) bool {
	n, _ := slices.BinarySearchFunc(c, start+1, func(s Span, at int) int { return cmp.Compare(s.Start, at) })
	return n > 0 && c[n-1].End >= end
}
