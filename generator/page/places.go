package page

import (
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"atlas/generator/atlas"
)

// placeItem is a place in a list.
type placeItem struct {
	Name, Href, Rank string
	Note             string
	Count            int
	Alias            string
}

func (f *frame) placeItem(p *atlas.Place) placeItem {
	it := placeItem{Name: f.in(p.Name), Rank: f.in(p.Rank.Name), Count: len(f.mentions(p))}
	if p.Page.HasPage() {
		it.Href = f.href(f.own(placePage(p)))
	}
	return it
}

// mentions are the blocks that name a place or another place that is shown on
// its page, in document order.
func (f *frame) mentions(p *atlas.Place) []*atlas.Block {
	out := slices.Clone(p.Mentions)
	for _, q := range f.atlas().Places {
		if q != p && q.Page == p {
			out = append(out, q.Mentions...)
		}
	}
	if len(out) == len(p.Mentions) {
		return out
	}
	order := map[*atlas.Block]int{}
	for i, b := range f.atlas().Blocks {
		order[b] = i
	}
	slices.SortFunc(out, func(a, b *atlas.Block) int { return order[a] - order[b] })
	return slices.Compact(out)
}

type placeIndexView struct {
	frame
	Groups  []placeGroup
	Map     template.HTML
	Caption string
}

type placeGroup struct {
	Title  string
	Count  int
	Places []placeItem
	Parts  []placePart // for ranks listed by the place they belong to
}

type placePart struct {
	Parent placeItem
	Places []placeItem
}

// placeIndex lists the places by rank; ranks with many places are listed by the
// place they belong to.
func (e *Env) placeIndex(lang int) ([]byte, error) {
	v := placeIndexView{frame: e.newFrame(lang, "places/index.html", "places", "", "")}
	v.Title = v.t("places.title")
	v.Description = v.t("places.description", v.in(e.Atlas.Site.Plan.Title))
	for _, r := range e.Atlas.Site.Ranks {
		list := e.derived.byRank[r.ID]
		if len(list) == 0 {
			continue
		}
		g := placeGroup{Title: v.in(r.Names), Count: len(list)}
		if len(list) <= 12 {
			for _, p := range list {
				g.Places = append(g.Places, v.placeItem(p))
			}
		} else {
			for _, p := range list {
				n := len(g.Parts)
				if n == 0 || p.Parent == nil || g.Parts[n-1].Parent.Name != v.in(p.Parent.Name) {
					part := placePart{}
					if p.Parent != nil {
						part.Parent = v.placeItem(p.Parent)
					}
					g.Parts = append(g.Parts, part)
					n++
				}
				g.Parts[n-1].Places = append(g.Parts[n-1].Places, v.placeItem(p))
			}
		}
		v.Groups = append(v.Groups, g)
	}
	return e.finish(lang, "places", v)
}

type placeView struct {
	frame
	Place      *atlas.Place
	Name       string
	Other      []string // its name in the other languages
	OtherTags  []string
	Rank       string
	Parent     *placeItem
	Facts      []fact
	Note       template.HTML
	Same       []placeItem // places shown on the same page
	Children   []placeItem
	ChildTitle string
	Siblings   []placeItem
	Locator    template.HTML
	MapHref    string
	Credit     string
	Chapters   []mentionGroup
	Count      int
	Numbers    []observation
}

// fact is a line of the summary: a term, its value, where it comes from.
type fact struct {
	Term, Value, Source string
	Plan                bool // said by the plan
	Href                string
}

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
}

type observation struct {
	Indicator, Year, Value, Basis, Publication string
}

func (e *Env) place(lang int, p *atlas.Place) ([]byte, error) {
	v := placeView{frame: e.newFrame(lang, placePage(p), "place", "", ""), Place: p}
	v.Name = v.in(p.Name)
	v.Title = v.Name
	v.Rank = v.in(p.Rank.Name)
	for i, l := range e.Atlas.Languages {
		if i != lang && p.Name[i] != "" {
			v.Other, v.OtherTags = append(v.Other, p.Name[i]), append(v.OtherTags, l.Tag)
		}
	}
	v.Crumbs = []crumb{{v.t("places.title"), v.href(v.own("places/index.html"))}}
	if p.Parent != nil {
		it := v.placeItem(p.Parent)
		v.Parent = &it
		if it.Href != "" {
			v.Crumbs = append(v.Crumbs, crumb{it.Name, it.Href})
		}
	}
	for _, c := range p.Children {
		if c.Page == c {
			v.Children = append(v.Children, v.placeItem(c))
		}
	}
	for _, q := range e.Atlas.Places {
		if q != p && q.Page == p {
			v.Same = append(v.Same, placeItem{Name: v.in(q.Name), Rank: v.in(q.Rank.Name)})
		}
	}
	v.Facts = v.facts(p)
	v.Note = v.text(v.in(p.Note))
	v.Chapters = v.mentionGroups(p)
	for _, g := range v.Chapters {
		v.Count += len(g.Mentions)
	}
	v.Numbers = v.observations(p)
	v.Description = v.t("place.description", v.Count, v.Name, v.in(e.Atlas.Site.Plan.Title))
	if m := e.derived.scope; m != nil {
		svg, err := e.Draw.Locator(e.Atlas, m, p, e.mapWords(&v.frame, m, "loc", locatorMap))
		if err != nil {
			return nil, err
		}
		v.Locator = template.HTML(svg)
		v.MapHref = v.href(v.own("maps/" + m.ID + ".html"))
		v.Credit = e.credit(&v.frame, m)
	}
	return e.finish(lang, "place", v)
}

