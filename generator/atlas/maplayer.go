package atlas

import (
	"slices"
	"strconv"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// layerID names the n-th layer of a map that is drawn in a way.
func layerID(draw string, n int) string {
	if n == 1 {
		return draw
	}
	return draw + strconv.Itoa(n)
}

// mapLayer reads what a map draws of a layer.
func (b *builder) mapLayer(l mapLayerYAML) (MapLayer, bool) {
	a := b.atlas
	ml := MapLayer{Draw: l.Draw.V, Where: l.Where, Ranks: plain(l.Ranks), Units: l.Units, Group: l.Group, Quiet: l.Quiet, Mute: l.Mute,
		Name: a.localized(l.Name), Note: a.localized(l.Note), Types: plain(l.Types), Stage: l.Stage.V, Ring: l.Ring, Class: l.Class,
		Symbol: l.Symbol.V, Size: l.Size, Place: l.Draw.Place()}
	if !slices.Contains(MapDrawings, l.Draw.V) {
		b.problems.Add(diag.Problem{Rule: "map-draw", Place: l.Draw.Place(),
			Message: diag.Tf("不认识的画法 %q", "unknown way of drawing %q", l.Draw.V),
			Hint:    diag.DidYouMean(l.Draw.V, MapDrawings)})
		return ml, false
	}
	if ml.Layer = a.layers[l.Layer.V]; ml.Layer == nil && !slices.Contains(withoutLayer, l.Draw.V) {
		if b.unread[layersPath] {
			return ml, false
		}
		b.problems.Add(diag.Problem{Rule: "map-layer", Place: l.Layer.Place(),
			Message: diag.Tf("没有图层 %q", "there is no layer %q", l.Layer.V),
			Hint:    diag.DidYouMean(l.Layer.V, b.targetIDs([]string{"layers"}))})
		return ml, false
	}
	b.mapWords(&l)
	ml.Concepts, ml.Also, ml.Except = b.conceptsOf(l.Concepts), b.conceptsOf(l.Also), b.conceptsOf(l.Except)
	for _, id := range l.Works {
		i := slices.IndexFunc(a.Projects, func(p *Project) bool { return p.ID == id.V })
		if i < 0 {
			b.unknown(id, "工程", "project", "projects")
			continue
		}
		ml.Works = append(ml.Works, a.Projects[i])
	}
	ml.Only = b.mapRefs(l.Only, &ml)
	ml.Start, ml.End = b.mapRefs(l.Start, &ml), b.mapRefs(l.End, &ml)
	for _, id := range l.Through {
		why, given := l.Why[id.V]
		check := &ml
		if given {
			check = nil
		}
		for _, r := range b.mapRefs([]source.Value[string]{id}, check) {
			ml.Through = append(ml.Through, Station{r, a.localized(why)})
		}
	}
	if l.From.Given() {
		if rs := b.mapRefs([]source.Value[string]{l.From}, nil); len(rs) > 0 {
			ml.From = &rs[0]
		}
	}
	if v := l.Value; v != nil {
		ml.Value = &MapValue{Indicator: v.Indicator, Year: v.Year, Basis: v.Basis, Per: v.Per, Count: v.Count,
			Classes: v.Classes, Method: v.Method, Unit: a.localized(v.Unit)}
	}
	return ml, true
}

func (b *builder) conceptsOf(ids []source.Value[string]) []*Concept {
	var out []*Concept
	for _, id := range ids {
		i := slices.IndexFunc(b.atlas.Concepts, func(c *Concept) bool { return c.ID == id.V })
		if i < 0 {
			b.unknown(id, "概念", "concept", "concepts")
			continue
		}
		out = append(out, b.atlas.Concepts[i])
	}
	return out
}

// mapRefs finds places and names. Where a layer is given, each must be a member
// of one of its concepts or a place of its projects: a map draws no more than the
// plan says.
func (b *builder) mapRefs(ids []source.Value[string], of *MapLayer) []Ref {
	var out []Ref
	for _, id := range ids {
		r, ok := b.atlas.ref(id.V)
		if !ok {
			b.unknown(id, "地方或名称", "place or name", "places", "names")
			continue
		}
		if of != nil && !slices.ContainsFunc(of.Concepts, func(c *Concept) bool { return c.Has(r) }) &&
			!slices.ContainsFunc(of.Works, func(p *Project) bool { return slices.Contains(p.Places, r) }) {
			b.problems.Add(diag.Problem{Rule: "map-member", Place: id.Place(),
				Message: diag.Tf("%s 不是所画概念的成员，也不是所画工程的地方", "%s is neither a member of the concept that is drawn nor a place of the project", id.V),
				Hint: diag.T("地图只画《规划》所说的；若确有理由，在 why 下写明",
					"a map draws what the plan says; if there is a reason for it, give it under why")})
			continue
		}
		out = append(out, r)
	}
	return out
}

// unknown reports an id that is in none of the tables, unless it may well be in
// one that is damaged, which is reported itself.
func (b *builder) unknown(id source.Value[string], zh, en string, tables ...string) {
	if slices.ContainsFunc(tables, func(t string) bool { return b.damaged(t, id.V) }) {
		return
	}
	b.problems.Add(diag.Problem{Rule: "map-ref", Place: id.Place(),
		Message: diag.Tf("没有这个"+zh+"：%s", "there is no "+en+" %s", id.V),
		Hint:    diag.T("标识须与表中一致", "write the id as it stands in the table")})
}

// ref finds a place or a name by its id.
func (a *Atlas) ref(id string) (Ref, bool) {
	if p := a.places[id]; p != nil {
		return Ref{Place: p}, true
	}
	if n := a.names[id]; n != nil {
		return Ref{Name: n}, true
	}
	return Ref{}, false
}

// Has reports whether a place or name is a member of the concept.
func (c *Concept) Has(r Ref) bool {
	return slices.ContainsFunc(c.Members, func(m Member) bool { return m.Ref != nil && *m.Ref == r })
}

// ID is the slug of the place or the id of the name.
func (r Ref) ID() string {
	if r.Place != nil {
		return r.Place.Slug
	}
	return r.Name.ID
}

// StageOf is the stage of a project by its verb in the plan's language; nil
// where no stage lists that verb.
func (a *Atlas) StageOf(p *Project) *Stage {
	for _, s := range a.Stages {
		if slices.Contains(s.Verbs, p.Status.In(0)) {
			return s
		}
	}
	return nil
}
