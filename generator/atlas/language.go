package atlas

import "strings"

// Language is a language of the site, as content/site.yaml describes it.
type Language struct {
	Code    string   // the folder's name, e.g. "zh"
	Tag     string   // for the lang attribute, e.g. "zh-CN"
	Name    string   // its own name for itself
	Spaced  bool     // words stand apart
	Endings []string // what may follow a name within its word, e.g. "'s"
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
