package names

import (
	"slices"
	"strings"

	"atlas/generator/diag"
)

// ConflictKind says what is wrong with a dictionary or its rules.
type ConflictKind int

// The kinds of conflict.
const (
	// SharedForm: several keys claim one form and no rule speaks of it.
	SharedForm ConflictKind = iota
	// RuleToUnknownKey: a rule gives a form a key that no entry has.
	RuleToUnknownKey
	// RuleWithoutForm: a rule names no form.
	RuleWithoutForm
)

// Conflict is one thing that is wrong with a dictionary or its rules.
type Conflict struct {
	Kind  ConflictKind
	Form  string   // the form in question; "" for RuleWithoutForm
	Keys  []string // the keys that claim it, sorted; or the unknown key
	Rule  string   // the rule's id; "" for SharedForm
	Index int      // the rule's index in the rules given; 0 for SharedForm
}

// Message tells the conflict to the person who edits the dictionary.
func (c Conflict) Message() diag.Text {
	switch c.Kind {
	case SharedForm:
		return diag.Tf("“%s”同时指 %s", "“%s” stands for several things: %s", c.Form, strings.Join(c.Keys, ", "))
	case RuleToUnknownKey:
		return diag.Tf("规则 %s 把“%s”指向没有登记的 %s", "rule %s gives “%s” to %s, which is not registered", c.Rule, c.Form, strings.Join(c.Keys, ", "))
	default:
		return diag.Tf("规则 %s 没有写明名称", "rule %s names no form", c.Rule)
	}
}

// Hint says what to do about the conflict.
func (c Conflict) Hint() diag.Text {
	switch c.Kind {
	case SharedForm:
		return diag.T("请加一条规则，说明在什么上下文里指哪一个", "add a rule that says where it means which")
	case RuleToUnknownKey:
		return diag.T("请改正编号；若此处不指任何对象，请留空", "correct the key, or leave it empty where the words mean nothing of the list")
	default:
		return diag.T("请写明规则所指的名称，或删去这一行", "write the form the rule is about, or remove the line")
	}
}

// conflicts are the forms of the sense that several keys claim without a rule.
func (s *sense) conflicts() []Conflict {
	var out []Conflict
	for i, c := range s.claims {
		keys := []string{c.key}
		first := true
		for j, d := range s.claims {
			if d.exact == c.exact && j != i {
				first = first && i < j
				keys = append(keys, d.key)
			}
		}
		ruled := slices.ContainsFunc(s.rules, func(r rule) bool { return r.exact == c.exact })
		if first && len(keys) > 1 && !ruled {
			slices.Sort(keys)
			out = append(out, Conflict{Kind: SharedForm, Form: c.form, Keys: keys})
		}
	}
	return out
}
