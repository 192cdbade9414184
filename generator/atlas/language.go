package atlas

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Language is a language of the site, as content/site.yaml describes it.
type Language struct {
	Code    string   // the folder's name, e.g. "zh"
	Tag     string   // for the lang attribute, e.g. "zh-CN"
	Name    string   // its own name for itself
	Spaced  bool     // words stand apart
	Endings []string // what may follow a name within its word, e.g. "'s"
}

// Main is the code without script or region: pt for pt-BR.
func (l Language) Main() string {
	main, _, _ := strings.Cut(l.Code, "-")
	return main
}

// The directions in which a script runs, as the attribute dir names them.
const (
	LeftToRight = "ltr"
	RightToLeft = "rtl"
)

// rightToLeft are the scripts (ISO 15924) in use that run from right to left.
var rightToLeft = []string{"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}

// Direction tells how the text of a language runs, by the script that its tag
// names or that the language is written in.
func Direction(tag string) string {
	script, _ := language.Make(tag).Script()
	if slices.Contains(rightToLeft, script.String()) {
		return RightToLeft
	}
	return LeftToRight
}

// Localized is a text in every language of the site, in the site's order. An
// empty string means that there is none in that language.
type Localized []string

// In returns the text in the language with the index, or the first there is.
func (l Localized) In(lang int) string {
	if lang < len(l) && l[lang] != "" {
		return l[lang]
	}
	for _, s := range l {
		if s != "" {
			return s
		}
	}
	return ""
}

// IsZero reports whether there is no text in any language.
func (l Localized) IsZero() bool {
	return strings.Join(l, "") == ""
}
