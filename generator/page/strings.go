package page

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// stringTable is the interface's texts in one language, from
// templates/strings/LANG.yaml: flat keys, {0}, {1} … for arguments. A text of
// the form "one|many" takes its second half unless the first argument is 1.
type stringTable struct {
	lang   string
	texts  map[string]string
	scales []scale
	// grouped is the least number whose digits are parted into thousands; 0 is all.
	grouped float64

	entries    source.Entries[string] // of one file, in its order
	foreign    map[string]bool        // the keys whose texts stand in another language
	foreignTag string                 // which that is
}

// scale is a large unit of counting: 10000 is 万, 1000000 is million.
type scale struct {
	From float64 `yaml:"from"` // the least number written so
	Size float64 `yaml:"size"`
	Name string  `yaml:"name"`
	// Decimals is how many there may be at most, so that a census is not told in
	// millions; 0 is any number.
	Decimals int `yaml:"decimals"`
}

type stringsYAML struct {
	Texts  source.Entries[string] `yaml:"texts"`
	Scales []scale                `yaml:"scales"` // the largest first
	// The least number whose digits are parted into thousands: 1000 in English,
	// 10000 in Chinese.
	Grouped float64 `yaml:"grouped"`
}

func parseStrings(lang string, f *source.File) (stringTable, diag.List) {
	var y stringsYAML
	problems := source.DecodeYAML(f, source.Span{Len: len(f.Data)}, &y)
	t := stringTable{lang: lang, texts: map[string]string{}, scales: y.Scales, grouped: y.Grouped, entries: y.Texts}
	for _, e := range y.Texts {
		t.texts[e.Key.V] = e.Value
	}
	return t, problems
}

// text is the text of a key with its arguments, between marks where it stands in
// another language than the page (see foreign.go).
func (s stringTable) text(key string, args ...any) string {
	t := s.bare(key, args...)
	if s.foreign[key] && strings.ContainsFunc(s.texts[key], unicode.IsLetter) { // a comma is of no language
		return foreignStart + t + foreignEnd
	}
	return t
}

// bare is the text of a key with its arguments, without marks; an unknown key is
// shown in brackets, which a test looks for.
func (s stringTable) bare(key string, args ...any) string {
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
func (s stringTable) number(v float64) string {
	for _, sc := range s.scales {
		if v < sc.From {
			continue
		}
		digits := trimZeros(v / sc.Size)
		if _, decimals, _ := strings.Cut(digits, "."); sc.Decimals == 0 || len(decimals) <= sc.Decimals {
			return s.group(digits) + sc.Name
		}
	}
	return s.group(trimZeros(v))
}

// rounded writes a number with so many decimals, grouped in thousands.
func (s stringTable) rounded(v float64, decimals int) string {
	return s.group(strconv.FormatFloat(v, 'f', decimals, 64))
}

func trimZeros(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// group parts the digits of a number into thousands, where the language does so.
func (s stringTable) group(digits string) string {
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
