package search

import (
	"cmp"
	"encoding/binary"
	"maps"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"atlas/generator/parallel"
)

// The units that lists name are numbered: the pages in the first language, then
// in the second, and so on, then the files of entries. A key of the lists is
//
//	".word"   a word of a language that parts words, and of a name
//	".wor*"   all words that begin so, where their lists are long
//	"字", "字符" one or two characters that stand together
//
// and its list is the units it stands in, ascending.
type lists struct {
	units int
	keys  []string
	packs []string // the lists of the keys, as they are written
	cuts  []int    // the first key of each shard
	first []string // and its text
}

// shard is a shard of the lists: lines of a key, a blank and its list.
func (l *lists) shard(k int) string {
	to := len(l.keys)
	if k+1 < len(l.cuts) {
		to = l.cuts[k+1]
	}
	var out strings.Builder
	for i := l.cuts[k]; i < to; i++ {
		out.WriteString(l.keys[i] + "\t" + l.packs[i] + "\n")
	}
	return out.String()
}

// posting is a list while it is gathered: gaps as varints.
type posting struct {
	gaps []byte
	last int // the last unit, plus one
	n    int
}

// gather reads the whole content and makes the lists. Runs of units are read at
// the same time, on all processors, and their lists joined.
func gather(x *Index) *lists {
	pages := len(x.c.Sizes[0])
	units := pages*len(x.c.Languages) + x.entries
	var runs []func(g *gatherer)
	parts := runtime.GOMAXPROCS(0) // the lists do not depend on it
	for lang, l := range x.c.Languages {
		for i := range parts {
			runs = append(runs, func(g *gatherer) {
				for page := i * pages / parts; page < (i+1)*pages/parts; page++ {
					x.c.Texts(lang, page, func(_, text string) { g.add(lang*pages+page, text, l.Spaced) })
				}
			})
		}
	}
	runs = append(runs, func(g *gatherer) {
		for k := range x.entries {
			for lang := range x.c.Languages {
				list := x.items[lang]()
				for _, e := range list[k*x.step : min((k+1)*x.step, len(list))] {
					g.entry(pages*len(x.c.Languages)+k, e)
				}
			}
		}
	})
	gathered := make([]*gatherer, len(runs))
	parallel.Each(len(runs), func(i int) {
		gathered[i] = &gatherer{words: map[string]int32{}, grams: map[uint64]int32{}}
		runs[i](gathered[i])
	})
	return finish(join(gathered), units, x.shards)
}

// gatherer collects lists.
type gatherer struct {
	words map[string]int32
	grams map[uint64]int32 // two characters, or one with 0 before it
	posts []posting
	buf   []byte
}

func (g *gatherer) mark(i int32, unit int) {
	p := &g.posts[i]
	if p.last == unit+1 {
		return
	}
	p.gaps = binary.AppendUvarint(p.gaps, uint64(unit-p.last))
	p.last = unit + 1
	p.n++
}

func (g *gatherer) word(w []byte, unit int) {
	i, ok := g.words[string(w)]
	if !ok {
		i = int32(len(g.posts))
		g.posts = append(g.posts, posting{})
		g.words[string(w)] = i
	}
	g.mark(i, unit)
}

func (g *gatherer) gram(a, b rune, unit int) {
	key := uint64(a)<<32 | uint64(b)
	i, ok := g.grams[key]
	if !ok {
		i = int32(len(g.posts))
		g.posts = append(g.posts, posting{})
		g.grams[key] = i
	}
	g.mark(i, unit)
}

// add reads a text. In a language that parts words its words are keys, and in
// every language the characters and pairs that the script looks for: all of
// them where words are not parted, those of Han otherwise.
func (g *gatherer) add(unit int, text string, spaced bool) {
	before := rune(0)
	word := g.buf[:0] // up to here, without apostrophes
	part := 0         // where its part after the last apostrophe begins
	flush := func() {
		if part > 0 && part < len(word) {
			g.word(word[part:], unit)
		}
		if len(word) > 0 {
			g.word(word, unit)
		}
		word, part = word[:0], 0
	}
	one := func(r rune) {
		if !spaced || isHan(r) {
			g.gram(0, r, unit)
			if before != 0 && (!spaced || isHan(before)) {
				g.gram(before, r, unit)
			}
		}
		before = r
		if !spaced {
			return
		}
		switch {
		case isWord(r):
			if r < 0x80 {
				word = append(word, byte(r))
			} else {
				word = utf8.AppendRune(word, r)
			}
		case r == '\'' && len(word) > 0:
			g.word(word[part:], unit) // "xi" of "xi'an", which is "xian" too
			part = len(word)
		default:
			flush()
		}
	}
	for _, r := range text {
		if r < 0x80 {
			one(foldASCII(r))
		} else if r >= 0x2E80 && r < 0xFF01 {
			one(r)
		} else {
			for _, f := range foldRune(r) {
				one(f)
			}
		}
	}
	flush()
	g.buf = word
}

