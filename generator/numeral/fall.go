package numeral

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A decrease of 5% and a growth of −5% state the same number, and one language may write
// the one where the other writes the other. So a number of which the words beside it say
// that something fell by it can be read below zero too (Quantity.Also). One that
// something fell to (下降到5%, fell to 5%) cannot.

var (
	// chineseFalls stand before what something fell by, chineseBetween may stand in between.
	chineseFalls   = strings.Fields("下降 降低 减少 下滑 下跌 回落 缩减 削减 萎缩 降幅 减幅 跌幅 降幅为 减幅为 跌幅为")
	chineseBetween = strings.Fields("了 约 近 达 逾 超 超过 不低于 不少于 至少 大约 接近 累计")

	// englishFalls stand before, englishBetween in between, englishFallen behind.
	englishFalls = strings.Fields(`fall falls fell fallen falling decline declines declined declining decrease decreases decreased decreasing
		drop drops dropped dropping reduce reduces reduced reducing reduction reductions cut cuts cutting shrink shrinks shrank shrunk shrinking down lowered`)
	englishBetween = strings.Fields("by of about around some nearly almost over roughly approximately further another at least more than up to a an")
	englishFallen  = strings.Fields("decrease reduction decline drop fall cut lower fewer less")
)

// mostBetween is how many words may stand between a fall and its number.
const mostBetween = 4

// fellZH gives a number the reading below zero where the words before it say in Chinese
// that something fell by it.
func (q *Quantity) fellZH(before string) {
	if !q.mayFall() {
		return
	}
	for range mostBetween {
		before = strings.TrimRightFunc(before, unicode.IsSpace)
		if hasSuffixOf(before, chineseFalls) {
			q.fell()
			return
		}
		i := slices.IndexFunc(chineseBetween, func(w string) bool { return strings.HasSuffix(before, w) })
		if i < 0 {
			return
		}
		before = strings.TrimSuffix(before, chineseBetween[i])
	}
}

func hasSuffixOf(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(text, w) })
}

// fellEN is the same for English, where the word may also stand behind the number.
func (q *Quantity) fellEN(before, behind string) {
	if !q.mayFall() {
		return
	}
	if slices.Contains(englishFallen, firstWord(behind)) {
		q.fell()
		return
	}
	to := false // fell to more than 5%: no fall by it
	for range mostBetween {
		word := lastWord(before)
		if !to && slices.ContainsFunc(englishFalls, func(w string) bool { return strings.EqualFold(w, word) }) {
			q.fell()
			return
		}
		before = strings.TrimRightFunc(before, unicode.IsSpace)
		before = before[:len(before)-len(word)]
		if word == "" || !slices.Contains(englishBetween, word) {
			return
		}
		to = word == "to" && lastWord(before) != "up"
	}
}

// mayFall reports whether a number may be read below zero as well.
func (q *Quantity) mayFall() bool {
	return q.Also == nil && q.Kind.signed() && !q.Value.IsNone() && q.Value.sign() > 0
}

func (q *Quantity) fell() {
	also := *q
	also.Value = q.Value.negative()
	if q.IsRange() {
		also.Value, also.High = q.High.negative(), also.Value
	}
	q.Also = &also
}

// lastWord are the letters at the end of a text, behind which blanks may stand.
func lastWord(text string) string {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	i := strings.LastIndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return text
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return text[i+size:]
}

// firstWord are the letters at the beginning of a text, before which a blank or a hyphen
// may stand.
func firstWord(text string) string {
	text = strings.TrimLeft(text, " -\u00a0")
	i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return text
	}
	return text[:i]
}
