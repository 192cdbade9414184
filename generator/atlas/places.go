package atlas

import (
	"atlas/generator/diag"
	"atlas/generator/source"
)

// readPlaces makes places of the rows of the table "places".
func (b *builder) readPlaces() {
	a := b.atlas
	t := a.tables["places"]
	if t == nil {
		return
	}
	ranks := map[string]*Rank{}
	var rankIDs []string
	for _, r := range a.Site.Ranks {
		ranks[r.ID] = r
		rankIDs = append(rankIDs, r.ID)
	}
	for _, r := range t.Rows {
		if r.Damaged {
			continue
		}
		slug := r.Get("slug").Value
		b.checkSlug(r, func(s string) bool { _, ok := t.ids[s]; return ok })
		rank, ok := r.Get("rank").Enum(&b.problems, rankIDs...)
		if slug == "" || !ok || a.places[slug] != nil {
			continue
		}
		p := &Place{Slug: slug, Rank: ranks[rank], Adcode: r.Get("adcode").Value, Extent: r.Get("extent").Value,
			Name: a.Text(r, "name"), Short: a.Text(r, "short"), Pinyin: r.Get("pinyin").Value, Forms: a.lists(r, "forms"),
			SeatSource: r.Get("seat_source").Value, Feature: r.Get("feature").Value,
			Current: a.Text(r, "current"), CurrentID: r.Get("current_adcode").Value, Note: a.Text(r, "note"),
			AreaSource: a.Text(r, "area_source"), Row: r}
		p.Page = p
		p.Seat = b.seat(r)
		if c := r.Get("area_stated"); !c.Empty() {
			p.AreaStated, _ = c.Float(&b.problems)
		}
		a.Places = append(a.Places, p)
		a.places[slug] = p
	}
	for _, p := range a.Places {
		if c := p.Row.Get("parent"); !c.Empty() {
			b.parent(p, c)
		}
		if c := p.Row.Get("page"); !c.Empty() && a.places[c.Value] != nil {
			p.Page = a.places[c.Value]
		}
	}
}

// parent joins a place to the place it belongs to. A place below itself is a
// problem; a slug that does not exist is reported with the other references.
func (b *builder) parent(p *Place, c source.Cell) {
	up := b.atlas.places[c.Value]
	if up == nil {
		return
	}
	for q := up; q != nil; q = q.Parent {
		if q == p {
			b.problems.Add(diag.Problem{Rule: "place-parent", Place: c.Place(),
				Message: diag.Tf("%q 成了自己的上级", "%q would belong to itself", p.Slug),
				Hint:    diag.T("检查 parent 列", "look at the column parent")})
			return
		}
	}
	p.Parent = up
	up.Children = append(up.Children, p)
}

// seat reads lon, lat of a place's seat.
func (b *builder) seat(r source.Row) Point {
	lon, lat := r.Get("seat_lon"), r.Get("seat_lat")
	if lon.Empty() && lat.Empty() {
		return Point{}
	}
	x, ok1 := lon.Float(&b.problems)
	y, ok2 := lat.Float(&b.problems)
	if !ok1 || !ok2 {
		return Point{}
	}
	if x < -180 || x > 180 || y < -90 || y > 90 {
		b.problems.Add(diag.Problem{Rule: "place-seat", Place: lat.Place(),
			Message: diag.Tf("坐标（%g，%g）不在地球上", "the point %g, %g is not on the Earth", x, y),
			Hint:    diag.T("先经度，后纬度，单位为度", "longitude comes first, then latitude, in degrees")})
		return Point{}
	}
	return Point{Lon: x, Lat: y, Known: true}
}

// readNames reads the names that are no places of the gazetteer.
func (b *builder) readNames() {
	a := b.atlas
	t := a.tables["names"]
	if t == nil {
		return
	}
	for _, r := range t.Rows {
		id := r.Get("id").Value
		if r.Damaged || id == "" || a.names[id] != nil {
			continue
		}
		if p := a.places[id]; p != nil {
			b.twice(r.Get("id"), p.Row.Get("slug"))
		}
		n := &Name{ID: id, Type: r.Get("type").Value, Name: a.Text(r, "name"), Pinyin: r.Get("pinyin").Value, Forms: a.lists(r, "forms"),
			Note: a.Text(r, "note"), Row: r}
		for _, c := range r.Get("within").List() {
			if p := a.places[c.Value]; p != nil {
				n.Within = append(n.Within, p)
			}
		}
		a.Names = append(a.Names, n)
		a.names[id] = n
	}
}

// twice reports a name with the id of a place: what refers to it could mean either.
func (b *builder) twice(name, place source.Cell) {
	at := place.Place()
	b.problems.Add(diag.Problem{Rule: "name-id", Place: name.Place(),
		Message: diag.Tf("%q 已是一个地方的标识，见 %s:%d", "%q is already the id of a place, %s:%d", name.Value, at.File, at.Line),
		Hint:    diag.T("给这个名称另取一个标识，用到它的地方一并改；若两行说的是同一个地方，删去一行", "give the name another id, here and where it is referred to; if both rows are the same place, delete one"),
		Notes:   []diag.Note{{Place: at, Message: diag.T("地方在这里", "the place stands here")}}})
}

// readTerms reads the glossary.
func (b *builder) readTerms() {
	a := b.atlas
	t := a.tables["glossary"]
	if t == nil {
		return
	}
	for _, r := range t.Rows {
		if r.Damaged {
			continue
		}
		a.Terms = append(a.Terms, &Term{ID: r.Get("id").Value, Name: a.Text(r, "term"), Accepted: a.lists(r, "also"), Note: a.Text(r, "note"), Row: r})
	}
}
