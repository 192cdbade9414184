package atlas

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Period is what the plan calls some years: "near term", 本世纪中叶.
type Period struct {
	From, To string     // its first and last year; the same where it is one year
	Words    [][]string // by language
}

type periodYAML struct {
	Years source.Value[string]                   `yaml:"years"`
	Words source.Entries[[]source.Value[string]] `yaml:"words"`
}

var periodForm = regexp.MustCompile(`^([12][0-9]{3})(?:-([12][0-9]{3}))?$`)

// periods reads what the plan calls its years.
func (b *builder) periods(list []periodYAML) []Period {
	var out []Period
	type bound struct{ language, word string }
	first := map[bound]string{}
	report := func(at diag.Place, message, hint diag.Text) {
		b.problems.Add(diag.Problem{Rule: "site-period", Place: at, Message: message, Hint: hint})
	}
	for _, y := range list {
		m := periodForm.FindStringSubmatch(y.Years.V)
		if m == nil || m[2] != "" && m[2] <= m[1] {
			report(y.Years.Place(), diag.Tf("years 应是一年或由先到后的两年，这里是 %q", "years is one year or two, the earlier first; here stands %q", y.Years.V),
				diag.T("写作 2035 或 2026-2030", "write 2035 or 2026-2030"))
			continue
		}
		p := Period{From: m[1], To: cmp.Or(m[2], m[1]), Words: make([][]string, len(b.atlas.Languages))}
		for _, e := range y.Words {
			lang := slices.IndexFunc(b.atlas.Languages, func(l Language) bool { return l.Code == e.Key.V })
			if lang < 0 {
				report(e.Key.Place(), diag.Tf("%q 不在 languages 之列", "%q is not among the languages", e.Key.V), diag.DidYouMean(e.Key.V, b.languageCodes()))
				continue
			}
			for _, w := range e.Value {
				word := strings.TrimSpace(w.V)
				if word == "" {
					report(w.Place(), diag.T("时期没有名称", "a period without a name"), diag.T("写出正文中的说法，如 近期", "write what the text calls it, such as near term"))
					continue
				}
				key := bound{e.Key.V, strings.ToLower(word)}
				if years, twice := first[key]; twice {
					report(w.Place(), diag.Tf("%q 已经表示 %s", "%q stands for %s already", word, years), diag.T("一种说法只表示一个时期", "a word stands for one period"))
					continue
				}
				first[key] = y.Years.V
				p.Words[lang] = append(p.Words[lang], word)
			}
		}
		out = append(out, p)
	}
	return out
}

// PeriodsIn are the periods that words in a language speak of, in their order there. Of
// names that overlap the longest counts: 中远期 is not 远期.
func (s *Site) PeriodsIn(words string, lang int) []Period {
	type found struct {
		at, end int
		period  Period
	}
	var all []found
	lower := strings.ToLower(words)
	if len(lower) != len(words) {
		lower = words // a letter whose small one is of another length
	}
	for _, p := range s.Periods {
		for _, name := range p.Words[lang] {
			name = strings.ToLower(name)
			for from := 0; ; {
				i := strings.Index(lower[from:], name)
				if i < 0 {
					break
				}
				i += from
				from = i + len(name)
				if wholeWords(lower, i, from) {
					all = append(all, found{i, from, p})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(x, y found) int { return cmp.Compare(y.end-y.at, x.end-x.at) })
	var kept []found
	for _, f := range all {
		if !slices.ContainsFunc(kept, func(k found) bool { return f.at < k.end && k.at < f.end }) {
			kept = append(kept, f)
		}
	}
	slices.SortFunc(kept, func(x, y found) int { return cmp.Compare(x.at, y.at) })
	var out []Period
	for _, f := range kept {
		out = append(out, f.period)
	}
	return out
}

// wholeWords reports whether a stretch of a text neither begins nor ends within a word,
// in writing that parts words.
func wholeWords(text string, start, end int) bool {
	joined := func(before, after rune) bool {
		letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
		return letter(before) && letter(after) && !unicode.Is(unicode.Han, before) && !unicode.Is(unicode.Han, after)
	}
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	first, _ := utf8.DecodeRuneInString(text[start:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !joined(before, first) && !joined(last, after)
}
