package page

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

// prose turns a block's text and its marks into HTML. Marks may cross; HTML
// elements may not, so an element that is crossed is closed and opened again.
type prose struct {
	*frame
	block     *atlas.Block
	version   *atlas.Version
	lang      int          // of the version shown
	highlight *atlas.Place // drawn as <mark> instead of a link; may be nil
	plain     bool         // no notes, no page marks: for excerpts
}

// span is an element over a stretch of the text; point is HTML at one spot. Points
// are links and buttons themselves, which HTML forbids within a link: a link that
// has one inside is closed before it and opened again behind it.
type span struct {
	start, end  int
	open, close string
}

func (s span) link() bool { return strings.HasPrefix(s.open, "<a ") }

type point struct {
	at    int
	after bool // behind the elements that end here, before those that begin
	html  string
}

// body is the HTML of the text from start to end, in bytes.
func (p prose) body(start, end int) template.HTML {
	spans, points := p.spans()
	return template.HTML(held(weave(p.version.Text, start, end, spans, points, p.escape)))
}

const refEnd = `"></button>`

// held keeps the mark of a note on the line of the word before it, with the
// punctuation that follows: browsers break lines on both sides of a button.
func held(html string) string {
	const open = `<button class="ref"`
	if !strings.Contains(html, open) {
		return html
	}
	var out strings.Builder
	for {
		i := strings.Index(html, open)
		if i < 0 {
			break
		}
		end := i + strings.Index(html[i:], refEnd) + len(refEnd)
		if r, n := utf8.DecodeRuneInString(html[end:]); strings.ContainsRune("，。、；：！？）》”’…,.;:!?)", r) {
			end += n
		}
		out.WriteString(html[:i] + `<span class="held">` + html[i:end] + `</span>`)
		html = html[end:]
	}
	out.WriteString(html)
	return out.String()
}

// html is the HTML of the whole text.
func (p prose) html() template.HTML { return p.body(0, len(p.version.Text)) }

func (p prose) spans() (spans []span, points []point) {
	for _, m := range p.version.Marks {
		switch m.Kind {
		case text.Lead:
			spans = append(spans, span{m.Start, m.End, `<b class="lead">`, `</b>`})
		case text.Strong:
			spans = append(spans, span{m.Start, m.End, `<strong>`, `</strong>`})
		case text.Emphasis:
			spans = append(spans, span{m.Start, m.End, `<em>`, `</em>`})
		case text.Sub:
			spans = append(spans, span{m.Start, m.End, `<sub>`, `</sub>`})
		case text.Sup:
			spans = append(spans, span{m.Start, m.End, `<sup>`, `</sup>`})
		case text.Deleted:
			spans = append(spans, span{m.Start, m.End, `<del>`, `</del>`})
		case text.Inserted:
			spans = append(spans, span{m.Start, m.End, `<ins>`, `</ins>`})
		case text.Code:
			spans = append(spans, span{m.Start, m.End, `<code>`, `</code>`})
		case text.Break:
			points = append(points, point{m.Start, false, `<br>`})
		case text.NoteRef:
			points = append(points, point{m.Start, true, p.footnoteRef(m.N)})
		case text.Link:
			spans = append(spans, span{m.Start, m.End, `<a href="` + template.HTMLEscapeString(m.Target) + `">`, `</a>`})
		case text.Page:
			if !p.plain {
				points = append(points, point{m.Start, false, p.pageMark(m.N)})
			}
		case text.FigureSpot:
			if !p.plain {
				points = append(points, point{m.Start, false, p.figureSpot(m.N)})
			}
		case text.Corr, text.Sic:
			if !p.plain {
				class := map[text.MarkKind]string{text.Corr: "corr", text.Sic: "sic"}[m.Kind]
				spans = append(spans, span{m.Start, m.End, `<span class="` + class + `">`, `</span>`})
				points = append(points, point{m.End, true, p.noteRef(m)})
			}
		}
	}
	if !p.plain {
		for _, r := range p.atlas().CrossRefs(p.block, p.lang) {
			if r.Target == nil || p.inLink(r.Start, r.End) || p.inName(r.Start, r.End) {
				continue
			}
			href := p.href(p.own(blockPath(r.Target)))
			spans = append(spans, span{r.Start, r.End, `<a class="xr" href="` + template.HTMLEscapeString(href) + `">`, `</a>`})
		}
	}
	for _, m := range p.block.Mentions[p.lang] {
		if p.inLink(m.Start, m.End) {
			continue
		}
		switch {
		case p.highlight != nil && p.names(m, p.highlight):
			spans = append(spans, span{m.Start, m.End, `<mark>`, `</mark>`})
		case m.Place == nil:
			if !p.plain {
				spans = append(spans, span{m.Start, m.End, `<a class="nm" href="` + p.nameHref(m.Name) + `">`, `</a>`})
			}
		case m.Place.Page.HasPage():
			spans = append(spans, span{m.Start, m.End, `<a class="pl" href="` + p.placeHref(m.Place) + `">`, `</a>`})
		}
	}
	return spans, points
}

// inLink reports whether a stretch lies in a link that the text itself makes.
func (p prose) inLink(start, end int) bool {
	return slices.ContainsFunc(p.version.Marks, func(k text.Mark) bool {
		return k.Kind == text.Link && k.Start < end && start < k.End
	})
}

