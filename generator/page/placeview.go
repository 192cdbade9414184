package page

import (
	"html/template"

	"atlas/generator/atlas"
)

type placeView struct {
	frame
	Place     *atlas.Place
	Name      string
	Other     []string // its name in the other languages
	OtherTags []string
	Pinyin    string
	Rank      string
	Parent    *placeItem
	Same      []placeItem // places shown on the same page
	Tally     []tallyView
	Facts     []fact
	Shares    []shareView
	Note      template.HTML
	Locator   template.HTML
	MapHref   string
	Credit    string
	Roles     []roleView
	Targets   []claimGroup
	Projects  []claimGroup
	Groups    []groupView
	Above     *placeItem // the place it belongs to, which may be told more
	Whole     int        // goals and commitments that name no place
	WholeHref string
	Silence   []silenceView
	Differ    []differView
	Children  []placeItem
	Rankings  []rankView
	Numbers   []observation
	Chapters  []mentionGroup
	Count     int
	QuoteTag  string
	Compare   string
	Downloads []download
	Linked    template.JS // the place as JSON-LD
}

// tallyView is a number that sums up a section of the page and leads to it.
type tallyView struct {
	Count      int
	Text, Href string
}

// place is the page of a place: what the plan says of it, and where it lies.
func (e *Env) place(lang int, p *atlas.Place) ([]byte, error) {
	v := placeView{frame: e.newFrame(lang, placePage(p), "place", "", ""), Place: p, Pinyin: p.Pinyin}
	v.Name = v.in(p.Name)
	v.Title = v.Name
	v.Rank = v.in(p.Rank.Name)
	v.QuoteTag = e.Atlas.Languages[0].Tag
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
	v.Shares = v.shares(p)
	v.Note = v.text(v.in(p.Note))
	v.tell(p)
	v.Description = v.t("place.description", v.Count, v.Name, v.in(e.Atlas.Site.Plan.Title))
	v.Compare = v.href(v.own("compare.html")) + "?a=" + p.Slug
	for _, ext := range []string{"csv", "json", "geojson"} {
		if ext != "geojson" || e.mapped(p) {
			v.Downloads = append(v.Downloads, download{placeExtensions[ext], v.href("data/places/" + p.Slug + "." + ext)})
		}
	}
	v.Linked = e.linkedPlace(&v.frame, p)
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

// tell fills in what the plan says of the place.
func (v *placeView) tell(p *atlas.Place) {
	told := v.atlas().Told(p)
	v.Roles = v.roles(p, told)
	v.Targets = gather(&v.frame, themeColumn, told.Targets, themeOf, v.targetClaim)
	v.Projects = gather(&v.frame, typeColumn, told.Projects, typeOf, v.projectClaim)
	v.Groups = v.groups(told)
	for _, t := range v.atlas().Targets {
		if len(t.Entities) == 0 {
			v.Whole++
		}
	}
	v.WholeHref = v.href(v.own("targets.html"))
	v.Silence = v.silence(p)
	v.Differ = v.differences(told)
	v.Rankings = v.rankings(p)
	v.Numbers = v.observations(p)
	v.Chapters = v.mentionGroups(p)
	for _, g := range v.Chapters {
		v.Count += len(g.Mentions)
	}
	if v.Parent != nil && v.Parent.Href != "" {
		v.Above = v.Parent
	}
	v.Tally = append(v.Tally, []tallyView{
		{v.Count, v.t("tally.mentions", v.Count), "#mentions"},
		{len(v.Roles), v.t("tally.roles", len(v.Roles)), "#roles"},
		{len(told.Targets), v.t("tally.targets", len(told.Targets)), "#targets"},
		{len(told.Projects), v.t("tally.projects", len(told.Projects)), "#projects"},
	}...)
}
