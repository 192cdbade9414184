// Package names finds the occurrences of a dictionary of names and terms in
// running text, in one pass, by leftmost-longest match: a name inside a longer
// name of the dictionary is not found, the longer one is.
//
// The package knows no language. A Writing tells it whether words are separated
// by spaces, and which endings (’s) a name may take. Texts and dictionary are
// compared after folding what is only typography: the kinds of apostrophe and
// of hyphen, and runs of white space. Case counts, except that a form written
// with a small first letter may stand with a capital at the start of a sentence.
//
// What the dictionary cannot settle is settled by rules, which are data: see
// Rule. What no rule settles is returned as undecided, never guessed.
package names

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Writing says how the language of a text is written.
type Writing struct {
	// Spaced is true where words stand apart (English): a name counts only as
	// whole words. Where it is false (Chinese) any substring counts, except
	// inside a number or a word of an alphabetic script: 3D is not in 13D.
	Spaced bool
	// Endings are what may follow a name within its word, as "'s" or, for
	// terms, "s". Straight and curly apostrophes are the same. An apostrophe
	// that no letter follows ends a word anyway.
	Endings []string
}

// Entry is one thing of the dictionary with its forms in one language.
type Entry struct {
	Key     string   // what a match of one of the forms means
	Forms   []string // as written; empty ones are passed over
	AnyCase bool     // the forms match in any case, as in titles
}

// Rule settles what a form means in a certain surrounding. Conditions left
// empty always hold; the first rule of a form whose conditions hold decides. A
// rule may bring a form that no entry has; without its surrounding that form is
// then no match.
type Rule struct {
	ID   string
	Form string // the form, as an entry would write it
	// Before and After are texts one of which must stand directly before or
	// after the form, alternatives separated by "|". Case does not count, and
	// neither does a single space between the form and the text.
	Before, After string
	Block         string // only in the block with this id
	Key           string // what the form means there; "" for nothing
	Reason        string // for the reader of the list of rules; not used here
}

// Match is one occurrence.
type Match struct {
	Start, End int // bytes of the text given, text[Start:End] is the name
	// Tail is the end of the name's word with its ending (Ji’an’s); it equals
	// End where there is none.
	Tail int
	Key  string // what the name means; "" by a rule or where undecided
	Form string // the form as the dictionary writes it
	Rule string // the id of the rule that decided; "" if none did
}

// Undecided reports whether several keys claim the name and no rule decides.
func (m Match) Undecided() bool { return m.Key == "" && m.Rule == "" }

// Finder finds the names of one dictionary in texts of one language. It never
// changes after New and may be used by several goroutines at once.
type Finder struct {
	spaced  bool
	endings []string // folded, the longest first
	trie    trie     // over the folded small-letter forms
	senses  []sense  // by the trie's values
	scratch *sync.Pool
}

// sense is what may be meant by one folded small-letter form.
type sense struct {
	claims []claim // in the order of the entries
	rules  []rule  // in the order given
}

type claim struct {
	exact   string // the form folded, its case kept
	form    string // the form as written
	key     string
	anyCase bool
}

type rule struct {
	claim
	id            string
	before, after []string // folded, small letters
	block         string
}

// New builds a Finder. The conflicts are what is wrong with the dictionary and
// the rules themselves; the Finder works with or without them. The order of
// entries decides nothing, except which form is named where two are the same.
func New(w Writing, entries []Entry, rules []Rule) (*Finder, []Conflict) {
	f := &Finder{spaced: w.Spaced, scratch: &sync.Pool{New: func() any { return new(folded) }}}
	for _, e := range w.Endings {
		if e = foldString(e).low(); e != "" {
			f.endings = append(f.endings, e)
		}
	}
	slices.SortFunc(f.endings, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})

	byForm := map[string]*sense{}
	at := func(form string) (*sense, string) {
		fold := foldString(form)
		s := byForm[fold.low()]
		if s == nil {
			s = new(sense)
			byForm[fold.low()] = s
		}
		return s, string(fold.exact)
	}
	known := map[string]bool{}
	for _, e := range entries {
		known[e.Key] = true
		for _, form := range e.Forms {
			if form = strings.TrimSpace(form); form != "" {
				s, exact := at(form)
				s.claim(claim{exact: exact, form: form, key: e.Key, anyCase: e.AnyCase})
			}
		}
	}
	var wrong []Conflict
	for i, r := range rules {
		r.Form = strings.TrimSpace(r.Form)
		if r.Form == "" {
			wrong = append(wrong, Conflict{Kind: RuleWithoutForm, Rule: r.ID, Index: i})
			continue
		}
		if r.Key != "" && !known[r.Key] {
			wrong = append(wrong, Conflict{Kind: RuleToUnknownKey, Form: r.Form, Keys: []string{r.Key}, Rule: r.ID, Index: i})
		}
		s, exact := at(r.Form)
		s.rules = append(s.rules, rule{
			claim: claim{exact: exact, form: r.Form, key: r.Key},
			id:    r.ID, block: r.Block,
			before: alternatives(r.Before), after: alternatives(r.After),
		})
	}

	forms := make([]string, 0, len(byForm))
	for form := range byForm {
		forms = append(forms, form)
	}
	slices.Sort(forms)
	f.senses = make([]sense, len(forms))
	for i, form := range forms {
		f.senses[i] = *byForm[form]
		wrong = append(wrong, f.senses[i].conflicts()...)
	}
	f.trie = newTrie(forms)
	return f, wrong
}

// claim adds a claim unless the same key makes it already.
func (s *sense) claim(c claim) {
	for i, old := range s.claims {
		if old.key == c.key && old.exact == c.exact {
			s.claims[i].anyCase = old.anyCase || c.anyCase
			return
		}
	}
	s.claims = append(s.claims, c)
}

func alternatives(s string) []string {
	var out []string
	for alt := range strings.SplitSeq(s, "|") {
		if alt = foldString(strings.TrimSpace(alt)).low(); alt != "" {
			out = append(out, alt)
		}
	}
	return out
}