// inName reports whether a stretch lies in a name, which is a link itself.
func (p prose) inName(start, end int) bool {
	return slices.ContainsFunc(p.block.Mentions[p.lang], func(m atlas.Mention) bool { return m.Start < end && start < m.End })
}

func (p prose) pageMark(n int) string {
	s := strconv.Itoa(n)
	return `<a class="pg" id="p` + s + `" href="#p` + s + `" data-n="` + s + `" aria-label="` +
		template.HTMLEscapeString(p.t("page.printed", s)) + `"></a>`
}

// footnoteRef leads to a footnote: on the pages that show it below, to that one.
func (p prose) footnoteRef(n int) string {
	id := p.block.Chapter.ID + "-n" + strconv.Itoa(n)
	href := "#" + id
	switch p.frame.Kind {
	case "chapter", "print", "parallel":
	default:
		href = p.href(p.own("plan/" + p.block.Chapter.ID + ".html#" + id))
	}
	return `<sup class="fn"><a href="` + template.HTMLEscapeString(href) + `" aria-label="` +
		template.HTMLEscapeString(p.t("where.note", n)) + `">` + strconv.Itoa(n) + `</a></sup>`
}

func (p prose) figureSpot(n int) string {
	return `<a class="figspot" href="#fig` + strconv.Itoa(n) + `" data-n="` +
		template.HTMLEscapeString(p.site().Number("figure", n, p.frame.lang)) + `" aria-label="` +
		template.HTMLEscapeString(p.t("figure.spot", p.site().Number("figure", n, p.frame.lang))) + `"></a>`
}

func (p prose) noteRef(m text.Mark) string {
	return `<button class="ref" type="button" data-id="` + m.ID + `" popovertarget="note-` + m.ID + `" aria-label="` +
		template.HTMLEscapeString(p.t("note.open", m.ID)) + refEnd
}

// escape writes plain text as HTML; Han characters within a language that is
// written with spaces get their own lang attribute.
func (p prose) escape(s string) string {
	if p.han == "" || !p.atlas().Languages[p.lang].Spaced {
		return template.HTMLEscapeString(s)
	}
	return markHan(s, p.han)
}

// markHan escapes a text and wraps its runs of Han characters.
func markHan(s, tag string) string {
	if !strings.ContainsFunc(s, isHan) {
		return template.HTMLEscapeString(s)
	}
	var out strings.Builder
	for len(s) > 0 {
		i := strings.IndexFunc(s, isHan)
		if i < 0 {
			break
		}
		out.WriteString(template.HTMLEscapeString(s[:i]))
		j := strings.IndexFunc(s[i:], func(r rune) bool { return !isHan(r) })
		if j < 0 {
			j = len(s) - i
		}
		out.WriteString(`<span lang="` + tag + `">` + template.HTMLEscapeString(s[i:i+j]) + `</span>`)
		s = s[i+j:]
	}
	out.WriteString(template.HTMLEscapeString(s))
	return out.String()
}

func isHan(r rune) bool {
	return r >= 0x80 && (unicode.Is(unicode.Han, r) || r == '、' || r == '·')
}

// weave writes text[start:end] with spans and points in it.
func weave(s string, start, end int, spans []span, points []point, escape func(string) string) string {
	if len(spans) == 0 && len(points) == 0 {
		return escape(s[start:end])
	}
	cuts := make([]int, 0, 2*len(spans)+len(points)+2)
	live := make([]span, 0, len(spans))
	size := end - start
	for _, sp := range spans {
		sp.start, sp.end = max(sp.start, start), min(sp.end, end)
		if sp.start < sp.end {
			live = append(live, sp)
			cuts = append(cuts, sp.start, sp.end)
			size += len(sp.open) + len(sp.close)
		}
	}
	for _, pt := range points {
		if pt.at >= start && pt.at <= end {
			cuts = append(cuts, pt.at)
			size += len(pt.html)
		}
	}
	cuts = append(cuts, start, end)
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	// Longer spans are outside; among equals the first given is.
	slices.SortStableFunc(live, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })

	var out strings.Builder
	out.Grow(size + size/16)
	var open []span
	next := 0
	for i, at := range cuts {
		stop := slices.ContainsFunc(points, func(pt point) bool { return pt.at == at })
		// Close what ends here, and whatever stands in its way.
		keep := slices.IndexFunc(open, func(sp span) bool { return sp.end <= at || stop && sp.link() })
		var again []span
		if keep >= 0 {
			for k := len(open) - 1; k >= keep; k-- {
				out.WriteString(open[k].close)
				if open[k].end > at {
					again = append(again, open[k])
				}
			}
			open = open[:keep]
		}
		for _, after := range []bool{true, false} {
			for _, pt := range points {
				if pt.at == at && pt.after == after && at >= start && at <= end {
					out.WriteString(pt.html)
				}
			}
		}
		slices.Reverse(again)
		for _, sp := range again {
			out.WriteString(sp.open)
			open = append(open, sp)
		}
		for next < len(live) && live[next].start == at {
			out.WriteString(live[next].open)
			open = append(open, live[next])
			next++
		}
		if i+1 < len(cuts) {
			out.WriteString(escape(s[at:cuts[i+1]]))
		}
	}
	return out.String()
}