// entry reads the names of an entry.
func (g *gatherer) entry(unit int, e Entry) {
	for _, s := range append([]string{e.Title}, e.Also...) {
		g.add(unit, s, true)
	}
	initials := make([]byte, 0, len(e.Pinyin))
	for _, s := range e.Pinyin {
		g.word([]byte(s), unit)
		initials = append(initials, s[0])
	}
	if len(e.Pinyin) > 0 {
		g.word([]byte(strings.Join(e.Pinyin, "")), unit)
		g.word(initials, unit)
	}
}

// entry is a key with its list as it is written.
type entry struct{ key, pack string }

// finish sorts the keys, adds the lists of common prefixes and cuts the whole
// into shards of about the same size.
func finish(g *gatherer, units, shards int) *lists {
	words := slices.Sorted(maps.Keys(g.words))
	of := make([]entry, len(words))
	parallel.Each((len(words)+run-1)/run, func(i int) {
		for k := i * run; k < min((i+1)*run, len(words)); k++ {
			of[k] = entry{"." + words[k], g.posts[g.words[words[k]]].pack(units)}
		}
	})
	var prefixes []entry
	for n := 1; n <= 4; n++ {
		for i := 0; i < len(words); {
			if len(words[i]) < n {
				i++
				continue
			}
			prefix, size, j := words[i][:n], 0, i
			for ; j < len(words) && strings.HasPrefix(words[j], prefix); j++ {
				size += len(of[j].pack)
			}
			if j-i > 1 && size > prefixBytes && utf8.ValidString(prefix) {
				prefixes = append(prefixes, entry{"." + prefix + "*", g.union(words[i:j], units)})
			}
			i = j
		}
	}
	all := slices.Concat(of, prefixes)
	slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	all = merge(all, g.pairs(units))

	l := &lists{units: units, keys: make([]string, len(all)), packs: make([]string, len(all))}
	total := 0
	for i, e := range all {
		l.keys[i], l.packs[i] = e.key, e.pack
		total += len(e.key) + len(e.pack)
	}
	done := 0
	for i := range all {
		if len(l.cuts) < shards && done >= len(l.cuts)*total/shards {
			l.cuts = append(l.cuts, i)
			l.first = append(l.first, l.keys[i])
		}
		done += len(l.keys[i]) + len(l.packs[i])
	}
	for len(l.cuts) < shards { // fewer keys than shards: the last are empty
		l.cuts = append(l.cuts, len(all))
		l.first = append(l.first, "\U0010FFFF")
	}
	return l
}

// run is how many lists are written in one go.
const run = 4096

// pairs are the lists of characters and pairs of them, sorted.
func (g *gatherer) pairs(units int) []entry {
	type gram struct {
		key  uint64
		post int32
	}
	grams := make([]gram, 0, len(g.grams))
	for key, post := range g.grams {
		if key>>32 == 0 {
			key <<= 32 // one character, before the pairs that begin with it
		}
		grams = append(grams, gram{key, post})
	}
	// As strings are sorted: UTF-8 keeps the order of characters.
	slices.SortFunc(grams, func(a, b gram) int { return cmp.Compare(a.key, b.key) })
	out := make([]entry, len(grams))
	parallel.Each((len(grams)+run-1)/run, func(i int) {
		for k := i * run; k < min((i+1)*run, len(grams)); k++ {
			key := string(rune(grams[k].key >> 32))
			if b := rune(grams[k].key & 0xFFFFFFFF); b != 0 {
				key += string(b)
			}
			out[k] = entry{key, g.posts[grams[k].post].pack(units)}
		}
	})
	return out
}

// digits write six bits each; a browser reads them faster than base64.
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"

// pack writes a list: gaps of five bits to a character, the lowest first, with
// the sixth bit set where more follow; or, if that is shorter, "!" and a bit for
// each unit, six to a character.
func (p *posting) pack(units int) string {
	if p.n*5/4 > units/6 {
		set := make([]byte, (units+5)/6)
		p.each(func(u int) { set[u/6] |= 1 << (u % 6) })
		return packSet(set)
	}
	out := make([]byte, 0, len(p.gaps)*2)
	for b := p.gaps; len(b) > 0; {
		v, n := binary.Uvarint(b)
		b = b[n:]
		for ; v >= 32; v >>= 5 {
			out = append(out, digits[v&31|32])
		}
		out = append(out, digits[v])
	}
	return string(out)
}

func packSet(set []byte) string {
	for i, b := range set {
		set[i] = digits[b]
	}
	return "!" + string(set)
}

// each calls f with the units of a list.
func (p *posting) each(f func(unit int)) {
	next := 0
	for b := p.gaps; len(b) > 0; {
		v, n := binary.Uvarint(b)
		b = b[n:]
		next += int(v)
		f(next)
		next++
	}
}

// union is the list of all units in which one of the words stands.
func (g *gatherer) union(words []string, units int) string {
	seen := make([]bool, units)
	for _, w := range words {
		g.posts[g.words[w]].each(func(u int) { seen[u] = true })
	}
	var p posting
	for u, ok := range seen {
		if ok {
			p.gaps = binary.AppendUvarint(p.gaps, uint64(u-p.last))
			p.last = u + 1
			p.n++
		}
	}
	return p.pack(units)
}
