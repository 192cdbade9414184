package page

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"atlas/generator/atlas"
)

// alignedMost is how many characters of a block are shown where it is not known
// which of its sentences is meant.
const alignedMost = 420

// listedMost is how many characters of a sentence stand in a long list, beside the
// link to it.
const listedMost = 240

// aligned is what a block says in the page's language where it says the quote in
// the first: the sentences that answer to those of the quote, or, where sentences
// cannot be told to answer to each other, the block from its beginning. It is
// empty in the first language itself, and where there is no translation.
func (f *frame) aligned(b *atlas.Block, quote string) string {
	text, found := f.answered(b, quote)
	if !found {
		text = clipped(text, alignedMost)
	}
	return text
}

// answers is the same without a limit: for who cuts it otherwise.
func (f *frame) answers(b *atlas.Block, quote string) string {
	text, _ := f.answered(b, quote)
	return text
}

func (f *frame) answered(b *atlas.Block, quote string) (text string, found bool) {
	if f.lang == 0 || b == nil || f.lang >= len(b.Versions) || b.Versions[0] == nil || b.Versions[f.lang] == nil {
		return "", true
	}
	languages := f.atlas().Languages
	return align(b.Versions[0].Text, languages[0].Spaced, b.Versions[f.lang].Text, languages[f.lang].Spaced, quote)
}

// align finds in the text there what the text here says with the quote; where it
// cannot tell, it is the whole.
func align(here string, spacedHere bool, there string, spacedThere bool, quote string) (text string, found bool) {
	at := strings.Index(here, quote)
	if at >= 0 && quote != "" {
		mine, theirs := sentences(here, spacedHere), sentences(there, spacedThere)
		if answer(here, there, mine, theirs) {
			return answering(there, mine, theirs, at, at+len(quote)), true
		}
		mine, theirs = joined(here, mine), joined(there, theirs)
		if answer(here, there, mine, theirs) {
			return answering(there, mine, theirs, at, at+len(quote)), true
		}
	}
	return there, false
}

// answer reports whether two texts' sentences answer to each other one by one:
// there are as many, and none is much longer for its counterpart than the texts
// are as a whole (after Gale and Church, A program for aligning sentences, 1993,
// who found that long sentences have long translations).
func answer(here, there string, mine, theirs [][2]int) bool {
	if len(mine) != len(theirs) {
		return false
	}
	length := func(s string, p [2]int) float64 { return float64(utf8.RuneCountInString(s[p[0]:p[1]])) + 4 }
	ratio := length(there, [2]int{0, len(there)}) / length(here, [2]int{0, len(here)})
	for i := range mine {
		if r := length(there, theirs[i]) / length(here, mine[i]) / ratio; r > 2.2 || r < 1/2.2 {
			return false
		}
	}
	return true
}

// answering are the sentences there that answer to those here from one byte to
// another.
func answering(there string, mine, theirs [][2]int, from, to int) string {
	start, end := -1, 0
	for i, s := range mine {
		if s[0] < to && from < s[1] {
			if start < 0 {
				start = theirs[i][0]
			}
			end = theirs[i][1]
		}
	}
	return strings.TrimSpace(there[start:end])
}

// joined puts together what a semicolon parts.
func joined(s string, parts [][2]int) [][2]int {
	var out [][2]int
	for _, p := range parts {
		if n := len(out); n > 0 {
			before := strings.TrimRight(s[out[n-1][0]:out[n-1][1]], " ")
			if strings.HasSuffix(before, ";") || strings.HasSuffix(before, "；") {
				out[n-1][1] = p[1]
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// clipped is a text of at most so many characters, cut between words, with a mark
// where it was cut.
func clipped(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	cut := string([]rune(s)[:most])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// narrowLeast is how many characters of a sentence stand around a number at
// least.
const narrowLeast = 60

// clauseEnds are where a sentence may be cut: after a mark and the space that
// follows it in writing with spaces.
var clauseEnds = regexp.MustCompile(`[,;:.!?—] |[，；：。！？]`)

// narrowed cuts a text to its clauses from the first to the last of the spots in
// it, with marks where it was cut. Where a spot is not in it, and where little would
// be gained, it stays whole.
func narrowed(s string, spots []string) string {
	from, to := len(s), 0
	for _, spot := range spots {
		i := standing(s, spot)
		if i < 0 {
			return s
		}
		from, to = min(from, i), max(to, i+len(spot))
	}
	if to == 0 {
		return s
	}
	ends := []int{0}
	for _, m := range clauseEnds.FindAllStringIndex(s, -1) {
		ends = append(ends, m[1])
	}
	ends = append(ends, len(s))
	first, last := 0, len(ends)-1
	for first+1 < last && ends[first+1] <= from {
		first++
	}
	for last-1 > first && ends[last-1] >= to {
		last--
	}
	for first > 0 && utf8.RuneCountInString(s[ends[first]:ends[last]]) < narrowLeast {
		first--
	}
	cut := strings.TrimSpace(s[ends[first]:ends[last]])
	if utf8.RuneCountInString(cut)+narrowLeast > utf8.RuneCountInString(s) {
		return s
	}
	if first > 0 {
		cut = "… " + cut
	}
	if last < len(ends)-1 && !strings.HasSuffix(cut, ".") {
		cut += " …"
	}
	return cut
}

// standing finds a number in a text where no other digit touches it.
func standing(s, spot string) int {
	digit := func(i int) bool { return i >= 0 && i < len(s) && (s[i] >= '0' && s[i] <= '9') }
	for at := 0; spot != ""; at++ {
		i := strings.Index(s[at:], spot)
		if i < 0 {
			return -1
		}
		at += i
		if end := at + len(spot); !digit(at-1) && !digit(end) && !(at > 1 && (s[at-1] == ',' || s[at-1] == '.') && digit(at-2)) &&
			!(end < len(s) && (s[end] == ',' || s[end] == '.') && digit(end+1)) {
			return at
		}
	}
	return -1
}
