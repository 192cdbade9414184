// Package search makes the index that the browser searches: the texts
// themselves in chunks and, for sites whose text is too large to be fetched
// whole, lists of the pages on which each word or pair of characters stands.
// All are classic scripts that hand over their content, because a page opened
// from disk can load nothing else. The script that reads them is
// templates/scripts/search.ts.
//
// The text of a small site is fetched whole when the search is first used and
// looked through; the answer is exact. Of a large one the script fetches the
// lists of the words asked for, which are sorted by word and cut into shards,
// and then those pages only that hold all of them. The lists name every page
// that contains the words; for a string of three and more Chinese characters
// they may name one that only holds all of its pairs, which is dropped when its
// text has come.
package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"sync"
)

// Language is a language of the site.
type Language struct {
	Code, Tag string
	Spaced    bool // words stand apart; otherwise any stretch can be searched
}

// Block is a paragraph in one language.
type Block struct {
	ID    string
	Where string // for a reader: "Chapter 3, paragraph 2"
	Text  string
}

// Entry is something with a name, in one language of the interface.
type Entry struct {
	Group  string   // id of its group
	Href   string   // within the language's folder
	Title  string   // in the interface's language
	Note   string   // what it is, where it stands
	Also   []string // its names in other languages, and its other names
	Pinyin []string // syllables of its Chinese name; nil where it has none
	Alias  bool     // asking for one of its names finds the text by all of them
}

// Content is what is searched. The functions may be called from several
// goroutines, and again and again.
type Content struct {
	Languages []Language
	// Sizes are the bytes of text of each page, about, by language. All languages
	// have the same pages.
	Sizes [][]int
	// Path is a page's address within the languages' folders.
	Path func(page int) string
	// Title is a page's title.
	Title func(lang, page int) string
	// Texts calls yield with the id and text of each block of a page in order.
	Texts func(lang, page int, yield func(id, text string))
	// Where says for a reader where a block stands.
	Where func(lang int, id string) string
	// Entries lists the entries for the interface in a language; EntryCount is
	// their number, the same in every language.
	Entries    func(lang int) []Entry
	EntryCount int
	// Words are the texts of the script's own interface, by language.
	Words func(lang int) map[string]string
}

// The sizes of the pieces, in bytes as they lie on disk (gzip makes about 0.4 of
// text and 0.65 of lists).
const (
	chunkSize   = 32 << 10  // of text
	listSize    = 24 << 10  // of the lists of words
	entryChunk  = 256       // entries in a file, of large sites
	wholeLimit  = 512 << 10 // text that is fetched whole, all languages together
	prefixBytes = 2 << 10   // a prefix whose lists are longer has a list of its own
)

// Index is the index of a content.
type Index struct {
	c       Content
	chunks  [][]int // by language, the first page of each chunk
	shards  int     // of the lists; 0 where the text is fetched whole
	entries int     // files of entries
	step    int     // entries in each
	lists   func() *lists
	stamp   func() string
	items   []func() []Entry
}

// New plans the index. That is quick: nothing is read but the sizes.
func New(c Content) *Index {
	x := &Index{c: c, entries: 1, step: c.EntryCount}
	total := 0
	for _, sizes := range c.Sizes {
		for _, n := range sizes {
			total += n
		}
	}
	limit := total
	if total > wholeLimit {
		limit = chunkSize
		x.shards = total/(4*listSize) + 1
		x.entries, x.step = (c.EntryCount+entryChunk-1)/entryChunk, entryChunk
	}
	for _, sizes := range c.Sizes {
		var starts []int
		room := 0
		for page, n := range sizes {
			if len(starts) == 0 || n > room {
				starts = append(starts, page)
				room = limit
			}
			room -= n
		}
		x.chunks = append(x.chunks, starts)
	}
	x.lists = sync.OnceValue(func() *lists { return gather(x) })
	x.stamp = sync.OnceValue(x.sum)
	for lang := range c.Languages {
		x.items = append(x.items, sync.OnceValue(func() []Entry { return c.Entries(lang) }))
	}
	return x
}

// File is a file of the index.
type File struct {
	Name string
	Make func() ([]byte, error)
}

// Files lists the files of the index.
func (x *Index) Files() []File {
	var out []File
	add := func(name string, make func() any) {
		out = append(out, File{name + ".js", func() ([]byte, error) { return script(name, make()) }})
	}
	for lang, l := range x.c.Languages {
		add(l.Code, func() any { return x.root(lang) })
		for k := range x.chunks[lang] {
			add(fmt.Sprintf("%s-%d", l.Code, k), func() any { return x.chunk(lang, k) })
		}
		for k := range x.entries {
			add(fmt.Sprintf("%s-e%d", l.Code, k), func() any { return x.entryFile(lang, k) })
		}
	}
	for k := range x.shards {
		add(fmt.Sprintf("g%d", k), func() any { return x.lists().shard(k) })
	}
	return out
}