// facts are what the atlas knows of a place, each with its source.
func (f *frame) facts(p *atlas.Place) []fact {
	s := f.env.Layouts.strings[f.lang]
	var out []fact
	add := func(term, value, source string) {
		if value != "" {
			out = append(out, fact{Term: f.t(term), Value: value, Source: source})
		}
	}
	add("fact.extent", f.extent(p), "")
	if p.AreaMap > 0 {
		add("fact.area.map", s.rounded(p.AreaMap, 0)+" "+f.t("unit.km2"), f.t("fact.area.map.source"))
	}
	if p.Extent == "part" && p.AreaInPlan > 0 {
		add("fact.area.inplan", s.rounded(p.AreaInPlan, 0)+" "+f.t("unit.km2"), f.t("fact.area.inplan.source"))
	}
	if p.AreaStated > 0 {
		add("fact.area.stated", s.rounded(p.AreaStated, 0)+" "+f.t("unit.km2"), f.in(p.AreaSource))
	}
	add("fact.adcode", p.Adcode, f.t("fact.adcode.source"))
	if !p.Current.IsZero() {
		name := f.in(p.Current)
		if p.CurrentID != "" {
			name += " (" + p.CurrentID + ")"
		}
		add("fact.current", name, f.t("fact.current.source"))
	}
	if p.Seat.Known {
		add("fact.seat", f.coordinate(p.Seat.Lat, "coordinate.north", "coordinate.south")+f.t("coordinate.join")+
			f.coordinate(p.Seat.Lon, "coordinate.east", "coordinate.west"), p.SeatSource)
	}
	return out
}

func (f *frame) coordinate(v float64, positive, negative string) string {
	key := positive
	if v < 0 {
		key, v = negative, -v
	}
	return f.t(key, f.env.Layouts.strings[f.lang].rounded(v, 3))
}

// extent says how much of a place lies in the plan's area.
func (f *frame) extent(p *atlas.Place) string {
	var names []string
	for _, c := range p.Children {
		names = append(names, f.in(c.Short))
	}
	switch {
	case p.Extent == "whole":
		return f.t("extent.whole")
	case len(names) == 0:
		return f.t("extent.part")
	default:
		return f.t("extent.units", len(names), strings.Join(names, f.t("list.join")))
	}
}

func (f *frame) observations(p *atlas.Place) []observation {
	t := f.atlas().Table("observations")
	if t == nil {
		return nil
	}
	s := f.env.Layouts.strings[f.lang]
	var out []observation
	for _, r := range t.Rows {
		if r.Get("place").Value != p.Slug {
			continue
		}
		out = append(out, observation{Indicator: f.t("indicator." + r.Get("indicator").Value), Year: r.Get("year").Value,
			Value:       s.quantity(r.Get("value").Value, r.Get("unit").Value),
			Basis:       f.in(f.atlas().Text(r, "basis")),
			Publication: f.in(f.atlas().Text(r, "publication"))})
	}
	return out
}

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
	var html strings.Builder
	at := 0
	for _, s := range sentences(ver.Text, l.Spaced) {
		if !slices.ContainsFunc(b.Mentions[lang], func(m atlas.Mention) bool {
			return m.Place != nil && m.Place.Page == p && m.Start < s[1] && s[0] < m.End
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

// sentences are the stretches of a text that end with a full stop or the like,
// in bytes, with the blanks that follow.
func sentences(s string, spaced bool) [][2]int {
	var out [][2]int
	start := 0
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		stop := strings.ContainsRune("。！？；", r)
		if spaced && strings.ContainsRune(".!?;", r) {
			stop = end == len(s) || s[end] == ' '
		}
		if stop {
			for end < len(s) && s[end] == ' ' {
				end++
			}
			for _, q := range []string{"”", "’", "）", ")"} {
				if strings.HasPrefix(s[end:], q) {
					end += len(q)
				}
			}
			out = append(out, [2]int{start, end})
			start = end
		}
	}
	if start < len(s) {
		out = append(out, [2]int{start, len(s)})
	}
	return out
}
