package page

import (
	"html/template"
	"slices"
	"strings"

	"atlas/generator/align"
	"atlas/generator/atlas"
)

// mentionGroup gathers the mentions in a chapter.
type mentionGroup struct {
	Chapter  string
	Title    string
	Mentions []mentionView
}

type mentionView struct {
	Href    string
	Where   string
	HTML    template.HTML
	Foreign bool
	Tag     string
	Within  string // says in which longer names the place is named; "" where it stands by itself
}

// mentions are the blocks that name a place or another place that is shown on
// its page, in document order.
func (f *frame) mentions(p *atlas.Place) []*atlas.Block { return f.atlas().NamedIn(p.Page) }

// mentionGroups gathers the blocks that name a place by chapter.
func (f *frame) mentionGroups(p *atlas.Place) []mentionGroup {
	var out []mentionGroup
	var last *atlas.Chapter
	for _, b := range f.mentions(p) {
		if b.Chapter != last {
			last = b.Chapter
			out = append(out, mentionGroup{Chapter: f.chapterLabel(b.Chapter), Title: f.chapterTitle(b.Chapter)})
		}
		g := &out[len(out)-1]
		g.Mentions = append(g.Mentions, f.mention(b, p))
	}
	return out
}

// mention shows the sentences of a block that name a place, its name marked. In
// a language whose text names it otherwise the whole block is shown.
func (f *frame) mention(b *atlas.Block, p *atlas.Place) mentionView {
	ver, own := b.Version(f.lang)
	lang := f.lang
	if !own {
		lang = f.versionLang(b, ver)
	}
	l := f.atlas().Languages[lang]
	pr := prose{frame: f, block: b, version: ver, lang: lang, highlight: p, plain: true}
	view := mentionView{Href: f.href(f.own(blockPath(b))), Where: f.where(b), Foreign: !own, Tag: l.Tag}
	if inside := f.withinNames(b, lang, p); len(inside) > 0 {
		view.Within = f.t("place.mentions.within", strings.Join(inside, f.t("list.join")))
	}
	var html strings.Builder
	at := 0
	for _, s := range align.Sentences(ver.Text, l.Spaced) {
		if !slices.ContainsFunc(b.Mentions[lang], func(m atlas.Mention) bool {
			return m.Start < s[1] && s[0] < m.End && pr.names(m, p)
		}) {
			continue
		}
		if s[0] > at {
			html.WriteString("… ")
		}
		html.WriteString(string(pr.body(s[0], s[1])))
		at = s[1]
	}
	if html.Len() == 0 {
		view.HTML = pr.html()
		return view
	}
	if at < len(ver.Text) {
		html.WriteString(" …")
	}
	view.HTML = template.HTML(html.String())
	return view
}

// withinNames are the longer names of the text through which a block names a place;
// none where the place stands by itself as well.
func (f *frame) withinNames(b *atlas.Block, lang int, p *atlas.Place) []string {
	var out []string
	for _, m := range b.Mentions[lang] {
		if m.Place != nil && m.Place.Page == p {
			return nil
		}
		if words := b.Versions[lang].Text[m.Start:m.End]; onPage(f.atlas().NamesWithin(b, lang, m), p) && !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	return out
}

// names reports whether a mention names the place, or another that is shown on its
// page, or one of them within a longer name.
func (p prose) names(m atlas.Mention, place *atlas.Place) bool {
	if m.Place != nil {
		return m.Place == place || m.Place.Page == place
	}
	return onPage(p.atlas().NamesWithin(p.block, p.lang, m), place)
}

func onPage(list []*atlas.Place, p *atlas.Place) bool {
	return slices.ContainsFunc(list, func(x *atlas.Place) bool { return x == p || x.Page == p })
}
