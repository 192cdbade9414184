// Package witness puts the text of a plan together again as it was handed over,
// from the chapters and their marks, so that a check can prove that nothing was
// changed silently.
package witness

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

// Contents is the element of Witness.Before that stands for the printed table of
// contents.
const Contents = "{contents}"

// Text is the text of the atlas with every restored reading undone and page
// numbers, captions, labels, cover and contents put back where they stood, and
// where in it each block begins.
func Text(a *atlas.Atlas) (string, []Origin) {
	w := writer{a: a, lang: a.Witness.Language, inline: map[int]*atlas.Block{}}
	for b := range a.Blocks() {
		if b.Kind == text.Figure {
			w.inline[b.N] = b
		}
	}
	spotted := map[int]bool{}
	for b := range a.Blocks() {
		if v := b.Versions[w.lang]; v != nil {
			for _, m := range v.Marks {
				if m.Kind == text.FigureSpot {
					spotted[m.N] = true
				}
			}
		}
	}
	for _, s := range a.Witness.Before {
		if s == Contents {
			w.contents()
		} else {
			w.out.WriteString(s)
		}
	}
	for b := range a.Blocks() {
		if b.Kind != text.Figure || !spotted[b.N] {
			w.origins = append(w.origins, Origin{w.out.Len(), b})
			w.block(b)
		}
	}
	return w.out.String(), w.origins
}

// Origin says that the text from an offset on, in bytes, comes from a block.
type Origin struct {
	Offset int
	Block  *atlas.Block
}

// Sum is the checksum of a text as the site's configuration writes it.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

type writer struct {
	a       *atlas.Atlas
	lang    int
	out     strings.Builder
	inline  map[int]*atlas.Block // figures by number
	origins []Origin
}

// contents is a line for each chapter and section: number, title, printed page.
func (w *writer) contents() {
	for b := range w.a.Blocks() {
		if b.Kind == text.Title || b.Kind == text.Section {
			w.out.WriteString(w.number(b))
			if v := b.Versions[w.lang]; v != nil {
				w.out.WriteString(v.Text)
			}
			w.out.WriteString(strconv.Itoa(b.Page))
		}
	}
}

func (w *writer) number(b *atlas.Block) string {
	if b.Number == "" {
		return ""
	}
	return w.a.Site.NumberOf(b, w.lang)
}

// block writes a block with its marks undone. What the print had before the
// block's first character (a page number) goes before its own number.
func (w *writer) block(b *atlas.Block) {
	v := b.Versions[w.lang]
	if v == nil {
		return
	}
	at, numbered := 0, false
	number := func() {
		if !numbered {
			w.out.WriteString(w.number(b))
			if b.Kind == text.Item {
				w.out.WriteString(v.Rest) // the marker, as it is printed
			}
			numbered = true
		}
	}
	for _, m := range v.Marks {
		switch m.Kind {
		case text.Page, text.FigureSpot, text.Corr:
		default:
			continue
		}
		if m.Start > 0 || m.Kind == text.Corr {
			number()
		}
		w.out.WriteString(v.Text[at:m.Start])
		at = m.Start
		switch m.Kind {
		case text.Page:
			w.out.WriteString(strconv.Itoa(m.N))
		case text.FigureSpot:
			if fig := w.inline[m.N]; fig != nil {
				w.out.WriteString(w.number(fig))
				w.out.WriteString(fig.Versions[w.lang].Text)
			}
		case text.Corr:
			w.out.WriteString(m.Seed)
			at = m.End
		}
	}
	number()
	w.out.WriteString(v.Text[at:])
}

// Differ returns the offset in bytes of the first difference between two texts,
// or -1 where they are the same.
func Differ(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return n
	}
	return -1
}
