// Package words holds the words of the interface in one language, with their
// arguments put in, and numbers as its readers write them: grouped digits, large
// units, units of measure. Words that a language lacks stand in English and are
// marked as such until a page is finished (Settle).
package words

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Table is the interface's texts in one language, from
// templates/strings/LANG.yaml: flat keys, {0}, {1} … for arguments. A text of
// the form "one|many" takes its second half unless the first argument is 1.
type Table struct {
	lang   string
	texts  map[string]string
	Scales []Scale // the largest first
	// grouped is the least number whose digits are parted into thousands; 0 is all.
	grouped float64
	unit    UnitName // nil for none

	entries    source.Entries[string] // of one file, in its order
	foreign    map[string]bool        // the keys whose texts stand in another language
	ForeignTag string                 // which that is
}

// Scale is a large unit of counting: 10000 is 万, 1000000 is million.
type Scale struct {
	From float64 `yaml:"from"` // the least number written so
	Size float64 `yaml:"size"`
	Name string  `yaml:"name"`
	// Decimals is how many there may be at most, so that a census is not told in
	// millions; 0 is any number.
	Decimals int `yaml:"decimals"`
}

// UnitName is what a unit is called with one of it, or with more, where the interface has
// no text "unit.ID" for it; "" where it has no name. Foreign says that the name is one in
// the language of ForeignTag.
type UnitName func(unit string, one bool) (name string, foreign bool)

// Named is the table with names for the units that it has no text for.
func (s Table) Named(unit UnitName) Table {
	s.unit = unit
	return s
}

// New makes a table of texts, without scales.
func New(texts map[string]string) Table { return Table{texts: texts} }

type stringsYAML struct {
	Texts  source.Entries[string] `yaml:"texts"`
	Scales []Scale                `yaml:"scales"` // the largest first
	// The least number whose digits are parted into thousands: 1000 in English,
	// 10000 in Chinese.
	Grouped float64 `yaml:"grouped"`
}

func parseStrings(lang string, f *source.File) (Table, diag.List) {
	var y stringsYAML
	problems := source.DecodeYAML(f, source.Span{Len: len(f.Data)}, &y)
	t := Table{lang: lang, texts: map[string]string{}, Scales: y.Scales, grouped: y.Grouped, entries: y.Texts}
	for _, e := range y.Texts {
		t.texts[e.Key.V] = e.Value
	}
	return t, problems
}

// Text is the text of a key with its arguments, between marks where it stands in
// another language than the page (see foreign.go).
func (s Table) Text(key string, args ...any) string {
	t := s.bare(key, args...)
	if s.foreign[key] && strings.ContainsFunc(s.texts[key], unicode.IsLetter) { // a comma is of no language
		return ForeignStart + t + ForeignEnd
	}
	return t
}

// bare is the text of a key with its arguments, without marks; an unknown key is
// shown in brackets, which a test looks for.
func (s Table) bare(key string, args ...any) string {
	t, ok := s.texts[key]
	if !ok {
		return "[" + key + "]"
	}
	if one, many, plural := strings.Cut(t, "|"); plural && len(args) > 0 {
		if t = many; fmt.Sprint(args[0]) == "1" {
			t = one
		}
	}
	for i, a := range args {
		t = strings.ReplaceAll(t, "{"+strconv.Itoa(i)+"}", fmt.Sprint(a))
	}
	return t
}

// number writes a number as readers of the language do: grouped in thousands,
// large ones with the language's large units, no digit lost.
func (s Table) number(v float64) string {
	for _, sc := range s.Scales {
		if math.Abs(v) < sc.From {
			continue
		}
		digits := Decimal(v / sc.Size)
		if _, decimals, _ := strings.Cut(digits, "."); sc.Decimals == 0 || len(decimals) <= sc.Decimals {
			return s.Group(digits) + sc.Name
		}
	}
	return s.Group(Decimal(v))
}

// Rounded writes a number with so many decimals, grouped in thousands.
func (s Table) Rounded(v float64, decimals int) string {
	return s.Group(strconv.FormatFloat(v, 'f', decimals, 64))
}

// Decimal writes a number with as many decimals as it has.
func Decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Group parts the digits of a number into thousands, where the language does so.
func (s Table) Group(digits string) string {
	if v, err := strconv.ParseFloat(digits, 64); err == nil && math.Abs(v) < s.grouped {
		return digits
	}
	whole, frac, hasFrac := strings.Cut(digits, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if hasFrac {
		whole += "." + frac
	}
	return sign + whole
}

// Parts are a value and its unit as readers of the language write them. Values
// that are no single number (ranges, fractions) stay as they are.
func (s Table) Parts(value, unit string) (string, string) {
	one := value == "1"
	if x, err := strconv.ParseFloat(value, 64); err == nil {
		value, one = s.number(x), x == 1
		if unit == "%" {
			return value + "%", ""
		}
	} else {
		value = dashed(value)
	}
	if unit == "" {
		return value, ""
	}
	if text, ok := s.UnitText(unit); ok {
		return value, text
	}
	if s.unit != nil {
		if name, foreign := s.unit(unit, one); foreign && strings.ContainsFunc(name, unicode.IsLetter) {
			return value, ForeignStart + name + ForeignEnd
		} else if name != "" {
			return value, name
		}
	}
	return value, unit
}

// UnitText is what the interface calls a unit; false where it has no text for it.
func (s Table) UnitText(unit string) (string, bool) {
	if _, ok := s.texts["unit."+unit]; !ok {
		return "", false
	}
	return s.Text("unit." + unit), true
}

// dashed writes a range with a dash between its ends, the first of which may be
// negative: -5–-3.
func dashed(value string) string {
	first, rest := "", value
	if strings.HasPrefix(value, "-") {
		first, rest = "-", value[1:]
	}
	return first + strings.Replace(rest, "-", "–", 1)
}

// Quantity is a value with its unit in one text.
func (s Table) Quantity(value, unit string) string {
	v, u := s.Parts(value, unit)
	if u == "" {
		return v
	}
	return v + s.Text("unit.space") + u
}
