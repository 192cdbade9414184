package command

import (
	"slices"
	"strings"

	"atlas/generator/diag"
)

// toolLanguages are those that the commands speak.
var toolLanguages = []string{string(diag.Chinese), string(diag.English)}

// languageOf is the language of the messages by the usual variables; the first
// that is set decides, and where none is, the system does.
func languageOf(vars ...string) diag.Lang {
	for _, v := range append(vars, systemLanguage()) {
		if v != "" {
			if strings.HasPrefix(v, "zh") {
				return diag.Chinese
			}
			return diag.English
		}
	}
	return diag.English
}

// spoken is the language that the option --lang among the arguments names, that
// the usage and what is wrong with the other options are told in it; else the one
// given.
func spoken(args []string, otherwise diag.Lang) diag.Lang {
	for i, a := range args {
		name, value, joined := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if !strings.HasPrefix(a, "-") || name != "lang" {
			continue
		}
		if !joined && i+1 < len(args) {
			value = args[i+1]
		}
		if slices.Contains(toolLanguages, value) {
			return diag.Lang(value)
		}
	}
	return otherwise
}
