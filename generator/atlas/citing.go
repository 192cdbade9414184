package atlas

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// citation is what looks like a reference by the site's words, before it is known
// whether it leads anywhere. It depends on the block's text and the site alone.
type citation struct {
	start, end int
	kind       string // chapter, section, box and so on, or a word of references.forms
	token      string // its number: 3, 4.1, H1; Chinese numerals as digits
	words      string // all of it, as printed numbers are compared
	chapter    string // of a section: the number of the chapter named with it; "" for its own
}

// citing finds the references in the texts of a language.
type citing struct {
	forms         []citingForm
	before, after []string // words that make a reference one to another text
	leads         []string // words that may stand right before a short form
	spaced        bool
}

type citingForm struct {
	kind string
	re   *regexp.Regexp // a group for each number
	word string         // without which nothing matches, in small letters
	// short is set on a single character and a number, 图3: the character may be the end
	// of another word, 地图3幅.
	short bool
}

const (
	latinNumber = `(?:[0-9]+(?:[.．‑-][0-9]+)*[A-Za-z]?|(?-i:[A-Z]{1,3})-?[0-9]+(?:\.[0-9]+)*|(?-i:[A-Z]))`
	hanNumber   = `[〇零一二三四五六七八九十百]+`
)

var numberSlot = regexp.MustCompile(`\{(n|han|path)\}`)

// newCiting makes the finder of a language of the patterns of the numbers, and of the
// further forms that the site lists. A pattern without a word, as “1.2” alone, is none:
// a number in a sentence may be anything.
func newCiting(s *Site, lang int, l Language) *citing {
	c := &citing{spaced: l.Spaced, leads: s.ReferenceLeads[l.Code], before: s.OtherTexts.Before[l.Code], after: s.OtherTexts.After[l.Code]}
	for _, kind := range s.NumberingKinds() {
		p := s.Numbering[kind].In(lang)
		if strings.HasPrefix(kind, "heading") && !strings.Contains(p, "{path}") {
			continue // such numbers begin anew under every heading
		}
		c.add(kind, p)
	}
	for _, kind := range slices.Sorted(maps.Keys(s.ReferenceForms)) {
		for _, p := range s.ReferenceForms[kind][l.Code] {
			c.add(kind, p)
		}
	}
	return c
}

func (c *citing) add(kind, pattern string) {
	pattern = strings.TrimSpace(pattern)
	slots := numberSlot.FindAllStringIndex(pattern, -1)
	if len(slots) == 0 || !strings.ContainsFunc(numberSlot.ReplaceAllString(pattern, ""), unicode.IsLetter) {
		return
	}
	number, gap := latinNumber, `[\s\x{a0}]+`
	if !c.spaced {
		gap = `[\s\x{a0}]*`
		if strings.Contains(pattern, "{han}") || slots[len(slots)-1][1] < len(pattern) { // 表一 may be the middle of 代表一百人
			number += "|" + hanNumber
		}
	}
	var re strings.Builder
	if c.spaced {
		re.WriteString("(?i)")
	}
	at := 0
	literal := func(s string) {
		words := strings.Fields(s)
		for i, w := range words {
			if i > 0 || s[0] == ' ' || !c.spaced && at > 0 {
				re.WriteString(gap)
			}
			re.WriteString(regexp.QuoteMeta(w))
		}
		if len(s) > 0 && (s[len(s)-1] == ' ' && len(words) > 0 || !c.spaced) {
			re.WriteString(gap)
		}
	}
	for _, s := range slots {
		literal(pattern[at:s[0]])
		re.WriteString("(" + number + ")")
		at = s[1]
	}
	if at < len(pattern) {
		literal(pattern[at:])
	}
	short := !c.spaced && slots[0][1] == len(pattern) && utf8.RuneCountInString(strings.TrimSpace(pattern[:slots[0][0]])) == 1
	word := ""
	for _, w := range strings.Fields(numberSlot.ReplaceAllString(pattern, " ")) {
		if len(w) > len(word) {
			word = strings.ToLower(w)
		}
	}
	c.forms = append(c.forms, citingForm{kind, regexp.MustCompile(re.String()), word, short})
}

