package atlas

import (
	"regexp"

	"atlas/generator/source"
)

var typewritten = regexp.MustCompile(`(\p{L})'(\p{L})`)

// FeatureName is what a layer calls a feature in a language, as it is printed:
// with the apostrophe that layers are seldom typed with.
func (a *Atlas) FeatureName(f *source.Feature, lang int) string {
	return typewritten.ReplaceAllString(f.Properties.Text("name_"+a.Languages[lang].Code), "$1’$2")
}
