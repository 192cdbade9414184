package names

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// naive finds the same as Finder.Find, without rules, by trying every form at
// every place, character by character.
func naive(w Writing, dict []Entry, text string) []Match {
	runes, at := plain(text)
	word := func(i int) bool {
		if i < 0 || i >= len(runes) {
			return false
		}
		r := runes[i]
		return (unicode.IsLetter(r) || unicode.IsDigit(r)) && (w.Spaced || r < 0x1100)
	}
	inside := func(i int) bool { // between i-1 and i a word goes on
		return word(i-1) && word(i) ||
			i > 1 && i < len(runes) && runes[i-1] == '\'' && word(i-2) && word(i) ||
			i > 0 && i < len(runes) && runes[i] == '\'' && word(i-1) && word(i+1)
	}
	has := func(i int, form []rune) bool {
		return i+len(form) <= len(runes) && slices.Equal(runes[i:i+len(form)], form)
	}
	tail := func(end int) int {
		best := -1
		if !inside(end) {
			best = end
		}
		for _, e := range w.Endings {
			if form, _ := plain(e); has(end, form) && !inside(end+len(form)) {
				best = max(best, end+len(form))
			}
		}
		return best
	}
	var out []Match
	for i := 0; i < len(runes); {
		longest := 0
		m := Match{}
		for _, e := range dict {
			for _, written := range e.Forms {
				form, _ := plain(strings.TrimSpace(written))
				n := len(form)
				if n == 0 || n < longest || !has(i, form) || inside(i) || tail(i+n) < 0 {
					continue
				}
				switch {
				case n > longest:
					longest = n
					m = Match{at[i], at[i+n], at[tail(i+n)], e.Key, strings.TrimSpace(written), ""}
				case e.Key != m.Key:
					m.Key = ""
				}
			}
		}
		if longest == 0 {
			i++
			continue
		}
		out = append(out, m)
		i += longest
	}
	return out
}

// plain folds typography, as the package does, rune by rune.
func plain(s string) (runes []rune, at []int) {
	for i, r := range s {
		switch r {
		case '’':
			r = '\''
		case '–':
			r = '-'
		case '\n':
			r = ' '
		}
		if r == ' ' && len(runes) > 0 && runes[len(runes)-1] == ' ' {
			continue
		}
		runes, at = append(runes, r), append(at, i)
	}
	return runes, append(at, len(s))
}

// small returns a random text over an alphabet in which much coincides. It has
// no capitals: case is tested by table.
func small(r *rand.Rand, n int) string {
	alphabet := []string{"a", "b", "s", "'", "’", " ", "\n", "-", "–", "甲", "乙", "é", "7", "."}
	var b strings.Builder
	for range r.IntN(n + 1) {
		b.WriteString(alphabet[r.IntN(len(alphabet))])
	}
	return b.String()
}

func dictionary(r *rand.Rand) []Entry {
	var out []Entry
	for i := range r.IntN(8) {
		e := Entry{Key: string(rune('p' + i))}
		for range 1 + r.IntN(3) {
			e.Forms = append(e.Forms, small(r, 4))
		}
		out = append(out, e)
	}
	return out
}

func TestFindAgreesWithNaive(t *testing.T) {
	for seed := range uint64(20000) {
		r := rand.New(rand.NewPCG(seed, 1))
		dict, text := dictionary(r), small(r, 24)
		for _, w := range []Writing{chinese, english, terms} {
			f, _ := New(w, dict, nil)
			if d := cmp.Diff(naive(w, dict, text), f.Find(text, "")); d != "" {
				t.Fatalf("seed %d, %+v, %+q in %q\n%s", seed, w, fmt.Sprint(dict), text, d)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("甲乙|乙丙", "甲乙丙", true)
	f.Add("Xi’an|Xi", "Xi'an's “Xi”\n", true)
	f.Add("a b|\xe7", "a  b\xe7\x94", false)
	f.Fuzz(func(t *testing.T, forms, text string, spaced bool) {
		var dict []Entry
		for i, form := range strings.Split(forms, "|") {
			dict = append(dict, Entry{Key: string(rune('a' + i%26)), Forms: []string{form}, AnyCase: i%2 == 0})
		}
		rules := []Rule{{ID: "r", Form: dict[0].Forms[0], Before: text[:min(len(text), 2)], After: forms, Key: "a"}}
		finder, _ := New(Writing{Spaced: spaced, Endings: []string{"'s", "s"}}, dict, rules)
		last := 0
		found := finder.Find(text, "")
		for _, m := range found {
			if m.Start < last || m.End <= m.Start || m.Tail < m.End || m.Tail > len(text) {
				t.Fatalf("%+v in %q", found, text)
			}
			last = m.End
			if got, want := foldString(text[m.Start:m.End]).low(), foldString(m.Form).low(); got != want {
				t.Fatalf("%q found as %q", got, want)
			}
		}
		all := finder.FindAll(text, "")
		for _, m := range found {
			if !slices.Contains(all, m) {
				t.Fatalf("%+v is in Find, not in FindAll", m)
			}
		}
		if d := cmp.Diff(found, finder.Find(text, "")); d != "" {
			t.Fatal(d)
		}
	})
}
