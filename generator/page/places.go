package page

import "atlas/generator/atlas"

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

type placeIndexView struct {
	frame
	Groups []placeGroup
	Charts []*chartView
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
	var err error
	if v.Charts, err = e.chartsOn(&v.frame, "places"); err != nil {
		return nil, err
	}
	return e.finish(lang, "places", v)
}