// script is a classic script that hands over a value.
func script(name string, v any) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("atlasSearch.put(" + strconv.Quote(name) + ",")
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	out.Truncate(out.Len() - 1)
	out.WriteString(")\n")
	return out.Bytes(), nil
}

// root is what the script needs first.
func (x *Index) root(lang int) any {
	type language struct {
		Code   string `json:"code"`
		Tag    string `json:"tag"`
		Spaced bool   `json:"spaced"`
		Chunks []int  `json:"chunks"`
	}
	r := struct {
		Stamp     string            `json:"v"`
		Language  int               `json:"lang"`
		Languages []language        `json:"languages"`
		Pages     []any             `json:"pages"`
		Entries   int               `json:"entries"`
		Shards    []string          `json:"shards,omitempty"`
		Words     map[string]string `json:"words"`
	}{Stamp: x.stamp(), Language: lang, Entries: x.entries, Words: x.c.Words(lang)}
	for i, l := range x.c.Languages {
		r.Languages = append(r.Languages, language{l.Code, l.Tag, l.Spaced, x.chunks[i]})
	}
	r.Pages = x.pages()
	if x.shards > 0 {
		r.Shards = x.lists().first
	}
	return r
}

// pages are the paths of the pages. A series of pages with one number that
// counts up is [before, from, to, after].
func (x *Index) pages() []any {
	type series struct {
		before, after string
		from, to      int
	}
	var out []any
	var run *series
	flush := func() {
		if run != nil {
			out = append(out, []any{run.before, run.from, run.to, run.after})
			run = nil
		}
	}
	for page := range x.c.Sizes[0] {
		p := x.c.Path(page)
		before, n, after, ok := numbered(p)
		switch {
		case ok && run != nil && run.before == before && run.after == after && run.to+1 == n:
			run.to = n
		case ok:
			flush()
			run = &series{before, after, n, n}
		default:
			flush()
			out = append(out, p)
		}
	}
	flush()
	return out
}

// numbered takes a path apart at its last number.
func numbered(p string) (before string, n int, after string, ok bool) {
	const digits = "0123456789"
	end := strings.LastIndexAny(p, digits) + 1
	start := len(strings.TrimRight(p[:end], digits))
	n, err := strconv.Atoi(p[start:end])
	if err != nil || strconv.Itoa(n) != p[start:end] {
		return "", 0, "", false
	}
	return p[:start], n, p[end:], true
}

// chunk is the text of some pages: [title, [[id, where, text] …]] of each.
func (x *Index) chunk(lang, k int) any {
	from, to := x.chunks[lang][k], len(x.c.Sizes[lang])
	if k+1 < len(x.chunks[lang]) {
		to = x.chunks[lang][k+1]
	}
	out := [][]any{}
	for page := from; page < to; page++ {
		blocks := [][]string{}
		x.c.Texts(lang, page, func(id, text string) {
			blocks = append(blocks, []string{id, x.c.Where(lang, id), text})
		})
		out = append(out, []any{x.c.Title(lang, page), blocks})
	}
	return out
}

// entryFile is some of the entries: [group, href, title, note, also, pinyin,
// alias] of each, without the empty ones at the end.
func (x *Index) entryFile(lang, k int) any {
	out := [][]any{}
	list := x.items[lang]()
	for _, e := range list[k*x.step : min((k+1)*x.step, len(list))] {
		alias := 0
		if e.Alias {
			alias = 1
		}
		row := []any{e.Group, e.Href, e.Title, e.Note, e.Also, strings.Join(e.Pinyin, " "), alias}
		if !e.Alias {
			row = row[:6]
			if len(e.Pinyin) == 0 {
				row = row[:5]
				if len(e.Also) == 0 {
					row = row[:4]
				}
			}
		}
		if len(row) > 4 && e.Also == nil {
			row[4] = []string{}
		}
		out = append(out, row)
	}
	return out
}

// sum is a stamp of the whole content: with it in their addresses, browsers do
// not mix the files of two builds.
func (x *Index) sum() string {
	h := fnv.New64a()
	for lang := range x.c.Languages {
		for page := range x.c.Sizes[lang] {
			x.c.Texts(lang, page, func(id, text string) {
				h.Write([]byte(id))
				h.Write([]byte(text))
			})
		}
		for _, e := range x.items[lang]() {
			fmt.Fprint(h, e)
		}
	}
	return strconv.FormatUint(h.Sum64(), 36)
}
