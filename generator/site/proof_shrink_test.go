package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// again makes a list of edits again, and reports whether there still is a
// difference after the last.
func (p *proof) again(base tree, list []edit, read reading) bool {
	t := base
	for _, e := range list {
		if t = e.apply(t); !t.possible() {
			return false
		}
	}
	i := 0
	_, _, wrong := p.walk(base, read, true, func(bool) (edit, bool) {
		if i == len(list) {
			return edit{}, false
		}
		e := list[i]
		if i++; i == len(list) {
			e.what = lastOne
		}
		return e, true
	})
	return wrong != nil
}

// possible reports whether no file lies within a file.
func (t tree) possible() bool {
	for dir := range t.folders() {
		if _, ok := t[dir]; ok {
			return false
		}
	}
	return true
}

// shrink leaves out edits, and files of edits, as long as there is a difference
// after the last, for so long.
func (p *proof) shrink(base tree, list []edit, read reading, d time.Duration) []edit {
	end := time.Now().Add(d)
	try := func(shorter []edit) bool {
		if time.Now().After(end) || !p.again(base, shorter, read) {
			return false
		}
		list = shorter
		return true
	}
	for n := 1; n < len(list); n *= 2 { // only the last few
		if try(slices.Clone(list[len(list)-n:])) {
			break
		}
	}
	for size := len(list) / 2; size > 0; size /= 2 {
		for from := 0; from+size < len(list); {
			if !try(slices.Delete(slices.Clone(list), from, from+size)) {
				from += size
			}
		}
	}
	for k := range list {
		for _, path := range slices.Sorted(maps.Keys(list[k].to)) {
			if len(list[k].to) > 1 {
				shorter := slices.Clone(list)
				shorter[k].to = maps.Clone(list[k].to)
				delete(shorter[k].to, path)
				try(shorter)
			}
		}
		for _, simpler := range []func(*edit){func(e *edit) { e.late = false }, func(e *edit) { e.all = false }, func(e *edit) { e.ask = 0 }} {
			shorter := slices.Clone(list)
			simpler(&shorter[k])
			try(shorter)
		}
	}
	return list
}

// tell prints edits so that somebody can make them by hand.
func tell(base tree, list []edit) string {
	var out strings.Builder
	t := base
	for _, e := range list {
		fmt.Fprintf(&out, "- %s\n", e)
		for _, p := range slices.Sorted(maps.Keys(e.to)) {
			fmt.Fprintf(&out, "    %s: %s\n", p, difference(t[p], e.to[p]))
		}
		t = e.apply(t)
	}
	return out.String()
}
