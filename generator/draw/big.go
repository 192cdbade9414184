package draw

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/carto"
	"atlas/generator/diag"
)

// drawMap draws a map and remembers what had to be done to layers too big for it;
// that is kept beside the drawing.
func (s *Studio) drawMap(a *atlas.Atlas, m *atlas.Map, spec carto.Spec, t func(key string, args ...any) string) ([]byte, error) {
	key := "map/" + spec.Key()
	data, err := s.kept(key, func() ([]byte, error) {
		drawing, reduced := carto.Light(spec, s.most)
		notes := spec.Notes
		for _, r := range reduced {
			if r.LeftOut { // whoever reads the map is told, too
				spec.Notes = append(slices.Clip(spec.Notes), t("map.left-out", cmp.Or(r.Title, r.Layer)))
			}
		}
		if len(spec.Notes) > len(notes) {
			drawing, _ = carto.Light(spec, s.most)
		}
		if len(reduced) > 0 {
			if text, err := json.Marshal(reduced); err == nil {
				s.cache.Put("reduced/"+key, text)
				s.mu.Lock()
				s.reduced[key] = reduced
				s.mu.Unlock()
			}
		}
		return drawing.SVG, nil
	})
	if err != nil {
		return data, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	reduced, ok := s.reduced[key]
	if !ok {
		if text, found := s.cache.Get("reduced/" + key); found && json.Unmarshal(text, &reduced) != nil {
			reduced = nil
		}
		s.reduced[key] = reduced
	}
	if s.problemsOf != a {
		s.problemsOf, s.problems = a, map[string]found{}
	}
	for _, r := range reduced {
		at := m.ID + "\n" + r.Layer
		if old, ok := s.problems[at]; !ok || old.before < r.Before || old.before == r.Before && old.text < fmt.Sprint(r) {
			s.problems[at] = found{before: r.Before, text: fmt.Sprint(r), problem: tooBig(m, r)}
		}
	}
	return data, nil
}

// found is a problem of a map's layer, with what decides which of those of its
// drawings is told.
type found struct {
	before  int
	text    string
	problem diag.Problem
}

// Problems are those that came up when maps of the atlas were drawn.
func (s *Studio) Problems(a *atlas.Atlas) diag.List {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out diag.List
	if s.problemsOf == a {
		for _, f := range s.problems {
			out.Add(f.problem)
		}
	}
	out.Sort()
	return out
}

// tooBig says what was done to a layer that was too big for its map.
func tooBig(m *atlas.Map, r carto.Reduced) diag.Problem {
	megabytes := func(n int) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }
	name := cmp.Or(r.Title, r.Layer)
	if i := slices.IndexFunc(m.Layers, func(l atlas.MapLayer) bool { return l.ID == strings.TrimSuffix(r.Layer, "-lines") && l.Layer != nil }); i >= 0 {
		name = m.Layers[i].Layer.ID
	}
	p := diag.Problem{Rule: "map-size", Severity: diag.Warning, Place: m.Place,
		Message: diag.Tf("地图 %[1]s 的图层 %[2]s 画出来有 %[3]s，超过 2 MB", "the layer %[2]s of the map %[1]s takes %[3]s as it is drawn, more than 2 MB", m.ID, name, megabytes(r.Before)),
		Hint:    diag.T("请先在 GIS 软件中概括（化简）该图层，或用 where 只画其中一部分", "generalize (simplify) the layer in your GIS software, or draw a part of it by where")}
	add := func(t diag.Text) { p.Message = diag.Text{ZH: p.Message.ZH + t.ZH, EN: p.Message.EN + t.EN} }
	if r.LeftOut {
		add(diag.Tf("；画粗以后仍有 %s，没有画", "; drawn more coarsely it still takes %s, and is left out", megabytes(r.After)))
		return p
	}
	add(diag.T("；已画得粗一半", "; it is drawn with half the detail"))
	if r.Lost > 0 {
		add(diag.Tf("，略去不足一个像素的图形 %d 个", ", without %d parts smaller than a pixel", r.Lost))
	}
	add(diag.Tf("，现有 %s", ", and takes %s now", megabytes(r.After)))
	return p
}
