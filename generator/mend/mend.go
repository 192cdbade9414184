// Package mend changes files where a problem has one certain answer: it replaces the
// stretch that is wrong and keeps every other byte. It knows neither rules nor sites:
// problems bring their answers along (diag.Fix).
package mend

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"atlas/generator/diag"
)

// Change is a fix and the line that it changes, before and after.
type Change struct {
	Rule          string
	Fix           diag.Fix
	Before, After string
}

// Changes are the fixes of problems, of these rules alone where any are named, in the
// order of their places. Where two want the same place changed in different ways
// neither is certain, and both are left out.
func Changes(problems diag.List, rules []string) []Change {
	var out []Change
	at := map[diag.Place]int{}
	torn := map[diag.Place]bool{}
	for _, p := range problems {
		if p.Fix == nil || len(rules) > 0 && !slices.Contains(rules, p.Rule) {
			continue
		}
		key := p.Fix.Place
		if i, known := at[key]; known {
			torn[key] = torn[key] || out[i].Fix.New != p.Fix.New
			continue
		}
		at[key] = len(out)
		out = append(out, Change{Rule: p.Rule, Fix: *p.Fix})
	}
	out = slices.DeleteFunc(out, func(c Change) bool { return torn[c.Fix.Place] })
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Fix.Place.File, b.Fix.Place.File), cmp.Compare(a.Fix.Place.Line, b.Fix.Place.Line),
			cmp.Compare(a.Fix.Place.Col, b.Fix.Place.Col))
	})
	return out
}

// Apply makes changes in a file's bytes, all of the same file. Those whose place does
// not hold what it should, or is no UTF-8, are refused.
func Apply(data []byte, changes []Change) (mended []byte, done, refused []Change) {
	type span struct{ start, end int }
	spans := make([]span, 0, len(changes))
	for _, c := range changes {
		start, ok := offset(data, c.Fix.Place)
		end := start + len(c.Fix.Old)
		if !ok || end > len(data) || string(data[start:end]) != c.Fix.Old || len(spans) > 0 && start < spans[len(spans)-1].end {
			refused = append(refused, c)
			continue
		}
		from := bytes.LastIndexByte(data[:start], '\n') + 1
		to := len(data)
		if n := bytes.IndexByte(data[end:], '\n'); n >= 0 {
			to = end + n
		}
		c.Before = string(bytes.TrimRight(data[from:to], "\r"))
		c.After = string(data[from:start]) + c.Fix.New + string(bytes.TrimRight(data[end:to], "\r"))
		spans = append(spans, span{start, end})
		done = append(done, c)
	}
	at := 0
	for i, s := range spans {
		mended = append(append(mended, data[at:s.start]...), done[i].Fix.New...)
		at = s.end
	}
	return append(mended, data[at:]...), done, refused
}

// offset is where a place begins in a file, in bytes.
func offset(data []byte, p diag.Place) (int, bool) {
	if p.Line < 1 || !utf8.Valid(data) {
		return 0, false
	}
	at := len(data) - len(bytes.TrimPrefix(data, []byte("\ufeff")))
	for range p.Line - 1 {
		n := bytes.IndexByte(data[at:], '\n')
		if n < 0 {
			return 0, false
		}
		at += n + 1
	}
	for range p.Col - 1 {
		r, n := utf8.DecodeRune(data[at:])
		if n == 0 || r == '\n' {
			return 0, false
		}
		at += n
	}
	return at, true
}