// find lists what looks like references in a text, in order, none overlapping.
func (c *citing) find(s string) []citation {
	if !strings.ContainsFunc(s, isNumber) {
		return nil
	}
	small := s
	if c.spaced {
		small = strings.ToLower(s)
	}
	var all []hitOf
	for _, f := range c.forms {
		if !strings.Contains(small, f.word) {
			continue // most blocks refer to nothing, and searching them for all forms takes long
		}
		for _, m := range f.re.FindAllStringSubmatchIndex(s, -1) {
			end := m[1] - (len(s[m[0]:m[1]]) - len(strings.TrimRight(s[m[0]:m[1]], " \u00a0\n")))
			if bounded(s, m[0], end) && (!f.short || c.led(s[:m[0]])) {
				all = append(all, hitOf{m[0], end, f.kind, m[2:]})
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b hitOf) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	var kept []hitOf
	for _, h := range all {
		if len(kept) == 0 || h.start >= kept[len(kept)-1].end {
			kept = append(kept, h)
		}
	}
	starts := make([]int, len(kept))
	for i, h := range kept {
		starts[i] = h.start
	}
	var out []citation
	foreign := make([]bool, len(kept))
	chapters := 0 // how many chapters the text names, of whatever text
	for i, h := range kept {
		foreign[i] = c.foreign(s, h, starts) || i > 0 && foreign[i-1] && joins(s[kept[i-1].end:h.start])
		if h.kind == "chapter" {
			chapters++
		}
	}
	for i := len(kept) - 2; i >= 0; i-- { // “Chapters 3 and 4 of the Act”
		foreign[i] = foreign[i] || foreign[i+1] && joins(s[kept[i].end:kept[i+1].start])
	}
	for i, h := range kept {
		if foreign[i] {
			continue
		}
		chapter := ""
		if h.kind == "section" && chapters > 0 && !strings.ContainsAny(s[h.start:h.end], ".．") {
			if i == 0 || kept[i-1].kind != "chapter" || strings.Trim(s[kept[i-1].end:h.start], " \u00a0,，") != "" {
				continue // a section of which of them?
			}
			chapter = number(s[kept[i-1].numbers[0]:kept[i-1].numbers[1]])
		}
		for k := 0; k+1 < len(h.numbers); k += 2 {
			x := citation{start: h.start, end: h.end, kind: h.kind, token: number(s[h.numbers[k]:h.numbers[k+1]]), chapter: chapter}
			if len(h.numbers) > 2 { // each number of several is a link of its own
				x.end = h.numbers[k+1]
				if k > 0 {
					x.start = h.numbers[k]
				}
			}
			x.words = compared(s[x.start:x.end])
			out = append(out, x)
		}
	}
	return out
}

// isNumber reports whether a rune may begin a number: a digit, a numeral, or the letter
// of H1.
func isNumber(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r > 0x7f && strings.ContainsRune("〇零一二三四五六七八九十百", r)
}

// led reports whether what stands before a short form lets it be a word of its own.
func (c *citing) led(before string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return !unicode.IsLetter(last) || slices.ContainsFunc(c.leads, func(w string) bool { return w != "" && strings.HasSuffix(before, w) })
}

type hitOf struct {
	start, end int
	kind       string
	numbers    []int
}

// bounded reports whether a match is not the part of a longer word or number.
func bounded(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	first, _ := utf8.DecodeRuneInString(s[start:])
	last, _ := utf8.DecodeLastRuneInString(s[:end])
	after, n := utf8.DecodeRuneInString(s[end:])
	if start > 0 && plainWord(first) && plainWord(before) {
		return false
	}
	if end == len(s) || !plainWord(last) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(s[end+n:])
	return !plainWord(after) && !(strings.ContainsRune(".．-‑/", after) && unicode.IsDigit(next))
}

// plainWord reports whether a letter or digit belongs to words that blanks part.
func plainWord(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.Is(unicode.Han, r)
}

// joins reports whether so little stands between two references that they are of one
// text.
func joins(gap string) bool {
	return utf8.RuneCountInString(gap) <= 5 && !strings.ContainsAny(gap, "。；;.!?！？《")
}

// foreign reports whether a match is a part of a title, or refers to another text than
// the plan: one whose title or name stands at it. It rather says so too often than
// lets a link be made up.
func (c *citing) foreign(s string, h hitOf, starts []int) bool {
	before, after := s[:h.start], s[h.end:]
	if strings.LastIndex(before, "《") > strings.LastIndex(before, "》") || strings.LastIndex(before, "〈") > strings.LastIndex(before, "〉") {
		return true
	}
	lead := strings.TrimRight(before, " \u00a0")
	if strings.HasSuffix(lead, "》") || strings.HasSuffix(lead, "〉") {
		return true
	}
	for _, w := range c.before {
		if w = strings.TrimSpace(w); w != "" && strings.HasSuffix(lead, w) {
			return true
		}
	}
	tail := strings.TrimLeft(after, " \u00a0")
	for _, w := range c.after {
		if w = strings.TrimSpace(w); w != "" && strings.HasPrefix(tail, w) {
			return true
		}
	}
	return c.spaced && (namedBefore(before) || namedAfter(s, h.end, starts))
}

// namedBefore reports whether a word with a capital stands right before, which is not
// the first of its sentence: London Plan Policy H1.
func namedBefore(before string) bool {
	words := strings.TrimRight(before, " \u00a0")
	if len(words) == len(before) {
		return false
	}
	i := strings.LastIndexFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '\'' }) + 1
	if i > 0 {
		_, n := utf8.DecodeLastRuneInString(words[:i])
		if sep := words[i-n : i]; sep != " " && sep != "\u00a0" {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(words[i:])
	sentence := strings.TrimSpace(words[:i])
	return unicode.IsUpper(first) && sentence != "" && !strings.ContainsAny(sentence[len(sentence)-1:], ".!?:;)")
}

// namedAfter reports whether one or two short words lead on to a name: Chapter 3 of the
// Housing Act. Another reference is no such name.
func namedAfter(s string, at int, starts []int) bool {
	for range 3 {
		rest := strings.TrimLeft(s[at:], " \u00a0")
		if len(rest) == len(s[at:]) {
			return false
		}
		at = len(s) - len(rest)
		first, _ := utf8.DecodeRuneInString(rest)
		if unicode.IsUpper(first) {
			return !slices.Contains(starts, at)
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
		if end < 1 || end > 3 {
			return false
		}
		at += end
	}
	return false
}

// number writes the number of a reference as numbers are compared.
func number(s string) string {
	if n, ok := fromHan(s); ok {
		return strconv.Itoa(n)
	}
	return strings.NewReplacer("．", ".", "‑", "-").Replace(strings.ToUpper(strings.TrimSpace(s)))
}

// fromHan reads a Chinese numeral below a thousand.
func fromHan(s string) (int, bool) {
	n, digit := 0, 0
	for _, r := range s {
		switch d := strings.IndexRune("零一二三四五六七八九", r); {
		case r == '〇' || d == 0:
			digit = 0
		case d > 0:
			digit = d / len("一")
		case r == '十':
			n, digit = n+10*max(digit, 1), 0
		case r == '百':
			n, digit = n+100*max(digit, 1), 0
		default:
			return 0, false
		}
	}
	return n + digit, s != ""
}

// compared writes a printed number without blanks and in small letters.
func compared(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
