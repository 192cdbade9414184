package site

import (
	"atlas/generator/check"
	"atlas/generator/page"
)

// handbookRules is the table of rules as the handbook shows it.
func handbookRules() []page.Rule {
	var out []page.Rule
	for _, r := range check.Rules() {
		out = append(out, page.Rule(r))
	}
	return out
}
