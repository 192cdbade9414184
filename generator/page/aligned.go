package page

import (
	"math"
	"regexp"
	"slices"
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
		if mine, theirs = paired(here, there, sentences(here, spacedHere), sentences(there, spacedThere)); mine != nil {
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
	ratio := ratioOf(here, there)
	for i := range mine {
		if r := ratio(mine[i], theirs[i]); r > 2.2 || r < 1/2.2 {
			return false
		}
	}
	return true
}

// ratioOf gives how long a stretch there is for one here, by how long the texts
// are as a whole. Some characters more on both sides let short ones differ.
func ratioOf(here, there string) func(mine, theirs [2]int) float64 {
	whole := float64(utf8.RuneCountInString(there)) / float64(max(1, utf8.RuneCountInString(here)))
	return func(mine, theirs [2]int) float64 {
		h, t := utf8.RuneCountInString(here[mine[0]:mine[1]]), utf8.RuneCountInString(there[theirs[0]:theirs[1]])
		return (float64(t)/whole + 4) / (float64(h) + 4)
	}
}

// steps are how many sentences here may answer to how many there, and what it
// costs to suppose so.
var steps = []struct {
	mine, theirs int
	cost         float64
}{{1, 1, 0}, {1, 2, .2}, {2, 1, .2}, {1, 3, .4}, {3, 1, .4}}

// paired puts sentences together so that they answer to each other in order, as
// their lengths best agree (Gale and Church again, with sentences that a translator
// parted or joined). It is nil where no way of pairing them agrees well.
func paired(here, there string, mine, theirs [][2]int) ([][2]int, [][2]int) {
	type way struct {
		cost float64
		step int // the last one; 0 for none
	}
	ratio := ratioOf(here, there)
	best := make([][]way, len(mine)+1)
	for i := range best {
		best[i] = make([]way, len(theirs)+1)
		for j := range best[i] {
			best[i][j] = way{cost: math.Inf(1)}
			if i == 0 && j == 0 {
				best[i][j].cost = 0
			}
			for n, s := range steps {
				if i < s.mine || j < s.theirs {
					continue
				}
				r := math.Abs(math.Log(ratio([2]int{mine[i-s.mine][0], mine[i-1][1]}, [2]int{theirs[j-s.theirs][0], theirs[j-1][1]})))
				if c := best[i-s.mine][j-s.theirs].cost + s.cost + r; r < math.Log(1.6) && c < best[i][j].cost {
					best[i][j] = way{c, n + 1}
				}
			}
		}
	}
	var m, t [][2]int
	for i, j := len(mine), len(theirs); i > 0 || j > 0; {
		n := best[i][j].step
		if n == 0 {
			return nil, nil
		}
		s := steps[n-1]
		m = append(m, [2]int{mine[i-s.mine][0], mine[i-1][1]})
		t = append(t, [2]int{theirs[j-s.theirs][0], theirs[j-1][1]})
		i, j = i-s.mine, j-s.theirs
	}
	slices.Reverse(m)
	slices.Reverse(t)
	return m, t
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
