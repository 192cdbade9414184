package page

import (
	"slices"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

// nested puts blocks that stand behind each other into what holds them: cells into
// tables, items into lists, paragraphs into quotations, definitions with their terms.
func (f *frame) nested(list []blockView) []blockView {
	if !slices.ContainsFunc(list, func(v blockView) bool { return v.held() }) {
		return list
	}
	list = f.tabled(list)
	list = grouped(list, func(v *atlas.Version) int { return int(v.Quote) }, func(run []blockView) []blockView {
		return []blockView{{Kind: "quotation", frame: f, Children: f.listed(run)}}
	})
	return f.listed(list)
}

// held reports whether something holds the block that is no block itself.
func (v blockView) held() bool {
	if v.block == nil {
		return false
	}
	w := v.version()
	return w.Depth > 0 || w.Quote > 0 || w.Kind == text.TableCell || w.Kind == text.Table || w.Kind == text.Term || w.Kind == text.Definition
}

// version is the block's text that is shown; nil where the view holds others.
func (v blockView) version() *atlas.Version {
	if v.block == nil {
		return nil
	}
	w, _ := v.block.Version(v.frame.lang)
	return w
}

// grouped puts each run of blocks of the same key, which is not 0, into one.
func grouped(list []blockView, key func(*atlas.Version) int, join func([]blockView) []blockView) []blockView {
	keyOf := func(v blockView) int {
		if w := v.version(); w != nil {
			return key(w)
		}
		return 0
	}
	out := make([]blockView, 0, len(list))
	for i := 0; i < len(list); {
		k, j := keyOf(list[i]), i+1
		if k == 0 {
			out = append(out, list[i])
			i++
			continue
		}
		for j < len(list) && keyOf(list[j]) == k {
			j++
		}
		out = append(out, join(list[i:j])...)
		i = j
	}
	return out
}

// listed makes lists and definitions of a run of blocks.
func (f *frame) listed(list []blockView) []blockView {
	list = grouped(list, func(v *atlas.Version) int {
		if v.Kind == text.Term || v.Kind == text.Definition {
			return 1
		}
		return 0
	}, func(run []blockView) []blockView {
		return []blockView{{Kind: "definitions", frame: f, Children: run}}
	})
	return grouped(list, func(v *atlas.Version) int { return min(1, int(v.Depth)) }, func(run []blockView) []blockView {
		return f.lists(run, 1)
	})
}

// lists makes the lists of a depth, with what stands in their items.
func (f *frame) lists(run []blockView, depth uint8) []blockView {
	var out []blockView
	for i := 0; i < len(run); {
		v, j := run[i].version(), i+1
		item := v != nil && v.Kind == text.Item && v.Depth == depth
		for ; j < len(run); j++ {
			if w := run[j].version(); w != nil && w.Kind == text.Item && w.Depth <= depth {
				break
			}
		}
		x := run[i]
		inner := f.within(run[i+1:j], depth)
		i = j
		if !item { // what goes on with an item that is not there, as in another language
			out = append(append(out, x), inner...)
			continue
		}
		x.Children = inner
		x.Kind = "point"
		if n := len(out); n > 0 && out[n-1].Kind == "list" && !v.Starts {
			out[n-1].Children = append(out[n-1].Children, x)
			continue
		}
		out = append(out, blockView{Kind: "list", frame: f, Children: []blockView{x}})
	}
	return out
}

// within is what stands in an item: further paragraphs and tables as they are, and the
// lists within it.
func (f *frame) within(run []blockView, depth uint8) []blockView {
	var out []blockView
	for i := 0; i < len(run); {
		v, j := run[i].version(), i+1
		if v == nil || v.Kind != text.Item {
			out = append(out, run[i])
			i++
			continue
		}
		for j < len(run) && run[j].version() != nil && run[j].version().Depth > depth {
			j++
		}
		out = append(out, f.lists(run[i:j], depth+1)...)
		i = j
	}
	return out
}

// headingLevel is how far below the page's own a heading is: 2 for one of a section.
func (f *frame) headingLevel(b *atlas.Block) int {
	n := 2
	for u := b.Under; u != nil; u = u.Under {
		n++
	}
	if f.Kind == "print" {
		n++
	}
	return min(n, 6)
}

// footnotesOf shows the footnotes of a chapter, each with the blocks that refer to it.
func (f *frame) footnotesOf(c *atlas.Chapter) []blockView {
	if len(c.Footnotes) == 0 {
		return nil
	}
	back := map[int][]string{}
	for _, b := range c.Blocks {
		v, _ := b.Version(f.lang)
		for _, m := range v.Marks {
			if m.Kind == text.NoteRef && !slices.Contains(back[m.N], "#"+b.ID) {
				back[m.N] = append(back[m.N], "#"+b.ID)
			}
		}
	}
	var out []blockView
	for _, b := range c.Footnotes {
		v := f.blockOf(b)
		v.Back = back[b.N]
		out = append(out, v)
	}
	return out
}
