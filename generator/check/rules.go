package check

import (
	"slices"
	"strings"

	"atlas/generator/diag"
)

// Rule is what there is to know of a rule: what it watches over, and an example
// that it reports, mended. The examples are invented.
type Rule struct {
	ID       string
	Severity diag.Severity // the gravest it can be
	About    diag.Text
	Bad      diag.Text
	Good     diag.Text
}

// Rules is the table of all rules of the atlas, of this package and of those
// that read files and write the website, sorted by their ids.
func Rules() []Rule {
	all := slices.Concat(rulesOfLanguages(), rulesOfText(), rulesOfTables(), rulesOfFiles(), rulesOfMaps(), rulesOfLayers(), rulesOfSite(), rulesOfIDs())
	slices.SortFunc(all, func(x, y Rule) int { return strings.Compare(x.ID, y.ID) })
	return all
}

// same is an example that reads the same in both languages.
func same(s string) diag.Text { return diag.T(s, s) }
