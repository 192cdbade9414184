// Package align finds what one language's text says where another says a quote:
// sentence answers to sentence, by their order and lengths. It knows no atlas.
package align

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Quote finds in the text there what the text here says with the quote; where it
// cannot tell, it is the whole.
func Quote(here string, spacedHere bool, there string, spacedThere bool, quote string) (text string, found bool) {
	at := strings.Index(here, quote)
	if at >= 0 && quote != "" {
		mine, theirs := Sentences(here, spacedHere), Sentences(there, spacedThere)
		if answer(here, there, mine, theirs) {
			return answering(there, mine, theirs, at, at+len(quote)), true
		}
		mine, theirs = joined(here, mine), joined(there, theirs)
		if answer(here, there, mine, theirs) {
			return answering(there, mine, theirs, at, at+len(quote)), true
		}
		if mine, theirs = paired(here, there, Sentences(here, spacedHere), Sentences(there, spacedThere)); mine != nil {
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
